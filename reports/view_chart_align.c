/* Charts of aligned claims: how each goes from what was published to the boundary of all, and
 * where all of them end. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/reports.h"
#include "reports/view.h"
#include "reports/view_align.h"
#include "reports/view_chart.h"

static const char *percent_of(const struct align_view *view)
{
	return arena_printf(view->doc->arena, "%.4g %%", view->report->interval * 100);
}

static struct chart start(const struct align_view *view, const struct aligned *row,
			  enum chart_kind kind, struct shown_unit unit)
{
	return (struct chart){
	    .kind = kind,
	    .unit = row->unit.text,
	    .shown = unit.text,
	    .size = unit.size,
	    .interval = percent_of(view),
	    .centre = NAN,
	    .centre_low = NAN,
	    .centre_high = NAN,
	};
}

static struct chart_mark mark_of(const struct align_view *view, const struct aligned *row,
				 const char *label, const struct align_range *range,
				 struct shown_unit unit)
{
	struct statistics statistics = align_statistics(range);
	struct arena *arena = view->doc->arena;
	struct chart_mark mark = view_chart_mark(arena, label, &statistics, unit, DIGITS_SUM);

	mark.text = arena_printf(arena, "%s: %s", label,
				 view_chart_figures(arena, &statistics, unit, row->unit.text,
						    percent_of(view), DIGITS_SUM));
	return mark;
}

static struct chart_mark unknown_mark(struct arena *arena, const char *label,
				      const char *reason)
{
	return (struct chart_mark){
	    .label = label,
	    .value = NAN,
	    .low = NAN,
	    .high = NAN,
	    .brief = "unknown",
	    .open = true,
	    .text = arena_printf(arena, "%s: cannot be crossed: %s", label, reason),
	};
}

/* What a bridge adds; what a publication holds itself is no step. */
static void add_step(const struct align_view *view, const struct aligned *row,
		     enum align_step step, struct shown_unit unit, struct chart_mark *marks,
		     size_t *count)
{
	const struct align_bridge *bridge = &row->bridges[step];
	struct arena *arena = view->doc->arena;
	struct chart_mark mark;

	if (bridge->status == ALIGN_UNKNOWN)
		marks[(*count)++] = unknown_mark(arena, align_step_name(step), bridge->reason);
	if (bridge->status != ALIGN_CROSSED && bridge->status != ALIGN_APART)
		return;
	mark = mark_of(view, row, align_step_name(step), &bridge->adds, unit);
	mark.whole = step == ALIGN_STATED;
	if (!mark.whole && mark.value > 0)
		mark.brief = arena_printf(arena, "+%s", mark.brief);
	if (bridge->how && *bridge->how)
		mark.text = arena_printf(arena, "%s; %s", mark.text, bridge->how);
	marks[(*count)++] = mark;
}

/* The sum before the first bridge that cannot be crossed. */
static const struct align_range *sum_of(const struct aligned *row)
{
	const struct align_range *sum = &row->bridges[ALIGN_STATED].after;

	for (int step = 0; step < ALIGN_STEPS; step++) {
		enum align_status status = row->bridges[step].status;

		if (status == ALIGN_UNKNOWN)
			break;
		if (status != ALIGN_NOT_ASKED)
			sum = &row->bridges[step].after;
	}
	return sum;
}

/* "BLOOM: 24.7 t CO2e as stated, 116 t CO2e (95 %: 70 - 330) on the boundary of all." */
static const char *words(struct arena *arena, const struct aligned *row,
			 const struct chart *chart)
{
	const struct chart_mark *first = &chart->marks[0];
	const struct chart_mark *last = &chart->marks[chart->mark_count - 1];
	const char *range =
	    last->range ? arena_printf(arena, " (%s: %s)", chart->interval, last->range) : "";
	const char *inside = "";

	for (int step = 0; step < ALIGN_STEPS; step++)
		if (row->bridges[step].status == ALIGN_INSIDE)
			inside = arena_printf(arena, "%s%s%s", inside, *inside ? ", " : "",
					      align_step_name((enum align_step)step));
	return arena_printf(
	    arena, "%s as published, %s%s%s.%s%s%s", first->brief, last->brief, range,
	    row->complete ? " on the boundary of all" : " as far as it can be brought",
	    *inside ? " Inside what was published: " : "", inside, *inside ? "." : "");
}

void view_chart_waterfall(const struct align_view *view, const struct aligned *row,
			  size_t number, struct shown_unit unit)
{
	struct chart_mark marks[ALIGN_STEPS + 2];
	struct chart chart = start(view, row, CHART_WATERFALL, unit);
	struct arena *arena = view->doc->arena;

	if (!view->doc->draws)
		return;
	for (int step = 0; step < ALIGN_STEPS; step++)
		add_step(view, row, (enum align_step)step, unit, marks, &chart.mark_count);
	if (!chart.mark_count || !marks[0].whole)
		return;
	marks[chart.mark_count] = mark_of(view, row, row->complete ? "aligned" : "so far",
					  row->complete ? &row->total : sum_of(row), unit);
	marks[chart.mark_count].whole = true;
	marks[chart.mark_count++].open = !row->complete;
	chart.id = arena_printf(arena, "chart-waterfall-%zu", number);
	chart.title =
	    arena_printf(arena, "From what was published to the boundary: %s", row->id);
	chart.marks = marks;
	chart.words = words(arena, row, &chart);
	doc_chart(view->doc, &chart);
}

/* Rows that are complete, in their order. */
static size_t totals_of(const struct align_view *view, const struct aligned *of,
			struct shown_unit unit, struct chart_mark *marks)
{
	const struct alignment *alignment = view->report->alignment;
	size_t count = 0;

	for (size_t k = 0; k < alignment->count; k++) {
		const struct aligned *row = &alignment->rows[alignment->order[k]];

		if (!aligned_together(row, of))
			continue;
		if (row->complete)
			marks[count++] = mark_of(view, row, row->id, &row->total, unit);
		else
			marks[count++] = unknown_mark(view->doc->arena, row->id,
						      "a bridge that nothing is known for");
	}
	return count;
}

static size_t count_complete(const struct chart *chart)
{
	size_t count = 0;

	for (size_t i = 0; i < chart->mark_count; i++)
		count += chart->marks[i].open ? 0 : 1;
	return count;
}

void view_chart_aligned(const struct align_view *view, const struct aligned *of, size_t number,
			struct shown_unit unit)
{
	struct arena *arena = view->doc->arena;
	struct chart chart = start(view, of, CHART_INTERVALS, unit);
	struct chart_mark *marks;

	if (!view->doc->draws)
		return;
	marks = arena_alloc(arena, (view->report->alignment->count + 1) * sizeof *marks);
	chart.mark_count = totals_of(view, of, unit, marks);
	chart.marks = marks;
	if (count_complete(&chart) < 2)
		return;
	chart.id = arena_printf(arena, "chart-aligned-%zu", number);
	chart.title = "On the boundary of all";
	chart.logarithmic = view_chart_spans(marks, chart.mark_count);
	chart.words = arena_printf(
	    arena,
	    "The lowest of %zu is %s with %s. A dot is the central value, a line the %s "
	    "interval.",
	    count_complete(&chart), marks[0].label, marks[0].brief, chart.interval);
	doc_chart(view->doc, &chart);
}
