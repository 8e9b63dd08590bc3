/*
 * Distributions conditioned on an interval.
 *
 * Moments are integrals of the quantile function over the ranks that are left, by tanh-sinh
 * quadrature (Takahasi and Mori 1974), which bears the poles at infinite ends; ranks where a
 * shape has a kink divide it.
 */

#include <float.h>
#include <math.h>

#include "lca/base/dist_shape.h"

/* Nodes at t = i / A_UNIT up to FARTHEST: ranks down to 1e-275. */
enum { A_UNIT = 12, FARTHEST = 6, PIECES_MOST = 3 };

/* Ranks below and above both ends of a piece, each with its own digits. */
struct piece {
	double below, above, length;
};

struct sums {
	double first, second;
};

struct dist_cut dist_cut_of(const struct dist *dist)
{
	struct dist_cut cut = {.below = 0, .above = 0, .left = 1};

	if (!dist->cut)
		return cut;
	cut.below = dist_shape_tails(dist, dist->low).below;
	cut.above = dist_shape_tails(dist, dist->high).above;
	cut.left = 1 - cut.below - cut.above;
	return cut;
}

double dist_cut_mass(const struct dist *dist)
{
	struct dist_cut cut = dist_cut_of(dist);

	return cut.below + cut.above;
}

void dist_cut_ranks(const struct dist *dist, double *from, double *to)
{
	struct dist_cut cut = dist_cut_of(dist);

	*from = cut.below;
	*to = 1 - cut.above;
}

static double quantile(const struct dist *dist, double p, double q)
{
	return fmin(fmax(dist_shape_quantile(dist, p, q), dist->low), dist->high);
}

double dist_cut_quantile(const struct dist *dist, double p)
{
	struct dist_cut cut = dist_cut_of(dist);

	return quantile(dist, cut.below + p * cut.left, cut.above + (1 - p) * cut.left);
}

/* The ranks of kinks; returns how many. */
static int kinks(const struct dist *dist, double ranks[PIECES_MOST - 1])
{
	double outside;

	if (dist->kind == DIST_TRIANGULAR) {
		ranks[0] = (dist->b - dist->a) / (dist->c - dist->a);
		return 1;
	}
	if (dist->kind != DIST_TRAPEZOID)
		return 0;
	outside = dist_shape_tails(dist, dist->a + dist->b).below;
	ranks[0] = outside;
	ranks[1] = 1 - outside;
	return 2;
}

static int divide(const struct dist *dist, struct piece pieces[PIECES_MOST])
{
	const struct dist_cut cut = dist_cut_of(dist);
	double ranks[PIECES_MOST - 1], last = cut.below;
	int i, count = 0, given = kinks(dist, ranks);

	for (i = 0; i < given; i++)
		if (ranks[i] > last && ranks[i] < 1 - cut.above) {
			pieces[count++] = (struct piece){last, 1 - ranks[i], ranks[i] - last};
			last = ranks[i];
		}
	pieces[count++] = (struct piece){last, cut.above, 1 - cut.above - last};
	return count;
}

/* Adds the integrals of x - centre and of its square over a piece. */
static void integrate(const struct dist *dist, const struct piece *piece, double centre,
		      struct sums *sums)
{
	const double pi = 2 * acos(0), step = 1.0 / A_UNIT;
	int i;

	for (i = -FARTHEST * A_UNIT; i <= FARTHEST * A_UNIT; i++) {
		double grade = pi * sinh(i * step);
		double s = 1 / (1 + exp(-grade)), rest = 1 / (1 + exp(grade));
		double p = piece->below + piece->length * s;
		double q = piece->above + piece->length * rest;
		double weight = piece->length * step * pi * cosh(i * step) * s * rest, off;

		if (!(p > DBL_MIN && q > DBL_MIN))
			continue;
		off = quantile(dist, p, q) - centre;
		sums->first += weight * off;
		sums->second += weight * off * off;
	}
}

static struct sums integrals(const struct dist *dist, double centre)
{
	struct piece pieces[PIECES_MOST];
	struct sums sums = {0, 0};
	int i, count = divide(dist, pieces);
	double left = 0;

	for (i = 0; i < count; i++) {
		integrate(dist, &pieces[i], centre, &sums);
		left += pieces[i].length;
	}
	return (struct sums){sums.first / left, sums.second / left};
}

void dist_cut_moments(const struct dist *dist, double *mean, double *sd)
{
	const struct dist_cut cut = dist_cut_of(dist);
	double centre = dist_cut_quantile(dist, 0.5);
	bool open_low = isinf(dist->low), open_high = isinf(dist->high);
	struct sums sums;

	if (dist->points) {
		dist_points_moments(dist, cut.below, 1 - cut.above, mean, sd);
		return;
	}
	centre += integrals(dist, centre).first;
	sums = integrals(dist, centre);
	*mean = centre + sums.first;
	*sd = sqrt(fmax(0, sums.second - sums.first * sums.first));
	if (dist->kind != DIST_STUDENT || (!open_low && !open_high))
		return;
	if (dist->d <= 1)
		*mean = open_low && open_high ? NAN : open_low ? -INFINITY : INFINITY;
	if (dist->d <= 2)
		*sd = INFINITY;
}
