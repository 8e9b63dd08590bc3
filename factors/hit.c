/* Finds the row that answers a query best. */

#include "factors/hit.h"

#include <assert.h>
#include <stdlib.h>

#include "factors/geography.h"
#include "factors/years.h"
#include "lca/base/arena.h"

enum { DEEPEST = 8 };

/* The places of a region, nearest first. */
struct places {
	struct hit at[2 * DEEPEST];
	size_t count;
};

static struct places places_of(const struct factors *factors, const char *region)
{
	struct places places = {.count = 0};

	for (int parents = 0; region && parents < DEEPEST; parents++) {
		const char *zone = geography_zone(factors, region);

		places.at[places.count++] = (struct hit){.region = region, .parents = parents};
		if (zone)
			places.at[places.count++] =
			    (struct hit){.region = zone, .zone = true, .parents = parents};
		region = geography_parent(factors, region);
	}
	return places;
}

/* Fills in the row that the place has to offer; false: none. */
static bool offer(struct factors *factors, const struct query *query, struct hit *place)
{
	struct years years = years_read(factors, query, place->region);
	const struct candidate *row = years_exact(&years, query->year);

	if (!row)
		row = years_nearest(&years, query->year);
	if (!row)
		return false;
	place->found = true;
	place->row = *row;
	if (query->year != 0 && row->year != 0)
		place->years = abs(query->year - row->year);
	return true;
}

static void widen(struct factors *factors, const struct query *query,
		  const struct candidate *nearest, struct hit *place)
{
	const struct step step = {.years = place->years,
				  .region = place->region,
				  .parents = place->parents,
				  .row = &place->row,
				  .nearest = nearest};

	place->widening = widening_of(factors, query, &step);
}

struct hit hit_search(struct factors *factors, const struct query *query)
{
	struct places places = places_of(factors, query->region);
	struct hit best = {.found = false}, anywhere = {.region = ""};
	struct candidate nearest;

	assert(query->region);
	for (size_t i = 0; i < places.count; i++) {
		struct hit *place = &places.at[i];

		if (!offer(factors, query, place))
			continue;
		if (!best.found)
			nearest = place->row;
		widen(factors, query, &nearest, place);
		if (!best.found ||
		    widening_sum(&place->widening) < widening_sum(&best.widening))
			best = *place;
	}
	if (best.found || !*query->region || !offer(factors, query, &anywhere))
		return best;
	widen(factors, query, &anywhere.row, &anywhere);
	return anywhere;
}

const char *hit_nearest(struct factors *factors, const struct query *query)
{
	struct places places = places_of(factors, query->region);

	for (size_t i = 0; i < places.count; i++)
		if (offer(factors, query, &places.at[i]))
			return places.at[i].region;
	return NULL;
}
