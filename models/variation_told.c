/* What a variation takes away, and which stated figures do not follow it. */

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/scenario_path.h"
#include "models/variation_parts.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* Figures that stay as they are stated, whatever the year or the accelerator. */
static const enum key apart_of_years[] = {
    KEY_INTENSITY, KEY_MARKET_INTENSITY, KEY_PUE, KEY_WUE, KEY_EWIF, KEY_LOSSES};
static const enum key apart_of_accelerators[] = {
    KEY_POWER,	   KEY_TOTAL_POWER, KEY_ENERGY, KEY_ACCELERATOR_HOURS, KEY_HOURS,  KEY_PEAK,
    KEY_MFU,	   KEY_LOG,	    KEY_DEVICE, KEY_DEVICE_HOURS,      KEY_IMPACT, KEY_IMPACTS,
    KEY_HOST_POWER};

bool variation_typed(const struct variation *variation, size_t block, const char *key)
{
	const char *path =
	    arena_printf(variation->arena, "%s.%s", variation->blocks[block].path, key);

	for (size_t i = 0; i < variation->options->change_count; i++)
		if (text_same(
			path_canonical(variation->arena, variation->options->changes[i].path),
			path))
			return true;
	return false;
}

/* "sites.home.pue (1.1)" */
static const char *shown(struct variation *variation, size_t block, const char *key)
{
	const struct block_map *at = &variation->blocks[block];
	const struct node *node = node_get(at->map, key);

	if (node && node->kind == NODE_SCALAR)
		return arena_printf(variation->arena, "%s.%s (%s)", at->path, key, node->text);
	return arena_printf(variation->arena, "%s.%s", at->path, key);
}

static const char *listed(struct variation *variation, const char *list, const char *more)
{
	return list ? arena_printf(variation->arena, "%s, %s", list, more) : more;
}

static void tell_drops(struct variation *variation, const struct varied *varied)
{
	const char *list = NULL;

	for (size_t i = 0; i < varied->drop_count; i++)
		list = listed(variation, list,
			      shown(variation, varied->drops[i].block, varied->drops[i].key));
	if (list)
		diag_add(variation->diags, DIAG_VARY_DROPPED,
			 (struct place){.file = varied->place.file}, NULL,
			 arena_printf(variation->arena, "--keep %s leaves it as it is stated",
				      varied->drops[0].key),
			 "what is stated of one %s is not used for another: %s", varied->name,
			 list);
}

/* What an accelerator or a year does not change: figures of its own blocks, of items that use
 * them. */
static bool concerns(const struct variation *variation, const struct varied *varied,
		     size_t block)
{
	const struct block_map *at = &variation->blocks[block];
	const char *hardware = block_text(at, KEY_HARDWARE);

	if (varied_is_target(varied, block) || varied_lies_at_target(variation, varied, block))
		return true;
	if (varied->key != KEY_ACCELERATOR || at->kind != BLOCK_ITEM)
		return false;
	if (!varied->path && at->stage == STAGE_EMBODIED)
		return true;
	for (size_t i = 0; hardware && i < varied->target_count; i++) {
		const struct block_map *target = &variation->blocks[varied->targets[i]];

		if (target->kind == BLOCK_HARDWARE && text_same(target->name, hardware))
			return true;
	}
	return false;
}

/* Hours of other items, and a device that moves, are no figures of another accelerator. */
static bool moves_along(const struct variation *variation, const struct varied *varied,
			size_t block, enum key key)
{
	const struct node *node = node_get(variation->blocks[block].map, key_spec(key)->name);

	return (key == KEY_DEVICE_HOURS && node && node->kind == NODE_MAP &&
		node_get(node, "from")) ||
	       (key == KEY_DEVICE && varied_is_follower(varied, block));
}

/* By any of the requests. */
static bool is_dropped(const struct variation *variation, size_t block, enum key key)
{
	for (size_t i = 0; i < variation->options->request_count; i++) {
		const struct varied *varied = &variation->varied[i];

		for (size_t d = 0; d < varied->drop_count; d++)
			if (varied->drops[d].block == block &&
			    text_same(varied->drops[d].key, key_spec(key)->name))
				return true;
	}
	return false;
}

static void tell_apart(struct variation *variation, const struct varied *varied,
		       const enum key *keys, size_t count)
{
	const char *list = NULL;

	for (size_t i = 0; i < variation->block_count; i++) {
		if (!concerns(variation, varied, i))
			continue;
		for (size_t k = 0; k < count; k++)
			if (block_states(&variation->blocks[i], keys[k]) &&
			    !is_dropped(variation, i, keys[k]) &&
			    !moves_along(variation, varied, i, keys[k]) &&
			    !variation_sets(variation, i, key_spec(keys[k])->name))
				list = listed(variation, list,
					      shown(variation, i, key_spec(keys[k])->name));
	}
	if (list)
		diag_add(variation->diags, DIAG_VARY_STATED,
			 (struct place){.file = varied->place.file}, NULL,
			 "state what changes with it too, or leave the figure out",
			 "stated figures do not follow the %s: %s", varied->name, list);
}

/* What was typed beside the variation is newer than the file. */
static void tell_typed(struct variation *variation, const struct varied *varied)
{
	const char *list = NULL;

	if (varied->key != KEY_REGION)
		return;
	for (size_t i = 0; i < variation->block_count; i++) {
		if (!concerns(variation, varied, i))
			continue;
		for (size_t k = 0; k < COUNT(apart_of_years); k++) {
			const char *key = key_spec(apart_of_years[k])->name;

			if (block_states(&variation->blocks[i], apart_of_years[k]) &&
			    variation_typed(variation, i, key) &&
			    !variation_sets(variation, i, key))
				list = listed(variation, list, shown(variation, i, key));
		}
	}
	if (list)
		diag_add(variation->diags, DIAG_VARY_STATED,
			 (struct place){.file = varied->place.file}, NULL,
			 "leave --set out to have them looked up in each region",
			 "figures given by --set stay in every region: %s", list);
}

static void tell_twice(const struct variation *variation, const struct varied *varied,
		       const char *path)
{
	for (size_t i = 0; i < variation->options->change_count; i++) {
		const char *typed = variation->options->changes[i].path;

		if (text_same(path_canonical(variation->arena, typed), path))
			diag_add(variation->diags, DIAG_NO_EFFECT,
				 (struct place){
				     .file = arena_printf(variation->arena, "--set %s", typed)},
				 NULL, "leave one of them out",
				 "'%s' is varied by '--vary %s' as well: the value of --set is "
				 "in no variant",
				 typed, varied->request->key);
	}
}

void variation_tell_idle(const struct variation *variation)
{
	for (size_t i = 0; i < variation->options->keep_count; i++)
		if (!variation->kept[i])
			diag_add(
			    variation->diags, DIAG_NO_EFFECT,
			    (struct place){.file = arena_printf(variation->arena, "--keep %s",
								variation->options->keep[i])},
			    NULL, "leave it out",
			    "%s states no '%s' that what is varied would take away",
			    variation->root->place.file, variation->options->keep[i]);
	for (size_t i = 0; i < variation->options->request_count; i++) {
		const struct varied *varied = &variation->varied[i];

		if (varied->nested)
			tell_twice(variation, varied, varied->nested);
		for (size_t t = 0; t < varied->target_count; t++)
			tell_twice(variation, varied,
				   arena_printf(variation->arena, "%s.%s",
						variation->blocks[varied->targets[t]].path,
						varied->name));
	}
}

void varied_tell(struct variation *variation, const struct varied *varied)
{
	varied_tell_places(variation, varied);
	tell_drops(variation, varied);
	tell_typed(variation, varied);
	if (varied->key == KEY_YEAR)
		tell_apart(variation, varied, apart_of_years, COUNT(apart_of_years));
	if (varied->key == KEY_ACCELERATOR)
		tell_apart(variation, varied, apart_of_accelerators,
			   COUNT(apart_of_accelerators));
}
