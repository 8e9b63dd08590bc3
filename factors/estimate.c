/* A factor's value on its basis, and two of them compared. */

#include "factors/estimate.h"

#include <math.h>

#include "factors/factors.h"
#include "lca/base/dist.h"
#include "lca/base/text.h"

/* The 95 % interval, and half its width in standard deviations of a normal. */
static const double p_low = 0.025, p_high = 0.975;

static double deviations(void)
{
	const struct dist normal = {.kind = DIST_NORMAL, .a = 0, .b = 1};

	return dist_quantile(&normal, p_high);
}

static struct estimate interval_of(const struct dist *dist)
{
	struct estimate estimate = {.central = dist_central(dist)};

	estimate.low = estimate.high = estimate.central;
	if (dist->kind != DIST_EXACT) {
		estimate.low = dist_quantile(dist, p_low);
		estimate.high = dist_quantile(dist, p_high);
	}
	return estimate;
}

/* x times y. Where an interval reaches 0 there are no logarithms: relative widths instead. */
static struct estimate multiply(struct estimate x, struct estimate y)
{
	struct estimate product = {.central = x.central * y.central};
	double up, down;

	product.low = product.high = product.central;
	if (!(x.central > 0 && y.central > 0))
		return product;
	if (x.low > 0 && y.low > 0) {
		up = hypot(log(x.high / x.central), log(y.high / y.central));
		down = hypot(log(x.central / x.low), log(y.central / y.low));
		product.high = product.central * exp(up);
		product.low = product.central * exp(-down);
		return product;
	}
	up = hypot(x.high / x.central - 1, y.high / y.central - 1);
	down = hypot(1 - x.low / x.central, 1 - y.low / y.central);
	product.high = product.central * (1 + up);
	product.low = product.central * (1 - down);
	return product;
}

static struct estimate add(struct estimate x, struct estimate y)
{
	struct estimate sum = {.central = x.central + y.central};

	sum.high = sum.central + hypot(x.high - x.central, y.high - y.central);
	sum.low = sum.central - hypot(x.central - x.low, y.central - y.low);
	return sum;
}

static double spread_of(const struct estimate *estimate)
{
	double width = 2 * deviations();

	if (!(estimate->high > estimate->low) || !(estimate->central > 0))
		return 0;
	if (estimate->low > 0)
		return log(estimate->high / estimate->low) / width;
	return (estimate->high - estimate->low) / width / estimate->central;
}

static bool is_shared(const struct quantity *a, const struct quantity *b)
{
	return a && b &&
	       text_same(a->origin.draw ? a->origin.draw : a->origin.key,
			 b->origin.draw ? b->origin.draw : b->origin.key) &&
	       dist_same(&a->dist, &b->dist);
}

/* Row and steps without the draws that the other has too; they cancel in a ratio. */
static struct dist apart_from(const struct factor *factor, const struct factor *other)
{
	struct factor rest = *factor;

	if (is_shared(&factor->quantity, &other->quantity))
		rest.quantity.dist = dist_exact(dist_central(&factor->quantity.dist));
	if (is_shared(factor->off_place, other->off_place))
		rest.off_place = NULL;
	if (is_shared(factor->off_year, other->off_year))
		rest.off_year = NULL;
	return factors_whole(&rest);
}

static struct estimate estimate_of(const struct factor *factor, const struct dist *own,
				   bool method)
{
	const struct bridge *bridge = factor->bridge;
	struct estimate estimate = interval_of(own);

	if (method && factor->method)
		estimate = multiply(estimate, interval_of(&factor->method->dist));
	if (bridge && bridge->factor)
		estimate = multiply(estimate, interval_of(&bridge->factor->dist));
	if (bridge && bridge->addend)
		estimate = add(estimate, interval_of(&bridge->addend->dist));
	estimate.spread = spread_of(&estimate);
	return estimate;
}

struct estimate factor_estimate(const struct factor *factor, bool method)
{
	const struct dist whole = factors_whole(factor);

	return estimate_of(factor, &whole, method);
}

static bool share_method(const struct factor *a, const struct factor *b)
{
	return a->method && b->method &&
	       text_same(a->method->origin.draw, b->method->origin.draw);
}

struct contrast factor_contrast(const struct factor *a, const struct factor *b)
{
	const struct dist normal = {.kind = DIST_NORMAL, .a = 0, .b = 1};
	struct contrast contrast = {.same_method = share_method(a, b)};
	const struct dist own_a = apart_from(a, b), own_b = apart_from(b, a);
	struct estimate left = estimate_of(a, &own_a, !contrast.same_method);
	struct estimate right = estimate_of(b, &own_b, !contrast.same_method);
	double logarithm;

	contrast.comparable =
	    left.central > 0 && right.central > 0 &&
	    dimensions_equal(a->quantity.unit.dimensions, b->quantity.unit.dimensions);
	if (!contrast.comparable)
		return contrast;
	contrast.ratio = right.central / left.central;
	contrast.spread = hypot(left.spread, right.spread);
	logarithm = log(contrast.ratio);
	if (logarithm == 0)
		contrast.below = 0.5;
	else if (contrast.spread > 0)
		contrast.below = dist_below(&normal, -logarithm / contrast.spread);
	else
		contrast.below = logarithm < 0 ? 1 : 0;
	contrast.distance = logarithm == 0 ? 0 : fabs(logarithm) / contrast.spread;
	contrast.apart = contrast.below < p_low || contrast.below > p_high;
	return contrast;
}
