#ifndef LCA_ENGINE_KERNEL_QUANTILE_H
#define LCA_ENGINE_KERNEL_QUANTILE_H

/*
 * Quantile functions beside those of the normal family, for kernel.c alone, which is compiled
 * once for each instruction set.
 */

#include <math.h>

#include "lca/engine/kernel.h"
#include "lca/engine/math.h"
#include "lca/engine/quantile_table.h"

/* The piece is named by the exponent and the first bits of the mantissa of v. */
static void table_lookup(const double *restrict u, const struct quantile_table *table,
			 double *restrict x)
{
	enum { MANTISSA_SHIFT = 49, FIRST = (1023 - TABLE_OCTAVES - 1) * TABLE_PIECES };
	int i;

	for (i = 0; i < KERNEL_BLOCK; i++) {
		int upper = u[i] > 0.5;
		double v = upper ? 1.0 - u[i] : u[i];
		double held = v < 0x1p-53		 ? 0x1p-53
			      : v > 0x1.fffffffffffffp-2 ? 0x1.fffffffffffffp-2
							 : v;
		uint64_t bits = math_bits(held);
		const double *c = table
				      ->piece[(bits >> MANTISSA_SHIFT) - FIRST +
					      (uint64_t)(upper * TABLE_HALF)]
				      .c;
		uint64_t rest = bits & ((UINT64_C(1) << MANTISSA_SHIFT) - 1);
		double t = math_from_bits(UINT64_C(0x3ff0000000000000) | rest << 3) - 1.0;
		double s = t * t;

		x[i] = (c[0] + t * c[1]) +
		       s * ((c[2] + t * c[3]) + s * ((c[4] + t * c[5]) + s * c[6]));
	}
}

/* Scale times (-log(1 - u)) to the power 1 / shape, above shift. */
static void weibull(const double *restrict u, double scale, double inverse_shape, double shift,
		    double *restrict x)
{
	int i;

	for (i = 0; i < KERNEL_BLOCK; i++)
		x[i] =
		    shift + scale * math_exp(inverse_shape * math_log(math_exponential(u[i])));
}

/* low + (high - low) sin^2(pi u / 2), from the nearer end. */
static void arcsine(const double *restrict u, double low, double high, double *restrict x)
{
	double width = high - low;
	int i;

	for (i = 0; i < KERNEL_BLOCK; i++) {
		double v = u[i] > 0.5 ? 1.0 - u[i] : u[i];
		double s = math_sine(0x1.921fb54442d18p+0 * v);
		double part = width * (s * s);

		x[i] = u[i] > 0.5 ? high - part : low + part;
	}
}

/* The curvilinear trapezoid of lca/base/dist_trapezoid.c. Where the limits are in doubt, tau -
 * log(1 + tau) = -log(1 - g) is solved by Newton's method: from three terms of the series of
 * tau, four steps leave nothing below tau = 20, which is where d is within 4e-9 of the
 * half-width. */
static void trapezoid(const double *restrict u, const struct kernel_trapezoid *form,
		      double *restrict x)
{
	enum { STEPS = 4 };
	int i, step;

	for (i = 0; i < KERNEL_BLOCK; i++) {
		double v = u[i] > 0.5 ? 1.0 - u[i] : u[i];
		double held = v < form->outside ? v : form->outside;
		double sigma = math_exponential(held / form->share);
		double s = sqrt(2.0 * sigma);
		double tau = s + (s * s) * (1.0 / 3) + (s * s * s) * (1.0 / 36);
		double inner, delta;

		for (step = 0; step < STEPS; step++)
			tau -= (tau - math_log1p(tau) - sigma) * (1.0 + tau) / tau;
		inner = 1.0 - form->edge - form->slope * (v - form->outside);
		delta = form->reach * (v < form->outside ? math_exp(-tau) : inner);
		x[i] = u[i] > 0.5 ? form->middle + delta : form->middle - delta;
	}
}

/* The first point whose probability of being reached is at least u: the search takes as many
 * steps for every sample. */
static void discrete(const double *restrict u, const struct dist_points *points,
		     double *restrict x)
{
	uint32_t first[KERNEL_BLOCK] = {0};
	size_t left, half;
	int i;

	for (left = points->count; left > 1; left -= half) {
		half = left / 2;
		for (i = 0; i < KERNEL_BLOCK; i++)
			first[i] += points->p[first[i] + half - 1] < u[i] ? (uint32_t)half : 0;
	}
	for (i = 0; i < KERNEL_BLOCK; i++)
		x[i] = points->x[first[i]];
}

static void empirical(const double *restrict u, const struct dist_points *points,
		      double *restrict x)
{
	const double *values = points->x;
	double steps = (double)(points->count - 1), last = steps - 1.0;
	int i;

	for (i = 0; i < KERNEL_BLOCK; i++) {
		double position = u[i] * steps;
		int32_t at = (int32_t)(position < last ? position : last);
		double from = values[at], to = values[at + 1];
		double value = from + (position - at) * (to - from);

		x[i] = value < to ? value : to;
	}
}

static void held(const double *restrict u, const struct kernel_held *form, double *restrict x)
{
	const double low = form->low, width = form->width;
	const double least = form->least, most = form->most;
	int i;

	for (i = 0; i < KERNEL_BLOCK; i++) {
		double value = low + width * u[i];

		value = value < least ? least : value;
		x[i] = value > most ? most : value;
	}
}

#endif
