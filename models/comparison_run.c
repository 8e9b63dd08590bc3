/* All sides as one sheet, run once. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/engine/sheet_union.h"
#include "models/comparison_inner.h"

/* Those of one side. */
struct wants {
	struct wanted *list;
	size_t count, totals; /* the first are totals and parts of them, then figures of places
			       */
};

static void want(struct wants *wants, cell c, struct statistics *to, double scale)
{
	if (!cell_is_bad(c))
		wants->list[wants->count++] =
		    (struct wanted){.cell = c, .to = to, .scale = scale};
}

static struct wants wants_of(const struct comparing *comparing, struct contender *contender)
{
	const struct comparison *result = comparing->result;
	struct compared_row *row = &contender->row;
	struct wants wants = {
	    .list = arena_alloc(comparing->arena,
				(2 * result->criterion_count + 2) * sizeof *wants.list)};

	for (size_t c = 0; c < result->criterion_count; c++) {
		double scale = result->criteria[c]->unit.scale;

		want(&wants, row->totals[c].cell, &row->totals[c].statistics, scale);
		want(&wants, row->embodied[c].cell, &row->embodied[c].statistics, scale);
	}
	wants.totals = wants.count;
	want(&wants, contender->intensity, &row->place.intensity, unit_of("kgCO2e/kWh").scale);
	want(&wants, contender->pue, &row->place.pue, 1);
	return wants;
}

struct contest *wanted_run(struct arena *arena, const struct sheet *sheet,
			   const struct run_options *run, const struct wanted *wanted,
			   size_t count, size_t contestants)
{
	size_t *place = arena_alloc(arena, (sheet_size(sheet) + 1) * sizeof *place);
	cell *outputs = arena_alloc(arena, (count + 1) * sizeof *outputs);
	struct statistics *statistics = arena_alloc(arena, (count + 1) * sizeof *statistics);
	struct contest *contest = NULL;
	size_t different = 0;

	for (size_t i = 0; i < count; i++) {
		size_t *at = &place[wanted[i].cell.index];

		if (*at && i >= contestants)
			continue;
		outputs[different++] = wanted[i].cell;
		*at = different;
	}
	if (!different)
		return NULL;
	if (contestants)
		contest =
		    contest_run_among(sheet, outputs, different, contestants, run, statistics);
	else
		run_sheet(sheet, outputs, different, run, statistics);
	for (size_t i = 0; i < count; i++) {
		*wanted[i].to = statistics[place[wanted[i].cell.index] - 1];
		statistics_scale(wanted[i].to, 1 / wanted[i].scale);
	}
	return contest;
}

static void exact_of(struct impact *impact, struct exact exact, double scale)
{
	impact->exact = exact;
	impact->exact.mean /= scale;
	impact->exact.sd /= scale;
}

/* Exact means and standard deviations of the totals, in the side's own sheet. */
static void set_exact(const struct comparing *comparing, struct contender *contender)
{
	size_t criteria = comparing->result->criterion_count, count = 0;
	struct arena *arena = comparing->arena;
	struct impact **impacts = arena_alloc(arena, (2 * criteria + 1) * sizeof *impacts);
	cell *cells = arena_alloc(arena, (2 * criteria + 1) * sizeof *cells);
	struct exact *exact = arena_alloc(arena, (2 * criteria + 1) * sizeof *exact);

	for (size_t i = 0; i < 2 * criteria; i++) {
		struct impact *impact =
		    i % 2 ? &contender->row.embodied[i / 2] : &contender->row.totals[i / 2];

		if (impact->status != IMPACT_COUNTED)
			continue;
		impacts[count] = impact;
		cells[count++] = impact->cell;
	}
	exact_moments(contender->freeze->build->sheet, cells, count, exact);
	for (size_t i = 0; i < count; i++) {
		size_t c = 0;

		while (impacts[i] != &contender->row.totals[c] &&
		       impacts[i] != &contender->row.embodied[c])
			c++;
		exact_of(impacts[i], exact[i], comparing->result->criteria[c]->unit.scale);
	}
}

/* Cells of the side's own sheet become those of the union. */
static void add(struct comparing *comparing, struct sheet_union *all,
		struct contender *contender, struct wants *wants)
{
	cell *cells = arena_alloc(comparing->arena, (wants->count + 1) * sizeof *cells);
	cell *merged = arena_alloc(comparing->arena, (wants->count + 1) * sizeof *merged);

	for (size_t i = 0; i < wants->count; i++)
		cells[i] = wants->list[i].cell;
	contender->added =
	    union_add(all, contender->freeze->build->sheet, cells, wants->count, merged);
	for (size_t i = 0; contender->added && i < wants->count; i++)
		wants->list[i].cell = merged[i];
}

/* Where the totals stand in the sheet that was run. */
static void move_totals(const struct comparing *comparing, struct contender *contender,
			const struct wants *wants)
{
	for (size_t i = 0; i < wants->count; i++) {
		for (size_t c = 0; c < comparing->result->criterion_count; c++) {
			struct compared_row *row = &contender->row;

			if (wants->list[i].to == &row->totals[c].statistics)
				row->totals[c].cell = wants->list[i].cell;
			if (wants->list[i].to == &row->embodied[c].statistics)
				row->embodied[c].cell = wants->list[i].cell;
		}
	}
}

static void drop_moments(const struct comparing *comparing, struct contender *contender)
{
	for (size_t c = 0; c < comparing->result->criterion_count; c++) {
		freeze_drop_moments(&contender->row.totals[c]);
		freeze_drop_moments(&contender->row.embodied[c]);
	}
}

static struct run_options run_of_places(const struct comparing *comparing)
{
	struct run_options run = comparing->assess.run;

	if (run.samples > PLACE_SAMPLES_MOST)
		run.samples = PLACE_SAMPLES_MOST;
	run.progress = NULL;
	return run;
}

static bool is_contested(const struct comparing *comparing, const struct contender *contender,
			 const struct wanted *wanted)
{
	return contender->competes &&
	       wanted->to == &contender->row.totals[comparing->result->by].statistics;
}

static void take(struct wants *all, const struct wants *own, size_t first, size_t end)
{
	memcpy(all->list + all->count, own->list + first, (end - first) * sizeof *all->list);
	all->count += end - first;
}

/* Totals of all sides that the union holds: those of the contest, then the others. */
static void run_totals(struct comparing *comparing, const struct wants *wants, size_t most)
{
	struct arena *arena = comparing->arena;
	struct wants all = {.list = arena_alloc(arena, (most + 1) * sizeof *all.list)};

	for (size_t contested = 2; contested-- > 0;) {
		for (size_t i = 0; i < comparing->count; i++) {
			struct contender *contender = &comparing->contenders[i];

			for (size_t k = 0; contender->added && k < wants[i].totals; k++) {
				if (is_contested(comparing, contender, &wants[i].list[k]) !=
				    (contested == 1))
					continue;
				if (contested)
					contender->number = all.totals++;
				all.list[all.count++] = wants[i].list[k];
			}
		}
	}
	comparing->contest = wanted_run(arena, comparing->sheet, &comparing->assess.run,
					all.list, all.count, all.totals);
}

static void run_places(struct comparing *comparing, const struct wants *wants, size_t most)
{
	struct arena *arena = comparing->arena;
	const struct run_options run = run_of_places(comparing);
	struct wants all = {.list = arena_alloc(arena, (most + 1) * sizeof *all.list)};

	for (size_t i = 0; i < comparing->count; i++) {
		if (comparing->contenders[i].added)
			take(&all, &wants[i], wants[i].totals, wants[i].count);
	}
	wanted_run(arena, comparing->sheet, &run, all.list, all.count, 0);
}

/* A side that the union does not hold, in its own sheet. */
static void run_apart(const struct comparing *comparing, const struct contender *contender,
		      const struct wants *own)
{
	const struct sheet *sheet = contender->freeze->build->sheet;
	const struct run_options run = run_of_places(comparing);

	wanted_run(comparing->arena, sheet, &comparing->assess.run, own->list, own->totals, 0);
	wanted_run(comparing->arena, sheet, &run, own->list + own->totals,
		   own->count - own->totals, 0);
}

void comparing_run(struct comparing *comparing)
{
	struct arena *arena = comparing->arena;
	struct wants *wants = arena_alloc(arena, (comparing->count + 1) * sizeof *wants);
	struct sheet_union *sheets = union_new(arena, diags_new(arena));
	size_t most = 0;

	for (size_t i = 0; i < comparing->count; i++) {
		struct contender *contender = &comparing->contenders[i];

		if (!contender->freeze)
			continue;
		set_exact(comparing, contender);
		wants[i] = wants_of(comparing, contender);
		add(comparing, sheets, contender, &wants[i]);
		move_totals(comparing, contender, &wants[i]);
		most += wants[i].count;
	}
	comparing->sheet = union_sheet(sheets);
	comparing_settle(comparing);
	run_totals(comparing, wants, most);
	run_places(comparing, wants, most);
	for (size_t i = 0; i < comparing->count; i++) {
		struct contender *contender = &comparing->contenders[i];

		if (!contender->freeze)
			continue;
		if (!contender->added)
			run_apart(comparing, contender, &wants[i]);
		drop_moments(comparing, contender);
	}
}
