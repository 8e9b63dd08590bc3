/* A schedule as one table of exact numbers (CSV). */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/schedule.h"
#include "reports/view_record.h"
#include "reports/view_schedule.h"

static void exact(struct doc *doc, double value)
{
	doc_number(doc, isfinite(value) ? text_double(doc->arena, value) : "");
}

static void three(struct doc *doc, const struct statistics *s)
{
	exact(doc, s ? s->central : NAN);
	exact(doc, s ? s->low : NAN);
	exact(doc, s ? s->high : NAN);
}

/* Empty cells up to the end of a row. */
static void nothing(struct doc *doc, size_t count)
{
	for (size_t i = 0; i < count; i++)
		doc_cell(doc, "");
}

static void begin(struct doc *doc, const char *what, const char *start, const char *end,
		  double hours, double intensity)
{
	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, what);
	doc_cell(doc, start);
	doc_cell(doc, end);
	exact(doc, hours);
	exact(doc, schedule_grams(intensity));
}

static void plan_row(struct doc *doc, const struct schedule *schedule, size_t kind)
{
	const struct schedule_plan *plan = &schedule->plans[kind];
	bool dated = kind != SCHEDULE_MEAN;
	bool compared = schedule->plans[SCHEDULE_AT_ONCE].known;

	begin(doc, schedule_kind_name((enum schedule_kind)kind),
	      dated ? schedule_iso(doc->arena, plan->start, 0) : "",
	      dated ? schedule_iso(doc->arena, plan->start, plan->elapsed) : "",
	      schedule->length, plan->intensity);
	three(doc, &plan->impact);
	three(doc, compared ? &plan->saving : NULL);
	exact(doc, plan->share);
	exact(doc, plan->mean_share);
	three(doc, plan->has_market ? &plan->market : NULL);
	nothing(doc, 4);
}

static void stretch_rows(struct doc *doc, const struct schedule *schedule)
{
	const struct schedule_plan *plan = &schedule->plans[SCHEDULE_PAUSED];

	for (size_t i = 0; i < plan->stretch_count; i++) {
		const struct schedule_stretch *run = &plan->stretches[i];

		begin(doc, "run of best with pauses", schedule_iso(doc->arena, run->first, 0),
		      schedule_iso(doc->arena, run->first, run->hours), run->hours,
		      run->intensity);
		nothing(doc, 15);
	}
}

static void day_rows(struct doc *doc, const struct schedule *schedule)
{
	for (size_t i = 0; i < schedule->day_count; i++) {
		const struct schedule_day *day = &schedule->days[i];

		begin(doc, "best start of a day", schedule_iso(doc->arena, day->start, 0),
		      schedule_iso(doc->arena, day->start, schedule->length), schedule->length,
		      day->intensity);
		three(doc, &day->impact);
		nothing(doc, 3);
		exact(doc, day->share);
		nothing(doc, 8);
	}
}

static void rule_rows(struct doc *doc, const struct schedule *schedule)
{
	for (size_t i = 0; schedule->has_rules && i < SCHEDULE_RULES; i++) {
		const struct schedule_rule *rule = &schedule->rules[i];

		begin(doc, arena_printf(doc->arena, "rule %s", rule->name),
		      schedule_iso(doc->arena, rule->start, 0),
		      schedule_iso(doc->arena, rule->start, rule->elapsed), schedule->length,
		      rule->rule);
		nothing(doc, 3);
		three(doc, &rule->saving);
		exact(doc, 1 - rule->rule / rule->at_once);
		exact(doc, 1 - rule->rule / rule->mean);
		nothing(doc, 3);
		exact(doc, (double)rule->weeks);
		exact(doc, (double)rule->beats);
		exact(doc, (double)rule->beats_mean);
		nothing(doc, 1);
	}
}

void view_schedule_flat(struct doc *doc, const struct schedule *schedule)
{
	static const char *const titles[] = {"what",
					     "start",
					     "end",
					     "hours",
					     "gco2e_per_kwh",
					     "central_kgco2e",
					     "low_kgco2e",
					     "high_kgco2e",
					     "saved_kgco2e",
					     "saved_low_kgco2e",
					     "saved_high_kgco2e",
					     "saved_share",
					     "saved_share_of_mean",
					     "market_kgco2e",
					     "market_low_kgco2e",
					     "market_high_kgco2e",
					     "weeks",
					     "weeks_below_at_once",
					     "weeks_below_mean",
					     "reason"};
	enum { COLUMNS = sizeof titles / sizeof *titles };
	struct doc_column columns[COLUMNS];

	for (size_t i = 0; i < COLUMNS; i++)
		columns[i] = (struct doc_column){.title = titles[i]};
	doc_table(doc, columns, COLUMNS);
	for (size_t kind = 0; kind < SCHEDULE_KINDS; kind++)
		if (schedule->plans[kind].known)
			plan_row(doc, schedule, kind);
	stretch_rows(doc, schedule);
	day_rows(doc, schedule);
	rule_rows(doc, schedule);
	view_record_row(doc, COLUMNS, 0, COLUMNS - 1);
}
