/* Where a side draws its electricity: the site of the largest flow. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/comparison_inner.h"

/* Flows of one region and site. */
struct drawn {
	const struct region *region;
	const struct site *site;
	const struct flow *largest;
	double most, sum; /* central, base units */
};

static const struct site *site_of(const struct flow *flow)
{
	return flow->site ? flow->site : flow->at->site;
}

static struct drawn *drawn_at(struct arena *arena, struct drawn **list, size_t *count,
			      const struct region *region, const struct flow *flow)
{
	for (size_t i = 0; i < *count; i++) {
		if ((*list)[i].region == region && (*list)[i].site == site_of(flow))
			return &(*list)[i];
	}
	*list = arena_grow(arena, *list, *count, sizeof **list);
	(*list)[*count] =
	    (struct drawn){.region = region, .site = site_of(flow), .largest = flow};
	return &(*list)[(*count)++];
}

static struct drawn *gather(struct build *build, size_t *count)
{
	struct drawn *list = NULL;
	double *values =
	    arena_alloc(build->arena, (sheet_size(build->sheet) + 1) * sizeof *values);

	*count = 0;
	sheet_central(build->sheet, values);
	for (size_t i = 0; i < build->line_count; i++) {
		const struct line *line = build->lines[i];

		for (size_t f = 0; f < line->flow_count && !line_is_credit(line); f++) {
			const struct flow *flow = &line->flows[f];
			double value = values[flow->facility.index];
			struct drawn *drawn = drawn_at(build->arena, &list, count,
						       site_region(build, flow), flow);

			drawn->sum += value;
			if (value > drawn->most) {
				drawn->most = value;
				drawn->largest = flow;
			}
		}
	}
	return list;
}

static const struct factor *look_up(struct build *build, const struct flow *flow,
				    const struct region *region, const char *criterion)
{
	return factors_find(build->factors, "electricity", region ? region->code : "",
			    site_year(build, flow), criterion, flow->at->place, flow->at->path,
			    build->aside);
}

static double central_of(const struct build *build, cell c)
{
	double *values =
	    arena_alloc(build->arena, (sheet_size(build->sheet) + 1) * sizeof *values);

	sheet_central(build->sheet, values);
	return values[c.index];
}

static cell stated_intensity(struct build *build, const struct flow *flow,
			     const struct value *stated)
{
	return stated->series ? grid_join(build, flow, stated) : build_value(build, stated);
}

/* Its central value alone: nothing more is run for it. */
static void set_market(struct contender *contender, const struct flow *flow,
		       const struct region *region)
{
	struct build *build = contender->freeze->build;
	const struct value *stated = flow_value(flow, KEY_MARKET_INTENSITY);
	struct compared_place *place = &contender->row.place;
	cell intensity;

	if (stated) {
		place->market_stated = true;
		intensity = stated_intensity(build, flow, stated);
		place->market_known = !cell_is_bad(intensity);
		if (place->market_known)
			place->market_intensity = central_of(build, intensity);
	} else {
		place->market = look_up(build, flow, region, "gwp_market");
		place->market_known = place->market != NULL;
		if (place->market)
			place->market_intensity = factors_central(place->market);
	}
	place->market_intensity /= unit_of("kgCO2e/kWh").scale;
}

static void set_grid(struct contender *contender, const struct flow *flow,
		     const struct region *region)
{
	struct build *build = contender->freeze->build;
	const struct value *stated = flow_value(flow, KEY_INTENSITY);
	struct compared_place *place = &contender->row.place;
	size_t gwp;

	if (!build_criterion(build, "gwp", &gwp) || !build_is_asked(build, gwp))
		return;
	if (stated) {
		place->intensity_stated = true;
		contender->intensity = stated_intensity(build, flow, stated);
	} else {
		place->grid = look_up(build, flow, region, "gwp");
		if (place->grid)
			contender->intensity = build_factor(build, place->grid);
	}
	place->intensity_known = !cell_is_bad(contender->intensity);
}

struct found {
	const struct sheet *sheet;
	const struct factor *factor;
};

/* The row of the first input that is one. */
static void find_factor(void *context, cell input)
{
	struct found *found = context;
	const struct origin *origin = &sheet_view(found->sheet, input).quantity->origin;

	if (!found->factor && factors_is_row(origin))
		found->factor = origin->factor;
}

/* What comes on top of the intensity, as where it is counted. */
static void set_losses(struct contender *contender, const struct flow *flow)
{
	struct build *build = contender->freeze->build;
	struct compared_place *place = &contender->row.place;
	struct found found = {.sheet = build->sheet};
	struct maybe ratio;
	bool is_default;

	place->losses_stated = flow_value(flow, KEY_LOSSES) != NULL;
	place->losses_held = place->grid && text_same(place->grid->delivery, "delivered");
	if (!place->intensity_known ||
	    (!place->losses_stated &&
	     !(place->grid && text_same(place->grid->delivery, "generated"))))
		return;
	ratio = losses_ratio(build, flow, &is_default);
	place->losses_known = ratio.known && !cell_is_bad(ratio.cell);
	if (!place->losses_known)
		return;
	place->losses = central_of(build, ratio.cell);
	if (!place->losses_stated)
		sheet_inputs(build->sheet, ratio.cell, find_factor, &found);
	place->losses_factor = found.factor;
}

/* Where it was metered at the facility, nothing was multiplied by a PUE. */
static void set_pue(struct contender *contender, const struct flow *flow)
{
	struct build *build = contender->freeze->build;
	struct compared_place *place = &contender->row.place;
	struct found found = {.sheet = build->sheet};

	if (!flow->it.known)
		return;
	place->pue_stated = flow_value(flow, KEY_PUE) != NULL;
	contender->pue = site_pue(build, flow);
	place->pue_known = !cell_is_bad(contender->pue);
	if (!place->pue_known || place->pue_stated)
		return;
	sheet_inputs(build->sheet, contender->pue, find_factor, &found);
	place->pue_factor = found.factor;
}

/* Whether a side looks up what it ranks by, or states it. */
static void set_basis(struct contender *contender, enum key key)
{
	const struct build *build = contender->freeze->build;

	for (size_t i = 0; i < build->line_count; i++) {
		for (size_t f = 0; f < build->lines[i]->flow_count; f++) {
			const struct value *stated =
			    flow_value(&build->lines[i]->flows[f], key);

			contender->states = contender->states || (stated && !stated->series);
			contender->looks_up = contender->looks_up || !stated;
		}
	}
}

void contender_place(struct contender *contender, const char *by)
{
	struct build *build = contender->freeze->build;
	struct compared_place *place = &contender->row.place;
	size_t count;
	struct drawn *list = gather(build, &count), *first = list;

	set_basis(contender,
		  text_same(by, "gwp_market") ? KEY_MARKET_INTENSITY : KEY_INTENSITY);
	if (!count)
		return;
	for (size_t i = 1; i < count; i++) {
		if (list[i].sum > first->sum)
			first = &list[i];
	}
	place->region = first->region ? first->region->code : NULL;
	place->name = first->region ? first->region->name : NULL;
	place->kwh = first->sum / unit_of("kWh").scale;
	place->others = count - 1;
	contender->year = site_year(build, first->largest);
	set_market(contender, first->largest, first->region);
	set_grid(contender, first->largest, first->region);
	set_losses(contender, first->largest);
	set_pue(contender, first->largest);
}
