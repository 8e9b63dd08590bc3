/* Reads the rows of one region and picks among their years. */

#include "factors/years.h"

#include <sqlite3.h>

#include "factors/bridge.h"
#include "lca/base/arena.h"

static bool has_year(const struct years *years, int year)
{
	size_t i;

	for (i = 0; i < years->count; i++)
		if (years->rows[i].year == year)
			return true;
	return false;
}

/* A layer's row hides the rows of the same year below it. */
static void read_layer(struct factors *factors, const struct query *query, const char *region,
		       const char *variant, size_t layer, struct years *years)
{
	static const char sql[] = "SELECT number, year, published"
				  " FROM factor"
				  " WHERE activity = ?1 AND criterion = ?2 AND region = ?3 AND "
				  "variant = ?4"
				  " ORDER BY year";
	sqlite3_stmt *statement =
	    layer_kept(&factors->layers[layer], sql, 4,
		       (const char *[]){query->activity, query->criterion, region, variant});

	while (statement && sqlite3_step(statement) == SQLITE_ROW) {
		struct candidate row = {sqlite3_column_int64(statement, 0), layer,
					sqlite3_column_int(statement, 1)};

		if (has_year(years, row.year) ||
		    !factor_known(factors, (const char *)sqlite3_column_text(statement, 2)))
			continue;
		years->rows =
		    arena_grow(factors->arena, years->rows, years->count, sizeof *years->rows);
		years->rows[years->count++] = row;
	}
	layer_release(statement);
}

struct years years_read(struct factors *factors, const struct query *query, const char *region)
{
	const char *basis = bridge_basis(factors, query->activity, query->criterion);
	struct years years = {0};
	size_t layer;

	for (layer = factors->layer_count; layer > 0; layer--)
		read_layer(factors, query, region, "", layer - 1, &years);
	for (layer = factors->layer_count; basis && layer > 0; layer--)
		read_layer(factors, query, region, basis, layer - 1, &years);
	return years;
}

/* A timeless row is the latest where it stands in a higher layer than the latest year's. */
static const struct candidate *latest(const struct years *years)
{
	const struct candidate *best = NULL, *timeless = NULL;
	size_t i;

	for (i = 0; i < years->count; i++) {
		const struct candidate *row = &years->rows[i];

		if (row->year == 0)
			timeless = row;
		else if (!best || row->year > best->year)
			best = row;
	}
	return !best || (timeless && timeless->layer > best->layer) ? timeless : best;
}

/* The higher layer, then the year's own. */
const struct candidate *years_exact(const struct years *years, int year)
{
	const struct candidate *best = NULL;
	size_t i;

	if (year == 0)
		return latest(years);
	for (i = 0; i < years->count; i++) {
		const struct candidate *row = &years->rows[i];

		if (row->year != year && row->year != 0)
			continue;
		if (!best || row->layer > best->layer ||
		    (row->layer == best->layer && row->year == year))
			best = row;
	}
	return best;
}

const struct candidate *years_nearest(const struct years *years, int year)
{
	const struct candidate *older = NULL, *newer = NULL;
	size_t i;

	for (i = 0; i < years->count; i++) {
		const struct candidate *row = &years->rows[i];

		if (row->year < year && (!older || row->year > older->year))
			older = row;
		if (row->year > year && (!newer || row->year < newer->year))
			newer = row;
	}
	if (!older || !newer)
		return older ? older : newer;
	return newer->year - year < year - older->year ? newer : older;
}
