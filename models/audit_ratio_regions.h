#ifndef MODELS_AUDIT_RATIO_REGIONS_H
#define MODELS_AUDIT_RATIO_REGIONS_H

/* The ratio of two regions' grids: what the files of it share. */

#include "models/audit_ratio.h"

enum { REGIONS = 16, SHOWN = 12 };

/* Intensities of two grids, of one year and vintage. */
struct pair {
	double ratio;
	struct interval range; /* 95 % of both rows */
	const struct factor *here, *there;
};

struct candidate {
	const char *code, *name;
	struct interval ratios; /* of nominal values, over the years and vintages */
	struct pair nearest;	/* to the stated ratio */
	size_t pairs;
	bool digits, range; /* a pair gives the digits; they lie in the range of one */
};

struct held {
	const struct ratio_held *said;
	struct audit_run *run;
	size_t claim;
	const struct claim_ratio *ratio;
	struct candidate candidates[REGIONS];
	size_t count;
	int year; /* of the claim, where pairs of it are there; else 0 */
};

/* The regions that the words may mean, with the ratios of here to each. */
void ratio_find_candidates(struct held *held, const struct region *here);

#endif
