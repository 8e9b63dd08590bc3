/* Advice on the region: the one of the same provider with the least emissions of a kWh at the
 * IT equipment. */

#include <math.h>

#include "factors/catalog.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/advice.h"
#include "models/scenario_path.h"

/* Where electricity is drawn, and for when. */
struct place_now {
	const struct item *item; /* one that lies there */
	const struct region_entry *region;
	int year;
};

/* Central emissions of a kWh there; NAN where they are not known. */
static double intensity(const struct freeze *freeze, const struct region_entry *region,
			int year, struct diags *aside)
{
	const struct factor *factor =
	    factors_find(freeze->build->factors, "electricity", region->code, year,
			 freeze->result->criteria[0]->id, (struct place){0}, NULL, aside);

	return factor ? factors_central(factor) : NAN;
}

/* The PUE there, or that of the provider's fleet. */
static double pue(const struct freeze *freeze, const struct region_entry *region, int year,
		  struct diags *aside)
{
	struct factors *factors = freeze->build->factors;
	bool own = factors_has_own(factors, "pue", region->code, year, "ratio");
	const struct factor *factor =
	    factors_find(factors, "pue", own ? region->code : region->provider, year, "ratio",
			 (struct place){0}, NULL, aside);

	return factor ? factors_central(factor) : NAN;
}

/* The best of the provider; NULL where none is better than the one there is. A PUE is 1 at
 * least: where the grid alone is not better, neither is the region. */
static const struct region_entry *best_of(const struct freeze *freeze,
					  const struct place_now *now)
{
	struct diags *aside = diags_new(freeze->build->arena);
	struct region_entry *regions;
	size_t count = catalog_regions(freeze->build->factors, &regions);
	const struct region_entry *best = NULL;
	double least = intensity(freeze, now->region, now->year, aside) *
		       pue(freeze, now->region, now->year, aside);

	for (size_t i = 0; i < count; i++) {
		double one;

		if (!text_same(regions[i].provider, now->region->provider) ||
		    !text_same(regions[i].kind, "cloud"))
			continue;
		one = intensity(freeze, &regions[i], now->year, aside);
		if (!(one < least))
			continue;
		one *= pue(freeze, &regions[i], now->year, aside);
		if (one < least) {
			least = one;
			best = &regions[i];
		}
	}
	return best;
}

/* Only what is looked up by the region follows it. */
static bool follows_region(const struct flow *flow)
{
	static const enum key stated[] = {KEY_INTENSITY, KEY_PUE};

	for (size_t i = 0; i < sizeof stated / sizeof *stated; i++)
		if (flow_value(flow, stated[i]))
			return false;
	return true;
}

static void try_region(struct candidates *candidates, const struct place_now *now,
		       const char *path, const char *name)
{
	const struct region_entry *best = best_of(candidates->freeze, now);
	struct candidate *candidate;

	if (!best)
		return;
	candidate = candidate_add(candidates, path, best->code);
	if (!candidate)
		return;
	candidate->advice.change =
	    arena_printf(candidates->freeze->build->arena, "region of %s", name);
	candidate->advice.from = now->region->code;
	candidate->advice.to = best->code;
	candidate->advice.note = "where the work and its data may run there";
}

/* Where an item draws electricity of a provider's region; false where it does not, or where
 * what was stated would not follow another region. */
static bool place_of_item(struct build *build, const struct item *item, struct place_now *now)
{
	const struct value *region = item_value(item, KEY_REGION);
	struct flow flow = {.at = item};

	if (!region || region->failed || !region->text || !follows_region(&flow))
		return false;
	*now = (struct place_now){.item = item,
				  .region = catalog_region(build->factors, region->text),
				  .year = site_year(build, &flow)};
	return now->region && *now->region->provider && text_same(now->region->kind, "cloud");
}

static bool has_flows(const struct build *build, size_t item)
{
	const struct item_lines *own = &build->items[item];

	for (size_t i = 0; i < own->count; i++)
		if (own->lines[i]->flow_count > 0)
			return true;
	return false;
}

/* Each site once, by its first item; items that say themselves where they are, each. */
void advice_regions(struct candidates *candidates)
{
	struct build *build = candidates->freeze->build;
	const struct scenario *scenario = build->scenario;
	bool *done = arena_alloc(build->arena, (scenario->site_count + 1) * sizeof *done);

	for (size_t i = 0; i < scenario->item_count; i++) {
		const struct item *item = &scenario->items[i];
		const struct site *site = item_own(item, KEY_REGION) ? NULL : item->site;
		struct place_now now;

		if (item_is_credit(item) || !has_flows(build, i) ||
		    !place_of_item(build, item, &now) || (site && done[site - scenario->sites]))
			continue;
		if (!site) {
			try_region(candidates, &now,
				   candidate_item_path(candidates, item, "region"), item->id);
			continue;
		}
		done[site - scenario->sites] = true;
		try_region(candidates, &now,
			   arena_printf(build->arena, "%s.region",
					path_named(build->arena, "sites", site->name)),
			   site->name);
	}
}
