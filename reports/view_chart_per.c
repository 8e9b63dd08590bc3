/* Charts of a functional unit: what of it is creation and what is use. */

#include <math.h>

#include "lca/base/arena.h"
#include "models/assess.h"
#include "reports/doc.h"
#include "reports/view.h"
#include "reports/view_chart.h"

enum { HEADLINE = 0, MOST_UNITS = 3 };

static struct chart_mark mark_of(struct arena *arena, const struct assessment *assessment,
				 enum phase phase, const struct impact *impact,
				 struct shown_unit unit)
{
	const char *label = phase_name(phase);
	const struct statistics *statistics = &impact->statistics;
	struct chart_mark mark = view_chart_mark(arena, label, statistics, unit, DIGITS_SUM);

	mark.open = impact->missing > 0;
	if (mark.open)
		mark.brief = arena_printf(arena, ">= %s", mark.brief);
	mark.text = arena_printf(
	    arena, "%s: %s%s", label, mark.open ? "at least " : "",
	    view_chart_figures(arena, statistics, unit, assessment->criteria[HEADLINE]->symbol,
			       view_interval(arena, assessment), DIGITS_SUM));
	return mark;
}

/* Both are known, and neither is below 0: parts of a bar. */
static bool is_drawn(const struct per_result *per)
{
	const struct impact *use = &per->use[HEADLINE];
	const struct impact *creation = per->creation ? &per->creation[HEADLINE] : NULL;

	return creation && creation->status == IMPACT_COUNTED &&
	       use->status == IMPACT_COUNTED && creation->statistics.central >= 0 &&
	       use->statistics.central >= 0;
}

static void draw(struct doc *doc, const struct assessment *assessment,
		 const struct per_result *per, size_t number)
{
	struct arena *arena = doc->arena;
	double creation = per->creation[HEADLINE].statistics.central;
	double use = per->use[HEADLINE].statistics.central;
	struct shown_unit unit = view_unit_of(assessment, HEADLINE, fmax(creation, use));
	struct chart chart = view_chart_start(arena, assessment, CHART_STACK,
					      arena_printf(arena, "chart-per-%zu", number));
	struct chart_mark marks[] = {
	    mark_of(arena, assessment, PHASE_CREATION, &per->creation[HEADLINE], unit),
	    mark_of(arena, assessment, PHASE_USE, &per->use[HEADLINE], unit),
	};

	chart.shown = unit.text;
	chart.size = unit.size;
	chart.title = arena_printf(arena, "Creation and use per %s", per->unit);
	chart.words = arena_printf(
	    arena,
	    "Per %s, creation is %s and use %s; creation is divided by the %s served over "
	    "the model's life.",
	    per->unit, marks[0].brief, marks[1].brief, view_served(arena, per));
	chart.marks = marks;
	chart.mark_count = sizeof marks / sizeof *marks;
	doc_chart(doc, &chart);
}

void view_chart_per(struct doc *doc, const struct assessment *assessment)
{
	size_t drawn = 0;

	if (!doc->draws)
		return;
	for (size_t i = 0; i < assessment->per_count && drawn < MOST_UNITS; i++)
		if (is_drawn(&assessment->per[i]))
			draw(doc, assessment, &assessment->per[i], ++drawn);
}
