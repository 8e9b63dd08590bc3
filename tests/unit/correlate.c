/* Matrices of correlations, groups of draws, and the distribution function behind them. */

#include "lca/engine/correlate.h"

#include <stdlib.h>
#include <string.h>

#include "lca/engine/kernel.h"
#include "tests/engine.h"
#include "tests/near.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* P(Z < z) to 20 digits, from another program's arbitrary precision. */
static const struct {
	double z, p;
} normal_cases[] = {
    {-8.2, 1.2019351542735858152e-16},
    {-6.5, 4.0160005838591178083e-11},
    {-5, 2.8665157187919391167e-7},
    {-3.25, 0.00057702504239076704292},
    {-2, 0.0227501319481792072},
    {-1, 0.15865525393145705141},
    {-0.6744897501960817, 0.250000000000000012},
    {-0.46875, 0.31962417151711762604},
    {-0.1, 0.46017216272297101633},
    {-1e-9, 0.4999999996010577196},
    {0, 0.5},
    {0.25, 0.59870632568292372424},
    {1.5, 0.933192798731141934},
    {4, 0.99996832875816688008},
    {8, 0.9999999999999993779},
};

static void normal_probability_meets_its_table(void **state)
{
	const struct kernels *list[3];
	double z[KERNEL_BLOCK] = {0}, u[KERNEL_BLOCK];
	size_t levels = kernels_all(list), level, i;

	(void)state;
	for (i = 0; i < COUNT(normal_cases); i++)
		z[i] = normal_cases[i].z;
	for (level = 0; level < levels; level++) {
		list[level]->below(z, u);
		for (i = 0; i < COUNT(normal_cases); i++)
			assert_near(u[i], normal_cases[i].p, 3e-15, list[level]->name);
	}
}

static void normal_probability_is_that_of_a_uniform(void **state)
{
	const struct kernels *list[3];
	double z[KERNEL_BLOCK], first[KERNEL_BLOCK], u[KERNEL_BLOCK];
	size_t levels = kernels_all(list), level, block, i;

	(void)state;
	for (block = 0; block < 400; block++) {
		for (i = 0; i < KERNEL_BLOCK; i++)
			z[i] = ((double)(block * KERNEL_BLOCK + i) - 51200) / 1024;
		for (level = 0; level < levels; level++) {
			list[level]->below(z, u);
			if (level == 0)
				memcpy(first, u, sizeof u);
			assert_memory_equal(first, u, sizeof u);
		}
		for (i = 0; i < KERNEL_BLOCK; i++)
			assert_true(u[i] >= 0x1p-53 && u[i] <= 1 - 0x1p-53);
		for (i = 1; i < KERNEL_BLOCK; i++)
			assert_true(u[i] >= u[i - 1]);
	}
}

static void ranks_and_scores_turn_into_each_other(void **state)
{
	static const struct {
		double rho, r;
	} cases[] = {{0, 0},
		     {0.5, 0.51763809020504152},
		     {-0.5, -0.51763809020504152},
		     {0.9, 0.90798099947909361},
		     {1, 1},
		     {-1, -1}};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		assert_near(correlate_normal(cases[i].rho), cases[i].r, 1e-14, "r of rho");
		assert_near(correlate_rank(cases[i].r), cases[i].rho, 1e-14, "rho of r");
	}
}

static void factor_gives_the_matrix_back(void **state)
{
	static const double m[] = {1, 0.5, -0.3, 0.5, 1, 0.2, -0.3, 0.2, 1};
	double lower[9], sum;
	size_t i, j, k;

	(void)state;
	assert_int_equal(correlate_factor(m, 3, lower), 3);
	for (i = 0; i < 3; i++)
		for (j = 0; j < 3; j++) {
			for (sum = 0, k = 0; k < 3; k++)
				sum += lower[i * 3 + k] * lower[j * 3 + k];
			assert_near(sum, m[i * 3 + j], 1e-15, "L L'");
			assert_true(j <= i || lower[i * 3 + j] == 0);
		}
}

/* Three draws: r_13 lies between r_12 r_23 -+ sqrt((1 - r_12^2) (1 - r_23^2)). */
static void interval_of_three_is_the_closed_form(void **state)
{
	const double m[] = {1, 0.8, 0, 0.8, 1, 0.7, 0, 0.7, 1};
	const double width = sqrt((1 - 0.64) * (1 - 0.49));
	double low = 0, high = 0, lower[9], inside[9];
	size_t k;

	(void)state;
	assert_int_equal(correlate_factor(m, 3, lower), 2);
	assert_true(correlate_interval(m, 3, 0, 2, &low, &high));
	assert_near(low, 0.56 - width, 1e-8, "low");
	assert_near(high, 0.56 + width, 1e-8, "high");
	for (k = 0; k < 2; k++) {
		memcpy(inside, m, sizeof inside);
		inside[2] = inside[6] = k == 0 ? low + 1e-9 : high - 1e-9;
		assert_int_equal(correlate_factor(inside, 3, lower), 3);
		inside[2] = inside[6] = k == 0 ? low - 1e-9 : high + 1e-9;
		assert_int_equal(correlate_factor(inside, 3, lower), 2);
	}
}

/* a-b and c-d are fine; d, e, f contradict each other. */
static void conflict_is_the_smallest_set(void **state)
{
	enum { N = 6 };
	static const struct {
		size_t i, j;
		double r;
	} pairs[] = {{0, 1, 0.5}, {2, 3, 0.4}, {3, 4, 0.9}, {3, 5, 0.9}, {4, 5, -0.5}};
	double m[N * N] = {0}, low, high;
	size_t rows[N], i;

	(void)state;
	for (i = 0; i < N; i++)
		m[i * N + i] = 1;
	for (i = 0; i < COUNT(pairs); i++)
		m[pairs[i].i * N + pairs[i].j] = m[pairs[i].j * N + pairs[i].i] = pairs[i].r;
	assert_int_equal(correlate_conflict(m, N, rows), 3);
	assert_int_equal(rows[0], 3);
	assert_int_equal(rows[1], 4);
	assert_int_equal(rows[2], 5);
	/* Nothing that a and b do helps. */
	assert_false(correlate_interval(m, N, 0, 1, &low, &high));
	assert_true(correlate_interval(m, N, 4, 5, &low, &high));
}

struct letters {
	struct bench bench;
	cell cells[5];
	size_t draws[5];
};

/* Inputs e, d, c, b, a: draws by name are another order than that of the sheet. */
static struct letters letters_new(void)
{
	static const char *const names[] = {"e", "d", "c", "b", "a"};
	struct letters l = {.bench = bench_new()};
	size_t i;

	for (i = 0; i < 5; i++) {
		l.cells[i] = input(&l.bench, names[i], lognormal(2, 1.5));
		assert_true(sheet_find_draw(l.bench.sheet, names[i], &l.draws[i]));
	}
	return l;
}

static void groups_are_what_pairs_link(void **state)
{
	struct letters l = letters_new();
	const struct sheet *sheet = l.bench.sheet;
	const struct rank_correlation pairs[] = {
	    {l.draws[0], l.draws[1], 0.5},
	    {l.draws[1], l.draws[4], -0.3},
	    {l.draws[2], l.draws[3], 0},
	};
	const cell ae = sheet_add(l.bench.sheet, l.cells[0], l.cells[4]);
	const cell all =
	    sheet_add(l.bench.sheet, ae, sheet_add(l.bench.sheet, l.cells[1], l.cells[2]));
	struct correlation_flaw flaw;
	size_t i;

	(void)state;
	for (i = 0; i < 5; i++)
		assert_int_equal(sheet_group(sheet, l.draws[i]), l.draws[i]);
	assert_true(sheet_correlate(l.bench.sheet, pairs, COUNT(pairs), &flaw));
	assert_int_equal(sheet_group(sheet, l.draws[0]), l.draws[4]);
	assert_int_equal(sheet_group(sheet, l.draws[1]), l.draws[4]);
	assert_int_equal(sheet_group(sheet, l.draws[4]), l.draws[4]);
	assert_int_equal(sheet_group(sheet, l.draws[2]), l.draws[2]);
	assert_int_equal(sheet_group(sheet, l.draws[3]), l.draws[3]);
	assert_int_equal(sheet_group_size(sheet, l.draws[0]), 3);
	assert_int_equal(sheet_group_size(sheet, l.draws[2]), 1);
	assert_string_equal(sheet_group_name(l.bench.arena, sheet, all, l.draws[1]),
			    "a with d, e");
	assert_string_equal(sheet_group_name(l.bench.arena, sheet, ae, l.draws[1]), "a with e");
	assert_string_equal(sheet_group_name(l.bench.arena, sheet, l.cells[1], l.draws[0]),
			    "d");
	assert_string_equal(sheet_group_name(l.bench.arena, sheet, all, l.draws[2]), "c");
	assert_true(sheet_depends(sheet, l.cells[0], l.draws[0]));
	assert_false(sheet_depends(sheet, l.cells[0], l.draws[1]));
	assert_true(sheet_depends_group(sheet, l.cells[0], l.draws[1]));
	assert_false(sheet_depends_group(sheet, l.cells[0], l.draws[2]));
	bench_free(&l.bench);
}

static void impossible_pairs_are_told_with_what_would_do(void **state)
{
	struct letters l = letters_new();
	struct rank_correlation pairs[] = {
	    {l.draws[3], l.draws[2], 0.2},
	    {l.draws[0], l.draws[1], 0.9},
	    {l.draws[1], l.draws[2], 0.85},
	};
	const double cd = correlate_normal(0.85), bc = correlate_normal(0.2);
	struct correlation_flaw flaw;

	(void)state;
	assert_false(sheet_correlate(l.bench.sheet, pairs, COUNT(pairs), &flaw));
	assert_int_equal(sheet_group(l.bench.sheet, l.draws[0]), l.draws[0]);
	assert_int_equal(flaw.pair, 1);
	/* With b beside c: r_de^2 < 1 - r_cd^2 / (1 - r_bc^2). */
	assert_near(flaw.high, correlate_rank(sqrt(1 - cd * cd / (1 - bc * bc))), 1e-6, "high");
	assert_near(flaw.low, -flaw.high, 1e-6, "low");
	assert_true(flaw.unstated);
	assert_true((flaw.a == l.draws[2] && flaw.b == l.draws[0]) ||
		    (flaw.a == l.draws[0] && flaw.b == l.draws[2]));
	pairs[1].rho = flaw.high - 1e-6;
	assert_true(sheet_correlate(l.bench.sheet, pairs, COUNT(pairs), &flaw));
	bench_free(&l.bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(normal_probability_meets_its_table),
	    cmocka_unit_test(normal_probability_is_that_of_a_uniform),
	    cmocka_unit_test(ranks_and_scores_turn_into_each_other),
	    cmocka_unit_test(factor_gives_the_matrix_back),
	    cmocka_unit_test(interval_of_three_is_the_closed_form),
	    cmocka_unit_test(conflict_is_the_smallest_set),
	    cmocka_unit_test(groups_are_what_pairs_link),
	    cmocka_unit_test(impossible_pairs_are_told_with_what_would_do),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
