/* One run for all rows: what each bridge adds, the totals, and how sure their order is. */

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/engine/contest.h"
#include "models/align_parts.h"

/* Cells whose statistics are wanted, and where these go; the totals of complete rows first. */
struct wanted {
	cell *cells;
	struct align_range **ranges;
	size_t count, totals;
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

	if (row->over_count && !row->ended)
		want(align, wanted, align_sum(align, row), &aligned->total);
	if (row->market.status != ALIGN_NOT_ASKED)
		want(align, wanted, row->market.after, &aligned->market.after);
	if (row->without.known)
		want(align, wanted, row->without.cell, &aligned->without);
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

/* The totals, which are held against each other in the same samples. */
static void want_totals(struct align_build *align, struct alignment *alignment, size_t *of_row,
			struct wanted *wanted)
{
	size_t i;

	for (i = 0; i < align->count; i++) {
		const struct align_row *row = &align->rows[i];

		of_row[i] = SIZE_MAX;
		if (row->ended || row->over_count)
			continue;
		of_row[i] = wanted->count;
		want(align, wanted, align_sum(align, row), &alignment->rows[i].total);
	}
	wanted->totals = wanted->count;
}

/* NULL where there are no two totals to be held against each other. */
static struct contest *run(struct align_build *align, const struct wanted *wanted)
{
	const struct align_options *o = align->options;
	const struct run_options options = {.samples = o->samples,
					    .seed = o->seed,
					    .interval = o->interval,
					    .threads = o->threads};
	struct statistics *statistics =
	    arena_alloc(align->build.arena, (wanted->count + 1) * sizeof *statistics);
	struct contest *contest = NULL;
	size_t i;

	if (wanted->totals > 1)
		contest = contest_run_among(align->build.sheet, wanted->cells, wanted->count,
					    wanted->totals, &options, statistics);
	else if (wanted->count)
		run_sheet(align->build.sheet, wanted->cells, wanted->count, &options,
			  statistics);
	for (i = 0; i < wanted->count; i++)
		*wanted->ranges[i] = (struct align_range){
		    statistics[i].central, statistics[i].low, statistics[i].high};
	return contest;
}

/* The total of a report of ours says nothing of what it is of. */
static bool is_nameless(const struct claim *claim)
{
	return text_starts(claim->id, "total") && claim->source &&
	       text_same(claim->source, "lca report");
}

static const char *plain_name(const struct claim *claim)
{
	if (!is_nameless(claim))
		return claim->id;
	return claim->model && *claim->model ? claim->model : claim->place.file;
}

/* The name of the scenario, with the file of the report where rows share it. */
static const char *name_of(const struct align_build *align, const struct align_row *row)
{
	const char *name = plain_name(row->claim);
	size_t i;

	for (i = 0; is_nameless(row->claim) && i < align->count; i++)
		if (&align->rows[i] != row && text_same(plain_name(align->rows[i].claim), name))
			return text_same(name, row->claim->place.file)
				   ? row->claim->id
				   : arena_printf(align->build.arena, "%s (%s)", name,
						  row->claim->place.file);
	return name;
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
		if (row->ended && bridge->status != ALIGN_UNKNOWN &&
		    bridge->status != ALIGN_NOT_ASKED)
			aligned->total = bridge->after;
	}
	aligned->ranked = aligned->complete && !row->over_count;
	aligned->has_without = row->without.known;
	aligned->market.status = row->market.status;
	aligned->market.how = row->market.what;
	aligned->market.source = row->market.source;
	aligned->claim = row->claim;
	aligned->id = name_of(align, row);
	aligned->model = row->claim->model;
	memcpy(aligned->notes, row->notes, sizeof aligned->notes);
	aligned->note_count = row->note_count;
}

/* "kgCO2e", "kgCO2e/request"; of a row without emissions as its energy is of. */
static struct unit unit_of_row(struct align_build *align, const struct align_row *row)
{
	struct dimensions dimensions;

	if (row->electric.known && !cell_is_bad(row->electric.cell))
		return dimensions_unit(
		    align->build.arena,
		    sheet_dimensions(align->build.sheet, row->electric.cell));
	if (!row->energy.known || cell_is_bad(row->energy.cell))
		return unit_of("kgCO2e");
	dimensions = dimensions_multiply(sheet_dimensions(align->build.sheet, row->energy.cell),
					 unit_of("kgCO2e/kWh").dimensions);
	return dimensions_unit(align->build.arena, dimensions);
}

static bool is_deployment(const struct align_row *row, const struct aligned *aligned)
{
	return align_is_use(row) && !strchr(aligned->unit.text, '/');
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
	if (one->deployment != other->deployment)
		return one->deployment ? 1 : -1;
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

/* In how many samples a row lies below the one behind it. */
static void tell_below(struct alignment *alignment, const size_t *of_row,
		       const struct contest *contest)
{
	size_t k;

	for (k = 0; k < alignment->count; k++)
		alignment->rows[k].below_next = NAN;
	for (k = 0; contest && k + 1 < alignment->count; k++) {
		struct aligned *row = &alignment->rows[alignment->order[k]];
		size_t next = alignment->order[k + 1];

		if (row->ranked && alignment->rows[next].ranked &&
		    aligned_together(row, &alignment->rows[next]))
			row->below_next =
			    contest_pair(contest, of_row[alignment->order[k]], of_row[next])
				.a_or_tie;
	}
}

void align_run(struct align_build *align, struct alignment *alignment)
{
	struct arena *arena = align->build.arena;
	struct align_range(*ranges)[ALIGN_STEPS] =
	    arena_alloc(arena, (align->count + 1) * sizeof *ranges);
	size_t *of_row = arena_alloc(arena, (align->count + 1) * sizeof *of_row);
	struct wanted wanted = {0};
	struct contest *contest;
	size_t i;

	want_totals(align, alignment, of_row, &wanted);
	for (i = 0; i < align->count; i++)
		want_row(align, &align->rows[i], &alignment->rows[i], ranges[i], &wanted);
	contest = run(align, &wanted);
	for (i = 0; i < align->count; i++) {
		finish_row(align, &align->rows[i], &alignment->rows[i], ranges[i]);
		alignment->rows[i].unit = unit_of_row(align, &align->rows[i]);
		alignment->rows[i].deployment =
		    is_deployment(&align->rows[i], &alignment->rows[i]);
	}
	alignment->order = order_of(arena, alignment);
	tell_below(alignment, of_row, contest);
	if (contest)
		contest_free(contest);
}
