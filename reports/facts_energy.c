/* The electricity of items: where it is decided how much that is, for all who publish. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/facts_inner.h"

static const struct statistics unknown = {.central = NAN, .low = NAN, .high = NAN};

/* Of an item that states its electricity as an impact. */
static const struct impact *stated(const struct assessment *assessment,
				   const struct item_result *item)
{
	size_t electricity = assessment_criterion(assessment, "electricity");

	return electricity < assessment->criterion_count ? &item->impacts[electricity] : NULL;
}

/* What is known of IT energy alone holds where all of the item's electricity has it. */
static void add_supplies(struct arena *arena, struct facts_item *fact, const double *values)
{
	const struct item_result *item = fact->item;
	double *kwh = arena_alloc(arena, (item->supply_count + 1) * sizeof *kwh);
	double it = 0, gwp = 0;

	for (size_t i = 0; i < item->supply_count; i++) {
		const struct supply *supply = &item->supplies[i];

		kwh[i] = facts_value(values, supply->facility);
		fact->facility_kwh = facts_plus(fact->facility_kwh, kwh[i]);
		fact->is_hole = fact->is_hole || isnan(kwh[i]);
		it += facts_value(values, supply->it);
		gwp += facts_value(values, supply->gwp);
		if (!fact->provider)
			fact->provider = supply->provider;
	}
	fact->supply_kwh = kwh;
	if (!item->supply_count)
		return;
	fact->it_kwh = it;
	if (fact->facility_kwh > 0)
		fact->intensity = gwp / fact->facility_kwh;
}

/* Its range is that of the activity where that is its energy, else that of the impact. */
static struct statistics range_of(const struct assessment *assessment,
				  const struct facts_item *fact)
{
	const struct item_result *item = fact->item;
	const struct impact *impact = stated(assessment, item);
	struct statistics range = unknown;

	if (item->activity_name && text_same(item->activity_unit, "kWh") &&
	    (item->losses_of || !isnan(fact->facility_kwh)))
		return item->activity;
	if (impact && impact->status == IMPACT_COUNTED)
		return impact->statistics;
	range.central = fact->facility_kwh;
	return range;
}

void facts_energy(struct arena *arena, const struct assessment *assessment,
		  struct facts_item *fact, const double *values)
{
	const struct item_result *item = fact->item;
	const struct impact *impact = stated(assessment, item);

	fact->it_kwh = fact->facility_kwh = fact->intensity = NAN;
	add_supplies(arena, fact, values);
	if (!item->supply_count && !item->losses_of && impact &&
	    impact->status == IMPACT_COUNTED)
		fact->facility_kwh = impact->statistics.central;
	fact->electricity = range_of(assessment, fact);
	if (item->losses_of || text_same(item->stage, "embodied"))
		return;
	fact->is_hole =
	    fact->is_hole || (isnan(fact->facility_kwh) &&
			      (item->region || (impact && impact->status == IMPACT_MISSING)));
	if (item->basis == BASIS_MEASURED && item->import)
		fact->modelled = item->import->modelled_parts;
}

void facts_sum_energy(struct facts *facts)
{
	for (int phase = 0; phase < 2; phase++)
		facts->phase_kwh[phase] = facts->phase_flop[phase] = NAN;
	for (size_t i = 0; i < facts->assessment->item_count; i++) {
		const struct facts_item *fact = &facts->items[i];
		enum phase phase = fact->item->phase;

		if (fact->item->credit)
			continue;
		facts->phase_kwh[phase] =
		    facts_plus(facts->phase_kwh[phase], fact->facility_kwh);
		facts->phase_flop[phase] = facts_plus(facts->phase_flop[phase], fact->flop);
		facts->phase_holes[phase] += fact->is_hole;
		if (isnan(fact->facility_kwh))
			continue;
		facts->basis_kwh[fact->item->basis] +=
		    fact->facility_kwh * (1 - fact->item->default_share);
		facts->basis_kwh[BASIS_DEFAULT] +=
		    fact->facility_kwh * fact->item->default_share;
	}
}

double facts_measured(const struct facts *facts)
{
	const double *kwh = facts->basis_kwh;
	double sum = kwh[BASIS_MEASURED] + kwh[BASIS_MODELLED] + kwh[BASIS_DEFAULT];

	return sum > 0 ? kwh[BASIS_MEASURED] / sum : NAN;
}
