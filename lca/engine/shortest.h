#ifndef LCA_ENGINE_SHORTEST_H
#define LCA_ENGINE_SHORTEST_H

/*
 * The shortest interval that holds a share of the samples: JCGM 101:2008, 5.3.4 and 7.7.4.
 *
 * Of the sorted samples x_1 <= .. <= x_n it is x_r .. x_{r+q}, q the whole number nearest to
 * share x n, with the r of the least width, of equal ones the first. Its ends are less certain
 * than quantiles: their error falls with the cube root of n (Andrews et al. 1972, of the
 * shorth; Kim and Pollard 1990). It is taken from the spread of the ends over parts of the
 * sample.
 */

#include "lca/engine/run.h"

struct shortest {
	double low, high;	      /* NaN where a sample was not finite */
	double error_low, error_high; /* standard errors; 0 where nothing was sampled */
};

/* Of count >= 100 values in the order drawn, which it sorts; room has as many. */
struct shortest shortest_of(double *values, double *room, size_t count, double share);

/* shortest[i] belongs to outputs[i], and holds options->interval of the samples of run_sheet;
 * of a run of 2^20 where that has more. Memory: two values a sample. */
void run_shortest(const struct sheet *sheet, const cell *outputs, size_t count,
		  const struct run_options *options, struct shortest *shortest);

#endif
