/* The blocks of a page that are neither tables nor charts. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/write_html.h"

/* A headline that starts with a figure shows it large: what stands before its first bracket,
 * unless that is a sentence. */
enum { LONGEST_FIGURE = 40 };

static void words(struct page *page, const char *name, const struct doc_block *block)
{
	buffer_printf(page->out, "<%s", name);
	if (block->anchor)
		html_element(page, " id=\"", block->anchor, "\"");
	buffer_text(page->out, ">");
	html_marked(page, block->text, block->mark);
	buffer_printf(page->out, "</%s>\n", name);
}

const char *html_section_id(struct page *page, const struct doc_block *block, size_t number)
{
	return block->anchor ? block->anchor : arena_printf(page->arena, "section-%zu", number);
}

/* The first heading of a page is its only h1, and has an id for tables as sections do. */
static const char *level(struct page *page, const char *other)
{
	bool first = !page->heading;

	if (first)
		page->heading = "title";
	return first ? "h1" : other;
}

static void open_heading(struct page *page, const char *name, const char *kind,
			 const struct doc_block *block)
{
	bool first = text_same(name, "h1");

	if (first && block->anchor)
		page->heading = block->anchor;
	buffer_printf(page->out, "<%s%s", name, kind);
	if (first)
		html_element(page, " id=\"", page->heading, "\"");
	else if (block->anchor)
		html_element(page, " id=\"", block->anchor, "\"");
	buffer_text(page->out, ">");
}

static void title(struct page *page, const struct doc_block *block)
{
	const char *name = level(page, "h2");

	open_heading(page, name, "", block);
	html_marked(page, block->text, block->mark);
	buffer_printf(page->out, "</%s>\n", name);
}

static void section(struct page *page, const struct doc_block *block)
{
	const char *name = level(page, "h2");

	page->heading = html_section_id(page, block, ++page->sections);
	buffer_printf(page->out, "<%s", name);
	html_element(page, " id=\"", page->heading, "\">");
	html_marked(page, block->text, block->mark);
	buffer_printf(page->out, "</%s>\n", name);
}

static void headline(struct page *page, const struct doc_block *block)
{
	const char *name = level(page, "p");
	size_t length = strcspn(block->text, "(");

	open_heading(page, name, " class=\"headline\"", block);
	if (length == 0 || length > LONGEST_FIGURE || !block->text[length] ||
	    block->mark.tone != TONE_NONE) {
		html_marked(page, block->text, block->mark);
	} else {
		html_element(page, "<strong>", arena_copy(page->arena, block->text, length),
			     "</strong>");
		html_element(page, "<span>", block->text + length, "</span>");
	}
	buffer_printf(page->out, "</%s>\n", name);
}

static void line(struct page *page, const struct doc_line *content)
{
	buffer_text(page->out, "<li>");
	html_marked(page, content->text, (struct doc_mark){0});
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
		title(page, block);
		return;
	case DOC_SECTION:
		section(page, block);
		return;
	case DOC_HEADLINE:
		headline(page, block);
		return;
	case DOC_TEXT:
		words(page, "p", block);
		return;
	case DOC_FOOTER:
		words(page, "footer", block);
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
