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
	bool has_energy, has_emissions, has_idle;
	struct sum energy_kwh, energy_it_kwh, emissions_kg, device_hours;
	struct sum doubt_kwh, idle_kwh, dynamic_kwh, idle_device_hours;
	struct import_usage usage;
};

/* One addition to a tally; NaN where the log does not tell. timed: the energy lies evenly
 * between start and end (nanoseconds, timestamp.h) and is spread over their UTC hours. */
struct amount {
	uint64_t rows;
	double energy_kwh, energy_it_kwh, emissions_kg, device_hours;
	bool timed;
	int64_t start, end;
};

/* Requests and tokens of one hour or one row. */
struct usage_count {
	uint64_t requests, failed_requests, input_tokens, cached_tokens, output_tokens;
};

/* Distinct values of a filter's column among the rows it left out. */
enum { SEEN_VALUES = 8 };
struct seen {
	const char *values[SEEN_VALUES]; /* shortened */
	size_t count;
	bool held; /* a row has a value that is wanted */
};

/* A line of a text format, NUL-terminated, without its line end. */
struct log_line {
	const char *text;
	size_t length;
	uint64_t line;
};

struct cJSON;
struct hour_table;
struct interval_list;
struct span_list;
struct source;
struct usage_engine;
struct usage_plan;
struct zone;

struct intake {
	struct arena *arena;
	struct diags *diags;
	const char *name; /* of the file at hand, as shown */
	const char *path; /* as opened: for files beside it; NULL where it is in memory */
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
	struct hour_table *hours;
	struct interval_list *intervals;
	struct span_list *covered;
	const struct zone *zone; /* of times without one; NULL: UTC */
	uint64_t open_ends;	 /* files whose last row has no line end */
	uint64_t twice, nowhen;	 /* times that its clocks showed twice, or never */
	uint64_t again;		 /* of those shown twice: taken for the later time */
	int64_t time_before; /* of file_before: the time without a zone that was read last */
	const char *file_before;
	bool has_time, unzoned;
	bool local; /* a time without a zone was read */
	int64_t first, last;
	bool failed; /* an error was reported: stop */
	/* The row at hand, for options->reject; at most one is set. */
	const struct csv_row *row_at_hand;
	struct csv_field text_at_hand;
	bool rejected_any;
	void *state;		    /* of the importer: state_size zeroed bytes */
	struct usage_engine *usage; /* of an inference log (usage.h), or NULL */
};

/* Exactly one of row, line, record and plan is how an importer reads. */
struct importer {
	const char *name;
	const char *needs; /* "the columns TIMESTAMP, ..." */
	size_t state_size;
	bool selects;		  /* applies `where` itself */
	bool generic;		  /* gives way to any other importer that claims the file */
	char separator;		  /* of a table without a header */
	const char *const *names; /* columns of a table without a header, ending in NULL */
	const char *const *paths; /* of JSON: the fields of row(), ending in NULL */
	/* Knows a table by its header, or JSON by the paths of the leaves of its first
	 * records. */
	bool (*claims)(const struct csv_row *header);
	/* Knows a file by its first bytes (up to 64 KiB, no NUL behind them): text, a table
	 * without a header, JSON. */
	bool (*claims_text)(const char *text, size_t length);
	/* Finds the columns; called again for each file and where a header line is repeated,
	 * possibly with other columns. */
	void (*columns)(struct intake *intake, const struct csv_row *header);
	void (*row)(struct intake *intake, const struct csv_row *row);
	/* Is a row of another number of fields than the header sound? NULL: it is broken. */
	bool (*fits)(const struct intake *intake, const struct csv_row *row);
	void (*line)(struct intake *intake, const struct log_line *line);
	void (*record)(struct intake *intake, const struct cJSON *record, uint64_t line);
	const struct usage_plan *plan;	       /* of an inference log (usage.h) */
	void (*finish)(struct intake *intake); /* after the last file */
};

/* Takes over a header row; false (reported) where `where` or `split` name no column of it. */
bool intake_header(struct intake *intake, const struct csv_row *header);
/* Does `where` want the row? */
bool intake_selects(struct intake *intake, const struct csv_row *row);
/* Is each file a part, and its devices those of a host of its own: split by `file`, which is no
 * column of the log? */
bool intake_splits_files(const struct intake *intake);
/* The part that a row belongs to; 0 where nothing is split. */
size_t intake_part(struct intake *intake, const struct csv_row *row);

/* The tally of a part; NULL where nothing is split, and (an error) where the importer knows no
 * parts. */
struct tally *intake_tally(struct intake *intake, size_t part);
void intake_add(struct intake *intake, size_t part, const struct amount *amount);
/* IT energy of one UTC hour (counted from 1970), where the importer tells hours apart itself;
 * the amount it belongs to is then not timed. */
void intake_hour(struct intake *intake, size_t part, int64_t hour, double it_kwh);
/* An energy of a device over a time, held until the end of the log: intervals of the same
 * device that overlap are refused or settled as options->overlap says; the rest is added as by
 * intake_add. device "": compared with nothing. The amount must be timed. */
void intake_interval(struct intake *intake, const char *device, size_t part,
		     const struct amount *amount, uint64_t line);
/* Of the energy: bridged, filled in or guessed. */
void intake_doubt(struct intake *intake, size_t part, double kwh);
/* What a log with utilisation tells of idle and busy time. */
void intake_idle(struct intake *intake, size_t part, double idle_kwh, double dynamic_kwh,
		 double idle_device_hours);
/* False (reported) where a count passes 2^64 - 1. */
bool intake_add_usage(struct intake *intake, size_t part, const struct usage_count *count);
/* a += b, false where it would overflow. */
bool count_add(uint64_t *a, uint64_t b);

/* `where` and `split` for importers of lines and records: values of what they call columns.
 * A name that is not among names is an error. */
bool intake_wants(struct intake *intake, size_t count, const char *const *names,
		  const struct csv_field *values);
size_t intake_part_of(struct intake *intake, size_t count, const char *const *names,
		      const struct csv_field *values, uint64_t line);

/* Leaves out rows, counted by reason. reason: static text. fault: the row is broken; it goes
 * to options->reject and counts against options->most_bad. */
void intake_skip(struct intake *intake, const char *reason, bool fault, uint64_t line);
void intake_skip_rows(struct intake *intake, const char *reason, bool fault, uint64_t line,
		      uint64_t count);
/* The same of a row with a cell that cannot be read, which is shown: a number or a time, never
 * what people write. */
void intake_skip_cell(struct intake *intake, const char *reason, struct csv_field cell,
		      uint64_t line);
/* The row is sound but has no reading where it should: a warning, no broken row. */
void intake_missing(struct intake *intake, const char *reason, uint64_t line);
/* Hands the row at hand to options->reject. */
void intake_reject(struct intake *intake);
/* Takes the line at hand back from the rows read: it is a title or a comment. */
void intake_not_data(struct intake *intake);
void intake_assume(struct intake *intake, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* An error: stops the intake. */
void intake_fail(struct intake *intake, enum diag_code code, uint64_t line, const char *hint,
		 const char *format, ...) __attribute__((format(printf, 5, 6)));
/* The same for a log that ends before its header does. */
void intake_fail_header(struct intake *intake);
/* Adds the intervals that stay; reports overlaps. Once, after finish(). */
void intake_settle_intervals(struct intake *intake);
/* Hours of a part (SIZE_MAX: of the whole log), by hour. */
struct import_hour *intake_hours(struct intake *intake, size_t part, size_t *count);
/* Once all rows are read: an error where none could be used, a warning where some are broken.
 */
void intake_check(struct intake *intake);
/* line 0: the file as a whole. */
struct place intake_place(const struct intake *intake, uint64_t line);

/* The UTC time of one that states no zone; without options->timezone it is noted and taken as
 * UTC. A time that clocks showed twice is the later one where the time read before it in the
 * file is past the earlier one. */
int64_t intake_local(struct intake *intake, int64_t local);
/* Reads a time; one without a zone is made UTC as intake_local does. */
bool intake_timestamp(struct intake *intake, struct csv_field field, int64_t *time);
/* The log has an energy of the time between start and end. */
void intake_cover(struct intake *intake, int64_t start, int64_t end);
/* Seconds of all that time, what overlaps once. */
double intake_covered(struct intake *intake);
/* Widens first .. last. */
void intake_time(struct intake *intake, int64_t time);

/* The field of a column without outer blanks; empty where column is SIZE_MAX or the row is too
 * short. */
struct csv_field row_field(const struct csv_row *row, size_t column);
bool field_same(struct csv_field field, const char *text); /* ASCII case ignored */

enum reading { READING_MISSING, READING_NUMBER, READING_BAD };
/* Empty, NaN, None, N/A and words in brackets are missing; numbers beyond 1e30 are bad. */
enum reading field_number(struct csv_field field, double *number);
/* The same, of a number that may have a decimal comma: one that cannot be thousands (1,5;
 * 0,512; 1234,567), or any in a cell without quotes, which a comma does not separate. */
enum reading field_decimal(struct csv_field field, double *number);
/* A whole number >= 0 of at most 19 digits ("40", "40.0"). */
enum reading field_count(struct csv_field field, uint64_t *number);

#endif
