/* The total of other rows: it goes where they go. */

#include "lca/base/arena.h"
#include "models/align_parts.h"

static struct align_row *row_over(const struct align_build *align, const struct align_row *row,
				  size_t k)
{
	return align->row_of[row->over[k] - align->claims->claims];
}

/* Each is a row that begins with printed emissions, and they add up to those of the total. */
static bool adds_up(struct align_build *align, const struct align_row *row)
{
	const struct printed *total = row->claim->figures[CLAIM_EMISSIONS];
	struct interval sum = interval_of(0);
	size_t k;

	for (k = 0; k < row->over_count; k++) {
		const struct align_row *one = row_over(align, row, k);
		const struct printed *emissions = row->over[k]->figures[CLAIM_EMISSIONS];

		if (!one || one->state != ROW_CROSSED || !emissions || one->claim->per)
			return false;
		sum = interval_add(sum, emissions->loose);
	}
	return total && !row->claim->per && interval_meets(sum, total->loose);
}

/* What a bridge adds to all rows; UNKNOWN where it cannot be crossed by one of them. */
static enum align_status added(struct align_build *align, const struct align_row *row,
			       enum align_step step, cell *sum)
{
	enum align_status status = ALIGN_NOT_ASKED;
	size_t k;

	*sum = sheet_multiply(align->build.sheet, row->electric.cell,
			      sheet_constant(align->build.sheet, 0));
	for (k = 0; k < row->over_count; k++) {
		const struct align_step_cells *cells = &row_over(align, row, k)->steps[step];

		if (cells->status == ALIGN_UNKNOWN)
			return ALIGN_UNKNOWN;
		if (cells->status == ALIGN_CROSSED || cells->status == ALIGN_APART) {
			*sum = sheet_add(align->build.sheet, *sum, cells->adds);
			status = ALIGN_CROSSED;
		}
		if (cells->status == ALIGN_INSIDE && status == ALIGN_NOT_ASKED)
			status = ALIGN_INSIDE;
	}
	return status;
}

static void add_step(struct align_build *align, struct align_row *row, enum align_step step)
{
	cell before = row->electric.cell, sum;

	switch (added(align, row, step, &sum)) {
	case ALIGN_CROSSED:
	case ALIGN_APART:
		row->electric.cell = sheet_add(align->build.sheet, before, sum);
		align_cross(align, row, step, before, sum,
			    &(struct align_step_cells){.what = "what it adds to the rows"});
		row->steps[step].factor.known = false;
		return;
	case ALIGN_INSIDE:
		align_inside(align, row, step, "as in the rows");
		return;
	case ALIGN_UNKNOWN:
		align_unknown(row, step, "it cannot be crossed by all of the rows");
		return;
	case ALIGN_NOT_ASKED:
		row->steps[step] = (struct align_step_cells){.status = ALIGN_NOT_ASKED};
		return;
	}
}

/* The total without the experiments of any row; unknown where one holds them inside. */
static struct maybe without(struct align_build *align, const struct align_row *row)
{
	struct sheet *sheet = align->build.sheet;
	cell sum = row->electric.cell;
	size_t k;

	for (k = 0; k < row->over_count; k++) {
		const struct align_row *one = row_over(align, row, k);

		if (!one->without.known)
			return (struct maybe){false, CELL_BAD};
		sum = sheet_subtract(
		    sheet, sum,
		    sheet_subtract(sheet, align_sum(align, one), one->without.cell));
	}
	return (struct maybe){true, sum};
}

static void tell(struct align_build *align, struct align_row *row)
{
	align_note(row, arena_printf(align->build.arena,
				     "the total of %zu other rows: each bridge adds what it "
				     "adds to them, and they are not ranked against it",
				     row->over_count));
}

bool align_sum_rows(struct align_build *align, struct align_row *row)
{
	struct align_step_cells *stated = &row->steps[ALIGN_STATED];
	size_t k;
	int step;

	for (k = 0; k < row->over_count; k++)
		if (row_over(align, row, k))
			align_row(align, row_over(align, row, k));
	sheet_at(align->build.sheet, row->claim->place, row->claim->id);
	if (!adds_up(align, row)) {
		align_note(row, "the total of other rows, whose figures do not add up to it: "
				"aligned by itself, and not ranked against them");
		return false;
	}
	row->electric = align_emissions_of(align, row->claim);
	*stated = (struct align_step_cells){.status = ALIGN_CROSSED,
					    .after = row->electric.cell,
					    .adds = row->electric.cell,
					    .what = "as published"};
	for (step = ALIGN_HOST; step < ALIGN_STEPS; step++) {
		if (row->ended || step > (int)align->options->to)
			row->steps[step] = (struct align_step_cells){.status = ALIGN_NOT_ASKED};
		else
			add_step(align, row, (enum align_step)step);
	}
	if (!row->ended)
		row->without = without(align, row);
	tell(align, row);
	align_market(align, row);
	return true;
}
