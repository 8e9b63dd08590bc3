/* Rows that users bring, where they enter a formula: held against what the key of a scenario
 * must be. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/build.h"
#include "models/keys.h"

/* The row as it was typed, its method part included: widening by a look-up says nothing of the
 * row. */
static struct quantity as_typed(struct build *build, const struct factor *row)
{
	const struct factor *typed = factors_by_id(build->factors, row->id);
	struct quantity quantity = typed ? typed->quantity : row->quantity;

	if (row->method && row->method->dist.kind == DIST_LOGNORMAL) {
		double spread = log(row->method->dist.b);

		quantity.dist = dist_widen(quantity.dist, spread * spread);
	}
	return quantity;
}

static bool fits(struct build *build, const struct factor *row,
		 const struct quantity_rule *rule)
{
	struct quantity quantity = as_typed(build, row);

	if (rule->unit &&
	    !dimensions_equal(quantity.unit.dimensions, unit_of(rule->unit).dimensions)) {
		diag_add(build->diags, DIAG_UNIT_MISMATCH, quantity.origin.place, NULL, NULL,
			 "'%s' is in '%s', expected %s", row->id, quantity.unit.text,
			 *rule->unit ? rule->unit : "a number");
		return false;
	}
	return quantity_holds(build->arena, &quantity, rule, row->id, build->diags);
}

bool build_row_fits(struct build *build, const struct factor *row, const char *what,
		    const struct quantity_rule *rule)
{
	const char *name = arena_printf(build->arena, "%s %s", what, row->id);
	size_t known = build->rows_checked.count, number;

	/* Those of the program are held against its own rules when it is built. */
	if (text_same(row->layer, "built-in"))
		return true;
	number = text_set_add(build->arena, &build->rows_checked, name, strlen(name));
	if (number < known)
		return build->row_fits[number];
	build->row_fits =
	    arena_grow(build->arena, build->row_fits, known, sizeof *build->row_fits);
	build->row_fits[number] = fits(build, row, rule);
	return build->row_fits[number];
}

bool build_row_fits_key(struct build *build, const struct factor *row, const char *key)
{
	enum key found = key_find(key, ~0U);
	struct quantity_rule rule;

	if (found == KEY_TOTAL)
		return true;
	rule = key_rule(found);
	return build_row_fits(build, row, key, &rule);
}
