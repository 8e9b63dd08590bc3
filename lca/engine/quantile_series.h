#ifndef LCA_ENGINE_QUANTILE_SERIES_H
#define LCA_ENGINE_QUANTILE_SERIES_H

/*
 * Taylor series of quantile functions, after Steinbrecher and Shaw 2008: where the density f
 * is of Pearson's family, f'/f = -(n0 + n1 x) / (m0 + m1 x + m2 x^2), the quantile x(v) obeys
 * x'' = x'^2 (n0 + n1 x) / (m0 + m1 x + m2 x^2), in which only products of series occur.
 */

#include <stdbool.h>

enum { SERIES_TERMS = 18 };

struct pearson {
	double n0, n1, m0, m1, m2;
};

/* x(v + t step) = sum of c[k] t^k over k < count. */
struct series {
	double c[SERIES_TERMS];
	int count;
	bool settled; /* the terms left out cannot be seen */
};

/* From x and its slope times step at v. False where the terms left out may be above 1e-9 of x
 * for t = 0 .. 1. */
bool series_expand(struct series *series, const struct pearson *pearson, double x,
		   double slope);
/* Value and slope at t = 1. */
double series_end(const struct series *series);
double series_end_slope(const struct series *series);

#endif
