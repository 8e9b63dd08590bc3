/* Reads the lists of sources, criteria, regions and things, then the tables that are no
 * factors. */

#include "factors/lists.h"

#include <string.h>

#include "factors/equivalence_rows.h"
#include "factors/figure_rows.h"
#include "factors/list_checks.h"
#include "factors/names.h"
#include "factors/table.h"
#include "lca/base/arena.h"
#include "lca/base/unit.h"

enum { COLUMNS = 8, NO_CHECK = -1 };

/* A list: its columns, in the order of the statement's ?1, ?2, ...; ?9 and ?10 are the file and
 * the line. */
struct list {
	const char *file;
	struct column columns[COLUMNS];
	size_t count;
	const char *insert;
	size_t id, name;	/* columns */
	int names;		/* enum name_kind, or NO_CHECK */
	size_t second, aliases; /* columns of names, where names is set */
	int refers;	/* a column that must be found by refer_sql where it is not empty */
	int refers_too; /* another such column, or 0 */
	const char *refer_sql;
	const char *refer_what;
	int unit; /* a column that must be a unit */
	void (*check)(struct table *table, const struct layer *layer); /* what else, or NULL */
};

static const struct list lists[] = {
    {
	.file = "sources.csv",
	.columns = {{"id", true},
		    {"title", true},
		    {"authors", true},
		    {"year", true},
		    {"url", true},
		    {"licence", true},
		    {"retrieved", true},
		    {"note", true}},
	.count = 8,
	.insert = "INSERT INTO source (id, title, authors, year, url, licence, retrieved, "
		  "note, file, line)"
		  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
	.id = SOURCE_ID,
	.name = SOURCE_TITLE,
	.names = NO_CHECK,
	.refers = NO_CHECK,
	.unit = NO_CHECK,
	.check = list_check_source,
    },
    {
	.file = "criteria.csv",
	.columns = {{"order", true},
		    {"id", true},
		    {"name", true},
		    {"unit", true},
		    {"symbol", true},
		    {"description", true},
		    {"source", true}},
	.count = 7,
	.insert = "INSERT INTO criterion (rank, id, name, unit, symbol, description, source, "
		  "file, line)"
		  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?9, ?10)",
	.id = CRITERION_ID,
	.name = CRITERION_NAME,
	.names = NO_CHECK,
	.refers = CRITERION_SOURCE,
	.refer_sql = "SELECT 1 FROM source WHERE id = ?1",
	.refer_what = "source",
	.unit = CRITERION_UNIT,
    },
    {
	.file = "regions.csv",
	.columns = {{"code", true},
		    {"alpha3", true},
		    {"name", true},
		    {"parent", true},
		    {"kind", true},
		    {"provider", true},
		    {"aliases", true},
		    {"zone", false}},
	.count = 8,
	.insert = "INSERT INTO region (id, name, parent, kind, provider, zone, file, line)"
		  " VALUES (?1, ?3, ?4, ?5, ?6, ?8, ?9, ?10)",
	.id = REGION_CODE,
	.name = REGION_NAME,
	.names = NAME_REGION,
	.second = REGION_ALPHA3,
	.aliases = REGION_ALIASES,
	.refers = REGION_PARENT,
	.refers_too = REGION_ZONE,
	.refer_sql = "SELECT 1 FROM region_name WHERE fold = lower(?1) AND id = ?1",
	.refer_what = "region",
	.unit = NO_CHECK,
	.check = list_check_region,
    },
    {
	.file = "things.csv",
	.columns = {{"slug", true},
		    {"name", true},
		    {"kind", true},
		    {"maker", true},
		    {"aliases", true},
		    {"contains", false}},
	.count = 6,
	.insert = "INSERT INTO thing (id, name, kind, maker, contains, file, line)"
		  " VALUES (?1, ?2, ?3, ?4, ?6, ?9, ?10)",
	.id = THING_SLUG,
	.name = THING_NAME,
	.names = NAME_THING,
	.second = THING_SLUG,
	.aliases = THING_ALIASES,
	.refers = NO_CHECK,
	.unit = NO_CHECK,
	.check = list_check_thing,
    },
};

static const size_t list_count = sizeof lists / sizeof *lists;

bool lists_has(const char *file)
{
	size_t i;

	for (i = 0; i < list_count; i++)
		if (strcmp(lists[i].file, file) == 0)
			return true;
	return strcmp(file, EQUIVALENCES_FILE) == 0 || figure_rows_has(file);
}

/* The first pass over regions enters their names, so that a parent may stand below its part. */
static bool add_names(struct table *table, const struct list *list, const struct layer *layer)
{
	enum name_kind kind = (enum name_kind)list->names;
	const char *id = table_cell(table, list->id), *alias = table_cell(table, list->aliases);
	bool ok = name_add(layer, table->arena, kind, id, 0, id) &&
		  name_add(layer, table->arena, kind, table_cell(table, list->second), 1, id) &&
		  name_add(layer, table->arena, kind, table_cell(table, list->name), 2, id);
	size_t length;

	for (; *alias; alias += length + (alias[length] == ';')) {
		length = strcspn(alias, ";");
		ok = ok && name_add(layer, table->arena, kind,
				    arena_copy(table->arena, alias, length), 3, id);
	}
	return ok;
}

static void check_reference(struct table *table, const struct list *list,
			    const struct layer *layer, size_t column)
{
	const char *text = table_cell(table, column);

	if (*text && !layer_text(layer, table->arena, list->refer_sql, 1, &text))
		table_error(table, column, DIAG_FACTOR_VALUE, NULL, "unknown %s '%s'",
			    list->refer_what, text);
}

static void check_row(struct table *table, const struct list *list, const struct layer *layer)
{
	const char *text;
	struct unit unit;
	struct unit_error error;

	if (list->refers != NO_CHECK)
		check_reference(table, list, layer, (size_t)list->refers);
	if (list->refers_too)
		check_reference(table, list, layer, (size_t)list->refers_too);
	if (list->unit != NO_CHECK) {
		text = table_cell(table, (size_t)list->unit);
		if (!unit_parse(table->arena, text, strlen(text), &unit, &error))
			table_error(table, (size_t)list->unit, DIAG_FACTOR_UNIT, error.hint,
				    "'%s' is not a unit: %s", text, error.message);
	}
	if (list->check)
		list->check(table, layer);
}

static void insert(struct table *table, const struct list *list, const struct layer *layer)
{
	const char *texts[COLUMNS + 2];
	size_t i;

	for (i = 0; i < COLUMNS; i++)
		texts[i] = i < list->count ? table_cell(table, i) : "";
	texts[COLUMNS] = list->file;
	texts[COLUMNS + 1] = arena_printf(table->arena, "%zu", (size_t)table->row.line);
	if (!*texts[list->id] || !*texts[list->name])
		table_error(table, list->id, DIAG_FACTOR_VALUE, NULL,
			    "expected a %s and a %s, found '%s' and '%s'",
			    list->columns[list->id].name, list->columns[list->name].name,
			    texts[list->id], texts[list->name]);
	else if (!layer_execute(layer, list->insert, COLUMNS + 2, texts))
		table_error(table, list->id, DIAG_FACTOR_DUPLICATE, NULL,
			    "'%s' is in the table twice", texts[list->id]);
}

typedef void (*visit_row)(struct table *table, const struct list *list,
			  const struct layer *layer);

static void insert_with_names(struct table *table, const struct list *list,
			      const struct layer *layer)
{
	insert(table, list, layer);
	if (list->names != NO_CHECK && !add_names(table, list, layer))
		table_error(table, list->name, DIAG_FACTOR_VALUE, NULL,
			    "cannot store the names of '%s'", table_cell(table, list->id));
}

static bool visit(const struct layer *layer, struct arena *arena, const char *folder,
		  const struct list *list, visit_row row, struct diags *diags)
{
	struct table table;
	const char *path = arena_printf(arena, "%s/%s", folder, list->file);
	bool opened = table_open(&table, arena, path, list->columns, list->count, diags);

	while (opened && table_next(&table))
		row(&table, list, layer);
	table_close(&table);
	return opened && !table.failed;
}

bool lists_load(const struct layer *layer, struct arena *arena, const char *folder,
		struct diags *diags)
{
	bool ok = true;
	size_t i;

	for (i = 0; i < list_count; i++) {
		bool read = visit(layer, arena, folder, &lists[i], insert_with_names, diags);

		if (read)
			read = visit(layer, arena, folder, &lists[i], check_row, diags);
		ok = ok && read;
	}
	ok &= equivalence_rows_load(layer, arena, folder, diags);
	return figure_rows_load(layer, arena, folder, diags) && ok;
}
