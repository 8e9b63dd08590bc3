/* Any text as a scalar of YAML: plain where that is safe, else in quotes. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/base/tree.h"
#include "lca/base/utf8.h"

/* The end of ASCII, and what ends a line or is no character of YAML beside control characters.
 */
enum { LAST_ASCII = 0x7E, LAST_CONTROL = 0x9F, LINE_SEPARATOR = 0x2028, PARAGRAPH = 0x2029 };

static bool breaks(uint32_t code)
{
	return code < ' ' || (code > LAST_ASCII && code <= LAST_CONTROL) ||
	       code == LINE_SEPARATOR || code == PARAGRAPH || code == 0xFEFF ||
	       code == 0xFFFE || code == 0xFFFF;
}

bool tree_is_one_line(const char *text)
{
	size_t length = strlen(text);
	uint32_t code;

	while (length > 0) {
		size_t size = utf8_decode(text, length, &code);

		if (code == UTF8_BAD || breaks(code))
			return false;
		text += size;
		length -= size;
	}
	return true;
}

/* Words that YAML 1.1 or 1.2 reads as something else than text. */
static bool is_word_of_yaml(const char *text)
{
	static const char *const words[] = {"null", "true", "false", "yes", "no",
					    "on",   "off",  "y",     "n"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (text_same_nocase(text, words[i]))
			return true;
	return false;
}

/* In a block: of one line, starts as no sign of YAML does, and holds neither a comment nor
 * what ends a key. */
static bool is_plain(const char *text)
{
	size_t length = strlen(text);
	unsigned char first = (unsigned char)text[0];
	bool letter = (first >= '0' && first <= '9') || (first >= 'A' && first <= 'Z') ||
		      (first >= 'a' && first <= 'z') || first > LAST_ASCII ||
		      (first == '.' && text[1] >= '0' && text[1] <= '9');

	return letter && tree_is_one_line(text) && text[length - 1] != ' ' &&
	       text[length - 1] != ':' && !strstr(text, ": ") && !strstr(text, " #") &&
	       !is_word_of_yaml(text);
}

static void add_single(struct buffer *out, const char *text)
{
	buffer_text(out, "'");
	for (; *text; text++) {
		buffer_add(out, text, 1);
		if (*text == '\'')
			buffer_text(out, "'");
	}
	buffer_text(out, "'");
}

/* What is not ASCII, or no character that is seen, by its code point; a byte that is no UTF-8
 * is the replacement character. */
static void add_double(struct buffer *out, const char *text)
{
	size_t length = strlen(text);
	uint32_t code;

	buffer_text(out, "\"");
	while (length > 0) {
		size_t size = utf8_decode(text, length, &code);

		if (code == UTF8_BAD)
			code = 0xFFFD;
		if (code == '"' || code == '\\')
			buffer_printf(out, "\\%c", (int)code);
		else if (code < ' ' || code > LAST_ASCII)
			buffer_printf(out, "\\U%08lX", (unsigned long)code);
		else
			buffer_add(out, text, 1);
		text += size;
		length -= size;
	}
	buffer_text(out, "\"");
}

const char *tree_quoted(struct arena *arena, const char *text)
{
	struct buffer out = {0};
	const char *copy;

	if (tree_is_one_line(text))
		add_single(&out, text);
	else
		add_double(&out, text);
	copy = arena_text(arena, out.text);
	buffer_free(&out);
	return copy;
}

const char *tree_scalar(struct arena *arena, const char *text)
{
	return is_plain(text) ? arena_text(arena, text) : tree_quoted(arena, text);
}
