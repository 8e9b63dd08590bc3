/* Energies by the hour, and intervals of one device that overlap. */

#include "tests/near.h"

#include <stdbool.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "models/intake.h"
#include "models/timestamp.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define HOUR	     TIMESTAMP_HOUR
#define SECOND	     TIMESTAMP_SECOND

struct fixture {
	struct import_options options;
	struct import import;
	struct intake intake;
};

static void open_intake(struct fixture *fixture, enum import_overlap overlap, const char *split)
{
	struct arena *arena = arena_new();

	*fixture = (struct fixture){.options = {.overlap = overlap, .split = split}};
	fixture->intake = (struct intake){.arena = arena,
					  .diags = diags_new(arena),
					  .name = "log.csv",
					  .options = &fixture->options,
					  .import = &fixture->import};
}

static void close_intake(struct fixture *fixture)
{
	arena_free(fixture->intake.arena);
}

static struct amount amount_of(double kwh, int64_t from, int64_t to)
{
	return (struct amount){.rows = 1,
			       .energy_kwh = kwh,
			       .energy_it_kwh = kwh,
			       .emissions_kg = NAN,
			       .device_hours = NAN,
			       .timed = true,
			       .start = from,
			       .end = to};
}

/* Hours in which the energy of 1 kWh lies, and how much is in the first and the last. */
static void spreads_over_hours(void **state)
{
	static const struct {
		const char *what;
		int64_t from, to;
		size_t count;
		int64_t hour;
		double first, last;
	} cases[] = {
	    {"within an hour", HOUR / 4, HOUR / 2, 1, 0, 1, 1},
	    {"no time", HOUR / 4, HOUR / 4, 1, 0, 1, 1},
	    {"no time on the hour", 3 * HOUR, 3 * HOUR, 1, 3, 1, 1},
	    {"an hour", 2 * HOUR, 3 * HOUR, 1, 2, 1, 1},
	    {"two hours", 2 * HOUR, 4 * HOUR, 2, 2, 0.5, 0.5},
	    {"across an hour", HOUR / 2, 5 * HOUR / 4, 2, 0, 2.0 / 3, 1.0 / 3},
	    {"a nanosecond beyond", 0, HOUR + 1, 2, 0, 1, 1 / 3.6e12},
	    {"before 1970", -HOUR / 2, HOUR / 2, 2, -1, 0.5, 0.5},
	    {"a day of 24 hours in UTC, wherever the clocks change", 1774738800 * SECOND,
	     1774825200 * SECOND, 24, 492983, 1.0 / 24, 1.0 / 24},
	    {"twenty years are too long", 0, 21 * 8766 * HOUR, 0, 0, 0, 0},
	    {"an end before the begin", HOUR, 0, 0, 0, 0, 0},
	    {"all the time there is", INT64_MIN + 1, INT64_MAX, 0, 0, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct amount amount = amount_of(1, cases[i].from, cases[i].to);
		struct import_hour *hours;
		struct fixture fixture;
		double sum = 0;
		size_t count;

		open_intake(&fixture, OVERLAP_REFUSE, NULL);
		intake_add(&fixture.intake, 0, &amount);
		hours = intake_hours(&fixture.intake, SIZE_MAX, &count);
		if (count != cases[i].count)
			fail_msg("%s: %zu hours", cases[i].what, count);
		for (size_t k = 0; k < count; k++) {
			assert_true(hours[k].energy_it_kwh >= 0);
			assert_int_equal(hours[k].hour, cases[i].hour + (int64_t)k);
			sum += hours[k].energy_it_kwh;
		}
		if (count > 0) {
			assert_near(hours[0].energy_it_kwh, cases[i].first, 1e-12,
				    cases[i].what);
			assert_near(hours[count - 1].energy_it_kwh, cases[i].last, 1e-3,
				    cases[i].what);
			assert_near(sum, 1, 1e-12, cases[i].what);
		}
		close_intake(&fixture);
	}
}

/* Many odd amounts: no hour is negative, and the sum is that of the amounts. */
static void keeps_the_sum_of_many_hours(void **state)
{
	struct import_hour *hours;
	struct fixture fixture;
	struct sum sum = {0};
	size_t count;

	(void)state;
	open_intake(&fixture, OVERLAP_REFUSE, NULL);
	for (int64_t i = 0; i < 50; i++) {
		struct amount amount =
		    amount_of(0.1 + (double)i / 7, i * i * SECOND, 170000 * HOUR + 1 + i);

		if (i > 1)
			amount.end = (i * i + 1) * i * HOUR / 3 + 1;
		intake_add(&fixture.intake, 0, &amount);
	}
	hours = intake_hours(&fixture.intake, SIZE_MAX, &count);
	for (size_t k = 0; k < count; k++) {
		assert_true(hours[k].energy_it_kwh >= 0);
		assert_true(k == 0 || hours[k - 1].hour < hours[k].hour);
		sum_add(&sum, hours[k].energy_it_kwh);
	}
	assert_near(sum_value(&sum), sum_value(&fixture.intake.total.energy_it_kwh), 1e-12,
		    "many");
	close_intake(&fixture);
}

static void keeps_the_hours_of_parts_apart(void **state)
{
	static const char *const names[] = {"who"};
	struct import_hour *hours;
	struct fixture fixture;
	size_t count;

	(void)state;
	open_intake(&fixture, OVERLAP_REFUSE, "who");
	for (size_t i = 0; i < 2; i++) {
		struct csv_field value = {.text = i ? "b" : "a", .length = 1};
		struct amount amount = amount_of(1 + (double)i, 0, 2 * HOUR);

		intake_add(&fixture.intake,
			   intake_part_of(&fixture.intake, 1, names, &value, 1), &amount);
	}
	for (size_t part = 0; part < 2; part++) {
		hours = intake_hours(&fixture.intake, part, &count);
		assert_int_equal(count, 2);
		assert_near(hours[1].energy_it_kwh, part ? 1 : 0.5, 1e-12, "part");
	}
	hours = intake_hours(&fixture.intake, SIZE_MAX, &count);
	assert_int_equal(count, 2);
	assert_near(hours[0].energy_it_kwh, 1.5, 1e-12, "all");
	close_intake(&fixture);
}

/* An importer that knows no parts cannot be split. */
static void refuses_parts_that_nobody_knows(void **state)
{
	struct amount amount = amount_of(1, 0, HOUR);
	struct fixture fixture;

	(void)state;
	open_intake(&fixture, OVERLAP_REFUSE, "who");
	intake_add(&fixture.intake, 0, &amount);
	intake_doubt(&fixture.intake, 0, 1);
	intake_idle(&fixture.intake, 0, 1, 1, 1);
	assert_true(fixture.intake.failed);
	assert_int_equal(diags_at(fixture.intake.diags, 0)->code, DIAG_IMPORT_COLUMN);
	assert_int_equal(diags_count(fixture.intake.diags), 1);
	close_intake(&fixture);
}

/* Intervals "device from to kwh" in minutes; what each way gives, NaN: an error. */
#define MOST 5
static const struct {
	const char *what;
	struct {
		const char *device;
		double from, to, kwh;
	} intervals[MOST];
	size_t count;
	double refuse, sum, max, dedupe;
} overlaps[] = {
    {"apart", {{"g", 0, 10, 1}, {"g", 20, 30, 2}}, 2, 3, 3, 3, 3},
    {"touching", {{"g", 0, 10, 1}, {"g", 10, 20, 2}}, 2, 3, 3, 3, 3},
    {"within two seconds", {{"g", 0, 10, 1}, {"g", 9.97, 20, 2}}, 2, 3, 3, 3, 3},
    {"within one percent", {{"g", 0, 1000, 1}, {"g", 991, 2000, 2}}, 2, 3, 3, 3, 3},
    {"beyond one percent", {{"g", 0, 1000, 1}, {"g", 985, 2000, 2}}, 2, NAN, 3, 2, NAN},
    {"identical", {{"g", 0, 10, 1}, {"g", 0, 10, 1}}, 2, NAN, 2, 1, 1},
    {"identical and short", {{"g", 0, 0.01, 1}, {"g", 0, 0.01, 1}}, 2, NAN, 2, 1, 1},
    {"identical without time", {{"g", 5, 5, 1}, {"g", 5, 5, 1}}, 2, 2, 2, 2, 2},
    {"nested", {{"g", 0, 100, 10}, {"g", 10, 20, 1}, {"g", 50, 60, 2}}, 3, NAN, 13, 10, 10},
    {"nested, the inner one first", {{"g", 10, 20, 1}, {"g", 0, 100, 10}}, 2, NAN, 11, 10, 10},
    {"nested, stamped a second early",
     {{"g", 0, 10, 1}, {"g", 0.01, 100, 10}},
     2,
     NAN,
     11,
     10,
     10},
    {"an inner one with more energy is no part",
     {{"g", 0, 100, 1}, {"g", 10, 20, 5}},
     2,
     NAN,
     6,
     5,
     NAN},
    {"in each other",
     {{"g", 0, 100, 10}, {"g", 10, 90, 5}, {"g", 20, 30, 1}},
     3,
     NAN,
     16,
     10,
     10},
    {"a chain: the ends do not overlap",
     {{"g", 0, 10, 5}, {"g", 8, 20, 6}, {"g", 18, 30, 7}},
     3,
     NAN,
     18,
     12,
     NAN},
    {"a chain whose middle is the largest",
     {{"g", 0, 10, 5}, {"g", 8, 20, 9}, {"g", 18, 30, 7}},
     3,
     NAN,
     21,
     9,
     NAN},
    {"other devices", {{"g", 0, 10, 1}, {"h", 0, 10, 2}}, 2, 3, 3, 3, 3},
    {"compared with nothing", {{"", 0, 10, 1}, {"", 0, 10, 2}, {"g", 0, 10, 4}}, 3, 7, 7, 7, 7},
};

static void check_overlap(size_t index, enum import_overlap overlap, double want)
{
	struct fixture fixture;
	struct intake *intake = &fixture.intake;

	open_intake(&fixture, overlap, NULL);
	for (size_t i = 0; i < overlaps[index].count; i++) {
		struct amount amount =
		    amount_of(overlaps[index].intervals[i].kwh,
			      (int64_t)(overlaps[index].intervals[i].from * 60) * SECOND,
			      (int64_t)(overlaps[index].intervals[i].to * 60 + 0.5) * SECOND);

		fixture.import.rows_used++;
		intake_interval(intake, overlaps[index].intervals[i].device, 0, &amount, i + 2);
	}
	intake_settle_intervals(intake);
	if (isnan(want) != intake->failed)
		fail_msg("%s, policy %d: %s", overlaps[index].what, (int)overlap,
			 isnan(want) ? "taken" : diags_at(intake->diags, 0)->message);
	if (!isnan(want)) {
		assert_near(sum_value(&intake->total.energy_kwh), want, 1e-12,
			    overlaps[index].what);
		assert_int_equal(intake->total.rows, fixture.import.rows_used);
	}
	close_intake(&fixture);
}

static void settles_overlaps(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(overlaps); i++) {
		check_overlap(i, OVERLAP_REFUSE, overlaps[i].refuse);
		check_overlap(i, OVERLAP_SUM, overlaps[i].sum);
		check_overlap(i, OVERLAP_MAX, overlaps[i].max);
		check_overlap(i, OVERLAP_DEDUPE, overlaps[i].dedupe);
	}
}

static void names_both_places_of_an_overlap(void **state)
{
	struct amount amount = amount_of(1, 0, HOUR);
	const struct diag *diag;
	struct fixture fixture;

	(void)state;
	open_intake(&fixture, OVERLAP_REFUSE, NULL);
	intake_interval(&fixture.intake, "host a", 0, &amount, 7);
	fixture.intake.name = "other.csv";
	intake_interval(&fixture.intake, "host a", 0, &amount, 9);
	intake_settle_intervals(&fixture.intake);
	diag = diags_at(fixture.intake.diags, 0);
	assert_int_equal(diag->code, DIAG_IMPORT_OVERLAP);
	assert_string_equal(diag->place.file, "other.csv");
	assert_int_equal(diag->place.line, 9);
	assert_non_null(strstr(diag->message, "log.csv:7"));
	assert_non_null(strstr(diag->message, "host a"));
	close_intake(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(spreads_over_hours),
	    cmocka_unit_test(keeps_the_sum_of_many_hours),
	    cmocka_unit_test(keeps_the_hours_of_parts_apart),
	    cmocka_unit_test(refuses_parts_that_nobody_knows),
	    cmocka_unit_test(settles_overlaps),
	    cmocka_unit_test(names_both_places_of_an_overlap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
