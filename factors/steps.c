/* Widens a row by the steps that led to it. */

#include "factors/steps.h"

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"

/* ln-variances by cause. */
struct widening {
	double age, geography, method, world;
};

static double ln_variance(struct factors *factors, const char *region, const char *criterion)
{
	double gsd = factor_default(factors, region, criterion, 1);

	return gsd > 1 ? log(gsd) * log(gsd) : 0;
}

/* How far the parts of a region lie from the whole: its own row, else that of any region. */
static double parent_variance(struct factors *factors, const char *parent)
{
	double own = ln_variance(factors, parent, "gsd-parent-geography");

	return own > 0 ? own : ln_variance(factors, "-", "gsd-parent-geography");
}

static bool is_world_average(const struct query *query)
{
	return strcmp(query->region, "WORLD") == 0 &&
	       strcmp(query->activity, "electricity") == 0 &&
	       text_starts(query->criterion, "gwp");
}

/* Both rows say their method, and it is not the same. */
static bool switches_method(struct factors *factors, const struct hit *hit,
			    const struct factor *row)
{
	const struct factor *passed;

	if (!hit->passed_over || !row->method)
		return false;
	passed = factor_row(factors, hit->passed.layer, hit->passed.number);
	return passed && passed->method &&
	       strcmp(passed->method->origin.draw, row->method->origin.draw) != 0;
}

static struct widening measure(struct factors *factors, const struct query *query,
			       const struct hit *hit, const struct factor *row)
{
	struct widening widening = {
	    .age = hit->years * ln_variance(factors, "-", "age-gsd-per-year"),
	};

	if (hit->parents > 0)
		widening.geography = parent_variance(factors, hit->region);
	if (switches_method(factors, hit, row))
		widening.method = ln_variance(factors, "-", "gsd-method-switch");
	if (is_world_average(query))
		widening.world = ln_variance(factors, "-", "gsd-world");
	return widening;
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
			      const struct hit *hit, const struct widening *widening)
{
	const char *text = NULL;

	if (hit->parents)
		text = arena_printf(arena, "no row for %s, %s%s used", query->region,
				    hit->zone ? "grid zone " : "", hit->region);
	if (hit->years)
		text = join(arena, text,
			    arena_printf(arena, "%d not in the table, %d used", query->year,
					 hit->row.year));
	if (widening->method > 0)
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
			  const struct widening *widening, const char *id)
{
	bool region = hit->parents || widening->method > 0 || widening->world > 0;

	if (!region && !hit->years)
		return id;
	if (!hit->years)
		return arena_printf(arena, "%s@%s", id, query->region);
	return arena_printf(arena, "%s@%s%s%d", id, region ? query->region : "",
			    region ? " " : "", query->year);
}

/* A copy keeps the draw of the row, for the row's error is in it. */
const struct factor *steps_apply(struct factors *factors, const struct query *query,
				 const struct hit *hit, const struct factor *row)
{
	struct arena *arena = factors->arena;
	struct widening widening = measure(factors, query, hit, row);
	double back = widening.age + widening.geography + widening.method;
	struct dist dist = dist_widen(row->quantity.dist, back + widening.world);
	bool widened = dist.kind != row->quantity.dist.kind || dist.b > row->quantity.dist.b;
	const char *steps = steps_text(arena, query, hit, &widening);
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
	copy->quantity.origin.key = key_of(arena, query, hit, &widening, row->id);
	copy->steps = widened ? widened_by(arena, steps, back) : steps;
	copy->remark = widened ? widened_by(arena, remark, widening.world) : remark;
	copy->quantity.origin.note =
	    join(arena, join(arena, copy->steps, copy->remark), row->quantity.origin.note);
	return copy;
}
