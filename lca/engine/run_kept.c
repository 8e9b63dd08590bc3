/* Statistics of samples that are all kept. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/engine/parallel.h"
#include "lca/engine/run_private.h"
#include "lca/engine/stats.h"

struct keeper {
	const struct run_job *job;
	size_t padded;	/* samples of an output, in whole blocks */
	double *values; /* [position among the plan's outputs][padded] */
};

size_t run_kept_bytes(uint64_t samples)
{
	return ((size_t)samples + KERNEL_BLOCK) * sizeof(double);
}

static void keep(void *context, const struct sample_view *view)
{
	const struct keeper *keeper = context;
	size_t position = (size_t)(view->output - keeper->job->plan->outputs);

	memcpy(keeper->values + position * keeper->padded + view->first, view->x,
	       KERNEL_BLOCK * sizeof *view->x);
}

static struct stats_part sum_all(const struct keeper *keeper, const double *values,
				 double shift)
{
	struct kernel_sums sums = stats_sums_start();
	size_t i;

	for (i = 0; i < keeper->padded; i += KERNEL_BLOCK)
		keeper->job->kernels->sums(values + i, shift, &sums);
	return stats_sums_end(&sums);
}

/* Twice: about the first sample for the mean, then about the mean. What pads the last block
 * adds nothing. */
static bool moments(const struct keeper *keeper, double *values, struct statistics *statistics)
{
	size_t count = (size_t)keeper->job->samples, i;
	struct stats_part part;
	double shift = values[0], unused;

	for (i = count; i < keeper->padded; i++)
		values[i] = shift;
	part = sum_all(keeper, values, shift);
	if (!isfinite(part.sum) || !isfinite(part.squares))
		return false;
	stats_moments(&part, 1, 1, count, shift, &statistics->mean, &statistics->sd);
	shift = statistics->mean;
	for (i = count; i < keeper->padded; i++)
		values[i] = shift;
	part = sum_all(keeper, values, shift);
	stats_moments(&part, 1, 1, count, shift, &unused, &statistics->sd);
	return true;
}

static void add_moment_errors(struct statistics *statistics, const double *values, size_t count)
{
	statistics->error.mean = statistics->sd / sqrt((double)count);
	if (statistics->sd > 0)
		statistics->error.sd =
		    stats_sd_error(values, count, statistics->mean, statistics->sd);
}

static void finish(void *context, unsigned worker, size_t index)
{
	const struct keeper *keeper = context;
	const struct run_job *job = keeper->job;
	const struct plan_output *output = &job->plan->outputs[index];
	struct statistics *statistics = &job->statistics[output->output];
	double *values = keeper->values + index * keeper->padded;
	double quantiles[BRACKET_QUANTILES], errors[BRACKET_QUANTILES];

	(void)worker;
	if (!output->varies)
		return;
	statistics->finite = moments(keeper, values, statistics);
	if (!statistics->finite) {
		run_not_finite(statistics);
		return;
	}
	add_moment_errors(statistics, values, (size_t)job->samples);
	stats_quantiles(values, (size_t)job->samples, job->p, BRACKET_QUANTILES, quantiles,
			errors);
	statistics->low = quantiles[0];
	statistics->median = quantiles[1];
	statistics->high = quantiles[2];
	statistics->error.low = errors[0];
	statistics->error.median = errors[1];
	statistics->error.high = errors[2];
}

void run_kept(const struct run_job *job)
{
	size_t blocks = ((size_t)job->samples + KERNEL_BLOCK - 1) / KERNEL_BLOCK;
	struct keeper keeper = {.job = job, .padded = blocks * KERNEL_BLOCK};
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
