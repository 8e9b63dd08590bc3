/*
 * The beta distribution and Student's t, which follows from it.
 *
 * lambda = log(x / (1 - x)): both x and 1 - x keep their digits. The regularised incomplete
 * beta function is the continued fraction 8.17.22 of the NIST Digital Library of Mathematical
 * Functions, on the side where it converges fast.
 */

#include <float.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>
#include <math.h>

#include "lca/base/dist_solve.h"

enum { TERMS_MOST = 100000 };

/* Above this many degrees the series in their inverse leaves less than 1e-12. */
static const double many_degrees = 2e4;

struct beta {
	double alpha, beta;
};

struct point {
	double x, y; /* y = 1 - x */
	double log_x, log_y;
};

static struct point point_at(double lambda)
{
	double log_x = -log1p(exp(-lambda)), log_y = -log1p(exp(lambda));

	if (isinf(log_x))
		log_x = lambda;
	if (isinf(log_y))
		log_y = -lambda;
	return (struct point){exp(log_x), exp(log_y), log_x, log_y};
}

/* x^a y^b / B(a, b), the density of lambda. Near the mean it is the exponential of a difference
 * that is small, which large a and b would lose: there the powers are written with Stirling's
 * formula and its corrections Gamma*. */
static double log_density(const struct point *point, double a, double b)
{
	double sum = a + b, off = point->x * b - point->y * a;

	if (fabs(off) < a / 2 && fabs(off) < b / 2)
		return a * gsl_sf_log_1plusx_mx(off / a) + b * gsl_sf_log_1plusx_mx(-off / b) +
		       log(a * (b / sum) / (4 * acos(0))) / 2 +
		       log(gsl_sf_gammastar(sum) / (gsl_sf_gammastar(a) * gsl_sf_gammastar(b)));
	return a * point->log_x + b * point->log_y - gsl_sf_lnbeta(a, b);
}

/* Away from 0, so that the fraction may be divided by. */
static double apart(double x)
{
	return fabs(x) < DBL_MIN ? DBL_MIN : x;
}

/* I_x(a, b) a / (x^a (1 - x)^b / B(a, b)), by Lentz's way through the continued fraction. */
static double fraction(double x, double a, double b)
{
	double c = 1, d = 0, value = 1, change, term, m;
	int i;

	for (i = 1; i < TERMS_MOST; i++) {
		m = floor(i / 2.0);
		term = i % 2 ? -(a + m) * (a + b + m) / ((a + 2 * m) * (a + 2 * m + 1))
			     : m * (b - m) / ((a + 2 * m - 1) * (a + 2 * m));
		d = 1 / apart(1 + term * x * d);
		c = apart(1 + term * x / c);
		change = c * d;
		value *= change;
		if (fabs(change - 1) < DBL_EPSILON)
			break;
	}
	return 1 / value;
}

static struct dist_at at_point(const struct point *point, double a, double b)
{
	struct dist_at at = {.log_density = log_density(point, a, b)};

	if (point->x <= (a + 1) / (a + b + 2)) {
		at.log_below = at.log_density + log(fraction(point->x, a, b) / a);
		at.log_above = log1p(-exp(at.log_below));
	} else {
		at.log_above = at.log_density + log(fraction(point->y, b, a) / b);
		at.log_below = log1p(-exp(at.log_above));
	}
	return at;
}

static struct dist_at at_lambda(const void *family, double lambda)
{
	const struct beta *beta = family;
	const struct point point = point_at(lambda);

	return at_point(&point, beta->alpha, beta->beta);
}

static struct dist_tails tails_of(struct dist_at at)
{
	return (struct dist_tails){exp(at.log_below), exp(at.log_above)};
}

static struct point point_of(double x, double y)
{
	return (struct point){x, y, x < y ? log(x) : log1p(-y), x < y ? log1p(-x) : log(y)};
}

struct dist_tails dist_beta_tails(double x, double y, double alpha, double beta)
{
	const struct point point = point_of(x, y);

	dist_silence_gsl();
	return tails_of(at_point(&point, alpha, beta));
}

double dist_beta_density(double x, double y, double alpha, double beta)
{
	const struct point point = point_of(x, y);

	dist_silence_gsl();
	return exp(log_density(&point, alpha, beta)) / (x * y);
}

static double lambda_of(double p, double q, double alpha, double beta)
{
	const struct beta family = {alpha, beta};

	dist_silence_gsl();
	return dist_solve(at_lambda, &family, log(alpha / beta), p, q);
}

struct dist_ends dist_beta_quantile(double p, double q, double alpha, double beta)
{
	const struct point point = point_at(lambda_of(p, q, alpha, beta));

	return (struct dist_ends){point.x, point.y};
}

/* Beyond any normal quantile of a double, by more than t and z differ there. */
#define FARTHEST_NORMAL 100

/* Abramowitz and Stegun 26.7.5: t in inverse powers of the degrees, z the normal quantile. */
static double from_normal(double z, double degrees)
{
	double s = z * z, w = 4 * degrees;

	return z + z * (s + 1) / w + z * ((5 * s + 16) * s + 3) / (6 * w * w) +
	       z * (((3 * s + 19) * s + 17) * s - 15) / (6 * w * w * w);
}

static double to_normal(double t, double degrees)
{
	double z = t;
	int i;

	/* Both tails are 0 there, and the series is of no use. */
	if (fabs(t) > FARTHEST_NORMAL)
		return t;
	for (i = 0; i < 10; i++)
		z -= (from_normal(z, degrees) - t) / (1 + (3 * z * z + 1) / (4 * degrees));
	return z;
}

/* The probability of |T| > t >= 0 is I_x(degrees / 2, 1 / 2), x = degrees / (degrees + t^2). */
struct dist_tails dist_student_tails(double t, double degrees)
{
	double squares = t * t / degrees;
	struct dist_tails tails;

	if (degrees > many_degrees)
		return dist_normal_tails(to_normal(t, degrees));
	if (isinf(squares))
		tails.below = 0;
	else
		tails = dist_beta_tails(1 / (1 + squares), squares / (1 + squares), degrees / 2,
					0.5);
	tails.below /= 2;
	tails.above = 1 - tails.below;
	return t > 0 ? (struct dist_tails){tails.above, tails.below} : tails;
}

/* lambda = log(degrees / t^2), of which either sign of t has half. */
double dist_student_density(double t, double degrees)
{
	double squares = t * t / degrees, x = 1 / (1 + squares), y = squares / (1 + squares);

	return dist_beta_density(x, y, degrees / 2, 0.5) * x * y / fabs(t);
}

double dist_student_quantile(double p, double q, double degrees)
{
	double lambda, t;

	if (degrees > many_degrees)
		return from_normal(dist_normal_quantile(p, q), degrees);
	if (p == q)
		return 0;
	lambda = lambda_of(2 * fmin(p, q), fabs(q - p), degrees / 2, 0.5);
	t = sqrt(degrees) * exp(-lambda / 2);
	return p < q ? -t : t;
}
