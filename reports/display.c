/* Width, escaping and wrapping of text for a terminal. */

#include "reports/display.h"

#include <stdbool.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/base/utf8.h"

struct range {
	uint32_t first, last;
};

/* Blocks of the Unicode standard whose characters take two columns, and those that take none.
 */
static const struct range wide[] = {
    {0x1100, 0x115f},	{0x2e80, 0x303e},   {0x3041, 0x4dbf},	{0x4e00, 0xa4cf},
    {0xac00, 0xd7a3},	{0xf900, 0xfaff},   {0xfe30, 0xfe6f},	{0xff00, 0xff60},
    {0xffe0, 0xffe6},	{0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff},
    {0x20000, 0x3fffd},
};
static const struct range combining[] = {
    {0x0300, 0x036f}, {0x0591, 0x05bd}, {0x064b, 0x065f}, {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff},
    {0x200b, 0x200d}, {0x20d0, 0x20ff}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f},
};
/* C1 controls, direction marks and overrides, separators, byte order mark. */
static const struct range hidden[] = {
    {0x007f, 0x009f}, {0x061c, 0x061c}, {0x200e, 0x200f}, {0x2028, 0x202e},
    {0x2060, 0x2069}, {0xfeff, 0xfeff}, {0xfff9, 0xfffb},
};

static bool within(uint32_t point, const struct range *ranges, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (point >= ranges[i].first && point <= ranges[i].last)
			return true;
	return false;
}

#define WITHIN(point, ranges) within(point, ranges, sizeof(ranges) / sizeof *(ranges))

/* The code point at text[0], which is not NUL; returns its bytes. */
static size_t decode(const char *text, uint32_t *point)
{
	return utf8_decode(text, strnlen(text, 4), point);
}

static void add_plain(struct buffer *out, const char *text, size_t length, uint32_t point)
{
	if (point == UTF8_BAD)
		buffer_printf(out, "\\x%02x", (unsigned char)*text);
	else if (point == '\n' || point == '\t' || point == '\r')
		buffer_text(out, point == '\n' ? "\\n" : point == '\t' ? "\\t" : "\\r");
	else if (point < 0x20 || point == 0x7f)
		buffer_printf(out, "\\x%02x", (unsigned)point);
	else if (WITHIN(point, hidden))
		buffer_printf(out, "\\u%04x", (unsigned)point);
	else
		buffer_add(out, text, length);
}

static char *finish(struct arena *arena, struct buffer *out)
{
	char *text = arena_copy(arena, out->text ? out->text : "", out->length);

	buffer_free(out);
	return text;
}

char *display_plain(struct arena *arena, const char *text)
{
	struct buffer out = {0};
	uint32_t point;

	for (size_t length; text && *text; text += length) {
		length = decode(text, &point);
		add_plain(&out, text, length, point);
	}
	return finish(arena, &out);
}

char *display_valid(struct arena *arena, const char *text)
{
	struct buffer out = {0};
	uint32_t point;

	if (!text)
		return NULL;
	for (size_t length; *text; text += length) {
		length = decode(text, &point);
		if (point == UTF8_BAD)
			buffer_text(&out, "\xef\xbf\xbd");
		else
			buffer_add(&out, text, length);
	}
	return finish(arena, &out);
}

char *display_cell(struct arena *arena, const char *text)
{
	struct buffer out = {0};
	uint32_t point;

	for (size_t length; text && *text; text += length) {
		length = decode(text, &point);
		if (point == UTF8_BAD)
			buffer_text(&out, "\xef\xbf\xbd");
		else if (strchr("\n\r\t", *text))
			buffer_add(&out, text, length);
		else
			add_plain(&out, text, length, point);
	}
	return finish(arena, &out);
}

void display_json(const char *json, struct buffer *out)
{
	const char *from = json;
	uint32_t point;

	for (size_t length; *json; json += length) {
		length = 1;
		if (*json > 0 && *json < 0x7f)
			continue;
		length = decode(json, &point);
		if (!WITHIN(point, hidden))
			continue;
		buffer_add(out, from, (size_t)(json - from));
		buffer_printf(out, "\\u%04x", (unsigned)point);
		from = json + length;
	}
	buffer_add(out, from, (size_t)(json - from));
}

static size_t columns(uint32_t point)
{
	if (WITHIN(point, combining))
		return 0;
	return point != UTF8_BAD && WITHIN(point, wide) ? 2 : 1;
}

size_t display_width(const char *text)
{
	size_t width = 0;
	uint32_t point;

	while (*text) {
		text += decode(text, &point);
		width += columns(point);
	}
	return width;
}

/* "5 %" and "5 x" stay together. */
static bool is_blank(const char *text)
{
	return *text == ' ' && text[1] != '%' && !(text[1] == 'x' && text[2] == ' ');
}

/* Bytes of the next line: up to the last blank that fits, else behind the last slash or hyphen,
 * else as much of a word as fits. In a key a slash is as good as a blank, a hyphen nothing. */
static size_t line_length(const char *text, size_t width, bool key)
{
	size_t used = 0, at = 0, blank = 0, joint = 0;
	uint32_t point;

	while (text[at]) {
		size_t step = decode(text + at, &point);

		if (is_blank(text + at))
			blank = at;
		if (used + columns(point) > width)
			return blank > 0 ? blank : joint > 0 ? joint : at > 0 ? at : step;
		used += columns(point);
		at += step;
		if (point == '/' && key)
			blank = at;
		else if (point == '/' || (point == '-' && !key))
			joint = at;
	}
	return at;
}

static size_t wrap(struct arena *arena, const char *text, size_t width, bool key, char ***lines)
{
	size_t count = 0;
	char **list = NULL;

	do {
		size_t length = line_length(text, width, key);

		list = arena_grow(arena, list, count, sizeof *list);
		list[count++] = arena_copy(arena, text, length);
		text += length;
		text += strspn(text, " ");
	} while (*text);
	*lines = list;
	return count;
}

size_t display_wrap(struct arena *arena, const char *text, size_t width, char ***lines)
{
	return wrap(arena, text, width, false, lines);
}

size_t display_wrap_key(struct arena *arena, const char *text, size_t width, char ***lines)
{
	return wrap(arena, text, width, true, lines);
}

size_t display_widest(const char *text, bool key)
{
	size_t widest = 0, used = 0;
	uint32_t point;

	while (*text) {
		bool blank = is_blank(text);

		text += decode(text, &point);
		used = blank ? 0 : used + columns(point);
		widest = used > widest ? used : widest;
		if (key && point == '/')
			used = 0;
	}
	return widest;
}
