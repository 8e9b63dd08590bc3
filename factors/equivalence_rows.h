#ifndef FACTORS_EQUIVALENCE_ROWS_H
#define FACTORS_EQUIVALENCE_ROWS_H

/*
 * Reads equivalences.csv, the table of what an amount of CO2e is like.
 *
 * A row is one thing (id) in one vintage by one source, which is its key; vintages stand side
 * by side and at most one row of a thing is preferred. The unit is one of CO2e, a '/' and what
 * is counted, in words: "tCO2e/smartphone charge".
 */

#include <stdbool.h>

#include "factors/layer.h"

struct arena;
struct diags;

#define EQUIVALENCES_FILE "equivalences.csv"

/* Sources and regions of the layer must have been read. A folder without the table has no
 * equivalences. False: errors were reported. */
bool equivalence_rows_load(const struct layer *layer, struct arena *arena, const char *folder,
			   struct diags *diags);

#endif
