#ifndef MODELS_USAGE_QUICK_H
#define MODELS_USAGE_QUICK_H

/*
 * Quick readers of the usual spellings of numbers and times, eight bytes at a time.
 *
 * Each either gives what the plain reader of usage_row.h gives, or false. They read up to
 * USAGE_PADDING bytes behind the field. Eight digits are turned into a number by three
 * multiplications, each joining neighbours (pairs, fours, eights).
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "models/timestamp.h"

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define USAGE_QUICK true
#else
#define USAGE_QUICK false
#endif

#define QUICK_EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

static inline uint64_t quick_load(const char *text)
{
	uint64_t word;

	memcpy(&word, text, sizeof word);
	return word;
}

/* text[0..length) with 1 <= length <= 8 as a number; false where one is no digit. */
static inline bool quick_eight(const char *text, size_t length, uint64_t *number)
{
	/* Leading zeros fill up to eight. A digit xor '0' is its value; all others give more
	 * than 9. */
	uint64_t word = (quick_load(text) ^ QUICK_EACH('0')) << (8 * (8 - length));

	if ((word | (word + QUICK_EACH(0x76))) & QUICK_EACH(0x80))
		return false;
	word = (word * 10 + (word >> 8)) & UINT64_C(0x00ff00ff00ff00ff);
	word = (word * 100 + (word >> 16)) & UINT64_C(0x0000ffff0000ffff);
	*number = (word * 10000 + (word >> 32)) & UINT64_C(0xffffffff);
	return true;
}

static const uint64_t quick_tens[9] = {1,      10,	100,	  1000,	    10000,
				       100000, 1000000, 10000000, 100000000};

/* A whole number of at most 16 digits. */
static inline bool quick_count(const char *text, size_t length, uint64_t *number)
{
	uint64_t low;

	if (length - 1 < 8)
		return quick_eight(text, length, number);
	if (length - 1 >= 16 || !quick_eight(text, 8, number) ||
	    !quick_eight(text + 8, length - 8, &low))
		return false;
	*number = *number * quick_tens[length - 8] + low;
	return true;
}

/* A number with at most eight digits before the '.' and eight behind, as a whole number of
 * 10^-decimals; without '.' at most eight. */
static inline bool quick_decimal(const char *text, size_t length, uint64_t *number,
				 unsigned *decimals)
{
	uint64_t points = quick_load(text) ^ QUICK_EACH('.'), fraction;
	size_t whole;

	points = (points - QUICK_EACH(1)) & ~points & QUICK_EACH(0x80);
	whole = points ? (size_t)__builtin_ctzll(points) / 8 : 8;
	if (whole >= length) {
		*decimals = 0;
		return length - 1 < 8 && quick_eight(text, length, number);
	}
	*decimals = (unsigned)(length - whole - 1);
	if (whole == 0 || *decimals - 1 >= 8 || text[whole] != '.' ||
	    !quick_eight(text, whole, number) ||
	    !quick_eight(text + whole + 1, *decimals, &fraction))
		return false;
	*number = *number * quick_tens[*decimals] + fraction;
	return true;
}

/* Two digits of which the first is below 6. */
static inline bool quick_sixty(const char *text, int64_t *number)
{
	unsigned tens = (unsigned char)text[0] - (unsigned)'0';
	unsigned ones = (unsigned char)text[1] - (unsigned)'0';

	*number = 10 * tens + ones;
	return (tens < 6) & (ones < 10);
}

/* What stands behind "2025-03-01T00" in text[13..length): minutes, seconds, a fraction, at
 * most a Z; nanoseconds into the hour. */
static inline bool quick_minutes(const char *text, size_t length, int64_t *into, bool *zoned)
{
	static const int64_t units[9] = {100000000, 10000000, 1000000, 100000, 10000,
					 1000,	    100,      10,      1};
	int64_t minutes, seconds;
	uint64_t fraction;
	size_t digits;

	*zoned = text[length - 1] == 'Z';
	length -= *zoned;
	if (length < 19 || text[13] != ':' || text[16] != ':' ||
	    !quick_sixty(text + 14, &minutes) || !quick_sixty(text + 17, &seconds))
		return false;
	*into = (60 * minutes + seconds) * TIMESTAMP_SECOND;
	if (length == 19)
		return true;
	digits = length - 20;
	if (text[19] != '.' || digits - 1 >= 8 || !quick_eight(text + 20, digits, &fraction))
		return false;
	*into += (int64_t)fraction * units[digits - 1];
	return true;
}

#endif
