#ifndef LCA_BASE_UNIT_TEXT_H
#define LCA_BASE_UNIT_TEXT_H

/*
 * The strict reader of unit texts that stands before UDUNITS-2 (for unit.c alone).
 *
 *     unit   = term {("/" | "." | "*" | blank) term}        after a "/" only further "/" may
 * follow term   = (name | "(" unit ")") [exponent] | number name after "/" alone: per that many
 *            | "1"                                           at the start, before "/"
 *     name   = a spelling of unit_table.def; a counted thing joins what follows: "GPU-h"
 *
 * Everything else is refused with its offset.
 */

#include <stdbool.h>
#include <stddef.h>

#include "lca/base/unit.h"

struct buffer;

/* Appends text[0..length) to out with the symbols of unit_table.def, in the grammar of
 * UDUNITS-2. error may be NULL. */
bool unit_text_read(struct arena *arena, const char *text, size_t length, struct buffer *out,
		    struct unit_error *error);

#endif
