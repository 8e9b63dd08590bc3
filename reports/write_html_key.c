/* What looks and ticks of a chart say. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/number.h"
#include "reports/write_html_chart.h"

/* Ticks nearer to an end than this many percent are written inwards from it. */
static const double at_end = 10;

const char *tick_text(struct page *page, const struct chart *chart, const struct axis *axis,
		      size_t tick)
{
	const char *label = axis_label(page->arena, axis, tick);

	if (tick + 1 < axis->count || !chart->shown)
		return label;
	return arena_printf(page->arena, "%s %s", label, chart->shown);
}

const char *tick_anchor(double x)
{
	if (x < at_end)
		return "start";
	return x > 100 - at_end ? "end" : "middle";
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

	if (isfinite(chart->centre))
		key_line(page, sample, "line", chart->centre_label ? chart->centre_label : "",
			 chart_brief(page, chart, &centre), chart_range(page, chart, &centre));
}
