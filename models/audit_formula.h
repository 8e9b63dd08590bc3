#ifndef MODELS_AUDIT_FORMULA_H
#define MODELS_AUDIT_FORMULA_H

/*
 * A formula of the audit: terms joined from left to right, with their dimensions, in numbers
 * and in intervals. And the relations, each a formula for one figure of a case under a reading.
 */

#include "models/audit_parts.h"

enum { AUDIT_TERMS = 10 };

struct audit_formula {
	struct audit_term terms[AUDIT_TERMS];
	size_t count;
	double value;
	struct interval exact, loose;
	struct dimensions dimensions;
	struct interval printed; /* `loose` without ranges */
	double down, up;	 /* squares of the ranges' ln, about their values */
	bool bare;		 /* terms are not kept: for searches; set after formula_start */
	bool ranged;		 /* a term is of the database or a bound */
	bool broken;		 /* a term is missing, or does not go with the others */
};

void formula_start(struct audit_formula *formula);
/* '*', '/', '+' or '-'; the first term is multiplied. A NULL term breaks the formula. */
void formula_join(struct audit_formula *formula, char operation, const struct audit_term *term);
/* A figure of the case; one that is not stated breaks the formula. */
void formula_figure(struct audit_formula *formula, char operation,
		    const struct audit_case *audit_case, enum claim_figure figure);
/* `loose` with the ranges in quadrature; where one has no end, `loose`. */
struct interval formula_likely(const struct audit_formula *formula);
/* Has the figure, as a term. */
struct audit_term audit_term_of(const struct audit_case *audit_case, enum claim_figure figure);

/* How a claim is read where it leaves that open. */
struct audit_reading {
	int energy_pue,
	    emissions_pue; /* how often the PUE is in the energy, in the emissions */
	enum claim_power_of power_of;
	bool host;	  /* the energy is hours x power x the host factor */
	bool embodied;	  /* the embodied part is in the emissions */
	bool at_tdp;	  /* no power is stated: accelerators draw their design power */
	bool water_other; /* the WUE is per kWh on the other side of the PUE */
};

struct audit_scene {
	const struct audit_case *audit_case;
	struct audit_reading reading;
};

struct audit_relation {
	const char *id;
	enum claim_figure result;
	/* False: it does not apply here. */
	bool (*build)(const struct audit_scene *scene, struct audit_formula *formula);
	bool whole; /* of everything the claim is about: not where its figures are per something
		     */
};

const struct audit_relation *audit_relation_rows(size_t *count); /* audit_relations.c */
const struct audit_relation *audit_bounded_rows(size_t *count);	 /* audit_bounded.c */

/* Whether the case states the figure in dimensions of its kind. */
bool audit_has(const struct audit_case *audit_case, enum claim_figure figure);
/* The hours that the power is drawn for; false where they do not follow. */
bool audit_power_hours(const struct audit_scene *scene, struct audit_formula *formula);
/* The PUE so many times (negative: divided), stated or of the database. */
void audit_times_pue(const struct audit_scene *scene, struct audit_formula *formula, int times);
void audit_times_intensity(const struct audit_scene *scene, struct audit_formula *formula);

/* What the claim leaves open, as readings; at most AUDIT_READINGS. (audit_readings.c) */
enum { AUDIT_READINGS = 160 };
size_t audit_readings(const struct audit_case *audit_case,
		      struct audit_reading readings[AUDIT_READINGS]);
/* The one that fits best. (audit_evaluate.c) */
struct audit_reading audit_best_reading(const struct audit_case *audit_case);
/* Whether a value is printed as the stated one: to its last digit, or to the zeros that end it
 * where two digits or more stand before them. (audit_evaluate.c) */
bool audit_rounds_to(const struct audit_value *stated, double value);
/* Figures that the publication states twice. (audit_also.c) */
void audit_also(struct audit_run *run, size_t claim, const struct audit_case *audit_case,
		const struct audit_outcomes *outcomes);
/* "the energy holds the PUE; the power is that of a machine"; NULL where nothing was open. */
const char *audit_reading_words(struct arena *arena, const struct audit_case *audit_case,
				const struct audit_reading *reading);

/* Findings for checks that are apart or meet by rounding alone. (audit_gaps.c) */
void audit_gaps(struct audit_run *run, size_t claim);
/* Findings for checks that meet at the edge of ranges alone: which parts of a country would do,
 * or that every range is at its end. (audit_parts_of.c) */
void audit_edges(struct audit_run *run, size_t claim);
/* Accelerators that are not stated, as a finding. (audit_count.c) */
void audit_count_unstated(struct audit_run *run, size_t claim,
			  const struct audit_case *audit_case);
/* A remark where figures meet by rounding alone, and one slip would let them meet to the last
 * digit. (audit_explain.c) */
void audit_explain_digits(struct audit_run *run, size_t claim,
			  const struct audit_case *audit_case);
/* Remarks on what a figure may be: a default in common use, a share of another peak, the power
 * of what ran so short a time. (audit_asides.c) */
void audit_asides(struct audit_run *run, size_t claim, const struct audit_case *audit_case,
		  const struct audit_outcomes *outcomes);
/* Where nothing else explains a gap, a PUE that is not stated may. (audit_gaps.c) */
void audit_pue_between(struct audit_run *run, size_t claim,
		       const struct audit_case *audit_case);
/* "73.7 MWh x 0.385 kgCO2e/kWh", as printed where it was. (audit_words.c) */
const char *audit_product(struct arena *arena, const struct audit_term *terms, size_t count);
/* A remark on the stages that a training's figure leaves out. (audit_stages.c) */
void audit_stages_left_out(struct audit_run *run, size_t claim,
			   const struct audit_case *audit_case);
/* "accelerator hours", "PUE" */
const char *audit_figure_words(struct arena *arena, enum claim_figure figure);
/* "carbon intensity of France is 41 to 79 gCO2e/kWh, 23 to 139 with room for other methods" */
const char *audit_bound_words(struct arena *arena, const struct audit_term *bound);
enum audit_rest audit_rests_on(const struct audited *audited); /* (audit_summary.c) */
/* A claim's audit in one line. (audit_summary.c) */
const char *audit_summary(struct arena *arena, const struct audited *audited);
/* Whether a check holds a figure against what is stated beside it, not against bounds alone. */
bool audit_is_relation(const struct audit_check *check);
/* Whether it rests on the database or on a bound. (audit_gaps.c) */
bool audit_is_ranged(const struct audit_check *check);

#endif
