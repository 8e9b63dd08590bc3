/* Distributions of a single number: what all shapes share, and cuts. */

#include "lca/base/dist.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/dist_shape.h"

struct dist dist_exact(double value)
{
	return (struct dist){.kind = DIST_EXACT, .a = value};
}

struct dist dist_lognormal(double median, double gsd)
{
	assert(median > 0 && gsd >= 1);
	if (!(gsd > 1))
		return dist_exact(median);
	return (struct dist){.kind = DIST_LOGNORMAL, .a = median, .b = gsd};
}

double dist_quantile(const struct dist *dist, double p)
{
	assert(p > 0 && p < 1);
	return dist->cut ? dist_cut_quantile(dist, p) : dist_shape_quantile(dist, p, 1 - p);
}

double dist_median(const struct dist *dist)
{
	return dist->cut ? dist_quantile(dist, 0.5) : dist_shape_median(dist);
}

double dist_mean(const struct dist *dist)
{
	double mean, sd;

	if (!dist->cut)
		return dist_shape_mean(dist);
	dist_cut_moments(dist, &mean, &sd);
	return mean;
}

double dist_sd(const struct dist *dist)
{
	double mean, sd;

	if (!dist->cut)
		return dist_shape_sd(dist);
	dist_cut_moments(dist, &mean, &sd);
	return sd;
}

double dist_below(const struct dist *dist, double x)
{
	struct dist_cut cut = dist_cut_of(dist);

	if (dist->cut && x <= dist->low)
		return 0;
	if (dist->cut && x > dist->high)
		return 1;
	return (dist_shape_tails(dist, x).below - cut.below) / cut.left;
}

double dist_above(const struct dist *dist, double x)
{
	struct dist_cut cut = dist_cut_of(dist);

	if (dist->cut && x >= dist->high)
		return 0;
	if (dist->cut && x < dist->low)
		return 1;
	return (dist_shape_tails(dist, x).above - cut.above) / cut.left;
}

double dist_central(const struct dist *dist)
{
	return dist->pinned ? dist->central : dist_median(dist);
}

double dist_central_rank(const struct dist *dist)
{
	if (!dist->pinned || dist->kind == DIST_EXACT)
		return 0.5;
	return dist_below(dist, dist->central);
}

void dist_support(const struct dist *dist, double *low, double *high)
{
	dist_shape_support(dist, low, high);
	if (!dist->cut)
		return;
	*low = fmax(*low, dist->low);
	*high = fmin(*high, dist->high);
}

bool dist_same(const struct dist *left, const struct dist *right)
{
	const struct dist_points *a = left->points, *b = right->points;

	if (left->kind != right->kind || left->a != right->a || left->b != right->b ||
	    left->c != right->c || left->d != right->d || left->cut != right->cut ||
	    (left->cut && (left->low != right->low || left->high != right->high)) ||
	    left->pinned != right->pinned || (left->pinned && left->central != right->central))
		return false;
	if (a == b)
		return true;
	return a && b && a->count == b->count && !a->p == !b->p &&
	       memcmp(a->x, b->x, a->count * sizeof *a->x) == 0 &&
	       (!a->p || memcmp(a->p, b->p, a->count * sizeof *a->p) == 0);
}

static uint64_t mix(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15);
	return hash ^ hash >> 29;
}

/* 0 and -0 alike. */
static uint64_t mix_numbers(uint64_t hash, const double *numbers, size_t count)
{
	double number;
	uint64_t word;
	size_t i;

	for (i = 0; i < count; i++) {
		number = numbers[i] + 0.0;
		memcpy(&word, &number, sizeof word);
		hash = mix(hash, word);
	}
	return hash;
}

uint64_t dist_hash(const struct dist *dist)
{
	const double numbers[] = {dist->a, dist->b, dist->c, dist->d};
	uint64_t hash = mix_numbers(mix(0, dist->kind), numbers, 4);

	if (dist->cut)
		hash = mix_numbers(mix_numbers(hash, &dist->low, 1), &dist->high, 1);
	if (dist->pinned)
		hash = mix_numbers(hash, &dist->central, 1);
	if (!dist->points)
		return hash;
	hash = mix_numbers(hash, dist->points->x, dist->points->count);
	return dist->points->p ? mix_numbers(hash, dist->points->p, dist->points->count) : hash;
}

static const double *copy(struct arena *arena, const double *from, size_t count)
{
	double *to = arena_alloc(arena, count * sizeof *to);

	memcpy(to, from, count * sizeof *to);
	return to;
}

struct dist dist_keep(struct arena *arena, const struct dist *dist)
{
	struct dist kept = *dist;
	struct dist_points *points;

	if (!dist->points)
		return kept;
	points = arena_alloc(arena, sizeof *points);
	*points = *dist->points;
	points->x = copy(arena, dist->points->x, points->count);
	if (points->p)
		points->p = copy(arena, dist->points->p, points->count);
	kept.points = points;
	return kept;
}

/* b is a value in some shapes, a pure number in others. */
static bool b_scales(enum dist_kind kind)
{
	switch (kind) {
	case DIST_EXACT:
	case DIST_NORMAL:
	case DIST_UNIFORM:
	case DIST_TRIANGULAR:
	case DIST_PERT:
	case DIST_STUDENT:
	case DIST_ARCSINE:
	case DIST_TRAPEZOID:
		return true;
	case DIST_LOGNORMAL:
	case DIST_BETA:
	case DIST_GAMMA:
	case DIST_WEIBULL:
	case DIST_DISCRETE:
	case DIST_EMPIRICAL:
		break;
	}
	return false;
}

struct dist dist_scale(struct dist dist, double factor)
{
	assert(factor > 0);
	dist.a *= factor;
	dist.c *= factor;
	dist.central *= factor;
	if (dist.cut) {
		dist.low *= factor;
		dist.high *= factor;
	}
	if (b_scales(dist.kind))
		dist.b *= factor;
	return dist;
}

struct dist dist_widen(struct dist dist, double ln_variance)
{
	double s = 0;

	assert(ln_variance >= 0);
	if (!(ln_variance > 0))
		return dist;
	if (dist.kind == DIST_LOGNORMAL)
		s = log(dist.b);
	else if (dist.kind != DIST_EXACT || dist.a <= 0)
		return dist;
	dist.kind = DIST_LOGNORMAL;
	dist.b = exp(sqrt(s * s + ln_variance));
	return dist;
}
