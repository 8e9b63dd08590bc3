/* Where a flow is drawn: region, year, period, PUE. */

#include <string.h>

#include "factors/catalog.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/build.h"
#include "models/reader.h"
#include "models/timestamp.h"

const struct value *flow_value(const struct flow *flow, enum key key)
{
	const struct value *own = item_own(flow->at, key);

	/* A part that names a site lies there; what the item itself states still wins. */
	if (!flow->site || (own && key != KEY_REGION))
		return item_value(flow->at, key);
	return flow->site->values[key];
}

/* One look-up for each spelling, so that an unknown region is reported once for a site however
 * many items use it. */
static const struct region *find_region(struct build *build, const char *text,
					struct place place, const char *path)
{
	size_t known = build->region_texts.count;
	size_t number = text_set_add(build->arena, &build->region_texts, text, strlen(text));

	if (number < known)
		return build->regions[number];
	build->regions =
	    arena_grow(build->arena, build->regions, known, sizeof *build->regions);
	build->regions[number] =
	    factors_region(build->factors, text, place, path, build->diags);
	return build->regions[number];
}

const struct region *site_region(struct build *build, const struct flow *flow)
{
	const struct value *value = flow_value(flow, KEY_REGION);

	if (flow->region_text)
		return find_region(build, flow->region_text, flow->at->place, flow->at->path);
	if (!value || value->failed)
		return NULL;
	return find_region(build, value->text, place_of(value), value->path);
}

bool log_period(const struct import *log, struct period *period)
{
	int64_t start, end;

	if (!log || !log->first || !log->last)
		return false;
	if (!timestamp_parse(log->first, strlen(log->first), &start, NULL) ||
	    !timestamp_parse(log->last, strlen(log->last), &end, NULL) || end < start)
		return false;
	/* One time stamp is the end of what it covers. */
	if (end == start)
		start -= log->covered_s > 1 ? (int64_t)(log->covered_s * TIMESTAMP_SECOND)
					    : TIMESTAMP_SECOND;
	*period = (struct period){.known = true,
				  .start_s = start / TIMESTAMP_SECOND,
				  .end_s = (end + TIMESTAMP_SECOND - 1) / TIMESTAMP_SECOND};
	return true;
}

struct period item_period(struct build *build, const struct item *item)
{
	const struct value *value = item_value(item, KEY_PERIOD);
	const struct import *log = NULL;
	struct period period = {.known = false};

	if (value && !value->failed)
		return value->period;
	if (log_period(item->log, &period))
		log = item->log;
	else if (log_period(item->requests, &period))
		log = item->requests;
	if (log)
		period.text = arena_printf(build->arena, "%.10s/%.10s", log->first, log->last);
	return period;
}

const char *item_period_text(struct build *build, const struct item *item)
{
	const struct value *own = item_own(item, KEY_PERIOD);
	const struct value *year = item_value(item, KEY_YEAR);
	struct period period;

	if (!own && year && !year->failed)
		return year->text;
	period = item_period(build, item);
	return period.known ? period.text : NULL;
}

/* The nearest statement wins: the item's year, its period, the site's year, its period, the
 * log's time. */
int site_year(struct build *build, const struct flow *flow)
{
	const struct value *own_period = item_own(flow->at, KEY_PERIOD);
	const struct value *own_year = item_own(flow->at, KEY_YEAR);
	const struct value *year = own_year	? own_year
				   : own_period ? NULL
						: flow_value(flow, KEY_YEAR);
	struct period period;

	if (year && !year->failed)
		return year->year;
	period = item_period(build, flow->at);
	return period.known ? period_year(&period) : 0;
}

/* Grids change by a tenth and more in a few years: beyond this the stated year is told apart
 * from the log's. */
enum { MOST_YEARS_APART = 2 };

static void check_year(struct build *build, const struct flow *flow)
{
	struct period logged;
	int year = site_year(build, flow), apart;

	if (!year || !log_period(flow->at->log, &logged))
		return;
	apart = year - period_year(&logged);
	if (apart >= -MOST_YEARS_APART && apart <= MOST_YEARS_APART)
		return;
	diag_add(build->diags, DIAG_YEAR_APART, flow->at->place, flow->at->path,
		 "state the year of the log, or leave it out",
		 "the year stated is %d, the log is of %d", year, period_year(&logged));
}

/* Parents of parents: a user's table might go in a circle. */
enum { MOST_PARENTS = 16 };

static bool lies_in(struct build *build, const char *code, const char *other)
{
	const struct region_entry *entry = catalog_region(build->factors, code);

	for (int i = 0; entry && i < MOST_PARENTS; i++) {
		if (text_same(entry->code, other) || text_same(entry->zone, other))
			return true;
		entry = catalog_region(build->factors, entry->parent);
	}
	return false;
}

/* A log that names its region is not counted in another silently. */
static void check_region(struct build *build, const struct flow *flow)
{
	const struct import *log = flow->at->log;
	const struct region *region = site_region(build, flow);
	const struct region_entry *logged =
	    log && log->region ? catalog_region(build->factors, log->region) : NULL;
	const char *told;
	size_t known = build->warned.count;

	if (!logged || !region || text_same(region->kind, "world"))
		return;
	told = arena_printf(build->arena, "region of %s %s", flow->at->id, region->code);
	if (text_set_add(build->arena, &build->warned, told, strlen(told)) < known ||
	    lies_in(build, logged->code, region->code) ||
	    lies_in(build, region->code, logged->code))
		return;
	diag_add(build->diags, DIAG_REGION_APART, flow->at->place, flow->at->path,
		 "state the region that the energy was drawn in",
		 "the energy is counted in %s (%s), the log '%s' is of %s (%s)", region->name,
		 region->code, log->file, logged->name, log->region);
}

void site_check_log(struct build *build, const struct flow *flow)
{
	check_year(build, flow);
	check_region(build, flow);
}

/* What a row is a property of: the site, or the item that says itself where it is. */
static const char *owner_of(struct build *build, const struct flow *flow)
{
	const struct site *site = flow->site ? flow->site : flow->at->site;
	bool own_place = item_own(flow->at, KEY_REGION) && !flow->site;

	if (site && !own_place && !item_own(flow->at, KEY_KIND) && !flow->region_text)
		return arena_printf(build->arena, "sites/%s", site->name);
	return flow->at->id;
}

/* "training/run.pue"; of a part of a log " FR" or the name of its site is added, so that no two
 * places have one key. */
static const char *key_of_property(struct build *build, const struct flow *flow,
				   const char *property)
{
	const char *owner = owner_of(build, flow);
	const char *part = flow->region_text ? flow->region_text : NULL;

	if (!part && flow->site && owner == flow->at->id)
		part = flow->site->name;
	return arena_printf(build->arena, "%s.%s%s%s", owner, property, part ? " " : "",
			    part ? part : "");
}

/* Whether the year of the flow is another than the site's own. */
static bool has_own_year(struct build *build, const struct flow *flow)
{
	const struct site *site = flow->site ? flow->site : flow->at->site;
	int year = site_year(build, flow);

	if (item_own(flow->at, KEY_YEAR) || item_own(flow->at, KEY_PERIOD))
		return true;
	return year && !(site && (site->values[KEY_YEAR] || site->values[KEY_PERIOD]));
}

/* What is found for a place is a property of it. A cloud region and a site are one place,
 * whatever the scenario calls them; in a country two sites are two places, on one grid. */
static const char *place_of_property(struct build *build, const struct flow *flow,
				     const char *property, const struct factor *factor)
{
	const struct region *region = site_region(build, flow);

	if (text_same(property, "losses") && *factor->region)
		return factor->region;
	if (!region)
		return owner_of(build, flow);
	if (text_same(region->kind, "cloud") || text_same(region->kind, "site"))
		return region->code;
	return arena_printf(build->arena, "%s %s", owner_of(build, flow), region->code);
}

cell site_property(struct build *build, const struct flow *flow, const char *property,
		   const struct factor *factor, bool is_default)
{
	const char *name = key_of_property(build, flow, property);
	struct quantity quantity = factor->quantity;

	if (!build_row_fits_key(build, factor, property))
		return CELL_BAD;
	quantity.origin.kind = is_default ? ORIGIN_DEFAULT : ORIGIN_FACTOR;
	quantity.origin.key = name;
	quantity.origin.draw = arena_printf(
	    build->arena, "%s.%s", place_of_property(build, flow, property, factor), property);
	if (has_own_year(build, flow) && factor->year)
		quantity.origin.key =
		    arena_printf(build->arena, "%s %d", name, site_year(build, flow));
	return build_row_input(build, factor, &quantity);
}

/* The region's own row, else that of the provider's fleet, else that of a place around the
 * region. */
static const struct factor *provider_row(struct build *build, const struct flow *flow,
					 const char *activity, const char *criterion)
{
	const struct region *region = site_region(build, flow);
	int year = site_year(build, flow);
	const struct factor *factor = NULL;

	if (!region)
		return NULL;
	if (region->provider &&
	    !factors_has_own(build->factors, activity, region->code, year, criterion))
		factor = factors_find(build->factors, activity, region->provider, year,
				      criterion, flow->at->place, flow->at->path, build->diags);
	if (factor)
		return factor;
	return factors_find(build->factors, activity, region->code, year, criterion,
			    flow->at->place, flow->at->path, build->diags);
}

const struct factor *site_wue_row(struct build *build, const struct flow *flow)
{
	return provider_row(build, flow, "wue", "water");
}

cell site_pue(struct build *build, const struct flow *flow)
{
	const struct value *stated = flow_value(flow, KEY_PUE);
	const struct value *kind = flow_value(flow, KEY_KIND);
	const struct factor *factor = NULL;
	const char *name;

	if (stated)
		return build_value(build, stated);
	factor = provider_row(build, flow, "pue", "ratio");
	if (factor)
		return site_property(build, flow, "pue", factor, false);
	name = arena_printf(build->arena, "kind:%s",
			    kind && !kind->failed ? kind->text : "unknown");
	factor = factors_find(build->factors, "pue", name, 0, "ratio", flow->at->place,
			      flow->at->path, build->diags);
	if (factor)
		return site_property(build, flow, "pue", factor, true);
	if (kind)
		diag_add(build->diags, DIAG_VALUE_CHOICE, place_of(kind), kind->path,
			 "write hyperscale, colocation, hpc, server-room or office",
			 "'%s' is not a kind of site", kind->text ? kind->text : "unknown");
	else
		diag_add(build->diags, DIAG_DEFAULT_MISSING, flow->at->place, flow->at->path,
			 "write pue: 1.2",
			 "the factor database has no PUE of a site whose "
			 "kind is not stated");
	return CELL_BAD;
}
