#ifndef MODELS_AUDIT_KNOWN_H
#define MODELS_AUDIT_KNOWN_H

/* What the files of audit_known share: one claim held against the published figures. */

#include "models/known.h"

struct audit_run;

/* A row that holds a figure. */
struct match {
	size_t row;
	int digits; /* to which the numbers are the same */
	enum kinship kin;
	bool found;
	bool alone; /* the claim states other figures, which the row does not hold */
};

struct inquiry {
	struct audit_run *run;
	size_t index; /* of the claim */
	const struct claim *claim;
	const struct knowns *knowns;
	enum kinship *kin; /* of the claim's model to that of each row */
	struct known_name name;
	enum known_stage stage;
	const struct printed *figures[CLAIM_FIGURES]; /* of the claim, as rows have them */
	struct match same;	     /* the row that holds most of them; digits: how many */
	size_t told;		     /* a row that a finding named, + 1 */
	bool alarmed[CLAIM_FIGURES]; /* a finding says more of it than that others exist */
};

/* The row is of the same model, or of one whose name holds the other. */
bool audit_known_own(const struct inquiry *inquiry, size_t row);
/* The row is what the claim was read from. */
bool audit_known_self(const struct inquiry *inquiry, size_t row);
/* What is published of the model itself, of the claim's stage. */
struct match audit_known_published(const struct inquiry *inquiry, enum claim_figure figure);

/* audit_known_units.c: the number of the claim is the published one in another unit. True where
 * that was found. */
bool audit_known_judge_units(struct inquiry *inquiry, enum claim_figure figure);

/* audit_known_words.c: findings. */
void audit_known_tell_copy(struct inquiry *inquiry, enum claim_figure figure,
			   const struct match *other, const struct match *own);
void audit_known_tell_chance(struct inquiry *inquiry, enum claim_figure figure,
			     const struct match *other);
void audit_known_tell_stage(struct inquiry *inquiry, enum claim_figure figure,
			    const struct match *match);
void audit_known_tell_counterfactual(struct inquiry *inquiry, enum claim_figure figure,
				     const struct match *match);
void audit_known_tell_same(struct inquiry *inquiry, const enum claim_figure *figures,
			   size_t count);
void audit_known_tell_others(struct inquiry *inquiry, enum claim_figure figure);

#endif
