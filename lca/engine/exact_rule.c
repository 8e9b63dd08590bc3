/* Nodes and weights by shape: double-exponential panels between kinks, equal steps of z. */

#include "lca/engine/exact_rule.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/engine/exact_panel.h"

#define LEAST_POWER   0.05 /* below, the mass at the end is nearer to it than a double tells */
#define FAR_Z	      1e6
#define NORMAL_PANEL  4.0  /* of z, where it is cut */
#define WINDOW_FAR    45.0 /* standard deviations that a peaked shape is followed to each side */
#define WINDOW_MIDDLE 7.0  /* where its panels are split */
#define WINDOW_NEAR   3.0
#define LEAST_DEGREES 2.15 /* the tail of a variance beyond the last node is too long below */
enum { FINE_GAPS = 64 };

static double clamp(double x, double low, double high)
{
	return x < low ? low : x > high ? high : x;
}

/* Narrows the natural ends of the shape to its cut, and takes the algebraic ends that are cut
 * away. */
static void set_ends(struct exact_maker *maker, double low, double high)
{
	struct exact_rule *rule = maker->rule;
	const struct exact_shape *shape = &rule->shape;

	maker->low = shape->low > low ? shape->low : low;
	maker->high = shape->high < high ? shape->high : high;
	if (maker->low > low)
		rule->power[0] = INFINITY;
	if (maker->high < high)
		rule->power[1] = INFINITY;
}

static void equal_steps(struct exact_maker *maker)
{
	const struct exact_shape *shape = &maker->rule->shape;
	double step = exact_shape_step(shape);
	long most = lround(ceil(exact_shape_reach(shape) / step)), k;

	for (k = -most; k <= most; k++) {
		double z = (double)k * step, weight = exp(-z * z / 2);

		exact_panel_node(maker, z, weight, k % 2 == 0 ? weight : 0);
	}
}

static void make_normal(struct exact_maker *maker)
{
	const struct exact_shape *shape = &maker->rule->shape;
	double start, end;

	if (isinf(shape->low) && isinf(shape->high)) {
		maker->beyond = true;
		equal_steps(maker);
		return;
	}
	set_ends(maker, -exact_shape_reach(shape), exact_shape_reach(shape));
	start = clamp(0, maker->low, maker->high);
	maker->reference = -start * start / 2;
	start = maker->low;
	while (start < maker->high) {
		end = fmin(start + NORMAL_PANEL, maker->high);
		exact_panel(maker, start, end, 0);
		start = end;
	}
}

/* A peaked shape is followed so far to each side as it has mass, in panels of like width. */
static void make_peaked(struct exact_maker *maker, double mean, double sd, double high)
{
	double low = fmax(0, mean - WINDOW_FAR * sd), top = fmin(high, mean + WINDOW_FAR * sd);
	const double kinks[] = {mean - WINDOW_MIDDLE * sd, mean - WINDOW_NEAR * sd, mean,
				mean + WINDOW_NEAR * sd, mean + WINDOW_MIDDLE * sd};

	if (low > 0)
		maker->rule->power[0] = INFINITY;
	if (top < 1)
		maker->rule->power[1] = INFINITY;
	set_ends(maker, low, top);
	exact_panels(maker, kinks, 5, sd);
}

/* The greatest of ln density that a node can see, so that none overflows. */
static void set_reference(struct exact_maker *maker, double mode)
{
	mode = clamp(mode, maker->rule->shape.low, maker->rule->shape.high);
	maker->reference = exact_shape_density(&maker->rule->shape, mode, 1 - mode);
	if (!isfinite(maker->reference))
		maker->reference = 0;
}

static void make_beta(struct exact_maker *maker)
{
	const struct exact_shape *shape = &maker->rule->shape;
	double alpha = shape->first, beta = shape->second, sum = alpha + beta;
	double mean = alpha / sum;
	/* Near an end the tail is exponential, of scale 1 / sum. */
	double sd = fmax(sqrt(mean * (1 - mean) / (sum + 1)), 1 / sum);

	maker->rule->power[0] = alpha;
	maker->rule->power[1] = beta;
	if (alpha > 1 && beta > 1)
		set_reference(maker, (alpha - 1) / (sum - 2));
	if (sd * WINDOW_MIDDLE < 1) {
		make_peaked(maker, mean, sd, 1);
		return;
	}
	set_ends(maker, 0, 1);
	exact_panels(maker, NULL, 0, 0);
}

static void make_gamma(struct exact_maker *maker)
{
	double shape = maker->rule->shape.first, sd = sqrt(shape);
	const double kinks[] = {shape - WINDOW_MIDDLE * sd, shape - WINDOW_NEAR * sd, shape,
				shape + WINDOW_NEAR * sd, shape + WINDOW_MIDDLE * sd};

	maker->rule->power[0] = shape;
	if (shape > 1)
		set_reference(maker, shape - 1);
	if (shape > WINDOW_FAR * WINDOW_FAR) {
		make_peaked(maker, shape, sd, INFINITY);
		return;
	}
	set_ends(maker, 0, INFINITY);
	exact_panels(maker, kinks, 5, sd < 1 ? 1 : sd);
}

static void make_weibull(struct exact_maker *maker)
{
	const double kinks[] = {1};

	/* E = (x / scale)^shape is exponential; near 0 its density is 1. */
	maker->rule->power[0] = 1;
	set_ends(maker, 0, INFINITY);
	maker->reference = -maker->low;
	/* E^(2 / shape) exp(-E) is largest at 2 / shape. */
	exact_panels(maker, kinks, 1, 1 + 1 / maker->rule->shape.first);
}

static void make_student(struct exact_maker *maker)
{
	double degrees = maker->rule->shape.first;
	const double kinks[] = {0};
	double near;

	maker->rule->power[0] = degrees;
	maker->rule->power[1] = degrees;
	set_ends(maker, -INFINITY, INFINITY);
	near = clamp(0, maker->low, maker->high);
	maker->reference = exact_shape_density(&maker->rule->shape, near, 0);
	exact_panels(maker, kinks, 1, 1 / sqrt(degrees));
}

static void make_triangular(struct exact_maker *maker)
{
	double mode = maker->rule->shape.first;

	maker->rule->power[0] = mode > 0 ? 2 : 1;
	maker->rule->power[1] = mode < 1 ? 2 : 1;
	set_ends(maker, 0, 1);
	exact_panels(maker, &mode, 1, 0);
}

static void make_trapezoid(struct exact_maker *maker)
{
	double edge = maker->rule->shape.first;
	const double kinks[] = {edge, 1 - edge};

	maker->rule->power[0] = 2;
	maker->rule->power[1] = 2;
	set_ends(maker, 0, 1);
	exact_panels(maker, kinks, 2, 0);
}

static void make_flat(struct exact_maker *maker)
{
	maker->rule->power[0] = 1;
	maker->rule->power[1] = 1;
	set_ends(maker, 0, 1);
	exact_panels(maker, NULL, 0, 0);
}

static void make_discrete(struct exact_maker *maker)
{
	const struct exact_shape *shape = &maker->rule->shape;
	const struct dist_points *points = shape->points;
	double before = 0;
	size_t i;

	maker->rule->exact = true;
	for (i = 0; i < points->count; i++) {
		double p = points->p[i] - before;

		before = points->p[i];
		if (points->x[i] >= shape->low && points->x[i] <= shape->high)
			exact_panel_node(maker, points->x[i], p, p);
	}
}

/* Within a gap the distribution is uniform. */
static void fill_gap(struct exact_maker *maker, double start, double end, double mass)
{
	/* Gauss-Legendre of three points on (-1, 1): 0 and +-sqrt(3/5), weights 8/9 and 5/9. */
	double middle = (start + end) / 2, outer = (end - start) / 2 * sqrt(0.6);

	if (end > start) {
		exact_panel_node(maker, middle - outer, mass * 5 / 18, 0);
		exact_panel_node(maker, middle, mass * 8 / 18, 0);
		exact_panel_node(maker, middle + outer, mass * 5 / 18, 0);
		return;
	}
	exact_panel_node(maker, start, mass, 0);
}

static void fill_gap_finely(struct exact_maker *maker, double start, double end, double mass)
{
	maker->reference = log((end - start) / mass);
	if (end > start)
		exact_panel(maker, start, end, 0);
	else
		exact_panel_node(maker, start, mass, mass);
}

static void make_empirical(struct exact_maker *maker)
{
	const struct exact_shape *shape = &maker->rule->shape;
	const struct dist_points *points = shape->points;
	size_t i;

	maker->rule->rough = points->count > FINE_GAPS;
	for (i = 0; i + 1 < points->count; i++) {
		double start = points->x[i], end = points->x[i + 1], whole = end - start;
		double from = clamp(start, shape->low, shape->high);
		double to = clamp(end, shape->low, shape->high);
		double mass = whole > 0 ? (to - from) / whole
					: (start >= shape->low && start <= shape->high);

		if (!(mass > 0))
			continue;
		if (maker->rule->rough)
			fill_gap(maker, from, to, mass);
		else
			fill_gap_finely(maker, from, to, mass);
	}
}

static void make_nodes(struct exact_maker *maker)
{
	switch (maker->rule->shape.kind) {
	case DIST_NORMAL:
		make_normal(maker);
		return;
	case DIST_TRIANGULAR:
		make_triangular(maker);
		return;
	case DIST_BETA:
		make_beta(maker);
		return;
	case DIST_GAMMA:
		make_gamma(maker);
		return;
	case DIST_WEIBULL:
		make_weibull(maker);
		return;
	case DIST_STUDENT:
		make_student(maker);
		return;
	case DIST_TRAPEZOID:
		make_trapezoid(maker);
		return;
	case DIST_UNIFORM:
	case DIST_ARCSINE:
		make_flat(maker);
		return;
	case DIST_DISCRETE:
		make_discrete(maker);
		return;
	case DIST_EMPIRICAL:
		make_empirical(maker);
		return;
	case DIST_EXACT:
	case DIST_LOGNORMAL:
	case DIST_PERT:
		break;
	}
	assert(!"a shape of its own");
}

/* Where the function is a power of the distance, two points far out show which. */
static void add_probes(struct exact_maker *maker)
{
	struct exact_rule *rule = maker->rule;
	const struct exact_shape *shape = &rule->shape;
	bool student = shape->kind == DIST_STUDENT;
	const double outer = student ? 60 : 1e-40, outermost = student ? 90 : 1e-60;
	double *probe = rule->y + rule->count;

	probe[0] = exact_shape_y(shape, student ? -outer : maker->low + outer);
	probe[1] = exact_shape_y(shape, student ? -outermost : maker->low + outermost);
	probe[2] = exact_shape_y(shape, student ? outer : maker->high - outer);
	probe[3] = exact_shape_y(shape, student ? outermost : maker->high - outermost);
	rule->probe[0] = rule->probe[1] = student ? outer - outermost : log(outermost / outer);
	if (isinf(rule->power[0]))
		probe[0] = probe[1] = maker->beyond ? -FAR_Z : rule->y[0];
	if (isinf(rule->power[1]))
		probe[2] = probe[3] = maker->beyond ? FAR_Z : rule->y[rule->count - 1];
}

static bool normalise(double *weight, size_t count)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < count; i++)
		sum += weight[i];
	if (!(sum > 0) || isinf(sum))
		return false;
	for (i = 0; i < count; i++)
		weight[i] /= sum;
	return true;
}

/* Ends with hardly any distance to tell, tails longer than the nodes reach. */
static bool is_beyond(const struct exact_shape *shape)
{
	switch (shape->kind) {
	case DIST_BETA:
		return shape->first < LEAST_POWER || shape->second < LEAST_POWER;
	case DIST_GAMMA:
	case DIST_WEIBULL:
		return shape->first < LEAST_POWER;
	case DIST_STUDENT:
		return shape->first < LEAST_DEGREES && shape->first > 2;
	case DIST_EMPIRICAL:
		return 3 * shape->points->count > EXACT_NODES;
	case DIST_DISCRETE:
		return shape->points->count > EXACT_NODES;
	case DIST_NORMAL:
		return !(8 * exact_shape_reach(shape) / exact_shape_step(shape) < EXACT_NODES);
	case DIST_EXACT:
	case DIST_LOGNORMAL:
	case DIST_UNIFORM:
	case DIST_TRIANGULAR:
	case DIST_PERT:
	case DIST_ARCSINE:
	case DIST_TRAPEZOID:
		break;
	}
	return false;
}

struct exact_rule *exact_rule_new(struct arena *arena, const struct exact_shape *shape)
{
	double y[EXACT_NODES + EXACT_PROBES], weight[EXACT_NODES], coarse[EXACT_NODES];
	struct exact_rule *rule = arena_alloc(arena, sizeof *rule);
	struct exact_maker maker = {.rule = rule};

	*rule = (struct exact_rule){.shape = *shape,
				    .y = y,
				    .weight = weight,
				    .coarse = coarse,
				    .power = {INFINITY, INFINITY}};
	if (is_beyond(shape))
		return NULL;
	make_nodes(&maker);
	if (!rule->count || rule->count == EXACT_NODES || !normalise(weight, rule->count) ||
	    (!rule->rough && !normalise(coarse, rule->count)))
		return NULL;
	add_probes(&maker);
	rule->y = arena_alloc(arena, (rule->count + EXACT_PROBES) * sizeof *y);
	rule->weight = arena_alloc(arena, rule->count * sizeof *weight);
	rule->coarse = arena_alloc(arena, rule->count * sizeof *coarse);
	memcpy(rule->y, y, (rule->count + EXACT_PROBES) * sizeof *y);
	memcpy(rule->weight, weight, rule->count * sizeof *weight);
	memcpy(rule->coarse, coarse, rule->count * sizeof *coarse);
	return rule;
}
