/* Writes a table that gives one factor the value of another. */

#include "factors/swap.h"

#include <math.h>

#include "factors/estimate.h"
#include "factors/factors_private.h"
#include "factors/row_text.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"

/* The value behind its bridge, with all its spread. */
static void flatten(struct factors *factors, const struct factor *value, const char **cells)
{
	struct estimate estimate = factor_estimate(value, true);
	struct quantity quantity = {.dist =
					dist_lognormal(estimate.central, exp(estimate.spread)),
				    .unit = value->quantity.unit};

	row_quantity(factors->arena, &quantity, cells);
	cells[METHOD] = cells[METHOD_GSD] = "";
	cells[BOUNDARY] = factors->basis == FACTORS_DIRECT ? "direct" : "lifecycle";
	cells[GAS_SCOPE] = "CO2e";
}

void swap_row(struct factors *factors, const struct factor *key, const struct factor *value,
	      struct buffer *out)
{
	const struct factor *on_basis = factors_on_basis(factors, value);
	const char *cells[COLUMN_COUNT];

	if (!on_basis)
		on_basis = value;
	row_cells(factors->arena, on_basis, cells);
	if (on_basis->bridge)
		flatten(factors, on_basis, cells);
	cells[ACTIVITY] = key->activity;
	cells[REGION] = key->region;
	cells[YEAR] = key->year ? arena_printf(factors->arena, "%d", key->year) : "";
	cells[CRITERION] = key->criterion;
	cells[VARIANT] = "";
	cells[PUBLISHED] = "";
	row_header(out);
	row_line(cells, COLUMN_COUNT, out);
}
