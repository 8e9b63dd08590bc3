/* Strata of draws: one point in each, at random, and evenly in two dimensions of the sequence.
 */

#include "lca/engine/strata.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lca/engine/kernel.h"
#include "lca/engine/rng.h"
#include "lca/engine/sobol.h"
#include "tests/harness.h"

enum { LEAST = STRATA_BITS_LEAST, SEEDS = 6400 };

/* The coordinates of one replicate, in order. */
static double *replicate_of(const struct strata *strata, struct rng_key key, uint64_t replicate)
{
	const struct kernels *kernels = kernels_choose();
	uint64_t points = UINT64_C(1) << strata->bits, first = replicate * points, i;
	double *u = malloc(points * sizeof *u);

	assert_non_null(u);
	for (i = 0; i < points; i += KERNEL_BLOCK) {
		key.block = (first + i) / KERNEL_BLOCK;
		kernels->stratified(strata, &key, u + i);
	}
	return u;
}

static void assert_one_in_each(const double *u, unsigned bits)
{
	size_t points = (size_t)1 << bits, i, at;
	char *met = calloc(points, 1);

	assert_non_null(met);
	for (i = 0; i < points; i++) {
		assert_true(u[i] > 0 && u[i] < 1);
		at = (size_t)(u[i] * (double)points);
		assert_false(met[at]);
		met[at] = 1;
	}
	free(met);
}

static void each_replicate_has_one_point_in_each_stratum(void **state)
{
	static const size_t dimensions[] = {0, 1, 2, 17, 1110, SOBOL_DIMENSIONS};
	static const uint64_t replicates[] = {0, 1, 15};
	struct strata strata;
	unsigned bits;
	size_t d, r;
	double *u;

	(void)state;
	for (bits = LEAST; bits <= LEAST + 7; bits++)
		for (d = 0; d < sizeof dimensions / sizeof *dimensions; d++)
			for (r = 0; r < 3; r++) {
				strata = strata_sobol(bits, dimensions[d]);
				u = replicate_of(&strata,
						 (struct rng_key){.seed = 5, .name = 77 + d},
						 replicates[r]);
				assert_one_in_each(u, bits);
				free(u);
			}
	strata = strata_sobol(STRATA_BITS_MOST, SOBOL_DIMENSIONS);
	assert_true(strata.latin);
	strata = strata_sobol(STRATA_BITS_MOST, SOBOL_DIMENSIONS - 1);
	assert_false(strata.latin);
}

/* The first two dimensions are a (0, k, 2)-net: one point in each box of 2^-a by 2^-(k - a),
 * which no scramble changes. */
static void two_dimensions_fill_every_box(void **state)
{
	enum { BITS = 11, POINTS = 1 << BITS };
	struct strata strata[2] = {strata_sobol(BITS, 0), strata_sobol(BITS, 1)};
	double *x = replicate_of(&strata[0], (struct rng_key){.seed = 3, .name = 1}, 4);
	double *y = replicate_of(&strata[1], (struct rng_key){.seed = 3, .name = 2}, 4);
	int a, i, at;

	(void)state;
	for (a = 0; a <= BITS; a++) {
		char met[POINTS] = {0};

		for (i = 0; i < POINTS; i++) {
			at = (int)(x[i] * (1 << a)) << (BITS - a) |
			     (int)(y[i] * (1 << (BITS - a)));
			assert_false(met[at]);
			met[at] = 1;
		}
	}
	free(x);
	free(y);
}

/* Chi-square of counts that are all expected to be equal, as standard deviations from its mean.
 */
static double chi_square(const size_t *counts, size_t cells, size_t total)
{
	double expected = (double)total / (double)cells, sum = 0, d;
	size_t i;

	for (i = 0; i < cells; i++) {
		d = (double)counts[i] - expected;
		sum += d * d / expected;
	}
	return (sum - (double)(cells - 1)) / sqrt(2 * (double)(cells - 1));
}

/* Over seeds, where a point lies is even, and so is where two points lie, or one point of two
 * draws or of two replicates. */
static void seeds_shuffle_evenly(void **state, bool latin)
{
	enum { CELLS = 16, PAIRS = 5 };
	struct strata strata = latin ? strata_latin(LEAST + 1) : strata_sobol(LEAST + 1, 3);
	static size_t counts[PAIRS][CELLS * CELLS], places[512];
	struct rng_key key = {.name = 0x9e3779b97f4a7c15};
	const struct kernels *kernels = kernels_choose();
	double u[KERNEL_BLOCK], other[KERNEL_BLOCK], next[KERNEL_BLOCK], later[KERNEL_BLOCK];
	size_t p, in;

	(void)state;
	memset(counts, 0, sizeof counts);
	memset(places, 0, sizeof places);
	for (key.seed = 0; key.seed < SEEDS; key.seed++) {
		key.block = 0;
		key.name = 4;
		kernels->stratified(&strata, &key, u);
		key.block = 1;
		kernels->stratified(&strata, &key, next);
		key.block = 2;
		kernels->stratified(&strata, &key, later);
		key.block = 0;
		key.name = 5;
		kernels->stratified(&strata, &key, other);
		places[(size_t)(u[0] * 512)]++;
		in = (size_t)(u[0] * CELLS) * CELLS;
		counts[0][in + (size_t)(other[0] * CELLS)]++;
		counts[1][in + (size_t)(later[0] * CELLS)]++;
		/* Within a stratum: the eight digits after it. */
		counts[2][(size_t)(fmod(u[7] * 512, 1) * 256)]++;
		counts[3][in + (size_t)(fmod(u[0] * 512, 1) * CELLS)]++;
		counts[4][(size_t)(next[200] * 256)]++;
	}
	assert_true(fabs(chi_square(places, 512, SEEDS)) < 4);
	for (p = 0; p < PAIRS; p++)
		assert_true(fabs(chi_square(counts[p], CELLS * CELLS, SEEDS)) < 4);
}

static void scrambles_are_even(void **state)
{
	seeds_shuffle_evenly(state, false);
}

static void permutations_are_even(void **state)
{
	seeds_shuffle_evenly(state, true);
}

/* Two points of a Latin hypercube fall into any two different strata alike; two neighbours of
 * the order are no nearer to each other than others. */
static void latin_pairs_are_even(void **state)
{
	enum { CELLS = 16 };
	static const size_t seconds[] = {1, 2, 3, 8, 128, 255};
	struct strata strata = strata_latin(LEAST);
	const struct kernels *kernels = kernels_choose();
	double u[KERNEL_BLOCK], expected, d, sum;
	size_t s, a, b, i, counts[CELLS][CELLS];
	struct rng_key key = {.name = 12};

	(void)state;
	for (s = 0; s < sizeof seconds / sizeof *seconds; s++) {
		memset(counts, 0, sizeof counts);
		sum = 0;
		for (key.seed = 0; key.seed < SEEDS; key.seed++) {
			kernels->stratified(&strata, &key, u);
			for (i = 0; i < 4; i++) {
				a = (size_t)(u[i * 51 % 256] * CELLS);
				b = (size_t)(u[(i * 51 + seconds[s]) % 256] * CELLS);
				counts[a][b]++;
			}
		}
		/* 16 strata a cell: both points in one cell 16 x 15 times of 256 x 255. */
		for (a = 0; a < CELLS; a++)
			for (b = 0; b < CELLS; b++) {
				expected =
				    4.0 * SEEDS * (a == b ? 16 * 15 : 16 * 16) / (256.0 * 255);
				d = (double)counts[a][b] - expected;
				sum += d * d / expected;
			}
		if (fabs(sum - 255) / sqrt(2 * 255) > 4)
			fail_msg("second point %zu: chi-square %g", seconds[s], sum);
	}
}

static void every_instruction_set_gives_the_same(void **state)
{
	struct strata strata[] = {strata_sobol(LEAST, 5), strata_sobol(14, 40),
				  strata_sobol(STRATA_BITS_MOST, 1110), strata_latin(LEAST),
				  strata_latin(21)};
	struct rng_key key = {.seed = 42, .name = 0xfedcba9876543210};
	double plain[KERNEL_BLOCK], other[KERNEL_BLOCK];
	const struct kernels *list[3];
	size_t count = kernels_all(list), s, k;

	(void)state;
	for (s = 0; s < sizeof strata / sizeof *strata; s++) {
		key.block = (UINT64_C(11) << (strata[s].bits - STRATA_BLOCK_BITS)) +
			    (strata[s].bits > LEAST ? 1 : 0);
		list[0]->stratified(&strata[s], &key, plain);
		for (k = 1; k < count; k++) {
			list[k]->stratified(&strata[s], &key, other);
			assert_memory_equal(plain, other, sizeof plain);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_replicate_has_one_point_in_each_stratum),
	    cmocka_unit_test(two_dimensions_fill_every_box),
	    cmocka_unit_test(scrambles_are_even),
	    cmocka_unit_test(permutations_are_even),
	    cmocka_unit_test(latin_pairs_are_even),
	    cmocka_unit_test(every_instruction_set_gives_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
