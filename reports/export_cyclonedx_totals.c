/* Totals, holes and terms of a bill of materials, which the format has properties for. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/about.h"
#include "reports/export_cyclonedx.h"
#include "reports/export_parts.h"
#include "reports/facts.h"
#include "reports/record_line.h"
#include "reports/write_json.h"

/* Totals by a criterion that has no unit in the format: lca:total:water:L. */
static const char *total_name(const struct bill *bill, const struct criterion *criterion)
{
	if (text_same(criterion->id, "gwp"))
		return "lca:co2eq:total";
	if (text_same(criterion->id, "gwp_market"))
		return "lca:co2eq:total:market";
	if (text_same(criterion->id, "electricity"))
		return "lca:energy:total";
	return arena_printf(bill->arena, "lca:total:%s:%s", criterion->id, criterion->symbol);
}

/* A sum that lacks items is a lower bound, which stands beside it. */
static void add_bound(const struct bill *bill, struct cJSON *list, const char *name,
		      const struct impact *sum)
{
	if (sum->missing && sum->status == IMPACT_COUNTED)
		bill_property(bill, list, arena_printf(bill->arena, "%s:bound", name),
			      arena_printf(bill->arena, "at least: %zu %s not known",
					   sum->missing,
					   sum->missing == 1 ? "item is" : "items are"));
}

static void add_totals(const struct bill *bill, struct cJSON *list)
{
	const struct assessment *a = bill->request->assessment;

	for (size_t c = 0; c < a->criterion_count; c++) {
		const char *name = total_name(bill, a->criteria[c]);
		const struct impact *total = &a->totals[c];

		if (text_starts(name, "lca:co2eq"))
			bill_co2(bill, list, name, total);
		else if (total->status == IMPACT_COUNTED)
			bill_range(bill, list, name, &total->statistics, 1);
		add_bound(bill, list, name, total);
	}
}

static void add_stages(const struct bill *bill, struct cJSON *list)
{
	const struct assessment *a = bill->request->assessment;

	for (size_t i = 0; i < a->stage_count; i++) {
		const struct impact *sum = &a->stages[i].impacts[bill->gwp];
		const char *name =
		    arena_printf(bill->arena, "lca:co2eq:stage:%s", a->stages[i].stage);

		bill_co2(bill, list, name, sum);
		add_bound(bill, list, name, sum);
	}
}

/* Those that are no energyConsumption, and credits, which no total holds. */
static void add_items(const struct bill *bill, struct cJSON *list)
{
	const struct assessment *a = bill->request->assessment;

	for (size_t i = 0; i < a->item_count; i++) {
		const struct facts_item *fact = &bill->request->facts->items[i];
		const char *kind = fact->item->credit ? "credit" : "item";
		struct statistics kwh;

		if (bill_consumes(bill, fact, &kwh))
			continue;
		bill_co2(bill, list,
			 arena_printf(bill->arena, "lca:co2eq:%s:%s", kind, fact->item->id),
			 &fact->item->impacts[bill->gwp]);
	}
}

static void add_holes(const struct bill *bill, struct cJSON *list)
{
	const struct assessment *a = bill->request->assessment;

	for (size_t i = 0; i < a->item_count; i++)
		for (size_t c = 0; c < a->criterion_count; c++) {
			const struct impact *impact = &a->items[i].impacts[c];

			if (impact->status != IMPACT_MISSING)
				continue;
			bill_property(
			    bill, list, "lca:hole",
			    arena_printf(bill->arena, "%s of %s: %s", a->criteria[c]->id,
					 a->items[i].id,
					 impact->reason ? impact->reason : "not known"));
		}
	for (size_t i = 0; i < a->unknown_count; i++)
		bill_property(
		    bill, list, "lca:hole",
		    arena_printf(bill->arena, "%s: %s", a->unknown[i].criterion->id,
				 a->unknown[i].reason ? a->unknown[i].reason : "not known"));
}

static void add_warnings(const struct bill *bill, struct cJSON *list)
{
	const struct diags *diags = bill->request->diags;

	for (size_t i = 0; diags && i < diags_count(diags); i++)
		bill_property(bill, list, "lca:warning",
			      export_warning(bill->arena, diags_at(diags, i)));
}

static void add_terms(const struct bill *bill, struct cJSON *list)
{
	const struct assessment *a = bill->request->assessment;
	const struct record *record = &a->record;

	bill_property(bill, list, "lca:study", a->description ? a->description : a->name);
	bill_property(bill, list, "lca:date", a->about->date);
	bill_number(bill, list, "lca:interval", record->interval);
	bill_property(bill, list, "lca:electricity:basis",
		      record->basis == FACTORS_DIRECT ? "direct" : "lifecycle");
	bill_property(bill, list, "lca:boundary", bill->request->facts->boundary);
	for (size_t i = 0; i < a->completeness_count; i++) {
		const struct completeness_row *row = &a->completeness[i];

		if (row->status == EXCLUDED)
			bill_property(bill, list, "lca:excluded",
				      row->reason ? arena_printf(bill->arena, "%s: %s",
								 row->stage, row->reason)
						  : row->stage);
		if (row->status == NOT_COVERED)
			bill_property(bill, list, "lca:not-covered", row->stage);
	}
	if (isfinite(a->about->offsets_kg))
		bill_property(
		    bill, list, "lca:offset",
		    "co2CostOffset is what the study states for all of it, told once; "
		    "it is taken off no figure");
	bill_property(bill, list, "lca:record", export_record(bill->arena, bill->request));
}

void bill_totals(const struct bill *bill, struct cJSON *considerations, double electricity)
{
	struct cJSON *list = json_array(considerations, "properties");

	add_totals(bill, list);
	bill_number(bill, list, "lca:co2eq:energyConsumptions", electricity);
	add_stages(bill, list);
	add_items(bill, list);
	add_holes(bill, list);
	add_warnings(bill, list);
	add_terms(bill, list);
}
