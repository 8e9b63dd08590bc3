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

struct run_job {
	const struct sheet *sheet;
	const cell *outputs;
	const struct plan *plan;
	const struct kernels *kernels;
	uint64_t seed, samples;
	unsigned wanted_threads, threads;
	double p[BRACKET_QUANTILES]; /* low, median, high */
	void (*progress)(void *context, uint64_t done);
	void *progress_context;
	struct statistics *statistics; /* of outputs */
};

void run_kept(const struct run_job *job);
void run_counted(const struct run_job *job);

/* Memory of one output. */
size_t run_kept_bytes(uint64_t samples);
size_t run_counted_bytes(uint64_t samples, unsigned threads);

void run_not_finite(struct statistics *statistics);

/* run_sheet with given kernels, for tests that compare instruction sets. */
void run_sheet_with(const struct kernels *kernels, const struct sheet *sheet,
		    const cell *outputs, size_t count, const struct run_options *options,
		    struct statistics *statistics);

#endif
