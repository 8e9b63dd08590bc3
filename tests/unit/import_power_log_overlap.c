/* Power logs that tell a power twice: sums, whole machines, units and smoothing; what is in
 * doubt. */

#include "tests/unit/import_fixture.h"

static const struct {
	const char *what, *text;
	double joules;
	enum metered_at metered;
	unsigned accelerators;
} tables[] = {
    {"GPUs and their sum",
     "ts,gpu0_w,gpu1_w,total_w\n2026-01-01 00:00:00,100,50,150\n"
     "2026-01-01 00:00:02,100,50,150\n",
     300, METERED_ACCELERATOR, 2},
    {"a socket, its memory and their sum",
     "ts,package_w,dram_w,total_w\n2026-01-01 00:00:00,100,50,150\n"
     "2026-01-01 00:00:02,100,50,150\n",
     300, METERED_COMPONENTS, 0},
    {"rows of GPUs and their sum",
     "ts,gpu,power_w\n2026-01-01 00:00:00,0,100\n2026-01-01 00:00:00,1,50\n"
     "2026-01-01 00:00:00,total,150\n2026-01-01 00:00:02,0,100\n"
     "2026-01-01 00:00:02,1,50\n2026-01-01 00:00:02,total,150\n",
     300, METERED_ACCELERATOR, 2},
    {"two power supplies in rows",
     "ts,sensor,power_w\n2026-01-01 00:00:00,PSU1,100\n2026-01-01 00:00:00,PSU2,50\n"
     "2026-01-01 00:00:02,PSU1,100\n2026-01-01 00:00:02,PSU2,50\n",
     300, METERED_NODE, 0},
    {"names that ASCII does not tell apart",
     "ts,\xe6\x9c\xba_w,\xe5\x8d\xa1_w\n2026-01-01 00:00:00,100,50\n"
     "2026-01-01 00:00:02,100,50\n",
     300, METERED_NODE, 0},
    {"a share beside a power",
     "ts,power [%],power [W]\n2026-01-01 00:00:00,80,150\n"
     "2026-01-01 00:00:02,80,150\n",
     300, METERED_NODE, 0},
};

static void counts_a_power_once(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		struct log_read reading = read_good(tables[i].text, NULL, tables[i].what);

		assert_near(reading.import->total.energy_kwh * 3.6e6, tables[i].joules, 1e-12,
			    tables[i].what);
		if (reading.import->metered_at != tables[i].metered ||
		    reading.import->accelerators != tables[i].accelerators)
			fail_msg("%s: metered at %s, %u accelerators", tables[i].what,
				 metered_name(reading.import->metered_at),
				 reading.import->accelerators);
		reading_free(&reading);
	}
}

static const struct {
	const char *what, *text, *words;
	enum diag_code code;
} refused[] = {
    {"a row of all that is not the sum",
     "ts,gpu,power_w\n2026-01-01 00:00:00,0,100\n2026-01-01 00:00:00,1,200\n"
     "2026-01-01 00:00:00,total,800\n2026-01-01 00:00:01,0,100\n"
     "2026-01-01 00:00:01,1,200\n2026-01-01 00:00:01,total,800\n",
     "rows of 'total/power_w'", DIAG_IMPORT_OVERLAP},
    {"a row of the node",
     "ts,sensor,power_w\n2026-01-01 00:00:00,GPU0,100\n2026-01-01 00:00:00,Node,800\n"
     "2026-01-01 00:00:01,GPU0,100\n2026-01-01 00:00:01,Node,800\n",
     "rows of 'Node/power_w'", DIAG_IMPORT_OVERLAP},
    {"smoothed and not",
     "ts,gpu0_power_w,gpu0_power_avg_w\n2026-01-01 00:00:00,300,301\n"
     "2026-01-01 00:00:01,300,301\n",
     "'gpu0_power_w' and 'gpu0_power_avg_w'", DIAG_IMPORT_OVERLAP},
    {"two units",
     "ts,GPU0 (W),gpu0_kw\n2026-01-01 00:00:00,300,0.3\n2026-01-01 00:00:01,300,0.3\n",
     "'GPU0 (W)' and 'gpu0_kw'", DIAG_IMPORT_OVERLAP},
    {"a span of smoothing",
     "ts,cpu_w,cpu_mean_10s_w\n2026-01-01 00:00:00,300,301\n"
     "2026-01-01 00:00:01,300,301\n",
     "'cpu_w' and 'cpu_mean_10s_w'", DIAG_IMPORT_OVERLAP},
    {"a name that is no part beside parts",
     "ts,gpu0_w,cpu0_w,supply_w\n2026-01-01 00:00:00,100,50,400\n"
     "2026-01-01 00:00:01,100,50,400\n",
     "'supply_w' may hold", DIAG_IMPORT_OVERLAP},
    {"a platform beside a GPU",
     "ts,gpu0_w,platform_w\n2026-01-01 00:00:00,100,400\n2026-01-01 00:00:01,100,400\n",
     "'platform_w' may hold", DIAG_IMPORT_OVERLAP},
    {"a meter that is never read with its part",
     "ts,gpu0_w,board_w\n2026-01-01 00:00:00,100,\n2026-01-01 00:00:01,,400\n"
     "2026-01-01 00:00:02,100,\n2026-01-01 00:00:03,,400\n",
     "no row has a reading of each", DIAG_IMPORT_OVERLAP},
    {"two columns with one name", "ts,power_w,power_w\n2026-01-01 00:00:00,300,600\n",
     "columns 2 and 3 are both named 'power_w'", DIAG_IMPORT_OVERLAP},
    {"two columns of nvidia-smi with one name",
     "timestamp, index, power.draw [W], power.draw [W]\n"
     "2026/03/02 10:00:00, 0, 300 W, 600 W\n",
     "columns 3 and 4 are both named 'power.draw'", DIAG_IMPORT_OVERLAP},
    {"a share", "ts,power [%]\n2026-01-01 00:00:00,80\n2026-01-01 00:00:01,80\n", "no importer",
     DIAG_IMPORT_UNKNOWN},
};

static void refuses_what_may_be_counted_twice(void **state)
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

static void settles_twins_and_rows_as_told(void **state)
{
	static const char twins[] = "ts,gpu_w,gpu_avg_w\n2026-01-01 00:00:00,100,150\n"
				    "2026-01-01 00:00:02,100,150\n";
	static const char rows[] = "ts,gpu,power_w\n2026-01-01 00:00:00,0,100\n"
				   "2026-01-01 00:00:00,all,150\n2026-01-01 00:00:02,0,100\n"
				   "2026-01-01 00:00:02,all,150\n";
	struct import_options sum = {.overlap = OVERLAP_SUM}, max = {.overlap = OVERLAP_MAX};
	const char *logs[] = {twins, rows};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct log_read all = read_good(logs[i], &sum, logs[i]);
		struct log_read one = read_good(logs[i], &max, logs[i]);

		assert_near(all.import->total.energy_kwh * 3.6e6, 500, 1e-12, logs[i]);
		assert_near(one.import->total.energy_kwh * 3.6e6, 300, 1e-12, logs[i]);
		reading_free(&all);
		reading_free(&one);
	}
}

static void doubts_what_was_not_read(void **state)
{
	static const char *const cells[] = {"", "nan", "[N/A]", "?"};
	char text[256];

	(void)state;
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		struct import_options options = {.most_bad = 0.5};
		struct log_read reading;

		snprintf(text, sizeof text,
			 "ts,power_w\n2026-01-01 00:00:00,100\n2026-01-01 00:00:01,%s\n"
			 "2026-01-01 00:00:02,100\n2026-01-01 00:00:03,100\n",
			 cells[i]);
		reading = read_good(text, &options, cells[i]);
		assert_near(reading.import->total.doubt_kwh * 3.6e6, 200, 1e-12, cells[i]);
		reading_free(&reading);
	}
}

static void warns_of_times_that_may_be_milliseconds(void **state)
{
	struct log_read far =
	    read_good("time,power_w\n0,300\n10000,300\n20000,300\n", NULL, "far");
	struct log_read near =
	    read_good("time,power_w\n0,300\n600,300\n1200,300\n", NULL, "near");

	(void)state;
	assert_non_null(find_diag(&far, DIAG_IMPORT_MISMATCH));
	assert_null(find_diag(&near, DIAG_IMPORT_MISMATCH));
	reading_free(&far);
	reading_free(&near);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(counts_a_power_once),
	    cmocka_unit_test(refuses_what_may_be_counted_twice),
	    cmocka_unit_test(settles_twins_and_rows_as_told),
	    cmocka_unit_test(doubts_what_was_not_read),
	    cmocka_unit_test(warns_of_times_that_may_be_milliseconds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
