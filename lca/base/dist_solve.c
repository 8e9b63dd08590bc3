/* Newton's method on the logarithm of the smaller tail. */

#include "lca/base/dist_solve.h"

#include <math.h>

enum { STEPS_MOST = 200 };

/* The step from a residual this small leaves about its square. */
static const double small_residual = 1e-8;

double dist_solve(dist_at_function *at, const void *family, double start, double p, double q)
{
	double target = log(fmin(p, q)), lambda = start, residual, step;
	int i;

	for (i = 0; i < STEPS_MOST; i++) {
		struct dist_at here = at(family, lambda);
		double tail = p <= q ? here.log_below : here.log_above;

		residual = target - tail;
		step = residual * exp(tail - here.log_density);
		lambda += p <= q ? step : -step;
		if (!(fabs(residual) > small_residual))
			break;
	}
	return lambda;
}
