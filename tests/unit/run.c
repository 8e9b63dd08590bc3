/* Statistics of runs: closed forms, published cases, equal bytes for threads and instruction
 * sets. */

#include "lca/engine/run.h"

#include <math.h>
#include <stdio.h>

#include "tests/engine.h"
#include "tests/near.h"

/* Quantile 0.975 of the standard normal. */
static const double z975 = 1.95996398454005424;

static struct statistics run_one(const struct bench *b, cell output, uint64_t samples)
{
	struct run_options options = options_of(samples);
	struct statistics statistics;

	run_sheet(b->sheet, &output, 1, &options, &statistics);
	return statistics;
}

static void product_of_lognormals_meets_its_closed_form(void **state)
{
	static const double medians[] = {2.5, 40, 0.057}, gsds[] = {1.3, 1.15, 1.25};
	static const uint64_t samples[] = {100000, 400000};
	static const double tolerances[] = {0.01, 0.005};
	struct bench b = bench_new();
	cell product = sheet_constant(b.sheet, 1);
	double median = 1, variance = 0, sd;
	struct statistics s;
	size_t i;

	(void)state;
	for (i = 0; i < 3; i++) {
		product = sheet_multiply(b.sheet, product,
					 input(&b, arena_printf(b.arena, "x%zu", i),
					       lognormal(medians[i], gsds[i])));
		median *= medians[i];
		variance += pow(log(gsds[i]), 2);
	}
	sd = sqrt(variance);
	for (i = 0; i < 2; i++) {
		s = run_one(&b, product, samples[i]);
		assert_true(s.finite);
		assert_near(s.central, median, 1e-14, "central");
		assert_near(s.median, median, tolerances[i], "median");
		assert_near(s.mean, median * exp(variance / 2), tolerances[i], "mean");
		assert_near(s.sd, median * exp(variance / 2) * sqrt(exp(variance) - 1),
			    2 * tolerances[i], "sd");
		assert_near(s.low, median * exp(-z975 * sd), tolerances[i], "low");
		assert_near(s.high, median * exp(z975 * sd), tolerances[i], "high");
	}
	bench_free(&b);
}

/* The lower end of a long tail is a small part of the interval and must still be right: counted
 * (above 100 000 samples) as well as kept. */
static void long_tails_are_right_at_both_ends(void **state)
{
	static const double gsds[] = {3, 30, 1000, 1e6};
	static const uint64_t samples[] = {100000, 200000};
	size_t i, j;

	(void)state;
	for (i = 0; i < sizeof gsds / sizeof *gsds; i++) {
		struct bench b = bench_new();
		cell x = input(&b, "x", lognormal(2, gsds[i]));
		double sd = log(gsds[i]);

		for (j = 0; j < 2; j++) {
			struct statistics s = run_one(&b, x, samples[j]);

			/* In units of the standard deviation of ln x: the noise of sampling
			 * alone. */
			assert_near(log(s.low / 2) / sd, -z975, 0.01, "low");
			assert_near(1 + log(s.median / 2) / sd, 1, 0.01, "median");
			assert_near(log(s.high / 2) / sd, z975, 0.01, "high");
		}
		bench_free(&b);
	}
}

/* 3 x + 4 y: sd 7 where x and y are one factor, 5 where they are two. */
static void shared_factors_add_and_independent_ones_square(void **state)
{
	struct bench b = bench_new();
	cell x = input(&b, "x", normal(10, 1)), y = input(&b, "y", normal(10, 1));
	cell three = sheet_constant(b.sheet, 3), four = sheet_constant(b.sheet, 4);
	cell left = sheet_multiply(b.sheet, three, x);
	cell shared = sheet_add(b.sheet, left, sheet_multiply(b.sheet, four, x));
	cell apart = sheet_add(b.sheet, left, sheet_multiply(b.sheet, four, y));

	(void)state;
	assert_near(run_one(&b, shared, 400000).sd, 7, 0.004, "shared");
	assert_near(run_one(&b, apart, 400000).sd, 5, 0.004, "apart");
	bench_free(&b);
}

/* Supplement 1 to the GUM, 9.2.2 to 9.2.4: sums of four, published to the digits shown. */
static void sums_meet_the_published_cases_of_the_gum(void **state)
{
	static const struct {
		const char *name;
		bool rectangular;
		double last; /* standard uncertainty of the fourth */
		double sd, high, sd_slack, high_slack;
	} cases[] = {
	    {"9.2.2", false, 1, 2.00, 3.92, 0.01, 0.02},
	    {"9.2.3", true, 1, 2.00, 3.88, 0.01, 0.02},
	    {"9.2.4", true, 10, 10.15, 17.0, 0.05, 0.05},
	};
	struct statistics s;
	struct bench b;
	cell terms[4];
	double sd;
	size_t c, i;

	(void)state;
	for (c = 0; c < 3; c++) {
		b = bench_new();
		for (i = 0; i < 4; i++) {
			sd = i == 3 ? cases[c].last : 1;
			terms[i] =
			    input(&b, arena_printf(b.arena, "X%zu", i + 1),
				  cases[c].rectangular ? uniform(-sqrt(3) * sd, sqrt(3) * sd)
						       : normal(0, sd));
		}
		s = run_one(&b, sheet_sum(b.sheet, terms, 4), 1000000);
		assert_near(s.mean, 0, 0.03, cases[c].name);
		assert_near(s.sd - cases[c].sd, 0, cases[c].sd_slack, cases[c].name);
		assert_near(s.high - cases[c].high, 0, cases[c].high_slack, cases[c].name);
		assert_near(s.low + cases[c].high, 0, cases[c].high_slack, cases[c].name);
		bench_free(&b);
	}
}

/* Every shape on its own: mean, sd and quantiles of the distribution. */
static void each_shape_has_its_own_moments(void **state)
{
	static const struct dist shapes[] = {
	    {.kind = DIST_NORMAL, .a = -20, .b = 25},
	    {.kind = DIST_LOGNORMAL, .a = 3, .b = 1.4},
	    {.kind = DIST_LOGNORMAL, .a = 3, .b = 1.4, .c = 100},
	    {.kind = DIST_UNIFORM, .a = 0.6, .c = 0.95},
	    {.kind = DIST_TRIANGULAR, .a = 1.08, .b = 1.2, .c = 1.3},
	    {.kind = DIST_PERT, .a = 160, .b = 280, .c = 400},
	    {.kind = DIST_PERT, .a = 0.1, .b = 0.2, .c = 0.9},
	};
	struct bench b = bench_new();
	struct run_options options = options_of(500000);
	struct statistics s[sizeof shapes / sizeof *shapes];
	cell outputs[sizeof shapes / sizeof *shapes];
	double sd;
	char name[32];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof shapes / sizeof *shapes; i++)
		outputs[i] = input(&b, arena_printf(b.arena, "x%zu", i), shapes[i]);
	run_sheet(b.sheet, outputs, i, &options, s);
	for (i = 0; i < sizeof shapes / sizeof *shapes; i++) {
		snprintf(name, sizeof name, "shape %zu", i);
		sd = dist_sd(&shapes[i]);
		assert_near(s[i].central, dist_median(&shapes[i]), 1e-12, name);
		assert_near((s[i].mean - dist_mean(&shapes[i])) / sd, 0, 0.006, name);
		assert_near(s[i].sd, sd, 0.006, name);
		assert_near((s[i].low - dist_quantile(&shapes[i], 0.025)) / sd, 0, 0.02, name);
		assert_near((s[i].median - dist_median(&shapes[i])) / sd, 0, 0.01, name);
		assert_near((s[i].high - dist_quantile(&shapes[i], 0.975)) / sd, 0, 0.03, name);
	}
	bench_free(&b);
}

/* X and Y of one draw move together: X - Y of equal spreads does not vary, of sds 3 and 1 has
 * sd 2. */
static void inputs_of_one_draw_move_together(void **state)
{
	static const double sds[] = {1, 3};
	struct quantity quantity = {.unit = unit_of(""), .origin = {.draw = "method"}};
	struct bench b = bench_new();
	cell y, x[2];
	size_t i;

	(void)state;
	quantity.dist = normal(5, 1);
	quantity.origin.key = "y";
	y = sheet_input(b.sheet, &quantity);
	for (i = 0; i < 2; i++) {
		quantity.dist = normal(8, sds[i]);
		quantity.origin.key = i ? "wide" : "equal";
		x[i] = sheet_input(b.sheet, &quantity);
	}
	assert_near(run_one(&b, sheet_subtract(b.sheet, x[0], y), 1000).sd, 0, 1e-14, "equal");
	assert_near(run_one(&b, sheet_subtract(b.sheet, x[1], y), 400000).sd, 2, 0.005, "wide");
	bench_free(&b);
}

static void outputs_that_do_not_vary_are_exact(void **state)
{
	static const uint64_t sizes[] = {100, 200000};
	struct bench b = bench_new();
	struct dist pinned = dist_exact(0.1);
	cell x = input(&b, "x", lognormal(0.3, 2)), k = input(&b, "k", dist_exact(0.1));
	cell never = sheet_add(b.sheet, sheet_subtract(b.sheet, x, x), k), fixed;
	struct statistics s;
	size_t i;

	(void)state;
	pinned.pinned = true;
	pinned.central = 0.2;
	fixed = input(&b, "pinned", pinned);
	for (i = 0; i < 2; i++) {
		s = run_one(&b, k, sizes[i]);
		assert_true(s.central == 0.1 && s.mean == 0.1 && s.sd == 0);
		assert_true(s.low == 0.1 && s.median == 0.1 && s.high == 0.1 && s.finite);
		s = run_one(&b, never, sizes[i]);
		assert_true(s.mean == 0.1 && s.sd == 0);
		assert_true(s.low == 0.1 && s.median == 0.1 && s.high == 0.1 && s.finite);
		s = run_one(&b, fixed, sizes[i]);
		assert_true(s.central == 0.2 && s.mean == 0.1 && s.low == 0.1);
	}
	bench_free(&b);
}

static void samples_that_are_not_finite_are_told(void **state)
{
	static const uint64_t sizes[] = {100, 200000};
	struct bench b = bench_new();
	cell x = input(&b, "x", normal(1, 1)), zero = sheet_constant(b.sheet, 0);
	cell one = sheet_constant(b.sheet, 1);
	cell outputs[] = {sheet_divide(b.sheet, x, zero), sheet_divide(b.sheet, one, zero), x};
	struct run_options options;
	struct statistics s[3];
	size_t i, k;

	(void)state;
	for (i = 0; i < 2; i++) {
		options = options_of(sizes[i]);
		run_sheet(b.sheet, outputs, 3, &options, s);
		for (k = 0; k < 2; k++) {
			assert_false(s[k].finite);
			assert_true(isnan(s[k].mean) && isnan(s[k].sd) && isnan(s[k].median));
			assert_true(isnan(s[k].low) && isnan(s[k].high));
		}
		assert_true(s[2].finite && isfinite(s[2].high));
	}
	bench_free(&b);
}

/* min(x, 1) of a normal about 1 puts half of the samples on 1. */
static void an_atom_is_found(void **state)
{
	static const uint64_t sizes[] = {10000, 200000};
	struct bench b = bench_new();
	cell least = sheet_minimum(b.sheet, input(&b, "x", normal(1.1, 0.5)),
				   sheet_constant(b.sheet, 1));
	struct statistics s;
	size_t i;

	(void)state;
	for (i = 0; i < 2; i++) {
		s = run_one(&b, least, sizes[i]);
		assert_near(s.median, 1, 1e-15, "median");
		assert_near(s.high, 1, 1e-15, "high");
		assert_near(s.low - (1.1 - z975 * 0.5), 0, 0.06, "low");
	}
	bench_free(&b);
}

static void seed_and_interval_change_what_they_should(void **state)
{
	struct bench b = bench_new();
	cell x = input(&b, "x", normal(0, 1));
	struct run_options options = options_of(400000);
	struct statistics first, second;

	(void)state;
	run_sheet(b.sheet, &x, 1, &options, &first);
	options.seed = 2;
	run_sheet(b.sheet, &x, 1, &options, &second);
	assert_true(first.mean != second.mean && first.low != second.low);
	options.seed = 1;
	options.interval = 0.5;
	run_sheet(b.sheet, &x, 1, &options, &second);
	assert_true(first.mean == second.mean && first.sd == second.sd);
	assert_near(second.high, 0.67448975, 0.02, "quartile");
	bench_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(product_of_lognormals_meets_its_closed_form),
	    cmocka_unit_test(long_tails_are_right_at_both_ends),
	    cmocka_unit_test(shared_factors_add_and_independent_ones_square),
	    cmocka_unit_test(sums_meet_the_published_cases_of_the_gum),
	    cmocka_unit_test(each_shape_has_its_own_moments),
	    cmocka_unit_test(inputs_of_one_draw_move_together),
	    cmocka_unit_test(outputs_that_do_not_vary_are_exact),
	    cmocka_unit_test(samples_that_are_not_finite_are_told),
	    cmocka_unit_test(an_atom_is_found),
	    cmocka_unit_test(seed_and_interval_change_what_they_should),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
