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
	return times < 1 && times > 0
		   ? arena_printf(arena, "%s times less", audit_plain(arena, 1 / times, 4))
		   : arena_printf(arena, "%s times as much", audit_plain(arena, times, 4));
}

/* What an energy stated elsewhere is held against the first one as. */
struct other {
	const struct claim_also *also;
	struct audit_value value; /* where the first one was metered */
	char operation;		  /* '*' or '/': the PUE lies between the two; else 0 */
};

static bool other_fits(const struct audit_case *audit_case, const struct other *other)
{
	struct audit_case then = *audit_case;
	struct audit_value value = audit_value_of(other->also->figure, &other->also->printed);

	if (other->also->metered != METERED_UNSET)
		then.metered = other->also->metered;
	return fits(&then, other->also->figure, &value);
}

/* With or without the PUE, that of the database where none is stated. */
static void cross_pue(const struct audit_case *audit_case, struct other *other)
{
	const struct audit_value *stated = &audit_case->figures[CLAIM_PUE];
	const struct audit_value *pue = stated->stated ? stated : &audit_case->pue;
	struct audit_value *value = &other->value;

	value->stated = pue->stated;
	if (!pue->stated)
		return;
	value->printed = NULL;
	value->value =
	    other->operation == '/' ? value->value / pue->value : value->value * pue->value;
	value->exact = other->operation == '/' ? interval_divide(value->exact, pue->exact)
					       : interval_multiply(value->exact, pue->exact);
	value->loose = other->operation == '/' ? interval_divide(value->loose, pue->loose)
					       : interval_multiply(value->loose, pue->loose);
}

/* False where what lies between the two is not known. */
static bool bring(const struct audit_case *audit_case, const struct claim_also *also,
		  struct other *other)
{
	enum metered_at first = audit_case->claim->metered, second = also->metered;

	*other =
	    (struct other){.also = also, .value = audit_value_of(also->figure, &also->printed)};
	if (first == second || first == METERED_UNSET || second == METERED_UNSET)
		return true;
	if (first != METERED_FACILITY && second != METERED_FACILITY)
		return false;
	other->operation = second == METERED_FACILITY ? '/' : '*';
	cross_pue(audit_case, other);
	return other->value.stated;
}

/* ", which is 108.3 kWh without the PUE" */
static const char *beside_pue(struct arena *arena, const struct other *other,
			      const struct audit_value *first)
{
	if (!other->operation)
		return "";
	return arena_printf(
	    arena, ", which is %s %s the PUE",
	    audit_number(arena, other->value.value, other->value.loose, &first->unit),
	    other->operation == '/' ? "without" : "with");
}

static void tell(struct audit_run *run, size_t claim, const struct audit_case *audit_case,
		 const struct audit_outcomes *outcomes, const struct other *other)
{
	const struct claim_also *also = other->also;
	const struct audit_value *first = &audit_case->figures[also->figure];
	bool first_fits = outcomes->judged && outcomes->worst != OUTCOME_APART;
	bool second_fits = other_fits(audit_case, other);
	bool meets = interval_meets(first->exact, other->value.exact);
	enum verdict verdict = meets			   ? VERDICT_ROUNDING
			       : first_fits != second_fits ? VERDICT_CONDITIONAL
							   : VERDICT_INCONSISTENT;
	double times = other->value.value / first->value;
	bool less = fabs(times) < 1;
	struct audit_finding *finding;

	finding =
	    audit_find(run, claim, AUDIT_TEXT_TABLE, verdict, "%s: %s, and %s (%s)%s, %s%s",
		       audit_figure_words(run->arena, also->figure), first->printed->text,
		       also->printed.text, also->where ? also->where : "elsewhere",
		       beside_pue(run->arena, other, first),
		       meets ? "rounding may be why" : how_far(run->arena, times),
		       meets || first_fits == second_fits ? ""
		       : first_fits			  ? "; the first one fits the rest"
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
		const struct audit_value *first = &audit_case->figures[also->figure];
		struct other other;

		if (!first->printed ||
		    !dimensions_equal(first->unit.dimensions, also->printed.unit.dimensions) ||
		    !bring(audit_case, also, &other) ||
		    audit_rounds_to(first, other.value.value) ||
		    audit_rounds_to(&other.value, first->value) ||
		    (other.operation && interval_meets(other.value.loose, first->loose)))
			continue;
		tell(run, claim, audit_case, outcomes, &other);
	}
}
