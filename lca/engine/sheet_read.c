/* What a finished sheet answers: views, central values, draws, inputs of a cell. */

#include <assert.h>
#include <stdlib.h>

#include "lca/engine/sheet.h"
#include "lca/engine/sheet_private.h"

/* A depth-first walk with its own stack: sums of thousands of cells are that deep. */
struct walk {
	uint32_t *stack;
	size_t depth;
	bool *seen;
};

bool cell_is_bad(cell c)
{
	return c.index == UINT32_MAX;
}

bool cell_same(cell a, cell b)
{
	return a.index == b.index;
}

size_t sheet_size(const struct sheet *sheet)
{
	return sheet->count;
}

struct cell_view sheet_view(const struct sheet *sheet, cell c)
{
	const struct sheet_cell *seen = &sheet->cells[c.index];

	assert(c.index < sheet->count);
	return (struct cell_view){.kind = seen->kind,
				  .left = seen->left,
				  .right = seen->right,
				  .quantity = seen->quantity,
				  .dimensions = seen->dimensions,
				  .name = seen->name};
}

struct dimensions sheet_dimensions(const struct sheet *sheet, cell c)
{
	assert(c.index < sheet->count);
	return sheet->cells[c.index].dimensions;
}

double sheet_operate(enum cell_kind kind, double a, double b)
{
	assert(kind != CELL_INPUT);
	switch (kind) {
	case CELL_ADD:
		return a + b;
	case CELL_SUBTRACT:
		return a - b;
	case CELL_MULTIPLY:
		return a * b;
	case CELL_DIVIDE:
		return a / b;
	case CELL_MINIMUM:
		return b < a ? b : a;
	case CELL_INPUT:
		break;
	}
	return 0;
}

void sheet_central(const struct sheet *sheet, double *values)
{
	const struct sheet_cell *c;
	size_t i;

	for (i = 0; i < sheet->count; i++) {
		c = &sheet->cells[i];
		values[i] =
		    c->kind == CELL_INPUT
			? dist_central(&c->quantity->dist)
			: sheet_operate(c->kind, values[c->left.index], values[c->right.index]);
	}
}

size_t sheet_draws(const struct sheet *sheet)
{
	return sheet->draw_count;
}

const char *sheet_draw_name(const struct sheet *sheet, size_t draw)
{
	assert(draw < sheet->draw_count);
	return sheet->draws[draw].name;
}

bool sheet_depends(const struct sheet *sheet, cell c, size_t draw)
{
	const struct sheet_cell *seen = &sheet->cells[c.index];

	assert(c.index < sheet->count);
	return draw / 64 < seen->words && (seen->draws[draw / 64] >> draw % 64 & 1);
}

static void push(struct walk *walk, cell c)
{
	if (!walk->seen[c.index])
		walk->stack[walk->depth++] = c.index;
}

void sheet_inputs(const struct sheet *sheet, cell c, void (*visit)(void *context, cell input),
		  void *context)
{
	struct walk walk = {0};
	const struct sheet_cell *seen;
	uint32_t index;

	/* Each cell pushes its two operands once. */
	walk.stack = malloc((2 * (size_t)c.index + 3) * sizeof *walk.stack);
	walk.seen = calloc((size_t)c.index + 1, sizeof *walk.seen);
	if (!walk.stack || !walk.seen)
		abort();
	push(&walk, c);
	while (walk.depth) {
		index = walk.stack[--walk.depth];
		if (walk.seen[index])
			continue;
		walk.seen[index] = true;
		seen = &sheet->cells[index];
		if (seen->kind != CELL_INPUT) {
			push(&walk, seen->right);
			push(&walk, seen->left);
		} else if (!seen->constant) {
			visit(context, (cell){index});
		}
	}
	free(walk.stack);
	free(walk.seen);
}
