/* Power logs of any origin, dmon and the Green Metrics Tool: columns, sums, commas, times. */

#include "tests/unit/import_fixture.h"

#define DMON "# gpu    pwr  gtemp     sm\n# Idx      W      C      %\n"

static const struct {
	const char *what, *text;
	double joules;
	enum metered_at metered;
} tables[] = {
    {"watts in brackets",
     "Timestamp,Power (W)\n2026-01-01 00:00:00,100\n2026-01-01 00:00:02,200\n", 300,
     METERED_NODE},
    {"kilowatts", "time,Power [kW]\n2026-01-01 00:00:00,0.1\n2026-01-01 00:00:02,0.2\n", 300,
     METERED_NODE},
    {"milliwatts", "time,power_mW\n2026-01-01 00:00:00,100000\n2026-01-01 00:00:02,200000\n",
     300, METERED_NODE},
    {"a capital after a small letter",
     "time,systemW\n2026-01-01 00:00:00,100\n2026-01-01 00:00:02,200\n", 300, METERED_NODE},
    {"powerkW", "time,powerkW\n2026-01-01 00:00:00,0.1\n2026-01-01 00:00:02,0.2\n", 300,
     METERED_NODE},
    {"two GPUs",
     "ts,gpu0_power_w,gpu1_power_w\n2026-01-01 00:00:00,100,50\n"
     "2026-01-01 00:00:02,100,50\n",
     300, METERED_ACCELERATOR},
    {"a limit is no reading",
     "ts,gpu_power_w,gpu_power_limit_w\n2026-01-01 00:00:00,150,400\n"
     "2026-01-01 00:00:02,150,400\n",
     300, METERED_ACCELERATOR},
    {"devices in rows",
     "ts,device,watts\n2026-01-01 00:00:00,a,100\n2026-01-01 00:00:00,b,50\n"
     "2026-01-01 00:00:02,a,100\n2026-01-01 00:00:02,b,50\n",
     300, METERED_NODE},
    {"the sum replaces the rest",
     "ts,a_watts,b_watts,total_watts\n2026-01-01 00:00:00,100,50,150\n"
     "2026-01-01 00:00:02,100,50,150\n",
     300, METERED_NODE},
    {"a sum by any name",
     "ts,a_watts,b_watts,c_watts\n2026-01-01 00:00:00,100,50,150\n"
     "2026-01-01 00:00:02,90,60,150\n",
     300, METERED_NODE},
    {"no sum",
     "ts,a_watts,b_watts,c_watts\n2026-01-01 00:00:00,100,25,25\n"
     "2026-01-01 00:00:02,100,25,25\n",
     300, METERED_NODE},
    {"a package holds its cores",
     "ts,package_w,core_w,dram_w\n2026-01-01 00:00:00,100,80,50\n"
     "2026-01-01 00:00:02,100,80,50\n",
     300, METERED_COMPONENTS},
    {"a decimal comma, unquoted",
     "ts,Power (W)\n2026-01-01 00:00:00,100,5\n2026-01-01 00:00:02,199,5\n", 300, METERED_NODE},
    {"three decimals of which one stands behind 0",
     "ts,Power (W)\n2026-01-01 00:00:00,0,625\n2026-01-01 00:00:02,299,375\n", 300,
     METERED_NODE},
    {"an empty field behind each row", "time_s,watts\n0,100,\n2,200,\n", 300, METERED_NODE},
    {"a row that was cut", "time_s,host,watts\n0,a,100\n2,a,200\n4,a", 300, METERED_NODE},
    {"a decimal comma between semicolons",
     "ts;Power (W)\n2026-01-01 00:00:00;100,5\n2026-01-01 00:00:02;199,5\n", 300, METERED_NODE},
    {"UNIX seconds", "time,watts\n1767225600.5,100\n1767225602.5,200\n", 300, METERED_NODE},
    {"UNIX milliseconds", "time,watts\n1767225600500,100\n1767225602500,200\n", 300,
     METERED_NODE},
    {"since the start", "time_s,watts\n0,100\n2,200\n", 300, METERED_NODE},
    {"milliseconds since the start", "Time (ms),watts\n0,100\n2000,200\n", 300, METERED_NODE},
    {"date and time", "Date,Time,watts\n2026-01-01,00:00:00,100\n2026-01-01,00:00:02,200\n",
     300, METERED_NODE},
    {"rows that name their GPU",
     "ts,index,name,power_w\n2026-01-01 00:00:00,0,NVIDIA L4,150\n"
     "2026-01-01 00:00:02,0,NVIDIA L4,150\n",
     300, METERED_ACCELERATOR},
    {"a number of the GPU",
     "ts,gpu_index,power_w\n2026-01-01 00:00:00,0,150\n2026-01-01 00:00:02,0,150\n", 300,
     METERED_ACCELERATOR},
    {"turbostat",
     "Time_Of_Day_Seconds\tPkgWatt\tCorWatt\tRAMWatt\n1700000000.5\t100\t80\t50\n"
     "1700000002.5\t100\t80\t50\n",
     300, METERED_COMPONENTS},
    {"rocm-smi",
     "timestamp,device,Average Graphics Package Power (W)\n1700000000,card0,90\n"
     "1700000000,card1,60\n1700000002,card0,90\n1700000002,card1,60\n",
     300, METERED_ACCELERATOR},
    {"amd-smi",
     "timestamp,gpu,socket_power\n1700000000,0,90\n1700000000,1,60\n1700000002,0,90\n"
     "1700000002,1,60\n",
     300, METERED_ACCELERATOR},
    {"Intel Power Gadget",
     "System Time,Elapsed Time (sec),Processor Power_0(Watt),IA Power_0(Watt),DRAM "
     "Power_0(Watt),Package PL1_0(Watt)\n"
     "10:00:00:000,   0.5,  100.0,  80.0,  50.0,  15.0\n"
     "10:00:02:000,   2.5,  100.0,  80.0,  50.0,  15.0\n\n"
     "Total Elapsed Time (sec) = 2.5\n",
     300, METERED_COMPONENTS},
};

static void finds_columns_by_name(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		struct log_read reading = read_good(tables[i].text, NULL, tables[i].what);

		if (strcmp(reading.import->format, "power-log") != 0)
			fail_msg("%s: %s", tables[i].what, reading.import->format);
		assert_near(reading.import->total.energy_kwh * 3.6e6, tables[i].joules, 1e-12,
			    tables[i].what);
		if (reading.import->metered_at != tables[i].metered)
			fail_msg("%s: metered at %s", tables[i].what,
				 metered_name(reading.import->metered_at));
		reading_free(&reading);
	}
}

static const struct {
	const char *what, *text, *words;
	enum diag_code code;
} refused[] = {
    {"all zero", "ts,watts\n2026-01-01 00:00:00,0\n2026-01-01 00:00:02,0\n",
     "every reading is 0 W", DIAG_IMPORT_UNUSABLE},
    {"numbers alone", "28.4\n30.1\n29.9\n30\n", "without times", DIAG_IMPORT_UNUSABLE},
    {"day or month first", "ts,watts\n03/02/2026 10:00:00,5\n03/02/2026 10:00:01,5\n",
     "'03/02/2026 10:00:00'", DIAG_IMPORT_UNUSABLE},
    {"a total that is none",
     "ts,gpu_watts,total_watts\n2026-01-01 00:00:00,100,150\n"
     "2026-01-01 00:00:02,100,150\n",
     "not their sum (150 W against 100 W)", DIAG_IMPORT_OVERLAP},
    {"a node beside its GPU",
     "ts,gpu_watts,node_watts\n2026-01-01 00:00:00,100,150\n"
     "2026-01-01 00:00:02,100,150\n",
     "'node_watts'", DIAG_IMPORT_OVERLAP},
    {"devices that nothing tells apart",
     "ts,watts\n2026-01-01 00:00:00,100\n2026-01-01 00:00:00,200\n"
     "2026-01-01 00:00:01,100\n2026-01-01 00:00:01,200\n",
     "no column tells them apart", DIAG_IMPORT_DEVICES},
    {"a utilisation that is named as a device",
     "ts,gpu,watts\n2026-01-01 00:00:00,98,100\n2026-01-01 00:00:01,99,100\n"
     "2026-01-01 00:00:02,98,100\n2026-01-01 00:00:03,98,100\n",
     "in turns", DIAG_IMPORT_DEVICES},
    {"two readings in one cell", "elapsed_sec,power_w\n0.5,\"100\n0\"\n1.5,\"100\n0\"\n",
     "can be used", DIAG_IMPORT_UNUSABLE},
    {"turbostat with the whole machine",
     "Time_Of_Day_Seconds\tPkgWatt\tSysWatt\n1700000000.5\t100\t180\n"
     "1700000002.5\t100\t180\n",
     "'SysWatt'", DIAG_IMPORT_OVERLAP},
    {"a power of nothing named beside a package",
     "ts,pkg_w,w\n2026-01-01 00:00:00,55,180\n2026-01-01 00:00:02,55,180\n", "'w' may hold",
     DIAG_IMPORT_OVERLAP},
    {"sensors of which one holds others",
     "ts,sensor,watts\n2026-01-01 00:00:00,CPU Package,100\n"
     "2026-01-01 00:00:00,CPU Cores,80\n2026-01-01 00:00:01,CPU Package,100\n"
     "2026-01-01 00:00:01,CPU Cores,80\n",
     "hold others", DIAG_IMPORT_OVERLAP},
    {"devices in bursts",
     "ts,watts\n2026-01-01 00:00:00.001,1\n2026-01-01 00:00:00.004,2\n"
     "2026-01-01 00:00:01.001,1\n2026-01-01 00:00:01.004,2\n"
     "2026-01-01 00:00:02.001,1\n2026-01-01 00:00:02.004,2\n",
     "in bursts", DIAG_IMPORT_DEVICES},
    {"the newest first",
     "ts,watts\n2026-01-01 00:00:02,1\n2026-01-01 00:00:01,2\n"
     "2026-01-01 00:00:00,1\n",
     "no two readings", DIAG_IMPORT_UNUSABLE},
    {"thousands or decimals",
     "ts;watts\n2026-01-01 00:00:00;1,234\n2026-01-01 00:00:02;1,250\n", "three digits",
     DIAG_IMPORT_UNUSABLE},
    {"thousands or decimals, unquoted",
     "time,watts\n1772445600,1,300\n1772445610,1,310\n1772445620,950\n", "three digits",
     DIAG_IMPORT_UNUSABLE},
    {"fields that no column names", "time,watts,fan\n1772445600,100,7,1\n1772445610,100,7,1\n",
     "not as many fields", DIAG_IMPORT_UNUSABLE},
    {"a host that is missing", "time,host,watts,fan\n1772445600,100,7\n1772445610,100,7\n",
     "not as many fields", DIAG_IMPORT_UNUSABLE},
    {"a GPU of 12 kW", "time,gpu_w\n1772445600,12000\n1772445610,12000\n", "over 10 kW",
     DIAG_IMPORT_UNUSABLE},
    {"a socket of 1.2 kW", "time,package_w\n1772445600,1200\n1772445610,1200\n", "over 1 kW",
     DIAG_IMPORT_UNUSABLE},
    {"a counter that stands still",
     "time_s,zone,name,energy_uj\n1772445600,intel-rapl:0,package-0,5\n"
     "1772445610,intel-rapl:0,package-0,5\n1772445620,intel-rapl:0,package-0,5\n",
     "no counter ever rises", DIAG_IMPORT_UNUSABLE},
    {"rows without names",
     "2026/03/02 10:00:00.101, GPU-a, 312.45 W\n2026/03/02 10:00:01, GPU-a, 312 W\n",
     "without the line", DIAG_IMPORT_FORMAT},
    {"GMT: energies of what",
     "1759592227665073 9553228173\n1759592227764217 9005984321\n"
     "1759592227863457 9151850294\n",
     "do not say what", DIAG_IMPORT_UNUSABLE},
    {"GMT: 0.5 W or 500 W",
     "1759592227000000 50000 Package_0\n1759592227100000 50000 Package_0\n"
     "1759592227200000 50000 Package_0\n",
     "does not show which", DIAG_IMPORT_UNUSABLE},
};

static void refuses_what_may_be_misread(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		struct log_read reading = read_text_with(refused[i].text, NULL);
		const struct diag *diag = find_diag(&reading, refused[i].code);

		if (reading.import || !diag || !strstr(diag->message, refused[i].words))
			fail_msg("%s: %s", refused[i].what, diag ? diag->message : "read");
		reading_free(&reading);
	}
}

static void settles_a_meter_as_told(void **state)
{
	static const char log[] = "ts,gpu_watts,node_watts\n2026-01-01 00:00:00,100,150\n"
				  "2026-01-01 00:00:02,100,150\n";
	struct import_options sum = {.overlap = OVERLAP_SUM}, max = {.overlap = OVERLAP_MAX};
	struct log_read all = read_good(log, &sum, "sum"), one = read_good(log, &max, "max");

	(void)state;
	assert_near(all.import->total.energy_kwh * 3.6e6, 500, 1e-12, "sum");
	assert_near(one.import->total.energy_kwh * 3.6e6, 300, 1e-12, "max");
	reading_free(&all);
	reading_free(&one);
}

/* A row of which one reading is lost is used for the others, and the loss is told. */
static void keeps_the_good_readings_of_a_row(void **state)
{
	struct log_read reading =
	    read_good("ts,a_watts,b_watts\n2026-01-01 00:00:00,100,50\n"
		      "2026-01-01 00:00:01,100,-5\n2026-01-01 00:00:02,100,50\n",
		      NULL, "cells");

	(void)state;
	assert_int_equal(reading.import->rows_used, 3);
	assert_near(reading.import->total.energy_kwh * 3.6e6, 300, 1e-12, "joules");
	assert_non_null(strstr(find_diag(&reading, DIAG_IMPORT_SKIPPED)->message,
			       "b_watts: negative power (1, first on line 3)"));
	reading_free(&reading);
}

static void tells_no_hour_without_a_date(void **state)
{
	struct log_read reading = read_good("time_s,watts\n0,100\n2,200\n", NULL, "undated");

	(void)state;
	assert_int_equal(reading.import->total.hour_count, 0);
	assert_null(reading.import->first);
	assert_true(assumes(reading.import, "no hour"));
	reading_free(&reading);
}

static void takes_the_zone_of_the_column(void **state)
{
	struct log_read told = read_good("Timestamp (UTC),watts\n2026-01-01 00:00:00,1\n"
					 "2026-01-01 00:00:02,1\n",
					 NULL, "told");
	struct log_read untold = read_good("Timestamp,power_draw\n2026-01-01 00:00:00,1\n"
					   "2026-01-01 00:00:02,1\n",
					   NULL, "untold");

	(void)state;
	assert_false(told.import->unzoned);
	assert_true(untold.import->unzoned);
	reading_free(&told);
	reading_free(&untold);
}

static void reads_dmon(void **state)
{
	static const struct {
		const char *what, *text;
		double joules;
		bool dated;
	} cases[] = {
	    {"a second apart",
	     DMON "    0    100     60     90\n    1     50     60     90\n"
		  "    0    100     60     90\n    1     50     60     90\n",
	     150, false},
	    {"a page more, readings that are none",
	     DMON "    0    100     60     90\n    1      -     60     90\n" DMON
		  "    0    100     60     90\n    1     50     60      -\n",
	     100, false},
	    {"dates",
	     "#Date       Time        gpu    pwr\n#YYYYMMDD   HH:MM:SS    Idx      W\n"
	     " 20260302   23:59:59      0    100\n 20260303   00:00:01      0    200\n",
	     300, true},
	    {"times without dates",
	     "#Time        gpu    pwr\n#HH:MM:SS    Idx      W\n"
	     " 23:59:59      0    100\n 00:00:01      0    200\n",
	     300, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct log_read reading = read_good(cases[i].text, NULL, cases[i].what);

		assert_near(reading.import->total.energy_kwh * 3.6e6, cases[i].joules, 1e-12,
			    cases[i].what);
		if ((reading.import->first != NULL) != cases[i].dated)
			fail_msg("%s: first %s", cases[i].what, reading.import->first);
		reading_free(&reading);
	}
}

/* The unit is the one in which the chip draws a power that it can. */
static void reads_energies_of_intervals(void **state)
{
	static const struct {
		const char *what, *text;
		double joules;
	} cases[] = {
	    {"microjoules",
	     "\n1759592227000000 400000 Package_0\n1759592227100000 410000 Package_0\n"
	     "1759592227200000 390000 Package_0\n",
	     1.2},
	    {"millijoules",
	     "1759592227000000 8000 Package_0\n1759592228000000 8000 Package_0\n"
	     "1759592229000000 9000 Package_0\n",
	     25},
	    {"two packages and their memory",
	     "1759592227000000 400000 Package_0\n1759592227000001 400000 Package_1\n"
	     "1759592227000002 100000 DRAM_0\n1759592227100000 400000 Package_0\n"
	     "1759592227100001 400000 Package_1\n1759592227100002 100000 DRAM_0\n",
	     1.8},
	    {"all in PSYS",
	     "1759592227000000 900000 PSYS_0\n1759592227000001 400000 Package_0\n"
	     "1759592227100000 900000 PSYS_0\n1759592227100001 400000 Package_0\n",
	     1.8},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct log_read reading = read_good(cases[i].text, NULL, cases[i].what);

		assert_near(reading.import->total.energy_kwh * 3.6e6, cases[i].joules, 1e-12,
			    cases[i].what);
		reading_free(&reading);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(finds_columns_by_name),
	    cmocka_unit_test(refuses_what_may_be_misread),
	    cmocka_unit_test(settles_a_meter_as_told),
	    cmocka_unit_test(keeps_the_good_readings_of_a_row),
	    cmocka_unit_test(tells_no_hour_without_a_date),
	    cmocka_unit_test(takes_the_zone_of_the_column),
	    cmocka_unit_test(reads_dmon),
	    cmocka_unit_test(reads_energies_of_intervals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
