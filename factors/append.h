#ifndef FACTORS_APPEND_H
#define FACTORS_APPEND_H

/*
 * One row more at the end of a user's table.
 *
 * The bytes that are there stay as they are; a final line end is added where it lacks. The row
 * follows the columns of the header and its line ends. Nothing is judged here but the header:
 * opening the table judges all of it.
 */

#include <stdbool.h>

#include "factors/row_store.h"

struct arena;
struct buffer;
struct diags;
struct table_text;

/* cells[COLUMN_COUNT], "" where empty. old->text NULL: a new table with every column. False is
 * reported: a cell that has no column, or no header to read. */
bool append_row(struct arena *arena, const struct table_text *old, const char *const *cells,
		struct diags *diags, struct buffer *out);

/* Splits "activity/region/year/criterion[/variant]" into cells, '-' into "". False where it has
 * another number of parts. */
bool append_key(struct arena *arena, const char *id, const char **cells);

#endif
