/* Grid series: columns, units, times, hours of sub-hourly rows, what is refused. */

#include <string.h>
#include <unistd.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "models/grid_series.h"
#include "models/timestamp.h"
#include "tests/near.h"

static const struct grid_series_options none = {.path = "sites.s.intensity"};

struct read {
	struct arena *arena;
	struct diags *diags;
	struct grid_series *series;
};

static struct read read_text(const char *text, const struct grid_series_options *options)
{
	struct read read = {.arena = arena_new()};

	read.diags = diags_new(read.arena);
	read.series = grid_series_read_text(read.arena, "grid.csv", text, strlen(text),
					    options ? options : &none, read.diags);
	return read;
}

/* The value of the hour that begins at this time, in g/kWh; -1 where there is none. */
static double value_at(const struct grid_series *series, const char *time)
{
	const struct grid_hour *hour;
	int64_t point;

	assert_true(timestamp_parse(time, strlen(time), &point, NULL));
	hour = grid_series_at(series, timestamp_hour(point));
	return hour ? 1000 * hour->value : -1;
}

static void finds_columns_and_units(void **state)
{
	static const struct {
		const char *text;
		struct grid_series_options options;
		double grams;
		enum grid_boundary boundary;
	} cases[] = {
	    {"Time (UTC),gCO\xe2\x82\x82"
	     "eq/kWh (direct)\n2021-08-17 05:00,88.5\n",
	     {0},
	     88.5,
	     GRID_DIRECT},
	    {"zone,Time (UTC),share %,Carbon intensity gCO2eq/kWh (Life cycle)\n"
	     "GB,2021-08-17 05:00,40,138.5\n",
	     {0},
	     138.5,
	     GRID_LIFECYCLE},
	    {"Time (UTC),a g/kWh,b g/kWh\n2021-08-17 05:00,1,2\n", {.column = "B g/kwh"}, 2, 0},
	    {"Time (UTC),a g/kWh,A g/kWh\n2021-08-17 05:00,1,2\n", {.column = "A g/kWh"}, 2, 0},
	    {"datetime_utc;intensity_lbs_CO2_per_MWh\n2021-08-17T05:00;1000\n",
	     {0},
	     453.59237,
	     0},
	    {"from,to,kg CO2e / MWh\n2021-08-17T05:00Z,2021-08-17T06:00Z,57\n", {0}, 57, 0},
	    {"timestamp,marginal\n1629176400,400\n", {.unit = "lb/MWh"}, 181.436948, 0},
	    {"timestamp,kgCO2/kWh\n1629176400000,0.4\n", {0}, 400, 0},
	    {"Time,CI\n2021-08-17 06:00,90\n", {.unit = "g/kWh", .zone = "+01:00"}, 90, 0},
	    {"Time,CI\n2021-08-17 05:00,90\n",
	     {.unit = "g/kWh", .zone = "UTC", .boundary = "lifecycle"},
	     90,
	     GRID_LIFECYCLE},
	    {"id,date,CI (g/kWh),when\n7,2021,90,2021-08-17T05:00Z\n",
	     {.time = "when", .column = "CI (g/kWh)"},
	     90,
	     0},
	    {"Time (UTC),indirect g/kWh\n2021-08-17 05:00,9\n", {0}, 9, 0},
	    {" Time , g/kWh \n 2021-08-17 05:00Z , 9 \n", {0}, 9, 0},
	    {"Date;Heure;Date et Heure;Taux de CO2 (g/kWh)\n"
	     "2021-08-17;07:00;2021-08-17T07:00:00+02:00;60,5\n",
	     {0},
	     60.5,
	     0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct read read = read_text(cases[i].text, &cases[i].options);

		if (!read.series)
			fail_msg("row %zu: %s", i,
				 diags_count(read.diags) ? diags_at(read.diags, 0)->message
							 : "nothing said");
		assert_near(value_at(read.series, "2021-08-17T05:00"), cases[i].grams, 1e-12,
			    cases[i].text);
		assert_int_equal(read.series->boundary, cases[i].boundary);
		arena_free(read.arena);
	}
}

/* Values of 05:00 to 07:00; -1: none. */
static void means_hours_by_time(void **state)
{
	static const struct {
		const char *what, *rows;
		double hours[3];
		bool partial[3];
	} cases[] = {
	    {"hourly", "05:00,10\n06:00,20\n07:00,40\n", {10, 20, 40}, {0}},
	    {"any order", "07:00,40\n05:00,10\n06:00,20\n", {10, 20, 40}, {0}},
	    {"an hour is missing", "05:00,10\n07:00,40\n08:00,1\n", {10, -1, 40}, {0}},
	    {"half-hourly",
	     "05:00,10\n05:30,20\n06:00,30\n06:30,50\n07:00,40\n07:30,60\n",
	     {15, 40, 50},
	     {0}},
	    {"half an hour is missing",
	     "05:00,10\n05:30,20\n06:00,30\n07:00,40\n07:30,60\n",
	     {15, 30, 50},
	     {false, true, false}},
	    {"the first half is missing",
	     "05:00,10\n05:30,20\n06:30,50\n07:00,40\n07:30,60\n",
	     {15, 50, 50},
	     {false, true, false}},
	    {"a quarter, then halves",
	     "05:00,10\n05:15,20\n05:30,30\n05:45,40\n06:00,10\n06:30,20\n07:00,1\n07:30,3\n",
	     {25, 15, 2},
	     {false, true, false}},
	    {"a gap is no 0",
	     "05:00,10\n05:30,\n06:00,n/a\n06:30,-3\n07:00,40\n07:30,60\n",
	     {10, -1, 50},
	     {true, false, false}},
	    {"hours that begin at half",
	     "04:30,10\n05:30,20\n06:30,40\n07:30,80\n",
	     {15, 30, 60},
	     {0}},
	    {"the same row twice",
	     "05:00,10\n06:00,20\n06:00,20\n07:00,40\n",
	     {10, 20, 40},
	     {0}},
	    {"0 is a value", "05:00,0\n06:00,20\n07:00,40\n", {0, 20, 40}, {0}},
	};
	static const char *const times[] = {"2021-08-17T05:00", "2021-08-17T06:00",
					    "2021-08-17T07:00"};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char text[1024] = "t (UTC),g/kWh\n";
		const char *at = cases[i].rows;
		struct read read;

		for (; *at; at += strcspn(at, "\n") + 1) {
			strcat(text, "2021-08-17 ");
			strncat(text, at, strcspn(at, "\n") + 1);
		}
		read = read_text(text, NULL);
		if (!read.series)
			fail_msg("%s: not read", cases[i].what);
		for (size_t h = 0; h < 3; h++) {
			const struct grid_hour *hour;
			int64_t point;

			assert_true(timestamp_parse(times[h], strlen(times[h]), &point, NULL));
			hour = grid_series_at(read.series, timestamp_hour(point));
			assert_near(value_at(read.series, times[h]), cases[i].hours[h], 1e-12,
				    cases[i].what);
			if (hour && hour->partial != cases[i].partial[h])
				fail_msg("%s: hour %zu", cases[i].what, h);
		}
		arena_free(read.arena);
	}
}

static void refuses_what_is_not_sure(void **state)
{
	static const struct {
		const char *text;
		struct grid_series_options options;
		enum diag_code code;
	} cases[] = {
	    {"", {0}, DIAG_GRID_ROWS},
	    {"t (UTC),g/kWh\n", {0}, DIAG_GRID_ROWS},
	    {"t (UTC),g/kWh\n2021-01-01 00:00,1\n2021-01-01 00:00,2\n", {0}, DIAG_GRID_ROWS},
	    {"t (UTC),g/kWh\n2021-01-01 00:00,1\n2021-01-02 00:00,2\n", {0}, DIAG_GRID_ROWS},
	    {"t (UTC),g/kWh\n2021-01-01 00:00,3001\n", {0}, DIAG_GRID_ROWS},
	    {"t (UTC),g/kWh\n2021-01-01 00:00,-\n", {0}, DIAG_GRID_ROWS},
	    {"t (UTC);g/kWh\n2021-01-01 00:00;1,205\n", {0}, DIAG_GRID_ROWS},
	    {"t (UTC);g/kWh\n2021-01-01 00:00;1,2,5\n", {0}, DIAG_GRID_ROWS},
	    {"t,g/kWh\n2021-01-01 00:00,1\n", {0}, DIAG_GRID_ZONE},
	    {"t,g/kWh\n2021-01-01 00:00Z,1\n2021-01-01 01:00,1\n", {0}, DIAG_GRID_ZONE},
	    {"t,g/kWh\n2021-01-01 00:00,1\n", {.zone = "Mars"}, DIAG_OPTION_VALUE},
	    {"t (UTC),g/kWh\n2021-01-01 00:00,1\n", {.zone = "-01:00"}, DIAG_GRID_ZONE},
	    {"t (UTC +1),g/kWh\n2021-01-01 00:00,1\n", {0}, DIAG_GRID_ZONE},
	    {"t (UTC),CI\n2021-01-01 00:00,1\n", {0}, DIAG_GRID_UNIT},
	    {"t (UTC),CI\n2021-01-01 00:00,1\n", {.unit = "kWh"}, DIAG_GRID_UNIT},
	    {"t (UTC),g/kWh\n2021-01-01 00:00,1\n", {.unit = "kg/kWh"}, DIAG_GRID_UNIT},
	    {"t (UTC),a,b\n2021-01-01 00:00,1,2\n", {0}, DIAG_GRID_COLUMN},
	    {"t (UTC),a,A\n2021-01-01 00:00,1,2\n", {.column = " a"}, DIAG_GRID_COLUMN},
	    {"t (UTC),a,a\n2021-01-01 00:00,1,2\n", {.column = "a"}, DIAG_GRID_COLUMN},
	    {"t (UTC),g/kWh\n2021-01-01 00:00,1\n", {.time = "g/kWh"}, DIAG_GRID_COLUMN},
	    {"hour,g/kWh\n1,1\n", {0}, DIAG_GRID_COLUMN},
	    {"t (UTC),direct g/kWh\n2021-01-01 00:00,1\n",
	     {.boundary = "lifecycle"},
	     DIAG_GRID_BASIS},
	    {"t (UTC),g/kWh\n2021-01-01 00:00,1\n", {.boundary = "both"}, DIAG_VALUE_CHOICE},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct read read = read_text(cases[i].text, &cases[i].options);
		bool told = false;

		for (size_t k = 0; k < diags_count(read.diags); k++)
			told = told || diags_at(read.diags, k)->code == cases[i].code;
		if (read.series || !told)
			fail_msg("row %zu: %s", i,
				 read.series ? "read" : diags_at(read.diags, 0)->message);
		arena_free(read.arena);
	}
}

/* Clocks in London go back at 01:00 UTC on 31 October 2021, forward on 28 March. */
static void reads_local_times(void **state)
{
	static const struct grid_series_options london = {.zone = "Europe/London"};
	struct read read;

	(void)state;
	if (access("/usr/share/zoneinfo/Europe/London", R_OK) != 0)
		skip();
	read = read_text("t,g/kWh\n2021-10-31 00:00,1\n2021-10-31 00:30,3\n"
			 "2021-10-31 01:00,5\n2021-10-31 01:30,7\n2021-10-31 01:00,9\n"
			 "2021-10-31 01:30,11\n2021-10-31 02:00,13\n2021-10-31 02:30,15\n",
			 &london);
	assert_non_null(read.series);
	assert_int_equal(read.series->hour_count, 4);
	assert_near(value_at(read.series, "2021-10-30T23:00"), 2, 1e-12, "summer");
	assert_near(value_at(read.series, "2021-10-31T00:00"), 6, 1e-12, "before");
	assert_near(value_at(read.series, "2021-10-31T01:00"), 10, 1e-12, "after");
	assert_near(value_at(read.series, "2021-10-31T02:00"), 14, 1e-12, "winter");
	arena_free(read.arena);
	read = read_text("t,g/kWh\n2021-03-28 00:00,1\n2021-03-28 01:00,3\n"
			 "2021-03-28 02:00,5\n",
			 &london);
	assert_non_null(read.series);
	assert_int_equal(read.series->rows_used, 2);
	assert_near(value_at(read.series, "2021-03-28T01:00"), 5, 1e-12, "spring");
	arena_free(read.arena);
}

static void counts_estimates_and_rows(void **state)
{
	struct read read = read_text("t (UTC),g/kWh,Data estimated\n"
				     "2021-01-01 00:00,1,False\n2021-01-01 01:00,2,True\n"
				     "2021-01-01 02:00,,True\nnever,1,False\n",
				     NULL);

	(void)state;
	assert_non_null(read.series);
	assert_true(read.series->has_estimates);
	assert_int_equal(read.series->hour_count, 2);
	assert_false(read.series->hours[0].estimated);
	assert_true(read.series->hours[1].estimated);
	assert_int_equal(read.series->hours[1].line, 3);
	assert_int_equal(read.series->rows_read, 4);
	assert_int_equal(read.series->rows_used, 2);
	assert_int_equal(strlen(read.series->sha256), 64);
	arena_free(read.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(finds_columns_and_units),	 cmocka_unit_test(means_hours_by_time),
	    cmocka_unit_test(refuses_what_is_not_sure),	 cmocka_unit_test(reads_local_times),
	    cmocka_unit_test(counts_estimates_and_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
