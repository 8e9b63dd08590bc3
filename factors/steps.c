/* Widens a row by the steps that led to it. */

#include "factors/steps.h"

#include <math.h>
#include <string.h>

#include "factors/rules.h"
#include "factors/whole.h"
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

/* The zone of the place asked for, no step back. */
static bool is_own_zone(const struct hit *hit)
{
	return hit->zone && !hit->parents;
}

/* "no row for US-TX, US used; figures of another method" */
static const char *place_text(struct arena *arena, const struct query *query,
			      const struct hit *hit)
{
	const char *text = NULL;

	if (hit->parents)
		text = arena_printf(arena, "no row for %s, %s%s used", query->region,
				    hit->zone ? "grid zone " : "", hit->region);
	return hit->widening.method > 0 ? join(arena, text, "figures of another method") : text;
}

static const char *year_text(struct arena *arena, const struct query *query,
			     const struct hit *hit)
{
	if (!hit->years)
		return NULL;
	return arena_printf(arena, "%d not in the table, %d used", query->year, hit->row.year);
}

static const char *remark_text(struct arena *arena, const struct query *query,
			       const struct hit *hit)
{
	if (is_own_zone(hit))
		return arena_printf(arena, "grid zone %s", hit->region);
	return is_world_average(query) ? "world average" : NULL;
}

/* "figure of the zone egrid:NWPP used for aws:us-west-2; figures of another method" */
static const char *off_place_text(struct arena *arena, const struct query *query,
				  const struct hit *hit)
{
	const char *text = NULL;

	if (is_own_zone(hit) && hit->widening.geography > 0)
		text = arena_printf(arena, "figure of the zone %s used for %s", hit->region,
				    query->region);
	return join(arena, text, place_text(arena, query, hit));
}

static double least_of(struct factors *factors, const struct factor *row)
{
	struct rule rule;

	rules_find(factors->layers, factors->layer_count, factors->arena, row->activity,
		   row->criterion, &rule);
	return rule.least * rule.unit.scale;
}

/* What has one draw for each place, or each mix, whatever its row. */
static bool is_of_one(const struct query *query)
{
	return strcmp(query->activity, "pue") == 0 ||
	       strcmp(query->activity, "electricity-upstream") == 0;
}

/* Where the spread of the row itself is another. */
static const char *key_of(struct arena *arena, const struct query *query, const struct hit *hit,
			  const char *id)
{
	bool year = is_of_one(query) && hit->years;
	bool region = hit->parents || hit->widening.method > 0;

	if (!year)
		return arena_printf(arena, "%s@%s", id, query->region);
	return arena_printf(arena, "%s@%s%s%d", id, region ? query->region : "",
			    region ? " " : "", query->year);
}

/* A factor 1; the key names the row and what was asked for, the draw that alone. */
static const struct quantity *step_of(struct arena *arena, const struct factor *row,
				      double variance, const char *key, const char *draw,
				      const char *text)
{
	struct quantity *step;

	if (!(variance > 0))
		return NULL;
	step = arena_alloc(arena, sizeof *step);
	*step = row->quantity;
	step->dist = dist_lognormal(1, exp(sqrt(variance)));
	step->unit = unit_of("");
	step->origin.kind = ORIGIN_FACTOR;
	step->origin.key = key;
	step->origin.draw = draw;
	step->origin.note = widened_by(arena, text, variance);
	return step;
}

/* The nearest row, and with it a switch of method, may be another one in another year. */
static void step_off_place(struct arena *arena, const struct query *query,
			   const struct hit *hit, struct factor *copy)
{
	const char *key = arena_printf(arena, "%s for %s", copy->id, query->region);

	if (hit->widening.method > 0)
		key = arena_printf(arena, "%s %d", key, query->year);
	copy->off_place =
	    step_of(arena, copy, hit->widening.geography + hit->widening.method, key,
		    arena_printf(arena, "step/%s/%s/-/%s", query->activity, query->region,
				 query->criterion),
		    off_place_text(arena, query, hit));
}

static void step_off_year(struct arena *arena, const struct query *query, const struct hit *hit,
			  struct factor *copy)
{
	copy->off_year = step_of(arena, copy, hit->widening.age,
				 arena_printf(arena, "%s in %d", copy->id, query->year),
				 arena_printf(arena, "step/%s/%s/%d/%s", query->activity,
					      *hit->region ? hit->region : "-", query->year,
					      query->criterion),
				 year_text(arena, query, hit));
}

/* Widens the copy itself by the variance. */
static void widen_itself(struct factors *factors, const struct query *query,
			 const struct hit *hit, double variance, struct factor *copy)
{
	struct dist *dist = &copy->quantity.dist, before = *dist;

	if (!(variance > 0))
		return;
	*dist = whole_widen(before, least_of(factors, copy), variance);
	if (dist->kind != before.kind || dist->b > before.b)
		copy->quantity.origin.key = key_of(factors->arena, query, hit, copy->id);
}

/* A row without a median above 0 has nothing that a factor could spread. */
static void step_off(struct factors *factors, const struct query *query, const struct hit *hit,
		     struct factor *copy)
{
	if (is_of_one(query) || !(dist_median(&copy->quantity.dist) > 0))
		return;
	step_off_place(factors->arena, query, hit, copy);
	step_off_year(factors->arena, query, hit, copy);
}

static const struct quantity *of(struct arena *arena, const struct quantity *step,
				 const struct factor *factor)
{
	struct quantity *own;

	if (!step)
		return NULL;
	own = arena_alloc(arena, sizeof *own);
	*own = *step;
	own->origin.factor = factor;
	return own;
}

void steps_own(struct arena *arena, struct factor *copy)
{
	copy->quantity.origin.factor = copy;
	copy->off_place = of(arena, copy->off_place, copy);
	copy->off_year = of(arena, copy->off_year, copy);
}

const struct factor *steps_apply(struct factors *factors, const struct query *query,
				 const struct hit *hit, const struct factor *row)
{
	struct arena *arena = factors->arena;
	double back = widening_sum(&hit->widening);
	double world =
	    is_world_average(query) ? widening_default(factors, "-", "gsd-world") : 0;
	double zone = is_own_zone(hit) ? hit->widening.geography : 0;
	const char *steps =
	    join(arena, place_text(arena, query, hit), year_text(arena, query, hit));
	const char *remark = remark_text(arena, query, hit);
	struct factor *copy;
	bool apart, widened;

	if (!steps && !remark)
		return row;
	copy = arena_alloc(arena, sizeof *copy);
	*copy = *row;
	copy->quantity.origin.draw = row->id;
	widen_itself(factors, query, hit, (is_of_one(query) ? back : 0) + world, copy);
	step_off(factors, query, hit, copy);
	apart = copy->off_place || copy->off_year;
	widened = copy->quantity.origin.key != row->quantity.origin.key;
	if (apart || widened)
		copy->spread_text = NULL;
	copy->steps = apart || widened ? widened_by(arena, steps, back - zone) : steps;
	copy->remark = widened ? widened_by(arena, remark, world)
		       : apart ? widened_by(arena, remark, zone)
			       : remark;
	copy->quantity.origin.note =
	    join(arena, join(arena, apart ? NULL : copy->steps, copy->remark),
		 row->quantity.origin.note);
	steps_own(arena, copy);
	return copy;
}

bool factors_is_step(const struct origin *origin)
{
	return origin->factor && origin->draw && text_starts(origin->draw, "step/");
}

bool factors_is_row(const struct origin *origin)
{
	return origin->factor && !factors_is_step(origin) &&
	       !(origin->draw && text_starts(origin->draw, "method/"));
}
