#ifndef REPORTS_CLAUSES_H
#define REPORTS_CLAUSES_H

/*
 * The clauses of clauses.def: what each asks, in our own words, and the function that says from
 * an assessment whether it is met.
 *
 * Statuses are never assumed: a test that finds nothing to rest on says "not met" and what to
 * state. Met by the dossier itself is met only where the figures that the clause asks for stand
 * in it. Texts of remarks live in the arena of the dossier.
 */

#include "reports/dossier.h"

struct facts_item;

const struct clause *clause_rows(size_t *count);

#define CLAUSE(standard, number, title, asks, sections, test) clause_test clause_##test;
#include "reports/clauses.def"
#undef CLAUSE

/* Verdicts. */
struct verdict clause_met(const char *remark);
struct verdict clause_partly(const char *remark);
struct verdict clause_not_met(const char *remark);
struct verdict clause_not_applicable(const char *remark);
struct verdict clause_unknown(const char *remark);
/* Met where all of `of` are found, not met where none is or can be, else partly. */
struct verdict clause_by_count(size_t found, size_t of, const char *remark);

/* What the items hold. Credits are none of them, and losses of a grid belong to their item. */
bool clause_has_stage(const struct dossier *dossier, const char *stage);
bool clause_has_phase(const struct dossier *dossier, enum phase phase);
/* It draws electricity: of training, idle time or inference, or an amount of it. */
bool clause_draws(const struct facts_item *fact);

/* A text of about: that is there, or not. */
struct stated {
	const char *text, *key;
};
/* "state about.goal and about.audience"; NULL where all are there. *missing of them. */
const char *clause_missing(struct arena *arena, const struct stated *texts, size_t count,
			   size_t *missing);

#endif
