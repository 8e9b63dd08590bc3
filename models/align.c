/* Claims on one boundary: one sheet, one run, a waterfall for each row. */

#include "models/align.h"

#include "lca/base/arena.h"
#include "lca/base/text.h"
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

bool aligned_together(const struct aligned *a, const struct aligned *b)
{
	return a->deployment == b->deployment && text_same(a->unit.text, b->unit.text);
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

/* Whose property a default is: that of a machine its accelerator's, that of a site the table's,
 * all others the model's. NULL where it is one of the database, the same wherever it is used.
 */
static const char *owner_of(const struct align_build *align, const struct align_row *row,
			    const struct factor *factor)
{
	const char *own = row->claim->model ? row->claim->model : row->claim->id;
	const struct claim *total = align_total_with(align, row->claim);

	if (text_same(factor->activity, "pue") && text_starts(factor->region, "kind:"))
		return total ? total->id : own;
	if (!text_same(factor->activity, "default"))
		return NULL;
	if (text_same(factor->criterion, "host-factor") && row->claim->accelerator)
		return row->claim->accelerator->slug;
	return own;
}

cell align_factor(struct align_build *align, const struct align_row *row,
		  const struct factor *factor)
{
	const char *owner = owner_of(align, row, factor);
	struct quantity quantity = factor->quantity;

	if (!owner)
		return build_factor(&align->build, factor);
	quantity.origin.kind = ORIGIN_DEFAULT;
	quantity.origin.key = arena_printf(
	    align->build.arena, "%s.%s", owner,
	    text_same(factor->activity, "default") ? factor->criterion : factor->activity);
	quantity.origin.draw = NULL;
	return build_row_input(&align->build, factor, &quantity);
}

cell align_share(struct align_build *align, const struct align_row *row, const char *of)
{
	const struct claim *total = align_total_with(align, row->claim);
	struct quantity share = {
	    .dist = {.kind = DIST_UNIFORM, .a = 0, .c = 1},
	    .unit = unit_of(""),
	    .origin = {.kind = ORIGIN_DEFAULT,
		       .key = arena_printf(align->build.arena, "%s.%s not said",
					   total ? total->id : row->claim->id, of),
		       .note = "not said whether it is inside"},
	};

	return sheet_input(align->build.sheet, &share);
}

cell align_unsaid(struct align_build *align, const struct align_row *row, cell factor,
		  const char *of)
{
	struct sheet *sheet = align->build.sheet;
	cell one = sheet_constant(sheet, 1);

	return sheet_add(sheet, one,
			 sheet_multiply(sheet, align_share(align, row, of),
					sheet_subtract(sheet, factor, one)));
}

static void (*const bridges[ALIGN_STEPS])(struct align_build *, struct align_row *) = {
    [ALIGN_HOST] = align_host,
    [ALIGN_PUE] = align_pue,
    [ALIGN_GRID] = align_grid,
    [ALIGN_IDLE] = align_idle,
    [ALIGN_EXPERIMENTS] = align_experiments,
    [ALIGN_EMBODIED] = align_embodied,
    [ALIGN_LOSSES] = align_losses,
};

/* The bridges from one up to another. */
static void cross(struct align_build *align, struct align_row *row, int step, int end)
{
	for (; step < end; step++) {
		if (row->ended || step > (int)align->options->to)
			row->steps[step] = (struct align_step_cells){.status = ALIGN_NOT_ASKED};
		else
			bridges[step](align, row);
	}
}

/* A copy of the row goes the rest of the way without its experiments. */
static void sum_without(struct align_build *align, struct align_row *row,
			const struct align_row *before)
{
	enum align_status status = row->steps[ALIGN_EXPERIMENTS].status;
	struct align_row lean = *before;

	if (row->ended || row->holds_unsaid ||
	    (status != ALIGN_CROSSED && status != ALIGN_APART))
		return;
	cross(align, &lean, ALIGN_EMBODIED, ALIGN_STEPS);
	if (!lean.ended)
		row->without = (struct maybe){true, align_sum(align, &lean)};
}

/* What is taken to be inside where no scope is stated. */
static void tell_scope(struct align_row *row)
{
	if (row->holds_unsaid)
		align_note(row,
			   "a total, and nothing says of what: idle machines, experiments "
			   "and hardware may be in it or not, and each of their steps spans "
			   "0 to the whole");
	else if (align_sum_words(row->claim))
		align_note(row, "its source says what it is the sum of: that is taken to be in "
				"it, and nothing else");
	else if (align_is_sum(row))
		align_note(row,
			   "the total of a run and the stages beside it: they add up to it, "
			   "and nothing else is in it");
	else if (align_stage_apart(row->claim) == APART_EXPERIMENTS)
		align_note(row,
			   "its scope is not stated: nothing but experiments is taken to be "
			   "in it");
	else
		align_note(row,
			   "its scope is not stated: nothing but the run is taken to be in it");
}

static void cross_all(struct align_build *align, struct align_row *row)
{
	struct align_row before;

	row->holds_unsaid = align_is_sum(row) && !row->claim->scope_count && !row->part_count &&
			    !align_sum_words(row->claim) && !align_adds_up(align, row);
	align_start(align, row);
	if (!row->claim->scope_count && !row->part_count)
		tell_scope(row);
	cross(align, row, ALIGN_HOST, ALIGN_EXPERIMENTS);
	before = *row;
	cross(align, row, ALIGN_EXPERIMENTS, ALIGN_STEPS);
	sum_without(align, row, &before);
	align_market(align, row);
}

void align_row(struct align_build *align, struct align_row *row)
{
	if (row->state != ROW_AHEAD)
		return;
	row->state = ROW_CROSSING;
	row->market.status = ALIGN_NOT_ASKED;
	if (!row->over_count || !align_sum_rows(align, row)) {
		sheet_at(align->build.sheet, row->claim->place, row->claim->id);
		cross_all(align, row);
	}
	row->state = ROW_CROSSED;
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
	size_t i;

	align.build.sheet = sheet_new(arena, diags);
	align_rows(&align);
	alignment->rows = arena_alloc(arena, (align.count + 1) * sizeof *alignment->rows);
	for (i = 0; i < align.count; i++)
		align_row(&align, &align.rows[i]);
	if (diags_has_error(diags))
		return NULL;
	alignment->count = align.count;
	align_run(&align, alignment);
	alignment->claims = claims;
	alignment->to = options->to;
	alignment->factors_version = factors_version(factors);
	alignment->factors_digest = factors_digest(factors);
	return alignment;
}
