/* Tables of a page. */

#include <assert.h>
#include <string.h>

#include "lca/base/text.h"
#include "reports/write_html.h"

static bool is_titled(const struct doc_block *block)
{
	for (size_t k = 0; k < block->column_count; k++)
		if (*block->columns[k].title)
			return true;
	return false;
}

/* A title as short as this is not broken. */
enum { SHORT_TITLE = 11 };

static const char *class_of(const struct doc_column *column)
{
	bool left = column->align == ALIGN_LEFT;

	if (text_width(column->title) > SHORT_TITLE)
		return left ? "" : " class=\"n\"";
	return left ? " class=\"short\"" : " class=\"n short\"";
}

static void titles(struct page *page, const struct doc_block *block)
{
	buffer_text(page->out, "<thead>\n<tr>");
	for (size_t k = 0; k < block->column_count; k++) {
		buffer_printf(page->out, "<th scope=\"col\"%s>", class_of(&block->columns[k]));
		html_marked(page, block->columns[k].title, (struct doc_mark){0});
		buffer_text(page->out, "</th>");
	}
	buffer_text(page->out, "</tr>\n</thead>\n");
}

/* Words with a hyphen stay whole where they are short; long texts get room to be read. */
static const char *class_of_cell(const struct doc_column *column, const char *text)
{
	enum { SHORT_TEXT = 14, LONG_TEXT = 40 };
	size_t width = text_width(text);

	if (column->align != ALIGN_LEFT)
		return " class=\"n\"";
	if (width > LONG_TEXT)
		return " class=\"long\"";
	return width <= SHORT_TEXT && width > 1 && strchr(text, '-') ? " class=\"short\"" : "";
}

static void write_cell(struct page *page, const struct doc_block *block,
		       const struct doc_row *row, size_t column)
{
	const struct doc_cell *content = &row->cells[column];
	bool heads = column == 0 && *content->text;
	const char *tag = heads ? "th" : "td";

	buffer_printf(page->out, "<%s%s%s>", tag, heads ? " scope=\"row\"" : "",
		      class_of_cell(&block->columns[column], heads ? "" : content->text));
	if (content->link)
		html_element(page, "<a href=\"#", content->link, "\">");
	if (heads && block->columns[0].align == ALIGN_LEFT && content->mark.tone == TONE_NONE)
		html_name(page, content->text);
	else
		html_marked(page, content->text, content->mark);
	if (content->link)
		buffer_text(page->out, "</a>");
	if (content->high && *content->high) {
		html_text(page, doc_dash(&block->columns[column]));
		html_text(page, content->high);
	}
	buffer_printf(page->out, "</%s>", tag);
}

static void write_row(struct page *page, const struct doc_block *block,
		      const struct doc_row *content)
{
	static const char *const kinds[] = {
	    [ROW_PLAIN] = "", [ROW_GROUP] = "group", [ROW_TOTAL] = "total"};
	static const char *const depths[] = {"", "d1", "d2", "d3"};
	enum { DEEPEST = sizeof depths / sizeof *depths - 1 };
	const char *kind = kinds[content->kind];
	const char *depth = depths[content->depth < DEEPEST ? content->depth : DEEPEST];

	if (*kind || *depth)
		buffer_printf(page->out, "<tr class=\"%s%s%s\">", kind,
			      *kind && *depth ? " " : "", depth);
	else
		buffer_text(page->out, "<tr>");
	for (size_t k = 0; k < block->column_count; k++)
		write_cell(page, block, content, k);
	buffer_text(page->out, "</tr>\n");
}

/* Rows of a criterion each have units that do not compare. */
static bool is_of_criteria(const struct doc_block *block)
{
	for (size_t k = 0; k < block->column_count; k++)
		if (text_same(block->columns[k].title, "criterion"))
			return true;
	return false;
}

/* Rows under titles may stand in any order within those that they are indented under, and
 * totals below them; but not where an empty first cell stands for the one above it. */
static bool sorts(const struct doc_block *block)
{
	enum { FEWEST = 3 };
	size_t count = 0;

	while (count < block->row_count && block->rows[count].kind != ROW_TOTAL) {
		if (!*block->rows[count].cells[0].text)
			return false;
		count++;
	}
	return count >= FEWEST && is_titled(block) && !is_of_criteria(block);
}

void html_table(struct page *page, const struct doc_block *block)
{
	const char *name = page->heading ? "aria-labelledby" : "aria-label";
	const char *heading = page->heading ? page->heading : "Table";

	assert(block->kind == DOC_TABLE);
	buffer_printf(page->out, "<div class=\"table\" role=\"group\" tabindex=\"0\" %s=\"",
		      name);
	html_element(page, "", heading, "\">");
	buffer_printf(page->out, "<table%s %s=\"", sorts(block) ? " class=\"sorts\"" : "",
		      name);
	html_element(page, "", heading, "\">\n");
	if (is_titled(block))
		titles(page, block);
	buffer_text(page->out, "<tbody>\n");
	for (size_t i = 0; i < block->row_count; i++)
		write_row(page, block, &block->rows[i]);
	buffer_text(page->out, "</tbody>\n</table></div>\n");
}
