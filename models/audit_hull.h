#ifndef MODELS_AUDIT_HULL_H
#define MODELS_AUDIT_HULL_H

/* Rows of the database taken together, as one range. */

#include "models/audit_parts.h"

struct hull {
	struct interval range; /* base units, values as published */
	struct unit unit;
	int first, last; /* years */
	size_t rows;	 /* 0: nothing is known */
	const struct factor *latest;
};

/* Rows of the pattern with that criterion (NULL: any), of years near the one stated (0: of all
 * years); suspect ones are left out. */
void hull_take(struct audit_run *run, struct hull *hull, const char *pattern,
	       const char *criterion, int year);
/* Rows of the latest years alone. */
void hull_take_latest(struct audit_run *run, struct hull *hull, const char *pattern,
		      const char *criterion);
/* The range as a term, `loose` so many times wider either way. NULL where there are no rows. */
const struct audit_term *hull_term(struct audit_run *run, const char *name,
				   const struct hull *hull, double wider);
/* The middle of a range of positive numbers. */
double hull_middle(struct interval range);
/* "0.001 to 1.31 kgCO2e/kWh", "400 W" */
const char *hull_text(struct audit_run *run, struct interval range, const struct unit *unit);

#endif
