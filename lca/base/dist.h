#ifndef LCA_BASE_DIST_H
#define LCA_BASE_DIST_H

/*
 * Distributions of a single number, sampled through their quantile function only.
 *
 * EXACT value. NORMAL mean, sd > 0. LOGNORMAL median > 0, gsd > 1, shift (X - shift is
 * lognormal with that median and gsd). UNIFORM min < max. TRIANGULAR and PERT min <= mode <=
 * max, min < max; PERT = min + (max - min) Beta(1 + 4 (mode-min)/(max-min), 1 + 4
 * (max-mode)/(max-min)). BETA = min + (max - min) Beta(alpha, beta). GAMMA and WEIBULL: scale >
 * 0, shape > 0, above shift. STUDENT: location + scale > 0 times t of that many degrees > 0.
 * ARCSINE min < max. TRAPEZOID: uniform between limits that are themselves known to +- d alone,
 * 0 < d < (max - min)/2 (JCGM 101:2008, 6.4.3); it reaches from min - d to max + d. DISCRETE: a
 * times one of the points. EMPIRICAL: a times the order statistics, joined by straight lines
 * (type 7 of Hyndman and Fan 1996).
 *
 * A cut distribution is conditioned on low <= X <= high, what the user wrote as min and max;
 * either may be infinite, and some of the distribution must be left. Everything below but
 * dist_cut_mass is of what the cut leaves.
 *
 * GSL is used in dist*.c alone, off the hot path.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

enum dist_kind {
	DIST_EXACT,
	DIST_NORMAL,
	DIST_LOGNORMAL,
	DIST_UNIFORM,
	DIST_TRIANGULAR,
	DIST_PERT, /* the database stores the order up to here */
	DIST_BETA,
	DIST_GAMMA,
	DIST_WEIBULL,
	DIST_STUDENT,
	DIST_ARCSINE,
	DIST_TRAPEZOID,
	DIST_DISCRETE,
	DIST_EMPIRICAL
};

/* x ascends. DISCRETE: p[i] = P(X <= x[i]), ascending, the last one 1. EMPIRICAL: p is NULL,
 * count >= 2. */
struct dist_points {
	size_t count;
	const double *x;
	const double *p;
};

/*	       a	 b	  c	 d
 * EXACT       value
 * NORMAL      mean	 sd
 * LOGNORMAL   median	 gsd	  shift
 * UNIFORM     min		  max
 * TRIANGULAR  min	 mode	  max
 * PERT	       min	 mode	  max
 * BETA	       min	 alpha	  max	 beta
 * GAMMA       scale	 shape	  shift
 * WEIBULL     scale	 shape	  shift
 * STUDENT     location scale		 degrees
 * ARCSINE     min		  max
 * TRAPEZOID   min	 d	  max
 * DISCRETE    factor (1 unless scaled)
 * EMPIRICAL   factor (1 unless scaled)
 */
struct dist {
	enum dist_kind kind;
	double a, b, c, d;
	const struct dist_points *points; /* DISCRETE, EMPIRICAL */
	bool cut;
	double low, high; /* where cut */
	bool pinned;	  /* central: was given */
	double central;	  /* where pinned */
};

struct dist dist_exact(double value);
struct dist dist_lognormal(double median, double gsd); /* exact where gsd == 1 */

/* The least x with P(X <= x) >= p; 0 < p < 1. */
double dist_quantile(const struct dist *dist, double p);
double dist_median(const struct dist *dist);
/* NaN where there is none: STUDENT of at most 1 degree, unless both ends are cut; infinite
 * where only one of its ends is cut. */
double dist_mean(const struct dist *dist);
/* Infinite for STUDENT of at most 2 degrees, unless both ends are cut. */
double dist_sd(const struct dist *dist);
double dist_below(const struct dist *dist, double x); /* P(X < x) */
double dist_above(const struct dist *dist, double x); /* P(X > x) */
/* Of PERT, BETA, GAMMA and STUDENT alone, before any cut; x inside the support. */
double dist_density(const struct dist *dist, double x);
/* The share of the distribution that its cut takes away; 0 where it is not cut. */
double dist_cut_mass(const struct dist *dist);
/* The ranks that the cut leaves, 0 and 1 where it is not cut. */
void dist_cut_ranks(const struct dist *dist, double *from, double *to);
/* The pinned value, else the median. */
double dist_central(const struct dist *dist);
/* Where central stands in the distribution: P(X < central); 0.5 when nothing is pinned. */
double dist_central_rank(const struct dist *dist);
void dist_support(const struct dist *dist, double *low, double *high); /* may be -inf, inf */

/* The same numbers, points by content. */
bool dist_same(const struct dist *left, const struct dist *right);
/* Equal for those that are the same. */
uint64_t dist_hash(const struct dist *dist);
/* A copy whose points stand in the arena. */
struct dist dist_keep(struct arena *arena, const struct dist *dist);

/* The distribution of factor * X, factor > 0 (factor < 0 for the symmetric use of a credit is a
 * bug). */
struct dist dist_scale(struct dist dist, double factor);
/* ln-variance added to a lognormal; an exact positive value becomes lognormal; others are
 * returned as they are. */
struct dist dist_widen(struct dist dist, double ln_variance);

/* "lognormal, median 2500, GSD 1.5" in units of 1 / scale (value shown = value / scale); an
 * exact one is the number alone. */
const char *dist_describe(struct arena *arena, const struct dist *dist, double scale);
/* The same with a unit after the values: "lognormal, median 2500 kgCO2e, GSD 1.5". */
const char *dist_describe_in(struct arena *arena, const struct dist *dist, double scale,
			     const char *unit);

#endif
