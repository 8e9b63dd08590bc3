/* carbontracker, Eco2AI, Zeus, AI Energy Score and the job lists of Jean Zay. */

#include "tests/unit/import_fixture.h"

#include "models/import_carbontracker.h"

#define CT_HEAD                                                                                \
	"2026-01-05 09:00:01 - carbontracker version 2.0.1\n"                                  \
	"2026-01-05 09:00:01 - Only predicted and actual consumptions are multiplied by a "    \
	"PUE coefficient of 1.58 (Daniel Bizo, 2023, Uptime Institute).\n"
#define CT_DEVICES                                                                             \
	"2026-01-05 09:00:01 - The following components were found: GPU with device(s) "       \
	"NVIDIA A40, NVIDIA A40. CPU with device(s) cpu:0.\n"
#define CT_EPOCH  "2026-01-05 10:00:01 - Epoch 1:\n2026-01-05 10:00:01 - Duration: 1:00:00.00\n"
#define CT_GPU	  "2026-01-05 10:00:01 - Average power usage (W) for gpu: "
#define CT_CPU	  "2026-01-05 10:00:01 - Average power usage (W) for cpu: "
#define CT_ACTUAL "2026-01-05 10:00:02 - CarbonTracker: \nActual consumption for 1 epoch(s):\n"

/* What must hold of a log: its energies, or the words of its refusal or warning. */
struct tracker_case {
	const char *what, *text;
	double kwh, it_kwh;
	enum diag_code code; /* of the words */
	const char *words;   /* NULL: no such diagnostic */
};

static void check_case(const struct tracker_case *test, const struct import_options *options)
{
	struct log_read reading = read_text_with(test->text, options);
	const struct diag *diag = find_diag(&reading, test->code);

	if ((diag != NULL) != (test->words != NULL) ||
	    (diag && !strstr(diag->message, test->words)))
		fail_msg("%s: %s", test->what, diag ? diag->message : "no such diagnostic");
	if (isnan(test->kwh)) {
		if (reading.import)
			fail_msg("%s: accepted", test->what);
	} else if (!reading.import) {
		fail_msg("%s: %s", test->what, diags_at(reading.diags, 0)->message);
	} else {
		assert_near(reading.import->total.energy_kwh, test->kwh, 1e-12, test->what);
		assert_near(reading.import->total.energy_it_kwh, test->it_kwh, 1e-12,
			    test->what);
	}
	reading_free(&reading);
}

static void counts_each_device_of_carbontracker(void **state)
{
	static const struct tracker_case cases[] = {
	    {"a list", CT_HEAD CT_DEVICES CT_EPOCH CT_GPU "[136.86 120.20]\n", 0.25706, 0.25706,
	     DIAG_IMPORT_MISMATCH, NULL},
	    {"a list over two lines", CT_HEAD CT_DEVICES CT_EPOCH CT_GPU "[136.86\n 120.20]\n",
	     0.25706, 0.25706, DIAG_IMPORT_SKIPPED, NULL},
	    {"the mean of two", CT_HEAD CT_DEVICES CT_EPOCH CT_GPU "128.53\n", 0.25706, 0.25706,
	     DIAG_IMPORT_MISMATCH, "one figure for several devices"},
	    {"as a console shows it",
	     "CarbonTracker: The following components were found: GPU with device(s) A.\n"
	     "CarbonTracker: \nActual consumption for 2 epoch(s):\n\tTime:\t1:00:00\n"
	     "\tEnergy:\t0.158000 kWh\n\tCO2eq:\t18.6 g\n",
	     0.158, 0.1, DIAG_IMPORT_SKIPPED, NULL},
	    {"blanks taken from ends of lines",
	     "2026-01-05 10:00:02 - CarbonTracker:\nActual consumption for 1 epoch(s):\n"
	     "    Time:   1:00:00\n    Energy: 0.158000 kWh\n    CO2eq:  18.6 g\n",
	     0.158, 0.1, DIAG_IMPORT_SKIPPED, NULL},
	    {"one CPU", CT_HEAD CT_DEVICES CT_EPOCH CT_CPU "50\n", 0.05, 0.05,
	     DIAG_IMPORT_MISMATCH, NULL},
	    {"None", CT_HEAD CT_DEVICES CT_EPOCH CT_GPU "[100 100]\n" CT_CPU "None\n", 0.2, 0.2,
	     DIAG_IMPORT_COVERAGE, "33.3 %"},
	    {"0 W", CT_HEAD CT_DEVICES CT_EPOCH CT_GPU "[0. 0.]\n", NAN, NAN,
	     DIAG_IMPORT_UNUSABLE, "without a reading"},
	    {"Apple",
	     CT_HEAD "2026-01-05 09:00:01 - The following components were found: GPU "
		     "with device(s) GPU, ANE. CPU with device(s) CPU.\n" CT_EPOCH CT_GPU
		     "2.5\n",
	     0.0025, 0.0025, DIAG_IMPORT_MISMATCH, NULL},
	    {"of the first release",
	     "2020-05-05 10:00:01,250 - CarbonTrackerThread - INFO - carbontracker version 1\n"
	     "2020-05-05 10:00:01,250 - CarbonTrackerThread - INFO - Duration: 1 day, "
	     "0:00:00.00\n"
	     "2020-05-05 10:00:01,251 - CarbonTrackerThread - INFO - Average power usage (W) "
	     "for gpu: [100.]\n",
	     2.4, 2.4, DIAG_IMPORT_SKIPPED, NULL},
	    {"20 kW", CT_HEAD CT_DEVICES CT_EPOCH CT_GPU "[20000]\n", NAN, NAN,
	     DIAG_IMPORT_IMPLAUSIBLE, "20000 W"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check_case(&cases[i], NULL);
}

static void counts_the_actual_consumption(void **state)
{
	static const struct tracker_case cases[] = {
	    {"an output log",
	     "2022-11-14 15:44:48 - CarbonTracker: Actual consumption for 1 epoch(s):\n"
	     "\tTime:\t0:02:22\n\tEnergy:\t0.009417 kWh\n\tCO2eq:\t0.960490 g\n"
	     "\tThis is equivalent to:\n\t0.007977 km travelled by car\n",
	     0.009417, 0.009417 / 1.58, DIAG_IMPORT_SKIPPED, NULL},
	    {"a forecast",
	     "2022-11-14 15:44:48 - CarbonTracker: Predicted consumption for 4 epoch(s):\n"
	     "\tTime:\t0:02:22\n\tEnergy:\t0.9 kWh\n\tCO2eq:\t0.960490 g\n",
	     NAN, NAN, DIAG_IMPORT_UNUSABLE, "a forecast, not counted"},
	    {"both logs of a run",
	     CT_HEAD CT_DEVICES CT_EPOCH CT_GPU "[100. 100.]\n" CT_ACTUAL
						"\tTime:\t1:00:00\n\tEnergy:\t0.316 kWh\n"
						"\tCO2eq:\t10 g\n",
	     0.2, 0.2, DIAG_IMPORT_MISMATCH, NULL},
	    {"both logs, of other energies",
	     CT_HEAD CT_DEVICES CT_EPOCH CT_GPU "[100. 100.]\n" CT_ACTUAL
						"\tTime:\t1:00:00\n\tEnergy:\t0.5 kWh\n"
						"\tCO2eq:\t10 g\n",
	     0.2, 0.2, DIAG_IMPORT_MISMATCH, "0.316456 kWh"},
	    {"a wrong unit", CT_ACTUAL "\tTime:\t0:00:10\n\tEnergy:\t50 kWh\n\tCO2eq:\t10 g\n",
	     NAN, NAN, DIAG_IMPORT_IMPLAUSIBLE, "18 MW"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check_case(&cases[i], NULL);
}

static void reads_durations(void **state)
{
	static const struct {
		const char *text;
		double seconds; /* NaN: none */
	} cases[] = {
	    {"0:02:22", 142},
	    {"0:02:21.90", 141.9},
	    {"1 day, 0:00:01", 86401},
	    {"2 days, 1:00:00.5", 176400.5},
	    {"-0:00:05", NAN},
	    {"soon", NAN},
	    {"many days, 0:00:01", NAN},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		double seconds = NAN;
		bool good = carbon_read_duration(cases[i].text, &seconds);

		if (good == isnan(cases[i].seconds))
			fail_msg("%s", cases[i].text);
		if (good)
			assert_near(seconds, cases[i].seconds, 1e-12, cases[i].text);
	}
}

#define ECO                                                                                    \
	"id,project_name,experiment_description,epoch,start_time,duration(s),"                 \
	"power_consumption(kWh),CO2_emissions(kg),CPU_name,GPU_name,OS,region/country,cost\n"
#define ECO_END ",0.02,EPYC/1 device(s),NVIDIA A100 2 device(s),Linux,FR,0\n"

static void reads_each_header_of_eco2ai(void **state)
{
	static const struct tracker_case cases[] = {
	    {"a run", ECO "a,p,d,N/A,2026-01-01 00:00:00,3600,0.5" ECO_END, 0.5, 0.5,
	     DIAG_IMPORT_SKIPPED, NULL},
	    {"epochs",
	     ECO "a,p,d,\"epoch: 1, loss: 0.1, \",2026-01-01 00:00:00,3600,0.5" ECO_END
		 "a,p,d,\"epoch: 2, loss: 0.1, \",2026-01-01 01:00:00,3600,0.4" ECO_END,
	     0.9, 0.9, DIAG_IMPORT_SKIPPED, NULL},
	    {"the same run, as it went on",
	     ECO "a,p,d,N/A,2026-01-01 00:00:00,1800,0.2" ECO_END
		 "a,p,d,N/A,2026-01-01 00:00:00,3600,0.5" ECO_END,
	     0.5, 0.5, DIAG_IMPORT_SKIPPED, NULL},
	    {"the misspelt unit",
	     "project_name,experiment_description,start_time,duration(s),power_consumption("
	     "kWTh),CO2_emissions(kg),CPU_name,GPU_name,OS,country\n"
	     "p,d,2026-01-01 00:00:00,3600,0.5,0.1,c,g,Linux,FR\n"
	     "p,d,2026-01-01 02:00:00,3600,0.25,0.1,c,g,Linux,FR\n",
	     0.75, 0.75, DIAG_IMPORT_SKIPPED, NULL},
	    {"the first header",
	     "project_name,experiment_description,time(s),power_consumption(kWTh),CO2_"
	     "emissions(kg)\np,d,3600,0.5,0.1\n",
	     0.5, 0.5, DIAG_IMPORT_SKIPPED, NULL},
	    {"devices on top",
	     "id,start_time,duration(s),power_consumption(kWh),CPU_consumption(kWh),"
	     "GPU_consumption(kWh),RAM_consumption(kWh)\na,2026-01-01 "
	     "00:00:00,3600,0.5,0.1,0.3,0.1\n",
	     0.5, 0.5, DIAG_IMPORT_SKIPPED, NULL},
	    {"encoded", ECO "z!,q,e,O0B,<:<8,;8::,3#8,:\n", NAN, NAN, DIAG_IMPORT_UNUSABLE,
	     "encoded"},
	    {"a wrong unit", ECO "a,p,d,N/A,2026-01-01 00:00:00,6,2" ECO_END, NAN, NAN,
	     DIAG_IMPORT_IMPLAUSIBLE, "1.2 MW"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check_case(&cases[i], NULL);
}

static void knows_the_gpus_of_eco2ai(void **state)
{
	struct log_read reading =
	    read_good(ECO "a,p,d,N/A,2026-01-01 00:30:00,3600,0.5" ECO_END, NULL, "devices");
	const struct import *import = reading.import;

	(void)state;
	assert_string_equal(import->accelerator, "NVIDIA A100");
	assert_int_equal(import->accelerators, 2);
	assert_near(import->total.device_hours, 2, 1e-12, "device hours");
	assert_int_equal(import->total.hour_count, 2);
	assert_near(import->total.hours[0].energy_it_kwh, 0.25, 1e-12, "hour");
	assert_true(assumes(import, "40 g CO2e/kWh"));
	reading_free(&reading);
}

#define ZEUS "start_time,window_name,elapsed_time,gpu0_energy,gpu1_energy\n"

static void counts_the_joules_of_zeus_once(void **state)
{
	static const struct {
		enum import_overlap overlap;
		struct tracker_case test;
	} cases[] = {
	    {OVERLAP_REFUSE,
	     {"one after the other",
	      ZEUS "1767600000.5,a,10,1800,1800\n1767600010.5,b,10,3600,0\n", 0.002, 0.002,
	      DIAG_IMPORT_OVERLAP, NULL}},
	    {OVERLAP_REFUSE,
	     {"nested",
	      ZEUS "1767600001.5,step,2,360,360\n1767600004.5,step,2,360,360\n"
		   "1767600000.5,epoch,10,1800,1800\n",
	      0.001, 0.001, DIAG_IMPORT_OVERLAP, NULL}},
	    {OVERLAP_SUM,
	     {"nested, all",
	      ZEUS "1767600001.5,step,2,360,360\n1767600000.5,epoch,10,1800,1800\n", 0.0012,
	      0.0012, DIAG_IMPORT_OVERLAP, NULL}},
	    {OVERLAP_REFUSE,
	     {"overlapping", ZEUS "1767600000.5,a,10,1800,1800\n1767600005.5,b,10,1800,0\n",
	      NAN, NAN, DIAG_IMPORT_OVERLAP, "the window of line 2 (3600 J)"}},
	    {OVERLAP_MAX,
	     {"overlapping, the larger",
	      ZEUS "1767600000.5,a,10,1800,1800\n1767600005.5,b,10,1800,0\n", 0.001, 0.001,
	      DIAG_IMPORT_OVERLAP, NULL}},
	    {OVERLAP_REFUSE,
	     {"no energy", ZEUS "1767600000.5,a,10,0,0\n", NAN, NAN, DIAG_IMPORT_UNUSABLE,
	      "without energy"}},
	    {OVERLAP_REFUSE,
	     {"a counter that began anew",
	      ZEUS "1767600000.5,a,10,1800,-5\n1767600010.5,b,10,3600,0\n", 0.001, 0.001,
	      DIAG_IMPORT_SKIPPED, "began anew"}},
	    {OVERLAP_REFUSE,
	     {"milliseconds", ZEUS "9999999999.5,a,10,3600,0\n", NAN, NAN, DIAG_IMPORT_UNUSABLE,
	      "not a UNIX time"}},
	    {OVERLAP_REFUSE,
	     {"millijoules", ZEUS "1767600000.5,a,10,1800000,1800000\n", NAN, NAN,
	      DIAG_IMPORT_IMPLAUSIBLE, "180 kW"}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct import_options options = {.overlap = cases[i].overlap};

		check_case(&cases[i].test, &options);
	}
}

#define JOB(energy) "12|8|0|0|0|40|160G|" energy "|gpu_p2|g|01:00:00|q|n|2026-01-01T00:00:00|"
#define JOB_END	    "2026-01-01T01:00:00|/w\n"

static void reads_jobs_of_jean_zay(void **state)
{
	static const struct tracker_case cases[] = {
	    {"16 fields", JOB("7200000") JOB_END, 2, 2, DIAG_IMPORT_COVERAGE, NULL},
	    {"17 fields", JOB("7200000") "2026-01-01T01:00:00|/w|a@v100\n", 2, 2,
	     DIAG_IMPORT_COVERAGE, NULL},
	    {"without the GPUs", JOB("720000") JOB_END, 0.2, 0.2, DIAG_IMPORT_MISMATCH,
	     "25 W for each GPU"},
	    {"no energy of one job",
	     JOB("7200000") JOB_END "13|8|0|0|0|40|160G|N/A|gpu_p2|g|01:00:00|q|n|"
				    "2026-01-01T00:00:00|2026-01-01T01:00:00|/w\n",
	     2, 2, DIAG_IMPORT_COVERAGE, "1 of 2 jobs"},
	    {"no job takes it",
	     JOB("7200000") JOB_END "13|0|0|0|0|1|1G|7200000000|cpu_p1|g|01:00:00|q|n|"
				    "2026-01-01T00:00:00|2026-01-01T01:00:00|/w\n",
	     2, 2, DIAG_IMPORT_SKIPPED, "no such job takes"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check_case(&cases[i], NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(counts_each_device_of_carbontracker),
	    cmocka_unit_test(counts_the_actual_consumption),
	    cmocka_unit_test(reads_durations),
	    cmocka_unit_test(reads_each_header_of_eco2ai),
	    cmocka_unit_test(knows_the_gpus_of_eco2ai),
	    cmocka_unit_test(counts_the_joules_of_zeus_once),
	    cmocka_unit_test(reads_jobs_of_jean_zay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
