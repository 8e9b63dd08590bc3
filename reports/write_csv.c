/* Prints the tables of a document as comma-separated values (RFC 4180). */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/display.h"
#include "reports/doc.h"

/* A spreadsheet takes a text that starts so for a formula. */
static const char formula_starts[] = "=+-@\t\r";

static void add_field(struct arena *arena, const struct doc_cell *content, struct buffer *out)
{
	const char *text = display_cell(arena, content->text);
	bool formula = !content->number && *text && strchr(formula_starts, *text);
	bool quoted = strpbrk(text, ",\"\r\n") || *text == ' ';

	buffer_text(out, quoted ? "\"" : "");
	buffer_text(out, formula ? "'" : "");
	for (; *text; text++) {
		if (*text == '"')
			buffer_text(out, "\"");
		buffer_add(out, text, 1);
	}
	buffer_text(out, quoted ? "\"" : "");
}

static void add_row(struct arena *arena, const struct doc_row *row, size_t columns,
		    struct buffer *out)
{
	for (size_t k = 0; k < columns; k++) {
		if (k > 0)
			buffer_text(out, ",");
		add_field(arena, &row->cells[k], out);
	}
	buffer_text(out, "\r\n");
}

static void write_table(struct arena *arena, const struct doc_block *block, struct buffer *out)
{
	for (size_t k = 0; k < block->column_count; k++) {
		buffer_text(out, k > 0 ? "," : "");
		add_field(arena, &(struct doc_cell){.text = block->columns[k].title}, out);
	}
	buffer_text(out, "\r\n");
	for (size_t i = 0; i < block->row_count; i++)
		add_row(arena, &block->rows[i], block->column_count, out);
}

void write_csv(const struct doc *doc, struct buffer *out)
{
	struct arena *arena = arena_new();
	bool first = true;

	for (size_t i = 0; i < doc->count; i++) {
		if (doc->blocks[i].kind != DOC_TABLE)
			continue;
		if (!first)
			buffer_text(out, "\r\n");
		write_table(arena, &doc->blocks[i], out);
		first = false;
	}
	arena_free(arena);
}
