#ifndef FACTORS_RANKING_H
#define FACTORS_RANKING_H

/*
 * The order in which a search shows its rows.
 *
 * Rows that look-ups use come before variants. Among them those first whose region or thing is
 * called exactly what was searched for, with what a look-up there takes from elsewhere, then
 * what it takes in the other regions found, where they are few, then the rest; within each,
 * emissions of electricity come first, then its other criteria, then anything else. Of the
 * place searched for the latest year comes first; otherwise rows keep the order of
 * factors_search.
 */

#include <stddef.h>

struct factor;
struct factors;
struct region_entry;

/* The row that a look-up of the region's electricity comes from, without a year, or NULL. */
const struct factor *ranking_looked_up(struct factors *factors,
				       const struct region_entry *region);

/* Sorts *rows, and adds what is looked up in `regions` where it is not among them. Returns how
 * many there are. */
size_t ranking_apply(struct factors *factors, const char *words,
		     const struct region_entry *regions, size_t region_count,
		     const struct factor ***rows, size_t count);

#endif
