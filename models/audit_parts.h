#ifndef MODELS_AUDIT_PARTS_H
#define MODELS_AUDIT_PARTS_H

/* What the files of the audit share: the case, and the steps of audit_claims. */

#include "models/audit.h"

/* A figure as the auditor takes it. */
struct audit_value {
	bool stated;
	double value;
	struct interval exact, loose;
	struct unit unit;
	const struct printed *printed; /* NULL once a slip changed it */
};

/* Ways in which a result may have been computed that is not what its figures say. */
enum audit_twist {
	TWIST_PUE_LEFT_OUT = 1, /* of the emissions (or of an energy said to hold it) */
	TWIST_PUE_TWICE = 2,
	TWIST_COUNT_LEFT_OUT = 4, /* the hours by the clock were taken for all accelerators */
	TWIST_COUNT_TWICE = 8,	  /* accelerator hours were multiplied by the count once more */
	TWIST_INTENSITY_FREE = 16, /* another intensity than the stated one was used */
	TWIST_PUE_FREE = 32 /* a PUE that is not stated lies between energy and emissions; the
			       range of case.pue is taken */
};

/* Bounds of bounds.csv. One that the database lacks has text NULL. (audit_data.c) */
enum audit_bound {
	BOUND_INTENSITY,
	BOUND_INTENSITY_PUE,
	BOUND_PUE,
	BOUND_POWER_TDP,
	BOUND_HOST,
	BOUND_MFU,
	BOUND_PER_NODE,
	BOUND_UTILIZATION,
	BOUND_LIFETIME,
	BOUND_DEVICE_IMPACT,
	BOUND_DEVICE_HOUR,
	BOUND_WATER,
	BOUND_REQUEST,
	BOUND_TOKEN,
	BOUND_IMAGE,
	BOUND_EXPERIMENTS,
	BOUND_EMBODIED_SHARE,
	BOUND_WUE,
	AUDIT_BOUNDS
};

/* A claim under some assumptions. Slips change a copy of it. */
struct audit_case {
	const struct claim *claim;
	struct audit_value figures[CLAIM_FIGURES];
	enum metered_at metered;
	enum claim_power_of power_of;
	unsigned twists; /* of enum audit_twist */
	/* What the claim does not state, from the database: ranges, .stated false where
	 * unknown. A `loose` is what it would have to lie outside of to be wrong. */
	struct audit_value pue, intensity, tdp, peak, host;
	const struct audit_term *pue_term, *intensity_term, *tdp_term, *peak_term, *host_term;
	struct audit_value any_tdp; /* of all chips there are */
	const struct audit_term *any_tdp_term;
	const struct audit_term *flop_term; /* operations of a parameter and token, or NULL */
	const struct audit_term *bounds;    /* [AUDIT_BOUNDS], or NULL: nothing is bounded */
	const double *designs; /* design powers that may be meant; looked up for slips alone */
	size_t design_count;
};

/* The checks of a case, under the reading that fits best: energy with or without PUE where the
 * claim does not say, power of an accelerator or of a machine, tonnes. Those of readings that
 * fit less are OUTCOME_SET_ASIDE. */
struct audit_outcomes {
	const struct audit_check *checks;
	size_t count;
	size_t judged;		  /* not set aside */
	enum audit_outcome worst; /* of those judged; MEETS where there are none */
	double distance; /* |ln ratio| of nominal values, the largest of those judged */
};

struct audit_run {
	struct arena *arena;
	struct factors *factors;
	struct diags *diags;
	const struct claims *claims;
	struct audited *audited;     /* [claims->count] */
	struct audit_data *data;     /* what was looked up so far (audit_data.c) */
	const struct knowns *knowns; /* as audit_knowns has looked them up */
};

/* audit_case.c: a figure, and a claim, without any assumption. */
struct audit_value audit_value_of(enum claim_figure figure, const struct printed *printed);
struct audit_case audit_case_of(struct audit_run *run, const struct claim *claim);
/* audit_evaluate.c. Beside the relations, what is bounded is checked: power per accelerator
 * against its design power, PUE, mfu, intensity. arena NULL: nothing is allocated, checks are
 * NULL and count 0, the rest is as ever: for searches. */
struct audit_outcomes audit_evaluate(struct arena *arena, const struct audit_case *audit_case);
/* audit_implied.c: fills *implied of one claim, and findings where one is out of bounds. */
void audit_imply(struct audit_run *run, size_t claim, const struct audit_case *audit_case);
/* The name of an implied value that leaves its bounds under the assumptions of the case, or
 * NULL. run->data is what it looks up in. (audit_implied.c) */
const char *audit_beyond(struct audit_run *run, const struct audit_case *audit_case);
/* audit_explain.c: called where checks are APART or an implied value is out of its bounds. */
void audit_explain(struct audit_run *run, size_t claim, const struct audit_case *audit_case,
		   const struct audit_outcomes *outcomes);
/* audit_remarks.c: what is not wrong and should be known: TDP as draw, round defaults, tons,
 * stages left out, market-based zeros, what is missing. */
void audit_remark(struct audit_run *run, size_t claim, const struct audit_case *audit_case,
		  const struct audit_outcomes *outcomes);
/* The published figures, read once a run. (audit_known.c) */
struct knowns;
const struct knowns *audit_knowns(struct audit_run *run);
/* audit_across.c, audit_known.c, audit_like.c, audit_ratio.c: all claims, after each was judged
 * alone. */
void audit_across(struct audit_run *run);
void audit_known(struct audit_run *run);
void audit_like(struct audit_run *run);
void audit_ratio(struct audit_run *run);
/* audit_verdict.c: verdict and summary of every claim, in the end; findings are sorted. */
void audit_judge(struct audit_run *run);

/* audit.c: what one thing explains is no more than conditional on it. */
void audit_soften(struct audit_run *run, size_t claim);

/* audit_market.c: what is bought, or set off, beside what the grid gives. */
void audit_market(struct audit_run *run, size_t claim, const struct audit_case *audit_case,
		  const struct audit_outcomes *outcomes);
/* Whether all that is amiss is a stated intensity that is not the region's. */
bool audit_is_other_grid(const struct audited *audited);

/* Adds a finding to a claim. */
struct audit_finding *audit_find(struct audit_run *run, size_t claim, enum audit_code code,
				 enum verdict verdict, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* A value in a unit people read, rounded to what its interval allows: "284.0 t", "0.4234
 * kgCO2e/kWh", for messages. (audit_words.c) */
const char *audit_number(struct arena *arena, double value, struct interval interval,
			 const struct unit *unit);
/* To so many significant digits as people write them: "24,800", "0.385", "100"; no zero ends a
 * fraction. (audit_words.c) */
const char *audit_plain(struct arena *arena, double value, int digits);
/* The ends of a wide range, to two or three digits: "7500 to 10,000 t". (audit_words.c) */
const char *audit_span(struct arena *arena, struct interval interval, const struct unit *unit);

#endif
