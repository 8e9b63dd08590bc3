/* Opens layers and runs statements on them. */

#include "factors/layer.h"

#include <assert.h>
#include <sqlite3.h>
#include <stdint.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"

/* schema.S */
extern const char factors_schema[];

enum { OPEN_MEMORY = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY };

/* Statements by the address of their text. */
struct statements {
	struct arena *arena;
	struct kept {
		const char *sql;
		sqlite3_stmt *statement;
	} * items;
	size_t count;
};

static bool fail(struct layer *layer, const char *what, struct diags *diags)
{
	diag_add(diags, DIAG_FACTOR_DATABASE, (struct place){layer->name, 0, 0}, NULL, NULL,
		 "%s: %s", what, layer->db ? sqlite3_errmsg(layer->db) : "out of memory");
	layer_close(layer);
	return false;
}

static bool open_database(struct layer *layer, const char *path, int options)
{
	struct arena *arena = arena_new();

	layer->kept = arena_alloc(arena, sizeof *layer->kept);
	*layer->kept = (struct statements){.arena = arena};
	return sqlite3_open_v2(path, &layer->db, options | SQLITE_OPEN_NOMUTEX, NULL) ==
	       SQLITE_OK;
}

bool layer_create(struct layer *layer, const char *name, struct diags *diags)
{
	*layer = (struct layer){.name = name};
	if (!open_database(layer, ":memory:", OPEN_MEMORY))
		return fail(layer, "cannot create a factor database", diags);
	if (sqlite3_exec(layer->db, factors_schema, NULL, NULL, NULL) != SQLITE_OK)
		return fail(layer, "cannot create the factor tables (SQLite needs FTS5)",
			    diags);
	return true;
}

static bool has_fts5(const struct layer *layer)
{
	sqlite3_stmt *statement =
	    layer_query(layer, "SELECT 1 FROM pragma_module_list WHERE name = 'fts5'", 0, NULL);
	bool found = statement && sqlite3_step(statement) == SQLITE_ROW;

	sqlite3_finalize(statement);
	return found;
}

bool layer_image(struct layer *layer, const char *name, const void *bytes, size_t length,
		 struct diags *diags)
{
	*layer = (struct layer){.name = name};
	if (!open_database(layer, ":memory:", OPEN_MEMORY))
		return fail(layer, "cannot open the factor database", diags);
	/* SQLite does not write to a read-only image; the signature lacks the const. */
	if (sqlite3_deserialize(layer->db, "main", (unsigned char *)(uintptr_t)bytes,
				(sqlite3_int64)length, (sqlite3_int64)length,
				SQLITE_DESERIALIZE_READONLY) != SQLITE_OK)
		return fail(layer, "cannot open the factor database", diags);
	if (!has_fts5(layer))
		return fail(layer,
			    "this SQLite was built without FTS5, which the factor search needs",
			    diags);
	return true;
}

bool layer_distrust(const struct layer *layer)
{
	static const char sql[] = "PRAGMA cell_size_check = ON;"
				  "PRAGMA temp_store = MEMORY";

	return sqlite3_db_config(layer->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL) == SQLITE_OK &&
	       sqlite3_db_config(layer->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL) ==
		   SQLITE_OK &&
	       sqlite3_exec(layer->db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static uint32_t pragma(const struct layer *layer, const char *sql)
{
	sqlite3_stmt *statement = layer_query(layer, sql, 0, NULL);
	uint32_t number = 0;

	if (statement && sqlite3_step(statement) == SQLITE_ROW)
		number = (uint32_t)sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return number;
}

void layer_form(const struct layer *layer, uint32_t *application, uint32_t *form)
{
	*application = pragma(layer, "PRAGMA application_id");
	*form = pragma(layer, "PRAGMA user_version");
}

/* As SQL, without the tables that FTS5 keeps for itself, which depend on its version. */
bool layer_same_tables(const struct layer *a, const struct layer *b)
{
	static const char sql[] = "SELECT ifnull(sql, '')"
				  " FROM sqlite_master"
				  " WHERE sql <> '' AND NOT (type = 'table' AND name IN ("
				  "'factor_text_data', 'factor_text_idx',"
				  " 'factor_text_docsize', 'factor_text_config'))"
				  " ORDER BY name";
	sqlite3_stmt *left = layer_query(a, sql, 0, NULL),
		     *right = layer_query(b, sql, 0, NULL);
	bool same = left && right;

	while (same) {
		int status = sqlite3_step(left);

		same = status == sqlite3_step(right) &&
		       (status == SQLITE_ROW || status == SQLITE_DONE);
		if (!same || status != SQLITE_ROW)
			break;
		same = strcmp((const char *)sqlite3_column_text(left, 0),
			      (const char *)sqlite3_column_text(right, 0)) == 0;
	}
	sqlite3_finalize(left);
	sqlite3_finalize(right);
	return same;
}

void layer_close(struct layer *layer)
{
	size_t i;

	for (i = 0; layer->kept && i < layer->kept->count; i++)
		sqlite3_finalize(layer->kept->items[i].statement);
	if (layer->kept)
		arena_free(layer->kept->arena);
	sqlite3_close(layer->db);
	layer->db = NULL;
	layer->kept = NULL;
}

static bool bind_texts(sqlite3_stmt *statement, size_t count, const char *const *texts)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (sqlite3_bind_text(statement, (int)i + 1, texts[i], -1, SQLITE_TRANSIENT) !=
		    SQLITE_OK)
			return false;
	return true;
}

struct sqlite3_stmt *layer_query(const struct layer *layer, const char *sql, size_t count,
				 const char *const *texts)
{
	sqlite3_stmt *statement = NULL;

	if (sqlite3_prepare_v2(layer->db, sql, -1, &statement, NULL) != SQLITE_OK)
		return NULL;
	if (bind_texts(statement, count, texts))
		return statement;
	sqlite3_finalize(statement);
	return NULL;
}

static sqlite3_stmt *keep(const struct layer *layer, const char *sql)
{
	struct statements *kept = layer->kept;
	sqlite3_stmt *statement = NULL;
	size_t i;

	for (i = 0; i < kept->count; i++)
		if (kept->items[i].sql == sql)
			return kept->items[i].statement;
	if (sqlite3_prepare_v3(layer->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement,
			       NULL) != SQLITE_OK)
		return NULL;
	kept->items = arena_grow(kept->arena, kept->items, kept->count, sizeof *kept->items);
	kept->items[kept->count++] = (struct kept){sql, statement};
	return statement;
}

struct sqlite3_stmt *layer_kept(const struct layer *layer, const char *sql, size_t count,
				const char *const *texts)
{
	sqlite3_stmt *statement = keep(layer, sql);

	if (!statement)
		return NULL;
	assert(!sqlite3_stmt_busy(statement));
	if (bind_texts(statement, count, texts))
		return statement;
	layer_release(statement);
	return NULL;
}

void layer_release(struct sqlite3_stmt *statement)
{
	if (!statement)
		return;
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
}

const char *layer_text(const struct layer *layer, struct arena *arena, const char *sql,
		       size_t count, const char *const *texts)
{
	sqlite3_stmt *statement = layer_kept(layer, sql, count, texts);
	const char *text = NULL;

	if (statement && sqlite3_step(statement) == SQLITE_ROW)
		text = layer_column(arena, statement, 0);
	layer_release(statement);
	return text;
}

bool layer_execute(const struct layer *layer, const char *sql, size_t count,
		   const char *const *texts)
{
	sqlite3_stmt *statement = layer_kept(layer, sql, count, texts);
	int status = statement ? sqlite3_step(statement) : SQLITE_ERROR;

	layer_release(statement);
	return status == SQLITE_DONE || status == SQLITE_ROW;
}

const char *layer_column(struct arena *arena, struct sqlite3_stmt *statement, int column)
{
	const unsigned char *text = sqlite3_column_text(statement, column);

	return text ? arena_text(arena, (const char *)text) : "";
}
