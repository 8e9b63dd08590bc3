/* When to run: the best start, what it saves, and from what that is known. */

#include "reports/view_schedule.h"

#include <inttypes.h>
#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/base/zone.h"
#include "models/schedule.h"
#include "models/timestamp.h"

enum { SHORT_DIGEST = 12 };

static int64_t time_of(int64_t hour, double after)
{
	return hour * TIMESTAMP_HOUR + (int64_t)llround(after * 60) * 60 * TIMESTAMP_SECOND;
}

/* "2026-03-02T09:00" of a whole minute. */
static const char *minute(struct arena *arena, int64_t time)
{
	return arena_printf(arena, "%.16s", timestamp_text(arena, time));
}

const char *schedule_iso(struct arena *arena, int64_t hour, double after)
{
	return arena_printf(arena, "%sZ", minute(arena, time_of(hour, after)));
}

const char *schedule_time(struct arena *arena, const struct schedule *schedule, int64_t hour,
			  double after)
{
	int64_t time = time_of(hour, after);
	const char *text = minute(arena, time), *local;

	text = arena_printf(arena, "%.10s %s", text, text + 11);
	if (!schedule->zone)
		return text;
	local = minute(arena, zone_to_local(schedule->zone, time));
	return arena_printf(arena, "%s (%s)", text, local + 11);
}

double schedule_grams(double intensity)
{
	return intensity / unit_of("gCO2e/kWh").scale;
}

const char *schedule_intensity(struct arena *arena, double intensity)
{
	return number_significant(arena, schedule_grams(intensity), 4);
}

const char *schedule_share(struct arena *arena, double share)
{
	if (!isfinite(share))
		return "";
	return arena_printf(arena, "%s %%",
			    number_fixed(arena, fabs(share) < 5e-4 ? 0 : 100 * share, 1));
}

const char *schedule_span(struct arena *arena, const char *low, const char *high)
{
	if (!*low && !*high)
		return "";
	return arena_printf(arena, *low == '-' ? "%s .. %s" : "%s - %s", low, high);
}

const char *schedule_zones(struct arena *arena, const struct schedule *schedule)
{
	if (!schedule->zone)
		return "UTC";
	return arena_printf(arena, "UTC (%s)", zone_name(schedule->zone));
}

/* "12.3 kg CO2e (95 %: 8 - 17)". */
static const char *estimate(struct arena *arena, const struct schedule *schedule,
			    const struct statistics *s)
{
	struct shown_unit unit = view_unit_of(schedule->assessment, 0, fabs(s->central));
	const char *value = number_central(arena, s, unit, DIGITS_SUM);

	if (!number_has_spread(s))
		return arena_printf(arena, "%s %s", value, unit.text);
	return arena_printf(
	    arena, "%s %s (%s: %s)", value, unit.text,
	    view_interval(arena, schedule->assessment),
	    schedule_span(arena, number_low(arena, s, unit), number_high(arena, s, unit)));
}

static const char *saved(struct arena *arena, const struct schedule *schedule,
			 const struct schedule_plan *plan)
{
	if (!schedule->plans[SCHEDULE_AT_ONCE].known)
		return arena_printf(arena, ", %s less than the mean of all starts",
				    schedule_share(arena, plan->mean_share));
	return arena_printf(arena, "; %s less than at once, by %s",
			    schedule_share(arena, plan->share),
			    estimate(arena, schedule, &plan->saving));
}

static void headline(struct doc *doc, const struct schedule *schedule)
{
	const struct schedule_plan *best = &schedule->plans[SCHEDULE_BEST];
	const struct schedule_plan *paused = &schedule->plans[SCHEDULE_PAUSED];
	struct arena *arena = doc->arena;

	if (best->known && best->start == schedule->from)
		doc_add(doc, DOC_HEADLINE,
			"%s in one go: no start is better than at once, %s %s: %s",
			schedule->item, schedule_time(arena, schedule, best->start, 0),
			schedule_zones(arena, schedule),
			estimate(arena, schedule, &best->impact));
	else if (best->known)
		doc_add(doc, DOC_HEADLINE, "%s: start at %s %s, after %" PRId64 " h: %s%s",
			schedule->item, schedule_time(arena, schedule, best->start, 0),
			schedule_zones(arena, schedule), best->start - schedule->from,
			estimate(arena, schedule, &best->impact), saved(arena, schedule, best));
	if (paused->known && paused->stretch_count == 1)
		doc_add(doc, DOC_TEXT,
			"Pausing saves nothing: the best plan with pauses has none.");
	else if (paused->known)
		doc_add(doc, DOC_HEADLINE, "With pauses, from %s on, in %s: %s%s",
			schedule_time(arena, schedule, paused->start, 0),
			view_count(arena, paused->stretch_count, "run"),
			estimate(arena, schedule, &paused->impact),
			saved(arena, schedule, paused));
}

/* Where it is not known exactly, the plans are for its central value. */
static const char *length_text(struct arena *arena, const struct schedule *schedule)
{
	const struct statistics *s = &schedule->length_range;
	const struct shown_unit hours = {.text = "h", .size = 1};

	if (!number_has_spread(s))
		return schedule->length_from;
	return arena_printf(arena, "%s, its central value; %s: %s - %s h",
			    schedule->length_from, view_interval(arena, schedule->assessment),
			    number_low(arena, s, hours), number_high(arena, s, hours));
}

static void frame(struct doc *doc, const struct schedule *schedule)
{
	struct arena *arena = doc->arena;
	const char *gaps = "";

	if (schedule->gap_starts)
		gaps = arena_printf(
		    arena,
		    "; %zu more touch hours without a value (%zu of %.0f) and are not offered",
		    schedule->gap_starts, schedule->missing, ceil(schedule->horizon));
	doc_add(doc, DOC_TEXT, "%s h (%s) between %s (%s) and %s (%s): %s%s.",
		number_plain(arena, schedule->length, 4), length_text(arena, schedule),
		schedule_time(arena, schedule, schedule->from, 0), schedule->from_where,
		schedule_time(arena, schedule, schedule->from, schedule->horizon),
		schedule->deadline_where, view_count(arena, schedule->starts, "start"), gaps);
}

/* Nobody who reads the first lines alone takes hindsight for a forecast. */
static void hindsight(struct doc *doc, const struct schedule *schedule)
{
	const struct schedule_rule *rules = schedule->rules;
	struct arena *arena = doc->arena;

	if (!schedule->has_rules) {
		doc_add(doc, DOC_TEXT,
			"This is hindsight: a series is the past, and what comes will differ.");
		return;
	}
	doc_add(
	    doc, DOC_TEXT,
	    "This is hindsight: a series is the past. Over its weeks it would have saved %s "
	    "on average; a rule learnt from the other weeks, %s (by hour of the day) or %s "
	    "(of the week).",
	    schedule_share(arena, 1 - rules[0].best / rules[0].at_once),
	    schedule_share(arena, 1 - rules[0].rule / rules[0].at_once),
	    schedule_share(arena, 1 - rules[1].rule / rules[1].at_once));
}

/* What moves, and what does not. */
static void moved(struct doc *doc, const struct schedule *schedule)
{
	struct shown_unit kwh = number_unit("kWh", schedule->energy.central);
	struct arena *arena = doc->arena;
	const struct schedule_plan *best = &schedule->plans[SCHEDULE_BEST];
	const char *with = "";

	for (size_t i = 0; i < schedule->follower_count; i++)
		with = arena_printf(arena, "%s%s%s", with, *with ? ", " : ", with ",
				    schedule->followers[i]);
	doc_list(doc, DOC_LIST, "What is moved");
	doc_line(doc, 0, "%s%s: %s %s %s, spread evenly over the hours", schedule->item, with,
		 number_central(arena, &schedule->energy, kwh, DIGITS_SUM), kwh.text,
		 schedule->has_losses ? "with what the grid loses on the way"
				      : "at the facility");
	doc_line(doc, 0,
		 "nothing else of the scenario depends on the hour: its other items are not in "
		 "these figures");
	if (schedule->repeats)
		doc_line(doc, 0,
			 "the item is several runs (repeat): all of them at the same time");
	if (best->known && schedule->series->has_estimates)
		doc_line(doc, 0, "estimated hours in the best start: %zu of %zu",
			 best->estimated, (size_t)ceil(schedule->length));
	if (best->known && best->partial)
		doc_line(doc, 0, "hours that lack rows in the best start: %zu", best->partial);
}

/* The two kinds of intensity answer two questions, and may name other hours. */
static const char *kind_of_intensity(struct arena *arena, const struct grid_series *series)
{
	if (series->marginal)
		return arena_printf(
		    arena,
		    "'%s' is marginal: it tells what one more kWh sets off in an hour, not "
		    "what was emitted for those who drew. These figures belong in no "
		    "inventory, and an average may name other hours.",
		    series->column);
	return arena_printf(
	    arena,
	    "'%s' is taken as an average intensity: it attributes what was emitted to those "
	    "who drew electricity. A marginal one answers another question, what moving the "
	    "load sets off elsewhere, and may name other hours.",
	    series->column);
}

static void footer(struct doc *doc, const struct schedule *schedule)
{
	const struct record *record = &schedule->assessment->record;
	struct arena *arena = doc->arena;
	struct buffer line = {0};

	doc_add(doc, DOC_FOOTER, "%s", kind_of_intensity(arena, schedule->series));
	doc_add(doc, DOC_FOOTER,
		"Ranges are %s intervals of %s samples%s, seed %" PRIu64
		"; the central value has every input at its median, or at the value stated for "
		"it.",
		view_interval(arena, schedule->assessment),
		number_fixed(arena, (double)record->samples, 0),
		view_sampler(arena, schedule->assessment), record->seed);
	buffer_printf(&line, "lca %s; factors %s", record->version ? record->version : "",
		      record->factors_version ? record->factors_version : "");
	if (record->factors_sha256)
		buffer_printf(&line, " (sha256 %.*s)", SHORT_DIGEST, record->factors_sha256);
	buffer_printf(&line, "; scenario %s (sha256 %.*s)", record->scenario_file, SHORT_DIGEST,
		      record->scenario_sha256);
	for (size_t i = 0; i < record->option_count; i++)
		buffer_printf(&line, "; %s", record->options[i]);
	doc_add(doc, DOC_FOOTER, "%s", line.text);
	buffer_free(&line);
}

void view_schedule(struct doc *doc, const struct schedule *schedule, const struct diags *diags)
{
	const struct assessment *assessment = schedule->assessment;

	doc_add(doc, DOC_TITLE, "%s", assessment->name ? assessment->name : schedule->item);
	headline(doc, schedule);
	frame(doc, schedule);
	hindsight(doc, schedule);
	view_chart_schedule(doc, schedule);
	view_schedule_plans(doc, schedule);
	view_schedule_rules(doc, schedule);
	view_schedule_market(doc, schedule);
	moved(doc, schedule);
	view_warnings(doc, diags);
	view_notes(doc, assessment->notes, assessment->note_count, diags);
	view_used(doc, assessment);
	view_citations(doc, assessment);
	view_inputs(doc, assessment);
	footer(doc, schedule);
}
