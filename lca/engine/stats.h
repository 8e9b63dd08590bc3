#ifndef LCA_ENGINE_STATS_H
#define LCA_ENGINE_STATS_H

/*
 * Statistics of a sample that do not depend on how it was split.
 *
 * Quantiles are those of linear interpolation between order statistics (type 7 of Hyndman and
 * Fan 1996): quantile p of x_0 <= .. <= x_{n-1} lies at rank (n - 1) p. Values must be finite.
 */

#include <stddef.h>
#include <stdint.h>

struct kernels;
struct kernel_sums;

/* Rank (n - 1) p as a whole part and the share of the next order statistic. */
struct stats_rank {
	uint64_t whole;
	double part;
};

struct stats_rank stats_rank(uint64_t count, double p);

/*
 * Standard error of a quantile of count independent values: half the distance between the
 * quantiles one standard deviation of the rank to each side,
 *
 *     ( q(p + d) - q(p - d) ) / 2,   d = sqrt(p (1 - p) / count)
 *
 * by the distance of the two ranks, so that one held at an end of the sample does not make the
 * error smaller.
 */
struct stats_reach {
	double low, high; /* positions (n - 1) (p -+ d), within 0 .. n - 1 */
	double ranks;	  /* (n - 1) d */
};

struct stats_reach stats_reach(uint64_t count, double p);
/* The same where the share of values below a quantile has ratio times that error. */
struct stats_reach stats_reach_of(uint64_t count, double p, double ratio);

/* Reorders values so that values[rank] is what sorting would put there, for each of at most 16
 * ranks. */
void stats_select(double *values, size_t count, const size_t *ranks, size_t rank_count);

/* edges[2 i] .. edges[2 i + 1] around quantile p[i] (at most 8 of them): five standard errors
 * of a quantile of count values to each side, so that the quantile of what they are a sample of
 * lies between. Reorders pilot. */
void stats_brackets(double *pilot, size_t count, const double *p, size_t p_count,
		    double *edges);

/* quantiles[i] of p[i] with their standard errors (may be NULL); at most 8. Reorders values. */
void stats_quantiles(double *values, size_t count, const double *p, size_t p_count,
		     double *quantiles, double *errors);

/*
 * Standard errors of the same quantiles where the shares of values below them have ratios[i]
 * times the error of independent ones. Where values lie evenly it is that many times the error
 * of those (errors, as they are), and about half the distance of the quantiles that are so much
 * nearer. Across a gap this distance does not become smaller, and is the error. Reorders
 * values.
 */
void stats_quantile_errors(double *values, size_t count, const double *p, size_t p_count,
			   const double *ratios, double *errors);
/* One of them: even, by the ratio, or by the nearer quantiles where these tell of a gap. */
double stats_quantile_error(double even, double nearer);

/* Sums of d = x - shift and of d^2 over a part of the sample, with its extremes. */
struct stats_part {
	double sum;
	double squares;
	double least;
	double greatest;
};

struct kernel_sums stats_sums_start(void);
/* The lanes of a part, added in a fixed order. */
struct stats_part stats_sums_end(const struct kernel_sums *sums);

/* Mean and standard deviation (n - 1) from parts in their order, stride apart, all of one
 * shift. */
void stats_moments(const struct stats_part *parts, size_t part_count, size_t stride,
		   uint64_t count, double shift, double *mean, double *sd);

/* Standard error of the standard deviation sd > 0 of count values about mean: by the fourth
 * moment, sqrt((m4 - sd^4) / count) / (2 sd). */
double stats_sd_error(const double *values, size_t count, double mean, double sd);
/* The same from at least two parts that hold counts[i] values each, of which the mean is the
 * shift and offset: by the spread of the sums of squares between parts. */
double stats_sd_error_of_parts(const struct stats_part *parts, size_t part_count, size_t stride,
			       const uint64_t *counts, double offset, double sd);

#endif
