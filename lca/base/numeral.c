/* The number at the start of a text, as people type it. */

#include <math.h>
#include <string.h>

#include "lca/base/numeral.h"
#include "lca/base/text.h"

static const struct {
	char letter;
	double factor;
} suffixes[] = {{'k', 1e3}, {'M', 1e6}, {'B', 1e9}, {'T', 1e12}};

static const char *const not_finite[] = {".inf", "inf", "infinity", ".nan", "nan"};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Bytes of text that belong to a number without its suffix. */
static size_t digits_length(const char *text, size_t length)
{
	size_t at = 0;
	size_t exponent;

	if (at < length && (text[at] == '+' || text[at] == '-'))
		at++;
	while (at < length && (is_digit(text[at]) || text[at] == '_' || text[at] == '.'))
		at++;
	if (at == length || (text[at] != 'e' && text[at] != 'E'))
		return at;
	exponent = at + 1;
	if (exponent < length && (text[exponent] == '+' || text[exponent] == '-'))
		exponent++;
	if (exponent == length || !is_digit(text[exponent]))
		return at;
	while (exponent < length && (is_digit(text[exponent]) || text[exponent] == '_'))
		exponent++;
	return exponent;
}

static bool names_no_finite(const char *text, size_t length)
{
	size_t i;

	if (length && (*text == '+' || *text == '-')) {
		text++;
		length--;
	}
	for (i = 0; i < sizeof(not_finite) / sizeof(*not_finite); i++) {
		size_t size = strlen(not_finite[i]);
		size_t j = 0;

		while (j < size && j < length && (text[j] | 0x20) == (not_finite[i][j] | 0x20))
			j++;
		if (j == size && (j == length || text[j] == ' '))
			return true;
	}
	return false;
}

static double suffix_factor(const char *text, size_t length, bool bytes)
{
	size_t i;

	if (!length || (length > 1 && !strchr(" \t)", text[1])) || (bytes && *text == 'B'))
		return 0;
	for (i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++)
		if (*text == suffixes[i].letter)
			return suffixes[i].factor;
	return 0;
}

static bool starts_number(const char *text, size_t length)
{
	size_t sign = length && (*text == '+' || *text == '-');

	return length > sign &&
	       (is_digit(text[sign]) || (text[sign] == '.' && length > sign + 1));
}

/* A number but for the size of its exponent. */
static bool overflows(const char *text, size_t length)
{
	size_t mantissa = 0;
	double ignored;

	while (mantissa < length && text[mantissa] != 'e' && text[mantissa] != 'E')
		mantissa++;
	return text_number(text, mantissa, &ignored);
}

enum numeral_status numeral_read(const char *text, size_t length, bool bytes, double *number,
				 size_t *length_read)
{
	size_t size = digits_length(text, length);
	double factor;

	*length_read = 0;
	if (names_no_finite(text, length))
		return NUMERAL_NOT_FINITE;
	if (!starts_number(text, size))
		return NUMERAL_NONE;
	*length_read = size;
	if (size + 1 < length && text[size] == ',' && is_digit(text[size + 1]))
		return NUMERAL_COMMA;
	if (!text_number(text, size, number))
		return overflows(text, size) ? NUMERAL_NOT_FINITE : NUMERAL_BAD;
	factor = suffix_factor(text + size, length - size, bytes);
	if (factor > 0) {
		*number *= factor;
		++*length_read;
	}
	return isfinite(*number) ? NUMERAL_READ : NUMERAL_NOT_FINITE;
}
