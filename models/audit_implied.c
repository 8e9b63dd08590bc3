/* Values that follow from a claim and are not stated in it, held against their bounds. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/audit_data.h"
#include "models/audit_formula.h"

/* What is implied: one figure over a formula, or a formula alone. */
struct implication {
	struct audit_run *run;
	size_t claim;
	struct audit_scene scene;
};

static void hold_against(struct audit_implied *implied, struct arena *arena,
			 const struct audit_term *bound)
{
	if (!bound || !bound->text ||
	    !dimensions_equal(bound->unit.dimensions, implied->unit.dimensions))
		return;
	implied->bounded = true;
	implied->bounds = bound->loose;
	implied->bounds_of =
	    bound->source
		? arena_printf(arena, "%s: %s (%s)", bound->name, bound->text, bound->source)
		: arena_printf(arena, "%s: %s", bound->name, bound->text);
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

static void tell(const struct implication *of, const struct audit_implied *implied)
{
	struct arena *arena = of->run->arena;
	struct audit_finding *finding;

	if (!implied->side)
		return;
	finding =
	    audit_find(of->run, of->claim, code_of(implied->id), VERDICT_INCONSISTENT,
		       "%s: %s = %s, %s what is plausible: %s", implied->name,
		       audit_product(arena, implied->terms, implied->term_count),
		       audit_number(arena, implied->value, implied->loose, &implied->unit),
		       implied->side < 0 ? "below" : "above", implied->bounds_of);
	finding->has_value = true;
	finding->value = implied->value / implied->unit.scale;
	finding->unit = implied->unit.text;
}

/* Adds what the formula gives; in the unit, where it has its dimensions. */
static void imply(const struct implication *of, const char *id, const char *name,
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
	tell(of, implied);
}

static const struct audit_term *bound_of(const struct implication *of, enum audit_bound id)
{
	const struct audit_term *bounds = of->scene.audit_case->bounds;

	return bounds ? &bounds[id] : NULL;
}

static bool has(const struct implication *of, enum claim_figure figure)
{
	return audit_has(of->scene.audit_case, figure);
}

static void take(const struct implication *of, struct audit_formula *formula, char operation,
		 enum claim_figure figure)
{
	formula_figure(formula, operation, of->scene.audit_case, figure);
}

/* Hours x power as one term: what a claim that states no energy stands for. */
static bool drawn(const struct implication *of, struct audit_formula *formula)
{
	formula_start(formula);
	if (!has(of, CLAIM_POWER) || of->scene.audit_case->claim->per ||
	    !audit_power_hours(&of->scene, formula))
		return false;
	take(of, formula, '*', CLAIM_POWER);
	if (of->scene.reading.host && has(of, CLAIM_HOST_FACTOR))
		take(of, formula, '*', CLAIM_HOST_FACTOR);
	return !formula->broken;
}

static void energy(const struct implication *of)
{
	struct audit_formula formula;

	if (has(of, CLAIM_ENERGY) || !drawn(of, &formula))
		return;
	imply(of, "energy", "energy before PUE", &formula, "kWh", NULL);
	if (!has(of, CLAIM_PUE))
		return;
	take(of, &formula, '*', CLAIM_PUE);
	imply(of, "energy-with-pue", "energy with PUE", &formula, "kWh", NULL);
}

/* emissions / (formula), whose terms become divisors. */
static void divide_by(struct audit_formula *quotient, const struct audit_formula *by)
{
	size_t i;

	if (by->broken)
		quotient->broken = true;
	for (i = 0; i < by->count; i++)
		formula_join(quotient, by->terms[i].operation == '*' ? '/' : '*',
			     &by->terms[i]);
}

static void intensity_of(const struct implication *of, enum claim_figure emissions,
			 const struct audit_formula *energy, bool holds_pue)
{
	const struct audit_case *audit_case = of->scene.audit_case;
	bool range = audit_case->intensity_term && !has(of, CLAIM_INTENSITY);
	const struct audit_term *bound = range ? audit_case->intensity_term : NULL;
	struct audit_formula formula;

	formula_start(&formula);
	take(of, &formula, '*', emissions);
	divide_by(&formula, energy);
	if (formula.broken)
		return;
	if (holds_pue) {
		imply(of, "intensity", "implied carbon intensity", &formula, "kgCO2e/kWh",
		      bound);
	} else if (has(of, CLAIM_PUE)) {
		take(of, &formula, '/', CLAIM_PUE);
		imply(of, "intensity", "implied carbon intensity", &formula, "kgCO2e/kWh",
		      bound);
	} else {
		if (bound && bound->kind == TERM_BOUND &&
		    audit_case->claim->accounting != ACCOUNTING_MARKET)
			bound = bound_of(of, BOUND_INTENSITY_PUE);
		else if (bound && audit_case->pue.stated)
			bound = NULL; /* the check has both ranges */
		imply(of, "intensity-times-pue", "implied carbon intensity times PUE", &formula,
		      "kgCO2e/kWh", bound);
	}
}

static void intensity(const struct implication *of)
{
	const struct audit_reading *reading = &of->scene.reading;
	struct audit_formula energy;

	if (text_same_nocase(of->scene.audit_case->claim->stage, "total") ||
	    text_same_nocase(of->scene.audit_case->claim->stage, "embodied") ||
	    reading->embodied)
		return;
	formula_start(&energy);
	if (has(of, CLAIM_EMISSIONS) && has(of, CLAIM_ENERGY)) {
		take(of, &energy, '*', CLAIM_ENERGY);
		intensity_of(of, CLAIM_EMISSIONS, &energy, reading->energy_pue > 0);
	} else if (has(of, CLAIM_EMISSIONS) && drawn(of, &energy)) {
		intensity_of(of, CLAIM_EMISSIONS, &energy, false);
	}
	if (has(of, CLAIM_EMISSIONS_PER_UNIT) && has(of, CLAIM_ENERGY_PER_UNIT)) {
		formula_start(&energy);
		take(of, &energy, '*', CLAIM_ENERGY_PER_UNIT);
		intensity_of(of, CLAIM_EMISSIONS_PER_UNIT, &energy, reading->energy_pue > 0);
	}
}

/* What lies between energy and hours x power, or between emissions and energy x intensity. */
static void pue(const struct implication *of)
{
	struct audit_formula formula, by;

	if (has(of, CLAIM_PUE) || of->scene.reading.embodied)
		return;
	formula_start(&formula);
	if (has(of, CLAIM_ENERGY) && has(of, CLAIM_POWER) && drawn(of, &by)) {
		take(of, &formula, '*', CLAIM_ENERGY);
		divide_by(&formula, &by);
	} else if (has(of, CLAIM_EMISSIONS) && has(of, CLAIM_INTENSITY) &&
		   (has(of, CLAIM_ENERGY) || drawn(of, &by))) {
		take(of, &formula, '*', CLAIM_EMISSIONS);
		if (has(of, CLAIM_ENERGY))
			take(of, &formula, '/', CLAIM_ENERGY);
		else
			divide_by(&formula, &by);
		take(of, &formula, '/', CLAIM_INTENSITY);
	} else {
		return;
	}
	if (!formula.broken && !interval_holds(formula.loose, 1))
		imply(of, "pue", "implied PUE", &formula, "", NULL);
}

static const struct audit_term *power_bound(const struct implication *of,
					    struct audit_formula *room)
{
	const struct audit_case *audit_case = of->scene.audit_case;
	const struct audit_term *over = bound_of(of, BOUND_POWER_TDP);
	struct audit_term *term;

	formula_start(room);
	if (has(of, CLAIM_TDP))
		take(of, room, '*', CLAIM_TDP);
	else
		formula_join(room, '*', audit_case->tdp_term);
	if (!over || !over->text || room->broken)
		return NULL;
	formula_join(room, '*', over);
	term = arena_alloc(of->run->arena, sizeof *term);
	*term = room->terms[0];
	term->name = "design power times what a machine may add";
	term->text = arena_printf(of->run->arena, "%.4g to %.4g W",
				  room->loose.low / audit_data_unit(of->run, "W").scale,
				  room->loose.high / audit_data_unit(of->run, "W").scale);
	term->unit = audit_data_unit(of->run, "W");
	term->loose = room->loose;
	term->source = over->source;
	return term;
}

/* energy / hours of accelerators */
static void power(const struct implication *of)
{
	struct audit_scene scene = of->scene;
	struct audit_formula formula, hours, room;

	if (!has(of, CLAIM_ENERGY) || scene.audit_case->claim->per)
		return;
	scene.reading.power_of = POWER_ACCELERATOR;
	formula_start(&hours);
	if (!audit_power_hours(&scene, &hours))
		return;
	formula_start(&formula);
	take(of, &formula, '*', CLAIM_ENERGY);
	divide_by(&formula, &hours);
	if (has(of, CLAIM_PUE) && of->scene.reading.energy_pue > 0)
		take(of, &formula, '/', CLAIM_PUE);
	imply(of, "power", "implied power of an accelerator", &formula, "W",
	      has(of, CLAIM_POWER) ? NULL : power_bound(of, &room));
}

static void mfu(const struct implication *of)
{
	const struct audit_case *audit_case = of->scene.audit_case;
	struct audit_scene scene = of->scene;
	struct audit_formula formula, hours;

	scene.reading.power_of = POWER_ACCELERATOR;
	formula_start(&hours);
	formula_start(&formula);
	if (has(of, CLAIM_MFU) || !audit_power_hours(&scene, &hours))
		return;
	if (has(of, CLAIM_COMPUTE)) {
		take(of, &formula, '*', CLAIM_COMPUTE);
	} else {
		formula_join(&formula, '*', audit_case->flop_term);
		take(of, &formula, '*', CLAIM_PARAMETERS);
		take(of, &formula, '*', CLAIM_TOKENS);
	}
	divide_by(&formula, &hours);
	formula_join(&formula, '/', audit_case->peak_term);
	imply(of, "mfu", "implied share of the peak", &formula, "", bound_of(of, BOUND_MFU));
}

/* One stated figure over another. */
static void quotients(const struct implication *of)
{
	static const struct {
		const char *id, *name;
		enum claim_figure over, under, unless;
		const char *unit;
		int bound; /* of enum audit_bound, or -1 */
	} rows[] = {
	    {"accelerators", "implied number of accelerators", CLAIM_ACCELERATOR_HOURS,
	     CLAIM_HOURS, CLAIM_ACCELERATORS, "", -1},
	    {"hours", "implied time by the clock", CLAIM_ACCELERATOR_HOURS, CLAIM_ACCELERATORS,
	     CLAIM_HOURS, "h", -1},
	    {"energy-per-unit", "implied energy of one", CLAIM_ENERGY, CLAIM_VOLUME,
	     CLAIM_ENERGY_PER_UNIT, "kWh/request", -1},
	    {"emissions-per-unit", "implied emissions of one", CLAIM_EMISSIONS, CLAIM_VOLUME,
	     CLAIM_EMISSIONS_PER_UNIT, "kgCO2e/request", -1},
	    {"water-per-unit", "implied water of one", CLAIM_WATER, CLAIM_VOLUME,
	     CLAIM_WATER_PER_UNIT, "L/request", -1},
	    {"wue", "implied water of a kWh", CLAIM_WATER, CLAIM_ENERGY, CLAIM_WUE, "L/kWh",
	     BOUND_WATER},
	    {"embodied-per-hour", "implied embodied part of an accelerator hour",
	     CLAIM_EMBODIED, CLAIM_ACCELERATOR_HOURS, CLAIM_DEVICE_IMPACT, "kgCO2e/h",
	     BOUND_DEVICE_HOUR},
	    {"per-node", "implied accelerators in a machine", CLAIM_ACCELERATORS, CLAIM_NODES,
	     CLAIM_PER_NODE, "", BOUND_PER_NODE},
	};
	size_t i;

	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct audit_formula formula;

		if (!has(of, rows[i].over) || !has(of, rows[i].under) ||
		    has(of, rows[i].unless) ||
		    (of->scene.audit_case->claim->per && rows[i].under == CLAIM_VOLUME))
			continue;
		formula_start(&formula);
		take(of, &formula, '*', rows[i].over);
		take(of, &formula, '/', rows[i].under);
		imply(of, rows[i].id, rows[i].name, &formula, rows[i].unit,
		      rows[i].bound < 0 ? NULL : bound_of(of, (enum audit_bound)rows[i].bound));
	}
}

static void emissions(const struct implication *of)
{
	struct audit_formula formula;

	formula_start(&formula);
	if (has(of, CLAIM_EMISSIONS) || !has(of, CLAIM_INTENSITY))
		return;
	if (has(of, CLAIM_ENERGY))
		take(of, &formula, '*', CLAIM_ENERGY);
	else if (!drawn(of, &formula))
		return;
	if (has(of, CLAIM_PUE) && !(has(of, CLAIM_ENERGY) && of->scene.reading.energy_pue))
		take(of, &formula, '*', CLAIM_PUE);
	take(of, &formula, '*', CLAIM_INTENSITY);
	imply(of, "emissions", "emissions", &formula, "kgCO2e", NULL);
}

void audit_imply(struct audit_run *run, size_t claim, const struct audit_case *audit_case)
{
	struct implication of = {run, claim, {audit_case, audit_best_reading(audit_case)}};

	energy(&of);
	emissions(&of);
	intensity(&of);
	pue(&of);
	power(&of);
	mfu(&of);
	quotients(&of);
}
