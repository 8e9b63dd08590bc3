/* Finds the row for (activity, region, year, criterion), stepping back where there is none. */

#include <assert.h>
#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "factors/factors_private.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"

/* A region's own series is preferred to its parent's row of the right year up to this many
 * years off. */
enum { OWN_SERIES_YEARS = 5 };

struct query {
	const char *activity, *region, *criterion;
	int year;
};

/* A row that may answer a query. */
struct candidate {
	int64_t number;
	size_t layer;
	int year;
};

struct series {
	struct candidate *rows;
	size_t count;
};

/* The row found: how many geographies up, how many years off. */
struct hit {
	struct candidate row;
	const char *region;
	int parents, years;
	bool found;
};

static bool has_year(const struct series *series, int year)
{
	size_t i;

	for (i = 0; i < series->count; i++)
		if (series->rows[i].year == year)
			return true;
	return false;
}

/* All rows of one region, whatever their year; a layer's row hides the rows of the same year
 * below it. */
static struct series read_series(struct factors *factors, const struct query *query,
				 const char *region)
{
	static const char sql[] =
	    "SELECT number, year"
	    " FROM factor"
	    " WHERE activity = ?1 AND criterion = ?2 AND region = ?3 AND variant = ''"
	    " ORDER BY year";
	struct series series = {0};
	size_t layer;

	for (layer = factors->layer_count; layer > 0; layer--) {
		sqlite3_stmt *statement =
		    layer_query(&factors->layers[layer - 1], sql, 3,
				(const char *[]){query->activity, query->criterion, region});

		while (statement && sqlite3_step(statement) == SQLITE_ROW) {
			struct candidate row = {sqlite3_column_int64(statement, 0), layer - 1,
						sqlite3_column_int(statement, 1)};

			if (has_year(&series, row.year))
				continue;
			series.rows = arena_grow(factors->arena, series.rows, series.count,
						 sizeof *series.rows);
			series.rows[series.count++] = row;
		}
		sqlite3_finalize(statement);
	}
	return series;
}

/* Without a year the latest row fits; a timeless one where it stands in a higher layer than the
 * latest. */
static const struct candidate *latest(const struct series *series)
{
	const struct candidate *best = NULL, *timeless = NULL;
	size_t i;

	for (i = 0; i < series->count; i++) {
		const struct candidate *row = &series->rows[i];

		if (row->year == 0)
			timeless = row;
		else if (!best || row->year > best->year)
			best = row;
	}
	return !best || (timeless && timeless->layer > best->layer) ? timeless : best;
}

/* The row of the year or a timeless one: the higher layer, then the year's own. */
static const struct candidate *exact(const struct series *series, int year)
{
	const struct candidate *best = NULL;
	size_t i;

	if (year == 0)
		return latest(series);
	for (i = 0; i < series->count; i++) {
		const struct candidate *row = &series->rows[i];

		if (row->year != year && row->year != 0)
			continue;
		if (!best || row->layer > best->layer ||
		    (row->layer == best->layer && row->year == year))
			best = row;
	}
	return best;
}

/* The nearest older row; the nearest newer one where no older is near enough. */
static const struct candidate *nearest(const struct series *series, int year)
{
	const struct candidate *older = NULL, *newer = NULL;
	size_t i;

	for (i = 0; i < series->count; i++) {
		const struct candidate *row = &series->rows[i];

		if (row->year < year && (!older || row->year > older->year))
			older = row;
		if (row->year > year && (!newer || row->year < newer->year))
			newer = row;
	}
	if (!older || !newer)
		return older ? older : newer;
	if (year - older->year <= OWN_SERIES_YEARS || year - older->year <= newer->year - year)
		return older;
	return newer;
}

static const char *parent_of(const struct factors *factors, const char *region)
{
	static const char sql[] = "SELECT parent"
				  " FROM region"
				  " WHERE id = ?1 AND parent NOT IN ('', 'WORLD')";
	const char *parent = NULL;
	size_t i;

	for (i = factors->layer_count; i > 0 && !parent; i--)
		parent = layer_text(&factors->layers[i - 1], factors->arena, sql, 1, &region);
	return parent;
}

static bool take(struct hit *hit, const struct candidate *row, const char *region, int parents,
		 int year)
{
	if (!row || (hit->found && row->year != year && row->year != 0 && year != 0))
		return false;
	*hit = (struct hit){.row = *row, .region = region, .parents = parents, .found = true};
	if (year != 0 && row->year != 0)
		hit->years = abs(year - row->year);
	return hit->years <= OWN_SERIES_YEARS;
}

/* Up the geographies until a row is good enough; else the first one that was found at all. */
static struct hit search(struct factors *factors, const struct query *query)
{
	enum { DEEPEST = 8 };
	struct hit hit = {.found = false};
	const char *region = query->region;
	int parents;

	assert(region);
	for (parents = 0; region && parents < DEEPEST; parents++) {
		struct series series = read_series(factors, query, region);

		if (take(&hit, exact(&series, query->year), region, parents, query->year))
			return hit;
		if (!hit.found &&
		    take(&hit, nearest(&series, query->year), region, parents, query->year))
			return hit;
		region = parent_of(factors, region);
	}
	if (!hit.found && *query->region) {
		struct series everywhere = read_series(factors, query, "");
		const struct candidate *row = exact(&everywhere, query->year);

		take(&hit, row ? row : nearest(&everywhere, query->year), "", 0, query->year);
	}
	return hit;
}

/* ln(GSD)^2 of a default row; 0 where the database has none. */
static double ln_variance(struct factors *factors, const char *region, const char *criterion)
{
	const struct factor *factor = factors_by_id(
	    factors, arena_printf(factors->arena, "default/%s/-/%s", region, criterion));
	double gsd = factor ? dist_central(&factor->quantity.dist) : 1;

	return gsd > 1 ? log(gsd) * log(gsd) : 0;
}

/* How far the parts of a region lie from the whole: its own row, else that of any region. */
static double parent_variance(struct factors *factors, const char *parent)
{
	double own = ln_variance(factors, parent, "gsd-parent-geography");

	return own > 0 ? own : ln_variance(factors, "-", "gsd-parent-geography");
}

static const char *year_text(struct arena *arena, int year)
{
	return year ? arena_printf(arena, "%d", year) : "-";
}

/* "no row for US-TX, US used; 2024 not in the table, 2022 used; widened by a GSD of 1.22" */
static const char *describe(struct arena *arena, const struct query *query,
			    const struct hit *hit, double variance)
{
	const char *text = "";

	if (hit->parents)
		text =
		    arena_printf(arena, "no row for %s, %s used", query->region, hit->region);
	if (hit->years)
		text = arena_printf(arena, "%s%s%d not in the table, %d used", text,
				    *text ? "; " : "", query->year, hit->row.year);
	if (variance > 0)
		text = arena_printf(arena, "%s; widened by a GSD of %.3g", text,
				    exp(sqrt(variance)));
	return text;
}

/* A copy with more spread and a key of its own; it keeps the draw of the row, for the row's
 * error is in it. */
static const struct factor *widen(struct factors *factors, const struct query *query,
				  const struct hit *hit, const struct factor *row)
{
	struct arena *arena = factors->arena;
	double wanted = hit->years * ln_variance(factors, "-", "age-gsd-per-year") +
			hit->parents * parent_variance(factors, hit->region);
	struct dist dist = dist_widen(row->quantity.dist, wanted);
	bool widened = dist.kind != row->quantity.dist.kind || dist.b > row->quantity.dist.b;
	struct factor *copy = arena_alloc(arena, sizeof *copy);

	*copy = *row;
	copy->quantity.dist = dist;
	copy->quantity.origin.factor = copy;
	copy->quantity.origin.draw = row->id;
	copy->quantity.origin.key =
	    arena_printf(arena, "%s@%s%s%s", row->id, hit->parents ? query->region : "",
			 hit->parents && hit->years ? " " : "",
			 hit->years ? year_text(arena, query->year) : "");
	copy->steps = describe(arena, query, hit, widened ? wanted : 0);
	copy->quantity.origin.note =
	    row->quantity.origin.note
		? arena_printf(arena, "%s; %s", copy->steps, row->quantity.origin.note)
		: copy->steps;
	return copy;
}

static const struct factor *find(struct factors *factors, const struct query *query,
				 struct place place, const char *path, struct diags *diags)
{
	struct hit hit = search(factors, query);
	const struct factor *factor =
	    hit.found ? factor_row(factors, hit.row.layer, hit.row.number) : NULL;

	if (!factor)
		return NULL;
	if (strcmp(factor->status, "suspect") == 0)
		diag_add(diags, DIAG_FACTOR_SUSPECT, place, path,
			 "state the value, or add it with --factors",
			 "the published figure of '%s' is suspect%s%s", factor->id,
			 *factor->note ? ": " : "", factor->note);
	if (!hit.parents && !hit.years)
		return factor;
	factor = widen(factors, query, &hit, factor);
	diag_add(diags, DIAG_FACTOR_STEP, place, path,
		 "state the value, or add it with --factors",
		 "'%s/%s/%s/%s' is not in the database: %s", query->activity,
		 *query->region ? query->region : "-", year_text(factors->arena, query->year),
		 query->criterion, factor->steps);
	return factor;
}

const struct factor *factors_find(struct factors *factors, const char *activity,
				  const char *region, int year, const char *criterion,
				  struct place place, const char *path, struct diags *diags)
{
	const struct query query = {
	    .activity = activity, .region = region, .criterion = criterion, .year = year};
	const char *key = arena_printf(factors->arena, "find\n%s\n%s\n%d\n%s", activity, region,
				       year, criterion);
	const void *value = NULL;

	if (!memo_get(factors, key, &value)) {
		value = find(factors, &query, place, path, diags);
		memo_put(factors, key, value);
	}
	return value;
}
