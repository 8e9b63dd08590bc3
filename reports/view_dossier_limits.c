/* Sections 9 to 12 of a dossier: cut-off, uncertainty, offsets, limits. */

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/about.h"
#include "reports/facts.h"
#include "reports/method_text.h"
#include "reports/view.h"
#include "reports/view_dossier.h"

static void out_row(struct doc *doc, const char *what, const char *why)
{
	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, what);
	doc_cell(doc, why);
}

static size_t left_out(const struct assessment *a)
{
	size_t count = 0;

	for (size_t i = 0; i < a->completeness_count; i++)
		count += a->completeness[i].status != COVERED;
	for (size_t i = 0; i < a->item_count; i++)
		count += a->items[i].not_counted_count;
	return count;
}

static void cut_off(struct doc *doc, const struct dossier *d)
{
	const struct assessment *a = d->assessment;

	dossier_section(doc, DOSSIER_CUT_OFF);
	if (left_out(a) == 0) {
		doc_add(doc, DOC_TEXT, "Nothing that the program knows of was left out.");
		return;
	}
	doc_add(
	    doc, DOC_TEXT,
	    "No share of the total is set as criterion: what is left out is listed, with its "
	    "usual size where one is known, and is not in any figure of this dossier.");
	doc_table(doc,
		  (struct doc_column[]){{.title = "left out", .wraps = true, .key = true},
					{.title = "usual size, or why", .wraps = true}},
		  2);
	for (size_t i = 0; i < a->completeness_count; i++) {
		const struct completeness_row *row = &a->completeness[i];

		if (row->status == COVERED)
			continue;
		out_row(
		    doc, arena_printf(doc->arena, "stage %s", row->stage),
		    row->status == EXCLUDED
			? (row->reason ? row->reason : "excluded; no reason is given")
			: "neither counted nor excluded with a reason; its size is not known");
	}
	for (size_t i = 0; i < a->item_count; i++)
		for (size_t k = 0; k < a->items[i].not_counted_count; k++)
			out_row(doc, a->items[i].id, a->items[i].not_counted[k]);
}

static void uncertainty(struct doc *doc, const struct dossier *d)
{
	const struct assessment *a = d->assessment;

	dossier_section(doc, DOSSIER_UNCERTAINTY);
	if (!view_is_uncertain(a)) {
		doc_add(
		    doc, DOC_TEXT,
		    "No input is uncertain: nothing was sampled, no figure has a range, and "
		    "there is nothing to be sensitive to. A range of each figure is to be "
		    "stated before this dossier can be relied on.");
		return;
	}
	doc_add(
	    doc, DOC_TEXT,
	    "Each uncertain figure is a distribution; %s samples of all of them together "
	    "(Monte Carlo%s, seed %" PRIu64
	    ") give the intervals, %s throughout. What several items use is one draw, so that "
	    "its errors do not cancel. The central value has every figure at its median, or "
	    "at the value stated for it.%s%s",
	    number_fixed(doc->arena, (double)a->record.samples, 0), view_sampler(doc->arena, a),
	    a->record.seed, view_interval(doc->arena, a), view_moments(doc->arena, a),
	    view_gain(doc->arena, a));
	for (size_t i = 0; i < a->correlation_count; i++)
		doc_add(doc, DOC_TEXT, "Stated correlation: %s with %s, rank %.3g.",
			a->correlations[i].inputs[0], a->correlations[i].inputs[1],
			a->correlations[i].rho);
	view_drivers(doc, a);
}

const char *dossier_market(struct arena *arena, const struct assessment *a)
{
	size_t market = assessment_criterion(a, "gwp_market");
	static const char row[] = "no row for ";
	const char *reason = "no figure";

	if (market < a->criterion_count)
		return dossier_impact(arena, a, &a->totals[market]);
	for (size_t i = 0; i < a->unknown_count; i++)
		if (text_same(a->unknown[i].criterion->id, "gwp_market") &&
		    a->unknown[i].reason)
			reason = a->unknown[i].reason;
	if (text_starts(reason, row))
		reason = arena_printf(arena, "no factor for %s", reason + strlen(row));
	return arena_printf(arena, "not available (%s)", reason);
}

static void offsets(struct doc *doc, const struct dossier *d)
{
	const struct assessment *a = d->assessment;
	dossier_section(doc, DOSSIER_OFFSETS);
	dossier_facts(doc);
	dossier_fact(doc, "location-based, the headline",
		     dossier_impact(doc->arena, a, &a->totals[0]));
	dossier_fact(doc, "market-based, beside it", dossier_market(doc->arena, a));
	dossier_fact(doc, "credits, no part of the total",
		     a->credits ? dossier_impact(doc->arena, a, &a->credits[0]) : "none");
	dossier_fact(doc, "offsets, never deducted",
		     isfinite(a->about->offsets_kg)
			 ? arena_printf(doc->arena, "%s kg CO2e",
					number_amount(doc->arena, a->about->offsets_kg))
			 : "none are stated");
	doc_list(doc, DOC_LIST, NULL);
	for (size_t i = 0; i < a->item_count; i++)
		if (a->items[i].credit)
			doc_line(doc, 0, "credit of %s: %s", a->items[i].id,
				 dossier_impact(doc->arena, a, &a->items[i].impacts[0]));
	doc_drop_empty(doc);
}

static void limits(struct doc *doc, const struct dossier *d)
{
	const struct assessment *a = d->assessment;

	dossier_section(doc, DOSSIER_LIMITS);
	doc_add(doc, DOC_TEXT, "%s", method_plain_full(doc->arena, d->facts));
	view_terms(doc, &a->record);
	doc_list(doc, DOC_LIST, NULL);
	doc_line(doc, 0,
		 "one model of accounting: attributional, average grid; what added demand "
		 "sets off is not in the total");
	doc_line(doc, 0,
		 "climate change is the headline; a low footprint says nothing of other "
		 "harm to the environment");
	doc_line(doc, 0,
		 "fossil and biogenic carbon, land-use change and single gases stand in the "
		 "sources' sums, not apart");
	doc_line(doc, 0,
		 "figures of others compare with these only on the same unit, boundary and "
		 "basis (lca align brings them there)");
	view_warnings(doc, d->diags);
	view_notes(doc, a->notes, a->note_count, d->diags);
}

void view_dossier_limits(struct doc *doc, const struct dossier *dossier)
{
	cut_off(doc, dossier);
	uncertainty(doc, dossier);
	offsets(doc, dossier);
	limits(doc, dossier);
}
