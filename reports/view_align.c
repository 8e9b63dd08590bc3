/* The report of lca align: the rows side by side, then bridge by bridge. */

#include "reports/view_align.h"

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/view.h"

enum { SHORT_DIGEST = 12, MOST_PAGES = 12 };

static size_t cite(struct align_view *view, const char *citation)
{
	for (size_t i = 0; i < view->source_count; i++)
		if (text_same(view->sources[i], citation))
			return i + 1;
	view->sources = arena_grow(view->doc->arena, view->sources, view->source_count,
				   sizeof *view->sources);
	view->sources[view->source_count++] = citation;
	return view->source_count;
}

static const char *how(struct align_view *view, const struct align_bridge *bridge)
{
	struct arena *arena = view->doc->arena;
	const char *text = bridge->how;

	if (bridge->status == ALIGN_UNKNOWN)
		return arena_printf(arena, "cannot be crossed: %s", bridge->reason);
	if (bridge->status == ALIGN_INSIDE)
		text = arena_printf(arena, "inside: %s", bridge->how);
	text = number_group(arena, text);
	if (bridge->source)
		text = arena_printf(arena, "%s [%zu]", text, cite(view, bridge->source));
	return text;
}

static void bridge_row(struct align_view *view, const struct align_bridge *bridge,
		       enum align_step step, struct shown_unit unit)
{
	struct doc *doc = view->doc;
	bool number = bridge->status == ALIGN_CROSSED || bridge->status == ALIGN_APART;

	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, align_step_name(step));
	if (number)
		align_bridge_cell(doc, bridge, unit, step);
	else
		doc_cell(doc, NULL);
	if (bridge->status == ALIGN_UNKNOWN || bridge->status == ALIGN_NOT_ASKED)
		doc_cell(doc, NULL);
	else
		doc_number(doc, align_central(doc->arena, &bridge->after, unit));
	if (number)
		align_range_cell(doc, &bridge->after, unit);
	else
		doc_cell(doc, NULL);
	doc_cell(doc, how(view, bridge));
}

/* Location against market: a figure beside the row. */
static void market_row(struct align_view *view, const struct align_bridge *market,
		       struct shown_unit unit)
{
	struct doc *doc = view->doc;

	if (market->status == ALIGN_NOT_ASKED)
		return;
	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, "market-based");
	doc_cell(doc, NULL);
	doc_number(doc, align_central(doc->arena, &market->after, unit));
	align_range_cell(doc, &market->after, unit);
	doc_cell(doc,
		 arena_printf(doc->arena, "beside it, never summed: %s", how(view, market)));
}

/* What a row is of: model, stage, place. */
static void describe(struct align_view *view, const struct aligned *row)
{
	const struct claim *claim = row->claim;
	const char *const parts[] = {
	    claim->model,  claim->organisation,
	    claim->stage,  claim->region ? claim->region->name : claim->region_text,
	    claim->source, view_place(view->doc->arena, claim->place)};
	const char *text = "";

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (parts[i] && *parts[i])
			text = arena_printf(view->doc->arena, "%s%s%s", text, *text ? "; " : "",
					    parts[i]);
	doc_add(view->doc, DOC_TEXT, "%s", text);
}

static void row_page(struct align_view *view, const struct aligned *row, size_t number)
{
	static const struct doc_column columns[] = {
	    {.title = "bridge"},
	    {.title = "adds", .align = ALIGN_RIGHT},
	    {.title = "sum", .align = ALIGN_RIGHT},
	    {.title = "range", .align = ALIGN_RANGE},
	    {.title = "how", .wraps = true},
	};
	struct shown_unit unit =
	    align_unit(view->doc->arena, row->unit.text, row->total.central);
	struct doc *doc = view->doc;

	doc_add(doc, DOC_SECTION, "%s, in %s", row->id, unit.text);
	describe(view, row);
	view_chart_waterfall(view, row, number, unit);
	doc_table(doc, columns, sizeof columns / sizeof *columns);
	for (int step = 0; step < ALIGN_STEPS; step++) {
		const struct align_bridge *bridge = &row->bridges[step];

		if (bridge->status != ALIGN_NOT_ASKED || (bridge->how && *bridge->how))
			bridge_row(view, bridge, (enum align_step)step, unit);
	}
	market_row(view, &row->market, unit);
	doc_list(doc, DOC_LIST, NULL);
	for (size_t i = 0; i < row->note_count; i++)
		doc_line(doc, 0, "%s", row->notes[i]);
	doc_drop_empty(doc);
}

/* What is on the near side of each bridge that was asked for. */
static const char *boundary(struct arena *arena, enum align_step to)
{
	static const char *const names[ALIGN_STEPS] = {
	    [ALIGN_HOST] = "whole machines (accelerators with their hosts)",
	    [ALIGN_PUE] = "facility",
	    [ALIGN_GRID] = "location-based grid",
	    [ALIGN_IDLE] = "idle machines",
	    [ALIGN_EXPERIMENTS] = "experiments",
	    [ALIGN_EMBODIED] = "hardware",
	    [ALIGN_LOSSES] = "losses of the grid"};
	const char *text = names[ALIGN_HOST];

	for (int step = ALIGN_PUE; step <= (int)to; step++)
		text = arena_printf(arena, "%s, %s", text, names[step]);
	return text;
}

static void headline(struct align_view *view)
{
	const struct alignment *alignment = view->report->alignment;
	size_t complete = 0;

	for (size_t i = 0; i < alignment->count; i++)
		complete += alignment->rows[i].complete;
	doc_add(view->doc, DOC_TITLE, "Published figures on one boundary");
	doc_add(view->doc, DOC_TEXT, "%s of %zu brought to: %s.%s",
		view_count(view->doc->arena, complete, "claim"), alignment->count,
		boundary(view->doc->arena, alignment->to),
		complete < alignment->count
		    ? " An open row ends before a bridge that nothing is known for."
		    : "");
}

static bool is_first_of_kind(const struct alignment *alignment, size_t position)
{
	const struct aligned *row = &alignment->rows[alignment->order[position]];

	for (size_t k = 0; k < position; k++)
		if (aligned_together(&alignment->rows[alignment->order[k]], row))
			return false;
	return true;
}

static void footer(const struct align_view *view)
{
	const struct align_report *report = view->report;
	const struct alignment *alignment = report->alignment;
	struct buffer line = {0};

	doc_add(
	    view->doc, DOC_FOOTER,
	    "Central values with %.4g %% ranges of %zu samples (seed %llu); what several rows "
	    "share is one draw. What a publication states is taken as it is printed.",
	    report->interval * 100, report->samples, (unsigned long long)report->seed);
	buffer_printf(&line, "lca %s; factors %s (sha256 %.*s)", report->version,
		      alignment->factors_version, SHORT_DIGEST, alignment->factors_digest);
	for (size_t i = 0; i < alignment->claims->file_count; i++)
		buffer_printf(&line, "; %s %s (sha256 %.*s)",
			      alignment->claims->files[i].reader,
			      alignment->claims->files[i].path, SHORT_DIGEST,
			      alignment->claims->files[i].sha256);
	for (size_t i = 0; i < report->option_count; i++)
		buffer_printf(&line, "; %s", report->options[i]);
	doc_add(view->doc, DOC_FOOTER, "%s", line.text);
	buffer_free(&line);
}

void view_align(struct doc *doc, const struct align_report *report, const struct diags *diags)
{
	const struct alignment *alignment = report->alignment;
	struct align_view view = {.doc = doc, .report = report};
	size_t kinds = 0;

	headline(&view);
	for (size_t k = 0; k < alignment->count; k++)
		if (is_first_of_kind(alignment, k))
			align_side_by_side(&view, &alignment->rows[alignment->order[k]],
					   ++kinds);
	for (size_t k = 0; k < alignment->count && alignment->count <= MOST_PAGES; k++)
		row_page(&view, &alignment->rows[alignment->order[k]], k + 1);
	if (alignment->count > MOST_PAGES)
		doc_add(
		    doc, DOC_TEXT,
		    "How each bridge was crossed, and by which source, is told of %d claims "
		    "at the most; --format csv and json have it of all.",
		    MOST_PAGES);
	view_warnings(doc, diags);
	doc_list(doc, DOC_NUMBERED, "Sources");
	for (size_t i = 0; i < view.source_count; i++)
		doc_line(doc, 0, "%s", view.sources[i]);
	doc_drop_empty(doc);
	footer(&view);
}
