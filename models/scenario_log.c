/* Reads the log of an item: which files, which rows, and what to do with them. */

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/import.h"
#include "models/import_map.h"
#include "models/reader.h"

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

static struct import_options options_of(struct reader *reader, struct item *item)
{
	const struct value *split = item->values[KEY_SPLIT];
	const struct value *zone = item->values[KEY_TIMEZONE];
	const struct value *bad = item->values[KEY_BAD_ROWS];
	struct import_options options = {
	    .split = is_text(split) ? split->text : NULL,
	    .timezone = is_text(zone) ? zone->text : NULL,
	    .most_bad = bad && !bad->failed ? dist_central(&bad->quantity.dist) : 0,
	};

	if (item->values[KEY_IMPORT] && !item->values[KEY_IMPORT]->failed) {
		options.map = import_map_read(reader->arena, item->values[KEY_IMPORT]->node,
					      item->values[KEY_IMPORT]->path, reader->diags);
		item->values[KEY_IMPORT]->failed = !options.map;
	}
	read_filters(reader, item->values[KEY_WHERE], &options);
	read_overlap(reader, item->values[KEY_OVERLAP], &options);
	return options;
}

void reader_log(struct reader *reader, struct item *item)
{
	struct value *log = item->values[KEY_LOG];
	struct import_options options = options_of(reader, item);
	struct import_path *paths;
	size_t count;

	if (!log || log->failed)
		return;
	log->failed = true;
	if (item->values[KEY_IMPORT] && item->values[KEY_IMPORT]->failed)
		return;
	if (!import_find_files(reader->arena, reader->scenario->folder, log->texts,
			       log->text_count, place_of(log), log->path, &paths, &count,
			       reader->diags))
		return;
	item->log = import_read_files(reader->arena, paths, count, &options, reader->diags);
	log->failed = !item->log;
	if (!item->log)
		diag_add(reader->diags, DIAG_LOG_UNREAD, place_of(log), log->path,
			 "lca import FILE tells what a log holds",
			 "the log '%s' could not be read", log->texts[0]);
}
