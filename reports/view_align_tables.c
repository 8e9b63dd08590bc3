/* Aligned claims side by side: the totals, and what each bridge adds. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/view_align.h"

enum { TOTAL_COLUMNS = 7 };

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

const char *align_central(struct arena *arena, const struct align_range *range,
			  struct shown_unit unit)
{
	struct statistics statistics = align_statistics(range);

	return number_central(arena, &statistics, unit, DIGITS_SUM);
}

void align_range_cell(struct doc *doc, const struct align_range *range, struct shown_unit unit)
{
	struct statistics statistics = align_statistics(range);

	if (number_has_spread(&statistics))
		doc_range(doc, number_low(doc->arena, &statistics, unit),
			  number_high(doc->arena, &statistics, unit));
	else
		doc_cell(doc, NULL);
}

/* "gCO2e/request": the mass alone has a family. */
struct shown_unit align_unit(struct arena *arena, const char *unit, double value)
{
	const char *per = strchr(unit, '/');
	struct shown_unit shown;

	if (!per)
		return number_unit(unit, value);
	shown = number_unit(arena_copy(arena, unit, (size_t)(per - unit)), value);
	shown.text = arena_printf(arena, "%s%s", shown.text, per);
	return shown;
}

/* What a bridge adds, or why it adds nothing. */
void align_bridge_cell(struct doc *doc, const struct align_bridge *bridge,
		       struct shown_unit unit, enum align_step step)
{
	const char *number;

	switch (bridge->status) {
	case ALIGN_CROSSED:
	case ALIGN_APART:
		number = align_central(doc->arena, &bridge->adds, unit);
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

/* The unit that shows the largest total of the rows of this kind as 1 or more. */
static struct shown_unit unit_of_rows(struct arena *arena, const struct alignment *alignment,
				      const struct aligned *of)
{
	double largest = 0;

	for (size_t i = 0; i < alignment->count; i++)
		if (aligned_together(&alignment->rows[i], of) &&
		    alignment->rows[i].total.central > largest)
			largest = alignment->rows[i].total.central;
	return align_unit(arena, of->unit.text, largest);
}

/* Adds a row for each claim of the unit, the ranked ones first, by `fill`. */
static void each_row(const struct align_view *view, const struct aligned *of,
		     struct shown_unit unit,
		     void (*fill)(const struct align_view *view, const struct aligned *row,
				  struct shown_unit unit))
{
	const struct alignment *alignment = view->report->alignment;

	for (size_t k = 0; k < alignment->count; k++) {
		const struct aligned *row = &alignment->rows[alignment->order[k]];

		if (!aligned_together(row, of))
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
			return arena_printf(arena, "%s: %s",
					    align_step_name((enum align_step)step),
					    row->bridges[step].reason);
	return "";
}

/* A bridge added experiments to a row of this unit. */
static bool has_without(const struct align_view *view, const struct aligned *of)
{
	for (size_t i = 0; i < view->report->alignment->count; i++) {
		const struct aligned *row = &view->report->alignment->rows[i];

		if (row->has_without && aligned_together(row, of))
			return true;
	}
	return false;
}

static void without_cell(struct doc *doc, const struct aligned *row, struct shown_unit unit)
{
	if (row->has_without)
		doc_number(doc, align_central(doc->arena, &row->without, unit));
	else if (row->bridges[ALIGN_EXPERIMENTS].status == ALIGN_INSIDE)
		doc_cell(doc, "inside");
	else
		doc_cell(doc, "-");
}

/* "x 4.2", "x 621" */
static void times_cell(struct doc *doc, double total, double stated)
{
	const double whole = 100;

	if (!(stated > 0))
		doc_cell(doc, NULL);
	else if (total < whole * stated)
		doc_number(doc, arena_printf(doc->arena, "x %.2g", total / stated));
	else
		doc_number(doc, number_group(doc->arena, arena_printf(doc->arena, "x %.0f",
								      total / stated)));
}

static void total_cells(const struct align_view *view, const struct aligned *row,
			struct shown_unit unit)
{
	struct doc *doc = view->doc;
	const struct align_bridge *stated = &row->bridges[ALIGN_STATED];

	align_bridge_cell(doc, stated, unit, ALIGN_STATED);
	if (!row->complete) {
		doc_cell(doc, "open");
		doc_cell(doc, NULL);
		if (has_without(view, row))
			doc_cell(doc, NULL);
		doc_cell(doc, NULL);
		doc_cell(doc, NULL);
		return;
	}
	doc_number(doc, align_central(doc->arena, &row->total, unit));
	align_range_cell(doc, &row->total, unit);
	if (has_without(view, row))
		without_cell(doc, row, unit);
	times_cell(doc, row->total.central, stated->after.central);
	if (isnan(row->below_next))
		doc_cell(doc, NULL);
	else
		doc_number(doc, number_share(doc->arena, row->below_next));
}

static void open_rows(const struct align_view *view, const struct aligned *of)
{
	const struct alignment *alignment = view->report->alignment;

	doc_list(view->doc, DOC_LIST, NULL);
	for (size_t k = 0; k < alignment->count; k++) {
		const struct aligned *row = &alignment->rows[alignment->order[k]];

		if (!row->complete && aligned_together(row, of))
			doc_line(view->doc, 0, "%s is open before the bridge %s", row->id,
				 open_before(view->doc->arena, row));
		else if (!row->ranked && aligned_together(row, of))
			doc_line(view->doc, 0,
				 "%s is the total of other rows, and not ranked against them",
				 row->id);
	}
	doc_drop_empty(view->doc);
}

static void totals(const struct align_view *view, const struct aligned *of, size_t number,
		   struct shown_unit unit)
{
	struct doc *doc = view->doc;
	struct doc_column columns[TOTAL_COLUMNS] = {
	    {.title = "claim", .wraps = true},
	    {.title = "as stated", .align = ALIGN_RIGHT},
	    {.title = "aligned", .align = ALIGN_RIGHT},
	    {.title = arena_printf(doc->arena, "%.4g %% range", view->report->interval * 100),
	     .align = ALIGN_RANGE},
	};
	size_t count = TOTAL_COLUMNS - 3;

	if (has_without(view, of))
		columns[count++] =
		    (struct doc_column){.title = "without experiments", .align = ALIGN_RIGHT};
	columns[count++] = (struct doc_column){.title = "times", .align = ALIGN_RIGHT};
	columns[count++] = (struct doc_column){.title = "below next", .align = ALIGN_RIGHT};
	if (of->deployment)
		doc_add(doc, DOC_SECTION, "Inference of whole deployments, in %s", unit.text);
	else
		doc_add(doc, DOC_SECTION, "In %s", unit.text);
	view_chart_aligned(view, of, number, unit);
	doc_table(doc, columns, count);
	each_row(view, of, unit, total_cells);
	open_rows(view, of);
}

static void bridge_cells(const struct align_view *view, const struct aligned *row,
			 struct shown_unit unit)
{
	for (int step = 0; step < ALIGN_STEPS; step++)
		align_bridge_cell(view->doc, &row->bridges[step], unit, (enum align_step)step);
	if (row->complete)
		doc_number(view->doc, align_central(view->doc->arena, &row->total, unit));
	else
		doc_cell(view->doc, "open");
}

static void waterfall(const struct align_view *view, const struct aligned *of,
		      struct shown_unit unit)
{
	struct doc_column columns[ALIGN_STEPS + 2] = {{.title = "claim", .wraps = true}};
	size_t count = 1;

	for (int step = 0; step < ALIGN_STEPS; step++)
		columns[count++] =
		    (struct doc_column){.title = titles[step], .align = ALIGN_RIGHT};
	columns[count++] = (struct doc_column){.title = "sum", .align = ALIGN_RIGHT};
	doc_add(view->doc, DOC_SECTION, "What each bridge adds%s, in %s",
		of->deployment ? " to whole deployments" : "", unit.text);
	doc_table(view->doc, columns, count);
	each_row(view, of, unit, bridge_cells);
}

void align_side_by_side(const struct align_view *view, const struct aligned *of, size_t number)
{
	struct shown_unit unit = unit_of_rows(view->doc->arena, view->report->alignment, of);

	totals(view, of, number, unit);
	waterfall(view, of, unit);
}
