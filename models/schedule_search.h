#ifndef MODELS_SCHEDULE_SEARCH_H
#define MODELS_SCHEDULE_SEARCH_H

/*
 * The search for the hours of a job: values by hour, of which the job takes those with the
 * least sum.
 *
 * values[0..count), each 0 or more, NaN where an hour has none: it is never taken. A job starts
 * on the hour and takes ceil(length) hours; the last in time is run for what is left of length.
 * It ends by `horizon`, in hours from the first value, horizon <= count. Of equal sums the one
 * that ends first is taken. Sums and means are made of whole numbers, counted from the least
 * value: equal hours give equal means to the last digit, in whatever order they stand, and
 * hours of one value that value.
 */

#include <stdbool.h>
#include <stddef.h>

struct arena;

struct search_job {
	double length;	/* hours, > 0 */
	double horizon; /* >= length for anything to be found */
	bool pauses;
	double stretch; /* hours in one go, at least, by what is run of them; 0: any. The
			   job's own length where that is less */
	double idle;	/* power while it waits between two stretches, of that while it runs */
};

/* Hours that run, in order; the last one by the part that is left. */
struct search_plan {
	size_t *hours; /* NULL: nothing was found */
	size_t count;
	double mean; /* of the values, over the time that runs */
	double idle; /* sum of values of the hours between that do not run */
	size_t idle_count;
};

/* Values and a job, made ready to be searched. */
struct search;

/* Lives in the arena, as its plans do; values must stay as they are. */
struct search *search_new(struct arena *arena, const double *values, size_t count,
			  const struct search_job *job);

/* ceil(length): hours that the job touches. */
size_t search_hours(double length);

/* Mean over the job in one go from each start, means[count]; NaN for one that touches a gap or
 * ends too late. Returns how many are not NaN; their mean, if there are any. */
size_t search_starts(const struct search *search, double *means, double *mean);

/* The plan in one go from that hour; hours NULL where it touches a gap or ends too late. */
struct search_plan search_from(const struct search *search, size_t start);

/* The plan in one go with the least sum, whatever the job says of pauses. */
struct search_plan search_window(const struct search *search);

/* The plan with the least mean x length + idle x job->idle. */
struct search_plan search_best(const struct search *search);

/* What a plan made for other values comes to over these; hours NULL where an hour that it needs
 * has none. */
struct search_plan search_apply(const struct search *search, const struct search_plan *plan);

/* Steps of search_best; bytes, too, up to 5 each, where they are more than count. */
double search_steps(size_t count, const struct search_job *job);

#endif
