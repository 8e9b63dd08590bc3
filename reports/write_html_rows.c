/* Rows of a chart: a label, a plot and a figure each, over one axis. Attributes place them for
 * the narrowest page; the style moves them where there is more room. */

#include <math.h>

#include "lca/base/text.h"
#include "reports/write_html_chart.h"

/* In em of the drawing. */
static const double row_height = 2, axis_height = 2.5;

size_t rows_count(const struct chart *chart)
{
	return chart->mark_count < CHART_ROWS ? chart->mark_count : CHART_ROWS;
}

/* Marks are of more than one group: rows tell which, as a colour alone does not. */
static bool rows_are_of_groups(const struct chart *chart)
{
	for (size_t i = 1; i < chart->mark_count && chart->kind == CHART_INTERVALS; i++)
		if (!text_same(chart->marks[i].group, chart->marks[0].group))
			return true;
	return false;
}

static bool starts_group(const struct chart *chart, size_t row)
{
	return row == 0 || !text_same(chart->marks[row].group, chart->marks[row - 1].group);
}

/* Rows of a group stand together. */
static bool groups_are_runs(const struct chart *chart)
{
	for (size_t row = 1; row < rows_count(chart); row++)
		for (size_t i = 0; i + 1 < row && starts_group(chart, row); i++)
			if (text_same(chart->marks[i].group, chart->marks[row].group))
				return false;
	return true;
}

/* Of rows that stand together the first one does for all. */
static bool tells_group(const struct chart *chart, size_t row)
{
	return chart->marks[row].group && rows_are_of_groups(chart) &&
	       (starts_group(chart, row) || !groups_are_runs(chart));
}

static void centre(struct page *page, const struct chart *chart, const struct axis *axis)
{
	double low = chart_shown(chart, chart->centre_low);
	double high = chart_shown(chart, chart->centre_high);
	double x = axis_place(axis, chart_shown(chart, chart->centre));

	if (!isfinite(chart->centre))
		return;
	if (isfinite(low) && isfinite(high))
		buffer_printf(page->out,
			      "<rect class=\"band\" x=\"%.2f%%\" width=\"%.2f%%\" "
			      "height=\"100%%\"/>",
			      axis_place(axis, low),
			      axis_place(axis, high) - axis_place(axis, low));
	buffer_printf(page->out,
		      "<line class=\"centre\" x1=\"%.2f%%\" x2=\"%.2f%%\" y2=\"100%%\"/>\n", x,
		      x);
}

/* Few rows are seen together with the axis below them. A label longer than SHORT has no room
 * beside the figure in one line of a narrow page. */
enum { FEW = 12, SHORT = 24 };

static bool is_long(const struct chart *chart, size_t row)
{
	const struct chart_mark *mark = &chart->marks[row];
	size_t width = text_width(mark->label);

	if (tells_group(chart, row))
		width += 1 + text_width(mark->group);
	return width > SHORT;
}

static const char *kind_of_rows(const struct chart *chart)
{
	bool many = rows_count(chart) > FEW;

	for (size_t row = 0; row < rows_count(chart); row++)
		if (is_long(chart, row))
			return many ? "rows tall many" : "rows tall";
	return many ? "rows many" : "rows";
}

void rows_open(struct page *page, const struct chart *chart, const struct axis *axis)
{
	double height = row_height * (double)rows_count(chart);

	chart_open(page, chart, kind_of_rows(chart), height + axis_height, "em");
	buffer_printf(page->out,
		      "<foreignObject class=\"plot\" width=\"100%%\" height=\"%gem\"><svg>\n",
		      height);
	ticks_write(page, axis, "100%");
	axis_title(page, "100%", chart_axis(page, chart));
	if (rows_count(chart) > FEW)
		ticks_above(page, axis);
	centre(page, chart, axis);
	if (axis->from < 0 && axis->to > 0 && !axis->logarithmic)
		buffer_printf(page->out,
			      "<line class=\"zero\" x1=\"%.2f%%\" x2=\"%.2f%%\" "
			      "y2=\"100%%\"/>\n",
			      axis_place(axis, 0), axis_place(axis, 0));
	buffer_text(page->out, "</svg></foreignObject>\n");
}

void row_open(struct page *page, const struct chart *chart, size_t row, const char *figure,
	      const char *range)
{
	buffer_printf(page->out, "<svg class=\"row\" y=\"%gem\" height=\"%gem\">",
		      row_height * (double)row, row_height);
	mark_open(page, &chart->marks[row]);
	buffer_text(page->out, "<rect class=\"hit\" width=\"100%\" height=\"100%\"/>");
	if (row > 0 && tells_group(chart, row) && groups_are_runs(chart))
		buffer_text(page->out, "<line class=\"grid\" x2=\"100%\"/>");
	html_element(page,
		     "<foreignObject class=\"texts\" width=\"100%\" height=\"45%\"><div><span "
		     "class=\"label\">",
		     chart->marks[row].label, "");
	if (tells_group(chart, row))
		html_element(page, " <i>", chart->marks[row].group, "</i>");
	html_element(page, "</span> <span class=\"figure\"><b>", figure, "</b>");
	if (*range)
		html_element(page, " <i>", range, "</i>");
	buffer_text(
	    page->out,
	    "</span></div></foreignObject>"
	    "<foreignObject class=\"plot\" y=\"45%\" width=\"100%\" height=\"50%\"><svg>");
}

void row_close(struct page *page)
{
	buffer_text(page->out, "</svg></foreignObject></g></svg>\n");
}

void rows_close(struct page *page, const struct chart *chart)
{
	buffer_text(page->out, "</svg>\n");
	if (chart->mark_count > CHART_ROWS)
		buffer_printf(page->out,
			      "<p class=\"note\">The first %d of %zu rows are drawn; the table "
			      "has all.</p>\n",
			      CHART_ROWS, chart->mark_count);
}

void row_whisker(struct page *page, const struct axis *axis, double low, double high,
		 const char *y)
{
	double from, to;

	if (!isfinite(low) || !isfinite(high) || !(low < high))
		return;
	from = axis_place(axis, low);
	to = axis_place(axis, high);
	buffer_printf(page->out,
		      "<line class=\"whisker\" x1=\"%.2f%%\" x2=\"%.2f%%\" y1=\"%s\" "
		      "y2=\"%s\"/>",
		      from, to, y, y);
}

void row_bar(struct page *page, const struct axis *axis, double from, double to,
	     const char *class)
{
	double left = axis_place(axis, fmin(from, to)),
	       right = axis_place(axis, fmax(from, to));

	buffer_printf(page->out,
		      "<rect class=\"bar %s\" x=\"%.3f%%\" width=\"%.3f%%\" y=\"20%%\" "
		      "height=\"60%%\"/>",
		      class, left, right - left);
}
