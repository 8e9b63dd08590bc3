#ifndef LCA_ENGINE_KERNEL_H
#define LCA_ENGINE_KERNEL_H

/*
 * The inner loops: columns of KERNEL_BLOCK samples in, a column out. Columns never overlap.
 *
 * kernel.c is compiled once for each instruction set of the processor family; all of them give
 * the same bytes. The choice is made once a run and passed down as a pointer.
 */

#include <stddef.h>
#include <stdint.h>

#include "lca/engine/rng.h"

enum { KERNEL_BLOCK = RNG_BLOCK, KERNEL_LANES = 8, KERNEL_LISTED = KERNEL_BLOCK + 4 };

/* operation with a column or a number on the right; REVERSE_: the number stands on the left. */
enum kernel_operation {
	KERNEL_ADD,
	KERNEL_SUBTRACT,
	KERNEL_MULTIPLY,
	KERNEL_DIVIDE,
	KERNEL_MINIMUM,
	KERNEL_REVERSE_SUBTRACT,
	KERNEL_REVERSE_DIVIDE,
	KERNEL_OPERATIONS
};

struct dist_points;
struct quantile_table;
struct strata;

/* Sums over a block by lane (sample i in lane i % 8), so that the order of additions is fixed.
 */
struct kernel_sums {
	double sum[KERNEL_LANES];     /* of x - shift */
	double squares[KERNEL_LANES]; /* of (x - shift)^2 */
	double least[KERNEL_LANES];
	double greatest[KERNEL_LANES];
};

/* The curvilinear trapezoid: middle -+ reach (1 - delta), delta = edge + slope (v - outside)
 * where v = min(u, 1 - u) >= outside; below, share g(delta) = v (lca/base/dist_trapezoid.c).
 */
struct kernel_trapezoid {
	double middle, reach, share, edge, slope, outside;
};

/* low + width u, held within least .. most. */
struct kernel_held {
	double low, width, least, most;
};

struct kernels {
	const char *name;
	/* u[0..256) in (0, 1) for one block of one draw. */
	void (*random)(const struct rng_key *key, double *u);
	/* The same, each within its stratum (strata.h) of 2^bits. */
	void (*stratified)(const struct strata *strata, const struct rng_key *key, double *u);
	/* Quantile functions of u. */
	void (*normal)(const double *u, double mean, double sd, double *x);
	void (*lognormal)(const double *u, double mu, double sigma, double shift, double *x);
	void (*uniform)(const double *u, double low, double high, double *x);
	void (*triangular)(const double *u, double low, double mode, double high, double *x);
	void (*table)(const double *u, const struct quantile_table *table, double *x);
	void (*weibull)(const double *u, double scale, double inverse_shape, double shift,
			double *x);
	void (*arcsine)(const double *u, double low, double high, double *x);
	void (*trapezoid)(const double *u, const struct kernel_trapezoid *form, double *x);
	void (*discrete)(const double *u, const struct dist_points *points, double *x);
	void (*empirical)(const double *u, const struct dist_points *points, double *x);
	void (*held)(const double *u, const struct kernel_held *form, double *x);
	/* The same bits as normal and lognormal, of the scores normal(u, 0, 1). */
	void (*normal_scored)(const double *z, double mean, double sd, double *x);
	void (*lognormal_scored)(const double *z, double mu, double sigma, double shift,
				 double *x);
	/* P(Z < z) of normal scores, as uniforms. */
	void (*below)(const double *z, double *u);
	void (*columns[KERNEL_REVERSE_SUBTRACT])(const double *a, const double *b, double *x);
	void (*number[KERNEL_OPERATIONS])(const double *a, double b, double *x);
	/* Adds a column to sums. */
	void (*sums)(const double *x, double shift, struct kernel_sums *sums);
	/* Samples x < edges[2 j] and x <= edges[2 j + 1], added to below[6]; indices of those
	 * within any of the three closed brackets go to inside, which has room for
	 * KERNEL_LISTED; returns how many. */
	size_t (*classify)(const double *x, const double edges[6], uint64_t below[6],
			   uint16_t *inside);
	/* Adds b (ab - a) and (a - ab)^2, all less shift, of the first count rows, a multiple
	 * of 32, to first and total by lane. */
	void (*pairs)(const double *a, const double *b, const double *ab, size_t count,
		      double shift, double first[KERNEL_LANES], double total[KERNEL_LANES]);
};

/* The fastest that this processor runs. */
const struct kernels *kernels_choose(void);
/* All that this processor runs, plain one first; returns how many (at most 3). */
size_t kernels_all(const struct kernels *list[3]);

#endif
