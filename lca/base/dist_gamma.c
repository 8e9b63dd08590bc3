/* The gamma distribution of scale 1; lambda = log x. */

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>
#include <math.h>

#include "lca/base/dist_solve.h"

struct dist_tails dist_gamma_tails(double x, double shape)
{
	dist_silence_gsl();
	return (struct dist_tails){gsl_cdf_gamma_P(x, shape, 1), gsl_cdf_gamma_Q(x, shape, 1)};
}

/* log of x^shape exp(-x) / Gamma(shape), the density of lambda; near the mean by Stirling's
 * formula, whose powers cancel. */
static double log_density(double x, double lambda, double shape)
{
	double off = (x - shape) / shape;

	if (fabs(off) < 0.5)
		return shape * gsl_sf_log_1plusx_mx(off) + log(shape / (4 * acos(0))) / 2 -
		       log(gsl_sf_gammastar(shape));
	return shape * lambda - x - gsl_sf_lngamma(shape);
}

/* Far from the mean GSL's tails leave the range of doubles: below, the first term of the series
 * is all of it (P = x^shape / Gamma(shape + 1)). */
static struct dist_at at_lambda(const void *family, double lambda)
{
	double shape = *(const double *)family, x = exp(lambda);
	struct dist_at at = {.log_density = log_density(x, lambda, shape)};
	struct dist_tails tails;

	if (x < 1e-17) {
		at.log_below = shape * lambda - gsl_sf_lngamma(shape + 1);
		at.log_above = log1p(-exp(at.log_below));
		return at;
	}
	tails = dist_gamma_tails(x, shape);
	at.log_below = log(tails.below);
	at.log_above = log(tails.above);
	return at;
}

/* Wilson and Hilferty 1931: the cube root is nearly normal. */
static double start_of(double p, double q, double shape)
{
	double root = 1 - 1 / (9 * shape) + dist_normal_quantile(p, q) / (3 * sqrt(shape));

	if (root > 0.1)
		return log(shape) + 3 * log(root);
	return (log(p) + gsl_sf_lngamma(shape + 1)) / shape;
}

double dist_gamma_quantile(double p, double q, double shape)
{
	dist_silence_gsl();
	return exp(dist_solve(at_lambda, &shape, start_of(p, q, shape), p, q));
}
