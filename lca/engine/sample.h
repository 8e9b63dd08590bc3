#ifndef LCA_ENGINE_SAMPLE_H
#define LCA_ENGINE_SAMPLE_H

/*
 * Passes over the samples of a plan: block by block, each output handed to a reader as soon as
 * it stands.
 *
 * Blocks are grouped into chunks; a chunk is one task of one thread, and its blocks come in
 * order. Chunks depend on the number of samples alone, so what is summed by chunk is the same
 * for any threads.
 */

#include <stddef.h>
#include <stdint.h>

#include "lca/engine/plan.h"

/* One output over one block: x[0..KERNEL_BLOCK), of which the first count are samples. */
struct sample_view {
	unsigned worker;
	size_t chunk;
	uint64_t first; /* sample */
	size_t count;
	const struct plan_output *output;
	double *x; /* may be written beyond count */
};

struct sample_pass {
	const struct plan *plan;
	const struct kernels *kernels;
	uint64_t seed;
	uint64_t samples;
	unsigned threads;
	void (*read)(void *context, const struct sample_view *view);
	void (*chunk_start)(void *context, unsigned worker);		 /* or NULL */
	void (*chunk_end)(void *context, unsigned worker, size_t chunk); /* or NULL */
	void (*progress)(void *context, uint64_t done);			 /* or NULL */
	void *context;
};

/* How many chunks that many samples have: at most 1025. */
size_t sample_chunks(uint64_t samples);
/* Samples of one of them. */
uint64_t sample_chunk_size(uint64_t samples, size_t chunk);
void sample_run(const struct sample_pass *pass);
/* Its chunks first .. end - 1 alone. */
void sample_run_chunks(const struct sample_pass *pass, size_t first, size_t end);

#endif
