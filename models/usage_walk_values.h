#ifndef MODELS_USAGE_WALK_VALUES_H
#define MODELS_USAGE_WALK_VALUES_H

/* Where values of JSON end, for the walker: NULL where they are none, or nested too deeply. */

#include <string.h>

#include "models/usage_walk_bytes.h"

enum { DEEPEST = 63 };

static inline bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static inline const char *skip_blanks(const char *at)
{
	while (is_blank(*at))
		at++;
	return at;
}

static inline const char *digits_end(const char *at)
{
	if (!is_digit(*at))
		return NULL;
	while (is_digit(*at))
		at++;
	return at;
}

/* Any number of RFC 8259. */
static inline const char *number_end(const char *at)
{
	at += *at == '-';
	at = *at == '0' ? at + 1 : digits_end(at);
	if (at && *at == '.')
		at = digits_end(at + 1);
	if (at && (*at == 'e' || *at == 'E')) {
		at++;
		at = digits_end(at + (*at == '+' || *at == '-'));
	}
	return at;
}

/* The code unit of \uXXXX, text behind the u; -1 where it is none. */
static inline int code_unit(const char *text)
{
	int unit = 0;

	for (int i = 0; i < 4; i++) {
		char c = text[i], lower = (char)(c | 0x20);

		if (is_digit(c))
			unit = unit * 16 + (c - '0');
		else if (lower >= 'a' && lower <= 'f')
			unit = unit * 16 + (lower - 'a' + 10);
		else
			return -1;
	}
	return unit;
}

/* What follows the escape at text, a backslash. */
static inline const char *escape_end(const char *text)
{
	int unit;

	switch (text[1]) {
	case '"':
	case '\\':
	case '/':
	case 'b':
	case 'f':
	case 'n':
	case 'r':
	case 't':
		return text + 2;
	case 'u':
		unit = code_unit(text + 2);
		break;
	default:
		return NULL;
	}
	if (unit < 0 || (unit >= 0xdc00 && unit <= 0xdfff))
		return NULL;
	if (unit < 0xd800 || unit > 0xdbff)
		return text + 6;
	if (text[6] != '\\' || text[7] != 'u')
		return NULL;
	unit = code_unit(text + 8);
	return unit >= 0xdc00 && unit <= 0xdfff ? text + 12 : NULL;
}

/* The closing quote of a string with escapes, or longer than a block. special: of its first
 * block, at at. */
static inline const char *long_string_end(const char *at, uint64_t special)
{
	for (;; special = bytes_special(at)) {
		const char *block = at;

		at += BYTES;
		while (special) {
			const char *found = block + bits_first(special), *next;

			if (*found == '"')
				return found;
			next = *found == '\\' ? escape_end(found) : NULL;
			if (!next)
				return NULL;
			if (next >= block + BYTES) {
				at = next;
				break;
			}
			special &= ~(uint64_t)0 << (next - block);
		}
	}
}

/* The closing quote of the string that starts at text, behind its opening one. */
static inline const char *string_end(const char *text)
{
	uint64_t special = bytes_special(text);
	const char *end = text + bits_first(special | (uint64_t)1 << (BYTES - 1));

	return special && *end == '"' ? end : long_string_end(text, special);
}

static inline const char *word_end(const char *text)
{
	if (memcmp(text, "null", 4) == 0 || memcmp(text, "true", 4) == 0)
		return text + 4;
	return memcmp(text, "false", 5) == 0 ? text + 5 : NULL;
}

/* What follows a string, number or word. */
static inline const char *scalar_end(const char *text)
{
	if (*text != '"')
		return *text == '-' || is_digit(*text) ? number_end(text) : word_end(text);
	text = string_end(text + 1);
	return text ? text + 1 : NULL;
}

/* From behind { or , to the value of the next key. */
static inline const char *key_end(const char *at)
{
	at = skip_blanks(at);
	at = *at == '"' ? string_end(at + 1) : NULL;
	at = at ? skip_blanks(at + 1) : NULL;
	return at && *at == ':' ? skip_blanks(at + 1) : NULL;
}

/* From behind a value in a container to behind what closes it, or to the next value. objects:
 * bit 0: the innermost container is an object. */
static inline const char *next_value(const char *at, uint64_t *objects, int *depth)
{
	for (at = skip_blanks(at); *at != ','; at = skip_blanks(at + 1)) {
		if (*at != (*objects & 1 ? '}' : ']'))
			return NULL;
		*objects >>= 1;
		if (--*depth == 0)
			return at + 1;
	}
	return *objects & 1 ? key_end(at + 1) : skip_blanks(at + 1);
}

/* What follows an object or array. */
static inline const char *container_end(const char *at)
{
	uint64_t objects = 0;
	int depth = 0;

	do {
		if (*at == '{' || *at == '[') {
			bool is_object = *at == '{';
			const char *inside = skip_blanks(at + 1);

			if (*inside == (is_object ? '}' : ']')) {
				at = inside + 1;
				if (depth == 0)
					return at;
			} else {
				if (++depth > DEEPEST)
					return NULL;
				objects = objects << 1 | is_object;
				at = is_object ? key_end(inside) : inside;
				continue;
			}
		} else {
			at = scalar_end(at);
		}
		at = at ? next_value(at, &objects, &depth) : NULL;
	} while (at && depth > 0);
	return at;
}

static inline const char *value_end(const char *text)
{
	return *text == '{' || *text == '[' ? container_end(text) : scalar_end(text);
}

/* A number of up to 15 characters without exponent is found at once. */
static inline const char *short_number_end(const char *text)
{
	uint64_t digits = bytes_digits(text);
	unsigned whole = bits_first(~digits), decimals;

	if (whole == 0 || whole >= BYTES_NUMBER - 1 || (whole > 1 && *text == '0'))
		return number_end(text);
	if (text[whole] != '.')
		return (text[whole] | 0x20) == 'e' ? number_end(text) : text + whole;
	decimals = bits_first(~(digits >> (whole + 1)));
	text += whole + 1 + decimals;
	if (decimals == 0 || whole + 1 + decimals >= BYTES_NUMBER || (*text | 0x20) == 'e')
		return number_end(text - (whole + 1 + decimals));
	return text;
}

#endif
