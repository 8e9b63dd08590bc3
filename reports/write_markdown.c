/* Prints documents as Markdown (CommonMark with tables). */

#include <ctype.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/display.h"
#include "reports/doc.h"
#include "reports/record_line.h"

/* True when the underscore at text[i] stands between letters or digits, where it cannot start
 * emphasis. */
static bool inside_word(const char *text, size_t i)
{
	return i > 0 && isalnum((unsigned char)text[i - 1]) &&
	       isalnum((unsigned char)text[i + 1]);
}

/* Adds untrusted text so that it is shown as it stands. */
static void add(struct arena *arena, const char *text, struct buffer *out)
{
	const char *plain = display_plain(arena, text);

	for (size_t i = 0; plain[i]; i++) {
		if (plain[i] == '<' || plain[i] == '>')
			buffer_text(out, plain[i] == '<' ? "&lt;" : "&gt;");
		else if (plain[i] == '&')
			buffer_text(out, "&amp;");
		else if (strchr("\\`*[]|~", plain[i]) ||
			 (plain[i] == '_' && !inside_word(plain, i)))
			buffer_printf(out, "\\%c", plain[i]);
		else
			buffer_add(out, plain + i, 1);
	}
}

/* The same at the start of a block, where '#', '-', '1.' and the like would make it another
 * block. */
static void add_block_text(struct arena *arena, const char *text, struct buffer *out)
{
	size_t digits = strspn(text, "0123456789");

	if (*text && strchr("#-+=", *text))
		buffer_text(out, "\\");
	else if (digits > 0 && (text[digits] == '.' || text[digits] == ')') &&
		 (text[digits + 1] == ' ' || !text[digits + 1])) {
		buffer_add(out, text, digits);
		buffer_text(out, "\\");
		text += digits;
	}
	add(arena, text, out);
}

static void add_cell(struct arena *arena, const struct doc_block *block,
		     const struct doc_row *row, size_t column, struct buffer *out)
{
	const struct doc_cell *content = &row->cells[column];
	bool strong =
	    row->kind != ROW_PLAIN && (*content->text || (content->high && *content->high));

	buffer_text(out, " ");
	for (unsigned i = 0; column == 0 && i < row->depth; i++)
		buffer_text(out, "&nbsp;&nbsp;");
	if (strong)
		buffer_text(out, "**");
	add(arena, content->text, out);
	if (content->high && *content->high) {
		buffer_text(out, doc_dash(&block->columns[column]));
		add(arena, content->high, out);
	}
	buffer_text(out, strong ? "** |" : " |");
}

static void write_table(struct arena *arena, const struct doc_block *block, struct buffer *out)
{
	buffer_text(out, "|");
	for (size_t k = 0; k < block->column_count; k++) {
		buffer_text(out, " ");
		add(arena, block->columns[k].title, out);
		buffer_text(out, " |");
	}
	buffer_text(out, "\n|");
	for (size_t k = 0; k < block->column_count; k++)
		buffer_text(out, block->columns[k].align == ALIGN_LEFT ? " --- |" : " ---: |");
	for (size_t i = 0; i < block->row_count; i++) {
		buffer_text(out, "\n|");
		for (size_t k = 0; k < block->column_count; k++)
			add_cell(arena, block, &block->rows[i], k, out);
	}
	buffer_text(out, "\n");
}

/* The longest run of backquotes. */
static size_t backquotes(const char *text, size_t length)
{
	size_t longest = 0, run = 0;

	for (size_t i = 0; i < length; i++) {
		run = text[i] == '`' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return longest;
}

/* A fenced block within the item of the list. */
static void write_command(struct arena *arena, const char *command, struct buffer *out)
{
	const char *plain = display_plain(arena, command);
	size_t marks = backquotes(plain, strlen(plain));

	marks = marks < 3 ? 3 : marks + 1;
	buffer_text(out, "  ");
	buffer_pad(out, '`', marks);
	buffer_printf(out, "sh\n  %s\n  ", plain);
	buffer_pad(out, '`', marks);
	buffer_text(out, "\n");
}

static void write_lines(struct arena *arena, const struct doc_block *block, struct buffer *out)
{
	for (size_t i = 0; i < block->line_count; i++) {
		if (block->kind == DOC_NUMBERED)
			buffer_printf(out, "%zu. ", i + 1);
		else
			buffer_text(out, "- ");
		add_block_text(arena, block->lines[i].text, out);
		buffer_text(out, "\n");
		if (block->lines[i].command)
			write_command(arena, block->lines[i].command, out);
	}
}

/* A fenced block; the fence is longer than any run of backquotes inside. */
static void write_fenced(const struct doc_block *block, struct buffer *out)
{
	struct buffer tree = {0};
	size_t longest;

	write_tree(block, 0, &tree);
	longest = backquotes(tree.text ? tree.text : "", tree.length);
	longest = longest < 2 ? 2 : longest;
	buffer_pad(out, '`', longest + 1);
	buffer_text(out, "text\n");
	buffer_add(out, tree.text ? tree.text : "", tree.length);
	buffer_pad(out, '`', longest + 1);
	buffer_text(out, "\n");
	buffer_free(&tree);
}

static void write_text_block(struct arena *arena, const struct doc_block *block,
			     const char *before, const char *after, struct buffer *out)
{
	buffer_text(out, before);
	if (*before)
		add(arena, block->text, out);
	else
		add_block_text(arena, block->text, out);
	buffer_text(out, after);
}

static void write_block(struct arena *arena, const struct doc_block *block, unsigned level,
			struct buffer *out)
{
	switch (block->kind) {
	case DOC_TITLE:
		write_text_block(arena, block, "# ", "\n", out);
		return;
	case DOC_SECTION:
		buffer_pad(out, '#', level);
		write_text_block(arena, block, " ", "\n", out);
		return;
	case DOC_HEADLINE:
		write_text_block(arena, block, "**", "**\n", out);
		return;
	case DOC_TEXT:
	case DOC_FOOTER:
		write_text_block(arena, block, "", "\n", out);
		return;
	case DOC_LIST:
	case DOC_WARNINGS:
	case DOC_NUMBERED:
		write_lines(arena, block, out);
		return;
	case DOC_TREE:
		write_fenced(block, out);
		return;
	case DOC_TABLE:
		write_table(arena, block, out);
		return;
	case DOC_CHART:
		return;
	}
}

void write_markdown_text(const char *text, struct buffer *out)
{
	struct arena *arena = arena_new();

	add(arena, text, out);
	arena_free(arena);
}

void write_markdown_at(const struct doc *doc, unsigned level, struct buffer *out)
{
	struct arena *arena = arena_new();

	for (size_t i = 0; i < doc->count; i++) {
		if (i > 0)
			buffer_text(out, "\n");
		write_block(arena, &doc->blocks[i], level, out);
	}
	arena_free(arena);
}

void write_markdown(const struct doc *doc, struct buffer *out)
{
	write_markdown_at(doc, 2, out);
	if (doc->record)
		buffer_printf(out, "\n<!-- " RECORD_MARK " %s -->\n", doc->record);
}
