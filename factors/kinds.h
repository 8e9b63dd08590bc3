#ifndef FACTORS_KINDS_H
#define FACTORS_KINDS_H

/* What a factor row is a row of: "grid-country", "embodied", "pue". One table (kinds.c). */

#include <stddef.h>

struct row_traits {
	const char *activity, *region, *criterion, *variant;
	const char *thing_kind;	 /* of the activity; "" for a pair MODEL@ACCELERATOR */
	const char *region_kind; /* "" for a row without region or of an operator */
};

/* The first kind that fits; "other" where none does. A constant text. */
const char *kind_of(const struct row_traits *traits);

/* Kinds in printing order, each once; NULL behind the last. */
const char *kind_at(size_t index);

#endif
