/* Enters factor rows into the tables of a layer. */

#include "factors/row_store.h"

#include <sqlite3.h>
#include <string.h>

#include "factors/estimate.h"
#include "factors/factors.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"

void row_interval(const struct row *row, double *low, double *high)
{
	const struct quantity method = {.dist = dist_lognormal(1, row->method_gsd)};
	const struct factor factor = {.quantity = {.dist = row->dist}, .method = &method};
	struct estimate estimate = factor_estimate(&factor, row->method_gsd > 1);

	*low = estimate.low;
	*high = estimate.high;
}

static bool bind_numbers(sqlite3_stmt *statement, int first, const double *numbers,
			 size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (sqlite3_bind_double(statement, first + (int)i, numbers[i]) != SQLITE_OK)
			return false;
	return true;
}

/* Numbers are bound as such: the way through text would round them. */
bool row_store(const struct layer *layer, const struct row *row, const char *file,
	       uint64_t line)
{
	static const char sql[] =
	    "INSERT INTO factor (id, activity, region, year, criterion, "
	    "variant, unit, method, boundary, accounting, delivery,"
	    " gas_scope, gwp_set, status, published, source, locator, note, file, "
	    "kind, value, spread, shape, line, base_a, base_b, base_c, method_gsd, low, high)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
	    "?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,"
	    " ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30)";
	enum { TEXTS = 22, SHAPE, LINE, A, NUMBERS = 6 };
	const char *const *cell = row->cell;
	const char *const texts[TEXTS] = {
	    row->id,	    cell[ACTIVITY],  cell[REGION],  cell[YEAR],	    cell[CRITERION],
	    cell[VARIANT],  cell[UNIT],	     cell[METHOD],  cell[BOUNDARY], cell[ACCOUNTING],
	    cell[DELIVERY], cell[GAS_SCOPE], cell[GWP_SET], cell[STATUS],   cell[PUBLISHED],
	    cell[SOURCE],   cell[LOCATOR],   cell[NOTE],    file,	    row->kind,
	    cell[VALUE],    cell[SPREAD],
	};
	struct dist dist = dist_scale(row->dist, row->unit.scale);
	double numbers[NUMBERS] = {dist.a, dist.b, dist.c, row->method_gsd};
	sqlite3_stmt *statement = layer_kept(layer, sql, TEXTS, texts);
	bool inserted;

	row_interval(row, &numbers[NUMBERS - 2], &numbers[NUMBERS - 1]);
	inserted = statement &&
		   sqlite3_bind_int(statement, SHAPE, (int)dist.kind) == SQLITE_OK &&
		   sqlite3_bind_int64(statement, LINE, (sqlite3_int64)line) == SQLITE_OK &&
		   bind_numbers(statement, A, numbers, NUMBERS) &&
		   sqlite3_step(statement) == SQLITE_DONE;

	layer_release(statement);
	return inserted;
}

bool row_index_layer(const struct layer *layer)
{
	static const char sql[] =
	    "WITH region_words AS (SELECT id, group_concat(text, ' ') AS words FROM "
	    "region_name GROUP BY id),"
	    " thing_words AS (SELECT id, group_concat(text, ' ') AS words FROM thing_name "
	    "GROUP BY id)"
	    " INSERT INTO factor_text (rowid, id, names, note, source)"
	    " SELECT f.number, f.id, ifnull(t.words, '') || ' ' || ifnull(r.words, ''),"
	    " f.note, f.source || ' ' || ifnull(s.authors || ' ' || "
	    "s.title, '')"
	    " FROM factor f"
	    " LEFT JOIN region_words r ON r.id = f.region"
	    " LEFT JOIN thing_words t ON t.id = f.activity"
	    " LEFT JOIN source s ON s.id = f.source"
	    " ORDER BY f.number";

	return layer_execute(layer, sql, 0, NULL);
}

/* A temporary table hides the one of the same name in the file. */
bool row_index_words(struct layer *layer, struct arena *arena)
{
	static const char definition[] = "SELECT sql"
					 " FROM main.sqlite_master"
					 " WHERE name = 'factor_text'";
	static const char create[] = "CREATE VIRTUAL TABLE ";
	const char *sql;

	if (!layer->unindexed)
		return true;
	sql = layer_text(layer, arena, definition, 0, NULL);
	if (!sql || !text_starts(sql, create))
		return false;
	sql = arena_printf(arena, "%stemp.%s", create, sql + strlen(create));
	if (sqlite3_exec(layer->db, sql, NULL, NULL, NULL) != SQLITE_OK ||
	    !row_index_layer(layer))
		return false;
	layer->unindexed = false;
	return true;
}
