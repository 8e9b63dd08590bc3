/* Appends a row to the text of a table. */

#include "factors/append.h"

#include <stdint.h>
#include <string.h>

#include "factors/row_text.h"
#include "factors/table.h"
#include "lca/base/arena.h"
#include "lca/base/csv.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"

bool append_key(struct arena *arena, const char *id, const char **cells)
{
	size_t part = 0;

	while (part <= VARIANT) {
		size_t length = strcspn(id, "/");
		const char *text = arena_copy(arena, id, length);

		cells[part++] = text_same(text, "-") ? "" : text;
		id += length;
		if (!*id)
			return part > CRITERION;
		id++;
	}
	return false;
}

/* Puts the cells in the order of the header; false where one has no column. */
static bool arrange(struct arena *arena, const struct csv_row *header, const char *name,
		    const char *const *cells, const char **line, struct diags *diags)
{
	bool good = true;

	for (size_t i = 0; i < header->count; i++)
		line[i] = "";
	for (size_t i = 0; i < COLUMN_COUNT; i++) {
		const char *column = row_column((enum column_index)i);
		size_t index = csv_column(header, column);

		if (index != SIZE_MAX) {
			line[index] = cells[i];
		} else if (*cells[i]) {
			diag_add(diags, DIAG_FACTOR_TABLE, (struct place){name, 1, 1}, NULL,
				 arena_printf(arena, "add '%s' to its first line", column),
				 "the table has no column '%s', which the new row needs",
				 column);
			good = false;
		}
	}
	return good;
}

/* The text as it is, and what ends its last line. */
static const char *copy_text(const struct table_text *old, struct buffer *out)
{
	const char *end = memchr(old->text, '\n', old->length);
	bool crlf = end && end > old->text && end[-1] == '\r';

	buffer_add(out, old->text, old->length);
	if (old->length > 0 && old->text[old->length - 1] != '\n')
		buffer_text(out, crlf ? "\r\n" : "\n");
	return crlf ? "\r\n" : "\n";
}

static void add_line(const char *const *line, size_t count, const char *end, struct buffer *out)
{
	row_line(line, count, out);
	if (text_same(end, "\n"))
		return;
	out->text[--out->length] = '\0';
	buffer_text(out, end);
}

bool append_row(struct arena *arena, const struct table_text *old, const char *const *cells,
		struct diags *diags, struct buffer *out)
{
	struct csv *csv;
	struct csv_row header;
	bool good = false;

	if (!old->text) {
		row_header(out);
		row_line(cells, COLUMN_COUNT, out);
		return true;
	}
	csv = csv_open_text(old->name, old->text, old->length, ',', diags);
	if (csv && csv_next(csv, &header)) {
		const char **line = arena_alloc(arena, header.count * sizeof *line);

		good = arrange(arena, &header, old->name, cells, line, diags);
		if (good)
			add_line(line, header.count, copy_text(old, out), out);
	} else if (csv && !csv_failed(csv)) {
		diag_add(diags, DIAG_FACTOR_TABLE, (struct place){old->name, 1, 1}, NULL,
			 "remove the file: a new one gets every column",
			 "expected a header row, found an empty file");
	}
	if (csv)
		csv_close(csv);
	return good;
}
