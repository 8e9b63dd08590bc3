/* Published figures and the bounds of implied values: tables that nothing is computed from. */

#include "factors/figures.h"

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

static const char select_bound[] =
    "SELECT id, name, low, high, unit, source, locator, note, file, line"
    " FROM bound"
    " WHERE id = ?1";

enum bound_column { ID, NAME, LOW, HIGH, UNIT, SOURCE, LOCATOR, NOTE, FILE_NAME, LINE };

struct list {
	struct published *rows;
	size_t count;
};

static struct place place_at(struct factors *factors, sqlite3_stmt *statement, int column)
{
	return (struct place){layer_column(factors->arena, statement, column),
			      (uint32_t)sqlite3_column_int64(statement, column + 1), 1};
}

static struct published read_figure(struct factors *factors, sqlite3_stmt *statement)
{
	const char **cells = arena_alloc(factors->arena, FIGURE_COLUMNS * sizeof *cells);
	int i;

	for (i = 0; i < FIGURE_COLUMNS; i++)
		cells[i] = layer_column(factors->arena, statement, i);
	return (struct published){cells, place_at(factors, statement, FIGURE_COLUMNS)};
}

static struct list read_layer(struct factors *factors, size_t layer)
{
	sqlite3_stmt *statement = layer_query(&factors->layers[layer], select_figures, 0, NULL);
	struct list list = {0};

	while (statement && sqlite3_step(statement) == SQLITE_ROW) {
		list.rows =
		    arena_grow(factors->arena, list.rows, list.count, sizeof *list.rows);
		list.rows[list.count++] = read_figure(factors, statement);
	}
	sqlite3_finalize(statement);
	return list;
}

static const struct list *all(struct factors *factors)
{
	static const char key[] = "figures";
	struct list list = {0}, *kept;
	const void *known;
	size_t layer;

	if (memo_get(factors, key, &known))
		return known;
	for (layer = factors->layer_count; layer > 0 && list.count == 0; layer--)
		list = read_layer(factors, layer - 1);
	kept = arena_alloc(factors->arena, sizeof *kept);
	*kept = list;
	memo_put(factors, key, kept);
	return kept;
}

const struct published *factors_figures(struct factors *factors, size_t *count)
{
	const struct list *list = all(factors);

	*count = list->count;
	return list->rows;
}

static const char *cite(struct factors *factors, const struct bound *bound)
{
	const struct source *source = factors_source(factors, bound->source);

	return arena_printf(factors->arena, "%s, %s", source ? source->title : bound->source,
			    bound->locator);
}

/* NULL where a user's database holds a broken one. */
static const struct bound *read_bound(struct factors *factors, sqlite3_stmt *statement)
{
	struct bound *bound = arena_alloc(factors->arena, sizeof *bound);
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
		return NULL;
	bound->low = unit_to_base(&bound->unit, sqlite3_column_double(statement, LOW));
	bound->high = unit_to_base(&bound->unit, sqlite3_column_double(statement, HIGH));
	bound->citation = cite(factors, bound);
	return bound->low < bound->high ? bound : NULL;
}

const struct bound *factors_bound(struct factors *factors, const char *id)
{
	const char *key = arena_printf(factors->arena, "bound/%s", id);
	const struct bound *bound = NULL;
	const void *known;
	size_t layer;

	if (memo_get(factors, key, &known))
		return known;
	for (layer = factors->layer_count; layer > 0 && !bound; layer--) {
		sqlite3_stmt *statement =
		    layer_query(&factors->layers[layer - 1], select_bound, 1, &id);

		if (statement && sqlite3_step(statement) == SQLITE_ROW)
			bound = read_bound(factors, statement);
		sqlite3_finalize(statement);
	}
	memo_put(factors, key, bound);
	return bound;
}
