#ifndef FACTORS_ESTIMATE_H
#define FACTORS_ESTIMATE_H

/*
 * A factor as one number on its basis, and two factors against each other.
 *
 * The value is row x steps back x method x bridge, each at its median. The 95 % interval joins
 * their spreads to first order: distances from the median are added in quadrature, in
 * logarithms where everything is multiplied, as they are where something is added. Numbers are
 * in base units.
 */

#include <stdbool.h>

struct factor;

struct estimate {
	double central, low, high;
	double spread; /* standard deviation of ln(value); 0 where exact */
};

/* method: with the error that all rows of its method share. */
struct estimate factor_estimate(const struct factor *factor, bool method);

struct contrast {
	bool comparable;  /* both above 0, of the same dimensions */
	bool same_method; /* one error of the method: it cancels, as that of one row does */
	double ratio;	  /* b over a */
	double spread;	  /* standard deviation of ln(b / a) */
	double distance;  /* |ln ratio| in such deviations; infinite where both are exact */
	double below;	  /* P(b < a), the values taken as independent lognormals */
	bool apart;	  /* below is under 2.5 % or over 97.5 % */
};

struct contrast factor_contrast(const struct factor *a, const struct factor *b);

#endif
