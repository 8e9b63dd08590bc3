#ifndef MODELS_SCHEDULE_WHOLE_H
#define MODELS_SCHEDULE_WHOLE_H

/* Values by hour as whole numbers, whose sums have no rounding; internal to schedule_*.c. */

#include <stdint.h>

#include "models/schedule_search.h"

/* Above any sum. */
#define WHOLE_GAP (INT64_MAX / 4)

struct whole_hours {
	size_t count, needed;
	double scale; /* whole numbers per unit of a value */
	int64_t *run; /* [hour]; WHOLE_GAP where it has no value */
	int64_t
	    *last; /* the part of it that the last hour runs; WHOLE_GAP where it ends late */
	int64_t *idle;	/* while waiting */
	int64_t *sums;	/* [0..count]: of run before this hour, gaps as 0 */
	uint32_t *gaps; /* [0..count]: before this hour */
};

struct whole_hours whole_hours_of(const double *values, size_t count,
				  const struct search_job *job);
void whole_hours_free(struct whole_hours *whole);

/* Sum of hours first .. end - 1; WHOLE_GAP where one of them has no value. */
int64_t whole_sum(const struct whole_hours *whole, size_t first, size_t end);
/* The job in one go from that hour; WHOLE_GAP where that is not possible. */
int64_t whole_window(const struct whole_hours *whole, size_t start);

/* Hours of the cheapest plan with pauses into hours[needed]; false: there is none
 * (schedule_pause.c). */
bool pause_any(const struct whole_hours *whole, size_t *hours);
bool pause_stretches(const struct whole_hours *whole, size_t stretch, size_t *hours);

#endif
