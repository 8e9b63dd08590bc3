/* What to measure next: the strongest inputs with the spread that measuring them can reach. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/freeze.h"
#include "models/input_words.h"

/* Meters tried, and told; a trial has at most so many samples. A cut below 1 % is no reason to
 * measure anything, nor what is hardly wider than what can be reached. A driver with 5 % of the
 * variance that no meter is told for is named. */
enum { MOST_TRIED = 8, MOST_TOLD = 5, MOST_SAMPLES = 20000 };
static const double least_cut = 0.01, least_share = 0.0005, hardly_wider = 1.1;
static const double strong_share = 0.05;

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
	bool wider;    /* than what can be reached, every one of the draw */
	bool positive; /* every median of the draw */
};

/* What came of a driver. */
struct outcome {
	bool measured[MOST_TRIED]; /* by a measurement of the trial */
	const char *how;	   /* the first of them */
	const char *why;	   /* there is none; NULL where there is, or no room for it */
};

/* outputs[0] is the total, outputs[1 + i] the total with measurements[i]. */
struct trial {
	struct freeze *freeze;
	struct sheet *sheet;
	const char **kinds; /* [draw] */
	const char **rows;  /* [draw]: id of the row that it is of, or was stepped to */
	const char **names; /* [draw], as shown */
	struct measurement measurements[MOST_TRIED];
	bool worthwhile[MOST_TRIED];
	struct replacement replacements[MOST_TRIED];
	cell outputs[1 + MOST_TRIED];
	size_t count;
	struct outcome *outcomes; /* [driver] */
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
		r->positive = false;
		return;
	}
	r->inputs = arena_grow(arena, r->inputs, r->count, sizeof *r->inputs);
	r->dists = arena_grow(arena, r->dists, r->count, sizeof *r->dists);
	r->inputs[r->count] = input;
	r->dists[r->count++] = dist_lognormal(median, r->gsd);
	r->wider = r->wider && ln_spread(dist) > hardly_wider * log(r->reached);
}

/* False where nobody can measure the draw: outcome->why then. */
static bool find_reach(const struct trial *trial, size_t draw, struct measurement *measurement,
		       struct outcome *outcome)
{
	const struct freeze *freeze = trial->freeze;
	const char *name = sheet_draw_name(freeze->build->sheet, draw);
	const struct input_words *words = input_words(name, trial->kinds[draw]);
	const struct factor *reach;

	outcome->why =
	    words && words->how && !words->reach ? words->how : "no meter is known for it";
	if (!words || !words->reach)
		return false;
	reach =
	    factors_by_id(freeze->build->factors,
			  arena_printf(freeze->build->arena, "default/-/-/%s", words->reach));
	if (!reach)
		return false;
	*measurement = (struct measurement){.draw = trial->names[draw],
					    .first = name,
					    .what = words->what,
					    .how = words->how,
					    .reach = reach,
					    .gsd = dist_central(&reach->quantity.dist)};
	outcome->why =
	    arena_printf(freeze->build->arena, "known already as well as by %s", words->how);
	return measurement->gsd > 1;
}

/* Length of the name of what an input is a property of: "training/final run" of
 * "training/final run.load"; 0 where it is none. */
static size_t owner_length(const char *draw)
{
	const char *dot = strrchr(draw, '.');

	return dot ? (size_t)(dot - draw) : 0;
}

/* "load" of "training/final run.load"; what has no owner as it is. */
static const char *within_owner(const char *draw)
{
	size_t length = owner_length(draw);

	return length > 0 ? draw + length + 1 : draw;
}

static bool has_owner(const struct measurement *known, const char *draw)
{
	size_t length = owner_length(draw);

	return length > 0 && owner_length(known->first) == length &&
	       strncmp(known->first, draw, length + 1) == 0;
}

/* A row and what was stepped over to it are one figure to whoever measures. */
static bool is_of_row(const struct trial *trial, const struct measurement *known, size_t draw)
{
	size_t first;

	return trial->rows[draw] &&
	       sheet_find_draw(trial->freeze->build->sheet, known->first, &first) &&
	       trial->rows[first] && text_same(trial->rows[first], trial->rows[draw]);
}

static bool is_told(const struct trial *trial, const struct measurement *known, size_t draw)
{
	return has_owner(known, sheet_draw_name(trial->freeze->build->sheet, draw)) ||
	       is_of_row(trial, known, draw);
}

static bool any_is_told(const struct trial *trial, size_t draw)
{
	for (size_t i = 0; i < trial->count; i++)
		if (is_told(trial, &trial->measurements[i], draw))
			return true;
	return false;
}

/* The measurement by the same meter, which tells the input too, or a new one; NULL where there
 * is no room. */
static struct measurement *meter_of(struct trial *trial, const struct measurement *wanted,
				    size_t draw)
{
	struct measurement *known;

	for (size_t i = 0; i < trial->count; i++)
		if (text_same(trial->measurements[i].how, wanted->how) &&
		    is_told(trial, &trial->measurements[i], draw))
			return &trial->measurements[i];
	if (trial->count == MOST_TRIED)
		return NULL;
	known = &trial->measurements[trial->count];
	*known = *wanted;
	trial->replacements[trial->count++] = (struct replacement){
	    .freeze = trial->freeze, .gsd = wanted->gsd, .reached = wanted->gsd};
	return known;
}

/* Puts the inputs of the draw among those that the measurement tells; false where none of them
 * gets narrower. */
static bool join(struct trial *trial, struct measurement *known,
		 const struct measurement *wanted, size_t draw, struct outcome *outcome)
{
	struct replacement *r = &trial->replacements[known - trial->measurements], before = *r;

	r->draw = draw;
	r->wider = r->positive = true;
	sheet_inputs(trial->freeze->build->sheet, trial->freeze->result->totals[0].cell,
		     replace_input, r);
	if (!r->positive)
		outcome->why = "a median that is not above 0 has no factor around it";
	/* The rest of a row that is told has no error left. */
	r->wider = r->wider || (before.count && is_of_row(trial, known, draw));
	if (!r->wider || !r->positive || r->count == before.count) {
		*r = before;
		trial->count -= r->count == 0;
		return false;
	}
	r->gsd = 1;
	if (before.count)
		known->draw = arena_printf(trial->freeze->build->arena, "%s, %s", known->draw,
					   within_owner(wanted->draw));
	return true;
}

static void try_draw(struct trial *trial, size_t draw, struct outcome *outcome)
{
	struct measurement wanted, *known;

	if (!find_reach(trial, draw, &wanted, outcome))
		return;
	known = meter_of(trial, &wanted, draw);
	if (known && !join(trial, known, &wanted, draw, outcome))
		return;
	outcome->why = NULL;
	if (!known)
		return;
	outcome->measured[known - trial->measurements] = true;
	if (!outcome->how)
		outcome->how = known->how;
}

/* The draws of a driver: one, or those of its group. A weak one joins a meter that is there. */
static void try_driver(struct trial *trial, size_t i)
{
	const struct sheet *sheet = trial->freeze->build->sheet;
	const struct driver *driver = &trial->freeze->result->drivers[0][i];
	size_t first = driver->draws ? 0 : driver->group;
	size_t end = driver->draws ? sheet_draws(sheet) : driver->group + 1;

	for (size_t draw = first; draw < end; draw++) {
		if (sheet_group(sheet, draw) != driver->group ||
		    !sheet_depends(sheet, trial->freeze->result->totals[0].cell, draw))
			continue;
		if (!(driver->total < least_share) || any_is_told(trial, draw))
			try_draw(trial, draw, &trial->outcomes[i]);
	}
}

static int by_cut(const void *left, const void *right)
{
	const struct measurement *a = left, *b = right;

	return a->cut > b->cut ? -1 : a->cut < b->cut;
}

/* Twice the standard error of a cut. With common random numbers the two widths vary together:
 * a cut c takes about 2 c of the variance, so their correlation is sqrt(1 - 2 c) and the
 * variance of their ratio about 2 c r^2, r being the relative error of one width. The cut is
 * beyond it where c >= 2 sqrt(2 c) r. */
static double noise(double cut, const struct statistics *total)
{
	double r = hypot(total->error.low, total->error.high) / (total->high - total->low);

	return 2 * sqrt(2 * fmax(cut, 0)) * r;
}

static void tell(struct trial *trial, const struct statistics *statistics)
{
	struct assessment *result = trial->freeze->result;
	double scale = result->criteria[0]->unit.scale;
	double width = statistics[0].high - statistics[0].low;

	for (size_t i = 0; i < trial->count; i++) {
		struct measurement *measurement = &trial->measurements[i];
		const struct statistics *then = &statistics[1 + i];

		measurement->low = then->low / scale;
		measurement->high = then->high / scale;
		measurement->cut = 1 - (then->high - then->low) / width;
		trial->worthwhile[i] =
		    measurement->cut >= least_cut &&
		    measurement->cut >= noise(measurement->cut, &statistics[0]);
		if (trial->worthwhile[i])
			result->measure_next[result->measure_count++] = *measurement;
	}
	qsort(result->measure_next, result->measure_count, sizeof *result->measure_next,
	      by_cut);
	if (result->measure_count > MOST_TOLD)
		result->measure_count = MOST_TOLD;
}

/* All on the same random numbers. */
static void run_trial(struct trial *trial)
{
	struct run_options options = trial->freeze->options->run;
	struct statistics statistics[1 + MOST_TRIED];

	for (size_t i = 0; i < trial->count; i++)
		trial->outputs[1 + i] =
		    sheet_vary(trial->sheet, trial->outputs[0], trial->replacements[i].inputs,
			       trial->replacements[i].dists, trial->replacements[i].count);
	if (options.samples > MOST_SAMPLES)
		options.samples = MOST_SAMPLES;
	options.progress = NULL;
	run_sheet(trial->sheet, trial->outputs, 1 + trial->count, &options, statistics);
	tell(trial, statistics);
}

/* Why no measurement of a driver is worth its while; NULL where one is. */
static const char *why_not(const struct trial *trial, const struct outcome *outcome)
{
	if (!outcome->how)
		return outcome->why;
	for (size_t i = 0; i < trial->count; i++)
		if (outcome->measured[i] && trial->worthwhile[i])
			return NULL;
	return arena_printf(trial->freeze->build->arena, "%s would hardly narrow the range",
			    outcome->how);
}

/* Strong drivers that nothing is told for, with the reason. */
static void name_others(const struct trial *trial)
{
	struct assessment *result = trial->freeze->result;

	result->unmeasured =
	    arena_alloc(trial->freeze->build->arena, MOST_TOLD * sizeof *result->unmeasured);
	for (size_t i = 0; i < result->driver_counts[0]; i++) {
		const struct driver *driver = &result->drivers[0][i];
		const char *why = why_not(trial, &trial->outcomes[i]);

		if (driver->total < strong_share || result->unmeasured_count == MOST_TOLD)
			return;
		if (why)
			result->unmeasured[result->unmeasured_count++] =
			    (struct unmeasured){driver->draw, driver->total, why};
	}
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
	trial.rows = input_rows(arena, freeze->build->sheet);
	trial.names = input_names(arena, freeze->build->sheet);
	trial.sheet = sheet_copy(arena, freeze->build->sheet);
	trial.outputs[0] = result->totals[0].cell;
	trial.outcomes = arena_alloc(arena, result->driver_counts[0] * sizeof *trial.outcomes);
	for (size_t i = 0; i < result->driver_counts[0]; i++)
		try_driver(&trial, i);
	if (trial.count)
		run_trial(&trial);
	name_others(&trial);
}
