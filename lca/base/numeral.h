#ifndef LCA_BASE_NUMERAL_H
#define LCA_BASE_NUMERAL_H

/*
 * The number at the start of a text, as people type it in a scenario.
 *
 * Digits with '_' between digits, '.', exponent, sign; a count suffix k, M, B (1e9) or T (1e12)
 * directly after the digits where a blank, a closing parenthesis or the end follows ("1.08M
 * h").
 */

#include <stdbool.h>
#include <stddef.h>

enum numeral_status {
	NUMERAL_READ,
	NUMERAL_NONE,
	NUMERAL_COMMA,
	NUMERAL_NOT_FINITE,
	NUMERAL_BAD
};

/* Reads from text[0..length); length_read: bytes of the number and its suffix, for
 * NUMERAL_COMMA those before the comma. bytes: 'B' is the byte and no suffix. */
enum numeral_status numeral_read(const char *text, size_t length, bool bytes, double *number,
				 size_t *length_read);

#endif
