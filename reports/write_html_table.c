/* Tables of a page. */

#include <assert.h>

#include "lca/base/text.h"
#include "reports/write_html.h"

static bool is_titled(const struct doc_block *block)
{
	for (size_t k = 0; k < block->column_count; k++)
		if (*block->columns[k].title)
			return true;
	return false;
}

static void titles(struct page *page, const struct doc_block *block)
{
	buffer_text(page->out, "<thead>\n<tr>");
	for (size_t k = 0; k < block->column_count; k++)
		html_element(page,
			     block->columns[k].align == ALIGN_LEFT
				 ? "<th scope=\"col\">"
				 : "<th scope=\"col\" class=\"n\">",
			     block->columns[k].title, "</th>");
	buffer_text(page->out, "</tr>\n</thead>\n");
}

static void write_cell(struct page *page, const struct doc_block *block,
		       const struct doc_row *row, size_t column)
{
	const struct doc_cell *content = &row->cells[column];
	bool heads = column == 0 && *content->text;
	const char *tag = heads ? "th" : "td";

	buffer_printf(page->out, "<%s%s%s>", tag, heads ? " scope=\"row\"" : "",
		      block->columns[column].align == ALIGN_LEFT ? "" : " class=\"n\"");
	if (content->link)
		html_element(page, "<a href=\"#", content->link, "\">");
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

/* Rows of one kind under titles, with nothing but totals below them, may stand in any order. */
static bool sorts(const struct doc_block *block)
{
	size_t plain = 0;

	while (plain < block->row_count && block->rows[plain].kind == ROW_PLAIN &&
	       block->rows[plain].depth == block->rows[0].depth)
		plain++;
	for (size_t i = plain; i < block->row_count; i++)
		if (block->rows[i].kind != ROW_TOTAL)
			return false;
	return plain > 2 && is_titled(block);
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
