/* Another number than the one stated: whatever makes the figures meet. */

#include "models/audit_slips.h"

#include "lca/base/text.h"
#include "models/audit_formula.h"

/* Another number of some hundred times the size is none that was taken by mistake. */
static bool may_be_taken(const struct audit_check *check)
{
	const double farthest = 500;
	double ratio = check->stated / check->value;

	return ratio < farthest && ratio > 1 / farthest;
}

/* A row of its own tells that a draw was used where the design power is stated. */
static bool is_of_its_row(const struct slip *slip, const struct audit_case *audit_case,
			  const struct audit_check *check)
{
	bool draw = slip_is_design(audit_case) && check->stated < check->value;

	return slip->row->figure != CLAIM_POWER || text_same(slip->row->by, "design") == draw;
}

/* What the figure was if what is apart followed from it. */
bool slip_whatever(struct slip *slip, const struct audit_case *audit_case,
		   const struct audit_outcomes *base)
{
	const struct audit_value *value = &audit_case->figures[slip->row->figure];
	size_t i;
	size_t k;

	for (i = 0; i < base->count; i++) {
		const struct audit_check *check = &base->checks[i];

		if (check->outcome != OUTCOME_APART || !(check->value > 0) ||
		    !(check->stated > 0) || audit_is_ranged(check) || !may_be_taken(check))
			continue;
		for (k = 0; k < check->term_count; k++) {
			const struct audit_term *term = &check->terms[k];

			if (term->operation != '*' ||
			    !text_same(term->name, claim_figure_key(slip->row->figure)))
				continue;
			if (!is_of_its_row(slip, audit_case, check))
				continue;
			slip->value = *value;
			slip->value.printed = NULL;
			slip->value.value = value->value * check->stated / check->value;
			slip->value.exact = interval_of(slip->value.value);
			slip->value.loose = interval_scale(check->ratio, value->value);
			return true;
		}
	}
	return false;
}
