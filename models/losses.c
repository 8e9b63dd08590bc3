/* Losses: what the grid loses between the power stations and the meter, as lines of their own.
 */

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/build.h"
#include "models/reader.h"

/* Whose losses these are: those of a data centre may be less. */
static void note_losses(struct build *build, const struct factor *row)
{
	struct arena *arena = build->arena;
	const char *year = row->year ? arena_printf(arena, "%d", row->year) : row->locator;

	if (*row->note)
		build_note(build, arena_printf(arena, "losses to the meter, %s (%s): %s",
					       row->region, year, row->note));
}

/* The row of the region, or that of its country as it stands: what a country's grid loses is
 * lost for each of its places. */
static const struct factor *losses_row(struct build *build, const struct flow *flow)
{
	const struct region *region = site_region(build, flow);
	const struct item *item = flow->at;
	int year = site_year(build, flow);
	const struct factor *row;

	if (!region)
		return NULL;
	row = factors_find(build->factors, "losses", region->code, year, "ratio", item->place,
			   item->path, build->aside);
	if (row && !text_same(row->region, region->code))
		row = factors_find(build->factors, "losses", row->region, year, "ratio",
				   item->place, item->path, build->aside);
	if (row && row->steps)
		steps_note(build, region, year, "losses", row->steps);
	if (row)
		note_losses(build, row);
	return row;
}

struct maybe losses_ratio(struct build *build, const struct flow *flow, bool *is_default)
{
	const struct value *stated = flow_value(flow, KEY_LOSSES);
	const struct factor *row;

	*is_default = false;
	if (stated) {
		sheet_at(build->sheet, place_of(stated), stated->path);
		return (struct maybe){!value_is_zero(stated), build_value(build, stated)};
	}
	row = losses_row(build, flow);
	if (!row) {
		*is_default = true;
		row = factors_by_id(build->factors, "default/-/-/losses");
	}
	if (!row)
		return (struct maybe){false, CELL_BAD};
	return (struct maybe){true, site_property(build, flow, "losses", row, *is_default)};
}

/* Losses are items of the report: their ids are as unique. */
static void hold_unique(struct build *build, const struct line *losses)
{
	const struct item *owner = scenario_item(build->scenario, losses->id);

	if (owner)
		diag_add(build->diags, DIAG_NAME_TWICE, owner->place, owner->path,
			 "give the item another name",
			 "the losses of the item of line %u are named '%s', as is the item",
			 losses->item->place.line, losses->id);
}

/* The line beside `line` that holds its losses. It is divided by what divides that line, or the
 * lines whose hours that one takes. */
static struct line *losses_line(struct build *build, struct line *line)
{
	struct line *losses = line->losses;

	if (losses)
		return losses;
	losses = line_new(build, line->item);
	losses->id = arena_printf(build->arena, "%s/losses to the meter", line->id);
	losses->name = arena_printf(build->arena, "%s: losses to the meter", line->name);
	losses->lost_of = line;
	losses->region = line->region;
	losses->from_default = line->basis != BASIS_MEASURED && line->from_default;
	losses->activity_name = "energy lost before the meter";
	losses->tied_count = line->tied_count + 1;
	losses->tied = arena_alloc(build->arena, losses->tied_count * sizeof *losses->tied);
	losses->tied[0] = line;
	for (size_t i = 0; i < line->tied_count; i++)
		losses->tied[i + 1] = line->tied[i];
	line->losses = losses;
	hold_unique(build, losses);
	return losses;
}

/* source: docs/method.md, section 2: E_lost = E_facility x L / (1 - L). */
static void lose(struct build *build, struct line *line, const struct flow *flow,
		 struct lost_energy *lost)
{
	bool is_default;
	struct maybe ratio = losses_ratio(build, flow, &is_default);
	struct line *losses;
	cell kept;

	lost->tried = true;
	if (!ratio.known)
		return;
	losses = losses_line(build, line);
	losses->from_default = losses->from_default || is_default;
	sheet_at(build->sheet, line->item->place, line->item->path);
	kept = sheet_subtract(build->sheet, sheet_constant(build->sheet, 1), ratio.cell);
	lost->energy =
	    (struct maybe){true, sheet_multiply(build->sheet, flow->facility,
						sheet_divide(build->sheet, ratio.cell, kept))};
	sheet_name(build->sheet, lost->energy.cell, losses->activity_name);
	losses->activity.cell =
	    losses->activity.known
		? sheet_add(build->sheet, losses->activity.cell, lost->energy.cell)
		: lost->energy.cell;
	losses->activity.known = true;
}

void losses_add(struct build *build, struct line *line, const struct flow *flow,
		struct lost_energy *lost, size_t criterion, cell factor)
{
	if (!lost->tried)
		lose(build, line, flow, lost);
	if (lost->energy.known)
		line_impact(build, line->losses, criterion,
			    sheet_multiply(build->sheet, lost->energy.cell, factor));
}
