/*
 * The covariance of two lists.
 *
 * Of two products it is built draw by draw, without a difference of large numbers: with f, g
 * the atoms of a draw, A = E[..] E[..] and C = E[.. ..] - A of the draws before, C' = C (E f E
 * g + Cov(f, g)) + A Cov(f, g), A' = A E f E g.
 *
 * Of long lists not every pair is looked at. Given the draws that many terms share, terms
 * without another draw in common are independent, hence (law of total covariance) Cov(a, b) =
 * Cov(E[a | shared], E[b | shared]) + E[Cov(a, b | shared)]: the first joins all terms that
 * differ in draws of their own alone, the second is over pairs that have such a draw in common.
 */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/engine/exact_term.h"

/* Up to so many pairs are all looked at; a draw of more terms than that is a shared one. */
enum { FEW_PAIRS = 256, MANY_TERMS = 12 };

/* Of one draw's own: a term of list side. */
struct use {
	uint32_t draw;
	uint32_t side;
	size_t term;
};

struct pair {
	double apart, covariance; /* E[p] E[q], E[p q] - E[p] E[q] */
};

struct split {
	struct exact_list lists[2];
	struct exact_product **shared[2], **own[2];
	bool *is_shared;
	struct use *uses;
	size_t use_count;
};

/* Of products whose means are known. False where not known; the covariance may be INFINITY. */
static bool pair_of(struct exact_book *book, const struct exact_product *p,
		    const struct exact_product *q, struct pair *pair)
{
	bool finite = true;
	double covariance;
	size_t i = 0, j = 0;

	*pair = (struct pair){1, 0};
	if (!book->pairs_left)
		return false;
	book->pairs_left--;
	while (i < p->count || j < q->count) {
		double means;

		if (j == q->count || (i < p->count && p->atoms[i]->draw < q->atoms[j]->draw)) {
			means = p->atoms[i++]->mean;
			covariance = 0;
		} else if (i == p->count || q->atoms[j]->draw < p->atoms[i]->draw) {
			means = q->atoms[j++]->mean;
			covariance = 0;
		} else {
			if (!exact_atom_covariance(book->atoms, p->atoms[i], q->atoms[j],
						   &covariance))
				return false;
			means = p->atoms[i++]->mean * q->atoms[j++]->mean;
			finite = finite && isfinite(covariance);
		}
		pair->covariance =
		    pair->covariance * (means + covariance) + pair->apart * covariance;
		pair->apart *= means;
	}
	if (!finite)
		pair->covariance = INFINITY;
	return true;
}

static bool all_pairs(struct exact_book *book, struct exact_list a, struct exact_list b,
		      double *covariance)
{
	bool same = a.terms == b.terms && a.count == b.count;
	struct pair pair;
	size_t i, j;

	*covariance = 0;
	for (i = 0; i < a.count; i++)
		for (j = same ? i : 0; j < b.count; j++) {
			const struct exact_product *p = a.terms[i].product;
			const struct exact_product *q = b.terms[j].product;
			double factor = a.terms[i].coefficient * b.terms[j].coefficient;

			if (!(p->draws & q->draws))
				continue;
			if (!pair_of(book, p, q, &pair))
				return false;
			if (isinf(pair.covariance)) {
				*covariance = INFINITY;
				return true;
			}
			*covariance += (same && j > i ? 2 : 1) * factor * pair.covariance;
		}
	return !isnan(*covariance);
}

static void find_shared(struct split *split, size_t draws, struct arena *arena)
{
	size_t *counts = arena_alloc(arena, (draws + 1) * sizeof *counts), side, i, k;
	bool same = split->lists[0].terms == split->lists[1].terms;

	split->is_shared = arena_alloc(arena, (draws + 1) * sizeof *split->is_shared);
	for (side = 0; side < (same ? 1 : 2); side++)
		for (i = 0; i < split->lists[side].count; i++) {
			const struct exact_product *product =
			    split->lists[side].terms[i].product;

			for (k = 0; k < product->count; k++)
				counts[product->atoms[k]->draw]++;
		}
	for (i = 0; i < draws; i++)
		split->is_shared[i] = counts[i] > MANY_TERMS;
}

static void split_list(struct exact_book *book, struct split *split, uint32_t side)
{
	struct exact_list list = split->lists[side];
	size_t i, k;

	split->shared[side] =
	    arena_alloc(book->arena, (list.count + 1) * sizeof(struct exact_product *));
	split->own[side] =
	    arena_alloc(book->arena, (list.count + 1) * sizeof(struct exact_product *));
	for (i = 0; i < list.count; i++) {
		const struct exact_product *product = list.terms[i].product;
		struct exact_product *own = exact_part(book, product, split->is_shared, false);

		split->own[side][i] = own;
		split->shared[side][i] = exact_part(book, product, split->is_shared, true);
		for (k = 0; k < own->count; k++) {
			split->uses = arena_grow(book->arena, split->uses, split->use_count,
						 sizeof *split->uses);
			split->uses[split->use_count++] =
			    (struct use){own->atoms[k]->draw, side, i};
		}
	}
}

/* E[list | shared]: terms that differ in their own draws alone become one. */
static struct exact_list given_shared(struct exact_book *book, const struct split *split,
				      size_t side)
{
	struct exact_list list = split->lists[side];
	struct exact_term *terms = arena_alloc(book->arena, (list.count + 1) * sizeof *terms);
	double mean;
	size_t i;

	for (i = 0; i < list.count; i++) {
		if (!exact_product_mean(book, split->own[side][i], &mean))
			return (struct exact_list){.known = false};
		terms[i] = (struct exact_term){list.terms[i].coefficient * mean,
					       split->shared[side][i]};
	}
	return exact_list_of(book, terms, list.count);
}

static int by_draw(const void *left, const void *right)
{
	const struct use *a = left, *b = right;

	if (a->draw != b->draw)
		return a->draw < b->draw ? -1 : 1;
	if (a->side != b->side)
		return a->side < b->side ? -1 : 1;
	return a->term < b->term ? -1 : a->term > b->term;
}

/* Each pair is taken once, at the first draw of their own that both have. */
static bool is_first(const struct exact_product *p, const struct exact_product *q,
		     uint32_t draw)
{
	size_t i = 0, j = 0;

	while (p->atoms[i]->draw != q->atoms[j]->draw) {
		if (p->atoms[i]->draw < q->atoms[j]->draw)
			i++;
		else
			j++;
	}
	return p->atoms[i]->draw == draw;
}

/* E[Cov(a, b | shared)] of one pair, added. */
static bool add_own(struct exact_book *book, const struct split *split, size_t i, size_t j,
		    double *covariance)
{
	double factor =
	    split->lists[0].terms[i].coefficient * split->lists[1].terms[j].coefficient;
	struct pair own, shared;

	if (!pair_of(book, split->own[0][i], split->own[1][j], &own) ||
	    !pair_of(book, split->shared[0][i], split->shared[1][j], &shared))
		return false;
	if (isinf(own.covariance) || isinf(shared.covariance))
		*covariance = INFINITY;
	else
		*covariance += factor * own.covariance * (shared.apart + shared.covariance);
	return true;
}

/* uses[0 .. count) of one draw, those of the first list in front. */
static bool add_uses(struct exact_book *book, const struct split *split, const struct use *uses,
		     size_t count, double *covariance)
{
	size_t first = 0, i, j;

	while (first < count && uses[first].side == 0)
		first++;
	for (i = 0; i < first; i++)
		for (j = first; j < count; j++) {
			if (!is_first(split->own[0][uses[i].term], split->own[1][uses[j].term],
				      uses[0].draw))
				continue;
			if (!add_own(book, split, uses[i].term, uses[j].term, covariance))
				return false;
		}
	return true;
}

static bool in_parts(struct exact_book *book, struct split *split, double *covariance)
{
	struct exact_list given[2];
	size_t i, j;

	find_shared(split, sheet_draws(book->sheet), book->arena);
	split_list(book, split, 0);
	split_list(book, split, 1);
	given[0] = given_shared(book, split, 0);
	given[1] = split->lists[0].terms == split->lists[1].terms
		       ? given[0]
		       : given_shared(book, split, 1);
	if (!given[0].known || !given[1].known ||
	    !all_pairs(book, given[0], given[1], covariance))
		return false;
	if (split->use_count)
		qsort(split->uses, split->use_count, sizeof *split->uses, by_draw);
	for (i = 0; i < split->use_count && !isinf(*covariance); i = j) {
		for (j = i + 1;
		     j < split->use_count && split->uses[j].draw == split->uses[i].draw; j++)
			;
		if (!add_uses(book, split, split->uses + i, j - i, covariance))
			return false;
	}
	return !isnan(*covariance);
}

bool exact_covariance(struct exact_book *book, struct exact_list a, struct exact_list b,
		      double *covariance)
{
	struct split split = {.lists = {a, b}};
	double mean;

	/* Measures every atom. */
	if (!exact_mean(book, a, &mean) || !exact_mean(book, b, &mean))
		return false;
	if (a.count * b.count <= FEW_PAIRS)
		return all_pairs(book, a, b, covariance);
	return in_parts(book, &split, covariance);
}
