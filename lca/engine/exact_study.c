/* Cells of a sheet as sums of products. */

#include "lca/engine/exact_study.h"

#include <assert.h>

#include "lca/base/arena.h"
#include "lca/engine/sheet_private.h"

static void mark_needed(struct exact_study *study, const cell *outputs, size_t count)
{
	const struct sheet *sheet = study->book.sheet;
	size_t i;

	for (i = 0; i < count; i++) {
		assert(outputs[i].index < sheet->count);
		study->needed[outputs[i].index] = true;
	}
	for (i = sheet->count; i-- > 0;) {
		if (!study->needed[i] || sheet->cells[i].kind == CELL_INPUT)
			continue;
		study->needed[sheet->cells[i].left.index] = true;
		study->needed[sheet->cells[i].right.index] = true;
	}
}

/* One operand that never exceeds the other is the minimum, whatever both are. */
static struct exact_list minimum(struct exact_study *study, const struct sheet_cell *c)
{
	struct exact_list left = study->cells[c->left.index];
	struct exact_list right = study->cells[c->right.index];
	const struct exact_bounds *a, *b;

	if (!study->bounds)
		study->bounds = exact_bounds_new(study->book.arena, study->book.sheet);
	a = &study->bounds[c->left.index];
	b = &study->bounds[c->right.index];
	if (a->high <= b->low)
		return left;
	if (b->high <= a->low)
		return right;
	return exact_minimum(&study->book, left, right);
}

static struct exact_list list_of(struct exact_study *study, size_t index)
{
	const struct sheet_cell *c = &study->book.sheet->cells[index];
	struct exact_list left, right;

	if (c->kind == CELL_INPUT)
		return exact_input(&study->book, (cell){(uint32_t)index});
	left = study->cells[c->left.index];
	right = study->cells[c->right.index];
	switch (c->kind) {
	case CELL_ADD:
		return exact_add(&study->book, left, 1, right);
	case CELL_SUBTRACT:
		return exact_add(&study->book, left, -1, right);
	case CELL_MULTIPLY:
		return exact_multiply(&study->book, left, right);
	case CELL_DIVIDE:
		return exact_divide(&study->book, left, right);
	case CELL_MINIMUM:
		return minimum(study, c);
	case CELL_INPUT:
		break;
	}
	return (struct exact_list){.known = false};
}

void exact_study_start(struct exact_study *study, const struct sheet *sheet,
		       const cell *outputs, size_t count)
{
	struct arena *arena = arena_new();
	size_t i;

	*study = (struct exact_study){0};
	exact_book_start(&study->book, arena, sheet);
	study->cells = arena_alloc(arena, (sheet->count + 1) * sizeof *study->cells);
	study->needed = arena_alloc(arena, (sheet->count + 1) * sizeof *study->needed);
	mark_needed(study, outputs, count);
	for (i = 0; i < sheet->count; i++)
		if (study->needed[i])
			study->cells[i] = list_of(study, i);
	for (i = 0; i < sheet->draw_count; i++)
		study->correlated = study->correlated || sheet_group_size(sheet, i) > 1;
}

void exact_study_end(struct exact_study *study)
{
	arena_free(study->book.arena);
}

static bool has_correlated_draws(const struct exact_study *study, cell output)
{
	const struct sheet *sheet = study->book.sheet;
	bool *seen = arena_alloc(study->book.arena, (sheet->draw_count + 1) * sizeof *seen);
	size_t i, group;

	for (i = 0; i < sheet->draw_count; i++) {
		if (!sheet_depends(sheet, output, i))
			continue;
		group = sheet_group(sheet, i);
		if (seen[group])
			return true;
		seen[group] = true;
	}
	return false;
}

struct exact_list exact_study_output(const struct exact_study *study, cell output)
{
	if (study->correlated && has_correlated_draws(study, output))
		return (struct exact_list){.known = false};
	return study->cells[output.index];
}
