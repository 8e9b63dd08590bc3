/* Figures as publications print them: one end alone, long digits, and letters that are units.
 */

#include <math.h>

#include "lca/base/arena.h"
#include "models/printed.h"
#include "tests/near.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const struct {
	const char *unit, *text;
	double value;
	struct interval exact, loose;
	unsigned doubts;
} cases[] = {
    {"MWh", "more than 3 MWh", 3e3, {3e3, INFINITY}, {2500, INFINITY}, PRINTED_BOUND},
    {"MWh", "at least 250 MWh", 250e3, {250e3, INFINITY}, {245e3, INFINITY}, PRINTED_BOUND},
    {"MWh", "well over 25 MWh", 25e3, {25e3, INFINITY}, {24500, INFINITY}, PRINTED_BOUND},
    {"MWh", "> 25 MWh", 25e3, {25e3, INFINITY}, {24500, INFINITY}, PRINTED_BOUND},
    {"MWh", "\u2265 25 MWh", 25e3, {25e3, INFINITY}, {24500, INFINITY}, PRINTED_BOUND},
    {"MWh", "500+ MWh", 500e3, {500e3, INFINITY}, {495e3, INFINITY}, PRINTED_BOUND},
    {"MWh", "up to 25 MWh", 25e3, {0, 25e3}, {0, 25500}, PRINTED_BOUND},
    {"MWh", "up to about 25 MWh", 25e3, {0, 25e3}, {0, 25500}, PRINTED_BOUND},
    {"MWh", "less than 1.5 MWh", 1500, {0, 1500}, {0, 1550}, PRINTED_BOUND},
    {"MWh", "no more than 1.5 MWh", 1500, {0, 1500}, {0, 1550}, PRINTED_BOUND},
    {"MWh", "<1.5 MWh", 1500, {0, 1500}, {0, 1550}, PRINTED_BOUND},
    {"MWh", "just under 25 MWh", 25e3, {24500, 25500}, {20e3, 30e3}, PRINTED_ABOUT},
    {"", "40 T", 40e12, {39.5e12, 40.5e12}, {39.5e12, 40.5e12}, 0},
    {"token", "40 T", 40e12, {39.5e12, 40.5e12}, {39.5e12, 40.5e12}, PRINTED_NO_UNIT},
    {"kgCO2e", "40 T", 40e3, {39.5e3, 40.5e3}, {39.5e3, 40.5e3}, PRINTED_TON | PRINTED_MASS},
    {"kgCO2e", "40 T CO2", 40e3, {39.5e3, 40.5e3}, {39.5e3, 40.5e3}, PRINTED_TON},
    {"kgCO2e", "40T", 40e3, {39.5e3, 40.5e3}, {39.5e3, 40.5e3}, PRINTED_TON | PRINTED_MASS},
    {"kgCO2e", "40 t", 40e3, {39.5e3, 40.5e3}, {39.5e3, 40.5e3}, PRINTED_MASS},
};

static bool is_end(double got, double want)
{
	return isinf(want) ? got == want : fabs(got - want) <= 1e-9 * fabs(want);
}

static bool is_interval(struct interval got, struct interval want)
{
	return is_end(got.low, want.low) && is_end(got.high, want.high);
}

static void reads_one_end(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct printed_rule rule = {.unit = cases[i].unit};
		struct printed printed;
		const char *message;

		if (printed_read(arena, cases[i].text, &rule, (struct place){0}, &printed,
				 &message) != PRINTED_READ)
			fail_msg("'%s' was not read: %s", cases[i].text, message);
		if (!is_end(printed.value, cases[i].value) ||
		    !is_interval(printed.exact, cases[i].exact) ||
		    !is_interval(printed.loose, cases[i].loose) ||
		    printed.doubts != cases[i].doubts)
			fail_msg("'%s' was read as %.15g, %.15g..%.15g, %.15g..%.15g, "
				 "doubts %u",
				 cases[i].text, printed.value, printed.exact.low,
				 printed.exact.high, printed.loose.low, printed.loose.high,
				 printed.doubts);
	}
	arena_free(arena);
}

/* Each blank that may stand between groups, of a number longer than its blanks. */
static void reads_long_numbers(void **state)
{
	static const char *const blanks[] = {" ",      "\u00A0", "\u2007", "\u2008", "\u2009",
					     "\u200A", "\u202F", ",",	   "'",	     "\u2019"};
	static const struct printed_rule rule = {.unit = "FLOP"};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(blanks); i++) {
		const char *text = "314", *message;
		struct printed printed;

		for (int k = 0; k < 5; k++)
			text = arena_printf(arena, "%s%s000", text, blanks[i]);
		text = arena_printf(arena, "%s%s123%s456 FLOP", text, blanks[i], blanks[i]);
		if (printed_read(arena, text, &rule, (struct place){0}, &printed, &message) !=
		    PRINTED_READ)
			fail_msg("'%s' was not read: %s", text, message);
		assert_near(printed.value, 314e21 + 123456, 1e-15, text);
	}
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_one_end),
	    cmocka_unit_test(reads_long_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
