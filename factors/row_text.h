#ifndef FACTORS_ROW_TEXT_H
#define FACTORS_ROW_TEXT_H

/*
 * Factor rows as lines of a table: what rows.h reads, this writes.
 *
 * Numbers are the shortest decimals that read back as the same double. A text that holds a
 * comma, a quote or a line end is quoted.
 */

#include "factors/row_store.h"

struct arena;
struct buffer;
struct factor;
struct quantity;

/* The name of a column. */
const char *row_column(enum column_index column);

/* The cells of a row: its value and spread as typed, where it was not widened. */
void row_cells(struct arena *arena, const struct factor *factor, const char **cells);
/* VALUE, UNIT and SPREAD of a quantity. */
void row_quantity(struct arena *arena, const struct quantity *quantity, const char **cells);

/* The names of all columns as a line. */
void row_header(struct buffer *out);
void row_line(const char *const *cells, size_t count, struct buffer *out);

#endif
