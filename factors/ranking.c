/* Orders what a search found. */

#include "factors/ranking.h"

#include <stdlib.h>

#include "factors/catalog.h"
#include "factors/factors_private.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"

/* More regions than this were not searched for one by one. */
enum { MOST_REGIONS = 4, MOST_THINGS = 16 };

struct ranked {
	const struct factor *row;
	int variant, place, topic; /* the smaller the earlier */
	int year;		   /* of the place searched for, else 0 */
	size_t order;
};

const struct factor *ranking_looked_up(struct factors *factors,
				       const struct region_entry *region)
{
	const struct factor *found =
	    factors_find(factors, "electricity", region->code, 0, "gwp",
			 (struct place){NULL, 0, 0}, NULL, diags_new(factors->arena));

	return found ? factors_by_id(factors, found->id) : NULL;
}

static bool holds(const struct factor *const *rows, size_t count, const struct factor *row)
{
	for (size_t i = 0; i < count; i++)
		if (text_same(rows[i]->id, row->id))
			return true;
	return false;
}

static int topic_of(const struct factor *row)
{
	if (!text_same(row->activity, "electricity"))
		return 2;
	return text_same(row->criterion, "gwp") ? 0 : 1;
}

static int by_rank(const void *a, const void *b)
{
	const struct ranked *left = a, *right = b;

	if (left->variant != right->variant)
		return left->variant - right->variant;
	if (left->place != right->place)
		return left->place - right->place;
	if (left->topic != right->topic)
		return left->topic - right->topic;
	if (left->year != right->year)
		return right->year - left->year;
	return (left->order > right->order) - (left->order < right->order);
}

/* What the words are the exact name of. */
struct named {
	const struct region_entry *region;
	const struct factor *row; /* that the region looks up */
	const struct thing_entry *things[MOST_THINGS];
	size_t thing_count;
};

static bool is_named(const struct named *named, const struct factor *row)
{
	if (named->region && text_same(row->region, named->region->code))
		return true;
	if (named->row && text_same(row->id, named->row->id))
		return true;
	for (size_t i = 0; i < named->thing_count; i++)
		if (text_same(row->activity, named->things[i]->slug))
			return true;
	return false;
}

static const struct factor *looked_up_in(struct factors *factors,
					 const struct region_entry *region,
					 const struct factor ***rows, size_t *count)
{
	const struct factor *row = ranking_looked_up(factors, region);

	if (row && !holds(*rows, *count, row)) {
		*rows = arena_grow(factors->arena, *rows, *count, sizeof **rows);
		(*rows)[(*count)++] = row;
	}
	return row;
}

size_t ranking_apply(struct factors *factors, const char *words,
		     const struct region_entry *regions, size_t region_count,
		     const struct factor ***rows, size_t count)
{
	struct named named = {.region = catalog_region(factors, words)};
	const struct factor *looked_up[MOST_REGIONS];
	size_t looked_up_count = 0;
	struct ranked *ranked;

	named.thing_count = catalog_thing(factors, words, named.things, MOST_THINGS);
	if (named.region)
		named.row = looked_up_in(factors, named.region, rows, &count);
	for (size_t i = 0; i < region_count && region_count <= MOST_REGIONS; i++) {
		looked_up[looked_up_count] = looked_up_in(factors, &regions[i], rows, &count);
		looked_up_count += looked_up[looked_up_count] != NULL;
	}
	ranked = arena_alloc(factors->arena, (count + 1) * sizeof *ranked);
	for (size_t i = 0; i < count; i++) {
		const struct factor *row = (*rows)[i];
		bool own = is_named(&named, row);

		ranked[i] = (struct ranked){.row = row,
					    .variant = *row->variant != '\0',
					    .place = own ? 0 : 2,
					    .topic = topic_of(row),
					    .year = own ? row->year : 0,
					    .order = i};
		if (!own && holds(looked_up, looked_up_count, row))
			ranked[i].place = 1;
	}
	qsort(ranked, count, sizeof *ranked, by_rank);
	for (size_t i = 0; i < count; i++)
		(*rows)[i] = ranked[i].row;
	return count;
}
