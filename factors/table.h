#ifndef FACTORS_TABLE_H
#define FACTORS_TABLE_H

/*
 * A CSV table read by column name: any order of columns, places for every cell.
 *
 * The file is read whole into the arena, so that excerpts can be shown and its digest is that
 * of the bytes used. Cells are trimmed. Unknown columns, missing ones and ragged rows are
 * reported.
 */

#include <stdbool.h>
#include <stddef.h>

#include "lca/base/csv.h"
#include "lca/base/diag.h"

struct arena;

struct column {
	const char *name;
	bool required; /* the header must have it */
};

struct table {
	struct arena *arena;
	struct diags *diags;
	const char *path; /* as typed: for diagnostics */
	const char *text; /* bytes of the file */
	size_t length;
	struct csv *csv;
	struct csv_row row;
	const struct column *columns;
	size_t column_count;
	size_t *index; /* of each column in a row, or SIZE_MAX */
	size_t width;  /* fields of the header */
	bool failed;   /* something was reported as an error */
};

/* Reads the whole file; NULL is reported. */
const char *table_file(struct arena *arena, const char *path, size_t *length,
		       struct diags *diags);

/* A file that was read already; name: as typed, for diagnostics. */
struct table_text {
	const char *name, *text;
	size_t length;
};

/* False is reported; table_close is needed all the same. */
bool table_open_text(struct table *table, struct arena *arena, const struct table_text *text,
		     const struct column *columns, size_t count, struct diags *diags);
bool table_open(struct table *table, struct arena *arena, const char *path,
		const struct column *columns, size_t count, struct diags *diags);
bool table_next(struct table *table);
void table_close(struct table *table);

/* The cell of a column in the current row; "" where empty or where there is no such column. In
 * the arena. */
const char *table_cell(const struct table *table, size_t column);
struct place table_place(const struct table *table, size_t column);
/* Reports an error at a cell. hint may be NULL. */
void table_error(struct table *table, size_t column, enum diag_code code, const char *hint,
		 const char *format, ...) __attribute__((format(printf, 5, 6)));

#endif
