#ifndef MODELS_GRID_SERIES_H
#define MODELS_GRID_SERIES_H

/*
 * Grid series: the intensity of a grid hour by hour, read from a table.
 *
 * A table has a column of times, each the start of what its row holds, and columns of
 * intensities; one of them is read, into UTC hours. A value holds until the next row, at most
 * an hour; where the next row is later than the step before it, only to the end of its UTC
 * hour. The value of an hour is the mean of what holds in it, by time. Rows may stand in any
 * order. A cell without a number, or below 0, is a gap, never 0 and never filled in; a time
 * that stands twice with two values is an error.
 *
 * Nothing is guessed: the time column is the first whose cells are times; the value column is
 * named, or the one column there can be; the unit is told by the header or stated; a time
 * without a zone needs a header that says UTC, or a stated zone.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lca/base/diag.h"
#include "lca/base/unit.h"

struct arena;
struct csv_field;
struct csv_row;
struct zone;

/* What the scenario states; each NULL where it does not. */
struct grid_series_options {
	const char *column;   /* of the intensities */
	const char *time;     /* column of the times */
	const char *unit;     /* "lb/MWh" */
	const char *zone;     /* "UTC", "+01:00", "Europe/Paris" */
	const char *boundary; /* "direct", "lifecycle" */
	struct place place;   /* of the statement, with its key path, for what it lacks */
	const char *path;
};

enum grid_boundary { GRID_BOUNDARY_UNKNOWN, GRID_DIRECT, GRID_LIFECYCLE };

const char *grid_boundary_name(enum grid_boundary boundary); /* "direct", "life-cycle" */

struct grid_hour {
	double value;	    /* kgCO2e/kWh */
	int32_t hour;	    /* since 1970-01-01T00 UTC */
	uint32_t line : 30; /* of the first row that holds in it */
	bool estimated : 1; /* a row of it is marked as estimated */
	bool partial : 1;   /* rows within it are missing */
};

struct grid_series {
	struct grid_series_options options; /* as stated */
	const char *file;		    /* as typed */
	char sha256[65];
	const char *column; /* as the header spells it */
	enum grid_boundary boundary;
	bool marginal; /* its header or file says so; else it is taken as an average */
	uint64_t rows_read, rows_used;
	bool has_estimates;	 /* a column says which rows are estimated */
	struct grid_hour *hours; /* by hour; those with a value; at least one */
	size_t hour_count;
};

/* path is opened as given; name is what is shown. NULL on error (reported). */
struct grid_series *grid_series_read(struct arena *arena, const char *path, const char *name,
				     const struct grid_series_options *options,
				     struct diags *diags);

/* The same for a table in memory. */
struct grid_series *grid_series_read_text(struct arena *arena, const char *name,
					  const char *text, size_t length,
					  const struct grid_series_options *options,
					  struct diags *diags);

/* The hour of that number, or NULL where the series has no value. */
const struct grid_hour *grid_series_at(const struct grid_series *series, int64_t hour);

/* How the columns of a table are read (grid_series_columns.c). */
struct grid_columns {
	size_t time, value;
	size_t estimated; /* SIZE_MAX: no column says */
	const char *name; /* of the value column */
	struct unit unit; /* of its cells; dimensions of an intensity */
	enum grid_boundary boundary;
	const struct zone *zone; /* of times that say none; NULL: not known */
};

/* Finds the columns by the header and the first row, whose cells have no outer blanks. False:
 * reported at options->place. */
bool grid_columns_find(struct arena *arena, const char *file, const struct csv_row *header,
		       const struct csv_row *first, const struct grid_series_options *options,
		       struct diags *diags, struct grid_columns *columns);

/* Reports a time without a zone, met in this line. */
void grid_no_zone(const struct grid_series_options *options, const char *file, uint64_t line,
		  struct diags *diags);

/* A cell without outer blanks as a time, in nanoseconds since 1970: ISO 8601, or seconds or
 * milliseconds since 1970. zoned: it says its zone, and the time is UTC. */
bool grid_time(const char *text, size_t length, int64_t *time, bool *zoned);
/* A cell without outer blanks as a number. A comma in a cell without quotes, hence of a table
 * that commas do not divide, is a decimal one; with three digits behind it, it may be one of
 * thousands, and the cell is no number. */
bool grid_number(const struct csv_field *cell, double *number);

#endif
