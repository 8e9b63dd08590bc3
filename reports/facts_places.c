/* The grids that the electricity of an assessment was drawn from. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/about.h"
#include "reports/facts_inner.h"

/* Clouds by the beginning of their regions' codes. */
static const struct {
	const char *id, *name;
} providers[] = {
#define CLOUD(id, name) {id, name},
#include "reports/clouds.def"
#undef CLOUD
};

static const char *provider_name(const char *id)
{
	for (size_t i = 0; id && i < sizeof providers / sizeof providers[0]; i++)
		if (text_same(id, providers[i].id))
			return providers[i].name;
	return id;
}

static struct facts_place *place_of(struct facts *facts, const struct supply *supply,
				    const char *stated)
{
	struct facts_place *place;

	for (size_t i = 0; i < facts->place_count; i++)
		if (text_same(facts->places[i].region, supply->region))
			return &facts->places[i];
	place = &facts->places[facts->place_count++];
	*place = (struct facts_place){
	    .region = supply->region,
	    .name = supply->region_name ? supply->region_name : supply->region,
	    .country = supply->country,
	    .provider = supply->provider,
	    .provider_name = supply->provider ? provider_name(supply->provider) : stated,
	    .energy_kwh = NAN,
	    .phase_kwh = {NAN, NAN},
	};
	return place;
}

static void add(struct facts *facts, const struct supply *supply, enum phase phase,
		const double *values)
{
	struct facts_place *place = place_of(facts, supply, facts->assessment->about->provider);

	place->energy_kwh =
	    facts_plus(place->energy_kwh, facts_value(values, supply->facility));
	place->phase_kwh[phase] =
	    facts_plus(place->phase_kwh[phase], facts_value(values, supply->facility));
	/* One that is not known leaves none for the place. */
	place->gwp_kg += facts_value(values, supply->gwp);
}

static int by_energy(const void *left, const void *right)
{
	const struct facts_place *a = left, *b = right;

	if (isnan(a->energy_kwh) || isnan(b->energy_kwh))
		return (int)isnan(a->energy_kwh) - (int)isnan(b->energy_kwh);
	return (a->energy_kwh < b->energy_kwh) - (a->energy_kwh > b->energy_kwh);
}

/* Equals stand as they came. */
static void sort(struct facts_place *places, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		struct facts_place moved = places[i];
		size_t j = i;

		for (; j > 0 && by_energy(&places[j - 1], &moved) > 0; j--)
			places[j] = places[j - 1];
		places[j] = moved;
	}
}

void facts_places(struct arena *arena, struct facts *facts, const double *values)
{
	const struct assessment *assessment = facts->assessment;
	size_t most = 0;

	for (size_t i = 0; i < assessment->item_count; i++)
		most += assessment->items[i].supply_count;
	facts->places = arena_alloc(arena, (most + 1) * sizeof *facts->places);
	for (size_t i = 0; i < assessment->item_count; i++) {
		const struct item_result *item = &assessment->items[i];

		for (size_t j = 0; !item->credit && j < item->supply_count; j++)
			add(facts, &item->supplies[j], item->phase, values);
	}
	sort(facts->places, facts->place_count);
}
