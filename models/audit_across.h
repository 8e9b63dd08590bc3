#ifndef MODELS_AUDIT_ACROSS_H
#define MODELS_AUDIT_ACROSS_H

/* What the files of audit_across share: a total and its rows. */

#include "models/audit_parts.h"

/* Figures that add up. */
enum { ADDITIVE = 9 };
extern const enum claim_figure audit_additive[ADDITIVE];

/* One figure of a total. */
struct audit_sum {
	enum claim_figure figure;
	bool whole;   /* every row states it */
	bool partial; /* some do */
	double value; /* of the rows that state it */
	struct interval exact, loose;
	enum audit_outcome outcome; /* where whole */
	struct interval gap;	    /* the total less the rows */
};

struct audit_total {
	struct audit_run *run;
	size_t claim;	    /* the total */
	const size_t *rows; /* claims that it is of */
	size_t row_count;
	struct audit_sum sums[ADDITIVE]; /* of the figures that the total states */
	size_t sum_count;
	size_t apart; /* how many of them are whole and apart */
};

const struct printed *audit_sum_stated(const struct audit_total *total,
				       const struct audit_sum *sum);

/* audit_sums_explain.c: one finding for the sums that are apart. */
void audit_sums_explain(const struct audit_total *total);
bool audit_sum_is_apart(const struct audit_sum *sum);
/* The sum that a reader looks for first: emissions, else the first that is apart. */
const struct audit_sum *audit_sum_foremost(const struct audit_total *total);
const struct printed *audit_sum_row(const struct audit_total *total, size_t row,
				    enum claim_figure figure);
struct audit_finding *audit_sum_tell(const struct audit_total *total, enum verdict verdict,
				     const char *message);
/* audit_sums_missing.c: true where a row that is missing explains every gap, and was told. */
bool audit_sums_missing(const struct audit_total *total);
/* audit_rows.c: rows of one table beside each other. totals: the total of each claim, or NULL.
 */
void audit_rows(struct audit_run *run, const struct claim *const *totals);
/* audit_copies.c: figures that keep a row from adding up, copied from another. */
void audit_copies(struct audit_run *run);
/* audit_mixed.c: rows whose energy is of another boundary than that of the others. */
void audit_mixed(struct audit_run *run, const struct claim *const *totals);

#endif
