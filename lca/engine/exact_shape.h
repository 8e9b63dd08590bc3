#ifndef LCA_ENGINE_EXACT_SHAPE_H
#define LCA_ENGINE_EXACT_SHAPE_H

/*
 * The standard shape of a distribution, for quadrature: a value is location + scale * Y, or for
 * a lognormal shift + median * gsd^Y, and inputs of one shape can share nodes.
 *
 * Nodes are chosen in a base variable, which is Y itself but for three shapes: E = Y^shape of a
 * Weibull (exponential), u with Y = sin^2(pi u / 2) of an arc sine (uniform), v with Y =
 * sqrt(degrees) sinh v of a Student.
 */

#include <stdbool.h>

#include "lca/base/dist.h"

struct exact_shape {
	enum dist_kind kind;
	double first, second; /* parameters, as the kind has them */
	double low, high;     /* of the base variable, where cut; else infinite */
	double growth;	      /* of the normal: functions may go with exp(growth |z|) */
	const struct dist_points *points;
};

/* The shape of Y; exact inputs are not asked for. */
struct exact_shape exact_shape_of(const struct dist *dist);
bool exact_shape_same(const struct exact_shape *a, const struct exact_shape *b);
/* The normal, for functions that grow at most like exp(growth |z|). */
struct exact_shape exact_shape_normal(double growth);
/* The value of a distribution where Y of its shape is y. */
double exact_shape_value(const struct dist *dist, double y);

/* Nodes of the normal stand at equal steps from -reach to reach. */
double exact_shape_reach(const struct exact_shape *shape);
double exact_shape_step(const struct exact_shape *shape);

double exact_shape_y(const struct exact_shape *shape, double base);
/* ln of the density of the base variable, up to a number. right: of shapes on (0, 1) the
 * distance to 1, which base may be too near to tell. */
double exact_shape_density(const struct exact_shape *shape, double base, double right);

#endif
