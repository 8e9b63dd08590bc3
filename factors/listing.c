/* Rows by id, by pattern and by words. */

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "factors/factors_private.h"
#include "factors/row_store.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"

struct row_id {
	const char *id;
	size_t layer;
	int64_t number;
};

bool factor_place(const struct factors *factors, const char *id, struct candidate *found)
{
	static const char sql[] = "SELECT number, year, published"
				  " FROM factor"
				  " WHERE id = ?1";
	bool has = false;
	size_t i;

	for (i = factors->layer_count; i > 0 && !has; i--) {
		sqlite3_stmt *statement = layer_kept(&factors->layers[i - 1], sql, 1, &id);

		has = statement && sqlite3_step(statement) == SQLITE_ROW &&
		      factor_known(factors, (const char *)sqlite3_column_text(statement, 2));
		if (has)
			*found = (struct candidate){sqlite3_column_int64(statement, 0), i - 1,
						    sqlite3_column_int(statement, 1)};
		layer_release(statement);
	}
	return has;
}

const struct factor *factors_by_id(struct factors *factors, const char *id)
{
	struct candidate found;

	return factor_place(factors, id, &found)
		   ? factor_row(factors, found.layer, found.number)
		   : NULL;
}

static int by_id(const void *a, const void *b)
{
	const struct row_id *left = a, *right = b;
	int order = strcmp(left->id, right->id);

	/* The higher layer first: it hides the others. */
	return order ? order : (left->layer < right->layer) - (left->layer > right->layer);
}

static void collect(struct factors *factors, size_t layer, const char *pattern,
		    struct row_id **rows, size_t *count)
{
	static const char sql[] = "SELECT number, id, published"
				  " FROM factor";
	sqlite3_stmt *statement = layer_query(&factors->layers[layer], sql, 0, NULL);

	while (statement && sqlite3_step(statement) == SQLITE_ROW) {
		const char *id = (const char *)sqlite3_column_text(statement, 1);

		if ((pattern && !text_match(pattern, id)) ||
		    !factor_known(factors, (const char *)sqlite3_column_text(statement, 2)))
			continue;
		*rows = arena_grow(factors->arena, *rows, *count, sizeof **rows);
		(*rows)[(*count)++] =
		    (struct row_id){layer_column(factors->arena, statement, 1), layer,
				    sqlite3_column_int64(statement, 0)};
	}
	sqlite3_finalize(statement);
}

/* Every row is looked at, which takes a while: once for each pattern. */
struct listing {
	const struct factor **rows;
	size_t count;
};

static size_t list(struct factors *factors, const char *pattern, const struct factor ***found)
{
	struct row_id *rows = NULL;
	size_t count = 0, listed = 0, i;

	*found = NULL;
	for (i = 0; i < factors->layer_count; i++)
		collect(factors, i, pattern, &rows, &count);
	if (count == 0)
		return 0;
	qsort(rows, count, sizeof *rows, by_id);
	for (i = 0; i < count; i++) {
		const struct factor *factor;

		if (i > 0 && strcmp(rows[i].id, rows[i - 1].id) == 0)
			continue;
		factor = factor_row(factors, rows[i].layer, rows[i].number);
		if (!factor)
			continue;
		*found = arena_grow(factors->arena, *found, listed, sizeof **found);
		(*found)[listed++] = factor;
	}
	return listed;
}

/* The caller may change his array: it is a copy. */
size_t factors_list(struct factors *factors, const char *pattern, const struct factor ***found)
{
	const char *key = arena_printf(factors->arena, "list %s", pattern ? pattern : "");
	struct listing *listing;
	const void *known;

	if (memo_get(factors, key, &known)) {
		const struct listing *before = known;

		*found = arena_alloc(factors->arena, (before->count + 1) * sizeof **found);
		if (before->count)
			memcpy(*found, before->rows, before->count * sizeof **found);
		return before->count;
	}
	listing = arena_alloc(factors->arena, sizeof *listing);
	listing->count = list(factors, pattern, found);
	listing->rows =
	    arena_alloc(factors->arena, (listing->count + 1) * sizeof *listing->rows);
	if (listing->count)
		memcpy(listing->rows, *found, listing->count * sizeof *listing->rows);
	memo_put(factors, key, listing);
	return listing->count;
}

/* A word as FTS5 takes it, quotes included. */
static const char *quote(struct arena *arena, const char *word, size_t length)
{
	struct buffer buffer = {0};
	const char *quoted;

	buffer_text(&buffer, "\"");
	for (size_t i = 0; i < length; i++)
		buffer_add(&buffer, word[i] == '"' ? "\"\"" : &word[i], word[i] == '"' ? 2 : 1);
	buffer_text(&buffer, "\"* ");
	quoted = arena_copy(arena, buffer.text, buffer.length);
	buffer_free(&buffer);
	return quoted;
}

static bool holds(const char *const *words, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++)
		if (text_same_nocase(words[i], word))
			return true;
	return false;
}

/* Every word, taken literally, as the beginning of a word of the row; a word said twice says
 * nothing more. */
static struct buffer match_text(struct arena *arena, const char *text)
{
	const char *words[FACTORS_MOST_WORDS];
	struct buffer buffer = {0};
	size_t count = 0, length;

	for (text += strspn(text, " \t\n"); *text && count < FACTORS_MOST_WORDS;
	     text += strspn(text, " \t\n")) {
		length = strcspn(text, " \t\n");
		words[count] = quote(arena, text, length);
		text += length;
		if (holds(words, count, words[count]))
			continue;
		buffer_text(&buffer, words[count++]);
	}
	return buffer;
}

/* What is found: rows in the order of the layers, the top one first. */
struct found {
	const struct factor **rows;
	size_t count;
};

static void search_layer(struct factors *factors, size_t layer, const char *match,
			 struct found *found)
{
	static const char sql[] =
	    "SELECT f.number, f.id"
	    " FROM factor_text t JOIN factor f ON f.number = t.rowid"
	    " WHERE factor_text MATCH ?1"
	    " ORDER BY f.variant <> '', bm25(factor_text, 2, 4, 1, 1), f.number";
	sqlite3_stmt *statement;
	struct candidate top;

	if (!row_index_words(&factors->layers[layer], factors->arena))
		return;
	statement = layer_query(&factors->layers[layer], sql, 1, &match);
	while (statement && sqlite3_step(statement) == SQLITE_ROW) {
		const char *id = layer_column(factors->arena, statement, 1);
		const struct factor *factor;

		/* A row hidden by a layer above, or not yet published, is not there. */
		if (!factor_place(factors, id, &top) || top.layer != layer)
			continue;
		factor = factor_row(factors, top.layer, top.number);
		if (!factor)
			continue;
		found->rows =
		    arena_grow(factors->arena, found->rows, found->count, sizeof *found->rows);
		found->rows[found->count++] = factor;
	}
	sqlite3_finalize(statement);
}

size_t factors_search(struct factors *factors, const char *words, const struct factor ***found)
{
	struct buffer match = match_text(factors->arena, words);
	struct found all = {0};
	size_t layer;

	for (layer = factors->layer_count; match.text && layer > 0; layer--)
		search_layer(factors, layer - 1, match.text, &all);
	buffer_free(&match);
	*found = all.rows;
	return all.count;
}
