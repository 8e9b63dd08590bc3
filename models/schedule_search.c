/* Windows of hours by running sums, and plans made of them; those with pauses in
 * schedule_pause.c. */

#include "models/schedule_search.h"

#include <math.h>
#include <stdlib.h>

#include "lca/base/arena.h"
#include "lca/base/heap.h"
#include "models/schedule_whole.h"

/* Sums of all hours stay below 2 to this power. */
enum { WHOLE_BITS = 58 };

size_t search_hours(double length)
{
	return (size_t)ceil(length);
}

/* The part of its last hour that the job runs. */
static double last_part(const struct search_job *job)
{
	return job->length - (double)(search_hours(job->length) - 1);
}

/* A power of two: no value is rounded by it but what is beyond the last bit. */
static double scale_of(const double *values, size_t count, double idle)
{
	double most = 0;
	int power;

	for (size_t i = 0; i < count; i++)
		most = fmax(most, values[i]); /* NaN is passed over */
	frexp(most * (double)(count + 1) * (1 + idle), &power);
	return ldexp(1, WHOLE_BITS - power);
}

static int64_t whole_of(double value)
{
	return isnan(value) ? WHOLE_GAP : (int64_t)llround(value);
}

struct whole_hours whole_hours_of(const double *values, size_t count,
				  const struct search_job *job)
{
	double scale = scale_of(values, count, job->idle), part = last_part(job);
	struct whole_hours whole = {.count = count,
				    .needed = search_hours(job->length),
				    .scale = scale,
				    .run = heap_zeroed(count, sizeof *whole.run),
				    .last = heap_zeroed(count, sizeof *whole.last),
				    .idle = heap_zeroed(count, sizeof *whole.idle),
				    .sums = heap_zeroed(count + 1, sizeof *whole.sums),
				    .gaps = heap_zeroed(count + 1, sizeof *whole.gaps)};

	for (size_t i = 0; i < count; i++) {
		bool gap = isnan(values[i]), late = (double)i + part > job->horizon;

		whole.run[i] = whole_of(values[i] * scale);
		whole.last[i] = late ? WHOLE_GAP : whole_of(values[i] * scale * part);
		whole.idle[i] = job->idle > 0 ? whole_of(values[i] * scale * job->idle) : 0;
		whole.sums[i + 1] = whole.sums[i] + (gap ? 0 : whole.run[i]);
		whole.gaps[i + 1] = whole.gaps[i] + gap;
	}
	return whole;
}

void whole_hours_free(struct whole_hours *whole)
{
	free(whole->run);
	free(whole->last);
	free(whole->idle);
	free(whole->sums);
	free(whole->gaps);
}

int64_t whole_sum(const struct whole_hours *whole, size_t first, size_t end)
{
	if (whole->gaps[end] != whole->gaps[first])
		return WHOLE_GAP;
	return whole->sums[end] - whole->sums[first];
}

int64_t whole_window(const struct whole_hours *whole, size_t start)
{
	size_t last = start + whole->needed - 1;
	int64_t sum;

	if (last >= whole->count || whole->last[last] == WHOLE_GAP)
		return WHOLE_GAP;
	sum = whole_sum(whole, start, last);
	return sum == WHOLE_GAP ? WHOLE_GAP : sum + whole->last[last];
}

size_t search_starts(const double *values, size_t count, const struct search_job *job,
		     double *sums)
{
	struct whole_hours whole = whole_hours_of(values, count, job);
	size_t found = 0;

	for (size_t i = 0; i < count; i++) {
		int64_t sum = whole_window(&whole, i);

		sums[i] = sum == WHOLE_GAP ? NAN : (double)sum / whole.scale;
		found += sum != WHOLE_GAP;
	}
	whole_hours_free(&whole);
	return found;
}

/* The plan with these hours, by the values themselves. */
static struct search_plan plan_of(const double *values, const struct search_job *job,
				  size_t *hours)
{
	struct search_plan plan = {.hours = hours, .count = search_hours(job->length)};
	size_t next = 0;

	for (size_t hour = hours[0]; next < plan.count; hour++) {
		if (hours[next] != hour) {
			plan.idle += values[hour];
			plan.idle_count++;
			continue;
		}
		next++;
		plan.run += values[hour] * (next < plan.count ? 1 : last_part(job));
	}
	return plan;
}

struct search_plan search_from(struct arena *arena, const double *values, size_t count,
			       const struct search_job *job, size_t start)
{
	size_t needed = search_hours(job->length);
	struct search_plan plan = {.hours = NULL};
	size_t *hours;

	if (start + needed > count || (double)start + job->length > job->horizon)
		return plan;
	hours = arena_alloc(arena, needed * sizeof *hours);
	for (size_t i = 0; i < needed; i++)
		hours[i] = start + i;
	plan = plan_of(values, job, hours);
	if (isnan(plan.run))
		plan.hours = NULL;
	return plan;
}

/* The first of the cheapest starts; false where there is none. */
static bool best_window(const struct whole_hours *whole, size_t *hours)
{
	int64_t least = WHOLE_GAP;

	for (size_t start = 0; start < whole->count; start++) {
		int64_t sum = whole_window(whole, start);

		if (sum >= least)
			continue;
		least = sum;
		for (size_t i = 0; i < whole->needed; i++)
			hours[i] = start + i;
	}
	return least < WHOLE_GAP;
}

static size_t stretch_of(const struct search_job *job)
{
	size_t needed = search_hours(job->length);

	if (!job->pauses || job->stretch > needed)
		return needed;
	return job->stretch > 1 ? job->stretch : 1;
}

struct search_plan search_best(struct arena *arena, const double *values, size_t count,
			       const struct search_job *job)
{
	struct whole_hours whole = whole_hours_of(values, count, job);
	size_t stretch = stretch_of(job);
	size_t *hours = arena_alloc(arena, whole.needed * sizeof *hours);
	struct search_plan plan = {.hours = NULL};
	bool found;

	if (whole.needed > count)
		found = false;
	else if (stretch == whole.needed)
		found = best_window(&whole, hours);
	else if (stretch == 1 && job->idle <= 0)
		found = pause_any(&whole, hours);
	else
		found = pause_stretches(&whole, stretch, hours);
	whole_hours_free(&whole);
	if (found)
		plan = plan_of(values, job, hours);
	return plan;
}

double search_steps(size_t count, const struct search_job *job)
{
	size_t stretch = stretch_of(job), needed = search_hours(job->length);

	if (stretch == needed || (stretch == 1 && job->idle <= 0))
		return (double)count;
	return (double)(count + 1) * (double)(needed + 1);
}

struct search_plan search_apply(struct arena *arena, const double *values, size_t count,
				const struct search_job *job, const struct search_plan *plan)
{
	struct search_plan applied = {.hours = NULL};
	size_t *hours;

	if (!plan->hours || plan->hours[plan->count - 1] >= count)
		return applied;
	hours = arena_alloc(arena, plan->count * sizeof *hours);
	for (size_t i = 0; i < plan->count; i++)
		hours[i] = plan->hours[i];
	applied = plan_of(values, job, hours);
	if (isnan(applied.run) || (job->idle > 0 && isnan(applied.idle)))
		applied.hours = NULL;
	return applied;
}
