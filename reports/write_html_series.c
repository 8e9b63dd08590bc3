/* Lines over time, a panel each, over one axis of time. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/write_html_chart.h"

/* Heights in pixels; the columns of a curve. */
enum { PANEL = 132, CURVE = 100, NAME = 22, AXIS = 22, COLUMNS = 1000, TICKS = 3 };

static struct span span_of(const struct chart *chart, const struct chart_line *line)
{
	struct span span = {INFINITY, -INFINITY};

	for (size_t i = 0; i < chart->point_count; i++)
		span_add(&span, line->values[i]);
	return span;
}

static void ticks(struct page *page, const struct axis *axis)
{
	for (size_t i = 0; i < axis->count; i++) {
		double y = NAME + CURVE * (1 - axis_place(axis, axis->ticks[i]) / 100);

		buffer_printf(page->out,
			      "<line class=\"grid\" x2=\"100%%\" y1=\"%.1f\" y2=\"%.1f\"/>"
			      "<text class=\"tick\" x=\"0\" y=\"%.1f\">",
			      y, y, y - 3);
		html_element(page, "", axis_label(page->arena, axis, i), "</text>\n");
	}
}

struct pen {
	struct page *page;
	const struct axis *axis;
	bool down;
};

static void go(struct pen *pen, double x, double value)
{
	buffer_printf(pen->page->out, "%c%.1f %.1f", pen->down ? 'L' : 'M', x,
		      CURVE * (1 - axis_place(pen->axis, value) / 100));
	pen->down = true;
}

/* Each value lasts for its step; a gap lifts the pen. */
static void steps(struct pen *pen, const struct chart *chart, const struct chart_line *line)
{
	double width = (double)COLUMNS / (double)chart->point_count;

	for (size_t i = 0; i < chart->point_count; i++) {
		if (!isfinite(line->values[i])) {
			pen->down = false;
			continue;
		}
		go(pen, width * (double)i, line->values[i]);
		go(pen, width * (double)(i + 1), line->values[i]);
	}
}

/* Where there are more points than columns: from the lowest to the highest of each column. */
static void columns(struct pen *pen, const struct chart *chart, const struct chart_line *line)
{
	for (size_t column = 0; column < COLUMNS; column++) {
		struct span span = {INFINITY, -INFINITY};
		size_t first = column * chart->point_count / COLUMNS;
		size_t end = (column + 1) * chart->point_count / COLUMNS;

		for (size_t i = first; i < end; i++)
			span_add(&span, line->values[i]);
		if (span.low > span.high) {
			pen->down = false;
			continue;
		}
		go(pen, (double)column, column % 2 ? span.high : span.low);
		go(pen, (double)column, column % 2 ? span.low : span.high);
	}
}

static void panel(struct page *page, const struct chart *chart, size_t i)
{
	const struct chart_line *line = &chart->lines[i];
	struct span span = span_of(chart, line);
	struct chart_mark mark = {
	    .label = line->name, .value = NAN, .low = span.low, .high = span.high};
	struct axis axis = axis_from_zero(span.low, span.high, TICKS);
	struct pen pen = {page, &axis, false};

	mark.text = arena_printf(
	    page->arena, "%s: %s to %s %s", line->name, text_double(page->arena, span.low),
	    text_double(page->arena, span.high), line->unit ? line->unit : "");
	buffer_printf(page->out, "<svg class=\"panel\" y=\"%zu\" height=\"%d\">", i * PANEL,
		      PANEL);
	html_element(page, "<text class=\"name\" y=\"14\"><tspan>", line->name, "</tspan>");
	html_element(page, " <tspan class=\"unit\">", line->unit ? line->unit : "",
		     "</tspan></text>\n");
	ticks(page, &axis);
	mark_open(page, &mark);
	buffer_printf(page->out,
		      "<svg y=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
		      "preserveAspectRatio=\"none\"><path class=\"curve c%zu\" d=\"",
		      NAME, CURVE, COLUMNS, CURVE, i % HTML_COLOURS);
	if (chart->point_count > COLUMNS)
		columns(&pen, chart, line);
	else
		steps(&pen, chart, line);
	buffer_text(page->out, "\"/></svg></g></svg>\n");
}

void html_series(struct page *page, const struct chart *chart)
{
	int64_t width = chart->step_s * (int64_t)chart->point_count;
	struct time_axis axis =
	    time_axis_of(page->arena, chart->start_s, chart->start_s + width);
	size_t bottom = chart->line_count * PANEL;

	chart_open(page, chart, "lines", (double)(bottom + AXIS), "");
	for (size_t i = 0; i < chart->line_count; i++)
		panel(page, chart, i);
	for (size_t i = 0; i < axis.count; i++) {
		double x = 100 * (double)(axis.ticks[i] - axis.from_s) / (double)width;

		buffer_printf(page->out,
			      "<line class=\"grid\" x1=\"%.2f%%\" x2=\"%.2f%%\" y1=\"%d\" "
			      "y2=\"%zu\"/><text class=\"tick\" x=\"%.2f%%\" y=\"%zu\" "
			      "text-anchor=\"%s\">",
			      x, x, NAME, bottom, x, bottom + 12,
			      x < 6    ? "start"
			      : x > 94 ? "end"
				       : "middle");
		html_element(page, "", axis.labels[i], "</text>\n");
	}
	buffer_text(page->out, "</svg>\n");
}
