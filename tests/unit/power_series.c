/* What all power logs share: runs, counters, hours, gaps known at the end, idle baselines. */

#include "tests/unit/import_fixture.h"

#include <unistd.h>

#define SMI  "timestamp, uuid, power.draw [W]\n"
#define BUSY "timestamp, uuid, power.draw [W], utilization.gpu [%]\n"
#define RAPL "time_s,zone,name,energy_uj,max_energy_range_uj\n"

/* Sum of a part's hours in joules. */
static double hours_joules(const struct import_part *part)
{
	double joules = 0;

	for (size_t i = 0; i < part->hour_count; i++)
		joules += part->hours[i].energy_it_kwh * 3.6e6;
	return joules;
}

static void settles_what_was_recorded_twice(void **state)
{
	static const char two[] = SMI "2026/03/02 10:00:00, A, 100 W\n"
				      "2026/03/02 10:00:10, A, 100 W\n"
				      "2026/03/02 10:00:20, A, 100 W\n"
				      "2026/03/02 10:00:00, A, 100 W\n"
				      "2026/03/02 10:00:10, A, 100 W\n"
				      "2026/03/02 10:00:30, A, 120 W\n"
				      "2026/03/02 10:00:40, A, 120 W\n";
	static const struct {
		enum import_overlap overlap;
		double joules;
	} cases[] = {
	    {OVERLAP_SUM, 2000 + 1000 + 2200 + 1200},
	    {OVERLAP_MAX, 1000 + 2200 + 1200},
	    {OVERLAP_DEDUPE, 2000 + 1200},
	};
	struct log_read refused = read_text_with(two, NULL);

	(void)state;
	assert_null(refused.import);
	assert_non_null(find_diag(&refused, DIAG_IMPORT_OVERLAP));
	assert_non_null(strstr(find_diag(&refused, DIAG_IMPORT_OVERLAP)->message, "line 2"));
	reading_free(&refused);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct import_options options = {.overlap = cases[i].overlap};
		struct log_read reading = read_good(two, &options, "overlap");

		assert_near(reading.import->total.energy_kwh * 3.6e6, cases[i].joules, 1e-12,
			    "settled");
		assert_near(hours_joules(&reading.import->total), cases[i].joules, 1e-12,
			    "its hours");
		reading_free(&reading);
	}
}

/* A clock that is set back by less than a hundredth of the time does not count as two logs. */
static void tolerates_a_clock_set_back(void **state)
{
	char text[16384];
	size_t length = (size_t)snprintf(text, sizeof text, "%s", SMI);
	struct log_read reading;

	(void)state;
	for (int i = 0; i < 240; i++)
		length += (size_t)snprintf(
		    text + length, sizeof text - length, "2026/03/02 10:%02d:%02d, A, 100 W\n",
		    (i < 120 ? i : i - 1) / 60, (i < 120 ? i : i - 1) % 60);
	reading = read_good(text, NULL, "set back");
	assert_int_equal(reading.import->rows_used, 239);
	assert_near(reading.import->total.energy_kwh * 3.6e6, 23800, 1e-12, "energy");
	reading_free(&reading);
}

/* Readings of a device every 10 s from one second of a minute of an hour on, and their energy
 * by OVERLAP_MAX: only what overlaps is cut out of the smaller run. */
static void counts_the_larger_while_runs_overlap(void **state)
{
	static const struct {
		const char *what;
		double first, second; /* W; 0..100 s and 80..200 s */
		double joules;
		uint64_t dropped;
	} cases[] = {
	    {"the second is larger", 100, 200, 80 * 100 + 120 * 200, 3},
	    {"the first is larger", 100, 50, 100 * 100 + 100 * 50, 2},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct import_options options = {.overlap = OVERLAP_MAX};
		char text[4096];
		size_t length = (size_t)snprintf(text, sizeof text, "%s", SMI);
		struct log_read reading;

		for (int run = 0; run < 2; run++)
			for (int t = run ? 80 : 0; t <= (run ? 200 : 100); t += 10)
				length += (size_t)snprintf(
				    text + length, sizeof text - length,
				    "2026/03/02 10:%02d:%02d, A, %g W\n", t / 60, t % 60,
				    run ? cases[i].second : cases[i].first);
		reading = read_good(text, &options, cases[i].what);
		assert_near(reading.import->total.energy_kwh * 3.6e6, cases[i].joules, 1e-12,
			    cases[i].what);
		assert_near(hours_joules(&reading.import->total), cases[i].joules, 1e-12,
			    "its hours");
		assert_near(reading.import->covered_s, 200, 1e-12, "time covered");
		assert_int_equal(reading.import->rows_used, 24 - cases[i].dropped);
		assert_int_equal(reading.import->total.rows, 24 - cases[i].dropped);
		assert_int_equal(
		    skipped_for(reading.import, "overlaps more energy of the same device"),
		    cases[i].dropped);
		reading_free(&reading);
	}
}

/* What clocks showed twice is told apart by the order of the rows, for each device of a log. */
static void reads_the_night_of_clocks_set_back(void **state)
{
	static const char *const devices[] = {"A", "B"};
	struct import_options options = {.timezone = "Europe/Berlin"};
	char text[65536];

	(void)state;
	if (access("/usr/share/zoneinfo/Europe/Berlin", R_OK) != 0)
		skip();
	for (int blocks = 0; blocks < 2; blocks++) {
		size_t length = (size_t)snprintf(text, sizeof text, "%s", SMI);
		struct log_read reading;

		/* Minutes from 01:00 of summer time to 04:00 of standard time: 240. */
		for (int i = 0; i < 2 * 241; i++) {
			int minute = blocks ? i % 241 : i / 2, wall = minute;

			if (wall >= 120)
				wall -= 60;
			length += (size_t)snprintf(text + length, sizeof text - length,
						   "2026/10/25 %02d:%02d:00, %s, 60 W\n",
						   1 + wall / 60, wall % 60,
						   devices[blocks ? i / 241 : i % 2]);
		}
		reading = read_good(text, &options, blocks ? "one after the other" : "in turn");
		assert_string_equal(reading.import->first, "2026-10-24T23:00:00Z");
		assert_string_equal(reading.import->last, "2026-10-25T03:00:00Z");
		assert_near(reading.import->total.energy_kwh, 2 * 4 * 0.06, 1e-12, "energy");
		assert_near(reading.import->covered_s, 4 * 3600, 1e-12, "time covered");
		assert_int_equal(reading.import->total.hour_count, 4);
		assert_true(assumes(reading.import, "the later one is taken"));
		reading_free(&reading);
		/* Without a zone the hour is there twice: the message names the way out. */
		reading = read_text_with(text, NULL);
		assert_null(reading.import);
		assert_non_null(
		    strstr(find_diag(&reading, DIAG_IMPORT_OVERLAP)->hint, "--timezone"));
		reading_free(&reading);
	}
}

static const struct {
	const char *what, *text;
	double joules;
	uint64_t used;
} counters[] = {
    {"a rise", RAPL "1767600000,z,package-0,1000000,0\n1767600010,z,package-0,6000000,0\n", 5,
     2},
    {"a wrap",
     RAPL "1767600000,z,package-0,99000000,100000000\n"
	  "1767600010,z,package-0,4000000,100000000\n",
     5, 2},
    {"a reset",
     RAPL "1767600000,z,package-0,99000000,0\n1767600010,z,package-0,4000000,0\n"
	  "1767600020,z,package-0,6000000,0\n",
     6, 3},
    {"a lost reading",
     RAPL "1767600000,z,package-0,99000000,0\n1767600010,z,package-0,0,0\n"
	  "1767600020,z,package-0,104000000,0\n",
     5, 2},
    {"a sentinel",
     RAPL "1767600000,z,package-0,99000000,0\n"
	  "1767600010,z,package-0,9223372036854775794,0\n"
	  "1767600020,z,package-0,104000000,0\n",
     5, 2},
    {"one broken reading",
     RAPL "1767600000,z,package-0,1000000,0\n"
	  "1767600001,z,package-0,900000000000000,0\n"
	  "1767600002,z,package-0,3000000,0\n",
     2, 2},
    {"a jump for good",
     RAPL "1767600000,z,package-0,1000000,0\n1767600001,z,package-0,2000000,0\n"
	  "1767600002,z,package-0,900000000000,0\n"
	  "1767600003,z,package-0,900001000000,0\n"
	  "1767600004,z,package-0,900003000000,0\n",
     3, 4},
    {"a long pause",
     RAPL "1767600000,z,dram,1000000,0\n1767600001,z,dram,2000000,0\n"
	  "1767600002,z,dram,3000000,0\n1767603602,z,dram,3603000000,0\n",
     3602, 4},
    {"zones side by side",
     RAPL "1767600000,z,package-0,0,0\n1767600000,z1,core,0,0\n"
	  "1767600000,z2,dram,0,0\n1767600010,z,package-0,5000000,0\n"
	  "1767600010,z1,core,3000000,0\n1767600010,z2,dram,2000000,0\n",
     7, 6},
    {"all in psys",
     RAPL "1767600000,p,psys,0,0\n1767600000,z,package-0,0,0\n1767600000,z2,dram,0,0\n"
	  "1767600010,p,psys,9000000,0\n1767600010,z,package-0,5000000,0\n"
	  "1767600010,z2,dram,2000000,0\n",
     9, 6},
    {"psys counts less than its packages",
     RAPL "1767600000,p,psys,0,0\n1767600000,z,package-0,0,0\n"
	  "1767600010,p,psys,9,0\n1767600010,z,package-0,5000000,0\n",
     5, 4},
    {"the MSR and the memory-mapped one",
     RAPL "1767600000,intel-rapl:0,package-0,0,0\n"
	  "1767600000,intel-rapl-mmio:0,package-0,0,0\n"
	  "1767600010,intel-rapl:0,package-0,5000000,0\n"
	  "1767600010,intel-rapl-mmio:0,package-0,5000000,0\n",
     5, 4},
};

static void reads_counters(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof counters / sizeof *counters; i++) {
		struct import_options options = {.most_bad = 1};
		struct log_read reading =
		    read_good(counters[i].text, &options, counters[i].what);

		assert_near(reading.import->total.energy_kwh * 3.6e6, counters[i].joules, 1e-9,
			    counters[i].what);
		assert_near(hours_joules(&reading.import->total), counters[i].joules, 1e-9,
			    counters[i].what);
		if (reading.import->rows_used != counters[i].used)
			fail_msg("%s: %d rows used", counters[i].what,
				 (int)reading.import->rows_used);
		reading_free(&reading);
	}
}

/* 100 W rising to 400 W from 10:59:50 to 11:00:20: 200 W at the hour. */
static void cuts_steps_at_the_hour(void **state)
{
	struct log_read reading = read_good(SMI "2026/03/02 10:59:20, A, 100 W\n"
						"2026/03/02 10:59:50, A, 100 W\n"
						"2026/03/02 11:00:20, A, 400 W\n",
					    NULL, "hour");
	const struct import_part *total = &reading.import->total;

	(void)state;
	assert_int_equal(total->hour_count, 2);
	assert_near(total->hours[0].energy_it_kwh * 3.6e6, 3000 + 1500, 1e-12, "10 h");
	assert_near(total->hours[1].energy_it_kwh * 3.6e6, 6000, 1e-12, "11 h");
	reading_free(&reading);
}

/* Steps of 20 s, then a gap that shares its class with none or with some that count: the hours
 * keep the sum. */
static void keeps_the_sum_of_hours_with_gaps(void **state)
{
	static const int gaps[] = {21, 59, 60, 61, 62, 75, 600, 7300};

	(void)state;
	for (size_t i = 0; i < sizeof gaps / sizeof *gaps; i++) {
		char text[8192];
		size_t length = (size_t)snprintf(text, sizeof text, "%s", SMI);
		int64_t at = 0;
		struct log_read reading;
		double expected = 0;

		for (int k = 0; k < 90; k++) {
			int step = k == 0 ? 0 : k == 30 ? gaps[i] : k == 60 ? 60 : 20;

			at += step;
			expected += step <= 60 ? step * 100 : 0;
			length += (size_t)snprintf(text + length, sizeof text - length,
						   "2026/03/02 %02d:%02d:%02d, A, 100 W\n",
						   10 + (int)(at / 3600), (int)(at / 60 % 60),
						   (int)(at % 60));
		}
		reading = read_good(text, NULL, "gaps");
		assert_near(reading.import->total.energy_kwh * 3.6e6, expected, 1e-12, "total");
		assert_near(hours_joules(&reading.import->total), expected, 1e-12, "hours");
		reading_free(&reading);
	}
}

/* A step of exactly three medians is none, one of a thousandth more is. */
static void bridges_three_median_steps(void **state)
{
	static const int medians_ms[] = {1,	250,   4097,   5000,  15000,
					 30000, 60000, 120000, 600000};

	(void)state;
	for (size_t i = 0; i < 2 * sizeof medians_ms / sizeof *medians_ms; i++) {
		int64_t median = medians_ms[i / 2], at = 1772445600000;
		int64_t more = i % 2 ? (median + 999) / 1000 : 0;
		char text[2048];
		size_t length = (size_t)snprintf(text, sizeof text, "time,watts\n");
		struct log_read reading;

		for (int k = 0; k < 12; k++) {
			length += (size_t)snprintf(text + length, sizeof text - length,
						   "%lld,100\n", (long long)at);
			at += k == 5 ? 3 * median + more : median;
		}
		reading = read_good(text, NULL, "three medians");
		if (reading.import->gaps.count != i % 2)
			fail_msg("%lld ms: %d gaps", (long long)median,
				 (int)reading.import->gaps.count);
		reading_free(&reading);
	}
}

/* Steps of 14.75 s, which count, and of 15.003 s, which do not, in different hours. */
static void keeps_hours_apart_at_the_threshold(void **state)
{
	struct log_read reading = read_good("time,watts\n"
					    "2026-03-02T10:54:18.287Z,100\n"
					    "2026-03-02T10:54:23.025Z,100\n"
					    "2026-03-02T10:54:27.426Z,100\n"
					    "2026-03-02T10:54:42.176Z,100\n"
					    "2026-03-02T10:54:47.176Z,100\n"
					    "2026-03-02T10:54:52.176Z,100\n"
					    "2026-03-02T11:28:41.388Z,100\n"
					    "2026-03-02T11:28:56.391Z,100\n",
					    NULL, "threshold");
	const struct import_part *total = &reading.import->total;

	(void)state;
	assert_near(total->energy_kwh * 3.6e6, 3388.9, 1e-9, "total");
	assert_int_equal(total->hour_count, 1);
	assert_near(total->hours[0].energy_it_kwh * 3.6e6, 3388.9, 1e-9, "10 h");
	reading_free(&reading);
}

static void tells_counters_that_stand_still(void **state)
{
	struct log_read reading = read_good("time_s,zone,name,energy_uj\n"
					    "1772445600,intel-rapl:0,package-0,5\n"
					    "1772445600,intel-rapl:0:0,dram,7\n"
					    "1772445610,intel-rapl:0,package-0,5000005\n"
					    "1772445610,intel-rapl:0:0,dram,7\n",
					    NULL, "still");
	const struct diag *diag = find_diag(&reading, DIAG_IMPORT_ZERO);

	(void)state;
	assert_near(reading.import->total.energy_kwh * 3.6e6, 5, 1e-12, "package");
	assert_non_null(diag);
	assert_non_null(strstr(diag->message, "1 of 2 devices"));
	reading_free(&reading);
}

static void splits_idle_from_busy(void **state)
{
	struct log_read reading = read_good(BUSY "2026/03/02 10:00:00, A, 50 W, 0 %\n"
						 "2026/03/02 10:00:01, A, 50 W, 0 %\n"
						 "2026/03/02 10:00:02, A, 250 W, 90 %\n"
						 "2026/03/02 10:00:03, A, 250 W, 90 %\n"
						 "2026/03/02 10:00:04, A, 50 W, 0 %\n",
					    NULL, "idle");
	const struct import_part *total = &reading.import->total;
	struct log_read busy = read_good(BUSY "2026/03/02 10:00:00, A, 50 W, 10 %\n"
					      "2026/03/02 10:00:01, A, 50 W, 20 %\n",
					 NULL, "busy");

	(void)state;
	assert_true(total->has_idle);
	assert_near(total->idle_kwh * 3.6e6, 200, 1e-12, "idle");
	assert_near(total->dynamic_kwh * 3.6e6, 400, 1e-12, "dynamic");
	assert_near(total->idle_device_hours * 3600, 2, 1e-12, "idle hours");
	assert_false(busy.import->total.has_idle);
	assert_true(assumes(busy.import, "not told apart"));
	reading_free(&reading);
	reading_free(&busy);
}

static void doubts_what_is_bridged(void **state)
{
	struct log_read reading = read_good(SMI "2026/03/02 10:00:00, A, 100 W\n"
						"2026/03/02 10:00:01, A, 100 W\n"
						"2026/03/02 10:00:02, A, 100 W\n"
						"2026/03/02 10:00:09, A, 100 W\n",
					    NULL, "bridged");

	(void)state;
	assert_near(reading.import->total.doubt_kwh * 3.6e6, 700, 1e-12, "doubt");
	reading_free(&reading);
}

static void never_joins_months(void **state)
{
	struct log_read reading = read_text_with(SMI "2026/01/02 10:00:00, A, 100 W\n"
						     "2026/03/02 10:00:01, A, 100 W\n"
						     "2026/05/02 10:00:02, A, 100 W\n",
						 NULL);

	(void)state;
	assert_null(reading.import);
	assert_non_null(find_diag(&reading, DIAG_IMPORT_UNUSABLE));
	reading_free(&reading);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(settles_what_was_recorded_twice),
	    cmocka_unit_test(counts_the_larger_while_runs_overlap),
	    cmocka_unit_test(reads_the_night_of_clocks_set_back),
	    cmocka_unit_test(tolerates_a_clock_set_back),
	    cmocka_unit_test(reads_counters),
	    cmocka_unit_test(cuts_steps_at_the_hour),
	    cmocka_unit_test(keeps_the_sum_of_hours_with_gaps),
	    cmocka_unit_test(bridges_three_median_steps),
	    cmocka_unit_test(keeps_hours_apart_at_the_threshold),
	    cmocka_unit_test(tells_counters_that_stand_still),
	    cmocka_unit_test(splits_idle_from_busy),
	    cmocka_unit_test(doubts_what_is_bridged),
	    cmocka_unit_test(never_joins_months),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
