#ifndef FACTORS_HIT_H
#define FACTORS_HIT_H

/*
 * Where a look-up ends: at the row that has to be widened the least.
 *
 * The places are the region, the grid zone it draws from, its parent, the parent's zone, and so
 * on; the world is no parent. Each offers its row of the year or a timeless one, else that of
 * its nearest year, the older of two. Taken is the offer that adds the least variance
 * (widening.h), of equal ones that of the nearer place: a row of the region and year before
 * all, and a region's row of another year before its country's where the parts of the country
 * lie far apart. Only where no place has a row is one without region taken.
 */

#include "factors/widening.h"

struct hit {
	bool found;
	struct candidate row;
	const char *region; /* of the row */
	bool zone;	    /* the region is a grid zone */
	int parents;	    /* geographies up; a zone is none */
	int years;	    /* between the year asked for and the row's */
	struct widening widening;
};

struct hit hit_search(struct factors *factors, const struct query *query);

/* The nearest place of the region, itself first, that has rows of the query at all, or NULL. */
const char *hit_nearest(struct factors *factors, const struct query *query);

#endif
