/* Reads the items of every stage: names, references, phase, metering point, log. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/reader.h"

static const enum phase stage_phases[] = {
#define STAGE(id, name, phase, title) phase,
#include "models/stages.def"
#undef STAGE
};

static const struct site *find_site(struct reader *reader, const struct value *value)
{
	const struct scenario *scenario = reader->scenario;
	const struct site *site = scenario_site(scenario, value->text);
	const char *hint;

	if (site)
		return site;
	hint = diag_suggest(reader->diags, value->text, scenario->site_names.texts,
			    scenario->site_names.count);
	diag_add(reader->diags, DIAG_NAME_UNKNOWN, place_of(value), value->path,
		 hint ? hint : "name it under 'sites:', or write region: on the item",
		 "there is no site '%s' in this file", value->text);
	return NULL;
}

static const struct hardware *find_hardware(struct reader *reader, const struct value *value)
{
	const struct scenario *scenario = reader->scenario;
	const struct text_set *names = &scenario->hardware_names;
	size_t number = text_set_find(names, value->text);
	const char *hint;

	if (number != SIZE_MAX)
		return &scenario->hardware[number];
	hint = diag_suggest(reader->diags, value->text, names->texts, names->count);
	diag_add(reader->diags, DIAG_NAME_UNKNOWN, place_of(value), value->path,
		 hint ? hint : "name it under 'hardware:' at the top of the file",
		 "there is no hardware '%s' in this file", value->text);
	return NULL;
}

/* A word of a fixed list; its index, or count where it is none of them (reported). */
static size_t choose(struct reader *reader, const struct value *value, const char *const *words,
		     size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (text_same(value->text, words[i]))
			return i;
	}
	diag_add(reader->diags, DIAG_VALUE_CHOICE, place_of(value), value->path,
		 diag_suggest(reader->diags, value->text, words, count),
		 "'%s' is not one of the words that '%s' takes", value->text,
		 value->entry->key);
	return count;
}

static bool is_text(const struct value *value)
{
	return value && !value->failed && value->text;
}

static void read_choices(struct reader *reader, struct item *item)
{
	static const char *const phases[] = {"creation", "use"};
	static const char *const meters[] = {"", "accelerator", "components", "node",
					     "facility"};
	static const char *const truths[] = {"false", "true"};
	const struct value *value = item->values[KEY_PHASE];

	item->phase = stage_phases[item->stage];
	if (is_text(value)) {
		size_t chosen = choose(reader, value, phases, 2);

		if (chosen < 2)
			item->phase = chosen == 0 ? PHASE_CREATION : PHASE_USE;
	}
	value = item->values[KEY_METERED_AT];
	if (is_text(value)) {
		size_t chosen = choose(reader, value, meters, 5);

		item->metered_at = chosen < 5 ? (enum metered_at)chosen : METERED_UNSET;
	}
	if (is_text(item->values[KEY_CREDIT]))
		choose(reader, item->values[KEY_CREDIT], truths, 2);
	rules_includes(reader, item->values[KEY_INCLUDES]);
}

static void name_item(struct reader *reader, struct item *item, size_t ordinal)
{
	const struct value *name = item->values[KEY_ITEM];
	const char *stage = stage_name(item->stage);

	if (is_text(name) && name->text[0]) {
		item->name = name->text;
	} else {
		item->name = arena_printf(reader->arena, "%s %zu", stage, ordinal + 1);
		if (!name || !name->failed)
			diag_add(reader->diags, DIAG_ITEM_UNNAMED, item->place, item->path,
				 "write item: and a name",
				 "the item has no name and is called '%s'", item->name);
	}
	item->id = arena_printf(reader->arena, "%s/%s", stage, item->name);
}

/* The path and the origin key need the name before the block is read. */
static const char *early_name(struct reader *reader, const struct node *node,
			      enum stage_id stage, size_t ordinal)
{
	const struct node *name = node_get(node, "item");

	if (name && name->kind == NODE_SCALAR && name->text[0])
		return name->text;
	return arena_printf(reader->arena, "%s %zu", stage_name(stage), ordinal + 1);
}

/* Of an item whose id another one has: an error, yet the two must not share their inputs. */
static const char *second_id(struct reader *reader, const char *id, struct place place)
{
	return arena_printf(reader->arena, "%s (line %u, column %u)", id, place.line,
			    place.column);
}

/* Enters the last item, which item_count does not hold yet, under its id. */
static void register_item(struct reader *reader, struct item *item)
{
	struct scenario *scenario = reader->scenario;
	size_t known = scenario->item_ids.count;
	size_t number =
	    text_set_add(reader->arena, &scenario->item_ids, item->id, strlen(item->id));

	if (number < known) {
		diag_add(reader->diags, DIAG_NAME_TWICE, item->place, item->path,
			 "give each item of a stage a name of its own",
			 "the item '%s' (line %u) stands in this stage already", item->name,
			 scenario->items[scenario->items_by_id[number]].place.line);
		item->id = second_id(reader, item->id, item->place);
		return;
	}
	scenario->items_by_id =
	    arena_grow(reader->arena, scenario->items_by_id, known, sizeof(size_t));
	scenario->items_by_id[number] = scenario->item_count;
}

static void read_item(struct reader *reader, const struct node *node, enum stage_id stage,
		      size_t ordinal)
{
	struct scenario *scenario = reader->scenario;
	const char *name = early_name(reader, node, stage, ordinal);
	const char *id = arena_printf(reader->arena, "%s/%s", stage_name(stage), name);
	struct item *item;

	if (text_set_find(&scenario->item_ids, id) != SIZE_MAX)
		id = second_id(reader, id, node->place);

	scenario->items =
	    arena_grow(reader->arena, scenario->items, scenario->item_count, sizeof *item);
	item = &scenario->items[scenario->item_count];
	*item = (struct item){.stage = stage, .place = node->place};
	item->path = arena_printf(reader->arena, "stages.%s[%s]", stage_name(stage), name);
	item->unknown = reader_block(
	    reader, node, stage_blocks(stage), item->path, id,
	    arena_printf(reader->arena, "an item of %s", stage_name(stage)), item->values);
	name_item(reader, item, ordinal);
	register_item(reader, item);
	scenario->item_count++;
	scenario->stage_given[stage] = true;
	item->broken = node->kind != NODE_MAP;
	if (is_text(item->values[KEY_SITE]))
		item->site = find_site(reader, item->values[KEY_SITE]);
	if (is_text(item->values[KEY_HARDWARE]))
		item->hardware = find_hardware(reader, item->values[KEY_HARDWARE]);
	read_choices(reader, item);
	reader_log(reader, item);
}

static void read_stage(struct reader *reader, const struct entry *entry, enum stage_id stage)
{
	const struct node *list = entry->value;

	if (list->kind != NODE_LIST) {
		diag_add(reader->diags, DIAG_NODE_KIND, list->place,
			 arena_printf(reader->arena, "stages.%s", entry->key),
			 "start each item with '- item: name'", "a stage is a list of items");
		return;
	}
	if (list->count == 0)
		diag_add(reader->diags, DIAG_NOTHING_TO_COUNT, list->place,
			 arena_printf(reader->arena, "stages.%s", entry->key),
			 "delete the stage, or list it under 'excluded:' with a reason",
			 "the stage '%s' has no items", entry->key);
	for (size_t i = 0; i < list->count; i++)
		read_item(reader, list->items[i], stage, i);
}

static void unknown_stage(struct reader *reader, const struct entry *entry)
{
	const char *names[STAGE_COUNT];
	const char *hint;

	for (size_t i = 0; i < STAGE_COUNT; i++)
		names[i] = stage_name((enum stage_id)i);
	hint = diag_suggest(reader->diags, entry->key, names, STAGE_COUNT);
	diag_add(reader->diags, DIAG_NAME_UNKNOWN, entry->place, "stages",
		 hint ? hint : "the stages are training, idle, embodied, inference and other",
		 "'%s' is not a stage", entry->key);
}

void reader_stages(struct reader *reader, const struct node *node)
{
	enum stage_id stage;

	for (size_t i = 0; i < node->count; i++) {
		if (!stage_by_name(node->entries[i].key, &stage))
			unknown_stage(reader, &node->entries[i]);
	}
	for (size_t s = 0; s < STAGE_COUNT; s++) {
		const struct entry *entry = node_entry(node, stage_name((enum stage_id)s));

		if (entry)
			read_stage(reader, entry, (enum stage_id)s);
	}
	if (node->count == 0)
		diag_add(reader->diags, DIAG_NOTHING_TO_COUNT, node->place, "stages",
			 "lca new prints a scenario to start from",
			 "the scenario has no stages");
	for (size_t i = 0; i < reader->scenario->item_count; i++) {
		if (!reader->scenario->items[i].broken)
			reader_check_item(reader, &reader->scenario->items[i]);
	}
	rules_logs(reader);
}
