/* The functions of the sample loops against long double ones, and equal bytes from every
 * instruction set. */

#include "lca/engine/math.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/dist.h"
#include "lca/engine/kernel.h"
#include "lca/engine/quantile_table.h"
#include "tests/near.h"

enum { STEPS = 200000 };

/* Distance of got from want, in units in the last place of want. */
static double ulps(double got, long double want)
{
	double rounded = fabs((double)want);
	long double unit = nextafter(rounded, INFINITY) - rounded;

	return (double)(fabsl((long double)got - want) / unit);
}

static void logarithm_is_within_an_ulp(void **state)
{
	double worst = 0, x, at = 0, error;
	int i;

	(void)state;
	for (i = 0; i <= STEPS; i++) {
		x = i % 2 ? exp2(-60 + 120.0 * i / STEPS) : 0.5 + (double)i / STEPS;
		error = ulps(math_log(x), logl(x));
		if (error > worst) {
			worst = error;
			at = x;
		}
	}
	if (worst >= 1)
		fail_msg("log(%.17g): %.3f ulp", at, worst);
	assert_true(math_log(1) == 0);
}

static double log1p_of(double x)
{
	return math_log1p(x);
}

static double exponential_of(double u)
{
	return math_exponential(u);
}

static long double exponential_wanted(long double u)
{
	return -log1pl(-u);
}

static double sine_of(double x)
{
	return math_sine(x);
}

static void exponential_is_within_an_ulp(void **state)
{
	double worst = 0, x, at = 0, error;
	int i;

	(void)state;
	for (i = 0; i <= STEPS; i++) {
		x = i % 2 ? -700 + 1400.0 * i / STEPS : -1 + 2.0 * i / STEPS;
		error = ulps(math_exp(x), expl(x));
		if (error > worst) {
			worst = error;
			at = x;
		}
	}
	if (worst >= 1)
		fail_msg("exp(%.17g): %.3f ulp", at, worst);
}

/* Arguments over all binary orders that occur. */
static void small_functions_are_within_three_ulps(void **state)
{
	static const struct {
		const char *name;
		double (*got)(double);
		long double (*want)(long double);
		double least, most; /* exponents of 2 */
	} cases[] = {
	    {"log1p", log1p_of, log1pl, -60, 10},
	    {"-log(1 - u)", exponential_of, exponential_wanted, -60, -1e-9},
	    {"sin", sine_of, sinl, -60, -0.35},
	};
	size_t c;
	int i;

	(void)state;
	for (c = 0; c < sizeof cases / sizeof *cases; c++)
		for (i = 0; i <= STEPS; i++) {
			double x =
			    exp2(cases[c].least + (cases[c].most - cases[c].least) * i / STEPS);
			double error = ulps(cases[c].got(x), cases[c].want(x));

			if (!(error <= 3))
				fail_msg("%s of %.17g: %.3f ulp", cases[c].name, x, error);
		}
}

static void exponential_has_its_limits(void **state)
{
	(void)state;
	assert_true(math_exp(0) == 1);
	assert_true(math_exp(-800) == 0);
	assert_true(math_exp(-INFINITY) == 0);
	assert_true(math_exp(709.79) == INFINITY);
	assert_true(math_exp(INFINITY) == INFINITY);
	assert_true(isnan(math_exp(NAN)));
	assert_near(math_exp(709.78), exp(709.78), 1e-15, "exp(709.78)");
	assert_near(math_exp(-707.9), exp(-707.9), 1e-15, "exp(-707.9)");
}

/* Tabulated to 15 digits or more: the centre, the join at 0.075, the far tail. */
static const struct {
	double p, z;
} normal_cases[] = {
    {0.5, 0},
    {0.25, -0.674489750196081743},
    {0.075, -1.43953147093845602},
    {0.025, -1.95996398454005424},
    {0.001, -3.09023230616781355},
    {1e-10, -6.36134090240406205},
    {1e-12, -7.03448382530113},
    {0x1p-53, -8.20953615160138552},
};

static void normal_quantile_meets_its_table(void **state)
{
	const struct kernels *list[3];
	size_t count = kernels_all(list), k, i;
	double u[KERNEL_BLOCK], x[KERNEL_BLOCK];
	char name[64];

	(void)state;
	for (k = 0; k < count; k++) {
		for (i = 0; i < KERNEL_BLOCK; i++)
			u[i] = normal_cases[i % (sizeof normal_cases / sizeof *normal_cases)].p;
		list[k]->normal(u, 0, 1, x);
		for (i = 0; i < KERNEL_BLOCK; i++) {
			snprintf(name, sizeof name, "%s: p = %g", list[k]->name, u[i]);
			assert_near(
			    x[i],
			    normal_cases[i % (sizeof normal_cases / sizeof *normal_cases)].z,
			    2e-12, name);
		}
	}
}

static void normal_quantile_agrees_with_the_slow_one(void **state)
{
	const struct dist dist = {.kind = DIST_NORMAL, .a = 0, .b = 1};
	const struct kernels *kernels = kernels_choose();
	double u[KERNEL_BLOCK], x[KERNEL_BLOCK];
	int i, block;

	(void)state;
	for (block = 0; block < 40; block++) {
		for (i = 0; i < KERNEL_BLOCK; i++)
			u[i] = block < 20
				   ? (block * KERNEL_BLOCK + i + 0.5) / (20 * KERNEL_BLOCK)
				   : exp2(-1 - 50.0 * ((block - 20) * KERNEL_BLOCK + i) /
						   (20 * KERNEL_BLOCK));
		kernels->normal(u, 0, 1, x);
		for (i = 0; i < KERNEL_BLOCK; i++)
			assert_near(x[i], dist_quantile(&dist, u[i]), 1e-13, "normal quantile");
	}
}

/* Half of them spread evenly, half far into the tails. */
static void spread(double *u, int block)
{
	double v;
	int i;

	for (i = 0; i < KERNEL_BLOCK; i++) {
		v = exp2(-1.0 - 38.0 * (i + 0.37) / KERNEL_BLOCK - block * 0.0078);
		u[i] = block % 2 ? (i + 0.37) / KERNEL_BLOCK : i % 2 ? v : 1 - v;
	}
}

static const struct dist shapes[] = {
    {.kind = DIST_UNIFORM, .a = 0.6, .c = 0.95},
    {.kind = DIST_TRIANGULAR, .a = 1.08, .b = 1.2, .c = 1.3},
    {.kind = DIST_TRIANGULAR, .a = 0, .b = 0, .c = 2},
    {.kind = DIST_TRIANGULAR, .a = -1, .b = 2, .c = 2},
    {.kind = DIST_LOGNORMAL, .a = 2500, .b = 1.25},
    {.kind = DIST_LOGNORMAL, .a = 3, .b = 2, .c = -1},
    {.kind = DIST_PERT, .a = 160, .b = 280, .c = 400},
    {.kind = DIST_PERT, .a = 1e-6, .b = 4e-6, .c = 2e-5},
    {.kind = DIST_PERT, .a = 0, .b = 0, .c = 1},
    {.kind = DIST_PERT, .a = -3, .b = 5, .c = 5},
};

static void sample(const struct kernels *kernels, const struct dist *dist,
		   const struct quantile_table *table, const double *u, double *x)
{
	switch (dist->kind) {
	case DIST_EXACT:
	case DIST_NORMAL:
		kernels->normal(u, dist->a, dist->b, x);
		return;
	case DIST_LOGNORMAL:
		kernels->lognormal(u, log(dist->a), log(dist->b), dist->c, x);
		return;
	case DIST_UNIFORM:
		kernels->uniform(u, dist->a, dist->c, x);
		return;
	case DIST_TRIANGULAR:
		kernels->triangular(u, dist->a, dist->b, dist->c, x);
		return;
	case DIST_PERT:
		kernels->table(u, table, x);
		return;
	case DIST_BETA:
	case DIST_GAMMA:
	case DIST_WEIBULL:
	case DIST_STUDENT:
	case DIST_ARCSINE:
	case DIST_TRAPEZOID:
	case DIST_DISCRETE:
	case DIST_EMPIRICAL:
		assert_true(false);
	}
}

static void quantile_kernels_meet_the_distributions(void **state)
{
	struct quantile_table *table = calloc(1, sizeof *table);
	const struct kernels *kernels = kernels_choose();
	double u[KERNEL_BLOCK], x[KERNEL_BLOCK], want, scale;
	size_t s;
	int block, i;

	(void)state;
	assert_non_null(table);
	for (s = 0; s < sizeof shapes / sizeof *shapes; s++) {
		if (shapes[s].kind == DIST_PERT)
			quantile_table_fill(table, &shapes[s]);
		for (block = 0; block < 8; block++) {
			spread(u, block);
			sample(kernels, &shapes[s], table, u, x);
			for (i = 0; i < KERNEL_BLOCK; i++) {
				want = dist_quantile(&shapes[s], u[i]);
				scale = shapes[s].kind == DIST_LOGNORMAL
					    ? fabs(want)
					    : shapes[s].c - shapes[s].a;
				if (!(fabs(x[i] - want) <= 1e-9 * scale))
					fail_msg("shape %zu: quantile %.17g: got %.17g, want "
						 "%.17g",
						 s, u[i], x[i], want);
			}
		}
	}
	free(table);
}

static void tabulated_quantiles_never_fall(void **state)
{
	struct quantile_table *table = calloc(1, sizeof *table);
	const struct kernels *kernels = kernels_choose();
	double u[KERNEL_BLOCK], x[KERNEL_BLOCK], last;
	size_t s;
	int i, block;

	(void)state;
	assert_non_null(table);
	for (s = 0; s < sizeof shapes / sizeof *shapes; s++) {
		if (shapes[s].kind != DIST_PERT)
			continue;
		quantile_table_fill(table, &shapes[s]);
		last = shapes[s].a;
		for (block = 0; block < 200; block++) {
			for (i = 0; i < KERNEL_BLOCK; i++)
				u[i] = (block * KERNEL_BLOCK + i + 0.5) / (200 * KERNEL_BLOCK);
			kernels->table(u, table, x);
			for (i = 0; i < KERNEL_BLOCK; i++) {
				assert_true(x[i] >= last && x[i] <= shapes[s].c);
				last = x[i];
			}
		}
	}
	free(table);
}

/* Every kernel of every instruction set gives the bytes of the plain ones. */
static void instruction_sets_give_equal_bytes(void **state)
{
	struct quantile_table *table = calloc(1, sizeof *table);
	const struct kernels *list[3];
	size_t count = kernels_all(list), k, s;
	double u[KERNEL_BLOCK], plain[KERNEL_BLOCK], x[KERNEL_BLOCK], y[KERNEL_BLOCK];
	struct rng_key key = {.seed = 5, .name = 6};
	struct kernel_sums sums, plain_sums;
	int operation;

	(void)state;
	assert_non_null(table);
	for (key.block = 0; key.block < 50; key.block++) {
		for (k = 1; k < count; k++) {
			list[0]->random(&key, u);
			list[k]->random(&key, x);
			assert_memory_equal(u, x, sizeof u);
			for (s = 0; s < sizeof shapes / sizeof *shapes; s++) {
				if (shapes[s].kind == DIST_PERT && key.block == 0)
					quantile_table_fill(table, &shapes[s]);
				sample(list[0], &shapes[s], table, u, plain);
				sample(list[k], &shapes[s], table, u, x);
				assert_memory_equal(plain, x, sizeof x);
			}
			list[0]->normal(u, 1, 2, x);
			for (operation = 0; operation < KERNEL_OPERATIONS; operation++) {
				list[0]->number[operation](x, 1.7, plain);
				list[k]->number[operation](x, 1.7, y);
				assert_memory_equal(plain, y, sizeof y);
				if (operation >= KERNEL_REVERSE_SUBTRACT)
					continue;
				list[0]->columns[operation](x, u, plain);
				list[k]->columns[operation](x, u, y);
				assert_memory_equal(plain, y, sizeof y);
			}
			memset(&plain_sums, 0, sizeof plain_sums);
			memset(&sums, 0, sizeof sums);
			list[0]->sums(x, 0.3, &plain_sums);
			list[k]->sums(x, 0.3, &sums);
			assert_memory_equal(&plain_sums, &sums, sizeof sums);
		}
	}
	free(table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(logarithm_is_within_an_ulp),
	    cmocka_unit_test(exponential_is_within_an_ulp),
	    cmocka_unit_test(exponential_has_its_limits),
	    cmocka_unit_test(small_functions_are_within_three_ulps),
	    cmocka_unit_test(normal_quantile_meets_its_table),
	    cmocka_unit_test(normal_quantile_agrees_with_the_slow_one),
	    cmocka_unit_test(quantile_kernels_meet_the_distributions),
	    cmocka_unit_test(tabulated_quantiles_never_fall),
	    cmocka_unit_test(instruction_sets_give_equal_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
