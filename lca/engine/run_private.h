#ifndef LCA_ENGINE_RUN_PRIVATE_H
#define LCA_ENGINE_RUN_PRIVATE_H

/*
 * The two ways of taking statistics: run_kept keeps every sample (exact order statistics),
 * run_counted keeps counts (run_counted.c; memory does not grow with the samples).
 */

#include "lca/engine/bracket.h"
#include "lca/engine/kernel.h"
#include "lca/engine/run.h"
#include "lca/engine/sample.h"
#include "lca/engine/stats.h"
#include "lca/engine/strata.h"

/* Sees every sample of the first count outputs once, beside their statistics. Where they are
 * more than are run at a time nothing is called. */
struct run_tap {
	size_t count;
	void (*begin)(void *context, const struct plan *plan, unsigned threads);
	void (*read)(void *context, const struct sample_view *view); /* of any output */
	void (*end)(void *context); /* the plan is there still */
	void *context;
};

struct run_job {
	const struct sheet *sheet;
	const cell *outputs;
	const struct plan *plan;
	const struct kernels *kernels;
	uint64_t seed, samples;
	enum sampler sampler;
	unsigned bits;		  /* but for SAMPLER_PLAIN: 2^bits samples a replicate */
	const size_t *dimensions; /* of the draws, for SAMPLER_SOBOL; NULL: in their order */
	unsigned wanted_threads, threads;
	double p[BRACKET_QUANTILES]; /* low, median, high */
	void (*progress)(void *context, uint64_t done);
	void *progress_context;
	struct statistics *statistics; /* of outputs */
	const struct run_tap *tap;     /* of this group, or NULL */
};

/* The samples, sampler and quantiles that options ask for. */
struct run_job run_job_of(const struct kernels *kernels, const struct run_options *options);
/* A plan of outputs with the sampler of the job. */
void run_plan(const struct run_job *job, struct plan *plan, struct arena *arena,
	      const struct sheet *sheet, const cell *outputs, size_t count);
void run_kept(const struct run_job *job);
void run_counted(const struct run_job *job);

/* Memory of one output. */
size_t run_kept_bytes(uint64_t samples);
size_t run_counted_bytes(uint64_t samples, unsigned threads);

void run_not_finite(struct statistics *statistics);
/* Fills least, and heaviest by the extremes of so many samples; mean and sd are there. */
void run_weigh(struct statistics *statistics, double least, double greatest, uint64_t samples);

/* Statistics of samples that are kept: values has room for whole blocks, is reordered, and is
 * filled up after the samples. Central is left as it is. */
void run_kept_statistics(const struct run_job *job, double *values,
			 struct statistics *statistics);

/* What a replicate tells of an output: sums about one shift, and how many of its samples lie
 * below two places around each quantile. */
struct replicate {
	struct stats_part part;
	uint64_t below[2 * BRACKET_QUANTILES];
};

/* The errors of mean and sd by the spread of REPLICATES replicates of count samples each, about
 * shift, and sd with the part of its square that the error of the mean takes away. ratios[j] is
 * the error of quantile j over that of as many independent samples. */
void run_replicate_errors(const struct replicate *replicates, uint64_t count, double shift,
			  struct statistics *statistics, double ratios[BRACKET_QUANTILES]);

/* Holds the errors of outputs that depend on discrete inputs to those that their jumps cause
 * (run_jumps.c). */
void run_jumps(const struct run_job *job, const struct sheet *sheet, const cell *outputs,
	       size_t count, struct statistics *statistics);

/* run_sheet with given kernels, for tests that compare instruction sets; with a tap, which
 * changes no figure, or NULL. */
void run_sheet_with(const struct kernels *kernels, const struct sheet *sheet,
		    const cell *outputs, size_t count, const struct run_options *options,
		    struct statistics *statistics);
void run_sheet_tapped(const struct kernels *kernels, const struct sheet *sheet,
		      const cell *outputs, size_t count, const struct run_options *options,
		      const struct run_tap *tap, struct statistics *statistics);

#endif
