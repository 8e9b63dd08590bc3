/* A diagnostic as lines of text: place, message, key path, excerpt with caret, hint. */

#include <stdint.h>
#include <string.h>

#include "lca/base/diag.h"
#include "lca/base/diag_source.h"
#include "lca/base/text.h"
#include "lca/base/utf8.h"

enum { TAB = 8, EXCERPT_WIDTH = 80, CARET_REACH = 60, KEPT_BEFORE_CARET = 40 };

static const char bold[] = "\033[1m";
static const char green[] = "\033[1;32m";
static const char plain[] = "\033[0m";

struct range {
	uint32_t first;
	uint32_t last;
};

/* Characters that steer a terminal, hide themselves or turn the direction of text. */
static const struct range steering[] = {
    {0x00, 0x1F},     {0x7F, 0x9F},	{0xAD, 0xAD},	  {0x61C, 0x61C},   {0x200B, 0x200B},
    {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F}, {0xFEFF, 0xFEFF}, {0xE0000, 0xE0FFF},
};

static const struct range no_columns[] = {
    {0x300, 0x36F},
    {0x200C, 0x200D},
    {0x20D0, 0x20FF},
    {0xFE00, 0xFE0F},
};

static const struct range two_columns[] = {
    {0x1100, 0x115F},	{0x2E80, 0xA4CF},   {0xAC00, 0xD7A3}, {0xF900, 0xFAFF},
    {0xFE30, 0xFE6F},	{0xFF00, 0xFF60},   {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F},
    {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
};

static bool is_among(uint32_t code, const struct range *ranges, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (code >= ranges[i].first && code <= ranges[i].last)
			return true;
	return false;
}

#define AMONG(code, ranges) is_among(code, ranges, sizeof(ranges) / sizeof *(ranges))

static void add_escape(uint32_t code, unsigned char byte, struct buffer *out)
{
	if (code == '\n')
		buffer_text(out, "\\n");
	else if (code == '\r')
		buffer_text(out, "\\r");
	else if (code == '\t')
		buffer_text(out, "\\t");
	else if (code == UTF8_BAD || code < 0x80)
		buffer_printf(out, "\\x%02x", byte);
	else
		buffer_printf(out, "\\u%04x", code);
}

/* Adds one code point so that it is harmless on a terminal; *width gains the columns that it
 * takes. */
static size_t add_safely(const char *text, size_t length, struct buffer *out, size_t *width)
{
	size_t start = out->length;
	uint32_t code;
	size_t size = utf8_decode(text, length, &code);

	if (code == UTF8_BAD || AMONG(code, steering)) {
		add_escape(code, (unsigned char)text[0], out);
		*width += out->length - start;
		return size;
	}
	buffer_add(out, text, size);
	if (AMONG(code, two_columns))
		*width += 2;
	else if (!AMONG(code, no_columns))
		*width += 1;
	return size;
}

static void add_text(const char *text, struct buffer *out)
{
	size_t length = strlen(text);
	size_t width = 0;

	while (length) {
		size_t size = add_safely(text, length, out, &width);

		text += size;
		length -= size;
	}
}

/* Skips up to count code points; returns how many there were. */
static size_t skip(const char **text, size_t *length, size_t count)
{
	size_t skipped;

	for (skipped = 0; skipped < count && *length; skipped++) {
		uint32_t code;
		size_t size = utf8_decode(*text, *length, &code);

		*text += size;
		*length -= size;
	}
	return skipped;
}

/* Drops the beginning of a long line, so that the caret's code point stays in sight. */
static void cut_beginning(const char **text, size_t *length, size_t *caret)
{
	const char *at = *text;
	size_t left = *length;
	size_t count = skip(&at, &left, SIZE_MAX);

	if (*caret > count)
		*caret = count;
	if (count > EXCERPT_WIDTH && *caret > CARET_REACH)
		*caret -= skip(text, length, *caret - KEPT_BEFORE_CARET);
}

/* Adds a line of source; returns the column of its caret-th code point, or of its end. */
static size_t add_line(const char *text, size_t length, size_t caret, struct buffer *out)
{
	size_t column = SIZE_MAX;
	size_t width = 0;
	size_t index;

	for (index = 0; length && width < EXCERPT_WIDTH; index++) {
		size_t size = 1;

		if (index == caret)
			column = width;
		if (*text == '\t') {
			buffer_pad(out, ' ', TAB - width % TAB);
			width += TAB - width % TAB;
		} else {
			size = add_safely(text, length, out, &width);
		}
		text += size;
		length -= size;
	}
	if (length)
		buffer_text(out, "...");
	return column == SIZE_MAX ? width : column;
}

static void add_excerpt(const struct diags *diags, struct place place, bool colour,
			struct buffer *out)
{
	size_t caret = place.column ? place.column - 1 : 0;
	const char *text;
	const char *start;
	size_t length;
	size_t gutter;
	size_t column;

	if (!place.line || !diags_find_source(diags, place.file, &text, &length) ||
	    !utf8_line(&text, &length, place.line))
		return;
	gutter = out->length;
	buffer_printf(out, "%5u | ", place.line);
	gutter = out->length - gutter;
	start = text;
	cut_beginning(&text, &length, &caret);
	if (text > start)
		buffer_text(out, "...");
	column = add_line(text, length, caret, out) + (text > start ? 3 : 0);
	buffer_text(out, "\n");
	if (!place.column)
		return;
	buffer_pad(out, ' ', gutter - 2);
	buffer_text(out, "| ");
	buffer_pad(out, ' ', column);
	buffer_printf(out, "%s^%s\n", colour ? green : "", colour ? plain : "");
}

static void add_place(struct place place, bool colour, struct buffer *out)
{
	if (!place.file)
		return;
	if (colour)
		buffer_text(out, bold);
	add_text(place.file, out);
	if (place.line)
		buffer_printf(out, ":%u", place.line);
	if (place.line && place.column)
		buffer_printf(out, ":%u", place.column);
	buffer_printf(out, ":%s ", colour ? plain : "");
}

static void add_severity(enum diag_severity severity, bool colour, struct buffer *out)
{
	static const struct {
		const char *name;
		const char *colour;
	} looks[] = {
	    [DIAG_SEVERITY_NOTE] = {"note", "\033[1;36m"},
	    [DIAG_SEVERITY_WARNING] = {"warning", "\033[1;35m"},
	    [DIAG_SEVERITY_ERROR] = {"error", "\033[1;31m"},
	    [DIAG_SEVERITY_ENVIRONMENT] = {"error", "\033[1;31m"},
	};

	buffer_printf(out, "%s%s:%s ", colour ? looks[severity].colour : "",
		      looks[severity].name, colour ? plain : "");
}

static void add_labelled(const char *label, const char *text, struct buffer *out)
{
	if (!text)
		return;
	buffer_text(out, label);
	add_text(text, out);
	buffer_text(out, "\n");
}

/* What is kept on one line: a word, words in quotes, an option with its value. */
static size_t piece(const char *text)
{
	size_t length = strcspn(text, " ");
	const char *end;

	if (text_starts(text, "--") && text[length])
		return length + 1 + piece(text + length + 1);
	if (*text != '\'')
		return length;
	for (end = strchr(text + 1, '\''); end; end = strchr(end + 1, '\''))
		if (strchr(" ,.;:?)", end[1]))
			return (size_t)(end - text) + strcspn(end, " ");
	return length;
}

/* A long hint goes on below, where it began. */
static void add_hint(const char *hint, struct buffer *out)
{
	enum { WIDTH = 96 };
	static const char label[] = "  hint: ";
	size_t indent = sizeof label - 1, column = indent;
	struct buffer word = {0};

	if (!hint)
		return;
	buffer_text(out, label);
	for (hint += strspn(hint, " "); *hint; hint += strspn(hint, " ")) {
		size_t length = piece(hint), width;

		word.length = 0;
		buffer_add(&word, hint, length);
		width = text_width(word.text);
		if (column > indent && column + 1 + width > WIDTH) {
			buffer_text(out, "\n");
			buffer_pad(out, ' ', indent);
			column = indent;
		} else if (column > indent) {
			buffer_text(out, " ");
			column++;
		}
		add_text(word.text, out);
		column += width;
		hint += length;
	}
	buffer_text(out, "\n");
	buffer_free(&word);
}

void diag_format(const struct diags *diags, const struct diag *diag, bool colour,
		 struct buffer *out)
{
	add_place(diag->place, colour, out);
	add_severity(diag_severity(diag->code), colour, out);
	add_text(diag->message, out);
	buffer_text(out, "\n");
	add_labelled("  at ", diag->path, out);
	add_excerpt(diags, diag->place, colour, out);
	add_hint(diag->hint, out);
}
