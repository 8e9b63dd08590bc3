/* Claims on one boundary: one sheet, one run, a waterfall for each row. */

#include "models/align.h"

#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/engine/run.h"
#include "models/align_parts.h"

static const char *const step_names[ALIGN_STEPS] = {
    [ALIGN_STATED] = "as stated",  [ALIGN_HOST] = "host",
    [ALIGN_PUE] = "pue",	   [ALIGN_GRID] = "grid",
    [ALIGN_IDLE] = "idle",	   [ALIGN_EXPERIMENTS] = "experiments",
    [ALIGN_EMBODIED] = "embodied", [ALIGN_LOSSES] = "losses",
};

const char *align_step_name(enum align_step step)
{
	return step_names[step];
}

cell align_sum(struct align_build *align, const struct align_row *row)
{
	if (!row->rest.known)
		return row->electric.cell;
	return row->electric.known
		   ? sheet_add(align->build.sheet, row->electric.cell, row->rest.cell)
		   : row->rest.cell;
}

void align_cross(struct align_build *align, struct align_row *row, enum align_step step,
		 cell before, cell factor, const struct align_step_cells *words)
{
	struct align_step_cells *cells = &row->steps[step];

	*cells = *words;
	cells->status = ALIGN_CROSSED;
	cells->after = align_sum(align, row);
	cells->adds = sheet_subtract(align->build.sheet, cells->after, before);
	cells->factor = (struct maybe){true, factor};
}

void align_inside(struct align_build *align, struct align_row *row, enum align_step step,
		  const char *why)
{
	row->steps[step] = (struct align_step_cells){.status = ALIGN_INSIDE,
						     .after = align_sum(align, row),
						     .adds = CELL_BAD,
						     .what = why};
}

void align_unknown(struct align_row *row, enum align_step step, const char *reason)
{
	row->steps[step] = (struct align_step_cells){
	    .status = ALIGN_UNKNOWN, .after = CELL_BAD, .adds = CELL_BAD, .reason = reason};
	row->ended = true;
}

void align_note(struct align_row *row, const char *note)
{
	if (row->note_count < sizeof row->notes / sizeof *row->notes)
		row->notes[row->note_count++] = note;
}

const struct factor *align_default(struct align_build *align, const char *name)
{
	return factors_find(align->build.factors, "default", "", 0, name, (struct place){0},
			    NULL, align->build.diags);
}

cell align_factor(struct align_build *align, const struct factor *factor)
{
	return build_factor(&align->build, factor);
}

cell align_unsaid(struct align_build *align, const struct align_row *row, cell factor,
		  const char *of)
{
	struct sheet *sheet = align->build.sheet;
	struct quantity share = {
	    .dist = {.kind = DIST_UNIFORM, .a = 0, .c = 1},
	    .unit = unit_of(""),
	    .origin = {.kind = ORIGIN_DEFAULT,
		       .key = arena_printf(align->build.arena, "%s.%s not said", row->claim->id,
					   of),
		       .note = "not said whether it is inside"},
	};
	cell one = sheet_constant(sheet, 1);

	return sheet_add(sheet, one,
			 sheet_multiply(sheet, sheet_input(sheet, &share),
					sheet_subtract(sheet, factor, one)));
}

static void cross_all(struct align_build *align, struct align_row *row)
{
	static void (*const bridges[ALIGN_STEPS])(struct align_build *, struct align_row *) = {
	    [ALIGN_HOST] = align_host,
	    [ALIGN_PUE] = align_pue,
	    [ALIGN_GRID] = align_grid,
	    [ALIGN_IDLE] = align_idle,
	    [ALIGN_EXPERIMENTS] = align_experiments,
	    [ALIGN_EMBODIED] = align_embodied,
	    [ALIGN_LOSSES] = align_losses,
	};
	int step;

	sheet_at(align->build.sheet, row->claim->place, row->claim->id);
	align_start(align, row);
	if (!row->claim->scope_count && !row->part_count)
		align_note(row,
			   "its scope is not stated: nothing but the run is taken to be in it");
	for (step = ALIGN_HOST; step < ALIGN_STEPS; step++) {
		if (row->ended || step > (int)align->options->to)
			row->steps[step] = (struct align_step_cells){.status = ALIGN_NOT_ASKED};
		else
			bridges[step](align, row);
	}
}

/* Cells whose statistics are wanted, and where these go. */
struct wanted {
	cell *cells;
	struct align_range **ranges;
	size_t count;
};

static void want(struct align_build *align, struct wanted *wanted, cell c,
		 struct align_range *range)
{
	struct arena *arena = align->build.arena;

	if (cell_is_bad(c))
		return;
	wanted->cells = arena_grow(arena, wanted->cells, wanted->count, sizeof *wanted->cells);
	wanted->ranges =
	    arena_grow(arena, wanted->ranges, wanted->count, sizeof *wanted->ranges);
	wanted->cells[wanted->count] = c;
	wanted->ranges[wanted->count++] = range;
}

static void want_row(struct align_build *align, const struct align_row *row,
		     struct aligned *aligned, struct align_range *factors,
		     struct wanted *wanted)
{
	int step;

	for (step = 0; step < ALIGN_STEPS; step++) {
		const struct align_step_cells *cells = &row->steps[step];

		if (cells->status == ALIGN_UNKNOWN || cells->status == ALIGN_NOT_ASKED)
			continue;
		want(align, wanted, cells->after, &aligned->bridges[step].after);
		if (cells->status == ALIGN_INSIDE)
			continue;
		want(align, wanted, cells->adds, &aligned->bridges[step].adds);
		if (cells->factor.known)
			want(align, wanted, cells->factor.cell, &factors[step]);
	}
}

static void run(struct align_build *align, const struct wanted *wanted)
{
	const struct align_options *o = align->options;
	struct run_options options = {.samples = o->samples,
				      .seed = o->seed,
				      .interval = o->interval,
				      .threads = o->threads};
	struct statistics *statistics =
	    arena_alloc(align->build.arena, (wanted->count + 1) * sizeof *statistics);
	size_t i;

	if (wanted->count)
		run_sheet(align->build.sheet, wanted->cells, wanted->count, &options,
			  statistics);
	for (i = 0; i < wanted->count; i++)
		*wanted->ranges[i] = (struct align_range){
		    statistics[i].central, statistics[i].low, statistics[i].high};
}

static void finish_row(struct align_build *align, const struct align_row *row,
		       struct aligned *aligned, const struct align_range *factors)
{
	int step;

	aligned->complete = !row->ended;
	for (step = 0; step < ALIGN_STEPS; step++) {
		struct align_bridge *bridge = &aligned->bridges[step];

		bridge->status = row->steps[step].status;
		bridge->how = align_how(align->build.arena, &row->steps[step], &factors[step]);
		bridge->source = row->steps[step].source;
		bridge->reason = row->steps[step].reason;
		if (bridge->status != ALIGN_UNKNOWN && bridge->status != ALIGN_NOT_ASKED)
			aligned->total = bridge->after;
	}
	aligned->ranked = aligned->complete;
	aligned->claim = row->claim;
	aligned->id = row->claim->id;
	aligned->model = row->claim->model;
	memcpy(aligned->notes, row->notes, sizeof aligned->notes);
	aligned->note_count = row->note_count;
}

/* "kgCO2e", "kgCO2e/request" */
static struct unit unit_of_row(struct align_build *align, const struct align_row *row)
{
	if (!row->electric.known || cell_is_bad(row->electric.cell))
		return unit_of("kgCO2e");
	return dimensions_unit(align->build.arena,
			       sheet_dimensions(align->build.sheet, row->electric.cell));
}

static int compare_rows(const void *a, const void *b)
{
	const struct aligned *one = *(const struct aligned *const *)a;
	const struct aligned *other = *(const struct aligned *const *)b;
	int order = strcmp(one->unit.text, other->unit.text);

	if (one->ranked != other->ranked)
		return one->ranked ? -1 : 1;
	if (order)
		return order;
	if (one->ranked && one->total.central < other->total.central)
		return -1;
	if (one->ranked && one->total.central > other->total.central)
		return 1;
	return (one > other) - (one < other);
}

static const size_t *order_of(struct arena *arena, const struct alignment *alignment)
{
	const struct aligned **sorted =
	    arena_alloc(arena, (alignment->count + 1) * sizeof *sorted);
	size_t *order = arena_alloc(arena, (alignment->count + 1) * sizeof *order);
	size_t i;

	for (i = 0; i < alignment->count; i++)
		sorted[i] = &alignment->rows[i];
	qsort(sorted, alignment->count, sizeof *sorted, compare_rows);
	for (i = 0; i < alignment->count; i++)
		order[i] = (size_t)(sorted[i] - alignment->rows);
	return order;
}

const struct alignment *align_claims(struct arena *arena, const struct claims *claims,
				     struct factors *factors,
				     const struct align_options *options, struct diags *diags)
{
	struct align_build align = {
	    .build = {.arena = arena, .diags = diags, .factors = factors},
	    .claims = claims,
	    .options = options};
	struct alignment *alignment = arena_alloc(arena, sizeof *alignment);
	struct align_range(*ranges)[ALIGN_STEPS];
	struct wanted wanted = {0};
	size_t i;

	align.build.sheet = sheet_new(arena, diags);
	align_rows(&align);
	alignment->rows = arena_alloc(arena, (align.count + 1) * sizeof *alignment->rows);
	ranges = arena_alloc(arena, (align.count + 1) * sizeof *ranges);
	for (i = 0; i < align.count; i++) {
		cross_all(&align, &align.rows[i]);
		want_row(&align, &align.rows[i], &alignment->rows[i], ranges[i], &wanted);
	}
	if (diags_has_error(diags))
		return NULL;
	run(&align, &wanted);
	for (i = 0; i < align.count; i++) {
		finish_row(&align, &align.rows[i], &alignment->rows[i], ranges[i]);
		alignment->rows[i].unit = unit_of_row(&align, &align.rows[i]);
	}
	alignment->count = align.count;
	alignment->order = order_of(arena, alignment);
	alignment->claims = claims;
	alignment->factors_version = factors_version(factors);
	alignment->factors_digest = factors_digest(factors);
	return alignment;
}
