/* What a finished sheet answers: views, central values, draws, inputs of a cell. */

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/engine/rng.h"
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

/* The position of a name in an index; false where it is not there. */
static bool probe(const struct sheet *sheet, const struct sheet_index *index, const char *name,
		  const char *(*name_of)(const struct sheet *sheet, uint32_t position),
		  uint32_t *position)
{
	size_t mask = index->capacity - 1, slot;

	if (!index->capacity)
		return false;
	for (slot = rng_hash(name) & mask; index->slots[slot]; slot = (slot + 1) & mask) {
		*position = index->slots[slot] - 1;
		if (strcmp(name_of(sheet, *position), name) == 0)
			return true;
	}
	return false;
}

static const char *key_at(const struct sheet *sheet, uint32_t position)
{
	return sheet->cells[position].quantity->origin.key;
}

static const char *draw_at(const struct sheet *sheet, uint32_t position)
{
	return sheet->draws[position].name;
}

bool sheet_find_draw(const struct sheet *sheet, const char *name, size_t *draw)
{
	uint32_t position = 0;
	bool found = probe(sheet, &sheet->draw_hashes, name, draw_at, &position);

	*draw = position;
	return found;
}

bool sheet_find_input(const struct sheet *sheet, const char *key, cell *input)
{
	if (probe(sheet, &sheet->keys, key, key_at, &input->index))
		return true;
	*input = CELL_BAD;
	return false;
}

bool sheet_input_draw(const struct sheet *sheet, cell input, size_t *draw)
{
	assert(input.index < sheet->count);
	*draw = sheet->cells[input.index].draw;
	return sheet->cells[input.index].draw != SHEET_NO_DRAW;
}

const char **sheet_names(struct arena *arena, const struct sheet *sheet, size_t *count)
{
	const char **names =
	    arena_alloc(arena, (sheet->count + sheet->draw_count + 1) * sizeof *names);
	size_t i;

	*count = 0;
	for (i = 0; i < sheet->count; i++)
		if (sheet->cells[i].kind == CELL_INPUT && !sheet->cells[i].constant)
			names[(*count)++] = sheet->cells[i].quantity->origin.key;
	for (i = 0; i < sheet->draw_count; i++)
		names[(*count)++] = sheet->draws[i].name;
	return names;
}

bool sheet_depends(const struct sheet *sheet, cell c, size_t draw)
{
	assert(c.index < sheet->count);
	return draw_set_has(sheet->cells[c.index].draws, draw);
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

	if (cell_is_bad(c))
		return;
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
