/* Resolves the names in a factor row. */

#include <sqlite3.h>
#include <string.h>

#include "factors/names.h"
#include "factors/row_criteria.h"
#include "factors/row_reader.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"

/* The slug of a thing; counted in *found where it is not exactly one. */
static const char *thing_of(struct row_reader *reader, const char *text, const char *ids[2],
			    size_t *found)
{
	*found = name_find(reader->layers, reader->count, reader->table.arena, NAME_THING, text,
			   NULL, ids, 2);
	return *found == 1 ? ids[0] : NULL;
}

/* MODEL@ACCELERATOR: a model as it runs on an accelerator; both are things. */
static const char *pair_of(struct row_reader *reader, const char *text, const char *ids[2],
			   size_t *found)
{
	struct arena *arena = reader->table.arena;
	const char *at = strchr(text, '@'), *left, *right;

	left = thing_of(reader, arena_copy(arena, text, (size_t)(at - text)), ids, found);
	right = left ? thing_of(reader, at + 1, ids, found) : NULL;
	return right ? arena_printf(arena, "%s@%s", left, right) : NULL;
}

static bool read_activity(struct row_reader *reader, struct row *row)
{
	struct arena *arena = reader->table.arena;
	const char *ids[2], *text = row->cell[ACTIVITY], *slug;
	size_t found;

	if (!*text) {
		table_error(&reader->table, ACTIVITY, DIAG_FACTOR_VALUE, NULL,
			    "expected an activity, found nothing");
		return false;
	}
	slug = strchr(text, '@') ? pair_of(reader, text, ids, &found)
				 : thing_of(reader, text, ids, &found);
	if (slug) {
		row->cell[ACTIVITY] = slug;
		return true;
	}
	if (found == 0 && reader->origin == ROWS_USER && !row_activity_meant(text))
		return true;
	if (found == 0 && reader->origin == ROWS_USER) {
		table_error(&reader->table, ACTIVITY, DIAG_THING_UNKNOWN,
			    arena_printf(arena, "did you mean '%s'?", row_activity_meant(text)),
			    "unknown thing '%s'", text);
		return false;
	}
	table_error(
	    &reader->table, ACTIVITY, found ? DIAG_THING_AMBIGUOUS : DIAG_THING_UNKNOWN,
	    found ? arena_printf(arena, "write '%s' or '%s'", ids[0], ids[1])
		  : name_nearest(reader->layers, reader->count, arena, NAME_THING, text, NULL),
	    found ? "'%s' may be several things" : "unknown thing '%s'", text);
	return false;
}

/* pue and wue are properties of operators, which the places that they run make known, and of
 * kinds of building as well; a default may be that of an operator. */
static bool is_site_property(const char *activity)
{
	return strcmp(activity, "pue") == 0 || strcmp(activity, "wue") == 0;
}

static bool has(const struct row_reader *reader, const char *sql, const char *text)
{
	size_t i;

	for (i = 0; i < reader->count; i++)
		if (layer_text(&reader->layers[i], reader->table.arena, sql, 1, &text))
			return true;
	return false;
}

static bool is_operator(const struct row_reader *reader, const char *activity, const char *text)
{
	static const char sql[] = "SELECT provider"
				  " FROM region"
				  " WHERE provider = ?1";

	return (is_site_property(activity) || strcmp(activity, "default") == 0) &&
	       has(reader, sql, text);
}

/* The built-in table says which kinds there are. */
static bool is_kind(const struct row_reader *reader, const char *activity, const char *text)
{
	static const char sql[] = "SELECT region"
				  " FROM factor"
				  " WHERE activity IN ('pue', 'wue') AND region = ?1";

	if (!is_site_property(activity) || !text_starts(text, "kind:"))
		return false;
	return reader->origin == ROWS_BUILT_IN || has(reader, sql, text);
}

static const char *nearest_place(struct row_reader *reader, const char *activity,
				 const char *text)
{
	static const char sql[] =
	    "SELECT provider"
	    " FROM region"
	    " WHERE provider <> ''"
	    " UNION"
	    " SELECT region"
	    " FROM factor"
	    " WHERE activity = 'pue' AND region GLOB 'kind:*' AND ?1 <> 'default'";
	enum { LONGEST = 64 };
	struct arena *arena = reader->table.arena;
	const char **names = NULL, *near = NULL;
	sqlite3_stmt *statement;
	size_t count = 0;

	if (is_site_property(activity) || strcmp(activity, "default") == 0) {
		statement = layer_query(&reader->layers[0], sql, 1, &activity);
		while (statement && sqlite3_step(statement) == SQLITE_ROW) {
			names = arena_grow(arena, names, count, sizeof *names);
			names[count++] = layer_column(arena, statement, 0);
		}
		sqlite3_finalize(statement);
	}
	if (count > 0 && strlen(text) <= LONGEST)
		near = text_nearest(text, names, count);
	return near ? arena_printf(arena, "did you mean '%s'?", near)
		    : name_nearest(reader->layers, reader->count, arena, NAME_REGION, text,
				   NULL);
}

static bool read_region(struct row_reader *reader, struct row *row)
{
	const char *ids[1], *text = row->cell[REGION], *activity = row->cell[ACTIVITY];

	/* An operator and a place of its may have one name. */
	if (!*text || is_operator(reader, activity, text) || is_kind(reader, activity, text))
		return true;
	if (name_find(reader->layers, reader->count, reader->table.arena, NAME_REGION, text,
		      NULL, ids, 1)) {
		row->cell[REGION] = ids[0];
		return true;
	}
	table_error(&reader->table, REGION, DIAG_REGION_UNKNOWN,
		    nearest_place(reader, activity, text), "unknown region '%s'", text);
	return false;
}

static bool read_source(struct row_reader *reader, struct row *row)
{
	static const char sql[] = "SELECT id"
				  " FROM source"
				  " WHERE id = ?1";
	size_t i;

	if (reader->origin == ROWS_USER) {
		if (*row->cell[SOURCE])
			return true;
		if (reader->unsourced++ == 0)
			reader->first_unsourced = table_place(&reader->table, ACTIVITY);
		row->cell[SOURCE] = reader->file;
		return true;
	}
	for (i = 0; i < reader->count; i++)
		if (layer_text(&reader->layers[i], reader->table.arena, sql, 1,
			       &row->cell[SOURCE]))
			return true;
	table_error(&reader->table, SOURCE, DIAG_FACTOR_SOURCE, "add it to sources.csv",
		    "unknown source '%s'", row->cell[SOURCE]);
	return false;
}

bool row_read_names(struct row_reader *reader, struct row *row)
{
	bool ok = read_activity(reader, row);

	ok &= read_region(reader, row);
	ok &= read_source(reader, row);
	return ok;
}
