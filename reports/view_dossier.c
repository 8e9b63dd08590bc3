/* The dossier: its first page, and the order of its sections. */

#include "reports/view_dossier.h"

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/about.h"
#include "reports/facts.h"
#include "reports/view.h"

void dossier_section(struct doc *doc, enum dossier_section section)
{
	doc_add(doc, DOC_SECTION, "%s", dossier_title(doc->arena, section));
	doc_anchor(doc, dossier_anchor(doc->arena, section));
}

void dossier_facts(struct doc *doc)
{
	doc_table(
	    doc,
	    (struct doc_column[]){{.title = "what"}, {.title = "as stated", .wraps = true}}, 2);
}

void dossier_fact(struct doc *doc, const char *name, const char *text)
{
	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, name);
	doc_cell(doc, text ? text : "not stated");
	if (!text)
		doc_mark_words(doc, TONE_OPEN, "not stated");
}

const char *dossier_number(struct arena *arena, double number, int digits)
{
	return isfinite(number) ? number_significant(arena, number, digits) : "not known";
}

const char *dossier_electricity(struct arena *arena, double kwh)
{
	enum { ENERGY_DIGITS = 4 };
	struct shown_unit unit = number_unit("kWh", kwh);

	if (!isfinite(kwh))
		return "not known";
	return arena_printf(arena, "%s %s",
			    number_significant(arena, kwh / unit.size, ENERGY_DIGITS),
			    unit.text);
}

const char *dossier_energy(struct arena *arena, const struct facts *facts, enum phase phase)
{
	const char *energy = dossier_electricity(arena, facts->phase_kwh[phase]);

	if (!isfinite(facts->phase_kwh[phase]) || facts->phase_holes[phase] == 0)
		return energy;
	return arena_printf(arena, "at least %s", energy);
}

double dossier_pue(const struct facts *facts, enum phase phase)
{
	double it = 0;

	for (size_t i = 0; i < facts->assessment->item_count; i++) {
		const struct facts_item *fact = &facts->items[i];

		if (fact->item->phase == phase && !fact->item->credit &&
		    isfinite(fact->facility_kwh))
			it += fact->it_kwh;
	}
	return it > 0 ? facts->phase_kwh[phase] / it : NAN;
}

const char *dossier_impact(struct arena *arena, const struct assessment *assessment,
			   const struct impact *impact)
{
	struct shown_unit unit = view_unit_of(assessment, 0, impact->statistics.central);
	const char *central;

	if (impact->status != IMPACT_COUNTED)
		return impact->status == IMPACT_MISSING ? "missing" : "none";
	central = arena_printf(arena, "%s%s %s", impact->missing ? "at least " : "",
			       number_central(arena, &impact->statistics, unit, DIGITS_SUM),
			       unit.text);
	if (!number_has_spread(&impact->statistics))
		return central;
	return arena_printf(arena, "%s (%s: %s - %s %s)", central,
			    view_interval(arena, assessment),
			    number_low(arena, &impact->statistics, unit),
			    number_high(arena, &impact->statistics, unit), unit.text);
}

const char *dossier_command(struct arena *arena, const char *command,
			    const struct record *record)
{
	bool file = record->scenario_file && !text_same(record->scenario_file, "-") &&
		    !text_starts(record->scenario_file, "lca ");
	struct buffer text = {0};
	const char *copy;

	buffer_printf(&text, "lca %s ", command);
	if (file)
		buffer_shell(&text, record->scenario_file);
	else
		buffer_text(&text, "SCENARIO");
	copy = arena_text(arena, text.text);
	buffer_free(&text);
	return copy;
}

static void first_rows(struct doc *doc, const struct dossier *d)
{
	const struct assessment *a = d->assessment;
	const struct about *about = a->about;
	double flop = d->facts->phase_flop[PHASE_CREATION];

	dossier_fact(doc, "model", d->facts->model);
	dossier_fact(doc, "published by", about->organisation);
	dossier_fact(doc, "study made by", about->author);
	dossier_fact(doc, "date", about->date);
	dossier_fact(doc, "critical review", about->reviewer ? about->reviewer : "none stated");
	if (d->facts->phase_kwh[PHASE_CREATION] > 0)
		dossier_fact(doc, "energy of creation",
			     dossier_energy(doc->arena, d->facts, PHASE_CREATION));
	if (d->facts->phase_kwh[PHASE_USE] > 0)
		dossier_fact(doc, "energy of use",
			     dossier_energy(doc->arena, d->facts, PHASE_USE));
	if (isfinite(flop))
		dossier_fact(
		    doc, "compute of creation",
		    arena_printf(doc->arena, "%s FLOP", dossier_number(doc->arena, flop, 3)));
	if (d->facts->basis)
		dossier_fact(doc, "basis of the total", d->facts->basis);
	for (int s = 0; s < STANDARDS; s++)
		dossier_fact(doc, standard_name((enum standard)s),
			     dossier_tally(doc->arena, d, (enum standard)s));
}

static void first_page(struct doc *doc, const struct dossier *d)
{
	const struct assessment *a = d->assessment;

	doc_add(doc, DOC_TITLE, "Dossier: %s", a->name ? a->name : "life-cycle assessment");
	view_headline(doc, a);
	view_life(doc, a);
	if (a->description)
		doc_add(doc, DOC_TEXT, "%s", a->description);
	doc_add(doc, DOC_TEXT,
		"Climate change, location-based, over the boundary of section %d; offsets are "
		"never "
		"deducted. Statuses of clauses are computed from this assessment (section %d); "
		"they are no certificate.",
		DOSSIER_BOUNDARY + 1, DOSSIER_CLAUSES + 1);
	doc_table(doc,
		  (struct doc_column[]){{.title = "at a glance", .wraps = true},
					{.title = "stated or computed", .wraps = true}},
		  2);
	first_rows(doc, d);
}

void view_dossier(struct doc *doc, const struct dossier *dossier)
{
	first_page(doc, dossier);
	view_dossier_scope(doc, dossier);
	view_dossier_results(doc, dossier);
	view_dossier_data(doc, dossier);
	view_dossier_limits(doc, dossier);
	view_dossier_clauses(doc, dossier);
}
