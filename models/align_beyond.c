/* The bridges that add: idle machines, experiments, hardware, losses of the grid. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/align_parts.h"

#define WORDS(list) (list), sizeof(list) / sizeof *(list)

static struct maybe known(cell c)
{
	return (struct maybe){true, c};
}

static bool is_per_unit(const struct align_row *row)
{
	return row->per.known ||
	       (!row->claim->figures[CLAIM_EMISSIONS] && !row->claim->figures[CLAIM_ENERGY]);
}

/* Claims that state the stage; their emissions are added as they are. */
static bool add_apart(struct align_build *align, struct align_row *row, enum align_step step,
		      const struct align_others *others, struct maybe *sum)
{
	return others->count && !is_per_unit(row) &&
	       align_add_apart(align, row, step, others, sum);
}

static const char *or_none(struct align_build *align, const char *what)
{
	return arena_printf(align->build.arena,
			    "%s, or none where the total holds it: not said which", what);
}

/* The electricity grows by a default share of itself. */
static void add_ratio(struct align_build *align, struct align_row *row, enum align_step step,
		      const char *name, const char *what)
{
	const struct factor *usual = align_default(align, name);
	struct sheet *sheet = align->build.sheet;
	cell before = align_sum(align, row);
	cell ratio, times;

	if (!usual) {
		align_unknown(row, step, "the database has no default for it");
		return;
	}
	ratio = align_factor(align, row, usual);
	if (row->holds_unsaid) {
		ratio = sheet_multiply(sheet, ratio, align_share(align, row, name));
		what = or_none(align, what);
	}
	times = sheet_add(sheet, sheet_constant(sheet, 1), ratio);
	row->electric.cell = sheet_multiply(sheet, row->electric.cell, times);
	if (step == ALIGN_EXPERIMENTS)
		row->times = known(times);
	align_cross(align, row, step, before, ratio,
		    &(struct align_step_cells){
			.operation = '%', .unit = "", .what = what, .source = usual->citation});
}

void align_idle(struct align_build *align, struct align_row *row)
{
	if (align_holds(row, SCOPE_IDLE) || (row->idle.count && align_is_sum(row)))
		align_inside(align, row, ALIGN_IDLE, "its scope holds idle machines");
	else if (!add_apart(align, row, ALIGN_IDLE, &row->idle, &row->electric))
		add_ratio(align, row, ALIGN_IDLE, "idle-ratio", "for idle machines");
}

void align_experiments(struct align_build *align, struct align_row *row)
{
	if (align_is_use(row)) {
		row->steps[ALIGN_EXPERIMENTS] = (struct align_step_cells){
		    .status = ALIGN_NOT_ASKED, .what = "answering requests has none"};
		return;
	}
	if (align_stage_apart(row->claim) == APART_EXPERIMENTS)
		align_inside(align, row, ALIGN_EXPERIMENTS, "the figure is of experiments");
	else if (align_holds(row, SCOPE_EXPERIMENTS) ||
		 (row->experiments.count && align_is_sum(row)))
		align_inside(align, row, ALIGN_EXPERIMENTS, "its scope holds experiments");
	else if (!add_apart(align, row, ALIGN_EXPERIMENTS, &row->experiments, &row->electric))
		add_ratio(align, row, ALIGN_EXPERIMENTS, "experiments-ratio",
			  "for experiments and failed runs");
}

static const struct factor *thing_row(struct align_build *align, const struct align_row *row,
				      const char *slug, const char *criterion)
{
	return factors_find(align->build.factors, slug, "", 0, criterion, row->claim->place,
			    NULL, align->build.diags);
}

/* Making an accelerator with its share of the server around it. */
static struct maybe device_impact(struct align_build *align, const struct align_row *row,
				  const char **source)
{
	struct sheet *sheet = align->build.sheet;
	const char *slug =
	    row->claim->accelerator ? row->claim->accelerator->slug : "accelerator";
	const struct factor *made = thing_row(align, row, slug, "gwp");
	const struct factor *server = thing_row(align, row, "server-without-gpus", "gwp");
	const struct factor *per_server = align_default(align, "accelerators-per-server");
	cell impact;

	if (!made)
		made = thing_row(align, row, "accelerator", "gwp");
	if (!made)
		return (struct maybe){false, CELL_BAD};
	impact = align_factor(align, row, made);
	*source = made->citation;
	if (server && per_server && !thing_row(align, row, slug, "host-share"))
		impact = sheet_add(sheet, impact,
				   sheet_divide(sheet, align_factor(align, row, server),
						align_factor(align, row, per_server)));
	return known(impact);
}

/* Hours that the energy took, where they are not stated: that at the facility over the usual
 * power there. */
static struct maybe hours_by_energy(struct align_build *align, const struct align_row *row)
{
	struct sheet *sheet = align->build.sheet;
	const struct factor *tdp =
	    row->claim->accelerator
		? thing_row(align, row, row->claim->accelerator->slug, "tdp")
		: NULL;
	const struct factor *load =
	    align_default(align, align_is_use(row) ? "load-inference" : "load-training");
	const struct factor *host = align_default(align, "host-factor");
	struct maybe pue = align_pue_of(align, row);
	cell power;

	if (!tdp || !load || !host || !pue.known || !row->energy.known)
		return (struct maybe){false, CELL_BAD};
	power = sheet_multiply(sheet, align_factor(align, row, tdp),
			       align_factor(align, row, load));
	power = sheet_multiply(sheet, power, align_factor(align, row, host));
	power = sheet_multiply(sheet, power, pue.cell);
	return known(sheet_divide(sheet, row->energy.cell, power));
}

static bool add_hardware(struct align_build *align, struct align_row *row)
{
	struct sheet *sheet = align->build.sheet;
	const struct factor *lifetime = align_default(align, "lifetime");
	const struct factor *utilization = align_default(align, "utilization");
	const char *source = NULL;
	struct maybe impact = device_impact(align, row, &source);
	struct maybe hours = row->hours.known ? row->hours : hours_by_energy(align, row);
	cell before = align_sum(align, row);
	const char *what =
	    row->times.known ? "an accelerator hour with its share of a server, experiments too"
			     : "an accelerator hour with its share of a server";
	cell per_hour, all;

	if (!hours.known || !impact.known || !lifetime || !utilization)
		return false;
	per_hour = sheet_divide(sheet, impact.cell,
				sheet_multiply(sheet, align_factor(align, row, lifetime),
					       align_factor(align, row, utilization)));
	if (row->holds_unsaid) {
		per_hour = sheet_multiply(sheet, per_hour, align_share(align, row, "embodied"));
		what = or_none(align, what);
	}
	if (row->times.known)
		hours.cell = sheet_multiply(sheet, hours.cell, row->times.cell);
	all = sheet_multiply(sheet, hours.cell, per_hour);
	row->rest = known(row->rest.known ? sheet_add(sheet, row->rest.cell, all) : all);
	align_cross(align, row, ALIGN_EMBODIED, before, per_hour,
		    &(struct align_step_cells){
			.operation = '+', .unit = "kgCO2e/h", .what = what, .source = source});
	return true;
}

void align_embodied(struct align_build *align, struct align_row *row)
{
	const struct claim *claim = row->claim;

	if (align_holds(row, SCOPE_EMBODIED) || (row->embodied.count && align_is_sum(row))) {
		align_inside(align, row, ALIGN_EMBODIED, "its scope holds the hardware");
		return;
	}
	if (claim->figures[CLAIM_EMBODIED] && (row->per.known || !is_per_unit(row))) {
		cell before = align_sum(align, row);
		cell embodied = align_figure(align, claim, CLAIM_EMBODIED);

		if (row->per.known)
			embodied = sheet_divide(align->build.sheet, embodied, row->per.cell);
		row->rest = known(embodied);
		align_cross(align, row, ALIGN_EMBODIED, before, embodied,
			    &(struct align_step_cells){.operation = '+',
						       .unit = "kgCO2e",
						       .what = "stated apart",
						       .source = claim->source});
		row->steps[ALIGN_EMBODIED].status = ALIGN_APART;
		return;
	}
	if (!add_apart(align, row, ALIGN_EMBODIED, &row->embodied, &row->rest) &&
	    !add_hardware(align, row))
		align_unknown(row, ALIGN_EMBODIED,
			      "no accelerator hours are stated, and none follow from the "
			      "energy: name the accelerator");
}

static const struct factor *find_losses(struct align_build *align, const struct align_row *row,
					const char *region)
{
	return factors_find(align->build.factors, "losses", region, row->claim->year, "ratio",
			    row->claim->place, NULL, align->build.diags);
}

/* What a country's grid loses is lost for each of its places: no step back is told of. */
static const struct factor *losses_row(struct align_build *align, const struct align_row *row)
{
	struct diags *diags = align->build.diags;
	const struct factor *found = NULL;

	align->build.diags = diags_new(align->build.arena);
	if (row->region)
		found = find_losses(align, row, row->region->code);
	if (found && !text_same(found->region, row->region->code))
		found = find_losses(align, row, found->region);
	align->build.diags = diags;
	return found ? found : align_default(align, "losses");
}

/* Of what is generated, a share r is lost: r / (1 - r) of what arrives. */
void align_losses(struct align_build *align, struct align_row *row)
{
	static const char *const words[] = {"losses"};
	struct sheet *sheet = align->build.sheet;
	const struct factor *losses = losses_row(align, row);
	cell before = align_sum(align, row);
	cell lost, ratio;

	if (align_holds(row, WORDS(words)) || row->delivered) {
		align_inside(align, row, ALIGN_LOSSES,
			     row->delivered ? "the grid factor is per kWh delivered"
					    : "its scope holds the losses");
		return;
	}
	if (!losses) {
		align_unknown(row, ALIGN_LOSSES, "the database has no losses for it");
		return;
	}
	lost = align_factor(align, row, losses);
	ratio =
	    sheet_divide(sheet, lost, sheet_subtract(sheet, sheet_constant(sheet, 1), lost));
	row->electric.cell = sheet_add(sheet, row->electric.cell,
				       sheet_multiply(sheet, row->electric.cell, ratio));
	align_cross(
	    align, row, ALIGN_LOSSES, before, ratio,
	    &(struct align_step_cells){.operation = '%',
				       .unit = "",
				       .what = "of the electricity part, lost on the way",
				       .source = losses->citation});
}
