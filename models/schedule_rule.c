/* A rule instead of hindsight: learnt on the other weeks of the series, tried on each. */

#include <math.h>
#include <stdlib.h>

#include "lca/base/arena.h"
#include "lca/base/zone.h"
#include "models/schedule_parts.h"
#include "models/timestamp.h"

enum {
	DAY = 24,
	WEEK = 168,
	MONDAY = 72 /* hours from 1970-01-05T00 back to 1970-01-01T00, in
		       whole weeks: that was a Thursday */
};

/* Weeks that it takes to learn from one and try on another. */
enum { LEAST_WEEKS = 2 };

/* Values above the least as whole numbers of 2^-40: what is left out of a sum leaves no
 * rounding behind. */
static const double whole = 1099511627776.0;

/* Beyond this many steps the rules would take longer than the answer is worth. An hour of a
 * week is gone through about as long as these steps of a search take. */
static const double most_rule_steps = 5e7, steps_of_an_hour = 4;

struct class
{
	int64_t sum;
	int64_t count;
};

struct lesson {
	struct scheduler *s;
	struct search_job job; /* as long as the rule may wait */
	const double *values;  /* of the whole series, [hour from first] */
	double base;	       /* the least of them */
	const unsigned char *classes;
	size_t count;	/* hours of the series, gaps among them */
	size_t horizon; /* hours that a week's job may touch */
	size_t period;	/* DAY or WEEK */
	struct class all[WEEK];
};

/* Sums of what one week comes to. */
struct tried {
	struct schedule_rule *rule;
	double *at_once, *saved;      /* [week] intensities */
	double *shares;		      /* [week] */
	double at_once_run, rule_run; /* sums over weeks of means over the job */
	double rule_idle;
};

/* Number of the hour in the week from Monday on, by the clocks of the series' zone. */
static unsigned char *classes_of(struct scheduler *s, int64_t first, size_t count)
{
	unsigned char *classes = arena_alloc(s->arena, count + 1);
	const struct zone *zone = s->result->zone;

	for (size_t i = 0; i < count; i++) {
		int64_t hour = first + (int64_t)i;

		if (zone)
			hour = timestamp_hour(zone_to_local(zone, hour * TIMESTAMP_HOUR));
		classes[i] = (unsigned char)(((hour + MONDAY) % WEEK + WEEK) % WEEK);
	}
	return classes;
}

static void learn(const struct lesson *lesson, struct class *classes, size_t first, size_t end,
		  int sign)
{
	for (size_t i = first; i < end && i < lesson->count; i++) {
		struct class *of = &classes[lesson->classes[i] % lesson->period];

		if (isnan(lesson->values[i]))
			continue;
		of->sum += sign * (int64_t)llround((lesson->values[i] - lesson->base) * whole);
		of->count += sign;
	}
}

/* What the rule expects of the hours from `arrival` on, without those of its week. */
static void expect(const struct lesson *lesson, size_t arrival, bool leave_out,
		   double *expected)
{
	struct class classes[WEEK];
	size_t week = lesson->horizon > WEEK ? lesson->horizon : WEEK;

	for (size_t i = 0; i < WEEK; i++)
		classes[i] = lesson->all[i];
	if (leave_out)
		learn(lesson, classes, arrival, arrival + week, -1);
	for (size_t i = 0; i < lesson->horizon; i++) {
		/* Beyond the series weeks go on as they do. */
		size_t at = arrival + i, of;

		while (at >= lesson->count)
			at -= WEEK;
		of = lesson->classes[at] % lesson->period;
		expected[i] = NAN;
		if (classes[of].count)
			expected[i] = lesson->base + (double)classes[of].sum / whole /
							 (double)classes[of].count;
	}
}

static double cost(const struct lesson *lesson, const struct search_plan *plan)
{
	double waits = lesson->job.idle > 0 ? lesson->job.idle * plan->idle : 0;

	return plan->mean + waits / lesson->job.length;
}

static void count_week(struct tried *tried, double at_once, double mean, double rule,
		       double best)
{
	struct schedule_rule *result = tried->rule;

	tried->at_once[result->weeks] = at_once;
	tried->saved[result->weeks] = at_once - rule;
	tried->shares[result->weeks++] = at_once > 0 ? 1 - rule / at_once : 0;
	result->beats += rule < at_once;
	result->ties += !(rule < at_once) && !(rule > at_once);
	result->beats_mean += rule < mean;
	result->at_once += at_once;
	result->mean += mean;
	result->rule += rule;
	result->best += best;
}

/* False where hours that matter have no value. */
static bool try_week(const struct lesson *lesson, struct arena *arena, size_t arrival,
		     struct tried *tried)
{
	const struct search_job *job = &lesson->job;
	double *expected = arena_alloc(arena, (lesson->horizon + 1) * sizeof *expected);
	double *means = arena_alloc(arena, (lesson->horizon + 1) * sizeof *means), mean = NAN;
	const struct search *week =
	    search_new(arena, lesson->values + arrival, lesson->horizon, job);
	struct search_plan at_once = search_from(week, 0), said, rule, best;

	if (!at_once.hours)
		return false;
	expect(lesson, arrival, true, expected);
	said = search_best(search_new(arena, expected, lesson->horizon, job));
	rule = search_apply(week, &said);
	best = search_best(week);
	if (!rule.hours || !best.hours)
		return false;
	search_starts(week, means, &mean);
	count_week(tried, cost(lesson, &at_once), mean, cost(lesson, &rule),
		   cost(lesson, &best));
	tried->at_once_run += at_once.mean;
	tried->rule_run += rule.mean;
	tried->rule_idle += job->idle > 0 ? rule.idle : 0;
	return true;
}

static int by_size(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return left < right ? -1 : left > right;
}

/* Type 7 of Hyndman and Fan, as of samples. */
static double quantile(const double *sorted, size_t count, double p)
{
	double at = p * (double)(count - 1);
	size_t below = (size_t)at, above = below + 1 < count ? below + 1 : below;

	return sorted[below] + (at - (double)below) * (sorted[above] - sorted[below]);
}

/* Of a ratio of means: by what is left of each week's saving when the share of all is taken
 * off.
 */
static double error_of_share(const struct tried *tried)
{
	const struct schedule_rule *rule = tried->rule;
	double weeks = (double)rule->weeks, share = 1 - rule->rule / rule->at_once, squares = 0;

	for (size_t i = 0; i < rule->weeks; i++) {
		double left = tried->saved[i] - share * tried->at_once[i];

		squares += left * left;
	}
	return sqrt(squares / (weeks - 1) / weeks) / rule->at_once;
}

/* What the mean over weeks may be off by, as a share of the impact at once: Student's t, since
 * the standard error is itself one of few weeks. */
static cell weeks_apart(struct scheduler *s, const struct schedule_rule *rule)
{
	struct quantity quantity = {
	    .dist = {.kind = DIST_STUDENT, .b = rule->error, .d = (double)rule->weeks - 1},
	    .unit = unit_of(""),
	    .origin = {.kind = ORIGIN_LOG,
		       .place = {.file = s->result->series->file},
		       .key = arena_printf(s->arena, "schedule/%s.weeks", rule->name)},
	};

	return sheet_input(s->freeze->build->sheet, &quantity);
}

/* Mean over weeks of what a run saves, with the spread of the inputs and of the weeks. */
static cell saving_of(struct scheduler *s, const struct tried *tried)
{
	struct sheet *sheet = s->freeze->build->sheet;
	const struct schedule_rule *rule = tried->rule;
	double weeks = (double)rule->weeks;
	cell at_once = schedule_impact(s, arena_printf(s->arena, "%s, at once", rule->name),
				       tried->at_once_run / weeks, 0);
	cell by_rule = schedule_impact(s, arena_printf(s->arena, "%s", rule->name),
				       tried->rule_run / weeks, tried->rule_idle / weeks);
	cell saving = sheet_subtract(sheet, at_once, by_rule);

	if (!(rule->error > 0))
		return saving;
	return sheet_add(sheet, saving, sheet_multiply(sheet, at_once, weeks_apart(s, rule)));
}

static void finish_rule(struct scheduler *s, struct tried *tried)
{
	struct schedule_rule *rule = tried->rule;
	double weeks = (double)rule->weeks, tail = (1 - s->freeze->options->run.interval) / 2;

	rule->at_once /= weeks;
	rule->mean /= weeks;
	rule->rule /= weeks;
	rule->best /= weeks;
	rule->error = error_of_share(tried);
	qsort(tried->shares, rule->weeks, sizeof *tried->shares, by_size);
	rule->low = quantile(tried->shares, rule->weeks, tail);
	rule->high = quantile(tried->shares, rule->weeks, 1 - tail);
	schedule_output(s, saving_of(s, tried), &rule->saving);
}

/* What all weeks together say of the job itself. */
static void say(const struct lesson *lesson, struct arena *arena, size_t arrival,
		struct schedule_rule *rule)
{
	double *expected = arena_alloc(arena, (lesson->horizon + 1) * sizeof *expected);
	struct search_plan said;
	size_t last;

	expect(lesson, arrival, false, expected);
	said = search_best(search_new(arena, expected, lesson->horizon, &lesson->job));
	if (!said.hours)
		return;
	last = said.hours[said.count - 1];
	rule->runs = schedule_stretches(lesson->s, expected, &said, &rule->run_count);
	rule->start = lesson->s->result->from + (int64_t)said.hours[0];
	rule->elapsed =
	    (double)(last - said.hours[0]) + lesson->job.length - (double)(said.count - 1);
}

/* Arrivals a week apart, of which `first` is the first that the series holds. */
static bool try_rule(struct lesson *lesson, size_t first, size_t weeks,
		     struct schedule_rule *rule)
{
	struct scheduler *s = lesson->s;
	struct tried tried = {.rule = rule,
			      .at_once = arena_alloc(s->arena, weeks * sizeof(double)),
			      .saved = arena_alloc(s->arena, weeks * sizeof(double)),
			      .shares = arena_alloc(s->arena, weeks * sizeof(double))};

	for (size_t i = 0; i < WEEK; i++)
		lesson->all[i] = (struct class){0, 0};
	learn(lesson, lesson->all, 0, lesson->count, 1);
	for (size_t week = 0; week < weeks; week++) {
		struct arena *arena = arena_new();

		rule->skipped += !try_week(lesson, arena, first + week * WEEK, &tried);
		arena_free(arena);
	}
	if (rule->weeks < LEAST_WEEKS)
		return false;
	finish_rule(s, &tried);
	return true;
}

static const char *why_not(struct scheduler *s, const struct lesson *lesson, size_t weeks)
{
	double steps = search_steps(lesson->horizon, &lesson->job) +
		       steps_of_an_hour * (double)lesson->horizon;

	if (s->search.horizon - s->search.length < 1)
		return "the deadline leaves no other hour to start";
	if (weeks < LEAST_WEEKS)
		return "the series has fewer than two weeks in which the job could be moved "
		       "so, "
		       "one to learn from and one to try the rule on";
	if (steps * (double)weeks > most_rule_steps)
		return "job and series are too long for rules to be tried on every week";
	return NULL;
}

/* The hour of the week of `from`, from the start of the series on. */
static size_t first_arrival(const struct schedule *result)
{
	int64_t ahead = (result->from - result->series->hours[0].hour) % WEEK;

	return (size_t)((ahead + WEEK) % WEEK);
}

static double least_of(const struct grid_series *series)
{
	double least = series->hours[0].value;

	for (size_t i = 1; i < series->hour_count; i++)
		least = fmin(least, series->hours[i].value);
	return least;
}

void schedule_rules(struct scheduler *s)
{
	static const struct {
		const char *name;
		size_t period;
	} rules[SCHEDULE_RULES] = {{"by hour of day", DAY}, {"by hour of week", WEEK}};
	struct schedule *result = s->result;
	const struct grid_series *series = result->series;
	int64_t start = series->hours[0].hour;
	size_t first = first_arrival(result), weeks = 0;
	struct lesson lesson = {.s = s, .job = s->search};

	lesson.count = (size_t)(series->hours[series->hour_count - 1].hour - start) + 1;
	lesson.job.horizon = fmin(s->search.horizon, s->search.length + WEEK);
	lesson.horizon = (size_t)ceil(lesson.job.horizon);
	if (lesson.count >= first + lesson.horizon)
		weeks = (lesson.count - first - lesson.horizon) / WEEK + 1;
	result->rule_horizon = lesson.job.horizon;
	result->no_rules = why_not(s, &lesson, weeks);
	if (result->no_rules)
		return;
	lesson.values = schedule_values(s->arena, series, start, lesson.count);
	lesson.base = least_of(series);
	lesson.classes = classes_of(s, start, lesson.count);
	result->has_rules = true;
	for (size_t i = 0; i < SCHEDULE_RULES; i++) {
		result->rules[i].name = rules[i].name;
		lesson.period = rules[i].period;
		if (!try_rule(&lesson, first, weeks, &result->rules[i])) {
			result->has_rules = false;
			result->no_rules = "too few weeks have a value for every hour needed";
			return;
		}
		say(&lesson, s->arena,
		    result->from < start ? first : (size_t)(result->from - start),
		    &result->rules[i]);
	}
}
