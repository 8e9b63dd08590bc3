/* How much an explanation is worth. */

#include "models/audit_explain.h"

#include <math.h>

#include "lca/base/text.h"
#include "models/audit_formula.h"

/* Gaps between published figures: -ln of stated over recomputed is taken as Laplace
 * distributed, half of them within a factor of e on either side. */
static const double usual_gap = 1.5;
/* Room that no rounding leaves: what lies in a range says nothing. */
static const double widest = 10;
static const double narrowest = 1e-6;
/* One set is so much likelier than chance ... */
static const double believed_from = 9.5; /* ... that it decides the verdict, */
static const double worth_from = 2.5;	 /* ... or that it is named. */
static const double tie_within = 2;

static double gap_density(double gap)
{
	return exp(-fabs(gap) / usual_gap) / (2 * usual_gap);
}

static double log_width(struct interval interval)
{
	double width = interval.low > 0 ? log(interval.high / interval.low) : widest;

	return isfinite(width) && width < widest ? width : widest;
}

/* Terms of the database that are definitions rather than ranges leave no room. */
static bool is_definite(const struct audit_check *check)
{
	size_t i;

	for (i = 0; i < check->term_count; i++) {
		const struct audit_term *term = &check->terms[i];

		if ((term->kind == TERM_LOOKED_UP || term->kind == TERM_BOUND) &&
		    term->exact.low < term->exact.high)
			return false;
	}
	return true;
}

/* How much room the rounding of one figure alone leaves, that of the others being as printed:
 * of the result, else of the term that is printed with the fewest digits; infinity where that
 * does not make them meet. */
static double room_of_one(const struct audit_check *check)
{
	double ratio = check->stated / check->value;
	struct audit_value stated = {
	    .value = check->stated, .exact = check->stated_exact, .loose = check->stated_loose};
	double most = narrowest;
	bool meets = false;
	size_t i;

	if (interval_holds(check->stated_exact, check->value))
		return fmax(log_width(check->stated_exact), narrowest);
	if (is_definite(check) && audit_rounds_to(&stated, check->value))
		return fmax(log_width(check->stated_loose), narrowest);
	for (i = 0; i < check->term_count; i++) {
		const struct audit_term *term = &check->terms[i];
		double needed = term->operation == '*'	 ? term->value * ratio
				: term->operation == '/' ? term->value / ratio
							 : HUGE_VAL;

		meets = meets || interval_holds(term->exact, needed);
		most = fmax(most, log_width(term->exact));
	}
	return meets ? most : HUGE_VAL;
}

/* What rounding leaves open of the ratio, on the log scale: little where all but one of the
 * printed numbers were computed with, more where those behind them were; each is as likely. */
static double room(const struct audit_check *check)
{
	const double ways = 2;
	double all = fmax(log_width(check->ratio), narrowest);

	if (check->outcome == OUTCOME_RANGE && !is_definite(check))
		return all;
	if (check->outcome == OUTCOME_RANGE)
		all = fmax(log_width(interval_divide(check->stated_loose, check->exact)),
			   narrowest);
	return fmin(ways / (1 / room_of_one(check) + 1 / all), widest);
}

static double gap_of(const struct audit_check *check)
{
	double gap = fabs(log(check->stated / check->value));

	return isfinite(gap) ? gap : widest;
}

static const struct audit_check *same_check(const struct audit_outcomes *outcomes,
					    const struct audit_check *check)
{
	size_t i;

	for (i = 0; i < outcomes->count; i++)
		if (outcomes->checks[i].outcome != OUTCOME_SET_ASIDE &&
		    text_same(outcomes->checks[i].id, check->id))
			return &outcomes->checks[i];
	return NULL;
}

static enum audit_fit fit_of(const struct audit_check *check)
{
	if (check->outcome == OUTCOME_RANGE && is_definite(check) &&
	    interval_meets(check->stated_loose, check->exact))
		return interval_holds(check->stated_exact, check->value) ? FIT_DIGITS
									 : FIT_ROUNDING;
	return check->outcome == OUTCOME_MEETS	    ? FIT_DIGITS
	       : check->outcome == OUTCOME_ROUNDING ? FIT_ROUNDING
						    : FIT_RANGE;
}

/* A check that met to the digits and now meets through its rounding alone: how much less likely
 * that is. */
static double worsened(const struct audit_check *before, const struct audit_check *after)
{
	if (before->outcome != OUTCOME_MEETS || !after || after->outcome != OUTCOME_ROUNDING)
		return 1;
	return fmax(1, room(after) / room(before));
}

/* A PUE that is left out of the result lowers it; left out of the energy, it raises it. */
static bool is_as_told(const struct audit_trial *trial, const struct audit_check *before,
		       const struct audit_check *after)
{
	size_t i;

	for (i = 0; i < trial->count; i++) {
		const char *by = trial->slips[i]->row->by;

		if (text_same(by, "left-out") && after->value > before->value)
			return false;
		if (text_same(by, "left-out-of-energy") && after->value <= before->value)
			return false;
	}
	return true;
}

/* Every check that was apart must still be there, and meet. What lies in a range then says
 * nothing of how well the others fit. */
static bool compare(const struct audit_outcomes *base, struct audit_trial *trial)
{
	double furthest = -1;
	bool in_range = true;
	size_t i;

	trial->fit = FIT_DIGITS;
	trial->chance = 1;
	for (i = 0; i < base->count; i++) {
		const struct audit_check *before = &base->checks[i];
		const struct audit_check *met;

		if (before->outcome == OUTCOME_SET_ASIDE)
			continue;
		met = same_check(&trial->outcomes, before);
		trial->chance *= worsened(before, met);
		if (before->outcome != OUTCOME_APART)
			continue;
		if (!met || !(before->stated > 0) || !(before->value > 0) ||
		    !is_as_told(trial, before, met))
			return false;
		trial->chance *= fmin(1, room(met) * gap_density(gap_of(before)));
		if (fit_of(met) == FIT_RANGE)
			continue;
		in_range = false;
		if (fit_of(met) > trial->fit)
			trial->fit = fit_of(met);
		if (gap_of(before) > furthest) {
			furthest = gap_of(before);
			trial->met = met;
		}
	}
	if (in_range)
		trial->fit = FIT_RANGE;
	return true;
}

bool trial_weigh(struct arena *arena, const struct audit_outcomes *base,
		 const struct audit_case *stated, struct audit_trial *trial)
{
	size_t i;

	trial->audit_case = *stated;
	trial->cost = 0;
	for (i = 0; i < trial->count; i++) {
		slip_apply(trial->slips[i], &trial->audit_case);
		trial->cost += trial->slips[i]->cost;
	}
	if (audit_evaluate(NULL, &trial->audit_case).worst == OUTCOME_APART)
		return false;
	trial->outcomes = audit_evaluate(arena, &trial->audit_case);
	if (!compare(base, trial))
		return false;
	for (i = 0; i < trial->count; i++)
		if (trial->slips[i]->row->kind == SLIP_FREE) {
			trial->fit = FIT_RANGE;
			trial->chance = 1;
		}
	trial->odds = exp(-trial->cost) / trial->chance;
	return true;
}

bool match_is_believed(const struct grid_match *match, struct interval wanted, double stated)
{
	double width = fmax(log_width(wanted), narrowest);
	double gap = fabs(log((wanted.low + wanted.high) / 2 / stated));

	return exp(-match->cost) >=
	       believed_from * (double)match->tried * width * gap_density(gap);
}

bool trial_is_believed(const struct audit_trial *trial)
{
	return trial->count == 1 && trial->fit != FIT_RANGE && trial->odds >= believed_from;
}

bool trial_is_worth(const struct audit_trial *trial)
{
	return trial->odds >= worth_from;
}

bool trials_tie(const struct audit_trial *a, const struct audit_trial *b)
{
	return a->count == b->count && a->fit == b->fit && a->odds < b->odds * tie_within &&
	       b->odds < a->odds * tie_within;
}
