/* Sections 5 and 6 of a dossier: energy and compute, results with their ranges. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/facts.h"
#include "reports/view.h"
#include "reports/view_chart.h"
#include "reports/view_dossier.h"

enum { DIGITS_OF_FACT = 4 };

static bool draws_power(const struct facts_item *fact)
{
	return !fact->item->credit && (isfinite(fact->facility_kwh) || isfinite(fact->it_kwh) ||
				       (fact->item->region && !fact->item->losses_of));
}

static const char *megawatt_hours(struct arena *arena, double kwh)
{
	return dossier_number(arena, kwh / 1000, DIGITS_OF_FACT);
}

static void energy_row(struct doc *doc, const struct facts_item *fact)
{
	const struct item_result *item = fact->item;
	const char *log = item->import ? item->import->format : NULL;

	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, item->id);
	doc_cell(doc, !log ? basis_name(item->basis)
			   : arena_printf(doc->arena, "%s (%s%s%s%s)", basis_name(item->basis),
					  log, fact->modelled ? "; " : "",
					  fact->modelled ? fact->modelled : "",
					  fact->modelled ? " modelled" : ""));
	doc_number(doc, megawatt_hours(doc->arena, fact->it_kwh));
	doc_number(doc, megawatt_hours(doc->arena, fact->facility_kwh));
	doc_number(
	    doc, dossier_number(doc->arena, fact->facility_kwh / fact->it_kwh, DIGITS_OF_FACT));
	doc_number(doc, dossier_number(doc->arena, 1000 * fact->intensity, DIGITS_OF_FACT));
}

static void energy_total(struct doc *doc, const struct dossier *d, enum phase phase)
{
	if (!(d->facts->phase_kwh[phase] > 0))
		return;
	doc_row(doc, ROW_TOTAL, 0);
	doc_cellf(doc, "%s%s", phase == PHASE_CREATION ? "creation" : "use, as counted here",
		  d->facts->phase_holes[phase] > 0 ? ", at least" : "");
	doc_cell(doc, "");
	doc_cell(doc, "");
	doc_number(doc, megawatt_hours(doc->arena, d->facts->phase_kwh[phase]));
	doc_cell(doc, "");
	doc_cell(doc, "");
}

static void energy(struct doc *doc, const struct dossier *d)
{
	size_t drawn = 0;

	for (size_t i = 0; i < d->assessment->item_count; i++)
		drawn += draws_power(&d->facts->items[i]);
	if (drawn == 0) {
		doc_add(doc, DOC_TEXT, "No electricity is counted.");
		return;
	}
	doc_table(doc,
		  (struct doc_column[]){{.title = "item", .wraps = true, .key = true},
					{.title = "basis", .wraps = true},
					{.title = "IT (MWh)", .align = ALIGN_RIGHT},
					{.title = "facility (MWh)", .align = ALIGN_RIGHT},
					{.title = "facility / IT", .align = ALIGN_RIGHT},
					{.title = "g CO2e / kWh", .align = ALIGN_RIGHT}},
		  6);
	for (size_t i = 0; i < d->assessment->item_count; i++)
		if (draws_power(&d->facts->items[i]))
			energy_row(doc, &d->facts->items[i]);
	energy_total(doc, d, PHASE_CREATION);
	energy_total(doc, d, PHASE_USE);
	doc_add(doc, DOC_TEXT,
		"Central values. Grid losses are lines of their own in section %d, not "
		"energy of the facility.",
		DOSSIER_RESULTS + 1);
}

static void place_row(struct doc *doc, const struct facts_place *place)
{
	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, text_same(place->name, place->region)
			  ? place->region
			  : arena_printf(doc->arena, "%s (%s)", place->name, place->region));
	doc_cell(doc, place->provider_name ? place->provider_name : "");
	doc_number(doc, megawatt_hours(doc->arena, place->energy_kwh));
	doc_cell(doc, isfinite(place->gwp_kg)
			  ? arena_printf(doc->arena, "%s kg CO2e",
					 number_significant(doc->arena, place->gwp_kg, 3))
			  : "missing");
}

static void places(struct doc *doc, const struct dossier *d)
{
	if (d->facts->place_count == 0)
		return;
	doc_table(doc,
		  (struct doc_column[]){{.title = "grid", .wraps = true},
					{.title = "provider", .wraps = true},
					{.title = "energy (MWh)", .align = ALIGN_RIGHT},
					{.title = "location-based", .align = ALIGN_RIGHT}},
		  4);
	for (size_t i = 0; i < d->facts->place_count; i++)
		place_row(doc, &d->facts->places[i]);
}

static bool computes(const struct facts_item *fact)
{
	return fact->accelerator_name || isfinite(fact->accelerator_hours) ||
	       isfinite(fact->flop);
}

static void compute_row(struct doc *doc, const struct facts_item *fact)
{
	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, fact->item->id);
	doc_cell(doc, fact->accelerator_name ? fact->accelerator_name : "not known");
	doc_number(doc, isfinite(fact->accelerators)
			    ? number_amount(doc->arena, fact->accelerators)
			    : "not known");
	doc_number(doc, isfinite(fact->hours) ? number_amount(doc->arena, fact->hours)
					      : "not known");
	doc_number(doc, isfinite(fact->accelerator_hours)
			    ? number_amount(doc->arena, fact->accelerator_hours)
			    : "not known");
	doc_number(doc, dossier_number(doc->arena, fact->flop, 3));
}

static void compute(struct doc *doc, const struct dossier *d)
{
	bool any = false;

	for (size_t i = 0; i < d->assessment->item_count; i++)
		any = any || computes(&d->facts->items[i]);
	if (!any) {
		doc_add(doc, DOC_TEXT, "No accelerators and no operations are stated.");
		return;
	}
	doc_table(doc,
		  (struct doc_column[]){{.title = "item", .wraps = true, .key = true},
					{.title = "accelerator", .wraps = true},
					{.title = "at once", .align = ALIGN_RIGHT},
					{.title = "hours", .align = ALIGN_RIGHT},
					{.title = "accelerator hours", .align = ALIGN_RIGHT},
					{.title = "FLOP", .align = ALIGN_RIGHT}},
		  6);
	for (size_t i = 0; i < d->assessment->item_count; i++)
		if (computes(&d->facts->items[i]))
			compute_row(doc, &d->facts->items[i]);
	doc_list(doc, DOC_LIST, NULL);
	for (size_t i = 0; i < d->assessment->item_count; i++)
		if (d->facts->items[i].flop_how)
			doc_line(doc, 0, "%s: FLOP is %s", d->facts->items[i].item->id,
				 d->facts->items[i].flop_how);
	doc_drop_empty(doc);
}

static void result_row(struct doc *doc, const struct item_result *item, struct shown_unit unit)
{
	doc_row(doc, ROW_PLAIN, 1);
	doc_cell(doc, item->id);
	doc_cell(doc, item->losses_of || !item->period
			  ? (item->region ? item->region : "")
			  : arena_printf(doc->arena, "%s%s%s", item->region ? item->region : "",
					 item->region ? ", " : "", item->period));
	view_impact(doc, &item->impacts[0], unit, DIGITS_ITEM,
		    item->credit ? NAN : item->impacts[0].share);
	doc_cell(doc, basis_name(item->basis));
}

static void sum_row(struct doc *doc, const char *name, enum doc_row_kind kind,
		    const struct impact *impact, struct shown_unit unit, double share)
{
	doc_row(doc, kind, 0);
	doc_cell(doc, name);
	doc_cell(doc, "");
	if (kind == ROW_TOTAL)
		view_total(doc, impact, unit, share);
	else
		view_impact(doc, impact, unit, DIGITS_SUM, share);
	doc_cell(doc, "");
}

static void results_table(struct doc *doc, const struct assessment *a)
{
	struct shown_unit unit = view_unit(a, 0);
	const char *range = arena_printf(doc->arena, "%s range", view_interval(doc->arena, a));

	doc_table(doc,
		  (struct doc_column[]){{.title = "item", .wraps = true, .key = true},
					{.title = "place, period", .wraps = true},
					{.title = unit.text, .align = ALIGN_RIGHT},
					{.title = range, .align = ALIGN_RANGE},
					{.title = "share", .align = ALIGN_RIGHT},
					{.title = "basis"}},
		  6);
	for (size_t s = 0; s < a->stage_count; s++) {
		const char *stage = a->stages[s].stage;

		if (!view_has_items(a, stage))
			continue;
		sum_row(doc, stage, ROW_GROUP, &a->stages[s].impacts[0], unit,
			view_stage_share(a, stage, 0));
		for (size_t i = 0; i < a->item_count; i++)
			if (!a->items[i].credit && text_same(a->items[i].stage, stage))
				result_row(doc, &a->items[i], unit);
	}
	sum_row(doc, a->totals[0].missing ? "total, at least" : "total", ROW_TOTAL,
		&a->totals[0], unit, a->totals[0].status == IMPACT_COUNTED ? 1 : NAN);
}

static void holes(struct doc *doc, const struct assessment *a)
{
	doc_list(doc, DOC_LIST, NULL);
	for (size_t i = 0; i < a->item_count; i++)
		if (a->items[i].impacts[0].status == IMPACT_MISSING)
			doc_line(doc, 0, "%s is missing: %s", a->items[i].id,
				 a->items[i].impacts[0].reason ? a->items[i].impacts[0].reason
							       : "no reason given");
	doc_drop_empty(doc);
}

/* What the scenario says beside its items. */
static void notes(struct doc *doc, const struct assessment *a)
{
	doc_list(doc, DOC_LIST, NULL);
	for (size_t i = 0; i < a->item_count; i++)
		if (a->items[i].note)
			doc_line(doc, 0, "%s: %s", a->items[i].id, a->items[i].note);
	doc_drop_empty(doc);
}

static void criteria_table(struct doc *doc, const struct assessment *a)
{
	const char *range = arena_printf(doc->arena, "%s range", view_interval(doc->arena, a));

	if (a->criterion_count < 2)
		return;
	doc_add(doc, DOC_TEXT, "The other criteria, of the same boundary:");
	doc_table(doc,
		  (struct doc_column[]){{.title = "criterion", .wraps = true},
					{.title = "total", .align = ALIGN_RIGHT},
					{.title = "unit"},
					{.title = range, .align = ALIGN_RANGE},
					{.title = "missing", .align = ALIGN_RIGHT}},
		  5);
	for (size_t c = 1; c < a->criterion_count; c++) {
		const struct impact *total = &a->totals[c];
		struct shown_unit unit = view_unit(a, c);
		bool counted = total->status == IMPACT_COUNTED;

		doc_row(doc, ROW_PLAIN, 0);
		doc_cell(doc, a->criteria[c]->name);
		doc_number(
		    doc, counted ? arena_printf(doc->arena, "%s%s", total->missing ? ">= " : "",
						number_central(doc->arena, &total->statistics,
							       unit, DIGITS_SUM))
				 : "missing");
		doc_cell(doc, unit.text);
		doc_range(doc, counted ? number_low(doc->arena, &total->statistics, unit) : "",
			  counted ? number_high(doc->arena, &total->statistics, unit) : "");
		doc_number(doc, view_count(doc->arena, view_holes(a, c), "item"));
	}
}

void view_dossier_results(struct doc *doc, const struct dossier *dossier)
{
	const struct assessment *a = dossier->assessment;

	dossier_section(doc, DOSSIER_ENERGY);
	energy(doc, dossier);
	places(doc, dossier);
	compute(doc, dossier);
	dossier_section(doc, DOSSIER_RESULTS);
	view_chart_stages(doc, a);
	view_chart_items(doc, a);
	results_table(doc, a);
	holes(doc, a);
	notes(doc, a);
	criteria_table(doc, a);
	if (dossier->facts->basis)
		doc_add(doc, DOC_TEXT, "Basis of the total: %s.", dossier->facts->basis);
}
