/* One side of a comparison: compiled, and its totals as cells. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/comparison_inner.h"

/* "bloom.yaml:14:12: no PUE is known" */
static const char *first_error(struct arena *arena, const struct diags *diags)
{
	for (size_t i = 0; i < diags_count(diags); i++) {
		const struct diag *diag = diags_at(diags, i);

		if (diag_severity(diag->code) < DIAG_SEVERITY_ERROR)
			continue;
		if (!diag->place.line)
			return diag->message;
		return arena_printf(arena, "%s:%u:%u: %s", diag->place.file, diag->place.line,
				    diag->place.column, diag->message);
	}
	return "it cannot be computed";
}

/* Data that are missing, where the scenario itself is sound: a row, a region, hours of a
 * series; and a correlation of what a variation takes away. */
static bool is_missing_data(const struct contender *contender, enum diag_code code)
{
	static const enum diag_code missing[] = {DIAG_REGION_MISSING, DIAG_DEFAULT_MISSING,
						 DIAG_GRID_HOURS};

	for (size_t i = 0; i < sizeof missing / sizeof missing[0]; i++)
		if (code == missing[i])
			return true;
	return contender->side->variant &&
	       (code == DIAG_CORRELATION_INPUT || code == DIAG_CORRELATION_CONFLICT);
}

static bool has_mistake(const struct contender *contender)
{
	for (size_t i = 0; i < diags_count(contender->diags); i++) {
		enum diag_code code = diags_at(contender->diags, i)->code;

		if (diag_severity(code) >= DIAG_SEVERITY_ERROR &&
		    !is_missing_data(contender, code))
			return true;
	}
	return false;
}

void contender_compile(struct comparing *comparing, struct contender *contender)
{
	if (!contender->side->scenario) {
		contender->row.reason = "it could not be read";
		return;
	}
	contender->freeze =
	    assess_compile(comparing->arena, contender->side->scenario, comparing->factors,
			   &comparing->assess, contender->diags);
	contender->mistaken = has_mistake(contender);
	if (!contender->freeze)
		contender->row.reason = first_error(comparing->arena, contender->diags);
}

/* What a row has no item for is no 0. */
static struct impact total_of(const struct build *build, size_t criterion)
{
	struct impact total = freeze_total_of(build, criterion);

	if (total.status != IMPACT_NONE)
		return total;
	return (struct impact){
	    .status = IMPACT_MISSING, .reason = "it applies to no item", .cell = CELL_BAD};
}

/* Of the sum of absolute central impacts, as in the assessment. */
static double share_of(const struct build *build, size_t criterion, const struct impact *total,
		       const double *values)
{
	double sum = 0, central;

	if (total->status != IMPACT_COUNTED)
		return 0;
	central = values[total->cell.index];
	for (size_t i = 0; i < build->line_count; i++) {
		const struct impact *impact = &build->lines[i]->impacts[criterion];
		double value;

		if (impact->status != IMPACT_COUNTED || line_is_credit(build->lines[i]))
			continue;
		value = values[impact->cell.index];
		sum += value < 0 ? -value : value;
	}
	return sum > 0 ? (central < 0 ? -central : central) / sum : 0;
}

static void set_shares(const struct comparing *comparing, struct contender *contender)
{
	const struct build *build = contender->freeze->build;
	double *values =
	    arena_alloc(comparing->arena, (sheet_size(build->sheet) + 1) * sizeof *values);

	sheet_central(build->sheet, values);
	for (size_t c = 0; c < comparing->result->criterion_count; c++) {
		struct compared_row *row = &contender->row;
		size_t criterion = comparing->criteria[c];

		row->totals[c].share = share_of(build, criterion, &row->totals[c], values);
		row->embodied[c].share = share_of(build, criterion, &row->embodied[c], values);
	}
}

void contender_sum(struct comparing *comparing, struct contender *contender)
{
	size_t criteria = comparing->result->criterion_count;
	struct compared_row *row = &contender->row;
	const struct build *build;

	if (!contender->freeze)
		return;
	build = contender->freeze->build;
	row->totals = arena_alloc(comparing->arena, (criteria + 1) * sizeof *row->totals);
	row->embodied = arena_alloc(comparing->arena, (criteria + 1) * sizeof *row->embodied);
	row->lacks_electricity =
	    arena_alloc(comparing->arena, (criteria + 1) * sizeof *row->lacks_electricity);
	for (size_t c = 0; c < criteria; c++) {
		row->totals[c] = total_of(build, comparing->criteria[c]);
		row->embodied[c] =
		    freeze_stage_of(build, comparing->criteria[c], STAGE_EMBODIED);
		row->lacks_electricity[c] = lacks_electricity(build, comparing->criteria[c]);
	}
	set_shares(comparing, contender);
	contender_place(contender, comparing->result->criteria[comparing->result->by]->id);
}
