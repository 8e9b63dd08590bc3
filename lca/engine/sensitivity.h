#ifndef LCA_ENGINE_SENSITIVITY_H
#define LCA_ENGINE_SENSITIVITY_H

/*
 * What drives the range of an output: for each draw its share of the variance, its rank
 * correlation with the output, and the ends the output reaches when it moves alone.
 *
 * Shares are the first-order and total indices of Sobol'. Where the output is a sum of products
 * they are exact (exact.h). Elsewhere they are sampled: first-order indices after Saltelli and
 * others (2010), total ones after Jansen (1999), from N = 2^k <= min(samples, 8192) base rows,
 * each with a 95 % interval of 200 bootstrap resamples of groups of rows. Draws that are
 * correlated with each other move together and have one row, that of the first of them: shares
 * of single ones would add up to anything.
 *
 * Of more than SENSITIVITY_DRAWS draws those SENSITIVITY_SCREENED are looked at whose exact
 * share of some output, or squared rank correlation with it, is the largest. Everything depends
 * on the seed alone, never on threads.
 */

#include <stdbool.h>
#include <stddef.h>

#include "lca/engine/run.h"

enum { SENSITIVITY_DRAWS = 2000, SENSITIVITY_SCREENED = 200 };

/* Shares lie within 0 .. 1; of an output whose variance is infinite they are NaN, and rows
 * stand by rank correlation. low and high: every input at its central value but those of the
 * draw, which stand at the quantiles that bound options.interval; of a group, the quantiles of
 * the output as the group moves. rank is NaN for a group. */
struct sensitivity {
	size_t draw;	     /* index for sheet_draw_name; of a group the first */
	double first, total; /* alone; with everything it acts together with */
	double first_low, first_high, total_low, total_high;
	double rank;
	double low, high;
	bool exact; /* the shares; their intervals are then the shares themselves */
};

/* Fills at most capacity rows for one output, largest total first; returns how many (the draws
 * it depends on, a group counting once). */
size_t run_sensitivity(const struct sheet *sheet, cell output,
		       const struct run_options *options, struct sensitivity *rows,
		       size_t capacity);
/* The same for several outputs in one pass: rows[i * capacity ..] for outputs[i], filled[i] of
 * them. */
void run_sensitivity_all(const struct sheet *sheet, const cell *outputs, size_t count,
			 const struct run_options *options, struct sensitivity *rows,
			 size_t capacity, size_t *filled);

#endif
