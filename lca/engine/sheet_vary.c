/* Outputs of a finished sheet with other distributions of some inputs, beside those it has. */

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/engine/sheet.h"
#include "lca/engine/sheet_private.h"

struct sheet *sheet_copy(struct arena *arena, const struct sheet *sheet)
{
	struct sheet *copy = arena_alloc(arena, sizeof *copy);

	*copy = *sheet;
	copy->arena = arena;
	copy->cells = NULL;
	copy->count = 0;
	while (copy->count < sheet->count) {
		copy->cells = arena_grow(arena, copy->cells, copy->count, sizeof *copy->cells);
		copy->cells[copy->count] = sheet->cells[copy->count];
		copy->count++;
	}
	return copy;
}

static uint32_t append(struct sheet *sheet, struct sheet_cell added)
{
	sheet->cells =
	    arena_grow(sheet->arena, sheet->cells, sheet->count, sizeof *sheet->cells);
	sheet->cells[sheet->count] = added;
	return (uint32_t)sheet->count++;
}

/* Marks the cells that c needs. */
static void mark_needed(const struct sheet *sheet, cell c, bool *needed)
{
	size_t i;

	needed[c.index] = true;
	for (i = (size_t)c.index + 1; i-- > 0;) {
		if (!needed[i] || sheet->cells[i].kind == CELL_INPUT)
			continue;
		needed[sheet->cells[i].left.index] = true;
		needed[sheet->cells[i].right.index] = true;
	}
}

static uint32_t vary_input(struct sheet *sheet, cell input, const struct dist *dist)
{
	struct sheet_cell varied = sheet->cells[input.index];
	struct quantity *quantity = arena_alloc(sheet->arena, sizeof *quantity);

	assert(varied.kind == CELL_INPUT);
	assert(varied.draw != SHEET_NO_DRAW || dist->kind == DIST_EXACT);
	*quantity = *varied.quantity;
	quantity->dist = *dist;
	varied.quantity = quantity;
	if (dist->kind == DIST_EXACT)
		varied.draw = SHEET_NO_DRAW;
	return append(sheet, varied);
}

/* Formulas whose operands are others now are added again, in order. */
cell sheet_vary(struct sheet *copy, cell output, const cell *inputs, const struct dist *dists,
		size_t count)
{
	size_t cells = (size_t)output.index + 1, i;
	uint32_t *now = malloc(cells * sizeof *now);
	bool *needed = calloc(cells, sizeof *needed);
	struct sheet_cell varied;
	cell result;

	if (!now || !needed)
		abort();
	mark_needed(copy, output, needed);
	for (i = 0; i < cells; i++)
		now[i] = (uint32_t)i;
	for (i = 0; i < count; i++)
		if (inputs[i].index < cells)
			now[inputs[i].index] = vary_input(copy, inputs[i], &dists[i]);
	for (i = 0; i < cells; i++) {
		varied = copy->cells[i];
		if (!needed[i] || varied.kind == CELL_INPUT)
			continue;
		varied.left.index = now[varied.left.index];
		varied.right.index = now[varied.right.index];
		if (varied.left.index >= cells || varied.right.index >= cells)
			now[i] = append(copy, varied);
	}
	result = (cell){now[output.index]};
	free(now);
	free(needed);
	return result;
}
