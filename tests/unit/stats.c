/* Order statistics, moments, and the bins around quantiles against the exact ones. */

#include "lca/engine/stats.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lca/engine/bracket.h"
#include "lca/engine/kernel.h"
#include "tests/near.h"

static const double p95[BRACKET_QUANTILES] = {0.025, 0.5, 0.975};

static int by_value(const void *left, const void *right)
{
	const double *a = left, *b = right;

	return *a < *b ? -1 : *a > *b;
}

/* Shapes of a sample: what its values are made of. */
static double shaped(int shape, double u, double z)
{
	switch (shape) {
	case 0:
		return z;
	case 1:
		return 1e6 + 1e-3 * z;
	case 2:
		return exp(2.5 * z);
	case 3:
		return -exp(z);
	case 4:
		return u < 0.4 ? 0 : u;
	case 5:
		return u < 0.5 ? u - 10 : u + 10;
	case 6:
		return 42;
	case 7:
		return floor(5 * u);
	case 8:
		return u < 0.0249 ? -1000 : u < 0.98 ? 3 : 1000 * u;
	default:
		return 1 / (u * u);
	}
}

enum { SHAPES = 10 };

static double *sample(int shape, size_t count)
{
	const struct kernels *kernels = kernels_choose();
	size_t padded = (count + KERNEL_BLOCK - 1) / KERNEL_BLOCK * KERNEL_BLOCK, i;
	double *values = malloc(padded * sizeof *values), z[KERNEL_BLOCK];
	struct rng_key key = {.seed = 9, .name = 4};

	assert_non_null(values);
	for (i = 0; i < padded; i++) {
		if (i % KERNEL_BLOCK == 0) {
			key.block = i / KERNEL_BLOCK;
			kernels->random(&key, values + i);
			kernels->normal(values + i, 0, 1, z);
		}
		values[i] = shaped(shape, values[i], z[i % KERNEL_BLOCK]);
	}
	return values;
}

/* Ten values: type 7 quantiles by hand. */
static void quantiles_interpolate_between_order_statistics(void **state)
{
	static const struct {
		double p, value;
	} cases[] = {{0, 1}, {0.025, 1.225}, {0.25, 3.25}, {0.5, 5.5}, {0.9, 9.1}, {1, 10}};
	double values[10], q;
	size_t c, i;

	(void)state;
	for (c = 0; c < sizeof cases / sizeof *cases; c++) {
		for (i = 0; i < 10; i++)
			values[i] = (double)((i * 7 + 3) % 10 + 1);
		stats_quantiles(values, 10, &cases[c].p, 1, &q, NULL);
		assert_near(q, cases[c].value, 1e-15, "quantile");
	}
}

static void selection_agrees_with_sorting(void **state)
{
	static const size_t counts[] = {1, 2, 3, 16, 17, 100, 1000, 30001};
	size_t c, ranks[6], i, n;
	double *values, *sorted;
	int shape;

	(void)state;
	for (shape = 0; shape < SHAPES; shape++)
		for (c = 0; c < sizeof counts / sizeof *counts; c++) {
			n = counts[c];
			values = sample(shape, n);
			sorted = sample(shape, n);
			qsort(sorted, n, sizeof *sorted, by_value);
			ranks[0] = n - 1;
			ranks[1] = n / 40;
			ranks[2] = n / 2;
			ranks[3] = n / 2;
			ranks[4] = 0;
			ranks[5] = n - 1 - n / 40;
			stats_select(values, n, ranks, 6);
			for (i = 0; i < 6; i++)
				assert_true(values[ranks[i]] == sorted[ranks[i]]);
			qsort(values, n, sizeof *values, by_value);
			assert_memory_equal(values, sorted, n * sizeof *values);
			free(values);
			free(sorted);
		}
}

/* Against sorting; the pilot of a sorted sample says nothing of the rest. */
static void quantiles_of_many_values_are_exact(void **state)
{
	const size_t count = 50001;
	double *values, *sorted, q[BRACKET_QUANTILES], low, high;
	struct stats_rank at;
	int shape, order;
	size_t j;

	(void)state;
	for (shape = 0; shape < SHAPES; shape++)
		for (order = 0; order < 2; order++) {
			values = sample(shape, count);
			sorted = sample(shape, count);
			qsort(sorted, count, sizeof *sorted, by_value);
			stats_quantiles(order ? sorted : values, count, p95, BRACKET_QUANTILES,
					q, NULL);
			qsort(sorted, count, sizeof *sorted, by_value);
			for (j = 0; j < BRACKET_QUANTILES; j++) {
				at = stats_rank(count, p95[j]);
				low = sorted[at.whole];
				high = sorted[at.whole + 1];
				assert_true(q[j] == low + at.part * (high - low));
			}
			free(values);
			free(sorted);
		}
}

/* Reads a sample through brackets until they know, narrowed by its first blocks where there are
 * any; gives the number of runs. */
static int bracketed(const double *values, size_t count, size_t narrowing, const double *p,
		     double *q)
{
	static const double ratios[BRACKET_QUANTILES] = {1, 1, 1};
	const struct kernels *kernels = kernels_choose();
	struct bracket_counts *counts = malloc(sizeof *counts);
	double *pilot = malloc(4096 * sizeof *pilot), least = INFINITY, greatest = -INFINITY;
	struct brackets brackets;
	size_t i, left;
	int run = 0;

	assert_non_null(counts);
	assert_non_null(pilot);
	memcpy(pilot, values, 4096 * sizeof *pilot);
	brackets_place(&brackets, pilot, 4096, p);
	for (i = 0; i < count; i++) {
		least = fmin(least, values[i]);
		greatest = fmax(greatest, values[i]);
	}
	do {
		memset(counts, 0, sizeof *counts);
		for (i = 0; i < count; i += KERNEL_BLOCK) {
			left = count - i < KERNEL_BLOCK ? count - i : KERNEL_BLOCK;
			if (i > 0 && i == narrowing)
				brackets_narrow(&brackets, counts, i, p);
			brackets_count(&brackets, kernels, values + i, left, counts);
		}
		narrowing = 0;
		run++;
	} while (!brackets_read(&brackets, counts, count, least, greatest, p, ratios, q) &&
		 run < 20);
	free(counts);
	free(pilot);
	return run;
}

static void bins_give_quantiles_to_1e_4_of_the_interval(void **state)
{
	static const double intervals[] = {0.95, 0.5, 0.05, 0.999, 0.99999};
	const size_t count = 300001;
	double *values, q[BRACKET_QUANTILES], exact[BRACKET_QUANTILES], p[BRACKET_QUANTILES];
	char name[128];
	int shape, runs;
	size_t i, j;

	(void)state;
	for (shape = 0; shape < SHAPES; shape++)
		for (i = 0; i < sizeof intervals / sizeof *intervals; i++) {
			p[0] = (1 - intervals[i]) / 2;
			p[1] = 0.5;
			p[2] = 1 - p[0];
			values = sample(shape, count);
			runs = bracketed(values, count, 0, p, q);
			stats_quantiles(values, count, p, BRACKET_QUANTILES, exact, NULL);
			for (j = 0; j < BRACKET_QUANTILES; j++) {
				snprintf(name, sizeof name,
					 "shape %d, interval %g, quantile %g, %d runs", shape,
					 intervals[i], p[j], runs);
				if (!(fabs(q[j] - exact[j]) <=
				      1e-4 * (exact[2] - exact[0]) + 1e-15 * fabs(exact[j])))
					fail_msg("%s: got %.17g, want %.17g", name, q[j],
						 exact[j]);
			}
			assert_true(runs < 6);
			free(values);
		}
}

static void plain_shapes_need_one_run(void **state)
{
	double *values, q[BRACKET_QUANTILES];
	int shape;

	(void)state;
	for (shape = 0; shape < 4; shape++) {
		values = sample(shape, 300000);
		if (shape != 2)
			assert_int_equal(bracketed(values, 300000, 0, p95, q), 1);
		free(values);
	}
}

/* Narrower brackets of the same bins hold the same quantiles. */
static void narrowed_brackets_give_the_same_quantiles(void **state)
{
	static const double intervals[] = {0.95, 0.5, 0.05, 0.999, 0.99999};
	static const size_t narrowing[] = {4096, 16384, 150016, 299776};
	const size_t count = 300001;
	double *values, wide[BRACKET_QUANTILES], q[BRACKET_QUANTILES], p[BRACKET_QUANTILES];
	int shape;
	size_t i, n, j;

	(void)state;
	for (shape = 0; shape < SHAPES; shape++)
		for (i = 0; i < sizeof intervals / sizeof *intervals; i++) {
			p[0] = (1 - intervals[i]) / 2;
			p[1] = 0.5;
			p[2] = 1 - p[0];
			values = sample(shape, count);
			if (bracketed(values, count, 0, p, wide) > 1) {
				free(values);
				continue;
			}
			for (n = 0; n < sizeof narrowing / sizeof *narrowing; n++) {
				assert_int_equal(bracketed(values, count, narrowing[n], p, q),
						 1);
				for (j = 0; j < BRACKET_QUANTILES; j++)
					if (q[j] != wide[j])
						fail_msg("shape %d, interval %g, quantile %g, "
							 "after %zu: %.17g, not %.17g",
							 shape, intervals[i], p[j],
							 narrowing[n], q[j], wide[j]);
			}
			free(values);
		}
}

static void bins_of_a_constant_are_exact(void **state)
{
	double *values = sample(6, 200000), q[BRACKET_QUANTILES];

	(void)state;
	assert_int_equal(bracketed(values, 200000, 8192, p95, q), 1);
	assert_true(q[0] == 42 && q[1] == 42 && q[2] == 42);
	free(values);
}

static struct stats_part part_of(const double *values, size_t count, double shift)
{
	struct kernel_sums sums = stats_sums_start();
	size_t i;

	for (i = 0; i < count; i += KERNEL_BLOCK)
		kernels_choose()->sums(values + i, shift, &sums);
	return stats_sums_end(&sums);
}

static void moments_hold_far_from_zero(void **state)
{
	enum { COUNT = 512 };
	struct stats_part parts[2];
	double values[COUNT], mean, sd;
	size_t i;

	(void)state;
	/* 1e9 + 0 .. 511: mean 1e9 + 255.5, variance 512 * 513 / 12 with n - 1. */
	for (i = 0; i < COUNT; i++)
		values[i] = 1e9 + (double)(i * 5 % COUNT);
	parts[0] = part_of(values, COUNT / 2, 1e9 + 3);
	parts[1] = part_of(values + COUNT / 2, COUNT / 2, 1e9 + 3);
	stats_moments(parts, 2, 1, COUNT, 1e9 + 3, &mean, &sd);
	assert_true(mean == 1e9 + 255.5);
	assert_near(sd, sqrt(512 * 513 / 12.0), 1e-14, "sd");
	assert_true(fmin(parts[0].least, parts[1].least) == 1e9);
	assert_true(fmax(parts[0].greatest, parts[1].greatest) == 1e9 + 511);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(quantiles_interpolate_between_order_statistics),
	    cmocka_unit_test(selection_agrees_with_sorting),
	    cmocka_unit_test(quantiles_of_many_values_are_exact),
	    cmocka_unit_test(bins_give_quantiles_to_1e_4_of_the_interval),
	    cmocka_unit_test(plain_shapes_need_one_run),
	    cmocka_unit_test(narrowed_brackets_give_the_same_quantiles),
	    cmocka_unit_test(bins_of_a_constant_are_exact),
	    cmocka_unit_test(moments_hold_far_from_zero),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
