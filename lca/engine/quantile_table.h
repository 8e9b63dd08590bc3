#ifndef LCA_ENGINE_QUANTILE_TABLE_H
#define LCA_ENGINE_QUANTILE_TABLE_H

/*
 * The quantile function of a distribution without a closed form, as piecewise cubics.
 *
 * For v = min(u, 1 - u): eight pieces in each octave of v from 2^-1 down to 2^-40, so that the
 * relative error stays the same into the tails; monotone (Hermite with the exact slopes). One
 * half for u < 1/2, one for u > 1/2. Error below 5e-7 of the support's width.
 */

#include "lca/base/dist.h"

enum {
	TABLE_PIECES = 8, /* an octave */
	TABLE_OCTAVES = 39,
	TABLE_HALF = TABLE_PIECES * TABLE_OCTAVES
};

/* x = c0 + t (c1 + t (c2 + t c3)), t = 0 .. 1 along the piece. */
struct table_piece {
	double c[4];
};

struct quantile_table {
	struct table_piece piece[2 * TABLE_HALF]; /* lower half, then upper half */
};

void quantile_table_fill(struct quantile_table *table, const struct dist *dist);

#endif
