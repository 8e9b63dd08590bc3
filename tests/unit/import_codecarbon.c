/* CodeCarbon emissions.csv: column sets, cumulative runs, PUE, ragged rows and what the figures
 * betray. */

#include "tests/unit/import_fixture.h"

#define SHORT "timestamp,run_id,duration,emissions,energy_consumed\n"
#define V38                                                                                    \
	"timestamp,project_name,run_id,experiment_id,duration,emissions,emissions_rate,cpu_"   \
	"power,gpu_power,ram_power,"                                                           \
	"cpu_energy,gpu_energy,ram_energy,energy_consumed,water_consumed,country_name,"        \
	"country_iso_code,region,"                                                             \
	"cloud_provider,cloud_region,os,python_version,codecarbon_version,cpu_count,cpu_"      \
	"model,gpu_count,gpu_model,"                                                           \
	"longitude,latitude,ram_total_size,tracking_mode,cpu_utilization_percent,gpu_"         \
	"utilization_percent,"                                                                 \
	"ram_utilization_percent,ram_used_gb,on_cloud,pue,wue\n"
#define FRONT "2026-03-02T10:00:00,demo,"
#define BACK                                                                                   \
	",linux,3.12,3.2.3,16,EPYC,8,8 x NVIDIA "                                              \
	"A100,1.23,4.56,512,machine,10,90,20,99,N,1.25,0\n"
#define PLACE	       ",0,France,FRA,,,"
#define ROW(run, rest) FRONT run ",exp," rest PLACE BACK

/* The sum of each run's last row; what an empty run_id makes of a row; what is no series. */
static void sums_the_last_row_of_each_run(void **state)
{
	static const struct {
		const char *what, *rows;
		double energy;
		uint64_t used, earlier;
		bool warned;
	} cases[] = {
	    {"one run", "2026-01-01T00:00:00,a,10,1,2e-3\n", 2, 1, 0, false},
	    {"two runs", "2026-01-01T00:00:00,a,10,1,2e-3\n2026-01-01T00:00:00,b,10,1,3e-3\n",
	     5, 2, 0, false},
	    {"cumulative",
	     "2026-01-01T00:00:10,a,10,1,2e-3\n2026-01-01T00:00:20,a,20,1,3e-3\n2026-01-01T00:"
	     "00:30,"
	     "a,30,1,5e-3\n",
	     5, 1, 2, false},
	    {"interleaved",
	     "2026-01-01T00:00:10,a,10,1,2e-3\n2026-01-01T00:00:10,b,10,1,7e-3\n2026-01-01T00:"
	     "00:20,"
	     "a,20,1,3e-3\n",
	     10, 2, 1, false},
	    {"the same row twice",
	     "2026-01-01T00:00:10,a,10,1,2e-3\n2026-01-01T00:00:10,a,10,1,2e-3\n", 2, 1, 1,
	     false},
	    {"out of order",
	     "2026-01-01T00:00:20,a,20,1,3e-3\n2026-01-01T00:00:10,a,10,1,2e-3\n", 3, 1, 1,
	     false},
	    {"no run_id", "2026-01-01T00:00:10,,10,1,2e-3\n2026-01-01T00:00:20,,20,1,3e-3\n", 5,
	     2, 0, false},
	    {"began anew",
	     "2026-01-01T00:00:10,a,10,1,2e-3\n2026-01-01T00:00:20,a,20,1,3e-3\n"
	     "2026-01-01T01:00:05,a,5,1,1e-3\n2026-01-01T01:00:15,a,15,1,2e-3\n",
	     5, 2, 2, true},
	    {"the energy falls",
	     "2026-01-01T00:00:10,a,10,1,2e-3\n2026-01-01T00:00:20,a,20,1,1.5e-3\n", 3.5, 2, 0,
	     true},
	    {"deltas",
	     "2026-01-01T00:00:10,a,10,1,2e-3\n2026-01-01T00:00:20,a,10.1,1,2.5e-3\n2026-01-"
	     "01T00:00:"
	     "30,a,9.9,1,1e-3\n",
	     5.5, 3, 0, true},
	    {"growing deltas",
	     "2026-01-01T00:10:00,a,600,1,2e-3\n2026-01-01T00:20:00,a,601,1,2.5e-3\n", 2.5, 1,
	     1, true},
	    {"long deltas",
	     "2026-01-01T01:00:00,a,3600,1,2e-3\n2026-01-01T02:00:00,a,3601,1,2.5e-3\n"
	     "2026-01-01T03:00:00,a,3599,1,1e-3\n",
	     5.5, 3, 0, true},
	    {"no time", "?,a,10,1,2e-3\n?,a,20,1,3e-3\n", 3, 1, 1, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[1024];
		struct log_read reading;

		snprintf(text, sizeof text, "%s%s", SHORT, cases[i].rows);
		reading = read_good(text, NULL, cases[i].what);
		assert_near(reading.import->total.energy_kwh, cases[i].energy * 1e-3, 1e-15,
			    cases[i].what);
		if (reading.import->rows_used != cases[i].used ||
		    skipped_for(reading.import,
				"earlier flush of the same run: its last row is kept") !=
			cases[i].earlier ||
		    (find_diag(&reading, DIAG_IMPORT_SERIES) != NULL) != cases[i].warned)
			fail_msg("%s: rows or warning", cases[i].what);
		reading_free(&reading);
	}
}

static void knows_every_column_set(void **state)
{
	static const struct {
		const char *text;
		double energy;
	} cases[] = {
	    {"experiment_id,timestamp,project_name,duration,emissions,energy_consumed,country_"
	     "name,country_iso_code,region,"
	     "on_cloud,cloud_provider,cloud_region\ne1,2021-01-01T00:00:00,p,1000,1,2,France,"
	     "FRA,"
	     ",N,,\n"
	     "e2,2021-01-01T00:00:00,p,1000,1,3,France,FRA,,N,,\n",
	     5},
	    {"timestamp,experiment_id,project_name,duration,emissions,energy_consumed,country_"
	     "name,country_iso_code,region,"
	     "on_cloud,cloud_provider,cloud_region\n2021-01-01T00:00:00,e1,p,1000,1,2,France,"
	     "FRA,"
	     ",N,,\n",
	     2},
	    {"timestamp,project_name,run_id,duration,emissions,emissions_rate,cpu_power,gpu_"
	     "power,ram_power,cpu_energy,"
	     "gpu_energy,ram_energy,energy_consumed,country_name,country_iso_code,region,cloud_"
	     "provider,cloud_region,os,"
	     "python_version,cpu_count,cpu_model,gpu_count,gpu_model,longitude,latitude,ram_"
	     "total_size,tracking_mode,"
	     "on_cloud\n2022-01-01T00:00:00,p,r,3600,1,1,1000,0,1000,1,0,1,2,France,FRA,,,,l,3,"
	     "8,X,,,1,1,16,machine,N\n",
	     2},
	    {V38 ROW("r", "3600,1,1,1000,0,1000,1,0,1,2"), 2},
	    {"timestamp,task_name,project_name,run_id,duration,emissions,energy_consumed\n"
	     "2024-01-01T00:00:10,load,p,r,1000,1,2\n2024-01-01T00:00:30,train,p,r,1000,1,3\n",
	     5},
	    {SHORT "2026-01-01T00:00:00,a,1000,1,2\ntimestamp,duration,run_id,emissions,energy_"
		   "consumed\n"
		   "2026-01-01T00:00:00,1000,b,1,3\n",
	     5},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct log_read reading = read_good(cases[i].text, NULL, "columns");

		assert_near(reading.import->total.energy_kwh, cases[i].energy, 1e-15,
			    cases[i].text);
		reading_free(&reading);
	}
}

static void takes_the_pue_out(void **state)
{
	static const struct {
		const char *rows;
		double stated, it, pue;
	} cases[] = {
	    {"2026-01-01T00:00:00,1000,1,3,1.5\n", 3, 2, 1.5},
	    {"2026-01-01T00:00:00,1000,1,3,1.5\n2026-01-01T00:00:00,1000,1,3,1.2\n", 6, 4.5,
	     6 / 4.5},
	    {"2026-01-01T00:00:00,1000,1,3,1.5\n2026-01-01T00:00:00,1000,1,3,\n", 6, 4, 1.5},
	    {"2026-01-01T00:00:00,1000,1,3,0.5\n", 3, 3, NAN},
	    {"2026-01-01T00:00:00,1000,1,3,1\n", 3, 3, 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[512];
		struct log_read reading;

		snprintf(text, sizeof text,
			 "timestamp,duration,emissions,energy_consumed,pue\n%s", cases[i].rows);
		reading = read_good(text, NULL, cases[i].rows);
		assert_near(reading.import->total.energy_kwh, cases[i].stated, 1e-15, "stated");
		assert_near(reading.import->total.energy_it_kwh, cases[i].it, 1e-15, "it");
		if (isnan(cases[i].pue))
			assert_true(isnan(reading.import->pue));
		else
			assert_near(reading.import->pue, cases[i].pue, 1e-15, "pue");
		reading_free(&reading);
	}
}

static void tells_what_the_log_is_about(void **state)
{
	struct log_read reading = read_good(V38 ROW("r", "3600,0.5,1,1000,0,1000,1,0,1,2")
						ROW("s", "1800,0.25,1,1000,0,1000,0.5,0,0.5,1"),
					    NULL, "v38");
	const struct import *import = reading.import;

	(void)state;
	assert_string_equal(import->accelerator, "NVIDIA A100");
	assert_int_equal(import->accelerators, 8);
	assert_string_equal(import->region, "FRA");
	assert_near(import->total.device_hours, 12, 1e-15, "device hours");
	assert_near(import->total.emissions_kg, 0.75, 1e-15, "emissions");
	assert_near(import->covered_s, 3600, 1e-15, "covered");
	assert_int_equal(import->metered_at, METERED_COMPONENTS);
	assert_string_equal(import->total.spread, "gsd-codecarbon-constant");
	assert_string_equal(import->total.energy_key, "codecarbon/NVIDIA A100");
	assert_non_null(strstr(import->not_counted, "PSU"));
	assert_non_null(strstr(import->modelled, "RAM"));
	assert_non_null(strstr(import->modelled, "CPU (a constant 1000 W)"));
	assert_non_null(find_diag(&reading, DIAG_IMPORT_ZERO));
	assert_true(assumes(import, "PUE of 1.25"));
	reading_free(&reading);
}

/* A row that lost empty fields is read up to `region`; one with more is read up to
 * energy_consumed. */
static void keeps_the_energies_of_ragged_rows(void **state)
{
	struct log_read reading = read_good(
	    V38 ROW("r", "3600,1,1,0,1000,0,0,1,0,1") FRONT
	    "s,exp,3600,1,1,0,1000,0,0,2,0,2,0,France,FRA,linux,3.12,3.2.3,16,EPYC,512,machine,"
	    "N,1.1,0\n" FRONT "t,exp,3600,1,1,0,1000,0,0,4,0,4,0,new,0,France,FRA,,," BACK,
	    NULL, "ragged");
	const struct import *import = reading.import;

	(void)state;
	assert_near(import->total.energy_kwh, 7, 1e-15, "energy");
	assert_near(import->total.energy_it_kwh, 7 / 1.25, 1e-15, "the PUE of whole rows");
	assert_near(import->total.device_hours, 8, 1e-15, "GPUs of ragged rows are not known");
	assert_string_equal(import->accelerator, "NVIDIA A100");
	assert_non_null(strstr(find_diag(&reading, DIAG_IMPORT_RAGGED)->message, "2 rows"));
	assert_non_null(strstr(find_diag(&reading, DIAG_IMPORT_RAGGED)->message, "'region'"));
	reading_free(&reading);
}

static void leaves_out_rows_without_energy(void **state)
{
	struct log_read reading = read_good(SHORT "2026-01-01T00:00:00,a,10,1,\n"
						  "2026-01-01T00:00:00,b,10,1,nan\n"
						  "2026-01-01T00:00:00,c,10,1,-2\n"
						  "2026-01-01T00:00:00,d,10,1,many\n"
						  "2026-01-01T00:00:00,e,-10,1,2\n"
						  "2026-01-01T00:00:00,f,,,2\n",
					    NULL, "without energy");

	(void)state;
	assert_int_equal(skipped_for(reading.import, "no energy_consumed"), 2);
	assert_int_equal(skipped_for(reading.import, "energy_consumed is negative"), 1);
	assert_int_equal(skipped_for(reading.import, "energy_consumed is not a number"), 1);
	assert_int_equal(skipped_for(reading.import, "duration is not a number of seconds"), 1);
	assert_int_equal(reading.import->rows_used, 1);
	assert_true(isnan(reading.import->total.emissions_kg));
	reading_free(&reading);
}

static void says_what_the_figures_betray(void **state)
{
	static const struct {
		const char *what, *rows;
		enum diag_code code;
		const char *words; /* NULL: no such warning */
	} cases[] = {
	    {"power times duration",
	     ROW("r", "495066.1067533493,110.5,1,112.5,3893.2497087381207,188.89137411117554,"
		      "15.470743219003149,261.0323906035237,"
		      "25.890384321165783,302.3935181436902"),
	     DIAG_IMPORT_MISMATCH, "GPU power times duration gives 535.393 kWh"},
	    {"power times duration fits", ROW("r", "3600,1,1,0,1000,0,0,1,0,1"),
	     DIAG_IMPORT_MISMATCH, NULL},
	    {"components", ROW("r", "3600,1,1,1000,1000,1000,1,1,1,4"), DIAG_IMPORT_MISMATCH,
	     "add up to 3 kWh"},
	    {"GPU at zero", ROW("r", "3600,1,1,1000,0,0,1,0,0,1"), DIAG_IMPORT_ZERO,
	     "the GPU energy is 0 in 1 of 1"},
	    {"kW", ROW("r", "3600,1,1,0.0425,1,0.01,0.0425,1,0.01,1.0525"),
	     DIAG_IMPORT_MISMATCH, NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[2048];
		struct log_read reading;
		const struct diag *diag;

		snprintf(text, sizeof text, "%s%s", V38, cases[i].rows);
		reading = read_good(text, NULL, cases[i].what);
		diag = find_diag(&reading, cases[i].code);
		if ((diag != NULL) != (cases[i].words != NULL) ||
		    (diag && !strstr(diag->message, cases[i].words)))
			fail_msg("%s: %s", cases[i].what, diag ? diag->message : "no warning");
		reading_free(&reading);
	}
}

static void knows_the_constants(void **state)
{
	static const struct {
		const char *rows, *words, *spread;
	} cases[] = {
	    {ROW("r", "3600,1,1,42.5,0,3,0.0425,0,0.003,0.0455"),
	     "CPU (a constant 42.5 W, CodeCarbon's fall-back)", "gsd-codecarbon-constant"},
	    {ROW("r", "3600,1,1,192,0,192,0.192,0,0.192,0.384"),
	     "not measured: RAM (0.375 W per GB)", "gsd-codecarbon-constant"},
	    {ROW("r", "3600,1,1,120,300,192,0.12,0.3,0.192,0.612"),
	     "not measured: RAM (0.375 W per GB)", "gsd-codecarbon"},
	    {ROW("r", "3600,1,1,0.0425,1,0.01,0.0425,1,0.01,1.0525"),
	     "CPU (a constant 42.5 W, CodeCarbon's fall-back)", "gsd-codecarbon"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[2048];
		struct log_read reading;

		snprintf(text, sizeof text, "%s%s", V38, cases[i].rows);
		reading = read_good(text, NULL, cases[i].words);
		if (!strstr(reading.import->modelled, cases[i].words))
			fail_msg("%s", reading.import->modelled);
		assert_string_equal(reading.import->total.spread, cases[i].spread);
		reading_free(&reading);
	}
}

#define RANKS                                                                                  \
	ROW("r", "3600,1,1,0,1000,0,0.1,1,0,1.1")                                              \
	ROW("s", "3600,1,1,0,1000,0,0.2,1.000001,0,1.200001")

/* Runs that end together with the same GPU energy are ranks of one machine. */
static void counts_a_machine_once(void **state)
{
	static const struct {
		const char *what, *rows;
		enum import_overlap overlap;
		double energy; /* NaN: refused */
	} cases[] = {
	    {"ranks", RANKS, OVERLAP_REFUSE, NAN},
	    {"ranks, all", RANKS, OVERLAP_SUM, 2.300001},
	    {"ranks, the largest", RANKS, OVERLAP_MAX, 1.200001},
	    {"ranks, one", RANKS, OVERLAP_DEDUPE, 1.200001},
	    {"two runs",
	     ROW("r", "3600,1,1,0,1000,0,0,1,0,1") ROW("s", "3600,1,1,0,1000,0,0,1.1,0,1.1"),
	     OVERLAP_REFUSE, 2.1},
	    {"flushes",
	     ROW("r", "3600,1,1,0,1000,0,0,1,0,1") ROW("r", "3600,1,1,0,1000,0,0,1,0,1"),
	     OVERLAP_REFUSE, 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct import_options options = {.overlap = cases[i].overlap};
		char text[2048];
		struct log_read reading;
		const struct diag *diag;

		snprintf(text, sizeof text, "%s%s", V38, cases[i].rows);
		reading = read_text_with(text, &options);
		diag = find_diag(&reading, DIAG_IMPORT_OVERLAP);
		if ((diag != NULL) != isnan(cases[i].energy) ||
		    (diag && (!strstr(diag->message, "took 1 kWh") ||
			      !strstr(diag->message, ":2)") || diag->place.line != 3)))
			fail_msg("%s: %s", cases[i].what, diag ? diag->message : "accepted");
		if (!diag)
			assert_near(reading.import->total.energy_kwh, cases[i].energy, 1e-12,
				    cases[i].what);
		reading_free(&reading);
	}
}

/* What CodeCarbon models is doubtful: constants of CPUs, and the RAM. */
/* A run of a machine, by its end, duration, energy of GPUs and of all, GPUs, memory, mode. */
#define MACHINE(run, end, seconds, gpu, all, count, memory, mode)                              \
	"2026-03-02T" end ",demo," run ",exp," seconds ",1,1,0,1000,0,0," gpu ",0," all        \
	",0,France,FRA,,,,linux,3.12,3.2.3,16,EPYC," count "," count " x NVIDIA "              \
	"A100,1.23,4.56," memory "," mode ",10,90,20,99,N,1,0\n"

/* Trackers that each read the meters of one machine do not agree to the last digit; what they
 * drew alone is no difference. Equal machines with other energies are two, with a warning. */
static void knows_trackers_of_one_machine(void **state)
{
	static const struct {
		const char *what, *other;
		bool refused, warned;
	} cases[] = {
	    {"0.2 % apart",
	     MACHINE("s", "11:00:01", "3601", "1.002", "1.1", "8", "512", "machine"), true,
	     false},
	    {"begun 5 min later",
	     MACHINE("s", "11:00:00", "3300", "0.916", "1", "8", "512", "machine"), true,
	     false},
	    {"other load",
	     MACHINE("s", "11:00:00", "3600", "0.8", "0.9", "8", "512", "machine"), false,
	     true},
	    {"half of the time",
	     MACHINE("s", "11:00:00", "1800", "0.5", "0.6", "8", "512", "machine"), false,
	     true},
	    {"one after the other",
	     MACHINE("s", "12:00:00", "3600", "1", "1.1", "8", "512", "machine"), false, false},
	    {"other hardware",
	     MACHINE("s", "11:00:00", "3600", "1.002", "1.1", "4", "512", "machine"), false,
	     false},
	    {"other memory",
	     MACHINE("s", "11:00:00", "3600", "1.002", "1.1", "8", "503.5", "machine"), false,
	     false},
	    {"processes",
	     MACHINE("s", "11:00:00", "3600", "1.002", "1.1", "8", "512", "process"), false,
	     false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[2048];
		struct log_read reading;
		const struct diag *refused, *warned;

		snprintf(text, sizeof text, "%s%s%s", V38,
			 MACHINE("r", "11:00:00", "3600", "1", "1.1", "8", "512", "machine"),
			 cases[i].other);
		reading = read_text_with(text, NULL);
		refused = find_diag(&reading, DIAG_IMPORT_OVERLAP);
		warned = find_diag(&reading, DIAG_IMPORT_REPEATED);
		if ((refused != NULL) != cases[i].refused ||
		    (warned != NULL) != cases[i].warned)
			fail_msg("%s: %s", cases[i].what,
				 refused  ? refused->message
				 : warned ? warned->message
					  : "neither");
		reading_free(&reading);
	}
}

/* Runs side by side cover their time once; a run begins its duration before its timestamp. */
static void covers_each_moment_once(void **state)
{
	static const char text[] =
	    V38 MACHINE("r", "11:00:00", "3600", "1", "1.1", "8", "512", "machine")
		MACHINE("s", "11:30:00", "3600", "2", "2.1", "4", "512", "machine")
		    MACHINE("t", "14:00:00", "600", "2", "2.1", "4", "512", "machine");
	struct log_read reading = read_good(text, NULL, "three runs");

	(void)state;
	assert_near(reading.import->covered_s, 5400 + 600, 1e-12, "time covered");
	assert_string_equal(reading.import->first, "2026-03-02T10:00:00Z");
	assert_string_equal(reading.import->last, "2026-03-02T14:00:00Z");
	reading_free(&reading);
}

/* --overlap that had nothing to do says so. */
static void tells_that_nothing_overlapped(void **state)
{
	static const char *const texts[] = {
	    V38 ROW("r", "3600,1,1,0,1000,0,0,1,0,1"),
	    "timestamp, uuid, power.draw [W]\n2026/03/02 10:00:00, A, 100 W\n"
	    "2026/03/02 10:00:10, A, 100 W\n"};
	struct import_options options = {.overlap = OVERLAP_MAX};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct log_read reading = read_good(texts[i], &options, "one");

		assert_true(assumes(reading.import, "settled nothing"));
		reading_free(&reading);
		reading = read_good(texts[i], NULL, "refuse");
		assert_false(assumes(reading.import, "settled nothing"));
		reading_free(&reading);
	}
}

static void doubts_what_is_modelled(void **state)
{
	static const struct {
		const char *what, *rows;
		double doubt;
	} cases[] = {
	    {"measured CPU", ROW("r", "3600,1,1,120,300,192,0.12,0.3,0.192,0.612"), 0.192},
	    {"fall-back", ROW("r", "3600,1,1,42.5,300,10,0.0425,0.3,0.01,0.3525"), 0.0525},
	    {"fall-back of one row",
	     ROW("r", "3600,1,1,42.5,300,0,0.0425,0.3,0,0.3425")
		 ROW("s", "3600,1,1,120,200,0,0.12,0.2,0,0.32"),
	     0.0425},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[2048];
		struct log_read reading;

		snprintf(text, sizeof text, "%s%s", V38, cases[i].rows);
		reading = read_good(text, NULL, cases[i].what);
		assert_near(reading.import->total.doubt_kwh, cases[i].doubt / 1.25, 1e-12,
			    cases[i].what);
		reading_free(&reading);
	}
}

/* The hours that a run lies in, by its end and its duration. */
static void spreads_runs_over_their_hours(void **state)
{
	struct log_read reading =
	    read_good(SHORT "2026-01-01T02:30:00,a,7200,1,4\n2026-01-01T01:00:00,b,1800,1,1\n",
		      NULL, "hours");
	const struct import_part *total = &reading.import->total;

	(void)state;
	assert_int_equal(total->hour_count, 3);
	assert_near(total->hours[0].energy_it_kwh, 2, 1e-12, "00");
	assert_near(total->hours[1].energy_it_kwh, 2, 1e-12, "01");
	assert_near(total->hours[2].energy_it_kwh, 1, 1e-12, "02");
	reading_free(&reading);
}

/* Nothing ran in the pause between two trackers of one run_id. */
static void keeps_pauses_out_of_the_hours(void **state)
{
	struct log_read reading = read_good(SHORT "2026-01-01T00:00:10,a,10,1,2e-3\n"
						  "2026-01-01T00:00:20,a,20,1,3e-3\n"
						  "2026-01-01T05:00:05,a,5,1,1e-3\n"
						  "2026-01-01T05:00:15,a,15,1,2e-3\n",
					    NULL, "pause");
	const struct import_part *total = &reading.import->total;

	(void)state;
	assert_int_equal(total->hour_count, 2);
	assert_near(total->hours[0].energy_it_kwh, 3e-3, 1e-15, "the first tracker");
	assert_near(total->hours[1].energy_it_kwh, 2e-3, 1e-15, "the second");
	assert_near(reading.import->covered_s, 35, 1e-12, "time covered");
	reading_free(&reading);
}

static void doubts_a_pue_that_no_site_has(void **state)
{
	static const struct {
		const char *pue, *words;
		double it;
	} cases[] = {
	    {"100", "above 3", 0.01}, {"0.5", "below 1", 1}, {"-1", "below 1", 1},
	    {"0", NULL, 1},	      {"", NULL, 1},	     {"1", NULL, 1},
	    {"1.25", NULL, 0.8},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[256];
		struct log_read reading;
		const struct diag *diag;

		snprintf(text, sizeof text,
			 "timestamp,duration,emissions,energy_consumed,pue\n"
			 "2026-01-01T00:00:10,3600,1,1,%s\n",
			 cases[i].pue);
		reading = read_good(text, NULL, cases[i].pue);
		diag = find_diag(&reading, DIAG_IMPORT_PUE);
		assert_near(reading.import->total.energy_it_kwh, cases[i].it, 1e-12,
			    cases[i].pue);
		if ((cases[i].words != NULL) != (diag != NULL) ||
		    (diag && !strstr(diag->message, cases[i].words)))
			fail_msg("%s: %s", cases[i].pue, diag ? diag->message : "no warning");
		reading_free(&reading);
	}
}

static void refuses_a_wrong_unit(void **state)
{
	struct log_read reading =
	    read_text_with(SHORT "2026-01-01T02:30:00,a,60,1,100\n", NULL);

	(void)state;
	assert_null(reading.import);
	assert_non_null(strstr(find_diag(&reading, DIAG_IMPORT_IMPLAUSIBLE)->message, "6 MW"));
	reading_free(&reading);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sums_the_last_row_of_each_run),
	    cmocka_unit_test(knows_every_column_set),
	    cmocka_unit_test(takes_the_pue_out),
	    cmocka_unit_test(tells_what_the_log_is_about),
	    cmocka_unit_test(keeps_the_energies_of_ragged_rows),
	    cmocka_unit_test(leaves_out_rows_without_energy),
	    cmocka_unit_test(says_what_the_figures_betray),
	    cmocka_unit_test(knows_the_constants),
	    cmocka_unit_test(counts_a_machine_once),
	    cmocka_unit_test(knows_trackers_of_one_machine),
	    cmocka_unit_test(covers_each_moment_once),
	    cmocka_unit_test(tells_that_nothing_overlapped),
	    cmocka_unit_test(doubts_what_is_modelled),
	    cmocka_unit_test(spreads_runs_over_their_hours),
	    cmocka_unit_test(keeps_pauses_out_of_the_hours),
	    cmocka_unit_test(doubts_a_pue_that_no_site_has),
	    cmocka_unit_test(refuses_a_wrong_unit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
