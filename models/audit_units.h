#ifndef MODELS_AUDIT_UNITS_H
#define MODELS_AUDIT_UNITS_H

/* Units that are mixed up in print, for whoever looks whether a number fits in another one. */

#include "models/audit.h"

struct audit_unit {
	const char *unit, *words; /* "lbCO2e", "pounds" */
};

struct audit_units {
	const struct audit_unit *rows; /* those mixed up most often first */
	size_t count;
	enum audit_code code; /* of such a slip */
};

/* count 0: of figures that have no such units. */
struct audit_units audit_units_of(enum claim_figure figure);

#endif
