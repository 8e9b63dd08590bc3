/* Per functional unit: the use phase by its volume, the creation by what is served over the
 * model's life. */

#include <math.h>

#include "lca/base/arena.h"
#include "models/assess.h"
#include "reports/view.h"
#include "reports/view_chart.h"

/* The part of one criterion that falls on one functional unit: value, unit, range. */
static void part_cells(struct doc *doc, const struct assessment *assessment, size_t criterion,
		       const struct impact *impact)
{
	struct shown_unit unit;

	if (!impact || impact->status != IMPACT_COUNTED) {
		doc_cell(doc, impact && impact->status == IMPACT_MISSING ? "missing" : "-");
		doc_range(doc, "", "");
		return;
	}
	unit = view_unit_of(assessment, criterion, impact->statistics.central);
	doc_cellf(doc, "%s%s %s", impact->missing ? ">= " : "",
		  number_central(doc->arena, &impact->statistics, unit, DIGITS_SUM), unit.text);
	doc_range(doc, number_low(doc->arena, &impact->statistics, unit),
		  number_high(doc->arena, &impact->statistics, unit));
}

static bool per_known(const struct per_result *per, size_t criterion)
{
	return per->use[criterion].status != IMPACT_NONE ||
	       (per->creation && per->creation[criterion].status != IMPACT_NONE);
}

static void per_rows(struct doc *doc, const struct assessment *assessment,
		     const struct per_result *per, bool creation)
{
	bool first = true;

	for (size_t c = 0; c < assessment->criterion_count; c++) {
		if (!per_known(per, c))
			continue;
		doc_row(doc, ROW_PLAIN, 0);
		doc_cell(doc, first ? per->unit : "");
		doc_cell(doc, assessment->criteria[c]->id);
		part_cells(doc, assessment, c, &per->use[c]);
		if (creation)
			part_cells(doc, assessment, c,
				   per->creation ? &per->creation[c] : NULL);
		first = false;
	}
}

/* What each unit was divided by; created is false where nothing was created, so that nothing
 * has to be divided. */
static void per_volume(struct doc *doc, const struct per_result *per, bool created)
{
	const char *note = per->volume_note ? per->volume_note : "";

	if (per->volume == 0)
		doc_line(doc, 0, "%s: use phase is not divided: its volume is 0", per->unit);
	else if (isfinite(per->volume))
		doc_line(doc, 0, "%s: use phase divided by %s%s%s%s", per->unit,
			 number_amount(doc->arena, per->volume), *note ? " (" : "", note,
			 *note ? ")" : "");
	else
		doc_line(doc, 0, "%s: use phase is not divided: its volume is not known",
			 per->unit);
	if (per->creation && isfinite(per->served))
		doc_line(doc, 0, "%s: creation divided by %s (served over the model's life)",
			 per->unit, number_amount(doc->arena, per->served));
	else if (created)
		doc_line(doc, 0, "%s: creation is not divided: 'served' is not stated for it",
			 per->unit);
}

static bool any_creation(const struct assessment *assessment)
{
	for (size_t i = 0; i < assessment->per_count; i++)
		if (assessment->per[i].creation)
			return true;
	return false;
}

static bool has_created(const struct assessment *assessment)
{
	for (size_t i = 0; i < assessment->item_count; i++)
		if (assessment->items[i].phase == PHASE_CREATION &&
		    !assessment->items[i].credit)
			return true;
	return false;
}

void view_per(struct doc *doc, const struct assessment *assessment)
{
	const char *range =
	    arena_printf(doc->arena, "%s range", view_interval(doc->arena, assessment));
	bool creation = any_creation(assessment);

	if (assessment->per_count == 0)
		return;
	doc_add(doc, DOC_SECTION, "Per functional unit");
	view_chart_per(doc, assessment);
	doc_table(doc,
		  (struct doc_column[]){{.title = "per", .wraps = true},
					{.title = "criterion"},
					{.title = "use", .align = ALIGN_RIGHT},
					{.title = range, .align = ALIGN_RANGE},
					{.title = "creation", .align = ALIGN_RIGHT},
					{.title = range, .align = ALIGN_RANGE}},
		  creation ? 6 : 4);
	for (size_t i = 0; i < assessment->per_count; i++)
		per_rows(doc, assessment, &assessment->per[i], creation);
	doc_list(doc, DOC_LIST, NULL);
	for (size_t i = 0; i < assessment->per_count; i++)
		per_volume(doc, &assessment->per[i], has_created(assessment));
}
