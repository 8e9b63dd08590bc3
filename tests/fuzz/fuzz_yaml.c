/* Any bytes give a tree of bounded depth or a diagnostic, and every diagnostic can be shown. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/base/tree.h"

enum { DEEPEST = 64, MOST_NODES = 200000, LARGEST_FILE = 4 * 1024 * 1024 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Touches every text of the tree; aborts where it is deeper than promised. */
static void walk(const struct node *node, size_t depth, size_t *left)
{
	size_t i;

	if (!*left)
		return;
	--*left;
	if (node->kind == NODE_SCALAR) {
		if (strlen(node->text) > LARGEST_FILE)
			abort();
		return;
	}
	if (depth >= DEEPEST)
		abort();
	for (i = 0; i < node->count; i++) {
		if (node->kind == NODE_MAP && !node_entry(node, node->entries[i].key))
			abort();
		walk(node->kind == NODE_MAP ? node->entries[i].value : node->items[i],
		     depth + 1, left);
	}
}

/* No byte that could steer a terminal may come out, but line ends. */
static void show(const struct diags *diags)
{
	struct buffer out = {0};
	size_t i;

	for (i = 0; i < diags_count(diags); i++)
		diag_format(diags, diags_at(diags, i), false, &out);
	for (i = 0; i < out.length; i++)
		if ((out.text[i] >= 0 && out.text[i] < ' ' && out.text[i] != '\n') ||
		    out.text[i] == 0x7F)
			abort();
	buffer_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena);
	size_t left = MOST_NODES;
	const struct node *root;

	root = tree_read(arena, "fuzz.yaml", (const char *)data, size, diags);
	if (!root && !diags_has_error(diags))
		abort();
	if (root)
		walk(root, 0, &left);
	show(diags);
	arena_free(arena);
	return 0;
}
