#ifndef FACTORS_ROW_CRITERIA_H
#define FACTORS_ROW_CRITERIA_H

/*
 * Which criteria an activity may have: a row of any other would be found by nothing.
 *
 * They are told apart by case. A default must be one that the built-in layer has, which alone
 * may name new ones; a pair MODEL@ACCELERATOR has energies; electricity, and things that are
 * no property of a place, have the impacts of the criterion tables.
 */

#include <stdbool.h>

#include "factors/layer.h"

struct arena;

/* The activity that a user's own name is a slip of, or NULL. */
const char *row_activity_meant(const char *activity);
/* layers[0] is the built-in one, layers[count - 1] that of the row. */
bool row_criterion_known(const struct layer *layers, size_t count, struct arena *arena,
			 const char *activity, const char *criterion);
/* "did you mean 'gwp'?", or the list of what it may be where that is short; NULL: neither. */
const char *row_criterion_hint(const struct layer *layers, size_t count, struct arena *arena,
			       const char *activity, const char *criterion);

#endif
