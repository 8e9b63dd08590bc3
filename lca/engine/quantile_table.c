/* Piecewise cubics of a quantile function, from its values and its density. */

#include "lca/engine/quantile_table.h"

#include <assert.h>
#include <math.h>

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

/* Hermite's cubic over a step of v, its slopes held to three times the secant so that it stays
 * monotone. */
static struct table_piece join(struct node from, struct node to, double step)
{
	double rise = to.x - from.x;
	double s0 = fmin(from.slope * step, 3 * rise), s1 = fmin(to.slope * step, 3 * rise);

	return (struct table_piece){{from.x, s0, 3 * rise - 2 * s0 - s1, s0 + s1 - 2 * rise}};
}

static void fill_half(struct table_piece *pieces, const struct dist *dist)
{
	double v = 0x1p-40;
	struct node from = node_at(dist, v);
	int i;

	for (i = 0; i < TABLE_HALF; i++) {
		double step = ldexp(1.0 / TABLE_PIECES, i / TABLE_PIECES - TABLE_OCTAVES - 1);
		struct node to = node_at(dist, v + step);

		pieces[i] = join(from, to, step);
		from = to;
		v += step;
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
