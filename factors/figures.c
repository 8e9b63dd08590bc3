/* Published figures and the bounds of implied values: tables that nothing is computed from. */

#include "factors/figures.h"

#include <assert.h>
#include <sqlite3.h>
#include <string.h>

#include "factors/factors_private.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"

const char *const figure_columns[FIGURE_COLUMNS] = {
    "id",
    "model",
    "organisation",
    "year",
    "stage",
    "hardware",
    "n_accelerators",
    "accelerator_hours",
    "power_w",
    "power_kind",
    "energy_kwh",
    "energy_scope",
    "pue",
    "carbon_intensity_kg_per_kwh",
    "grid_or_region",
    "reported_printed",
    "reported_tco2e",
    "accounting",
    "water_l",
    "source",
    "locator",
    "note",
    "confidence",
    "evidence",
};

static const char select_figures[] =
    "SELECT id, model, organisation, year, stage, hardware, n_accelerators, "
    "accelerator_hours, power_w, power_kind, energy_kwh, energy_scope, pue, "
    "carbon_intensity_kg_per_kwh, grid_or_region, reported_printed, reported_tco2e, "
    "accounting, water_l, source, locator, note, confidence, evidence, file, line"
    " FROM figure"
    " ORDER BY line";

static const char select_bounds[] =
    "SELECT id, name, low, high, unit, source, locator, note, file, line"
    " FROM bound"
    " ORDER BY id";

enum bound_column { ID, NAME, LOW, HIGH, UNIT, SOURCE, LOCATOR, NOTE, FILE_NAME, LINE };

const char *figure_cell(const struct published *row, const char *column)
{
	size_t i = 0;

	while (i < FIGURE_COLUMNS && !text_same(figure_columns[i], column))
		i++;
	assert(i < FIGURE_COLUMNS);
	return row->cells[i];
}

static struct place place_at(struct factors *factors, sqlite3_stmt *statement, int column)
{
	return (struct place){layer_column(factors->arena, statement, column),
			      (uint32_t)sqlite3_column_int64(statement, column + 1), 1};
}

/* Reads a row into *row; false for one that is not there yet, or broken in a user's database.
 */
typedef bool (*read_row)(struct factors *factors, sqlite3_stmt *statement, void *row);

static bool read_figure(struct factors *factors, sqlite3_stmt *statement, void *row)
{
	const char **cells = arena_alloc(factors->arena, FIGURE_COLUMNS * sizeof *cells);
	int i;

	for (i = 0; i < FIGURE_COLUMNS; i++)
		cells[i] = layer_column(factors->arena, statement, i);
	*(struct published *)row =
	    (struct published){cells, place_at(factors, statement, FIGURE_COLUMNS)};
	return factor_known(factors, figure_cell(row, "year"));
}

static const char *cite(struct factors *factors, const struct bound *bound)
{
	const struct source *source = factors_source(factors, bound->source);

	return arena_printf(factors->arena, "%s, %s", source ? source->title : bound->source,
			    bound->locator);
}

static bool read_bound(struct factors *factors, sqlite3_stmt *statement, void *row)
{
	struct bound *bound = row;
	const char *unit = layer_column(factors->arena, statement, UNIT);
	struct unit_error error;

	*bound = (struct bound){
	    .id = layer_column(factors->arena, statement, ID),
	    .name = layer_column(factors->arena, statement, NAME),
	    .source = layer_column(factors->arena, statement, SOURCE),
	    .locator = layer_column(factors->arena, statement, LOCATOR),
	    .note = layer_column(factors->arena, statement, NOTE),
	    .place = place_at(factors, statement, FILE_NAME),
	};
	if (text_same(unit, "1"))
		unit = "";
	if (!unit_parse(factors->arena, unit, strlen(unit), &bound->unit, &error))
		return false;
	bound->low = unit_to_base(&bound->unit, sqlite3_column_double(statement, LOW));
	bound->high = unit_to_base(&bound->unit, sqlite3_column_double(statement, HIGH));
	bound->citation = cite(factors, bound);
	return bound->low < bound->high;
}

/* A table of the layer on top that has any, read once. */
struct list {
	void *rows;
	size_t count;
};

struct kind {
	const char *key, *sql;
	size_t size;
	read_row read;
};

static const struct kind figures = {"figures", select_figures, sizeof(struct published),
				    read_figure};
static const struct kind bounds = {"bounds", select_bounds, sizeof(struct bound), read_bound};

static struct list read_layer(struct factors *factors, size_t layer, const struct kind *kind)
{
	sqlite3_stmt *statement = layer_query(&factors->layers[layer], kind->sql, 0, NULL);
	struct list list = {0};

	while (statement && sqlite3_step(statement) == SQLITE_ROW) {
		list.rows = arena_grow(factors->arena, list.rows, list.count, kind->size);
		if (kind->read(factors, statement, (char *)list.rows + list.count * kind->size))
			list.count++;
	}
	sqlite3_finalize(statement);
	return list;
}

static const struct list *all(struct factors *factors, const struct kind *kind)
{
	struct list list = {0}, *kept;
	const void *known;
	size_t layer;

	if (memo_get(factors, kind->key, &known))
		return known;
	for (layer = factors->layer_count; layer > 0 && list.count == 0; layer--)
		list = read_layer(factors, layer - 1, kind);
	kept = arena_alloc(factors->arena, sizeof *kept);
	*kept = list;
	memo_put(factors, kind->key, kept);
	return kept;
}

const struct published *factors_figures(struct factors *factors, size_t *count)
{
	const struct list *list = all(factors, &figures);

	*count = list->count;
	return list->rows;
}

const struct bound *factors_bounds(struct factors *factors, size_t *count)
{
	const struct list *list = all(factors, &bounds);

	*count = list->count;
	return list->rows;
}

const struct bound *factors_bound(struct factors *factors, const char *id)
{
	size_t count, i;
	const struct bound *rows = factors_bounds(factors, &count);

	for (i = 0; i < count; i++)
		if (text_same(rows[i].id, id))
			return &rows[i];
	return NULL;
}
