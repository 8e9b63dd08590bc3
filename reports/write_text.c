/* Prints documents as aligned text for a terminal. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/display.h"
#include "reports/doc.h"
#include "reports/layout.h"

enum { DEFAULT_WIDTH = 96, MOST_WIDTH = 99, LEAST_WIDTH = 40 };

#define BOLD   "\033[1m"
#define YELLOW "\033[33m"
#define RESET  "\033[0m"

struct writer {
	struct arena *arena;
	struct buffer *out;
	size_t width;
	bool terminal;
	bool colour;
};

static void start(const struct writer *writer, const char *style)
{
	if (writer->colour && style)
		buffer_text(writer->out, style);
}

static void end(const struct writer *writer, const char *style)
{
	if (writer->colour && style)
		buffer_text(writer->out, RESET);
}

static void drop_blanks(struct buffer *out)
{
	while (out->length > 0 && out->text[out->length - 1] == ' ')
		out->text[--out->length] = '\0';
}

/* Drops the blanks at the end of the last line, closes its style and ends it. */
static void end_line(const struct writer *writer, const char *style)
{
	drop_blanks(writer->out);
	end(writer, style);
	buffer_text(writer->out, "\n");
}

/* Wraps text behind a lead; later lines are indented by its width. */
static void paragraph(const struct writer *writer, const char *lead, const char *text,
		      const char *style)
{
	size_t indent = display_width(lead);
	char **lines;
	size_t count = display_wrap(writer->arena, display_plain(writer->arena, text),
				    writer->width - indent, &lines);

	for (size_t i = 0; i < count; i++) {
		if (i == 0)
			buffer_text(writer->out, lead);
		else
			buffer_pad(writer->out, ' ', indent);
		start(writer, style);
		buffer_text(writer->out, lines[i]);
		end_line(writer, style);
	}
}

static const char *plain(const struct writer *writer, const char *text)
{
	return display_plain(writer->arena, text);
}

static size_t larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

static void aligned(struct buffer *out, const char *text, size_t width, bool right)
{
	size_t used = display_width(text), blanks = used < width ? width - used : 0;

	if (right)
		buffer_pad(out, ' ', blanks);
	buffer_text(out, text);
	if (!right)
		buffer_pad(out, ' ', blanks);
}

static void range(const struct writer *writer, const struct layout *layout, size_t column,
		  const struct doc_cell *content)
{
	const char *low = plain(writer, content->text), *high = plain(writer, content->high);
	bool empty = !*low && !*high;

	buffer_pad(writer->out, ' ',
		   layout->widths[column] - layout_range_width(layout, column));
	aligned(writer->out, low, layout->lows[column], true);
	if (empty)
		buffer_pad(writer->out, ' ', strlen(layout_dash(layout, column)));
	else
		buffer_text(writer->out, layout_dash(layout, column));
	aligned(writer->out, high, layout->highs[column], true);
}

/* Blanks before the text of a cell. */
static size_t indent_of(const struct layout *layout, const struct doc_row *row, size_t column)
{
	size_t indent = column == 0 ? 2 * row->depth : 0;

	return indent + 2 <= layout->widths[column] ? indent : 0;
}

/* The lines of one row: texts[column][line]; returns the most lines of any cell. */
static size_t wrap_row(const struct writer *writer, const struct layout *layout,
		       const struct doc_row *row, char ***texts, size_t *counts)
{
	size_t most = 1;

	for (size_t k = 0; k < layout->block->column_count; k++) {
		size_t room = layout->widths[k] - indent_of(layout, row, k);

		if (row->cells[k].high)
			continue;
		if (layout->block->columns[k].whole)
			room = SIZE_MAX;
		counts[k] = (layout->block->columns[k].key ? display_wrap_key : display_wrap)(
		    writer->arena, plain(writer, row->cells[k].text), larger(room, 2),
		    &texts[k]);
		most = larger(most, counts[k]);
	}
	return most;
}

static void row_line(const struct writer *writer, const struct layout *layout,
		     const struct doc_row *row, char ***texts, const size_t *counts,
		     size_t line)
{
	for (size_t k = 0; k < layout->block->column_count; k++) {
		size_t indent = indent_of(layout, row, k);
		size_t width = layout->widths[k] - indent;
		bool right = layout->block->columns[k].align != ALIGN_LEFT;

		if (k > 0)
			buffer_pad(writer->out, ' ', LAYOUT_GAP);
		if (row->cells[k].high && line == 0) {
			range(writer, layout, k, &row->cells[k]);
			continue;
		}
		buffer_pad(writer->out, ' ', indent);
		if (layout->block->columns[k].whole)
			width = larger(width, display_width(texts[k][0]));
		aligned(writer->out, line < counts[k] ? texts[k][line] : "", width, right);
	}
}

static void write_row(const struct writer *writer, const struct layout *layout,
		      const struct doc_row *row, const char *style)
{
	size_t columns = layout->block->column_count;
	char ***texts = arena_alloc(writer->arena, columns * sizeof *texts);
	size_t *counts = arena_alloc(writer->arena, columns * sizeof *counts);
	size_t lines = wrap_row(writer, layout, row, texts, counts);

	for (size_t line = 0; line < lines; line++) {
		start(writer, style);
		row_line(writer, layout, row, texts, counts, line);
		end_line(writer, style);
	}
}

static bool has_titles(const struct doc_block *block)
{
	for (size_t k = 0; k < block->column_count; k++)
		if (*block->columns[k].title)
			return true;
	return false;
}

static void write_titles(const struct writer *writer, const struct layout *layout)
{
	const struct doc_block *block = layout->block;
	struct doc_row titles = {.kind = ROW_GROUP};

	titles.cells = arena_alloc(writer->arena, block->column_count * sizeof *titles.cells);
	for (size_t k = 0; k < block->column_count; k++)
		titles.cells[k].text = block->columns[k].title;
	write_row(writer, layout, &titles, BOLD);
}

static void write_table(const struct writer *writer, const struct doc_block *block)
{
	struct layout layout;

	layout_measure(&layout, writer->arena, block, writer->width, writer->terminal);
	if (has_titles(block))
		write_titles(writer, &layout);
	for (size_t i = 0; i < block->row_count; i++) {
		const struct doc_row *row = &block->rows[i];

		if (row->kind == ROW_TOTAL) {
			buffer_pad(writer->out, '-', layout_width(&layout));
			buffer_text(writer->out, "\n");
		}
		write_row(writer, &layout, row, row->kind == ROW_PLAIN ? NULL : BOLD);
	}
}

static void write_lines(const struct writer *writer, const struct doc_block *block)
{
	for (size_t i = 0; i < block->line_count; i++) {
		const char *lead = "  - ";

		if (block->kind == DOC_NUMBERED)
			lead = arena_printf(writer->arena, "  [%zu] ", i + 1);
		paragraph(writer, lead, block->lines[i].text,
			  block->kind == DOC_WARNINGS ? YELLOW : NULL);
		if (block->lines[i].command)
			buffer_printf(writer->out, "      %s\n",
				      plain(writer, block->lines[i].command));
	}
}

static void write_block(const struct writer *writer, const struct doc_block *block)
{
	switch (block->kind) {
	case DOC_TITLE:
	case DOC_SECTION:
		paragraph(writer, "", block->text, BOLD);
		return;
	case DOC_HEADLINE:
		paragraph(writer, "", block->text, BOLD);
		return;
	case DOC_TEXT:
	case DOC_FOOTER:
		paragraph(writer, "", block->text, NULL);
		return;
	case DOC_LIST:
	case DOC_WARNINGS:
	case DOC_NUMBERED:
		write_lines(writer, block);
		return;
	case DOC_TREE:
		write_tree(block, writer->width, writer->out);
		return;
	case DOC_TABLE:
		write_table(writer, block);
		return;
	case DOC_CHART:
		return;
	}
}

/* Blocks stand apart by an empty line, but for a headline under its title and what follows a
 * section's name. */
static bool stands_apart(const struct doc *doc, size_t i)
{
	if (i == 0 || doc->blocks[i].kind == DOC_HEADLINE)
		return false;
	return doc->blocks[i - 1].kind != DOC_SECTION;
}

static size_t page_width(const struct report_style *style)
{
	size_t width = style && style->width > 0 ? style->width : DEFAULT_WIDTH;

	if (width > MOST_WIDTH)
		return MOST_WIDTH;
	return width < LEAST_WIDTH ? LEAST_WIDTH : width;
}

void write_text(const struct doc *doc, const struct report_style *style, struct buffer *out)
{
	struct writer writer = {.arena = arena_new(),
				.out = out,
				.width = page_width(style),
				.terminal = style && style->width > 0,
				.colour = style && style->colour};

	for (size_t i = 0; i < doc->count; i++) {
		if (stands_apart(doc, i))
			buffer_text(out, "\n");
		write_block(&writer, &doc->blocks[i]);
	}
	arena_free(writer.arena);
}
