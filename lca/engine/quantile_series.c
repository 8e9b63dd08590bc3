/* Taylor series of quantile functions. */

#include "lca/engine/quantile_series.h"

#include <math.h>

/* Shares of x: terms that cannot be seen, and a last term that leaves little behind it. */
static const double unseen_term = 1e-12, small_term = 1e-9;

/* Sums below take the coefficients that come last at the end, so that a processor can add the
 * others while it waits for them. */

/* Coefficient k of a b; b[k] is the newest. */
static inline double product(const double *a, const double *b, int k)
{
	double sum = 0;
	int i;

	for (i = k; i >= 0; i--)
		sum += a[i] * b[k - i];
	return sum;
}

/* Coefficient k of a^2. */
static inline double square(const double *a, int k)
{
	double sum = k % 2 ? 0 : 0.5 * a[k / 2] * a[k / 2];
	int i;

	for (i = (k - 1) / 2; i >= 0 && k > 0; i--)
		sum += a[i] * a[k - i];
	return 2 * sum;
}

/* Coefficient k of m d' less its term m[0] d'[k]. */
static inline double product_of_slope(const double *m, const double *d, int k)
{
	double sum = 0;
	int i;

	for (i = k; i > 0; i--)
		sum += m[i] * ((k - i + 1) * d[k - i + 1]);
	return sum;
}

/* m y'' = n y'^2 of y = x(t) / x(0), n and m the numerator and the denominator along y: in x, a
 * square would leave the range of doubles near the end of a steep shape. */
bool series_expand(struct series *series, const struct pearson *pearson, double x, double slope)
{
	const double n1 = pearson->n1 * x, m0 = pearson->m0 / x, m2 = pearson->m2 * x;
	double *c = series->c, inverse;
	double d[SERIES_TERMS], n[SERIES_TERMS], m[SERIES_TERMS], squares[SERIES_TERMS];
	int k;

	c[0] = 1;
	d[0] = slope / x;
	inverse = 1 / (m0 + pearson->m1 + m2);
	for (k = 0; k + 1 < SERIES_TERMS; k++) {
		double share = 1.0 / (k + 1);

		c[k + 1] = d[k] * share;
		n[k] = n1 * c[k] + (k ? 0 : pearson->n0);
		m[k] = pearson->m1 * c[k] + (k ? 0 : m0) + m2 * square(c, k);
		squares[k] = square(d, k);
		d[k + 1] =
		    (product(n, squares, k) - product_of_slope(m, d, k)) * (inverse * share);
		series->count = k + 2;
		series->settled = fabs(c[k]) <= unseen_term && fabs(c[k + 1]) <= unseen_term;
		if (k > 5 && series->settled)
			break;
	}
	for (k = 0; k < series->count; k++)
		c[k] *= x;
	return series->settled || fabs(c[series->count - 1]) <= small_term * x;
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
