#ifndef LCA_BASE_DIST_SHAPE_H
#define LCA_BASE_DIST_SHAPE_H

/*
 * Distributions before any cut, for the files dist*.c alone.
 *
 * A probability comes as a pair, p below and q = 1 - p above, so that neither tail loses its
 * digits: both are given, and each function reads the smaller one. Kinds that a function of one
 * family gets are checked by its caller.
 */

#include "lca/base/dist.h"

struct dist_tails {
	double below; /* P(X < x) */
	double above; /* P(X > x) */
};

struct dist_tails dist_shape_tails(const struct dist *dist, double x);
double dist_shape_quantile(const struct dist *dist, double p, double q);
double dist_shape_median(const struct dist *dist);
double dist_shape_mean(const struct dist *dist);
double dist_shape_sd(const struct dist *dist);
void dist_shape_support(const struct dist *dist, double *low, double *high);

struct dist_tails dist_normal_tails(double z);
double dist_normal_quantile(double p, double q);

/* Beta on 0 .. 1; y = 1 - x, each with its own digits. */
struct dist_ends {
	double x, y;
};

struct dist_tails dist_beta_tails(double x, double y, double alpha, double beta);
double dist_beta_density(double x, double y, double alpha, double beta);
struct dist_ends dist_beta_quantile(double p, double q, double alpha, double beta);

/* Gamma of scale 1. */
struct dist_tails dist_gamma_tails(double x, double shape);
double dist_gamma_density(double x, double shape);
double dist_gamma_quantile(double p, double q, double shape);

/* Student's t. */
struct dist_tails dist_student_tails(double t, double degrees);
double dist_student_density(double t, double degrees); /* t other than 0 */
double dist_student_quantile(double p, double q, double degrees);

/* TRAPEZOID. */
struct dist_tails dist_trapezoid_tails(const struct dist *dist, double x);
double dist_trapezoid_quantile(const struct dist *dist, double p, double q);

/* DISCRETE and EMPIRICAL. */
struct dist_tails dist_points_tails(const struct dist *dist, double x);
double dist_points_quantile(const struct dist *dist, double p);
/* Of what lies between the ranks p0 < p1. */
void dist_points_moments(const struct dist *dist, double p0, double p1, double *mean,
			 double *sd);

/* What a cut takes away at each end, and what it leaves. */
struct dist_cut {
	double below, above, left;
};

struct dist_cut dist_cut_of(const struct dist *dist);
double dist_cut_quantile(const struct dist *dist, double p);
/* Mean and standard deviation of what a cut leaves (dist_cut.c). */
void dist_cut_moments(const struct dist *dist, double *mean, double *sd);

/* GSL's default handler aborts the program where an iteration gives up: call this first. */
void dist_silence_gsl(void);

#endif
