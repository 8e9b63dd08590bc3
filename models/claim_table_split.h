#ifndef MODELS_CLAIM_TABLE_SPLIT_H
#define MODELS_CLAIM_TABLE_SPLIT_H

/* The words of a label and its unit, wherever in it that stands. */

#include "lca/base/text.h"
#include "models/claim_table.h"

/* The label in its parts. name: lower-case words between blanks, " training time gpu ". */
struct label_parts {
	struct buffer name;
	const char *unit; /* with the blank before it, or NULL */
	enum claim_unit_kind kind;
};

/* name is the caller's to free. */
void label_split(struct arena *arena, struct label_parts *parts, const char *text);
void label_add_words(struct buffer *name, const char *text, size_t length);
void label_add_device(struct buffer *name, const char *text);
/* A unit between words that are none, "energy_mwh_it", "Energy/MWh"; *start .. *end of text.
 * bracket: all of text stands in one. False: there is none. */
bool label_unit_within(struct arena *arena, const char *text, bool bracket,
		       struct label_parts *parts, size_t *start, size_t *end);

#endif
