/* Means and standard deviations of whole shapes. */

#include <gsl/gsl_sf_zeta.h>
#include <math.h>

#include "lca/base/dist_shape.h"

static double range(const struct dist *dist)
{
	return dist->c - dist->a;
}

static double points_moment(const struct dist *dist, bool is_mean)
{
	double mean, sd;

	dist_points_moments(dist, 0, 1, &mean, &sd);
	return is_mean ? mean : sd;
}

double dist_shape_mean(const struct dist *dist)
{
	double s;

	switch (dist->kind) {
	case DIST_EXACT:
	case DIST_NORMAL:
		break;
	case DIST_LOGNORMAL:
		s = log(dist->b);
		return dist->c + dist->a * exp(s * s / 2);
	case DIST_UNIFORM:
	case DIST_ARCSINE:
	case DIST_TRAPEZOID:
		return dist->a + range(dist) / 2;
	case DIST_TRIANGULAR:
		return (dist->a + dist->b + dist->c) / 3;
	case DIST_PERT:
		return (dist->a + 4 * dist->b + dist->c) / 6;
	case DIST_BETA:
		return dist->a + range(dist) * dist->b / (dist->b + dist->d);
	case DIST_GAMMA:
		return dist->c + dist->a * dist->b;
	case DIST_WEIBULL:
		return dist->c + dist->a * tgamma(1 + 1 / dist->b);
	case DIST_STUDENT:
		return dist->d > 1 ? dist->a : NAN;
	case DIST_DISCRETE:
	case DIST_EMPIRICAL:
		return points_moment(dist, true);
	}
	return dist->a;
}

static double lognormal_sd(const struct dist *dist)
{
	double s = log(dist->b);

	return dist->a * exp(s * s / 2) * sqrt(expm1(s * s));
}

static double triangular_sd(const struct dist *dist)
{
	double left = (dist->b - dist->a) / range(dist);

	return range(dist) * sqrt((1 - left + left * left) / 18);
}

static double beta_sd(double alpha, double beta)
{
	double sum = alpha + beta;

	return sqrt(alpha / sum * (beta / sum) / (sum + 1));
}

/* log Gamma(1 + 2 e) - 2 log Gamma(1 + e), the sum over n >= 2 of zeta(n) (-e)^n (2^n - 2) / n
 * (Abramowitz and Stegun 6.1.33), of which a narrow shape leaves only the first terms. */
static double log_gamma_bend(double e)
{
	enum { TERMS = 60 };
	double sum = 0;
	int n;

	if (e > 0.25)
		return lgamma(1 + 2 * e) - 2 * lgamma(1 + e);
	for (n = TERMS; n >= 2; n--)
		sum += gsl_sf_zeta_int(n) * (pow(-2 * e, n) - 2 * pow(-e, n)) / n;
	return sum;
}

static double weibull_sd(double shape)
{
	return tgamma(1 + 1 / shape) * sqrt(expm1(log_gamma_bend(1 / shape)));
}

double dist_shape_sd(const struct dist *dist)
{
	switch (dist->kind) {
	case DIST_EXACT:
		break;
	case DIST_NORMAL:
		return dist->b;
	case DIST_LOGNORMAL:
		return lognormal_sd(dist);
	case DIST_UNIFORM:
		return range(dist) / sqrt(12);
	case DIST_TRIANGULAR:
		return triangular_sd(dist);
	case DIST_PERT:
		return range(dist) * beta_sd(1 + 4 * (dist->b - dist->a) / range(dist),
					     1 + 4 * (dist->c - dist->b) / range(dist));
	case DIST_BETA:
		return range(dist) * beta_sd(dist->b, dist->d);
	case DIST_GAMMA:
		return dist->a * sqrt(dist->b);
	case DIST_WEIBULL:
		return dist->a * weibull_sd(dist->b);
	case DIST_STUDENT:
		return dist->d > 2 ? dist->b * sqrt(dist->d / (dist->d - 2)) : INFINITY;
	case DIST_ARCSINE:
		return range(dist) / sqrt(8);
	case DIST_TRAPEZOID:
		return sqrt(range(dist) * range(dist) / 12 + dist->b * dist->b / 9);
	case DIST_DISCRETE:
	case DIST_EMPIRICAL:
		return points_moment(dist, false);
	}
	return 0;
}
