#ifndef FACTORS_VINTAGES_H
#define FACTORS_VINTAGES_H

/*
 * All rows of one activity and criterion side by side: every year, source and variant.
 *
 * Values are those of the rows as published; `found` is what a look-up, of the year asked for
 * or without one, makes of them, on the basis that the factors were opened for.
 */

#include <stdbool.h>
#include <stddef.h>

struct factor;
struct factors;
struct region_entry;

struct vintages {
	const char *activity, *criterion;
	const struct factor *const *rows; /* by region, year, variant */
	size_t count;
	bool comparable;	    /* all of one dimension, and there are some */
	double low, high;	    /* smallest and largest value, base units */
	const struct factor *found; /* by a look-up: widened, bridged; NULL: nothing */
	const struct factor *used;  /* the one of rows that it comes from, or NULL */
	const char *reason;	    /* why nothing is found, or NULL */
	int common_year;	    /* the latest year with several rows, or 0 */
	double year_low, year_high; /* smallest and largest value of that year */
	size_t year_count;
};

/* Groups rows by activity and criterion. Where all of a group are of one region, it is looked
 * up there, in `year` or, where that is 0, without a year. */
const struct vintages *vintages_of(struct factors *factors, const struct factor *const *rows,
				   size_t count, int year, size_t *list_count);

/* The vintages of a region and, behind them, empty ones of what a scenario looks up there and
 * finds elsewhere; *count is updated. */
const struct vintages *vintages_elsewhere(struct factors *factors,
					  const struct region_entry *region,
					  const struct vintages *own, size_t *count);

#endif
