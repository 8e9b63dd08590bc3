/* Reads factor tables into a layer. */

#include "factors/rows.h"

#include <string.h>

#include "factors/kinds.h"
#include "factors/row_reader.h"
#include "lca/base/arena.h"

static const struct column columns[] = {
    [ACTIVITY] = {"activity", true},
    [REGION] = {"region", false},
    [YEAR] = {"year", false},
    [CRITERION] = {"criterion", true},
    [VARIANT] = {"variant", false},
    [VALUE] = {"value", true},
    [UNIT] = {"unit", true},
    [SPREAD] = {"spread", false},
    [METHOD] = {"method", false},
    [METHOD_GSD] = {"method_gsd", false},
    [BOUNDARY] = {"boundary", false},
    [ACCOUNTING] = {"accounting", false},
    [DELIVERY] = {"delivery", false},
    [GAS_SCOPE] = {"gas_scope", false},
    [GWP_SET] = {"gwp_set", false},
    [STATUS] = {"status", false},
    [PUBLISHED] = {"published", false},
    [SOURCE] = {"source", false},
    [LOCATOR] = {"locator", false},
    [NOTE] = {"note", false},
};

static bool read_row(struct row_reader *reader, struct row *row)
{
	bool ok;
	size_t i;

	for (i = 0; i < COLUMN_COUNT; i++)
		row->cell[i] = table_cell(&reader->table, i);
	ok = row_read_names(reader, row);
	ok &= row_read_cells(reader, row);
	return ok;
}

static const char *or_dash(const char *text, const char *none)
{
	return strcmp(text, none) == 0 ? "-" : text;
}

static void report_duplicate(struct row_reader *reader, const struct row *row)
{
	static const char sql[] = "SELECT file || ':' || line"
				  " FROM factor"
				  " WHERE id = ?1";
	const struct layer *layer = &reader->layers[reader->count - 1];
	const char *first = layer_text(layer, reader->table.arena, sql, 1, &row->id);

	table_error(&reader->table, ACTIVITY, DIAG_FACTOR_DUPLICATE, NULL,
		    "'%s' is already in %s", row->id, first ? first : "the layer");
}

/* The text in the highest layer that has one. */
static const char *kind_in(const struct row_reader *reader, const char *sql, const char *id)
{
	const char *kind = NULL;
	size_t i;

	for (i = reader->count; i > 0 && !kind; i--)
		kind = layer_text(&reader->layers[i - 1], reader->table.arena, sql, 1, &id);
	return kind ? kind : "";
}

static const char *row_kind(const struct row_reader *reader, const struct row *row)
{
	return kind_of(&(struct row_traits){
	    .activity = row->cell[ACTIVITY],
	    .region = row->cell[REGION],
	    .criterion = row->cell[CRITERION],
	    .variant = row->cell[VARIANT],
	    .thing_kind =
		kind_in(reader, "SELECT kind FROM thing WHERE id = ?1", row->cell[ACTIVITY]),
	    .region_kind =
		kind_in(reader, "SELECT kind FROM region WHERE id = ?1", row->cell[REGION]),
	});
}

static void insert(struct row_reader *reader, struct row *row)
{
	row->kind = row_kind(reader, row);
	row->id = arena_printf(reader->table.arena, "%s/%s/%s/%s%s%s", row->cell[ACTIVITY],
			       or_dash(row->cell[REGION], ""), or_dash(row->cell[YEAR], "0"),
			       row->cell[CRITERION], *row->cell[VARIANT] ? "/" : "",
			       row->cell[VARIANT]);
	if (!row_store(&reader->layers[reader->count - 1], row, reader->file,
		       reader->table.row.line))
		report_duplicate(reader, row);
}

bool rows_load(const struct layer *layers, size_t count, enum rows_origin origin,
	       struct arena *arena, const struct table_text *text, const char *file,
	       struct diags *diags)
{
	struct row_reader reader = {
	    .layers = layers, .count = count, .origin = origin, .file = file};
	bool opened = table_open_text(&reader.table, arena, text, columns, COLUMN_COUNT, diags);

	while (opened && table_next(&reader.table)) {
		struct row row = {.method_gsd = 1};

		if (read_row(&reader, &row))
			insert(&reader, &row);
	}
	if (reader.unsourced > 0 && !reader.table.failed)
		diag_add(diags, DIAG_FACTOR_UNSOURCED, reader.first_unsourced, NULL,
			 "write in its column 'source' where the value was read",
			 reader.unsourced == 1 ? "%zu row has no source"
					       : "%zu rows have no source, this one first",
			 reader.unsourced);
	table_close(&reader.table);
	return opened && !reader.table.failed;
}
