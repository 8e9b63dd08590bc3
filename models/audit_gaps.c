/* Checks that do not come out even, as findings. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/audit_data.h"
#include "models/audit_formula.h"

bool audit_is_relation(const struct audit_check *check)
{
	return !text_ends(check->id, "-within-bounds") &&
	       !text_ends(check->id, "-within-range");
}

bool audit_is_ranged(const struct audit_check *check)
{
	size_t i;

	for (i = 0; i < check->term_count; i++)
		if (check->terms[i].kind == TERM_LOOKED_UP ||
		    check->terms[i].kind == TERM_BOUND)
			return true;
	return false;
}

static const char *shown(struct audit_run *run, const struct audit_check *check)
{
	return audit_number(run->arena, check->stated, check->stated_exact, &check->unit);
}

static const char *stated_as(struct audit_run *run, size_t claim,
			     const struct audit_check *check)
{
	const struct printed *printed = run->claims->claims[claim].figures[check->result];

	return printed && printed->text ? printed->text : shown(run, check);
}

/* A stated figure outside its bounds. */
static void tell_bound(struct audit_run *run, size_t claim, const struct audit_check *check)
{
	bool below = check->stated < check->loose.low;
	const struct audit_term *last = &check->terms[check->term_count - 1];
	enum audit_code code =
	    check->result == CLAIM_PUE && below ? AUDIT_PUE_BELOW_1 : AUDIT_RANGE;
	struct audit_finding *finding;

	finding = audit_find(
	    run, claim, code, VERDICT_INCONSISTENT, "%s of %s is %s what is plausible: %s",
	    audit_figure_words(run->arena, check->result), stated_as(run, claim, check),
	    below ? "below" : "above", audit_bound_words(run->arena, last));
	finding->has_value = true;
	finding->value = check->stated / check->unit.scale;
	finding->unit = check->unit.text;
	finding->source = last->source;
}

/* Whether a range of the database leaves it open, not a definition. */
static bool is_wide(const struct audit_check *check)
{
	size_t i;

	for (i = 0; i < check->term_count; i++)
		if ((check->terms[i].kind == TERM_LOOKED_UP ||
		     check->terms[i].kind == TERM_BOUND) &&
		    check->terms[i].exact.low < check->terms[i].exact.high)
			return true;
	return false;
}

/* ", 2.203 times that"; of a range, of the end that is nearer; nothing of what is not a number
 * of times. */
static const char *times(struct audit_run *run, const struct audit_check *check)
{
	enum { DIGITS = 4, FEW = 3 };
	bool wide = is_wide(check), above = check->stated > check->value;
	double end = !wide ? check->value : above ? check->loose.high : check->loose.low;
	double ratio = check->stated / end;

	if (!(ratio > 0) || !isfinite(ratio))
		return "";
	return arena_printf(run->arena, ", %s times %s",
			    audit_plain(run->arena, ratio, wide ? FEW : DIGITS),
			    !wide   ? "that"
			    : above ? "the most of that"
				    : "the least of that");
}

/* Two stated figures that do not follow from each other. */
static void tell_gap(struct audit_run *run, size_t claim, const struct audit_check *check)
{
	const char *follows =
	    is_wide(check) ? audit_span(run->arena, check->loose, &check->unit)
			   : audit_number(run->arena, check->value, check->exact, &check->unit);
	struct audit_finding *finding;

	finding = audit_find(run, claim, AUDIT_DIFFERS, VERDICT_INCONSISTENT,
			     "%s = %s; stated %s: %s%s",
			     audit_product(run->arena, check->terms, check->term_count),
			     follows, audit_figure_words(run->arena, check->result),
			     stated_as(run, claim, check), times(run, check));
	finding->has_value = true;
	finding->value = check->value / check->unit.scale;
	finding->unit = check->unit.text;
}

/* Hours of all accelerators that may have been rounded by the clock (audit_case.c). */
static const char *by_clock(const struct audit_run *run, size_t claim,
			    const struct audit_check *check)
{
	const struct printed *hours =
	    run->claims->claims[claim].figures[CLAIM_ACCELERATOR_HOURS];
	size_t i;

	for (i = 0; hours && i < check->term_count; i++)
		if (check->terms[i].text == hours->text &&
		    check->terms[i].loose.high > hours->loose.high)
			return "; those are whole hours or tenths of days of each accelerator, "
			       "which may be rounded";
	return "";
}

/* Four digits, or the whole number. */
static const char *plain(struct arena *arena, double number)
{
	enum { DIGITS = 4, WHOLE = 15 };
	const double large = 1000;

	return audit_plain(arena, fabs(number) < large ? number : round(number),
			   fabs(number) < large ? DIGITS : WHOLE);
}

static void tell_rounding(struct audit_run *run, size_t claim, const struct audit_check *check)
{
	struct audit_finding *finding;
	struct interval range = check->loose;

	finding = audit_find(run, claim, AUDIT_ROUNDING, VERDICT_ROUNDING,
			     "%s = %s (%s to %s as rounded); stated %s: %s%s",
			     audit_product(run->arena, check->terms, check->term_count),
			     audit_number(run->arena, check->value, check->exact, &check->unit),
			     plain(run->arena, range.low / check->unit.scale),
			     plain(run->arena, range.high / check->unit.scale),
			     audit_figure_words(run->arena, check->result),
			     stated_as(run, claim, check), by_clock(run, claim, check));
	finding->explains = true;
	finding->has_value = true;
	finding->value = check->value / check->unit.scale;
	finding->unit = check->unit.text;
}

/* A power where an energy is expected, or the other way round. */
static void tell_dimensions(struct audit_run *run, size_t claim, enum claim_figure figure)
{
	const struct claim *stated = &run->claims->claims[claim];
	const struct printed *printed = stated->figures[figure];
	bool power, hours = stated->figures[CLAIM_HOURS] ||
			    stated->figures[CLAIM_ACCELERATOR_HOURS] ||
			    stated->figures[CLAIM_NODE_HOURS];

	if (!printed)
		return;
	power = printed->unit.dimensions.exponent[DIMENSION_TIME] < 0;
	if (power == (figure == CLAIM_POWER))
		return;
	audit_find(run, claim, AUDIT_POWER_AS_ENERGY, VERDICT_CONDITIONAL,
		   "the %s of %s is %s by its unit: it is taken as %s",
		   audit_figure_words(run->arena, figure), printed->text,
		   power ? "a power" : "an energy",
		   power   ? "one, drawn over the hours stated"
		   : hours ? "that an hour"
			   : "one")
	    ->place = printed->place;
}

/* Whether a value out of its bounds follows from that figure, and tells of it. */
static bool has_implied(const struct audited *audited, enum claim_figure figure)
{
	size_t i, k;

	for (i = 0; i < audited->implied_count; i++) {
		const struct audit_implied *implied = &audited->implied[i];

		for (k = 0; implied->side && k < implied->term_count; k++)
			if (implied->terms[k].kind == TERM_STATED &&
			    text_same(implied->terms[k].name, claim_figure_key(figure)))
				return true;
	}
	return false;
}

void audit_gaps(struct audit_run *run, size_t claim)
{
	const struct audited *audited = &run->audited[claim];
	size_t i;

	for (i = 0; i < audited->check_count; i++) {
		const struct audit_check *check = &audited->checks[i];

		if (check->outcome == OUTCOME_ROUNDING)
			tell_rounding(run, claim, check);
		else if (check->outcome != OUTCOME_APART)
			continue;
		else if (!audit_is_relation(check) && !audit_is_other_grid(audited))
			tell_bound(run, claim, check);
		else if (audit_is_relation(check) &&
			 (!audit_is_ranged(check) || !has_implied(audited, check->result)))
			tell_gap(run, claim, check);
	}
	tell_dimensions(run, claim, CLAIM_ENERGY);
	tell_dimensions(run, claim, CLAIM_POWER);
}

/* The PUE that a check would need, where it lies in the term's range; known: that of the
 * database, in which it lies to a tenth, or else merely in the bounds of any. */
static bool tell_pue(struct audit_run *run, size_t claim, const struct audit_outcomes *outcomes,
		     const struct audit_term *known)
{
	const double tenths = 10;
	struct audit_finding *finding;
	size_t i, j;

	for (i = 0; i < outcomes->count; i++) {
		const struct audit_check *check = &outcomes->checks[i];
		double pue;

		for (j = 0; j < check->term_count; j++)
			if (text_same(check->terms[j].name, "PUE"))
				break;
		if (check->outcome != OUTCOME_RANGE || j == check->term_count)
			continue;
		pue = check->stated / (check->value / check->terms[j].value);
		if (!interval_holds(check->terms[j].loose, pue))
			continue;
		if (round(pue * tenths) <= round(known->loose.high * tenths))
			finding = audit_find(
			    run, claim, AUDIT_PUE_MISSING, VERDICT_CONDITIONAL,
			    "fits if a PUE of %.4g, which is not stated, lies between "
			    "energy and emissions (%s: %s)",
			    pue, check->terms[j].name, check->terms[j].text);
		else
			finding = audit_find(
			    run, claim, AUDIT_PUE_MISSING, VERDICT_INCONSISTENT,
			    "would need a PUE of %.4g between energy and emissions, which is "
			    "not stated, and above those usual today (%s)",
			    pue, known->text);
		finding->has_value = true;
		finding->value = pue;
		finding->source = check->terms[j].source;
		return true;
	}
	return false;
}

/* A PUE as the database has it, else one within the bounds of any. */
void audit_pue_between(struct audit_run *run, size_t claim, const struct audit_case *audit_case)
{
	struct audit_term any = audit_data_bounds(run)[BOUND_PUE];
	struct audit_case then = *audit_case;
	struct audit_outcomes outcomes;

	if (audit_has(audit_case, CLAIM_PUE) || !audit_case->pue.stated)
		return;
	then.twists |= TWIST_PUE_FREE;
	outcomes = audit_evaluate(run->arena, &then);
	if ((outcomes.worst != OUTCOME_APART &&
	     tell_pue(run, claim, &outcomes, audit_case->pue_term)) ||
	    !any.text)
		return;
	any.name = "PUE";
	any.value = sqrt(any.exact.low * any.exact.high);
	then.pue.value = any.value;
	then.pue.exact = any.exact;
	then.pue.loose = any.loose;
	then.pue_term = &any;
	outcomes = audit_evaluate(run->arena, &then);
	if (outcomes.worst != OUTCOME_APART)
		(void)tell_pue(run, claim, &outcomes, audit_case->pue_term);
}
