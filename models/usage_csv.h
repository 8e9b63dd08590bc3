#ifndef MODELS_USAGE_CSV_H
#define MODELS_USAGE_CSV_H

/*
 * The fast path of tables as its files share it: usage_csv.c takes blocks of rows,
 * usage_csv_row.c and usage_csv_odd.c those that are not decoded, usage_csv_file.c reads a
 * file.
 */

#include "models/usage_decode.h"
#include "models/usage_engine.h"
#include "models/usage_scan.h"
#include "models/usage_skips.h"

struct arena;

enum { USAGE_LONGEST_ROW = 1024 * 1024 };

/* A role that the table has. */
struct usage_csv_column {
	enum usage_role role;
	size_t at;
};

/* What all threads share. */
struct usage_csv_table {
	struct intake *intake;
	struct usage_engine *engine;
	const struct usage_scanner *scanner;
	char separator;
	const struct csv_row *header;
	char header_letter; /* of its first name, lower case */
	struct usage_columns columns;
	struct usage_csv_column present[USAGE_ROLES]; /* [present_count] */
	size_t present_count;
};

/* An error that ends the log; the first of the file counts. */
struct usage_csv_trouble {
	bool met;
	struct usage_spot spot;
	enum diag_code code;
	const char *hint, *message; /* kept in the worker's arena */
};

struct usage_csv_worker {
	const struct usage_csv_table *table;
	struct usage_reader reader;
	struct usage_batch batch;
	uint64_t rows, rows_used;
	struct usage_skips skips;
	struct usage_field fields[USAGE_ROLES];
	struct usage_marks marks;
	uint32_t *mark_room; /* [room]; marks.at begins behind the first one */
	size_t room;
	bool quoted; /* a block before had quotes or CRs */
	bool decodes;
	struct usage_decoder decoder;
	/* Fields with doubled quotes, without them; of the row at hand. */
	char *unquoted;
	size_t unquoted_length, unquoted_room;
	struct arena *arena;
	struct usage_csv_trouble trouble;
};

/* A block by its marks. */
struct usage_csv_block {
	size_t number;
	const char *text;
	bool plain;	/* no quote, no CR */
	bool uniform;	/* all rows have as many fields as the header */
	size_t counted; /* lines are counted up to this byte */
	uint32_t lines;
};

/* One of its rows: marks[0..count), the last a line end. */
struct usage_csv_row {
	size_t start;
	const uint32_t *marks;
	size_t count;
};

/* ---- usage_csv_row.c ---- */

void usage_csv_take_row(struct usage_csv_worker *worker, struct usage_csv_block *block,
			const struct usage_csv_row *row);
struct usage_spot usage_csv_spot(struct usage_csv_block *block,
				 const struct usage_csv_row *row);

/* ---- usage_csv_odd.c ---- */

/* Reads a block as the careful path does; returns its lines. */
uint32_t usage_csv_odd_block(struct usage_csv_worker *worker, size_t block, const char *text,
			     size_t length);
/* Is the row a header? Then it is the one at the start, or trouble. */
bool usage_csv_header(struct usage_csv_worker *worker, const struct csv_row *row,
		      struct usage_spot spot);
/* But for the case of letters. */
bool usage_csv_same_name(struct csv_field a, struct csv_field b);
void usage_csv_trouble(struct usage_csv_worker *worker, struct usage_spot spot,
		       enum diag_code code, const char *hint, const char *message);

/* ---- usage_csv.c ---- */

/* usage_blocks: take, and rows_end of a struct usage_csv_table. */
uint32_t usage_csv_take(void *worker, size_t block, const char *text, const char *end);
size_t usage_csv_rows_end(const void *table, const char *text, size_t length);
/* LF, and CR without LF. */
uint32_t usage_csv_lines(const char *text, size_t length);

#endif
