/* The report of lca align: the rows side by side, then bridge by bridge. */

#include "reports/view_align.h"

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/view.h"

enum { SHORT_DIGEST = 12, MOST_PAGES = 12 };

struct align_view {
	struct doc *doc;
	const struct align_report *report;
	const char **sources; /* in the order of their first use */
	size_t source_count;
};

static const char *const titles[ALIGN_STEPS] = {
    [ALIGN_STATED] = "as stated",  [ALIGN_HOST] = "host",
    [ALIGN_PUE] = "PUE",	   [ALIGN_GRID] = "grid",
    [ALIGN_IDLE] = "idle",	   [ALIGN_EXPERIMENTS] = "experiments",
    [ALIGN_EMBODIED] = "embodied", [ALIGN_LOSSES] = "losses",
};

const char *align_status_name(enum align_status status, enum align_step step)
{
	static const char *const names[] = {[ALIGN_CROSSED] = "crossed",
					    [ALIGN_INSIDE] = "inside",
					    [ALIGN_APART] = "stated apart",
					    [ALIGN_UNKNOWN] = "unknown",
					    [ALIGN_NOT_ASKED] = "not asked"};

	return step == ALIGN_STATED && status == ALIGN_CROSSED ? "stated" : names[status];
}

struct statistics align_statistics(const struct align_range *range)
{
	return (struct statistics){.central = range->central,
				   .mean = range->central,
				   .median = range->central,
				   .low = range->low,
				   .high = range->high,
				   .finite = true};
}

static const char *central(struct arena *arena, const struct align_range *range,
			   struct shown_unit unit)
{
	struct statistics statistics = align_statistics(range);

	return number_central(arena, &statistics, unit, DIGITS_SUM);
}

static void range_cell(struct doc *doc, const struct align_range *range, struct shown_unit unit)
{
	struct statistics statistics = align_statistics(range);

	if (number_has_spread(&statistics))
		doc_range(doc, number_low(doc->arena, &statistics, unit),
			  number_high(doc->arena, &statistics, unit));
	else
		doc_cell(doc, NULL);
}

/* "gCO2e/request": the mass alone has a family. */
static struct shown_unit fitting(struct arena *arena, const char *unit, double value)
{
	const char *per = strchr(unit, '/');
	struct shown_unit shown;

	if (!per)
		return number_unit(unit, value);
	shown = number_unit(arena_copy(arena, unit, (size_t)(per - unit)), value);
	shown.text = arena_printf(arena, "%s%s", shown.text, per);
	return shown;
}

/* The unit that shows the largest total of the rows of this unit as 1 or more. */
static struct shown_unit unit_of_rows(struct arena *arena, const struct alignment *alignment,
				      const char *unit)
{
	double largest = 0;

	for (size_t i = 0; i < alignment->count; i++)
		if (text_same(alignment->rows[i].unit.text, unit) &&
		    alignment->rows[i].total.central > largest)
			largest = alignment->rows[i].total.central;
	return fitting(arena, unit, largest);
}

/* What a bridge adds, or why it adds nothing. */
static void bridge_cell(struct doc *doc, const struct align_bridge *bridge,
			struct shown_unit unit, enum align_step step)
{
	const char *number;

	switch (bridge->status) {
	case ALIGN_CROSSED:
	case ALIGN_APART:
		number = central(doc->arena, &bridge->adds, unit);
		if (step != ALIGN_STATED && bridge->adds.central > 0)
			number = arena_printf(doc->arena, "+%s", number);
		doc_number(doc, number);
		return;
	case ALIGN_INSIDE:
		doc_cell(doc, "inside");
		return;
	case ALIGN_UNKNOWN:
		doc_cell(doc, "unknown");
		return;
	case ALIGN_NOT_ASKED:
		doc_cell(doc, "-");
		return;
	}
}

/* Adds a row for each claim of the unit, the ranked ones first, by `fill`. */
static void each_row(struct align_view *view, const char *of, struct shown_unit unit,
		     void (*fill)(struct align_view *view, const struct aligned *row,
				  struct shown_unit unit))
{
	const struct alignment *alignment = view->report->alignment;

	for (size_t k = 0; k < alignment->count; k++) {
		const struct aligned *row = &alignment->rows[alignment->order[k]];

		if (!text_same(row->unit.text, of))
			continue;
		doc_row(view->doc, ROW_PLAIN, 0);
		doc_cell(view->doc, row->id);
		fill(view, row, unit);
	}
}

static const char *open_before(struct arena *arena, const struct aligned *row)
{
	for (int step = 0; step < ALIGN_STEPS; step++)
		if (row->bridges[step].status == ALIGN_UNKNOWN)
			return arena_printf(arena, "open: %s", row->bridges[step].reason);
	return "";
}

static void total_cells(struct align_view *view, const struct aligned *row,
			struct shown_unit unit)
{
	struct doc *doc = view->doc;
	const struct align_bridge *stated = &row->bridges[ALIGN_STATED];

	bridge_cell(doc, stated, unit, ALIGN_STATED);
	if (!row->complete) {
		doc_cell(doc, NULL);
		doc_cell(doc, NULL);
		doc_cell(doc, NULL);
		doc_cell(doc, open_before(doc->arena, row));
		return;
	}
	doc_number(doc, central(doc->arena, &row->total, unit));
	range_cell(doc, &row->total, unit);
	if (stated->after.central > 0)
		doc_number(doc, arena_printf(doc->arena, "x %.2g",
					     row->total.central / stated->after.central));
	else
		doc_cell(doc, NULL);
	doc_cell(doc, NULL);
}

static void totals(struct align_view *view, const char *of, struct shown_unit unit)
{
	struct doc *doc = view->doc;
	const struct doc_column columns[] = {
	    {.title = "claim", .wraps = true},
	    {.title = "as stated", .align = ALIGN_RIGHT},
	    {.title = "aligned", .align = ALIGN_RIGHT},
	    {.title = arena_printf(doc->arena, "%.4g %% range", view->report->interval * 100),
	     .align = ALIGN_RANGE},
	    {.title = "", .align = ALIGN_RIGHT},
	    {.title = "", .wraps = true},
	};

	doc_add(doc, DOC_SECTION, "In %s", unit.text);
	doc_table(doc, columns, sizeof columns / sizeof *columns);
	each_row(view, of, unit, total_cells);
}

static void bridge_cells(struct align_view *view, const struct aligned *row,
			 struct shown_unit unit)
{
	for (int step = 0; step < ALIGN_STEPS; step++)
		bridge_cell(view->doc, &row->bridges[step], unit, (enum align_step)step);
	if (row->complete)
		doc_number(view->doc, central(view->doc->arena, &row->total, unit));
	else
		doc_cell(view->doc, "open");
}

static void waterfall(struct align_view *view, const char *of, struct shown_unit unit)
{
	struct doc_column columns[ALIGN_STEPS + 2] = {{.title = "claim", .wraps = true}};
	size_t count = 1;

	for (int step = 0; step < ALIGN_STEPS; step++)
		columns[count++] =
		    (struct doc_column){.title = titles[step], .align = ALIGN_RIGHT};
	columns[count++] = (struct doc_column){.title = "sum", .align = ALIGN_RIGHT};
	doc_add(view->doc, DOC_SECTION, "What each bridge adds, in %s", unit.text);
	doc_table(view->doc, columns, count);
	each_row(view, of, unit, bridge_cells);
}

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
		bridge_cell(doc, bridge, unit, step);
	else
		doc_cell(doc, NULL);
	if (bridge->status == ALIGN_UNKNOWN)
		doc_cell(doc, NULL);
	else
		doc_number(doc, central(doc->arena, &bridge->after, unit));
	if (number)
		range_cell(doc, &bridge->after, unit);
	else
		doc_cell(doc, NULL);
	doc_cell(doc, how(view, bridge));
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

static void row_page(struct align_view *view, const struct aligned *row)
{
	static const struct doc_column columns[] = {
	    {.title = "bridge"},
	    {.title = "adds", .align = ALIGN_RIGHT},
	    {.title = "sum", .align = ALIGN_RIGHT},
	    {.title = "range", .align = ALIGN_RANGE},
	    {.title = "how", .wraps = true},
	};
	struct shown_unit unit = fitting(view->doc->arena, row->unit.text, row->total.central);
	struct doc *doc = view->doc;

	doc_add(doc, DOC_SECTION, "%s, in %s", row->id, unit.text);
	describe(view, row);
	doc_table(doc, columns, sizeof columns / sizeof *columns);
	for (int step = 0; step < ALIGN_STEPS; step++) {
		const struct align_bridge *bridge = &row->bridges[step];

		if (bridge->status != ALIGN_NOT_ASKED || (bridge->how && *bridge->how))
			bridge_row(view, bridge, (enum align_step)step, unit);
	}
	doc_list(doc, DOC_LIST, NULL);
	for (size_t i = 0; i < row->note_count; i++)
		doc_line(doc, 0, "%s", row->notes[i]);
	doc_drop_empty(doc);
}

/* "the order of a and b is sure": rows whose ranges lie apart, said of neighbours. */
static void headline(struct align_view *view)
{
	const struct alignment *alignment = view->report->alignment;
	size_t complete = 0;

	for (size_t i = 0; i < alignment->count; i++)
		complete += alignment->rows[i].complete;
	doc_add(view->doc, DOC_TITLE, "Published figures on one boundary");
	doc_add(view->doc, DOC_TEXT,
		"%s of %zu brought to: machines with their hosts, facility, location-based "
		"grid, idle machines, experiments, hardware, losses of the grid.%s",
		view_count(view->doc->arena, complete, "claim"), alignment->count,
		complete < alignment->count
		    ? " An open row ends before a bridge that nothing is known for."
		    : "");
}

static bool is_first_of_unit(const struct alignment *alignment, size_t position)
{
	const char *unit = alignment->rows[alignment->order[position]].unit.text;

	for (size_t k = 0; k < position; k++)
		if (text_same(alignment->rows[alignment->order[k]].unit.text, unit))
			return false;
	return true;
}

static void footer(const struct align_view *view)
{
	const struct align_report *report = view->report;
	const struct alignment *alignment = report->alignment;
	struct buffer line = {0};

	doc_add(view->doc, DOC_FOOTER,
		"Central values with %.4g %% ranges of %zu samples (seed %llu); a default that "
		"several rows use is one draw. What a publication states is taken as it is "
		"printed.",
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

static void side_by_side(struct align_view *view, const char *of)
{
	struct shown_unit unit = unit_of_rows(view->doc->arena, view->report->alignment, of);

	totals(view, of, unit);
	waterfall(view, of, unit);
}

void view_align(struct doc *doc, const struct align_report *report, const struct diags *diags)
{
	const struct alignment *alignment = report->alignment;
	struct align_view view = {.doc = doc, .report = report};

	headline(&view);
	for (size_t k = 0; k < alignment->count; k++)
		if (is_first_of_unit(alignment, k))
			side_by_side(&view, alignment->rows[alignment->order[k]].unit.text);
	for (size_t k = 0; k < alignment->count && alignment->count <= MOST_PAGES; k++)
		row_page(&view, &alignment->rows[alignment->order[k]]);
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
