#ifndef LCA_BASE_DIST_H
#define LCA_BASE_DIST_H

/*
 * Distributions of a single number, sampled through their quantile function only.
 *
 * Shapes: EXACT value; NORMAL mean, sd > 0; LOGNORMAL median > 0, gsd > 1, shift (X - shift is
 * lognormal with that median and gsd); UNIFORM min < max; TRIANGULAR and PERT min <= mode <=
 * max, min < max. PERT = min + (max - min) Beta(1 + 4 (mode-min)/(max-min), 1 + 4
 * (max-mode)/(max-min)). GSL is used in dist.c alone (beta quantiles, normal quantiles off the
 * hot path).
 */

#include <stdbool.h>

struct arena;

enum dist_kind {
	DIST_EXACT,
	DIST_NORMAL,
	DIST_LOGNORMAL,
	DIST_UNIFORM,
	DIST_TRIANGULAR,
	DIST_PERT
};

struct dist {
	enum dist_kind kind;
	double a;	/* value | mean | median | min | min | min */
	double b;	/* -     | sd   | gsd    | -   | mode| mode */
	double c;	/* -     | -    | shift  | max | max | max */
	bool pinned;	/* central: was given */
	double central; /* where pinned */
};

struct dist dist_exact(double value);
struct dist dist_lognormal(double median, double gsd); /* exact where gsd == 1 */

double dist_quantile(const struct dist *dist, double p); /* 0 < p < 1 */
double dist_median(const struct dist *dist);
double dist_mean(const struct dist *dist);
double dist_sd(const struct dist *dist);
double dist_below(const struct dist *dist, double x); /* P(X < x) */
/* The pinned value, else the median. */
double dist_central(const struct dist *dist);
/* Where central stands in the distribution: P(X < central); 0.5 when nothing is pinned. */
double dist_central_rank(const struct dist *dist);
void dist_support(const struct dist *dist, double *low, double *high); /* may be -inf, inf */

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
