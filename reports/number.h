#ifndef REPORTS_NUMBER_H
#define REPORTS_NUMBER_H

/*
 * Numbers as people read them: rounded by the width of their range, in a unit of fitting size.
 *
 * Half the width of the interval shows two significant digits, or as many as asked for, and the
 * ends of the interval stand to the same decimal place; an end above 0 that this would show as
 * 0 keeps its first digit. The estimate stands to that place too, but shows never fewer than
 * the significant digits asked for and never more than six. A value without spread shows four.
 * Digits are plain up to 9999, with commas above, and scientific below 1e-4 and from 1e12 on.
 *
 * No figure that was sampled (all but the estimate, whose inputs are at their central values)
 * shows a digit whose unit is smaller than its standard error; where that leaves none of a
 * value above 0, it is "< " the smallest unit that could be shown.
 */

#include <stdbool.h>

#include "lca/engine/run.h"

struct arena;

/* A unit to print in: value shown = value / size. */
struct shown_unit {
	const char *text; /* "t CO2e" */
	double size;	  /* 1000, in the unit of the criterion */
	int u_digits;	  /* of half the width and of u; 0: two */
};

/* Significant digits of an estimate that has a spread. */
enum number_digits {
	DIGITS_SUM = 3, /* headline, stages, totals */
	DIGITS_ITEM =
	    4 /* an item: three, and a fourth where it starts with 1 or 2 (24.69 but 50.5) */
};

/* The unit of its family ("kgCO2e": t, kg, g, mg) that shows value as 1 or more; the symbol
 * itself where it has no family. */
struct shown_unit number_unit(const char *symbol, double value);

/* True when the interval is wider than rounding noise. */
bool number_has_spread(const struct statistics *statistics);

/* value with at most so many significant digits, without final zeros, never scientific but
 * where numbers always are: 1,080,000. */
char *number_plain(struct arena *arena, double value, int digits);
/* A text with commas in its numbers, as all others have them: "1,075,000 .. 1,085,000 h". */
char *number_group(struct arena *arena, const char *text);
/* value with `places` decimals; negative places round to tens, hundreds, ... */
char *number_fixed(struct arena *arena, double value, int places);
/* value with so many significant digits. */
char *number_significant(struct arena *arena, double value, int digits);
/* The same with no digit whose unit is smaller than the error; "not known" where that is not
 * finite. */
char *number_known(struct arena *arena, double value, double error, int digits);
/* An amount that was recorded, not estimated: whole from 100 000 on, else six significant
 * digits without final zeros. */
char *number_amount(struct arena *arena, double value);
/* statistics->central, and the ends of its interval ("" without spread), all in unit. */
char *number_central(struct arena *arena, const struct statistics *statistics,
		     struct shown_unit unit, enum number_digits digits);
char *number_low(struct arena *arena, const struct statistics *statistics,
		 struct shown_unit unit);
char *number_high(struct arena *arena, const struct statistics *statistics,
		  struct shown_unit unit);
/* Mean and median of the samples: digits as the estimate of a sum has. */
char *number_mean(struct arena *arena, const struct statistics *statistics,
		  struct shown_unit unit);
char *number_median(struct arena *arena, const struct statistics *statistics,
		    struct shown_unit unit);
/* The standard uncertainty, standard deviation of the samples: as many digits as half the
 * width. */
char *number_u(struct arena *arena, const struct statistics *statistics,
	       struct shown_unit unit);
/* 0.489 as "48.9 %", a share under 0.05 % as "< 0.1 %". */
char *number_share(struct arena *arena, double share);

#endif
