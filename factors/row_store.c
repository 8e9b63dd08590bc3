/* Enters factor rows into the tables of a layer. */

#include "factors/row_store.h"

#include <sqlite3.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"

/* Numbers are bound as such: the way through text would round them. */
bool row_store(const struct layer *layer, const struct row *row, const char *file,
	       uint64_t line)
{
	static const char sql[] =
	    "INSERT INTO factor (id, activity, region, year, criterion, "
	    "variant, unit, method, boundary, accounting, delivery,"
	    " gas_scope, gwp_set, status, published, source, locator, note, file, "
	    "kind, shape, a, b, c, method_gsd, line)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
	    "?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,"
	    " ?21, ?22, ?23, ?24, ?25, ?26)";
	enum { TEXTS = 20, SHAPE, A, B, C, GSD, LINE };
	const char *const *cell = row->cell;
	const char *const texts[TEXTS] = {
	    row->id,	    cell[ACTIVITY],  cell[REGION],  cell[YEAR],	    cell[CRITERION],
	    cell[VARIANT],  cell[UNIT],	     cell[METHOD],  cell[BOUNDARY], cell[ACCOUNTING],
	    cell[DELIVERY], cell[GAS_SCOPE], cell[GWP_SET], cell[STATUS],   cell[PUBLISHED],
	    cell[SOURCE],   cell[LOCATOR],   cell[NOTE],    file,	    row->kind,
	};
	struct dist dist = dist_scale(row->dist, row->unit.scale);
	sqlite3_stmt *statement = layer_kept(layer, sql, TEXTS, texts);
	bool inserted = statement &&
			sqlite3_bind_int(statement, SHAPE, (int)dist.kind) == SQLITE_OK &&
			sqlite3_bind_double(statement, A, dist.a) == SQLITE_OK &&
			sqlite3_bind_double(statement, B, dist.b) == SQLITE_OK &&
			sqlite3_bind_double(statement, C, dist.c) == SQLITE_OK &&
			sqlite3_bind_double(statement, GSD, row->method_gsd) == SQLITE_OK &&
			sqlite3_bind_int64(statement, LINE, (sqlite3_int64)line) == SQLITE_OK &&
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
