/* A chart of a comparison: the median of every row with its range, in the order of the ranking.
 */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/view_chart.h"
#include "reports/view_comparison.h"

static struct shown_unit unit_of_rows(const struct comparison_view *view)
{
	return comparison_unit(view->doc->arena, view->comparison, view->comparison->by, false);
}

/* Figures of a row in words: "24.7 t CO2e (95 %: 17.3 to 32.1); exactly ... kgCO2e (...)". */
static const char *figures(struct arena *arena, const struct comparison *comparison,
			   const struct statistics *statistics, struct shown_unit unit)
{
	const char *symbol = comparison->criteria[comparison->by]->symbol;
	const char *median = number_median(arena, statistics, unit);
	const char *exactly = text_double(arena, statistics->median);

	if (!number_has_spread(statistics))
		return arena_printf(arena, "%s %s; exactly %s %s", median, unit.text, exactly,
				    symbol);
	return arena_printf(
	    arena, "%s %s (%s: %s to %s); exactly %s %s (%s to %s)", median, unit.text,
	    comparison_interval(arena, comparison), number_low(arena, statistics, unit),
	    number_high(arena, statistics, unit), exactly, symbol,
	    text_double(arena, statistics->low), text_double(arena, statistics->high));
}

/* What holds its place in the ranking: "; 3rd of 12, group 2, lowest in 12 % of the samples".
 */
static const char *rank_text(struct arena *arena, const struct comparison *comparison,
			     const struct compared_row *row, size_t rank)
{
	return arena_printf(arena, "; number %zu of %zu, group %zu of %zu", rank,
			    comparison->ranked, row->group, comparison->groups);
}

static struct chart_mark ranked_mark(const struct comparison_view *view, size_t i)
{
	const struct comparison *comparison = view->comparison;
	const struct compared_row *row = &comparison->rows[i];
	const struct statistics *statistics = &row->totals[comparison->by].statistics;
	struct arena *arena = view->doc->arena;
	struct shown_unit unit = unit_of_rows(view);
	struct chart_mark mark = view_chart_mark(
	    arena, comparison_row_label(arena, comparison, row), statistics, unit, DIGITS_SUM);

	mark.value = statistics->median;
	mark.brief = arena_printf(arena, "%s %s", number_median(arena, statistics, unit),
				  view_chart_short(arena, unit));
	mark.group =
	    comparison->groups > 1 ? arena_printf(arena, "group %zu", row->group) : NULL;
	mark.text = arena_printf(
	    arena, "%s: %s%s%s", mark.label, figures(arena, comparison, statistics, unit),
	    rank_text(arena, comparison, row, i + 1),
	    comparison_is_reference(comparison, i) ? "; the scenario as it stands" : "");
	return mark;
}

/* Rows that are not ranked have no place on the axis. */
static struct chart_mark unranked_mark(const struct comparison_view *view, size_t i)
{
	const struct compared_row *row = &view->comparison->rows[i];
	struct arena *arena = view->doc->arena;
	const char *label = comparison_row_label(arena, view->comparison, row);

	return (struct chart_mark){
	    .label = label,
	    .group = "not ranked",
	    .value = NAN,
	    .low = NAN,
	    .high = NAN,
	    .brief = row->status == COMPARED_MISSING ? "missing" : "not ranked",
	    .open = true,
	    .text = arena_printf(arena, "%s: %s: %s", label,
				 row->status == COMPARED_MISSING ? "missing" : "not ranked",
				 row->reason ? row->reason : "no reason given"),
	};
}

/* "The lowest of 12 is SE, 1.2 t (95 %: 0.8 - 1.9), the highest PL, 80 t (...). ..." */
static const char *words(struct arena *arena, const struct comparison *comparison,
			 const struct chart *chart)
{
	const struct chart_mark *first = chart->marks;
	const struct chart_mark *last = &chart->marks[comparison->ranked - 1];
	const char *without = "";

	if (comparison->ranked < comparison->row_count)
		without = arena_printf(arena, " %zu of %zu are not ranked.",
				       comparison->row_count - comparison->ranked,
				       comparison->row_count);
	if (comparison->ranked == 1)
		return arena_printf(arena, "%s: %s.%s", first->label, first->brief, without);
	return arena_printf(
	    arena,
	    "The lowest of %zu is %s with %s, the highest %s with %s. A dot is the "
	    "median%s%s.%s",
	    comparison->ranked, first->label, first->brief, last->label, last->brief,
	    chart->interval ? arena_printf(arena, ", a line the %s interval", chart->interval)
			    : "",
	    comparison->groups > 1 ? "; those of one group cannot be told apart from its first"
				   : "",
	    without);
}

static void add_reference(struct chart *chart, const struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->ranked; i++) {
		if (!comparison_is_reference(comparison, i))
			continue;
		chart->centre = chart->marks[i].value;
		chart->centre_label = "as it stands";
	}
}

void view_chart_regions(const struct comparison_view *view)
{
	const struct comparison *comparison = view->comparison;
	struct arena *arena = view->doc->arena;
	struct shown_unit unit = unit_of_rows(view);
	struct chart_mark *marks;
	struct chart chart = {
	    .kind = CHART_INTERVALS,
	    .id = "chart-regions",
	    .unit = comparison->criteria[comparison->by]->symbol,
	    .shown = unit.text,
	    .size = unit.size,
	    .centre = NAN,
	    .centre_low = NAN,
	    .centre_high = NAN,
	    .mark_count = comparison->row_count,
	};

	if (!view->doc->draws)
		return;
	if (comparison_is_sampled(comparison))
		chart.interval = comparison_interval(arena, comparison);
	marks = arena_alloc(arena, comparison->row_count * sizeof *marks);
	for (size_t i = 0; i < comparison->row_count; i++)
		marks[i] =
		    i < comparison->ranked ? ranked_mark(view, i) : unranked_mark(view, i);
	chart.title =
	    arena_printf(arena, "Total by %s: %s", comparison_label_title(arena, comparison),
			 comparison->criteria[comparison->by]->name);
	chart.marks = marks;
	chart.logarithmic = view_chart_spans(marks, comparison->ranked);
	chart.words = words(arena, comparison, &chart);
	add_reference(&chart, comparison);
	doc_chart(view->doc, &chart);
}
