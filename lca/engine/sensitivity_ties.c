/* Ranks of draws whose inputs take some values again and again. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/engine/sensitivity_private.h"
#include "lca/engine/sheet_private.h"

/* Only what is given by its values has values of a probability of their own. */
static bool has_ties(const struct dist *dist)
{
	return dist->kind == DIST_DISCRETE || dist->kind == DIST_EMPIRICAL;
}

/* A draw with one input without ties has none. */
static bool *find_tied(const struct sensitivity_study *study)
{
	const struct sheet *sheet = study->sheet;
	bool *tied = arena_alloc(study->arena, (sheet->draw_count + 1) * sizeof *tied);
	size_t i;

	for (i = 0; i < sheet->draw_count; i++)
		tied[i] = true;
	for (i = 0; i < sheet->count; i++)
		if (sheet->cells[i].draw != SHEET_NO_DRAW &&
		    !has_ties(&sheet->cells[i].quantity->dist))
			tied[sheet->cells[i].draw] = false;
	return tied;
}

static void add_input(const struct sensitivity_study *study, struct tied_draw *draw,
		      const struct dist *dist)
{
	draw->inputs =
	    arena_grow(study->arena, draw->inputs, draw->count, sizeof *draw->inputs);
	draw->inputs[draw->count++] = dist;
}

struct tied_draw *sensitivity_ties(const struct sensitivity_study *study)
{
	const struct sheet *sheet = study->sheet;
	const bool *tied = find_tied(study);
	struct tied_draw *draws =
	    arena_alloc(study->arena, (sheet->draw_count + 1) * sizeof *draws);
	size_t i;

	for (i = 0; i < sheet->draw_count; i++)
		draws[i] = (struct tied_draw){0};
	for (i = 0; i < sheet->count; i++)
		if (sheet->cells[i].draw != SHEET_NO_DRAW && tied[sheet->cells[i].draw])
			add_input(study, &draws[sheet->cells[i].draw],
				  &sheet->cells[i].quantity->dist);
	return draws;
}

double tied_rank(const struct tied_draw *draw, double u)
{
	double from = 0, to = 1, value;
	size_t i;

	for (i = 0; i < draw->count; i++) {
		value = dist_quantile(draw->inputs[i], u);
		from = fmax(from, dist_below(draw->inputs[i], value));
		to = fmin(to, 1 - dist_above(draw->inputs[i], value));
	}
	return (from + to) / 2;
}
