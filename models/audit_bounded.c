/* What is bounded in a claim: stated figures, and figures that follow with one factor bounded.
 */

#include "models/audit_formula.h"

static bool bound(const struct audit_scene *scene, struct audit_formula *formula,
		  enum audit_bound id)
{
	const struct audit_term *bounds = scene->audit_case->bounds;

	if (!bounds || !bounds[id].text)
		return false;
	formula_join(formula, '*', &bounds[id]);
	return true;
}

static bool pue(const struct audit_scene *scene, struct audit_formula *formula)
{
	return bound(scene, formula, BOUND_PUE);
}

static bool mfu(const struct audit_scene *scene, struct audit_formula *formula)
{
	return bound(scene, formula, BOUND_MFU);
}

static bool per_node(const struct audit_scene *scene, struct audit_formula *formula)
{
	return bound(scene, formula, BOUND_PER_NODE);
}

static bool host_factor(const struct audit_scene *scene, struct audit_formula *formula)
{
	return bound(scene, formula, BOUND_HOST);
}

static bool utilization(const struct audit_scene *scene, struct audit_formula *formula)
{
	return bound(scene, formula, BOUND_UTILIZATION);
}

static bool lifetime(const struct audit_scene *scene, struct audit_formula *formula)
{
	return bound(scene, formula, BOUND_LIFETIME);
}

static bool device_impact(const struct audit_scene *scene, struct audit_formula *formula)
{
	return bound(scene, formula, BOUND_DEVICE_IMPACT);
}

/* An intensity after contracts may be nothing; so may one that does not say what it is. */
static bool is_of_grid(const struct audit_case *audit_case)
{
	return audit_case->claim->accounting == ACCOUNTING_LOCATION ||
	       (audit_case->claim->accounting != ACCOUNTING_MARKET &&
		audit_case->figures[CLAIM_INTENSITY].value > 0);
}

static bool intensity(const struct audit_scene *scene, struct audit_formula *formula)
{
	return is_of_grid(scene->audit_case) && bound(scene, formula, BOUND_INTENSITY);
}

static bool intensity_of_region(const struct audit_scene *scene, struct audit_formula *formula)
{
	const struct audit_case *audit_case = scene->audit_case;

	if (!audit_case->intensity.stated || !audit_case->intensity_term ||
	    audit_case->intensity_term->kind != TERM_LOOKED_UP || !is_of_grid(audit_case))
		return false;
	formula_join(formula, '*', audit_case->intensity_term);
	return true;
}

static bool wue(const struct audit_scene *scene, struct audit_formula *formula)
{
	return bound(scene, formula, BOUND_WUE);
}

/* The bound of the energy of one, by what it is one of: the dimension with that exponent. */
static bool bound_of_one(const struct audit_scene *scene, struct audit_formula *formula,
			 enum claim_figure figure, int exponent)
{
	static const struct {
		enum dimension dimension;
		enum audit_bound bound;
	} kinds[] = {
	    {DIMENSION_REQUEST, BOUND_REQUEST},
	    {DIMENSION_TOKEN, BOUND_TOKEN},
	    {DIMENSION_IMAGE, BOUND_IMAGE},
	};
	const struct dimensions *dimensions =
	    &scene->audit_case->figures[figure].unit.dimensions;
	size_t i;

	for (i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (dimensions->exponent[kinds[i].dimension] == exponent)
			return bound(scene, formula, kinds[i].bound);
	return false;
}

static bool each(const struct audit_scene *scene, struct audit_formula *formula)
{
	return bound_of_one(scene, formula, CLAIM_ENERGY_PER_UNIT, -1);
}

static bool of_volume(const struct audit_scene *scene, struct audit_formula *formula)
{
	if (audit_has(scene->audit_case, CLAIM_ENERGY_PER_UNIT))
		return false;
	formula_figure(formula, '*', scene->audit_case, CLAIM_VOLUME);
	return bound_of_one(scene, formula, CLAIM_VOLUME, 1);
}

/* One accelerator's power, with its share of the machine, against its design power. */
static bool power(const struct audit_scene *scene, struct audit_formula *formula)
{
	const struct audit_case *audit_case = scene->audit_case;

	if (!audit_has(audit_case, CLAIM_POWER))
		return false;
	switch (scene->reading.power_of) {
	case POWER_UNSAID:
	case POWER_ACCELERATOR:
		break;
	case POWER_NODE:
		formula_figure(formula, '*', audit_case, CLAIM_PER_NODE);
		break;
	case POWER_ALL:
		formula_figure(formula, '*', audit_case, CLAIM_ACCELERATORS);
		break;
	}
	if (audit_has(audit_case, CLAIM_TDP))
		formula_figure(formula, '*', audit_case, CLAIM_TDP);
	else
		formula_join(formula, '*', audit_case->tdp_term);
	return bound(scene, formula, BOUND_POWER_TDP);
}

static void operations(const struct audit_case *audit_case, struct audit_formula *formula)
{
	if (audit_has(audit_case, CLAIM_COMPUTE)) {
		formula_figure(formula, '*', audit_case, CLAIM_COMPUTE);
		return;
	}
	formula_join(formula, '*', audit_case->flop_term);
	formula_figure(formula, '*', audit_case, CLAIM_PARAMETERS);
	formula_figure(formula, '*', audit_case, CLAIM_TOKENS);
}

/* hours = compute / (peak x mfu) */
static bool hours_of_compute(const struct audit_scene *scene, struct audit_formula *formula)
{
	const struct audit_case *audit_case = scene->audit_case;

	operations(audit_case, formula);
	formula_join(formula, '/', audit_case->peak_term);
	if (formula->broken || !audit_case->bounds || !audit_case->bounds[BOUND_MFU].text)
		return false;
	formula_join(formula, '/', &audit_case->bounds[BOUND_MFU]);
	return true;
}

/* mfu = compute / (hours x peak) */
static bool mfu_of_compute(const struct audit_scene *scene, struct audit_formula *formula)
{
	operations(scene->audit_case, formula);
	formula_figure(formula, '/', scene->audit_case, CLAIM_ACCELERATOR_HOURS);
	formula_join(formula, '/', scene->audit_case->peak_term);
	return true;
}

static bool water(const struct audit_scene *scene, struct audit_formula *formula)
{
	if (audit_has(scene->audit_case, CLAIM_WUE))
		return false;
	formula_figure(formula, '*', scene->audit_case, CLAIM_ENERGY);
	return bound(scene, formula, BOUND_WATER);
}

static bool embodied(const struct audit_scene *scene, struct audit_formula *formula)
{
	if (audit_has(scene->audit_case, CLAIM_DEVICE_IMPACT))
		return false;
	formula_figure(formula, '*', scene->audit_case, CLAIM_ACCELERATOR_HOURS);
	return bound(scene, formula, BOUND_DEVICE_HOUR);
}

const struct audit_relation *audit_bounded_rows(size_t *count)
{
	static const struct audit_relation rows[] = {
	    {"pue-within-bounds", CLAIM_PUE, pue, false},
	    {"mfu-within-bounds", CLAIM_MFU, mfu, false},
	    {"accelerators-per-node-within-bounds", CLAIM_PER_NODE, per_node, false},
	    {"host-factor-within-bounds", CLAIM_HOST_FACTOR, host_factor, false},
	    {"utilization-within-bounds", CLAIM_UTILIZATION, utilization, false},
	    {"lifetime-within-bounds", CLAIM_LIFETIME, lifetime, false},
	    {"device-impact-within-bounds", CLAIM_DEVICE_IMPACT, device_impact, false},
	    {"intensity-within-bounds", CLAIM_INTENSITY, intensity, false},
	    {"intensity-of-region-within-bounds", CLAIM_INTENSITY, intensity_of_region, false},
	    {"wue-within-bounds", CLAIM_WUE, wue, false},
	    {"energy-of-one-within-bounds", CLAIM_ENERGY_PER_UNIT, each, false},
	    {"energy-of-volume-within-range", CLAIM_ENERGY, of_volume, true},
	    {"power-within-bounds", CLAIM_POWER, power, false},
	    {"mfu-from-compute", CLAIM_MFU, mfu_of_compute, true},
	    {"hours-from-compute", CLAIM_ACCELERATOR_HOURS, hours_of_compute, true},
	    {"water-within-range", CLAIM_WATER, water, false},
	    {"embodied-within-range", CLAIM_EMBODIED, embodied, true},
	};

	*count = sizeof rows / sizeof *rows;
	return rows;
}
