#ifndef MODELS_CLAIM_TABLE_H
#define MODELS_CLAIM_TABLE_H

/*
 * Tables of figures: a row is a claim, a column is known by its name, which ends in its unit
 * ("energy_kwh", "Training Time (GPU hours)").
 */

#include <stddef.h>

#include "models/claim_reader.h"

/* One row as a claim: names[i] is the header of values[i], "" where empty. Cells that cannot be
 * read become remarks.  */
struct claim *claim_table_row(struct claim_reader *reader, const char *const *names,
			      const char *const *values, size_t count, struct place place);

#endif
