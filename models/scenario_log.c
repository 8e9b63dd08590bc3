/* Reads the log of an item: which files, which rows, and what to do with them. */

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/import.h"
#include "models/import_map.h"
#include "models/reader.h"
#include "models/scenario_source.h"

/* What a log is read from, and how. */
struct logged {
	struct import_options options;
	struct log_said said;
	struct import_path *paths;
	size_t count;
};

static bool is_text(const struct value *value)
{
	return value && !value->failed && value->text;
}

static const char *const *filter_values(struct reader *reader, const struct entry *entry,
					const char *path, size_t *count)
{
	const struct node *node = entry->value;
	const char **values;

	*count = node->kind == NODE_LIST ? node->count : 1;
	values = arena_alloc(reader->arena, (*count + 1) * sizeof *values);
	for (size_t i = 0; i < *count; i++) {
		values[i] =
		    reader_text(reader, node->kind == NODE_LIST ? node->items[i] : node, path);
		if (!values[i])
			*count = i;
	}
	return values;
}

static void read_filters(struct reader *reader, const struct value *where,
			 struct import_options *options)
{
	struct import_filter *filters;

	if (!where || where->failed)
		return;
	filters = arena_alloc(reader->arena, (where->node->count + 1) * sizeof *filters);
	for (size_t i = 0; i < where->node->count; i++) {
		filters[i].column = where->node->entries[i].key;
		filters[i].values = filter_values(reader, &where->node->entries[i], where->path,
						  &filters[i].count);
	}
	options->filters = filters;
	options->filter_count = where->node->count;
}

static void read_overlap(struct reader *reader, struct value *value,
			 struct import_options *options)
{
	static const char *const policies[] = {"refuse", "sum", "max", "dedupe"};

	if (!is_text(value))
		return;
	for (size_t i = 0; i < 4; i++) {
		if (!text_same(value->text, policies[i]))
			continue;
		options->overlap = (enum import_overlap)i;
		return;
	}
	value->failed = true;
	diag_add(reader->diags, DIAG_VALUE_CHOICE, place_of(value), value->path,
		 "write refuse, sum, max or dedupe",
		 "'%s' is not one of the words that 'overlap' takes", value->text);
}

static struct import_options options_of(struct reader *reader, struct value *const *values)
{
	const struct value *split = values[KEY_SPLIT];
	const struct value *zone = values[KEY_TIMEZONE];
	const struct value *bad = values[KEY_BAD_ROWS];
	struct import_options options = {
	    .split = is_text(split) ? split->text : NULL,
	    .timezone = is_text(zone) ? zone->text : NULL,
	    .most_bad = bad && !bad->failed ? dist_central(&bad->quantity.dist) : 0,
	};

	if (values[KEY_IMPORT] && !values[KEY_IMPORT]->failed) {
		options.map = import_map_read(reader->arena, values[KEY_IMPORT]->node,
					      values[KEY_IMPORT]->path, reader->diags);
		values[KEY_IMPORT]->failed = !options.map;
	}
	read_filters(reader, values[KEY_WHERE], &options);
	read_overlap(reader, values[KEY_OVERLAP], &options);
	return options;
}

/* The nodes that options_of reads, and the files. */
static struct log_said said_of(struct value *const *values)
{
	static const enum key keys[LOG_NODES] = {KEY_LOG,      KEY_WHERE,   KEY_IMPORT,
						 KEY_TIMEZONE, KEY_OVERLAP, KEY_BAD_ROWS};
	struct log_said said = {.split = NULL};

	for (size_t i = 0; i < LOG_NODES; i++)
		if (values[keys[i]])
			said.nodes[i] = values[keys[i]]->entry->value;
	return said;
}

/* Everything that names the log was read, its files are there. */
static bool prepare(struct reader *reader, struct value *const *values, struct logged *logged)
{
	const struct value *log = values[KEY_LOG];

	logged->options = options_of(reader, values);
	logged->said = said_of(values);
	if (!log || log->failed || (values[KEY_IMPORT] && values[KEY_IMPORT]->failed))
		return false;
	return import_find_files(reader->arena, reader->scenario->folder, log->texts,
				 log->text_count, place_of(log), log->path, &logged->paths,
				 &logged->count, reader->diags);
}

static void unread(struct reader *reader, const struct value *log)
{
	diag_add(reader->diags, DIAG_LOG_UNREAD, place_of(log), log->path,
		 "lca import FILE tells what a log holds; its options are keys here: where:, "
		 "overlap:, timezone:, bad_rows:",
		 "the log '%s' could not be read", log->texts[0]);
}

static struct import *read_files(struct reader *reader, const struct logged *logged,
				 const char *split, struct diags *diags)
{
	struct import_options options = logged->options;
	struct log_said said = logged->said;

	options.split = said.split = split;
	return scenario_source_log(reader->source, &said, logged->paths, logged->count,
				   &options, diags);
}

static void read_log(struct reader *reader, struct item *item)
{
	struct value *log = item->values[KEY_LOG];
	struct logged logged;

	if (!prepare(reader, item->values, &logged)) {
		if (log)
			log->failed = true;
		return;
	}
	item->log = read_files(reader, &logged, logged.options.split, reader->diags);
	log->failed = !item->log;
	if (!item->log)
		unread(reader, log);
}

/* By the values of the item's split where the log of requests has that column, else whole. */
static struct import *read_split(struct reader *reader, const struct item *item,
				 const struct logged *logged)
{
	const char *split =
	    item->log && item->log->part_count ? item->values[KEY_SPLIT]->text : NULL;
	struct diags *aside = diags_new(reader->arena);
	struct import *import;

	if (!split)
		return read_files(reader, logged, NULL, reader->diags);
	import = read_files(reader, logged, split, aside);
	if (!import)
		return read_files(reader, logged, NULL, reader->diags);
	diags_repeat(reader->diags, aside, 0);
	return import;
}

/* A file, or a list of them, stands for a mapping that says nothing else. */
static void read_block(struct reader *reader, const struct item *item,
		       const struct value *requests, struct value **values)
{
	bool is_alone = requests->node->kind != NODE_MAP;
	struct entry *entry = arena_alloc(reader->arena, sizeof *entry);
	struct node alone = {.kind = NODE_MAP, .count = 1, .entries = entry};

	*entry = *requests->entry;
	entry->key = key_spec(KEY_LOG)->name;
	reader_block(reader, is_alone ? &alone : requests->node, IN_REQUESTS_LOG,
		     requests->path, arena_printf(reader->arena, "%s.requests_log", item->id),
		     "requests_log", values);
	if (is_alone && values[KEY_LOG])
		values[KEY_LOG]->path = requests->path;
}

/* Requests that no part of the energy served would be divided into nothing. */
static bool parts_match(struct reader *reader, const struct item *item,
			const struct import *requests, const struct value *value)
{
	for (size_t i = 0; i < requests->part_count; i++) {
		const char *name = requests->parts[i].value;
		size_t k = 0;

		while (k < item->log->part_count && !text_same(item->log->parts[k].value, name))
			k++;
		if (k < item->log->part_count)
			continue;
		diag_add(reader->diags, DIAG_LOG_UNREAD, place_of(value), value->path,
			 "leave its rows out with where:, or name the log of their energy",
			 "the requests of '%s' have no energy: '%s' has no rows of that %s",
			 name, item->log->file, item->values[KEY_SPLIT]->text);
		return false;
	}
	return true;
}

static void read_requests(struct reader *reader, struct item *item)
{
	struct value *requests = item->values[KEY_REQUESTS_LOG];
	struct value **values;
	struct logged logged;
	struct import *import;

	if (!requests || requests->failed)
		return;
	requests->failed = true;
	values = arena_alloc(reader->arena, KEY_TOTAL * sizeof(struct value *));
	read_block(reader, item, requests, values);
	if (requests->node->kind == NODE_MAP && !values[KEY_LOG])
		diag_add(reader->diags, DIAG_VALUE_MISSING, place_of(requests), requests->path,
			 "write {log: FILE, where: {model: NAME}}",
			 "'requests_log' names no log");
	if (!prepare(reader, values, &logged))
		return;
	logged.said.of_requests = true;
	import = read_split(reader, item, &logged);
	if (!import) {
		unread(reader, values[KEY_LOG]);
		return;
	}
	if (!import->total.usage.known) {
		diag_add(reader->diags, DIAG_LOG_UNREAD, place_of(values[KEY_LOG]),
			 values[KEY_LOG]->path, "a log of energy is named by log:",
			 "the log '%s' (%s) counts no requests", import->file, import->format);
		return;
	}
	requests->failed = !parts_match(reader, item, import, requests);
	item->requests = requests->failed ? NULL : import;
}

void reader_log(struct reader *reader, struct item *item)
{
	read_log(reader, item);
	read_requests(reader, item);
}
