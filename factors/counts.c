/* Counts the rows of each kind. */

#include <sqlite3.h>
#include <string.h>

#include "factors/factors_private.h"
#include "factors/kinds.h"
#include "lca/base/arena.h"

enum { MOST_KINDS = 64 };

static void add(struct factor_count *counts, size_t kinds, const char *kind)
{
	size_t i;

	for (i = 0; i < kinds; i++)
		if (strcmp(counts[i].kind, kind) == 0)
			counts[i].rows++;
}

static void count_layer(struct factors *factors, size_t layer, struct factor_count *counts,
			size_t kinds)
{
	static const char sql[] = "SELECT id, kind, published"
				  " FROM factor";
	sqlite3_stmt *statement = layer_query(&factors->layers[layer], sql, 0, NULL);
	struct candidate top;

	while (statement && sqlite3_step(statement) == SQLITE_ROW) {
		const char *id = (const char *)sqlite3_column_text(statement, 0);
		const char *kind = (const char *)sqlite3_column_text(statement, 1);

		if (!factor_known(factors, (const char *)sqlite3_column_text(statement, 2)))
			continue;
		/* Nothing lies above the top layer. */
		if (layer + 1 < factors->layer_count &&
		    (!factor_place(factors, id, &top) || top.layer != layer))
			continue;
		add(counts, kinds, kind);
	}
	sqlite3_finalize(statement);
}

size_t factors_counts(struct factors *factors, const struct factor_count **counts)
{
	struct factor_count all[MOST_KINDS] = {{0}}, *some = NULL;
	size_t kinds = 0, count = 0, i;

	while (kinds < MOST_KINDS && kind_at(kinds)) {
		all[kinds].kind = kind_at(kinds);
		kinds++;
	}
	for (i = 0; i < factors->layer_count; i++)
		count_layer(factors, i, all, kinds);
	for (i = 0; i < kinds; i++) {
		if (all[i].rows == 0)
			continue;
		some = arena_grow(factors->arena, some, count, sizeof *some);
		some[count++] = all[i];
	}
	*counts = some;
	return count;
}
