/* Paired comparisons: equal cells, shared draws, closed forms. */

#include "lca/engine/compare.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "tests/engine.h"
#include "tests/near.h"

static const enum sampler samplers[] = {SAMPLER_PLAIN, SAMPLER_SOBOL, SAMPLER_LATIN};

enum { SAMPLERS = 3 };

static struct run_options with(enum sampler sampler, uint64_t samples)
{
	struct run_options options = options_of(samples);

	options.sampler = sampler;
	return options;
}

/* The same formula in another sheet, whose draws come in another order. */
static void equal_cells_do_not_differ(void **state)
{
	struct bench one = bench_new(), two = bench_new();
	cell x = input(&one, "x", lognormal(3, 1.6)), y = input(&one, "y", uniform(1, 2)), u, v;
	cell a = sheet_multiply(one.sheet, x, y), b;
	struct run_options options;
	struct paired c;
	size_t k;

	(void)state;
	input(&two, "first", normal(0, 1));
	v = input(&two, "y", uniform(1, 2));
	u = input(&two, "x", lognormal(3, 1.6));
	b = sheet_multiply(two.sheet, u, v);
	for (k = 0; k < SAMPLERS; k++) {
		options = with(samplers[k], 5000);
		c = run_compare(one.sheet, a, two.sheet, b, &options);
		assert_true(c.samples == run_points(&options));
		assert_true(c.lower == 0 && c.equal == 1 && c.lower_error == 0);
		assert_true(c.difference.mean == 0 && c.difference.sd == 0);
		assert_true(c.difference.low == 0 && c.difference.high == 0);
		assert_true(c.ratio.mean == 1 && c.ratio.low == 1 && c.ratio.high == 1);
		assert_true(c.difference.central == 0 && c.ratio.central == 1);
	}
	bench_free(&one);
	bench_free(&two);
}

/* N(10, 2) less N(11, 1.5) is N(-1, 2.5): below 0 with probability Phi(0.4). */
static void independent_normals_meet_their_closed_form(void **state)
{
	struct bench b = bench_new();
	cell x = input(&b, "x", normal(10, 2)), y = input(&b, "y", normal(11, 1.5));
	const double lower = 0.5 * erfc(-0.4 / sqrt(2));
	struct run_options options;
	struct paired c;
	size_t k;

	(void)state;
	for (k = 0; k < SAMPLERS; k++) {
		options = with(samplers[k], 100000);
		c = run_compare(b.sheet, x, b.sheet, y, &options);
		assert_near(c.difference.central, -1, 1e-12, "central");
		assert_near((c.difference.mean + 1) / c.difference.error.mean, 0, 4, "mean");
		assert_near((c.difference.sd - 2.5) / c.difference.error.sd, 0, 4, "sd");
		assert_near((c.difference.low + 1 + 2.5 * 1.959964) / c.difference.error.low, 0,
			    4, "low");
		assert_near((c.difference.high + 1 - 2.5 * 1.959964) / c.difference.error.high,
			    0, 4, "high");
		assert_near((c.lower - lower) / c.lower_error, 0, 4, "lower");
		assert_true(c.equal == 0 && c.lower_error > 0 && c.lower_error < 0.002);
	}
	bench_free(&b);
}

/* Both have x: the difference is that of what they do not share, however wide x is. */
static void shared_draws_cancel(void **state)
{
	struct bench one = bench_new(), two = bench_new();
	cell a = sheet_add(one.sheet, input(&one, "x", normal(1000, 300)),
			   input(&one, "y", normal(3, 1)));
	cell b = sheet_add(two.sheet, input(&two, "z", normal(4, 1)),
			   input(&two, "x", normal(1000, 300)));
	struct run_options options = options_of(200000);
	struct paired c;
	size_t k;

	(void)state;
	for (k = 0; k < SAMPLERS; k++) {
		options.sampler = samplers[k];
		c = run_compare(one.sheet, a, two.sheet, b, &options);
		assert_near(c.difference.mean, -1, 0.01, "mean");
		assert_near(c.difference.sd, sqrt(2), 0.01, "sd");
		assert_near(c.lower, 0.5 * erfc(-1 / sqrt(2) / sqrt(2)), 0.005, "lower");
	}
	/* A ratio of lognormals that share a factor is a lognormal of the rest. */
	a = sheet_multiply(one.sheet, input(&one, "p", lognormal(5, 3)),
			   input(&one, "q", lognormal(2, 1.2)));
	b = input(&two, "p", lognormal(5, 3));
	options.sampler = SAMPLER_PLAIN;
	c = run_compare(one.sheet, a, two.sheet, b, &options);
	assert_near(c.ratio.median, 2, 0.005, "median of the ratio");
	assert_near(c.ratio.high, 2 * pow(1.2, 1.959964), 0.01, "end of the ratio");
	assert_near(c.ratio.central, 2, 1e-12, "ratio of the central values");
	bench_free(&one);
	bench_free(&two);
}

static void numbers_and_zeros_are_compared_too(void **state)
{
	struct bench b = bench_new();
	cell x = input(&b, "x", uniform(0, 4)), three = sheet_constant(b.sheet, 3);
	cell zero = sheet_constant(b.sheet, 0);
	struct run_options options = options_of(100000);
	struct paired c = run_compare(b.sheet, x, b.sheet, three, &options);

	(void)state;
	assert_near((c.lower - 0.75) / c.lower_error, 0, 4, "below a number");
	assert_near(c.difference.mean, -1, 0.02, "mean");
	c = run_compare(b.sheet, three, b.sheet, three, &options);
	assert_true(c.equal == 1 && c.difference.sd == 0 && c.ratio.mean == 1);
	c = run_compare(b.sheet, x, b.sheet, zero, &options);
	assert_true(c.difference.finite && !c.ratio.finite && c.lower == 0);
	bench_free(&b);
}

static void bytes_are_equal_for_any_threads(void **state)
{
	static const uint64_t sizes[] = {100, 1000, 70000};
	static const unsigned threads[] = {2, 7, 0};
	struct bench b = bench_new();
	cell x = input(&b, "x", normal(10, 2)), y = input(&b, "y", lognormal(9, 1.5));
	struct paired one, more;
	struct run_options options;
	size_t i, k, t;

	(void)state;
	for (i = 0; i < sizeof sizes / sizeof *sizes; i++)
		for (k = 0; k < SAMPLERS; k++) {
			options = with(samplers[k], sizes[i]);
			one = run_compare(b.sheet, x, b.sheet, y, &options);
			for (t = 0; t < sizeof threads / sizeof *threads; t++) {
				options.threads = threads[t];
				more = run_compare(b.sheet, x, b.sheet, y, &options);
				assert_true(one.lower == more.lower &&
					    one.lower_error == more.lower_error);
				assert_true(one.difference.mean == more.difference.mean &&
					    one.difference.low == more.difference.low);
				assert_true(one.ratio.sd == more.ratio.sd &&
					    one.ratio.error.high == more.ratio.error.high);
			}
		}
	options = with(SAMPLER_PLAIN, 4000000000);
	one = run_compare(b.sheet, x, b.sheet, y, &options);
	assert_int_equal(one.samples, COMPARE_SAMPLES_MOST);
	bench_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(equal_cells_do_not_differ),
	    cmocka_unit_test(independent_normals_meet_their_closed_form),
	    cmocka_unit_test(shared_draws_cancel),
	    cmocka_unit_test(numbers_and_zeros_are_compared_too),
	    cmocka_unit_test(bytes_are_equal_for_any_threads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
