/* Stages of the life cycle that a figure leaves out, and what they may add. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/audit_data.h"
#include "models/audit_formula.h"
#include "models/claim_scope.h"

static bool holds(const struct claim *claim, const char *const *words, size_t count)
{
	return scope_names(claim->stage, words, count) || scope_holds(claim, words, count);
}

/* In a unit that people read: tonnes from a tonne on. */
static const char *span(struct audit_run *run, struct interval range)
{
	static const char *const units[] = {"gCO2e", "kgCO2e", "tCO2e"};
	struct unit unit = audit_data_unit(run, units[0]);
	size_t i;

	for (i = 1; i < sizeof units / sizeof *units; i++)
		if (range.low * range.high >= pow(audit_data_unit(run, units[i]).scale, 2))
			unit = audit_data_unit(run, units[i]);
	return audit_span(run->arena, range, &unit);
}

/* A row of the database as a share of the emissions, at 95 %. */
static const char *share(struct audit_run *run, const struct audit_value *emissions,
			 const char *id, const char *name)
{
	const double low = 0.025, high = 0.975;
	const struct factor *row = factors_by_id(run->factors, id);
	struct interval adds;

	if (!row)
		return "";
	adds.low = emissions->value * dist_quantile(&row->quantity.dist, low);
	adds.high = emissions->value * dist_quantile(&row->quantity.dist, high);
	return arena_printf(run->arena, ", %s (%s)", name, span(run, adds));
}

/* The figures as one thing makes them meet; false where none does. */
static bool repair(const struct audited *audited, struct audit_case *audit_case)
{
	const struct audit_explanation *best = audited->explanations;
	enum verdict worst = VERDICT_CONSISTENT;
	size_t i;

	for (i = 0; i < audited->finding_count; i++)
		if (audited->findings[i].verdict > worst)
			worst = audited->findings[i].verdict;
	for (i = 0;
	     worst == VERDICT_CONDITIONAL && audited->explanation_count && i < best->count;
	     i++) {
		struct audit_value *value = &audit_case->figures[best->assumptions[i].figure];

		if (!(value->value > 0))
			continue;
		value->exact =
		    interval_scale(value->exact, best->assumptions[i].value / value->value);
		value->loose = value->exact;
		value->value = best->assumptions[i].value;
		value->printed = NULL;
	}
	return worst != VERDICT_INCONSISTENT;
}

void audit_stages_left_out(struct audit_run *run, size_t index,
			   const struct audit_case *of_claim)
{
	struct audit_case repaired = *of_claim;
	const struct audit_case *audit_case = &repaired;
	const struct audit_value *stated = &audit_case->figures[CLAIM_EMISSIONS];
	const struct claim *claim = audit_case->claim;
	const struct audit_term *bounds = audit_case->bounds;
	const char *left = "";
	struct audit_formula embodied;

	if (!audit_has(audit_case, CLAIM_EMISSIONS) || claim->per || !(stated->value > 0) ||
	    scope_names(claim->stage, SCOPE_TOTAL) || !holds(claim, SCOPE_TRAINING) ||
	    !repair(&run->audited[index], &repaired))
		return;
	if (!holds(claim, SCOPE_EXPERIMENTS))
		left = share(run, stated, "default/-/-/experiments-ratio", "experiments");
	if (!holds(claim, SCOPE_IDLE))
		left = arena_printf(
		    run->arena, "%s%s", left,
		    share(run, stated, "default/-/-/idle-ratio-hpc", "idle machines"));
	formula_start(&embodied);
	if (!holds(claim, SCOPE_EMBODIED) && !audit_has(audit_case, CLAIM_EMBODIED) && bounds &&
	    bounds[BOUND_DEVICE_HOUR].text && audit_has(audit_case, CLAIM_ACCELERATOR_HOURS)) {
		formula_figure(&embodied, '*', audit_case, CLAIM_ACCELERATOR_HOURS);
		formula_join(&embodied, '*', &bounds[BOUND_DEVICE_HOUR]);
		left = arena_printf(run->arena, "%s, making of the hardware (%s)", left,
				    span(run, embodied.exact));
	}
	if (*left)
		audit_find(
		    run, index, AUDIT_STAGES, VERDICT_CONSISTENT,
		    "the figure is of the training; not in it, and what they may add: %s",
		    left + strlen(", "));
}
