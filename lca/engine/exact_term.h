#ifndef LCA_ENGINE_EXACT_TERM_H
#define LCA_ENGINE_EXACT_TERM_H

/*
 * Sums of products of atoms of independent draws: what a cell of the sheet is, where that can
 * be said.
 *
 * A product has at most one atom of each draw, by draw, and is made once: equal products are
 * one pointer. A list has its terms by product, none with the coefficient 0; a number is the
 * product of no atoms. What is not known stays so through every operation.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lca/engine/exact_atom.h"

enum { EXACT_ATOMS = 64 }; /* of a product, at most */

struct exact_product {
	uint32_t id;
	uint32_t count;
	uint64_t draws; /* bit draw % 64 */
	struct exact_atom **atoms;
	bool measured, known;
	double mean;
};

struct exact_term {
	double coefficient;
	struct exact_product *product;
};

struct exact_list {
	bool known;
	size_t count;
	const struct exact_term *terms;
};

/* What a sheet's lists are made in. Terms and pairs of terms are counted: where more are asked
 * for than a report may wait for, the rest is not known. */
struct exact_book {
	struct arena *arena;
	const struct sheet *sheet;
	struct exact_atoms *atoms;
	struct exact_product **products; /* open addressing */
	size_t capacity, product_count;
	size_t terms_left, pairs_left;
};

void exact_book_start(struct exact_book *book, struct arena *arena, const struct sheet *sheet);

struct exact_list exact_number(struct exact_book *book, double number);
struct exact_list exact_input(struct exact_book *book, cell input);
/* a + sign b */
struct exact_list exact_add(struct exact_book *book, struct exact_list a, double sign,
			    struct exact_list b);
struct exact_list exact_multiply(struct exact_book *book, struct exact_list a,
				 struct exact_list b);
/* By one term. */
struct exact_list exact_divide(struct exact_book *book, struct exact_list a,
			       struct exact_list b);
/* Of functions of one draw, where one of them is the smaller one everywhere. */
struct exact_list exact_minimum(struct exact_book *book, struct exact_list a,
				struct exact_list b);

/* The product of these atoms, by draw. */
struct exact_product *exact_product_of(struct exact_book *book, struct exact_atom *const *atoms,
				       size_t count);
/* The product of those atoms whose draw is wanted, or is not. */
struct exact_product *exact_part(struct exact_book *book, const struct exact_product *product,
				 const bool *draws, bool wanted);
/* A list of these terms: sorted, equal products joined. terms is rearranged. */
struct exact_list exact_list_of(struct exact_book *book, struct exact_term *terms,
				size_t count);

/* False where not known. */
bool exact_product_mean(struct exact_book *book, struct exact_product *product, double *mean);
bool exact_mean(struct exact_book *book, struct exact_list list, double *mean);

/* The covariance of two lists; INFINITY where it does not exist; false where not known. */
bool exact_covariance(struct exact_book *book, struct exact_list a, struct exact_list b,
		      double *covariance);

#endif
