#ifndef LCA_ENGINE_RUN_H
#define LCA_ENGINE_RUN_H

/*
 * Runs a sheet: blocks of samples, threads, statistics of the output cells.
 *
 * Everything in base units. The result is the same, bit for bit, for any number of threads:
 * draws are keyed by (seed, draw name, block), statistics merge without order. Memory is
 * bounded and known before the run. Up to 100 000 samples quantiles are exact order statistics
 * (type 7); above, they are read from counts, within 1e-4 of the width of the interval. An
 * output without uncertain inputs is not sampled: sd 0, low = high.
 */

#include <stddef.h>
#include <stdint.h>

#include "lca/engine/sheet.h"

/* How points are drawn: independent (Monte Carlo), a scrambled Sobol' sequence, a Latin
 * hypercube. The last two are drawn as independent replicates. */
enum sampler { SAMPLER_PLAIN, SAMPLER_SOBOL, SAMPLER_LATIN };

const char *sampler_name(enum sampler sampler); /* "plain", "sobol", "latin" */

struct run_options {
	uint64_t samples; /* 100 .. 4e9 */
	uint64_t seed;
	double interval;  /* 0.95: low and high are the 2.5 % and 97.5 % quantiles */
	unsigned threads; /* 0: one per core, at most 64 */
	enum sampler sampler;
	/* Called from the calling thread only, now and then; may be NULL. */
	void (*progress)(void *context, uint64_t done, uint64_t total);
	void *context;
};

/* How many samples a run draws: samples for the plain sampler, else 16 replicates of 2^k >= 256
 * points, as many as samples or more, but at most 2^31. */
uint64_t run_points(const struct run_options *options);
/* The most that a run of any size can draw without drawing more than samples; the least there
 * is, where even that is more. */
uint64_t run_points_most(const struct run_options *options);

/* Standard errors of the statistics of a sample, in the unit of the statistics. */
struct sampling_error {
	double mean, sd, median, low, high;
};

/* central: every input at its central value. The rest are of the samples; sd with n - 1.
 * finite is false where a sample was not finite (then mean .. high and error are NaN). sd and
 * the errors of mean and sd are NaN too where values differ by less than 1e-150. */
struct statistics {
	double central, mean, sd, median, low, high;
	bool finite;
	struct sampling_error error; /* all 0 where nothing was sampled */
	double least;		     /* sample */
	double heaviest; /* share of the sum of squares about the mean that one sample has */
};

/* True where few samples make up most of the mean or sd, which are then not to be trusted: one
 * of so many has more than a share of 1/20 of the sum of squares, and three times what the
 * largest of a normal would have. */
bool run_is_dominated(const struct statistics *statistics, uint64_t samples);

/* How many times as many independent samples would give the mean this standard error; NaN where
 * it has none. samples is how many were drawn. */
double run_gain(const struct statistics *statistics, uint64_t samples);

/* Multiplies all of it by factor > 0. */
void statistics_scale(struct statistics *statistics, double factor);

/* statistics[i] belongs to outputs[i]; bad cells are not allowed (assert). */
void run_sheet(const struct sheet *sheet, const cell *outputs, size_t count,
	       const struct run_options *options, struct statistics *statistics);

#endif
