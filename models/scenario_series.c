/* Reads `intensity: {series: FILE, column: NAME}`: the table is read once for each statement.
 */

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/grid_series.h"
#include "models/reader.h"
#include "models/scenario_source.h"

static const char *const keys[] = {"series", "column", "time", "unit", "zone", "boundary"};

bool reader_is_series(const struct node *node)
{
	return node->kind == NODE_MAP && node_get(node, "series") != NULL;
}

/* The text of a key, NULL where it is not there; false where it is no text. */
static bool read_key(struct reader *reader, const struct node *node, const char *key,
		     const char *path, const char **text)
{
	const struct node *value = node_get(node, key);

	*text = NULL;
	if (!value)
		return true;
	if (node_is_null(value)) {
		diag_add(reader->diags, DIAG_VALUE_MISSING, value->place, path,
			 "write a value, or delete it", "'%s' has no value", key);
		return false;
	}
	*text = reader_text(reader, value, path);
	return *text != NULL;
}

static bool check_keys(struct reader *reader, const struct node *node, const char *path)
{
	size_t count = sizeof keys / sizeof keys[0];
	bool good = true;

	for (size_t i = 0; i < node->count; i++) {
		const struct entry *entry = &node->entries[i];
		const char *hint;
		size_t k = 0;

		while (k < count && !text_same(entry->key, keys[k]))
			k++;
		if (k < count)
			continue;
		good = false;
		hint = diag_suggest(reader->diags, entry->key, keys, count);
		diag_add(reader->diags, DIAG_KEY_UNKNOWN, entry->place, path,
			 hint ? hint
			      : "its keys are series, column, time, unit, zone, boundary",
			 "'%s' is not a key of a grid series", entry->key);
	}
	return good;
}

static bool same_options(const struct grid_series_options *a,
			 const struct grid_series_options *b)
{
	return text_same(a->column, b->column) && text_same(a->time, b->time) &&
	       text_same(a->unit, b->unit) && text_same(a->zone, b->zone) &&
	       text_same(a->boundary, b->boundary);
}

/* A file that is not there is told where it is named. */
static bool is_there(struct reader *reader, const char *path, const char *file,
		     const struct grid_series_options *options)
{
	if (access(path, R_OK) == 0)
		return true;
	diag_add(reader->diags, DIAG_FILE_OPEN, options->place, options->path,
		 "a series is named relative to the scenario file", "cannot open '%s': %s",
		 file, strerror(errno));
	return false;
}

/* Each series once, in the order they are met. */
static void note_series(struct reader *reader, const struct grid_series *series)
{
	struct scenario *scenario = reader->scenario;

	scenario->series = arena_grow(reader->arena, scenario->series, scenario->series_count,
				      sizeof(const struct grid_series *));
	scenario->series[scenario->series_count++] = series;
}

/* The series as it was read before, or reads it. */
static const struct grid_series *read_once(struct reader *reader, const char *file,
					   const struct grid_series_options *options)
{
	struct scenario *scenario = reader->scenario;
	const struct grid_series *series;
	const char *path = file;

	for (size_t i = 0; i < scenario->series_count; i++) {
		series = scenario->series[i];
		if (text_same(series->file, file) && same_options(&series->options, options))
			return series;
	}
	if (*file != '/')
		path = arena_printf(reader->arena, "%s%s", scenario->folder, file);
	if (!is_there(reader, path, file, options))
		return NULL;
	series = scenario_source_series(reader->source, path, file, options, reader->diags);
	if (series)
		note_series(reader, series);
	return series;
}

const struct grid_series *reader_series(struct reader *reader, const struct node *node,
					const char *path)
{
	struct grid_series_options options = {.place = node->place, .path = path};
	const char *file;
	bool good = check_keys(reader, node, path);

	good = read_key(reader, node, "series", path, &file) && good;
	good = read_key(reader, node, "column", path, &options.column) && good;
	good = read_key(reader, node, "time", path, &options.time) && good;
	good = read_key(reader, node, "unit", path, &options.unit) && good;
	good = read_key(reader, node, "zone", path, &options.zone) && good;
	good = read_key(reader, node, "boundary", path, &options.boundary) && good;
	return good ? read_once(reader, file, &options) : NULL;
}
