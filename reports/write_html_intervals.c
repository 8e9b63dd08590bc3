/* Charts with a row for each mark: dots with their ranges, swings about a total, and steps. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/write_html_chart.h"

enum { TICKS = 5 };

static struct span span_of(const struct chart *chart)
{
	struct span span = {INFINITY, -INFINITY};

	for (size_t i = 0; i < rows_count(chart); i++) {
		span_add(&span, chart_shown(chart, chart->marks[i].value));
		span_add(&span, chart_shown(chart, chart->marks[i].low));
		span_add(&span, chart_shown(chart, chart->marks[i].high));
	}
	span_add(&span, chart_shown(chart, chart->centre));
	span_add(&span, chart_shown(chart, chart->centre_low));
	span_add(&span, chart_shown(chart, chart->centre_high));
	if (span.low > span.high)
		span = (struct span){0, 1};
	return span;
}

void html_intervals(struct page *page, const struct chart *chart)
{
	struct span span = span_of(chart);
	struct axis axis = axis_around(span.low, span.high, chart->logarithmic, TICKS);

	rows_open(page, chart, &axis);
	for (size_t i = 0; i < rows_count(chart); i++) {
		const struct chart_mark *mark = &chart->marks[i];

		row_open(page, chart, i, chart_brief(page, chart, mark),
			 chart_range(page, chart, mark));
		buffer_printf(page->out, "<g class=\"c%zu%s\">",
			      chart_colour(page, chart, mark), mark->open ? " open" : "");
		row_whisker(page, &axis, chart_shown(chart, mark->low),
			    chart_shown(chart, mark->high), "50%");
		if (isfinite(mark->value))
			buffer_printf(page->out,
				      "<circle class=\"dot\" cx=\"%.2f%%\" cy=\"50%%\" "
				      "r=\"5\"/>",
				      axis_place(&axis, chart_shown(chart, mark->value)));
		buffer_text(page->out, "</g>");
		row_close(page);
	}
	rows_close(page, chart);
}

void html_tornado(struct page *page, const struct chart *chart)
{
	struct span span = span_of(chart);
	struct axis axis = chart->logarithmic ? axis_around(span.low, span.high, true, TICKS)
					      : axis_of_changes(span.low, span.high, TICKS);

	rows_open(page, chart, &axis);
	for (size_t i = 0; i < rows_count(chart); i++) {
		const struct chart_mark *mark = &chart->marks[i];
		double low = chart_shown(chart, mark->low),
		       high = chart_shown(chart, mark->high);
		double middle = chart_shown(chart, chart->centre);

		if (!isfinite(middle))
			middle = (low + high) / 2;
		row_open(page, chart, i, chart_brief(page, chart, mark),
			 chart_range(page, chart, mark));
		if (isfinite(low))
			row_bar(page, &axis, middle, low, "lower");
		if (isfinite(high))
			row_bar(page, &axis, middle, high, "upper");
		row_close(page);
	}
	rows_close(page, chart);
	buffer_text(page->out, "<ul class=\"key\">\n");
	key_line(page, KEY_AREA, "bar lower", "with the input at the low end of its interval",
		 "", "");
	key_line(page, KEY_AREA, "bar upper", "at the high end", "", "");
	key_centre(page, chart, KEY_UPRIGHT);
	buffer_text(page->out, "</ul>\n");
}

/* Where a step starts: at the sum so far. */
static double start_of(const struct chart *chart, size_t row)
{
	double sum = 0;

	for (size_t i = 0; i < row; i++) {
		if (chart->marks[i].whole && isfinite(chart->marks[i].value))
			sum = chart->marks[i].value;
		else if (isfinite(chart->marks[i].value))
			sum += chart->marks[i].value;
	}
	return chart->marks[row].whole ? 0 : chart_shown(chart, sum);
}

/* From the end of the bar above to this one. */
static void join(struct page *page, const struct axis *axis, double value)
{
	double x = axis_place(axis, value);

	buffer_printf(page->out,
		      "<line class=\"join\" x1=\"%.2f%%\" x2=\"%.2f%%\" y1=\"-20%%\" "
		      "y2=\"20%%\"/>",
		      x, x);
}

void html_waterfall(struct page *page, const struct chart *chart)
{
	struct span span = {0, 0};
	struct axis axis;

	for (size_t i = 0; i < rows_count(chart); i++) {
		double value = chart_shown(chart, chart->marks[i].value);

		span_add(&span, start_of(chart, i));
		span_add(&span, start_of(chart, i) + value);
		if (chart->marks[i].whole)
			span_add(&span, chart_shown(chart, chart->marks[i].high));
	}
	axis = axis_from_zero(span.low, span.high, TICKS);
	rows_open(page, chart, &axis);
	for (size_t i = 0; i < rows_count(chart); i++) {
		const struct chart_mark *mark = &chart->marks[i];
		double start = start_of(chart, i), value = chart_shown(chart, mark->value);

		row_open(page, chart, i, chart_brief(page, chart, mark),
			 chart_range(page, chart, mark));
		if (i > 0 && isfinite(value))
			join(page, &axis, mark->whole ? value : start);
		if (isfinite(value))
			row_bar(page, &axis, start, start + value,
				mark->whole ? "whole"
				: value < 0 ? "less"
					    : "more");
		if (mark->whole)
			row_whisker(page, &axis, chart_shown(chart, mark->low),
				    chart_shown(chart, mark->high), "50%");
		row_close(page);
	}
	rows_close(page, chart);
}
