/* Energy consumptions of a bill of materials: a line of the assessment each. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/engine/sheet.h"
#include "models/about.h"
#include "reports/export_cyclonedx.h"
#include "reports/export_parts.h"
#include "reports/facts.h"
#include "reports/write_json.h"

static const char *activity_of(const struct facts *facts, const struct item_result *item)
{
	if (text_same(item->stage, "training"))
		return export_is_fine_tuning(facts) ? "fine-tuning" : "training";
	return text_same(item->stage, "inference") ? "inference" : "other";
}

static void add_measure(const struct bill *bill, struct cJSON *parent, const char *key,
			double value, const char *unit)
{
	struct cJSON *measure = json_object(parent, key);

	json_number(bill->arena, measure, "value", value);
	json_text(bill->arena, measure, "unit", unit);
}

static const struct facts_place *place_of(const struct facts *facts, const char *region)
{
	for (size_t i = 0; region && i < facts->place_count; i++)
		if (text_same(facts->places[i].region, region))
			return &facts->places[i];
	return NULL;
}

static void add_address(const struct bill *bill, struct cJSON *organization,
			const struct facts_place *place, const char *region)
{
	struct cJSON *address;

	if (!region)
		return;
	address = json_object(organization, "address");
	json_text(bill->arena, address, "country",
		  place && place->country ? place->country : region);
	json_text(bill->arena, address, "region", region);
}

static void add_provider(const struct bill *bill, struct cJSON *list, const char *region,
			 double kwh, bool losses)
{
	const struct about *about = bill->request->assessment->about;
	const struct facts_place *place = place_of(bill->request->facts, region);
	struct cJSON *provider = json_object(list, NULL), *organization;
	const char *name = place ? place->provider_name : NULL;

	name = name ? name : about->provider ? about->provider : "unknown";
	json_text(bill->arena, provider, "description",
		  losses ? "lost in the grid on the way to the meter of the facility"
			 : "drawn at the meter of the facility; organization is who runs it, "
			   "its supplier is not stated");
	organization = json_object(provider, "organization");
	json_text(bill->arena, organization, "name", name);
	add_address(bill, organization, place, region);
	json_text(bill->arena, provider, "energySource",
		  about->energy_source ? about->energy_source : "unknown");
	add_measure(bill, provider, "energyProvided", kwh, "kWh");
}

static void add_providers(const struct bill *bill, struct cJSON *entry,
			  const struct facts_item *fact, double kwh)
{
	const struct item_result *item = fact->item;
	struct cJSON *list = json_array(entry, "energyProviders");

	if (item->supply_count < 2) {
		add_provider(bill, list,
			     item->supply_count ? item->supplies[0].region : item->region, kwh,
			     item->losses_of != NULL);
		return;
	}
	for (size_t i = 0; i < item->supply_count; i++)
		if (isfinite(fact->supply_kwh[i]))
			add_provider(bill, list, item->supplies[i].region, fact->supply_kwh[i],
				     false);
}

static const char *metered_at(const struct item_result *item)
{
	return item->metered_at == METERED_UNSET ? NULL : metered_name(item->metered_at);
}

static void add_properties(const struct bill *bill, struct cJSON *entry,
			   const struct item_result *item, const struct statistics *kwh)
{
	const struct assessment *assessment = bill->request->assessment;
	size_t market = export_criterion(assessment, "gwp_market");
	struct cJSON *list = json_array(entry, "properties");

	bill_property(bill, list, "lca:item", item->id);
	bill_property(bill, list, "lca:losses-of", item->losses_of);
	bill_property(bill, list, "lca:stage", item->stage);
	bill_property(bill, list, "lca:phase", phase_name(item->phase));
	bill_property(bill, list, "lca:basis", basis_name(item->basis));
	bill_property(bill, list, "lca:metered-at", metered_at(item));
	bill_property(bill, list, "lca:region", item->region);
	bill_property(bill, list, "lca:period", item->period);
	bill_number(bill, list, "lca:energy:low", kwh->low);
	bill_number(bill, list, "lca:energy:high", kwh->high);
	if (item->impacts[bill->gwp].status == IMPACT_COUNTED) {
		const struct statistics *gwp = &item->impacts[bill->gwp].statistics;

		bill_number(bill, list, "lca:co2eq:low", bill_tonnes(gwp->low));
		bill_number(bill, list, "lca:co2eq:high", bill_tonnes(gwp->high));
	} else {
		bill_co2(bill, list, "lca:co2eq", &item->impacts[bill->gwp]);
	}
	if (market < assessment->criterion_count)
		bill_co2(bill, list, "lca:co2eq:market", &item->impacts[market]);
	bill_number(bill, list, "lca:interval", assessment->record.interval);
	for (size_t i = 0; i < item->not_counted_count; i++)
		bill_property(bill, list, "lca:not-counted", item->not_counted[i]);
	bill_property(bill, list, "lca:source", item->source);
	bill_property(bill, list, "lca:note", item->note);
}

static void add_entry(const struct bill *bill, struct cJSON *list,
		      const struct facts_item *fact, const struct statistics *kwh,
		      bool has_offsets)
{
	const struct item_result *item = fact->item;
	const struct export_request *request = bill->request;
	const struct impact *gwp = &item->impacts[bill->gwp];
	struct cJSON *entry = json_object(list, NULL);

	json_text(bill->arena, entry, "activity", activity_of(request->facts, item));
	add_providers(bill, entry, fact, kwh->central);
	add_measure(bill, entry, "activityEnergyCost", kwh->central, "kWh");
	if (gwp->status == IMPACT_COUNTED)
		add_measure(bill, entry, "co2CostEquivalent",
			    bill_tonnes(gwp->statistics.central), "tCO2eq");
	if (has_offsets)
		add_measure(bill, entry, "co2CostOffset",
			    bill_tonnes(request->assessment->about->offsets_kg), "tCO2eq");
	add_properties(bill, entry, item, kwh);
}

bool bill_consumes(const struct bill *bill, const struct facts_item *fact,
		   struct statistics *kwh)
{
	const struct item_result *item = fact->item;

	return !item->credit &&
	       !(item->losses_of && item->impacts[bill->gwp].status == IMPACT_NONE) &&
	       export_electricity(fact, kwh);
}

/* Where the study's offsets stand: the format has a place for them in an entry alone, so that
 * of the largest emissions holds them. */
static size_t offset_entry(const struct bill *bill)
{
	const struct assessment *assessment = bill->request->assessment;
	size_t found = assessment->item_count;
	double most = -INFINITY;

	for (size_t i = 0; i < assessment->item_count; i++) {
		const struct facts_item *fact = &bill->request->facts->items[i];
		const struct impact *gwp = &fact->item->impacts[bill->gwp];
		double kg = gwp->status == IMPACT_COUNTED ? gwp->statistics.central : 0;
		struct statistics kwh;

		if (kg <= most || !bill_consumes(bill, fact, &kwh))
			continue;
		most = kg;
		found = i;
	}
	return found;
}

double bill_consumptions(const struct bill *bill, struct cJSON *considerations)
{
	const struct facts *facts = bill->request->facts;
	struct cJSON *list = json_array(considerations, "energyConsumptions");
	bool stated = isfinite(bill->request->assessment->about->offsets_kg);
	size_t with_offsets = offset_entry(bill);
	double sum = 0;

	for (size_t i = 0; i < bill->request->assessment->item_count; i++) {
		const struct item_result *item = facts->items[i].item;
		const struct impact *gwp = &item->impacts[bill->gwp];
		struct statistics kwh;

		if (!bill_consumes(bill, &facts->items[i], &kwh))
			continue;
		add_entry(bill, list, &facts->items[i], &kwh, stated && i == with_offsets);
		if (gwp->status == IMPACT_COUNTED)
			sum += gwp->statistics.central;
	}
	return bill_tonnes(sum);
}
