/* The table behind a chart: its numbers, exact. */

#include <inttypes.h>
#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/write_html_chart.h"

/* A table of more rows scrolls in a box; a series of more points has a row for each day.
 */
enum { LONG = 100, LONGEST = 10000, DAY = 86400 };

static void start(struct page *page, const struct chart *chart, size_t rows, bool sorts)
{
	buffer_printf(
	    page->out,
	    "<details class=\"data%s\"><summary>Exact numbers (%zu row%s)</summary>\n",
	    rows > LONG ? " long" : "", rows, rows == 1 ? "" : "s");
	html_element(page, "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"",
		     chart->title, "\">");
	html_element(page, sorts ? "<table class=\"sorts\"><caption>" : "<table><caption>",
		     chart->title, "</caption>\n<thead>\n<tr>");
}

static void column(struct page *page, const char *title, const char *unit)
{
	html_element(page, "<th scope=\"col\" class=\"n\">", title, "");
	if (unit && *unit)
		html_element(page, " (", unit, ")");
	buffer_text(page->out, "</th>");
}

static void exact(struct page *page, double value)
{
	html_element(page, "<td>", isfinite(value) ? text_double(page->arena, value) : "",
		     "</td>");
}

static void label(struct page *page, const struct chart_mark *mark)
{
	buffer_text(page->out, "<tr><th scope=\"row\">");
	if (mark->link)
		html_element(page, "<a href=\"#", mark->link, "\">");
	html_text(page, mark->label);
	buffer_text(page->out, mark->link ? "</a></th>" : "</th>");
}

static bool has_groups(const struct chart *chart)
{
	for (size_t i = 0; i < chart->mark_count; i++)
		if (chart->marks[i].group &&
		    !text_same(chart->marks[i].group, chart->marks[i].label))
			return true;
	return false;
}

static void marks(struct page *page, const struct chart *chart)
{
	bool groups = has_groups(chart);

	start(page, chart, chart->mark_count, chart->mark_count > 2);
	buffer_text(page->out, "<th scope=\"col\">name</th>");
	if (groups)
		buffer_text(page->out, "<th scope=\"col\">of</th>");
	column(page, "value", chart->unit);
	column(page, "low", chart->unit);
	column(page, "high", chart->unit);
	buffer_text(page->out, "</tr>\n</thead>\n<tbody>\n");
	for (size_t i = 0; i < chart->mark_count; i++) {
		const struct chart_mark *mark = &chart->marks[i];

		label(page, mark);
		if (groups)
			html_element(page, "<td class=\"t\">", mark->group ? mark->group : "",
				     "</td>");
		exact(page, mark->value);
		exact(page, mark->low);
		exact(page, mark->high);
		buffer_text(page->out, "</tr>\n");
	}
}

static void time_row(struct page *page, const struct chart *chart, size_t point)
{
	int64_t time_s = chart->start_s + (int64_t)point * chart->step_s;

	html_element(page, "<tr><th>", time_text(page->arena, time_s), "</th>");
}

static void points(struct page *page, const struct chart *chart)
{
	start(page, chart, chart->point_count, false);
	buffer_text(page->out, "<th scope=\"col\">from, UTC</th>");
	for (size_t k = 0; k < chart->line_count; k++)
		column(page, chart->lines[k].name, chart->lines[k].unit);
	buffer_text(page->out, "</tr>\n</thead>\n<tbody>\n");
	for (size_t i = 0; i < chart->point_count; i++) {
		time_row(page, chart, i);
		for (size_t k = 0; k < chart->line_count; k++)
			exact(page, chart->lines[k].values[i]);
		buffer_text(page->out, "</tr>\n");
	}
}

/* Lowest, mean and highest of the points that are known. */
static void spread_cells(struct page *page, const double *values, size_t count)
{
	struct span span = {INFINITY, -INFINITY};
	double sum = 0;
	size_t known = 0;

	for (size_t i = 0; i < count; i++) {
		if (!isfinite(values[i]))
			continue;
		span_add(&span, values[i]);
		sum += values[i];
		known++;
	}
	exact(page, span.low);
	exact(page, known ? sum / (double)known : NAN);
	exact(page, span.high);
}

static void days(struct page *page, const struct chart *chart)
{
	size_t points = chart->step_s < DAY ? (size_t)(DAY / chart->step_s) : 1;

	start(page, chart, (chart->point_count + points - 1) / points, false);
	buffer_printf(page->out, "<th scope=\"col\">%zu points from, UTC</th>", points);
	for (size_t k = 0; k < chart->line_count; k++) {
		const struct chart_line *line = &chart->lines[k];

		column(page, arena_printf(page->arena, "%s: lowest", line->name), line->unit);
		column(page, "mean", line->unit);
		column(page, "highest", line->unit);
	}
	buffer_text(page->out, "</tr>\n</thead>\n<tbody>\n");
	for (size_t i = 0; i < chart->point_count; i += points) {
		size_t left = chart->point_count - i, count = left < points ? left : points;

		time_row(page, chart, i);
		for (size_t k = 0; k < chart->line_count; k++)
			spread_cells(page, &chart->lines[k].values[i], count);
		buffer_text(page->out, "</tr>\n");
	}
}

void html_chart_table(struct page *page, const struct chart *chart)
{
	if (chart->kind != CHART_SERIES)
		marks(page, chart);
	else if (chart->point_count > LONGEST)
		days(page, chart);
	else
		points(page, chart);
	buffer_text(page->out, "</tbody>\n</table></div></details>\n");
}
