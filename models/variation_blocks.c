/* The maps of a scenario's tree that hold keys. */

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/scenario_path.h"
#include "models/scenario_set.h"
#include "models/variation_parts.h"

/* Maps are copied on the way where they are to be changed. */
struct walk {
	struct arena *arena;
	bool copies;
	struct block_map *blocks;
	size_t count;
};

static struct node *enter(struct walk *walk, struct node **node)
{
	if (walk->copies)
		*node = node_own(walk->arena, *node);
	return *node;
}

static void add(struct walk *walk, struct block_map block)
{
	walk->blocks = arena_grow(walk->arena, walk->blocks, walk->count, sizeof *walk->blocks);
	walk->blocks[walk->count++] = block;
}

/* sites: or hardware: */
static void add_named(struct walk *walk, struct node *maps, struct block_map block)
{
	const char *above = block.name;

	for (size_t i = 0; maps->kind == NODE_MAP && i < maps->count; i++) {
		struct entry *entry = &maps->entries[i];

		if (entry->value->kind != NODE_MAP)
			continue;
		block.path = path_named(walk->arena, above, entry->key);
		block.name = entry->key;
		block.map = enter(walk, &entry->value);
		add(walk, block);
	}
}

static void add_items(struct walk *walk, struct node *list, enum stage_id stage)
{
	for (size_t i = 0; list->kind == NODE_LIST && i < list->count; i++) {
		const struct node *name = node_get(list->items[i], "item");
		struct block_map block = {.kind = BLOCK_ITEM,
					  .blocks = stage_blocks(stage),
					  .stage = stage,
					  .name = ""};

		if (list->items[i]->kind != NODE_MAP)
			continue;
		block.name =
		    name && name->kind == NODE_SCALAR && name->text[0]
			? name->text
			: arena_printf(walk->arena, "%s %zu", stage_name(stage), i + 1);
		block.path = path_item(walk->arena, stage_name(stage), block.name);
		block.map = enter(walk, &list->items[i]);
		add(walk, block);
	}
}

static void add_stages(struct walk *walk, struct node *stages)
{
	enum stage_id stage;

	for (size_t i = 0; stages->kind == NODE_MAP && i < stages->count; i++)
		if (stage_by_name(stages->entries[i].key, &stage))
			add_items(walk, enter(walk, &stages->entries[i].value), stage);
}

static void add_all(struct walk *walk, struct node *root)
{
	add(walk,
	    (struct block_map){
		.kind = BLOCK_TOP, .blocks = IN_TOP, .path = "", .name = "", .map = root});
	for (size_t i = 0; i < root->count; i++) {
		struct entry *entry = &root->entries[i];

		if (text_same(entry->key, "sites"))
			add_named(walk, enter(walk, &entry->value),
				  (struct block_map){.kind = BLOCK_SITE,
						     .blocks = IN_SITE,
						     .name = entry->key});
		else if (text_same(entry->key, "hardware"))
			add_named(walk, enter(walk, &entry->value),
				  (struct block_map){.kind = BLOCK_HARDWARE,
						     .blocks = IN_HARDWARE,
						     .name = entry->key});
		else if (text_same(entry->key, "stages"))
			add_stages(walk, enter(walk, &entry->value));
	}
}

struct block_map *blocks_find(struct arena *arena, const struct node *root, size_t *count)
{
	struct walk walk = {.arena = arena};

	add_all(&walk, node_own(arena, root));
	*count = walk.count;
	return walk.blocks;
}

struct block_map *blocks_copy(struct arena *arena, const struct node *root, struct node **copy,
			      size_t *count)
{
	struct walk walk = {.arena = arena, .copies = true};

	*copy = node_own(arena, root);
	add_all(&walk, *copy);
	*count = walk.count;
	return walk.blocks;
}
