/* Builds documents block by block. */

#include "reports/doc.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/chart.h"

struct doc *doc_new(void)
{
	struct arena *arena = arena_new();
	struct doc *doc = arena_alloc(arena, sizeof *doc);

	doc->arena = arena;
	return doc;
}

void doc_free(struct doc *doc)
{
	arena_free(doc->arena);
}

static struct doc_block *append(struct doc *doc, enum doc_kind kind)
{
	doc->blocks = arena_grow(doc->arena, doc->blocks, doc->count, sizeof *doc->blocks);
	doc->blocks[doc->count] = (struct doc_block){.kind = kind};
	return &doc->blocks[doc->count++];
}

static struct doc_block *last(struct doc *doc)
{
	assert(doc->count > 0);
	return &doc->blocks[doc->count - 1];
}

static const char *copy_text(struct doc *doc, const char *text)
{
	return text ? arena_copy(doc->arena, text, strlen(text)) : NULL;
}

static struct chart_mark *copy_marks(struct doc *doc, const struct chart *chart)
{
	struct chart_mark *marks =
	    arena_alloc(doc->arena, (chart->mark_count + 1) * sizeof *marks);

	for (size_t i = 0; i < chart->mark_count; i++) {
		marks[i] = chart->marks[i];
		marks[i].label = copy_text(doc, marks[i].label);
		marks[i].group = copy_text(doc, marks[i].group);
		marks[i].text = copy_text(doc, marks[i].text);
		marks[i].brief = copy_text(doc, marks[i].brief);
		marks[i].range = copy_text(doc, marks[i].range);
		marks[i].link = copy_text(doc, marks[i].link);
	}
	return marks;
}

static struct chart_line *copy_lines(struct doc *doc, const struct chart *chart)
{
	struct chart_line *lines =
	    arena_alloc(doc->arena, (chart->line_count + 1) * sizeof *lines);

	for (size_t i = 0; i < chart->line_count; i++) {
		double *values =
		    arena_alloc(doc->arena, (chart->point_count + 1) * sizeof *values);

		if (chart->point_count)
			memcpy(values, chart->lines[i].values,
			       chart->point_count * sizeof *values);
		lines[i] = (struct chart_line){copy_text(doc, chart->lines[i].name),
					       copy_text(doc, chart->lines[i].unit), values};
	}
	return lines;
}

void doc_chart(struct doc *doc, const struct chart *chart)
{
	struct chart *copy;

	if (!doc->draws)
		return;
	copy = arena_alloc(doc->arena, sizeof *copy);
	*copy = *chart;
	copy->id = copy_text(doc, chart->id);
	copy->title = copy_text(doc, chart->title);
	copy->words = copy_text(doc, chart->words);
	copy->unit = copy_text(doc, chart->unit);
	copy->shown = copy_text(doc, chart->shown);
	copy->interval = copy_text(doc, chart->interval);
	copy->group = copy_text(doc, chart->group);
	copy->centre_label = copy_text(doc, chart->centre_label);
	copy->centre_brief = copy_text(doc, chart->centre_brief);
	copy->centre_range = copy_text(doc, chart->centre_range);
	copy->marks = copy_marks(doc, chart);
	copy->lines = copy_lines(doc, chart);
	append(doc, DOC_CHART)->chart = copy;
}

void doc_add(struct doc *doc, enum doc_kind kind, const char *format, ...)
{
	struct doc_block *block = append(doc, kind);
	va_list arguments;

	va_start(arguments, format);
	block->text = arena_vprintf(doc->arena, format, arguments);
	va_end(arguments);
}

/* Where text begins or ends with words; nowhere: no mark. */
static struct doc_mark mark_of(enum doc_tone tone, const char *text, const char *words)
{
	size_t length = strlen(words), whole = strlen(text);

	if (length == 0 || length > whole)
		return (struct doc_mark){.tone = TONE_NONE};
	if (strcmp(text + whole - length, words) == 0)
		return (struct doc_mark){tone, whole - length, length};
	if (strncmp(text, words, length) == 0)
		return (struct doc_mark){tone, 0, length};
	return (struct doc_mark){.tone = TONE_NONE};
}

static struct doc_cell *last_cell(struct doc *doc)
{
	struct doc_block *block = last(doc);
	struct doc_row *row;

	assert(block->kind == DOC_TABLE && block->row_count > 0);
	row = &block->rows[block->row_count - 1];
	assert(row->count > 0);
	return &row->cells[row->count - 1];
}

void doc_mark_words(struct doc *doc, enum doc_tone tone, const char *words)
{
	struct doc_block *block = last(doc);

	if (block->kind == DOC_TABLE)
		last_cell(doc)->mark = mark_of(tone, last_cell(doc)->text, words);
	else
		block->mark = mark_of(tone, block->text, words);
}

void doc_anchor(struct doc *doc, const char *anchor)
{
	last(doc)->anchor = arena_text(doc->arena, anchor);
}

void doc_link(struct doc *doc, const char *anchor)
{
	last_cell(doc)->link = arena_text(doc->arena, anchor);
}

void doc_list(struct doc *doc, enum doc_kind kind, const char *title)
{
	if (title)
		doc_add(doc, DOC_SECTION, "%s", title);
	append(doc, kind);
}

void doc_line(struct doc *doc, unsigned depth, const char *format, ...)
{
	struct doc_block *block = last(doc);
	struct doc_line *line;
	va_list arguments;

	block->lines = arena_grow(doc->arena, block->lines, block->line_count, sizeof *line);
	line = &block->lines[block->line_count++];
	line->depth = depth;
	va_start(arguments, format);
	line->text = arena_vprintf(doc->arena, format, arguments);
	va_end(arguments);
}

void doc_command(struct doc *doc, const char *command)
{
	struct doc_block *block = last(doc);

	block->lines[block->line_count - 1].command = arena_text(doc->arena, command);
}

void doc_drop_empty(struct doc *doc)
{
	if (last(doc)->line_count > 0)
		return;
	doc->count--;
	if (doc->count > 0 && last(doc)->kind == DOC_SECTION)
		doc->count--;
}

void doc_table(struct doc *doc, const struct doc_column *columns, size_t count)
{
	struct doc_column *copy = arena_alloc(doc->arena, count * sizeof *copy);
	struct doc_block *block = append(doc, DOC_TABLE);

	for (size_t i = 0; i < count; i++) {
		copy[i] = columns[i];
		copy[i].title = arena_text(doc->arena, columns[i].title);
	}
	block->columns = copy;
	block->column_count = count;
}

void doc_row(struct doc *doc, enum doc_row_kind kind, unsigned depth)
{
	struct doc_block *block = last(doc);
	struct doc_row *row;

	assert(block->kind == DOC_TABLE);
	block->rows = arena_grow(doc->arena, block->rows, block->row_count, sizeof *row);
	row = &block->rows[block->row_count++];
	*row = (struct doc_row){.kind = kind, .depth = depth};
	row->cells = arena_alloc(doc->arena, block->column_count * sizeof *row->cells);
	for (size_t i = 0; i < block->column_count; i++)
		row->cells[i].text = "";
}

static void add_cell(struct doc *doc, struct doc_cell value)
{
	struct doc_block *block = last(doc);
	struct doc_row *row = &block->rows[block->row_count - 1];

	assert(row->count < block->column_count);
	value.text = value.text ? arena_text(doc->arena, value.text) : "";
	value.high = arena_text(doc->arena, value.high);
	row->cells[row->count++] = value;
}

void doc_cell(struct doc *doc, const char *text)
{
	add_cell(doc, (struct doc_cell){.text = text});
}

void doc_cellf(struct doc *doc, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	doc_cell(doc, arena_vprintf(doc->arena, format, arguments));
	va_end(arguments);
}

void doc_number(struct doc *doc, const char *text)
{
	add_cell(doc, (struct doc_cell){.text = text, .number = true});
}

void doc_range(struct doc *doc, const char *low, const char *high)
{
	add_cell(doc, (struct doc_cell){.text = low, .high = high, .number = true});
}

const char *doc_dash(const struct doc_column *column)
{
	if (column->dots)
		return " .. ";
	return column->arrow ? " -> " : " - ";
}

void doc_write(const struct doc *doc, enum format format, const struct report_style *style,
	       struct buffer *out)
{
	switch (format) {
	case FORMAT_TEXT:
		write_text(doc, style, out);
		return;
	case FORMAT_MARKDOWN:
		write_markdown(doc, out);
		return;
	case FORMAT_CSV:
		write_csv(doc, out);
		return;
	case FORMAT_HTML:
		write_html(doc, out);
		return;
#define EXPORT(id, function, name, extension, title) case FORMAT_##id:
#include "reports/exports.def"
#undef EXPORT
	case FORMAT_JSON:
	case FORMAT_COUNT:
		break;
	}
	assert(!"a format that prints documents");
}
