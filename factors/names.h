#ifndef FACTORS_NAMES_H
#define FACTORS_NAMES_H

/*
 * What may be typed for a region or a thing, and what it means.
 *
 * Regions are compared without case and outer blanks; things without case, blanks, dashes and
 * underscores. Of names that compare equal, one spelled as typed wins (but for case), then one
 * of lower rank (a code) over one of higher rank (an alias). layers[count - 1] is on top. A
 * processor that no name fits is looked for once more by its short name (cpu_name.h).
 */

#include <stdbool.h>
#include <stddef.h>

#include "factors/layer.h"

struct arena;

enum name_kind { NAME_REGION, NAME_THING };

/* The text as compared. */
const char *name_fold(struct arena *arena, enum name_kind kind, const char *text);

/* Ids that text may mean, those of the lowest rank only; countries come before their parts.
 * thing_kind: NULL or the kind wanted. Returns how many, at most capacity. */
size_t name_find(const struct layer *layers, size_t count, struct arena *arena,
		 enum name_kind kind, const char *text, const char *thing_kind,
		 const char **ids, size_t capacity);

/* "'FR', 'FRA' or 'GF'": the three ids at most whose names are nearest to text: they hold it,
 * differ by a slip, or share half of its letters in whole words. NULL where there is none, or
 * the text is too long for a name. */
const char *name_nearest(const struct layer *layers, size_t count, struct arena *arena,
			 enum name_kind kind, const char *text, const char *thing_kind);

/* "'a', 'b' or 'c'"; NULL where count is 0. */
const char *name_list(struct arena *arena, const char *const *ids, size_t count);

/* Adds a name; the same name for the same id twice is no error. */
bool name_add(const struct layer *layer, struct arena *arena, enum name_kind kind,
	      const char *text, int rank, const char *id);

#endif
