/* The first cells of a row: its emissions, energy and hours. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/align_parts.h"

#define WORDS(list) (list), sizeof(list) / sizeof *(list)

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

/* The product of figures, where all are stated. */
static struct maybe product(struct align_build *align, const struct claim *claim,
			    const enum claim_figure *figures, size_t count)
{
	struct maybe result = {false, CELL_BAD};
	size_t i;

	for (i = 0; i < count; i++)
		if (!claim->figures[figures[i]])
			return result;
	result = known(align_figure(align, claim, figures[0]));
	for (i = 1; i < count; i++)
		result.cell = sheet_multiply(align->build.sheet, result.cell,
					     align_figure(align, claim, figures[i]));
	return result;
}

struct maybe align_hours_of(struct align_build *align, const struct claim *claim)
{
	static const struct {
		enum claim_figure figures[3];
		size_t count;
	} ways[] = {{{CLAIM_ACCELERATOR_HOURS}, 1},
		    {{CLAIM_ACCELERATORS, CLAIM_HOURS}, 2},
		    {{CLAIM_NODE_HOURS, CLAIM_PER_NODE}, 2},
		    {{CLAIM_NODES, CLAIM_PER_NODE, CLAIM_HOURS}, 3}};
	struct maybe hours = {false, CELL_BAD};
	size_t i;

	for (i = 0; !hours.known && i < sizeof ways / sizeof *ways; i++)
		hours = product(align, claim, ways[i].figures, ways[i].count);
	return hours;
}

/* Hours of what the power is of. */
static struct maybe powered_hours(struct align_build *align, const struct claim *claim)
{
	static const enum claim_figure all[] = {CLAIM_HOURS};
	static const enum claim_figure machines[] = {CLAIM_NODES, CLAIM_HOURS};
	struct maybe hours;

	switch (claim->power_of) {
	case POWER_ALL:
		return product(align, claim, WORDS(all));
	case POWER_NODE:
		if (claim->figures[CLAIM_NODE_HOURS])
			return known(align_figure(align, claim, CLAIM_NODE_HOURS));
		hours = product(align, claim, WORDS(machines));
		if (hours.known)
			return hours;
		hours = align_hours_of(align, claim);
		if (!hours.known || !claim->figures[CLAIM_PER_NODE])
			return (struct maybe){false, CELL_BAD};
		return known(sheet_divide(align->build.sheet, hours.cell,
					  align_figure(align, claim, CLAIM_PER_NODE)));
	case POWER_UNSAID:
	case POWER_ACCELERATOR:
		return align_hours_of(align, claim);
	}
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
	struct maybe hours;
	size_t i;

	if (is_energy(claim->figures[CLAIM_ENERGY]))
		return known(align_figure(align, claim, CLAIM_ENERGY));
	hours = powered_hours(align, claim);
	if (claim->figures[CLAIM_EMISSIONS_PER_UNIT] || !hours.known)
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
	if (scope_names(claim->stage, SCOPE_EMBODIED) && claim->figures[CLAIM_EMBODIED])
		return known(align_figure(align, claim, CLAIM_EMBODIED));
	energy = align_energy_of(align, claim);
	if (energy.known && claim->figures[CLAIM_INTENSITY])
		return known(sheet_multiply(align->build.sheet, energy.cell,
					    align_figure(align, claim, CLAIM_INTENSITY)));
	return (struct maybe){false, CELL_BAD};
}

/* "1000 request", "request": what the figures are of, as an exact input. */
static struct maybe per_of(struct align_build *align, const struct claim *claim, bool *none)
{
	static const struct printed_rule rule = {.unit = "request", .per_any = true};
	struct quantity quantity = {.dist = dist_exact(1),
				    .origin = {.kind = ORIGIN_SCENARIO, .place = claim->place}};
	struct printed printed;
	struct unit_error error;
	const char *message;

	if (!claim->per)
		return (struct maybe){false, CELL_BAD};
	if (printed_read(align->build.arena, claim->per, &rule, claim->place, &printed,
			 &message) == PRINTED_READ) {
		quantity.dist = dist_exact(printed.value);
		quantity.unit = printed.unit;
		*none = !(printed.value > 0);
	} else if (!unit_parse(align->build.arena, claim->per, strlen(claim->per),
			       &quantity.unit, &error)) {
		return (struct maybe){false, CELL_BAD};
	}
	quantity.origin.key = arena_printf(align->build.arena, "%s.per", claim->id);
	return known(sheet_input(align->build.sheet, &quantity));
}

/* Figures of so many requests are those of one. False: of none at all. */
static bool divide_by_use(struct align_build *align, struct align_row *row)
{
	bool none = false;
	struct maybe per = per_of(align, row->claim, &none);
	struct maybe *const cells[] = {&row->electric, &row->energy, &row->hours, &row->rest};
	size_t i;

	if (none)
		return false;
	for (i = 0; per.known && i < sizeof cells / sizeof *cells; i++)
		if (cells[i]->known)
			cells[i]->cell =
			    sheet_divide(align->build.sheet, cells[i]->cell, per.cell);
	row->per = per;
	return true;
}

/* Figures of one request, where there are none of all. */
static void start_per_unit(struct align_build *align, struct align_row *row)
{
	const struct claim *claim = row->claim;

	if (claim->figures[CLAIM_EMISSIONS_PER_UNIT])
		row->electric = known(align_figure(align, claim, CLAIM_EMISSIONS_PER_UNIT));
	if (claim->figures[CLAIM_ENERGY_PER_UNIT])
		row->energy = known(align_figure(align, claim, CLAIM_ENERGY_PER_UNIT));
	row->hours = (struct maybe){false, CELL_BAD};
}

/* The embodied part of the figure, where it or parts of a total state it. */
static struct maybe embodied_inside(struct align_build *align, const struct align_row *row)
{
	struct maybe sum = {false, CELL_BAD};
	size_t i;

	if (row->claim->figures[CLAIM_EMBODIED])
		return known(align_figure(align, row->claim, CLAIM_EMBODIED));
	if (row->embodied.count && !row->claim->per)
		return align_apart_of(align, &row->embodied);
	for (i = 0; i < row->part_count; i++) {
		struct maybe part = {false, CELL_BAD};

		if (scope_names(row->parts[i]->stage, SCOPE_EMBODIED))
			part = align_emissions_of(align, row->parts[i]);
		if (part.known)
			sum =
			    known(sum.known ? sheet_add(align->build.sheet, sum.cell, part.cell)
					    : part.cell);
	}
	return sum;
}

/* The figure is of one request, an embodied one of all of them. */
static bool of_one_unit(const struct align_row *row)
{
	return !row->claim->figures[CLAIM_EMISSIONS] &&
	       row->claim->figures[CLAIM_EMISSIONS_PER_UNIT];
}

/* What is printed as embodied within the figure. */
static double embodied_printed(const struct align_row *row)
{
	const struct printed *own = row->claim->figures[CLAIM_EMBODIED];
	double sum = 0;
	size_t i;

	if (own)
		return own->value;
	for (i = 0; i < row->embodied.count; i++)
		sum += align_stated_value(row->embodied.claims[i]);
	for (i = 0; i < row->part_count && !row->embodied.count; i++)
		if (scope_names(row->parts[i]->stage, SCOPE_EMBODIED))
			sum += align_stated_value(row->parts[i]);
	return sum;
}

/* A part is not more than the whole. */
static bool is_more_than_whole(const struct align_row *row)
{
	const struct claim *claim = row->claim;
	const struct printed *energy = claim->figures[CLAIM_ENERGY];
	const struct printed *intensity = claim->figures[CLAIM_INTENSITY];
	double whole = align_stated_value(claim);

	if (!claim->figures[CLAIM_EMISSIONS] && energy && intensity)
		whole = energy->value * intensity->value;
	return whole > 0 && embodied_printed(row) > whole;
}

/* Embodied emissions within the figure are not electricity's. */
static void take_embodied_out(struct align_build *align, struct align_row *row)
{
	if (!row->electric.known ||
	    !(align_holds(row, SCOPE_EMBODIED) || (row->embodied.count && align_is_sum(row))))
		return;
	if (is_more_than_whole(row)) {
		align_note(row, "the embodied part is more than the whole that is to hold it: "
				"not taken out of it");
		return;
	}
	if (!of_one_unit(row))
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

	align_meter(align, row);
	row->hours = align_hours_of(align, claim);
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
	if (!divide_by_use(align, row)) {
		row->electric.known = row->energy.known = false;
		align_unknown(row, ALIGN_STATED, "its figures are those of no request at all");
		return;
	}
	if (!row->electric.known) {
		align_start_energy(align, row);
		return;
	}
	sum = align_sum(align, row);
	*stated = (struct align_step_cells){
	    .status = ALIGN_CROSSED, .after = sum, .adds = sum, .what = "as published"};
}
