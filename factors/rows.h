#ifndef FACTORS_ROWS_H
#define FACTORS_ROWS_H

/*
 * Factor tables: reads a CSV of factor rows into a layer and refuses what cannot be right.
 *
 * Columns in any order: activity, criterion, value, unit (required); region, year, variant,
 * spread, method, method_gsd, boundary, accounting, delivery, gas_scope, gwp_set, status,
 * published, source, locator, note. Names are resolved by row_names.c, other cells read by
 * row_cells.c, the whole judged by row_judge.c.
 * All errors of a file are reported at their cells. In a user's table the source defaults to
 * the file and activities may be new; in the built-in one every row needs a source of the
 * source table and an activity of the thing table.
 */

#include <stdbool.h>
#include <stddef.h>

#include "factors/layer.h"

struct arena;
struct diags;
struct table_text;

enum rows_origin { ROWS_BUILT_IN, ROWS_USER };

/* Reads a table into layers[count - 1]; names are resolved in all layers. file: how rows name
 * their table. False is reported. */
bool rows_load(const struct layer *layers, size_t count, enum rows_origin origin,
	       struct arena *arena, const struct table_text *text, const char *file,
	       struct diags *diags);

#endif
