/* What samples do not tell: errors of values that jump, where replicates may all be rounded
 * alike; spreads of values too small to square; tails that a few samples stand for. */

#include <stdio.h>

#include "tests/exact.h"

enum { SEEDS = 100, FEW_SEEDS = 16 };

static struct dist choice(struct bench *b, double least, double share, double most)
{
	struct dist_points *points = arena_alloc(b->arena, sizeof *points);
	double *x = arena_alloc(b->arena, 2 * sizeof *x);
	double *p = arena_alloc(b->arena, 2 * sizeof *p);

	x[0] = least;
	x[1] = most;
	p[0] = share;
	p[1] = 1;
	*points = (struct dist_points){.count = 2, .x = x, .p = p};
	return (struct dist){.kind = DIST_DISCRETE, .a = 1, .points = points};
}

/* Root mean squares over seeds: how far the mean is off, and what its error says. */
static void judge(const struct bench *b, cell output, enum sampler sampler, double mean,
		  const char *name)
{
	struct run_options options = options_of(5000);
	double seen = 0, told = 0;
	struct statistics s;

	options.sampler = sampler;
	for (options.seed = 1; options.seed <= SEEDS; options.seed++) {
		run_sheet(b->sheet, &output, 1, &options, &s);
		seen += (s.mean - mean) * (s.mean - mean) / SEEDS;
		told += s.error.mean * s.error.mean / SEEDS;
		if (!(s.error.mean > 0 && s.error.sd > 0))
			fail_msg("%s, %s, seed %d: an error of 0", name, sampler_name(sampler),
				 (int)options.seed);
	}
	if (!(sqrt(told) > 0.7 * sqrt(seen) && sqrt(told) < 2.5 * sqrt(seen)))
		fail_msg("%s, %s: off by %g, told %g", name, sampler_name(sampler), sqrt(seen),
			 sqrt(told));
}

static void jumps_have_the_error_of_their_rounding(void **state)
{
	struct bench b = bench_new();
	cell rare = input(&b, "rare", choice(&b, 1, 3e-5, 2));
	cell often = input(&b, "often", choice(&b, 1, 0.3, 5));
	cell held = input(&b, "cut", cut(choice(&b, 1, 1e-5, 2), 0, 3));
	cell y = input(&b, "y", uniform(-1e-3, 1e-3));
	const struct {
		const char *name;
		cell output;
	} cases[] = {
	    {"rare", rare},
	    {"often", often},
	    {"within a cut", held},
	    {"a sum", plus(&b, times(&b, rare, number(&b, 100)), often)},
	    {"beside a smooth one", plus(&b, times(&b, rare, number(&b, 10)), y)},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		for (enum sampler sampler = SAMPLER_PLAIN; sampler <= SAMPLER_LATIN; sampler++)
			judge(&b, cases[i].output, sampler,
			      moments_of(&b, cases[i].output).mean, cases[i].name);
	bench_free(&b);
}

/* A quantile at a rank where values jump is now the one, now the other, or between them; far
 * from a jump it errs by little. */
static void quantiles_at_a_jump_have_its_error(void **state)
{
	struct bench b = bench_new();
	cell rare = input(&b, "rare", choice(&b, 1, 1.0 / 40, 2));
	cell y = input(&b, "y", uniform(0, 1e-3));
	const cell outputs[] = {rare, plus(&b, rare, y)};
	static const uint64_t sizes[] = {20000, 200000};

	(void)state;
	for (size_t i = 0; i < 2 * COUNT(sizes); i++)
		for (enum sampler sampler = SAMPLER_PLAIN; sampler <= SAMPLER_LATIN;
		     sampler++) {
			struct run_options options = options_of(sizes[i / 2]);
			double told = 0;
			struct statistics s;

			options.sampler = sampler;
			for (options.seed = 1; options.seed <= FEW_SEEDS; options.seed++) {
				run_sheet(b.sheet, &outputs[i % 2], 1, &options, &s);
				told += s.error.low * s.error.low / FEW_SEEDS;
				if (!(s.error.high < 1e-4))
					fail_msg("high: %g", s.error.high);
			}
			/* 1 or 2 in turn: an sd of 1/2, of which interpolation takes some. */
			if (!(sqrt(told) > 0.3 && sqrt(told) < 0.6))
				fail_msg("%s, %d samples: told %g", sampler_name(sampler),
					 (int)options.samples, sqrt(told));
		}
	bench_free(&b);
}

static void values_too_small_to_square_have_no_spread_told(void **state)
{
	struct bench b = bench_new();
	cell small = input(&b, "small", lognormal(1e-300, 1.3));
	struct run_options options = options_of(1000);
	struct statistics s;

	(void)state;
	for (; options.samples <= 200000; options.samples *= 200) {
		run_sheet(b.sheet, &small, 1, &options, &s);
		assert_true(s.finite && s.high > s.low);
		assert_true(isnan(s.sd) && isnan(s.error.mean) && isnan(s.error.sd));
		assert_near(s.mean, 1.035e-300, 0.05, "mean");
	}
	assert_false(moments_of(&b, small).known);
	bench_free(&b);
}

static void few_samples_that_make_the_mean_are_told(void **state)
{
	struct bench b = bench_new();
	const struct {
		const char *name;
		cell output;
		bool dominated;
	} cases[] = {
	    {"normal", input(&b, "n", normal(1, 3)), false},
	    {"lognormal, GSD 2", input(&b, "g2", lognormal(1, 2)), false},
	    {"lognormal, GSD 100", input(&b, "g100", lognormal(1, 100)), true},
	    {"Student's t of 1 degree", input(&b, "t", shaped(DIST_STUDENT, 0, 1, 0, 1)), true},
	    {"exact", number(&b, 3), false},
	};
	static const uint64_t sizes[] = {300, 20000, 200000};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		for (size_t k = 0; k < COUNT(sizes); k++) {
			struct run_options options = options_of(sizes[k]);
			struct statistics s;

			run_sheet(b.sheet, &cases[i].output, 1, &options, &s);
			if (run_is_dominated(&s, sizes[k]) != cases[i].dominated)
				fail_msg("%s, %d samples: %g", cases[i].name, (int)sizes[k],
					 s.heaviest);
		}
	bench_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(jumps_have_the_error_of_their_rounding),
	    cmocka_unit_test(quantiles_at_a_jump_have_its_error),
	    cmocka_unit_test(values_too_small_to_square_have_no_spread_told),
	    cmocka_unit_test(few_samples_that_make_the_mean_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
