#ifndef MODELS_PRINTED_H
#define MODELS_PRINTED_H

/*
 * A number as a publication prints it: with the interval of what it may have been before it was
 * rounded.
 *
 * `exact` is value +- half a unit of the last printed digit: "0.385" is 0.3845 .. 0.3855,
 * "1.08M h" 1 075 000 .. 1 085 000 h, "24_700_000" +- 0.5. Zeros that end a whole number may be
 * digits or rounding, and the text does not say which: `loose` counts them as rounding ("85000"
 * is 84 500 .. 85 500, "1900" 1850 .. 1950), but two digits are always counted ("1000" is 950
 * .. 1050), and is `exact` where there are none or a decimal point follows.
 *
 * Words and signs before the number (printed_before.def): of "about", "roughly", "nearly" and
 * their like PRINTED_ABOUT is set, and loose is that of one digit less where it has two or
 * more; of "less than", "at most", "up to", "more than", "at least", "over" and their like,
 * and of "500+", PRINTED_BOUND, and both intervals reach from 0 (of what is not above 0: from
 * -infinity) to the number, or from the number to infinity; value is the number.
 *
 * Read are: digits with a sign, a decimal point, '_' or blanks (also thin and no-break ones) or
 * commas or apostrophes between groups of three digits ("1,082,990", "626 155", "1'082'990"),
 * an exponent ("3.3e-05", "1.2 x 10^6", "1.2 × 10⁶"), a suffix k, M, B, T or a word (thousand,
 * million, billion, trillion, bn, mn); then a unit (lca/base/unit.h) or nothing. A decimal
 * comma is one where it cannot be a group ("0,21", "12,5", "3,75"; "1,082" is a group, and
 * `comma` is set as a doubt). `12 .. 14`, `12-14`, `12 to 14`, `12 ± 1`: the interval as
 * stated. Units that scenarios refuse are read with a doubt: ton and tons (t, may be
 * short_ton), T of a mass (t; 10^12 of anything else), tC (carbon, times 44/12), a plain mass
 * for CO2e, FLOPS.
 */

#include <stdbool.h>
#include <stddef.h>

#include "lca/base/diag.h"
#include "lca/base/interval.h"
#include "lca/base/unit.h"

struct arena;

enum printed_doubt {
	PRINTED_NO_UNIT = 1,	    /* that of the key was taken */
	PRINTED_TON = 2,	    /* 'ton' of 1000 kg or 907 kg */
	PRINTED_CARBON = 4,	    /* a mass of carbon, brought to CO2e */
	PRINTED_MASS = 8,	    /* a plain mass, read as CO2e */
	PRINTED_COMMA = 16,	    /* "1,082" read as 1082 */
	PRINTED_ABOUT = 32,	    /* "about" stood before it */
	PRINTED_RANGE = 64,	    /* two ends were stated */
	PRINTED_FLOPS = 128,	    /* "FLOPS" read as a count of operations */
	PRINTED_BOUND = 256,	    /* "less than", "at least": one end alone was stated */
	PRINTED_DECIMAL_COMMA = 512 /* "5,5" read as 5.5 */
};

struct printed {
	const char *text;      /* as printed, blanks trimmed: "1.08M h" */
	const char *digits;    /* its number alone: "1.08M" */
	struct place place;    /* of its first byte */
	double value;	       /* in base units of its dimensions; of a range its middle */
	struct interval exact; /* base units */
	struct interval loose; /* base units; holds exact */
	struct unit unit;      /* as printed, or the one taken */
	unsigned doubts;       /* of enum printed_doubt */
};

/* What a figure should be. */
struct printed_rule {
	const char *unit; /* taken where none stands: "kWh", "" of a pure number */
	const char *also; /* a second dimension that is taken, or NULL */
	bool per_any;	  /* dimensions of unit over tokens, requests, images or FLOP */
};

enum printed_status {
	PRINTED_READ,
	PRINTED_NOTHING,     /* empty, "TBD", "n/a", "unknown", "-", "?": nothing is stated */
	PRINTED_NO_NUMBER,   /* words without a number in front: "number (in grams of CO2)" */
	PRINTED_BAD_UNIT,    /* a number, then what is no unit; *rest is where */
	PRINTED_OTHER_UNIT,  /* a unit of another dimension */
	PRINTED_OUT_OF_REACH /* not 0, and beyond 10^30 or below 10^-30 in base units */
};

/* Reads text, all of it but for the mark of a footnote or a remark in parentheses at its end
 * ("400 W (TDP)"). message (arena) says what was found, for the last four. */
enum printed_status printed_read(struct arena *arena, const char *text,
				 const struct printed_rule *rule, struct place place,
				 struct printed *printed, const char **message);

/* The number at the start of text and the unit behind it, as far as one can be read: for prose.
 * *length: bytes taken. A number without a unit has unit "". False: no number there. */
bool printed_prefix(struct arena *arena, const char *text, struct place place,
		    struct printed *printed, size_t *length);

/* The same digits in another unit of those dimensions or others: 31.22 t as 31.22 lb. */
struct printed printed_in_unit(const struct printed *printed, struct unit unit);
/* So many times the figure, in its unit. */
struct printed printed_times(const struct printed *printed, double factor);

/* A figure that is no text of its own, from a JSON number or a product of the reader; digits
 * are those of text. */
struct printed printed_number(struct arena *arena, const char *text, const char *unit,
			      struct place place);

#endif
