/* Moments that do not exist, values that are seldom seen, and sizes of what is added. */

#include "lca/engine/exact_tail.h"

#include <math.h>
#include <stdlib.h>

#include "lca/base/arena.h"
#include "lca/engine/sheet_private.h"

/* A Student's t has the moments below its degrees of freedom. */
static enum exact_tail tail_of_dist(const struct dist *dist)
{
	bool ends = dist->cut && isfinite(dist->low) && isfinite(dist->high);

	if (dist->kind != DIST_STUDENT || ends || dist->d > 4)
		return TAIL_LIGHT;
	if (dist->d > 2)
		return TAIL_NO_FOURTH;
	return dist->d > 1 ? TAIL_NO_VARIANCE : TAIL_NO_MEAN;
}

static double rarest_of_dist(const struct dist *dist)
{
	const struct dist_points *points = dist->points;
	double least = 1, before = 0;

	if (dist->kind != DIST_DISCRETE)
		return 0;
	for (size_t i = 0; i < points->count; i++) {
		if (points->p[i] > before)
			least = fmin(least, points->p[i] - before);
		before = points->p[i];
	}
	return least;
}

void exact_tails_start(struct exact_tails *tails, struct arena *arena,
		       const struct sheet *sheet)
{
	*tails = (struct exact_tails){.sheet = sheet};
	tails->tails = arena_alloc(arena, (sheet->draw_count + 1) * sizeof *tails->tails);
	tails->rarest = arena_alloc(arena, (sheet->draw_count + 1) * sizeof *tails->rarest);
	for (size_t i = 0; i < sheet->count; i++) {
		const struct sheet_cell *c = &sheet->cells[i];
		enum exact_tail tail;
		double rarest;

		if (c->kind != CELL_INPUT || c->draw == SHEET_NO_DRAW)
			continue;
		tail = tail_of_dist(&c->quantity->dist);
		rarest = rarest_of_dist(&c->quantity->dist);
		if (tail > tails->tails[c->draw])
			tails->tails[c->draw] = tail;
		if (rarest > 0 &&
		    !(tails->rarest[c->draw] > 0 && tails->rarest[c->draw] < rarest))
			tails->rarest[c->draw] = rarest;
		tails->any = tails->any || tail != TAIL_LIGHT;
	}
}

enum exact_tail exact_tail_of_list(struct exact_book *book, struct exact_list list)
{
	enum exact_tail tail = TAIL_LIGHT;
	double unused;

	for (size_t i = 0; i < list.count; i++)
		for (size_t k = 0; k < list.terms[i].product->count; k++) {
			struct exact_atom *atom = list.terms[i].product->atoms[k];

			/* Measures it. */
			exact_atom_mean(book->atoms, atom, &unused);
			if (atom->tail > tail)
				tail = atom->tail;
		}
	return tail;
}

enum exact_tail exact_tail_of_inputs(const struct exact_tails *tails, cell output)
{
	enum exact_tail tail = TAIL_LIGHT;

	for (size_t i = 0; tails->any && i < sheet_draws(tails->sheet); i++)
		if (tails->tails[i] > tail && sheet_depends(tails->sheet, output, i))
			tail = tails->tails[i];
	return tail;
}

double exact_rarest(const struct exact_tails *tails, struct exact_list list)
{
	double rarest = 0;

	for (size_t i = 0; i < list.count; i++)
		for (size_t k = 0; k < list.terms[i].product->count; k++) {
			double one = tails->rarest[list.terms[i].product->atoms[k]->draw];

			if (one > 0 && !(rarest > 0 && rarest < one))
				rarest = one;
		}
	return rarest;
}

static double size_of_input(const struct dist *dist)
{
	double size = fabs(dist_mean(dist)) + dist_sd(dist);

	return isfinite(size) ? size : fabs(dist_central(dist));
}

static double size_of(const struct sheet *sheet, size_t index, const double *sizes,
		      const double *central)
{
	const struct sheet_cell *c = &sheet->cells[index];

	switch (c->kind) {
	case CELL_INPUT:
		break;
	case CELL_ADD:
	case CELL_SUBTRACT:
		return sizes[c->left.index] + sizes[c->right.index];
	case CELL_MULTIPLY:
		return sizes[c->left.index] * sizes[c->right.index];
	case CELL_DIVIDE:
		return sizes[c->left.index] / fabs(central[c->right.index]);
	case CELL_MINIMUM:
		return fmax(sizes[c->left.index], sizes[c->right.index]);
	}
	return size_of_input(&c->quantity->dist);
}

double exact_magnitude(const struct sheet *sheet, cell output)
{
	struct arena *arena = arena_new();
	double *sizes = arena_alloc(arena, (sheet->count + 1) * sizeof *sizes);
	double *central = arena_alloc(arena, (sheet->count + 1) * sizeof *central), size;

	sheet_central(sheet, central);
	for (size_t i = 0; i <= output.index; i++)
		sizes[i] = size_of(sheet, i, sizes, central);
	size = sizes[output.index];
	arena_free(arena);
	return isfinite(size) ? size : 0;
}
