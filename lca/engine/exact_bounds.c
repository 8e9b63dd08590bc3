/* Interval arithmetic over a sheet. */

#include "lca/engine/exact_bounds.h"

#include <math.h>

#include "lca/base/arena.h"
#include "lca/engine/sheet_private.h"

static const struct exact_bounds anything = {-INFINITY, INFINITY};

/* 0 times infinity is 0: one factor is 0, the other as large as you like. */
static double times(double a, double b)
{
	return a == 0 || b == 0 ? 0 : a * b;
}

static struct exact_bounds multiply(struct exact_bounds a, struct exact_bounds b)
{
	double ll = times(a.low, b.low), lh = times(a.low, b.high);
	double hl = times(a.high, b.low), hh = times(a.high, b.high);

	return (struct exact_bounds){fmin(fmin(ll, lh), fmin(hl, hh)),
				     fmax(fmax(ll, lh), fmax(hl, hh))};
}

static struct exact_bounds divide(struct exact_bounds a, struct exact_bounds b)
{
	if (!(b.low > 0) && !(b.high < 0))
		return anything;
	return multiply(a, (struct exact_bounds){1 / b.high, 1 / b.low});
}

static struct exact_bounds bounds_of(const struct sheet_cell *c,
				     const struct exact_bounds *bounds)
{
	struct exact_bounds a, b, own;

	if (c->kind == CELL_INPUT) {
		dist_support(&c->quantity->dist, &own.low, &own.high);
		return own;
	}
	a = bounds[c->left.index];
	b = bounds[c->right.index];
	switch (c->kind) {
	case CELL_ADD:
		return (struct exact_bounds){a.low + b.low, a.high + b.high};
	case CELL_SUBTRACT:
		return (struct exact_bounds){a.low - b.high, a.high - b.low};
	case CELL_MULTIPLY:
		return multiply(a, b);
	case CELL_DIVIDE:
		return divide(a, b);
	case CELL_MINIMUM:
		return (struct exact_bounds){fmin(a.low, b.low), fmin(a.high, b.high)};
	case CELL_INPUT:
		break;
	}
	return anything;
}

struct exact_bounds *exact_bounds_new(struct arena *arena, const struct sheet *sheet)
{
	struct exact_bounds *bounds = arena_alloc(arena, (sheet->count + 1) * sizeof *bounds);
	size_t i;

	for (i = 0; i < sheet->count; i++) {
		bounds[i] = bounds_of(&sheet->cells[i], bounds);
		if (isnan(bounds[i].low) || isnan(bounds[i].high))
			bounds[i] = anything;
	}
	return bounds;
}
