/* Sorts the samples of an output and looks for the narrowest interval that holds enough of
 * them. */

#include "lca/engine/shortest.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/heap.h"
#include "lca/engine/parallel.h"
#include "lca/engine/plan.h"
#include "lca/engine/run_private.h"

/* Parts of the sample that show how much the ends vary: so many, of at least PART_LEAST. */
enum { PARTS_LEAST = 2, PARTS_MOST = 16, PART_LEAST = 100, SORTED_MOST = 1 << 20 };

struct keeper {
	double *values;
};

static int compare(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return (left > right) - (left < right);
}

static struct shortest narrowest(const double *sorted, size_t count, double share)
{
	size_t span = (size_t)floor(share * (double)count + 0.5), best = 0, r;

	if (span > count - 1)
		span = count - 1;
	for (r = 1; r + span < count; r++)
		if (sorted[r + span] - sorted[r] < sorted[best + span] - sorted[best])
			best = r;
	return (struct shortest){.low = sorted[best], .high = sorted[best + span]};
}

static void merge(const double *a, size_t a_count, const double *b, size_t b_count, double *out)
{
	const double *a_end = a + a_count, *b_end = b + b_count;

	while (a < a_end && b < b_end)
		*out++ = *b < *a ? *b++ : *a++;
	memcpy(out, a, (size_t)(a_end - a) * sizeof *a);
	memcpy(out + (a_end - a), b, (size_t)(b_end - b) * sizeof *b);
}

static size_t start_of(size_t part, size_t parts, size_t count)
{
	return (part < parts ? part : parts) * count / parts;
}

/* Merges neighbours until one is left; sorted values end in the first array. */
static void merge_parts(double *values, double *room, size_t count, size_t parts)
{
	size_t width, part, first, middle, last;

	for (width = 1; width < parts; width *= 2) {
		for (part = 0; part < parts; part += 2 * width) {
			first = start_of(part, parts, count);
			middle = start_of(part + width, parts, count);
			last = start_of(part + 2 * width, parts, count);
			merge(values + first, middle - first, values + middle, last - middle,
			      room + first);
		}
		memcpy(values, room, count * sizeof *values);
	}
}

/* Standard deviation over the parts, for a sample so many times larger than one of them. */
static double error_of(const double *ends, size_t parts)
{
	double mean = 0, squares = 0;
	size_t i;

	for (i = 0; i < parts; i++)
		mean += ends[i] / (double)parts;
	for (i = 0; i < parts; i++)
		squares += (ends[i] - mean) * (ends[i] - mean);
	return sqrt(squares / (double)(parts - 1)) / cbrt((double)parts);
}

struct shortest shortest_of(double *values, double *room, size_t count, double share)
{
	size_t parts = count / PART_LEAST, part, first, size;
	double low[PARTS_MOST], high[PARTS_MOST];
	struct shortest found;

	assert(count >= PART_LEAST && share > 0 && share < 1);
	parts = parts < PARTS_LEAST ? PARTS_LEAST : parts > PARTS_MOST ? PARTS_MOST : parts;
	for (part = 0; part < parts; part++) {
		first = start_of(part, parts, count);
		size = start_of(part + 1, parts, count) - first;
		qsort(values + first, size, sizeof *values, compare);
		found = narrowest(values + first, size, share);
		low[part] = found.low;
		high[part] = found.high;
	}
	merge_parts(values, room, count, parts);
	found = narrowest(values, count, share);
	found.error_low = error_of(low, parts);
	found.error_high = error_of(high, parts);
	return found;
}

static void keep(void *context, const struct sample_view *view)
{
	const struct keeper *keeper = context;

	memcpy(keeper->values + view->first, view->x, view->count * sizeof *view->x);
}

static bool all_finite(const double *values, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (!isfinite(values[i]))
			return false;
	return true;
}

static struct shortest shortest_sampled(const struct run_job *job, const struct plan *plan,
					double share, double *values, double *room)
{
	struct keeper keeper = {values};
	size_t count = (size_t)job->samples;
	const struct sample_pass pass = {
	    .plan = plan,
	    .kernels = job->kernels,
	    .seed = job->seed,
	    .samples = job->samples,
	    .threads = parallel_threads(job->wanted_threads, sample_chunks(job->samples)),
	    .read = keep,
	    .context = &keeper};

	sample_run(&pass);
	if (!all_finite(values, count))
		return (struct shortest){NAN, NAN, NAN, NAN};
	return shortest_of(values, room, count, share);
}

void run_shortest(const struct sheet *sheet, const cell *outputs, size_t count,
		  const struct run_options *options, struct shortest *shortest)
{
	struct run_options fewer = *options;
	struct run_job job;
	double *values, *room;
	struct arena *arena;
	struct plan plan;
	size_t i;

	fewer.samples = options->samples < SORTED_MOST ? options->samples : SORTED_MOST;
	job = run_job_of(kernels_choose(), &fewer);
	values = heap_zeroed((size_t)job.samples, sizeof *values);
	room = heap_zeroed((size_t)job.samples, sizeof *room);
	for (i = 0; i < count; i++) {
		arena = arena_new();
		run_plan(&job, &plan, arena, sheet, &outputs[i], 1);
		shortest[i].low = shortest[i].high = plan.outputs[0].number;
		shortest[i].error_low = shortest[i].error_high = 0;
		if (plan.outputs[0].varies)
			shortest[i] =
			    shortest_sampled(&job, &plan, options->interval, values, room);
		arena_free(arena);
	}
	free(values);
	free(room);
}
