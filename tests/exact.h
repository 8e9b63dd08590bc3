#ifndef TESTS_EXACT_H
#define TESTS_EXACT_H

/* Formulas without ceremony, and their exact moments, for the tests of lca/engine/exact.h. */

#include "lca/engine/exact.h"

#include "tests/engine.h"
#include "tests/near.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static inline struct exact moments_of(const struct bench *b, cell output)
{
	struct exact exact;

	exact_moments(b->sheet, &output, 1, &exact);
	return exact;
}

static inline void assert_moments(const struct bench *b, cell output, double mean, double sd,
				  double tolerance, const char *what)
{
	struct exact exact = moments_of(b, output);

	if (!exact.known || !exact.finite_variance)
		fail_msg("%s: not known", what);
	assert_near(exact.mean, mean, tolerance, what);
	assert_near(exact.sd, sd, tolerance, what);
}

static inline cell number(struct bench *b, double value)
{
	return sheet_constant(b->sheet, value);
}

static inline cell plus(struct bench *b, cell x, cell y)
{
	return sheet_add(b->sheet, x, y);
}

static inline cell less(struct bench *b, cell x, cell y)
{
	return sheet_subtract(b->sheet, x, y);
}

static inline cell times(struct bench *b, cell x, cell y)
{
	return sheet_multiply(b->sheet, x, y);
}

static inline cell over(struct bench *b, cell x, cell y)
{
	return sheet_divide(b->sheet, x, y);
}

static inline struct dist shaped(enum dist_kind kind, double a, double b, double c, double d)
{
	return (struct dist){.kind = kind, .a = a, .b = b, .c = c, .d = d};
}

static inline struct dist cut(struct dist dist, double low, double high)
{
	dist.cut = true;
	dist.low = low;
	dist.high = high;
	return dist;
}

#endif
