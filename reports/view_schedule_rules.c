/* What a rule instead of hindsight would have saved. */

#include <inttypes.h>
#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/base/zone.h"
#include "models/schedule.h"
#include "models/timestamp.h"
#include "reports/view_schedule.h"

enum { MOST_RUNS = 12 };

/* "Mon 09:00" of an hour, UTC. */
static const char *weekday(struct arena *arena, int64_t hour)
{
	static const char *const names[] = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
	int64_t of = (hour % 168 + 168) % 168;

	return arena_printf(arena, "%s %02" PRId64 ":00", names[of / 24], of % 24);
}

static const char *of_weeks(struct arena *arena, size_t part, const struct schedule_rule *rule)
{
	return arena_printf(arena, "%zu of %zu", part, rule->weeks);
}

static void rule_row(struct doc *doc, const struct schedule *schedule,
		     const struct schedule_rule *rule)
{
	struct arena *arena = doc->arena;

	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, rule->name);
	doc_cell(doc, arena_printf(arena, "+%" PRId64 " h, %s", rule->start - schedule->from,
				   weekday(arena, rule->start)));
	doc_number(doc, of_weeks(arena, rule->beats, rule));
	doc_number(doc, of_weeks(arena, rule->beats_mean, rule));
	doc_number(doc, schedule_share(arena, 1 - rule->rule / rule->at_once));
	doc_number(doc, schedule_span(arena, schedule_share(arena, rule->low),
				      schedule_share(arena, rule->high)));
	doc_number(doc, schedule_share(arena, 1 - rule->best / rule->at_once));
}

/* What is emitted more, where less than nothing is saved. */
static struct statistics turn(const struct statistics *saving)
{
	struct statistics more = *saving;

	more.central = -saving->central;
	more.low = -saving->high;
	more.high = -saving->low;
	more.error.low = saving->error.high;
	more.error.high = saving->error.low;
	return more;
}

/* "it saves 743 g CO2e (95 %: -4300 .. 6300)", "it emits 451 g CO2e more (...)". */
static const char *saved(struct arena *arena, const struct schedule *schedule,
			 const struct statistics *saving)
{
	bool more = saving->central < 0;
	struct statistics turned = turn(saving);
	const struct statistics *s = more ? &turned : saving;
	struct shown_unit unit = view_unit_of(schedule->assessment, 0, fabs(s->central));
	const char *text = arena_printf(arena, "it %s %s %s%s", more ? "emits" : "saves",
					number_central(arena, s, unit, DIGITS_SUM), unit.text,
					more ? " more" : "");

	if (!number_has_spread(s))
		return text;
	return arena_printf(
	    arena, "%s (%s: %s)", text, view_interval(arena, schedule->assessment),
	    schedule_span(arena, number_low(arena, s, unit), number_high(arena, s, unit)));
}

static void rule_line(struct doc *doc, const struct schedule *schedule,
		      const struct schedule_rule *rule)
{
	struct arena *arena = doc->arena;
	double share = 1 - rule->rule / rule->at_once;
	bool nothing = rule->saving.low <= 0 && rule->saving.high >= 0;

	doc_line(doc, 0,
		 "%s: on average %s %s than at once, with a standard error over weeks of %s; "
		 "%s a run%s",
		 rule->name, schedule_share(arena, fabs(share)), share < 0 ? "more" : "less",
		 schedule_share(arena, rule->error), saved(arena, schedule, &rule->saving),
		 nothing ? "; the difference may be nothing at all" : "");
}

/* What the rule says where it pauses: "Mon 22:00 6 h, Tue 23:00 7 h". */
static void runs_line(struct doc *doc, const struct schedule_rule *rule)
{
	struct buffer text = {0};

	if (rule->run_count < 2)
		return;
	for (size_t i = 0; i < rule->run_count && i < MOST_RUNS; i++)
		buffer_printf(&text, "%s%s for %s h", i ? ", " : "",
			      weekday(doc->arena, rule->runs[i].first),
			      number_plain(doc->arena, rule->runs[i].hours, 6));
	if (rule->run_count > MOST_RUNS)
		buffer_printf(&text, " and %zu more", rule->run_count - MOST_RUNS);
	doc_line(doc, 0, "%s, run at: %s", rule->name, text.text);
	buffer_free(&text);
}

static void explain(struct doc *doc, const struct schedule *schedule)
{
	struct arena *arena = doc->arena;
	const struct schedule_rule *rules = schedule->rules;
	const char *skipped = "";

	if (rules[0].skipped || rules[1].skipped)
		skipped = arena_printf(arena,
				       " Weeks without a value in hours that matter are left "
				       "out, %zu of the first rule and %zu of the second.",
				       rules[0].skipped, rules[1].skipped);
	doc_add(
	    doc, DOC_TEXT,
	    "Each week of the series the job comes in at %s UTC and is done within %s h. The "
	    "rule knows the mean of each hour over the other weeks alone, of the day or of "
	    "the week (%s); the week it is tried on is left out.%s",
	    weekday(arena, schedule->from), number_plain(arena, schedule->rule_horizon, 6),
	    schedule->zone ? zone_name(schedule->zone) : "UTC", skipped);
}

void view_schedule_rules(struct doc *doc, const struct schedule *schedule)
{
	struct arena *arena = doc->arena;

	doc_add(doc, DOC_SECTION, "A rule instead of hindsight");
	if (!schedule->has_rules) {
		doc_add(doc, DOC_TEXT,
			"Nothing can be said of what would have been saved without knowing the "
			"hours beforehand: %s.",
			schedule->no_rules);
		return;
	}
	explain(doc, schedule);
	doc_table(doc,
		  (struct doc_column[]){
		      {.title = "rule"},
		      {.title = "says, UTC"},
		      {.title = "less than at once", .align = ALIGN_RIGHT, .wraps = true},
		      {.title = "less than mean start", .align = ALIGN_RIGHT, .wraps = true},
		      {.title = "saves", .align = ALIGN_RIGHT},
		      {.title = arena_printf(arena, "%s of weeks",
					     view_interval(arena, schedule->assessment)),
		       .align = ALIGN_RIGHT},
		      {.title = "hindsight", .align = ALIGN_RIGHT}},
		  7);
	for (size_t i = 0; i < SCHEDULE_RULES; i++)
		rule_row(doc, schedule, &schedule->rules[i]);
	doc_list(doc, DOC_LIST, NULL);
	for (size_t i = 0; i < SCHEDULE_RULES; i++) {
		rule_line(doc, schedule, &schedule->rules[i]);
		runs_line(doc, &schedule->rules[i]);
	}
}
