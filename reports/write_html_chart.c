/* A chart in a page: its frame, what it shows in words, its drawing, and the table behind it.
 */

#include <assert.h>
#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/number.h"
#include "reports/write_html_chart.h"

static const char *const kinds[] = {
    [CHART_STACK] = "stack",	 [CHART_INTERVALS] = "intervals",
    [CHART_TORNADO] = "tornado", [CHART_WATERFALL] = "waterfall",
    [CHART_SERIES] = "series",
};

/* A stage has the colour of its place in every page; what is of none shares the others. */
static const char *const stages[] = {
#define STAGE(id, name, phase, title) #name,
#include "models/stages.def"
#undef STAGE
};

enum { STAGE_COLOURS = sizeof stages / sizeof *stages };
static_assert((int)STAGE_COLOURS < (int)HTML_COLOURS, "stages take all colours");

double chart_shown(const struct chart *chart, double value)
{
	return value / (chart->size > 0 ? chart->size : 1);
}

/* The numbers of a mark as a result has them, so that they are rounded as results are. */
static struct statistics statistics_of(const struct chart_mark *mark)
{
	bool spread = isfinite(mark->low) && isfinite(mark->high);

	return (struct statistics){.central = mark->value,
				   .low = spread ? mark->low : mark->value,
				   .high = spread ? mark->high : mark->value,
				   .finite = true};
}

static struct shown_unit unit_shown(const struct chart *chart)
{
	return (struct shown_unit){.text = chart->shown,
				   .size = chart->size > 0 ? chart->size : 1};
}

const char *chart_brief(struct page *page, const struct chart *chart,
			const struct chart_mark *mark)
{
	struct statistics statistics = statistics_of(mark);

	if (mark->brief)
		return mark->brief;
	if (!isfinite(mark->value))
		return "not known";
	return arena_printf(
	    page->arena, "%s %s",
	    number_central(page->arena, &statistics, unit_shown(chart), DIGITS_ITEM),
	    chart->shown ? chart->shown : "");
}

const char *chart_range(struct page *page, const struct chart *chart,
			const struct chart_mark *mark)
{
	struct statistics statistics = statistics_of(mark);

	if (mark->range || mark->brief)
		return mark->range ? mark->range : "";
	if (!isfinite(mark->value) || !(statistics.low < statistics.high))
		return "";
	return arena_printf(page->arena, "%s - %s",
			    number_low(page->arena, &statistics, unit_shown(chart)),
			    number_high(page->arena, &statistics, unit_shown(chart)));
}

static size_t of_stage(const char *group)
{
	for (size_t i = 0; i < STAGE_COLOURS; i++)
		if (text_same(stages[i], group))
			return i;
	return STAGE_COLOURS;
}

size_t html_colour(struct page *page, const char *group)
{
	size_t stage = group ? of_stage(group) : HTML_COLOURS, i = 0;

	if (stage != STAGE_COLOURS)
		return stage;
	while (i < page->group_count && !text_same(page->groups[i], group))
		i++;
	if (i == page->group_count) {
		page->groups = arena_grow(page->arena, page->groups, i, sizeof *page->groups);
		page->groups[page->group_count++] = group;
	}
	return STAGE_COLOURS + i % (HTML_COLOURS - STAGE_COLOURS);
}

size_t chart_colour(struct page *page, const struct chart *chart, const struct chart_mark *mark)
{
	return html_colour(page, !mark->group && chart->kind == CHART_STACK ? mark->label
									    : mark->group);
}

const char *chart_axis(struct page *page, const struct chart *chart)
{
	const char *shown = chart->shown ? chart->shown : "";

	return chart->logarithmic ? arena_printf(page->arena, "%s, logarithmic axis", shown)
				  : shown;
}

void span_add(struct span *span, double value)
{
	if (!isfinite(value))
		return;
	span->low = fmin(span->low, value);
	span->high = fmax(span->high, value);
}

void chart_open(struct page *page, const struct chart *chart, const char *kind, double height,
		const char *unit)
{
	buffer_printf(page->out,
		      "<svg class=\"%s\" role=\"img\" width=\"100%%\" height=\"%g%s\"", kind,
		      height, unit);
	if (chart->kind == CHART_SERIES)
		buffer_printf(page->out, " data-points=\"%zu\"", chart->point_count);
	html_element(page, " aria-labelledby=\"", chart->id, "-title ");
	html_element(page, "", chart->id, "-words\">\n");
	html_element(page, "<title id=\"", chart->id, "-title\">");
	html_element(page, "", chart->title, "</title>");
	html_element(page, "<desc id=\"", chart->id, "-words\">");
	html_element(page, "", chart->words ? chart->words : "", "</desc>\n");
}

static void number(struct page *page, const char *name, double value)
{
	if (isfinite(value))
		buffer_printf(page->out, " data-%s=\"%s\"", name,
			      text_double(page->arena, value));
}

void mark_open(struct page *page, const struct chart_mark *mark)
{
	html_element(page, "<g class=\"mark\" data-label=\"", mark->label, "\"");
	if (mark->group)
		html_element(page, " data-group=\"", mark->group, "\"");
	number(page, "value", mark->value);
	number(page, "low", mark->low);
	number(page, "high", mark->high);
	html_element(page, "><title>", mark->text ? mark->text : mark->label, "</title>");
}

static void draw(struct page *page, const struct chart *chart)
{
	switch (chart->kind) {
	case CHART_STACK:
		html_stack(page, chart);
		return;
	case CHART_INTERVALS:
		html_intervals(page, chart);
		return;
	case CHART_TORNADO:
		html_tornado(page, chart);
		return;
	case CHART_WATERFALL:
		html_waterfall(page, chart);
		return;
	case CHART_SERIES:
		html_series(page, chart);
		return;
	}
}

void html_chart(struct page *page, const struct chart *chart)
{
	html_element(page, "<figure class=\"chart\" id=\"", chart->id, "\"");
	buffer_printf(page->out, " data-kind=\"%s\"", kinds[chart->kind]);
	html_element(page, " data-unit=\"", chart->unit ? chart->unit : "", "\">\n");
	html_element(page, "<figcaption><strong>", chart->title, "");
	if (chart->kind != CHART_SERIES && chart->shown)
		html_element(page, " <small>in ", chart_axis(page, chart), "</small>");
	buffer_text(page->out, "</strong>");
	if (chart->words)
		html_element(page, " <span>", chart->words, "</span>");
	buffer_text(page->out, "</figcaption>\n");
	draw(page, chart);
	html_chart_table(page, chart);
	buffer_text(page->out, "</figure>\n");
}
