/* All sides as one sheet, run once. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/engine/sheet_union.h"
#include "models/comparison_inner.h"

/* Those of one side. */
struct wants {
	struct wanted *list;
	size_t count;
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
	want(&wants, contender->intensity, &row->place.intensity, unit_of("kgCO2e/kWh").scale);
	want(&wants, contender->pue, &row->place.pue, 1);
	return wants;
}

void wanted_run(struct arena *arena, const struct sheet *sheet, const struct run_options *run,
		const struct wanted *wanted, size_t count)
{
	size_t *place = arena_alloc(arena, (sheet_size(sheet) + 1) * sizeof *place);
	cell *outputs = arena_alloc(arena, (count + 1) * sizeof *outputs);
	struct statistics *statistics = arena_alloc(arena, (count + 1) * sizeof *statistics);
	size_t different = 0;

	for (size_t i = 0; i < count; i++) {
		size_t *at = &place[wanted[i].cell.index];

		if (*at)
			continue;
		outputs[different++] = wanted[i].cell;
		*at = different;
	}
	if (!different)
		return;
	run_sheet(sheet, outputs, different, run, statistics);
	for (size_t i = 0; i < count; i++) {
		*wanted[i].to = statistics[place[wanted[i].cell.index] - 1];
		statistics_scale(wanted[i].to, 1 / wanted[i].scale);
	}
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

/* Wants of all sides that the union holds, in one list. */
static struct wants together(const struct comparing *comparing, const struct wants *wants)
{
	struct wants all = {.count = 0};

	for (size_t i = 0; i < comparing->count; i++)
		all.count += comparing->contenders[i].added ? wants[i].count : 0;
	all.list = arena_alloc(comparing->arena, (all.count + 1) * sizeof *all.list);
	all.count = 0;
	for (size_t i = 0; i < comparing->count; i++) {
		if (!comparing->contenders[i].added)
			continue;
		memcpy(all.list + all.count, wants[i].list, wants[i].count * sizeof *all.list);
		all.count += wants[i].count;
	}
	return all;
}

void comparing_run(struct comparing *comparing)
{
	struct arena *arena = comparing->arena;
	struct wants *wants = arena_alloc(arena, (comparing->count + 1) * sizeof *wants), all;
	const struct run_options *run = &comparing->assess.run;
	struct sheet_union *sheets = union_new(arena, diags_new(arena));

	for (size_t i = 0; i < comparing->count; i++) {
		struct contender *contender = &comparing->contenders[i];

		if (!contender->freeze)
			continue;
		set_exact(comparing, contender);
		wants[i] = wants_of(comparing, contender);
		add(comparing, sheets, contender, &wants[i]);
		move_totals(comparing, contender, &wants[i]);
	}
	comparing->sheet = union_sheet(sheets);
	all = together(comparing, wants);
	wanted_run(arena, comparing->sheet, run, all.list, all.count);
	for (size_t i = 0; i < comparing->count; i++) {
		struct contender *contender = &comparing->contenders[i];

		if (!contender->freeze)
			continue;
		if (!contender->added)
			wanted_run(arena, contender->freeze->build->sheet, run, wants[i].list,
				   wants[i].count);
		drop_moments(comparing, contender);
	}
}
