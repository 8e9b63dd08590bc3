/* Windows of hours by running sums, and plans made of them; those with pauses in
 * schedule_pause.c. */

#include "models/schedule_search.h"

#include <math.h>

#include "lca/base/arena.h"
#include "models/schedule_whole.h"

/* Sums of all hours stay below 2 to this power. */
enum { WHOLE_BITS = 58 };

/* Hours that differ by no more than rounding are the same. */
static const double same_hours = 1e-9;

struct search {
	struct arena *arena;
	const double *values;
	struct search_job job;
	struct whole_hours whole;
};

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
static double scale_of(double most, size_t count, double idle)
{
	int power;

	frexp(most * (double)(count + 1) * (1 + idle), &power);
	return ldexp(1, WHOLE_BITS - power);
}

static int64_t whole_of(double value)
{
	return (int64_t)llround(value);
}

static void fill_hour(struct search *search, size_t i, double part)
{
	struct whole_hours *whole = &search->whole;
	const struct search_job *job = &search->job;
	double value = search->values[i], above = (value - whole->base) * whole->scale;
	bool gap = isnan(value);

	whole->run[i] = gap ? WHOLE_GAP : whole_of(above);
	whole->last[i] = gap || part >= 1 ? whole->run[i] : whole_of(above * part);
	if ((double)i + part > job->horizon)
		whole->last[i] = WHOLE_GAP;
	if (job->idle > 0)
		whole->idle[i] = gap ? WHOLE_GAP : whole_of(value * whole->scale * job->idle);
	whole->sums[i + 1] = whole->sums[i] + (gap ? 0 : whole->run[i]);
	whole->gaps[i + 1] = whole->gaps[i] + gap;
}

struct search *search_new(struct arena *arena, const double *values, size_t count,
			  const struct search_job *job)
{
	struct search *search = arena_alloc(arena, sizeof *search);
	struct whole_hours *whole = &search->whole;
	double most = 0, least = INFINITY;

	*search = (struct search){.arena = arena, .values = values, .job = *job};
	for (size_t i = 0; i < count; i++) {
		/* NaN is passed over. */
		most = values[i] > most ? values[i] : most;
		least = values[i] < least ? values[i] : least;
	}
	*whole = (struct whole_hours){
	    .count = count,
	    .needed = search_hours(job->length),
	    .scale = scale_of(most, count, job->idle),
	    .base = isfinite(least) ? least : 0,
	    .run = arena_alloc(arena, (count + 1) * sizeof *whole->run),
	    .last = arena_alloc(arena, (count + 1) * sizeof *whole->last),
	    .idle = arena_alloc(arena, (count + 1) * sizeof *whole->idle),
	    .sums = arena_alloc(arena, (count + 1) * sizeof *whole->sums),
	    .gaps = arena_alloc(arena, (count + 1) * sizeof *whole->gaps),
	};
	for (size_t i = 0; i < count; i++)
		fill_hour(search, i, last_part(job));
	return search;
}

int64_t whole_sum(const struct whole_hours *whole, size_t first, size_t end)
{
	if (whole->gaps[end] != whole->gaps[first])
		return WHOLE_GAP;
	return whole->sums[end] - whole->sums[first];
}

int64_t whole_end(const struct whole_hours *whole, size_t hours, size_t last)
{
	int64_t sum;

	if (last >= whole->count || whole->last[last] == WHOLE_GAP)
		return WHOLE_GAP;
	sum = whole_sum(whole, last + 1 - hours, last);
	return sum == WHOLE_GAP ? WHOLE_GAP : sum + whole->last[last];
}

static int64_t window(const struct search *search, size_t start)
{
	return whole_end(&search->whole, search->whole.needed,
			 start + search->whole.needed - 1);
}

/* `sum` of whole numbers over the job. */
static double mean_of(const struct search *search, double sum)
{
	return search->whole.base + sum / search->whole.scale / search->job.length;
}

size_t search_starts(const struct search *search, double *means, double *mean)
{
	int64_t first = 0;
	double excess = 0;
	size_t found = 0;

	for (size_t i = 0; i < search->whole.count; i++) {
		int64_t sum = window(search, i);

		means[i] = NAN;
		if (sum == WHOLE_GAP)
			continue;
		if (found++ == 0)
			first = sum;
		means[i] = mean_of(search, (double)sum);
		excess += (double)(sum - first);
	}
	if (found)
		*mean = mean_of(search, (double)first + excess / (double)found);
	return found;
}

/* The plan with these hours; their sum in `sum`. */
static struct search_plan plan_of(const struct search *search, size_t *hours, int64_t sum)
{
	struct search_plan plan = {.hours = hours, .count = search->whole.needed};
	size_t next = 0;

	plan.mean = mean_of(search, (double)sum);
	for (size_t hour = hours[0]; next < plan.count; hour++) {
		if (hours[next] == hour) {
			next++;
			continue;
		}
		plan.idle += search->values[hour];
		plan.idle_count++;
	}
	return plan;
}

/* WHOLE_GAP where one of them has no value, or the last ends late. */
static int64_t sum_of(const struct search *search, const size_t *hours)
{
	const struct whole_hours *whole = &search->whole;
	size_t last = whole->needed - 1;
	int64_t sum = whole->last[hours[last]];

	for (size_t i = 0; i < last && sum < WHOLE_GAP; i++) {
		if (whole->run[hours[i]] == WHOLE_GAP)
			return WHOLE_GAP;
		sum += whole->run[hours[i]];
	}
	return sum;
}

struct search_plan search_from(const struct search *search, size_t start)
{
	size_t needed = search->whole.needed;
	int64_t sum = window(search, start);
	size_t *hours;

	if (sum == WHOLE_GAP)
		return (struct search_plan){.hours = NULL};
	hours = arena_alloc(search->arena, needed * sizeof *hours);
	for (size_t i = 0; i < needed; i++)
		hours[i] = start + i;
	return plan_of(search, hours, sum);
}

struct search_plan search_window(const struct search *search)
{
	int64_t least = WHOLE_GAP;
	size_t best = search->whole.count;

	for (size_t start = 0; start < search->whole.count; start++) {
		int64_t sum = window(search, start);

		if (sum >= least)
			continue;
		least = sum;
		best = start;
	}
	return search_from(search, best);
}

/* Least hours above 0 that are no shorter than that. */
static size_t hours_of(double length)
{
	double hours = ceil(length - same_hours);

	return hours > 1 ? (size_t)hours : 1;
}

static struct whole_stretch stretch_of(const struct search_job *job)
{
	double least = fmin(job->stretch, job->length);
	struct whole_stretch stretch = {.each = hours_of(least)};

	/* Its last hour runs by a part alone. */
	stretch.end = hours_of(least - last_part(job) + 1);
	return stretch;
}

/* Whether there is room for two stretches. */
static bool in_one_go(const struct search_job *job)
{
	struct whole_stretch stretch = stretch_of(job);

	return !job->pauses || stretch.each + stretch.end > search_hours(job->length);
}

struct search_plan search_best(const struct search *search)
{
	const struct whole_hours *whole = &search->whole;
	struct whole_stretch stretch = stretch_of(&search->job);
	size_t *hours;
	bool found;

	if (in_one_go(&search->job))
		return search_window(search);
	if (whole->needed > whole->count)
		return (struct search_plan){.hours = NULL};
	hours = arena_alloc(search->arena, whole->needed * sizeof *hours);
	if (stretch.each == 1 && search->job.idle <= 0)
		found = pause_any(whole, stretch.end, hours);
	else
		found = pause_stretches(whole, &stretch, hours);
	if (!found)
		return (struct search_plan){.hours = NULL};
	return plan_of(search, hours, sum_of(search, hours));
}

double search_steps(size_t count, const struct search_job *job)
{
	if (in_one_go(job) || (stretch_of(job).each == 1 && job->idle <= 0))
		return (double)count;
	return (double)(count + 1) * (double)(search_hours(job->length) + 1);
}

struct search_plan search_apply(const struct search *search, const struct search_plan *plan)
{
	struct search_plan applied = {.hours = NULL};
	size_t *hours;
	int64_t sum;

	if (!plan->hours || plan->hours[plan->count - 1] >= search->whole.count)
		return applied;
	sum = sum_of(search, plan->hours);
	if (sum == WHOLE_GAP)
		return applied;
	hours = arena_alloc(search->arena, plan->count * sizeof *hours);
	for (size_t i = 0; i < plan->count; i++)
		hours[i] = plan->hours[i];
	applied = plan_of(search, hours, sum);
	if (search->job.idle > 0 && isnan(applied.idle))
		applied.hours = NULL;
	return applied;
}
