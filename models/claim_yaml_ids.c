/* Ids of a claim file that stand in it more than once. */

#include <string.h>

#include "lca/base/text_set.h"
#include "models/claim_yaml.h"

struct seen {
	struct arena *arena;
	struct text_set all;
	struct text_set *repeated;
};

static void collect(struct seen *seen, const struct node *claim, int depth)
{
	const struct node *id = node_get(claim, "id");
	const struct node *rows = node_get(claim, "rows");

	if (id && id->kind == NODE_SCALAR && !node_is_null(id)) {
		size_t known = seen->all.count, length = strlen(id->text);

		if (text_set_add(seen->arena, &seen->all, id->text, length) < known)
			text_set_add(seen->arena, seen->repeated, id->text, length);
	}
	for (size_t i = 0; depth > 0 && rows && rows->kind == NODE_LIST && i < rows->count; i++)
		collect(seen, rows->items[i], depth - 1);
}

void yaml_ids_repeated(struct arena *arena, const struct node *claims, int depth,
		       struct text_set *repeated)
{
	struct seen seen = {.arena = arena, .repeated = repeated};

	if (claims->kind == NODE_MAP)
		collect(&seen, claims, depth);
	for (size_t i = 0; claims->kind == NODE_LIST && i < claims->count; i++)
		collect(&seen, claims->items[i], depth);
}
