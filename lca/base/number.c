/* Numbers to and from text, exactly and in no locale. */

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"

enum { EXACT_DIGITS = 15, EXACT_POWER = 22, LARGEST_EXPONENT = 99999 };

struct decimal {
	const char *end;    /* one past the text */
	uint64_t digits;    /* the significant digits, true while significant <= EXACT_DIGITS */
	size_t significant; /* digits from the first that is not 0 */
	size_t seen;	    /* all digits before the exponent */
	long exponent;	    /* value = digits * 10^exponent */
	bool negative;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A run of digits with '_' between digits only; count says how many. */
static const char *scan_digits(struct decimal *decimal, const char *at, size_t *count)
{
	const char *start = at;

	*count = 0;
	for (; at < decimal->end; at++) {
		if (*at == '_' && at > start && is_digit(at[-1]) && at + 1 < decimal->end &&
		    is_digit(at[1]))
			continue;
		if (!is_digit(*at))
			break;
		++*count;
		if (decimal->significant || *at != '0')
			decimal->significant++;
		if (decimal->significant <= EXACT_DIGITS)
			decimal->digits = decimal->digits * 10 + (uint64_t)(*at - '0');
	}
	decimal->seen += *count;
	return at;
}

static const char *scan_exponent(struct decimal *decimal, const char *at)
{
	bool negative = false;
	long exponent = 0;

	if (at < decimal->end && (*at == '+' || *at == '-'))
		negative = *at++ == '-';
	if (at == decimal->end)
		return NULL;
	for (; at < decimal->end && is_digit(*at); at++)
		if (exponent < LARGEST_EXPONENT)
			exponent = exponent * 10 + (*at - '0');
	decimal->exponent += negative ? -exponent : exponent;
	return at;
}

static bool scan(struct decimal *decimal, const char *at)
{
	size_t count;

	if (at < decimal->end && (*at == '+' || *at == '-'))
		decimal->negative = *at++ == '-';
	at = scan_digits(decimal, at, &count);
	if (at < decimal->end && *at == '.') {
		at = scan_digits(decimal, at + 1, &count);
		decimal->exponent = count < INT32_MAX ? -(long)count : -INT32_MAX;
	}
	if (!decimal->seen)
		return false;
	if (at < decimal->end && (*at == 'e' || *at == 'E'))
		at = scan_exponent(decimal, at + 1);
	return at == decimal->end;
}

/* Both factors are exact doubles, so that the one operation rounds correctly. */
static double short_value(const struct decimal *decimal)
{
	static const double powers[] = {1e0,  1e1,  1e2,  1e3,	1e4,  1e5,  1e6,  1e7,
					1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
					1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
	double value = (double)decimal->digits;

	if (decimal->exponent < 0)
		value /= powers[-decimal->exponent];
	else
		value *= powers[decimal->exponent];
	return decimal->negative ? -value : value;
}

/* The C library rounds any length correctly, but knows no '_' and wants a final NUL. */
static double long_value(const char *text, size_t length)
{
	struct buffer clean = {0};
	double value;
	size_t i;

	for (i = 0; i < length; i++)
		if (text[i] != '_')
			buffer_add(&clean, text + i, 1);
	value = strtod(clean.text, NULL);
	buffer_free(&clean);
	return value;
}

bool text_number(const char *text, size_t length, double *number)
{
	struct decimal decimal = {.end = text + length};
	double value;

	if (!length || !scan(&decimal, text))
		return false;
	if (decimal.significant <= EXACT_DIGITS && decimal.exponent >= -EXACT_POWER &&
	    decimal.exponent <= EXACT_POWER)
		value = short_value(&decimal);
	else
		value = long_value(text, length);
	if (!isfinite(value))
		return false;
	*number = value;
	return true;
}

/* A number of at most six decimals and 15 digits, as %.15g writes it: reading its decimals back
 * is one division, rounded once. False: it is none. */
static bool write_short(double number, char text[32])
{
	double millionths = rint(number * 1e6);
	uint64_t digits;
	size_t length;

	if (!(fabs(number) >= 1e-4 && fabs(millionths) < 1e15) || millionths / 1e6 != number)
		return false;
	digits = (uint64_t)fabs(millionths);
	snprintf(text, 32, "%s%" PRIu64 ".%06u", number < 0 ? "-" : "", digits / 1000000,
		 (unsigned)(digits % 1000000));
	for (length = strlen(text); text[length - 1] == '0'; length--)
		;
	text[length - (text[length - 1] == '.')] = '\0';
	return true;
}

char *text_double(struct arena *arena, double number)
{
	/* 15 digits find every decimal that has as many, but below DBL_MIN fewer may do. */
	int precision = fabs(number) < DBL_MIN ? 1 : 15;
	char text[32];

	if (write_short(number, text))
		return arena_text(arena, text);
	for (; precision <= 17; precision++) {
		snprintf(text, sizeof text, "%.*g", precision, number);
		if (isnan(number) || strtod(text, NULL) == number)
			break;
	}
	return arena_text(arena, text);
}
