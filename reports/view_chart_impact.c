/* Charts of an assessment: its stages and its items. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/assess.h"
#include "reports/doc.h"
#include "reports/view.h"
#include "reports/view_chart.h"

enum { HEADLINE = 0 };

static const char *share_text(struct arena *arena, double share)
{
	return isfinite(share)
		   ? arena_printf(arena, ", %s of the total", number_share(arena, share))
		   : "";
}

static const char *hole_text(struct arena *arena, const char *label,
			     const struct impact *impact)
{
	return arena_printf(arena, "%s: missing, not 0%s%s", label, impact->reason ? ": " : "",
			    impact->reason ? impact->reason : "");
}

/* A mark of an impact; share NAN: none. */
static struct chart_mark mark_of(struct doc *doc, const struct assessment *assessment,
				 const char *label, const struct impact *impact, double share,
				 enum number_digits digits)
{
	const struct statistics *statistics = &impact->statistics;
	struct shown_unit unit = view_chart_unit(assessment, statistics->central);
	struct chart_mark mark = {
	    .label = label, .value = NAN, .low = NAN, .high = NAN, .open = true};

	if (impact->status != IMPACT_COUNTED) {
		mark.brief = "missing";
		mark.text = hole_text(doc->arena, label, impact);
		return mark;
	}
	mark = view_chart_mark(doc->arena, label, statistics, unit, digits);
	mark.open = impact->missing > 0;
	if (mark.open)
		mark.brief = arena_printf(doc->arena, ">= %s", mark.brief);
	mark.text =
	    arena_printf(doc->arena, "%s: %s%s%s", label, mark.open ? "at least " : "",
			 view_chart_figures(doc->arena, statistics, unit,
					    assessment->criteria[HEADLINE]->symbol,
					    view_interval(doc->arena, assessment), digits),
			 share_text(doc->arena, share));
	return mark;
}

/* "50.5 t CO2e", with "at least" where items are missing. */
static const char *total_text(struct arena *arena, const struct assessment *assessment)
{
	struct shown_unit unit = view_unit(assessment, HEADLINE);
	const struct impact *total = &assessment->totals[HEADLINE];

	return arena_printf(arena, "%s%s %s", total->missing ? "at least " : "",
			    number_central(arena, &total->statistics, unit, DIGITS_SUM),
			    unit.text);
}

/* "Of 50.5 t CO2e, training is 48.9 %, idle 28.9 %, embodied 22.2 %." */
static const char *stage_words(struct arena *arena, const struct assessment *assessment)
{
	const char *text = NULL;

	for (size_t i = 0; i < assessment->stage_count; i++) {
		const struct stage_result *stage = &assessment->stages[i];
		const char *share;

		if (!view_has_items(assessment, stage->stage) ||
		    stage->impacts[HEADLINE].status != IMPACT_COUNTED)
			continue;
		share =
		    number_share(arena, view_stage_share(assessment, stage->stage, HEADLINE));
		text = text ? arena_printf(arena, "%s, %s %s", text, stage->stage, share)
			    : arena_printf(arena, "Of %s, %s is %s",
					   total_text(arena, assessment), stage->stage, share);
	}
	return text ? arena_printf(arena, "%s.", text) : "No stage has a figure.";
}

static void credits_mark(struct doc *doc, const struct assessment *assessment,
			 struct chart_mark *marks, size_t *count)
{
	const struct impact *credits =
	    assessment->credits ? &assessment->credits[HEADLINE] : NULL;

	if (!credits || credits->status == IMPACT_NONE)
		return;
	marks[*count] = mark_of(doc, assessment, "credits, not part of the total", credits, NAN,
				DIGITS_SUM);
	marks[(*count)++].group = "credits";
}

void view_chart_stages(struct doc *doc, const struct assessment *assessment)
{
	struct chart chart =
	    view_chart_start(doc->arena, assessment, CHART_STACK, "chart-stages");
	struct chart_mark *marks;

	if (!doc->draws)
		return;
	marks = arena_alloc(doc->arena, (assessment->stage_count + 1) * sizeof *marks);
	for (size_t i = 0; i < assessment->stage_count; i++) {
		const struct stage_result *stage = &assessment->stages[i];

		if (!view_has_items(assessment, stage->stage) ||
		    stage->impacts[HEADLINE].status == IMPACT_NONE)
			continue;
		marks[chart.mark_count] =
		    mark_of(doc, assessment, stage->stage, &stage->impacts[HEADLINE],
			    view_stage_share(assessment, stage->stage, HEADLINE), DIGITS_SUM);
		marks[chart.mark_count++].group = stage->stage;
	}
	credits_mark(doc, assessment, marks, &chart.mark_count);
	chart.title = "Where it comes from";
	chart.words = stage_words(doc->arena, assessment);
	chart.marks = marks;
	view_chart_centre(doc->arena, &chart, assessment);
	doc_chart(doc, &chart);
}

static const char *item_label(struct arena *arena, const struct item_result *item)
{
	return item->credit ? arena_printf(arena, "%s (credit)", item->item) : item->item;
}

/* "The largest of 5 items is final run: 24.69 t (95 %: 10.4 - 27.2). A dot is ..." */
static const char *item_words(struct arena *arena, const struct chart *chart)
{
	const struct chart_mark *mark = chart->marks;
	const char *first = "", *range = "", *line = "";

	if (isnan(mark->value))
		return "No item has a figure.";
	if (chart->mark_count > 1)
		first = arena_printf(arena, "The largest of %zu items is ", chart->mark_count);
	if (mark->range)
		range = arena_printf(arena, " (%s: %s)", chart->interval, mark->range);
	if (chart->interval)
		line = arena_printf(arena, ", a line the %s interval", chart->interval);
	return arena_printf(arena, "%s%s: %s%s. A dot is the central value%s.", first,
			    mark->label, mark->brief, range, line);
}

void view_chart_items(struct doc *doc, const struct assessment *assessment)
{
	struct chart chart =
	    view_chart_start(doc->arena, assessment, CHART_INTERVALS, "chart-items");
	struct chart_mark *marks;

	if (!doc->draws || !assessment->item_count)
		return;
	marks = arena_alloc(doc->arena, assessment->item_count * sizeof *marks);
	for (size_t i = 0; i < assessment->item_count; i++) {
		const struct item_result *item = &assessment->items[i];

		if (item->impacts[HEADLINE].status == IMPACT_NONE)
			continue;
		marks[chart.mark_count] = mark_of(
		    doc, assessment, item_label(doc->arena, item), &item->impacts[HEADLINE],
		    item->credit ? NAN : item->impacts[HEADLINE].share, DIGITS_ITEM);
		marks[chart.mark_count++].group = item->credit ? "credits" : item->stage;
	}
	if (!chart.mark_count)
		return;
	view_chart_sort(doc->arena, marks, chart.mark_count);
	chart.title = "Every item with its range";
	chart.marks = marks;
	chart.logarithmic = view_chart_spans(marks, chart.mark_count);
	chart.words = item_words(doc->arena, &chart);
	doc_chart(doc, &chart);
}
