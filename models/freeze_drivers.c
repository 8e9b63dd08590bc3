/* What drives the range: sensitivities of the totals. */

#include "lca/base/arena.h"
#include "lca/engine/sensitivity.h"
#include "models/freeze.h"

/* Each input costs a pass over the cells that depend on it. */
enum { MOST_DRAWS = 2000 };

void freeze_drivers(struct freeze *freeze)
{
	struct assessment *result = freeze->result;
	struct arena *arena = freeze->build->arena;
	const struct sheet *sheet = freeze->build->sheet;
	size_t draws = sheet_draws(sheet), count = 0;
	cell *outputs = arena_alloc(arena, (result->criterion_count + 1) * sizeof *outputs);
	size_t *criteria = arena_alloc(arena, (result->criterion_count + 1) * sizeof *criteria);
	size_t *filled = arena_alloc(arena, (result->criterion_count + 1) * sizeof *filled);
	struct sensitivity *rows;

	result->drivers =
	    arena_alloc(arena, (result->criterion_count + 1) * sizeof *result->drivers);
	result->driver_counts =
	    arena_alloc(arena, (result->criterion_count + 1) * sizeof *result->driver_counts);
	for (size_t c = 0; c < result->criterion_count; c++) {
		if (result->totals[c].status != IMPACT_COUNTED ||
		    !(result->totals[c].statistics.sd > 0))
			continue;
		outputs[count] = result->totals[c].cell;
		criteria[count++] = c;
	}
	if (!freeze->options->sensitivity || !count || !draws)
		return;
	if (draws > MOST_DRAWS) {
		build_note(freeze->build,
			   arena_printf(arena,
					"what drives the range is not computed for more than "
					"%d uncertain inputs: there are %zu",
					MOST_DRAWS, draws));
		return;
	}
	rows = arena_alloc(arena, count * draws * sizeof *rows);
	run_sensitivity_all(sheet, outputs, count, &freeze->options->run, rows, draws, filled);
	for (size_t i = 0; i < count; i++) {
		struct driver *drivers = arena_alloc(arena, (filled[i] + 1) * sizeof *drivers);

		for (size_t j = 0; j < filled[i]; j++) {
			const struct sensitivity *row = &rows[i * draws + j];
			const char *draw = sheet_draw_name(sheet, row->draw);

			drivers[j] = (struct driver){draw, row->first, row->total};
		}
		result->drivers[criteria[i]] = drivers;
		result->driver_counts[criteria[i]] = filled[i];
	}
}
