#ifndef LCA_ENGINE_CONTEST_PRIVATE_H
#define LCA_ENGINE_CONTEST_PRIVATE_H

/* The inside of a contest, for contest*.c alone. */

#include "lca/engine/contest.h"
#include "lca/engine/run_private.h"

struct contest {
	struct run_job job; /* of the samples kept */
	uint64_t samples;   /* drawn */
	size_t count;
	size_t padded; /* kept samples of a cell, in whole blocks */
	double *values;
	double *central;
	struct contest_share *lowest;
};

/* contest_run with given kernels, for tests that compare instruction sets. */
struct contest *contest_run_with(const struct kernels *kernels, const struct sheet *sheet,
				 const cell *cells, size_t count,
				 const struct run_options *options);
/* Replicates, or 1. */
size_t contest_parts(const struct contest *contest);
/* The share that the sum of parts[0..count) is of whole, of so many samples. */
struct contest_share contest_share_of(const uint64_t *parts, size_t count, uint64_t whole,
				      uint64_t samples);

#endif
