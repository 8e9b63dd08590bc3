#ifndef MODELS_AUDIT_IMPLIED_H
#define MODELS_AUDIT_IMPLIED_H

/* What the files of implied values share. */

#include "models/audit_formula.h"

struct implication {
	struct audit_run *run;
	size_t claim;
	struct audit_scene scene;
};

/* Adds what the formula gives, in the unit where it has its dimensions, and a finding where it
 * lies outside the bound (NULL: none). */
void implied_add(const struct implication *of, const char *id, const char *name,
		 const struct audit_formula *formula, const char *unit,
		 const struct audit_term *bound);
const struct audit_term *implied_bound(const struct implication *of, enum audit_bound id);
bool implied_has(const struct implication *of, enum claim_figure figure);
void implied_take(const struct implication *of, struct audit_formula *formula, char operation,
		  enum claim_figure figure);
/* quotient / (by), whose terms become divisors. */
void implied_divide(struct audit_formula *quotient, const struct audit_formula *by);

/* Power, hours, share of the peak, and one stated figure over another.
 * (audit_implied_machines.c) */
void implied_machines(const struct implication *of);

#endif
