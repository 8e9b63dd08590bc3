/* What lca quick tells of the work and no result holds: the hours of the final run, what goes
 * into them, and an item with what the grid loses of its electricity. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/assess.h"
#include "models/quick.h"

static struct statistics sampled(const struct assessment *assessment, const struct sheet *sheet,
				 cell output, double scale)
{
	const struct record *record = &assessment->record;
	struct run_options options = {.samples = record->samples,
				      .sampler = record->sampler,
				      .seed = record->seed,
				      .interval = record->interval};
	struct statistics statistics;

	run_sheet(sheet, &output, 1, &options, &statistics);
	statistics_scale(&statistics, 1 / scale);
	return statistics;
}

static const struct item_result *find(const struct assessment *assessment, const char *id)
{
	for (size_t i = 0; i < assessment->item_count; i++)
		if (text_same(assessment->items[i].id, id))
			return &assessment->items[i];
	return NULL;
}

/* The cell of that name that c is made of; CELL_BAD where there is none. */
static cell named(const struct sheet *sheet, cell c, const char *name)
{
	struct cell_view view = sheet_view(sheet, c);
	cell found;

	if (text_same(view.name, name))
		return c;
	if (view.kind == CELL_INPUT)
		return CELL_BAD;
	found = named(sheet, view.left, name);
	return cell_is_bad(found) ? named(sheet, view.right, name) : found;
}

bool quick_work(struct arena *arena, const struct assessment *assessment,
		struct quick_work *work)
{
	const struct item_result *item = find(assessment, "training/final run");
	const struct sheet *sheet = assessment->sheet;
	struct cell_view view;
	cell hours = CELL_BAD, peak;

	for (size_t c = 0; item && c < assessment->criterion_count && cell_is_bad(hours); c++)
		if (item->impacts[c].status == IMPACT_COUNTED)
			hours = named(sheet, item->impacts[c].cell, "accelerator hours");
	if (cell_is_bad(hours))
		return false;
	*work = (struct quick_work){.peak = NULL};
	work->hours = sampled(assessment, sheet, hours,
			      dimensions_unit(arena, sheet_dimensions(sheet, hours)).scale);
	/* Operations divided by the rate, which is peak x MFU (operations.c). */
	view = sheet_view(sheet, hours);
	if (view.kind != CELL_DIVIDE || sheet_view(sheet, view.right).kind != CELL_MULTIPLY)
		return true;
	peak = sheet_view(sheet, view.right).left;
	if (sheet_view(sheet, peak).kind == CELL_INPUT)
		work->peak = sheet_view(sheet, peak).quantity;
	return true;
}

static const struct item_result *losses_of(const struct assessment *assessment, const char *id)
{
	for (size_t i = 0; i < assessment->item_count; i++)
		if (text_same(assessment->items[i].losses_of, id))
			return &assessment->items[i];
	return NULL;
}

struct impact quick_with_losses(struct arena *arena, const struct assessment *assessment,
				const struct item_result *item)
{
	const struct item_result *lost = losses_of(assessment, item->id);
	struct impact impact = item->impacts[0];
	struct sheet *copy;
	cell sum;

	if (!lost || impact.status != IMPACT_COUNTED ||
	    lost->impacts[0].status != IMPACT_COUNTED)
		return impact;
	copy = sheet_copy(arena, assessment->sheet);
	sum = sheet_add(copy, impact.cell, lost->impacts[0].cell);
	impact.statistics = sampled(assessment, copy, sum, assessment->criteria[0]->unit.scale);
	impact.share += lost->impacts[0].share;
	return impact;
}

const struct quantity *quick_losses(const struct assessment *assessment)
{
	for (size_t i = 0; i < assessment->item_count; i++) {
		const struct item_result *item = &assessment->items[i];

		if (!item->losses_of || item->impacts[0].status != IMPACT_COUNTED)
			continue;
		for (size_t j = 0; j < item->input_count; j++) {
			const struct quantity *quantity =
			    sheet_view(assessment->sheet, item->inputs[j]).quantity;

			if (text_ends(quantity->origin.key, "losses") ||
			    text_starts(quantity->origin.key, "losses/"))
				return quantity;
		}
	}
	return NULL;
}
