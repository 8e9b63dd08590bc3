/* Tables of a page. */

#include <assert.h>

#include "lca/base/text.h"
#include "reports/write_html.h"

static void titles(struct page *page, const struct doc_block *block)
{
	bool titled = false;

	for (size_t k = 0; k < block->column_count; k++)
		titled = titled || *block->columns[k].title;
	if (!titled)
		return;
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
	const char *tag = column == 0 ? "th" : "td";

	buffer_printf(page->out, "<%s%s%s>", tag, column == 0 ? " scope=\"row\"" : "",
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

void html_table(struct page *page, const struct doc_block *block)
{
	const char *heading = page->heading ? page->heading : "top";

	assert(block->kind == DOC_TABLE);
	html_element(page,
		     "<div class=\"table\" role=\"group\" tabindex=\"0\" "
		     "aria-labelledby=\"",
		     heading, "\">");
	html_element(page, "<table aria-labelledby=\"", heading, "\">\n");
	titles(page, block);
	buffer_text(page->out, "<tbody>\n");
	for (size_t i = 0; i < block->row_count; i++)
		write_row(page, block, &block->rows[i]);
	buffer_text(page->out, "</tbody>\n</table></div>\n");
}
