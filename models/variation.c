/* Variants of a scenario: every combination of the values, read from one source. */

#include "models/variation.h"

#include <stdlib.h>
#include <string.h>

#include "factors/catalog.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/base/text_set.h"
#include "models/scenario_set.h"
#include "models/scenario_source.h"
#include "models/study.h"
#include "models/variation_parts.h"

static bool bad_request(struct variation *variation, struct place place, const char *hint,
			const char *message)
{
	diag_add(variation->diags, DIAG_OPTION_VALUE, place, NULL, hint, "%s", message);
	return false;
}

/* Two requests that set the same key in the same block. */
static bool meet(const struct varied *a, const struct varied *b)
{
	if (a->nested || b->nested)
		return a->nested && b->nested && text_same(a->nested, b->nested);
	if (a->key != b->key)
		return false;
	for (size_t i = 0; i < a->target_count; i++)
		for (size_t j = 0; j < b->target_count; j++)
			if (a->targets[i] == b->targets[j])
				return true;
	return false;
}

static bool check_twice(struct variation *variation)
{
	bool good = true;

	for (size_t i = 0; i < variation->options->request_count; i++) {
		for (size_t j = 0; j < i; j++) {
			const struct varied *a = &variation->varied[j],
					    *b = &variation->varied[i];

			if (!meet(a, b))
				continue;
			good = bad_request(
			    variation, (struct place){.file = b->place.file},
			    arena_printf(variation->arena,
					 "write every value behind one: --vary %s=VALUE,VALUE",
					 b->request->key),
			    text_same(a->request->key, b->request->key)
				? arena_printf(variation->arena, "'%s' is varied twice",
					       b->request->key)
				: arena_printf(variation->arena,
					       "'%s' is varied by '%s' as well",
					       b->request->key, a->request->key));
			break;
		}
	}
	return good;
}

static bool check_count(struct variation *variation)
{
	size_t count = 1;

	for (size_t i = 0; i < variation->options->request_count; i++) {
		size_t values = variation->varied[i].count;

		count = values && count > SIZE_MAX / values ? SIZE_MAX : count * values;
	}
	if (count <= VARIANTS_MOST)
		return true;
	return bad_request(variation, variation->place, "vary fewer values",
			   arena_printf(variation->arena,
					"--vary asks for %zu variants, more than %d", count,
					VARIANTS_MOST));
}

/* What another request says is not taken away. */
static void settle_drops(struct variation *variation)
{
	for (size_t i = 0; i < variation->options->request_count; i++) {
		struct varied *varied = &variation->varied[i];
		size_t kept = 0;

		for (size_t d = 0; d < varied->drop_count; d++)
			if (!variation_sets(variation, varied->drops[d].block,
					    varied->drops[d].key))
				varied->drops[kept++] = varied->drops[d];
		varied->drop_count = kept;
		kept = 0;
		for (size_t f = 0; f < varied->follower_count; f++)
			if (!variation_sets(variation, varied->followers[f], "device"))
				varied->followers[kept++] = varied->followers[f];
		varied->follower_count = kept;
	}
}

static bool read_requests(struct variation *variation)
{
	const struct variation_options *options = variation->options;
	bool good = varied_check_keep(variation);

	variation->varied = arena_alloc(variation->arena, (options->request_count + 1) *
							      sizeof *variation->varied);
	for (size_t i = 0; i < options->request_count; i++) {
		struct varied *varied = &variation->varied[i];

		varied->request = &options->requests[i];
		varied->place = (struct place){
		    arena_printf(variation->arena, "--vary %s", varied->request->key), 1, 1};
		good = varied_find_targets(variation, varied) && good;
		good = varied_read_values(variation, varied) && good;
	}
	settle_drops(variation);
	good = check_twice(variation) && good;
	return good && check_count(variation);
}

/* The value of the block, in the words of the choices. */
static const char *stated_as(const struct variation *variation, const struct varied *varied,
			     size_t block)
{
	const struct node *node = node_get(variation->blocks[block].map, varied->name);
	const struct region_entry *region;
	const struct thing_entry *thing;

	if (!node || node->kind != NODE_SCALAR)
		return NULL;
	if (varied->key == KEY_REGION) {
		region = catalog_region(variation->factors, node->text);
		return region ? region->code : NULL;
	}
	if (varied->key == KEY_ACCELERATOR)
		return catalog_thing(variation->factors, node->text, &thing, 1) == 1
			   ? thing->slug
			   : NULL;
	return node->text;
}

static bool is_stated(const struct variation *variation, const struct varied *varied,
		      const struct choice *choice)
{
	if (varied->drop_count || varied->nested)
		return false;
	for (size_t i = 0; i < varied->target_count; i++) {
		const char *stated = stated_as(variation, varied, varied->targets[i]);

		if (!stated || !text_same(stated, choice->text))
			return false;
	}
	return true;
}

static bool is_only_one(const struct variation *variation, const struct varied *varied)
{
	size_t same = 0;

	for (size_t i = 0; i < variation->options->request_count; i++)
		same += text_same(variation->varied[i].name, varied->name);
	return same == 1;
}

/* "FR", or "FR, year 2022" of several keys: a place or a thing needs no word. Two keys of one
 * name are told in full. */
static const char *label_part(const struct variation *variation, const struct varied *varied,
			      const char *text)
{
	const char *name = varied->request->key;

	if (variation->options->request_count == 1)
		return text;
	if (is_only_one(variation, varied)) {
		if (varied->key == KEY_REGION || varied->key == KEY_ACCELERATOR)
			return text;
		name = varied->name;
	}
	return arena_printf(variation->arena, "%s %s", name, text);
}

static const char *label_of(const struct variation *variation, const struct choice *const *set)
{
	const char *label = NULL;

	for (size_t i = 0; i < variation->options->request_count; i++) {
		const char *part = label_part(variation, &variation->varied[i], set[i]->text);

		label = label ? arena_printf(variation->arena, "%s, %s", label, part) : part;
	}
	return label ? label : "";
}

struct changes {
	struct scenario_change *items;
	size_t count;
};

static void note_change(struct variation *variation, struct changes *changes, const char *block,
			const char *key, const char *value)
{
	const char *path = *block ? arena_printf(variation->arena, "%s.%s", block, key) : key;

	changes->items = arena_grow(variation->arena, changes->items, changes->count,
				    sizeof *changes->items);
	changes->items[changes->count++] = (struct scenario_change){path, value};
}

/* A value as --set takes it: as it was typed where it is no name. */
static void put(struct variation *variation, const struct varied *varied,
		const struct choice *choice, struct node *root, struct block_map *blocks,
		struct changes *changes, struct diags *diags)
{
	const struct node_path nested = {{.file = varied->place.file}, varied->nested};
	size_t i;

	if (varied->nested) {
		note_change(variation, changes, varied->path, varied->name, choice->text);
		node_put_at(variation->arena, root, &nested, choice->node, diags);
		return;
	}
	for (i = 0; i < varied->target_count; i++) {
		const struct block_map *block = &blocks[varied->targets[i]];

		if (!node_is_null(choice->node))
			node_put(variation->arena, block->map, varied->name, choice->node);
		else if (!node_drop(block->map, varied->name))
			continue;
		note_change(variation, changes, block->path, varied->name, choice->text);
	}
	for (i = 0; i < varied->follower_count && !node_is_null(choice->node); i++) {
		const struct block_map *block = &blocks[varied->followers[i]];

		node_put(variation->arena, block->map, "device", choice->node);
		note_change(variation, changes, block->path, "device", choice->text);
	}
	for (i = 0; i < varied->drop_count; i++) {
		const struct block_map *block = &blocks[varied->drops[i].block];

		if (node_drop(block->map, varied->drops[i].key))
			note_change(variation, changes, block->path, varied->drops[i].key,
				    "null");
	}
}

/* The variant of these choices, one of each request. */
static struct variant make(struct variation *variation, struct scenario_source *source,
			   const struct choice *const *set, struct diags *diags)
{
	size_t requests = variation->options->request_count, count;
	struct variant variant = {
	    .label = label_of(variation, set), .as_stated = true, .value_count = requests};
	struct changes changes = {NULL, 0};
	struct node *root;
	struct block_map *blocks =
	    blocks_copy(variation->arena, variation->root, &root, &count);

	variant.values = arena_alloc(variation->arena, (requests + 1) * sizeof *variant.values);
	for (size_t i = 0; i < requests; i++) {
		const struct varied *varied = &variation->varied[i];

		variant.values[i] =
		    (struct varied_value){varied->request->key, set[i]->text, set[i]->name};
		variant.as_stated = variant.as_stated && is_stated(variation, varied, set[i]);
		put(variation, varied, set[i], root, blocks, &changes, diags);
	}
	variant.changes = changes.items;
	variant.change_count = changes.count;
	variant.scenario = scenario_source_read(source, root, diags);
	return variant;
}

/* What tells findings apart. A value of --vary that is wrong is so wherever it is put. */
static const char *words_of(struct variation *variation, const struct diag *diag)
{
	const char *file = diag->place.file ? diag->place.file : "";
	const char *path = diag->path && !text_starts(file, "--vary ") ? diag->path : "";

	return arena_printf(variation->arena, "%d %s:%u:%u %s %s", (int)diag->code, file,
			    diag->place.line, diag->place.column, path, diag->message);
}

/* Adds what no other variant was told. */
static void tell_new(struct variation *variation, struct text_set *told,
		     const struct diags *found)
{
	for (size_t i = 0; i < diags_count(found); i++) {
		const struct diag *diag = diags_at(found, i);
		const char *words = words_of(variation, diag);
		size_t known = told->count;

		if (text_set_add(variation->arena, told, words, strlen(words)) == known)
			diag_add(variation->diags, diag->code, diag->place, diag->path,
				 diag->hint, "%s", diag->message);
	}
}

/* Parts of a log that name their region do not follow a varied one. */
static void tell_parts(struct variation *variation, const struct varied *varied,
		       const struct scenario *scenario)
{
	for (size_t i = 0; i < scenario->item_count; i++) {
		const struct item *item = &scenario->items[i];
		const struct import_part *part = NULL;

		for (size_t p = 0; item->log && p < item->log->part_count && !part; p++)
			if (item->log->parts[p].value &&
			    !scenario_site(scenario, item->log->parts[p].value) &&
			    catalog_region(variation->factors, item->log->parts[p].value))
				part = &item->log->parts[p];
		if (part)
			diag_add(variation->diags, DIAG_VARY_STATED,
				 (struct place){.file = varied->place.file}, NULL,
				 "leave out split: to count the whole log in the varied region",
				 "parts of the log '%s' stay in their own regions: %s, ...",
				 item->log->file, part->value);
	}
}

/* The next combination; false behind the last. */
static bool step(const struct variation *variation, size_t *at)
{
	for (size_t i = variation->options->request_count; i-- > 0;) {
		if (++at[i] < variation->varied[i].count)
			return true;
		at[i] = 0;
	}
	return false;
}

static int by_label(const void *left, const void *right)
{
	const struct variant *a = left, *b = right;

	return strcmp(a->label, b->label);
}

/* Reads every combination; false where any of them has an error. */
static bool read_all(struct variation *variation, struct scenario_source *source,
		     struct variant **variants, size_t *count)
{
	size_t requests = variation->options->request_count;
	size_t *at = arena_alloc(variation->arena, (requests + 1) * sizeof *at);
	const struct choice **set = arena_alloc(variation->arena, (requests + 1) * sizeof *set);
	struct text_set told = {0};

	*variants = NULL;
	*count = 0;
	do {
		struct diags *found = diags_new(variation->arena);

		for (size_t i = 0; i < requests; i++)
			set[i] = &variation->varied[i].choices[at[i]];
		*variants = arena_grow(variation->arena, *variants, *count, sizeof **variants);
		(*variants)[(*count)++] = make(variation, source, set, found);
		tell_new(variation, &told, found);
	} while (step(variation, at));
	for (size_t i = 0; i < requests; i++)
		if (variation->varied[i].key == KEY_REGION)
			tell_parts(variation, &variation->varied[i], (*variants)->scenario);
	qsort(*variants, *count, sizeof **variants, by_label);
	return !diags_has_error(variation->diags);
}

bool variation_expand(struct arena *arena, const char *path, struct factors *factors,
		      const struct variation_options *options, struct place place,
		      struct diags *diags, struct variant **variants, size_t *count)
{
	struct variation variation = {.arena = arena,
				      .diags = diags,
				      .factors = factors,
				      .options = options,
				      .place = place};
	struct scenario_source *source = scenario_open(arena, path, diags);

	if (!source)
		return false;
	variation.root =
	    scenario_apply(arena, source->root, options->changes, options->change_count, diags);
	variation.blocks = blocks_find(arena, variation.root, &variation.block_count);
	variation.kept = arena_alloc(arena, (options->keep_count + 1) * sizeof *variation.kept);
	if (!read_requests(&variation)) {
		scenario_source_read(source, variation.root, diags);
		return false;
	}
	for (size_t i = 0; i < options->request_count; i++)
		varied_tell(&variation, &variation.varied[i]);
	variation_tell_idle(&variation);
	return read_all(&variation, source, variants, count);
}
