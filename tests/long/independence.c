/* Ten million draws of many names against each other: linear correlation of every pair of
 * names, of neighbouring samples, lanes, blocks, seeds and streams; pairs of uniforms in cells
 * of a square; stated rank correlations. Seeds are fixed. */

#include <stdlib.h>
#include <string.h>

#include "lca/engine/correlate.h"
#include "lca/engine/kernel.h"
#include "tests/engine.h"
#include "tests/near.h"

enum { BLOCKS = 39063, DRAWS = BLOCKS * KERNEL_BLOCK, SIDE = 32 };

/* What one in a million right ones goes beyond, about, for each of a few hundred scores. */
static const double rare = 5.5;

/* Names as sheets have them; some differ in a letter, a digit or their order alone. */
static const char *const names[] = {
    "x",
    "y",
    "a",
    "b",
    "ab",
    "ba",
    "x1",
    "x2",
    "x10",
    "electricity/FR/2021/gwp",
    "electricity/FR/2022/gwp",
    "electricity/RF/2022/gwp",
    "method/ember",
    "method/embre",
    "sites/jean-zay.intensity",
    "sites/jean-zay.pue",
    "training/final run.power",
    "training/final run.powes",
};

enum { NAMES = sizeof names / sizeof *names };

/* Both uniform: their product about 1/2 has the variance 1/144. */
struct pair {
	double sum;
	double count;
};

static void add_pairs(struct pair *pair, const double *a, const double *b, size_t count)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < count; i++)
		sum += (a[i] - 0.5) * (b[i] - 0.5);
	pair->sum += sum;
	pair->count += (double)count;
}

static int judge(const struct pair *pair, const char *what, const char *of)
{
	double score = 12 * pair->sum / sqrt(pair->count);

	if (fabs(score) < rare)
		return 0;
	print_error("%s of %s: correlation %.2g, %.1f standard errors\n", what, of,
		    12 * pair->sum / pair->count, score);
	return 1;
}

static void names_do_not_correlate(void **state)
{
	const struct kernels *kernels = kernels_choose();
	static double u[NAMES][KERNEL_BLOCK];
	static struct pair pairs[NAMES][NAMES];
	struct rng_key key = {.seed = 1};
	size_t i, j;
	int wrong = 0;

	(void)state;
	for (key.block = 0; key.block < BLOCKS; key.block++) {
		for (i = 0; i < NAMES; i++) {
			key.name = rng_hash(names[i]);
			kernels->random(&key, u[i]);
			for (j = 0; j < i; j++)
				add_pairs(&pairs[i][j], u[i], u[j], KERNEL_BLOCK);
		}
	}
	for (i = 0; i < NAMES; i++)
		for (j = 0; j < i; j++)
			wrong += judge(&pairs[i][j], names[i], names[j]);
	assert_int_equal(wrong, 0);
}

/* 1: the next lane; 8: the next number of a lane; 256: the same place of the next block. */
static void neighbours_do_not_correlate(void **state)
{
	static const size_t lags[] = {1,  2,  3,  4,  5,  6,   7,   8,	9,
				      15, 16, 17, 24, 32, 248, 255, 256};
	enum { LAGS = sizeof lags / sizeof *lags };
	const struct kernels *kernels = kernels_choose();
	double u[2 * KERNEL_BLOCK];
	struct pair pairs[LAGS];
	struct rng_key key = {.seed = 1};
	size_t i, k;
	int wrong = 0;

	(void)state;
	for (i = 0; i < NAMES; i += 5) {
		memset(pairs, 0, sizeof pairs);
		key.name = rng_hash(names[i]);
		for (key.block = 0; key.block < BLOCKS; key.block++) {
			kernels->random(&key, u + KERNEL_BLOCK);
			for (k = 0; k < LAGS && key.block > 0; k++)
				add_pairs(&pairs[k], u + KERNEL_BLOCK,
					  u + KERNEL_BLOCK - lags[k], KERNEL_BLOCK);
			memcpy(u, u + KERNEL_BLOCK, KERNEL_BLOCK * sizeof *u);
		}
		for (k = 0; k < LAGS; k++)
			wrong += judge(&pairs[k], names[i], "neighbours");
	}
	assert_int_equal(wrong, 0);
}

static void seeds_and_streams_do_not_correlate(void **state)
{
	static const struct rng_key others[] = {{.seed = 2},
						{.seed = 3},
						{.seed = UINT64_C(1) << 32 | 1},
						{.seed = 1, .stream = 1},
						{.seed = 1, .stream = 2},
						{.seed = 1, .stream = 8}};
	enum { OTHERS = sizeof others / sizeof *others };
	const struct kernels *kernels = kernels_choose();
	struct rng_key key = {.seed = 1, .name = rng_hash("x")}, other;
	struct pair pairs[OTHERS] = {{0}};
	double u[KERNEL_BLOCK], v[KERNEL_BLOCK];
	size_t i;
	int wrong = 0;

	(void)state;
	for (key.block = 0; key.block < BLOCKS; key.block++) {
		kernels->random(&key, u);
		for (i = 0; i < OTHERS; i++) {
			other = others[i];
			other.name = key.name;
			other.block = key.block;
			kernels->random(&other, v);
			add_pairs(&pairs[i], u, v, KERNEL_BLOCK);
		}
	}
	for (i = 0; i < OTHERS; i++)
		wrong += judge(&pairs[i], "seed or stream", "x");
	assert_int_equal(wrong, 0);
}

static void count_cells(uint64_t *cells, const double *a, const double *b, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		cells[(size_t)(a[i] * SIDE) * SIDE + (size_t)(b[i] * SIDE)]++;
}

/* Chi-square over the cells, as a standard normal number (Wilson and Hilferty 1931). */
static double cells_score(const uint64_t *cells)
{
	const double n = SIDE * SIDE - 1;
	double total = 0, chi_square = 0, expected;
	size_t i;

	for (i = 0; i < SIDE * SIDE; i++)
		total += (double)cells[i];
	expected = total / (SIDE * SIDE);
	for (i = 0; i < SIDE * SIDE; i++)
		chi_square += pow((double)cells[i] - expected, 2) / expected;
	return (cbrt(chi_square / n) - 1 + 2 / (9 * n)) / sqrt(2 / (9 * n));
}

/* Two names, the next number of a lane, the next lane, the next block. */
static void pairs_fill_the_square(void **state)
{
	static const size_t lags[] = {8, 1, KERNEL_BLOCK};
	static uint64_t cells[4][SIDE * SIDE];
	const struct kernels *kernels = kernels_choose();
	struct rng_key key = {.seed = 5};
	double u[2 * KERNEL_BLOCK], other[KERNEL_BLOCK];
	size_t k;

	(void)state;
	for (key.block = 0; key.block < BLOCKS; key.block++) {
		key.name = rng_hash("y");
		kernels->random(&key, other);
		key.name = rng_hash("x");
		kernels->random(&key, u + KERNEL_BLOCK);
		count_cells(cells[0], u + KERNEL_BLOCK, other, KERNEL_BLOCK);
		for (k = 0; k < 3 && key.block > 0; k++)
			count_cells(cells[k + 1], u + KERNEL_BLOCK, u + KERNEL_BLOCK - lags[k],
				    KERNEL_BLOCK);
		memcpy(u, u + KERNEL_BLOCK, KERNEL_BLOCK * sizeof *u);
	}
	for (k = 0; k < 4; k++)
		assert_near(cells_score(cells[k]), 0, rare, "chi-square of pairs");
}

/* Of two uniforms with the rank correlation rho, the mean product is 1/4 + rho / 12, and each
 * is still uniform. */
static void stated_rank_correlations_are_met(void **state)
{
	static const double stated[] = {-0.99, -0.7, -0.3, 0.1, 0.5, 0.9, 0.999};
	struct run_options options = options_of(DRAWS);
	struct correlation_flaw flaw;
	struct statistics s[3];
	size_t i, k;

	(void)state;
	options.threads = 0;
	for (i = 0; i < sizeof stated / sizeof *stated; i++) {
		const struct rank_correlation pair = {0, 1, stated[i]};
		struct bench b = bench_new();
		cell x = input(&b, "x", uniform(0, 1)), y = input(&b, "y", uniform(0, 1));
		cell outputs[] = {sheet_multiply(b.sheet, x, y), x, y};

		assert_true(sheet_correlate(b.sheet, &pair, 1, &flaw));
		run_sheet(b.sheet, outputs, 3, &options, s);
		assert_near((s[0].mean - 0.25 - stated[i] / 12) / s[0].error.mean, 0, rare,
			    "rank correlation");
		for (k = 1; k < 3; k++) {
			assert_near((s[k].mean - 0.5) / s[k].error.mean, 0, rare, "mean");
			assert_near((s[k].sd - sqrt(1.0 / 12)) / s[k].error.sd, 0, rare, "sd");
			assert_near((s[k].low - 0.025) / s[k].error.low, 0, rare, "low");
			assert_near((s[k].high - 0.975) / s[k].error.high, 0, rare, "high");
		}
		bench_free(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(names_do_not_correlate),
	    cmocka_unit_test(neighbours_do_not_correlate),
	    cmocka_unit_test(seeds_and_streams_do_not_correlate),
	    cmocka_unit_test(pairs_fill_the_square),
	    cmocka_unit_test(stated_rank_correlations_are_met),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
