/* Finds the row that answers a query best. */

#include "factors/hit.h"

#include <assert.h>
#include <stdlib.h>

#include "factors/years.h"
#include "lca/base/arena.h"

enum { DEEPEST = 8 };

static const char *region_text(const struct factors *factors, const char *sql,
			       const char *region)
{
	const char *text = NULL;
	size_t i;

	for (i = factors->layer_count; i > 0 && !text; i--)
		text = layer_text(&factors->layers[i - 1], factors->arena, sql, 1, &region);
	return text;
}

static const char *parent_of(const struct factors *factors, const char *region)
{
	return region_text(factors,
			   "SELECT parent"
			   " FROM region"
			   " WHERE id = ?1 AND parent NOT IN ('', 'WORLD')",
			   region);
}

static const char *zone_of(const struct factors *factors, const char *region)
{
	return region_text(factors,
			   "SELECT zone"
			   " FROM region"
			   " WHERE id = ?1 AND zone NOT IN ('', id)",
			   region);
}

const char *hit_country(const struct factors *factors, const char *region)
{
	const char *parent = parent_of(factors, region);
	int depth;

	for (depth = 0; parent && depth < DEEPEST; depth++) {
		region = parent;
		parent = parent_of(factors, region);
	}
	return region;
}

/* Takes the region's best row where it is better than what was found; true where it is good
 * enough to stop. */
static bool consider(struct factors *factors, const struct query *query, const struct hit *at,
		     struct hit *hit)
{
	struct years years = years_read(factors, query, at->region);
	const struct candidate *row = years_exact(&years, query->year);
	struct hit next = *at;

	if (!row)
		row = years_nearest(&years, query->year);
	if (!row)
		return false;
	if (query->year != 0 && row->year != 0)
		next.years = abs(query->year - row->year);
	if (hit->found && next.years > OWN_ROWS_YEARS)
		return false;
	next.found = true;
	next.row = *row;
	next.passed_over = hit->found;
	next.passed = hit->row;
	*hit = next;
	return next.years <= OWN_ROWS_YEARS;
}

struct hit hit_search(struct factors *factors, const struct query *query)
{
	struct hit hit = {.found = false}, at = {.region = query->region};

	assert(query->region);
	for (; at.region && at.parents < DEEPEST; at.parents++) {
		struct hit zone = {
		    .region = zone_of(factors, at.region), .zone = true, .parents = at.parents};

		if (consider(factors, query, &at, &hit) ||
		    (zone.region && consider(factors, query, &zone, &hit)))
			return hit;
		at.region = parent_of(factors, at.region);
	}
	if (!hit.found && *query->region)
		consider(factors, query, &(struct hit){.region = ""}, &hit);
	return hit;
}
