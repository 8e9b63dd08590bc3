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

/* The mean exists where known. finite_variance is false where the variance is infinite; sd is
 * then NaN. */
struct exact {
	bool known;
	bool finite_variance;
	double mean, sd;
};

/* exact[i] of outputs[i]; bad cells are not allowed (assert). */
void exact_moments(const struct sheet *sheet, const cell *outputs, size_t count,
		   struct exact *exact);

/* Holds the mean of so many samples against the exact one: false where they differ by more than
 * six standard errors. True where nothing is known, where the variance is infinite, and where
 * the standard deviation is twice the mean or more: then means of samples are far from normal.
 */
bool exact_agrees(const struct exact *exact, double mean, uint64_t samples);

/* First-order and total Sobol' indices of the draws that an output depends on: draw, first,
 * total and exact of at most capacity rows, largest total first; intervals are the indices
 * themselves, the rest is 0. False where they are not known or the variance is 0 or infinite.
 */
bool exact_sensitivity(const struct sheet *sheet, cell output, struct sensitivity *rows,
		       size_t capacity, size_t *filled);

#endif
