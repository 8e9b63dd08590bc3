/* The best start of each day. */

#include <math.h>
#include <stdlib.h>

#include "lca/base/arena.h"
#include "lca/base/zone.h"
#include "models/schedule_parts.h"
#include "models/timestamp.h"

struct start {
	double mean;
	int64_t hour;
};

static int by_mean(const void *a, const void *b)
{
	const struct start *left = a, *right = b;

	if (left->mean < right->mean || left->mean > right->mean)
		return left->mean < right->mean ? -1 : 1;
	return left->hour < right->hour ? -1 : left->hour > right->hour;
}

/* Hour of a clock of the series' zone. */
static int64_t local_hour(const struct schedule *result, int64_t hour)
{
	if (!result->zone)
		return hour;
	return timestamp_hour(zone_to_local(result->zone, hour * TIMESTAMP_HOUR));
}

static int64_t day_of(const struct schedule *result, int64_t hour)
{
	int64_t local = local_hour(result, hour);

	return (local - (local % 24 + 24) % 24) / 24;
}

void schedule_days(struct scheduler *s, const double *means)
{
	struct schedule *result = s->result;
	struct start *starts = arena_alloc(s->arena, (s->count + 1) * sizeof *starts);
	size_t count = 0;

	for (size_t i = 0; i < s->count; i++) {
		int64_t hour = result->from + (int64_t)i;
		bool same =
		    count > 0 && day_of(result, starts[count - 1].hour) == day_of(result, hour);

		if (isnan(means[i]) || (same && means[i] >= starts[count - 1].mean))
			continue;
		starts[same ? count - 1 : count] = (struct start){means[i], hour};
		count += !same;
	}
	qsort(starts, count, sizeof *starts, by_mean);
	result->days_all = count;
	result->day_count = count < s->request->top ? count : s->request->top;
	result->days = arena_alloc(s->arena, (result->day_count + 1) * sizeof *result->days);
	for (size_t i = 0; i < result->day_count; i++) {
		struct schedule_day *day = &result->days[i];

		*day =
		    (struct schedule_day){.start = starts[i].hour, .intensity = starts[i].mean};
		schedule_output(s,
				schedule_impact(s, arena_printf(s->arena, "day %zu", i + 1),
						day->intensity, 0),
				&day->impact);
	}
}
