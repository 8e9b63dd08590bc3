#ifndef MODELS_SCENARIO_SET_H
#define MODELS_SCENARIO_SET_H

/* Changing the tree of a scenario: maps that are copies, paths as they are typed. */

#include <stdbool.h>

#include "lca/base/tree.h"

struct arena;
struct diags;

/* A copy of one node, which still holds the same nodes. */
struct node *node_own(struct arena *arena, const struct node *node);
/* Sets an entry of an own map, in place of an older one or at its end. */
void node_put(struct arena *arena, struct node *map, const char *key, struct node *value);
/* Takes an entry out of an own map; false where it has none of that name. */
bool node_drop(struct node *map, const char *key);

/* "stages.training[final run].pue", and where it was typed. */
struct node_path {
	struct place place;
	const char *text;
};
/* Puts the value there, or takes the entry away where it is null. The nodes on the way are
 * copied; root is an own map. False: reported. */
bool node_put_at(struct arena *arena, struct node *root, const struct node_path *path,
		 struct node *value, struct diags *diags);

#endif
