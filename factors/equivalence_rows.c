/* Reads the table of equivalences and checks every row. */

#include "factors/equivalence_rows.h"

#include <string.h>
#include <unistd.h>

#include "factors/rules.h"
#include "factors/table.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/base/unit.h"

enum {
	ID,
	NAME,
	VALUE,
	UNIT,
	VINTAGE,
	REGION,
	STATUS,
	PREFERRED,
	PUBLISHED,
	SOURCE,
	LOCATOR,
	NOTE,
	COLUMNS
};

static const struct column columns[COLUMNS] = {
    [ID] = {"id", true},
    [NAME] = {"name", true},
    [VALUE] = {"value", true},
    [UNIT] = {"unit", true},
    [VINTAGE] = {"vintage", true},
    [REGION] = {"region", true},
    [STATUS] = {"status", true},
    [PREFERRED] = {"preferred", true},
    [PUBLISHED] = {"published", true},
    [SOURCE] = {"source", true},
    [LOCATOR] = {"locator", true},
    [NOTE] = {"note", true},
};

static void check_texts(struct table *table)
{
	static const int needed[] = {ID, NAME, VINTAGE, STATUS, SOURCE, LOCATOR};
	size_t i;

	for (i = 0; i < sizeof needed / sizeof *needed; i++)
		if (!*table_cell(table, (size_t)needed[i]))
			table_error(table, (size_t)needed[i], DIAG_FACTOR_VALUE, NULL,
				    "expected a text for %s, found nothing",
				    columns[needed[i]].name);
}

static void check_value(struct table *table)
{
	const char *text = table_cell(table, VALUE);
	double value;

	if (!text_number(text, strlen(text), &value) || !(value > 0))
		table_error(table, VALUE, DIAG_FACTOR_VALUE,
			    "write a plain decimal such as 0.393",
			    "expected a number above 0, found '%s'", text);
}

static void check_unit(struct table *table)
{
	const char *text = table_cell(table, UNIT), *slash = strchr(text, '/');
	struct unit_error error;
	struct unit unit;

	if (slash && slash[1] &&
	    unit_parse(table->arena, text, (size_t)(slash - text), &unit, &error) &&
	    dimensions_equal(unit.dimensions, unit_of("kgCO2e").dimensions))
		return;
	table_error(table, UNIT, DIAG_FACTOR_UNIT, "write 'kgCO2e/mile'",
		    "expected a unit of CO2e for each of what is counted, found '%s'", text);
}

/* Years, months or days, as in factor rows. */
static void check_published(struct table *table)
{
	const char *text = table_cell(table, PUBLISHED);
	size_t length = strlen(text);

	if (length == 0 || (strspn(text, "0123456789") == 4 &&
			    strspn(text, "0123456789-") == length && length != 5))
		return;
	table_error(table, PUBLISHED, DIAG_FACTOR_VALUE, NULL,
		    "expected a date such as 2024 or 2024-05, found '%s'", text);
}

static void check_words(struct table *table)
{
	const char *status = table_cell(table, STATUS);
	const char *preferred = table_cell(table, PREFERRED);

	if (!rules_word(WORD_STATUS, status))
		table_error(table, STATUS, DIAG_FACTOR_VALUE,
			    rules_words(table->arena, WORD_STATUS), "unknown status '%s'",
			    status);
	if (*preferred && !text_same(preferred, "yes"))
		table_error(table, PREFERRED, DIAG_FACTOR_VALUE, NULL,
			    "expected 'yes' or nothing, found '%s'", preferred);
}

static void check_references(struct table *table, const struct layer *layer)
{
	static const char find_source[] = "SELECT 1"
					  " FROM source"
					  " WHERE id = ?1";
	static const char find_region[] = "SELECT 1"
					  " FROM region"
					  " WHERE id = ?1";
	const char *source = table_cell(table, SOURCE), *region = table_cell(table, REGION);

	if (*source && !layer_text(layer, table->arena, find_source, 1, &source))
		table_error(table, SOURCE, DIAG_FACTOR_SOURCE, "add it to sources.csv",
			    "unknown source '%s'", source);
	if (*region && !layer_text(layer, table->arena, find_region, 1, &region))
		table_error(table, REGION, DIAG_REGION_UNKNOWN, NULL, "unknown region '%s'",
			    region);
}

static void report_duplicate(struct table *table, const struct layer *layer)
{
	static const char find_same[] = "SELECT line"
					" FROM equivalence"
					" WHERE id = ?1 AND vintage = ?2 AND source = ?3";
	static const char find_preferred[] = "SELECT line"
					     " FROM equivalence"
					     " WHERE id = ?1 AND preferred = 'yes'";
	const char *key[] = {table_cell(table, ID), table_cell(table, VINTAGE),
			     table_cell(table, SOURCE)};
	const char *line = layer_text(layer, table->arena, find_same, 3, key);

	if (line) {
		table_error(table, ID, DIAG_FACTOR_DUPLICATE, NULL,
			    "'%s' of %s by %s is already in line %s", key[0], key[1], key[2],
			    line);
		return;
	}
	line = layer_text(layer, table->arena, find_preferred, 1, key);
	table_error(table, PREFERRED, DIAG_FACTOR_DUPLICATE, NULL,
		    "'%s' has another preferred row in line %s", key[0], line ? line : "?");
}

static void insert(struct table *table, const struct layer *layer)
{
	static const char sql[] =
	    "INSERT INTO equivalence (id, name, value, unit, vintage, region, status, "
	    "preferred, published, source, locator, note, file, line)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
	const char *texts[COLUMNS + 2];
	size_t i;

	for (i = 0; i < COLUMNS; i++)
		texts[i] = table_cell(table, i);
	texts[COLUMNS] = EQUIVALENCES_FILE;
	texts[COLUMNS + 1] = arena_printf(table->arena, "%zu", (size_t)table->row.line);
	if (!layer_execute(layer, sql, COLUMNS + 2, texts))
		report_duplicate(table, layer);
}

static void read_row(struct table *table, const struct layer *layer)
{
	check_texts(table);
	check_value(table);
	check_unit(table);
	check_words(table);
	check_published(table);
	check_references(table, layer);
	insert(table, layer);
}

bool equivalence_rows_load(const struct layer *layer, struct arena *arena, const char *folder,
			   struct diags *diags)
{
	const char *path = arena_printf(arena, "%s/%s", folder, EQUIVALENCES_FILE);
	struct table table;
	bool opened;

	if (access(path, F_OK) != 0)
		return true;
	opened = table_open(&table, arena, path, columns, COLUMNS, diags);
	while (opened && table_next(&table))
		read_row(&table, layer);
	table_close(&table);
	return opened && !table.failed;
}
