/* Where a publication metered: what lies inside its figures, and what does not. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "models/align_parts.h"

#define WORDS(list) (list), sizeof(list) / sizeof *(list)

static const struct printed *figure(const struct claim *claim, enum claim_figure figure)
{
	return claim->figures[figure];
}

/* Within the rounding of both, or a hundredth. */
static bool equals(struct interval a, struct interval b)
{
	const double slack = 100;
	struct interval wide = {a.low - fabs(a.low) / slack, a.high + fabs(a.high) / slack};

	return interval_meets(wide, b);
}

static bool product_is(const struct claim *claim, const struct printed *result,
		       const enum claim_figure *factors, size_t count)
{
	struct interval product = interval_of(1);
	size_t i;

	for (i = 0; i < count; i++) {
		if (!figure(claim, factors[i]))
			return false;
		product = interval_multiply(product, figure(claim, factors[i])->exact);
	}
	return result && equals(product, result->exact);
}

/* Whether the result is hours times power, times what else is named. */
static bool is_hours_by_power(const struct claim *claim, const struct printed *result,
			      enum claim_figure power, enum claim_figure also)
{
	static const enum claim_figure hours[][3] = {
	    {CLAIM_ACCELERATOR_HOURS, CLAIM_FIGURES, CLAIM_FIGURES},
	    {CLAIM_ACCELERATORS, CLAIM_HOURS, CLAIM_FIGURES},
	    {CLAIM_NODE_HOURS, CLAIM_PER_NODE, CLAIM_FIGURES},
	    {CLAIM_NODES, CLAIM_PER_NODE, CLAIM_HOURS}};
	size_t i, k;

	for (i = 0; i < sizeof hours / sizeof *hours; i++) {
		enum claim_figure factors[5] = {hours[i][0]};
		size_t count = 1;

		for (k = 1; k < 3 && hours[i][k] < CLAIM_FIGURES; k++)
			factors[count++] = hours[i][k];
		factors[count++] = power;
		if (also < CLAIM_FIGURES)
			factors[count++] = also;
		if (product_is(claim, result, factors, count))
			return true;
	}
	return false;
}

/* Hours of accelerators are stated, or follow. */
static bool has_hours(const struct claim *claim)
{
	if (figure(claim, CLAIM_ACCELERATOR_HOURS))
		return true;
	if (figure(claim, CLAIM_PER_NODE) && figure(claim, CLAIM_NODE_HOURS))
		return true;
	return figure(claim, CLAIM_HOURS) &&
	       (figure(claim, CLAIM_ACCELERATORS) ||
		(figure(claim, CLAIM_NODES) && figure(claim, CLAIM_PER_NODE)));
}

static bool is_tdp_of(struct align_build *align, const struct claim *claim,
		      const struct thing *accelerator, const struct printed *power)
{
	const struct factor *row = factors_find(align->build.factors, accelerator->slug, "", 0,
						"tdp", claim->place, NULL, align->build.diags);

	return row && equals(interval_of(factors_central(row)), power->exact);
}

/* It is the design power of one of the accelerators that a partial name may mean: 400 W of an
 * "A100-80GB". */
static bool is_tdp_of_any(struct align_build *align, const struct claim *claim,
			  const struct printed *power)
{
	struct arena *arena = align->build.arena;
	const char *at =
	    claim_accelerator_candidates(arena, align->build.factors, claim->hardware_text);

	while (at && (at = strchr(at, '\''))) {
		size_t length = strcspn(++at, "'");
		const struct thing *thing = factors_thing_known(
		    align->build.factors, arena_copy(arena, at, length), "accelerator", NULL);

		if (thing && is_tdp_of(align, claim, thing, power))
			return true;
		at += length + (at[length] != '\0');
	}
	return false;
}

/* The power is what the claim says that the accelerator is designed for, or what the database
 * has of the one that it names. */
static bool is_design_of(struct align_build *align, const struct claim *claim,
			 const struct printed *power)
{
	if (figure(claim, CLAIM_TDP) && equals(figure(claim, CLAIM_TDP)->exact, power->exact))
		return true;
	if (claim->accelerator)
		return is_tdp_of(align, claim, claim->accelerator, power);
	return claim->hardware_text && is_tdp_of_any(align, claim, power);
}

/* The power is a design power: by the claim, or by the total that it is a row of, which may
 * name the accelerator for all of its rows. */
static bool is_design(struct align_build *align, const struct claim *claim,
		      enum claim_figure power)
{
	const struct claim *total = align_total_with(align, claim);

	if (power == CLAIM_TDP)
		return true;
	if (!figure(claim, power))
		return false;
	if (figure(claim, CLAIM_TDP) || claim->accelerator || claim->hardware_text)
		return is_design_of(align, claim, figure(claim, power));
	return total && is_design_of(align, total, figure(claim, power));
}

/* What hours and power tell of where the energy was taken. */
static void meter_by_power(struct align_build *align, struct align_row *row)
{
	static const enum claim_figure powers[] = {CLAIM_POWER, CLAIM_TDP};
	const struct claim *claim = row->claim;
	const struct printed *energy = figure(claim, CLAIM_ENERGY);
	bool hours = has_hours(claim);
	size_t i;

	for (i = 0; i < sizeof powers / sizeof *powers; i++) {
		bool plain, with_pue, with_host;

		if (!figure(claim, powers[i]) || !hours)
			continue;
		plain = !energy || is_hours_by_power(claim, energy, powers[i], CLAIM_FIGURES);
		with_pue = is_hours_by_power(claim, energy, powers[i], CLAIM_PUE);
		with_host = is_hours_by_power(claim, energy, powers[i], CLAIM_HOST_FACTOR);
		if (!plain && !with_pue && !with_host)
			continue;
		row->metered = with_host && !plain ? METERED_NODE : METERED_ACCELERATOR;
		row->design = is_design(align, claim, powers[i]);
		if (with_pue && !plain) {
			row->pue = HELD_INSIDE;
			row->pue_why = "the energy is hours x power x PUE";
		}
		return;
	}
}

/* What is said of the meter, and what the figures tell of it. */
static void find_meter(struct align_build *align, struct align_row *row)
{
	const struct claim *claim = row->claim;

	row->metered = claim->metered;
	row->metered_any = claim->metered != METERED_UNSET || figure(claim, CLAIM_ENERGY) ||
			   figure(claim, CLAIM_ENERGY_PER_UNIT) || figure(claim, CLAIM_POWER) ||
			   figure(claim, CLAIM_NODE_HOURS) || has_hours(claim);
	row->host = row->pue = HELD_UNSAID;
	if (claim->without_host && claim->metered == METERED_FACILITY) {
		row->metered = METERED_ACCELERATOR;
		row->pue = HELD_INSIDE;
		row->pue_why = "multiplied into the energy of the accelerators";
		meter_by_power(align, row);
	} else if (claim->metered == METERED_UNSET &&
		   (claim->power_of == POWER_NODE || claim->power_of == POWER_ALL))
		row->metered = METERED_NODE;
	else if (claim->metered == METERED_UNSET || claim->metered == METERED_ACCELERATOR)
		meter_by_power(align, row);
}

static void find_host(struct align_row *row)
{
	static const char *const words[] = {"host", "server", "node"};

	if (row->metered == METERED_NODE || row->metered == METERED_FACILITY) {
		row->host = HELD_INSIDE;
		row->host_why = row->metered == METERED_NODE ? "metered at the machines"
							     : "metered at the facility";
	} else if (row->metered != METERED_UNSET) {
		row->host = HELD_OUTSIDE;
	}
	if (row->host != HELD_INSIDE && align_holds(row, WORDS(words))) {
		row->host = HELD_INSIDE;
		row->host_why = "its scope holds the machines";
	}
}

/* An idle figure that was metered farther out holds what lies between, where it is added. */
static void find_in_idle(struct align_build *align, struct align_row *row)
{
	bool node = false, facility = false;
	const char *why;
	size_t i;

	for (i = 0; i < row->idle.count; i++) {
		facility |= row->idle.claims[i]->metered == METERED_FACILITY;
		node |= row->idle.claims[i]->metered == METERED_NODE;
	}
	if (!row->idle.count || align->options->to < ALIGN_IDLE)
		return;
	why = arena_printf(align->build.arena, "in the idle figure, %s",
			   align_apart_ids(align->build.arena, &row->idle));
	row->idle_overlaps = facility && row->host != HELD_INSIDE && row->pue == HELD_INSIDE;
	if (row->host != HELD_INSIDE && (facility || node)) {
		row->host = HELD_INSIDE;
		row->host_why = why;
	}
	if (row->pue != HELD_INSIDE && facility) {
		row->pue = HELD_INSIDE;
		row->pue_why = why;
	}
}

/* The emissions over energy x intensity tell whether a PUE lies between them. */
static void find_pue_by_figures(struct align_row *row)
{
	static const enum claim_figure without[] = {CLAIM_ENERGY, CLAIM_INTENSITY};
	static const enum claim_figure with[] = {CLAIM_ENERGY, CLAIM_INTENSITY, CLAIM_PUE};
	const struct claim *claim = row->claim;
	const struct printed *emissions = figure(claim, CLAIM_EMISSIONS);

	if (product_is(claim, emissions, with, 3) &&
	    !product_is(claim, emissions, without, 2)) {
		row->pue = HELD_INSIDE;
		row->pue_why = "the emissions are energy x PUE x intensity";
	} else if (row->metered != METERED_UNSET && product_is(claim, emissions, without, 2)) {
		row->pue = HELD_OUTSIDE;
	}
}

static void find_pue(struct align_row *row)
{
	if (row->metered == METERED_FACILITY) {
		row->pue = HELD_INSIDE;
		row->pue_why = "metered at the facility";
	} else if (row->pue != HELD_INSIDE) {
		find_pue_by_figures(row);
	}
	if (row->pue != HELD_INSIDE && align_holds(row, SCOPE_PUE)) {
		row->pue = HELD_INSIDE;
		row->pue_why = "its scope holds the facility";
	}
}

void align_meter(struct align_build *align, struct align_row *row)
{
	find_meter(align, row);
	find_host(row);
	find_pue(row);
	find_in_idle(align, row);
}
