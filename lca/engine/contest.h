#ifndef LCA_ENGINE_CONTEST_H
#define LCA_ENGINE_CONTEST_H

/*
 * Cells of one sheet against each other, sample by sample: how often each is the lowest, how
 * often one is below another, by what factor.
 *
 * How often a cell is the lowest is counted over all samples. Pairs rest on the samples that
 * are kept: all of them while cells x samples <= CONTEST_VALUES_MOST, else as many whole blocks
 * as fit, the first ones: of each replicate, where there are replicates. The result is the same
 * for any number of threads, and a cell's figures do not depend on the order of the cells.
 */

#include <stddef.h>
#include <stdint.h>

#include "lca/engine/run.h"

enum { CONTEST_VALUES_MOST = 1 << 23 }; /* 64 MiB */

struct contest;

/* A share of samples and its standard error. */
struct contest_share {
	double share, error;
};

/* Cell a against cell b. */
struct contest_pair {
	struct contest_share lower; /* samples with a < b */
	double equal;		    /* share of samples with a = b */
	double a_or_tie;	    /* lower + equal / 2: 0.5 where nothing tells them apart */
};

/* cells: finite in every sample of what they are drawn from, none bad (assert); 1 or more. */
struct contest *contest_run(const struct sheet *sheet, const cell *cells, size_t count,
			    const struct run_options *options);
/* The contest of the first contestants of some outputs, in the same pass as the statistics of
 * all, which are those of run_sheet. A contestant that proves to be not finite makes the
 * contest worth nothing, and the caller's business. */
struct contest *contest_run_among(const struct sheet *sheet, const cell *outputs, size_t count,
				  size_t contestants, const struct run_options *options,
				  struct statistics *statistics);
void contest_free(struct contest *contest);

uint64_t contest_samples(const struct contest *contest); /* that were drawn */
uint64_t contest_kept(const struct contest *contest);	 /* that pairs rest on */

/* Share of samples in which the cell is the lowest; k cells that are the lowest together have
 * 1 / k each, so that the shares sum to 1. That cells which are the very same tie is no chance:
 * the error of each is that of all of them, by their number. */
struct contest_share contest_lowest(const struct contest *contest, size_t index);

/* The least of the samples kept. */
double contest_least(const struct contest *contest, size_t index);

struct contest_pair contest_pair(const struct contest *contest, size_t a, size_t b);

/* All cells against b: arrays of as many as there are cells, any of which may be NULL; on the
 * threads of the options. */
void contest_against(const struct contest *contest, size_t b, struct contest_pair *pairs,
		     struct statistics *ratios, struct statistics *differences);

/* a / b and a - b of the samples kept; either may be NULL. ratio is not finite where a sample
 * of b is 0. central is that of the cells. */
void contest_statistics(const struct contest *contest, size_t a, size_t b,
			struct statistics *ratio, struct statistics *difference);

#endif
