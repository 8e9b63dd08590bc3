#ifndef LCA_ENGINE_EXACT_RULE_H
#define LCA_ENGINE_EXACT_RULE_H

/*
 * Quadrature over one draw: nodes and weights for the mean of any smooth function of it.
 *
 * Bounded and one-sided shapes take double-exponential nodes (Takahasi and Mori 1974)
 * between the kinks of their density, dense enough at the ends for powers of the distance; the
 * normal takes equal steps of z (Trefethen and Weideman 2014), as wide as the largest lognormal
 * of the draw asks for. Functions that are smooth near the range come out to about 1e-13.
 */

#include <stdbool.h>
#include <stddef.h>

#include "lca/engine/exact_shape.h"

struct arena;

/* Nodes 0 .. count - 1, then four probes without weight: two near the low end, two near the
 * high one. Weights sum to 1, those of the coarse rule too; it has about half the nodes. */
struct exact_rule {
	struct exact_shape shape;
	size_t count;
	double *y;	/* [count + 4], ascending within the count */
	double *weight; /* [count] */
	double *coarse; /* [count] */
	bool exact;	/* a sum, not an integral: nothing to check */
	bool rough;	/* coarse is not filled */
	/* The density of the base variable goes with distance^(power - 1) at each end; infinite
	 * where it falls faster than any power, or where Y does not reach an algebraic end. */
	double power[2];
	double probe[2]; /* ln of the ratio of the two probes' distances */
};

enum { EXACT_PROBES = 4 };

/* NULL where the shape is beyond what the rules are made for. */
struct exact_rule *exact_rule_new(struct arena *arena, const struct exact_shape *shape);

#endif
