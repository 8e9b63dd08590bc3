/* One bar of the parts of a total, with the range of the total, and a key that names them. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/number.h"
#include "reports/write_html_chart.h"

/* Heights in pixels. */
enum { BAR = 44, BELOW = 12, GAP = 8, AXIS = 40, TICKS = 5 };

/* Percent of the width from which a part has room for its name. */
static const double room_for_name = 7;

static const char *share_of(struct page *page, const struct chart *chart,
			    const struct chart_mark *mark)
{
	if (!(mark->value >= 0) || !(chart->centre > 0))
		return "";
	return number_share(page->arena, mark->value / chart->centre);
}

static void part(struct page *page, const struct chart *chart, const struct axis *axis,
		 const struct chart_mark *mark, double start)
{
	double value = chart_shown(chart, mark->value);
	double left = axis_place(axis, fmin(start, start + value));
	double width = axis_place(axis, fmax(start, start + value)) - left;
	int y = value < 0 ? BAR + GAP : 0, height = value < 0 ? BELOW : BAR;

	mark_open(page, mark);
	buffer_printf(page->out,
		      "<rect class=\"part c%zu%s\" x=\"%.3f%%\" width=\"%.3f%%\" y=\"%d\" "
		      "height=\"%d\"/>",
		      chart_colour(page, chart, mark), mark->open ? " open" : "", left, width,
		      y, height);
	if (width > room_for_name && value > 0) {
		buffer_printf(page->out,
			      "<foreignObject class=\"name\" x=\"%.3f%%\" width=\"%.3f%%\" "
			      "y=\"0\" height=\"%d\">",
			      left, width, BAR);
		html_element(page, mark->open ? "<div class=\"at-least\"><b>" : "<div><b>",
			     mark->label, "</b>");
		html_element(page, "<span>", share_of(page, chart, mark),
			     "</span></div></foreignObject>");
	}
	buffer_text(page->out, "</g>\n");
}

static void key(struct page *page, const struct chart *chart)
{
	buffer_text(page->out, "<ul class=\"key\">\n");
	for (size_t i = 0; i < chart->mark_count; i++) {
		const struct chart_mark *mark = &chart->marks[i];
		const char *open = !isfinite(mark->value) ? " open missing"
				   : mark->open		  ? " open"
							  : "";

		key_line(page, KEY_AREA,
			 arena_printf(page->arena, "part c%zu%s",
				      chart_colour(page, chart, mark), open),
			 mark->label, chart_brief(page, chart, mark),
			 chart_range(page, chart, mark));
	}
	key_centre(page, chart, KEY_LINE);
	buffer_text(page->out, "</ul>\n");
}

void html_stack(struct page *page, const struct chart *chart)
{
	struct span span = {0, 0};
	double above = 0, below = 0;
	struct axis axis;
	int y = BAR + GAP;

	for (size_t i = 0; i < chart->mark_count; i++) {
		double value = chart_shown(chart, chart->marks[i].value);

		if (value > 0)
			above += value;
		else if (value < 0)
			below += value;
	}
	span_add(&span, above);
	span_add(&span, below);
	span_add(&span, chart_shown(chart, chart->centre_high));
	axis = axis_from_zero(span.low, span.high, TICKS);
	y += isfinite(chart->centre_low) || below < 0 ? BELOW + GAP : 0;
	chart_open(page, chart, "bar-of-parts", y + AXIS, "");
	ticks_write(page, &axis, arena_printf(page->arena, "%d", y + 4));
	axis_title(page, arena_printf(page->arena, "%d", y + 4), chart_axis(page, chart));
	above = below = 0;
	for (size_t i = 0; i < chart->mark_count; i++) {
		double value = chart_shown(chart, chart->marks[i].value);

		if (!isfinite(value))
			continue;
		part(page, chart, &axis, &chart->marks[i], value < 0 ? below : above);
		*(value < 0 ? &below : &above) += value;
	}
	row_whisker(page, &axis, chart_shown(chart, chart->centre_low),
		    chart_shown(chart, chart->centre_high), "58");
	if (isfinite(chart->centre) && isfinite(chart->centre_low))
		buffer_printf(page->out,
			      "<circle class=\"dot\" cx=\"%.2f%%\" cy=\"58\" r=\"5\"/>\n",
			      axis_place(&axis, chart_shown(chart, chart->centre)));
	buffer_text(page->out, "</svg>\n");
	key(page, chart);
}
