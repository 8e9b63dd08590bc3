/* Where a publication metered, what its figures hold, and which claims belong together. */

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/align_parts.h"

enum { MOST_WORDS = 8 };

static const char *const idle_words[] = {"idle"};
static const char *const experiment_words[] = {"rnd", "experiment", "development", "research"};
static const char *const embodied_words[] = {"embodied", "manufactur", "hardware"};

#define WORDS(list) (list), sizeof(list) / sizeof *(list)

static bool holds_word(const char *text, const char *word)
{
	size_t length = strlen(word);

	for (; *text; text++) {
		size_t i = 0;

		while (i < length && tolower((unsigned char)text[i]) == word[i])
			i++;
		if (i == length)
			return true;
	}
	return false;
}

static bool is_stage(const char *stage, const char *const *words, size_t count)
{
	size_t i;

	for (i = 0; stage && i < count; i++)
		if (holds_word(stage, words[i]))
			return true;
	return false;
}

bool align_holds(const struct align_row *row, const char *const *words, size_t count)
{
	size_t i;

	for (i = 0; i < row->claim->scope_count; i++)
		if (is_stage(row->claim->scope[i], words, count))
			return true;
	for (i = 0; i < row->part_count; i++)
		if (is_stage(row->parts[i]->stage, words, count) ||
		    is_stage(row->parts[i]->id, words, count))
			return true;
	return false;
}

bool align_is_use(const struct align_row *row)
{
	static const char *const words[] = {"inference", "serving", "deployment", "use"};

	return is_stage(row->claim->stage, WORDS(words)) || row->claim->per ||
	       row->claim->figures[CLAIM_VOLUME] ||
	       row->claim->figures[CLAIM_ENERGY_PER_UNIT] ||
	       row->claim->figures[CLAIM_EMISSIONS_PER_UNIT];
}

/* A claim of another stage of this one's model. */
static bool goes_with(const struct claim *claim, const struct claim *other)
{
	return claim != other && claim->model && other->model &&
	       text_same_nocase(claim->model, other->model) &&
	       !is_stage(claim->stage, WORDS(idle_words)) &&
	       !is_stage(claim->stage, WORDS(experiment_words)) &&
	       !is_stage(claim->stage, WORDS(embodied_words));
}

static bool is_companion(const struct align_build *align, const struct claim *claim)
{
	size_t i;

	if (!is_stage(claim->stage, WORDS(idle_words)) &&
	    !is_stage(claim->stage, WORDS(experiment_words)) &&
	    !is_stage(claim->stage, WORDS(embodied_words)))
		return false;
	for (i = 0; i < align->claims->count; i++)
		if (goes_with(&align->claims->claims[i], claim))
			return true;
	return false;
}

static const struct claim *claim_named(const struct claims *claims, const char *id)
{
	size_t i;

	for (i = 0; i < claims->count; i++)
		if (text_same(claims->claims[i].id, id))
			return &claims->claims[i];
	return NULL;
}

/* The total of one model, whose parts are its stages. */
static bool is_total(const struct claim *claim)
{
	return claim->total_count && is_stage(claim->stage, (const char *const[]){"total"}, 1);
}

static bool is_part(const struct align_build *align, const struct claim *claim)
{
	const struct claims *claims = align->claims;
	size_t i, k;

	for (i = 0; i < claims->count; i++) {
		const struct claim *total = &claims->claims[i];

		for (k = 0; total != claim && is_total(total) && k < total->total_count; k++)
			if (text_same(total->total_of[k], claim->id))
				return true;
	}
	return false;
}

static void find_parts(struct align_build *align, struct align_row *row)
{
	const struct claim *claim = row->claim;
	const struct claim **parts;
	size_t i;

	if (!is_total(claim))
		return;
	parts = arena_alloc(align->build.arena, claim->total_count * sizeof *parts);
	for (i = 0; i < claim->total_count; i++) {
		parts[row->part_count] = claim_named(align->claims, claim->total_of[i]);
		row->part_count += parts[row->part_count] != NULL;
	}
	row->parts = parts;
}

static void find_companions(struct align_build *align, struct align_row *row)
{
	size_t i;

	for (i = 0; i < align->claims->count; i++) {
		const struct claim *other = &align->claims->claims[i];

		if (!goes_with(row->claim, other) || is_part(align, other))
			continue;
		if (is_stage(other->stage, WORDS(idle_words)))
			row->idle = other;
		else if (is_stage(other->stage, WORDS(experiment_words)))
			row->experiments = other;
		else if (is_stage(other->stage, WORDS(embodied_words)))
			row->embodied = other;
	}
}

/* Where a total's parts all are, where it does not say. */
static const struct region *region_of(const struct align_row *row)
{
	const struct region *region = row->claim->region;
	size_t i;

	for (i = 0; i < row->part_count && !row->claim->region; i++) {
		const struct region *part = row->parts[i]->region;

		if (part && region && !text_same(part->code, region->code))
			return NULL;
		region = part ? part : region;
	}
	return region;
}

void align_rows(struct align_build *align)
{
	size_t i;

	align->rows =
	    arena_alloc(align->build.arena, (align->claims->count + 1) * sizeof *align->rows);
	for (i = 0; i < align->claims->count; i++) {
		const struct claim *claim = &align->claims->claims[i];
		struct align_row *row = &align->rows[align->count];

		if (is_companion(align, claim) || is_part(align, claim))
			continue;
		*row = (struct align_row){.claim = claim};
		find_parts(align, row);
		find_companions(align, row);
		row->region = region_of(row);
		align->count++;
	}
}

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
	static const enum claim_figure hours[][2] = {{CLAIM_ACCELERATOR_HOURS, CLAIM_FIGURES},
						     {CLAIM_ACCELERATORS, CLAIM_HOURS}};
	size_t i;

	for (i = 0; i < sizeof hours / sizeof *hours; i++) {
		enum claim_figure factors[4] = {hours[i][0]};
		size_t count = 1;

		if (hours[i][1] < CLAIM_FIGURES)
			factors[count++] = hours[i][1];
		factors[count++] = power;
		if (also < CLAIM_FIGURES)
			factors[count++] = also;
		if (product_is(claim, result, factors, count))
			return true;
	}
	return false;
}

/* The power is the design power of the accelerator. */
static bool is_design(struct align_build *align, const struct claim *claim,
		      enum claim_figure power)
{
	const struct factor *row;

	if (power == CLAIM_TDP)
		return true;
	if (figure(claim, CLAIM_TDP) && figure(claim, power))
		return equals(figure(claim, CLAIM_TDP)->exact, figure(claim, power)->exact);
	if (!claim->accelerator || !figure(claim, power))
		return false;
	row = factors_find(align->build.factors, claim->accelerator->slug, "", 0, "tdp",
			   claim->place, NULL, align->build.diags);
	return row && equals(interval_of(factors_central(row)), figure(claim, power)->exact);
}

/* What hours and power tell of where the energy was taken. */
static void meter_by_power(struct align_build *align, struct align_row *row)
{
	static const enum claim_figure powers[] = {CLAIM_POWER, CLAIM_TDP};
	const struct claim *claim = row->claim;
	const struct printed *energy = figure(claim, CLAIM_ENERGY);
	size_t i;

	for (i = 0; i < sizeof powers / sizeof *powers; i++) {
		bool hours = figure(claim, CLAIM_ACCELERATOR_HOURS) ||
			     (figure(claim, CLAIM_ACCELERATORS) && figure(claim, CLAIM_HOURS));
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

static void find_meter(struct align_build *align, struct align_row *row)
{
	const struct claim *claim = row->claim;

	row->metered = claim->metered;
	row->metered_any = claim->metered != METERED_UNSET || figure(claim, CLAIM_ENERGY) ||
			   figure(claim, CLAIM_ENERGY_PER_UNIT) || figure(claim, CLAIM_POWER) ||
			   figure(claim, CLAIM_ACCELERATOR_HOURS) ||
			   figure(claim, CLAIM_NODE_HOURS);
	row->host = row->pue = HELD_UNSAID;
	if (claim->metered == METERED_UNSET &&
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

/* An idle figure that was metered farther out holds what lies between. */
static void find_in_idle(struct align_build *align, struct align_row *row)
{
	const char *why;

	if (!row->idle)
		return;
	why = arena_printf(align->build.arena, "in the idle figure, '%s'", row->idle->id);
	if (row->host != HELD_INSIDE &&
	    (row->idle->metered == METERED_FACILITY || row->idle->metered == METERED_NODE)) {
		row->host = HELD_INSIDE;
		row->host_why = why;
	}
	if (row->pue != HELD_INSIDE && row->idle->metered == METERED_FACILITY) {
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
	static const char *const words[] = {"pue", "cooling", "facility", "infrastructure",
					    "overhead"};

	if (row->metered == METERED_FACILITY) {
		row->pue = HELD_INSIDE;
		row->pue_why = "metered at the facility";
	} else if (row->pue != HELD_INSIDE) {
		find_pue_by_figures(row);
	}
	if (row->pue != HELD_INSIDE && align_holds(row, WORDS(words))) {
		row->pue = HELD_INSIDE;
		row->pue_why = "its scope holds the facility";
	}
}

cell align_figure(struct align_build *align, const struct claim *claim, enum claim_figure id)
{
	const struct printed *printed = claim->figures[id];
	struct quantity quantity = {
	    .dist = dist_exact(printed->value),
	    .unit = printed->unit,
	    .origin = {.kind = ORIGIN_SCENARIO,
		       .place = printed->place,
		       .key = arena_printf(align->build.arena, "%s.%s", claim->id,
					   claim_figure_key(id))},
	};

	return sheet_input(align->build.sheet, &quantity);
}

static struct maybe known(cell c)
{
	return (struct maybe){true, c};
}

/* Hours of all accelerators, as far as they are stated. */
static struct maybe hours_of(struct align_build *align, const struct claim *claim)
{
	struct sheet *sheet = align->build.sheet;

	if (claim->figures[CLAIM_ACCELERATOR_HOURS])
		return known(align_figure(align, claim, CLAIM_ACCELERATOR_HOURS));
	if (claim->figures[CLAIM_ACCELERATORS] && claim->figures[CLAIM_HOURS])
		return known(sheet_multiply(sheet,
					    align_figure(align, claim, CLAIM_ACCELERATORS),
					    align_figure(align, claim, CLAIM_HOURS)));
	if (claim->figures[CLAIM_NODE_HOURS] && claim->figures[CLAIM_PER_NODE])
		return known(sheet_multiply(sheet, align_figure(align, claim, CLAIM_NODE_HOURS),
					    align_figure(align, claim, CLAIM_PER_NODE)));
	return (struct maybe){false, CELL_BAD};
}

static bool is_energy(const struct printed *printed)
{
	return printed && printed->unit.dimensions.exponent[DIMENSION_ENERGY] == 1 &&
	       printed->unit.dimensions.exponent[DIMENSION_TIME] == 0;
}

struct maybe align_energy_of(struct align_build *align, const struct claim *claim)
{
	static const enum claim_figure powers[] = {CLAIM_POWER, CLAIM_TDP};
	struct maybe hours = hours_of(align, claim);
	size_t i;

	if (is_energy(claim->figures[CLAIM_ENERGY]))
		return known(align_figure(align, claim, CLAIM_ENERGY));
	if (claim->figures[CLAIM_EMISSIONS_PER_UNIT] || !hours.known ||
	    claim->power_of == POWER_NODE || claim->power_of == POWER_ALL)
		return (struct maybe){false, CELL_BAD};
	for (i = 0; i < sizeof powers / sizeof *powers; i++)
		if (claim->figures[powers[i]] &&
		    claim->figures[powers[i]]->unit.dimensions.exponent[DIMENSION_TIME] == -1)
			return known(sheet_multiply(align->build.sheet, hours.cell,
						    align_figure(align, claim, powers[i])));
	return (struct maybe){false, CELL_BAD};
}

struct maybe align_emissions_of(struct align_build *align, const struct claim *claim)
{
	struct maybe energy;

	if (claim->figures[CLAIM_EMISSIONS])
		return known(align_figure(align, claim, CLAIM_EMISSIONS));
	energy = align_energy_of(align, claim);
	if (energy.known && claim->figures[CLAIM_INTENSITY])
		return known(sheet_multiply(align->build.sheet, energy.cell,
					    align_figure(align, claim, CLAIM_INTENSITY)));
	return (struct maybe){false, CELL_BAD};
}

/* Figures of one request, where there are none of all. */
static void start_per_unit(struct align_build *align, struct align_row *row)
{
	const struct claim *claim = row->claim;

	if (claim->figures[CLAIM_EMISSIONS_PER_UNIT])
		row->electric = known(align_figure(align, claim, CLAIM_EMISSIONS_PER_UNIT));
	if (claim->figures[CLAIM_ENERGY_PER_UNIT])
		row->energy = known(align_figure(align, claim, CLAIM_ENERGY_PER_UNIT));
}

/* The embodied part of the figure, where it or parts of a total state it. */
static struct maybe embodied_inside(struct align_build *align, const struct align_row *row)
{
	struct maybe sum = {false, CELL_BAD};
	size_t i;

	if (row->claim->figures[CLAIM_EMBODIED])
		return known(align_figure(align, row->claim, CLAIM_EMBODIED));
	for (i = 0; i < row->part_count; i++) {
		struct maybe part = {false, CELL_BAD};

		if (is_stage(row->parts[i]->stage, WORDS(embodied_words)))
			part = align_emissions_of(align, row->parts[i]);
		if (part.known)
			sum =
			    known(sum.known ? sheet_add(align->build.sheet, sum.cell, part.cell)
					    : part.cell);
	}
	return sum;
}

/* Embodied emissions within the figure are not electricity's. */
static void take_embodied_out(struct align_build *align, struct align_row *row)
{
	if (!row->electric.known || !align_holds(row, WORDS(embodied_words)))
		return;
	row->rest = embodied_inside(align, row);
	if (!row->rest.known) {
		align_note(row,
			   "the embodied part is not stated apart: what is multiplied below "
			   "is multiplied with it");
		return;
	}
	row->electric.cell =
	    sheet_subtract(align->build.sheet, row->electric.cell, row->rest.cell);
}

void align_start(struct align_build *align, struct align_row *row)
{
	const struct claim *claim = row->claim;
	struct align_step_cells *stated = &row->steps[ALIGN_STATED];
	cell sum;

	find_meter(align, row);
	find_host(row);
	find_pue(row);
	find_in_idle(align, row);
	row->hours = hours_of(align, claim);
	row->electric = align_emissions_of(align, claim);
	row->energy = align_energy_of(align, claim);
	row->location =
	    claim->accounting != ACCOUNTING_MARKET && claim->accounting != ACCOUNTING_MARGINAL;
	if (!row->electric.known && !row->energy.known)
		start_per_unit(align, row);
	if (!row->electric.known && claim->figures[CLAIM_MARKET_EMISSIONS]) {
		row->electric = known(align_figure(align, claim, CLAIM_MARKET_EMISSIONS));
		row->location = false;
	}
	take_embodied_out(align, row);
	if (!row->electric.known) {
		align_start_energy(align, row);
		return;
	}
	sum = align_sum(align, row);
	*stated = (struct align_step_cells){
	    .status = ALIGN_CROSSED, .after = sum, .adds = sum, .what = "as published"};
}
