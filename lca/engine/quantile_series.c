/* Taylor series of quantile functions. */

#include "lca/engine/quantile_series.h"

#include <math.h>

/* Shares of x: terms that cannot be seen, and a last term that leaves little behind it. */
static const double unseen_term = 1e-13, small_term = 1e-9;

/* One coefficient of a product. */
static double product(const double *a, const double *b, int k)
{
	double sum = 0;
	int i;

	for (i = 0; i <= k; i++)
		sum += a[i] * b[k - i];
	return sum;
}

/* x' = d, d' = d w, w = d n / m; n and m are the numerator and the denominator along x. */
bool series_expand(struct series *series, const struct pearson *pearson, double x, double slope)
{
	double *c = series->c;
	double d[SERIES_TERMS], n[SERIES_TERMS], m[SERIES_TERMS], w[SERIES_TERMS];
	double rest;
	int k, i;

	c[0] = x;
	d[0] = slope;
	for (k = 0; k + 1 < SERIES_TERMS; k++) {
		n[k] = pearson->n1 * c[k] + (k ? 0 : pearson->n0);
		m[k] = pearson->m1 * c[k] + (k ? 0 : pearson->m0);
		if (pearson->m2 < 0 || pearson->m2 > 0)
			m[k] += pearson->m2 * product(c, c, k);
		rest = product(d, n, k);
		for (i = 1; i <= k; i++)
			rest -= m[i] * w[k - i];
		w[k] = rest / m[0];
		c[k + 1] = d[k] / (k + 1);
		d[k + 1] = product(d, w, k) / (k + 1);
		series->count = k + 2;
		series->settled = fabs(c[k]) <= unseen_term * fabs(x) &&
				  fabs(c[k + 1]) <= unseen_term * fabs(x);
		if (k > 5 && series->settled)
			return true;
	}
	return fabs(c[k]) <= small_term * fabs(x);
}

double series_end(const struct series *series)
{
	double sum = 0;
	int k;

	for (k = series->count; k-- > 0;)
		sum += series->c[k];
	return sum;
}

double series_end_slope(const struct series *series)
{
	double sum = 0;
	int k;

	for (k = series->count; k-- > 1;)
		sum += k * series->c[k];
	return sum;
}
