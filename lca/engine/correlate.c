/* Cholesky factors of correlation matrices, and what makes one impossible. */

#include "lca/engine/correlate.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

/* Least part of a variance that the rows above may leave. */
#define REMAINS_LEAST 1e-10

static const double pi = 3.14159265358979323846;

double correlate_normal(double rho)
{
	return 2 * sin(pi * rho / 6);
}

double correlate_rank(double r)
{
	return 6 * asin(r / 2) / pi;
}

/* Row i of L from the rows above it, but for the diagonal; returns the square of that. */
static double factor_row(const double *entries, size_t n, size_t i, double *lower)
{
	double remains = entries[i], sum;
	size_t j, k;

	for (j = 0; j < i; j++) {
		sum = entries[j];
		for (k = 0; k < j; k++)
			sum -= lower[i * n + k] * lower[j * n + k];
		lower[i * n + j] = sum / lower[j * n + j];
		remains -= lower[i * n + j] * lower[i * n + j];
	}
	return remains;
}

size_t correlate_factor(const double *m, size_t n, double *lower)
{
	double remains;
	size_t i;

	for (i = 0; i < n * n; i++)
		lower[i] = 0;
	for (i = 0; i < n; i++) {
		remains = factor_row(m + i * n, n, i, lower);
		if (!(remains >= REMAINS_LEAST))
			return i;
		lower[i * n + i] = sqrt(remains);
	}
	return n;
}

static double *matrix_new(size_t n)
{
	double *m = calloc(n * n + 1, sizeof *m);

	if (!m)
		abort();
	return m;
}

/* The matrix of some of the rows. */
static double *part_of(const double *m, size_t n, const size_t *rows, size_t count)
{
	double *part = matrix_new(count);
	size_t i, j;

	for (i = 0; i < count; i++)
		for (j = 0; j < count; j++)
			part[i * count + j] = m[rows[i] * n + rows[j]];
	return part;
}

static bool is_possible(const double *m, size_t n, const size_t *rows, size_t count)
{
	double *part = part_of(m, n, rows, count), *lower = matrix_new(count);
	bool possible = correlate_factor(part, count, lower) == count;

	free(part);
	free(lower);
	return possible;
}

/* i stands last but one, j last, r of both is 0. The entry moves L's last but one entry of row
 * j alone, which may be anything that leaves some of j's variance. */
static bool last_interval(double *m, size_t n, double *low, double *high)
{
	double *lower = matrix_new(n), centre, remains, width = 0;
	size_t i = n - 2, j = n - 1;

	m[i * n + j] = m[j * n + i] = 0;
	if (correlate_factor(m, n, lower) >= j) {
		remains = factor_row(m + j * n, n, j, lower);
		centre = -lower[j * n + i] * lower[i * n + i];
		remains += lower[j * n + i] * lower[j * n + i] - REMAINS_LEAST;
		width = remains > 0 ? sqrt(remains) * lower[i * n + i] : 0;
		*low = centre - width;
		*high = centre + width;
	}
	free(lower);
	return width > 0;
}

bool correlate_interval(const double *m, size_t n, size_t i, size_t j, double *low,
			double *high)
{
	size_t *order = malloc((n + 1) * sizeof *order), count = 0, k;
	double *turned;
	bool found;

	assert(i < n && j < n && i != j);
	if (!order)
		abort();
	for (k = 0; k < n; k++)
		if (k != i && k != j)
			order[count++] = k;
	order[count++] = i;
	order[count++] = j;
	turned = part_of(m, n, order, n);
	found = last_interval(turned, n, low, high);
	free(turned);
	free(order);
	return found;
}

size_t correlate_conflict(const double *m, size_t n, size_t *rows)
{
	double *lower = matrix_new(n);
	size_t count = correlate_factor(m, n, lower) + 1, i, k, left_out;

	free(lower);
	assert(count <= n);
	for (i = 0; i < count; i++)
		rows[i] = i;
	for (i = 0; i < count;) {
		left_out = rows[i];
		for (k = i; k + 1 < count; k++)
			rows[k] = rows[k + 1];
		if (!is_possible(m, n, rows, count - 1)) {
			count--;
			continue;
		}
		for (k = count - 1; k > i; k--)
			rows[k] = rows[k - 1];
		rows[i++] = left_out;
	}
	return count;
}
