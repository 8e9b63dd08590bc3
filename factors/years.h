#ifndef FACTORS_YEARS_H
#define FACTORS_YEARS_H

/*
 * The rows of one activity and criterion in one region: one a year, the top layer's.
 *
 * A variant on the basis asked for (bridge.h) stands in where a year has no row; other
 * variants, and rows that were not yet published, are not in it. Pointers into it live
 * as long as its factors.
 */

#include "factors/factors_private.h"

struct years {
	struct candidate *rows;
	size_t count;
};

struct years years_read(struct factors *factors, const struct query *query, const char *region);
/* The row of the year, or a timeless one; without a year the latest row. NULL: none. */
const struct candidate *years_exact(const struct years *years, int year);
/* The row of the nearest year, the older of two. NULL: none. */
const struct candidate *years_nearest(const struct years *years, int year);

#endif
