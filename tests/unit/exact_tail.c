/* Means of samples that no check may call wrong: heavy tails, rare values, what cancels. */

#include <stdio.h>

#include "tests/exact.h"

enum { SEEDS = 4000, SAMPLES = 300 };

static struct dist student(double degrees)
{
	return shaped(DIST_STUDENT, 10, 1, 0, degrees);
}

static void tails_are_told_by_the_moments_that_exist(void **state)
{
	struct bench b = bench_new();
	cell light = input(&b, "light", student(4.5)), fourth = input(&b, "t3", student(3));
	cell variance = input(&b, "t2", student(2)), mean = input(&b, "t1", student(1));
	cell wide = input(&b, "wide", lognormal(1, 1e6)), x = input(&b, "x", normal(5, 1));
	cell ends = input(&b, "ends", cut(student(1), 0, 20));
	cell end = input(&b, "end", cut(student(1), 0, INFINITY));
	const struct {
		const char *name;
		cell output;
		enum exact_tail tail;
	} cases[] = {
	    {"4.5 degrees", light, TAIL_LIGHT},
	    {"3 degrees", fourth, TAIL_NO_FOURTH},
	    {"2 degrees", variance, TAIL_NO_VARIANCE},
	    {"1 degree", mean, TAIL_NO_MEAN},
	    {"both ends cut", ends, TAIL_LIGHT},
	    {"one end cut", end, TAIL_NO_MEAN},
	    {"the heaviest of a sum", plus(&b, fourth, times(&b, variance, x)),
	     TAIL_NO_VARIANCE},
	    {"a square", times(&b, light, light), TAIL_NO_FOURTH},
	    {"a variance beyond a double", times(&b, wide, wide), TAIL_NO_VARIANCE},
	    {"no sum of products", over(&b, mean, plus(&b, x, light)), TAIL_NO_MEAN},
	    {"a number", number(&b, 3), TAIL_LIGHT},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (moments_of(&b, cases[i].output).tail != cases[i].tail ||
		    exact_tail_of(b.sheet, cases[i].output) != cases[i].tail)
			fail_msg("%s: %d", cases[i].name,
				 (int)moments_of(&b, cases[i].output).tail);
	bench_free(&b);
}

static void no_check_fails_by_chance(void **state)
{
	struct bench b = bench_new();
	double x[] = {1, 2}, p[] = {2e-4, 1};
	struct dist_points points = {.count = 2, .x = x, .p = p};
	struct dist rare = {.kind = DIST_DISCRETE, .a = 1, .points = &points};
	cell y = input(&b, "y", uniform(1, 2)), tenth = times(&b, y, number(&b, 0.1));
	cell fifth = times(&b, y, number(&b, 0.2)), rest = times(&b, y, number(&b, 0.3));
	cell z = input(&b, "z", pert(1, 2, 4)), large = plus(&b, z, number(&b, 1e9));
	const struct {
		const char *name;
		cell output;
	} cases[] = {
	    {"Student's t of 2.3 degrees", input(&b, "t", student(2.3))},
	    {"a rare value", input(&b, "d", rare)},
	    {"0.1 y + 0.2 y - 0.3 y", less(&b, plus(&b, tenth, fifth), rest)},
	    {"z + 1e9 - 1e9", less(&b, large, number(&b, 1e9))},
	    {"1e-300", times(&b, input(&b, "g", lognormal(1e-300, 1.3)), y)},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct exact exact = moments_of(&b, cases[i].output);
		struct run_options options = options_of(SAMPLES);

		exact.magnitude = exact_magnitude(b.sheet, cases[i].output);
		for (options.seed = 1; options.seed <= SEEDS; options.seed++) {
			struct statistics s;

			run_sheet(b.sheet, &cases[i].output, 1, &options, &s);
			if (!exact_agrees(&exact, s.mean, SAMPLES))
				fail_msg("%s, seed %d: %g against %g", cases[i].name,
					 (int)options.seed, s.mean, exact.mean);
		}
	}
	bench_free(&b);
}

static void magnitudes_are_those_of_what_is_added(void **state)
{
	struct bench b = bench_new();
	cell y = input(&b, "y", normal(3, 1)), large = times(&b, y, number(&b, 1e6));

	(void)state;
	assert_near(exact_magnitude(b.sheet, y), 4, 1e-12, "an input");
	assert_near(exact_magnitude(b.sheet, less(&b, large, large)), 8e6, 1e-12,
		    "a difference");
	assert_near(exact_magnitude(b.sheet, over(&b, large, number(&b, 4))), 1e6, 1e-12,
		    "a quotient");
	bench_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(tails_are_told_by_the_moments_that_exist),
	    cmocka_unit_test(no_check_fails_by_chance),
	    cmocka_unit_test(magnitudes_are_those_of_what_is_added),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
