/* Statistics of samples that are counted, not kept. */

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/heap.h"
#include "lca/engine/parallel.h"
#include "lca/engine/run_private.h"
#include "lca/engine/stats.h"

/* One in NARROW_SHARE samples, the first ones, narrow the brackets of all others: NARROW_CHUNKS
 * times a whole number of chunks, so that few threads share them evenly. */
enum { PILOT = 16 * KERNEL_BLOCK, RUNS_MOST = 20, NARROW_SHARE = 16, NARROW_CHUNKS = 4 };

/* Samples below the edges of the brackets, as in struct bracket_counts. */
struct edge_counts {
	uint64_t below[2 * BRACKET_QUANTILES];
};

/* One output. */
struct tally {
	double shift;
	double least, greatest;
	struct brackets brackets;
	double ratios[BRACKET_QUANTILES]; /* of errors to those of independent samples */
	bool done;
};

struct counter {
	const struct run_job *job;
	const struct plan *plan; /* of this run */
	const size_t *tally_of;	 /* for each output of this plan */
	size_t count;		 /* tallies */
	struct tally *tallies;
	double *pilot;		       /* [tally][PILOT] */
	struct kernel_sums *sums;      /* [worker][tally], of a chunk */
	struct stats_part *parts;      /* [chunk][tally] */
	struct bracket_counts *counts; /* [worker][tally] */
	uint64_t *chunk_samples;
	size_t narrowing; /* chunks that narrow the brackets; replicates keep theirs */
	/* Where samples are replicates; else NULL. */
	struct edge_counts *before; /* [worker][tally], when the chunk began */
	struct edge_counts *within; /* [chunk][tally] */
	bool moments;		    /* in the first run alone */
};

size_t run_counted_bytes(uint64_t samples, unsigned threads)
{
	return PILOT * sizeof(double) + sizeof(struct tally) +
	       sample_chunks(samples) *
		   (sizeof(struct stats_part) + sizeof(struct edge_counts)) +
	       threads * (sizeof(struct kernel_sums) + sizeof(struct bracket_counts));
}

static size_t tally_index(const struct counter *counter, const struct sample_view *view)
{
	return counter->tally_of[view->output->output];
}

static void keep_pilot(void *context, const struct sample_view *view)
{
	const struct counter *counter = context;

	memcpy(counter->pilot + tally_index(counter, view) * PILOT + view->first, view->x,
	       KERNEL_BLOCK * sizeof *view->x);
}

static bool all_finite(const double *x, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (!isfinite(x[i]))
			return false;
	return true;
}

static void place_brackets(void *context, unsigned worker, size_t index)
{
	struct counter *counter = context;
	struct tally *tally = &counter->tallies[index];
	double *pilot = counter->pilot + index * PILOT;
	const size_t middle = PILOT / 2;

	(void)worker;
	if (tally->done)
		return;
	if (!all_finite(pilot, PILOT)) {
		run_not_finite(&counter->job->statistics[index]);
		tally->done = true;
		return;
	}
	brackets_place(&tally->brackets, pilot, PILOT, counter->job->p);
	stats_select(pilot, PILOT, &middle, 1);
	tally->shift = pilot[middle];
}

static void start_chunk(void *context, unsigned worker)
{
	const struct counter *counter = context;
	size_t i, at;

	for (i = 0; i < counter->count; i++) {
		at = worker * counter->count + i;
		counter->sums[at] = stats_sums_start();
		if (counter->before)
			memcpy(counter->before[at].below, counter->counts[at].below,
			       sizeof counter->before[at].below);
	}
}

static void count_block(void *context, const struct sample_view *view)
{
	const struct counter *counter = context;
	size_t index = tally_index(counter, view), at = view->worker * counter->count + index,
	       i;
	const struct tally *tally = &counter->tallies[index];
	const struct kernels *kernels = counter->job->kernels;
	const struct run_tap *tap = counter->job->tap;

	if (tap && counter->moments)
		tap->read(tap->context, view);
	if (tally->done)
		return;
	brackets_count(&tally->brackets, kernels, view->x, view->count, &counter->counts[at]);
	if (!counter->moments)
		return;
	/* The shift is one of the samples: it adds nothing. */
	for (i = view->count; i < KERNEL_BLOCK; i++)
		view->x[i] = tally->shift;
	kernels->sums(view->x, tally->shift, &counter->sums[at]);
}

static void end_chunk(void *context, unsigned worker, size_t chunk)
{
	const struct counter *counter = context;
	size_t i, from, to, e;

	if (!counter->moments)
		return;
	for (i = 0; i < counter->count; i++) {
		from = worker * counter->count + i;
		to = chunk * counter->count + i;
		counter->parts[to] = stats_sums_end(&counter->sums[from]);
		for (e = 0; counter->within && e < 2 * BRACKET_QUANTILES; e++)
			counter->within[to].below[e] =
			    counter->counts[from].below[e] - counter->before[from].below[e];
	}
}

/* Chunks are whole parts of replicates. */
static void read_replicates(const struct counter *counter, size_t index)
{
	size_t each = sample_chunks(counter->job->samples) / REPLICATES, i, at, e;
	struct replicate replicates[REPLICATES] = {0}, *into;

	assert(each * REPLICATES == sample_chunks(counter->job->samples));
	for (i = 0; i < each * REPLICATES; i++) {
		at = i * counter->count + index;
		into = &replicates[i / each];
		into->part.sum += counter->parts[at].sum;
		into->part.squares += counter->parts[at].squares;
		for (e = 0; e < 2 * BRACKET_QUANTILES; e++)
			into->below[e] += counter->within[at].below[e];
	}
	run_replicate_errors(replicates, counter->job->samples / REPLICATES,
			     counter->tallies[index].shift, &counter->job->statistics[index],
			     counter->tallies[index].ratios);
}

static void read_errors(const struct counter *counter, size_t index)
{
	const struct tally *tally = &counter->tallies[index];
	struct statistics *statistics = &counter->job->statistics[index];

	statistics->error.mean = statistics->sd / sqrt((double)counter->job->samples);
	if (statistics->sd > 0)
		statistics->error.sd = stats_sd_error_of_parts(
		    counter->parts + index, sample_chunks(counter->job->samples),
		    counter->count, counter->chunk_samples, statistics->mean - tally->shift,
		    statistics->sd);
}

static void read_moments(const struct counter *counter, size_t index)
{
	struct tally *tally = &counter->tallies[index];
	struct statistics *statistics = &counter->job->statistics[index];
	const struct stats_part *parts = counter->parts + index;
	size_t chunks = sample_chunks(counter->job->samples), i;

	tally->least = INFINITY;
	tally->greatest = -INFINITY;
	for (i = 0; i < chunks; i++) {
		tally->least = fmin(tally->least, parts[i * counter->count].least);
		tally->greatest = fmax(tally->greatest, parts[i * counter->count].greatest);
	}
	stats_moments(parts, chunks, counter->count, counter->job->samples, tally->shift,
		      &statistics->mean, &statistics->sd);
	statistics->finite = isfinite(statistics->mean) && isfinite(statistics->sd);
	if (!statistics->finite) {
		run_not_finite(statistics);
		tally->done = true;
		return;
	}
	run_weigh(statistics, tally->least, tally->greatest, counter->job->samples);
	if (counter->within)
		read_replicates(counter, index);
	else
		read_errors(counter, index);
}

/* The counts of an output by all workers, in those of the first. */
static struct bracket_counts *merged_counts(const struct counter *counter, size_t index)
{
	struct bracket_counts *counts = &counter->counts[index], *other;
	unsigned worker;

	for (worker = 1; worker < counter->job->threads; worker++) {
		other = &counter->counts[worker * counter->count + index];
		brackets_merge(counts, other);
		*other = (struct bracket_counts){0};
	}
	return counts;
}

static void narrow(void *context, unsigned worker, size_t index)
{
	const struct counter *counter = context;
	struct tally *tally = &counter->tallies[index];
	uint64_t each = counter->chunk_samples[0];

	(void)worker;
	if (!tally->done)
		brackets_narrow(&tally->brackets, merged_counts(counter, index),
				each * counter->narrowing, counter->job->p);
}

static void finish(void *context, unsigned worker, size_t position)
{
	const struct counter *counter = context;
	const struct run_job *job = counter->job;
	size_t index = counter->tally_of[counter->plan->outputs[position].output];
	struct tally *tally = &counter->tallies[index];
	double q[BRACKET_QUANTILES];

	(void)worker;
	if (tally->done)
		return;
	if (counter->moments)
		read_moments(counter, index);
	if (tally->done)
		return;
	tally->done =
	    brackets_read(&tally->brackets, merged_counts(counter, index), job->samples,
			  tally->least, tally->greatest, job->p, tally->ratios, q);
	job->statistics[index].low = q[0];
	job->statistics[index].median = q[1];
	job->statistics[index].high = q[2];
	job->statistics[index].error.low = tally->brackets.errors[0];
	job->statistics[index].error.median = tally->brackets.errors[1];
	job->statistics[index].error.high = tally->brackets.errors[2];
}

static void run_pilot(struct counter *counter)
{
	const struct run_job *job = counter->job;
	const struct parallel parallel = {.task = place_brackets, .context = counter};
	struct sample_pass pass = {.plan = counter->plan,
				   .kernels = job->kernels,
				   .seed = job->seed,
				   .samples = PILOT,
				   .threads = 1,
				   .read = keep_pilot,
				   .context = counter};

	sample_run(&pass);
	parallel_run(job->threads, counter->count, &parallel);
}

static void report(void *context, uint64_t done)
{
	const struct counter *counter = context;

	if (counter->moments && counter->job->progress)
		counter->job->progress(counter->job->progress_context, done);
}

static void run_samples(struct counter *counter)
{
	const struct run_job *job = counter->job;
	const struct parallel narrowing = {.task = narrow, .context = counter};
	const struct parallel finishing = {.task = finish, .context = counter};
	struct sample_pass pass = {.plan = counter->plan,
				   .kernels = job->kernels,
				   .seed = job->seed,
				   .samples = job->samples,
				   .threads = job->threads,
				   .read = count_block,
				   .chunk_start = start_chunk,
				   .chunk_end = end_chunk,
				   .progress = report,
				   .context = counter};

	memset(counter->counts, 0, job->threads * counter->count * sizeof *counter->counts);
	if (counter->narrowing) {
		sample_run_chunks(&pass, 0, counter->narrowing);
		parallel_run(job->threads, counter->count, &narrowing);
	}
	sample_run_chunks(&pass, counter->narrowing, sample_chunks(job->samples));
	parallel_run(job->threads, counter->plan->output_count, &finishing);
}

/* Outputs whose quantiles the last run did not find; returns how many. */
static size_t pending(const struct counter *counter, size_t *tally_of, cell *outputs)
{
	size_t i, count = 0;

	for (i = 0; i < counter->count; i++) {
		if (counter->tallies[i].done)
			continue;
		tally_of[count] = i;
		outputs[count++] = counter->job->outputs[i];
	}
	return count;
}

static void run_again(struct counter *counter, size_t *tally_of, cell *outputs)
{
	struct arena *arena;
	struct plan plan;
	size_t left;
	int run;

	counter->moments = false;
	counter->narrowing = 0;
	for (run = 1; run < RUNS_MOST; run++) {
		left = pending(counter, tally_of, outputs);
		if (!left)
			return;
		arena = arena_new();
		run_plan(counter->job, &plan, arena, counter->job->sheet, outputs, left);
		counter->plan = &plan;
		run_samples(counter);
		arena_free(arena);
	}
}

void run_counted(const struct run_job *job)
{
	size_t count = job->plan->output_count, chunks = sample_chunks(job->samples), i, k;
	size_t *tally_of = heap_zeroed(count, sizeof *tally_of);
	cell *outputs = heap_zeroed(count, sizeof *outputs);
	struct counter counter = {.job = job,
				  .plan = job->plan,
				  .tally_of = tally_of,
				  .count = count,
				  .moments = true};

	counter.tallies = heap_zeroed(count, sizeof *counter.tallies);
	counter.pilot = heap_zeroed(count * PILOT, sizeof *counter.pilot);
	counter.sums = heap_zeroed(job->threads * count, sizeof *counter.sums);
	counter.parts = heap_zeroed(chunks * count, sizeof *counter.parts);
	counter.counts = heap_zeroed(job->threads * count, sizeof *counter.counts);
	if (job->sampler != SAMPLER_PLAIN) {
		counter.before = heap_zeroed(job->threads * count, sizeof *counter.before);
		counter.within = heap_zeroed(chunks * count, sizeof *counter.within);
	} else {
		counter.narrowing =
		    chunks / NARROW_SHARE / NARROW_CHUNKS * NARROW_CHUNKS + NARROW_CHUNKS;
	}
	counter.chunk_samples = heap_zeroed(chunks, sizeof *counter.chunk_samples);
	for (i = 0; i < chunks; i++)
		counter.chunk_samples[i] = sample_chunk_size(job->samples, i);
	for (i = 0; i < count; i++) {
		tally_of[i] = i;
		counter.tallies[job->plan->outputs[i].output].done =
		    !job->plan->outputs[i].varies;
		for (k = 0; k < BRACKET_QUANTILES; k++)
			counter.tallies[i].ratios[k] = 1;
	}
	run_pilot(&counter);
	run_samples(&counter);
	run_again(&counter, tally_of, outputs);
	free(counter.tallies);
	free(counter.pilot);
	free(counter.sums);
	free(counter.parts);
	free(counter.counts);
	free(counter.chunk_samples);
	free(counter.before);
	free(counter.within);
	free(outputs);
	free(tally_of);
}
