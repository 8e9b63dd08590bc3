/* The tables of a schedule: plans, what they save, runs, days, the market's account. */

#include <math.h>

#include "lca/base/arena.h"
#include "models/schedule.h"
#include "reports/view_schedule.h"

enum { MOST_STRETCHES = 24 };

static void impact_cells(struct doc *doc, const struct statistics *s, struct shown_unit unit)
{
	doc_number(doc, number_central(doc->arena, s, unit, DIGITS_SUM));
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
		  (struct doc_column[]){{.title = "plan", .wraps = true},
					{.title = arena_printf(arena, "start, %s",
							       schedule_zones(arena, schedule)),
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
	doc_number(doc, number_central(doc->arena, &plan->saving, unit, DIGITS_SUM));
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
		doc_add(doc, DOC_TEXT,
			"Waiting is counted, %s h of it, and is no such factor: with pauses "
			"the job emits less than at once in %s.",
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
	unit = most > 0 ? view_unit_of(schedule->assessment, 0, most) : unit_of_plans(schedule);
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
	doc_table(
	    doc,
	    (struct doc_column[]){{.title = arena_printf(doc->arena, "from, %s",
							 schedule_zones(doc->arena, schedule))},
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
	doc_table(
	    doc,
	    (struct doc_column[]){
		{.title = arena_printf(arena, "start, %s", schedule_zones(arena, schedule))},
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

void view_schedule_market(struct doc *doc, const struct schedule *schedule)
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

void view_schedule_plans(struct doc *doc, const struct schedule *schedule)
{
	plans(doc, schedule);
	savings(doc, schedule);
	stretches(doc, schedule);
	days(doc, schedule);
}
