/* Stages that are stated apart from the run: each is taken, and nothing twice. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/align_parts.h"

static const struct printed *stated(const struct claim *claim)
{
	if (claim->figures[CLAIM_EMISSIONS])
		return claim->figures[CLAIM_EMISSIONS];
	return scope_names(claim->stage, SCOPE_EMBODIED) ? claim->figures[CLAIM_EMBODIED]
							 : NULL;
}

double align_stated_value(const struct claim *claim)
{
	return stated(claim) ? stated(claim)->value : 0;
}

/* The same number, but for a rounding of a hundredth. */
static bool same(double a, double b)
{
	const double slack = 100;

	return fabs(a - b) * slack <= fabs(a);
}

/* One of those so far, from another file, states the same figure. */
static bool is_again(const struct align_others *so_far, const struct claim *claim)
{
	const struct printed *one = stated(claim);
	size_t i;

	for (i = 0; one && i < so_far->count; i++) {
		const struct claim *other = so_far->claims[i];

		if (stated(other) && same(stated(other)->value, one->value) &&
		    !text_same(other->place.file, claim->place.file))
			return true;
	}
	return false;
}

/* False where one of them states nothing. */
static bool sum_of(const struct align_others *others, double *sum)
{
	size_t i;

	for (i = 0; i < others->count; i++) {
		if (!stated(others->claims[i]))
			return false;
		*sum += stated(others->claims[i])->value;
	}
	return true;
}

/* The one that is the sum of all the others, of which there are two at least. */
static size_t sum_among(const struct align_others *others)
{
	double sum = 0;
	size_t i;

	if (!sum_of(others, &sum))
		return others->count;
	for (i = 0; others->count > 2 && i < others->count; i++) {
		double one = stated(others->claims[i])->value;

		if (same(one, sum - one))
			return i;
	}
	return others->count;
}

struct align_others align_once(struct align_build *align, struct align_row *row,
			       const struct align_others *all)
{
	struct arena *arena = align->build.arena;
	struct align_others once = {
	    .claims = arena_alloc(arena, (all->count + 1) * sizeof *once.claims)};
	size_t i, sum;

	for (i = 0; i < all->count; i++)
		if (is_again(&once, all->claims[i]))
			align_note(row, arena_printf(arena,
						     "'%s' is stated in another file, too: "
						     "taken once",
						     all->claims[i]->id));
		else
			once.claims[once.count++] = all->claims[i];
	sum = sum_among(&once);
	if (sum == once.count)
		return once;
	align_note(row, arena_printf(arena, "'%s' is the sum of those beside it: taken once",
				     once.claims[sum]->id));
	for (i = sum, once.count--; i < once.count; i++)
		once.claims[i] = once.claims[i + 1];
	return once;
}

bool align_adds_up(const struct align_build *align, const struct align_row *row)
{
	const struct align_others runs = align_runs(align, row->claim);
	const struct printed *total = stated(row->claim);
	double beside = 0;
	size_t i;

	if (!total || !sum_of(&row->idle, &beside) || !sum_of(&row->experiments, &beside) ||
	    !sum_of(&row->embodied, &beside))
		return false;
	for (i = 0; i < runs.count; i++) {
		const struct printed *run = stated(runs.claims[i]);

		if (runs.claims[i] != row->claim && run &&
		    same(total->value, run->value + beside))
			return true;
	}
	return false;
}

struct maybe align_apart_of(struct align_build *align, const struct align_others *others)
{
	struct maybe sum = {false, CELL_BAD};
	size_t i;

	for (i = 0; i < others->count; i++) {
		struct maybe one = {false, CELL_BAD};

		if (!others->claims[i]->per)
			one = align_emissions_of(align, others->claims[i]);
		if (!one.known)
			return one;
		if (i)
			one.cell = sheet_add(align->build.sheet, sum.cell, one.cell);
		sum = one;
	}
	return sum;
}

const char *align_apart_ids(struct arena *arena, const struct align_others *others)
{
	const char *text = "";
	size_t i;

	for (i = 0; i < others->count; i++)
		text = arena_printf(arena, "%s%s'%s'", text,
				    !i			    ? ""
				    : i + 1 < others->count ? ", "
							    : " and ",
				    others->claims[i]->id);
	return text;
}

/* Their sources, each once. */
static const char *sources_of(struct arena *arena, const struct align_others *others)
{
	const char *text = NULL;
	size_t i, k;

	for (i = 0; i < others->count; i++) {
		const char *source = others->claims[i]->source;

		for (k = 0; source && k < i; k++)
			if (others->claims[k]->source &&
			    text_same(others->claims[k]->source, source))
				source = NULL;
		if (source)
			text = text ? arena_printf(arena, "%s; %s", text, source) : source;
	}
	return text;
}

/* Some state their emissions and some do not. */
static const struct claim *silent_one(struct align_build *align,
				      const struct align_others *others)
{
	const struct claim *silent = NULL;
	size_t i, count = 0;

	for (i = 0; i < others->count; i++) {
		if (!others->claims[i]->per &&
		    align_emissions_of(align, others->claims[i]).known)
			continue;
		silent = others->claims[i];
		count++;
	}
	return count < others->count ? silent : NULL;
}

bool align_add_apart(struct align_build *align, struct align_row *row, enum align_step step,
		     const struct align_others *others, struct maybe *sum)
{
	struct arena *arena = align->build.arena;
	struct sheet *sheet = align->build.sheet;
	const struct claim *silent = silent_one(align, others);
	struct maybe apart = align_apart_of(align, others);
	cell before = align_sum(align, row);
	struct align_step_cells words = {.operation = '+', .unit = "kgCO2e"};

	if (silent) {
		align_unknown(row, step,
			      arena_printf(arena, "stated apart, but '%s' states no emissions",
					   silent->id));
		return true;
	}
	if (!apart.known)
		return false;
	words.what = arena_printf(arena, "stated apart: %s", align_apart_ids(arena, others));
	words.source = sources_of(arena, others);
	if (step == ALIGN_IDLE && row->idle_overlaps) {
		apart.cell =
		    sheet_multiply(sheet, apart.cell, align_share(align, row, "idle figure"));
		words.what = arena_printf(
		    arena, "%s, 0 to all of it: the cooling in it is in the run, too",
		    words.what);
	}
	*sum = (struct maybe){true, sum->known ? sheet_add(sheet, sum->cell, apart.cell)
					       : apart.cell};
	align_cross(align, row, step, before, apart.cell, &words);
	row->steps[step].status = ALIGN_APART;
	return true;
}
