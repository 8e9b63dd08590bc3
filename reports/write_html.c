/* Prints documents as one HTML page that needs nothing beside it: its style and its script
 * stand in it, and a policy lets a browser run and load nothing else. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/digest.h"
#include "lca/base/text.h"
#include "reports/write_html.h"

enum { FEWEST_SECTIONS = 4 };

static unsigned of_digit(char digit)
{
	return (unsigned)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

/* The digest of a style or script as a policy names it: three bytes of hexadecimal digits
 * become four characters. */
static const char *policy_hash(struct arena *arena, const char *content)
{
	static const char letters[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	enum { BYTES = 32, LENGTH = 44 };
	char hex[65], *out = arena_alloc(arena, LENGTH + 1);
	unsigned char bytes[BYTES + 1] = {0};

	digest_bytes(content, strlen(content), hex);
	for (size_t i = 0; i < BYTES; i++)
		bytes[i] =
		    (unsigned char)(of_digit(hex[2 * i]) * 16 + of_digit(hex[2 * i + 1]));
	for (size_t i = 0, at = 0; i < BYTES; i += 3, at += 4) {
		out[at] = letters[bytes[i] >> 2];
		out[at + 1] = letters[(bytes[i] & 3) << 4 | bytes[i + 1] >> 4];
		out[at + 2] = letters[(bytes[i + 1] & 15) << 2 | bytes[i + 2] >> 6];
		out[at + 3] = i + 2 >= BYTES ? '=' : letters[bytes[i + 2] & 63];
	}
	return out;
}

/* What a browser calls the page: its first title, section or headline. */
static const char *name_of(const struct doc *doc)
{
	for (size_t i = 0; i < doc->count; i++)
		if (doc->blocks[i].kind == DOC_TITLE || doc->blocks[i].kind == DOC_SECTION ||
		    doc->blocks[i].kind == DOC_HEADLINE)
			return doc->blocks[i].text;
	return "lca";
}

static void head(struct page *page)
{
	buffer_printf(
	    page->out,
	    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
	    "'none'; style-src 'sha256-%s'; script-src 'sha256-%s'; base-uri 'none'; "
	    "form-action 'none'\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width, "
	    "initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"
	    "<meta name=\"referrer\" content=\"no-referrer\">\n",
	    policy_hash(page->arena, html_style), policy_hash(page->arena, html_script));
	html_element(page, "<title>", name_of(page->doc), "</title>\n");
	buffer_printf(page->out, "<style>%s</style>\n</head>\n", html_style);
}

/* Links to the sections, where there are enough of them to look for one. */
static void contents(struct page *page)
{
	size_t count = 0;

	for (size_t i = 0; i < page->doc->count; i++)
		count += page->doc->blocks[i].kind == DOC_SECTION;
	if (count < FEWEST_SECTIONS)
		return;
	buffer_text(page->out, "<a class=\"skip\" href=\"#top\">To the report</a>\n"
			       "<nav aria-label=\"Sections\"><ul>\n");
	count = 0;
	for (size_t i = 0; i < page->doc->count; i++) {
		const struct doc_block *block = &page->doc->blocks[i];

		if (block->kind != DOC_SECTION)
			continue;
		html_element(page, "<li><a href=\"#", html_section_id(page, block, ++count),
			     "\">");
		html_element(page, "", block->text, "</a></li>\n");
	}
	buffer_text(page->out, "</ul></nav>\n");
}

void write_html(const struct doc *doc, struct buffer *out)
{
	struct page page = {.arena = arena_new(), .out = out, .doc = doc};

	head(&page);
	buffer_text(out, "<body>\n");
	contents(&page);
	buffer_text(out, "<main id=\"top\">\n");
	for (size_t i = 0; i < doc->count; i++)
		html_block(&page, &doc->blocks[i]);
	buffer_printf(out, "</main>\n<script>%s</script>\n", html_script);
	if (doc->record)
		buffer_printf(out,
			      "<script type=\"application/json\" id=\"lca-record\">%s"
			      "</script>\n",
			      doc->record);
	buffer_text(out, "</body>\n</html>\n");
	arena_free(page.arena);
}
