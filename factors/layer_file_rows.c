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
    ACTIVITY,  REGION,	CRITERION, VARIANT,   UNIT,   METHOD,  BOUNDARY, ACCOUNTING, DELIVERY,
    GAS_SCOPE, GWP_SET, STATUS,	   PUBLISHED, SOURCE, LOCATOR, NOTE,	 VALUE,	     SPREAD,
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
	GSD,
	LOW,
	HIGH
};

/* Numbers may be of any type in an SQLite table, and a year of any size. */
static const char select_rows[] =
    "SELECT activity, region, criterion, variant, unit, method, boundary, accounting, delivery,"
    " gas_scope, gwp_set, status, published, source, locator, note, value, spread, id,"
    " typeof(year) = 'integer' AND typeof(line) = 'integer' AND typeof(shape) = 'integer'"
    " AND typeof(base_a) = 'real' AND typeof(base_b) = 'real' AND typeof(base_c) = 'real'"
    " AND typeof(low) = 'real' AND typeof(high) = 'real'"
    " AND typeof(method_gsd) = 'real' AND (year = 0 OR year BETWEEN 1900 AND 2100),"
    " year, shape, base_a, base_b, base_c, method_gsd, low, high"
    " FROM factor"
    " ORDER BY number";

static const char *id_of(struct arena *arena, const struct row *row, int year)
{
	return arena_printf(arena, "%s/%s/%s/%s%s%s", row->cell[ACTIVITY],
			    *row->cell[REGION] ? row->cell[REGION] : "-",
			    year ? arena_printf(arena, "%d", year) : "-", row->cell[CRITERION],
			    *row->cell[VARIANT] ? "/" : "", row->cell[VARIANT]);
}

/* Equal but for the last digits, in which machines differ. */
static bool is_near(double a, double b)
{
	static const double tolerance = 1e-9;

	return a == b || fabs(a - b) <= tolerance * fmax(fabs(a), fabs(b));
}

/* What the program computes with and what a person reads are one thing. */
static bool is_what_it_says(sqlite3_stmt *statement, const struct row *row)
{
	struct dist dist = dist_scale(row->dist, row->unit.scale);
	double low, high;

	row_interval(row, &low, &high);
	return sqlite3_column_int(statement, SHAPE) == (int)dist.kind &&
	       is_near(sqlite3_column_double(statement, A), dist.a) &&
	       is_near(sqlite3_column_double(statement, B), dist.b) &&
	       is_near(sqlite3_column_double(statement, C), dist.c) &&
	       is_near(sqlite3_column_double(statement, LOW), low) &&
	       is_near(sqlite3_column_double(statement, HIGH), high);
}

/* NULL, or what is wrong with the numbers of the row. */
static const char *read_numbers(struct arena *arena, sqlite3_stmt *statement, struct row *row)
{
	const char *value = row->cell[VALUE], *error;
	struct unit_error unit_error;

	if (!sqlite3_column_int(statement, IS_SOUND))
		return "a number is none";
	if (strcmp(row->id, id_of(arena, row, sqlite3_column_int(statement, YEAR_NUMBER))) != 0)
		return "its id is not that of its columns";
	if (!unit_parse(arena, row->cell[UNIT], strlen(row->cell[UNIT]), &row->unit,
			&unit_error))
		return arena_printf(arena, "'%s' is not a unit", row->cell[UNIT]);
	if (!*value || !text_number(value, strlen(value), &row->value))
		return arena_printf(arena, "'%s' is not a number", value);
	row->method_gsd = sqlite3_column_double(statement, GSD);
	if (!spread_parse(row->cell[SPREAD], row->value, &row->dist, &error) ||
	    !(row->method_gsd >= 1) || !isfinite(row->method_gsd))
		return "its spread is none";
	if (!is_what_it_says(statement, row))
		return "its numbers are not those of its value and spread";
	if (*row->cell[PUBLISHED] && !date_is_sound(row->cell[PUBLISHED]))
		return arena_printf(arena, "'%s' is not a date", row->cell[PUBLISHED]);
	return NULL;
}

static const char *judge(const struct layer *layers, size_t count, struct arena *arena,
			 struct row *row)
{
	struct findings findings = {.count = 0};

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
