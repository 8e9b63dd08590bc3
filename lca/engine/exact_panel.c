/* Double-exponential nodes. */

#include "lca/engine/exact_panel.h"

#include <math.h>

/* The ends of a panel in t: the distance to an end falls like exp(-TAIL / power) where only the
 * density counts, and three times as far where the function may be a power of it. */
#define TAIL	      40.0
#define FAR_TAIL      120.0
#define STEP	      0.1 /* of t */
#define EXPONENTIAL_T 5.2 /* exp(t - exp(-t)) = 181 */
#define STUDENT_T     5.8 /* 330 */
#define HALF_PI	      1.57079632679489661923

struct panel {
	double start, end;	   /* end may be infinite, or start */
	double start_far, end_far; /* TAIL or FAR_TAIL over the power there */
	double scale;		   /* where an end is infinite */
};

void exact_panel_node(struct exact_maker *maker, double y, double weight, double coarse)
{
	struct exact_rule *rule = maker->rule;
	size_t n = rule->count;

	if (n == EXACT_NODES || !(weight > 0))
		return;
	rule->y[n] = y;
	rule->weight[n] = weight;
	rule->coarse[n] = coarse;
	rule->count++;
}

/* A node at base, its weight there being that of the base variable. */
static void add_base(struct exact_maker *maker, double base, double right, double weight,
		     bool even)
{
	const struct exact_shape *shape = &maker->rule->shape;
	double density = exp(exact_shape_density(shape, base, right) - maker->reference);

	exact_panel_node(maker, exact_shape_y(shape, base), weight * density,
			 even ? 2 * weight * density : 0);
}

/* base = start + width (1 + tanh(pi/2 sinh t)) / 2 */
static void finite_panel(struct exact_maker *maker, const struct panel *panel)
{
	double span = panel->end - panel->start;
	long first = -lround(ceil(asinh(panel->start_far / (2 * HALF_PI)) / STEP));
	long last = lround(ceil(asinh(panel->end_far / (2 * HALF_PI)) / STEP)), k;

	for (k = first; k <= last; k++) {
		double t = (double)k * STEP, s = HALF_PI * sinh(t);
		double near = 1 / (1 + exp(2 * fabs(s))), far = 1 - near;
		double below = span * (t < 0 ? near : far), above = span * (t < 0 ? far : near);
		double base = t < 0 ? panel->start + below : panel->end - above;

		add_base(maker, base, panel->end < 1 ? 1 - base : above,
			 span * 2 * near * far * HALF_PI * cosh(t) * STEP, k % 2 == 0);
	}
}

/* base = start + scale exp(t - exp(-t)), or mirrored where start is the infinite end. */
static void infinite_panel(struct exact_maker *maker, const struct panel *panel)
{
	bool mirrored = isinf(panel->start);
	double far = mirrored ? panel->end_far : panel->start_far;
	double reach = maker->rule->shape.kind == DIST_STUDENT ? STUDENT_T : EXPONENTIAL_T;
	long first = -lround(ceil(log(far) / STEP)), last = lround(reach / STEP), k;

	for (k = 0; k <= last - first; k++) {
		double t = (double)(mirrored ? last - k : first + k) * STEP;
		double distance = panel->scale * exp(t - exp(-t));
		double base = mirrored ? panel->end - distance : panel->start + distance;

		add_base(maker, base, 0, distance * (1 + exp(-t)) * STEP, k % 2 == 0);
	}
}

static double far_of(double factor, double power)
{
	return factor / (power < 1 ? power : 1);
}

/* Between two bases within the shape's ends; power: of the density at an end of the shape. */
void exact_panel(struct exact_maker *maker, double start, double end, double scale)
{
	const double *power = maker->rule->power;
	bool low = start == maker->low, high = end == maker->high;
	struct panel panel = {
	    .start = start,
	    .end = end,
	    .start_far = low ? far_of(FAR_TAIL, isinf(power[0]) ? 1 : power[0]) : TAIL,
	    .end_far = high ? far_of(TAIL, isinf(power[1]) ? 1 : power[1]) : TAIL,
	    .scale = scale,
	};

	if (!(start < end))
		return;
	if (isinf(start) || isinf(end))
		infinite_panel(maker, &panel);
	else
		finite_panel(maker, &panel);
}

/* Panels from low to high, split at those of the kinks that lie between. */
void exact_panels(struct exact_maker *maker, const double *kinks, size_t count, double scale)
{
	double start = maker->low;
	size_t i;

	for (i = 0; i < count; i++) {
		if (!(kinks[i] > start && kinks[i] < maker->high))
			continue;
		exact_panel(maker, start, kinks[i], scale);
		start = kinks[i];
	}
	exact_panel(maker, start, maker->high, scale);
}
