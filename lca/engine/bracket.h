#ifndef LCA_ENGINE_BRACKET_H
#define LCA_ENGINE_BRACKET_H

/*
 * Quantiles of samples too many to keep: counts in fine bins around three quantiles.
 *
 * A pilot sample (the first blocks, hence of the seed alone) gives a bracket for each quantile,
 * wide enough to hold it but for one run in a million. All samples are counted below, within
 * and above the brackets; those within fall into bins. What the first of them counted may
 * narrow the brackets for the others: that only saves time. Counts are integers, so they merge
 * in any order. A quantile lies in a known bin; the bin is at most 1e-4 of the interval's width
 * and, away from 0, 1e-3 of the quantile, else (or where a bracket missed) the brackets are
 * narrowed or moved by what was counted, and the samples run again.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct kernels;

enum { BRACKET_QUANTILES = 3, BRACKET_BINS = 8192 };

/* Half the distance of two quantiles (struct stats_reach), from the run whose brackets held the
 * greatest share of the ranks that they ask for. */
struct bracket_error {
	double error, held;
};

struct brackets {
	double edges[2 * BRACKET_QUANTILES];   /* closed: edges[2 j] .. edges[2 j + 1] */
	double origin[BRACKET_QUANTILES];      /* where the first bin begins */
	double scale[BRACKET_QUANTILES];       /* bins per unit; 0: the bracket is one value */
	bool apart;			       /* brackets ascend and do not overlap */
	uint32_t first[BRACKET_QUANTILES + 1]; /* bins of bracket j: first[j] .. first[j + 1] */
	/* Standard errors of the quantiles read (stats_quantile_errors), from those of
	 * independent samples and of the nearer quantiles. */
	double errors[BRACKET_QUANTILES];
	struct bracket_error independent[BRACKET_QUANTILES], nearer[BRACKET_QUANTILES];
};

struct bracket_counts {
	uint64_t below[2 * BRACKET_QUANTILES]; /* samples < edges[2 j]; <= edges[2 j + 1] */
	uint32_t bins[BRACKET_BINS];
};

/* Brackets of ascending p from a pilot (reordered; finite). */
void brackets_place(struct brackets *brackets, double *pilot, size_t count,
		    const double p[BRACKET_QUANTILES]);
/* Counts the first count samples of a block. */
void brackets_count(const struct brackets *brackets, const struct kernels *kernels,
		    const double *x, size_t count, struct bracket_counts *counts);
void brackets_merge(struct bracket_counts *into, const struct bracket_counts *from);
/* Narrows the brackets to the bins that will hold the quantiles, by the counts of the first
 * count samples, and makes them counts of the narrower brackets. */
void brackets_narrow(struct brackets *brackets, struct bracket_counts *counts, uint64_t count,
		     const double p[BRACKET_QUANTILES]);
/* The quantiles of count samples between least and greatest; the share of samples below each
 * has ratios[j] times the error of independent ones. False where they are not known
 * well enough: then brackets are moved for the next run. */
bool brackets_read(struct brackets *brackets, const struct bracket_counts *counts,
		   uint64_t count, double least, double greatest,
		   const double p[BRACKET_QUANTILES], const double ratios[BRACKET_QUANTILES],
		   double quantiles[BRACKET_QUANTILES]);

#endif
