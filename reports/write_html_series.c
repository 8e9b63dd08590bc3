/* Lines over time, a panel each, over one axis of time. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/write_html_chart.h"

/* Heights in pixels; the columns of a curve. */
enum { PANEL = 132, CURVE = 96, NAME = 24, AXIS = 18, COLUMNS = 1000, TICKS = 3 };

static struct span span_of(const struct chart *chart, const struct chart_line *line)
{
	struct span span = {INFINITY, -INFINITY};

	for (size_t i = 0; i < chart->point_count; i++)
		span_add(&span, line->values[i]);
	return span;
}

static double height_of(const struct axis *axis, size_t tick)
{
	return NAME + CURVE * (1 - axis_place(axis, axis->ticks[tick]) / 100);
}

static void values_grid(struct page *page, const struct axis *axis)
{
	for (size_t i = 0; i < axis->count; i++)
		buffer_printf(page->out,
			      "<line class=\"grid\" x2=\"100%%\" y1=\"%.1f\" y2=\"%.1f\"/>",
			      height_of(axis, i), height_of(axis, i));
	buffer_text(page->out, "\n");
}

/* Above their lines and the curve. */
static void values_texts(struct page *page, const struct axis *axis)
{
	for (size_t i = 0; i < axis->count; i++) {
		buffer_printf(page->out, "<text class=\"tick\" y=\"%.1f\">",
			      height_of(axis, i) - 3);
		html_element(page, "", axis_label(page->arena, axis, i), "</text>");
	}
	buffer_text(page->out, "\n");
}

static double time_place(const struct time_axis *axis, size_t tick)
{
	return 100 * (double)(axis->ticks[tick] - axis->from_s) /
	       (double)(axis->to_s - axis->from_s);
}

static void times_grid(struct page *page, const struct time_axis *axis)
{
	for (size_t i = 0; i < axis->count; i++)
		buffer_printf(page->out,
			      "<line class=\"grid\" x1=\"%.2f%%\" x2=\"%.2f%%\" y1=\"%d\" "
			      "y2=\"%d\"/>",
			      time_place(axis, i), time_place(axis, i), NAME, NAME + CURVE);
	buffer_text(page->out, "\n");
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

static void curve(struct page *page, const struct chart *chart, const struct chart_line *line,
		  const struct axis *axis)
{
	struct pen pen = {page, axis, false};

	if (chart->point_count > COLUMNS)
		columns(&pen, chart, line);
	else
		steps(&pen, chart, line);
}

static struct chart_mark mark_of(struct page *page, const struct chart_line *line,
				 struct span span)
{
	struct chart_mark mark = {.label = line->name, .value = NAN, .low = NAN, .high = NAN};

	if (span.low > span.high) {
		mark.text = arena_printf(page->arena, "%s: not known", line->name);
		return mark;
	}
	mark.low = span.low;
	mark.high = span.high;
	mark.text = arena_printf(
	    page->arena, "%s: %s to %s %s", line->name, text_double(page->arena, span.low),
	    text_double(page->arena, span.high), line->unit ? line->unit : "");
	return mark;
}

static void panel(struct page *page, const struct chart *chart, const struct time_axis *times,
		  size_t i)
{
	const struct chart_line *line = &chart->lines[i];
	struct span span = span_of(chart, line);
	struct chart_mark mark = mark_of(page, line, span);
	struct axis axis = axis_from_zero(fmin(span.low, 0), fmax(span.high, 0), TICKS);

	buffer_printf(page->out, "<svg class=\"panel\" y=\"%zu\" height=\"%d\">", i * PANEL,
		      PANEL);
	html_element(page, "<text class=\"name\" y=\"14\"><tspan>", line->name, "</tspan>");
	html_element(page, " <tspan class=\"unit\">", line->unit ? line->unit : "",
		     "</tspan></text>\n");
	times_grid(page, times);
	values_grid(page, &axis);
	mark_open(page, &mark);
	buffer_printf(page->out,
		      "<rect class=\"hit\" y=\"%d\" width=\"100%%\" height=\"%d\"/>"
		      "<svg y=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
		      "preserveAspectRatio=\"none\"><path class=\"curve c%zu\" d=\"",
		      NAME, CURVE, NAME, CURVE, COLUMNS, CURVE, i % HTML_COLOURS);
	curve(page, chart, line, &axis);
	buffer_text(page->out, "\"/></svg></g>\n");
	values_texts(page, &axis);
	buffer_text(page->out, "</svg>\n");
}

void html_series(struct page *page, const struct chart *chart)
{
	int64_t end_s = chart->start_s + chart->step_s * (int64_t)chart->point_count;
	struct time_axis times = time_axis_of(page->arena, chart->start_s, end_s);
	size_t bottom = chart->line_count * PANEL - PANEL + NAME + CURVE;

	chart_open(page, chart, "lines", (double)(bottom + AXIS), "");
	for (size_t i = 0; i < chart->line_count; i++)
		panel(page, chart, &times, i);
	for (size_t i = 0; i < times.count; i++) {
		double x = time_place(&times, i);

		buffer_printf(page->out,
			      "<text class=\"tick\" x=\"%.2f%%\" y=\"%zu\" "
			      "text-anchor=\"%s\">",
			      x, bottom + 15, tick_anchor(x));
		html_element(page, "", times.labels[i], "</text>\n");
	}
	buffer_printf(page->out,
		      "<line class=\"cursor\" x1=\"-9\" x2=\"-9\" y1=\"%d\" y2=\"%zu\"/>", NAME,
		      bottom);
	buffer_text(page->out, "</svg>\n");
}
