#ifndef MODELS_SCHEDULE_SEARCH_H
#define MODELS_SCHEDULE_SEARCH_H

/*
 * The search for the hours of a job: values by hour, of which the job takes those with the
 * least sum.
 *
 * values[0..count), each 0 or more, NaN where an hour has none: it is never taken. A job starts
 * on the hour and takes ceil(length) hours; the last in time is run for what is left of length.
 * It ends by `horizon`, in hours from the first value, horizon <= count. Of equal sums the one
 * that ends first is taken; sums are compared as whole numbers, so that equal hours give equal
 * sums in whatever order they stand.
 */

#include <stdbool.h>
#include <stddef.h>

struct arena;

struct search_job {
	double length;	/* hours, > 0 */
	double horizon; /* >= length for anything to be found */
	bool pauses;
	size_t stretch; /* hours in one go, at least; 0 and 1: any. The job's own where that is
			   less */
	double idle;	/* power while it waits between two stretches, of that while it runs */
};

/* Hours that run, in order; the last one by the part that is left. */
struct search_plan {
	size_t *hours; /* NULL: nothing was found */
	size_t count;
	double run;  /* sum of values over the time that runs: length x their mean */
	double idle; /* sum of values of the hours between that do not run */
	size_t idle_count;
};

/* ceil(length): hours that the job touches. */
size_t search_hours(double length);

/* Sum over the job for each start, values[count]; NaN for one that touches a gap or ends too
 * late. Returns how many are not NaN. */
size_t search_starts(const double *values, size_t count, const struct search_job *job,
		     double *sums);

/* The plan in one go from that hour; hours NULL where it touches a gap or ends too late. */
struct search_plan search_from(struct arena *arena, const double *values, size_t count,
			       const struct search_job *job, size_t start);

/* The plan with the least run + idle x job->idle. */
struct search_plan search_best(struct arena *arena, const double *values, size_t count,
			       const struct search_job *job);

/* What a plan made for other values comes to over these; hours NULL where an hour that it needs
 * has none. */
struct search_plan search_apply(struct arena *arena, const double *values, size_t count,
				const struct search_job *job, const struct search_plan *plan);

/* Steps of search_best, and about as many bytes. */
double search_steps(size_t count, const struct search_job *job);

#endif
