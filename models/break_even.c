/* How much use equals the creation. */

#include "models/break_even.h"

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/freeze.h"

/* Why there is no figure, or NULL. */
static const char *why_not(const struct impact *creation, const struct impact *use,
			   const double *central)
{
	if (creation->status != IMPACT_COUNTED)
		return creation->status == IMPACT_MISSING
			   ? "the creation is not known"
			   : "nothing of it comes from the creation";
	if (use->status != IMPACT_COUNTED)
		return use->reason ? use->reason : "the use is not known";
	if (creation->missing && use->missing)
		return "creation and use both lack items";
	if (!(central[creation->cell.index] > 0))
		return "the creation is not above 0";
	if (!(central[use->cell.index] > 0))
		return "use is not above 0, so it never equals the creation";
	return NULL;
}

static void plan_figure(struct freeze *freeze, const struct per_cells *per,
			const struct impact *creation, const struct impact *use,
			struct break_even_figure *figure)
{
	struct sheet *sheet = freeze->build->sheet;
	double size = per->unit->count * per->unit->scale;
	cell volume = sheet_divide(sheet, creation->cell, use->cell);
	cell counted = sheet_divide(sheet, per->volume.cell, sheet_constant(sheet, size));

	*figure = (struct break_even_figure){.status = IMPACT_COUNTED,
					     .bound = creation->missing ? BOUND_AT_LEAST
						      : use->missing	? BOUND_AT_MOST
									: BOUND_NONE};
	freeze_output(freeze, volume, &figure->volume, 1);
	freeze_output(freeze, sheet_divide(sheet, counted, volume), &figure->passed, 1);
}

/* False where nothing can be told of any criterion. */
static bool plan_unit(struct freeze *freeze, const struct per_cells *cells,
		      const struct per_result *per, const double *central,
		      struct break_even *row)
{
	size_t criteria = freeze->result->criterion_count;
	bool any = false;

	*row = (struct break_even){.per = per, .days = cells->days, .days_of = cells->days_of};
	row->figures = arena_alloc(freeze->build->arena, (criteria + 1) * sizeof *row->figures);
	for (size_t c = 0; c < criteria; c++) {
		const struct impact *creation = &freeze->result->phases[PHASE_CREATION][c];
		const char *why = why_not(creation, &per->use[c], central);

		any = any || creation->status == IMPACT_COUNTED;
		if (why)
			row->figures[c] =
			    (struct break_even_figure){.status = IMPACT_MISSING, .reason = why};
		else
			plan_figure(freeze, cells, creation, &per->use[c], &row->figures[c]);
	}
	return any;
}

void break_even_plan(struct freeze *freeze)
{
	const struct build *build = freeze->build;
	struct assessment *result = freeze->result;
	double *central;

	if (result->per_count == 0)
		return;
	central = arena_alloc(build->arena, (sheet_size(build->sheet) + 1) * sizeof *central);
	sheet_central(build->sheet, central);
	result->break_even =
	    arena_alloc(build->arena, (result->per_count + 1) * sizeof *result->break_even);
	for (size_t i = 0; i < result->per_count; i++) {
		const struct per_cells *cells = &freeze->per[i];

		/* A calendar date is no length of time. */
		if (text_same(cells->unit->text, "day") || !cells->volume.known)
			continue;
		result->break_even_count +=
		    plan_unit(freeze, cells, &result->per[i], central,
			      &result->break_even[result->break_even_count]);
	}
}
