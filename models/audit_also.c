/* Figures that a publication states twice, differently. */

#include "models/audit_formula.h"

#include <math.h>

#include "lca/base/arena.h"

/* The claim with the other figure. */
static bool fits(const struct audit_case *audit_case, enum claim_figure figure,
		 const struct audit_value *value)
{
	struct audit_case then = *audit_case;
	struct audit_outcomes outcomes;

	then.figures[figure] = *value;
	outcomes = audit_evaluate(NULL, &then);
	return outcomes.judged && outcomes.worst != OUTCOME_APART;
}

/* "5.4 % less", "175 times as much" */
static const char *how_far(struct arena *arena, double times)
{
	const double percent = 100;

	if (times > 0 && times < 1 && times * 2 > 1)
		return arena_printf(arena, "%.2g %% less", (1 - times) * percent);
	if (times > 1 && times < 2)
		return arena_printf(arena, "%.2g %% more", (times - 1) * percent);
	return times < 1 && times > 0 ? arena_printf(arena, "%.4g times less", 1 / times)
				      : arena_printf(arena, "%.4g times as much", times);
}

static void tell(struct audit_run *run, size_t claim, const struct audit_case *audit_case,
		 const struct audit_outcomes *outcomes, const struct claim_also *also)
{
	struct audit_value other = audit_value_of(also->figure, &also->printed);
	const struct audit_value *first = &audit_case->figures[also->figure];
	bool first_fits = outcomes->judged && outcomes->worst != OUTCOME_APART;
	bool other_fits = fits(audit_case, also->figure, &other);
	bool meets = interval_meets(first->exact, other.exact);
	enum verdict verdict = meets			  ? VERDICT_ROUNDING
			       : first_fits != other_fits ? VERDICT_CONDITIONAL
							  : VERDICT_INCONSISTENT;
	double times = other.value / first->value;
	bool less = fabs(times) < 1;
	struct audit_finding *finding;

	finding = audit_find(run, claim, AUDIT_TEXT_TABLE, verdict, "%s: %s, and %s (%s), %s%s",
			     audit_figure_words(run->arena, also->figure), first->printed->text,
			     also->printed.text, also->where ? also->where : "elsewhere",
			     meets ? "rounding may be why" : how_far(run->arena, times),
			     meets || first_fits == other_fits ? ""
			     : first_fits		       ? "; the first one fits the rest"
					  : "; the second one fits the rest");
	finding->explains = true;
	finding->has_value = true;
	finding->value = less ? 1 / times : times;
	finding->place = also->printed.place;
}

void audit_also(struct audit_run *run, size_t claim, const struct audit_case *audit_case,
		const struct audit_outcomes *outcomes)
{
	const struct claim *stated = audit_case->claim;
	size_t i;

	for (i = 0; i < stated->also_count; i++) {
		const struct claim_also *also = &stated->also[i];
		struct audit_value other = audit_value_of(also->figure, &also->printed);
		const struct audit_value *first = &audit_case->figures[also->figure];

		if (!first->printed ||
		    !dimensions_equal(first->unit.dimensions, other.unit.dimensions) ||
		    audit_rounds_to(first, other.value) ||
		    audit_rounds_to(&other, first->value))
			continue;
		tell(run, claim, audit_case, outcomes, also);
	}
}
