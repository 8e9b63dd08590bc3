/* The blocks of a page that are neither tables nor charts. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/write_html.h"

/* A headline that starts with a figure shows it large: what stands before its first bracket,
 * unless that is a sentence. */
enum { LONGEST_FIGURE = 28 };

/* name: "h2"; with the anchor and the class, where there are any. */
static void words(struct page *page, const char *name, const char *kind,
		  const struct doc_block *block)
{
	buffer_printf(page->out, "<%s", name);
	if (kind)
		buffer_printf(page->out, " class=\"%s\"", kind);
	if (block->anchor)
		html_element(page, " id=\"", block->anchor, "\"");
	buffer_text(page->out, ">");
	html_marked(page, block->text, block->mark);
	buffer_printf(page->out, "</%s>\n", name);
}

/* Sections have an id each, for links and for the tables below them. */
static void section(struct page *page, const struct doc_block *block)
{
	page->sections++;
	page->heading = block->anchor;
	if (!page->heading)
		page->heading = arena_printf(page->arena, "section-%zu", page->sections);
	html_element(page, "<h2 id=\"", page->heading, "\">");
	html_marked(page, block->text, block->mark);
	buffer_text(page->out, "</h2>\n");
}

static void headline(struct page *page, const struct doc_block *block)
{
	size_t length = strcspn(block->text, "(");

	if (!page->heading)
		page->heading = "headline";
	if (length == 0 || length > LONGEST_FIGURE || block->mark.tone != TONE_NONE) {
		words(page, "p", "headline", block);
		return;
	}
	html_element(page, "<p class=\"headline\"><strong>",
		     arena_copy(page->arena, block->text, length), "</strong>");
	html_element(page, "<span>", block->text + length, "</span></p>\n");
}

static void line(struct page *page, const struct doc_line *content)
{
	html_element(page, "<li>", content->text, "");
	if (content->command)
		html_element(page, "<pre tabindex=\"0\"><code>", content->command,
			     "</code></pre>");
}

static void lines(struct page *page, const struct doc_block *block)
{
	bool numbered = block->kind == DOC_NUMBERED;

	if (numbered)
		buffer_text(page->out, "<ol>\n");
	else
		buffer_text(page->out, block->kind == DOC_WARNINGS ? "<ul class=\"warnings\">\n"
								   : "<ul>\n");
	for (size_t i = 0; i < block->line_count; i++) {
		line(page, &block->lines[i]);
		buffer_text(page->out, "</li>\n");
	}
	buffer_text(page->out, numbered ? "</ol>\n" : "</ul>\n");
}

/* A line may be deeper than the one before it by one, and shallower by any number. */
static void branches(struct page *page, const struct doc_block *block)
{
	unsigned depth = 0;

	buffer_text(page->out, "<ul class=\"tree\">\n");
	for (size_t i = 0; i < block->line_count; i++) {
		unsigned next = i + 1 < block->line_count ? block->lines[i + 1].depth : depth;

		line(page, &block->lines[i]);
		if (i + 1 < block->line_count && next > depth) {
			buffer_text(page->out, "\n<ul>\n");
			depth++;
			continue;
		}
		buffer_text(page->out, "</li>\n");
		for (; i + 1 < block->line_count && depth > next; depth--)
			buffer_text(page->out, "</ul>\n</li>\n");
	}
	for (; depth > 0; depth--)
		buffer_text(page->out, "</ul>\n</li>\n");
	buffer_text(page->out, "</ul>\n");
}

void html_block(struct page *page, const struct doc_block *block)
{
	switch (block->kind) {
	case DOC_TITLE:
		words(page, "h1", NULL, block);
		return;
	case DOC_SECTION:
		section(page, block);
		return;
	case DOC_HEADLINE:
		headline(page, block);
		return;
	case DOC_TEXT:
		words(page, "p", NULL, block);
		return;
	case DOC_FOOTER:
		words(page, "footer", NULL, block);
		return;
	case DOC_LIST:
	case DOC_WARNINGS:
	case DOC_NUMBERED:
		lines(page, block);
		return;
	case DOC_TREE:
		branches(page, block);
		return;
	case DOC_TABLE:
		html_table(page, block);
		return;
	case DOC_CHART:
		html_chart(page, block->chart);
		return;
	}
}
