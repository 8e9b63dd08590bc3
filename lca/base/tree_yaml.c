/* Builds the tree of a YAML document from libyaml's events. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/base/tree_parts.h"

enum { DEEPEST = 64, MOST_ALIASED = 100000, BUCKETS = 4096, MOST_SUGGESTED = 1000 };

/* A node and the size of what it holds, counted through aliases. */
struct built {
	struct node node;
	size_t weight; /* nodes */
	size_t height; /* lists and mappings above one another */
};

struct anchor {
	const char *name;
	struct built *built;
	bool open; /* its list or mapping has not ended */
	struct anchor *next;
};

struct reader {
	struct arena *arena;
	struct diags *diags;
	const char *file;
	const char *text;
	size_t length;
	yaml_parser_t parser;
	yaml_event_t event;
	bool stopped; /* by an error that no reading can follow */
	size_t aliased;
	struct anchor *anchors[BUCKETS]; /* the latest of a name first */
};

static struct place place_at(const struct reader *reader, yaml_mark_t mark)
{
	return (struct place){reader->file, (uint32_t)mark.line + 1, (uint32_t)mark.column + 1};
}

static struct place place_of(const struct reader *reader)
{
	return place_at(reader, reader->event.start_mark);
}

static void report_syntax(struct reader *reader)
{
	const yaml_parser_t *parser = &reader->parser;
	struct tree_problem problem = {
	    .problem = parser->problem ? parser->problem : "not YAML",
	    .problem_at = place_at(reader, parser->problem_mark),
	    .context = parser->context,
	    .context_at = place_at(reader, parser->context_mark),
	};

	tree_report_problem(reader->arena, &problem, reader->text, reader->length,
			    reader->diags);
}

/* Steps to the next event; false where there is none. Once no error can be kept, reading stops.
 */
static bool next_event(struct reader *reader)
{
	yaml_event_delete(&reader->event);
	if (reader->stopped || diags_dropped(reader->diags)) {
		reader->stopped = true;
		return false;
	}
	if (yaml_parser_parse(&reader->parser, &reader->event))
		return true;
	report_syntax(reader);
	reader->stopped = true;
	return false;
}

static struct built *new_node(struct reader *reader, enum node_kind kind)
{
	struct built *built = arena_alloc(reader->arena, sizeof *built);

	built->node.kind = kind;
	built->node.place = place_of(reader);
	built->weight = 1;
	built->height = kind == NODE_SCALAR ? 0 : 1;
	return built;
}

static struct built *new_null(struct reader *reader)
{
	struct built *built = new_node(reader, NODE_SCALAR);

	built->node.text = "";
	return built;
}

static void hold(struct built *outer, const struct built *inner)
{
	outer->weight += inner->weight;
	if (outer->height < inner->height + 1)
		outer->height = inner->height + 1;
}

/* FNV-1a */
static size_t bucket_of(const char *name)
{
	uint32_t hash = 2166136261U;

	for (; *name; name++)
		hash = (hash ^ (unsigned char)*name) * 16777619U;
	return hash % BUCKETS;
}

static struct anchor *add_anchor(struct reader *reader, const yaml_char_t *name,
				 struct built *built)
{
	struct anchor *anchor;
	size_t bucket;

	if (!name)
		return NULL;
	anchor = arena_alloc(reader->arena, sizeof *anchor);
	anchor->name = arena_text(reader->arena, (const char *)name);
	anchor->built = built;
	anchor->open = built->node.kind != NODE_SCALAR;
	bucket = bucket_of(anchor->name);
	anchor->next = reader->anchors[bucket];
	reader->anchors[bucket] = anchor;
	return anchor;
}

static const struct anchor *find_anchor(const struct reader *reader, const char *name)
{
	const struct anchor *anchor = reader->anchors[bucket_of(name)];

	while (anchor && !text_same(anchor->name, name))
		anchor = anchor->next;
	return anchor;
}

static const char *suggest_anchor(struct reader *reader, const char *name)
{
	const char *names[MOST_SUGGESTED];
	const struct anchor *anchor;
	const char *nearest;
	size_t count = 0;
	size_t i;

	for (i = 0; i < BUCKETS; i++)
		for (anchor = reader->anchors[i]; anchor && count < MOST_SUGGESTED;
		     anchor = anchor->next)
			names[count++] = anchor->name;
	nearest = text_nearest(name, names, count);
	if (nearest)
		return arena_printf(reader->arena, "did you mean '*%s'?", nearest);
	return arena_printf(reader->arena,
			    "put '&%s' before the value it stands for, further up", name);
}

/* Marks a subtree as reached through an alias; what is marked was marked to its leaves. */
static void mark_shared(struct node *node)
{
	size_t i;

	if (node->shared)
		return;
	node->shared = true;
	for (i = 0; i < node->count; i++)
		mark_shared(node->kind == NODE_LIST ? node->items[i] : node->entries[i].value);
}

static void report_deep(struct reader *reader)
{
	diag_add(reader->diags, DIAG_YAML_TOO_DEEP, place_of(reader), NULL, NULL,
		 "nested more than %d levels deep", DEEPEST);
	reader->stopped = true;
}

static void report_bomb(struct reader *reader)
{
	diag_add(reader->diags, DIAG_YAML_BOMB, place_of(reader), NULL,
		 "write out what the aliases repeat, or repeat less",
		 "aliases multiply the file beyond %d nodes", MOST_ALIASED);
	reader->stopped = true;
}

/* The node that the alias at hand names, above which depth lists and mappings are open. */
static struct built *read_alias(struct reader *reader, size_t depth)
{
	const char *name = (const char *)reader->event.data.alias.anchor;
	const struct anchor *anchor = find_anchor(reader, name);

	if (!anchor || anchor->open) {
		diag_add(reader->diags, DIAG_YAML_ALIAS, place_of(reader), NULL,
			 anchor ? "an alias cannot stand for a value that it is a part of"
				: suggest_anchor(reader, name),
			 anchor ? "the alias '*%s' stands within '&%s' itself"
				: "the alias '*%s' names no anchor above it",
			 name, name);
		return new_null(reader);
	}
	reader->aliased += anchor->built->weight;
	if (reader->aliased > MOST_ALIASED)
		report_bomb(reader);
	else if (depth + anchor->built->height > DEEPEST)
		report_deep(reader);
	else
		mark_shared(&anchor->built->node);
	return anchor->built;
}

/* The text of the scalar at hand; a NUL cannot be part of it. */
static const char *read_text(struct reader *reader)
{
	const char *text = (const char *)reader->event.data.scalar.value;
	size_t length = reader->event.data.scalar.length;

	if (memchr(text, '\0', length))
		diag_add(reader->diags, DIAG_YAML_CHARACTER, place_of(reader), NULL,
			 "leave '\\0' out", "a NUL character in a text");
	return arena_copy(reader->arena, text, length);
}

static bool is_plain(const struct reader *reader)
{
	return reader->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
}

static struct built *read_scalar(struct reader *reader)
{
	struct built *built = new_node(reader, NODE_SCALAR);

	built->node.text = read_text(reader);
	built->node.quoted = !is_plain(reader);
	add_anchor(reader, reader->event.data.scalar.anchor, built);
	return built;
}

static struct built *read_node(struct reader *reader, size_t depth);

static struct built *read_list(struct reader *reader, size_t depth)
{
	struct built *built = new_node(reader, NODE_LIST);
	struct node *list = &built->node;
	struct anchor *anchor =
	    add_anchor(reader, reader->event.data.sequence_start.anchor, built);

	while (next_event(reader) && reader->event.type != YAML_SEQUENCE_END_EVENT) {
		struct built *item = read_node(reader, depth + 1);

		hold(built, item);
		list->items =
		    arena_grow(reader->arena, list->items, list->count, sizeof *list->items);
		list->items[list->count++] = &item->node;
	}
	if (anchor)
		anchor->open = false;
	return built;
}

/* The key at hand as text; NULL where it is none, which is reported and read over. */
static const char *read_key(struct reader *reader, struct place place, size_t depth)
{
	struct node *key = &read_node(reader, depth + 1)->node;

	if (reader->stopped)
		return NULL;
	if (key->kind != NODE_SCALAR) {
		diag_add(reader->diags, DIAG_YAML_KEY, place, NULL,
			 "put quotes around a text that starts with '[' or '{'",
			 "expected a name as key, found a %s",
			 key->kind == NODE_LIST ? "list" : "mapping");
		return NULL;
	}
	if (key->text[0] || key->quoted)
		return key->text;
	diag_add(reader->diags, DIAG_YAML_KEY, place, NULL, "write 'key: value'",
		 "expected a name before ':'");
	return NULL;
}

static void report_second_merge(struct reader *reader, struct place place, struct place first)
{
	diag_add(reader->diags, DIAG_YAML_DUPLICATE_KEY, place, NULL,
		 "write '<<: [*one, *two]'", "the key '<<' is given twice, first at %s:%u:%u",
		 first.file, first.line, first.column);
}

/* Reads the key at hand and its value into the map, or into *merge. */
static void read_entry(struct reader *reader, struct built *built, struct entry *merge,
		       size_t depth)
{
	struct entry entry = {.place = place_of(reader)};
	bool plain = reader->event.type == YAML_SCALAR_EVENT && is_plain(reader);
	struct node *map = &built->node;
	struct built *value;

	entry.key = read_key(reader, entry.place, depth);
	if (!next_event(reader))
		return;
	value = read_node(reader, depth + 1);
	entry.value = &value->node;
	hold(built, value);
	if (!entry.key)
		return;
	if (plain && text_same(entry.key, "<<")) {
		if (merge->value)
			report_second_merge(reader, entry.place, merge->place);
		*merge = entry;
		return;
	}
	map->entries =
	    arena_grow(reader->arena, map->entries, map->count, sizeof *map->entries);
	map->entries[map->count++] = entry;
}

static struct built *read_map(struct reader *reader, size_t depth)
{
	struct built *built = new_node(reader, NODE_MAP);
	struct anchor *anchor =
	    add_anchor(reader, reader->event.data.mapping_start.anchor, built);
	struct entry merge = {0};

	while (next_event(reader) && reader->event.type != YAML_MAPPING_END_EVENT)
		read_entry(reader, built, &merge, depth);
	if (!reader->stopped)
		tree_finish_map(reader->arena, &built->node, merge.value, reader->diags);
	if (anchor)
		anchor->open = false;
	return built;
}

/* Reads the node at hand; depth lists and mappings are open above it. */
static struct built *read_node(struct reader *reader, size_t depth)
{
	yaml_event_type_t type = reader->event.type;

	if (type == YAML_ALIAS_EVENT)
		return read_alias(reader, depth);
	if (type == YAML_SCALAR_EVENT)
		return read_scalar(reader);
	if (depth >= DEEPEST) {
		report_deep(reader);
		return new_null(reader);
	}
	return type == YAML_SEQUENCE_START_EVENT ? read_list(reader, depth)
						 : read_map(reader, depth);
}

static struct node *report_empty(struct reader *reader, struct place place)
{
	diag_add(reader->diags, DIAG_YAML_EMPTY, place, NULL,
		 "'lca new' writes a scenario to start from", "the file holds no value");
	return NULL;
}

/* The root of the one document; NULL: reported. */
static struct node *read_document(struct reader *reader)
{
	struct node *root;

	while (next_event(reader) && reader->event.type == YAML_STREAM_START_EVENT)
		continue;
	if (reader->event.type == YAML_STREAM_END_EVENT)
		return report_empty(reader, (struct place){.file = reader->file});
	if (!next_event(reader))
		return NULL;
	root = &read_node(reader, 0)->node;
	while (next_event(reader) && reader->event.type == YAML_DOCUMENT_END_EVENT)
		continue;
	if (reader->stopped)
		return NULL;
	if (reader->event.type == YAML_DOCUMENT_START_EVENT)
		diag_add(reader->diags, DIAG_YAML_DOCUMENTS, place_of(reader), NULL,
			 "put each document into a file of its own", "a second document");
	if (root->kind == NODE_SCALAR && !root->quoted && !root->text[0])
		return report_empty(reader, root->place);
	return root;
}

struct node *tree_parse(struct arena *arena, const char *file, const char *text, size_t length,
			struct diags *diags)
{
	struct reader *reader = arena_alloc(arena, sizeof *reader);
	struct node *root;

	*reader = (struct reader){
	    .arena = arena, .diags = diags, .file = file, .text = text, .length = length};
	if (!yaml_parser_initialize(&reader->parser))
		abort();
	yaml_parser_set_encoding(&reader->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&reader->parser, (const unsigned char *)text, length);
	root = read_document(reader);
	yaml_event_delete(&reader->event);
	yaml_parser_delete(&reader->parser);
	return root;
}
