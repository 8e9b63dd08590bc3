/* A chart of a schedule: the hours of the grid, and which of them each plan runs. */

#include <math.h>

#include "lca/base/arena.h"
#include "models/schedule.h"
#include "reports/view_chart.h"
#include "reports/view_schedule.h"

enum { MOST_LINES = SCHEDULE_KINDS };

static struct chart_hours hours_of(const struct schedule *schedule)
{
	double count = fmax(1, ceil(schedule->horizon));

	return view_chart_hours(schedule->from, schedule->from + (int64_t)count - 1,
				CHART_POINTS);
}

/* gCO2e/kWh of the hours first .. first + hours, the mean of those of a point; those that the
 * series does not have are gaps. */
static void add_run(const struct schedule *schedule, const struct chart_hours *hours,
		    int64_t first, double count, double *sums, double *counts)
{
	int64_t end = first + (int64_t)ceil(count);
	int64_t last = hours->first + (int64_t)hours->count * hours->step;

	for (int64_t hour = first; hour < end && hour < last; hour++) {
		const struct grid_hour *found = grid_series_at(schedule->series, hour);

		if (!found || hour < hours->first)
			continue;
		view_chart_add(hours, sums, hour, schedule_grams(found->value));
		view_chart_add(hours, counts, hour, 1);
	}
}

static struct chart_line line_of(struct arena *arena, const struct schedule *schedule,
				 const struct chart_hours *hours, const char *name,
				 const struct schedule_stretch *runs, size_t run_count)
{
	double *values = view_chart_values(arena, hours);
	double *counts = view_chart_values(arena, hours);

	for (size_t i = 0; i < run_count; i++)
		add_run(schedule, hours, runs[i].first, runs[i].hours, values, counts);
	for (size_t i = 0; i < hours->count; i++)
		values[i] /= counts[i];
	return (struct chart_line){name, "gCO2e/kWh", values};
}

/* A plan in one go that says no stretches is one. */
static struct chart_line plan_line(struct arena *arena, const struct schedule *schedule,
				   const struct chart_hours *hours, enum schedule_kind kind)
{
	const struct schedule_plan *plan = &schedule->plans[kind];
	const struct schedule_stretch whole = {.first = plan->start, .hours = plan->elapsed};
	const char *name = arena_printf(arena, "%s, mean %s", schedule_kind_name(kind),
					schedule_intensity(arena, plan->intensity));

	if (plan->stretch_count)
		return line_of(arena, schedule, hours, name, plan->stretches,
			       plan->stretch_count);
	return line_of(arena, schedule, hours, name, &whole, 1);
}

static bool is_drawn(const struct schedule *schedule, enum schedule_kind kind)
{
	const struct schedule_plan *plan = &schedule->plans[kind];

	if (!plan->known || kind == SCHEDULE_MEAN)
		return false;
	return kind != SCHEDULE_PAUSED || plan->stretch_count > 1;
}

/* "The grid has 117 to 422 gCO2e/kWh (mean of all starts 245.6); at once 208.4, best start
 * 188.1." */
static const char *words(struct arena *arena, const struct schedule *schedule,
			 const struct chart *chart)
{
	const double *values = chart->lines[0].values;
	const char *text;
	double low = INFINITY, high = -INFINITY;
	bool first = true;

	for (size_t i = 0; i < chart->point_count; i++) {
		low = fmin(low, isnan(values[i]) ? INFINITY : values[i]);
		high = fmax(high, isnan(values[i]) ? -INFINITY : values[i]);
	}
	text = arena_printf(
	    arena, "From %s to %s %s the grid has %s to %s gCO2e/kWh. Means of %s h",
	    schedule_time(arena, schedule, schedule->from, 0),
	    schedule_time(arena, schedule, schedule->from, schedule->horizon),
	    schedule_zones(arena, schedule), number_significant(arena, low, 4),
	    number_significant(arena, high, 4), number_plain(arena, schedule->length, 4));
	for (size_t kind = 0; kind < SCHEDULE_KINDS; kind++) {
		if (!schedule->plans[kind].known)
			continue;
		text = arena_printf(arena, "%s%s %s %s", text, first ? ":" : ",",
				    schedule_kind_name((enum schedule_kind)kind),
				    schedule_intensity(arena, schedule->plans[kind].intensity));
		first = false;
	}
	return arena_printf(arena, "%s.", text);
}

void view_chart_schedule(struct doc *doc, const struct schedule *schedule)
{
	struct chart_hours hours = hours_of(schedule);
	struct chart chart = view_chart_series("chart-hours", &hours);
	const struct schedule_stretch all = {.first = hours.first,
					     .hours = (double)hours.count * (double)hours.step};
	struct chart_line lines[MOST_LINES + 1];

	if (!doc->draws)
		return;
	lines[chart.line_count++] = line_of(doc->arena, schedule, &hours, "the grid", &all, 1);
	for (size_t kind = 0; kind < SCHEDULE_KINDS; kind++)
		if (is_drawn(schedule, (enum schedule_kind)kind))
			lines[chart.line_count++] =
			    plan_line(doc->arena, schedule, &hours, (enum schedule_kind)kind);
	chart.title = "Hours of the grid, and those of each plan";
	chart.lines = lines;
	chart.words = words(doc->arena, schedule, &chart);
	doc_chart(doc, &chart);
}
