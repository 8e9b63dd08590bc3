#ifndef MODELS_GRID_SERIES_WORDS_H
#define MODELS_GRID_SERIES_WORDS_H

/*
 * What the header of a column says in words: "Carbon intensity gCO₂eq/kWh (direct)".
 */

#include <stdbool.h>

#include "models/grid_series.h"

/* Without what spellings differ in: case, blanks, '_', '-' and the small 2 of CO2. */
const char *header_folded(struct arena *arena, const char *text);
/* Whether one of its words is this, whatever its case. */
bool header_has_word(struct arena *arena, const char *header, const char *word);
/* The unit of an intensity that stands in it: the longest run of words that is one. */
bool header_unit(struct arena *arena, const char *header, struct unit *unit);
/* A text as the unit of an intensity. A plain mass is taken as one of CO2e: the column is said
 * to be of intensities. */
bool header_read_unit(struct arena *arena, const char *text, struct unit *unit);
/* Whether it, or the name of a file, says that its figures are marginal: what one more kWh sets
 * off, as those of WattTime do (MOER, marginal operating emission rate). */
bool header_is_marginal(struct arena *arena, const char *header);
enum grid_boundary header_boundary(struct arena *arena, const char *header);

#endif
