/* What several views share: units, holes, places, warnings. */

#include "reports/view.h"

#include <inttypes.h>
#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/assess.h"

const char *view_place(struct arena *arena, struct place place)
{
	if (!place.file)
		return "";
	if (place.line == 0)
		return arena_text(arena, place.file);
	if (place.column == 0)
		return arena_printf(arena, "%s:%" PRIu32, place.file, place.line);
	return arena_printf(arena, "%s:%" PRIu32 ":%" PRIu32, place.file, place.line,
			    place.column);
}

size_t view_holes(const struct assessment *assessment, size_t criterion)
{
	size_t holes = 0;

	for (size_t i = 0; i < assessment->item_count; i++) {
		const struct item_result *item = &assessment->items[i];

		holes += !item->credit && item->impacts[criterion].status == IMPACT_MISSING;
	}
	return holes;
}

bool view_has_items(const struct assessment *assessment, const char *stage)
{
	for (size_t i = 0; i < assessment->item_count; i++)
		if (!assessment->items[i].credit &&
		    text_same(assessment->items[i].stage, stage))
			return true;
	return false;
}

double view_stage_share(const struct assessment *assessment, const char *stage,
			size_t criterion)
{
	double share = 0;

	for (size_t i = 0; i < assessment->item_count; i++) {
		const struct item_result *item = &assessment->items[i];

		if (!item->credit && text_same(item->stage, stage) &&
		    item->impacts[criterion].status == IMPACT_COUNTED)
			share += item->impacts[criterion].share;
	}
	return share;
}

/* The largest of the items, where the total is a hole or cancels out. */
static double magnitude(const struct assessment *assessment, size_t criterion)
{
	const struct impact *total = &assessment->totals[criterion];
	double largest = 0;

	if (total->status == IMPACT_COUNTED && total->statistics.central != 0)
		return total->statistics.central;
	for (size_t i = 0; i < assessment->item_count; i++) {
		const struct impact *impact = &assessment->items[i].impacts[criterion];

		if (impact->status == IMPACT_COUNTED)
			largest = fmax(largest, fabs(impact->statistics.central));
	}
	return largest;
}

struct shown_unit view_unit(const struct assessment *assessment, size_t criterion)
{
	return view_unit_of(assessment, criterion, magnitude(assessment, criterion));
}

struct shown_unit view_unit_of(const struct assessment *assessment, size_t criterion,
			       double value)
{
	struct shown_unit unit = number_unit(assessment->criteria[criterion]->symbol, value);

	if (assessment->record.digits > 2)
		unit.u_digits = (int)assessment->record.digits;
	return unit;
}

/* As many digits as a double holds of what was typed. */
const char *view_percent(struct arena *arena, double share)
{
	return arena_printf(arena, "%.13g %%", 100 * share);
}

const char *view_interval(struct arena *arena, const struct assessment *assessment)
{
	return view_percent(arena, assessment->record.interval);
}

const char *view_count(struct arena *arena, size_t count, const char *noun)
{
	return arena_printf(arena, "%zu %s%s", count, noun, count == 1 ? "" : "s");
}

static void add_warning(struct doc *doc, const struct diag *diag)
{
	const char *place = view_place(doc->arena, diag->place);

	doc_line(doc, 0, "%s: %s%s%s%s%s%s", diag_slug(diag->code), *place ? place : "",
		 *place ? ": " : "", diag->message, diag->hint ? " (" : "",
		 diag->hint ? diag->hint : "", diag->hint ? ")" : "");
}

void view_warnings(struct doc *doc, const struct diags *diags)
{
	doc_list(doc, DOC_WARNINGS, "Warnings");
	for (size_t i = 0; diags && i < diags_count(diags); i++)
		if (diag_severity(diags_at(diags, i)->code) == DIAG_SEVERITY_WARNING)
			add_warning(doc, diags_at(diags, i));
	doc_drop_empty(doc);
}

void view_notes(struct doc *doc, const char *const *notes, size_t count,
		const struct diags *diags)
{
	doc_list(doc, DOC_LIST, "Notes");
	for (size_t i = 0; i < count; i++)
		doc_line(doc, 0, "%s", notes[i]);
	for (size_t i = 0; diags && i < diags_count(diags); i++)
		if (diag_severity(diags_at(diags, i)->code) == DIAG_SEVERITY_NOTE)
			add_warning(doc, diags_at(diags, i));
	doc_drop_empty(doc);
}
