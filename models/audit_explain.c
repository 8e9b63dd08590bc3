/* What would explain a gap between the figures of a claim, told. */

#include "models/audit_explain.h"

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/audit_data.h"
#include "models/audit_formula.h"

/* Of so many claims at once, slips are tried one by one alone. */
enum { MOST = 5, CANDIDATES = 24, MANY = 2000 };

static const char *fit_words(const struct audit_trial *trial, bool again)
{
	if (trial->slips[0]->row->kind == SLIP_FREE)
		return again ? "would follow as well if" : "would follow if";
	switch (trial->fit) {
	case FIT_DIGITS:
		return again ? "matches to the printed digits as well if"
			     : "matches to the printed digits if";
	case FIT_ROUNDING:
		return again ? "matches within the rounding of what is printed as well if"
			     : "matches within the rounding of what is printed if";
	case FIT_RANGE:
		break;
	}
	return again ? "would be plausible as well if" : "would be plausible if";
}

/* "the 626,155 are pounds: 284.0 tCO2e" */
static const char *assumption_words(struct arena *arena, const struct slip *slip,
				    const struct audit_case *then,
				    const struct audit_assumption *assumption)
{
	const struct audit_value *value = &then->figures[assumption->figure];

	if (slip->twists || slip->shown || slip->row->kind == SLIP_SHAPE ||
	    slip->row->kind == SLIP_FREE || slip->row->kind == SLIP_DESIGN)
		return assumption->text;
	if (value->value == round(value->value) && !*assumption->unit.text)
		return arena_printf(arena, "%s: %.0f", assumption->text, value->value);
	return arena_printf(arena, "%s: %s", assumption->text,
			    audit_number(arena, value->value, value->loose, &assumption->unit));
}

/* What comes out then, where that is not the figure assumed. */
static const char *result_words(struct arena *arena, const struct audit_trial *trial)
{
	const struct audit_check *met = trial->met;
	struct unit unit;
	size_t i;

	if (!met || trial->slips[0]->row->kind == SLIP_FREE)
		return "";
	for (i = 0; i < trial->count; i++)
		if (trial->slips[i]->row->figure == met->result)
			return "";
	unit = slip_unit(met->result, met->value, &met->unit);
	return arena_printf(arena, "; %s then %s", claim_figure_key(met->result),
			    audit_number(arena, met->value, met->loose, &unit));
}

/* Whose intensity that is: of a row of the database, or of another publication. */
static const char *row_words(struct audit_run *run, const struct audit_trial *trial,
			     struct grid_match *match, bool *believed)
{
	const struct audit_value *value = &trial->audit_case.figures[CLAIM_INTENSITY];
	const struct claim *claim = trial->audit_case.claim;
	const struct printed *stated = claim->figures[CLAIM_INTENSITY];

	*match = (struct grid_match){0};
	if (trial->slips[0]->row->kind != SLIP_FREE || run->claims->count > MANY ||
	    trial->slips[0]->row->figure != CLAIM_INTENSITY || !stated ||
	    !explain_intensity(run, claim, value->loose, stated->value, match))
		return "";
	*believed = match_is_believed(match, value->loose, stated->value);
	return arena_printf(run->arena, ": %s", match->text);
}

static void tell(struct audit_run *run, size_t claim, const struct audit_trial *trial,
		 const struct audit_explanation *explanation, bool again)
{
	bool believed = trial_is_believed(trial);
	const struct audit_assumption *told = explanation->assumptions;
	struct grid_match match;
	const char *row = row_words(run, trial, &match, &believed);
	const char *second = "";
	const char *doubt = "";
	const char *beyond = believed ? audit_beyond(run, &trial->audit_case) : NULL;
	struct audit_finding *finding;

	if (trial->count > 1)
		second = arena_printf(run->arena, ", and %s",
				      assumption_words(run->arena, trial->slips[1],
						       &trial->audit_case, &told[1]));
	else if (believed && beyond)
		doubt = arena_printf(run->arena, "; %s is out of its bounds even then", beyond);
	else if (!believed && trial->fit != FIT_RANGE)
		doubt = "; too few digits are printed to be sure of it";
	finding =
	    audit_find(run, claim, told->code,
		       believed && !beyond ? VERDICT_CONDITIONAL : VERDICT_INCONSISTENT,
		       "%s %s%s%s%s%s", fit_words(trial, again),
		       assumption_words(run->arena, trial->slips[0], &trial->audit_case, told),
		       row, second, result_words(run->arena, trial), doubt);
	finding->has_value = true;
	finding->value = told->value / told->unit.scale;
	finding->unit = told->unit.text;
	finding->source = match.source;
	if (trial->audit_case.claim->figures[told->figure])
		finding->place = trial->audit_case.claim->figures[told->figure]->place;
}

static void keep(struct audit_run *run, const struct audit_case *stated,
		 const struct audit_trial *trial, struct audit_explanation *explanation)
{
	struct audit_assumption *assumptions =
	    arena_alloc(run->arena, trial->count * sizeof *assumptions);
	struct audit_outcomes outcomes = audit_evaluate(run->arena, &trial->audit_case);
	size_t i;

	for (i = 0; i < trial->count; i++)
		assumptions[i] =
		    slip_told(run->arena, trial->slips[i], stated, &trial->audit_case);
	*explanation = (struct audit_explanation){
	    .assumptions = assumptions,
	    .count = trial->count,
	    .checks = outcomes.checks,
	    .check_count = outcomes.count,
	    .fit = trial->fit,
	    .cost = trial->cost,
	    .distance = outcomes.distance,
	};
}

/* A range is wide: a tenth, or two digits that changed places, brings much into one. */
static bool tells_in_range(const struct slip_row *row)
{
	return row->kind != SLIP_RATIO && row->kind != SLIP_DIGITS &&
	       row->code != AUDIT_SCALE && row->code != AUDIT_C_CO2 &&
	       row->code != AUDIT_LEFT_OUT;
}

/* Where none is worth telling for its digits: which number would do, else what would bring the
 * claim into its range. */
static size_t in_range(struct audit_trial *trials, size_t count)
{
	bool free = false;
	size_t kept = 0;
	size_t i;

	for (i = 0; i < count; i++)
		if (trials[i].slips[0]->row->kind == SLIP_FREE)
			free = true;
	for (i = 0; i < count; i++)
		if (trials[i].count == 1 && trials[i].fit == FIT_RANGE &&
		    free == (trials[i].slips[0]->row->kind == SLIP_FREE) &&
		    tells_in_range(trials[i].slips[0]->row) &&
		    (!kept || trials_tie(&trials[0], &trials[i])))
			trials[kept++] = trials[i];
	return kept < MOST ? kept : MOST;
}

/* How many of them are told, brought to the front: those worth it, of one size, and not far
 * behind the best. */
static size_t chosen(struct audit_trial *trials, size_t count)
{
	const double far_behind = 6;
	size_t i;

	if (!count)
		return 0;
	if (!trial_is_worth(&trials[0]))
		return in_range(trials, count);
	for (i = 1; i < count && i < MOST; i++)
		if (!trial_is_worth(&trials[i]) || trials[i].count != trials[0].count ||
		    trials[i].odds * far_behind < trials[0].odds)
			break;
	return i;
}

/* The claim states no intensity, and what follows is none of its region: whose else it may be.
 */
static void tell_elsewhere(struct audit_run *run, size_t claim,
			   const struct audit_case *audit_case)
{
	const struct audited *audited = &run->audited[claim];
	const struct audit_implied *implied = NULL;
	struct audit_finding *finding;
	struct grid_match match;
	size_t i;

	for (i = 0; i < audited->implied_count && !implied; i++)
		if (text_starts(audited->implied[i].id, "intensity"))
			implied = &audited->implied[i];
	if (!implied || !implied->side || audit_case->figures[CLAIM_INTENSITY].stated ||
	    !audit_case->intensity.stated || run->claims->count > MANY ||
	    !explain_elsewhere(run, implied->loose, &match) ||
	    !match_is_believed(&match, implied->loose, audit_case->intensity.value))
		return;
	finding =
	    audit_find(run, claim, AUDIT_INTENSITY_OTHER, VERDICT_INCONSISTENT,
		       "would follow if the intensity of elsewhere was used: %s", match.text);
	finding->has_value = true;
	finding->value = implied->value / implied->unit.scale;
	finding->unit = implied->unit.text;
	finding->source = match.source;
}

void audit_explain(struct audit_run *run, size_t claim, const struct audit_case *audit_case,
		   const struct audit_outcomes *outcomes)
{
	struct arena *scratch = arena_new();
	struct audit_trial trials[CANDIDATES];
	struct audit_case stated = *audit_case;
	struct audit_explanation *explanations;
	double *designs;
	size_t found, count, i;

	stated.design_count = audit_data_designs(run, stated.claim, &designs);
	stated.designs = designs;
	found = trials_of(scratch, &stated, outcomes, run->claims->count <= MANY, trials,
			  CANDIDATES);
	count = chosen(trials, found);
	explanations = arena_alloc(run->arena, (count + 1) * sizeof *explanations);
	for (i = 0; i < count; i++) {
		keep(run, audit_case, &trials[i], &explanations[i]);
		explanations[i].ties = i > 0 && trials_tie(&trials[i], &trials[i - 1]);
		tell(run, claim, &trials[i], &explanations[i], i > 0);
	}
	tell_elsewhere(run, claim, audit_case);
	run->audited[claim].explanations = explanations;
	run->audited[claim].explanation_count = count;
	arena_free(scratch);
}

void audit_explain_digits(struct audit_run *run, size_t claim,
			  const struct audit_case *audit_case)
{
	struct audit_case strict = *audit_case;
	struct audit_outcomes outcomes;
	struct audit_trial trials[CANDIDATES];
	struct arena *scratch;
	size_t i, count;

	for (i = 0; i < CLAIM_FIGURES; i++)
		strict.figures[i].loose = strict.figures[i].exact;
	if (run->claims->count > MANY || audit_evaluate(NULL, &strict).worst != OUTCOME_APART)
		return;
	scratch = arena_new();
	outcomes = audit_evaluate(scratch, &strict);
	count = trials_of(scratch, &strict, &outcomes, false, trials, CANDIDATES);
	if (count && trials[0].count == 1 && trials[0].fit == FIT_DIGITS &&
	    trial_is_believed(&trials[0])) {
		struct audit_assumption told =
		    slip_told(run->arena, trials[0].slips[0], &strict, &trials[0].audit_case);

		audit_find(run, claim, told.code, VERDICT_CONSISTENT,
			   "meets by rounding; it would fit to the last digit if %s",
			   assumption_words(run->arena, trials[0].slips[0],
					    &trials[0].audit_case, &told));
	}
	arena_free(scratch);
}
