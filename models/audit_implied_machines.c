/* What follows for machines and for one of many: power, hours, share of the peak, quotients. */

#include "models/audit_implied.h"

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/audit_data.h"

static const struct audit_term *power_bound(const struct implication *of,
					    struct audit_formula *room)
{
	const struct audit_case *audit_case = of->scene.audit_case;
	const struct audit_term *over = implied_bound(of, BOUND_POWER_TDP);
	struct audit_term *term;
	bool pue;

	formula_start(room);
	if (implied_has(of, CLAIM_TDP))
		implied_take(of, room, '*', CLAIM_TDP);
	else
		formula_join(room, '*', audit_case->tdp_term);
	if (!over || !over->text || room->broken)
		return NULL;
	formula_join(room, '*', over);
	pue = of->scene.reading.energy_pue > 0 && !implied_has(of, CLAIM_PUE) &&
	      audit_case->pue_term;
	if (pue)
		formula_join(room, '*', audit_case->pue_term);
	term = arena_alloc(of->run->arena, sizeof *term);
	*term = room->terms[0];
	term->name = pue ? "design power times what a machine and a PUE may add"
			 : "design power times what a machine may add";
	term->text = arena_printf(
	    of->run->arena, "%s to %s W",
	    audit_plain(of->run->arena, room->exact.low / audit_data_unit(of->run, "W").scale,
			4),
	    audit_plain(of->run->arena, room->exact.high / audit_data_unit(of->run, "W").scale,
			4));
	term->unit = audit_data_unit(of->run, "W");
	term->exact = room->exact;
	term->loose = room->loose;
	term->source = over->source;
	return term;
}

/* energy / hours of accelerators */
static void power(const struct implication *of)
{
	struct audit_scene scene = of->scene;
	struct audit_formula formula, hours, room;

	if (!implied_has(of, CLAIM_ENERGY) || scene.audit_case->claim->per)
		return;
	scene.reading.power_of = POWER_ACCELERATOR;
	formula_start(&hours);
	if (!audit_power_hours(&scene, &hours))
		return;
	formula_start(&formula);
	implied_take(of, &formula, '*', CLAIM_ENERGY);
	implied_divide(&formula, &hours);
	if (implied_has(of, CLAIM_PUE) && of->scene.reading.energy_pue > 0)
		implied_take(of, &formula, '/', CLAIM_PUE);
	implied_add(of, "power", "implied power of an accelerator", &formula, "W",
		    implied_has(of, CLAIM_POWER) ? NULL : power_bound(of, &room));
}

/* power of all / accelerators; where no accelerator is named, against all there are */
static void power_of_each(const struct implication *of)
{
	const struct audit_case *audit_case = of->scene.audit_case;
	const struct audit_term *any = audit_case->any_tdp_term, *bound;
	struct audit_formula formula, room;
	struct audit_term term;

	if (implied_has(of, CLAIM_ENERGY) || audit_case->power_of != POWER_ALL)
		return;
	formula_start(&formula);
	implied_take(of, &formula, '*', CLAIM_POWER);
	implied_take(of, &formula, '/', CLAIM_ACCELERATORS);
	bound = power_bound(of, &room);
	if (!bound && any) {
		term = *any;
		term.name = "design powers of all accelerators";
		bound = &term;
	}
	implied_add(of, "power", "implied power of an accelerator", &formula, "W", bound);
}

/* energy / (power x accelerators), or the hours of all of them */
static void hours(const struct implication *of)
{
	const struct audit_case *audit_case = of->scene.audit_case;
	struct audit_formula formula;

	formula_start(&formula);
	if (!implied_has(of, CLAIM_ENERGY) || !implied_has(of, CLAIM_POWER) ||
	    audit_case->claim->per || of->scene.reading.power_of == POWER_NODE)
		return;
	implied_take(of, &formula, '*', CLAIM_ENERGY);
	implied_take(of, &formula, '/', CLAIM_POWER);
	if (implied_has(of, CLAIM_PUE) && of->scene.reading.energy_pue > 0)
		implied_take(of, &formula, '/', CLAIM_PUE);
	if (of->scene.reading.power_of == POWER_ALL) {
		implied_add(of, "hours", "implied time by the clock", &formula, "h", NULL);
		return;
	}
	implied_add(of, "accelerator-hours", "implied hours of accelerators", &formula, "h",
		    NULL);
	if (!implied_has(of, CLAIM_ACCELERATORS) || implied_has(of, CLAIM_ACCELERATOR_HOURS))
		return;
	implied_take(of, &formula, '/', CLAIM_ACCELERATORS);
	implied_add(of, "hours", "implied time by the clock", &formula, "h", NULL);
}

static void mfu(const struct implication *of)
{
	const struct audit_case *audit_case = of->scene.audit_case;
	struct audit_scene scene = of->scene;
	struct audit_formula formula, hours;

	scene.reading.power_of = POWER_ACCELERATOR;
	formula_start(&hours);
	formula_start(&formula);
	if (implied_has(of, CLAIM_MFU) || !audit_power_hours(&scene, &hours))
		return;
	if (implied_has(of, CLAIM_COMPUTE)) {
		implied_take(of, &formula, '*', CLAIM_COMPUTE);
	} else {
		formula_join(&formula, '*', audit_case->flop_term);
		implied_take(of, &formula, '*', CLAIM_PARAMETERS);
		implied_take(of, &formula, '*', CLAIM_TOKENS);
	}
	implied_divide(&formula, &hours);
	formula_join(&formula, '/', audit_case->peak_term);
	implied_add(of, "mfu", "implied share of the peak", &formula, "",
		    implied_bound(of, BOUND_MFU));
}

/* The bound of the energy of one, by what it is one of. */
static const struct audit_term *bound_of_one(const struct implication *of)
{
	const struct dimensions *volume =
	    &of->scene.audit_case->figures[CLAIM_VOLUME].unit.dimensions;

	if (volume->exponent[DIMENSION_REQUEST] == 1)
		return implied_bound(of, BOUND_REQUEST);
	if (volume->exponent[DIMENSION_TOKEN] == 1)
		return implied_bound(of, BOUND_TOKEN);
	return volume->exponent[DIMENSION_IMAGE] == 1 ? implied_bound(of, BOUND_IMAGE) : NULL;
}

/* One stated figure over another. */
static const struct {
	const char *id, *name;
	enum claim_figure over, under;
	enum claim_figure stated; /* what it is then; its bound is for one unstated */
	const char *unit;
	int bound; /* of enum audit_bound, or -1 */
} quotient_rows[] = {
    {"accelerators", "implied number of accelerators", CLAIM_ACCELERATOR_HOURS, CLAIM_HOURS,
     CLAIM_ACCELERATORS, "", -1},
    {"hours", "implied time by the clock", CLAIM_ACCELERATOR_HOURS, CLAIM_ACCELERATORS,
     CLAIM_HOURS, "h", -1},
    {"energy-per-unit", "implied energy of one", CLAIM_ENERGY, CLAIM_VOLUME,
     CLAIM_ENERGY_PER_UNIT, "kWh/request", -1},
    {"emissions-per-unit", "implied emissions of one", CLAIM_EMISSIONS, CLAIM_VOLUME,
     CLAIM_EMISSIONS_PER_UNIT, "kgCO2e/request", -1},
    {"volume", "implied volume", CLAIM_EMISSIONS, CLAIM_EMISSIONS_PER_UNIT, CLAIM_VOLUME,
     "request", -1},
    {"volume-by-energy", "implied volume", CLAIM_ENERGY, CLAIM_ENERGY_PER_UNIT, CLAIM_VOLUME,
     "request", -1},
    {"volume-by-water", "implied volume", CLAIM_WATER, CLAIM_WATER_PER_UNIT, CLAIM_VOLUME,
     "request", -1},
    {"water-per-unit", "implied water of one", CLAIM_WATER, CLAIM_VOLUME, CLAIM_WATER_PER_UNIT,
     "L/request", -1},
    {"wue", "implied water of a kWh", CLAIM_WATER, CLAIM_ENERGY, CLAIM_WUE, "L/kWh",
     BOUND_WATER},
    {"embodied-per-hour", "implied embodied part of an accelerator hour", CLAIM_EMBODIED,
     CLAIM_ACCELERATOR_HOURS, CLAIM_DEVICE_IMPACT, "kgCO2e/h", BOUND_DEVICE_HOUR},
    {"per-node", "implied accelerators in a machine", CLAIM_ACCELERATORS, CLAIM_NODES,
     CLAIM_PER_NODE, "", BOUND_PER_NODE},
};

/* A time of months says more in months. */
static const char *name_of(const struct implication *of, const char *id, const char *name,
			   const struct audit_formula *formula)
{
	const double fewest = 2, days = 365.25, months = 12;
	double count = formula->value / unit_of("d").scale / (days / months);

	return !text_same(id, "hours") || formula->broken || count < fewest
		   ? name
		   : arena_printf(of->run->arena, "%s, %.1f months", name, count);
}

static void quotients(const struct implication *of)
{
	size_t i;

	for (i = 0; i < sizeof quotient_rows / sizeof *quotient_rows; i++) {
		const struct audit_term *bound;
		struct audit_formula formula;

		if (!implied_has(of, quotient_rows[i].over) ||
		    !implied_has(of, quotient_rows[i].under) ||
		    (of->scene.audit_case->claim->per &&
		     quotient_rows[i].under == CLAIM_VOLUME))
			continue;
		formula_start(&formula);
		implied_take(of, &formula, '*', quotient_rows[i].over);
		implied_take(of, &formula, '/', quotient_rows[i].under);
		bound = quotient_rows[i].bound >= 0
			    ? implied_bound(of, (enum audit_bound)quotient_rows[i].bound)
			: quotient_rows[i].over == CLAIM_ENERGY &&
				quotient_rows[i].under == CLAIM_VOLUME
			    ? bound_of_one(of)
			    : NULL;
		implied_add(of, quotient_rows[i].id,
			    name_of(of, quotient_rows[i].id, quotient_rows[i].name, &formula),
			    &formula, quotient_rows[i].unit,
			    implied_has(of, quotient_rows[i].stated) ? NULL : bound);
	}
}

void implied_machines(const struct implication *of)
{
	power(of);
	power_of_each(of);
	hours(of);
	mfu(of);
	quotients(of);
}
