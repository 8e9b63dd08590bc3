/* When to run: compiles the scenario, searches the series, runs what the plans emit. */

#include "models/schedule.h"

#include <math.h>

#include "lca/base/arena.h"
#include "lca/engine/compare.h"
#include "models/reader.h"
#include "models/schedule_parts.h"
#include "models/timestamp.h"

/* A search that goes step by step holds some bytes for each: above this, another question is
 * needed. */
static const double most_steps = 1e8;

static bool check_steps(struct scheduler *s)
{
	double steps = search_steps(s->count, &s->search);

	if (steps <= most_steps)
		return true;
	diag_add(
	    s->diags, DIAG_SCHEDULE_FIT, s->request->place, NULL,
	    "name a nearer --deadline; or leave --at-least and --idle-power out: any hours "
	    "are found in any span",
	    "%zu hours in which %g are to be found, with --at-least or idle power, are "
	    "%.2g steps, above the %.2g that are searched",
	    s->count, s->result->length, steps, most_steps);
	return false;
}

static bool check_found(struct scheduler *s)
{
	const struct schedule *result = s->result;
	const struct grid_series *series = result->series;

	if (result->plans[SCHEDULE_BEST].known || result->plans[SCHEDULE_PAUSED].known)
		return true;
	diag_add(
	    s->diags, DIAG_SCHEDULE_FIT, s->request->place, NULL,
	    arena_printf(
		s->arena,
		"another --from or --deadline, or --pause; the series goes from %s to %s (UTC)",
		timestamp_hour_text(s->arena, series->hours[0].hour * TIMESTAMP_HOUR),
		timestamp_hour_text(s->arena, series->hours[series->hour_count - 1].hour *
						  TIMESTAMP_HOUR)),
	    "wherever the job starts, hours without a value in '%s' are in its way (%zu of "
	    "%zu hours have none)",
	    series->file, result->missing, s->count);
	return false;
}

static void warn_waiting(struct scheduler *s)
{
	const struct schedule_plan *paused = &s->result->plans[SCHEDULE_PAUSED];

	if (!paused->known || !(paused->waiting > 0) || s->result->idle_counted)
		return;
	diag_add(s->diags, DIAG_SCHEDULE_IDLE, s->request->place, NULL,
		 "state it: --idle-power '600 W', of all that stays reserved; 0 W where it is "
		 "given back",
		 "what is reserved and waits for %g h draws power, which is not counted",
		 paused->waiting);
}

static double share_of(const struct statistics *of, const struct statistics *impact)
{
	return of->central > 0 ? 1 - impact->central / of->central : NAN;
}

static double share_of_plan(const struct schedule_plan *of, const struct schedule_plan *plan)
{
	return of->known && plan->known ? share_of(&of->impact, &plan->impact) : NAN;
}

/* Without waiting all that is uncertain is a factor of both sides: the sign is sure. */
static void tell_probability(struct scheduler *s)
{
	struct schedule_plan *paused = &s->result->plans[SCHEDULE_PAUSED];
	const struct sheet *sheet = s->freeze->build->sheet;
	struct run_options run = s->freeze->options->run;
	struct paired compared;

	run.progress = NULL;
	run.samples = s->freeze->result->record.samples;
	for (size_t kind = 0; kind < SCHEDULE_KINDS; kind++) {
		struct schedule_plan *plan = &s->result->plans[kind];

		plan->probability.saves = plan->saving.central > 0;
	}
	if (!paused->known || !s->result->plans[SCHEDULE_AT_ONCE].known ||
	    !s->result->idle_counted)
		return;
	compared = run_compare(sheet, s->impacts[SCHEDULE_PAUSED], sheet,
			       s->impacts[SCHEDULE_AT_ONCE], &run);
	paused->probability.saves = compared.lower;
	paused->probability.error = compared.lower_error;
}

static void finish(struct scheduler *s)
{
	struct schedule *result = s->result;
	const struct schedule_plan *at_once = &result->plans[SCHEDULE_AT_ONCE];

	for (size_t kind = 0; kind < SCHEDULE_KINDS; kind++) {
		struct schedule_plan *plan = &result->plans[kind];

		plan->share = share_of_plan(at_once, plan);
		plan->mean_share = share_of_plan(&result->plans[SCHEDULE_MEAN], plan);
	}
	for (size_t i = 0; i < result->day_count; i++)
		result->days[i].share =
		    at_once->known ? share_of(&at_once->impact, &result->days[i].impact) : NAN;
	tell_probability(s);
	warn_waiting(s);
}

/* The statistics of the plan's outputs need room, now that there are more of them. */
static void run(struct scheduler *s, struct assess_options *settled)
{
	struct freeze *freeze = s->freeze;

	freeze->statistics =
	    arena_alloc(s->arena, (freeze->output_count + 1) * sizeof *freeze->statistics);
	freeze_run(freeze);
	settled->run.samples = freeze->result->record.samples;
	s->result->assessment = freeze_result(freeze);
}

struct schedule *schedule_find(struct arena *arena, struct scenario *scenario,
			       struct factors *factors, const struct assess_options *options,
			       const struct schedule_request *request, struct diags *diags)
{
	struct assess_options settled = *options;
	struct scheduler s = {.arena = arena, .diags = diags, .request = request};
	const struct value *market;

	s.job = schedule_job(arena, scenario, request, diags);
	if (!s.job)
		return NULL;
	s.stated = item_value(s.job, KEY_INTENSITY);
	market = item_value(s.job, KEY_MARKET_INTENSITY);
	s.market_stated = market && market->series ? market : NULL;
	settled.scheduled = s.job->id;
	s.freeze = assess_compile(arena, scenario, factors, &settled, diags);
	if (!s.freeze)
		return NULL;
	s.result = arena_alloc(arena, sizeof *s.result);
	s.result->item = s.job->id;
	if (!schedule_frame(&s) || !schedule_energy(&s) || !check_steps(&s))
		return NULL;
	schedule_plans(&s);
	if (!check_found(&s))
		return NULL;
	schedule_rules(&s);
	run(&s, &settled);
	finish(&s);
	return s.result;
}
