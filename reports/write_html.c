/* Prints documents as one HTML page that needs nothing beside it: no script, no address, and a
 * policy that lets a browser run or load none. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/digest.h"
#include "lca/base/text.h"
#include "reports/display.h"
#include "reports/doc.h"

static const char style[] =
    "\n:root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;"
    "--page:#fff;--band:#f6f8fa;--warn:#8a5a00;--link:#0b57a4;--good:#116329;"
    "--bad:#a40e26}\n"
    "@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9da7b3;--line:#3a424c;"
    "--page:#0f1318;--band:#1a2027;--warn:#e3b341;--link:#7ab7ff;--good:#56d364;"
    "--bad:#ff9a92}}\n"
    "body{margin:0;background:var(--page);color:var(--ink);"
    "font:16px/1.5 system-ui,sans-serif}\n"
    "main{max-width:72rem;margin:0 auto;padding:1.5rem}\n"
    "h1{font-size:1.6rem;line-height:1.25;margin:0 0 .25rem}\n"
    "h2{font-size:1.15rem;margin:2rem 0 .5rem}\n"
    ".headline{font-size:1.15rem;font-weight:600;margin:.25rem 0 1rem}\n"
    ".table{overflow-x:auto;margin:.5rem 0 1rem}\n"
    "table{border-collapse:collapse;font-variant-numeric:tabular-nums}\n"
    "th,td{padding:.3rem .75rem;border-bottom:1px solid var(--line);text-align:left;"
    "vertical-align:top;font-weight:400}\n"
    "thead th{font-weight:600;color:var(--soft);border-bottom-width:2px}\n"
    ".n{text-align:right;white-space:nowrap}\n"
    ".group>*,.total>*{font-weight:600}\n"
    ".group>*{background:var(--band)}\n"
    ".total>*{border-top:2px solid var(--line)}\n"
    ".d1>:first-child{padding-left:2rem}\n"
    ".d2>:first-child{padding-left:3.25rem}\n"
    ".d3>:first-child{padding-left:4.5rem}\n"
    "ul,ol{padding-left:1.5rem;margin:.5rem 0}\n"
    ".warnings>li{color:var(--warn)}\n"
    "a{color:var(--link)}\n"
    ".mark{display:inline-block;padding:0 .45rem;border:1px solid;border-radius:.25rem;"
    "font-weight:600;white-space:nowrap}\n"
    ".good,.fair{color:var(--good)}.doubtful{color:var(--warn)}.bad{color:var(--bad)}"
    ".open{color:var(--soft)}\n"
    ".fair{border-style:dashed}.bad{border-width:2px}.open{border-style:dotted}\n"
    "li,p,td,th{overflow-wrap:break-word}\n"
    "pre{background:var(--band);padding:.5rem .75rem;overflow-x:auto;margin:.25rem 0}\n"
    "footer{color:var(--soft);margin-top:.75rem;font-size:.9rem}\n"
    "@media print{:root{--ink:#000;--soft:#444;--page:#fff;--band:#f2f2f2;--line:#bbb;"
    "--warn:#000;--good:#000;--bad:#000;--link:#000}main{max-width:none;padding:0}body{font-"
    "size:10pt}"
    ".table{overflow:visible}tr,li,pre{break-inside:avoid}h2{break-after:avoid}}\n";

static unsigned of_digit(char digit)
{
	return (unsigned)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

/* The digest of the style as a policy names it: three bytes of hexadecimal digits become four
 * characters. */
static const char *style_hash(struct arena *arena)
{
	static const char letters[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	enum { BYTES = 32, LENGTH = 44 };
	char hex[65], *out = arena_alloc(arena, LENGTH + 1);
	unsigned char bytes[BYTES + 1] = {0};

	digest_bytes(style, sizeof style - 1, hex);
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

/* Adds untrusted text so that it is shown as it stands, within elements and attributes. */
static void add(struct arena *arena, const char *text, struct buffer *out)
{
	const char *plain = display_plain(arena, text);

	while (*plain) {
		size_t length = strcspn(plain, "&<>\"'");

		buffer_add(out, plain, length);
		plain += length;
		switch (*plain) {
		case '\0':
			return;
		case '&':
			buffer_text(out, "&amp;");
			break;
		case '<':
			buffer_text(out, "&lt;");
			break;
		case '>':
			buffer_text(out, "&gt;");
			break;
		default:
			buffer_printf(out, "&#%d;", *plain);
		}
		plain++;
	}
}

static void element(struct arena *arena, const char *before, const char *text,
		    const char *after, struct buffer *out)
{
	buffer_text(out, before);
	add(arena, text, out);
	buffer_text(out, after);
}

/* Text with its marked words: their look is a class, what they say stays text. */
static void add_marked(struct arena *arena, const char *text, struct doc_mark mark,
		       struct buffer *out)
{
	static const char *const classes[] = {
	    [TONE_NONE] = "",	  [TONE_GOOD] = "good",
	    [TONE_FAIR] = "fair", [TONE_DOUBTFUL] = "doubtful",
	    [TONE_BAD] = "bad",	  [TONE_OPEN] = "open"};
	const char *end = text + mark.from + mark.length;

	if (mark.tone == TONE_NONE) {
		add(arena, text, out);
		return;
	}
	add(arena, arena_copy(arena, text, mark.from), out);
	buffer_printf(out, "<span class=\"mark %s\">", classes[mark.tone]);
	add(arena, arena_copy(arena, text + mark.from, mark.length), out);
	buffer_text(out, "</span>");
	add(arena, end, out);
}

/* name: "h2"; with the anchor and the class, where there are any. */
static void write_words(struct arena *arena, const char *name, const char *kind,
			const struct doc_block *block, struct buffer *out)
{
	buffer_printf(out, "<%s", name);
	if (kind)
		buffer_printf(out, " class=\"%s\"", kind);
	if (block->anchor)
		element(arena, " id=\"", block->anchor, "\"", out);
	buffer_text(out, ">");
	add_marked(arena, block->text, block->mark, out);
	buffer_printf(out, "</%s>\n", name);
}

static void write_titles(struct arena *arena, const struct doc_block *block, struct buffer *out)
{
	bool titled = false;

	for (size_t k = 0; k < block->column_count; k++)
		titled = titled || *block->columns[k].title;
	if (!titled)
		return;
	buffer_text(out, "<thead>\n<tr>");
	for (size_t k = 0; k < block->column_count; k++)
		element(arena,
			block->columns[k].align == ALIGN_LEFT
			    ? "<th scope=\"col\">"
			    : "<th scope=\"col\" class=\"n\">",
			block->columns[k].title, "</th>", out);
	buffer_text(out, "</tr>\n</thead>\n");
}

static void write_cell(struct arena *arena, const struct doc_block *block,
		       const struct doc_row *row, size_t column, struct buffer *out)
{
	const struct doc_cell *content = &row->cells[column];
	const char *tag = column == 0 ? "th" : "td";

	buffer_printf(out, "<%s%s%s>", tag, column == 0 ? " scope=\"row\"" : "",
		      block->columns[column].align == ALIGN_LEFT ? "" : " class=\"n\"");
	if (content->link)
		element(arena, "<a href=\"#", content->link, "\">", out);
	add_marked(arena, content->text, content->mark, out);
	if (content->link)
		buffer_text(out, "</a>");
	if (content->high && *content->high) {
		add(arena, doc_dash(&block->columns[column]), out);
		add(arena, content->high, out);
	}
	buffer_printf(out, "</%s>", tag);
}

static void write_row(struct arena *arena, const struct doc_block *block,
		      const struct doc_row *row, struct buffer *out)
{
	static const char *const kinds[] = {
	    [ROW_PLAIN] = "", [ROW_GROUP] = "group", [ROW_TOTAL] = "total"};
	static const char *const depths[] = {"", "d1", "d2", "d3"};
	enum { DEEPEST = sizeof depths / sizeof *depths - 1 };
	const char *kind = kinds[row->kind];
	const char *depth = depths[row->depth < DEEPEST ? row->depth : DEEPEST];

	if (*kind || *depth)
		buffer_printf(out, "<tr class=\"%s%s%s\">", kind, *kind && *depth ? " " : "",
			      depth);
	else
		buffer_text(out, "<tr>");
	for (size_t k = 0; k < block->column_count; k++)
		write_cell(arena, block, row, k, out);
	buffer_text(out, "</tr>\n");
}

static void write_table(struct arena *arena, const struct doc_block *block, struct buffer *out)
{
	buffer_text(out, "<div class=\"table\"><table>\n");
	write_titles(arena, block, out);
	buffer_text(out, "<tbody>\n");
	for (size_t i = 0; i < block->row_count; i++)
		write_row(arena, block, &block->rows[i], out);
	buffer_text(out, "</tbody>\n</table></div>\n");
}

static void write_line(struct arena *arena, const struct doc_line *line, struct buffer *out)
{
	element(arena, "<li>", line->text, "", out);
	if (line->command)
		element(arena, "<pre><code>", line->command, "</code></pre>", out);
}

static void write_lines(struct arena *arena, const struct doc_block *block, struct buffer *out)
{
	bool numbered = block->kind == DOC_NUMBERED;

	if (numbered)
		buffer_text(out, "<ol>\n");
	else
		buffer_text(out, block->kind == DOC_WARNINGS ? "<ul class=\"warnings\">\n"
							     : "<ul>\n");
	for (size_t i = 0; i < block->line_count; i++) {
		write_line(arena, &block->lines[i], out);
		buffer_text(out, "</li>\n");
	}
	buffer_text(out, numbered ? "</ol>\n" : "</ul>\n");
}

/* A line may be deeper than the one before it by one, and shallower by any number. */
static void write_branches(struct arena *arena, const struct doc_block *block,
			   struct buffer *out)
{
	unsigned depth = 0;

	buffer_text(out, "<ul class=\"tree\">\n");
	for (size_t i = 0; i < block->line_count; i++) {
		unsigned next = i + 1 < block->line_count ? block->lines[i + 1].depth : depth;

		write_line(arena, &block->lines[i], out);
		if (i + 1 < block->line_count && next > depth) {
			buffer_text(out, "\n<ul>\n");
			depth++;
			continue;
		}
		buffer_text(out, "</li>\n");
		for (; i + 1 < block->line_count && depth > next; depth--)
			buffer_text(out, "</ul>\n</li>\n");
	}
	for (; depth > 0; depth--)
		buffer_text(out, "</ul>\n</li>\n");
	buffer_text(out, "</ul>\n");
}

static void write_block(struct arena *arena, const struct doc_block *block, struct buffer *out)
{
	switch (block->kind) {
	case DOC_TITLE:
		write_words(arena, "h1", NULL, block, out);
		return;
	case DOC_SECTION:
		write_words(arena, "h2", NULL, block, out);
		return;
	case DOC_HEADLINE:
		write_words(arena, "p", "headline", block, out);
		return;
	case DOC_TEXT:
		write_words(arena, "p", NULL, block, out);
		return;
	case DOC_FOOTER:
		write_words(arena, "footer", NULL, block, out);
		return;
	case DOC_LIST:
	case DOC_WARNINGS:
	case DOC_NUMBERED:
		write_lines(arena, block, out);
		return;
	case DOC_TREE:
		write_branches(arena, block, out);
		return;
	case DOC_TABLE:
		write_table(arena, block, out);
		return;
	case DOC_CHART:
		return;
	}
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

void write_html(const struct doc *doc, struct buffer *out)
{
	struct arena *arena = arena_new();

	buffer_printf(
	    out,
	    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
	    "'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width, "
	    "initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"
	    "<meta name=\"referrer\" content=\"no-referrer\">\n",
	    style_hash(arena));
	element(arena, "<title>", name_of(doc), "</title>\n", out);
	buffer_printf(out, "<style>%s</style>\n</head>\n<body>\n<main>\n", style);
	for (size_t i = 0; i < doc->count; i++)
		write_block(arena, &doc->blocks[i], out);
	buffer_text(out, "</main>\n</body>\n</html>\n");
	arena_free(arena);
}
