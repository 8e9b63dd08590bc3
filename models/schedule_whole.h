#ifndef MODELS_SCHEDULE_WHOLE_H
#define MODELS_SCHEDULE_WHOLE_H

/* Values by hour as whole numbers, whose sums have no rounding; internal to schedule_*.c. */

#include <stdint.h>

#include "models/schedule_search.h"

/* Above any sum. */
#define WHOLE_GAP (INT64_MAX / 4)

struct whole_hours {
	size_t count, needed;
	double scale, base; /* value = base + whole number / scale */
	int64_t *run;	    /* [hour]; WHOLE_GAP where it has no value */
	int64_t
	    *last; /* the part of it that the last hour runs; WHOLE_GAP where it ends late */
	int64_t *idle;	/* while waiting: x idle power, from 0 on */
	int64_t *sums;	/* [0..count]: of run before this hour, gaps as 0 */
	uint32_t *gaps; /* [0..count]: before this hour */
};

/* Hours of a stretch, at least: of the one that ends the job, whose last hour may be a part,
 * and of each before it. each <= end <= each + 1. */
struct whole_stretch {
	size_t each, end;
};

/* Sum of hours first .. end - 1; WHOLE_GAP where one of them has no value. */
int64_t whole_sum(const struct whole_hours *whole, size_t first, size_t end);
/* The `hours` up to `last` and with it, which ends the job; WHOLE_GAP where that is not
 * possible. */
int64_t whole_end(const struct whole_hours *whole, size_t hours, size_t last);

/* Hours of the cheapest plan with pauses into hours[needed]; false: there is none
 * (schedule_pause.c). pause_any: hours of its own, but those that end the job. */
bool pause_any(const struct whole_hours *whole, size_t end, size_t *hours);
bool pause_stretches(const struct whole_hours *whole, const struct whole_stretch *stretch,
		     size_t *hours);

#endif
