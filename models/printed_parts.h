#ifndef MODELS_PRINTED_PARTS_H
#define MODELS_PRINTED_PARTS_H

/* The two halves of a printed figure: its digits and its unit (for printed*.c alone). */

#include "models/printed.h"

/* Digits as printed: value = digits x 10^exponent, exactly. */
struct printed_decimal {
	const char *digits; /* without signs, separators and leading zeros; "0" of nothing */
	long exponent;	    /* of the last digit */
	long suffix;	    /* what of it is a suffix or a word: 6 of "1.08M" */
	bool negative;
	bool whole;    /* no decimal point: zeros at its end may be rounding */
	bool comma;    /* "1,082" */
	size_t length; /* bytes taken */
};

/* The number at the start of text; false: there is none, or it is too large. */
bool printed_decimal_read(struct arena *arena, const char *text,
			  struct printed_decimal *decimal);
double printed_decimal_value(struct arena *arena, const struct printed_decimal *decimal);
/* 10^exponent of its last digit; with loose of the last one that is not a zero of a whole
 * number; with about of one digit less. */
double printed_decimal_step(struct arena *arena, const struct printed_decimal *decimal,
			    bool loose, bool about);

/* Reads text[0..length) as a unit in the words of publications (printed_units.def); doubts are
 * added. */
bool printed_unit_read(struct arena *arena, const char *text, size_t length, struct unit *unit,
		       unsigned *doubts, struct unit_error *error);

/* Bytes of the blank at text (also no-break and thin ones), 0 where there is none. */
size_t printed_blank(const char *text);
/* text without blanks at its start. */
const char *printed_skip(const char *text);
/* Bytes of a word that stands at text but for its case, and ends there; 0 where it does not. */
size_t printed_word(const char *text, const char *word);

#endif
