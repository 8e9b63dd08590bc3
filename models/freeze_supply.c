/* Where the electricity of an item was drawn, and what it ran on: for those who publish. */

#include <math.h>
#include <string.h>

#include "factors/catalog.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/freeze.h"
#include "models/import.h"

static cell cell_of(struct maybe maybe)
{
	return maybe.known ? maybe.cell : CELL_BAD;
}

/* The country that holds a region; NULL for the world and other groups of countries. */
static const char *country_of(struct factors *factors, const char *code)
{
	enum { DEEPEST = 8 };
	const struct region_entry *entry = catalog_region(factors, code);

	for (int i = 0; entry && i < DEEPEST; i++) {
		if (text_same(entry->kind, "country"))
			return entry->name;
		entry = entry->parent ? catalog_region(factors, entry->parent) : NULL;
	}
	return NULL;
}

/* The areas that hold a region, nearest first: the fleet of a cloud's provider, its grid's,
 * then those of its parents. */
static const char *const *areas_of(struct build *build, const char *code)
{
	enum { DEEPEST = 8 };
	const char **areas = arena_alloc(build->arena, (2 * DEEPEST + 2) * sizeof *areas);
	const struct region_entry *entry = code ? catalog_region(build->factors, code) : NULL;
	size_t count = 0;

	if (entry && entry->provider && *entry->provider)
		areas[count++] = entry->provider;
	for (int i = 0; entry && i < DEEPEST; i++) {
		if (entry->zone && *entry->zone)
			areas[count++] = entry->zone;
		if (!entry->parent || !*entry->parent)
			break;
		areas[count++] = entry->parent;
		entry = catalog_region(build->factors, entry->parent);
	}
	areas[count] = NULL;
	return areas;
}

static struct supply supply_of(struct build *build, const struct flow *flow)
{
	const struct region *region = site_region(build, flow);
	const struct value *stated = flow_value(flow, KEY_INTENSITY);
	struct supply supply = {.facility = flow->facility,
				.it = cell_of(flow->it),
				.gwp = cell_of(flow->gwp),
				.part = flow->part,
				.series = stated ? stated->series : NULL};
	struct period period = item_period(build, flow->at);
	const char *colon;

	supply.areas = areas_of(build, region ? region->code : NULL);
	if (period.known) {
		supply.from_s = period.start_s;
		supply.until_s = period.end_s;
	}
	if (!region)
		return supply;
	supply.region = region->code;
	supply.region_name = region->name;
	supply.country = text_same(region->kind, "country")
			     ? region->name
			     : country_of(build->factors, region->code);
	colon = strchr(region->code, ':');
	if (colon && text_same(region->kind, "cloud"))
		supply.provider =
		    arena_copy(build->arena, region->code, (size_t)(colon - region->code));
	return supply;
}

static double central_of(const struct item *item, enum key key)
{
	const struct value *value = item_own(item, key);

	return value && !value->failed ? dist_central(&value->quantity.dist) : NAN;
}

/* The item that says what it ran on: that of a share is the one it is a share of. */
static const struct item *runner_of(const struct line *line)
{
	const struct item *own = line->item;

	if (own->way == WAY_SHARE_OF && line->flow_count)
		return line->flows[0].at;
	return own;
}

static void name_accelerator(struct build *build, const struct item *item,
			     struct ran_on *ran_on)
{
	const struct value *value = item_value(item, KEY_ACCELERATOR);
	const char *name = value && !value->failed ? value->text : NULL;
	const struct thing_entry *thing;

	if (!name && item->log)
		name = item->log->accelerator;
	if (!name)
		return;
	thing = build_thing_of_kind(build, name, "accelerator");
	if (!thing)
		thing = build_thing_of_kind(build, name, "cpu");
	ran_on->accelerator = thing ? thing->slug : NULL;
	ran_on->accelerator_name = thing ? thing->name : name;
}

/* How often a run happened, and what part of it counts. */
static double factor_of(const struct item *item, enum key key)
{
	double central = central_of(item, key);

	return isnan(central) ? 1 : central;
}

static void count_operations(struct build *build, const struct line *line,
			     struct ran_on *ran_on)
{
	const struct item *item = line->item;
	bool mixture = item_own(item, KEY_ACTIVE_PARAMETERS) != NULL;
	const struct factor *row;

	ran_on->flop = cell_of(line->volumes[VOLUME_FLOP]);
	if (cell_is_bad(ran_on->flop))
		return;
	row =
	    factors_by_id(build->factors, item->stage == STAGE_INFERENCE
					      ? "default/-/-/flop-per-parameter-token-inference"
					      : "default/-/-/flop-per-parameter-token");
	ran_on->parameters = central_of(item, mixture ? KEY_ACTIVE_PARAMETERS : KEY_PARAMETERS);
	ran_on->all_parameters = central_of(item, KEY_PARAMETERS);
	if (isnan(ran_on->all_parameters))
		ran_on->all_parameters = ran_on->parameters;
	ran_on->tokens = central_of(item, KEY_TOKENS);
	ran_on->share = factor_of(item, KEY_SHARE);
	ran_on->repeat = factor_of(item, KEY_REPEAT);
	ran_on->flop_per_parameter_token = row ? dist_central(&row->quantity.dist) : NAN;
}

/* A log that is split says how long all of it took, and on how many. */
static void count_logged(const struct import *log, struct ran_on *ran_on)
{
	enum { SECONDS = 3600 };

	if (!log || !log->total.has_energy || log->part_count)
		return;
	if (isnan(ran_on->accelerators) && log->accelerators)
		ran_on->accelerators = log->accelerators;
	if (isnan(ran_on->hours) && log->covered_s > 0)
		ran_on->hours = log->covered_s / SECONDS;
}

static struct ran_on nothing(void)
{
	return (struct ran_on){.accelerators = NAN,
			       .hours = NAN,
			       .accelerator_hours = CELL_BAD,
			       .flop = CELL_BAD,
			       .parameters = NAN,
			       .tokens = NAN,
			       .all_parameters = NAN,
			       .share = 1,
			       .repeat = 1,
			       .flop_per_parameter_token = NAN};
}

void freeze_supply(struct freeze *freeze, const struct line *line, struct item_result *item)
{
	struct build *build = freeze->build;
	struct supply *supplies =
	    arena_alloc(build->arena, (line->flow_count + 1) * sizeof *supplies);
	enum stage_id stage = line->item->stage;

	for (size_t i = 0; i < line->flow_count; i++)
		supplies[i] = supply_of(build, &line->flows[i]);
	item->supplies = supplies;
	item->supply_count = line->flow_count;
	item->areas = areas_of(build, item->region);
	item->ran_on = nothing();
	if (line->lost_of || stage == STAGE_EMBODIED || stage == STAGE_OTHER)
		return;
	name_accelerator(build, runner_of(line), &item->ran_on);
	item->ran_on.accelerators = central_of(line->item, KEY_ACCELERATORS);
	item->ran_on.hours = central_of(line->item, KEY_HOURS);
	item->ran_on.accelerator_hours = cell_of(line->device_hours);
	count_logged(line->item->log, &item->ran_on);
	count_operations(build, line, &item->ran_on);
}
