#ifndef LCA_ENGINE_EXACT_H
#define LCA_ENGINE_EXACT_H

/*
 * Means and standard deviations without sampling, where the formula allows.
 *
 * Sums, differences and products of inputs are sums of products of functions of one draw each,
 * and draws are independent: the mean of a product is the product of means, those of lognormals
 * in closed form, of other shapes by quadrature (about 1e-12). A division counts where the
 * divisor is one product; a minimum where it is the same operand everywhere. Of a quotient by a
 * sum over several draws, of a term with correlated draws, and of sheets too large to do so in
 * a few milliseconds nothing is known. Nothing here depends on time or threads.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lca/engine/sensitivity.h"
#include "lca/engine/sheet.h"

/* Which moments the tails of a distribution leave. */
enum exact_tail {
	TAIL_LIGHT,	  /* the fourth at least, as far as is known */
	TAIL_NO_FOURTH,	  /* a variance, but no fourth moment */
	TAIL_NO_VARIANCE, /* no variance that is finite, or not as a double */
	TAIL_NO_MEAN
};

/* The mean exists where known. finite_variance is false where the variance is infinite; sd is
 * then NaN. The tail may be known where the mean is not. */
struct exact {
	bool known;
	bool finite_variance;
	double mean, sd;
	enum exact_tail tail;
	double rarest; /* the least probability of a value of a discrete input; 0: none */
	double
	    magnitude; /* of what is added up to the mean, where that was asked for; else 0 */
};

/* exact[i] of outputs[i]; bad cells are not allowed (assert). */
void exact_moments(const struct sheet *sheet, const cell *outputs, size_t count,
		   struct exact *exact);

/* The tail alone. */
enum exact_tail exact_tail_of(const struct sheet *sheet, cell output);

/* How large the cells are that add up to an output, by the means and standard deviations of the
 * inputs: what their sum is rounded to goes with it, whatever is left of them. */
double exact_magnitude(const struct sheet *sheet, cell output);

/* Holds the mean of so many samples against the exact one: false where they differ by more than
 * six standard errors. True where nothing is known, and where means of samples are far from
 * normal: the standard deviation is twice the mean or more, the fourth moment is infinite, or
 * a value of a discrete input is too rare to be seen often. */
bool exact_agrees(const struct exact *exact, double mean, uint64_t samples);

/* First-order and total Sobol' indices of the draws that an output depends on: draw, first,
 * total and exact of at most capacity rows, largest total first; intervals are the indices
 * themselves, the rest is 0. False where they are not known or the variance is 0 or infinite.
 */
bool exact_sensitivity(const struct sheet *sheet, cell output, struct sensitivity *rows,
		       size_t capacity, size_t *filled);

#endif
