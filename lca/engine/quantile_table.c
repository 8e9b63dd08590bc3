/* Piecewise cubics of a quantile function, from its values and its density. */

#include "lca/engine/quantile_table.h"

#include <assert.h>
#include <math.h>

enum { STEPS_MOST = 8 };

/* A last step this small, as a share of the distance from the end, leaves about its cube. */
static const double small_step = 1e-3;

/* PERT: density scale * t^rise * (1 - t)^fall of t = (x - low) / width. */
struct shape {
	const struct dist *dist;
	double low, width, rise, fall, scale;
};

/* One half of the distribution, seen from its end: the value at probability v and its slope. */
struct node {
	double x;
	double slope;
};

/* B(a, b) = G(a) G(b) / G(6), as the exponents of a PERT add up to 6. */
static struct shape shape_of(const struct dist *dist)
{
	double width = dist->c - dist->a, rise = 4 * (dist->b - dist->a) / width;
	double fall = 4 - rise;

	return (struct shape){.dist = dist,
			      .low = dist->a,
			      .width = width,
			      .rise = rise,
			      .fall = fall,
			      .scale = 120 / (tgamma(1 + rise) * tgamma(1 + fall) * width)};
}

static double density(const struct shape *shape, double x)
{
	double t = (x - shape->low) / shape->width;

	return shape->scale * pow(t, shape->rise) * pow(1 - t, shape->fall);
}

static struct node node_at(const struct shape *shape, double v)
{
	double x = dist_quantile(shape->dist, v);

	return (struct node){x, 1 / density(shape, x)};
}

/* Halley's step from x towards P(v). */
static double step_from(const struct shape *shape, double x, double v)
{
	double newton = (v - dist_below(shape->dist, x)) / density(shape, x);
	double bend =
	    shape->rise / (x - shape->low) - shape->fall / (shape->low + shape->width - x);

	return newton / (1 + 0.5 * newton * bend);
}

/* The node at v from its neighbour: near the end of the support x - low follows a power of v,
 * so the guess goes along that power. Far cheaper than an inverse from scratch. */
static struct node node_from(const struct shape *shape, struct node known, double known_v,
			     double v)
{
	double offset = known.x - shape->low, power = known_v * known.slope / offset;
	double x = shape->low + offset * pow(v / known_v, power), step;
	int i;

	for (i = 0; i < STEPS_MOST; i++) {
		step = step_from(shape, x, v);
		x += step;
		if (!(x > shape->low && x < shape->low + shape->width))
			break;
		if (fabs(step) <= small_step * (x - shape->low))
			return (struct node){x, 1 / density(shape, x)};
	}
	return node_at(shape, v);
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
	const struct shape shape = shape_of(dist);
	double v = 0.5, step;
	struct node to = node_at(&shape, v), from;
	int i;

	for (i = TABLE_HALF; i-- > 0;) {
		step = ldexp(1.0 / TABLE_PIECES, i / TABLE_PIECES - TABLE_OCTAVES - 1);
		from = node_from(&shape, to, v, v - step);
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
