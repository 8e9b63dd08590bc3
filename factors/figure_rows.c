/* Reads the tables of published figures and of bounds, and checks every row. */

#include "factors/figure_rows.h"

#include <string.h>
#include <unistd.h>

#include "factors/rules.h"
#include "factors/table.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/base/unit.h"

enum { MOST_COLUMNS = 24 };

/* What a cell must be. */
enum cell { ANY, TEXT, NUMBER, NUMBER_OR_NONE, SOURCE, UNIT, STATUS };

/* A table: the columns in the order of the statement's ?1, ?2, ...; the file and the line
 * follow them. */
struct rows {
	const char *file;
	struct column columns[MOST_COLUMNS];
	enum cell cells[MOST_COLUMNS];
	size_t count;
	const char *insert;
	size_t low, high; /* columns that must be in this order, or 0 */
};

static const struct rows tables[] = {
    {
	.file = "figures.csv",
	.columns = {{"id", true},
		    {"model", true},
		    {"organisation", true},
		    {"year", true},
		    {"stage", true},
		    {"hardware", true},
		    {"n_accelerators", true},
		    {"accelerator_hours", true},
		    {"power_w", true},
		    {"power_kind", true},
		    {"energy_kwh", true},
		    {"energy_scope", true},
		    {"pue", true},
		    {"carbon_intensity_kg_per_kwh", true},
		    {"grid_or_region", true},
		    {"reported_printed", true},
		    {"reported_tco2e", true},
		    {"accounting", true},
		    {"water_l", true},
		    {"source", true},
		    {"locator", true},
		    {"note", true},
		    {"confidence", true},
		    {"evidence", true}},
	.cells = {TEXT,
		  TEXT,
		  TEXT,
		  NUMBER,
		  TEXT,
		  ANY,
		  NUMBER_OR_NONE,
		  NUMBER_OR_NONE,
		  NUMBER_OR_NONE,
		  ANY,
		  NUMBER_OR_NONE,
		  ANY,
		  NUMBER_OR_NONE,
		  NUMBER_OR_NONE,
		  ANY,
		  ANY,
		  NUMBER_OR_NONE,
		  ANY,
		  NUMBER_OR_NONE,
		  SOURCE,
		  TEXT,
		  ANY,
		  TEXT,
		  TEXT},
	.count = 24,
	.insert =
	    "INSERT INTO figure (id, model, organisation, year, stage, hardware, "
	    "n_accelerators, accelerator_hours, power_w, power_kind, energy_kwh, energy_scope, "
	    "pue, carbon_intensity_kg_per_kwh, grid_or_region, reported_printed, "
	    "reported_tco2e, accounting, water_l, source, locator, note, confidence, "
	    "evidence, file, line)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, "
	    "?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26)",
    },
    {
	.file = "bounds.csv",
	.columns = {{"id", true},
		    {"name", true},
		    {"low", true},
		    {"high", true},
		    {"unit", true},
		    {"status", true},
		    {"source", true},
		    {"locator", true},
		    {"note", true}},
	.cells = {TEXT, TEXT, NUMBER, NUMBER, UNIT, STATUS, SOURCE, TEXT, ANY},
	.count = 9,
	.insert = "INSERT INTO bound (id, name, low, high, unit, status, source, locator, "
		  "note, file, line)"
		  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
	.low = 2,
	.high = 3,
    },
};

static const size_t table_count = sizeof tables / sizeof *tables;

bool figure_rows_has(const char *file)
{
	size_t i;

	for (i = 0; i < table_count; i++)
		if (text_same(tables[i].file, file))
			return true;
	return false;
}

static void check_number(struct table *table, size_t column, const char *text)
{
	double value;

	if (!text_number(text, strlen(text), &value) || value < 0)
		table_error(table, column, DIAG_FACTOR_VALUE,
			    "write a plain decimal such as 0.393",
			    "expected a number of at least 0, found '%s'", text);
}

static void check_source(struct table *table, const struct layer *layer, size_t column,
			 const char *text)
{
	static const char find_source[] = "SELECT 1"
					  " FROM source"
					  " WHERE id = ?1";

	if (!layer_text(layer, table->arena, find_source, 1, &text))
		table_error(table, column, DIAG_FACTOR_SOURCE, "add it to sources.csv",
			    "unknown source '%s'", text);
}

static void check_unit(struct table *table, size_t column, const char *text)
{
	struct unit_error error;
	struct unit unit;

	if (text_same(text, "1"))
		return;
	if (!unit_parse(table->arena, text, strlen(text), &unit, &error))
		table_error(table, column, DIAG_FACTOR_UNIT, error.hint,
			    "'%s' is not a unit: %s", text, error.message);
}

static void check_cell(struct table *table, const struct layer *layer, enum cell cell,
		       size_t column)
{
	const char *text = table_cell(table, column);

	switch (cell) {
	case ANY:
		return;
	case TEXT:
		if (!*text)
			table_error(table, column, DIAG_FACTOR_VALUE, NULL,
				    "expected a text for %s, found nothing",
				    table->columns[column].name);
		return;
	case NUMBER:
		check_number(table, column, text);
		return;
	case NUMBER_OR_NONE:
		if (*text)
			check_number(table, column, text);
		return;
	case SOURCE:
		check_source(table, layer, column, text);
		return;
	case UNIT:
		check_unit(table, column, text);
		return;
	case STATUS:
		if (!rules_word(WORD_STATUS, text))
			table_error(table, column, DIAG_FACTOR_VALUE,
				    rules_words(table->arena, WORD_STATUS),
				    "unknown status '%s'", text);
		return;
	}
}

static void check_order(struct table *table, const struct rows *rows)
{
	const char *low = table_cell(table, rows->low), *high = table_cell(table, rows->high);
	double from, to;

	if (text_number(low, strlen(low), &from) && text_number(high, strlen(high), &to) &&
	    !(from < to))
		table_error(table, rows->high, DIAG_FACTOR_VALUE, NULL,
			    "expected more than %s, found '%s'", low, high);
}

static void insert(struct table *table, const struct rows *rows, const struct layer *layer)
{
	const char *texts[MOST_COLUMNS + 2];
	size_t i;

	for (i = 0; i < rows->count; i++)
		texts[i] = table_cell(table, i);
	texts[rows->count] = rows->file;
	texts[rows->count + 1] = arena_printf(table->arena, "%zu", (size_t)table->row.line);
	if (!layer_execute(layer, rows->insert, rows->count + 2, texts))
		table_error(table, 0, DIAG_FACTOR_DUPLICATE, NULL, "'%s' is in the table twice",
			    texts[0]);
}

static bool load(const struct layer *layer, struct arena *arena, const char *folder,
		 const struct rows *rows, struct diags *diags)
{
	const char *path = arena_printf(arena, "%s/%s", folder, rows->file);
	struct table table;
	bool opened;
	size_t i;

	if (access(path, F_OK) != 0)
		return true;
	opened = table_open(&table, arena, path, rows->columns, rows->count, diags);
	while (opened && table_next(&table)) {
		for (i = 0; i < rows->count; i++)
			check_cell(&table, layer, rows->cells[i], i);
		if (rows->high)
			check_order(&table, rows);
		insert(&table, rows, layer);
	}
	table_close(&table);
	return opened && !table.failed;
}

bool figure_rows_load(const struct layer *layer, struct arena *arena, const char *folder,
		      struct diags *diags)
{
	bool ok = true;
	size_t i;

	for (i = 0; i < table_count; i++)
		ok &= load(layer, arena, folder, &tables[i], diags);
	return ok;
}
