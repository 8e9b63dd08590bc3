/* Runs with more samples until the figures are known well enough. */

#include "lca/engine/adapt.h"

#include <math.h>

#include "lca/engine/exact.h"

/* JCGM 101, 7.9.4: a first run has 100 samples beyond the ends of its interval, and 10^4. */
static const double least_beyond = 100;
static const double least_samples = 10000;
/* The same guide asks twice the standard error to be within the tolerance. */
static const double coverage = 2;
/* A run takes so much more than foretold, since standard errors have errors of their own: of
 * 400 samples beyond an end, 5 % (1 / sqrt(400)). */
static const double reserve = 1.1;
/* No run is longer than so many of the one before: what it foretold was a rough guess. */
static const double growth_most = 100;

/* Samples grow with the power of the ratio by which the errors must fall: n^-1/2 for
 * independent points; n^-3/4 is between that and the n^-1 to n^-3/2 of a scrambled net (Owen
 * 1997), of which figures with kinks, such as quantiles, have little. */
static double power_of(enum sampler sampler)
{
	switch (sampler) {
	case SAMPLER_PLAIN:
	case SAMPLER_LATIN:
		return 2;
	case SAMPLER_SOBOL:
		return 4.0 / 3;
	}
	return 2;
}

bool adapt_is_asked(const struct adapt_goal *goal)
{
	return goal->digits > 0 || goal->tolerance > 0;
}

double adapt_half_unit(double u, unsigned digits)
{
	double place = floor(log10(u)) - (double)digits + 1;

	/* 9.96 to two digits is 10, whose last digit is worth ten times as much. */
	if (round(u / pow(10, place)) >= pow(10, digits))
		place++;
	return pow(10, place) / 2;
}

double adapt_tolerance(const struct adapt_goal *goal, double u)
{
	double allowed = INFINITY;

	if (!(u > 0))
		return INFINITY;
	if (goal->digits)
		allowed = adapt_half_unit(u, goal->digits);
	if (goal->tolerance > 0)
		allowed = fmin(allowed, goal->tolerance * u);
	return allowed;
}

/* How far the figures of one output are from the goal, where further than the result so far. */
static void judge(const struct adapt_goal *goal, const struct statistics *statistics,
		  size_t output, double *worst, struct adapt_result *result)
{
	static const char *const names[] = {"mean", "standard deviation", "lower end",
					    "upper end"};
	const double errors[] = {statistics->error.mean, statistics->error.sd,
				 statistics->error.low, statistics->error.high};
	double allowed = adapt_tolerance(goal, statistics->sd), ratio;

	if (!statistics->finite)
		return;
	for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
		ratio = coverage * errors[i] / allowed;
		if (!(ratio > *worst))
			continue;
		*worst = ratio;
		result->output = output;
		result->figure = names[i];
		result->reached = coverage * errors[i];
		result->allowed = allowed;
	}
}

/* An output without a finite variance has no u that more samples come nearer to; that is looked
 * at only where it would be waited for. */
static void judge_finite(const struct sheet *sheet, cell output, const struct adapt_goal *goal,
			 const struct statistics *statistics, size_t index, double *worst,
			 struct adapt_result *result)
{
	const struct adapt_result before = *result;
	double so_far = *worst;

	judge(goal, statistics, index, worst, result);
	if (*worst <= fmax(so_far, 1) || exact_tail_of(sheet, output) < TAIL_NO_VARIANCE)
		return;
	*worst = so_far;
	*result = before;
}

/* Samples of the next run: foretold, at least twice as many, at most so many times. */
static double more(double samples, double foretold)
{
	double wanted = ceil(reserve * foretold);

	return fmin(fmax(wanted, 2 * samples), growth_most * samples);
}

struct adapt_result run_until(const struct sheet *sheet, const cell *outputs, size_t count,
			      const size_t *wanted, size_t wanted_count,
			      const struct run_options *options, const struct adapt_goal *goal,
			      struct statistics *statistics)
{
	const double most = (double)run_points_most(options);
	struct run_options run = *options;
	struct adapt_result result;
	double next = fmax(ceil(least_beyond / (1 - options->interval)), least_samples), worst;

	for (;;) {
		run.samples = (uint64_t)fmin(next, most);
		run_sheet(sheet, outputs, count, &run, statistics);
		result = (struct adapt_result){.samples = run_points(&run)};
		worst = 0;
		for (size_t i = 0; i < wanted_count; i++)
			judge_finite(sheet, outputs[wanted[i]], goal, &statistics[wanted[i]],
				     wanted[i], &worst, &result);
		result.met = worst <= 1;
		result.needed = (double)result.samples * pow(worst, power_of(options->sampler));
		if (result.met || (double)result.samples >= most)
			return result;
		next = more((double)result.samples, result.needed);
	}
}
