/* Code points of UTF-8 text. */

#include "lca/base/utf8.h"

#include <string.h>

/* Bytes of a code point, from its first; 0 where none may start so. */
static size_t code_length(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first >= 0xC2 && first <= 0xDF)
		return 2;
	if (first >= 0xE0 && first <= 0xEF)
		return 3;
	return first >= 0xF0 && first <= 0xF4 ? 4 : 0;
}

size_t utf8_decode(const char *text, size_t length, uint32_t *code)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	unsigned char first = (unsigned char)text[0];
	size_t size = code_length(first);
	uint32_t value = size > 1 ? first & (0x7FU >> size) : first;
	size_t i;

	*code = UTF8_BAD;
	if (size == 0 || size > length)
		return 1;
	for (i = 1; i < size; i++) {
		unsigned char next = (unsigned char)text[i];

		if ((next & 0xC0) != 0x80)
			return 1;
		value = value << 6 | (next & 0x3F);
	}
	if (value < least[size] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
		return 1;
	*code = value;
	return size;
}

bool utf8_line(const char **text, size_t *length, uint32_t line)
{
	const char *at = *text;
	const char *end = at + *length;
	uint32_t number;

	if (*length >= 3 && memcmp(at, "\xEF\xBB\xBF", 3) == 0)
		at += 3;
	for (number = 1; at < end && number < line; at++)
		if (*at == '\n' || (*at == '\r' && (at + 1 == end || at[1] != '\n')))
			number++;
	if (number != line)
		return false;
	*text = at;
	while (at < end && *at != '\n' && *at != '\r')
		at++;
	*length = (size_t)(at - *text);
	return true;
}
