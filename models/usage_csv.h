#ifndef MODELS_USAGE_CSV_H
#define MODELS_USAGE_CSV_H

/*
 * The fast path of tables as its two files share it: usage_csv.c takes blocks of rows,
 * usage_csv_file.c reads a file by them.
 */

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
	size_t room; /* of marks.at */
	/* Fields with doubled quotes, without them; of the row at hand. */
	char *unquoted;
	size_t unquoted_length, unquoted_room;
	struct arena *arena;
	struct usage_csv_trouble trouble;
};

/* usage_blocks: take, and rows_end of a struct usage_csv_table. */
uint32_t usage_csv_take(void *worker, size_t block, const char *text, const char *end);
size_t usage_csv_rows_end(const void *table, const char *text, size_t length);
/* LF, and CR without LF. */
uint32_t usage_csv_lines(const char *text, size_t length);

#endif
