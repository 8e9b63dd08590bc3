/* Steps that are kept until the end of the log, so that of runs of a device that overlap the
 * one with the most energy can be counted, stretch by stretch. */

#include <stdlib.h>

#include "lca/base/arena.h"
#include "models/power_inner.h"
#include "models/timestamp.h"

/* Steps of all devices together take some 800 MB. */
enum { MOST_KEPT = 1 << 24, GAP_MEDIANS = 3 };
#define LONGEST_BRIDGE (10 * TIMESTAMP_SECOND)

void power_keep_step(struct power_series *series, struct power_device *device,
		     const struct power_step *step)
{
	struct intake *intake = series->intake;
	struct power_run *run = &device->runs[device->run_count - 1];

	device->kept =
	    arena_grow(intake->arena, device->kept, device->kept_count, sizeof *device->kept);
	if (run->kept_count++ == 0)
		run->kept = device->kept_count;
	device->kept[device->kept_count++] = *step;
	if (!step->always)
		steps_add(intake->arena, &device->lengths, step->end - step->start, 0, false);
	if (++series->kept_count == MOST_KEPT && !intake->failed)
		intake_fail(intake, DIAG_IMPORT_LIMIT, 0,
			    "give the log in pieces, or settle overlaps by dedupe",
			    "'max' compares no more than %d readings", MOST_KEPT);
}

static double watts_at(const struct power_step *step, int64_t time)
{
	double share = power_seconds(step->start, time) / power_seconds(step->start, step->end);

	return step->watts + (step->end_watts - step->watts) * share;
}

/* The part of a step between two times, of which it has some. */
static struct power_step clip(const struct power_step *step, int64_t from, int64_t to)
{
	struct power_step part = *step;

	if (step->start < from) {
		part.start = from;
		part.watts = watts_at(step, from);
	}
	if (step->end > to) {
		part.end = to;
		part.end_watts = watts_at(step, to);
	}
	return part;
}

static double joules_of(const struct power_step *step)
{
	return power_seconds(step->start, step->end) * (step->watts + step->end_watts) / 2;
}

double power_kept_joules(const struct power_device *device)
{
	struct sum joules = {0};

	for (size_t i = 0; i < device->kept_count; i++)
		sum_add(&joules, joules_of(&device->kept[i]));
	return sum_value(&joules);
}

/* Where the power settles: what lies between two times, and what its steps may be. */
struct stretch {
	int64_t from, to, longest; /* step that counts */
};

static bool is_counted(const struct stretch *stretch, const struct power_step *step)
{
	return step->always || step->end - step->start <= stretch->longest;
}

/* The first step of a run that ends behind a time. */
static size_t first_step(const struct power_device *device, const struct power_run *run,
			 int64_t time)
{
	size_t low = run->kept, high = run->kept + run->kept_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (device->kept[middle].end <= time)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static double stretch_joules(const struct power_device *device, const struct power_run *run,
			     const struct stretch *stretch)
{
	size_t end = run->kept + run->kept_count;
	struct sum joules = {0};

	for (size_t i = first_step(device, run, stretch->from);
	     i < end && device->kept[i].start < stretch->to; i++) {
		struct power_step part = clip(&device->kept[i], stretch->from, stretch->to);

		if (is_counted(stretch, &device->kept[i]))
			sum_add(&joules, joules_of(&part));
	}
	return sum_value(&joules);
}

static void count_stretch(struct power_series *series, struct power_device *device,
			  const struct power_run *run, const struct stretch *stretch)
{
	size_t end = run->kept + run->kept_count;

	for (size_t i = first_step(device, run, stretch->from);
	     i < end && device->kept[i].start < stretch->to; i++) {
		const struct power_step *step = &device->kept[i];
		struct power_step part = clip(step, stretch->from, stretch->to);

		if (is_counted(stretch, step))
			power_account_for(series, device, &part);
		else
			power_leave_apart(device, part.start, part.end);
	}
}

/* A reading begins its step; the last one of a run ends it. */
static void drop_stretch(struct power_series *series, struct power_device *device,
			 const struct power_run *run, const struct stretch *stretch)
{
	size_t end = run->kept + run->kept_count, part = 0;
	uint64_t readings = 0;

	for (size_t i = first_step(device, run, stretch->from);
	     i < end && device->kept[i].start < stretch->to; i++) {
		part = device->kept[i].part;
		readings += device->kept[i].start >= stretch->from;
		readings += i + 1 == end && device->kept[i].end <= stretch->to &&
			    !device->kept[i].always;
	}
	series->dropped += readings;
	if (readings > 0)
		power_drop_rows(series, part, run->place.line, readings);
}

static bool is_within(const struct power_run *run, const struct stretch *stretch)
{
	return run->kept_count > 0 && run->start <= stretch->from && run->end >= stretch->to;
}

static void settle_stretch(struct power_series *series, struct power_device *device,
			   const struct stretch *stretch)
{
	const struct power_run *best = NULL;
	double most = 0;

	for (size_t i = 0; i < device->run_count; i++) {
		const struct power_run *run = &device->runs[i];
		double joules;

		if (!is_within(run, stretch))
			continue;
		joules = stretch_joules(device, run, stretch);
		if (!best || joules > most) {
			best = run;
			most = joules;
		}
	}
	for (size_t i = 0; best && i < device->run_count; i++) {
		if (!is_within(&device->runs[i], stretch))
			continue;
		if (&device->runs[i] == best)
			count_stretch(series, device, best, stretch);
		else
			drop_stretch(series, device, &device->runs[i], stretch);
	}
}

static int compare_times(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

	return (left > right) - (left < right);
}

void power_count_largest(struct power_series *series, struct power_device *device)
{
	const struct steps *lengths = &device->lengths;
	int64_t median = steps_quantile(&lengths, 1, 0.5);
	int64_t *times =
	    arena_alloc(series->intake->arena, 2 * device->run_count * sizeof *times);

	for (size_t i = 0; i < device->run_count; i++) {
		times[2 * i] = device->runs[i].start;
		times[2 * i + 1] = device->runs[i].end;
	}
	qsort(times, 2 * device->run_count, sizeof *times, compare_times);
	for (size_t i = 0; i + 1 < 2 * device->run_count; i++) {
		struct stretch stretch = {times[i], times[i + 1], GAP_MEDIANS * median};

		if (stretch.longest < LONGEST_BRIDGE)
			stretch.longest = LONGEST_BRIDGE;
		if (stretch.from < stretch.to)
			settle_stretch(series, device, &stretch);
	}
}

void power_count_kept(struct power_series *series, struct power_device *device)
{
	for (size_t i = 0; i < device->kept_count; i++)
		power_account_for(series, device, &device->kept[i]);
}
