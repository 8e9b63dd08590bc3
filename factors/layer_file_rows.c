/* Judges the rows of a user's database. */

#include <math.h>
#include <sqlite3.h>
#include <string.h>

#include "factors/date.h"
#include "factors/layer_file.h"
#include "factors/row_judge.h"
#include "factors/spread.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"

/* The columns of the statement: the texts of struct row, the id, then the numbers. */
static const enum column_index texts[] = {
    ACTIVITY, REGION,	 CRITERION, VARIANT, UNIT,	METHOD, BOUNDARY, ACCOUNTING,
    DELIVERY, GAS_SCOPE, GWP_SET,   STATUS,  PUBLISHED, SOURCE, LOCATOR,  NOTE,
};

enum {
	TEXTS = sizeof texts / sizeof *texts,
	ID = TEXTS,
	IS_SOUND,
	YEAR_NUMBER,
	SHAPE,
	A,
	B,
	C,
	GSD
};

/* Numbers may be of any type in an SQLite table, and a year of any size. */
static const char select_rows[] =
    "SELECT activity, region, criterion, variant, unit, method, boundary, accounting, delivery,"
    " gas_scope, gwp_set, status, published, source, locator, note, id,"
    " typeof(year) = 'integer' AND typeof(line) = 'integer' AND typeof(shape) = 'integer'"
    " AND typeof(a) = 'real' AND typeof(b) = 'real' AND typeof(c) = 'real'"
    " AND typeof(method_gsd) = 'real' AND (year = 0 OR year BETWEEN 1900 AND 2100),"
    " year, shape, a, b, c, method_gsd"
    " FROM factor"
    " ORDER BY number";

static const char *id_of(struct arena *arena, const struct row *row, int year)
{
	return arena_printf(arena, "%s/%s/%s/%s%s%s", row->cell[ACTIVITY],
			    *row->cell[REGION] ? row->cell[REGION] : "-",
			    year ? arena_printf(arena, "%d", year) : "-", row->cell[CRITERION],
			    *row->cell[VARIANT] ? "/" : "", row->cell[VARIANT]);
}

/* NULL, or what is wrong with the numbers of the row. */
static const char *read_numbers(struct arena *arena, sqlite3_stmt *statement, struct row *row)
{
	struct unit_error error;
	int shape = sqlite3_column_int(statement, SHAPE);

	if (!sqlite3_column_int(statement, IS_SOUND))
		return "a number is none";
	if (strcmp(row->id, id_of(arena, row, sqlite3_column_int(statement, YEAR_NUMBER))) != 0)
		return "its id is not that of its columns";
	if (!unit_parse(arena, row->cell[UNIT], strlen(row->cell[UNIT]), &row->unit, &error))
		return arena_printf(arena, "'%s' is not a unit", row->cell[UNIT]);
	row->dist = (struct dist){.kind = (enum dist_kind)shape,
				  .a = sqlite3_column_double(statement, A),
				  .b = sqlite3_column_double(statement, B),
				  .c = sqlite3_column_double(statement, C)};
	row->method_gsd = sqlite3_column_double(statement, GSD);
	if (shape < DIST_EXACT || shape > DIST_PERT || !spread_sound(&row->dist) ||
	    !(row->method_gsd >= 1) || !isfinite(row->method_gsd))
		return "its spread is none";
	if (*row->cell[PUBLISHED] && !date_is_sound(row->cell[PUBLISHED]))
		return arena_printf(arena, "'%s' is not a date", row->cell[PUBLISHED]);
	return NULL;
}

static const char *judge(const struct layer *layers, size_t count, struct arena *arena,
			 struct row *row)
{
	struct findings findings = {.count = 0};

	/* As the table would have it: in the unit of the row. */
	row->dist = dist_scale(row->dist, 1 / row->unit.scale);
	row->value = dist_median(&row->dist);
	row->cell[VALUE] = text_double(arena, row->value);
	row_judge_words(arena, row, &findings);
	row_judge_limits(layers, count, arena, row, &findings);
	return findings.count > 0 ? findings.items[0].message : NULL;
}

static const char *fault_of(const struct layer *layers, size_t count, struct arena *arena,
			    sqlite3_stmt *statement, struct row *row)
{
	const char *fault;
	size_t i;

	for (i = 0; i < TEXTS; i++)
		row->cell[texts[i]] = layer_column(arena, statement, (int)i);
	row->id = layer_column(arena, statement, ID);
	fault = read_numbers(arena, statement, row);
	return fault ? fault : judge(layers, count, arena, row);
}

bool layer_file_check_rows(const struct layer *layers, size_t count, struct arena *arena,
			   struct diags *diags)
{
	const struct layer *layer = &layers[count - 1];
	struct arena *scratch = arena_new();
	sqlite3_stmt *statement = layer_query(layer, select_rows, 0, NULL);
	int status = statement ? sqlite3_step(statement) : SQLITE_ERROR;
	bool sound = true;

	for (; status == SQLITE_ROW; status = sqlite3_step(statement)) {
		struct row row = {.value = 0};
		const char *fault = fault_of(layers, count, scratch, statement, &row);

		if (!fault)
			continue;
		sound = false;
		diag_add(diags, DIAG_FACTOR_DATABASE, (struct place){layer->name, 0, 0}, NULL,
			 NULL, "'%s' has a damaged row: '%s': %s", layer->name,
			 arena_text(arena, row.id), arena_text(arena, fault));
	}
	if (status != SQLITE_DONE) {
		sound = false;
		diag_add(diags, DIAG_FACTOR_DATABASE, (struct place){layer->name, 0, 0}, NULL,
			 NULL, "'%s' is damaged: %s", layer->name, sqlite3_errmsg(layer->db));
	}
	sqlite3_finalize(statement);
	arena_free(scratch);
	return sound;
}
