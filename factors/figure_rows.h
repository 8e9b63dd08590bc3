#ifndef FACTORS_FIGURE_ROWS_H
#define FACTORS_FIGURE_ROWS_H

/*
 * Reads figures.csv, what was published of which model, and bounds.csv, between what values are
 * plausible (figures.h).
 *
 * A figure is kept as its cells are; those that are numbers must be plain decimals, and its
 * source must be known. A bound has two numbers, the lower first, in a unit.
 */

#include <stdbool.h>

#include "factors/layer.h"

struct arena;
struct diags;

/* True where file is one of them. */
bool figure_rows_has(const char *file);
/* Sources of the layer must have been read. A folder without the tables has none of them.
 * False: errors were reported. */
bool figure_rows_load(const struct layer *layer, struct arena *arena, const char *folder,
		      struct diags *diags);

#endif
