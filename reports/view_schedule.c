/* When to run: the best start, what it saves, and from what that is known. */

#include "reports/view_schedule.h"

#include <inttypes.h>
#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/base/zone.h"
#include "models/schedule.h"
#include "models/timestamp.h"

enum { SHORT_DIGEST = 12, MOST_STRETCHES = 24 };

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

static const char *zones(struct arena *arena, const struct schedule *schedule)
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
			zones(arena, schedule), estimate(arena, schedule, &best->impact));
	else if (best->known)
		doc_add(doc, DOC_HEADLINE, "%s: start at %s %s, after %" PRId64 " h: %s%s",
			schedule->item, schedule_time(arena, schedule, best->start, 0),
			zones(arena, schedule), best->start - schedule->from,
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
		number_plain(arena, schedule->length, 6), schedule->length_from,
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

static void impact_cells(struct doc *doc, const struct statistics *s, struct shown_unit unit)
{
	doc_number(doc, number_central(doc->arena, s, unit, DIGITS_ITEM));
	doc_range(doc, number_low(doc->arena, s, unit), number_high(doc->arena, s, unit));
}

/* All plans in the unit of the first that is known. */
static struct shown_unit unit_of_plans(const struct schedule *schedule)
{
	double most = 0;

	for (size_t kind = 0; kind < SCHEDULE_KINDS; kind++)
		if (schedule->plans[kind].known)
			most = fmax(most, fabs(schedule->plans[kind].impact.central));
	return view_unit_of(schedule->assessment, 0, most);
}

static void plan_row(struct doc *doc, const struct schedule *schedule, size_t kind,
		     struct shown_unit unit)
{
	const struct schedule_plan *plan = &schedule->plans[kind];
	bool dated = kind != SCHEDULE_MEAN;

	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, schedule_kind_name((enum schedule_kind)kind));
	doc_cell(doc, dated ? schedule_time(doc->arena, schedule, plan->start, 0) : "");
	doc_cell(doc,
		 dated ? schedule_time(doc->arena, schedule, plan->start, plan->elapsed) : "");
	doc_number(doc, schedule_intensity(doc->arena, plan->intensity));
	impact_cells(doc, &plan->impact, unit);
}

static void plans(struct doc *doc, const struct schedule *schedule)
{
	struct arena *arena = doc->arena;
	struct shown_unit unit = unit_of_plans(schedule);
	const char *range =
	    arena_printf(arena, "%s range", view_interval(arena, schedule->assessment));

	doc_table(doc,
		  (struct doc_column[]){
		      {.title = "plan", .wraps = true},
		      {.title = arena_printf(arena, "start, %s", zones(arena, schedule)),
		       .wraps = true},
		      {.title = "end", .wraps = true},
		      {.title = "gCO2e/kWh", .align = ALIGN_RIGHT},
		      {.title = unit.text, .align = ALIGN_RIGHT},
		      {.title = range, .align = ALIGN_RANGE}},
		  6);
	for (size_t kind = 0; kind < SCHEDULE_KINDS; kind++)
		if (schedule->plans[kind].known)
			plan_row(doc, schedule, kind, unit);
	if (!schedule->plans[SCHEDULE_AT_ONCE].known)
		doc_add(doc, DOC_TEXT,
			"At once, from %s on, hours without a value are in the way: it is not "
			"known, and nothing can be told against it.",
			schedule_time(arena, schedule, schedule->from, 0));
}

static void saving_row(struct doc *doc, const struct schedule *schedule, size_t kind,
		       struct shown_unit unit)
{
	const struct schedule_plan *plan = &schedule->plans[kind];

	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, schedule_kind_name((enum schedule_kind)kind));
	doc_number(doc, number_central(doc->arena, &plan->saving, unit, DIGITS_ITEM));
	doc_number(doc, schedule_span(doc->arena, number_low(doc->arena, &plan->saving, unit),
				      number_high(doc->arena, &plan->saving, unit)));
	doc_number(doc, schedule_share(doc->arena, plan->share));
	doc_number(doc, schedule_share(doc->arena, plan->mean_share));
}

static const char *samples_text(struct arena *arena, const struct schedule_plan *plan)
{
	double share = plan->probability.saves;

	if (share >= 1 || share <= 0)
		return share >= 1 ? "every sample" : "no sample";
	return arena_printf(arena, "%s %% of samples",
			    number_known(arena, 100 * share, 100 * plan->probability.error, 3));
}

static void sureness(struct doc *doc, const struct schedule *schedule)
{
	const struct schedule_plan *paused = &schedule->plans[SCHEDULE_PAUSED];
	struct arena *arena = doc->arena;

	doc_add(
	    doc, DOC_TEXT,
	    "What the scenario does not know exactly (energy, PUE, how far another method "
	    "would be from this series) is a factor of both sides: it widens the kilograms, "
	    "not the percentages.");
	if (paused->known && paused->waiting > 0 && schedule->idle_counted)
		doc_add(
		    doc, DOC_TEXT,
		    "Waiting is counted, %s h of it; with pauses the job emits less than at "
		    "once in %s.",
		    number_plain(arena, paused->waiting, 6), samples_text(arena, paused));
}

static void savings(struct doc *doc, const struct schedule *schedule)
{
	struct arena *arena = doc->arena;
	const struct schedule_plan *plans = schedule->plans;
	double most = 0;
	struct shown_unit unit;

	if (!plans[SCHEDULE_AT_ONCE].known)
		return;
	for (size_t kind = 0; kind < SCHEDULE_KINDS; kind++)
		if (plans[kind].known)
			most = fmax(most, fabs(plans[kind].saving.central));
	unit = view_unit_of(schedule->assessment, 0, most);
	doc_add(doc, DOC_SECTION, "Less than at once");
	doc_table(doc,
		  (struct doc_column[]){
		      {.title = "plan", .wraps = true},
		      {.title = unit.text, .align = ALIGN_RIGHT},
		      {.title = arena_printf(arena, "%s range",
					     view_interval(arena, schedule->assessment)),
		       .align = ALIGN_RIGHT},
		      {.title = "of at once", .align = ALIGN_RIGHT},
		      {.title = "of the mean of all starts", .align = ALIGN_RIGHT}},
		  5);
	for (size_t kind = SCHEDULE_BEST; kind < SCHEDULE_KINDS; kind++)
		if (plans[kind].known)
			saving_row(doc, schedule, kind, unit);
	sureness(doc, schedule);
}

static void stretches(struct doc *doc, const struct schedule *schedule)
{
	const struct schedule_plan *paused = &schedule->plans[SCHEDULE_PAUSED];
	size_t count = paused->stretch_count;

	if (!paused->known)
		return;
	doc_add(doc, DOC_SECTION, "Runs, with pauses");
	doc_table(doc,
		  (struct doc_column[]){{.title = arena_printf(doc->arena, "from, %s",
							       zones(doc->arena, schedule))},
					{.title = "to"},
					{.title = "hours", .align = ALIGN_RIGHT},
					{.title = "gCO2e/kWh", .align = ALIGN_RIGHT}},
		  4);
	for (size_t i = 0; i < count && i < MOST_STRETCHES; i++) {
		const struct schedule_stretch *run = &paused->stretches[i];

		doc_row(doc, ROW_PLAIN, 0);
		doc_cell(doc, schedule_time(doc->arena, schedule, run->first, 0));
		doc_cell(doc, schedule_time(doc->arena, schedule, run->first, run->hours));
		doc_number(doc, number_plain(doc->arena, run->hours, 6));
		doc_number(doc, schedule_intensity(doc->arena, run->intensity));
	}
	if (count > MOST_STRETCHES)
		doc_add(doc, DOC_TEXT, "... and %zu more (csv and json have all)",
			count - MOST_STRETCHES);
}

static void days(struct doc *doc, const struct schedule *schedule)
{
	struct shown_unit unit = unit_of_plans(schedule);
	struct arena *arena = doc->arena;

	if (schedule->days_all < 2 || schedule->day_count == 0)
		return;
	doc_add(doc, DOC_SECTION, "The best start of a day, the best %zu of %zu days",
		schedule->day_count, schedule->days_all);
	doc_table(doc,
		  (struct doc_column[]){
		      {.title = arena_printf(arena, "start, %s", zones(arena, schedule))},
		      {.title = "gCO2e/kWh", .align = ALIGN_RIGHT},
		      {.title = unit.text, .align = ALIGN_RIGHT},
		      {.title = arena_printf(arena, "%s range",
					     view_interval(arena, schedule->assessment)),
		       .align = ALIGN_RANGE},
		      {.title = "less than at once", .align = ALIGN_RIGHT}},
		  schedule->plans[SCHEDULE_AT_ONCE].known ? 5 : 4);
	for (size_t i = 0; i < schedule->day_count; i++) {
		const struct schedule_day *day = &schedule->days[i];

		doc_row(doc, ROW_PLAIN, 0);
		doc_cell(doc, schedule_time(arena, schedule, day->start, 0));
		doc_number(doc, schedule_intensity(arena, day->intensity));
		impact_cells(doc, &day->impact, unit);
		if (schedule->plans[SCHEDULE_AT_ONCE].known)
			doc_number(doc, schedule_share(arena, day->share));
	}
}

static void market(struct doc *doc, const struct schedule *schedule)
{
	struct shown_unit unit = unit_of_plans(schedule);

	if (!schedule->market)
		return;
	doc_add(doc, DOC_SECTION, "Market-based, in the same hours (%s)",
		schedule->market->file);
	doc_table(doc,
		  (struct doc_column[]){
		      {.title = "plan"},
		      {.title = unit.text, .align = ALIGN_RIGHT},
		      {.title = arena_printf(doc->arena, "%s range",
					     view_interval(doc->arena, schedule->assessment)),
		       .align = ALIGN_RANGE}},
		  3);
	for (size_t kind = 0; kind < SCHEDULE_KINDS; kind++) {
		if (!schedule->plans[kind].known || kind == SCHEDULE_MEAN)
			continue;
		doc_row(doc, ROW_PLAIN, 0);
		doc_cell(doc, schedule_kind_name((enum schedule_kind)kind));
		if (schedule->plans[kind].has_market) {
			impact_cells(doc, &schedule->plans[kind].market, unit);
			continue;
		}
		doc_cell(doc, "missing");
		doc_range(doc, "", "");
	}
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
	if (best->known && schedule->series->has_estimates)
		doc_line(doc, 0, "estimated hours in the best start: %zu of %zu",
			 best->estimated, (size_t)ceil(schedule->length));
	if (best->known && best->partial)
		doc_line(doc, 0, "hours that lack rows in the best start: %zu", best->partial);
}

static void footer(struct doc *doc, const struct schedule *schedule)
{
	const struct record *record = &schedule->assessment->record;
	struct arena *arena = doc->arena;
	struct buffer line = {0};

	doc_add(
	    doc, DOC_FOOTER,
	    "The intensity of an hour is an average: it attributes what was emitted to those "
	    "who drew electricity, and says nothing of what moving the load sets off "
	    "elsewhere.");
	doc_add(doc, DOC_FOOTER,
		"Ranges are %s intervals of %s samples, seed %" PRIu64
		"; the central value has every input at its median, or at the value stated for "
		"it.",
		view_interval(arena, schedule->assessment),
		number_fixed(arena, (double)record->samples, 0), record->seed);
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
	plans(doc, schedule);
	savings(doc, schedule);
	stretches(doc, schedule);
	days(doc, schedule);
	view_schedule_rules(doc, schedule);
	market(doc, schedule);
	moved(doc, schedule);
	view_warnings(doc, diags);
	view_notes(doc, assessment->notes, assessment->note_count, diags);
	view_used(doc, assessment);
	view_citations(doc, assessment);
	view_inputs(doc, assessment);
	footer(doc, schedule);
}
