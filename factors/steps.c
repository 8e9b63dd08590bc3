/* Widens a row by the steps that led to it. */

#include "factors/steps.h"

#include <math.h>
#include <string.h>

#include "factors/rules.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"

static bool is_world_average(const struct query *query)
{
	return strcmp(query->region, "WORLD") == 0 && widening_is_emission(query);
}

static const char *join(struct arena *arena, const char *text, const char *more)
{
	if (!text || !more)
		return text ? text : more;
	return arena_printf(arena, "%s; %s", text, more);
}

static const char *widened_by(struct arena *arena, const char *text, double variance)
{
	if (!text || !(variance > 0))
		return text;
	return join(arena, text,
		    arena_printf(arena, "widened by a GSD of %.3g", exp(sqrt(variance))));
}

/* "no row for US-TX, US used; 2024 not in the table, 2022 used; widened by a GSD of 1.22" */
static const char *steps_text(struct arena *arena, const struct query *query,
			      const struct hit *hit)
{
	const char *text = NULL;

	if (hit->parents)
		text = arena_printf(arena, "no row for %s, %s%s used", query->region,
				    hit->zone ? "grid zone " : "", hit->region);
	if (hit->years)
		text = join(arena, text,
			    arena_printf(arena, "%d not in the table, %d used", query->year,
					 hit->row.year));
	if (hit->widening.method > 0)
		text = join(arena, text, "figures of another method");
	return text;
}

static const char *remark_text(struct arena *arena, const struct query *query,
			       const struct hit *hit)
{
	if (hit->zone && !hit->parents)
		return arena_printf(arena, "grid zone %s", hit->region);
	return is_world_average(query) ? "world average" : NULL;
}

/* A key of its own where the spread is. */
static const char *key_of(struct arena *arena, const struct query *query, const struct hit *hit,
			  double world, const char *id)
{
	bool region = hit->parents || hit->widening.method > 0 || world > 0;

	if (!region && !hit->years)
		return id;
	if (!hit->years)
		return arena_printf(arena, "%s@%s", id, query->region);
	return arena_printf(arena, "%s@%s%s%d", id, region ? query->region : "",
			    region ? " " : "", query->year);
}

static double log_sd(const struct dist *dist, double floor, double median)
{
	static const struct dist standard = {.kind = DIST_NORMAL, .b = 1};
	static const double end = 0.975;
	double reach = dist_quantile(&standard, end);
	double low = dist_quantile(dist, 1 - end) - floor;
	double high = dist_quantile(dist, end) - floor;

	return low > 0 ? log(high / low) / (2 * reach) : log(high / median) / reach;
}

/* Shapes that have no ln-variance are made lognormal first (steps.h). */
static struct dist widen(struct factors *factors, const struct factor *row, double variance)
{
	struct dist dist = row->quantity.dist;
	double floor, median, s;
	struct rule rule;

	if (!(variance > 0) || dist.kind == DIST_LOGNORMAL)
		return dist_widen(dist, variance);
	rules_find(factors->layers, factors->layer_count, factors->arena, row->activity,
		   row->criterion, &rule);
	floor = rule.least * rule.unit.scale;
	median = dist_median(&dist) - floor;
	if (!(median > 0))
		return dist;
	s = dist.kind == DIST_EXACT ? 0 : log_sd(&dist, floor, median);
	dist = dist_lognormal(median, exp(sqrt(s * s + variance)));
	dist.c = floor;
	return dist;
}

/* A copy keeps the draw of the row, for the row's error is in it. */
const struct factor *steps_apply(struct factors *factors, const struct query *query,
				 const struct hit *hit, const struct factor *row)
{
	struct arena *arena = factors->arena;
	double back = widening_sum(&hit->widening);
	double world =
	    is_world_average(query) ? widening_default(factors, "-", "gsd-world") : 0;
	struct dist dist = widen(factors, row, back + world);
	bool widened = dist.kind != row->quantity.dist.kind || dist.b > row->quantity.dist.b;
	const char *steps = steps_text(arena, query, hit);
	const char *remark = remark_text(arena, query, hit);
	struct factor *copy;

	if (!steps && !remark)
		return row;
	copy = arena_alloc(arena, sizeof *copy);
	*copy = *row;
	copy->quantity.dist = dist;
	if (widened)
		copy->spread_text = NULL;
	copy->quantity.origin.factor = copy;
	copy->quantity.origin.draw = row->id;
	copy->quantity.origin.key = key_of(arena, query, hit, world, row->id);
	copy->steps = widened ? widened_by(arena, steps, back) : steps;
	copy->remark = widened ? widened_by(arena, remark, world) : remark;
	copy->quantity.origin.note =
	    join(arena, join(arena, copy->steps, copy->remark), row->quantity.origin.note);
	return copy;
}
