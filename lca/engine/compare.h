#ifndef LCA_ENGINE_COMPARE_H
#define LCA_ENGINE_COMPARE_H

/*
 * Two cells compared sample by sample, on common random numbers.
 *
 * The cells may be of two sheets: draws of one name have the same numbers in both, so what the
 * two have in common moves both alike, and the rest is independent. By the Sobol' sequence a
 * draw has its dimension of the first sheet; those of the second alone follow.
 */

#include "lca/engine/run.h"

enum { COMPARE_SAMPLES_MOST = 1 << 20 };

struct paired {
	uint64_t samples;	      /* that were drawn */
	struct statistics difference; /* a - b */
	struct statistics ratio;      /* a / b; not finite where a sample of b is 0 */
	double lower, equal;	      /* shares of samples with a < b, a = b */
	double lower_error;	      /* standard error of lower */
};

/* At most COMPARE_SAMPLES_MOST samples, which are kept: 16 MiB. Reports no progress. The result
 * is the same for any number of threads. */
struct paired run_compare(const struct sheet *sheet_a, cell a, const struct sheet *sheet_b,
			  cell b, const struct run_options *options);

#endif
