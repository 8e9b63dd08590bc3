#ifndef LCA_BASE_DIST_SOLVE_H
#define LCA_BASE_DIST_SOLVE_H

/*
 * Inverts the distribution functions of families whose density is log-concave in lambda, a
 * logarithm of the variable: there the logarithm of either tail is concave, and Newton's method
 * on it converges from any start after at most one step too far.
 */

#include "lca/base/dist_shape.h"

/* At a value of lambda. Logarithms: the far tails of small shapes lie below the least double.
 */
struct dist_at {
	double log_below, log_above;
	double log_density; /* of lambda */
};

typedef struct dist_at dist_at_function(const void *family, double lambda);

/* lambda where P(X <= x) = p, q = 1 - p. */
double dist_solve(dist_at_function *at, const void *family, double start, double p, double q);

#endif
