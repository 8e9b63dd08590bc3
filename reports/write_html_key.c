/* What looks and ticks of a chart say. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/number.h"
#include "reports/write_html_chart.h"

/* Percent of the narrowest drawing that a character of a tick takes. */
static const double character = 2;

static bool label_at(struct page *page, double x, const char *y, const char *dy,
		     const char *label, double *free)
{
	double width = character * (double)text_width(label), left = x - width / 2;
	const char *anchor = "middle";

	if (left < 0) {
		left = x;
		anchor = "start";
	} else if (left + width > 100) {
		left = x - width;
		anchor = "end";
	}
	if (left < *free)
		return false;
	*free = left + width + character;
	buffer_printf(page->out,
		      "<text class=\"tick\" x=\"%.2f%%\" y=\"%s\" dy=\"%s\" "
		      "text-anchor=\"%s\">",
		      x, y, dy, anchor);
	html_element(page, "", label, "</text>\n");
	return true;
}

bool tick_label(struct page *page, double x, const char *y, const char *label, double *free)
{
	return label_at(page, x, y, "1.3em", label, free);
}

void ticks_above(struct page *page, const struct axis *axis)
{
	double free = 0;

	for (size_t i = 0; i < axis->count; i++)
		label_at(page, axis_place(axis, axis->ticks[i]), "0", "-.5em",
			 axis_label(page->arena, axis, i), &free);
}

void ticks_write(struct page *page, const struct axis *axis, const char *end)
{
	double free = 0;

	for (size_t i = 0; i < axis->count; i++) {
		double x = axis_place(axis, axis->ticks[i]);

		buffer_printf(page->out,
			      "<line class=\"grid\" x1=\"%.2f%%\" x2=\"%.2f%%\" y2=\"%s\"/>", x,
			      x, end);
		tick_label(page, x, end, axis_label(page->arena, axis, i), &free);
	}
}

void axis_title(struct page *page, const char *y, const char *text)
{
	buffer_printf(page->out,
		      "<text class=\"tick\" x=\"50%%\" y=\"%s\" dy=\"2.7em\" "
		      "text-anchor=\"middle\">",
		      y);
	html_element(page, "", text, "</text>\n");
}

void key_line(struct page *page, enum key_sample sample, const char *look, const char *label,
	      const char *figure, const char *range)
{
	static const char *const shapes[] = {
	    [KEY_AREA] = "width=\"100%\" height=\"100%\"",
	    [KEY_LINE] = "y=\"40%\" width=\"100%\" height=\"20%\"",
	    [KEY_UPRIGHT] = "x=\"43%\" width=\"14%\" height=\"100%\"",
	};

	buffer_printf(page->out,
		      "<li><svg class=\"swatch\" aria-hidden=\"true\"><rect class=\"%s\" "
		      "%s/></svg>",
		      look, shapes[sample]);
	html_element(page, "<span>", label, "");
	if (*figure)
		html_element(page, " <b>", figure, "</b>");
	if (*range)
		html_element(page, " <small>", range, "</small>");
	buffer_text(page->out, "</span></li>\n");
}

void key_centre(struct page *page, const struct chart *chart, enum key_sample sample)
{
	const struct chart_mark centre = {.value = chart->centre,
					  .low = chart->centre_low,
					  .high = chart->centre_high,
					  .brief = chart->centre_brief,
					  .range = chart->centre_range};

	const char *range = chart_range(page, chart, &centre);

	if (*range && sample == KEY_UPRIGHT)
		range = arena_printf(page->arena, "%s, shaded", range);
	if (isfinite(chart->centre))
		key_line(page, sample, "line", chart->centre_label ? chart->centre_label : "",
			 chart_brief(page, chart, &centre), range);
}
