#ifndef MODELS_AUDIT_RATIO_H
#define MODELS_AUDIT_RATIO_H

/* "46 times larger than ...", for audit_ratio*.c alone. */

#include "models/audit_parts.h"

struct ratio_held {
	struct audit_run *run;
	size_t claim;
	const struct claim_ratio *ratio;
};

/* "'46 times' that of 'europe-west'" */
const char *ratio_stated(const struct ratio_held *held);
/* "57.5" */
const char *ratio_times(struct arena *arena, double ratio);

/* Holds it against the grids of the claim's region and of what the words may mean; false where
 * no region is known to be meant. (audit_ratio_regions.c) */
bool ratio_hold_regions(const struct ratio_held *held);

#endif
