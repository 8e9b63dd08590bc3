/* Ranges of the database for what a claim does not state. */

#include "models/audit_data.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "factors/figures.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/audit_hull.h"

/* A range, by what it was asked with. */
struct known {
	const char *key;
	const struct audit_term *term;
};

struct audit_data {
	struct known *known;
	size_t count;
	struct unit *units;
	size_t unit_count;
	struct audit_term bounds[AUDIT_BOUNDS];
};

static const char *const bound_ids[AUDIT_BOUNDS] = {
    [BOUND_INTENSITY] = "intensity",
    [BOUND_INTENSITY_PUE] = "intensity-times-pue",
    [BOUND_PUE] = "pue",
    [BOUND_POWER_TDP] = "power-over-tdp",
    [BOUND_HOST] = "host-factor",
    [BOUND_MFU] = "mfu",
    [BOUND_PER_NODE] = "accelerators-per-node",
    [BOUND_UTILIZATION] = "utilization",
    [BOUND_LIFETIME] = "lifetime",
    [BOUND_DEVICE_IMPACT] = "device-impact",
    [BOUND_DEVICE_HOUR] = "accelerator-hour-embodied",
    [BOUND_WATER] = "water-per-kwh",
    [BOUND_REQUEST] = "energy-per-request",
    [BOUND_TOKEN] = "energy-per-token",
    [BOUND_IMAGE] = "energy-per-image",
    [BOUND_EXPERIMENTS] = "experiments-ratio",
    [BOUND_EMBODIED_SHARE] = "embodied-share",
    [BOUND_WUE] = "wue",
};

static void read_bound(struct audit_run *run, enum audit_bound id)
{
	const struct bound *bound = factors_bound(run->factors, bound_ids[id]);
	struct interval range;

	if (!bound)
		return;
	range = (struct interval){bound->low, bound->high};
	run->data->bounds[id] = (struct audit_term){
	    .kind = TERM_BOUND,
	    .operation = '*',
	    .name = bound->name,
	    .value = hull_middle(range),
	    .exact = range,
	    .loose = range,
	    .unit = bound->unit,
	    .text = hull_text(run, range, &bound->unit),
	    .place = bound->place,
	    .source = bound->citation,
	};
}

static struct audit_data *data_of(struct audit_run *run)
{
	size_t i;

	if (run->data)
		return run->data;
	run->data = arena_alloc(run->arena, sizeof *run->data);
	for (i = 0; i < AUDIT_BOUNDS; i++)
		read_bound(run, (enum audit_bound)i);
	return run->data;
}

const struct audit_term *audit_data_bounds(struct audit_run *run)
{
	return data_of(run)->bounds;
}

struct unit audit_data_unit(struct audit_run *run, const char *text)
{
	struct audit_data *data = data_of(run);
	size_t i;

	for (i = 0; i < data->unit_count; i++)
		if (text_same(data->units[i].text, text))
			return data->units[i];
	data->units =
	    arena_grow(run->arena, data->units, data->unit_count, sizeof *data->units);
	data->units[data->unit_count] = unit_of(text);
	return data->units[data->unit_count++];
}

static bool is_known(struct audit_run *run, const char *key, const struct audit_term **term)
{
	const struct audit_data *data = data_of(run);
	size_t i;

	for (i = 0; i < data->count; i++)
		if (text_same(data->known[i].key, key)) {
			*term = data->known[i].term;
			return true;
		}
	return false;
}

static const struct audit_term *keep(struct audit_run *run, const char *key,
				     const struct audit_term *term)
{
	struct audit_data *data = data_of(run);

	data->known = arena_grow(run->arena, data->known, data->count, sizeof *data->known);
	data->known[data->count++] = (struct known){key, term};
	return term;
}

/* What separates the figures of two methods for one thing, at two standard deviations. */
double audit_data_methods(struct audit_run *run)
{
	const struct factor *row = factors_by_id(run->factors, "default/-/-/gsd-method-switch");

	return row ? row->value * row->value : 1;
}

static void take_region(struct audit_run *run, struct hull *hull, const char *code, int year)
{
	hull_take(run, hull, arena_printf(run->arena, "electricity/%s/*", code), "gwp", year);
}

/* A region, its zone, and the places around it. */
static void take_around(struct audit_run *run, struct hull *hull, const struct region *region,
			int year)
{
	while (region) {
		take_region(run, hull, region->code, year);
		if (region->zone && !text_same(region->zone, region->code))
			take_region(run, hull, region->zone, year);
		region = region->parent ? factors_region(run->factors, region->parent,
							 (struct place){0}, NULL, run->diags)
					: NULL;
	}
}

static const struct audit_term *grid(struct audit_run *run, const struct claim *claim)
{
	struct hull hull = {.rows = 0};
	int year = claim->year;

	take_around(run, &hull, claim->region, year);
	if (!hull.rows && year) {
		year = 0;
		take_around(run, &hull, claim->region, year);
	}
	return audit_data_with_parts(
	    run,
	    hull_term(run,
		      arena_printf(run->arena, "carbon intensity of %s", claim->region->name),
		      &hull, audit_data_methods(run)),
	    claim->region, year);
}

const struct audit_term *audit_data_grid(struct audit_run *run, const struct claim *claim)
{
	const struct audit_term *term;
	const char *key;

	if (!claim->region)
		return NULL;
	key = arena_printf(run->arena, "intensity/%s/%d", claim->region->code, claim->year);
	if (is_known(run, key, &term))
		return term;
	return keep(run, key, grid(run, claim));
}

const struct audit_term *audit_data_intensity(struct audit_run *run, const struct claim *claim)
{
	const struct audit_term *term, *bound = &data_of(run)->bounds[BOUND_INTENSITY];
	struct audit_term *net;

	if (claim->accounting == ACCOUNTING_MARKET && bound->text) {
		if (is_known(run, "net", &term))
			return term;
		net = arena_alloc(run->arena, sizeof *net);
		*net = *bound;
		net->exact.low = net->loose.low = 0;
		return keep(run, "net", net);
	}
	if (claim->accounting == ACCOUNTING_MARGINAL)
		return bound->text ? bound : NULL;
	term = audit_data_grid(run, claim);
	return term || !bound->text ? term : bound;
}

/* Nothing is better than a PUE of 1. */
const struct audit_term *audit_data_pue(struct audit_run *run, const struct claim *claim)
{
	const struct region *region = claim->region;
	const char *code = region ? region->code : "WORLD";
	const char *key = arena_printf(run->arena, "pue/%s", code);
	const struct audit_term *term;
	struct hull hull = {.rows = 0};

	if (is_known(run, key, &term))
		return term;
	if (region) {
		hull_take(run, &hull, arena_printf(run->arena, "pue/%s/*", code), "ratio", 0);
		if (region->provider)
			hull_take(run, &hull,
				  arena_printf(run->arena, "pue/%s/*", region->provider),
				  "ratio", 0);
	}
	if (!hull.rows)
		hull_take_latest(run, &hull, "pue/WORLD/*", "ratio");
	if (hull.rows)
		hull.range = interval_hull(hull.range, interval_of(1));
	return keep(run, key, hull_term(run, "PUE", &hull, 1));
}

/* Numbers and words that name no chip: of "8-x-a100-gpus". */
static bool is_filler(const char *word, size_t length)
{
	static const char *const fillers[] = {"x", "gb", "gpu", "gpus", "nvidia"};

	if (strspn(word, "0123456789") >= length)
		return true;
	for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++)
		if (length == strlen(fillers[i]) && text_starts(word, fillers[i]))
			return true;
	return false;
}

/* Whether every word of a slug is one of the other's: "a100-80gb" of "nvidia-a100-sxm4-80gb".
 */
static bool has_words(const char *slug, const char *words)
{
	bool named = false;

	while (*words) {
		size_t length = strcspn(words, "-");
		const char *at = is_filler(words, length) ? NULL : slug;
		bool sought = at != NULL;

		while (at &&
		       (strncmp(at, words, length) != 0 || (at[length] && at[length] != '-'))) {
			at = strchr(at, '-');
			if (at)
				at++;
		}
		if (sought && !at)
			return false;
		named = named || sought;
		words += length;
		words += *words == '-';
	}
	return named;
}

static void take_chip(struct audit_run *run, struct hull *hull, const char *slug,
		      const char *criterion)
{
	hull_take(run, hull, arena_printf(run->arena, "%s/-/-/%s", slug, criterion), NULL, 0);
	hull_take(run, hull, arena_printf(run->arena, "%s/-/-/%s/*", slug, criterion), NULL, 0);
}

/* All accelerators that a name which leaves open which it is may mean: "A100". */
static void take_chips(struct audit_run *run, struct hull *hull, const char *hardware,
		       const char *criterion)
{
	const char *words = text_slug(run->arena, hardware);
	const struct factor **rows;
	size_t count =
	    factors_list(run->factors, arena_printf(run->arena, "*/-/-/%s", criterion), &rows);

	for (size_t i = 0; i < count; i++)
		if (has_words(rows[i]->activity, words) &&
		    factors_thing_known(run->factors, rows[i]->activity, "accelerator", NULL))
			take_chip(run, hull, rows[i]->activity, criterion);
}

/* What rows say of the accelerator; of one whose name leaves open which it is, all that may be
 * meant. */
static const struct audit_term *of_chip(struct audit_run *run, const struct claim *claim,
					const char *criterion, const char *name)
{
	enum { SHORTEST = 2 };
	const char *hardware = claim->hardware_text;
	const struct audit_term *term;
	struct hull hull = {.rows = 0};
	const char *key;

	if (claim->accelerator ? text_same(claim->accelerator->slug, "accelerator")
			       : !hardware || strlen(hardware) < SHORTEST)
		return NULL;
	key = arena_printf(run->arena, "%s/%s", criterion,
			   claim->accelerator ? claim->accelerator->slug : hardware);
	if (is_known(run, key, &term))
		return term;
	if (claim->accelerator)
		take_chip(run, &hull, claim->accelerator->slug, criterion);
	else
		take_chips(run, &hull, hardware, criterion);
	return keep(run, key, hull_term(run, name, &hull, 1));
}

const struct audit_term *audit_data_tdp(struct audit_run *run, const struct claim *claim)
{
	return of_chip(run, claim, "tdp", "design power");
}

static bool may_be_meant(struct audit_run *run, const struct claim *claim, const char *slug)
{
	const char *hardware = claim->hardware_text;

	if (claim->accelerator)
		return text_same(claim->accelerator->slug, slug);
	return hardware && has_words(slug, text_slug(run->arena, hardware)) &&
	       factors_thing_known(run->factors, slug, "accelerator", NULL);
}

size_t audit_data_designs(struct audit_run *run, const struct claim *claim, double **powers)
{
	const struct factor **rows;
	size_t i, k, rows_count, count = 0;

	*powers = NULL;
	if (!claim->accelerator && !claim->hardware_text)
		return 0;
	rows_count = factors_list(run->factors, "*/-/-/tdp*", &rows);
	for (i = 0; i < rows_count; i++) {
		double value = unit_to_base(&rows[i]->quantity.unit, rows[i]->value);

		for (k = 0; k < count && fabs((*powers)[k] - value) > 1e-9 * value; k++)
			;
		if (k < count || text_same(rows[i]->activity, "accelerator") ||
		    !may_be_meant(run, claim, rows[i]->activity))
			continue;
		*powers = arena_grow(run->arena, *powers, count, sizeof **powers);
		(*powers)[count++] = value;
	}
	return count;
}

const struct audit_term *audit_data_any_tdp(struct audit_run *run)
{
	static const char pattern[] = "*/-/-/tdp";
	const struct audit_term *term;
	struct hull hull = {.rows = 0};

	if (is_known(run, pattern, &term))
		return term;
	hull_take(run, &hull, pattern, NULL, 0);
	return keep(run, pattern, hull_term(run, "design power of a chip", &hull, 1));
}

/* Which number format a run was in is seldom told: 16 bit, but it may be any. */
const struct audit_term *audit_data_peak(struct audit_run *run, const struct claim *claim)
{
	const struct audit_term *any = of_chip(run, claim, "peak-*", "peak rate");
	const struct audit_term *half = of_chip(run, claim, "peak-fp16", "peak rate in 16 bit");
	struct audit_term *peak;

	if (!half)
		return any;
	if (half->loose.low <= any->loose.low && half->loose.high >= any->loose.high)
		return half;
	peak = arena_alloc(run->arena, sizeof *peak);
	*peak = *half;
	peak->loose = any->loose;
	return peak;
}

const struct audit_term *audit_data_host(struct audit_run *run)
{
	const struct audit_term *bound = &data_of(run)->bounds[BOUND_HOST];

	return bound->text ? bound : NULL;
}

const struct audit_term *audit_data_flop(struct audit_run *run)
{
	static const char id[] = "default/-/-/flop-per-parameter-token";
	const struct audit_term *term;
	struct hull hull = {.rows = 0};

	if (is_known(run, id, &term))
		return term;
	hull_take(run, &hull, id, NULL, 0);
	return keep(run, id,
		    hull_term(run, "operations of a parameter and token", &hull,
			      audit_data_methods(run)));
}
