#ifndef FACTORS_ROW_READER_H
#define FACTORS_ROW_READER_H

/* Reads the cells of a factor row, one subject each; what is wrong is reported at its cell. */

#include "factors/row_store.h"
#include "factors/rows.h"
#include "factors/table.h"

/* One table being read. */
struct row_reader {
	struct table table;
	const struct layer *layers;
	size_t count;
	enum rows_origin origin;
	const char *file; /* how rows name their table */
	size_t unsourced; /* rows of a user without a source */
	struct place first_unsourced;
};

/* Activity, region and source, made canonical by the names of all layers (row_names.c). */
bool row_read_names(struct row_reader *reader, struct row *row);
/* The texts and numbers of all other cells (row_cells.c). */
bool row_read_cells(struct row_reader *reader, struct row *row);

#endif
