/* Distributions of a single number, in closed form where there is one. */

#include <assert.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "lca/base/arena.h"
#include "lca/base/dist.h"
#include "lca/base/text.h"

enum { HALVINGS = 80 };

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

/* GSL's default handler aborts the program where an iteration gives up. */
static pthread_once_t silenced = PTHREAD_ONCE_INIT;

static void silence(void)
{
	gsl_set_error_handler_off();
}

static double beta_below(double x, double alpha, double beta)
{
	pthread_once(&silenced, silence);
	return gsl_cdf_beta_P(x, alpha, beta);
}

static double bisect_beta(double p, double alpha, double beta)
{
	double low = 0;
	double high = 1;
	int i;

	for (i = 0; i < HALVINGS; i++) {
		double middle = (low + high) / 2;

		if (beta_below(middle, alpha, beta) < p)
			low = middle;
		else
			high = middle;
	}
	return (low + high) / 2;
}

static double beta_quantile(double p, double alpha, double beta)
{
	double x;

	pthread_once(&silenced, silence);
	x = gsl_cdf_beta_Pinv(p, alpha, beta);
	if (!(x >= 0 && x <= 1) || fabs(beta_below(x, alpha, beta) - p) > 1e-12)
		x = bisect_beta(p, alpha, beta);
	return x;
}

static double triangular_quantile(const struct dist *dist, double p)
{
	double rank = (dist->b - dist->a) / range(dist);

	if (p < rank)
		return dist->a + sqrt(p * range(dist) * (dist->b - dist->a));
	return dist->c - sqrt((1 - p) * range(dist) * (dist->c - dist->b));
}

static double triangular_below(const struct dist *dist, double x)
{
	if (x < dist->b)
		return (x - dist->a) * (x - dist->a) / (range(dist) * (dist->b - dist->a));
	return 1 - (dist->c - x) * (dist->c - x) / (range(dist) * (dist->c - dist->b));
}

struct dist dist_exact(double value)
{
	return (struct dist){.kind = DIST_EXACT, .a = value};
}

struct dist dist_lognormal(double median, double gsd)
{
	assert(median > 0 && gsd >= 1);
	if (!(gsd > 1))
		return dist_exact(median);
	return (struct dist){.kind = DIST_LOGNORMAL, .a = median, .b = gsd};
}

double dist_quantile(const struct dist *dist, double p)
{
	assert(p > 0 && p < 1);
	switch (dist->kind) {
	case DIST_EXACT:
		return dist->a;
	case DIST_NORMAL:
		return dist->a + dist->b * gsl_cdf_ugaussian_Pinv(p);
	case DIST_LOGNORMAL:
		return dist->c + dist->a * exp(log_sd(dist) * gsl_cdf_ugaussian_Pinv(p));
	case DIST_UNIFORM:
		return dist->a + p * range(dist);
	case DIST_TRIANGULAR:
		return triangular_quantile(dist, p);
	case DIST_PERT:
		return dist->a +
		       range(dist) * beta_quantile(p, pert_alpha(dist), pert_beta(dist));
	}
	return dist->a;
}

/* Symmetric shapes have their median in the middle, without the rounding of a quantile. */
static bool is_symmetric(const struct dist *dist)
{
	return (dist->kind == DIST_TRIANGULAR || dist->kind == DIST_PERT) &&
	       dist->b - dist->a == dist->c - dist->b;
}

double dist_median(const struct dist *dist)
{
	if (is_symmetric(dist))
		return dist->b;
	switch (dist->kind) {
	case DIST_EXACT:
	case DIST_NORMAL:
		return dist->a;
	case DIST_LOGNORMAL:
		return dist->c + dist->a;
	case DIST_UNIFORM:
		return dist->a + range(dist) / 2;
	case DIST_TRIANGULAR:
	case DIST_PERT:
		break;
	}
	return dist_quantile(dist, 0.5);
}

double dist_mean(const struct dist *dist)
{
	double s;

	switch (dist->kind) {
	case DIST_EXACT:
	case DIST_NORMAL:
		break;
	case DIST_LOGNORMAL:
		s = log_sd(dist);
		return dist->c + dist->a * exp(s * s / 2);
	case DIST_UNIFORM:
		return dist->a + range(dist) / 2;
	case DIST_TRIANGULAR:
		return (dist->a + dist->b + dist->c) / 3;
	case DIST_PERT:
		return (dist->a + 4 * dist->b + dist->c) / 6;
	}
	return dist->a;
}

double dist_sd(const struct dist *dist)
{
	double s;
	double left;

	switch (dist->kind) {
	case DIST_EXACT:
		return 0;
	case DIST_NORMAL:
		return dist->b;
	case DIST_LOGNORMAL:
		s = log_sd(dist);
		return dist->a * exp(s * s / 2) * sqrt(expm1(s * s));
	case DIST_UNIFORM:
		return range(dist) / sqrt(12);
	case DIST_TRIANGULAR:
		left = (dist->b - dist->a) / range(dist);
		return range(dist) * sqrt((1 - left + left * left) / 18);
	case DIST_PERT:
		/* Beta with alpha + beta = 6: variance = alpha beta / (6^2 7). */
		return range(dist) * sqrt(pert_alpha(dist) * pert_beta(dist) / 252);
	}
	return 0;
}

static double below_inside(const struct dist *dist, double x)
{
	switch (dist->kind) {
	case DIST_EXACT:
		break;
	case DIST_NORMAL:
		return gsl_cdf_ugaussian_P((x - dist->a) / dist->b);
	case DIST_LOGNORMAL:
		return gsl_cdf_ugaussian_P(log((x - dist->c) / dist->a) / log_sd(dist));
	case DIST_UNIFORM:
		return (x - dist->a) / range(dist);
	case DIST_TRIANGULAR:
		return triangular_below(dist, x);
	case DIST_PERT:
		return beta_below((x - dist->a) / range(dist), pert_alpha(dist),
				  pert_beta(dist));
	}
	return 0;
}

double dist_below(const struct dist *dist, double x)
{
	double low;
	double high;

	dist_support(dist, &low, &high);
	if (x <= low)
		return 0;
	return x >= high ? 1 : below_inside(dist, x);
}

double dist_central(const struct dist *dist)
{
	return dist->pinned ? dist->central : dist_median(dist);
}

double dist_central_rank(const struct dist *dist)
{
	if (!dist->pinned || dist->kind == DIST_EXACT)
		return 0.5;
	return dist_below(dist, dist->central);
}

void dist_support(const struct dist *dist, double *low, double *high)
{
	*low = dist->a;
	*high = dist->c;
	switch (dist->kind) {
	case DIST_EXACT:
		*high = dist->a;
		break;
	case DIST_NORMAL:
		*low = -INFINITY;
		*high = INFINITY;
		break;
	case DIST_LOGNORMAL:
		*low = dist->c;
		*high = INFINITY;
		break;
	case DIST_UNIFORM:
	case DIST_TRIANGULAR:
	case DIST_PERT:
		break;
	}
}

struct dist dist_scale(struct dist dist, double factor)
{
	assert(factor > 0);
	dist.a *= factor;
	dist.c *= factor;
	dist.central *= factor;
	if (dist.kind != DIST_LOGNORMAL)
		dist.b *= factor;
	return dist;
}

struct dist dist_widen(struct dist dist, double ln_variance)
{
	double s = 0;

	assert(ln_variance >= 0);
	if (!(ln_variance > 0))
		return dist;
	if (dist.kind == DIST_LOGNORMAL)
		s = log_sd(&dist);
	else if (dist.kind != DIST_EXACT || dist.a <= 0)
		return dist;
	dist.kind = DIST_LOGNORMAL;
	dist.b = exp(sqrt(s * s + ln_variance));
	return dist;
}

static const char *show_digits(struct arena *arena, double value, int digits)
{
	char text[32];

	snprintf(text, sizeof text, "%.*e", digits - 1, value);
	return text_double(arena, strtod(text, NULL));
}

/* Twelve digits: what a conversion of units leaves behind is not shown. */
static const char *show(struct arena *arena, double value)
{
	return show_digits(arena, value, 12);
}

/* Spreads may be computed, and nobody states them more finely. */
static const char *show_spread(struct arena *arena, double value)
{
	return show_digits(arena, value, 6);
}

static const char *describe_lognormal(struct arena *arena, const struct dist *dist,
				      double scale, const char *unit)
{
	const char *median = show(arena, dist_median(dist) / scale);
	const char *gsd = show_spread(arena, dist->b);

	if (dist->c < 0 || dist->c > 0)
		return arena_printf(arena, "lognormal above %s%s, median %s%s, GSD %s",
				    show(arena, dist->c / scale), unit, median, unit, gsd);
	return arena_printf(arena, "lognormal, median %s%s, GSD %s", median, unit, gsd);
}

static const char *describe_shape(struct arena *arena, const struct dist *dist, double scale,
				  const char *unit)
{
	const char *a = show(arena, dist->a / scale);
	const char *b = show(arena, dist->b / scale);
	const char *c = show(arena, dist->c / scale);

	switch (dist->kind) {
	case DIST_EXACT:
		break;
	case DIST_NORMAL:
		return arena_printf(arena, "normal, mean %s%s, sd %s%s", a, unit,
				    show_spread(arena, dist->b / scale), unit);
	case DIST_LOGNORMAL:
		return describe_lognormal(arena, dist, scale, unit);
	case DIST_UNIFORM:
		return arena_printf(arena, "uniform, %s .. %s%s", a, c, unit);
	case DIST_TRIANGULAR:
		return arena_printf(arena, "triangular, %s .. %s%s, mode %s%s", a, c, unit, b,
				    unit);
	case DIST_PERT:
		return arena_printf(arena, "PERT, %s .. %s%s, mode %s%s", a, c, unit, b, unit);
	}
	return arena_printf(arena, "%s%s", a, unit);
}

const char *dist_describe_in(struct arena *arena, const struct dist *dist, double scale,
			     const char *unit)
{
	const char *blank = *unit ? arena_printf(arena, " %s", unit) : "";
	const char *shape = describe_shape(arena, dist, scale, blank);

	if (!dist->pinned)
		return shape;
	return arena_printf(arena, "%s, central %s%s", shape,
			    show(arena, dist->central / scale), blank);
}

const char *dist_describe(struct arena *arena, const struct dist *dist, double scale)
{
	return dist_describe_in(arena, dist, scale, "");
}
