#ifndef LCA_ENGINE_SENSITIVITY_PRIVATE_H
#define LCA_ENGINE_SENSITIVITY_PRIVATE_H

/*
 * The parts of the sensitivity of outputs (sensitivity.c puts them together): movers, rank
 * correlations (sensitivity_rank.c), sampled shares (sensitivity_pairs.c) with their intervals
 * (sensitivity_bootstrap.c), the tornado (sensitivity_tornado.c).
 */

#include "lca/engine/kernel.h"
#include "lca/engine/sensitivity.h"

struct arena;

/* What is moved as one: a draw, or all draws of a group of correlated ones. Mover m has the
 * draws members[begin[m] .. begin[m + 1]), the one that stands for the group first. */
struct movers {
	const struct sheet *sheet;
	size_t count;
	size_t *begin;
	size_t *members;
};

struct sensitivity_study {
	struct arena *arena;
	const struct sheet *sheet;
	const struct kernels *kernels;
	const struct run_options *options;
	const cell *outputs;
	size_t count;
	struct movers movers;
	size_t rows;		   /* base rows: 2^k >= 64 */
	const double *central;	   /* [cell] */
	struct sensitivity *table; /* [output][mover] */
};

/* The draw that stands for it. */
size_t mover_draw(const struct movers *movers, size_t mover);
/* True when the cell depends on a draw of the mover. */
bool mover_moves(const struct movers *movers, size_t mover, cell c);
/* True when it is a group. */
bool mover_is_group(const struct movers *movers, size_t mover);

/* ranks[output * movers.count + mover]: Spearman's rank correlation with the output, 0 where it
 * does not depend on the mover, NaN for a group. */
void sensitivity_rank(const struct sensitivity_study *study, double *ranks);

/* A draw of which all inputs are given by their values, so that some have a probability of
 * their own; count is 0 for other draws. */
struct tied_draw {
	size_t count;
	const struct dist **inputs;
};

/* [draw] */
struct tied_draw *sensitivity_ties(const struct sensitivity_study *study);
/* The middle of the ranks at which all inputs of the draw are what they are at rank u. */
double tied_rank(const struct tied_draw *draw, double u);

/* Fills the shares of the table for outputs[which[0 .. count)], and their intervals where they
 * are wanted. */
void sensitivity_pairs(const struct sensitivity_study *study, const size_t *which, size_t count,
		       bool intervals);

/* Fills low and high of the table. */
void sensitivity_tornado(const struct sensitivity_study *study);

/* part / variance, held within 0 .. 1. */
double sensitivity_share(double part, double variance);

/* Bootstrap: each resample takes as many groups of rows as there are, with replacement;
 * times[group * RESAMPLES + resample] says how often. */
enum { RESAMPLES = 200 };

struct resampling {
	size_t groups;
	const double *times;
};

void resampling_make(struct resampling *resampling, struct arena *arena, uint64_t seed,
		     size_t groups);
/* sums[RESAMPLES]: of values[groups], in each resample. */
void resampling_sums(const struct resampling *resampling, const double *values, double *sums);
/* The central 95 % of shares[RESAMPLES], which are reordered. */
void resampling_interval(double *shares, double *low, double *high);

/* run_sensitivity_all with another limit of base rows and the sampled shares alone, without
 * intervals, ranks and tornado: 2^k <= min(samples, most), at least 64. For benchmarks and
 * tests. */
void run_sensitivity_rows(const struct sheet *sheet, const cell *outputs, size_t count,
			  const struct run_options *options, size_t most,
			  struct sensitivity *rows, size_t capacity, size_t *filled);

#endif
