/* Distributions as standard shapes: values, base variables, densities. */

#include "lca/engine/exact_shape.h"

#include <assert.h>
#include <math.h>

#define NORMAL_REACH 9.0  /* exp(-z^2 / 2) is 3e-18 */
#define NORMAL_STEP  0.25 /* the error falls like exp(-2 (pi / step)^2) */
#define NARROW_STEP                                                                            \
	0.5 /* over the growth: 1 / (1 + exp(growth z)) has poles at pi / growth               \
	     */
#define HALF_PI 1.57079632679489661923

struct exact_shape exact_shape_normal(double growth)
{
	return (struct exact_shape){
	    .kind = DIST_NORMAL, .low = -INFINITY, .high = INFINITY, .growth = growth};
}

/* The mean of a product of two is centred at 2 growth. */
double exact_shape_reach(const struct exact_shape *shape)
{
	return NORMAL_REACH + 2 * shape->growth;
}

double exact_shape_step(const struct exact_shape *shape)
{
	return fmin(NORMAL_STEP, NARROW_STEP / shape->growth);
}

static double log_gsd(const struct dist *dist)
{
	return log(dist->b);
}

static double width(const struct dist *dist)
{
	return dist->c - dist->a;
}

/* The standard value of x: the inverse of exact_shape_value. */
static double standard_of(const struct dist *dist, double x)
{
	switch (dist->kind) {
	case DIST_EXACT:
		break;
	case DIST_NORMAL:
	case DIST_STUDENT:
		return (x - dist->a) / dist->b;
	case DIST_LOGNORMAL:
		return x > dist->c ? log((x - dist->c) / dist->a) / log_gsd(dist) : -INFINITY;
	case DIST_UNIFORM:
	case DIST_TRIANGULAR:
	case DIST_PERT:
	case DIST_BETA:
	case DIST_ARCSINE:
		return (x - dist->a) / width(dist);
	case DIST_TRAPEZOID:
		return (x - dist->a + dist->b) / (width(dist) + 2 * dist->b);
	case DIST_GAMMA:
	case DIST_WEIBULL:
		return (x - dist->c) / dist->a;
	case DIST_DISCRETE:
	case DIST_EMPIRICAL:
		return x / dist->a;
	}
	return x;
}

double exact_shape_value(const struct dist *dist, double y)
{
	switch (dist->kind) {
	case DIST_EXACT:
		break;
	case DIST_NORMAL:
	case DIST_STUDENT:
		return dist->a + dist->b * y;
	case DIST_LOGNORMAL:
		return dist->c + dist->a * exp(log_gsd(dist) * y);
	case DIST_UNIFORM:
	case DIST_TRIANGULAR:
	case DIST_PERT:
	case DIST_BETA:
	case DIST_ARCSINE:
		return dist->a + width(dist) * y;
	case DIST_TRAPEZOID:
		return dist->a - dist->b + (width(dist) + 2 * dist->b) * y;
	case DIST_GAMMA:
	case DIST_WEIBULL:
		return dist->c + dist->a * y;
	case DIST_DISCRETE:
	case DIST_EMPIRICAL:
		return dist->a * y;
	}
	return dist->a;
}

static double clamp(double x, double low, double high)
{
	return x < low ? low : x > high ? high : x;
}

/* From Y to the base variable: E of a Weibull, the angle of an arc sine, asinh of a Student. */
static double base_of(const struct exact_shape *shape, double y)
{
	switch (shape->kind) {
	case DIST_WEIBULL:
		return y > 0 ? pow(y, shape->first) : 0;
	case DIST_ARCSINE:
		return acos(1 - 2 * clamp(y, 0, 1)) / (2 * HALF_PI);
	case DIST_STUDENT:
		return asinh(y / sqrt(shape->first));
	case DIST_EXACT:
	case DIST_NORMAL:
	case DIST_LOGNORMAL:
	case DIST_UNIFORM:
	case DIST_TRIANGULAR:
	case DIST_PERT:
	case DIST_BETA:
	case DIST_GAMMA:
	case DIST_TRAPEZOID:
	case DIST_DISCRETE:
	case DIST_EMPIRICAL:
		break;
	}
	return y;
}

double exact_shape_y(const struct exact_shape *shape, double base)
{
	double s;

	switch (shape->kind) {
	case DIST_WEIBULL:
		return pow(base, 1 / shape->first);
	case DIST_ARCSINE:
		s = sin(HALF_PI * base);
		return s * s;
	case DIST_STUDENT:
		return sqrt(shape->first) * sinh(base);
	case DIST_EXACT:
	case DIST_NORMAL:
	case DIST_LOGNORMAL:
	case DIST_UNIFORM:
	case DIST_TRIANGULAR:
	case DIST_PERT:
	case DIST_BETA:
	case DIST_GAMMA:
	case DIST_TRAPEZOID:
	case DIST_DISCRETE:
	case DIST_EMPIRICAL:
		break;
	}
	return base;
}

static struct exact_shape uncut_shape(const struct dist *dist)
{
	struct exact_shape shape = {.kind = dist->kind, .low = -INFINITY, .high = INFINITY};

	switch (dist->kind) {
	case DIST_NORMAL:
		return exact_shape_normal(0);
	case DIST_LOGNORMAL:
		return exact_shape_normal(3 * log_gsd(dist));
	case DIST_TRIANGULAR:
		shape.first = (dist->b - dist->a) / width(dist);
		break;
	case DIST_PERT:
		/* As in dist.h. */
		shape.kind = DIST_BETA;
		shape.first = 1 + 4 * (dist->b - dist->a) / width(dist);
		shape.second = 1 + 4 * (dist->c - dist->b) / width(dist);
		break;
	case DIST_BETA:
		shape.first = dist->b;
		shape.second = dist->d;
		break;
	case DIST_GAMMA:
	case DIST_WEIBULL:
		shape.first = dist->b;
		break;
	case DIST_STUDENT:
		shape.first = dist->d;
		break;
	case DIST_TRAPEZOID:
		shape.first = 2 * dist->b / (width(dist) + 2 * dist->b);
		break;
	case DIST_DISCRETE:
	case DIST_EMPIRICAL:
		shape.points = dist->points;
		break;
	case DIST_EXACT:
	case DIST_UNIFORM:
	case DIST_ARCSINE:
		break;
	}
	return shape;
}

struct exact_shape exact_shape_of(const struct dist *dist)
{
	struct exact_shape shape = uncut_shape(dist);

	assert(dist->kind != DIST_EXACT);
	if (dist->cut && isfinite(dist->low))
		shape.low = base_of(&shape, standard_of(dist, dist->low));
	if (dist->cut && isfinite(dist->high))
		shape.high = base_of(&shape, standard_of(dist, dist->high));
	return shape;
}

bool exact_shape_same(const struct exact_shape *a, const struct exact_shape *b)
{
	return a->kind == b->kind && a->first == b->first && a->second == b->second &&
	       a->low == b->low && a->high == b->high && a->growth == b->growth &&
	       a->points == b->points;
}

/* ln(x) with 0 for 0 ln(0), where the power is 0. */
static double power_log(double power, double x)
{
	return power == 0 ? 0 : power * log(x);
}

double exact_shape_density(const struct exact_shape *shape, double base, double right)
{
	double edge = shape->first;

	switch (shape->kind) {
	case DIST_NORMAL:
		return -base * base / 2;
	case DIST_TRIANGULAR:
		return base <= edge ? log(base / edge) : log(right / (1 - edge));
	case DIST_BETA:
		return power_log(shape->first - 1, base) + power_log(shape->second - 1, right);
	case DIST_GAMMA:
		return power_log(shape->first - 1, base) - base;
	case DIST_WEIBULL:
		return -base;
	case DIST_STUDENT:
		/* ln cosh without overflow. */
		return -shape->first * (fabs(base) + log1p(exp(-2 * fabs(base))));
	case DIST_TRAPEZOID:
		/* source: JCGM 101:2008, 6.4.3.2 */
		return log(-log1p(-2 * fmin(edge, fmin(base, right))));
	case DIST_EXACT:
	case DIST_LOGNORMAL:
	case DIST_UNIFORM:
	case DIST_PERT:
	case DIST_ARCSINE:
	case DIST_DISCRETE:
	case DIST_EMPIRICAL:
		break;
	}
	return 0;
}
