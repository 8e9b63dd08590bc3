/* What the sample loops make of each distribution, through a plan, against its quantile
 * function: in the tails too, cut and not, and the same bytes from every instruction set. */

#include <math.h>
#include <string.h>

#include "lca/engine/kernel.h"
#include "lca/engine/plan.h"
#include "tests/engine.h"
#include "tests/near.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

enum { STEPS_MOST = 8, BLOCKS = 48 };

static const double closed = 1e-12, tabulated = 1e-9;

static const double values[] = {-2, 0.5, 1, 4, 4.5}, ranks[] = {0.1, 0.35, 0.5, 0.9, 1};
static const double readings[] = {1.5, 2, 2, 3, 8};
static const struct dist_points weighted = {COUNT(values), values, ranks};
static const struct dist_points measured = {COUNT(readings), readings, NULL};

/* Errors are shares of the greater of |x| and the standard deviation (of the scale where that
 * is infinite). */
static const struct {
	struct dist dist;
	double error;
} cases[] = {
    {{.kind = DIST_NORMAL, .a = 3, .b = 0.8}, closed},
    {{.kind = DIST_LOGNORMAL, .a = 2500, .b = 1.25}, closed},
    {{.kind = DIST_LOGNORMAL, .a = 3, .b = 2, .c = -1}, closed},
    {{.kind = DIST_UNIFORM, .a = 0.6, .c = 0.95}, closed},
    {{.kind = DIST_TRIANGULAR, .a = 1.08, .b = 1.2, .c = 1.3}, closed},
    {{.kind = DIST_TRIANGULAR, .a = 0, .b = 0, .c = 2}, closed},
    {{.kind = DIST_TRIANGULAR, .a = -1, .b = 2, .c = 2}, closed},
    {{.kind = DIST_PERT, .a = 160, .b = 280, .c = 400}, tabulated},
    {{.kind = DIST_PERT, .a = 1e-6, .b = 4e-6, .c = 2e-5}, tabulated},
    {{.kind = DIST_PERT, .a = 0, .b = 0, .c = 1}, tabulated},
    {{.kind = DIST_PERT, .a = -3, .b = 5, .c = 5}, tabulated},
    {{.kind = DIST_BETA, .a = 0, .b = 0.5, .c = 1, .d = 0.5}, tabulated},
    {{.kind = DIST_BETA, .a = 0, .b = 200, .c = 1, .d = 3}, tabulated},
    {{.kind = DIST_BETA, .a = -5, .b = 2, .c = 7, .d = 0.3}, tabulated},
    {{.kind = DIST_BETA, .a = 0, .b = 0.2, .c = 1, .d = 0.2}, tabulated},
    {{.kind = DIST_BETA, .a = 0, .b = 0.1, .c = 1, .d = 0.2}, tabulated},
    {{.kind = DIST_BETA, .a = 0, .b = 0.01, .c = 1, .d = 0.02}, closed},
    {{.kind = DIST_STUDENT, .a = 0, .b = 1, .d = 0.1}, closed},
    {{.kind = DIST_BETA, .a = 0, .b = 1e4, .c = 1, .d = 1e4}, tabulated},
    {{.kind = DIST_GAMMA, .a = 1, .b = 0.01}, tabulated},
    {{.kind = DIST_GAMMA, .a = 2, .b = 0.3}, tabulated},
    {{.kind = DIST_GAMMA, .a = 3, .b = 1, .c = -3}, tabulated},
    {{.kind = DIST_GAMMA, .a = 1, .b = 2.5, .c = 10}, tabulated},
    {{.kind = DIST_GAMMA, .a = 0.01, .b = 1e4}, tabulated},
    {{.kind = DIST_GAMMA, .a = 1, .b = 3e6}, tabulated},
    {{.kind = DIST_STUDENT, .a = 0, .b = 1, .d = 0.5}, tabulated},
    {{.kind = DIST_STUDENT, .a = 0, .b = 1, .d = 1}, tabulated},
    {{.kind = DIST_STUDENT, .a = 3, .b = 2, .d = 2}, tabulated},
    {{.kind = DIST_STUDENT, .a = -1, .b = 0.1, .d = 9}, tabulated},
    {{.kind = DIST_STUDENT, .a = 0, .b = 1, .d = 1e6}, tabulated},
    {{.kind = DIST_WEIBULL, .a = 1, .b = 0.3}, closed},
    {{.kind = DIST_WEIBULL, .a = 100, .b = 5, .c = 10}, closed},
    {{.kind = DIST_WEIBULL, .a = 1, .b = 1000}, closed},
    {{.kind = DIST_ARCSINE, .a = -1, .c = 1}, closed},
    {{.kind = DIST_ARCSINE, .a = 3, .c = 5}, closed},
    {{.kind = DIST_TRAPEZOID, .a = -1, .b = 0.5, .c = 1}, closed},
    {{.kind = DIST_TRAPEZOID, .a = 2, .b = 0.001, .c = 4}, closed},
    {{.kind = DIST_TRAPEZOID, .a = 0, .b = 0.9999, .c = 2}, closed},
    {{.kind = DIST_DISCRETE, .a = 1, .points = &weighted}, closed},
    {{.kind = DIST_DISCRETE, .a = 0.3, .points = &weighted}, closed},
    {{.kind = DIST_EMPIRICAL, .a = 1, .points = &measured}, closed},
    {{.kind = DIST_EMPIRICAL, .a = 0.3, .points = &measured}, closed},
    {{.kind = DIST_NORMAL, .b = 1, .cut = true, .low = -1, .high = 2}, closed},
    {{.kind = DIST_NORMAL, .b = 1, .cut = true, .low = -INFINITY, .high = -1}, closed},
    {{.kind = DIST_LOGNORMAL, .a = 1, .b = 2, .cut = true, .low = 0.5, .high = INFINITY},
     tabulated},
    {{.kind = DIST_GAMMA, .a = 1, .b = 0.5, .cut = true, .low = 0.1, .high = 3}, tabulated},
    {{.kind = DIST_STUDENT, .b = 1, .d = 3, .cut = true, .low = -2, .high = INFINITY},
     tabulated},
    {{.kind = DIST_DISCRETE, .a = 1, .points = &weighted, .cut = true, .low = 0.5, .high = 4},
     closed},
    {{.kind = DIST_EMPIRICAL, .a = 1, .points = &measured, .cut = true, .low = 2, .high = 5},
     closed},
};

/* The steps of one input, from column 0, its uniforms. */
struct steps {
	struct bench bench;
	struct plan plan;
	double columns[STEPS_MOST][KERNEL_BLOCK];
};

static void steps_make(struct steps *steps, const struct dist *dist)
{
	cell c;

	steps->bench = bench_new();
	c = input(&steps->bench, "x", *dist);
	plan_make(&steps->plan, steps->bench.arena, steps->bench.sheet, &c, 1, false);
	assert_true(steps->plan.count <= STEPS_MOST);
	assert_int_equal(steps->plan.steps[0].kind, STEP_RANDOM);
}

static const double *sample(struct steps *steps, const struct kernels *kernels, const double *u)
{
	double *columns[STEPS_MOST];
	size_t i;

	for (i = 0; i < STEPS_MOST; i++)
		columns[i] = steps->columns[i];
	memcpy(columns[0], u, KERNEL_BLOCK * sizeof *u);
	for (i = 1; i < steps->plan.count; i++)
		plan_step(&steps->plan.steps[i], kernels, (struct rng_key){0}, columns);
	return columns[steps->plan.count - 1];
}

/* Ascending over all blocks: a third in either tail down to 2^-53, a third in between. */
static void spread(double *u, int block)
{
	double share;
	int i;

	for (i = 0; i < KERNEL_BLOCK; i++) {
		share = 3 * (block * KERNEL_BLOCK + i + 0.37) / (BLOCKS * KERNEL_BLOCK);
		if (share < 1)
			u[i] = exp2(-53 + 51 * share);
		else if (share < 2)
			u[i] = 0.25 + 0.5 * (share - 1);
		else
			u[i] = 1 - exp2(-53 + 51 * (3 - share));
	}
}

static double scale_of(const struct dist *dist)
{
	double sd = dist_sd(dist);

	return isfinite(sd) ? sd : dist->b;
}

static void meets_the_quantile_function(void **state)
{
	const struct kernels *kernels = kernels_choose();
	struct steps steps;
	double u[KERNEL_BLOCK];
	size_t c;
	int block, i;

	(void)state;
	for (c = 0; c < COUNT(cases); c++) {
		double scale = scale_of(&cases[c].dist);

		steps_make(&steps, &cases[c].dist);
		for (block = 0; block < BLOCKS; block++) {
			const double *x;

			spread(u, block);
			x = sample(&steps, kernels, u);
			for (i = 0; i < KERNEL_BLOCK; i++) {
				double want = dist_quantile(&cases[c].dist, u[i]);

				/* Ranks of a cut are rounded where they are near 1. */
				if (cases[c].dist.cut && u[i] > 1 - 1e-6)
					continue;
				if (!(fabs(x[i] - want) <=
				      cases[c].error * fmax(fabs(want), scale)))
					fail_msg("case %zu: quantile %.17g: got %.17g, want "
						 "%.17g",
						 c, u[i], x[i], want);
			}
		}
		bench_free(&steps.bench);
	}
}

/* But for the rounding of a value, in the last place. */
static void never_falls_nor_leaves_the_support(void **state)
{
	const struct kernels *kernels = kernels_choose();
	struct steps steps;
	double u[KERNEL_BLOCK], low, high, last;
	size_t c;
	int block, i;

	(void)state;
	for (c = 0; c < COUNT(cases); c++) {
		dist_support(&cases[c].dist, &low, &high);
		last = low;
		steps_make(&steps, &cases[c].dist);
		for (block = 0; block < BLOCKS; block++) {
			const double *x;

			spread(u, block);
			x = sample(&steps, kernels, u);
			for (i = 0; i < KERNEL_BLOCK; i++) {
				double slack =
				    4e-16 * fmax(fabs(x[i]), isfinite(last) ? fabs(last) : 0);

				if (!(x[i] >= last - slack && x[i] <= high + slack))
					fail_msg("case %zu: quantile %.17g is %.17g after "
						 "%.17g",
						 c, u[i], x[i], last);
				last = fmax(last, x[i]);
			}
		}
		bench_free(&steps.bench);
	}
}

static void has_equal_bytes_from_every_instruction_set(void **state)
{
	const struct kernels *list[3];
	size_t count = kernels_all(list), k, c;
	struct steps steps;
	double u[KERNEL_BLOCK], plain[KERNEL_BLOCK];
	int block;

	(void)state;
	for (c = 0; c < COUNT(cases); c++) {
		steps_make(&steps, &cases[c].dist);
		for (block = 0; block < BLOCKS; block++) {
			spread(u, block);
			memcpy(plain, sample(&steps, list[0], u), sizeof plain);
			for (k = 1; k < count; k++)
				assert_memory_equal(plain, sample(&steps, list[k], u),
						    sizeof plain);
		}
		bench_free(&steps.bench);
	}
}

/* The moments of 2^20 samples within six standard errors; of the mean alone where the fourth
 * moment is far away. */
static void has_the_moments_of_its_samples(void **state)
{
	enum { MANY = 1 << 12 };
	const struct kernels *kernels = kernels_choose();
	struct steps steps;
	double u[KERNEL_BLOCK];
	size_t c;
	int block, i;

	(void)state;
	for (c = 0; c < COUNT(cases); c++) {
		const struct dist *dist = &cases[c].dist;
		double mean = dist_mean(dist), sd = dist_sd(dist), n = MANY * KERNEL_BLOCK;
		double sum = 0, squares = 0, fourth = 0, variance;

		if (!isfinite(sd) || (dist->kind == DIST_STUDENT && !dist->cut && dist->d < 5))
			continue;
		steps_make(&steps, dist);
		for (block = 0; block < MANY; block++) {
			const double *x;

			kernels->random(&(struct rng_key){.seed = 3, .block = (uint64_t)block},
					u);
			x = sample(&steps, kernels, u);
			for (i = 0; i < KERNEL_BLOCK; i++) {
				double off = (x[i] - mean) / sd;

				sum += off;
				squares += off * off;
				fourth += off * off * off * off;
			}
		}
		variance = squares / n;
		if (!(fabs(sum / n) <= 6 / sqrt(n)))
			fail_msg("case %zu: mean off by %g sd", c, sum / n);
		if (!(fabs(variance - 1) <= 6 * sqrt((fourth / n - variance * variance) / n)))
			fail_msg("case %zu: variance %g of what it should be", c, variance);
		bench_free(&steps.bench);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(meets_the_quantile_function),
	    cmocka_unit_test(never_falls_nor_leaves_the_support),
	    cmocka_unit_test(has_equal_bytes_from_every_instruction_set),
	    cmocka_unit_test(has_the_moments_of_its_samples),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
