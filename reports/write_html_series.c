/* Lines over time, a panel each, over one axis of time. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/write_html_chart.h"

/* Heights and a width in pixels (page.css has it, too); the columns of a curve. */
enum { PANEL = 132, CURVE = 96, NAME = 24, AXIS = 36, MARGIN = 42, COLUMNS = 1000, TICKS = 3 };

static struct span span_of(const struct chart *chart, const struct chart_line *line)
{
	struct span span = {INFINITY, -INFINITY};

	for (size_t i = 0; i < chart->point_count; i++)
		span_add(&span, line->values[i]);
	return span;
}

/* Lines of one unit have one axis, so that their heights compare. */
static struct axis axis_of(const struct chart *chart, const struct chart_line *line)
{
	struct span span = {0, 0};

	for (size_t i = 0; i < chart->line_count; i++) {
		struct span other = span_of(chart, &chart->lines[i]);

		if (!text_same(chart->lines[i].unit, line->unit))
			continue;
		span_add(&span, other.low);
		span_add(&span, other.high);
	}
	return axis_from_zero(span.low, span.high, TICKS);
}

/* From the top of a curve. */
static double height_of(const struct axis *axis, double value)
{
	return CURVE * (1 - axis_place(axis, value) / 100);
}

static void values_grid(struct page *page, const struct axis *axis)
{
	for (size_t i = 0; i < axis->count; i++) {
		double y = height_of(axis, axis->ticks[i]);

		buffer_printf(page->out,
			      "<line class=\"grid\" x2=\"100%%\" y1=\"%.1f\" y2=\"%.1f\"/>", y,
			      y);
	}
	buffer_text(page->out, "\n");
}

static void values_texts(struct page *page, const struct axis *axis)
{
	for (size_t i = 0; i < axis->count; i++) {
		buffer_printf(page->out,
			      "<text class=\"tick\" x=\"%d\" y=\"%.1f\" "
			      "text-anchor=\"end\">",
			      MARGIN, NAME + height_of(axis, axis->ticks[i]) + 4);
		html_element(page, "", axis_label(page->arena, axis, i), "</text>");
	}
	buffer_text(page->out, "\n");
}

/* Draws a line, or the area between it and 0; lifted where nothing is known. */
struct pen {
	struct page *page;
	const struct axis *axis;
	bool area, down;
};

static void lift(struct pen *pen)
{
	if (pen->down && pen->area)
		buffer_printf(pen->page->out, "V%.1fZ", height_of(pen->axis, 0));
	pen->down = false;
}

static void go(struct pen *pen, double x, double value)
{
	if (!pen->down && pen->area)
		buffer_printf(pen->page->out, "M%.1f %.1fL", x, height_of(pen->axis, 0));
	else
		buffer_text(pen->page->out, pen->down ? "L" : "M");
	buffer_printf(pen->page->out, "%.1f %.1f", x, height_of(pen->axis, value));
	pen->down = true;
}

/* Each value lasts for its step. */
static void steps(struct pen *pen, const struct chart *chart, const struct chart_line *line)
{
	double width = (double)COLUMNS / (double)chart->point_count;

	for (size_t i = 0; i < chart->point_count; i++) {
		if (!isfinite(line->values[i])) {
			lift(pen);
			continue;
		}
		go(pen, width * (double)i, line->values[i]);
		go(pen, width * (double)(i + 1), line->values[i]);
	}
	lift(pen);
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
			lift(pen);
			continue;
		}
		if (!pen->area)
			go(pen, (double)column, column % 2 ? span.high : span.low);
		go(pen, (double)column, column % 2 && !pen->area ? span.low : span.high);
	}
	lift(pen);
}

static void curve(struct page *page, const struct chart *chart, size_t i,
		  const struct axis *axis)
{
	const struct chart_line *line = &chart->lines[i];

	for (int area = 1; area >= 0; area--) {
		struct pen pen = {page, axis, area, false};

		buffer_printf(page->out, "<path class=\"%s c%zu\" d=\"",
			      area ? "area" : "curve", html_colour(page, chart->group));
		if (chart->point_count > COLUMNS)
			columns(&pen, chart, line);
		else
			steps(&pen, chart, line);
		buffer_text(page->out, "\"/>");
	}
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

static void panel(struct page *page, const struct chart *chart, size_t i)
{
	const struct chart_line *line = &chart->lines[i];
	struct span span = span_of(chart, line);
	struct chart_mark mark = mark_of(page, line, span);
	struct axis axis = axis_of(chart, line);

	buffer_printf(page->out, "<svg y=\"%zu\" height=\"%d\">", i * PANEL, PANEL);
	html_element(page, "<text class=\"name\" y=\"14\"><tspan>", line->name, "</tspan>");
	html_element(page, " <tspan class=\"unit\">", line->unit ? line->unit : "",
		     "</tspan></text>\n");
	values_texts(page, &axis);
	buffer_printf(page->out,
		      "<foreignObject class=\"over\" x=\"48\" width=\"85%%\" y=\"%d\" "
		      "height=\"%d\"><svg>\n",
		      NAME, CURVE);
	values_grid(page, &axis);
	mark_open(page, &mark);
	buffer_printf(page->out,
		      "<rect class=\"hit\" width=\"100%%\" height=\"100%%\"/>"
		      "<svg viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\">",
		      COLUMNS, CURVE);
	curve(page, chart, i, &axis);
	buffer_text(page->out, "</svg></g></svg></foreignObject></svg>\n");
}

/* Behind all panels: lines at the ticks of time, what those say, and a line that follows the
 * pointer. */
static void times(struct page *page, const struct chart *chart, size_t bottom)
{
	int64_t end_s = chart->start_s + chart->step_s * (int64_t)chart->point_count;
	struct time_axis axis = time_axis_of(page->arena, chart->start_s, end_s);
	double free = 0;

	buffer_printf(page->out,
		      "<foreignObject class=\"over\" x=\"48\" width=\"85%%\" "
		      "height=\"%zu\"><svg class=\"times\">\n",
		      bottom + AXIS);
	for (size_t i = 0; i < axis.count; i++) {
		double x = 100 * (double)(axis.ticks[i] - axis.from_s) /
			   (double)(axis.to_s - axis.from_s);

		for (size_t k = 0; k < chart->line_count; k++)
			buffer_printf(page->out,
				      "<line class=\"grid\" x1=\"%.2f%%\" x2=\"%.2f%%\" "
				      "y1=\"%zu\" y2=\"%zu\"/>",
				      x, x, k * PANEL + NAME, k * PANEL + NAME + CURVE);
		tick_label(page, x, arena_printf(page->arena, "%zu", bottom), axis.labels[i],
			   &free);
	}
	axis_title(page, arena_printf(page->arena, "%zu", bottom),
		   arena_printf(page->arena, "%s to %s, UTC",
				time_text(page->arena, chart->start_s),
				time_text(page->arena, end_s)));
	buffer_printf(page->out,
		      "<line class=\"cursor\" y1=\"%d\" "
		      "y2=\"%zu\"/></svg></foreignObject>\n",
		      NAME, bottom);
}

void html_series(struct page *page, const struct chart *chart)
{
	size_t bottom = chart->line_count * PANEL - PANEL + NAME + CURVE;

	chart_open(page, chart, "lines", (double)(bottom + AXIS), "");
	times(page, chart, bottom);
	for (size_t i = 0; i < chart->line_count; i++)
		panel(page, chart, i);
	buffer_text(page->out, "</svg>\n");
}
