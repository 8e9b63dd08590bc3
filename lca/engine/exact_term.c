/* Sums of products of atoms: the operations of a sheet on them. */

#include "lca/engine/exact_term.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/engine/sheet_private.h"

/* A total of 2000 items has about 5000 terms; a pair takes about 50 ns. */
enum { MOST_TERMS = 20000, TERMS_IN_ALL = 1000000, PAIRS_IN_ALL = 400000 };

static const struct exact_list not_known = {.known = false};

void exact_book_start(struct exact_book *book, struct arena *arena, const struct sheet *sheet)
{
	*book = (struct exact_book){.arena = arena,
				    .sheet = sheet,
				    .capacity = 256,
				    .terms_left = TERMS_IN_ALL,
				    .pairs_left = PAIRS_IN_ALL};
	book->atoms = exact_atoms_new(arena, sheet);
	book->products = arena_alloc(arena, book->capacity * sizeof(struct exact_product *));
}

static struct exact_term *room_for(struct exact_book *book, size_t count)
{
	if (count > MOST_TERMS || count > book->terms_left)
		return NULL;
	book->terms_left -= count;
	return arena_alloc(book->arena, (count + 1) * sizeof(struct exact_term));
}

static struct exact_list single(struct exact_book *book, double coefficient,
				struct exact_product *product)
{
	struct exact_term *term = room_for(book, 1);

	if (!term || !isfinite(coefficient))
		return not_known;
	*term = (struct exact_term){coefficient, product};
	return (struct exact_list){true, coefficient != 0, term};
}

struct exact_list exact_number(struct exact_book *book, double number)
{
	return single(book, number, exact_product_of(book, NULL, 0));
}

static struct exact_list of_scaled(struct exact_book *book, struct exact_scaled scaled)
{
	return single(book, scaled.coefficient,
		      exact_product_of(book, &scaled.atom, scaled.atom ? 1 : 0));
}

struct exact_list exact_input(struct exact_book *book, cell input)
{
	const struct sheet_cell *c = &book->sheet->cells[input.index];
	struct exact_scaled scaled;

	if (c->draw == SHEET_NO_DRAW || c->quantity->dist.kind == DIST_EXACT)
		return exact_number(book, c->quantity->dist.a);
	if (!exact_atom_input(book->atoms, input, &scaled))
		return not_known;
	return of_scaled(book, scaled);
}

static int by_product(const void *left, const void *right)
{
	const struct exact_term *a = left, *b = right;

	return a->product->id < b->product->id ? -1 : a->product->id > b->product->id;
}

/* Sorted terms: equal products become one, and none stays with the coefficient 0. */
static struct exact_list join(struct exact_term *terms, size_t count)
{
	size_t kept = 0, i, j;

	for (i = 0; i < count; i = j) {
		struct exact_term term = terms[i];

		for (j = i + 1; j < count && terms[j].product == term.product; j++)
			term.coefficient += terms[j].coefficient;
		if (!isfinite(term.coefficient))
			return not_known;
		if (term.coefficient != 0)
			terms[kept++] = term;
	}
	return (struct exact_list){true, kept, terms};
}

struct exact_list exact_list_of(struct exact_book *book, struct exact_term *terms, size_t count)
{
	struct exact_term *own = room_for(book, count);

	if (!own)
		return not_known;
	if (count)
		memcpy(own, terms, count * sizeof *own);
	qsort(own, count, sizeof *own, by_product);
	return join(own, count);
}

/* True where no more than one draw is in the list: *draw, which is kept where it is set. */
static bool is_of_one_draw(struct exact_list list, uint32_t *draw)
{
	size_t i;

	for (i = 0; i < list.count; i++) {
		const struct exact_product *product = list.terms[i].product;

		if (product->count > 1)
			return false;
		if (product->count == 0)
			continue;
		if (*draw != SHEET_NO_DRAW && product->atoms[0]->draw != *draw)
			return false;
		*draw = product->atoms[0]->draw;
	}
	return true;
}

static struct exact_scaled scaled_of(struct exact_term term)
{
	return (struct exact_scaled){term.coefficient,
				     term.product->count ? term.product->atoms[0] : NULL};
}

/* A sum of functions of one draw is one of them: it can be divided by, and stays one term. */
static struct exact_list collapse(struct exact_book *book, struct exact_list list)
{
	struct exact_scaled sum;
	uint32_t draw = SHEET_NO_DRAW;
	size_t i;

	if (list.count < 2 || list.count > EXACT_ATOMS || !is_of_one_draw(list, &draw))
		return list;
	sum = scaled_of(list.terms[0]);
	for (i = 1; i < list.count; i++)
		if (sum.coefficient == 0)
			sum = scaled_of(list.terms[i]);
		else if (!exact_atom_add(book->atoms, sum, scaled_of(list.terms[i]), &sum))
			return list;
	return of_scaled(book, sum);
}

struct exact_list exact_add(struct exact_book *book, struct exact_list a, double sign,
			    struct exact_list b)
{
	struct exact_term *terms;
	size_t i = 0, j = 0, count = 0;

	if (!a.known || !b.known)
		return not_known;
	terms = room_for(book, a.count + b.count);
	if (!terms)
		return not_known;
	while (i < a.count || j < b.count) {
		if (j == b.count ||
		    (i < a.count && a.terms[i].product->id <= b.terms[j].product->id)) {
			terms[count++] = a.terms[i++];
			continue;
		}
		terms[count] = b.terms[j++];
		terms[count++].coefficient *= sign;
	}
	return collapse(book, join(terms, count));
}

/* False where the product of two atoms is not known, or there are too many. */
static bool multiply_products(struct exact_book *book, const struct exact_product *p,
			      const struct exact_product *q, struct exact_term *result)
{
	struct exact_atom *atoms[EXACT_ATOMS];
	struct exact_scaled both;
	size_t i = 0, j = 0, count = 0;

	if (p->count + q->count > EXACT_ATOMS)
		return false;
	result->coefficient = 1;
	while (i < p->count || j < q->count) {
		if (j == q->count || (i < p->count && p->atoms[i]->draw < q->atoms[j]->draw)) {
			atoms[count++] = p->atoms[i++];
		} else if (i == p->count || q->atoms[j]->draw < p->atoms[i]->draw) {
			atoms[count++] = q->atoms[j++];
		} else {
			if (!exact_atom_multiply(book->atoms, p->atoms[i++], q->atoms[j++],
						 &both))
				return false;
			result->coefficient *= both.coefficient;
			if (both.atom)
				atoms[count++] = both.atom;
		}
	}
	result->product = exact_product_of(book, atoms, count);
	return true;
}

static struct exact_list scale(struct exact_book *book, struct exact_list list, double factor)
{
	struct exact_term *terms = room_for(book, list.count);
	size_t i;

	if (!terms)
		return not_known;
	for (i = 0; i < list.count; i++)
		terms[i] = (struct exact_term){list.terms[i].coefficient * factor,
					       list.terms[i].product};
	return join(terms, list.count);
}

static bool is_number(struct exact_list list)
{
	return list.count == 1 && list.terms[0].product->count == 0;
}

struct exact_list exact_multiply(struct exact_book *book, struct exact_list a,
				 struct exact_list b)
{
	struct exact_term *terms;
	size_t i, j;

	if (!a.known || !b.known)
		return not_known;
	if (is_number(b) || a.count == 0)
		return scale(book, a, a.count ? b.terms[0].coefficient : 1);
	if (is_number(a) || b.count == 0)
		return scale(book, b, b.count ? a.terms[0].coefficient : 1);
	terms = a.count < MOST_TERMS / b.count ? room_for(book, a.count * b.count) : NULL;
	if (!terms)
		return not_known;
	for (i = 0; i < a.count; i++)
		for (j = 0; j < b.count; j++) {
			struct exact_term *term = &terms[i * b.count + j];

			if (!multiply_products(book, a.terms[i].product, b.terms[j].product,
					       term))
				return not_known;
			term->coefficient *= a.terms[i].coefficient * b.terms[j].coefficient;
		}
	qsort(terms, a.count * b.count, sizeof *terms, by_product);
	return collapse(book, join(terms, a.count * b.count));
}

struct exact_list exact_divide(struct exact_book *book, struct exact_list a,
			       struct exact_list b)
{
	struct exact_atom *atoms[EXACT_ATOMS];
	const struct exact_product *product;
	struct exact_scaled inverse;
	double coefficient;
	size_t i, count = 0;

	if (!a.known || !b.known || b.count != 1 || b.terms[0].product->count > EXACT_ATOMS)
		return not_known;
	product = b.terms[0].product;
	coefficient = 1 / b.terms[0].coefficient;
	for (i = 0; i < product->count; i++) {
		if (!exact_atom_invert(book->atoms, product->atoms[i], &inverse))
			return not_known;
		coefficient *= inverse.coefficient;
		if (inverse.atom)
			atoms[count++] = inverse.atom;
	}
	return exact_multiply(book, a,
			      single(book, coefficient, exact_product_of(book, atoms, count)));
}

struct exact_list exact_minimum(struct exact_book *book, struct exact_list a,
				struct exact_list b)
{
	uint32_t draw = SHEET_NO_DRAW;
	struct exact_scaled result;

	if (!a.known || !b.known || a.count != 1 || b.count != 1 || !is_of_one_draw(a, &draw) ||
	    !is_of_one_draw(b, &draw))
		return not_known;
	if (draw == SHEET_NO_DRAW)
		return a.terms[0].coefficient < b.terms[0].coefficient ? a : b;
	if (!exact_atom_minimum(book->atoms, scaled_of(a.terms[0]), scaled_of(b.terms[0]),
				&result))
		return not_known;
	return of_scaled(book, result);
}

bool exact_mean(struct exact_book *book, struct exact_list list, double *mean)
{
	double one;
	size_t i;

	*mean = 0;
	if (!list.known)
		return false;
	for (i = 0; i < list.count; i++) {
		if (!exact_product_mean(book, list.terms[i].product, &one))
			return false;
		*mean += list.terms[i].coefficient * one;
	}
	return isfinite(*mean);
}
