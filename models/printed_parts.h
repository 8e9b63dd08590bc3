#ifndef MODELS_PRINTED_PARTS_H
#define MODELS_PRINTED_PARTS_H

/* What the files that read printed figures share (printed*.c): digits, units, and a figure on
 * its way from one to the other. */

#include "models/printed.h"

/* Digits as printed: value = digits x 10^exponent, exactly. */
struct printed_decimal {
	const char *digits; /* without signs, separators and leading zeros; "0" of nothing */
	long exponent;	    /* of the last digit */
	long suffix;	    /* what of it is a suffix or a word: 6 of "1.08M" */
	bool negative;
	bool whole;	    /* no decimal point: zeros at its end may be rounding */
	bool comma;	    /* "1,082" */
	bool decimal_comma; /* "5,5" */
	size_t length;	    /* bytes taken */
};

/* The number at the start of text; false: there is none, or it is too large. */
bool printed_decimal_read(struct arena *arena, const char *text,
			  struct printed_decimal *decimal);
double printed_decimal_value(struct arena *arena, const struct printed_decimal *decimal);
/* 10^exponent of its last digit; with loose of the last one that is not a zero of a whole
 * number; with about of one digit less. */
double printed_decimal_step(struct arena *arena, const struct printed_decimal *decimal,
			    bool loose, bool about);

/* What stands between two ends, or before a deviation. */
enum printed_between { BETWEEN_NOTHING, BETWEEN_ENDS, BETWEEN_DEVIATION };

/* What the words before a number say of it (printed_before.def). */
enum printed_before { BEFORE_NOTHING, BEFORE_ABOUT, BEFORE_MOST, BEFORE_LEAST };

struct printed_reading {
	struct arena *arena;
	const struct printed_rule *rule;
	const char *at;
	struct printed_decimal first, second;
	enum printed_between between;
	enum printed_before before;
	bool pair; /* "between" was passed: "and" joins the ends */
	const char *unit, *second_unit;
	size_t unit_length, second_length;
	struct printed *printed;
	struct unit_error error;
};

/* A number or two at the start of text, with words such as "about"; leaves at behind them.
 * (printed_numbers.c) */
bool printed_numbers_read(struct printed_reading *reading, const char *text);
/* The units behind them, and a second number that stands behind the first unit. False: that is
 * no number. */
bool printed_units_find(struct printed_reading *reading);
/* Sets value and intervals from what was read; printed->unit is set. */
void printed_set_one(struct printed_reading *reading);
bool printed_set_ends(struct printed_reading *reading, const struct unit *second);
void printed_set_deviation(struct printed_reading *reading, const struct unit *second,
			   bool relative);

/* A unit of the figure that the rule takes. (printed_judge.c) */
enum printed_status printed_unit_judge(struct printed_reading *reading, const char *text,
				       size_t length, struct unit *unit, const char **message);
/* "TBD", "n/a": nothing is stated. (printed_words.c) */
bool printed_states_nothing(const char *text);

/* Reads text[0..length) as a unit in the words of publications (printed_units.def); doubts are
 * added. error may be NULL, as for unit_parse. */
bool printed_unit_read(struct arena *arena, const char *text, size_t length, struct unit *unit,
		       unsigned *doubts, struct unit_error *error);

/* Bytes of prefix where text starts with it, else 0. */
size_t printed_starts(const char *text, const char *prefix);
/* length without blanks at the end of text. */
size_t printed_trimmed(const char *text, size_t length);
/* Bytes of the blank at text (also no-break and thin ones), 0 where there is none. */
size_t printed_blank(const char *text);
/* text without blanks at its start. */
const char *printed_skip(const char *text);
/* Bytes of a word that stands at text but for its case, and ends there; 0 where it does not. */
size_t printed_word(const char *text, const char *word);

#endif
