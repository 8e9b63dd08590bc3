/* The shortest interval: against every other one, against closed forms, and its own error. */

#include "lca/engine/shortest.h"

#include <stdlib.h>
#include <string.h>

#include "tests/engine.h"
#include "tests/near.h"

/* Values in disorder, with ties where modulus is small. */
static void scatter(double *values, size_t count, size_t modulus)
{
	uint64_t state = 12345;
	size_t i;

	for (i = 0; i < count; i++) {
		state = state * 6364136223846793005u + 1442695040888963407u;
		values[i] = (double)((state >> 33) % modulus);
		values[i] *= values[i];
	}
}

static double share_within(const double *values, size_t count, struct shortest found)
{
	size_t inside = 0, i;

	for (i = 0; i < count; i++)
		inside += values[i] >= found.low && values[i] <= found.high;
	return (double)inside / (double)count;
}

static void no_interval_with_enough_values_is_shorter(void **state)
{
	static const struct {
		size_t count, modulus;
		double share;
	} cases[] = {{100, 1000, 0.95},	 {137, 7, 0.5},	  {199, 1000, 0.9},  {200, 3, 0.95},
		     {1000, 90, 0.6827}, {1601, 5, 0.01}, {2222, 800, 0.999}};
	double values[2222], room[2222], shown = 0;
	struct shortest found;
	size_t i, r, span;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		scatter(values, cases[i].count, cases[i].modulus);
		found = shortest_of(values, room, cases[i].count, cases[i].share);
		span = (size_t)floor(cases[i].share * (double)cases[i].count + 0.5);
		assert_true(share_within(values, cases[i].count, found) >= cases[i].share);
		for (r = 0; r + 1 < cases[i].count; r++)
			assert_true(values[r] <= values[r + 1]);
		for (r = 0; r + span < cases[i].count; r++)
			assert_true(values[r + span] - values[r] >= found.high - found.low);
		shown += found.low;
	}
	assert_true(shown >= 0);
}

/* With s = ln GSD the ends of a lognormal's are m exp(-s^2 +- s d), Phi(-s + d) - Phi(-s - d) =
 * share; those of a symmetric shape are its quantiles. */
static void agrees_with_closed_forms(void **state)
{
	const struct {
		const char *name;
		struct dist dist;
		double interval, low, high;
	} cases[] = {
	    {"normal", normal(10, 2), 0.95, 6.080072, 13.919928},
	    {"lognormal, GSD 1.5", lognormal(1, 1.5), 0.95, 0.3605070, 1.9965888},
	    {"lognormal, GSD 3", lognormal(1, 3), 0.95, 0.0146751, 6.0964396},
	    {"lognormal, half", lognormal(1, 2), 0.5, 0.3435617, 1.1134714},
	    {"towards one end", triangular(0, 0, 1), 0.95, 0, 0.7763932},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct bench bench = bench_new();
		cell x = input(&bench, "x", cases[i].dist);
		struct run_options options = options_of(1000000);
		struct shortest found;

		options.interval = cases[i].interval;
		run_shortest(bench.sheet, &x, 1, &options, &found);
		assert_true(found.error_low > 0 && found.error_high > 0);
		if (!(fabs(found.low - cases[i].low) <= 4 * found.error_low) ||
		    !(fabs(found.high - cases[i].high) <= 4 * found.error_high))
			fail_msg("%s: %.6g (%.2g) .. %.6g (%.2g)", cases[i].name, found.low,
				 found.error_low, found.high, found.error_high);
		assert_true(found.error_high < 0.02 * (cases[i].high - cases[i].low));
		bench_free(&bench);
	}
}

/* Root mean square of the misses of the upper end over seeds, against the error told. */
static void tells_its_own_error(void **state)
{
	enum { SEEDS = 40 };
	struct bench bench = bench_new();
	cell x = input(&bench, "x", lognormal(1, 1.5));
	struct run_options options = options_of(20000);
	const double high = 1.9965888;
	double squares = 0, told = 0;
	struct shortest found;

	(void)state;
	for (options.seed = 1; options.seed <= SEEDS; options.seed++) {
		run_shortest(bench.sheet, &x, 1, &options, &found);
		squares += (found.high - high) * (found.high - high) / SEEDS;
		told += found.error_high / SEEDS;
	}
	assert_near(told, sqrt(squares), 0.35, "error told");
	bench_free(&bench);
}

static void takes_any_sampler(void **state)
{
	struct bench bench = bench_new();
	cell x = input(&bench, "x", lognormal(1, 1.5));
	struct run_options options = options_of(100000);
	struct shortest found;

	(void)state;
	for (options.sampler = SAMPLER_PLAIN; options.sampler <= SAMPLER_LATIN;
	     options.sampler++) {
		run_shortest(bench.sheet, &x, 1, &options, &found);
		assert_true(fabs(found.low - 0.3605070) <= 4 * found.error_low);
		assert_true(fabs(found.high - 1.9965888) <= 4 * found.error_high);
	}
	bench_free(&bench);
}

static void is_the_same_for_any_threads(void **state)
{
	struct bench bench = bench_new();
	cell outputs[3] = {input(&bench, "x", lognormal(1, 3)),
			   input(&bench, "y", uniform(0, 1)), sheet_constant(bench.sheet, 7)};
	struct run_options options = options_of(50001);
	struct shortest first[3], other[3];

	(void)state;
	run_shortest(bench.sheet, outputs, 3, &options, first);
	options.threads = 3;
	run_shortest(bench.sheet, outputs, 3, &options, other);
	for (size_t i = 0; i < 3; i++) {
		assert_near(other[i].low, first[i].low, 0, "low");
		assert_near(other[i].high, first[i].high, 0, "high");
		assert_near(other[i].error_low, first[i].error_low, 0, "error of low");
		assert_near(other[i].error_high, first[i].error_high, 0, "error of high");
	}
	assert_near(first[2].low, 7, 0, "exact");
	assert_near(first[2].high, 7, 0, "exact");
	assert_near(first[2].error_low, 0, 0, "exact");
	bench_free(&bench);
}

static void has_none_where_samples_are_not_finite(void **state)
{
	struct bench bench = bench_new();
	cell zero = sheet_constant(bench.sheet, 0), x = input(&bench, "x", uniform(0, 1));
	cell bad = sheet_divide(bench.sheet, x, zero);
	struct run_options options = options_of(1000);
	struct shortest found;

	(void)state;
	run_shortest(bench.sheet, &bad, 1, &options, &found);
	assert_true(isnan(found.low) && isnan(found.high) && isnan(found.error_low));
	bench_free(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(no_interval_with_enough_values_is_shorter),
	    cmocka_unit_test(agrees_with_closed_forms),
	    cmocka_unit_test(tells_its_own_error),
	    cmocka_unit_test(takes_any_sampler),
	    cmocka_unit_test(is_the_same_for_any_threads),
	    cmocka_unit_test(has_none_where_samples_are_not_finite),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
