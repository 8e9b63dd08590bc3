#ifndef LCA_ENGINE_ADAPT_H
#define LCA_ENGINE_ADAPT_H

/*
 * Runs a sheet with as many samples as its figures need: the adaptive procedure of JCGM
 * 101:2008, 7.9.
 *
 * The goal holds for the outputs wanted: twice the standard error of their mean, standard
 * deviation u, low and high is at most the numerical tolerance. That is half a unit of the last
 * of so many significant digits of u (7.9.2), or a share of u, or both. Where a run does not
 * reach it, the sheet runs again with the samples that its standard errors foretell, up to the
 * most. The samples used depend on sheet, seed, sampler and goal alone. An output whose samples
 * are not finite, or whose variance is not, has no errors to lower, and is not waited for.
 */

#include "lca/engine/run.h"

struct adapt_goal {
	unsigned digits;  /* of u, 1 .. 3; 0: not asked */
	double tolerance; /* share of u; 0: not asked */
};

struct adapt_result {
	uint64_t samples; /* drawn by the last run; asking run_sheet for them gives the same */
	bool met;
	/* Where it is not met: what is furthest from it. */
	size_t output;
	const char *figure; /* "mean", "standard deviation", "lower end", "upper end" */
	double reached;	    /* twice its standard error; in the unit of the output */
	double allowed;	    /* the tolerance; the same */
	double needed;	    /* samples that would do, by the rate at which errors fall */
};

bool adapt_is_asked(const struct adapt_goal *goal);
/* Half a unit of the last of so many significant digits of u > 0. */
double adapt_half_unit(double u, unsigned digits);
/* The numerical tolerance of an output with this u. */
double adapt_tolerance(const struct adapt_goal *goal, double u);

/* As run_sheet, with run_points_most(options) samples at most; wanted[0..wanted_count) are
 * indices of outputs.
 */
struct adapt_result run_until(const struct sheet *sheet, const cell *outputs, size_t count,
			      const size_t *wanted, size_t wanted_count,
			      const struct run_options *options, const struct adapt_goal *goal,
			      struct statistics *statistics);

#endif
