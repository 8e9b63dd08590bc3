/* Distributions before any cut: closed forms, and the way to the other families. */

#include "lca/base/dist_shape.h"

#include <assert.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <pthread.h>

static pthread_once_t silenced = PTHREAD_ONCE_INIT;

static void silence(void)
{
	gsl_set_error_handler_off();
}

void dist_silence_gsl(void)
{
	pthread_once(&silenced, silence);
}

static double log_sd(const struct dist *dist)
{
	return log(dist->b);
}

static double range(const struct dist *dist)
{
	return dist->c - dist->a;
}

/* PERT's two beta parameters: their sum is always 6. */
static double pert_alpha(const struct dist *dist)
{
	return 1 + 4 * (dist->b - dist->a) / range(dist);
}

static double pert_beta(const struct dist *dist)
{
	return 1 + 4 * (dist->c - dist->b) / range(dist);
}

/* Beta on a .. c. */
static double beta_quantile(const struct dist *dist, double p, double q, double alpha,
			    double beta)
{
	struct dist_ends ends = dist_beta_quantile(p, q, alpha, beta);

	return ends.x <= ends.y ? dist->a + range(dist) * ends.x
				: dist->c - range(dist) * ends.y;
}

double dist_normal_quantile(double p, double q)
{
	return p <= q ? gsl_cdf_ugaussian_Pinv(p) : gsl_cdf_ugaussian_Qinv(q);
}

/* -log of the probability above. */
static double exponential_quantile(double p, double q)
{
	return p <= q ? -log1p(-p) : -log(q);
}

static double triangular_quantile(const struct dist *dist, double p, double q)
{
	double rank = (dist->b - dist->a) / range(dist);

	if (p < rank)
		return dist->a + sqrt(p * range(dist) * (dist->b - dist->a));
	return dist->c - sqrt(q * range(dist) * (dist->c - dist->b));
}

/* sin^2(pi v / 2) from the nearer end. */
static double arcsine_quantile(const struct dist *dist, double p, double q)
{
	double s = sin(acos(0) * fmin(p, q));

	return p <= q ? dist->a + range(dist) * s * s : dist->c - range(dist) * s * s;
}

double dist_shape_quantile(const struct dist *dist, double p, double q)
{
	switch (dist->kind) {
	case DIST_EXACT:
		break;
	case DIST_NORMAL:
		return dist->a + dist->b * dist_normal_quantile(p, q);
	case DIST_LOGNORMAL:
		return dist->c + dist->a * exp(log_sd(dist) * dist_normal_quantile(p, q));
	case DIST_UNIFORM:
		return p <= q ? dist->a + p * range(dist) : dist->c - q * range(dist);
	case DIST_TRIANGULAR:
		return triangular_quantile(dist, p, q);
	case DIST_PERT:
		return beta_quantile(dist, p, q, pert_alpha(dist), pert_beta(dist));
	case DIST_BETA:
		return beta_quantile(dist, p, q, dist->b, dist->d);
	case DIST_GAMMA:
		return dist->c + dist->a * dist_gamma_quantile(p, q, dist->b);
	case DIST_WEIBULL:
		return dist->c + dist->a * pow(exponential_quantile(p, q), 1 / dist->b);
	case DIST_STUDENT:
		return dist->a + dist->b * dist_student_quantile(p, q, dist->d);
	case DIST_ARCSINE:
		return arcsine_quantile(dist, p, q);
	case DIST_TRAPEZOID:
		return dist_trapezoid_quantile(dist, p, q);
	case DIST_DISCRETE:
	case DIST_EMPIRICAL:
		return dist_points_quantile(dist, p);
	}
	return dist->a;
}

struct dist_tails dist_normal_tails(double z)
{
	return (struct dist_tails){gsl_cdf_ugaussian_P(z), gsl_cdf_ugaussian_Q(z)};
}

static struct dist_tails triangular_tails(const struct dist *dist, double x)
{
	double left = x - dist->a, right = dist->c - x;
	struct dist_tails tails;

	if (x < dist->b) {
		tails.below = left * left / (range(dist) * (dist->b - dist->a));
		tails.above = 1 - tails.below;
	} else {
		tails.above = right * right / (range(dist) * (dist->c - dist->b));
		tails.below = 1 - tails.above;
	}
	return tails;
}

static struct dist_tails beta_tails(const struct dist *dist, double x, double alpha,
				    double beta)
{
	return dist_beta_tails((x - dist->a) / range(dist), (dist->c - x) / range(dist), alpha,
			       beta);
}

static struct dist_tails weibull_tails(double x, double shape)
{
	double power = pow(x, shape);

	return (struct dist_tails){-expm1(-power), exp(-power)};
}

/* (2 / pi) asin(sqrt(t)) from the nearer end. */
static struct dist_tails arcsine_tails(const struct dist *dist, double x)
{
	double left = (x - dist->a) / range(dist), right = (dist->c - x) / range(dist);
	double near = asin(sqrt(fmin(left, right))) / acos(0);

	return left <= right ? (struct dist_tails){near, 1 - near}
			     : (struct dist_tails){1 - near, near};
}

/* x inside the support. */
static struct dist_tails tails_inside(const struct dist *dist, double x)
{
	switch (dist->kind) {
	case DIST_EXACT:
		break;
	case DIST_NORMAL:
		return dist_normal_tails((x - dist->a) / dist->b);
	case DIST_LOGNORMAL:
		return dist_normal_tails(log((x - dist->c) / dist->a) / log_sd(dist));
	case DIST_UNIFORM:
		return (struct dist_tails){(x - dist->a) / range(dist),
					   (dist->c - x) / range(dist)};
	case DIST_TRIANGULAR:
		return triangular_tails(dist, x);
	case DIST_PERT:
		return beta_tails(dist, x, pert_alpha(dist), pert_beta(dist));
	case DIST_BETA:
		return beta_tails(dist, x, dist->b, dist->d);
	case DIST_GAMMA:
		return dist_gamma_tails((x - dist->c) / dist->a, dist->b);
	case DIST_WEIBULL:
		return weibull_tails((x - dist->c) / dist->a, dist->b);
	case DIST_STUDENT:
		return dist_student_tails((x - dist->a) / dist->b, dist->d);
	case DIST_ARCSINE:
		return arcsine_tails(dist, x);
	case DIST_TRAPEZOID:
		return dist_trapezoid_tails(dist, x);
	case DIST_DISCRETE:
	case DIST_EMPIRICAL:
		return dist_points_tails(dist, x);
	}
	return (struct dist_tails){0, 0};
}

double dist_density(const struct dist *dist, double x)
{
	double left = (x - dist->a) / range(dist), right = (dist->c - x) / range(dist);

	if (dist->kind == DIST_PERT)
		return dist_beta_density(left, right, pert_alpha(dist), pert_beta(dist)) /
		       range(dist);
	if (dist->kind == DIST_BETA)
		return dist_beta_density(left, right, dist->b, dist->d) / range(dist);
	if (dist->kind == DIST_GAMMA)
		return dist_gamma_density((x - dist->c) / dist->a, dist->b) / dist->a;
	assert(dist->kind == DIST_STUDENT);
	return dist_student_density((x - dist->a) / dist->b, dist->d) / dist->b;
}

struct dist_tails dist_shape_tails(const struct dist *dist, double x)
{
	double low, high;

	dist_shape_support(dist, &low, &high);
	if (x < low)
		return (struct dist_tails){0, 1};
	if (x > high)
		return (struct dist_tails){1, 0};
	if (dist->points)
		return dist_points_tails(dist, x);
	if (x <= low)
		return (struct dist_tails){0, dist->kind != DIST_EXACT};
	if (x >= high)
		return (struct dist_tails){1, 0};
	return tails_inside(dist, x);
}

double dist_shape_median(const struct dist *dist)
{
	switch (dist->kind) {
	case DIST_EXACT:
	case DIST_NORMAL:
	case DIST_STUDENT:
		return dist->a;
	case DIST_LOGNORMAL:
		return dist->c + dist->a;
	case DIST_UNIFORM:
	case DIST_ARCSINE:
	case DIST_TRAPEZOID:
		return dist->a + range(dist) / 2;
	case DIST_TRIANGULAR:
	case DIST_PERT:
		/* Without the rounding of a quantile. */
		if (dist->b - dist->a == dist->c - dist->b)
			return dist->b;
		break;
	case DIST_BETA:
		if (dist->b == dist->d)
			return dist->a + range(dist) / 2;
		break;
	case DIST_GAMMA:
	case DIST_WEIBULL:
	case DIST_DISCRETE:
	case DIST_EMPIRICAL:
		break;
	}
	return dist_shape_quantile(dist, 0.5, 0.5);
}

void dist_shape_support(const struct dist *dist, double *low, double *high)
{
	*low = dist->a;
	*high = dist->c;
	switch (dist->kind) {
	case DIST_EXACT:
		*high = dist->a;
		break;
	case DIST_NORMAL:
	case DIST_STUDENT:
		*low = -INFINITY;
		*high = INFINITY;
		break;
	case DIST_LOGNORMAL:
	case DIST_GAMMA:
	case DIST_WEIBULL:
		*low = dist->c;
		*high = INFINITY;
		break;
	case DIST_TRAPEZOID:
		*low -= dist->b;
		*high += dist->b;
		break;
	case DIST_DISCRETE:
	case DIST_EMPIRICAL:
		*low = dist->a * dist->points->x[0];
		*high = dist->a * dist->points->x[dist->points->count - 1];
		break;
	case DIST_UNIFORM:
	case DIST_TRIANGULAR:
	case DIST_PERT:
	case DIST_BETA:
	case DIST_ARCSINE:
		break;
	}
}
