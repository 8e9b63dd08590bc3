/* Advice on single inputs: those that a row of the database says can be better, and what each
 * tenth less of an item would save. */

#include <string.h>

#include "factors/catalog.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/advice.h"
#include "models/scenario_path.h"

/* Inputs by their property, and the default row that says how good they can be. */
static const struct rule {
	const char *property;
	const char *good;
	const char *what; /* "PUE of office" */
	const char *unit;
	const char *note;
	bool low_is_good;
} rules[] = {
    {"pue", "good-pue", "PUE of", NULL, "another cooling, or another data centre", true},
    {"lifetime", "good-lifetime", "lifetime of", "yr",
     "use the hardware for longer; large operators keep theirs for as long", false},
    {"utilization", "good-utilization", "utilization of", NULL,
     "more of its life is allotted to work", false},
    {"mfu", "good-mfu", "MFU of", NULL,
     "by faster kernels and less waiting; runs on newer accelerators have reached less", false},
};

/* An input cut into what it is of and what it is: "sites/office" and "pue". */
struct owned {
	const char *owner, *property;
};

static struct owned owner_of(struct arena *arena, const char *key)
{
	const char *dot = strrchr(key, '.');

	if (!dot)
		return (struct owned){NULL, NULL};
	return (struct owned){arena_copy(arena, key, (size_t)(dot - key)), dot + 1};
}

/* "sites.office", "stages.training[final run]"; NULL where --set cannot name it. */
static const char *path_of(struct candidates *candidates, const char *owner)
{
	const struct build *build = candidates->freeze->build;
	const struct item *item = scenario_item(build->scenario, owner);
	const char *slash = strchr(owner, '/');

	if (item)
		return path_item(build->arena, stage_name(item->stage), item->name);
	if (slash && (text_starts(owner, "sites/") || text_starts(owner, "hardware/")))
		return path_named(build->arena,
				  arena_copy(build->arena, owner, (size_t)(slash - owner)),
				  slash + 1);
	return NULL;
}

/* Whether the place is a cloud region, whose building is not the user's. */
static bool is_rented(struct candidates *candidates, const char *owner)
{
	const struct build *build = candidates->freeze->build;
	const struct item *item = scenario_item(build->scenario, owner);
	const struct site *site = text_starts(owner, "sites/")
				      ? scenario_site(build->scenario, owner + strlen("sites/"))
				      : NULL;
	const struct value *region = item   ? item_value(item, KEY_REGION)
				     : site ? site->values[KEY_REGION]
					    : NULL;
	const struct region_entry *entry = region && !region->failed && region->text
					       ? catalog_region(build->factors, region->text)
					       : NULL;

	return entry && *entry->provider;
}

/* What kind of site an item or a site says it is; NULL: nothing. */
static const char *kind_of(const struct item *item, const struct site *site)
{
	const struct value *value = item   ? item_value(item, KEY_KIND)
				    : site ? site->values[KEY_KIND]
					   : NULL;

	return value && !value->failed ? value->text : NULL;
}

/* The row of the best PUE of this kind of site; NULL where there is no data centre, or none
 * is known of. */
static const char *good_pue(const struct build *build, const char *owner)
{
	const struct site *site = text_starts(owner, "sites/")
				      ? scenario_site(build->scenario, owner + strlen("sites/"))
				      : NULL;
	const char *kind = kind_of(scenario_item(build->scenario, owner), site);

	if (!kind)
		return NULL;
	if (text_same(kind, "hpc"))
		return "good-pue-hpc";
	return text_same(kind, "hyperscale") || text_same(kind, "colocation") ? "good-pue"
									      : NULL;
}

static bool is_elsewhere(const char *kind)
{
	return kind && (text_same(kind, "office") || text_same(kind, "server-room"));
}

/* Hardware under a desk or in a room of an office: by the place of the item, or of an item
 * whose hours it takes, or by what it is. */
static bool made_for_office(const struct build *build, const struct item *item)
{
	const struct value *device = item_own(item, KEY_DEVICE);

	if (is_elsewhere(kind_of(item, NULL)) ||
	    (device && device->text && text_starts(device->text, "desktop")))
		return true;
	for (size_t i = 0; i < build->scenario->item_count; i++) {
		const struct item *other = &build->scenario->items[i];

		if (advice_takes_hours(item, other) && is_elsewhere(kind_of(other, NULL)))
			return true;
	}
	return false;
}

/* How long the hardware of data centres lasts, and how much of that it works, says nothing of a
 * workstation. owner: "hardware/NAME", or the id of the item. */
static bool is_of_centre(const struct build *build, const char *owner)
{
	for (size_t i = 0; i < build->scenario->item_count; i++) {
		const struct item *item = &build->scenario->items[i];
		bool uses = text_starts(owner, "hardware/")
				? item->hardware && text_same(item->hardware->name,
							      owner + strlen("hardware/"))
				: text_same(item->id, owner);

		if (uses && made_for_office(build, item))
			return false;
	}
	return true;
}

/* The MFU that can be reached is one of dense models in 16 bit; a default is no run's. */
static bool is_in_hand(struct candidates *candidates, const char *property, const char *owner)
{
	const struct item *item = scenario_item(candidates->freeze->build->scenario, owner);

	if (text_same(property, "pue"))
		return !is_rented(candidates, owner);
	if (text_same(property, "mfu"))
		return item && item_own(item, KEY_MFU) &&
		       !item_own(item, KEY_ACTIVE_PARAMETERS) && !item_own(item, KEY_PRECISION);
	return is_of_centre(candidates->freeze->build, owner);
}

/* A number as --set takes it, with as many digits as it has. */
static const char *typed(struct arena *arena, double value, const char *unit)
{
	return arena_printf(arena, "%.4g%s%s", value, unit ? " " : "", unit ? unit : "");
}

static void try_input(struct candidates *candidates, const struct rule *rule,
		      const struct quantity *now, const char *owner)
{
	const struct build *build = candidates->freeze->build;
	const char *row =
	    text_same(rule->property, "pue") ? good_pue(build, owner) : rule->good;
	const struct factor *good =
	    row ? factors_by_id(build->factors,
				arena_printf(build->arena, "default/-/-/%s", row))
		: NULL;
	const char *path = path_of(candidates, owner), *to;
	double before = dist_central(&now->dist), after;
	struct candidate *candidate;

	if (!good || !path || !is_in_hand(candidates, rule->property, owner))
		return;
	after = dist_central(&good->quantity.dist);
	if (rule->low_is_good ? before <= after : before >= after)
		return;
	to = typed(build->arena, after / good->quantity.unit.scale, rule->unit);
	candidate = candidate_add(
	    candidates, arena_printf(build->arena, "%s.%s", path, rule->property), to);
	if (!candidate)
		return;
	candidate->advice.change =
	    arena_printf(build->arena, "%s %s", rule->what,
			 text_starts(owner, "sites/")	   ? owner + strlen("sites/")
			 : text_starts(owner, "hardware/") ? owner + strlen("hardware/")
							   : owner);
	candidate->advice.from =
	    arena_printf(build->arena, "%s%s",
			 typed(build->arena, before / good->quantity.unit.scale, rule->unit),
			 now->origin.kind == ORIGIN_DEFAULT ? ", a default" : "");
	candidate->advice.reach = good;
	candidate->advice.note = rule->note;
}

static void visit(void *context, cell input)
{
	struct candidates *candidates = context;
	const struct build *build = candidates->freeze->build;
	const struct quantity *quantity = sheet_view(build->sheet, input).quantity;
	struct owned owned = owner_of(build->arena, quantity->origin.key);

	for (size_t i = 0; owned.owner && i < sizeof rules / sizeof *rules; i++)
		if (text_same(owned.property, rules[i].property))
			try_input(candidates, &rules[i], quantity, owned.owner);
}

void advice_inputs(struct candidates *candidates)
{
	const struct freeze *freeze = candidates->freeze;

	sheet_inputs(freeze->build->sheet, freeze->result->totals[0].cell, visit, candidates);
}

/* Idle time, and runs that are a multiple of others: "90 %" of them. */
static const double tenth_less = 0.9;

static bool can_be_less(const struct item *item)
{
	return !item_is_credit(item) && !item_own(item, KEY_SHARE) &&
	       (item->stage == STAGE_IDLE ||
		(item->stage == STAGE_TRAINING && item->way == WAY_SHARE_OF));
}

static void add_tenth(struct candidates *candidates, const struct item *item, const char *key,
		      const char *value, const char *change)
{
	struct candidate *candidate =
	    candidate_add(candidates, candidate_item_path(candidates, item, key), value);

	if (!candidate)
		return;
	candidate->advice.change = change;
	candidate->advice.to = "a tenth less";
	candidate->advice.note = "no target: what each tenth less of it saves";
}

/* Hours that are known for certain: a tenth less of others would need another range. */
static void try_idle_hours(struct candidates *candidates, const struct item *item)
{
	struct arena *arena = candidates->freeze->build->arena;
	const struct value *hours = item_own(item, KEY_IDLE_HOURS);
	const struct quantity *quantity = hours ? &hours->quantity : NULL;

	if (!hours || hours->failed || quantity->dist.kind != DIST_EXACT ||
	    item_is_credit(item))
		return;
	add_tenth(
	    candidates, item, "idle_hours",
	    arena_printf(arena, "%.6g %s",
			 tenth_less * dist_central(&quantity->dist) / quantity->unit.scale,
			 quantity->unit.text),
	    arena_printf(arena, "waiting of %s", item->id));
}

/* No source says how much of it can go: what a tenth saves is told. */
void advice_less(struct candidates *candidates)
{
	const struct build *build = candidates->freeze->build;

	for (size_t i = 0; i < build->scenario->item_count; i++) {
		const struct item *item = &build->scenario->items[i];

		if (can_be_less(item))
			add_tenth(candidates, item, "share", "90 %", item->id);
		try_idle_hours(candidates, item);
	}
}
