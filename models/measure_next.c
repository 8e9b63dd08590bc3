/* What to measure next: the strongest inputs with the spread that measuring them can reach. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/freeze.h"
#include "models/input_words.h"

/* Inputs tried, and told; a trial has at most so many samples. A cut below 0.5 % is no reason
 * to measure anything, nor what is hardly wider than what can be reached. */
enum { MOST_TRIED = 8, MOST_TOLD = 5, MOST_SAMPLES = 20000 };
static const double least_cut = 0.005, least_share = 0.0005, hardly_wider = 1.1;

/* Quantiles of the normal that bound its central 95 %, and their distance in standard
 * deviations. */
static const double ends[2] = {0.025, 0.975};
static const double distance = 2 * 1.959963984540054;

/* The inputs that one measurement tells, and what they would be. */
struct replacement {
	struct freeze *freeze;
	size_t draw;
	double gsd; /* that the inputs get; 1: another input has the error of the meter */
	double reached;
	cell *inputs;
	struct dist *dists;
	size_t count;
	bool wider; /* than what can be reached, every one of the draw */
};

/* outputs[0] is the total, outputs[1 + i] the total with measurements[i]. */
struct trial {
	struct freeze *freeze;
	struct sheet *sheet;
	const char **kinds; /* [draw] */
	struct measurement measurements[MOST_TRIED];
	struct replacement replacements[MOST_TRIED];
	cell outputs[1 + MOST_TRIED];
	size_t count, tried;
};

/* sigma of ln x as far as its interval shows it; infinite where it reaches 0. */
static double ln_spread(const struct dist *dist)
{
	double low = dist_quantile(dist, ends[0]), high = dist_quantile(dist, ends[1]);

	return low > 0 ? log(high / low) / distance : INFINITY;
}

static void replace_input(void *context, cell input)
{
	struct replacement *r = context;
	const struct sheet *sheet = r->freeze->build->sheet;
	struct arena *arena = r->freeze->build->arena;
	const struct dist *dist = &sheet_view(sheet, input).quantity->dist;
	double median = dist_median(dist);

	if (!sheet_depends(sheet, input, r->draw))
		return;
	if (!(median > 0)) { /* nothing that a factor could spread */
		r->wider = false;
		return;
	}
	r->inputs = arena_grow(arena, r->inputs, r->count, sizeof *r->inputs);
	r->dists = arena_grow(arena, r->dists, r->count, sizeof *r->dists);
	r->inputs[r->count] = input;
	r->dists[r->count++] = dist_lognormal(median, r->gsd);
	r->wider = r->wider && ln_spread(dist) > hardly_wider * log(r->reached);
}

/* False where the draw is none that could be measured better. */
static bool find_reach(const struct trial *trial, size_t draw, struct measurement *measurement)
{
	const struct freeze *freeze = trial->freeze;
	const char *name = sheet_draw_name(freeze->build->sheet, draw);
	const struct input_words *words = input_words(name, trial->kinds[draw]);
	const struct factor *reach;
	double gsd;

	if (!words || !words->reach)
		return false;
	reach =
	    factors_by_id(freeze->build->factors,
			  arena_printf(freeze->build->arena, "default/-/-/%s", words->reach));
	if (!reach)
		return false;
	gsd = dist_central(&reach->quantity.dist);
	*measurement = (struct measurement){.draw = name,
					    .first = name,
					    .what = words->what,
					    .how = words->how,
					    .reach = reach,
					    .gsd = gsd};
	return gsd > 1;
}

/* Length of the name of what an input is a property of: "training/final run" of
 * "training/final run.load"; 0 where it is none. */
static size_t owner_length(const char *draw)
{
	const char *dot = strrchr(draw, '.');

	return dot ? (size_t)(dot - draw) : 0;
}

/* A measurement by the same meter, which tells the input too; NULL where there is none. */
static struct measurement *same_meter(struct trial *trial, const struct measurement *wanted)
{
	size_t length = owner_length(wanted->draw);

	for (size_t i = 0; i < trial->count; i++) {
		struct measurement *known = &trial->measurements[i];

		if (length > 0 && text_same(known->how, wanted->how) &&
		    owner_length(known->first) == length &&
		    strncmp(known->first, wanted->draw, length + 1) == 0)
			return known;
	}
	return NULL;
}

static void try_draw(struct trial *trial, size_t draw)
{
	struct arena *arena = trial->freeze->build->arena;
	struct measurement wanted, *known;
	struct replacement *r, before;

	trial->tried++;
	if (!find_reach(trial, draw, &wanted))
		return;
	known = same_meter(trial, &wanted);
	if (!known) {
		known = &trial->measurements[trial->count];
		*known = wanted;
		trial->replacements[trial->count++] = (struct replacement){
		    .freeze = trial->freeze, .gsd = wanted.gsd, .reached = wanted.gsd};
	}
	r = &trial->replacements[known - trial->measurements];
	before = *r;
	r->draw = draw;
	r->wider = true;
	sheet_inputs(trial->freeze->build->sheet, trial->freeze->result->totals[0].cell,
		     replace_input, r);
	if (!r->wider || r->count == before.count) {
		*r = before;
		trial->count -= r->count == 0;
		return;
	}
	r->gsd = 1;
	if (before.count)
		known->draw = arena_printf(arena, "%s, %s", known->draw,
					   wanted.draw + owner_length(wanted.draw) + 1);
}

/* The draws of a driver: one, or those of its group. */
static void try_driver(struct trial *trial, const struct driver *driver)
{
	const struct sheet *sheet = trial->freeze->build->sheet;

	for (size_t i = 0; i < sheet_draws(sheet) && trial->tried < MOST_TRIED; i++) {
		if (sheet_group(sheet, i) == driver->group &&
		    sheet_depends(sheet, trial->freeze->result->totals[0].cell, i))
			try_draw(trial, i);
	}
}

static int by_cut(const void *left, const void *right)
{
	const struct measurement *a = left, *b = right;

	return a->cut > b->cut ? -1 : a->cut < b->cut;
}

/* All on the same random numbers. */
static void run_trial(struct trial *trial)
{
	struct assessment *result = trial->freeze->result;
	struct run_options options = trial->freeze->options->run;
	struct statistics statistics[1 + MOST_TRIED], *then;
	double width;

	if (options.samples > MOST_SAMPLES)
		options.samples = MOST_SAMPLES;
	options.progress = NULL;
	run_sheet(trial->sheet, trial->outputs, 1 + trial->count, &options, statistics);
	width = statistics[0].high - statistics[0].low;
	for (size_t i = 0; i < trial->count; i++) {
		then = &statistics[1 + i];
		statistics_scale(then, 1 / result->criteria[0]->unit.scale);
		trial->measurements[i].low = then->low;
		trial->measurements[i].high = then->high;
		trial->measurements[i].cut =
		    1 - (then->high - then->low) * result->criteria[0]->unit.scale / width;
		if (trial->measurements[i].cut >= least_cut)
			result->measure_next[result->measure_count++] = trial->measurements[i];
	}
	qsort(result->measure_next, result->measure_count, sizeof *result->measure_next,
	      by_cut);
	if (result->measure_count > MOST_TOLD)
		result->measure_count = MOST_TOLD;
}

void measure_next(struct freeze *freeze)
{
	struct assessment *result = freeze->result;
	struct arena *arena = freeze->build->arena;
	struct trial trial = {.freeze = freeze};

	if (result->criterion_count == 0 || result->driver_counts[0] == 0)
		return;
	result->measure_next = arena_alloc(arena, MOST_TRIED * sizeof *result->measure_next);
	trial.kinds = input_kinds(arena, freeze->build->sheet);
	trial.sheet = sheet_copy(arena, freeze->build->sheet);
	trial.outputs[0] = result->totals[0].cell;
	for (size_t i = 0; i < result->driver_counts[0]; i++) {
		if (result->drivers[0][i].total >= least_share)
			try_driver(&trial, &result->drivers[0][i]);
	}
	for (size_t i = 0; i < trial.count; i++)
		trial.outputs[1 + i] =
		    sheet_vary(trial.sheet, trial.outputs[0], trial.replacements[i].inputs,
			       trial.replacements[i].dists, trial.replacements[i].count);
	if (trial.count)
		run_trial(&trial);
}
