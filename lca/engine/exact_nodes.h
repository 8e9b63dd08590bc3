#ifndef LCA_ENGINE_EXACT_NODES_H
#define LCA_ENGINE_EXACT_NODES_H

/* Which rule serves a draw: found when first asked for, shared by draws of one shape. Internal
 * to exact_atom.c. */

#include "lca/engine/exact_rule.h"
#include "lca/engine/sheet.h"

struct exact_draw {
	bool sought;
	const struct exact_rule *rule; /* NULL: none */
	uint32_t first;		       /* input + 1 */
};

struct exact_nodes {
	struct arena *arena;
	const struct sheet *sheet;
	struct exact_draw *draws;
	uint32_t *next; /* [input] the next of the same draw + 1 */
	struct exact_rule **rules;
	size_t rule_count;
};

void exact_nodes_start(struct exact_nodes *nodes, struct arena *arena,
		       const struct sheet *sheet);

/* NULL where the inputs of the draw are of several shapes, or of one beyond the rules. Normals
 * and lognormals have one shape; the widest says how far the nodes reach. */
const struct exact_rule *exact_nodes_rule(struct exact_nodes *nodes, uint32_t draw);

/* Some input of the draw has no end on either side: a function of it may be 0 where the nodes
 * have ended. */
bool exact_nodes_boundless(const struct exact_nodes *nodes, uint32_t draw);

#endif
