#ifndef LCA_ENGINE_EXACT_MEASURE_H
#define LCA_ENGINE_EXACT_MEASURE_H

/* Means and covariances of atoms, in closed form or by a rule. Internal to exact_*.c. */

#include "lca/engine/exact_atom.h"

/* Fills known, spread, mean, variance and order. Values whose coarse rule gives something else,
 * or whose nodes end before they do, are not known. */
void exact_measure_parts(struct exact_atom *atom);
void exact_measure_values(struct exact_atom *atom, const struct exact_rule *rule);

/* Of two atoms that are measured; the second INFINITY where the mean of the product does not
 * exist. */
double exact_measure_parts_pair(const struct exact_atom *f, const struct exact_atom *g);
double exact_measure_pair(const struct exact_atom *f, const double *left,
			  const struct exact_atom *g, const double *right,
			  const struct exact_rule *rule);

/* True where values change their sign within the support, or are 0 at a node. */
bool exact_reaches_zero(const struct exact_rule *rule, const double *values);

#endif
