#ifndef MODELS_AUDIT_SLIPS_H
#define MODELS_AUDIT_SLIPS_H

/*
 * Slips: named ways in which a figure is not what it says (slips.def), as changes of a case.
 *
 * A row becomes as many slips as it has meanings for a claim: none where the figure is not
 * stated or is in that unit already, several where digits changed places. A slip changes a copy
 * of the case; what it joins a figure with is taken from the case as stated, so that the order
 * of slips does not matter.
 */

#include "models/audit_parts.h"

enum slip_kind {
	SLIP_UNIT,    /* the printed number is in the unit `by` */
	SLIP_RATIO,   /* times `by`, a pure number made of units: "lb/kg" */
	SLIP_NUMBER,  /* times `by`: "1000", "1/8", "44/12" */
	SLIP_COUNTED, /* likewise, where the claim does not say how many a machine has */
	SLIP_TIMES,   /* times another figure */
	SLIP_OVER,    /* over it; `by` "squared": twice */
	SLIP_PLUS,
	SLIP_MINUS,
	SLIP_MACHINE, /* hours times another figure, and the power over it */
	SLIP_TWIST,   /* enum audit_twist */
	SLIP_SHAPE,   /* "reciprocal", "one": becomes 1; "power", "energy": is one */
	SLIP_DIGITS,  /* two digits that follow each other change places */
	SLIP_DESIGN,  /* becomes the accelerator's design power */
	SLIP_FREE     /* whatever meets */
};

struct slip_row {
	enum slip_kind kind;
	enum audit_code code;
	enum claim_figure figure;
	const char *by;
	enum claim_figure other;
	double cost;
	const char *text;
};

const struct slip_row *slip_rows(size_t *count);

struct slip {
	const struct slip_row *row;
	double cost;	 /* the row's, or what this claim makes of it */
	unsigned twists; /* to be set */
	bool scales;	 /* the figure is multiplied by `factor` ... */
	struct interval factor;
	double nominal;
	struct audit_value value; /* ... or becomes this */
	const char *shown;	  /* {v}, or NULL */
};

/* All slips that the case allows. base: its outcomes. */
size_t slips_of(struct arena *arena, const struct audit_case *audit_case,
		const struct audit_outcomes *base, const struct slip **slips);
/* audit_slips_digits.c: those of a row of SLIP_DIGITS, added to the list. */
void slip_digits(struct arena *arena, const struct slip_row *row,
		 const struct audit_case *audit_case, struct slip **list, size_t *count);
/* audit_slips_design.c: those of a row of SLIP_DESIGN, added to the list. */
void slip_designs(struct arena *arena, const struct slip_row *row,
		  const struct audit_case *audit_case, struct slip **list, size_t *count);
/* Whether the stated power is a design power. */
bool slip_is_design(const struct audit_case *audit_case);
/* audit_slips_free.c: gives a slip of SLIP_FREE its value. False: none would do. */
bool slip_whatever(struct slip *slip, const struct audit_case *audit_case,
		   const struct audit_outcomes *base);
/* Whether both can be assumed together: not of one figure, not of one twist. */
bool slip_goes_with(const struct slip *a, const struct slip *b);
void slip_apply(const struct slip *slip, struct audit_case *audit_case);
/* In words; stated: the case without assumptions, then: with all of them. */
struct audit_assumption slip_told(struct arena *arena, const struct slip *slip,
				  const struct audit_case *stated,
				  const struct audit_case *then);

/* A unit in which people read such a value: tCO2e from a tonne on, kWh, MWh. */
struct unit slip_unit(enum claim_figure figure, double value, const struct unit *printed);

#endif
