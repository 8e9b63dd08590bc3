/* The bridges that multiply: hosts, the facility, the grid. */

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/align_parts.h"

static struct maybe known(cell c)
{
	return (struct maybe){true, c};
}

/* Multiplies what is on the way by a factor. */
static void multiply(struct align_build *align, struct align_row *row, cell factor)
{
	struct sheet *sheet = align->build.sheet;

	row->electric.cell = sheet_multiply(sheet, row->electric.cell, factor);
	if (row->energy.known)
		row->energy.cell = sheet_multiply(sheet, row->energy.cell, factor);
}

static void cross_by(struct align_build *align, struct align_row *row, enum align_step step,
		     cell factor, const struct align_step_cells *words)
{
	cell before = align_sum(align, row);

	multiply(align, row, factor);
	align_cross(align, row, step, before, factor, words);
}

/* Design power is rarely drawn: the machine is counted at its usual load. */
static cell with_load(struct align_build *align, const struct align_row *row, cell factor,
		      const char **what)
{
	const struct factor *load =
	    align_default(align, align_is_use(row) ? "load-inference" : "load-training");

	if (!row->design || !load)
		return factor;
	*what = arena_printf(align->build.arena, "%s and load of the design power", *what);
	return sheet_multiply(align->build.sheet, factor, align_factor(align, row, load));
}

static void cross_host(struct align_build *align, struct align_row *row)
{
	struct sheet *sheet = align->build.sheet;
	const char *name =
	    row->metered == METERED_COMPONENTS ? "codecarbon-left-out" : "host-factor";
	const char *what =
	    row->metered == METERED_COMPONENTS ? "power supply, fans, network" : "host factor";
	const struct factor *usual = align_default(align, name);
	struct align_step_cells words = {.operation = 'x', .unit = ""};
	cell factor;

	if (row->claim->figures[CLAIM_HOST_FACTOR] && row->metered == METERED_ACCELERATOR) {
		factor = align_figure(align, row->claim, CLAIM_HOST_FACTOR);
		what = "host factor as stated";
	} else if (usual) {
		factor = align_factor(align, row, usual);
		words.source = usual->citation;
	} else {
		align_unknown(row, ALIGN_HOST, "the database has no default host factor");
		return;
	}
	factor = with_load(align, row, factor, &what);
	if (row->host == HELD_UNSAID) {
		factor = align_unsaid(align, row, factor, "host");
		what = "host factor, or 1 where it is inside: not said which";
	}
	words.what = what;
	cross_by(align, row, ALIGN_HOST, sheet_name(sheet, factor, what), &words);
}

void align_host(struct align_build *align, struct align_row *row)
{
	enum align_apart apart = align_stage_apart(row->claim);

	if (apart == APART_IDLE || apart == APART_EMBODIED)
		align_unknown(row, ALIGN_HOST,
			      "a stage alone: no claim states the run that it belongs to (one "
			      "of the same model, without this stage)");
	else if (row->host == HELD_INSIDE)
		align_inside(align, row, ALIGN_HOST, row->host_why);
	else if (!row->metered_any)
		align_unknown(row, ALIGN_HOST,
			      "neither an energy nor hours are stated: what was metered is not "
			      "known");
	else
		cross_host(align, row);
	if (row->host == HELD_INSIDE && row->design)
		align_note(row,
			   "the energy is hours x design power: what was drawn is not known");
}

/* Of the region, its provider, or of an unknown site. */
static const struct factor *pue_row(struct align_build *align, const struct align_row *row)
{
	struct build *build = &align->build;
	const struct region *region = row->region;
	int year = row->claim->year;
	const struct factor *found = NULL;

	if (region && region->provider &&
	    !factors_has_own(build->factors, "pue", region->code, year, "ratio"))
		found = factors_find(build->factors, "pue", region->provider, year, "ratio",
				     row->claim->place, NULL, build->diags);
	if (!found && region)
		found = factors_find(build->factors, "pue", region->code, year, "ratio",
				     row->claim->place, NULL, build->diags);
	if (!found)
		found = factors_find(build->factors, "pue", "kind:unknown", 0, "ratio",
				     row->claim->place, NULL, build->diags);
	return found;
}

struct maybe align_pue_of(struct align_build *align, const struct align_row *row)
{
	const struct factor *usual;

	if (row->claim->figures[CLAIM_PUE])
		return known(align_figure(align, row->claim, CLAIM_PUE));
	usual = pue_row(align, row);
	return usual ? known(align_factor(align, row, usual)) : (struct maybe){false, CELL_BAD};
}

void align_pue(struct align_build *align, struct align_row *row)
{
	struct align_step_cells words = {.operation = 'x', .unit = "", .what = "PUE as stated"};
	const struct printed *stated = row->claim->figures[CLAIM_PUE];
	const struct factor *usual;
	cell factor;

	if (row->pue == HELD_INSIDE) {
		align_inside(align, row, ALIGN_PUE, row->pue_why);
		return;
	}
	usual = stated && stated->value > 1 ? NULL : pue_row(align, row);
	if (stated && (stated->value > 1 || !usual)) {
		factor = align_figure(align, row->claim, CLAIM_PUE);
	} else {
		if (!usual) {
			align_unknown(row, ALIGN_PUE, "the database has no PUE for it");
			return;
		}
		factor = align_factor(align, row, usual);
		words.source = usual->citation;
		words.what = arena_printf(align->build.arena, "PUE of %s",
					  *usual->region && !text_starts(usual->region, "kind:")
					      ? usual->region
					      : "an unknown site");
	}
	/* A PUE of 1 is none: of a machine outside of a data centre, or one that was not
	 * counted.
	 */
	if (row->pue == HELD_UNSAID || (stated && usual)) {
		factor = align_unsaid(align, row, factor, "pue");
		words.what = arena_printf(align->build.arena,
					  stated && usual
					      ? "%s, or 1 as stated, which counts none"
					      : "%s, or 1 where it is inside: not said which",
					  words.what);
	}
	cross_by(align, row, ALIGN_PUE, factor, &words);
}

static const struct factor *grid_row(struct align_build *align, const struct align_row *row)
{
	const struct claim *claim = row->claim;

	if (!row->region)
		return NULL;
	return factors_find(align->build.factors, "electricity", row->region->code, claim->year,
			    "gwp", claim->place, NULL, align->build.diags);
}

/* Emissions of the energy on the way, by the grid of the region. */
static bool by_grid(struct align_build *align, struct align_row *row, cell *factor,
		    struct align_step_cells *words)
{
	const struct factor *grid = grid_row(align, row);

	if (!grid || !row->energy.known)
		return false;
	*factor = align_factor(align, row, grid);
	row->electric = known(sheet_multiply(align->build.sheet, row->energy.cell, *factor));
	row->location = true;
	row->delivered = text_same(grid->delivery, "delivered");
	words->source = grid->citation;
	words->unit = "kgCO2e/kWh";
	words->what = arena_printf(align->build.arena, "grid of %s", grid->region);
	return true;
}

void align_start_energy(struct align_build *align, struct align_row *row)
{
	struct align_step_cells words = {.operation = '='};
	cell factor;

	row->ended = true;
	if (!row->energy.known) {
		align_unknown(row, ALIGN_STATED, "no emissions and no energy are stated");
		return;
	}
	if (row->claim->figures[CLAIM_INTENSITY]) {
		factor = align_figure(align, row->claim, CLAIM_INTENSITY);
		row->electric =
		    known(sheet_multiply(align->build.sheet, row->energy.cell, factor));
		row->location = row->claim->accounting != ACCOUNTING_MARKET;
		words.what = "energy x intensity as stated";
	} else if (!by_grid(align, row, &factor, &words)) {
		align_unknown(
		    row, ALIGN_STATED,
		    "an energy is stated, and neither emissions nor where it was drawn");
		return;
	}
	row->ended = false;
	words.status = ALIGN_CROSSED;
	words.after = words.adds = align_sum(align, row);
	words.factor = known(factor);
	words.unit = "kgCO2e/kWh";
	if (!row->claim->figures[CLAIM_INTENSITY])
		words.what = arena_printf(align->build.arena, "energy x %s", words.what);
	row->steps[ALIGN_STATED] = words;
}

/* How far the stated intensity is from that of the tables is told, and changes nothing: no
 * warning either. */
static void compare_grid(struct align_build *align, struct align_row *row)
{
	const struct printed *stated = row->claim->figures[CLAIM_INTENSITY];
	struct diags *diags = align->build.diags;
	const struct factor *grid;
	struct unit unit;

	align->build.diags = diags_new(align->build.arena);
	grid = stated ? grid_row(align, row) : NULL;
	align->build.diags = diags;
	if (!grid)
		return;
	unit = stated->unit;
	align_note(row,
		   arena_printf(align->build.arena, "its intensity is %s%s%s; %s has %.3g %s",
				stated->text, stated->doubts & PRINTED_NO_UNIT ? " " : "",
				stated->doubts & PRINTED_NO_UNIT ? unit.text : "", grid->id,
				factors_central(grid) / unit.scale, unit.text));
}

void align_grid(struct align_build *align, struct align_row *row)
{
	struct align_step_cells words = {.operation = '='};
	cell before, factor;

	if (row->location) {
		align_inside(align, row, ALIGN_GRID,
			     row->claim->accounting == ACCOUNTING_LOCATION ? "location-based"
			     : row->claim->figures[CLAIM_MARKET_EMISSIONS]
				 ? "location-based: a market-based figure stands beside it"
				 : "taken as location-based, which it does not say");
		compare_grid(align, row);
		return;
	}
	before = align_sum(align, row);
	if (by_grid(align, row, &factor, &words)) {
		align_cross(align, row, ALIGN_GRID, before, factor, &words);
		return;
	}
	align_unknown(row, ALIGN_GRID,
		      row->energy.known
			  ? "not location-based, and where the energy was drawn is not stated"
			  : "not location-based, and no energy is stated");
}
