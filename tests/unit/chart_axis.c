/* Axes of charts: they hold their values, their ticks are round and told apart. */

#include "reports/chart_axis.h"

#include "tests/near.h"

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"

static const struct {
	double low, high;
	bool logarithmic;
	const char *labels; /* of its ticks, with blanks between */
} cases[] = {
    {3.6, 24.7, false, "0 5 10 15 20 25"},
    {45, 72, false, "45 50 55 60 65 70"},
    {57, 72, false, "60 65 70"},
    {0, 1e-3, false, "0 0.0002 0.0004 0.0006 0.0008 0.0010"},
    {-4, 9, false, "0 5"},
    {5, 5, false, "0 1 2 3 4 5"},
    {0, 0, false, "0 0.2 0.4 0.6 0.8 1.0"},
    {-3, -3, false, "-6 -4 -2 0"},
    {0.002, 30, true, "0.01 0.1 1 10"},
    {1, 8, true, "1 2 5"},
    {1e-9, 1e9, true, "1e-06 0.01 100 1,000,000"},
    {0, 8, true, "0 2 4 6 8"}, /* no logarithm of 0 */
    {12000, 1.4e6, false, "0 500,000 1,000,000"},
};

static const char *labels_of(struct arena *arena, const struct axis *axis)
{
	const char *text = "";

	for (size_t i = 0; i < axis->count; i++)
		text = arena_printf(arena, "%s%s%s", text, *text ? " " : "",
				    axis_label(arena, axis, i));
	return text;
}

static void has_round_ticks(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct axis axis =
		    axis_around(cases[i].low, cases[i].high, cases[i].logarithmic, 5);

		if (strcmp(labels_of(arena, &axis), cases[i].labels) != 0)
			fail_msg("%g to %g: '%s' is not '%s'", cases[i].low, cases[i].high,
				 labels_of(arena, &axis), cases[i].labels);
	}
	arena_free(arena);
}

static void assert_sound(const struct axis *axis, double low, double high)
{
	if (!(axis->from <= low && axis->to >= high && axis->from < axis->to))
		fail_msg("%g to %g is not in %g to %g", low, high, axis->from, axis->to);
	assert_true(axis->count >= 1 && axis->count <= AXIS_TICKS);
	for (size_t i = 0; i < axis->count; i++) {
		assert_true(axis->ticks[i] >= axis->from && axis->ticks[i] <= axis->to);
		assert_true(i == 0 || axis->ticks[i] > axis->ticks[i - 1]);
	}
	assert_true(axis_place(axis, low) >= 0 && axis_place(axis, high) <= 100);
	assert_true(axis_place(axis, low) <= axis_place(axis, high));
}

/* Over all sizes, signs and widths. */
static void holds_its_values(void **state)
{
	(void)state;
	for (int size = -12; size <= 12; size += 3) {
		for (int part = -10; part <= 10; part++) {
			double high = pow(10, size), low = high * part / 10;
			struct axis axis = axis_around(low, high, part % 2 == 0, 5);

			assert_sound(&axis, low, high);
			axis = axis_of_changes(low, high, 5);
			assert_sound(&axis, low, high);
			axis = axis_from_zero(low, high, 3);
			assert_sound(&axis, fmin(low, 0), high);
		}
	}
}

static void places_are_percent(void **state)
{
	struct axis axis = axis_from_zero(0, 10, 5);

	(void)state;
	assert_near(axis_place(&axis, 0), 0, 1e-12, "place");
	assert_near(axis_place(&axis, axis.to / 4), 25, 1e-9, "place");
	assert_near(axis_place(&axis, 1e9), 100, 1e-12, "place");
	assert_near(axis_place(&axis, -1), 0, 1e-12, "place");
	axis = axis_around(1, 100, true, 5);
	assert_near(axis_place(&axis, 10), 50, 1e-9, "place");
	assert_near(axis_place(&axis, -1), 0, 1e-12, "place");
}

static const struct {
	int64_t time_s;
	const char *text;
} times[] = {
    {0, "1970-01-01 00:00"},	      {-1, "1969-12-31 23:59:59"},
    {951782400, "2000-02-29 00:00"},  {1709251199, "2024-02-29 23:59:59"},
    {1709251200, "2024-03-01 00:00"}, {4107542400, "2100-03-01 00:00"},
    {1773651600, "2026-03-16 09:00"},
};

static void knows_the_calendar(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof times / sizeof *times; i++)
		assert_string_equal(time_text(arena, times[i].time_s), times[i].text);
	arena_free(arena);
}

static const struct {
	int64_t from_s, hours;
	const char *labels;
} spans[] = {
    {1773651600, 3, "09:00 10:00 11:00 12:00"},
    {1773651600, 72, "12:00 17 Mar 12:00 18 Mar 12:00 19 Mar"},
    {1773651600, 24 * 28, "23 Mar 30 Mar 6 Apr 13 Apr"},
    {1704067200, 24 * 366, "2024 Mar May Jul Sep Nov 2025"},
    {1704067200, 24 * 365 * 12, "2024 2026 2028 2030 2032 2034"},
    {-86400, 24, "31 Dec 06:00 12:00 18:00 1 Jan"},
};

static void has_ticks_of_time(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
		int64_t end_s = spans[i].from_s + spans[i].hours * 3600;
		struct time_axis axis = time_axis_of(arena, spans[i].from_s, end_s);
		const char *text = "";

		for (size_t k = 0; k < axis.count; k++) {
			assert_true(axis.ticks[k] >= axis.from_s && axis.ticks[k] <= end_s);
			text = arena_printf(arena, "%s%s%s", text, *text ? " " : "",
					    axis.labels[k]);
		}
		if (strcmp(text, spans[i].labels) != 0)
			fail_msg("%s and %d hours: '%s' is not '%s'",
				 time_text(arena, spans[i].from_s), (int)spans[i].hours, text,
				 spans[i].labels);
	}
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(has_round_ticks),	  cmocka_unit_test(holds_its_values),
	    cmocka_unit_test(places_are_percent), cmocka_unit_test(knows_the_calendar),
	    cmocka_unit_test(has_ticks_of_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
