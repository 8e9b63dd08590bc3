/* Runs with as many samples as the figures need. */

#include "lca/engine/adapt.h"

#include <stdio.h>

#include "tests/engine.h"
#include "tests/near.h"

static void takes_half_a_unit_of_the_last_digit(void **state)
{
	static const struct {
		double u;
		unsigned digits;
		double half;
	} cases[] = {
	    /* JCGM 101, 7.9.2, example 1: 0.35 g is 35 x 10^-2 g */
	    {0.35, 2, 0.005},	{0.35, 1, 0.05},     {0.35, 3, 0.0005}, {9.94, 2, 0.05},
	    {9.96, 2, 0.5},	{9.94, 1, 5},	     {9.4, 1, 0.5},	{96, 1, 50},
	    {100, 2, 5},	{2003, 2, 50},	     {10, 2, 0.5},	{1e-9, 2, 0.5e-10},
	    {0.9996, 3, 0.005}, {0.9994, 3, 0.0005},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char what[64];

		snprintf(what, sizeof what, "%g to %u", cases[i].u, cases[i].digits);
		assert_near(adapt_half_unit(cases[i].u, cases[i].digits), cases[i].half, 1e-12,
			    what);
	}
}

static void takes_the_smaller_of_two_goals(void **state)
{
	const struct adapt_goal both = {.digits = 2, .tolerance = 0.01};
	const struct adapt_goal share = {.tolerance = 0.01}, none = {0};

	(void)state;
	assert_near(adapt_tolerance(&both, 12), 0.12, 1e-12, "share");
	assert_near(adapt_tolerance(&both, 80), 0.5, 1e-12, "digits");
	assert_near(adapt_tolerance(&share, 80), 0.8, 1e-12, "share alone");
	assert_true(isinf(adapt_tolerance(&both, 0)));
	assert_true(isinf(adapt_tolerance(&none, 80)));
	assert_true(adapt_is_asked(&both) && adapt_is_asked(&share) && !adapt_is_asked(&none));
}

static void assert_same(const struct statistics *got, const struct statistics *want)
{
	const double a[] = {got->mean,	   got->sd,	   got->median,
			    got->low,	   got->high,	   got->error.mean,
			    got->error.sd, got->error.low, got->error.high};
	const double b[] = {want->mean,	    want->sd,	     want->median,
			    want->low,	    want->high,	     want->error.mean,
			    want->error.sd, want->error.low, want->error.high};

	for (size_t i = 0; i < sizeof a / sizeof *a; i++)
		assert_near(a[i], b[i], 0, "statistics of two runs");
}

struct model {
	struct bench bench;
	cell outputs[4]; /* a sum, a wide product, an exact number, one that is not finite */
};

static struct model model_new(void)
{
	struct model model = {.bench = bench_new()};
	struct sheet *sheet = model.bench.sheet;
	cell a = input(&model.bench, "a", normal(10, 1));
	cell b = input(&model.bench, "b", lognormal(3, 2));
	cell zero = sheet_constant(sheet, 0);

	model.outputs[0] = sheet_add(sheet, a, b);
	model.outputs[1] = sheet_multiply(sheet, a, b);
	model.outputs[2] = sheet_constant(sheet, 7);
	model.outputs[3] = sheet_divide(sheet, a, zero);
	return model;
}

static double worst_error(const struct statistics *s)
{
	return fmax(fmax(s->error.mean, s->error.sd), fmax(s->error.low, s->error.high));
}

static void reaches_its_goal(void **state)
{
	static const struct adapt_goal goals[] = {{.digits = 1},	{.digits = 2},
						  {.tolerance = 0.1},	{.tolerance = 0.01},
						  {.tolerance = 0.005}, {2, 0.02}};
	static const size_t wanted[] = {0, 1, 2};
	struct model model = model_new();
	struct run_options options = options_of(50000000);
	uint64_t drawn = 0;

	(void)state;
	for (size_t i = 0; i < sizeof goals / sizeof *goals; i++) {
		struct statistics s[4], again[4];
		struct adapt_result result = run_until(model.bench.sheet, model.outputs, 4,
						       wanted, 3, &options, &goals[i], s);

		assert_true(result.met);
		assert_true(result.samples >= 10000 && result.samples < options.samples);
		for (size_t k = 0; k < 3; k++)
			assert_true(2 * worst_error(&s[k]) <=
				    adapt_tolerance(&goals[i], s[k].sd));
		/* What is reported is a plain run of so many samples. */
		options.samples = result.samples;
		run_sheet(model.bench.sheet, model.outputs, 4, &options, again);
		options.samples = 50000000;
		for (size_t k = 0; k < 3; k++)
			assert_same(&again[k], &s[k]);
		drawn += result.samples;
	}
	assert_true(drawn > 1000000);
	bench_free(&model.bench);
}

static void waits_for_the_outputs_wanted_alone(void **state)
{
	static const size_t sum = 0, product = 1, exact = 2, broken = 3;
	const struct adapt_goal goal = {.tolerance = 0.02};
	struct model model = model_new();
	struct run_options options = options_of(50000000);
	struct statistics s[4];
	uint64_t of_sum, of_product;

	(void)state;
	of_sum =
	    run_until(model.bench.sheet, model.outputs, 4, &sum, 1, &options, &goal, s).samples;
	of_product =
	    run_until(model.bench.sheet, model.outputs, 4, &product, 1, &options, &goal, s)
		.samples;
	assert_true(of_sum < of_product);
	assert_int_equal(
	    run_until(model.bench.sheet, model.outputs, 4, &exact, 1, &options, &goal, s)
		.samples,
	    10000);
	assert_int_equal(
	    run_until(model.bench.sheet, model.outputs, 4, &broken, 1, &options, &goal, s)
		.samples,
	    10000);
	bench_free(&model.bench);
}

static void tells_what_is_furthest_from_its_goal(void **state)
{
	static const size_t wanted[] = {0, 1, 2, 3};
	const struct adapt_goal goal = {.tolerance = 0.001};
	struct model model = model_new();
	struct run_options options = options_of(60000);
	struct statistics s[4];
	struct adapt_result result =
	    run_until(model.bench.sheet, model.outputs, 4, wanted, 4, &options, &goal, s);

	(void)state;
	assert_false(result.met);
	assert_int_equal(result.samples, 60000);
	assert_int_equal(result.output, 1);
	assert_string_equal(result.figure, "upper end");
	assert_near(result.reached, 2 * s[1].error.high, 1e-12, "reached");
	assert_near(result.allowed, 0.001 * s[1].sd, 1e-12, "allowed");
	/* Errors fall with the root of the samples. */
	assert_near(result.needed, 60000 * pow(result.reached / result.allowed, 2), 1e-12,
		    "needed");
	options.samples = 500;
	assert_int_equal(
	    run_until(model.bench.sheet, model.outputs, 4, wanted, 4, &options, &goal, s)
		.samples,
	    500);
	bench_free(&model.bench);
}

static void has_samples_beyond_wide_intervals(void **state)
{
	static const size_t sum = 0;
	const struct adapt_goal goal = {.tolerance = 1};
	struct model model = model_new();
	struct run_options options = options_of(50000000);
	struct statistics s[4];

	(void)state;
	options.interval = 0.9999;
	assert_true(run_until(model.bench.sheet, model.outputs, 4, &sum, 1, &options, &goal, s)
			.samples >= 1000000);
	bench_free(&model.bench);
}

/* The most is never exceeded but for the least that a sampler can draw. */
static void draws_no_more_than_the_most(void **state)
{
	static const struct {
		uint64_t most, drawn[3];
	} cases[] = {
	    {100, {100, 4096, 4096}},
	    {4096, {4096, 4096, 4096}},
	    {20000, {20000, 16384, 16384}},
	    {40000, {40000, 32768, 32768}},
	};
	static const size_t wanted[] = {1};
	const struct adapt_goal goal = {.tolerance = 1e-5};
	struct model model = model_new();
	struct statistics s[4];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (enum sampler sampler = SAMPLER_PLAIN; sampler <= SAMPLER_LATIN;
		     sampler++) {
			struct run_options options = options_of(cases[i].most);

			options.sampler = sampler;
			assert_int_equal(run_until(model.bench.sheet, model.outputs, 4, wanted,
						   1, &options, &goal, s)
					     .samples,
					 cases[i].drawn[sampler]);
		}
	bench_free(&model.bench);
}

/* Stratified points need fewer samples; their errors are those of the replicates. */
static void takes_any_sampler(void **state)
{
	static const size_t wanted[] = {0, 1};
	const struct adapt_goal goal = {.tolerance = 0.01};
	struct model model = model_new();
	struct run_options options = options_of(50000000);
	struct statistics s[4], again[4];
	uint64_t plain = 0;

	(void)state;
	for (enum sampler sampler = SAMPLER_PLAIN; sampler <= SAMPLER_LATIN; sampler++) {
		struct adapt_result result;

		options.sampler = sampler;
		options.samples = 50000000;
		result = run_until(model.bench.sheet, model.outputs, 4, wanted, 2, &options,
				   &goal, s);
		assert_true(result.met);
		options.samples = result.samples;
		assert_int_equal(run_points(&options), result.samples);
		run_sheet(model.bench.sheet, model.outputs, 4, &options, again);
		assert_same(&again[0], &s[0]);
		assert_same(&again[1], &s[1]);
		if (sampler == SAMPLER_PLAIN)
			plain = result.samples;
		if (sampler == SAMPLER_SOBOL)
			assert_true(2 * result.samples < plain);
	}
	bench_free(&model.bench);
}

static void is_the_same_for_any_threads(void **state)
{
	static const size_t wanted[] = {0, 1};
	const struct adapt_goal goal = {.tolerance = 0.02};
	struct model model = model_new();
	struct run_options options = options_of(50000000);
	struct statistics first[4], other[4];
	uint64_t samples;

	(void)state;
	samples =
	    run_until(model.bench.sheet, model.outputs, 4, wanted, 2, &options, &goal, first)
		.samples;
	options.threads = 3;
	assert_int_equal(
	    run_until(model.bench.sheet, model.outputs, 4, wanted, 2, &options, &goal, other)
		.samples,
	    samples);
	assert_same(&other[0], &first[0]);
	assert_same(&other[1], &first[1]);
	bench_free(&model.bench);
}

static void nobody_waits_for_a_u_that_does_not_exist(void **state)
{
	struct bench b = bench_new();
	struct dist endless = {.kind = DIST_STUDENT, .a = 10, .b = 1, .d = 1.5};
	cell outputs[] = {input(&b, "x", normal(5, 1)), input(&b, "t", endless)};
	const struct adapt_goal goal = {.tolerance = 0.02};
	struct run_options options = options_of(1000000);
	struct statistics statistics[2];
	const size_t wanted[] = {0, 1};
	struct adapt_result result;

	(void)state;
	result = run_until(b.sheet, outputs, 2, wanted, 2, &options, &goal, statistics);
	assert_true(result.met);
	assert_true(result.samples < options.samples);
	bench_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(takes_half_a_unit_of_the_last_digit),
	    cmocka_unit_test(takes_the_smaller_of_two_goals),
	    cmocka_unit_test(reaches_its_goal),
	    cmocka_unit_test(waits_for_the_outputs_wanted_alone),
	    cmocka_unit_test(tells_what_is_furthest_from_its_goal),
	    cmocka_unit_test(has_samples_beyond_wide_intervals),
	    cmocka_unit_test(draws_no_more_than_the_most),
	    cmocka_unit_test(takes_any_sampler),
	    cmocka_unit_test(is_the_same_for_any_threads),
	    cmocka_unit_test(nobody_waits_for_a_u_that_does_not_exist),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
