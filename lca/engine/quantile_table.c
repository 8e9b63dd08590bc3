/* Piecewise cubics of a quantile function, from its values and its density. */

#include "lca/engine/quantile_table.h"

#include <assert.h>
#include <math.h>

enum { NEWTON_MOST = 6 };
#define NEWTON_CLOSE 1e-6 /* a last step this small leaves an error of its square */

/* One half of the distribution, seen from its end: distance from the end and its slope at
 * probability v. */
struct node {
	double x;
	double slope;
};

/* The density of PERT; B(a, b) = G(a) G(b) / G(6) as its exponents add up to 6. */
static double pert_density(const struct dist *dist, double x)
{
	double width = dist->c - dist->a, share = (dist->b - dist->a) / width;
	double alpha = 1 + 4 * share, beta = 5 - 4 * share, t = (x - dist->a) / width;

	return pow(t, alpha - 1) * pow(1 - t, beta - 1) * 120 /
	       (tgamma(alpha) * tgamma(beta) * width);
}

static struct node node_at(const struct dist *dist, double v)
{
	double x = dist_quantile(dist, v);

	return (struct node){x, 1 / pert_density(dist, x)};
}

/* The node at v from its neighbour: near the end of the support x - min follows a power of v,
 * so the guess goes along that power, and Newton's steps on log P(v) make it exact. Far cheaper
 * than an inverse from scratch. */
static struct node node_from(const struct dist *dist, struct node known, double known_v,
			     double v)
{
	double offset = known.x - dist->a;
	double power = known_v * known.slope / offset;
	double x = dist->a + offset * pow(v / known_v, power);
	double below, step;
	int i;

	for (i = 0; i < NEWTON_MOST; i++) {
		below = dist_below(dist, x);
		step = (v - below) / pert_density(dist, x);
		x += step;
		if (!(x > dist->a && x < dist->c))
			break;
		if (fabs(step) <= NEWTON_CLOSE * (x - dist->a))
			return (struct node){x, 1 / pert_density(dist, x)};
	}
	return node_at(dist, v);
}

/* Hermite's cubic over a step of v, its slopes held to three times the secant so that it stays
 * monotone. */
static struct table_piece join(struct node from, struct node to, double step)
{
	double rise = to.x - from.x;
	double s0 = fmin(from.slope * step, 3 * rise), s1 = fmin(to.slope * step, 3 * rise);

	return (struct table_piece){{from.x, s0, 3 * rise - 2 * s0 - s1, s0 + s1 - 2 * rise}};
}

/* From the middle outwards. */
static void fill_half(struct table_piece *pieces, const struct dist *dist)
{
	double v = 0.5, step;
	struct node to = node_at(dist, v), from;
	int i;

	for (i = TABLE_HALF; i-- > 0;) {
		step = ldexp(1.0 / TABLE_PIECES, i / TABLE_PIECES - TABLE_OCTAVES - 1);
		from = node_from(dist, to, v, v - step);
		pieces[i] = join(from, to, step);
		to = from;
		v -= step;
	}
}

void quantile_table_fill(struct quantile_table *table, const struct dist *dist)
{
	struct dist mirrored = *dist;
	int i, k;

	assert(dist->kind == DIST_PERT && dist->a < dist->c);
	mirrored.a = -dist->c;
	mirrored.b = -dist->b;
	mirrored.c = -dist->a;
	fill_half(table->piece, dist);
	fill_half(table->piece + TABLE_HALF, &mirrored);
	for (i = TABLE_HALF; i < 2 * TABLE_HALF; i++)
		for (k = 0; k < 4; k++)
			table->piece[i].c[k] = -table->piece[i].c[k];
}
