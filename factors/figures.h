#ifndef FACTORS_FIGURES_H
#define FACTORS_FIGURES_H

/*
 * Figures that were published: who stated what of which model (factors/data/figures.csv). They
 * are no factors: nothing is computed from them. Claims are held against them, and they are
 * audited themselves (docs/audits.md). All cells are as in the table, "" where empty. Emissions
 * that were printed in another unit than tonnes stand in reported_printed as printed ("626,155
 * lb"): its digits are those to trust.
 */

#include <stddef.h>

#include "factors/factors.h"

enum { FIGURE_COLUMNS = 24 };

struct published {
	const char *const *cells; /* [FIGURE_COLUMNS], in the order of figure_columns */
	struct place place;
};

/* The header: "id", "model", ... */
extern const char *const figure_columns[FIGURE_COLUMNS];

/* The cell of a column that there is. */
const char *figure_cell(const struct published *row, const char *column);

/* In the order of the table; those of the layer on top that has any, as far as they were known
 * (as_of). */
const struct published *factors_figures(struct factors *factors, size_t *count);

/* Bounds that implied values are held against (factors/data/bounds.csv). */
struct bound {
	const char *id;	  /* "intensity", "pue", "power-over-tdp", "mfu", "person-year", ... */
	const char *name; /* "carbon intensity of a grid" */
	double low, high; /* base units */
	struct unit unit;
	const char *source, *citation, *locator, *note;
	struct place place;
};

/* By id; those of the layer on top that has any. */
const struct bound *factors_bounds(struct factors *factors, size_t *count);
/* NULL: there is none of this id. */
const struct bound *factors_bound(struct factors *factors, const char *id);

#endif
