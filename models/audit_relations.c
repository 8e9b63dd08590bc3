/* What follows from what in a claim: formulas for its figures. */

#include "models/audit_formula.h"

#include <string.h>

#include "lca/base/text.h"

static bool is_stage(const struct audit_case *audit_case, const char *stage)
{
	return text_same_nocase(audit_case->claim->stage, stage);
}

/* An energy printed as a power, or the other way round, is no factor. */
bool audit_has(const struct audit_case *audit_case, enum claim_figure figure)
{
	const struct audit_value *value = &audit_case->figures[figure];

	if (!value->stated)
		return false;
	if (figure != CLAIM_ENERGY && figure != CLAIM_POWER && figure != CLAIM_TDP)
		return true;
	return value->unit.dimensions.exponent[DIMENSION_TIME] ==
	       (figure == CLAIM_ENERGY ? 0 : -1);
}

/* Hours of all accelerators: as stated, else by count and clock. */
static bool accelerator_hours(const struct audit_case *audit_case,
			      struct audit_formula *formula)
{
	bool clock = audit_has(audit_case, CLAIM_HOURS);

	if (audit_has(audit_case, CLAIM_ACCELERATOR_HOURS)) {
		formula_figure(formula, '*', audit_case, CLAIM_ACCELERATOR_HOURS);
		if (audit_case->twists & TWIST_COUNT_TWICE)
			formula_figure(formula, '*', audit_case, CLAIM_ACCELERATORS);
		if (audit_case->twists & TWIST_COUNT_LEFT_OUT)
			formula_figure(formula, '/', audit_case, CLAIM_ACCELERATORS);
	} else if (clock && audit_has(audit_case, CLAIM_ACCELERATORS)) {
		if (!(audit_case->twists & TWIST_COUNT_LEFT_OUT))
			formula_figure(formula, '*', audit_case, CLAIM_ACCELERATORS);
		if (audit_case->twists & TWIST_COUNT_TWICE)
			formula_figure(formula, '*', audit_case, CLAIM_ACCELERATORS);
		formula_figure(formula, '*', audit_case, CLAIM_HOURS);
	} else if (clock && audit_has(audit_case, CLAIM_NODES) &&
		   audit_has(audit_case, CLAIM_PER_NODE)) {
		if (!(audit_case->twists & TWIST_COUNT_LEFT_OUT))
			formula_figure(formula, '*', audit_case, CLAIM_NODES);
		formula_figure(formula, '*', audit_case, CLAIM_PER_NODE);
		formula_figure(formula, '*', audit_case, CLAIM_HOURS);
	} else if (audit_has(audit_case, CLAIM_NODE_HOURS) &&
		   audit_has(audit_case, CLAIM_PER_NODE)) {
		formula_figure(formula, '*', audit_case, CLAIM_NODE_HOURS);
		formula_figure(formula, '*', audit_case, CLAIM_PER_NODE);
	} else {
		return false;
	}
	return true;
}

static bool node_hours(const struct audit_case *audit_case, struct audit_formula *formula)
{
	if (audit_has(audit_case, CLAIM_NODE_HOURS)) {
		formula_figure(formula, '*', audit_case, CLAIM_NODE_HOURS);
	} else if (audit_has(audit_case, CLAIM_NODES) && audit_has(audit_case, CLAIM_HOURS)) {
		formula_figure(formula, '*', audit_case, CLAIM_NODES);
		formula_figure(formula, '*', audit_case, CLAIM_HOURS);
	} else if (audit_has(audit_case, CLAIM_PER_NODE) &&
		   accelerator_hours(audit_case, formula)) {
		formula_figure(formula, '/', audit_case, CLAIM_PER_NODE);
	} else {
		return false;
	}
	return true;
}

static bool hours_of_all(const struct audit_case *audit_case, struct audit_formula *formula)
{
	if (audit_has(audit_case, CLAIM_HOURS)) {
		formula_figure(formula, '*', audit_case, CLAIM_HOURS);
	} else if (audit_has(audit_case, CLAIM_ACCELERATOR_HOURS) &&
		   audit_has(audit_case, CLAIM_ACCELERATORS)) {
		formula_figure(formula, '*', audit_case, CLAIM_ACCELERATOR_HOURS);
		formula_figure(formula, '/', audit_case, CLAIM_ACCELERATORS);
	} else if (audit_has(audit_case, CLAIM_NODE_HOURS) &&
		   audit_has(audit_case, CLAIM_NODES)) {
		formula_figure(formula, '*', audit_case, CLAIM_NODE_HOURS);
		formula_figure(formula, '/', audit_case, CLAIM_NODES);
	} else {
		return false;
	}
	return true;
}

bool audit_power_hours(const struct audit_scene *scene, struct audit_formula *formula)
{
	switch (scene->reading.power_of) {
	case POWER_UNSAID:
	case POWER_ACCELERATOR:
		return accelerator_hours(scene->audit_case, formula);
	case POWER_NODE:
		return node_hours(scene->audit_case, formula);
	case POWER_ALL:
		return hours_of_all(scene->audit_case, formula);
	}
	return false;
}

void audit_times_pue(const struct audit_scene *scene, struct audit_formula *formula, int times)
{
	const struct audit_case *audit_case = scene->audit_case;
	const char operation = times < 0 ? '/' : '*';
	int i;

	for (i = times < 0 ? -times : times; i > 0; i--) {
		if (audit_has(audit_case, CLAIM_PUE))
			formula_figure(formula, operation, audit_case, CLAIM_PUE);
		else if (audit_case->pue.stated)
			formula_join(formula, operation, audit_case->pue_term);
	}
}

void audit_times_intensity(const struct audit_scene *scene, struct audit_formula *formula)
{
	const struct audit_case *audit_case = scene->audit_case;

	if (audit_has(audit_case, CLAIM_INTENSITY) &&
	    !(audit_case->twists & TWIST_INTENSITY_FREE))
		formula_figure(formula, '*', audit_case, CLAIM_INTENSITY);
	else
		formula_join(formula, '*', audit_case->intensity_term);
}

/* Where no power is stated: an energy that is printed as a power, of all there is; else the
 * design power, or what an accelerator may draw beside it. */
static bool drawn_by_design(const struct audit_scene *scene, struct audit_formula *formula)
{
	const struct audit_case *audit_case = scene->audit_case;
	const struct audit_term *bounds = audit_case->bounds;

	if (audit_case->figures[CLAIM_ENERGY].stated && !audit_has(audit_case, CLAIM_ENERGY) &&
	    hours_of_all(audit_case, formula)) {
		formula_figure(formula, '*', audit_case, CLAIM_ENERGY);
		return true;
	}
	if (!accelerator_hours(audit_case, formula))
		return false;
	if (scene->reading.at_tdp) {
		formula_figure(formula, '*', audit_case, CLAIM_TDP);
		return true;
	}
	if (!bounds || !bounds[BOUND_POWER_TDP].text)
		return false;
	if (audit_has(audit_case, CLAIM_TDP))
		formula_figure(formula, '*', audit_case, CLAIM_TDP);
	else
		formula_join(formula, '*', audit_case->tdp_term);
	formula_join(formula, '*', &bounds[BOUND_POWER_TDP]);
	return true;
}

/* Hours x power, host and all. */
static bool drawn(const struct audit_scene *scene, struct audit_formula *formula)
{
	const struct audit_case *audit_case = scene->audit_case;

	if (is_stage(audit_case, "embodied"))
		return false;
	if (!audit_has(audit_case, CLAIM_POWER))
		return drawn_by_design(scene, formula);
	if (!audit_power_hours(scene, formula))
		return false;
	formula_figure(formula, '*', audit_case, CLAIM_POWER);
	if (!scene->reading.host)
		return true;
	if (audit_has(audit_case, CLAIM_HOST_FACTOR))
		formula_figure(formula, '*', audit_case, CLAIM_HOST_FACTOR);
	else
		formula_join(formula, '*', audit_case->host_term);
	return true;
}

static bool plus_embodied(const struct audit_scene *scene, struct audit_formula *formula)
{
	if (scene->reading.embodied)
		formula_figure(formula, '+', scene->audit_case, CLAIM_EMBODIED);
	return true;
}

static bool accelerators(const struct audit_scene *scene, struct audit_formula *formula)
{
	formula_figure(formula, '*', scene->audit_case, CLAIM_NODES);
	formula_figure(formula, '*', scene->audit_case, CLAIM_PER_NODE);
	return true;
}

static bool hours_by_count(const struct audit_scene *scene, struct audit_formula *formula)
{
	if (audit_has(scene->audit_case, CLAIM_ACCELERATORS)) {
		formula_figure(formula, '*', scene->audit_case, CLAIM_ACCELERATORS);
	} else {
		formula_figure(formula, '*', scene->audit_case, CLAIM_NODES);
		formula_figure(formula, '*', scene->audit_case, CLAIM_PER_NODE);
	}
	formula_figure(formula, '*', scene->audit_case, CLAIM_HOURS);
	return true;
}

static bool hours_by_nodes(const struct audit_scene *scene, struct audit_formula *formula)
{
	formula_figure(formula, '*', scene->audit_case, CLAIM_NODE_HOURS);
	formula_figure(formula, '*', scene->audit_case, CLAIM_PER_NODE);
	return true;
}

static bool node_hours_by_clock(const struct audit_scene *scene, struct audit_formula *formula)
{
	formula_figure(formula, '*', scene->audit_case, CLAIM_NODES);
	formula_figure(formula, '*', scene->audit_case, CLAIM_HOURS);
	return true;
}

static bool energy_by_hours(const struct audit_scene *scene, struct audit_formula *formula)
{
	if (!drawn(scene, formula))
		return false;
	audit_times_pue(scene, formula, scene->reading.energy_pue);
	return true;
}

static bool emissions_by_energy(const struct audit_scene *scene, struct audit_formula *formula)
{
	formula_figure(formula, '*', scene->audit_case, CLAIM_ENERGY);
	audit_times_pue(scene, formula,
			scene->reading.emissions_pue - scene->reading.energy_pue);
	audit_times_intensity(scene, formula);
	return plus_embodied(scene, formula);
}

static bool emissions_by_hours(const struct audit_scene *scene, struct audit_formula *formula)
{
	if (audit_has(scene->audit_case, CLAIM_ENERGY) || !drawn(scene, formula))
		return false;
	audit_times_pue(scene, formula, scene->reading.emissions_pue);
	audit_times_intensity(scene, formula);
	return plus_embodied(scene, formula);
}

static bool of_volume(const struct audit_scene *scene, struct audit_formula *formula,
		      enum claim_figure each)
{
	formula_figure(formula, '*', scene->audit_case, CLAIM_VOLUME);
	formula_figure(formula, '*', scene->audit_case, each);
	return true;
}

static bool energy_by_volume(const struct audit_scene *scene, struct audit_formula *formula)
{
	return of_volume(scene, formula, CLAIM_ENERGY_PER_UNIT);
}

static bool emissions_by_volume(const struct audit_scene *scene, struct audit_formula *formula)
{
	return of_volume(scene, formula, CLAIM_EMISSIONS_PER_UNIT);
}

static bool water_by_volume(const struct audit_scene *scene, struct audit_formula *formula)
{
	return of_volume(scene, formula, CLAIM_WATER_PER_UNIT);
}

static bool emissions_each(const struct audit_scene *scene, struct audit_formula *formula)
{
	formula_figure(formula, '*', scene->audit_case, CLAIM_ENERGY_PER_UNIT);
	audit_times_pue(scene, formula,
			scene->reading.emissions_pue - scene->reading.energy_pue);
	audit_times_intensity(scene, formula);
	return true;
}

/* Water over electricity is of IT energy or of that of the facility: both are in use. */
static bool times_wue(const struct audit_scene *scene, struct audit_formula *formula,
		      enum claim_figure energy)
{
	formula_figure(formula, '*', scene->audit_case, energy);
	if (scene->reading.water_other)
		audit_times_pue(scene, formula, scene->reading.energy_pue ? -1 : 1);
	formula_figure(formula, '*', scene->audit_case, CLAIM_WUE);
	return true;
}

static bool water_by_energy(const struct audit_scene *scene, struct audit_formula *formula)
{
	return times_wue(scene, formula, CLAIM_ENERGY);
}

static bool water_each(const struct audit_scene *scene, struct audit_formula *formula)
{
	return times_wue(scene, formula, CLAIM_ENERGY_PER_UNIT);
}

static bool embodied(const struct audit_scene *scene, struct audit_formula *formula)
{
	const struct audit_case *audit_case = scene->audit_case;

	formula_figure(formula, '*', audit_case, CLAIM_DEVICE_IMPACT);
	if (audit_has(audit_case, CLAIM_DEVICE_HOURS))
		formula_figure(formula, '*', audit_case, CLAIM_DEVICE_HOURS);
	else if (!(scene->reading.power_of == POWER_NODE ? node_hours : accelerator_hours)(
		     audit_case, formula))
		return false;
	formula_figure(formula, '/', audit_case, CLAIM_LIFETIME);
	if (audit_has(audit_case, CLAIM_UTILIZATION))
		formula_figure(formula, '/', audit_case, CLAIM_UTILIZATION);
	return true;
}

/* compute = 6 x parameters x tokens; source kaplan-2020, section 2.1 */
static bool compute(const struct audit_scene *scene, struct audit_formula *formula)
{
	if (!scene->audit_case->flop_term)
		return false;
	formula_join(formula, '*', scene->audit_case->flop_term);
	formula_figure(formula, '*', scene->audit_case, CLAIM_PARAMETERS);
	formula_figure(formula, '*', scene->audit_case, CLAIM_TOKENS);
	return true;
}

/* The same energy in kW for a power of all. */
static bool power_of_all(const struct audit_scene *scene, struct audit_formula *formula)
{
	if (audit_has(scene->audit_case, CLAIM_ENERGY))
		return false;
	formula_figure(formula, '*', scene->audit_case, CLAIM_ACCELERATORS);
	formula_figure(formula, '*', scene->audit_case, CLAIM_POWER);
	return true;
}

const struct audit_relation *audit_relation_rows(size_t *count)
{
	static const struct audit_relation rows[] = {
	    {"accelerators-from-nodes", CLAIM_ACCELERATORS, accelerators, false},
	    {"accelerator-hours-from-count", CLAIM_ACCELERATOR_HOURS, hours_by_count, false},
	    {"accelerator-hours-from-nodes", CLAIM_ACCELERATOR_HOURS, hours_by_nodes, false},
	    {"node-hours-from-nodes", CLAIM_NODE_HOURS, node_hours_by_clock, false},
	    {"compute-from-tokens", CLAIM_COMPUTE, compute, false},
	    {"energy-from-hours", CLAIM_ENERGY, energy_by_hours, true},
	    {"energy-from-volume", CLAIM_ENERGY, energy_by_volume, true},
	    {"power-of-all", CLAIM_ENERGY, power_of_all, false},
	    {"emissions-from-energy", CLAIM_EMISSIONS, emissions_by_energy, false},
	    {"emissions-from-hours", CLAIM_EMISSIONS, emissions_by_hours, true},
	    {"emissions-from-volume", CLAIM_EMISSIONS, emissions_by_volume, true},
	    {"emissions-of-one", CLAIM_EMISSIONS_PER_UNIT, emissions_each, false},
	    {"water-from-energy", CLAIM_WATER, water_by_energy, false},
	    {"water-from-volume", CLAIM_WATER, water_by_volume, true},
	    {"water-of-one", CLAIM_WATER_PER_UNIT, water_each, false},
	    {"embodied-from-hours", CLAIM_EMBODIED, embodied, true},
	};

	*count = sizeof rows / sizeof *rows;
	return rows;
}
