/* Standard errors of the statistics against the spread of the statistics over seeds. */

#include "lca/engine/run.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "tests/engine.h"
#include "tests/near.h"

enum { SEEDS = 200, OUTPUTS = 5, FIGURES = 5 };

static const char *const figure_names[FIGURES] = {"mean", "sd", "median", "low", "high"};

static void add_outputs(struct bench *b, cell *outputs)
{
	cell x = input(b, "x", normal(3, 1)), y = input(b, "y", lognormal(2, 1.5));
	cell t = input(b, "t", triangular(1, 2, 4)), u = input(b, "u", uniform(1, 2));

	outputs[0] = x;
	outputs[1] = sheet_multiply(b->sheet, y, t);
	outputs[2] = sheet_divide(b->sheet, sheet_add(b->sheet, x, t), u);
	outputs[3] = sheet_subtract(b->sheet, y, u);
	outputs[4] = sheet_minimum(b->sheet, x, sheet_constant(b->sheet, 4));
}

static void list_figures(const struct statistics *s, double *values, double *errors)
{
	const double of[FIGURES] = {s->mean, s->sd, s->median, s->low, s->high};
	const double by[FIGURES] = {s->error.mean, s->error.sd, s->error.median, s->error.low,
				    s->error.high};

	memcpy(values, of, sizeof of);
	memcpy(errors, by, sizeof by);
}

/* Sums over the seeds, for each figure of each output. */
struct spread {
	double sum, squares, error_squares;
};

static void add_seed(struct spread spread[OUTPUTS][FIGURES], const struct statistics *s)
{
	double values[FIGURES], errors[FIGURES];
	size_t i, f;

	for (i = 0; i < OUTPUTS; i++) {
		list_figures(&s[i], values, errors);
		for (f = 0; f < FIGURES; f++) {
			assert_true(errors[f] >= 0);
			spread[i][f].sum += values[f];
			spread[i][f].squares += values[f] * values[f];
			spread[i][f].error_squares += errors[f] * errors[f];
		}
	}
}

static const char *const sampler_names[] = {"plain", "sobol", "latin"};

/* Root mean square of the errors against the spread; what lies on an atom has no error. */
static void compare(const struct run_options *options, size_t output, size_t figure,
		    const struct spread *spread)
{
	double mean = spread->sum / SEEDS;
	double seen = sqrt(fmax(0, spread->squares / SEEDS - mean * mean));
	double told = sqrt(spread->error_squares / SEEDS);
	char name[96];

	snprintf(name, sizeof name, "%s: %s of output %zu at %ju samples",
		 sampler_names[options->sampler], figure_names[figure], output,
		 (uintmax_t)options->samples);
	/* Strata bound the quantiles of what has one input: nearly no error is left. */
	if (output == 4 && figure == 4)
		assert_near(told + seen, 0, 1e-9, name);
	else if (output % 4 == 0 && figure >= 2 && options->sampler != SAMPLER_PLAIN)
		assert_true(told > seen / 3 && told < 3 * seen);
	else
		assert_near(told / seen, 1, 0.2, name);
}

static void compare_sampler(const struct bench *b, const cell *outputs, enum sampler sampler,
			    uint64_t samples)
{
	struct run_options options = options_of(samples);
	struct spread spread[OUTPUTS][FIGURES] = {0};
	struct statistics s[OUTPUTS];
	size_t i, f;

	options.sampler = sampler;
	for (options.seed = 1; options.seed <= SEEDS; options.seed++) {
		run_sheet(b->sheet, outputs, OUTPUTS, &options, s);
		add_seed(spread, s);
	}
	for (i = 0; i < OUTPUTS; i++)
		for (f = 0; f < FIGURES; f++)
			compare(&options, i, f, &spread[i][f]);
}

/* The spread over 200 seeds is known to 5 %. */
static void errors_are_the_spread_over_seeds(void **state)
{
	static const uint64_t sizes[] = {1000, 20000, 110000};
	struct bench b = bench_new();
	cell outputs[OUTPUTS];
	size_t size;

	(void)state;
	add_outputs(&b, outputs);
	for (size = 0; size < sizeof sizes / sizeof *sizes; size++) {
		compare_sampler(&b, outputs, SAMPLER_PLAIN, sizes[size]);
		compare_sampler(&b, outputs, SAMPLER_SOBOL, sizes[size]);
		compare_sampler(&b, outputs, SAMPLER_LATIN, sizes[size]);
	}
	bench_free(&b);
}

/* Values too few to bound a quantile from both sides still tell of its error. */
static void errors_at_the_ends_of_a_sample_are_not_lost(void **state)
{
	struct bench b = bench_new();
	cell x = input(&b, "x", normal(0, 1));
	struct run_options options = options_of(100);
	struct statistics s;

	(void)state;
	options.interval = 0.999;
	run_sheet(b.sheet, &x, 1, &options, &s);
	assert_true(s.error.low > 0 && s.error.high > 0);
	assert_true(s.error.low < 2 && s.error.high < 2);
	bench_free(&b);
}

static void what_does_not_vary_has_no_error(void **state)
{
	static const double large = 1e100;
	struct bench b = bench_new();
	cell x = input(&b, "x", normal(large, large / 10));
	cell outputs[] = {sheet_constant(b.sheet, 7), sheet_subtract(b.sheet, x, x), x};
	struct run_options options = options_of(5000);
	struct statistics s[3];
	double values[FIGURES], errors[FIGURES];
	size_t i, f;

	(void)state;
	run_sheet(b.sheet, outputs, 3, &options, s);
	for (i = 0; i < 3; i++) {
		list_figures(&s[i], values, errors);
		for (f = 0; f < FIGURES; f++)
			assert_true(i == 2 ? errors[f] > 0 && isfinite(errors[f])
					   : errors[f] == 0);
	}
	statistics_scale(&s[2], 2);
	assert_true(s[2].error.high == 2 * errors[4] && s[2].error.sd == 2 * errors[1]);
	bench_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(errors_are_the_spread_over_seeds),
	    cmocka_unit_test(errors_at_the_ends_of_a_sample_are_not_lost),
	    cmocka_unit_test(what_does_not_vary_has_no_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
