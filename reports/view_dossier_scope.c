/* Sections 1 to 4 of a dossier: goal, functional unit, boundary, allocation. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/quantity.h"
#include "lca/base/text.h"
#include "models/about.h"
#include "reports/export_sci.h"
#include "reports/facts.h"
#include "reports/view.h"
#include "reports/view_dossier.h"

/* As stated, or as items have them: "10 billion; 1 billion active for each token". */
static const char *parameters(struct arena *arena, const struct facts *facts)
{
	const char *stated = facts->assessment->about->parameters;
	const char *all = stated		  ? stated
			  : facts->parameters > 0 ? facts_count(arena, facts->parameters)
						  : NULL;

	if (!all || !(facts->active_parameters < facts->parameters))
		return all;
	return arena_printf(arena, "%s; %s active for each token", all,
			    facts_count(arena, facts->active_parameters));
}

static void goal(struct doc *doc, const struct dossier *d)
{
	const struct about *about = d->assessment->about;

	dossier_section(doc, DOSSIER_SCOPE);
	dossier_facts(doc);
	dossier_fact(doc, "goal", about->goal);
	dossier_fact(doc, "intended application", about->application);
	dossier_fact(doc, "audience", about->audience);
	dossier_fact(doc, "public comparative assertion",
		     !about->comparative_stated ? NULL : (about->comparative ? "yes" : "no"));
	dossier_fact(doc, "model", d->facts->model);
	if (about->version)
		dossier_fact(doc, "version", about->version);
	if (about->task)
		dossier_fact(doc, "task", about->task);
	dossier_fact(doc, "kind of training", d->facts->training_type);
	dossier_fact(doc, "parameters", parameters(doc->arena, d->facts));
	if (about->framework)
		dossier_fact(doc, "framework", about->framework);
	if (about->licence)
		dossier_fact(doc, "licence of the model", about->licence);
	if (about->contact)
		dossier_fact(doc, "contact", about->contact);
	if (about->url)
		dossier_fact(doc, "address", about->url);
}

static void score_rows(struct doc *doc, const char *boundary, const struct sci_score *scores,
		       size_t count)
{
	for (size_t i = 0; i < count; i++) {
		double score = dossier_score(&scores[i]);

		doc_row(doc, ROW_PLAIN, 0);
		doc_cell(doc, boundary);
		doc_cell(doc, scores[i].unit);
		doc_number(doc, dossier_number(doc->arena, score, 3));
		doc_cell(doc, scores[i].status);
	}
}

static void scores(struct doc *doc, const struct dossier *d)
{
	if (d->consumer_count + d->provider_count == 0)
		return;
	doc_add(
	    doc, DOC_TEXT,
	    "Scores of SCI for AI, central values; those of consumer and provider are never "
	    "added (lca run --format sci has their terms and ranges):");
	doc_table(doc,
		  (struct doc_column[]){{.title = "boundary"},
					{.title = "per", .wraps = true},
					{.title = "g CO2e", .align = ALIGN_RIGHT},
					{.title = "status", .wraps = true}},
		  4);
	score_rows(doc, "consumer: use", d->consumer, d->consumer_count);
	score_rows(doc, "provider: creation", d->provider, d->provider_count);
}

static void unit(struct doc *doc, const struct dossier *d)
{
	const struct assessment *a = d->assessment;

	dossier_section(doc, DOSSIER_UNIT);
	if (a->per_count == 0)
		doc_add(
		    doc, DOC_TEXT,
		    "No functional unit is stated: results are of the declared unit, all that "
		    "is counted here of %s.",
		    d->facts->model);
	else
		doc_add(
		    doc, DOC_TEXT,
		    "The use phase is divided by its volume, the creation by what is served "
		    "over the model's life, where that is stated; the two are never added into "
		    "one score.");
	view_per(doc, a);
	scores(doc, d);
	view_break_even(doc, a);
}

/* "final run, ablations (2 more)" */
static const char *items_of(struct doc *doc, const struct assessment *a, const char *stage)
{
	enum { MOST = 4 };
	const char *list = "";
	size_t count = 0;

	for (size_t i = 0; i < a->item_count; i++) {
		const struct item_result *item = &a->items[i];

		if (item->credit || item->losses_of || !text_same(item->stage, stage))
			continue;
		if (count++ < MOST)
			list = arena_printf(doc->arena, "%s%s%s", list, *list ? ", " : "",
					    item->item);
	}
	return count > MOST ? arena_printf(doc->arena, "%s and %zu more", list, count - MOST)
			    : list;
}

static void boundary_row(struct doc *doc, const struct assessment *a,
			 const struct completeness_row *row)
{
	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, row->stage);
	doc_cell(doc, row->status == COVERED ? "counted" : completeness_name(row->status));
	doc_mark_words(doc,
		       row->status == COVERED
			   ? TONE_GOOD
			   : (row->status == EXCLUDED ? TONE_FAIR : TONE_OPEN),
		       row->status == COVERED ? "counted" : completeness_name(row->status));
	if (row->status == COVERED)
		doc_cell(doc, items_of(doc, a, row->stage));
	else if (row->status == EXCLUDED)
		doc_cell(doc, row->reason ? row->reason : "no reason is given");
	else
		doc_cell(doc, "neither counted nor excluded with a reason");
}

void dossier_completeness(struct doc *doc, const struct assessment *a)
{
	doc_table(doc,
		  (struct doc_column[]){{.title = "stage"},
					{.title = "status"},
					{.title = "items, or the reason", .wraps = true}},
		  3);
	for (size_t i = 0; i < a->completeness_count; i++)
		boundary_row(doc, a, &a->completeness[i]);
}

static void boundary(struct doc *doc, const struct dossier *d)
{
	dossier_section(doc, DOSSIER_BOUNDARY);
	if (d->facts->boundary && *d->facts->boundary)
		doc_add(doc, DOC_TEXT, "%s", d->facts->boundary);
	dossier_completeness(doc, d->assessment);
	doc_add(
	    doc, DOC_TEXT,
	    "What an application of the model does to emissions elsewhere, and changes of a "
	    "whole system, are outside of any boundary that this program counts.");
}

static void allocation_row(struct doc *doc, const struct datum *datum)
{
	const struct origin *origin = &datum->quantity->origin;
	const char *reason = datum_reason(doc->arena, datum);

	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, origin->key);
	doc_cell(doc, number_group(doc->arena, quantity_describe(doc->arena, datum->quantity)));
	doc_cell(doc, datum_allocates(datum));
	doc_cell(doc, reason ? reason : "not stated");
}

static void allocation(struct doc *doc, const struct dossier *d)
{
	bool any = false;

	dossier_section(doc, DOSSIER_ALLOCATION);
	for (size_t i = 0; i < d->datum_count; i++)
		any = any || datum_allocates(&d->data[i]);
	if (!any) {
		doc_add(
		    doc, DOC_TEXT,
		    "Nothing that was counted is shared with other uses: no share, lifetime or "
		    "utilization enters the total.");
		return;
	}
	doc_table(doc,
		  (struct doc_column[]){{.title = "figure", .wraps = true, .key = true},
					{.title = "value", .wraps = true},
					{.title = "rule", .wraps = true},
					{.title = "reason or source", .wraps = true}},
		  4);
	for (size_t i = 0; i < d->datum_count; i++)
		if (datum_allocates(&d->data[i]))
			allocation_row(doc, &d->data[i]);
}

void view_dossier_scope(struct doc *doc, const struct dossier *dossier)
{
	goal(doc, dossier);
	unit(doc, dossier);
	boundary(doc, dossier);
	allocation(doc, dossier);
}
