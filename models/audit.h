#ifndef MODELS_AUDIT_H
#define MODELS_AUDIT_H

/*
 * The audit of published figures: what follows from what, whether it is what is stated, and
 * what would explain a gap.
 *
 * A claim (models/claim.h) is brought into a case (models/audit_parts.h): its figures as
 * intervals. Relations between them (audit_relations.c) are checked with the printed rounding
 * alone; what the claim does not state is taken from the database with its range (audit_data.c)
 * and widens what a check allows; a PUE that it needs and that is not stated is named as an
 * assumption where energy, intensity and emissions stand side by side. Where a check fails,
 * small sets of named slips (slips.def) are tried on the case, all checks together
 * (audit_explain.c). Implied values are held against bounds with a source (audit_implied.c).
 * Claims are then held against each other and against the known published figures
 * (audit_across.c, audit_known.c), and what they say they are like against every vintage of
 * that equivalence (audit_like.c).
 *
 *   consistent    every check meets: the figure recomputed from the printed values rounds to
 *                 what is printed, or lies in the range that the database gives
 *   rounding      they meet only because figures are rounded
 *   conditional   they meet to the printed digits if one named thing is assumed, or lie at the
 *                 edge of ranges: at the end of all of them at once, in parts of a country
 *   inconsistent  they meet under none (explanations by two assumptions, or that only bring a
 *                 value into its bounds, are named all the same), or an implied value lies
 *                 outside its bounds
 *   uncheckable   nothing follows from what is stated
 *
 * A finding that explains nothing (explains false) never changes a verdict.
 */

#include <stdbool.h>
#include <stddef.h>

#include "lca/base/interval.h"
#include "models/claim.h"

struct arena;
struct diags;

enum verdict {
	VERDICT_UNCHECKABLE,
	VERDICT_CONSISTENT,
	VERDICT_ROUNDING,
	VERDICT_CONDITIONAL,
	VERDICT_INCONSISTENT
}; /* each worse than the one before; the overall verdict is the worst */

const char *verdict_name(enum verdict verdict);

enum audit_code {
#define AUDIT_CODE(id, code, meaning) AUDIT_##id,
#include "models/audit_codes.def"
#undef AUDIT_CODE
	AUDIT_CODES
};

const char *audit_code_name(enum audit_code code); /* "UNIT-MASS" */
const char *audit_code_meaning(enum audit_code code);

/* The keys of a claim file (claim_keys.def), as rows of lca keys; the value of a figure is the
 * unit that a bare number takes. */
struct key_row;
const struct key_row *audit_keys(struct arena *arena, size_t *count);

/* One factor of a calculation, in its order. */
enum audit_term_kind {
	TERM_STATED,	/* a figure of the claim */
	TERM_LOOKED_UP, /* a row of the database, with its range */
	TERM_BOUND,	/* a bound of bounds.csv */
	TERM_ASSUMED	/* of an explanation */
};
struct audit_term {
	enum audit_term_kind kind;
	char operation;	  /* what joins it to those before: '*', '/', '+', '-' */
	const char *name; /* "accelerator_hours", "pue" */
	double value;	  /* base units */
	struct interval exact, loose;
	struct unit unit; /* to print it in */
	const char *text; /* as printed, or NULL */
	struct place place;
	const char *source; /* citation of a row or bound, or NULL */
	/* Of the intensity of a country: `loose` without what only parts of it have; else NULL.
	 */
	const struct interval *own;
};

enum audit_outcome {
	OUTCOME_MEETS,	  /* the recomputed value rounds to the stated one */
	OUTCOME_ROUNDING, /* the intervals of what is printed meet */
	OUTCOME_RANGE,	  /* the stated one lies in a range of the database or of bounds */
	OUTCOME_APART,
	OUTCOME_SET_ASIDE /* another reading of the claim meets: shown by --explain alone */
};

/* A relation of the claim: result = terms. */
struct audit_check {
	const char *id;	     /* "energy-from-hours", "emissions-from-energy", ... */
	const char *reading; /* "the energy holds the PUE", or NULL */
	enum claim_figure result;
	const struct audit_term *terms;
	size_t term_count;
	double value; /* recomputed, base units */
	struct interval exact, loose;
	double stated;
	struct interval stated_exact, stated_loose;
	struct unit unit;      /* of the stated result */
	struct interval ratio; /* stated over recomputed, by `loose` */
	enum audit_outcome outcome;
	/* Of ranges: what they give if they are independent (combined in quadrature, on the log
	 * scale), and whether the stated value lies in `loose` and out of that. */
	struct interval likely;
	bool edge;
};

/* A value that follows from the claim and is not stated in it. */
struct audit_implied {
	const char *id;	  /* "intensity", "intensity-times-pue", "pue", "power", "mfu", "hours",
			     "accelerators", "energy", "emissions", "energy-per-unit", ... */
	const char *name; /* "implied carbon intensity (with PUE)" */
	double value;	  /* base units */
	struct interval exact, loose;
	struct unit unit;
	const struct audit_term *terms;
	size_t term_count;
	bool bounded;
	struct interval bounds;	   /* base units */
	const char *bounds_of;	   /* "a grid: 0.005 to 1.2 kg/kWh" */
	const char *bounds_source; /* citation, or NULL */
	int side;		   /* -1 below, 0 within or unbounded, 1 above its bounds */
};

struct audit_finding {
	enum audit_code code;
	const char *message; /* sentences, with the numbers */
	bool explains;	     /* it explains a gap, or is one */
	enum verdict
	    verdict; /* the least verdict it brings: CONSISTENT where it changes none */
	bool has_value;
	double value;	  /* in `unit` */
	const char *unit; /* "tCO2e", "kgCO2e/kWh", "" */
	struct place place;
	const char *source; /* citation, or NULL */
};

enum audit_fit {
	FIT_DIGITS,   /* the recomputed value rounds to the stated one */
	FIT_ROUNDING, /* through the rounding of the inputs */
	FIT_RANGE     /* it lies in a range */
};
struct audit_assumption {
	enum audit_code code;
	const char *text; /* "the 626 155 are pounds" */
	enum claim_figure figure;
	double value;	  /* of that figure then, base units */
	struct unit unit; /* to print it in */
};
struct audit_explanation {
	const struct audit_assumption *assumptions;
	size_t count;
	const struct audit_check *checks; /* as they come out then */
	size_t check_count;
	enum audit_fit fit;
	double cost;	 /* the smaller the simpler: see audit_explain.c */
	double distance; /* |ln| of stated over recomputed then, the largest of all checks */
	bool ties;	 /* fits as well as the one before it */
};

/* What a claim's main figure (its emissions, else its energy) was held against. */
enum audit_rest {
	REST_NOTHING,
	REST_BOUNDS,  /* what is possible anywhere alone */
	REST_RANGES,  /* what the database has of its place or hardware */
	REST_FIGURES, /* other figures of the claim */
	AUDIT_RESTS
};
const char *audit_rest_name(enum audit_rest rest); /* "bounds", "ranges", "printed figures" */

struct audited {
	const struct claim *claim;
	enum verdict verdict;
	enum audit_rest rests_on;
	const char *summary; /* one line: "the 626 155 t are pounds: 284.0 t" */
	const struct audit_check *checks;
	size_t check_count;
	const struct audit_implied *implied;
	size_t implied_count;
	const struct audit_explanation *explanations; /* the best first */
	size_t explanation_count;
	const struct audit_finding *findings; /* what weighs most first */
	size_t finding_count;
};

struct audit {
	const struct claims *claims;
	struct audited *audited; /* [claims->count], in their order */
	enum verdict verdict;	 /* the worst; UNCHECKABLE only where all are */
	size_t counts[VERDICT_INCONSISTENT + 1];
	const char *factors_version, *factors_digest;
};

/* A figure as the audit takes it: a count of accelerators or machines is exact (from 1000 on
 * zeros at its end may round), and shares lie where shares can (audit_case.c). */
struct printed audit_taken(enum claim_figure figure, const struct printed *printed);

/* NULL on error (reported). */
const struct audit *audit_claims(struct arena *arena, const struct claims *claims,
				 struct factors *factors, struct diags *diags);

#endif
