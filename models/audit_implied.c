/* Values that follow from a claim and are not stated in it, held against their bounds. */

#include "models/audit_implied.h"

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/audit_data.h"
#include "models/audit_hull.h"

static void hold_against(struct audit_implied *implied, struct arena *arena,
			 const struct audit_term *bound)
{
	if (!bound || !bound->text ||
	    !dimensions_equal(bound->unit.dimensions, implied->unit.dimensions))
		return;
	implied->bounded = true;
	implied->bounds = bound->loose;
	implied->bounds_of = arena_printf(arena, "%s: %s", bound->name, bound->text);
	implied->bounds_source = bound->source;
	if (implied->loose.high < bound->loose.low)
		implied->side = -1;
	else if (implied->loose.low > bound->loose.high)
		implied->side = 1;
}

static enum audit_code code_of(const char *id)
{
	if (text_starts(id, "intensity"))
		return AUDIT_IMPLIED_CI;
	return AUDIT_RANGE;
}

static void tell(const struct implication *of, const struct audit_implied *implied,
		 const struct audit_term *bound)
{
	struct arena *arena = of->run->arena;
	struct audit_finding *finding;

	if (!implied->side || !bound)
		return;
	finding =
	    audit_find(of->run, of->claim, code_of(implied->id), VERDICT_INCONSISTENT,
		       "%s: %s = %s, %s what is plausible: %s", implied->name,
		       audit_product(arena, implied->terms, implied->term_count),
		       audit_number(arena, implied->value, implied->loose, &implied->unit),
		       implied->side < 0 ? "below" : "above", audit_bound_words(arena, bound));
	finding->source = bound->source;
	finding->has_value = true;
	finding->value = implied->value / implied->unit.scale;
	finding->unit = implied->unit.text;
}

void implied_add(const struct implication *of, const char *id, const char *name,
		 const struct audit_formula *formula, const char *unit,
		 const struct audit_term *bound)
{
	struct arena *arena = of->run->arena;
	struct audited *audited = &of->run->audited[of->claim];
	struct audit_term *terms;
	struct audit_implied *list, *implied;
	size_t i;

	if (formula->broken || !formula->count || !isfinite(formula->value))
		return;
	terms = arena_alloc(arena, formula->count * sizeof *terms);
	for (i = 0; i < formula->count; i++)
		terms[i] = formula->terms[i];
	list =
	    arena_grow(arena, (void *)audited->implied, audited->implied_count, sizeof *list);
	implied = &list[audited->implied_count++];
	*implied = (struct audit_implied){
	    .id = id,
	    .name = name,
	    .value = formula->value,
	    .exact = formula->exact,
	    .loose = formula->loose,
	    .unit = audit_data_unit(of->run, unit),
	    .terms = terms,
	    .term_count = formula->count,
	};
	if (!dimensions_equal(implied->unit.dimensions, formula->dimensions))
		implied->unit = dimensions_unit(arena, formula->dimensions);
	hold_against(implied, arena, bound);
	audited->implied = list;
	tell(of, implied, bound);
}

const struct audit_term *implied_bound(const struct implication *of, enum audit_bound id)
{
	const struct audit_term *bounds = of->scene.audit_case->bounds;

	return bounds ? &bounds[id] : NULL;
}

bool implied_has(const struct implication *of, enum claim_figure figure)
{
	return audit_has(of->scene.audit_case, figure);
}

void implied_take(const struct implication *of, struct audit_formula *formula, char operation,
		  enum claim_figure figure)
{
	formula_figure(formula, operation, of->scene.audit_case, figure);
}

/* Hours x power as one term: what a claim that states no energy stands for. */
static bool drawn(const struct implication *of, struct audit_formula *formula)
{
	formula_start(formula);
	if (!implied_has(of, CLAIM_POWER) || of->scene.audit_case->claim->per ||
	    !audit_power_hours(&of->scene, formula))
		return false;
	implied_take(of, formula, '*', CLAIM_POWER);
	if (of->scene.reading.host && implied_has(of, CLAIM_HOST_FACTOR))
		implied_take(of, formula, '*', CLAIM_HOST_FACTOR);
	return !formula->broken;
}

/* What the emissions stand for. */
static void energy_of_emissions(const struct implication *of)
{
	struct audit_formula formula;

	if (!implied_has(of, CLAIM_EMISSIONS) || !implied_has(of, CLAIM_INTENSITY))
		return;
	formula_start(&formula);
	implied_take(of, &formula, '*', CLAIM_EMISSIONS);
	implied_take(of, &formula, '/', CLAIM_INTENSITY);
	implied_add(of, "energy-with-pue", "energy behind the emissions", &formula, "kWh",
		    NULL);
}

static void energy(const struct implication *of)
{
	struct audit_formula formula;

	if (implied_has(of, CLAIM_ENERGY))
		return;
	if (!drawn(of, &formula)) {
		energy_of_emissions(of);
		return;
	}
	implied_add(of, "energy", "energy before PUE", &formula, "kWh", NULL);
	if (!implied_has(of, CLAIM_PUE))
		return;
	implied_take(of, &formula, '*', CLAIM_PUE);
	implied_add(of, "energy-with-pue", "energy with PUE", &formula, "kWh", NULL);
}

void implied_divide(struct audit_formula *quotient, const struct audit_formula *by)
{
	size_t i;

	if (by->broken)
		quotient->broken = true;
	for (i = 0; i < by->count; i++)
		formula_join(quotient, by->terms[i].operation == '*' ? '/' : '*',
			     &by->terms[i]);
}

/* The range of a grid's intensity times that of a PUE. */
static const struct audit_term *times_pue(const struct implication *of,
					  const struct audit_term *grid)
{
	const struct audit_term *pue = of->scene.audit_case->pue_term;
	struct audit_term *both;

	if (!pue)
		return NULL;
	both = arena_alloc(of->run->arena, sizeof *both);
	*both = *grid;
	both->exact = interval_multiply(grid->exact, pue->exact);
	both->loose = interval_multiply(grid->loose, pue->loose);
	both->text = hull_text(of->run, both->exact, &both->unit);
	both->name =
	    arena_printf(of->run->arena, "%s times a PUE of %s", grid->name, pue->text);
	return both;
}

static void intensity_of(const struct implication *of, enum claim_figure emissions,
			 const struct audit_formula *energy, bool holds_pue)
{
	const struct audit_case *audit_case = of->scene.audit_case;
	bool nothing = audit_case->claim->accounting == ACCOUNTING_UNSAID &&
		       !(audit_case->figures[emissions].value > 0);
	bool range =
	    audit_case->intensity_term && !implied_has(of, CLAIM_INTENSITY) && !nothing;
	const struct audit_term *bound = range ? audit_case->intensity_term : NULL;
	struct audit_formula formula;

	formula_start(&formula);
	implied_take(of, &formula, '*', emissions);
	implied_divide(&formula, energy);
	if (formula.broken)
		return;
	if (holds_pue) {
		implied_add(of, "intensity", "implied carbon intensity", &formula, "kgCO2e/kWh",
			    bound);
	} else if (implied_has(of, CLAIM_PUE)) {
		implied_take(of, &formula, '/', CLAIM_PUE);
		implied_add(of, "intensity", "implied carbon intensity", &formula, "kgCO2e/kWh",
			    bound);
	} else {
		if (bound && bound->kind == TERM_BOUND &&
		    audit_case->claim->accounting != ACCOUNTING_MARKET)
			bound = implied_bound(of, BOUND_INTENSITY_PUE);
		else if (bound)
			bound = times_pue(of, bound);
		implied_add(of, "intensity-times-pue", "implied carbon intensity times PUE",
			    &formula, "kgCO2e/kWh", bound);
	}
}

static void intensity(const struct implication *of)
{
	const struct audit_reading *reading = &of->scene.reading;
	struct audit_formula energy;

	if (text_same_nocase(of->scene.audit_case->claim->stage, "total") ||
	    text_same_nocase(of->scene.audit_case->claim->stage, "embodied") ||
	    of->scene.audit_case->claim->holds_more || reading->embodied)
		return;
	formula_start(&energy);
	if (implied_has(of, CLAIM_EMISSIONS) && implied_has(of, CLAIM_ENERGY)) {
		implied_take(of, &energy, '*', CLAIM_ENERGY);
		intensity_of(of, CLAIM_EMISSIONS, &energy, reading->energy_pue > 0);
	} else if (implied_has(of, CLAIM_EMISSIONS) && drawn(of, &energy)) {
		intensity_of(of, CLAIM_EMISSIONS, &energy, false);
	}
	if (implied_has(of, CLAIM_EMISSIONS_PER_UNIT) &&
	    implied_has(of, CLAIM_ENERGY_PER_UNIT)) {
		formula_start(&energy);
		implied_take(of, &energy, '*', CLAIM_ENERGY_PER_UNIT);
		intensity_of(of, CLAIM_EMISSIONS_PER_UNIT, &energy, reading->energy_pue > 0);
	}
}

/* Nobody takes a factor of a thousand for a PUE, nor its reciprocal. */
static bool may_be_pue(const struct implication *of, double value)
{
	const struct audit_term *bound = implied_bound(of, BOUND_PUE);
	double most = bound && bound->text ? bound->loose.high : INFINITY;

	return value <= most && value * most >= 1;
}

/* What lies between energy and hours x power, or between emissions and energy x intensity. */
static void pue(const struct implication *of)
{
	struct audit_formula formula, by;

	formula_start(&by);
	if (implied_has(of, CLAIM_PUE) || of->scene.reading.embodied)
		return;
	formula_start(&formula);
	if (implied_has(of, CLAIM_ENERGY) && implied_has(of, CLAIM_POWER) && drawn(of, &by)) {
		implied_take(of, &formula, '*', CLAIM_ENERGY);
		implied_divide(&formula, &by);
	} else if (implied_has(of, CLAIM_EMISSIONS) && implied_has(of, CLAIM_INTENSITY) &&
		   (implied_has(of, CLAIM_ENERGY) || drawn(of, &by))) {
		implied_take(of, &formula, '*', CLAIM_EMISSIONS);
		if (implied_has(of, CLAIM_ENERGY))
			implied_take(of, &formula, '/', CLAIM_ENERGY);
		else
			implied_divide(&formula, &by);
		implied_take(of, &formula, '/', CLAIM_INTENSITY);
	} else {
		return;
	}
	if (!formula.broken && !interval_holds(formula.loose, 1) &&
	    may_be_pue(of, formula.value))
		implied_add(of, "pue", "implied PUE", &formula, "", NULL);
}

static void emissions(const struct implication *of)
{
	struct audit_formula formula;

	formula_start(&formula);
	if (implied_has(of, CLAIM_EMISSIONS) || !implied_has(of, CLAIM_INTENSITY))
		return;
	if (implied_has(of, CLAIM_ENERGY))
		implied_take(of, &formula, '*', CLAIM_ENERGY);
	else if (!drawn(of, &formula))
		return;
	if (implied_has(of, CLAIM_PUE) &&
	    !(implied_has(of, CLAIM_ENERGY) && of->scene.reading.energy_pue))
		implied_take(of, &formula, '*', CLAIM_PUE);
	implied_take(of, &formula, '*', CLAIM_INTENSITY);
	implied_add(of, "emissions", "emissions", &formula, "kgCO2e", NULL);
}

void audit_imply(struct audit_run *run, size_t claim, const struct audit_case *audit_case)
{
	struct implication of = {run, claim, {audit_case, audit_best_reading(audit_case)}};

	energy(&of);
	emissions(&of);
	intensity(&of);
	pue(&of);
	implied_machines(&of);
}

const char *audit_beyond(struct audit_run *run, const struct audit_case *audit_case)
{
	struct audited scratch = {.claim = audit_case->claim};
	struct audit_run then = *run;
	size_t i;

	then.audited = &scratch;
	audit_imply(&then, 0, audit_case);
	for (i = 0; i < scratch.implied_count; i++)
		if (scratch.implied[i].side)
			return scratch.implied[i].name;
	return NULL;
}
