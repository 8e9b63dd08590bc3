/* The spread of a row and of the steps that led to it, as one distribution. */

#include "factors/whole.h"

#include <math.h>

#include "factors/factors.h"

static double log_sd(const struct dist *dist, double floor, double median)
{
	static const struct dist standard = {.kind = DIST_NORMAL, .b = 1};
	static const double end = 0.975;
	double reach = dist_quantile(&standard, end);
	double low = dist_quantile(dist, 1 - end) - floor;
	double high = dist_quantile(dist, end) - floor;

	return low > 0 ? log(high / low) / (2 * reach) : log(high / median) / reach;
}

struct dist whole_widen(struct dist dist, double floor, double variance)
{
	double median, s;

	if (!(variance > 0) || dist.kind == DIST_LOGNORMAL)
		return dist_widen(dist, variance);
	median = dist_median(&dist) - floor;
	if (!(median > 0))
		return dist;
	s = dist.kind == DIST_EXACT ? 0 : log_sd(&dist, floor, median);
	dist = dist_lognormal(median, exp(sqrt(s * s + variance)));
	dist.c = floor;
	return dist;
}

static double variance_of(const struct quantity *step)
{
	return step ? log(step->dist.b) * log(step->dist.b) : 0;
}

struct dist factors_whole(const struct factor *factor)
{
	return whole_widen(factor->quantity.dist, 0,
			   variance_of(factor->off_place) + variance_of(factor->off_year));
}
