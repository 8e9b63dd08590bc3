/* Where a varied key goes in the tree, what it takes away there, and what does not follow it.
 */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/scenario_path.h"
#include "models/study.h"
#include "models/variation_parts.h"

/* What is stated of one place, and is another's in another region. */
static const enum key of_places[] = {
    KEY_INTENSITY, KEY_MARKET_INTENSITY, KEY_PUE, KEY_WUE, KEY_EWIF, KEY_LOSSES};
static const enum key of_years[] = {KEY_PERIOD};

enum {
	ENERGY_STAGES = IN_TRAINING | IN_IDLE | IN_INFERENCE,
	EVERY_BLOCK =
	    IN_TOP | IN_SITE | IN_HARDWARE | IN_ITEM | ENERGY_STAGES | IN_EMBODIED | IN_OTHER
};

/* Keys of the file's own order, which no value of theirs could make another case. */
static const enum key not_varied[] = {
    KEY_LCA,	KEY_NAME,     KEY_DESCRIPTION,	KEY_PER,	KEY_SITES, KEY_HARDWARE_BLOCKS,
    KEY_STAGES, KEY_EXCLUDED, KEY_CORRELATIONS, KEY_BASE_MODEL, KEY_ABOUT, KEY_ITEM,
    KEY_NOTE,	KEY_SERVED,   KEY_SOURCE};

#define COUNT(table) (sizeof(table) / sizeof *(table))

static bool is_among(enum key key, const enum key *keys, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (keys[i] == key)
			return true;
	return false;
}

bool block_states(const struct block_map *block, enum key key)
{
	/* 'hardware' of the top is another key than that of an item. */
	return (block->blocks & key_spec(key)->blocks) &&
	       node_get(block->map, key_spec(key)->name) != NULL;
}

const char *block_text(const struct block_map *block, enum key key)
{
	const struct node *node = node_get(block->map, key_spec(key)->name);

	return node && node->kind == NODE_SCALAR ? node->text : NULL;
}

static void add_target(struct variation *variation, struct varied *varied, size_t block)
{
	varied->targets = arena_grow(variation->arena, varied->targets, varied->target_count,
				     sizeof *varied->targets);
	varied->targets[varied->target_count++] = block;
}

/* Where electricity is drawn without a site. */
static bool draws_alone(const struct block_map *block)
{
	return block->kind == BLOCK_ITEM && (block->blocks & ENERGY_STAGES) &&
	       !block_states(block, KEY_SITE) && !block_states(block, KEY_SHARE_OF) &&
	       !block_states(block, KEY_IMPACTS);
}

/* region and year: every site, every item without one, and items that say it themselves. */
static bool gets_place(const struct block_map *block, enum key key)
{
	if (block->kind != BLOCK_ITEM)
		return block->kind == BLOCK_SITE;
	if (block_states(block, key) || (key == KEY_YEAR && block_states(block, KEY_PERIOD)))
		return true;
	return draws_alone(block) ||
	       (block->stage == STAGE_OTHER && !block_states(block, KEY_SITE) &&
		(block_states(block, KEY_INTENSITY) || block_states(block, KEY_REGION)));
}

/* Keys of some ways of giving the energy alone: an item must state another one of that way. */
static bool uses(const struct block_map *item, enum key key)
{
	static const struct {
		enum key key, with[3];
	} table[] = {
	    {KEY_MFU, {KEY_PARAMETERS, KEY_PARAMETERS, KEY_PARAMETERS}},
	    {KEY_PEAK, {KEY_PARAMETERS, KEY_PARAMETERS, KEY_PARAMETERS}},
	    {KEY_PRECISION, {KEY_PARAMETERS, KEY_ACTIVE_PARAMETERS, KEY_MODEL}},
	    {KEY_POWER, {KEY_PARAMETERS, KEY_ACCELERATORS, KEY_ACCELERATOR_HOURS}},
	};

	for (size_t i = 0; i < COUNT(table); i++)
		if (table[i].key == key)
			return block_states(item, table[i].with[0]) ||
			       block_states(item, table[i].with[1]) ||
			       block_states(item, table[i].with[2]);
	return true;
}

/* Where a key may stand that nobody states: with its site or its hardware, else with the items
 * that may use it. */
static bool may_stand(const struct block_map *block, enum key key)
{
	static const enum key of_making[] = {KEY_IMPACT, KEY_LIFETIME, KEY_UTILIZATION,
					     KEY_INCLUDES};
	unsigned blocks = key_spec(key)->blocks;

	if (!(block->blocks & blocks))
		return false;
	if (block->kind != BLOCK_ITEM)
		return true;
	if (blocks & IN_SITE)
		return draws_alone(block);
	if (!(blocks & IN_HARDWARE))
		return !block_states(block, KEY_SHARE_OF);
	if (block_states(block, KEY_HARDWARE) || block_states(block, KEY_SHARE_OF))
		return false;
	if (is_among(key, of_making, COUNT(of_making)))
		return block->stage == STAGE_EMBODIED;
	return block->stage == STAGE_TRAINING || block->stage == STAGE_INFERENCE;
}

static bool may_hold(const struct block_map *block, enum key key)
{
	return may_stand(block, key) && (block->kind != BLOCK_ITEM || uses(block, key));
}

static bool key_is_of_place(enum key key)
{
	return key == KEY_REGION || key == KEY_YEAR;
}

static void find_blocks(struct variation *variation, struct varied *varied)
{
	bool of_place = key_is_of_place(varied->key);
	size_t i;

	for (i = 0; i < variation->block_count; i++) {
		const struct block_map *block = &variation->blocks[i];

		if (of_place ? gets_place(block, varied->key)
			     : block_states(block, varied->key))
			add_target(variation, varied, i);
	}
	if (varied->target_count)
		return;
	for (i = 0; i < variation->block_count; i++)
		if (may_hold(&variation->blocks[i], varied->key))
			add_target(variation, varied, i);
}

size_t key_places(struct arena *arena, const struct node *root, const char *name,
		  const char ***paths)
{
	struct variation variation = {.arena = arena};
	struct varied varied = {.name = name, .key = key_find(name, EVERY_BLOCK)};

	if (varied.key == KEY_HARDWARE_BLOCKS)
		varied.key = KEY_HARDWARE;
	if (varied.key == KEY_TOTAL || root->kind != NODE_MAP)
		return 0;
	variation.blocks = blocks_find(arena, root, &variation.block_count);
	find_blocks(&variation, &varied);
	for (size_t i = 0; i < variation.block_count; i++)
		if (!varied_is_target(&varied, i) && !key_is_of_place(varied.key) &&
		    may_stand(&variation.blocks[i], varied.key))
			add_target(&variation, &varied, i);
	*paths = arena_alloc(arena, (varied.target_count + 1) * sizeof **paths);
	for (size_t i = 0; i < varied.target_count; i++)
		(*paths)[i] = arena_printf(arena, "%s.%s",
					   variation.blocks[varied.targets[i]].path, name);
	return varied.target_count;
}

static bool unknown_path(struct variation *variation, const struct varied *varied,
			 const char *hint, const char *message, const char *name)
{
	diag_add(variation->diags, DIAG_PATH_UNKNOWN, varied->place, NULL, hint, "%s '%s'",
		 message, name);
	return false;
}

static const char *suggest_block(struct variation *variation, const char *path)
{
	const char **paths =
	    arena_alloc(variation->arena, variation->block_count * sizeof *paths);

	for (size_t i = 0; i < variation->block_count; i++)
		paths[i] = variation->blocks[i].path;
	return diag_suggest(variation->diags, path, paths, variation->block_count);
}

/* sites.home.pue, stages.training[final run].pue, or a mapping below such a block. */
static bool find_block(struct variation *variation, struct varied *varied)
{
	const char *hint;
	size_t i;

	for (i = 1; i < variation->block_count; i++) {
		if (!text_same(variation->blocks[i].path, varied->path))
			continue;
		add_target(variation, varied, i);
		return true;
	}
	for (i = 1; i < variation->block_count; i++) {
		size_t length = strlen(variation->blocks[i].path);

		if (strncmp(variation->blocks[i].path, varied->path, length) != 0 ||
		    varied->path[length] != '.')
			continue;
		varied->key = KEY_TOTAL;
		varied->nested =
		    arena_printf(variation->arena, "%s.%s", varied->path, varied->name);
		return true;
	}
	hint = suggest_block(variation, varied->path);
	return unknown_path(variation, varied,
			    hint ? hint
				 : "write sites.name.key, hardware.name.key or "
				   "stages.training[item name].key",
			    "the scenario has nothing named", varied->path);
}

/* Notes that there is something to keep. */
static bool is_kept(struct variation *variation, enum key key)
{
	bool kept = false;

	for (size_t i = 0; i < variation->options->keep_count; i++) {
		if (!text_same(variation->options->keep[i], key_spec(key)->name))
			continue;
		kept = variation->kept[i] = true;
	}
	return kept;
}

static void drop_in(struct variation *variation, struct varied *varied, size_t block,
		    const enum key *keys, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!block_states(&variation->blocks[block], keys[i]) ||
		    is_kept(variation, keys[i]) ||
		    variation_typed(variation, block, key_spec(keys[i])->name))
			continue;
		varied->drops = arena_grow(variation->arena, varied->drops, varied->drop_count,
					   sizeof *varied->drops);
		varied->drops[varied->drop_count++] =
		    (struct dropped){block, key_spec(keys[i])->name};
	}
}

bool varied_is_target(const struct varied *varied, size_t block)
{
	for (size_t i = 0; i < varied->target_count; i++)
		if (varied->targets[i] == block)
			return true;
	return false;
}

bool varied_lies_at_target(const struct variation *variation, const struct varied *varied,
			   size_t block)
{
	const char *site = block_text(&variation->blocks[block], KEY_SITE);

	if (variation->blocks[block].kind != BLOCK_ITEM || !site ||
	    block_states(&variation->blocks[block], varied->key))
		return false;
	for (size_t i = 0; i < varied->target_count; i++) {
		const struct block_map *target = &variation->blocks[varied->targets[i]];

		if (target->kind == BLOCK_SITE && text_same(target->name, site))
			return true;
	}
	return false;
}

static void find_drops(struct variation *variation, struct varied *varied)
{
	for (size_t i = 0; i < variation->block_count; i++) {
		if (!varied_is_target(varied, i) &&
		    !varied_lies_at_target(variation, varied, i))
			continue;
		if (varied->key == KEY_REGION)
			drop_in(variation, varied, i, of_places, COUNT(of_places));
		else if (varied->key == KEY_YEAR && varied_is_target(varied, i))
			drop_in(variation, varied, i, of_years, COUNT(of_years));
	}
}

/* "sites.home" and "pue" of sites.home.pue; site.NAME is one of sites. */
static void divide_key(struct variation *variation, struct varied *varied)
{
	const char *key = varied->request->key;
	const char *bracket = strrchr(key, ']'), *dot = strrchr(bracket ? bracket : key, '.');

	varied->name = dot ? dot + 1 : key;
	varied->key = key_find(varied->name, EVERY_BLOCK);
	if (!dot)
		return;
	varied->path = path_canonical(variation->arena,
				      arena_copy(variation->arena, key, (size_t)(dot - key)));
}

static bool unknown_key(struct variation *variation, const struct varied *varied,
			unsigned blocks)
{
	const char *hint = key_suggest(variation->diags, varied->name, blocks);

	diag_add(variation->diags, DIAG_KEY_UNKNOWN, varied->place, NULL,
		 hint ? hint : "lca keys lists what a scenario may hold",
		 "'%s' is not a key of %s", varied->name,
		 varied->path ? varied->path : "a scenario");
	return false;
}

/* The key, as one that a block of its path may hold. */
static bool find_key(struct variation *variation, struct varied *varied)
{
	unsigned blocks = EVERY_BLOCK;

	if (varied->target_count)
		blocks = variation->blocks[varied->targets[0]].blocks;
	varied->key = key_find(varied->name, blocks);
	/* 'hardware' is the block of them at the top, and the name of one on an item. */
	if (varied->key == KEY_HARDWARE_BLOCKS && !varied->path)
		varied->key = KEY_HARDWARE;
	if (varied->key == KEY_TOTAL)
		return unknown_key(variation, varied, blocks);
	if (!is_among(varied->key, not_varied, COUNT(not_varied)))
		return true;
	return unknown_path(variation, varied,
			    "vary what a total depends on, such as region, year or pue",
			    "no figure of a comparison depends on", varied->name);
}

bool varied_find_targets(struct variation *variation, struct varied *varied)
{
	divide_key(variation, varied);
	if (varied->path && !find_block(variation, varied))
		return false;
	if (varied->nested)
		return true;
	if (!find_key(variation, varied))
		return false;
	if (!varied->path)
		find_blocks(variation, varied);
	if (!varied->target_count)
		return unknown_path(variation, varied,
				    "lca keys lists where each key may stand",
				    "no part of the scenario may hold", varied->name);
	if (!varied_check_places(variation, varied))
		return false;
	find_drops(variation, varied);
	varied_find_followers(variation, varied);
	return true;
}

bool variation_sets(const struct variation *variation, size_t block, const char *key)
{
	for (size_t i = 0; i < variation->options->request_count; i++)
		if (text_same(variation->varied[i].name, key) &&
		    varied_is_target(&variation->varied[i], block))
			return true;
	return false;
}

bool varied_check_keep(struct variation *variation)
{
	const char *names[COUNT(of_places) + COUNT(of_years)];
	size_t count = 0;
	bool good = true;

	for (size_t i = 0; i < COUNT(of_places); i++)
		names[count++] = key_spec(of_places[i])->name;
	names[count++] = key_spec(of_years[0])->name;
	for (size_t i = 0; i < variation->options->keep_count; i++) {
		const char *keep = variation->options->keep[i], *hint;
		size_t k = 0;

		while (k < count && !text_same(names[k], keep))
			k++;
		if (k < count)
			continue;
		good = false;
		hint = diag_suggest(variation->diags, keep, names, count);
		diag_add(variation->diags, DIAG_OPTION_VALUE, variation->place, NULL,
			 hint ? hint
			      : "--keep takes intensity, market_intensity, pue, wue, ewif, "
				"losses and period",
			 "--keep '%s': a varied region or year takes no such key away", keep);
	}
	return good;
}
