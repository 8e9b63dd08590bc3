#ifndef LCA_ENGINE_CORRELATE_H
#define LCA_ENGINE_CORRELATE_H

/*
 * Matrices of correlations for the Gaussian copula of a group of draws.
 *
 * A stated rank correlation rho (Spearman's) is the normal correlation r = 2 sin(pi rho / 6) of
 * the scores z of two uniforms u = Phi(z). Scores are L z', z' independent, L the Cholesky
 * factor of the matrix of all r of the group; pairs that nobody states have r = 0. Matrices are
 * rows after rows: entry (i, j) of n rows is m[i * n + j], and m is symmetric with ones on the
 * diagonal.
 */

#include <stdbool.h>
#include <stddef.h>

double correlate_normal(double rho); /* r of rho, both within [-1, 1] */
double correlate_rank(double r);     /* rho of r */

/* The lower triangle L of m = L L'. Returns n, or the first row at which m is not positive
 * definite: what remains of the row's variance is below 1e-10. */
size_t correlate_factor(const double *m, size_t n, double *lower);

/* The values of entry (i, j) = (j, i) between which m is positive definite, the others as they
 * are; false where there is none. */
bool correlate_interval(const double *m, size_t n, size_t i, size_t j, double *low,
			double *high);

/* Rows whose own matrix is not positive definite while that of all but any one of them is:
 * rows[0 .. count returned), ascending. m is not positive definite (assert). */
size_t correlate_conflict(const double *m, size_t n, size_t *rows);

#endif
