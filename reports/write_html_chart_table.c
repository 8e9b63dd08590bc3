/* The table behind a chart: its numbers, exact. */

#include <inttypes.h>
#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/write_html_chart.h"

static const char *exact(struct page *page, double value)
{
	return isfinite(value) ? text_double(page->arena, value) : "";
}

static void start(struct page *page, const struct chart *chart, size_t rows)
{
	buffer_printf(page->out, "<details class=\"data%s\"><summary>",
		      rows > 100 ? " long" : "");
	html_element(page, "Table: ", chart->title, "</summary>\n");
	html_element(page, "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"",
		     chart->title, "\"><table>");
	html_element(page, "<caption>", chart->title, "</caption>\n<thead>\n<tr>");
}

static void column(struct page *page, const char *title, const char *unit)
{
	html_element(page, "<th scope=\"col\" class=\"n\">", title, "");
	if (unit)
		html_element(page, " (", unit, ")");
	buffer_text(page->out, "</th>");
}

static void cells(struct page *page, const double *values, size_t count)
{
	for (size_t i = 0; i < count; i++)
		html_element(page, "<td>", exact(page, values[i]), "</td>");
}

static void marks(struct page *page, const struct chart *chart)
{
	start(page, chart, chart->mark_count);
	buffer_text(page->out, "<th scope=\"col\">name</th>");
	column(page, "value", chart->unit);
	column(page, "low", chart->unit);
	column(page, "high", chart->unit);
	buffer_text(page->out, "</tr>\n</thead>\n<tbody>\n");
	for (size_t i = 0; i < chart->mark_count; i++) {
		const struct chart_mark *mark = &chart->marks[i];

		html_element(page, "<tr><th scope=\"row\">", mark->label, "</th>");
		cells(page, (double[]){mark->value, mark->low, mark->high}, 3);
		buffer_text(page->out, "</tr>\n");
	}
}

static void points(struct page *page, const struct chart *chart)
{
	start(page, chart, chart->point_count);
	buffer_text(page->out, "<th scope=\"col\">from, UTC</th>");
	for (size_t k = 0; k < chart->line_count; k++)
		column(page, chart->lines[k].name, chart->lines[k].unit);
	buffer_text(page->out, "</tr>\n</thead>\n<tbody>\n");
	for (size_t i = 0; i < chart->point_count; i++) {
		int64_t time_s = chart->start_s + (int64_t)i * chart->step_s;

		html_element(page, "<tr><th>", time_text(page->arena, time_s), "</th>");
		for (size_t k = 0; k < chart->line_count; k++)
			cells(page, &chart->lines[k].values[i], 1);
		buffer_text(page->out, "</tr>\n");
	}
}

void html_chart_table(struct page *page, const struct chart *chart)
{
	if (chart->kind == CHART_SERIES)
		points(page, chart);
	else
		marks(page, chart);
	buffer_text(page->out, "</tbody>\n</table></div></details>\n");
}
