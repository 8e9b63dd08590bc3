/* The statement: what a reader of the figures has to know, on a page. */

#include <inttypes.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/quantity.h"
#include "lca/base/text.h"
#include "models/about.h"
#include "reports/facts.h"
#include "reports/record_line.h"
#include "reports/view.h"
#include "reports/view_dossier.h"

static void goal(struct doc *doc, const struct dossier *d)
{
	const struct about *about = d->assessment->about;

	doc_add(doc, DOC_SECTION, "Goal");
	doc_list(doc, DOC_LIST, NULL);
	doc_line(doc, 0, "why: %s", about->goal ? about->goal : "not stated");
	doc_line(doc, 0, "for what: %s",
		 about->application ? about->application : "not stated");
	doc_line(doc, 0, "for whom: %s", about->audience ? about->audience : "not stated");
	doc_line(doc, 0, "by: %s%s%s", about->author ? about->author : "author not stated",
		 about->organisation ? ", " : "",
		 about->organisation ? about->organisation : "");
	if (about->date)
		doc_line(doc, 0, "date: %s", about->date);
}

static void unit_line(struct doc *doc, const struct dossier *d, const struct per_result *per)
{
	const char *use = dossier_impact(doc->arena, d->assessment, &per->use[0]);

	if (!per->creation)
		doc_line(doc, 0, "per %s: use %s; creation is not divided", per->unit, use);
	else
		doc_line(doc, 0, "per %s: use %s; creation %s", per->unit, use,
			 dossier_impact(doc->arena, d->assessment, &per->creation[0]));
}

static void unit(struct doc *doc, const struct dossier *d)
{
	const struct assessment *a = d->assessment;

	doc_add(doc, DOC_SECTION, "Functional unit");
	if (a->per_count == 0)
		doc_add(doc, DOC_TEXT,
			"None is stated: the result is of all that is counted of %s (declared "
			"unit).",
			d->facts->model);
	doc_list(doc, DOC_LIST, NULL);
	for (size_t i = 0; i < a->per_count; i++)
		unit_line(doc, d, &a->per[i]);
	doc_drop_empty(doc);
}

static void stages(struct doc *doc, const struct assessment *a)
{
	struct shown_unit shown = view_unit(a, 0);
	const char *range = arena_printf(doc->arena, "%s range", view_interval(doc->arena, a));

	doc_table(doc,
		  (struct doc_column[]){{.title = "stage"},
					{.title = shown.text, .align = ALIGN_RIGHT},
					{.title = range, .align = ALIGN_RANGE},
					{.title = "share", .align = ALIGN_RIGHT}},
		  4);
	for (size_t i = 0; i < a->stage_count; i++) {
		if (!view_has_items(a, a->stages[i].stage))
			continue;
		doc_row(doc, ROW_PLAIN, 0);
		doc_cell(doc, a->stages[i].stage);
		view_impact(doc, &a->stages[i].impacts[0], shown, DIGITS_SUM,
			    view_stage_share(a, a->stages[i].stage, 0));
	}
	doc_row(doc, ROW_TOTAL, 0);
	doc_cell(doc, a->totals[0].missing ? "total, at least" : "total");
	view_total(doc, &a->totals[0], shown, a->totals[0].status == IMPACT_COUNTED ? 1 : NAN);
}

/* Periods of what drew electricity, each once: "2022; 2024-01-01/2024-03-31". */
static const char *periods(struct arena *arena, const struct facts *facts)
{
	const char *list = NULL;

	for (size_t i = 0; i < facts->assessment->item_count; i++) {
		const struct item_result *item = facts->items[i].item;
		bool before = item->credit || item->losses_of || !item->period;

		for (size_t k = 0; k < i && !before; k++)
			before = !facts->items[k].item->credit &&
				 text_same(facts->items[k].item->period, item->period);
		if (!before)
			list = list ? arena_printf(arena, "%s; %s", list, item->period)
				    : item->period;
	}
	return list;
}

/* A cloud's region mostly has the name of the cloud in its own. */
static const char *provider_of(const struct facts_place *place)
{
	if (!place->provider_name || (place->name && strstr(place->name, place->provider_name)))
		return NULL;
	return place->provider_name;
}

static void places(struct doc *doc, const struct facts *facts)
{
	for (size_t i = 0; i < facts->place_count; i++) {
		const struct facts_place *place = &facts->places[i];
		const char *provider = provider_of(place);

		doc_line(doc, 0, "where: %s%s%s: %s at the facility",
			 place->name ? place->name : "a place that is not stated",
			 provider ? ", " : "", provider ? provider : "",
			 dossier_electricity(doc->arena, place->energy_kwh));
	}
	if (facts->place_count == 0)
		doc_line(doc, 0, "where: not stated");
}

static void devices(struct doc *doc, const struct facts *facts)
{
	for (size_t i = 0; i < facts->device_count; i++) {
		const struct facts_device *device = &facts->devices[i];
		const char *count = isfinite(device->count)
					? arena_printf(doc->arena, "%s x ",
						       number_amount(doc->arena, device->count))
					: "";
		const char *hours = isfinite(device->hours)
					? arena_printf(doc->arena, ", %s accelerator hours",
						       number_amount(doc->arena, device->hours))
					: "";

		doc_line(doc, 0, "on: %s%s%s (%s)", count,
			 device->name ? device->name : "accelerators that are not named", hours,
			 phase_name(device->phase));
	}
	if (facts->device_count == 0)
		doc_line(doc, 0, "on: hardware that is not stated");
}

/* What ran, where, on what, when, and how much it drew. */
static void work(struct doc *doc, const struct dossier *d)
{
	const struct facts *facts = d->facts;
	const char *when = periods(doc->arena, facts);

	doc_add(doc, DOC_SECTION, "What ran");
	doc_list(doc, DOC_LIST, NULL);
	places(doc, facts);
	devices(doc, facts);
	doc_line(doc, 0, "when: %s", when ? when : "not stated");
	for (int phase = 0; phase < 2; phase++)
		if (facts->phase_kwh[phase] > 0 || facts->phase_holes[phase] > 0)
			doc_line(doc, 0, "energy of %s: %s; PUE %s",
				 phase == PHASE_CREATION ? "the creation" : "the use",
				 dossier_energy(doc->arena, facts, (enum phase)phase),
				 dossier_number(doc->arena,
						dossier_pue(facts, (enum phase)phase), 3));
}

/* A share or rate as a percentage, anything else in its unit. */
static const char *value_words(struct arena *arena, const struct quantity *quantity,
			       double value)
{
	enum { DIGITS = 3 };
	const char *unit = quantity->unit.text;

	if (dimensions_none(quantity->unit.dimensions))
		return arena_printf(arena, "%s %%", number_plain(arena, 100 * value, DIGITS));
	return arena_printf(arena, "%s %s",
			    number_plain(arena, value / quantity->unit.scale, DIGITS), unit);
}

/* "80 % (70 % to 90 %)" */
static const char *range_words(struct arena *arena, const struct record *record,
			       const struct quantity *quantity)
{
	const struct dist *dist = &quantity->dist;
	double tail = (1 - record->interval) / 2;
	const char *central = value_words(arena, quantity, dist_central(dist));

	if (dist->kind == DIST_EXACT)
		return central;
	return arena_printf(arena, "%s (%s to %s)", central,
			    value_words(arena, quantity, dist_quantile(dist, tail)),
			    value_words(arena, quantity, dist_quantile(dist, 1 - tail)));
}

/* How what is shared was divided; the reasons of shares. */
static void allocation(struct doc *doc, const struct dossier *d)
{
	size_t count = 0;

	doc_add(doc, DOC_SECTION, "Allocation");
	doc_list(doc, DOC_LIST, NULL);
	for (size_t i = 0; i < d->datum_count; i++) {
		const struct datum *datum = &d->data[i];
		const struct quantity *quantity = datum->quantity;
		const char *reason = datum_reason(doc->arena, datum);
		const char *rule = datum_allocates(datum), *property = datum_property(datum);

		if (!rule)
			continue;
		count++;
		doc_line(doc, 0, "%.*s: %s; %s %s; %s",
			 (int)(property > quantity->origin.key
				   ? property - quantity->origin.key - 1
				   : (ptrdiff_t)strlen(property)),
			 quantity->origin.key, rule, property,
			 range_words(doc->arena, &d->assessment->record, quantity),
			 reason ? reason : "no reason stated");
	}
	if (count == 0)
		doc_line(doc, 0, "nothing that was counted is shared with other uses");
}

/* Where all is missing there is no total that could be a bound. */
static bool is_lower_bound(const struct assessment *a)
{
	return view_holes(a, 0) > 0 && a->totals[0].status == IMPACT_COUNTED;
}

/* "; excluded: idle, network": stages of a status; "" where there are none. */
static const char *stages_of(struct arena *arena, const struct assessment *a,
			     enum completeness status)
{
	const char *list = "";

	for (size_t i = 0; i < a->completeness_count; i++)
		if (a->completeness[i].status == status)
			list =
			    *list
				? arena_printf(arena, "%s, %s", list, a->completeness[i].stage)
				: arena_printf(arena, "; %s: %s", completeness_name(status),
					       a->completeness[i].stage);
	return list;
}

static const char *completeness(struct arena *arena, const struct assessment *a)
{
	size_t holes = view_holes(a, 0);
	const char *figures = "no figure of emissions is missing within the boundary";

	if (holes > 0)
		figures = arena_printf(arena, "%s missing%s", view_count(arena, holes, "item"),
				       is_lower_bound(a) ? ": the total is a lower bound"
							 : ": there is no total");
	return arena_printf(arena, "%s%s%s", figures, stages_of(arena, a, EXCLUDED),
			    stages_of(arena, a, NOT_COVERED));
}

static void quality(struct doc *doc, const struct dossier *d)
{
	const char *basis = d->facts->basis;
	size_t all, known = dossier_assessed(d, &all), sourced = 0;

	for (size_t i = 0; i < d->datum_count; i++)
		sourced += datum_is_sourced(&d->data[i]);

	doc_add(doc, DOC_SECTION, "Data quality, completeness, uncertainty");
	doc_list(doc, DOC_LIST, NULL);
	if (basis)
		doc_line(doc, 0, "basis of the total: %s", basis);
	doc_line(doc, 0, "sources: %zu of %zu figures cite a source", sourced, d->datum_count);
	doc_line(doc, 0, "pedigree: %zu of %zu scores are known", known, all);
	doc_line(doc, 0, "completeness: %s", completeness(doc->arena, d->assessment));
	if (view_is_uncertain(d->assessment))
		doc_line(doc, 0,
			 "uncertainty: %s intervals of %s Monte Carlo samples, seed %" PRIu64,
			 view_interval(doc->arena, d->assessment),
			 number_fixed(doc->arena, (double)d->assessment->record.samples, 0),
			 d->assessment->record.seed);
	else
		doc_line(doc, 0,
			 "uncertainty: no input is stated as uncertain, so no figure has a "
			 "range");
}

static void offsets(struct doc *doc, const struct dossier *d)
{
	const struct assessment *a = d->assessment;

	doc_add(doc, DOC_SECTION, "Market-based figure, and offsets");
	doc_add(doc, DOC_TEXT, "Market-based: %s.", dossier_market(doc->arena, a));
	if (isfinite(a->about->offsets_kg))
		doc_add(
		    doc, DOC_TEXT,
		    "Offsets of %s kg CO2e are claimed. They are not part of any figure here: "
		    "offsets are never deducted.",
		    number_amount(doc->arena, a->about->offsets_kg));
	else
		doc_add(doc, DOC_TEXT, "No offsets are stated; offsets are never deducted.");
}

static void limits(struct doc *doc, const struct dossier *d)
{
	const struct about *about = d->assessment->about;

	doc_add(doc, DOC_SECTION, "Limits");
	doc_list(doc, DOC_LIST, NULL);
	doc_line(doc, 0, "%s",
		 about->reviewer
		     ? arena_printf(doc->arena, "critical review by %s, as the author states",
				    about->reviewer)
		     : "not a statement that a third party has reviewed");
	if (about->comparative && !about->reviewer)
		doc_line(doc, 0, "a public comparative assertion needs a critical review");
	for (size_t i = 0; i < d->assessment->item_count; i++)
		for (size_t k = 0; k < d->assessment->items[i].not_counted_count; k++)
			doc_line(doc, 0, "not counted: %s: %s", d->assessment->items[i].id,
				 d->assessment->items[i].not_counted[k]);
	doc_line(doc, 0,
		 "climate change alone; location-based; fossil and biogenic carbon not apart");
	for (int s = 0; s < STANDARDS; s++)
		doc_line(doc, 0, "%s: %s", standard_name((enum standard)s),
			 dossier_tally(doc->arena, d, (enum standard)s));
	doc_line(doc, 0, "clause by clause:");
	doc_command(doc, dossier_command(doc->arena, "dossier", &d->assessment->record));
	view_warnings(doc, d->diags);
}

static void record(struct doc *doc, const struct dossier *d)
{
	const struct record *r = &d->assessment->record;

	doc_add(doc, DOC_SECTION, "Record");
	doc_list(doc, DOC_LIST, NULL);
	doc_line(doc, 0, "lca %s, factors %s (sha256 %.12s)", r->version ? r->version : "",
		 r->factors_version ? r->factors_version : "",
		 r->factors_sha256 ? r->factors_sha256 : "");
	if (r->scenario_file)
		doc_line(doc, 0, "scenario %s (sha256 %.12s)", r->scenario_file,
			 r->scenario_sha256 ? r->scenario_sha256 : "");
	doc_line(doc, 0, "to recompute and compare, where FILE is this file:");
	doc_command(doc, RECORD_VERIFY);
}

void view_statement(struct doc *doc, const struct dossier *dossier)
{
	const struct assessment *a = dossier->assessment;

	doc_add(doc, DOC_TITLE, "Statement of emissions: %s", dossier->facts->model);
	view_headline(doc, a);
	doc_add(doc, DOC_TEXT,
		"In the manner of ISO 14044 and ISO 14067: climate change, location-based%s.",
		is_lower_bound(a) ? "; a lower bound, since figures are missing" : "");
	goal(doc, dossier);
	unit(doc, dossier);
	work(doc, dossier);
	doc_add(doc, DOC_SECTION, "Boundary and result");
	view_terms(doc, &a->record);
	dossier_completeness(doc, a);
	stages(doc, a);
	allocation(doc, dossier);
	quality(doc, dossier);
	offsets(doc, dossier);
	limits(doc, dossier);
	record(doc, dossier);
}
