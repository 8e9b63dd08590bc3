/*
 * The curvilinear trapezoid: X = middle + W S, S uniform on -1 .. 1, W uniform on w - d .. w +
 * d, w the half-width (JCGM 101:2008, 6.4.3).
 *
 * With delta the distance from the end of the support as a share of w + d, the probability
 * beyond, where the limits are in doubt (delta <= 2 d / (w + d)), is (w + d) g(delta) / (4 d),
 * g(delta) = delta + (1 - delta) log(1 - delta); inside of it the density is flat.
 */

#include <math.h>

#include "lca/base/dist_shape.h"

enum { STEPS = 6 };

struct form {
	double middle;
	double reach;	/* w + d */
	double edge;	/* delta where the flat part begins */
	double outside; /* probability beyond that */
	double share;	/* of g */
};

/* g = delta^2/2 + delta^3/6 + ... = sum of delta^k / (k (k - 1)). */
static double excess(double delta)
{
	double sum = 0;
	int k;

	if (delta > 0.1)
		return delta + (1 - delta) * log1p(-delta);
	for (k = 20; k >= 2; k--)
		sum = sum * delta + 1.0 / (k * (k - 1));
	return sum * delta * delta;
}

static struct form form_of(const struct dist *dist)
{
	double half = (dist->c - dist->a) / 2, reach = half + dist->b;
	double share = reach / (4 * dist->b), edge = 2 * dist->b / reach;

	return (struct form){.middle = dist->a + half,
			     .reach = reach,
			     .edge = edge,
			     .outside = share * excess(edge),
			     .share = share};
}

/* The probability beyond delta <= 1, on one side. */
static double beyond(const struct form *form, double delta)
{
	if (delta < form->edge)
		return form->share * excess(delta);
	return form->outside + (0.5 - form->outside) * (delta - form->edge) / (1 - form->edge);
}

struct dist_tails dist_trapezoid_tails(const struct dist *dist, double x)
{
	const struct form form = form_of(dist);
	double left = (x - dist->a + dist->b) / form.reach;
	double right = (dist->c - x + dist->b) / form.reach;
	double near = beyond(&form, fmin(left, right));

	return left < right ? (struct dist_tails){near, 1 - near}
			    : (struct dist_tails){1 - near, near};
}

/* Newton's method: the slope of g is -log(1 - delta); from above, as g is convex. */
static double inverse_small(double g)
{
	double s = sqrt(2 * g), delta = s;
	int i;

	for (i = 0; i < STEPS; i++)
		delta -= (excess(delta) - g) / -log1p(-delta);
	return delta;
}

/* With tau = -log(1 - delta): tau - log(1 + tau) = -log(1 - g), convex in tau. */
static double inverse_excess(double g)
{
	double sigma = -log1p(-g), s = sqrt(2 * sigma);
	double tau = s + s * s / 3 + s * s * s / 36;
	int i;

	if (g < 1e-3)
		return g > 0 ? inverse_small(g) : 0;
	for (i = 0; i < STEPS; i++)
		tau -= (tau - log1p(tau) - sigma) * (1 + tau) / tau;
	return -expm1(-tau);
}

double dist_trapezoid_quantile(const struct dist *dist, double p, double q)
{
	const struct form form = form_of(dist);
	double near = fmin(p, q), delta;

	if (near < form.outside)
		delta = inverse_excess(near / form.share);
	else
		delta =
		    form.edge + (1 - form.edge) * (near - form.outside) / (0.5 - form.outside);
	return p <= q ? form.middle - form.reach * (1 - delta)
		      : form.middle + form.reach * (1 - delta);
}
