#ifndef LCA_BASE_LINES_H
#define LCA_BASE_LINES_H

/*
 * A streaming reader of lines: LF, CRLF or CR ends, a BOM at the start left out, no final line
 * end needed. A line over 1 MiB or a NUL byte ends reading with a diagnostic.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lca/base/diag.h"

struct lines;
struct source;

struct text_line {
	const char *text; /* NUL-terminated, valid until the next lines_next */
	size_t length;
	uint64_t number; /* from 1 */
};

/* Borrows the source. */
struct lines *lines_open(struct source *source, struct diags *diags);
bool lines_next(struct lines *lines, struct text_line *line);
/* True when reading ended on an error rather than at the end of the file. */
bool lines_failed(const struct lines *lines);
void lines_close(struct lines *lines);

#endif
