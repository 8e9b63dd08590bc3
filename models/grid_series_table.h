#ifndef MODELS_GRID_SERIES_TABLE_H
#define MODELS_GRID_SERIES_TABLE_H

/*
 * The rows of a grid series as they stand in its table, each a time and a value.
 */

#include "models/grid_series.h"

struct csv;

/* A row: what holds from a time on. */
struct grid_reading {
	int64_t time;
	double value; /* kgCO2e/kWh */
	uint32_t line;
	bool gap; /* the cell holds no number, or one below 0 */
	bool estimated;
};

/* Cells of one kind that were left out. */
struct grid_left_out {
	uint64_t count;
	uint64_t line; /* the first */
};

struct grid_table {
	struct arena *arena; /* for what is read, freed with the table */
	struct diags *diags;
	const struct grid_series_options *options;
	const char *file;
	struct grid_columns columns;
	size_t width; /* cells of the header */
	struct grid_reading *readings;
	size_t count;
	uint64_t rows;
	struct grid_left_out no_number, negative, no_time, repeated, cut;
	bool failed;
};

/* Reads every row of an open table; the columns live in `arena`, the rows in the table's own.
 * False: reported. */
bool grid_table_read(struct grid_table *table, struct arena *arena, struct csv *csv);

struct place grid_table_at(const struct grid_table *table, uint64_t line);
void grid_table_leave_out(struct grid_left_out *left_out, uint64_t line);

#endif
