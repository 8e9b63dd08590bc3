#ifndef FACTORS_LISTS_H
#define FACTORS_LISTS_H

/*
 * The lists behind the factor rows: sources.csv, criteria.csv, regions.csv, things.csv;
 * and what nothing is computed from: equivalences.csv (equivalence_rows.h), figures.csv and
 * bounds.csv (figure_rows.h).
 *
 * Each has its own columns (lists.c) and becomes a table of schema.sql; regions and things also
 * fill the tables of names. Repeated ids, unknown parents and unknown sources are errors.
 */

#include <stdbool.h>

#include "factors/layer.h"

struct arena;
struct diags;

/* True where file is one of them. */
bool lists_has(const char *file);
/* Reads those of a folder into a layer, in the order that they refer to each other. */
bool lists_load(const struct layer *layer, struct arena *arena, const char *folder,
		struct diags *diags);

#endif
