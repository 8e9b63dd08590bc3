#ifndef LCA_ENGINE_EXACT_PANEL_H
#define LCA_ENGINE_EXACT_PANEL_H

/*
 * Nodes over stretches of a base variable between which its density is smooth. Internal to
 * exact_rule.c.
 *
 * Between finite ends base = start + width (1 + tanh(pi/2 sinh t)) / 2, towards an infinite one
 * base = start + scale exp(t - exp(-t)), at equal steps of t: nodes crowd towards finite ends
 * faster than any power of the distance, and towards infinity no slower than an exponential
 * tail dies out (Takahasi and Mori 1974).
 */

#include "lca/engine/exact_rule.h"

enum { EXACT_NODES = 4096 };

/* The rule being filled; its arrays have room for EXACT_NODES. */
struct exact_maker {
	struct exact_rule *rule;
	double low, high; /* ends of the base variable that carry mass */
	double reference; /* ln of the density is taken off */
	bool beyond;	  /* the normal: it goes on where the nodes end */
};

/* Nothing where the weight is 0 or the room is used up. */
void exact_panel_node(struct exact_maker *maker, double y, double weight, double coarse);
/* One stretch, and several: from low to high, split at those of the kinks that lie between.
 * scale: of the tail, where an end is infinite. */
void exact_panel(struct exact_maker *maker, double start, double end, double scale);
void exact_panels(struct exact_maker *maker, const double *kinks, size_t count, double scale);

#endif
