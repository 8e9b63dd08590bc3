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

/* Length of an arrow -> or an option, such as --vary, that starts here, behind `before`; 0:
 * none does. */
static size_t whole_length(const char *text, char before)
{
	size_t length = 2;

	if (strncmp(text, "->", length) == 0)
		return length;
	if (strncmp(text, "--", 2) != 0 || text[2] < 'a' || text[2] > 'z')
		return 0;
	if (before && !strchr(" '\"(", before))
		return 0;
	while ((text[length] >= 'a' && text[length] <= 'z') || text[length] == '-')
		length++;
	return length;
}

/* A browser would break them behind their dashes. */
static void prose(struct page *page, const char *text)
{
	const char *from = text;

	for (const char *at = strchr(text, '-'); at; at = strchr(at + 1, '-')) {
		size_t length = whole_length(at, at > text ? at[-1] : '\0');

		if (!length)
			continue;
		html_text(page, arena_copy(page->arena, from, (size_t)(at - from)));
		html_element(page, "<span class=\"whole\">",
			     arena_copy(page->arena, at, length), "</span>");
		from = at + length;
		at = from - 1;
	}
	html_text(page, from);
}

void html_marked(struct page *page, const char *text, struct doc_mark mark)
{
	static const char *const classes[] = {
	    [TONE_NONE] = "",	  [TONE_GOOD] = "good",
	    [TONE_FAIR] = "fair", [TONE_DOUBTFUL] = "doubtful",
	    [TONE_BAD] = "bad",	  [TONE_OPEN] = "open"};
	const char *end = text + mark.from + mark.length;

	if (mark.tone == TONE_NONE) {
		prose(page, text);
		return;
	}
	html_text(page, arena_copy(page->arena, text, mark.from));
	buffer_printf(page->out, "<span class=\"mark %s\">", classes[mark.tone]);
	html_text(page, arena_copy(page->arena, text + mark.from, mark.length));
	buffer_text(page->out, "</span>");
	prose(page, end);
}

void html_name(struct page *page, const char *text)
{
	while (*text) {
		size_t length = strcspn(text, "/.");

		length += text[length] != '\0';
		html_text(page, arena_copy(page->arena, text, length));
		if (text[length] && text[length] != ' ')
			buffer_text(page->out, "<wbr/>");
		text += length;
	}
}
