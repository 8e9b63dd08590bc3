/* Resolves the names in a factor row. */

#include <string.h>

#include "factors/names.h"
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
	if (found == 0 && reader->origin == ROWS_USER)
		return true;
	table_error(
	    &reader->table, ACTIVITY, found ? DIAG_THING_AMBIGUOUS : DIAG_THING_UNKNOWN,
	    found ? arena_printf(arena, "write '%s' or '%s'", ids[0], ids[1])
		  : name_nearest(reader->layers, reader->count, arena, NAME_THING, text, NULL),
	    found ? "'%s' may be several things" : "unknown thing '%s'", text);
	return false;
}

/* pue and wue are properties of operators, of single sites and of kinds of building as well. */
static bool is_site(const char *activity, const char *text)
{
	if (strcmp(activity, "pue") != 0 && strcmp(activity, "wue") != 0)
		return false;
	return text_starts(text, "kind:") || !strchr(text, ':');
}

/* A default may be that of an operator, known by the places that it runs. */
static bool is_operator(const struct row_reader *reader, const char *activity, const char *text)
{
	static const char sql[] = "SELECT provider"
				  " FROM region"
				  " WHERE provider = ?1";
	size_t i;

	if (strcmp(activity, "default") != 0)
		return false;
	for (i = 0; i < reader->count; i++)
		if (layer_text(&reader->layers[i], reader->table.arena, sql, 1, &text))
			return true;
	return false;
}

static bool read_region(struct row_reader *reader, struct row *row)
{
	const char *ids[1], *text = row->cell[REGION];

	/* An operator and a place of its may have one name. */
	if (!*text || is_operator(reader, row->cell[ACTIVITY], text))
		return true;
	if (name_find(reader->layers, reader->count, reader->table.arena, NAME_REGION, text,
		      NULL, ids, 1)) {
		row->cell[REGION] = ids[0];
		return true;
	}
	if (is_site(row->cell[ACTIVITY], text))
		return true;
	table_error(&reader->table, REGION, DIAG_REGION_UNKNOWN,
		    name_nearest(reader->layers, reader->count, reader->table.arena,
				 NAME_REGION, text, NULL),
		    "unknown region '%s'", text);
	return false;
}

static bool read_source(struct row_reader *reader, struct row *row)
{
	static const char sql[] = "SELECT id"
				  " FROM source"
				  " WHERE id = ?1";
	size_t i;

	if (reader->origin == ROWS_USER) {
		if (!*row->cell[SOURCE])
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
