/* Untrusted texts in a page. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/display.h"
#include "reports/write_html.h"

void html_text(struct page *page, const char *text)
{
	const char *plain = display_plain(page->arena, text);

	while (*plain) {
		size_t length = strcspn(plain, "&<>\"'");

		buffer_add(page->out, plain, length);
		plain += length;
		switch (*plain) {
		case '\0':
			return;
		case '&':
			buffer_text(page->out, "&amp;");
			break;
		case '<':
			buffer_text(page->out, "&lt;");
			break;
		case '>':
			buffer_text(page->out, "&gt;");
			break;
		default:
			buffer_printf(page->out, "&#%d;", *plain);
		}
		plain++;
	}
}

void html_element(struct page *page, const char *before, const char *text, const char *after)
{
	buffer_text(page->out, before);
	html_text(page, text);
	buffer_text(page->out, after);
}

void html_marked(struct page *page, const char *text, struct doc_mark mark)
{
	static const char *const classes[] = {
	    [TONE_NONE] = "",	  [TONE_GOOD] = "good",
	    [TONE_FAIR] = "fair", [TONE_DOUBTFUL] = "doubtful",
	    [TONE_BAD] = "bad",	  [TONE_OPEN] = "open"};
	const char *end = text + mark.from + mark.length;

	if (mark.tone == TONE_NONE) {
		html_text(page, text);
		return;
	}
	html_text(page, arena_copy(page->arena, text, mark.from));
	buffer_printf(page->out, "<span class=\"mark %s\">", classes[mark.tone]);
	html_text(page, arena_copy(page->arena, text + mark.from, mark.length));
	buffer_text(page->out, "</span>");
	html_text(page, end);
}
