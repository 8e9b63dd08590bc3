/* The design power of an accelerator, taken for its draw. */

#include "models/audit_slips.h"

#include <math.h>

#include "lca/base/arena.h"

/* A design power: the one stated, else those of the accelerator that is named. */
static size_t designs(const struct audit_case *audit_case, const double **powers)
{
	const struct audit_value *stated = &audit_case->figures[CLAIM_TDP];

	*powers = stated->stated ? &stated->value : audit_case->designs;
	return stated->stated ? 1 : audit_case->design_count;
}

bool slip_is_design(const struct audit_case *audit_case)
{
	const struct audit_value *power = &audit_case->figures[CLAIM_POWER];
	const double *powers;
	size_t i, count = designs(audit_case, &powers);

	for (i = 0; power->stated && i < count; i++)
		if (interval_holds(power->exact, powers[i]))
			return true;
	return false;
}

void slip_designs(struct arena *arena, const struct slip_row *row,
		  const struct audit_case *audit_case, struct slip **list, size_t *count)
{
	const struct audit_value *power = &audit_case->figures[row->figure];
	const struct audit_value *stated = &audit_case->figures[CLAIM_TDP];
	const double *powers;
	size_t i, all = designs(audit_case, &powers);

	if (audit_case->power_of == POWER_NODE || audit_case->power_of == POWER_ALL)
		return;
	for (i = 0; i < all; i++) {
		struct slip slip = {.row = row, .value = *power};

		if (interval_holds(power->loose, powers[i]))
			continue;
		/* One of several is as likely to be met by chance as any. */
		slip.cost = row->cost + log((double)all);
		slip.value.printed = NULL;
		slip.value.value = powers[i];
		slip.value.exact = stated->stated ? stated->exact : interval_of(powers[i]);
		slip.value.loose = stated->stated ? stated->loose : interval_of(powers[i]);
		slip.shown = arena_printf(arena, "%.6g W", powers[i] / unit_of("W").scale);
		*list = arena_grow(arena, *list, *count, sizeof **list);
		(*list)[(*count)++] = slip;
	}
}
