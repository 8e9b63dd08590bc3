/* A chart of what would lower the total: how much each change saves, about nothing at all. */

#include <math.h>

#include "lca/base/arena.h"
#include "models/assess.h"
#include "reports/doc.h"
#include "reports/view.h"
#include "reports/view_chart.h"

static const char *label_of(struct arena *arena, const struct advice *advice)
{
	return arena_printf(arena, "%s: %s%s%s", advice->change, advice->from,
			    *advice->from ? " -> " : "", advice->to);
}

static struct chart_mark mark_of(struct arena *arena, const struct assessment *assessment,
				 const char *label, const struct advice *advice,
				 struct shown_unit unit)
{
	struct chart_mark mark =
	    view_chart_mark(arena, label, &advice->saves, unit, DIGITS_SUM);

	mark.text = arena_printf(
	    arena, "%s: saves %s", label,
	    view_chart_figures(arena, &advice->saves, unit, assessment->criteria[0]->symbol,
			       view_interval(arena, assessment), DIGITS_SUM));
	return mark;
}

void view_chart_advice(struct doc *doc, const struct assessment *assessment,
		       struct shown_unit unit)
{
	struct arena *arena = doc->arena;
	const struct advice *together = assessment->advice_together;
	struct chart_mark *marks;
	struct chart chart;

	if (!doc->draws || assessment->advice_count == 0)
		return;
	chart = view_chart_start(arena, assessment, CHART_INTERVALS, "chart-advice");
	marks = arena_alloc(arena, (assessment->advice_count + 1) * sizeof *marks);
	for (size_t i = 0; i < assessment->advice_count; i++)
		marks[chart.mark_count++] =
		    mark_of(arena, assessment, label_of(arena, &assessment->advice[i]),
			    &assessment->advice[i], unit);
	if (together)
		marks[chart.mark_count++] =
		    mark_of(arena, assessment, "all of it, together", together, unit);
	chart.shown = unit.text;
	chart.size = unit.size;
	chart.title = "What each change saves";
	chart.centre = 0;
	chart.centre_label = "nothing saved";
	chart.marks = marks;
	chart.words = arena_printf(
	    arena, "%s saves %s%s. A line that reaches 0 may save nothing at all.",
	    marks[0].label, assessment->advice_count > 1 ? "the most, " : "", marks[0].brief);
	doc_chart(doc, &chart);
}
