#ifndef MODELS_INTAKE_H
#define MODELS_INTAKE_H

/*
 * The intake of one log: what every importer shares while rows stream past.
 *
 * An importer is a table of functions (struct importer). The driver (import.c) finds the
 * header, leaves out the rows that `where` does not want and calls row() for the others; the
 * importer adds amounts to a part of the log and says what it skipped and assumed. Sums are
 * compensated, so that their order hardly shows; counts are integers. A field that is not there
 * is an empty field.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lca/base/csv.h"
#include "lca/base/text_set.h"
#include "models/import.h"

struct arena;

/* Logs tell joules and seconds; reports kWh and hours. Both are exact by definition. */
#define JOULES_PER_KWH	 3.6e6
#define SECONDS_PER_HOUR 3600

/* A compensated sum (Neumaier): start with {0}. */
struct sum {
	double total, lost;
};
void sum_add(struct sum *sum, double value);
double sum_value(const struct sum *sum);

/* What is added up for the whole log, and for each part of it. */
struct tally {
	uint64_t rows;
	bool has_energy, has_emissions;
	struct sum energy_kwh, energy_it_kwh, emissions_kg, device_hours;
	struct import_usage usage;
};

/* One addition to a tally; NaN where the log does not tell. */
struct amount {
	uint64_t rows;
	double energy_kwh, energy_it_kwh, emissions_kg, device_hours;
};

/* Requests and tokens of one hour or one row. */
struct usage_count {
	uint64_t requests, failed_requests, input_tokens, cached_tokens, output_tokens;
};

/* Distinct values of a filter's column among the rows it left out. */
enum { SEEN_VALUES = 8 };
struct seen {
	const char *values[SEEN_VALUES];
	size_t count;
};

struct intake {
	struct arena *arena;
	struct diags *diags;
	const char *name; /* of the file, as shown */
	const struct import_options *options;
	struct import *import;
	const char **columns; /* names of the header at hand, trimmed */
	size_t column_count;
	size_t *filter_columns; /* [options->filter_count] */
	struct seen *seen;	/* [options->filter_count] */
	size_t split_column;
	struct text_set part_values; /* split values; part i is texts[i] */
	struct tally *parts;
	struct tally total;
	bool has_time, unzoned;
	int64_t first, last;
	bool failed; /* an error was reported: stop */
	void *state; /* of the importer: state_size zeroed bytes */
};

struct importer {
	const char *name;
	const char *needs; /* "the columns TIMESTAMP, ..." */
	size_t state_size;
	bool selects; /* applies `where` itself */
	bool (*claims)(const struct csv_row *header);
	/* Finds the columns; called again where a header line is repeated, possibly with other
	 * columns. */
	void (*columns)(struct intake *intake, const struct csv_row *header);
	void (*row)(struct intake *intake, const struct csv_row *row);
	void (*finish)(struct intake *intake);
};

/* Takes over a header row; false (reported) where `where` or `split` name no column of it. */
bool intake_header(struct intake *intake, const struct csv_row *header);
/* Does `where` want the row? */
bool intake_selects(struct intake *intake, const struct csv_row *row);
/* The part that a row belongs to; 0 where nothing is split. */
size_t intake_part(struct intake *intake, const struct csv_row *row);

void intake_add(struct intake *intake, size_t part, const struct amount *amount);
/* False (reported) where a count passes 2^64 - 1. */
bool intake_add_usage(struct intake *intake, size_t part, const struct usage_count *count);
/* a += b, false where it would overflow. */
bool count_add(uint64_t *a, uint64_t b);

/* Leaves out rows, counted by reason. reason: static text. */
void intake_skip(struct intake *intake, const char *reason, bool fault, uint64_t line);
void intake_skip_rows(struct intake *intake, const char *reason, bool fault, uint64_t line,
		      uint64_t count);
void intake_assume(struct intake *intake, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* An error: stops the intake. */
void intake_fail(struct intake *intake, enum diag_code code, uint64_t line, const char *hint,
		 const char *format, ...) __attribute__((format(printf, 5, 6)));
/* Once all rows are read: an error where none could be used, a warning where some are broken.
 */
void intake_check(struct intake *intake);
/* line 0: the file as a whole. */
struct place intake_place(const struct intake *intake, uint64_t line);

/* Reads a time; one without a zone is noted. */
bool intake_timestamp(struct intake *intake, struct csv_field field, int64_t *time);
/* Widens first .. last. */
void intake_time(struct intake *intake, int64_t time);

/* The field of a column without outer blanks; empty where column is SIZE_MAX or the row is too
 * short. */
struct csv_field row_field(const struct csv_row *row, size_t column);
bool field_same(struct csv_field field, const char *text); /* ASCII case ignored */

enum reading { READING_MISSING, READING_NUMBER, READING_BAD };
/* Empty, NaN, None, N/A and anything in brackets are missing; numbers beyond 1e30 are bad. */
enum reading field_number(struct csv_field field, double *number);
/* A whole number >= 0 of at most 19 digits ("40", "40.0"). */
enum reading field_count(struct csv_field field, uint64_t *number);

#endif
