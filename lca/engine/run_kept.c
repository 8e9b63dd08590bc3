/* Statistics of samples that are all kept. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/heap.h"
#include "lca/engine/parallel.h"
#include "lca/engine/run_private.h"
#include "lca/engine/stats.h"

struct keeper {
	const struct run_job *job;
	size_t padded;	/* samples of an output, in whole blocks */
	double *values; /* [position among the plan's outputs][padded] */
};

static size_t whole_blocks(size_t samples)
{
	return (samples + KERNEL_BLOCK - 1) / KERNEL_BLOCK * KERNEL_BLOCK;
}

size_t run_kept_bytes(uint64_t samples)
{
	return ((size_t)samples + KERNEL_BLOCK) * sizeof(double);
}

static void keep(void *context, const struct sample_view *view)
{
	const struct keeper *keeper = context;
	size_t position = (size_t)(view->output - keeper->job->plan->outputs);
	const struct run_tap *tap = keeper->job->tap;

	if (tap)
		tap->read(tap->context, view);
	memcpy(keeper->values + position * keeper->padded + view->first, view->x,
	       KERNEL_BLOCK * sizeof *view->x);
}

/* Parts of a sample: its replicates, or one. */
struct split {
	const struct kernels *kernels;
	size_t samples, parts;
	struct stats_part part[REPLICATES];
};

/* Sums of whole blocks: what pads the last one is shift, which adds nothing. */
static void sum_parts(struct split *split, double *values, double shift)
{
	size_t padded = whole_blocks(split->samples), each = padded / split->parts, i, p;
	struct kernel_sums sums;

	for (i = split->samples; i < padded; i++)
		values[i] = shift;
	for (p = 0; p < split->parts; p++) {
		sums = stats_sums_start();
		for (i = p * each; i < (p + 1) * each; i += KERNEL_BLOCK)
			split->kernels->sums(values + i, shift, &sums);
		split->part[p] = stats_sums_end(&sums);
	}
}

/* Twice: about the first sample for the mean, then about the mean. */
static bool moments(struct split *split, double *values, struct statistics *statistics)
{
	double shift = values[0], unused, least, greatest;
	size_t p;

	sum_parts(split, values, shift);
	for (p = 0; p < split->parts; p++)
		if (!isfinite(split->part[p].sum) || !isfinite(split->part[p].squares))
			return false;
	stats_moments(split->part, split->parts, 1, split->samples, shift, &statistics->mean,
		      &statistics->sd);
	sum_parts(split, values, statistics->mean);
	stats_moments(split->part, split->parts, 1, split->samples, statistics->mean, &unused,
		      &statistics->sd);
	least = split->part[0].least;
	greatest = split->part[0].greatest;
	for (p = 1; p < split->parts; p++) {
		least = fmin(least, split->part[p].least);
		greatest = fmax(greatest, split->part[p].greatest);
	}
	run_weigh(statistics, least, greatest, split->samples);
	return true;
}

static void fill_quantiles(const struct run_job *job, double *values,
			   struct statistics *statistics)
{
	double quantiles[BRACKET_QUANTILES], errors[BRACKET_QUANTILES];

	stats_quantiles(values, (size_t)job->samples, job->p, BRACKET_QUANTILES, quantiles,
			errors);
	statistics->low = quantiles[0];
	statistics->median = quantiles[1];
	statistics->high = quantiles[2];
	statistics->error.low = errors[0];
	statistics->error.median = errors[1];
	statistics->error.high = errors[2];
}

static void count_below(const double *values, size_t count, const double *quantiles,
			uint64_t below[2 * BRACKET_QUANTILES])
{
	size_t i;
	int j;

	for (j = 0; j < BRACKET_QUANTILES; j++)
		for (i = 0; i < count; i++) {
			below[2 * j] += values[i] < quantiles[j];
			below[2 * j + 1] += values[i] <= quantiles[j];
		}
}

static void replicate_statistics(const struct run_job *job, const struct split *split,
				 double *values, struct statistics *statistics)
{
	size_t each = split->samples / REPLICATES, p;
	double *kept = heap_zeroed(split->samples, sizeof *kept);
	double quantiles[BRACKET_QUANTILES], ratios[BRACKET_QUANTILES];
	double errors[BRACKET_QUANTILES];
	struct replicate replicates[REPLICATES] = {0};

	memcpy(kept, values, split->samples * sizeof *kept);
	fill_quantiles(job, values, statistics);
	quantiles[0] = statistics->low;
	quantiles[1] = statistics->median;
	quantiles[2] = statistics->high;
	for (p = 0; p < REPLICATES; p++) {
		replicates[p].part = split->part[p];
		count_below(kept + p * each, each, quantiles, replicates[p].below);
	}
	run_replicate_errors(replicates, each, statistics->mean, statistics, ratios);
	errors[0] = statistics->error.low;
	errors[1] = statistics->error.median;
	errors[2] = statistics->error.high;
	stats_quantile_errors(kept, split->samples, job->p, BRACKET_QUANTILES, ratios, errors);
	statistics->error.low = errors[0];
	statistics->error.median = errors[1];
	statistics->error.high = errors[2];
	free(kept);
}

void run_kept_statistics(const struct run_job *job, double *values,
			 struct statistics *statistics)
{
	struct split split = {.kernels = job->kernels,
			      .samples = (size_t)job->samples,
			      .parts = job->sampler == SAMPLER_PLAIN ? 1 : REPLICATES};

	statistics->finite = moments(&split, values, statistics);
	if (!statistics->finite) {
		run_not_finite(statistics);
		return;
	}
	if (job->sampler != SAMPLER_PLAIN) {
		replicate_statistics(job, &split, values, statistics);
		return;
	}
	statistics->error.mean = statistics->sd / sqrt((double)split.samples);
	if (statistics->sd > 0)
		statistics->error.sd =
		    stats_sd_error(values, split.samples, statistics->mean, statistics->sd);
	fill_quantiles(job, values, statistics);
}

static void finish(void *context, unsigned worker, size_t index)
{
	const struct keeper *keeper = context;
	const struct run_job *job = keeper->job;
	const struct plan_output *output = &job->plan->outputs[index];

	(void)worker;
	if (output->varies)
		run_kept_statistics(job, keeper->values + index * keeper->padded,
				    &job->statistics[output->output]);
}

void run_kept(const struct run_job *job)
{
	struct keeper keeper = {.job = job, .padded = whole_blocks((size_t)job->samples)};
	const struct parallel parallel = {.task = finish, .context = &keeper};
	struct sample_pass pass = {.plan = job->plan,
				   .kernels = job->kernels,
				   .seed = job->seed,
				   .samples = job->samples,
				   .threads = job->threads,
				   .read = keep,
				   .context = &keeper};

	keeper.values = malloc(job->plan->output_count * keeper.padded * sizeof *keeper.values);
	if (!keeper.values)
		abort();
	sample_run(&pass);
	parallel_run(job->threads, job->plan->output_count, &parallel);
	if (job->progress)
		job->progress(job->progress_context, job->samples);
	free(keeper.values);
}
