/*
 * The gamma distribution of scale 1; lambda = log x.
 *
 * The incomplete gamma functions are the series 8.7.1 and the continued fraction 8.9.2 of the
 * NIST Digital Library of Mathematical Functions, each where it converges fast.
 */

#include <float.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>
#include <math.h>

#include "lca/base/dist_solve.h"

enum { TERMS_MOST = 100000, STEPS_MOST = 10 };

/* Above this shape the expansion in its inverse root leaves less than 1e-12. */
static const double large_shape = 1e6;

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

/* P over the density of lambda: 1 / a + x / (a (a + 1)) + ... */
static double below_series(double x, double a)
{
	double term = 1 / a, sum = term;
	int n;

	for (n = 1; n < TERMS_MOST && term > DBL_EPSILON / 4 * sum; n++) {
		term *= x / (a + n);
		sum += term;
	}
	return sum;
}

/* Q over the density of lambda: 1 / (x + 1 - a - (1 - a) / (x + 3 - a - ...)), by Lentz's way;
 * for x > a + 1 no partial denominator vanishes. */
static double above_fraction(double x, double a)
{
	double b = x + 1 - a, d = 1 / b, c = 1 / DBL_MIN, value = d, change, term;
	int n;

	for (n = 1; n < TERMS_MOST; n++) {
		term = n * (a - n);
		b += 2;
		d = 1 / (b + term * d);
		c = b + term / c;
		change = c * d;
		value *= change;
		if (fabs(change - 1) < DBL_EPSILON)
			break;
	}
	return value;
}

static struct dist_at at_lambda(const void *family, double lambda)
{
	double shape = *(const double *)family, x = exp(lambda);
	struct dist_at at = {.log_density = log_density(x, lambda, shape)};

	if (x < shape + 1) {
		at.log_below = at.log_density + log(below_series(x, shape));
		at.log_above = log1p(-exp(at.log_below));
	} else {
		at.log_above = at.log_density + log(above_fraction(x, shape));
		at.log_below = log1p(-exp(at.log_above));
	}
	return at;
}

/* Normal quantiles this far out are of no double's probability; the series ends before. */
static const double farthest_normal = 100;

/* Cornish and Fisher 1937: x in powers of the shape, z the normal quantile. */
static double from_normal(double z, double shape)
{
	double root = sqrt(shape), s = z * z;

	return shape + root * z + (s - 1) / 3 + z * (s - 7) / (36 * root) -
	       ((3 * s + 7) * s - 16) / (810 * shape);
}

static double to_normal(double x, double shape)
{
	double root = sqrt(shape), z = (x - shape) / root;
	int i;

	if (fabs(z) > farthest_normal)
		return z;
	for (i = 0; i < STEPS_MOST; i++)
		z -= (from_normal(z, shape) - x) / (root + 2 * z / 3);
	return z;
}

struct dist_tails dist_gamma_tails(double x, double shape)
{
	struct dist_at at;

	dist_silence_gsl();
	if (shape > large_shape)
		return dist_normal_tails(to_normal(x, shape));
	at = at_lambda(&shape, log(x));
	return (struct dist_tails){exp(at.log_below), exp(at.log_above)};
}

double dist_gamma_density(double x, double shape)
{
	dist_silence_gsl();
	return exp(log_density(x, log(x), shape)) / x;
}

/* Wilson and Hilferty 1931: the cube root is nearly normal. Below shape 1 and far into the
 * lower tail, a bound on the side from which Newton's method goes straight: the exponential
 * distribution, and the first term of the series. */
static double start_of(double p, double q, double shape)
{
	double root = 1 - 1 / (9 * shape) + dist_normal_quantile(p, q) / (3 * sqrt(shape));

	if (shape < 1 && p > q)
		return log(-log(q));
	if (shape >= 1 && root > 0.1)
		return log(shape) + 3 * log(root);
	return (log(p) + gsl_sf_lngamma(shape + 1)) / shape;
}

double dist_gamma_quantile(double p, double q, double shape)
{
	dist_silence_gsl();
	if (shape > large_shape)
		return from_normal(dist_normal_quantile(p, q), shape);
	return exp(dist_solve(at_lambda, &shape, start_of(p, q, shape), p, q));
}
