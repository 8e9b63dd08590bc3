#ifndef REPORTS_WRITE_HTML_CHART_H
#define REPORTS_WRITE_HTML_CHART_H

/*
 * Parts that the drawings of charts share.
 *
 * Horizontal places are percent and texts keep their size in pixels, so that a drawing fits any
 * width. Kinds with a row for each mark share their rows: a label, the plot and a figure, side
 * by side where there is room and the plot below the texts where there is none. Row i starts at
 * 2 i em of the drawing: page.css sets how much that is, and where the plot lies.
 */

#include "reports/chart.h"
#include "reports/chart_axis.h"
#include "reports/write_html.h"

/* Rows that are drawn; all others stand in the table alone. */
enum { CHART_ROWS = 40 };

/* In the unit that is shown. */
double chart_shown(const struct chart *chart, double value);
/* "24.7 t CO2e" and "10.4 - 27.2": as told, or rounded here; range "" without one. */
const char *chart_brief(struct page *page, const struct chart *chart,
			const struct chart_mark *mark);
const char *chart_range(struct page *page, const struct chart *chart,
			const struct chart_mark *mark);
/* 0 <= colour <= HTML_COLOURS: of its group in the page. */
size_t chart_colour(struct page *page, const struct chart *chart,
		    const struct chart_mark *mark);
/* "t CO2e, logarithmic axis" */
const char *chart_axis(struct page *page, const struct chart *chart);
/* Smallest and largest of what finite values of the marks, and the centre, tell. */
struct span {
	double low, high; /* low > high: nothing */
};
void span_add(struct span *span, double value);

/* What a tick at x percent says, below y, unless that would run into the one before: *free is
 * where there is room again, 0 at first. It stays within the drawing. */
bool tick_label(struct page *page, double x, const char *y, const char *label, double *free);
/* Lines of a grid from the top to end ("100%"), and below them what its ticks say, as many of
 * them as have room. */
void ticks_write(struct page *page, const struct axis *axis, const char *end);
/* What they say, above the top, too. */
void ticks_above(struct page *page, const struct axis *axis);
/* What an axis that ends at y is of, below its ticks. */
void axis_title(struct page *page, const char *y, const char *text);
/* A line of a key: a sample of what it explains, with its class, and what it says; figure and
 * range may be "". */
enum key_sample { KEY_AREA, KEY_LINE, KEY_UPRIGHT };
void key_line(struct page *page, enum key_sample sample, const char *look, const char *label,
	      const char *figure, const char *range);
/* The line of the centre in a key; nothing where there is none. */
void key_centre(struct page *page, const struct chart *chart, enum key_sample sample);

/* <svg class="KIND" ...> with title and description; height with its unit. */
void chart_open(struct page *page, const struct chart *chart, const char *kind, double height,
		const char *unit);
/* <g class="mark ..."> with its exact numbers and what hovering tells. */
void mark_open(struct page *page, const struct chart_mark *mark);

/* The rows of a chart: how many are drawn; the frame with its axis, centre and ticks; a row
 * with its texts, up to where its plot is drawn; and their ends. */
size_t rows_count(const struct chart *chart);
void rows_open(struct page *page, const struct chart *chart, const struct axis *axis);
void row_open(struct page *page, const struct chart *chart, size_t row, const char *figure,
	      const char *range);
void row_close(struct page *page);
void rows_close(struct page *page, const struct chart *chart);

/* A line from low to high, in the unit shown; nothing where there are none. */
void row_whisker(struct page *page, const struct axis *axis, double low, double high,
		 const char *y);
/* A rectangle from one value to another; class: after "bar". */
void row_bar(struct page *page, const struct axis *axis, double from, double to,
	     const char *class);

#endif
