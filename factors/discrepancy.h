#ifndef FACTORS_DISCREPANCY_H
#define FACTORS_DISCREPANCY_H

/*
 * Rows of one key that contradict each other.
 *
 * The key is activity, region, year and criterion; variants that end in a year (ccf-2024) are
 * other sources of it, others, such as the configurations of a measurement, are not compared.
 * Two rows stand on the same basis where boundary, accounting, delivery, gases and GWP set are
 * equal or unstated on one side. They contradict each other where their values lie more than
 * 5 % and more than their spreads apart (estimate.h).
 */

#include <stddef.h>

#include "factors/estimate.h"

struct arena;
struct factor;

struct discrepancy {
	const struct factor *a, *b; /* the two of a key that lie furthest apart; a is smaller */
	struct contrast contrast;
	size_t variants; /* rows of the key */
};

/* One for each key, the largest ratio first. Rows in any order. */
size_t discrepancies_of(struct arena *arena, const struct factor *const *rows, size_t count,
			const struct discrepancy **found);

/* Whether `part`, a row of what is emitted directly, is above `whole`, one of the life cycle of
 * the same place, year and kind of mix, both found by look-ups: no grid emits more than it and
 * the way of its fuel together. */
bool discrepancy_inverted(const struct factor *whole, const struct factor *part);

/* All such pairs, a the life cycle and b the direct figure, the largest ratio first. */
size_t inversions_of(struct arena *arena, const struct factor *const *rows, size_t count,
		     const struct discrepancy **found);

#endif
