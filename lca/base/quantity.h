#ifndef LCA_BASE_QUANTITY_H
#define LCA_BASE_QUANTITY_H

/*
 * A quantity: a number with its distribution, unit and origin. The only way for a number to
 * enter.
 *
 * dist is in BASE units (see unit.h); unit keeps the user's spelling and scale, for printing.
 * origin.key names the quantity ("training/final run.power"); two quantities with one key are
 * one cell. origin.draw names the random draw (NULL = the key): two cells that share a draw are
 * comonotone, which is how two grid factors share their method part while each has its own
 * spread.
 *
 * Forms read (docs/scenario.md has them all): `433196 kWh`; `57 gCO2e/kWh ± 10 %` (normal, 95 %
 * interval; +/- and +- are ±; `± 5 W` absolute); `2500 kgCO2e x/ 1.5` (lognormal, GSD); `1.1
 * .. 1.3` (uniform, the unit of the last number serves both); mappings such as {lognormal:
 * [median, gsd]}, whose table is quantity_form.c.
 */

#include <stdbool.h>
#include <stdint.h>

#include "lca/base/diag.h"
#include "lca/base/dist.h"
#include "lca/base/unit.h"

struct node;
struct factor;

enum origin_kind { ORIGIN_SCENARIO, ORIGIN_FACTOR, ORIGIN_LOG, ORIGIN_DEFAULT };

const char *origin_kind_name(enum origin_kind kind); /* scenario | factor | log | default */

/* A file of readings that a distribution was made of. */
struct readings {
	const char *file; /* as written */
	uint64_t rows;
	char sha256[65];
};

struct origin {
	enum origin_kind kind;
	struct place place; /* scenario or log line, or the factor's CSV file and line */
	const char *key;
	const char *draw;   /* NULL: the key */
	const char *source; /* citation id or the user's text, or NULL */
	const char *note;   /* or NULL */
	const struct factor
	    *factor; /* the row behind ORIGIN_FACTOR and ORIGIN_DEFAULT, opaque here */
	const struct readings *readings; /* or NULL */
	bool rounded; /* the distribution is that of the rounding of a printed figure */
	unsigned char pedigree[5]; /* scores from 1 to 5 as stated; 0: none are */
};

struct quantity {
	struct dist dist;
	struct unit unit;
	struct origin origin;
};

/* What a key accepts. */
struct quantity_rule {
	const char *unit; /* a unit of the expected dimension ("W"); NULL: any dimension */
	bool bare;	  /* a number without unit is read in `unit` (counts, ratios) */
	bool positive;	  /* support must lie away from 0 (lifetime, utilization): > 0 */
	bool denominator; /* enters a denominator in another way (1 - losses): a normal is
			     refused */
	bool nonnegative; /* a value below 0 is an error; a distribution's mass below 0 a
			     warning */
	double low;	  /* physical domain, in base units, when high > low: mass outside is a
			     warning, */
	double high;	  /* an exact or central value outside an error */
};

/* The files of readings that quantities name, each read once. */
struct quantity_files;

/* folder: their names are relative to it ("" is the current one). */
struct quantity_files *quantity_files_new(struct arena *arena, const char *folder);

/* Reads a scalar or mapping node. files: NULL where no file may be read. path: for messages
 * ("stages.training[final run].power"); key: origin key. Reports every problem; false when any
 * is an error. */
bool quantity_read(struct arena *arena, struct quantity_files *files, const struct node *node,
		   const struct quantity_rule *rule, const char *path, const char *key,
		   struct diags *diags, struct quantity *quantity);

/* Reads the shorthand in text alone (for --set and factor rows). */
bool quantity_parse(struct arena *arena, const char *text, const struct quantity_rule *rule,
		    struct place place, const char *path, const char *key, struct diags *diags,
		    struct quantity *quantity);

/* Holds a quantity that no scenario states, a factor row, against a rule, as reading it would:
 * at its own place. name: for messages. */
bool quantity_holds(struct arena *arena, const struct quantity *quantity,
		    const struct quantity_rule *rule, const char *name, struct diags *diags);

/* ln-variance of a pedigree score list (ecoinvent v3 guideline 2013, Table 10.5); scores 1..5.
 */
double pedigree_variance(const int score[5]);

/* "400 W", "lognormal, median 2500 kgCO2e, GSD 1.5 (95 %: 1129 .. 5535 kgCO2e)": in the user's
 * unit. */
const char *quantity_describe(struct arena *arena, const struct quantity *quantity);

#endif
