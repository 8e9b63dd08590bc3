/* The plan of a run: which criteria are reported, which cells are outputs, and the record. */

#include "models/freeze.h"

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/advice.h"
#include "models/break_even.h"
#include "models/life.h"

void freeze_output(struct freeze *freeze, cell c, struct statistics *to, double scale)
{
	struct arena *arena = freeze->build->arena;

	freeze->outputs =
	    arena_grow(arena, freeze->outputs, freeze->output_count, sizeof *freeze->outputs);
	freeze->targets =
	    arena_grow(arena, freeze->targets, freeze->output_count, sizeof *freeze->targets);
	freeze->outputs[freeze->output_count] = c;
	freeze->targets[freeze->output_count++] = (struct target){to, scale};
}

struct impact *freeze_impacts(struct freeze *freeze)
{
	size_t count = freeze->result->criterion_count;
	struct impact *impacts =
	    arena_alloc(freeze->build->arena, (count + 1) * sizeof *impacts);

	for (size_t i = 0; i < count; i++)
		impacts[i] = (struct impact){.status = IMPACT_NONE, .cell = CELL_BAD};
	return impacts;
}

bool line_is_credit(const struct line *line)
{
	return item_is_credit(line->item);
}

struct impact freeze_sum_of(const struct build *build, size_t criterion,
			    bool (*wanted)(const struct line *, const void *),
			    const void *context)
{
	struct impact sum = {.status = IMPACT_NONE, .cell = CELL_BAD};
	cell *terms = arena_alloc(build->arena, (build->line_count + 1) * sizeof *terms);
	size_t count = 0;

	for (size_t i = 0; i < build->line_count; i++) {
		const struct impact *part = &build->lines[i]->impacts[criterion];

		if (part->status == IMPACT_NONE || !wanted(build->lines[i], context))
			continue;
		if (part->status == IMPACT_COUNTED) {
			terms[count++] = part->cell;
			continue;
		}
		sum.missing++;
		sum.status = IMPACT_MISSING;
		sum.reason = part->reason;
	}
	if (!count)
		return sum;
	sum.status = IMPACT_COUNTED;
	sum.reason = sum.missing ? "a lower bound: some items are missing" : NULL;
	sum.cell = sheet_sum(build->sheet, terms, count);
	return sum;
}

void freeze_sum(struct freeze *freeze, struct impact *sums,
		bool (*wanted)(const struct line *, const void *), const void *context)
{
	for (size_t c = 0; c < freeze->result->criterion_count; c++) {
		sums[c] = freeze_sum_of(freeze->build, freeze->criteria[c], wanted, context);
		if (sums[c].status == IMPACT_COUNTED)
			freeze_output(freeze, sums[c].cell, &sums[c].statistics,
				      freeze->result->criteria[c]->unit.scale);
	}
}

/* gwp always; others where an item has them, or where they were asked for. */
static bool is_reported(const struct freeze *freeze, size_t criterion)
{
	const struct build *build = freeze->build;
	size_t location = 0;

	if (build->asked)
		return build_is_asked(build, criterion);
	if (!build_criterion(build, "gwp", &location) || criterion == location)
		return true;
	for (size_t i = 0; i < build->line_count; i++) {
		const struct line *line = build->lines[i];

		if (line->impacts[criterion].status != IMPACT_COUNTED)
			continue;
		/* A market-based figure that merely repeats the location-based one says
		 * nothing. */
		if (line->impacts[location].status != IMPACT_COUNTED ||
		    line->impacts[criterion].cell.index != line->impacts[location].cell.index)
			return true;
	}
	return false;
}

/* A criterion that nobody asked for and no item has is no column; that it is not known is told.
 */
static void add_unknown(struct freeze *freeze, size_t criterion)
{
	const struct build *build = freeze->build;
	struct assessment *result = freeze->result;

	for (size_t i = 0; !build->asked && i < build->line_count; i++) {
		const struct impact *impact = &build->lines[i]->impacts[criterion];

		if (build->lines[i]->flow_count == 0 || impact->status != IMPACT_MISSING)
			continue;
		result->unknown[result->unknown_count++] =
		    (struct unknown_criterion){&build->criteria[criterion], impact->reason};
		return;
	}
}

static void choose_criteria(struct freeze *freeze)
{
	struct build *build = freeze->build;
	const struct criterion **criteria =
	    arena_alloc(build->arena, (build->criterion_count + 1) * sizeof *criteria);
	size_t count = 0;

	freeze->criteria =
	    arena_alloc(build->arena, (build->criterion_count + 1) * sizeof *freeze->criteria);
	freeze->result->unknown = arena_alloc(
	    build->arena, (build->criterion_count + 1) * sizeof *freeze->result->unknown);
	for (size_t i = 0; i < build->criterion_count; i++) {
		if (!is_reported(freeze, i)) {
			add_unknown(freeze, i);
			continue;
		}
		freeze->criteria[count] = i;
		criteria[count++] = &build->criteria[i];
	}
	freeze->result->criteria = criteria;
	freeze->result->criterion_count = count;
}

void freeze_plan(struct freeze *freeze)
{
	struct build *build = freeze->build;

	freeze->result = arena_alloc(build->arena, sizeof *freeze->result);
	freeze->result->name = build->scenario->name;
	freeze->result->description = build->scenario->description;
	freeze->result->about = build->scenario->about;
	freeze->result->sheet = build->sheet;
	choose_criteria(freeze);
	freeze_items(freeze);
	freeze_totals(freeze);
	break_even_plan(freeze);
	life_plan(freeze);
	freeze_share_ranges(freeze);
	freeze_record(freeze);
	freeze->statistics =
	    arena_alloc(build->arena, (freeze->output_count + 1) * sizeof *freeze->statistics);
}

struct assessment *freeze_result(struct freeze *freeze)
{
	for (size_t i = 0; i < freeze->output_count; i++) {
		const struct target *target = &freeze->targets[i];

		*target->to = freeze->statistics[i];
		statistics_scale(target->to, 1 / target->scale);
	}
	freeze_exact(freeze);
	freeze_note_moments(freeze);
	freeze_shares(freeze);
	freeze_share_ranges_finish(freeze);
	freeze_drivers(freeze);
	measure_next(freeze);
	if (freeze->options->source)
		advice_find(freeze);
	freeze_notes(freeze);
	if (freeze->options->equivalents)
		freeze_equivalents(freeze);
	if (freeze->options->shortest)
		freeze_shortest(freeze);
	freeze_factors(freeze);
	freeze_sources(freeze);
	return freeze->result;
}
