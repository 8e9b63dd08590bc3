#ifndef LCA_BASE_CSV_H
#define LCA_BASE_CSV_H

/*
 * A streaming reader of separated values: CSV of every dialect we meet, constant memory.
 *
 * RFC 4180 quotes (doubled quotes, line ends inside), CRLF, LF or CR line ends, a BOM, no final
 * newline. Rows may be ragged: the reader gives what is there, the caller judges. A row over 1
 * MiB or over 4096 fields, a quote that never closes, or a NUL byte ends reading with a
 * diagnostic. Fields are slices of the reader's buffer, NUL-terminated, valid until the next
 * csv_next. Blank lines are skipped but counted in line numbers. Of a source that max_bytes
 * cut, the row it was cut in is not given.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lca/base/diag.h"

struct csv;
struct arena;
struct source;

struct csv_field {
	const char *text;
	size_t length;
	bool quoted;
};

struct csv_row {
	uint64_t line; /* where the row starts, from 1 */
	size_t count;
	const struct csv_field *fields;
};

/* As a separator: the one of , | ; and tab that the first line with any of them has most of, or
 * a comma. */
#define CSV_ANY '\0'

/* Opens a file ("-": standard input), which may be compressed (source.h). False return (NULL)
 * is reported: missing file, a directory, ... */
struct csv *csv_open(const char *path, char separator, struct diags *diags);
/* Reads from memory (kept by the caller); name is for places. */
struct csv *csv_open_text(const char *name, const char *text, size_t length, char separator,
			  struct diags *diags);
/* Reads a source that the caller keeps open longer, and closes. */
struct csv *csv_open_source(struct source *source, char separator, struct diags *diags);
bool csv_next(struct csv *csv, struct csv_row *row);
/* True when reading ended on an error rather than at the end of the file. */
bool csv_failed(const struct csv *csv);
/* SHA-256 (hex, 64 digits + NUL) of all bytes as stored; "" until csv_next has returned false
 * at the end of the file. */
void csv_digest(const struct csv *csv, char hex[65]);
void csv_close(struct csv *csv);

/* What CSV_ANY stands for in text[0..length); CSV_ANY where that is not settled and text is not
 * the whole file. */
char csv_separator(const char *text, size_t length, bool whole);

/* Index of a column in a header row (case and outer blanks ignored), or SIZE_MAX. */
size_t csv_column(const struct csv_row *header, const char *name);

#endif
