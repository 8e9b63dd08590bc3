/* Runs a sheet: central values, then statistics of the samples, in groups of outputs that fit
 * in memory. */

#include "lca/engine/run.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "lca/base/arena.h"
#include "lca/engine/parallel.h"
#include "lca/engine/plan.h"
#include "lca/engine/run_private.h"

/* Up to KEPT samples are kept and give exact order statistics; a group of outputs takes at most
 * GROUP_BYTES. The counts of COUNTED_MOST stay in the processor's cache. */
enum { KEPT = 100000, SMALL_WORK = 400000, COUNTED_MOST = 384 };
static const size_t group_bytes = (size_t)256 << 20;

struct reporter {
	const struct run_options *options;
	uint64_t before; /* samples of the groups done */
	uint64_t total;
};

static void report(void *context, uint64_t done)
{
	const struct reporter *reporter = context;

	reporter->options->progress(reporter->options->context, reporter->before + done,
				    reporter->total);
}

static void fill_central(const struct sheet *sheet, const cell *outputs, size_t count,
			 struct statistics *statistics)
{
	double *values = calloc(sheet_size(sheet) + 1, sizeof *values);
	size_t i;

	if (!values)
		abort();
	sheet_central(sheet, values);
	for (i = 0; i < count; i++) {
		assert(!cell_is_bad(outputs[i]) && outputs[i].index < sheet_size(sheet));
		statistics[i].central = values[outputs[i].index];
	}
	free(values);
}

void run_not_finite(struct statistics *statistics)
{
	*statistics = (struct statistics){.central = statistics->central,
					  .mean = NAN,
					  .sd = NAN,
					  .median = NAN,
					  .low = NAN,
					  .high = NAN,
					  .error = {NAN, NAN, NAN, NAN, NAN}};
}

void run_weigh(struct statistics *statistics, double least, double greatest, uint64_t samples)
{
	double most = fmax(statistics->mean - least, greatest - statistics->mean);
	double ratio = most / statistics->sd;

	statistics->least = least;
	if (statistics->sd > 0)
		statistics->heaviest = fmin(ratio * ratio / (double)(samples - 1), 1);
}

bool run_is_dominated(const struct statistics *statistics, uint64_t samples)
{
	static const double most = 0.05, times = 3;
	/* The largest of n normal values is about sqrt(2 ln n) from their mean. */
	double usual = 2 * log((double)samples) / (double)samples;

	return statistics->finite && statistics->heaviest > fmax(most, times * usual);
}

void statistics_scale(struct statistics *statistics, double factor)
{
	statistics->central *= factor;
	statistics->mean *= factor;
	statistics->least *= factor;
	statistics->sd *= factor;
	statistics->median *= factor;
	statistics->low *= factor;
	statistics->high *= factor;
	statistics->error.mean *= factor;
	statistics->error.sd *= factor;
	statistics->error.median *= factor;
	statistics->error.low *= factor;
	statistics->error.high *= factor;
}

double run_gain(const struct statistics *statistics, uint64_t samples)
{
	double plain = statistics->sd / sqrt((double)samples);
	double ratio = plain / statistics->error.mean;

	return statistics->finite && statistics->error.mean > 0 ? ratio * ratio : NAN;
}

static void fill_fixed(const struct plan *plan, struct statistics *statistics)
{
	const struct plan_output *output;
	struct statistics *s;
	size_t i;

	for (i = 0; i < plan->output_count; i++) {
		output = &plan->outputs[i];
		if (output->varies)
			continue;
		s = &statistics[output->output];
		s->mean = s->median = s->low = s->high = output->number;
		s->least = output->number;
		s->sd = 0;
		s->error = (struct sampling_error){0};
		s->finite = isfinite(output->number);
		if (!s->finite)
			run_not_finite(s);
	}
}

void run_plan(const struct run_job *job, struct plan *plan, struct arena *arena,
	      const struct sheet *sheet, const cell *outputs, size_t count)
{
	plan_make(plan, arena, sheet, outputs, count, true);
	if (job->sampler != SAMPLER_PLAIN)
		plan_stratify(plan, arena, job->bits, job->sampler == SAMPLER_LATIN,
			      job->dimensions);
}

/* Digits of the points of a replicate, so that all replicates have as many as samples. */
static unsigned replicate_bits(uint64_t samples)
{
	unsigned bits = STRATA_BITS_LEAST;

	while (bits < STRATA_BITS_MOST && (uint64_t)REPLICATES << bits < samples)
		bits++;
	return bits;
}

const char *sampler_name(enum sampler sampler)
{
	static const char *const names[] = {"plain", "sobol", "latin"};

	return names[sampler];
}

uint64_t run_points(const struct run_options *options)
{
	if (options->sampler == SAMPLER_PLAIN)
		return options->samples;
	return (uint64_t)REPLICATES << replicate_bits(options->samples);
}

uint64_t run_points_most(const struct run_options *options)
{
	uint64_t points = run_points(options);

	if (points <= options->samples || points == (uint64_t)REPLICATES << STRATA_BITS_LEAST)
		return points;
	return points / 2;
}

struct run_job run_job_of(const struct kernels *kernels, const struct run_options *options)
{
	double tail = (1 - options->interval) / 2;

	assert(options->samples >= 1 && options->samples <= UINT32_MAX);
	assert(options->interval > 0 && options->interval < 1);
	return (struct run_job){.kernels = kernels,
				.seed = options->seed,
				.samples = run_points(options),
				.sampler = options->sampler,
				.bits = replicate_bits(options->samples),
				.wanted_threads = options->threads,
				.p = {tail, 0.5, 1 - tail}};
}

static void run_group(const struct sheet *sheet, const cell *outputs, size_t count,
		      struct run_job *job, struct statistics *statistics)
{
	struct arena *arena = arena_new();
	struct plan plan;

	run_plan(job, &plan, arena, sheet, outputs, count);
	fill_fixed(&plan, statistics);
	job->sheet = sheet;
	job->outputs = outputs;
	job->plan = &plan;
	job->statistics = statistics;
	job->threads = 1;
	if (job->samples * (plan.count + 1) > SMALL_WORK)
		job->threads =
		    parallel_threads(job->wanted_threads, sample_chunks(job->samples));
	if (job->tap)
		job->tap->begin(job->tap->context, &plan, job->threads);
	if (plan.count && job->samples <= KEPT)
		run_kept(job);
	if (plan.count && job->samples > KEPT)
		run_counted(job);
	if (job->tap)
		job->tap->end(job->tap->context);
	job->plan = NULL;
	arena_free(arena);
}

/* Outputs whose samples or counts fit into group_bytes together. */
static size_t group_size(const struct run_job *job)
{
	unsigned threads = parallel_threads(job->wanted_threads, sample_chunks(job->samples));
	size_t each = job->samples <= KEPT ? run_kept_bytes(job->samples)
					   : run_counted_bytes(job->samples, threads);
	size_t size = group_bytes / each > 0 ? group_bytes / each : 1;

	return job->samples > KEPT && size > COUNTED_MOST ? COUNTED_MOST : size;
}

/* Squares that a double does not hold: nothing is known of the spread. */
static void drop_small(struct statistics *statistics)
{
	static const double least_sd = 1e-150;

	if (!statistics->finite || !(statistics->high > statistics->low) ||
	    statistics->sd >= least_sd)
		return;
	if (statistics->high - statistics->low >= least_sd)
		return;
	statistics->sd = statistics->error.mean = statistics->error.sd = NAN;
}

void run_sheet_tapped(const struct kernels *kernels, const struct sheet *sheet,
		      const cell *outputs, size_t count, const struct run_options *options,
		      const struct run_tap *tap, struct statistics *statistics)
{
	struct run_job job = run_job_of(kernels, options);
	size_t group = group_size(&job), first, size;
	struct reporter reporter = {.options = options};

	for (first = 0; first < count; first++)
		statistics[first] = (struct statistics){0};
	fill_central(sheet, outputs, count, statistics);
	reporter.total = job.samples * ((count + group - 1) / group);
	if (options->progress) {
		job.progress = report;
		job.progress_context = &reporter;
	}
	for (first = 0; first < count; first += group) {
		size = count - first < group ? count - first : group;
		job.tap = first == 0 && tap && tap->count <= size ? tap : NULL;
		run_group(sheet, outputs + first, size, &job, statistics + first);
		reporter.before += job.samples;
	}
	run_jumps(&job, sheet, outputs, count, statistics);
	for (first = 0; first < count; first++)
		drop_small(&statistics[first]);
}

void run_sheet_with(const struct kernels *kernels, const struct sheet *sheet,
		    const cell *outputs, size_t count, const struct run_options *options,
		    struct statistics *statistics)
{
	run_sheet_tapped(kernels, sheet, outputs, count, options, NULL, statistics);
}

void run_sheet(const struct sheet *sheet, const cell *outputs, size_t count,
	       const struct run_options *options, struct statistics *statistics)
{
	run_sheet_with(kernels_choose(), sheet, outputs, count, options, statistics);
}
