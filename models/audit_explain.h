#ifndef MODELS_AUDIT_EXPLAIN_H
#define MODELS_AUDIT_EXPLAIN_H

/*
 * What would explain a gap: sets of one or two slips under which every check meets, weighed.
 *
 * A set is weighed by its odds against chance: how often its slips are met where figures are
 * apart (cost), over how probable it is that a gap of any size would be met by it (`chance`:
 * the width that rounding leaves, times how often gaps of that size occur). Figures of few
 * digits leave so much room that something always fits: their sets have odds of little worth.
 */

#include "models/audit_slips.h"

enum { AUDIT_TOGETHER = 2 }; /* slips assumed at once, at most */

struct audit_trial {
	const struct slip *slips[AUDIT_TOGETHER];
	size_t count;
	struct audit_case audit_case; /* with them */
	struct audit_outcomes outcomes;
	enum audit_fit fit;
	double cost;
	double chance;		       /* of so good a fit by accident */
	double odds;		       /* exp(-cost) over chance */
	const struct audit_check *met; /* the one that was furthest apart, as it comes out */
};

/* Whether the set explains: every check meets, and what was apart is still checked. Fills the
 * rest of the trial, checks in the arena.
 * (audit_explain_weigh.c) */
bool trial_weigh(struct arena *arena, const struct audit_outcomes *base,
		 const struct audit_case *stated, struct audit_trial *trial);

/* All sets that explain, the best first; at most `most`. Pairs are looked for where they are
 * asked for and no single slip is worth naming. (audit_explain_search.c) */
size_t trials_of(struct arena *arena, const struct audit_case *stated,
		 const struct audit_outcomes *base, bool pairs, struct audit_trial *trials,
		 size_t most);

/* Whether the odds let one assumption be believed. */
bool trial_is_believed(const struct audit_trial *trial);
/* Whether it is worth naming. */
bool trial_is_worth(const struct audit_trial *trial);
/* Whether two explain equally well. */
bool trials_tie(const struct audit_trial *a, const struct audit_trial *b);

/* A row whose intensity is the one that a claim's figures come to. (audit_explain_grid.c) */
struct grid_match {
	const char *text; /* "US 2018 has 0.4626 kgCO2e/kWh" */
	const char *source;
	bool own;     /* a row of the claim's own place, or of what is around it */
	double cost;  /* of taking it from there */
	size_t tried; /* rows that might have fitted as well */
};
/* wanted: what it may be; stated: the intensity that the claim states. False: no row lies in
 * it, or none but of other places that a row would lie in by chance. */
bool explain_intensity(struct audit_run *run, const struct claim *claim, struct interval wanted,
		       double stated, struct grid_match *match);
/* The same among intensities that several publications state. */
bool explain_elsewhere(struct audit_run *run, struct interval wanted, struct grid_match *match);
/* Whether that is more than one of many that fit by chance. stated: the intensity stated. */
bool match_is_believed(const struct grid_match *match, struct interval wanted, double stated);

#endif
