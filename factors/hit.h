#ifndef FACTORS_HIT_H
#define FACTORS_HIT_H

/*
 * Where a look-up ends: up the geographies, until a row is good enough.
 *
 * The order: the region's row of the year or a timeless one > its nearest year within 5 > the
 * same for the grid zone it draws from > the same for its parent, the parent's zone, and so on
 * > the region's nearest year at all (then the zone's, the parent's) > rows without region. The
 * world is no parent.
 */

#include "factors/factors_private.h"

struct hit {
	bool found;
	struct candidate row;
	const char *region; /* of the row */
	bool zone;	    /* the region is a grid zone */
	int parents;	    /* geographies up; a zone is none */
	int years;	    /* between the year asked for and the row's */
	bool passed_over;   /* a nearer row was left for this one, its year being far off: */
	struct candidate passed; /* that row */
};

struct hit hit_search(struct factors *factors, const struct query *query);

/* The country of a region: its topmost parent below the world; the world is its own. */
const char *hit_country(const struct factors *factors, const char *region);

#endif
