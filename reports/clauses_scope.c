/* Clauses of goal, scope, boundary, allocation and review. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/about.h"
#include "reports/clauses.h"

static const struct about *about_of(const struct dossier *d)
{
	return d->assessment->about;
}

/* Met where all texts are stated. */
static struct verdict by_texts(const struct dossier *d, const struct stated *texts,
			       size_t count)
{
	size_t missing;
	const char *remark = clause_missing(d->arena, texts, count, &missing);

	return clause_by_count(count - missing, count, remark);
}

struct verdict clause_goal(const struct dossier *d)
{
	const struct about *about = about_of(d);
	const struct stated texts[] = {{about->goal, "about.goal"},
				       {about->application, "about.application"},
				       {about->audience, "about.audience"}};

	return by_texts(d, texts, sizeof texts / sizeof *texts);
}

struct verdict clause_people(const struct dossier *d)
{
	const struct about *about = about_of(d);
	const struct stated texts[] = {{about->organisation, "about.organisation"},
				       {about->author, "about.author"}};

	return by_texts(d, texts, sizeof texts / sizeof *texts);
}

struct verdict clause_date(const struct dossier *d)
{
	const struct stated text = {about_of(d)->date, "about.date"};

	return by_texts(d, &text, 1);
}

struct verdict clause_declaration(const struct dossier *d)
{
	(void)d;
	return clause_not_met("it is for the author to make, by signing; no program can");
}

struct verdict clause_comparative_told(const struct dossier *d)
{
	if (!about_of(d)->comparative_stated)
		return clause_not_met("state about.comparative");
	return clause_met(about_of(d)->comparative ? "it is" : "it is not");
}

struct verdict clause_comparison(const struct dossier *d)
{
	if (!about_of(d)->comparative_stated)
		return clause_not_met("state about.comparative");
	if (!about_of(d)->comparative)
		return clause_not_applicable("no public comparative assertion is made");
	return clause_not_met("what it is compared with is not part of this dossier");
}

struct verdict clause_review(const struct dossier *d)
{
	const struct about *about = about_of(d);

	if (about->reviewer)
		return clause_partly(
		    "the reviewer is named; the review's own report is to be added");
	if (about->comparative)
		return clause_not_met("a public comparative assertion needs review by a panel; "
				      "state about.reviewer");
	return clause_not_applicable("no review is stated; this dossier is made for one");
}

struct verdict clause_category_rules(const struct dossier *d)
{
	(void)d;
	return clause_unknown("a scenario does not say whether any were applied");
}

struct verdict clause_tracking(const struct dossier *d)
{
	(void)d;
	return clause_unknown(
	    "a scenario does not say whether earlier footprints are followed");
}

/* What the product does is what the model is for, by its unit. */
struct verdict clause_function(const struct dossier *d)
{
	const struct stated texts[] = {
	    {about_of(d)->task, "about.task"},
	    {d->assessment->per_count > 0 ? "per" : NULL, "per"},
	};

	return by_texts(d, texts, sizeof texts / sizeof *texts);
}

struct verdict clause_unit(const struct dossier *d)
{
	const struct assessment *a = d->assessment;
	size_t known = 0;

	if (a->per_count == 0)
		return clause_partly("declared unit: all that is counted; state per for a "
				     "functional unit");
	for (size_t i = 0; i < a->per_count; i++)
		known += isfinite(a->per[i].volume) && a->per[i].volume > 0;
	return clause_by_count(known, a->per_count,
			       known < a->per_count ? "the volume of a unit is not known"
						    : NULL);
}

/* "inference, network": those of a status; "" where there are none. */
static const char *stages_that_are(const struct dossier *d, enum completeness status,
				   bool unreasoned)
{
	const struct assessment *a = d->assessment;
	const char *list = "";

	for (size_t i = 0; i < a->completeness_count; i++) {
		const struct completeness_row *row = &a->completeness[i];

		if (row->status != status || (unreasoned && row->reason))
			continue;
		list = arena_printf(d->arena, "%s%s%s", list, *list ? ", " : "", row->stage);
	}
	return list;
}

struct verdict clause_boundary(const struct dossier *d)
{
	const char *open = stages_that_are(d, NOT_COVERED, false);
	const char *unreasoned = stages_that_are(d, EXCLUDED, true);

	if (!*open && !*unreasoned)
		return clause_met(NULL);
	if (*open)
		return clause_partly(arena_printf(
		    d->arena,
		    "neither counted nor excluded: %s; count it, or state excluded with "
		    "a reason",
		    open));
	return clause_partly(
	    arena_printf(d->arena, "excluded without a reason: %s", unreasoned));
}

struct verdict clause_scope(const struct dossier *d)
{
	struct verdict boundary = clause_boundary(d);

	if (boundary.status != CLAUSE_MET)
		return boundary;
	return clause_partly("each exclusion has its reason; whether the scope was changed "
			     "during the study is the author's to say");
}

/* Rows of the database that embodied items rest on, and those of them that reach the grave. */
static void count_graves(const struct dossier *d, size_t *rows, size_t *graves, size_t *stated)
{
	*rows = *graves = *stated = 0;
	for (size_t i = 0; i < d->datum_count; i++) {
		const struct datum *datum = &d->data[i];
		const struct factor *row = datum->quantity->origin.factor;

		if (text_same(datum->item->stage, "embodied") && !row)
			*stated += text_same(datum_property(datum), "impact");
		if (!row || !text_same(row->kind, "embodied"))
			continue;
		*rows += 1;
		*graves += text_same(row->boundary, "cradle-to-grave");
	}
}

struct verdict clause_end_of_life(const struct dossier *d)
{
	size_t rows, graves, stated;

	count_graves(d, &rows, &graves, &stated);
	if (rows + stated == 0)
		return clause_not_met("no hardware is counted, hence no end of its life");
	if (graves == rows && stated == 0)
		return clause_met("the rows of the hardware hold its end of life");
	if (graves > 0)
		return clause_partly("some rows of the hardware hold its end of life");
	return clause_not_met(stated && !rows
				  ? "the stated impacts of hardware do not say that "
				    "they hold its end of life"
				  : "the hardware is counted to the gate of its maker");
}

struct verdict clause_life_cycle(const struct dossier *d)
{
	const char *open = stages_that_are(d, NOT_COVERED, false);
	const char *excluded = stages_that_are(d, EXCLUDED, false);
	bool ends = clause_end_of_life(d).status == CLAUSE_MET;
	const char *gap = *open && *excluded ? ", " : "";
	const char *last = ends ? "" : "the end of life of the hardware";

	if (!*open && !*excluded && ends)
		return clause_met("every stage that the program knows is counted");
	return clause_partly(arena_printf(d->arena, "a partial footprint, without: %s%s%s%s%s",
					  open, gap, excluded,
					  (*open || *excluded) && *last ? ", " : "", last));
}

struct verdict clause_alternatives(const struct dossier *d)
{
	if (!clause_has_phase(d, PHASE_USE))
		return clause_not_applicable("no use is counted");
	return clause_not_met(
	    "one profile of use is counted; lca compare tells what others do");
}

struct verdict clause_allocation(const struct dossier *d)
{
	size_t rules = 0, open = 0;

	for (size_t i = 0; i < d->datum_count; i++)
		rules += datum_allocates(&d->data[i]) != NULL;
	for (size_t i = 0; i < d->datum_count; i++)
		open += text_same(datum_property(&d->data[i]), "share") &&
			!datum_is_sourced(&d->data[i]);
	if (rules == 0)
		return clause_not_applicable("nothing that was counted is shared");
	if (open == 0)
		return clause_met(NULL);
	return clause_partly(arena_printf(
	    d->arena, "%zu share%s without a reason; state allocation beside share", open,
	    open == 1 ? "" : "s"));
}

struct verdict clause_choices(const struct dossier *d)
{
	struct verdict allocation = clause_allocation(d);

	if (allocation.status == CLAUSE_PARTLY)
		return clause_partly("disclosed; not all are justified (allocation)");
	return clause_met("basis, accounting, central value and interval are told");
}

struct verdict clause_cut_off(const struct dossier *d)
{
	const struct assessment *a = d->assessment;
	size_t out = 0;

	for (size_t i = 0; i < a->completeness_count; i++)
		out += a->completeness[i].status != COVERED;
	for (size_t i = 0; i < a->item_count; i++)
		out += a->items[i].not_counted_count;
	if (out == 0)
		return clause_met("nothing that the program knows of was left out");
	return clause_partly(arena_printf(
	    d->arena, "%zu omission%s listed; no share of the total is set as criterion", out,
	    out == 1 ? " is" : "s are"));
}

struct verdict clause_boundary_refined(const struct dossier *d)
{
	const struct verdict cut_off = clause_cut_off(d);

	if (cut_off.status == CLAUSE_MET)
		return cut_off;
	return clause_not_met("what is left out was not computed as if it were in");
}

/* The total is the sum of its items, and nothing else: offsets and credits are no part of it.
 */
struct verdict clause_no_netting(const struct dossier *d)
{
	const struct assessment *a = d->assessment;
	double total = a->totals[d->gwp].statistics.central, sum = 0, size = 0;

	if (a->totals[d->gwp].status != IMPACT_COUNTED)
		return clause_not_met("there is no total");
	for (size_t i = 0; i < a->item_count; i++) {
		const struct impact *impact = &a->items[i].impacts[d->gwp];

		if (a->items[i].credit || impact->status != IMPACT_COUNTED)
			continue;
		sum += impact->statistics.central;
		size += fabs(impact->statistics.central);
	}
	if (fabs(total - sum) > 1e-9 * size)
		return clause_not_met("the total is not the sum of its items");
	return clause_met(a->credits || isfinite(a->about->offsets_kg)
			      ? "the total is the sum of its items; credits and offsets stand "
				"beside it"
			      : "the total is the sum of its items");
}
