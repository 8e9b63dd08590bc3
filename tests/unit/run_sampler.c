/* Samplers against closed forms: no bias, honest errors, and what stratifying gains. */

#include "lca/engine/run.h"

#include <math.h>
#include <stdio.h>

#include "tests/engine.h"
#include "tests/near.h"

enum { SEEDS = 120, FIGURES = 5, FACTORS = 8 };

static const char *const names[] = {"plain", "sobol", "latin"};
static const char *const figure_names[FIGURES] = {"mean", "sd", "median", "low", "high"};

/* Quantile 0.975 of the standard normal, and of Student's t with 15 degrees of freedom, which
 * 16 replicates have. */
static const double z975 = 1.95996398454005424, t975 = 2.13144954556;

static struct run_options with(enum sampler sampler, uint64_t samples)
{
	struct run_options options = options_of(samples);

	options.sampler = sampler;
	return options;
}

static void points_are_replicates_of_a_power_of_two(void **state)
{
	static const struct {
		enum sampler sampler;
		uint64_t samples, points;
	} cases[] = {
	    {SAMPLER_PLAIN, 100, 100},	       {SAMPLER_PLAIN, 4000000000, 4000000000},
	    {SAMPLER_SOBOL, 100, 4096},	       {SAMPLER_SOBOL, 4096, 4096},
	    {SAMPLER_SOBOL, 4097, 8192},       {SAMPLER_SOBOL, 200000, 262144},
	    {SAMPLER_LATIN, 1000000, 1048576}, {SAMPLER_LATIN, 4000000000, UINT64_C(1) << 31},
	};
	struct run_options options;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		options = with(cases[i].sampler, cases[i].samples);
		assert_int_equal(run_points(&options), cases[i].points);
	}
}

/* A product of eight lognormals is a lognormal. */
static cell add_product(struct bench *b, double *exact)
{
	cell product = sheet_constant(b->sheet, 2);
	double median = 2, sigma = 0, mean;
	int i;

	for (i = 0; i < FACTORS; i++) {
		product = sheet_multiply(b->sheet, product,
					 input(b, arena_printf(b->arena, "x%d", i),
					       lognormal(1 + 0.25 * i, 1.1 + 0.05 * i)));
		median *= 1 + 0.25 * i;
		sigma += pow(log(1.1 + 0.05 * i), 2);
	}
	sigma = sqrt(sigma);
	mean = median * exp(sigma * sigma / 2);
	exact[0] = mean;
	exact[1] = mean * sqrt(exp(sigma * sigma) - 1);
	exact[2] = median;
	exact[3] = median * exp(-z975 * sigma);
	exact[4] = median * exp(z975 * sigma);
	return product;
}

static void list_figures(const struct statistics *s, double *values, double *errors)
{
	const double of[FIGURES] = {s->mean, s->sd, s->median, s->low, s->high};
	const double by[FIGURES] = {s->error.mean, s->error.sd, s->error.median, s->error.low,
				    s->error.high};
	int f;

	for (f = 0; f < FIGURES; f++) {
		values[f] = of[f];
		errors[f] = by[f];
	}
}

/* Over seeds: the mean of the misses, their root mean square, and how many lie within what the
 * error allows in 95 of 100 cases. */
struct misses {
	double sum, squares;
	int covered;
};

static void run_seeds(const struct bench *b, cell output, const double *exact,
		      struct run_options options, struct misses misses[FIGURES])
{
	double values[FIGURES], errors[FIGURES], miss;
	double reach = options.sampler == SAMPLER_PLAIN ? z975 : t975;
	struct statistics s;
	int f;

	for (options.seed = 1; options.seed <= SEEDS; options.seed++) {
		run_sheet(b->sheet, &output, 1, &options, &s);
		list_figures(&s, values, errors);
		for (f = 0; f < FIGURES; f++) {
			miss = values[f] - exact[f];
			misses[f].sum += miss / SEEDS;
			misses[f].squares += miss * miss / SEEDS;
			misses[f].covered += fabs(miss) <= reach * errors[f];
		}
	}
}

static void figures_have_no_bias_and_honest_errors(void **state)
{
	static const uint64_t sizes[] = {8192, 131072};
	struct bench b = bench_new();
	double exact[FIGURES];
	cell product = add_product(&b, exact);
	size_t size;
	int sampler, f;

	(void)state;
	for (size = 0; size < 2; size++)
		for (sampler = SAMPLER_PLAIN; sampler <= SAMPLER_LATIN; sampler++) {
			struct misses misses[FIGURES] = {0};

			run_seeds(&b, product, exact, with((enum sampler)sampler, sizes[size]),
				  misses);
			for (f = 0; f < FIGURES; f++)
				if (fabs(misses[f].sum) > 4 * sqrt(misses[f].squares / SEEDS) ||
				    misses[f].covered < 0.88 * SEEDS ||
				    misses[f].covered > 0.99 * SEEDS)
					fail_msg("%s, %ju: %s misses by %g of %g, %d of %d "
						 "covered",
						 names[sampler], (uintmax_t)sizes[size],
						 figure_names[f], misses[f].sum,
						 sqrt(misses[f].squares), misses[f].covered,
						 SEEDS);
		}
	bench_free(&b);
}

/* Variance of the mean of plain sampling over that of the misses: at least least. */
static void assert_gain(const struct bench *b, cell output, double mean, double variance,
			enum sampler sampler, double least)
{
	const double exact[FIGURES] = {mean};
	struct run_options options = with(sampler, 8192);
	struct misses misses[FIGURES] = {0};
	double gain;

	run_seeds(b, output, exact, options, misses);
	gain = variance / 8192 / misses[0].squares;
	if (gain < least)
		fail_msg("%s: gain %g, want at least %g", names[sampler], gain, least);
}

/* Both take the part of a sum that each input has alone; only the sequence takes that of
 * products. Of a product of three inputs of mean 1 and variance v, that part is 3 v of
 * (1 + v)^3 - 1, so a Latin hypercube gains 1.52. */
static void strata_gain_what_they_should(void **state)
{
	struct bench b = bench_new();
	cell sum = sheet_constant(b.sheet, 0), product = sheet_constant(b.sheet, 1), x;
	const double v = 16.0 / 12, of_product = pow(1 + v, 3) - 1;
	int i;

	(void)state;
	for (i = 0; i < FACTORS; i++) {
		x = input(&b, arena_printf(b.arena, "u%d", i), uniform(-1, 3));
		sum = sheet_add(b.sheet, sum, x);
		if (i < 3)
			product = sheet_multiply(b.sheet, product, x);
	}
	assert_gain(&b, sum, FACTORS, FACTORS * v, SAMPLER_SOBOL, 10000);
	assert_gain(&b, sum, FACTORS, FACTORS * v, SAMPLER_LATIN, 10000);
	assert_gain(&b, product, 1, of_product, SAMPLER_SOBOL, 100);
	assert_gain(&b, product, 1, of_product, SAMPLER_LATIN, 1.1);
	bench_free(&b);
}

/* 16 times the points: the error of plain sampling falls by 4. */
static void errors_of_the_sequence_fall_faster(void **state)
{
	struct bench b = bench_new();
	double exact[FIGURES], falls[3];
	cell product = add_product(&b, exact);
	int sampler;

	(void)state;
	for (sampler = SAMPLER_PLAIN; sampler <= SAMPLER_LATIN; sampler++) {
		struct misses few[FIGURES] = {0}, many[FIGURES] = {0};

		run_seeds(&b, product, exact, with((enum sampler)sampler, 4096), few);
		run_seeds(&b, product, exact, with((enum sampler)sampler, 65536), many);
		falls[sampler] = sqrt(few[0].squares / many[0].squares);
	}
	assert_near(falls[SAMPLER_PLAIN], 4, 0.25, "plain");
	assert_near(falls[SAMPLER_LATIN], 4, 0.25, "latin");
	assert_true(falls[SAMPLER_SOBOL] > 8);
	bench_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(points_are_replicates_of_a_power_of_two),
	    cmocka_unit_test(figures_have_no_bias_and_honest_errors),
	    cmocka_unit_test(strata_gain_what_they_should),
	    cmocka_unit_test(errors_of_the_sequence_fall_faster),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
