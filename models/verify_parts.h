#ifndef MODELS_VERIFY_PARTS_H
#define MODELS_VERIFY_PARTS_H

/* What the parts of a verification share (verify.h). */

#include "models/verify.h"

/* An output and what it says of itself; result: it is a JSON result of lca, else NULL. */
struct verify_side {
	const struct cJSON *result;
	const struct cJSON *record; /* NULL: it has none */
	const char *text;	    /* of a document, without its record; else NULL */
};

/* Details that are given to causes; of one the first are told, the rest is counted. */
struct verify_telling {
	struct arena *arena;
	struct verification *v;
	const struct cJSON *inputs; /* files that were read */
	size_t left[CAUSE_KINDS];   /* details that were not told */
};
/* The cause that a quantity belongs to, or NULL; same_row: its factor is the one it was. */
struct verify_cause *verify_owner(const struct verify_telling *telling,
				  const struct cJSON *quantity, bool same_row);
/* What each cause moved, where the quantities tell it. */
void verify_shares(struct verify_telling *telling, const struct cJSON *stated,
		   const struct cJSON *computed);
void verify_tell(struct verify_telling *telling, struct verify_cause *cause, const char *text);

/* Two outputs as trees, what is apart added to differences and numbers counted. The records are
 * left out. */
void verify_trees(struct arena *arena, struct verification *v, const struct cJSON *stated,
		  const struct cJSON *computed);
/* The same of two records, but for what verify_causes looks at: files, digests and versions. */
void verify_terms(struct arena *arena, struct verification *v, const struct cJSON *stated,
		  const struct cJSON *computed);
/* Two documents line by line. A card and a LaTeX fragment may stand in a page of somebody,
 * whose other lines are told and not compared; of all others every line counts. */
void verify_documents(struct arena *arena, struct verification *v, const char *text,
		      const char *again);
/* Of two that are the same to the byte: lines that are not of the report. */
void verify_tell_around(struct arena *arena, struct verification *v, const char *text,
			const char *again);
/* A difference: NULL for what is not there. */
void verify_differs(struct arena *arena, struct verification *v, const char *path,
		    const char *stated, const char *computed, double change);
/* True where both have the same numbers - sign, point, exponent, and the word behind, which is
 * their unit - in the same order; NULL has none. */
bool verify_same_figures(const char *a, const char *b);
/* The same but for the lines of a scenario that both name. */
bool verify_same_but_places(const char *a, const char *b);
/* Remarks that another version of lca words in another way are told as notes. */
void verify_forgive_prose(struct arena *arena, struct verification *v);
/* What differs of another version, as a detail of that cause. */
void verify_tell_version(struct arena *arena, struct verification *v);
/* The document made again with the digests and versions of the stated one. */
const char *verify_adopt(struct arena *arena, const char *again,
			 const struct verify_side *stated, const struct verify_side *computed);
/* What the differences come from; where there are none, what has changed without moving
 * anything, as notes. */
void verify_causes(struct arena *arena, struct verification *v,
		   const struct verify_side *stated, const struct verify_side *computed);
/* Quantities that differ, as details of the causes that are there (verify_quantities.c). */
void verify_quantities(struct arena *arena, struct verification *v,
		       const struct verify_side *stated, const struct verify_side *computed);
/* What a JSON result of lca holds that is not so by itself: sums that do not hold, a quantity
 * that has two values. As details of the cause. computed: NULL where it could not be made, else
 * what does not hold of it either is not told. */
void verify_contradictions(struct arena *arena, struct verify_cause *cause,
			   const struct verify_side *stated,
			   const struct verify_side *computed);
/* Totals that a document prints and that its record does not have, as details of the cause. How
 * many totals were found in it. */
size_t verify_printed(struct arena *arena, struct verify_cause *cause,
		      const struct verify_record *record, const char *text);
/* A number of the calculation itself, which nobody states. */
bool verify_is_constant(const struct cJSON *quantity);
/* What has changed in a scenario and is no quantity, as far as its report shows it. */
void verify_words(struct verify_telling *telling, const struct cJSON *stated,
		  const struct cJSON *computed);
/* True where what was sampled is apart as with another seed, and nothing else is. */
bool verify_is_resampled(const struct verification *v);
/* What follows from the samples, how long the list is as well. */
bool verify_is_sampled_list(const char *path);
struct verify_cause *verify_find_cause(struct verification *v, enum verify_cause_kind kind);
void verify_detail(struct arena *arena, struct verify_cause *cause, const char *text);

#endif
