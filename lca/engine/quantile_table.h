#ifndef LCA_ENGINE_QUANTILE_TABLE_H
#define LCA_ENGINE_QUANTILE_TABLE_H

/*
 * The quantile function of a distribution without a closed form, as piecewise polynomials:
 * PERT, BETA, GAMMA and STUDENT.
 *
 * For v = min(u, 1 - u): eight pieces in each octave of v from 2^-1 down to 2^-53, so that the
 * relative error stays the same into the tails; continuous and monotone. One half for u < 1/2,
 * one for u > 1/2. Error below 1e-9 of the greater of |x| and the standard deviation; PERT
 * below 1e-11.
 */

#include <stdbool.h>

#include "lca/base/dist.h"

enum {
	TABLE_PIECES = 8, /* an octave */
	TABLE_OCTAVES = 52,
	TABLE_HALF = TABLE_PIECES * TABLE_OCTAVES,
	TABLE_TERMS = 7
};

/* x = c[0] + t (c[1] + t (c[2] + ...)), t = 0 .. 1 along the piece. */
struct table_piece {
	double c[TABLE_TERMS];
};

struct quantile_table {
	struct table_piece piece[2 * TABLE_HALF]; /* lower half, then upper half */
};

/* False for the other shapes, and where the quantile function is too steep for its pieces:
 * beta shapes that are nearly two points, t of less than half a degree. */
bool quantile_table_fits(const struct dist *dist);
/* The distribution must fit, and must not be cut. */
void quantile_table_fill(struct quantile_table *table, const struct dist *dist);

#endif
