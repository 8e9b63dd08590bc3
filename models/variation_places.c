/* A key that stands in several places: whether one value of --vary can be meant for all of
 * them, and the devices that follow a varied accelerator. */

#include <string.h>

#include "factors/catalog.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/variation_parts.h"

/* What a key says where it stands. */
enum meaning { MEANS_THE_SAME, MEANS_PER_UNIT, MEANS_RAN, MEANS_ONE, MEANS_ALL };

static const char *const meanings[] = {[MEANS_THE_SAME] = NULL,
				       [MEANS_PER_UNIT] = "in one unit of hardware",
				       [MEANS_RAN] = "how many ran",
				       [MEANS_ONE] = "of one accelerator",
				       [MEANS_ALL] = "of everything that waits"};

static enum meaning meaning_of(const struct block_map *block, enum key key)
{
	bool runs = block->kind == BLOCK_ITEM &&
		    (block->stage == STAGE_TRAINING || block->stage == STAGE_INFERENCE);

	if (key == KEY_ACCELERATORS)
		return runs ? MEANS_RAN : MEANS_PER_UNIT;
	if (key == KEY_POWER)
		return block->kind == BLOCK_ITEM && block->stage == STAGE_IDLE ? MEANS_ALL
									       : MEANS_ONE;
	return MEANS_THE_SAME;
}

/* An item that may say how many accelerators ran, and does not. */
static bool may_count(const struct block_map *block)
{
	static const enum key otherwise[] = {KEY_ENERGY,      KEY_LOG,
					     KEY_TOTAL_POWER, KEY_ACCELERATOR_HOURS,
					     KEY_SHARE_OF,    KEY_IMPACTS};

	if (meaning_of(block, KEY_ACCELERATORS) != MEANS_RAN ||
	    block_states(block, KEY_ACCELERATORS))
		return false;
	for (size_t i = 0; i < sizeof otherwise / sizeof *otherwise; i++)
		if (block_states(block, otherwise[i]))
			return false;
	return block_states(block, KEY_HOURS) || block_states(block, KEY_PARAMETERS);
}

struct places {
	struct arena *arena;
	const char *list, *paths; /* in words; as --vary takes them */
};

static void add_place(struct places *places, const struct varied *varied,
		      const struct block_map *block)
{
	const struct node *node = node_get(block->map, varied->name);
	const char *means = meanings[meaning_of(block, varied->key)];
	const char *value = node && node->kind == NODE_SCALAR ? node->text : NULL;
	const char *path = *block->path
			       ? arena_printf(places->arena, "%s.%s", block->path, varied->name)
			       : varied->name;

	places->list = arena_printf(
	    places->arena, "%s%s%s%s%s%s%s%s", places->list ? places->list : "",
	    places->list ? ", " : "", path, value || means ? " (" : "", value ? value : "",
	    value && means ? ", " : "", means ? means : "", value || means ? ")" : "");
	places->paths = arena_printf(
	    places->arena, "%s%s--vary '%s=%s'", places->paths ? places->paths : "",
	    places->paths ? " or " : "", path, varied->request->values);
}

/* Among the places that get the value; for a count per unit, among those that may say how many
 * ran as well. */
static struct places list_places(const struct variation *variation, const struct varied *varied,
				 bool counts)
{
	struct places places = {.arena = variation->arena};

	for (size_t i = 0; i < variation->block_count; i++)
		if (varied_is_target(varied, i) || (counts && may_count(&variation->blocks[i])))
			add_place(&places, varied, &variation->blocks[i]);
	return places;
}

static bool states_alike(const struct variation *variation, const struct varied *varied)
{
	const struct node *first =
	    node_get(variation->blocks[varied->targets[0]].map, varied->name);

	for (size_t i = 1; i < varied->target_count; i++) {
		const struct node *other =
		    node_get(variation->blocks[varied->targets[i]].map, varied->name);

		if ((first != NULL) != (other != NULL) || (first && !node_same(first, other)))
			return false;
	}
	return true;
}

static bool means_alike(const struct variation *variation, const struct varied *varied)
{
	enum meaning first = meaning_of(&variation->blocks[varied->targets[0]], varied->key);

	for (size_t i = 1; i < varied->target_count; i++)
		if (meaning_of(&variation->blocks[varied->targets[i]], varied->key) != first)
			return false;
	if (first != MEANS_PER_UNIT)
		return true;
	for (size_t i = 0; i < variation->block_count; i++)
		if (may_count(&variation->blocks[i]))
			return false;
	return true;
}

bool varied_check_places(const struct variation *variation, const struct varied *varied)
{
	bool alike = means_alike(variation, varied);
	struct places places;

	if (varied->path || varied->key == KEY_REGION || varied->key == KEY_YEAR ||
	    varied->key == KEY_ACCELERATOR || (alike && states_alike(variation, varied)))
		return true;
	places = list_places(variation, varied, !alike);
	diag_add(variation->diags, DIAG_VARY_SEVERAL, varied->place, NULL, places.paths,
		 alike ? "'%s' has different values in several places, one of which must be "
			 "named: %s"
		       : "'%s' means different things in several places, one of which must be "
			 "named: %s",
		 varied->name, places.list);
	return false;
}

void varied_tell_places(const struct variation *variation, const struct varied *varied)
{
	const char *list = NULL;

	if (!varied->path && varied->target_count > 1 && varied->key != KEY_REGION &&
	    varied->key != KEY_YEAR &&
	    node_get(variation->blocks[varied->targets[0]].map, varied->name)) {
		const struct places places = list_places(variation, varied, false);

		diag_add(variation->diags, DIAG_VARY_PLACES,
			 (struct place){.file = varied->place.file}, NULL, NULL,
			 "'%s' is varied wherever it stands: %s", varied->name, places.list);
	}
	for (size_t i = 0; i < varied->follower_count; i++)
		list = arena_printf(variation->arena, "%s%s%s.device", list ? list : "",
				    list ? ", " : "",
				    variation->blocks[varied->followers[i]].path);
	if (list)
		diag_add(variation->diags, DIAG_VARY_PLACES,
			 (struct place){.file = varied->place.file}, NULL, NULL,
			 "the device that is made follows the accelerator that runs: %s", list);
}

static const char *slug_of(const struct variation *variation, const char *text)
{
	const struct thing_entry *thing;

	return text && catalog_thing(variation->factors, text, &thing, 1) == 1 ? thing->slug
									       : NULL;
}

/* The block that says which accelerator the item ran on: itself, or its hardware; NULL: none.
 */
static const struct block_map *runs_on(const struct variation *variation,
				       const struct block_map *item)
{
	const char *hardware = block_text(item, KEY_HARDWARE);

	if (block_states(item, KEY_ACCELERATOR))
		return item;
	for (size_t i = 0; hardware && i < variation->block_count; i++)
		if (variation->blocks[i].kind == BLOCK_HARDWARE &&
		    text_same(variation->blocks[i].name, hardware) &&
		    block_states(&variation->blocks[i], KEY_ACCELERATOR))
			return &variation->blocks[i];
	return NULL;
}

static bool is_named(const struct variation *variation, const struct block_map *item,
		     const char *reference)
{
	const char *stage = stage_name(item->stage);

	return text_same(reference, stage) ||
	       text_same(reference, arena_printf(variation->arena, "%s/%s", stage, item->name));
}

/* How far shares of shares are followed. */
enum { SHARES_DEEP = 8 };

/* Whether all that the reference names ran on this accelerator, which is varied there. A share
 * ran where the items that it names did. */
static bool all_move(const struct variation *variation, const struct varied *varied,
		     const char *reference, const char *slug, size_t depth)
{
	size_t moved = 0;

	for (size_t i = 0; i < variation->block_count; i++) {
		const struct block_map *item = &variation->blocks[i], *at;
		const char *share = block_text(item, KEY_SHARE_OF), *own;

		if (item->kind != BLOCK_ITEM || !is_named(variation, item, reference))
			continue;
		moved++;
		if (share && depth < SHARES_DEEP &&
		    all_move(variation, varied, share, slug, depth + 1))
			continue;
		at = runs_on(variation, item);
		own = at ? slug_of(variation, block_text(at, KEY_ACCELERATOR)) : NULL;
		if (!own || !text_same(own, slug) ||
		    !varied_is_target(varied, (size_t)(at - variation->blocks)))
			return false;
	}
	return moved > 0;
}

/* An embodied device that is the very accelerator whose hours it takes. */
static bool follows(const struct variation *variation, const struct varied *varied,
		    const struct block_map *block)
{
	const struct node *hours = node_get(block->map, key_spec(KEY_DEVICE_HOURS)->name);
	const struct node *from =
	    hours && hours->kind == NODE_MAP ? node_get(hours, "from") : NULL;
	const char *slug = slug_of(variation, block_text(block, KEY_DEVICE));

	if (block->kind != BLOCK_ITEM || block->stage != STAGE_EMBODIED || !slug || !from)
		return false;
	if (from->kind == NODE_SCALAR)
		return all_move(variation, varied, from->text, slug, 0);
	for (size_t i = 0; from->kind == NODE_LIST && i < from->count; i++)
		if (from->items[i]->kind != NODE_SCALAR ||
		    !all_move(variation, varied, from->items[i]->text, slug, 0))
			return false;
	return from->kind == NODE_LIST && from->count > 0;
}

void varied_find_followers(const struct variation *variation, struct varied *varied)
{
	for (size_t i = 0; varied->key == KEY_ACCELERATOR && i < variation->block_count; i++) {
		if (!follows(variation, varied, &variation->blocks[i]))
			continue;
		varied->followers =
		    arena_grow(variation->arena, varied->followers, varied->follower_count,
			       sizeof *varied->followers);
		varied->followers[varied->follower_count++] = i;
	}
}

bool varied_is_follower(const struct varied *varied, size_t block)
{
	for (size_t i = 0; i < varied->follower_count; i++)
		if (varied->followers[i] == block)
			return true;
	return false;
}
