/* The items of the result, one for each line of the build. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/freeze.h"

struct collected {
	struct arena *arena;
	cell *cells;
	size_t count;
};

static void collect(void *context, cell input)
{
	struct collected *collected = context;

	for (size_t i = 0; i < collected->count; i++) {
		if (cell_same(collected->cells[i], input))
			return;
	}
	collected->cells = arena_grow(collected->arena, collected->cells, collected->count,
				      sizeof *collected->cells);
	collected->cells[collected->count++] = input;
}

static void collect_inputs(struct freeze *freeze, struct item_result *item)
{
	struct collected collected = {.arena = freeze->build->arena};

	for (size_t c = 0; c < freeze->result->criterion_count; c++) {
		if (item->impacts[c].status == IMPACT_COUNTED)
			sheet_inputs(freeze->build->sheet, item->impacts[c].cell, collect,
				     &collected);
	}
	item->inputs = collected.cells;
	item->input_count = collected.count;
}

/* Measured where the energy was metered; default where the amount rests on a default of the
 * database; else modelled. */
static enum basis basis_of(const struct line *line)
{
	if (line->basis == BASIS_MEASURED)
		return BASIS_MEASURED;
	return line->from_default ? BASIS_DEFAULT : line->basis;
}

/* E_node = E x host factor: of that all but 1 / host factor was not in the meter. */
static double default_share(const struct line *line)
{
	if (basis_of(line) != BASIS_MEASURED || !(line->default_host > 1))
		return 0;
	return 1 - 1 / line->default_host;
}

static void freeze_item(struct freeze *freeze, const struct line *line,
			struct item_result *item)
{
	const struct value *allocation = item_own(line->item, KEY_ALLOCATION);
	const struct value *note = item_own(line->item, KEY_NOTE);
	const struct value *source = item_own(line->item, KEY_SOURCE);
	struct unit unit;

	*item = (struct item_result){
	    .id = line->id,
	    .stage = stage_name(line->item->stage),
	    .item = line->name,
	    .losses_of = line->lost_of ? line->lost_of->id : NULL,
	    .region = line->region,
	    .period = line->flow_count || line->lost_of
			  ? item_period_text(freeze->build, line->item)
			  : NULL,
	    .basis = basis_of(line),
	    .default_share = default_share(line),
	    .phase = line->item->phase,
	    .credit = line_is_credit(line),
	    .metered_at = line->metered_at,
	    .not_counted = line->not_counted,
	    .not_counted_count = line->not_counted_count,
	    .place = line->item->place,
	};
	/* What is said of the item and its log is said once. */
	if (!line->lost_of) {
		item->allocation = allocation ? allocation->text : NULL;
		item->note = note ? note->text : NULL;
		item->source = source ? source->text : NULL;
		item->import = line->item->log;
		item->requests = line->item->requests;
	}
	item->impacts = freeze_impacts(freeze);
	for (size_t c = 0; c < freeze->result->criterion_count; c++) {
		item->impacts[c] = line->impacts[freeze->criteria[c]];
		if (item->impacts[c].status == IMPACT_COUNTED)
			freeze_output(freeze, item->impacts[c].cell,
				      &item->impacts[c].statistics,
				      freeze->result->criteria[c]->unit.scale);
	}
	if (line->activity.known && !cell_is_bad(line->activity.cell)) {
		unit = dimensions_unit(
		    freeze->build->arena,
		    sheet_dimensions(freeze->build->sheet, line->activity.cell));
		item->activity_name = line->activity_name;
		item->activity_unit = unit.text;
		freeze_output(freeze, line->activity.cell, &item->activity, unit.scale);
	}
	collect_inputs(freeze, item);
	freeze_supply(freeze, line, item);
}

void freeze_items(struct freeze *freeze)
{
	struct build *build = freeze->build;
	struct assessment *result = freeze->result;

	result->items =
	    arena_alloc(build->arena, (build->line_count + 1) * sizeof *result->items);
	for (size_t i = 0; i < build->line_count; i++)
		freeze_item(freeze, build->lines[i], &result->items[result->item_count++]);
}

static void share_of_sum(struct impact *part, double sum)
{
	if (part->status == IMPACT_COUNTED && sum > 0)
		part->share = fabs(part->statistics.central) / sum;
}

static double sum_of_items(const struct assessment *result, size_t criterion)
{
	double sum = 0;

	for (size_t i = 0; i < result->item_count; i++) {
		const struct impact *impact = &result->items[i].impacts[criterion];

		if (impact->status == IMPACT_COUNTED && !result->items[i].credit)
			sum += fabs(impact->statistics.central);
	}
	return sum;
}

static void add_basis(struct assessment *result, const struct item_result *item)
{
	double share = item->impacts[0].share;

	result->basis_share[item->basis] += share * (1 - item->default_share);
	result->basis_share[BASIS_DEFAULT] += share * item->default_share;
}

void freeze_shares(struct freeze *freeze)
{
	struct assessment *result = freeze->result;

	for (size_t c = 0; c < result->criterion_count; c++) {
		double sum = sum_of_items(result, c);

		for (size_t i = 0; i < result->item_count; i++) {
			struct item_result *item = &result->items[i];

			if (item->credit)
				continue;
			share_of_sum(&item->impacts[c], sum);
			if (c == 0)
				add_basis(result, item);
		}
		for (size_t s = 0; s < result->stage_count; s++)
			share_of_sum(&result->stages[s].impacts[c], sum);
		for (enum phase phase = PHASE_CREATION; phase <= PHASE_USE; phase++)
			share_of_sum(&result->phases[phase][c], sum);
		share_of_sum(&result->totals[c], sum);
	}
}
