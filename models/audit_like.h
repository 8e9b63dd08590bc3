#ifndef MODELS_AUDIT_LIKE_H
#define MODELS_AUDIT_LIKE_H

/* What a figure is said to be like, beside the vintages of it: for audit_like*.c alone. */

#include "factors/factors.h"
#include "models/audit_parts.h"
#include "models/likeness.h"

enum { LIKE_VINTAGES = 48 };

/* A vintage of one of the things that the words may mean. */
struct like_vintage {
	const struct equivalence *row;
	double one;		/* kgCO2e of one of what is counted */
	double count;		/* that the emissions would be of them */
	struct interval counts; /* through the rounding of the emissions */
	bool fits, today;
};

struct like_comparison {
	struct audit_run *run;
	size_t claim;
	const struct claim_equivalent *equivalent;
	struct interval count; /* what the stated one may have been */
	const struct printed *emissions;
	struct like_vintage vintages[LIKE_VINTAGES];
	size_t vintage_count;
	struct likeness likeness;
};

/* The emissions over each vintage of what the words mean; none where they mean nothing known.
 */
struct like_comparison like_compare(struct audit_run *run, size_t claim,
				    const struct claim_equivalent *equivalent,
				    const struct printed *emissions);
/* The nearest vintage; of today's alone where asked. */
const struct like_vintage *like_nearest(const struct like_comparison *comparison, bool today);
/* |ln| of the count that a vintage gives over the stated one. */
double like_off(const struct like_comparison *comparison, const struct like_vintage *vintage);

/* A check and a finding where a vintage gives the digits, and where none does.
 * (audit_like_tell.c) */
void like_tell_fit(const struct like_comparison *comparison);
void like_tell_misfit(const struct like_comparison *comparison);
/* "'10 million phone charges'"; the source of a vintage; "284 t", "12.4 g". */
const char *like_stated(const struct like_comparison *comparison);
const char *like_citation(const struct like_comparison *comparison,
			  const struct like_vintage *vintage);
const char *like_mass(struct arena *arena, double kg);

/* audit_like_slips.c: false where no other unit brings the emissions to a vintage. */
bool like_explained(struct audit_run *run, size_t claim,
		    const struct claim_equivalent *equivalent, const struct printed *emissions);
/* A year of a person of no named country: whether it lies in what those of any country emit,
 * which is no contradiction and no check. And the units in which a person might. */
bool like_within_bounds(const struct like_comparison *comparison);
void like_tell_plausible(const struct like_comparison *comparison);

#endif
