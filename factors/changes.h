#ifndef FACTORS_CHANGES_H
#define FACTORS_CHANGES_H

/* What became of the rows between two tables or databases: added, removed, changed. */

#include <stddef.h>

struct arena;
struct factor;

struct factor_change {
	const char *id;
	const struct factor *before, *after; /* NULL: the row was added, removed */
	double ratio;	    /* value after over before; 0 where there is none */
	const char *fields; /* columns that differ: "value, source" */
};

/* Both lists lie sorted by id. Changed rows come first, the largest change of value on top,
 * then those added, then those removed. */
size_t factor_changes(struct arena *arena, const struct factor *const *before,
		      size_t before_count, const struct factor *const *after,
		      size_t after_count, const struct factor_change **changes);

#endif
