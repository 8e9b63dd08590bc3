/*
 * Sobol' indices of a sum of products.
 *
 * With f the atoms of a draw and R_f the sum of what they are multiplied with, an output is
 * sum f R_f + rest: the draw alone explains Var(sum E[R_f] f), together with all others
 * E[Var(sum R_f f | others)] = sum over f, g of Cov(f, g) E[R_f R_g] (Sobol' 2001).
 */

#include "lca/engine/exact.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/engine/exact_study.h"

/* Sampling instead takes longer by far, so that more pairs may be looked at. */
enum { PAIRS = 4000000, MOST_OF_A_DRAW = 24 };

/* A term of the output by one of its atoms. */
struct use {
	struct exact_atom *atom;
	size_t term;
};

struct ranking {
	struct exact_book *book;
	struct exact_list list;
	struct use *uses;
	size_t use_count;
	bool *draws; /* all false between calls */
};

/* What one atom of a draw is multiplied with. */
struct partner {
	struct exact_atom *atom;
	struct exact_list rest;
	double mean;
};

static int by_draw_and_atom(const void *left, const void *right)
{
	const struct use *a = left, *b = right;

	if (a->atom->draw != b->atom->draw)
		return a->atom->draw < b->atom->draw ? -1 : 1;
	if (a->atom->id != b->atom->id)
		return a->atom->id < b->atom->id ? -1 : 1;
	return a->term < b->term ? -1 : a->term > b->term;
}

static void list_uses(struct ranking *ranking, struct arena *arena)
{
	size_t i, k;

	for (i = 0; i < ranking->list.count; i++) {
		const struct exact_product *product = ranking->list.terms[i].product;

		for (k = 0; k < product->count; k++) {
			ranking->uses = arena_grow(arena, ranking->uses, ranking->use_count,
						   sizeof *ranking->uses);
			ranking->uses[ranking->use_count++] =
			    (struct use){product->atoms[k], i};
		}
	}
	if (ranking->use_count)
		qsort(ranking->uses, ranking->use_count, sizeof *ranking->uses,
		      by_draw_and_atom);
}

static bool find_partner(struct ranking *ranking, const struct use *uses, size_t count,
			 struct partner *partner)
{
	struct exact_book *book = ranking->book;
	struct exact_term *terms = arena_alloc(book->arena, (count + 1) * sizeof *terms);
	uint32_t draw = uses[0].atom->draw;
	size_t i;

	ranking->draws[draw] = true;
	for (i = 0; i < count; i++) {
		const struct exact_term *term = &ranking->list.terms[uses[i].term];

		terms[i] = (struct exact_term){
		    term->coefficient, exact_part(book, term->product, ranking->draws, false)};
	}
	ranking->draws[draw] = false;
	partner->atom = uses[0].atom;
	partner->rest = exact_list_of(book, terms, count);
	return exact_mean(book, partner->rest, &partner->mean);
}

/* uses[0 .. count) of one draw. */
static bool find_partners(struct ranking *ranking, const struct use *uses, size_t count,
			  struct partner *partners, size_t *partner_count)
{
	size_t i, j;

	*partner_count = 0;
	for (i = 0; i < count; i = j) {
		for (j = i + 1; j < count && uses[j].atom == uses[i].atom; j++)
			;
		if (*partner_count == MOST_OF_A_DRAW ||
		    !find_partner(ranking, uses + i, j - i, &partners[(*partner_count)++]))
			return false;
	}
	return true;
}

static double share(double part, double variance)
{
	return fmin(fmax(part / variance, 0), 1);
}

static bool indices(struct ranking *ranking, const struct use *uses, size_t count,
		    double variance, struct sensitivity *row)
{
	struct partner partners[MOST_OF_A_DRAW];
	double alone = 0, together = 0, of_atoms, of_rests;
	size_t n, i, j;

	if (!find_partners(ranking, uses, count, partners, &n))
		return false;
	for (i = 0; i < n; i++)
		for (j = i; j < n; j++) {
			const struct partner *f = &partners[i], *g = &partners[j];
			double times = j > i ? 2 : 1;

			if (!exact_atom_covariance(ranking->book->atoms, f->atom, g->atom,
						   &of_atoms) ||
			    !exact_covariance(ranking->book, f->rest, g->rest, &of_rests))
				return false;
			alone += times * f->mean * g->mean * of_atoms;
			together += times * (of_rests + f->mean * g->mean) * of_atoms;
		}
	if (!isfinite(alone) || !isfinite(together))
		return false;
	*row = (struct sensitivity){.draw = uses[0].atom->draw,
				    .first = share(alone, variance),
				    .total = share(together, variance),
				    .exact = true};
	row->first_low = row->first_high = row->first;
	row->total_low = row->total_high = row->total;
	return true;
}

static int by_total(const void *left, const void *right)
{
	const struct sensitivity *a = left, *b = right;

	if (a->total != b->total)
		return a->total > b->total ? -1 : 1;
	return a->draw < b->draw ? -1 : a->draw > b->draw;
}

/* Draws that the formula names and the terms do not: they cancel out. */
static void add_idle(const struct ranking *ranking, cell output, struct sensitivity *rows,
		     size_t *count)
{
	const struct sheet *sheet = ranking->book->sheet;
	size_t i;

	for (i = 0; i < *count; i++)
		ranking->draws[rows[i].draw] = true;
	for (i = 0; i < sheet_draws(sheet); i++)
		if (sheet_depends(sheet, output, i) && !ranking->draws[i])
			rows[(*count)++] = (struct sensitivity){.draw = i, .exact = true};
}

static bool rank(struct ranking *ranking, cell output, struct sensitivity *rows, size_t *count)
{
	double variance;
	size_t i, j;

	if (!exact_covariance(ranking->book, ranking->list, ranking->list, &variance) ||
	    !isfinite(variance) || !(variance > 0))
		return false;
	*count = 0;
	for (i = 0; i < ranking->use_count; i = j) {
		for (j = i + 1; j < ranking->use_count &&
				ranking->uses[j].atom->draw == ranking->uses[i].atom->draw;
		     j++)
			;
		if (!indices(ranking, ranking->uses + i, j - i, variance, &rows[(*count)++]))
			return false;
	}
	add_idle(ranking, output, rows, count);
	qsort(rows, *count, sizeof *rows, by_total);
	return true;
}

bool exact_sensitivity(const struct sheet *sheet, cell output, struct sensitivity *rows,
		       size_t capacity, size_t *filled)
{
	struct exact_study study;
	struct ranking ranking = {.book = &study.book};
	struct sensitivity *all;
	struct arena *arena;
	bool known;

	exact_study_start(&study, sheet, &output, 1);
	arena = study.book.arena;
	study.book.pairs_left = PAIRS;
	ranking.list = exact_study_output(&study, output);
	ranking.draws = arena_alloc(arena, (sheet_draws(sheet) + 1) * sizeof *ranking.draws);
	all = arena_alloc(arena, (sheet_draws(sheet) + 1) * sizeof *all);
	if (ranking.list.known)
		list_uses(&ranking, arena);
	known = ranking.list.known && rank(&ranking, output, all, filled);
	if (known) {
		*filled = *filled < capacity ? *filled : capacity;
		memcpy(rows, all, *filled * sizeof *rows);
	}
	exact_study_end(&study);
	return known;
}
