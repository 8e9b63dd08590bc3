/* Distributions that are given by their values. */

#include <float.h>
#include <math.h>

#include "lca/base/dist_shape.h"

/* How many of the points lie below x, or at it too. */
static size_t count_below(const struct dist *dist, double x, bool or_at)
{
	const struct dist_points *points = dist->points;
	size_t from = 0, to = points->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		double value = dist->a * points->x[middle];

		if (value < x || (or_at && value <= x))
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* The rank in 0 .. 1 of x between the order statistics before and after it. */
static double rank_between(const struct dist *dist, size_t before, double x)
{
	double low = dist->a * dist->points->x[before];
	double high = dist->a * dist->points->x[before + 1];

	return ((double)before + (x - low) / (high - low)) / (double)(dist->points->count - 1);
}

struct dist_tails dist_points_tails(const struct dist *dist, double x)
{
	size_t below = count_below(dist, x, false), upto = count_below(dist, x, true);
	size_t last = dist->points->count - 1;
	const double *p = dist->points->p;
	double rank;

	if (p)
		return (struct dist_tails){below ? p[below - 1] : 0,
					   upto ? 1 - p[upto - 1] : 1};
	if (below < upto)
		return (struct dist_tails){(double)below / (double)last,
					   1 - (double)(upto - 1) / (double)last};
	if (below == 0 || below > last)
		return (struct dist_tails){below > last, below == 0};
	rank = rank_between(dist, below - 1, x);
	return (struct dist_tails){rank, 1 - rank};
}

/* Sums of weights, and ranks within a cut, are rounded: a rank that is a sum but for that is
 * it. */
#define TIE (16 * DBL_EPSILON)

static double discrete_quantile(const struct dist_points *points, double p)
{
	size_t from = 0, to = points->count - 1;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (points->p[middle] < p - TIE)
			from = middle + 1;
		else
			to = middle;
	}
	return points->x[from];
}

static double empirical_quantile(const struct dist_points *points, double p)
{
	double position = p * (double)(points->count - 1), floor = trunc(position);
	size_t i = (size_t)floor;

	if (i + 1 >= points->count)
		return points->x[points->count - 1];
	return points->x[i] + (position - floor) * (points->x[i + 1] - points->x[i]);
}

double dist_points_quantile(const struct dist *dist, double p)
{
	const struct dist_points *points = dist->points;

	return dist->a *
	       (points->p ? discrete_quantile(points, p) : empirical_quantile(points, p));
}

/* The share of ranks p0 .. p1 within from .. to. */
static double overlap(double from, double to, double p0, double p1)
{
	return fmax(0, fmin(to, p1) - fmax(from, p0));
}

/* The integral over ranks p0 .. p1 of the power-th moment about centre (power 1 or 2). */
static double discrete_moment(const struct dist_points *points, double p0, double p1,
			      double centre, int power)
{
	double sum = 0, last = 0, off;
	size_t i;

	for (i = 0; i < points->count; last = points->p[i++]) {
		off = points->x[i] - centre;
		sum += overlap(last, points->p[i], p0, p1) * (power == 1 ? off : off * off);
	}
	return sum;
}

/* Between two order statistics X is uniform: the mean square of u .. v is (u^2 + u v + v^2)/3.
 */
static double empirical_moment(const struct dist_points *points, double p0, double p1,
			       double centre, int power)
{
	double last = (double)(points->count - 1), sum = 0;
	size_t i;

	for (i = 0; i + 1 < points->count; i++) {
		double from = fmax((double)i, p0 * last), to = fmin((double)i + 1, p1 * last);
		double rise = points->x[i + 1] - points->x[i];
		double u = points->x[i] - centre + (from - (double)i) * rise;
		double v = points->x[i] - centre + (to - (double)i) * rise;

		if (from < to)
			sum += (to - from) / last *
			       (power == 1 ? (u + v) / 2 : (u * u + u * v + v * v) / 3);
	}
	return sum;
}

static double moment(const struct dist_points *points, double p0, double p1, double centre,
		     int power)
{
	double sum = points->p ? discrete_moment(points, p0, p1, centre, power)
			       : empirical_moment(points, p0, p1, centre, power);

	return sum / (p1 - p0);
}

void dist_points_moments(const struct dist *dist, double p0, double p1, double *mean,
			 double *sd)
{
	const struct dist_points *points = dist->points;
	double centre = points->x[points->count / 2];

	centre += moment(points, p0, p1, centre, 1);
	*mean = dist->a * centre;
	*sd = dist->a * sqrt(moment(points, p0, p1, centre, 2));
}
