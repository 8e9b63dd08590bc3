/* The total over the model's life. */

#include "models/life.h"

#include "lca/base/arena.h"
#include "models/freeze.h"

static bool is_scaled(const struct per_cells *cells, const struct per_result *per,
		      size_t criterion)
{
	return cells->served.known && cells->volume.known &&
	       !cell_same(cells->served.cell, cells->volume.cell) && !cells->left_out &&
	       per->volume > 0 && cells->use[criterion].known;
}

/* use per unit x units served, and all of the creation. */
static cell life_of(struct freeze *freeze, const struct per_cells *cells, size_t criterion)
{
	struct sheet *sheet = freeze->build->sheet;
	const struct impact *creation = &freeze->result->phases[PHASE_CREATION][0];
	cell size = sheet_constant(sheet, cells->unit->count * cells->unit->scale);
	cell use = sheet_divide(
	    sheet, sheet_multiply(sheet, cells->use[criterion].cell, cells->served.cell), size);

	return creation->status == IMPACT_COUNTED ? sheet_add(sheet, creation->cell, use) : use;
}

void life_plan(struct freeze *freeze)
{
	struct assessment *result = freeze->result;
	const struct impact *total = &result->totals[0];

	for (size_t i = 0; i < result->per_count && result->criterion_count; i++) {
		const struct per_cells *cells = &freeze->per[i];
		size_t criterion = freeze->criteria[0];
		struct life_total *life;

		if (total->status != IMPACT_COUNTED ||
		    !is_scaled(cells, &result->per[i], criterion))
			continue;
		life = arena_alloc(freeze->build->arena, sizeof *life);
		*life =
		    (struct life_total){.per = &result->per[i],
					.total = {.status = IMPACT_COUNTED,
						  .missing = total->missing,
						  .cell = life_of(freeze, cells, criterion)}};
		freeze_output(freeze, life->total.cell, &life->total.statistics,
			      result->criteria[0]->unit.scale);
		result->life = life;
		return;
	}
}
