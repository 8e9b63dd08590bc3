/* Intervals of real numbers. */

#include <math.h>

#include "lca/base/interval.h"

/* An end that rounding may have moved, one unit in the last place further out. A zero is a sum
 * or product that is exact. */
static double below(double end)
{
	return end > 0 || end < 0 ? nextafter(end, -INFINITY) : end;
}

static double above(double end)
{
	return end > 0 || end < 0 ? nextafter(end, INFINITY) : end;
}

static struct interval widen(double low, double high)
{
	return (struct interval){below(low), above(high)};
}

/* 0 times infinity is 0: an end that is never reached, of something that is nothing. */
static double times(double a, double b)
{
	double product = a * b;

	return isnan(product) ? 0 : product;
}

struct interval interval_of(double value)
{
	return (struct interval){value, value};
}

struct interval interval_empty(void)
{
	return (struct interval){1, -1};
}

bool interval_is_empty(struct interval a)
{
	return !(a.low <= a.high);
}

bool interval_holds(struct interval a, double value)
{
	return a.low <= value && value <= a.high;
}

bool interval_meets(struct interval a, struct interval b)
{
	return !interval_is_empty(interval_common(a, b));
}

struct interval interval_common(struct interval a, struct interval b)
{
	struct interval common = {fmax(a.low, b.low), fmin(a.high, b.high)};

	if (interval_is_empty(a) || interval_is_empty(b) || interval_is_empty(common))
		return interval_empty();
	return common;
}

struct interval interval_hull(struct interval a, struct interval b)
{
	if (interval_is_empty(a))
		return b;
	if (interval_is_empty(b))
		return a;
	return (struct interval){fmin(a.low, b.low), fmax(a.high, b.high)};
}

struct interval interval_add(struct interval a, struct interval b)
{
	if (interval_is_empty(a) || interval_is_empty(b))
		return interval_empty();
	return widen(a.low + b.low, a.high + b.high);
}

struct interval interval_subtract(struct interval a, struct interval b)
{
	return interval_add(a, interval_is_empty(b) ? b : (struct interval){-b.high, -b.low});
}

struct interval interval_multiply(struct interval a, struct interval b)
{
	double ends[] = {times(a.low, b.low), times(a.low, b.high), times(a.high, b.low),
			 times(a.high, b.high)};

	if (interval_is_empty(a) || interval_is_empty(b))
		return interval_empty();
	return widen(fmin(fmin(ends[0], ends[1]), fmin(ends[2], ends[3])),
		     fmax(fmax(ends[0], ends[1]), fmax(ends[2], ends[3])));
}

struct interval interval_divide(struct interval a, struct interval b)
{
	if (interval_is_empty(a) || interval_is_empty(b))
		return interval_empty();
	/* Up to 0, or from it on, the quotients reach to infinity; across it everything. */
	if (interval_holds(b, 0))
		return (struct interval){-INFINITY, INFINITY};
	return interval_multiply(a, widen(1 / b.high, 1 / b.low));
}

struct interval interval_scale(struct interval a, double factor)
{
	return interval_multiply(a, interval_of(factor));
}
