/* Reads one block of keys (a site, hardware, an item) against the key tables. */

#include <stdint.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/plausible.h"
#include "models/reader.h"

/* A key whose node is another key's. */
struct alias {
	const char *key, *of;
};

/* Quantities by the node they were read from: open addressing, a power of two. */
struct known {
	struct quantity_files *files; /* of readings */
	const struct node **nodes;
	struct quantity *quantities;
	size_t capacity, count;
	const struct readings **readings; /* in the order they were read */
	size_t readings_count;
	struct alias *aliases;
	size_t alias_count;
};

static size_t slot(const struct known *known, const struct node *node)
{
	size_t i =
	    (size_t)(((uintptr_t)node >> 4) * 0x9e3779b97f4a7c15u) & (known->capacity - 1);

	while (known->nodes[i] && known->nodes[i] != node)
		i = (i + 1) & (known->capacity - 1);
	return i;
}

struct known *known_new(struct arena *arena, struct quantity_files *files)
{
	struct known *known = arena_alloc(arena, sizeof *known);

	known->files = files;
	known->capacity = 256;
	known->nodes = arena_alloc(arena, known->capacity * sizeof *known->nodes);
	known->quantities = arena_alloc(arena, known->capacity * sizeof *known->quantities);
	return known;
}

static void remember(struct arena *arena, struct known *known, const struct node *node,
		     const struct quantity *quantity)
{
	struct known old;
	size_t i;

	if (2 * (known->count + 1) > known->capacity) {
		old = *known;
		known->capacity = 2 * old.capacity;
		known->nodes = arena_alloc(arena, known->capacity * sizeof *known->nodes);
		known->quantities =
		    arena_alloc(arena, known->capacity * sizeof *known->quantities);
		for (i = 0; i < old.capacity; i++) {
			if (old.nodes[i]) {
				known->nodes[slot(known, old.nodes[i])] = old.nodes[i];
				known->quantities[slot(known, old.nodes[i])] =
				    old.quantities[i];
			}
		}
	}
	i = slot(known, node);
	known->nodes[i] = node;
	known->quantities[i] = *quantity;
	known->count++;
	if (!quantity->origin.readings)
		return;
	known->readings = arena_grow(arena, known->readings, known->readings_count,
				     sizeof(const struct readings *));
	known->readings[known->readings_count++] = quantity->origin.readings;
}

const struct readings *known_readings(const struct known *known, size_t index)
{
	return index < known->readings_count ? known->readings[index] : NULL;
}

const char *known_alias(const struct known *known, const char *key)
{
	for (size_t i = 0; i < known->alias_count; i++)
		if (text_same(known->aliases[i].key, key))
			return known->aliases[i].of;
	return NULL;
}

static void remember_alias(struct arena *arena, struct known *known, const char *key,
			   const char *of)
{
	if (text_same(key, of))
		return;
	known->aliases =
	    arena_grow(arena, known->aliases, known->alias_count, sizeof *known->aliases);
	known->aliases[known->alias_count++] = (struct alias){arena_text(arena, key), of};
}

bool reader_quantity(struct arena *arena, struct diags *diags, struct known *known,
		     const struct node *node, const struct quantity_rule *rule,
		     const char *path, const char *key, struct quantity *quantity)
{
	size_t i;

	if (!quantity_read(arena, known->files, node, rule, path, key, diags, quantity))
		return false;
	i = slot(known, node);
	if (known->nodes[i] == node) {
		*quantity = known->quantities[i];
		remember_alias(arena, known, key, quantity->origin.key);
		return true;
	}
	remember(arena, known, node, quantity);
	return true;
}

struct place place_of(const struct value *value)
{
	return value->entry->value->place;
}

const char *reader_text(struct reader *reader, const struct node *node, const char *path)
{
	if (node->kind == NODE_SCALAR)
		return node->text;
	diag_add(reader->diags, DIAG_NODE_KIND, node->place, path, NULL,
		 "expected a text, found %s", node->kind == NODE_LIST ? "a list" : "a mapping");
	return NULL;
}

static bool read_texts(struct reader *reader, const struct node *node, struct value *value)
{
	const char **texts;
	bool good = true;

	if (node->kind == NODE_SCALAR) {
		texts = arena_alloc(reader->arena, sizeof *texts);
		texts[0] = node->text;
		value->texts = texts;
		value->text_count = 1;
		return true;
	}
	if (node->kind == NODE_MAP)
		return reader_text(reader, node, value->path) != NULL;
	texts = arena_alloc(reader->arena, (node->count + 1) * sizeof *texts);
	for (size_t i = 0; i < node->count; i++) {
		texts[i] = reader_text(reader, node->items[i], value->path);
		good = good && texts[i];
	}
	value->texts = texts;
	value->text_count = good ? node->count : 0;
	return good;
}

static bool is_a(struct reader *reader, const struct node *node, enum node_kind kind,
		 const char *path)
{
	static const char *const names[] = {"a value", "a list", "a mapping"};

	if (node->kind == kind)
		return true;
	diag_add(reader->diags, DIAG_NODE_KIND, node->place, path, NULL,
		 "expected %s, found %s", names[kind], names[node->kind]);
	return false;
}

static bool read_value(struct reader *reader, enum key key, const struct node *node,
		       const char *origin, struct value *value)
{
	struct quantity_rule rule = key_rule(key);

	switch (key_spec(key)->kind) {
	case KIND_QUANTITY:
		if ((key_spec(key)->flags & FLAG_SERIES) && reader_is_series(node)) {
			value->series = reader_series(reader, node, value->path);
			return value->series != NULL;
		}
		if (!reader_quantity(reader->arena, reader->diags, reader->scenario->known,
				     node, &rule, value->path, origin, &value->quantity))
			return false;
		if (key == KEY_LIFETIME)
			plausible_lifetime(reader->diags, &value->quantity, value->path);
		return true;
	case KIND_TEXT:
		value->text = reader_text(reader, node, value->path);
		return value->text != NULL;
	case KIND_YEAR:
		value->text = reader_text(reader, node, value->path);
		return value->text && year_read(value->text, node->place, value->path,
						reader->diags, &value->year);
	case KIND_PERIOD:
		value->text = reader_text(reader, node, value->path);
		return value->text && period_read(reader->arena, value->text, node->place,
						  value->path, reader->diags, &value->period);
	case KIND_TEXTS:
		return read_texts(reader, node, value);
	case KIND_MAP:
		value->node = node;
		return is_a(reader, node, NODE_MAP, value->path);
	case KIND_LIST:
		value->node = node;
		return is_a(reader, node, NODE_LIST, value->path);
	case KIND_NODE:
		value->node = node;
		return true;
	}
	return false;
}

static void unknown_key(struct reader *reader, const struct node *node, size_t index,
			unsigned blocks, const char *path, const char *what)
{
	const struct entry *entry = &node->entries[index];
	const char *hint = node_text_tail(reader->arena, node, index), *home;

	if (hint) {
		diag_add(reader->diags, DIAG_KEY_UNKNOWN, entry->place, path[0] ? path : NULL,
			 hint, "a text with a comma needs quotes: '%s' was read as a key",
			 entry->key);
		return;
	}
	hint = key_suggest(reader->diags, entry->key, blocks);
	home = key_home(reader->arena, entry->key);
	if (home)
		hint = arena_printf(reader->arena, "write it %s", home);
	else if (!hint)
		hint = "lca keys lists what may be written";
	diag_add(reader->diags, DIAG_KEY_UNKNOWN, entry->place, path[0] ? path : NULL, hint,
		 "'%s' is not a key of %s", entry->key, what);
}

size_t reader_block(struct reader *reader, const struct node *node, unsigned blocks,
		    const char *path, const char *key, const char *what, struct value **values)
{
	size_t unknown = 0;

	if (!is_a(reader, node, NODE_MAP, path))
		return 0;
	for (size_t i = 0; i < node->count; i++) {
		const struct entry *entry = &node->entries[i];
		enum key id = key_find(entry->key, blocks);
		struct value *value;

		if (id == KEY_TOTAL) {
			unknown++;
			unknown_key(reader, node, i, blocks, path, what);
			continue;
		}
		if (node_is_null(entry->value)) {
			diag_add(reader->diags, DIAG_VALUE_MISSING, entry->place,
				 path[0] ? path : NULL, "write a value, or delete the line",
				 "'%s' has no value", entry->key);
			continue;
		}
		value = arena_alloc(reader->arena, sizeof *value);
		values[id] = value;
		value->path = path[0] ? arena_printf(reader->arena, "%s.%s", path, entry->key)
				      : entry->key;
		value->entry = entry;
		value->failed =
		    !read_value(reader, id, entry->value,
				arena_printf(reader->arena, "%s.%s", key, entry->key), value);
	}
	return unknown;
}

const struct value *item_own(const struct item *item, enum key key)
{
	return item->values[key];
}

const struct value *item_value(const struct item *item, enum key key)
{
	unsigned blocks = key_spec(key)->blocks;

	if (item->values[key])
		return item->values[key];
	if ((blocks & IN_SITE) && item->site && item->site->values[key])
		return item->site->values[key];
	if ((blocks & IN_HARDWARE) && item->hardware && item->hardware->values[key])
		return item->hardware->values[key];
	return NULL;
}

const struct import *item_usage(const struct item *item)
{
	if (item->requests)
		return item->requests;
	return item->log && item->log->total.usage.known ? item->log : NULL;
}

bool item_lacks_log(const struct item *item)
{
	const struct value *log = item_own(item, KEY_LOG);
	const struct value *requests = item_own(item, KEY_REQUESTS_LOG);

	return (log && log->failed) || (requests && requests->failed);
}

bool item_is_credit(const struct item *item)
{
	const struct value *credit = item_own(item, KEY_CREDIT);

	return credit && text_same(credit->text, "true");
}

const struct site *scenario_site(const struct scenario *scenario, const char *name)
{
	size_t number = text_set_find(&scenario->site_names, name);

	return number != SIZE_MAX ? &scenario->sites[number] : NULL;
}

const struct item *scenario_item(const struct scenario *scenario, const char *id)
{
	size_t number = text_set_find(&scenario->item_ids, id);

	return number != SIZE_MAX ? &scenario->items[scenario->items_by_id[number]] : NULL;
}
