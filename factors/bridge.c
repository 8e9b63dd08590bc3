/* Steps from one basis of electricity's emissions to another. */

#include "factors/bridge.h"

#include <math.h>
#include <string.h>

#include "factors/hit.h"
#include "factors/steps.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"

/* Below this share of direct emissions the difference of two near figures says nothing. */
static const double SMALLEST_SHARE = 0.1;

static const struct {
	const char *boundary;
	enum factors_basis basis;
} boundaries[] = {
    {"direct", FACTORS_DIRECT},
    {"operational", FACTORS_DIRECT},
    {"lifecycle", FACTORS_LIFECYCLE},
    {"cradle-to-gate", FACTORS_LIFECYCLE},
    {"cradle-to-grave", FACTORS_LIFECYCLE},
};

static const struct {
	const char *variant, *name;
} bases[] = {
    [FACTORS_LIFECYCLE] = {"lifecycle", "life-cycle"},
    [FACTORS_DIRECT] = {"direct", "direct"},
};

/* A bridge being built: its parts, and the words about them. */
struct building {
	struct factors *factors;
	const struct factor *row;
	const struct factor *upstream;
	const char *mix; /* the region whose fuel mix it is */
	struct bridge bridge;
};

static bool has_basis(const char *activity, const char *criterion)
{
	return strcmp(activity, "electricity") == 0 &&
	       (strcmp(criterion, "gwp") == 0 || strcmp(criterion, "gwp_market") == 0);
}

static bool is_bridged(const struct factor *row)
{
	return has_basis(row->activity, row->criterion);
}

static bool basis_of(const struct factor *row, enum factors_basis *basis)
{
	size_t i;

	for (i = 0; i < sizeof boundaries / sizeof *boundaries; i++) {
		if (strcmp(row->boundary, boundaries[i].boundary) != 0)
			continue;
		*basis = boundaries[i].basis;
		return true;
	}
	return false;
}

const char *bridge_basis(const struct factors *factors, const char *activity,
			 const char *criterion)
{
	return has_basis(activity, criterion) ? bases[factors->basis].variant : NULL;
}

const char *bridge_variant(const struct factors *factors, const struct factor *row)
{
	enum factors_basis basis;

	if (!is_bridged(row) || !basis_of(row, &basis) || basis == factors->basis)
		return NULL;
	return bases[factors->basis].variant;
}

static bool refuse(struct building *building, const char *why)
{
	struct factors *factors = building->factors;

	factors->reason = arena_printf(factors->arena, "no factor on the %s basis: %s",
				       bases[factors->basis].name, why);
	return false;
}

static void say(struct building *building, const char *text)
{
	struct bridge *bridge = &building->bridge;

	bridge->text =
	    bridge->text ? arena_printf(building->factors->arena, "%s; %s", bridge->text, text)
			 : text;
}

static bool find_upstream(struct building *building, int year)
{
	struct factors *factors = building->factors;
	const struct factor *row = building->row;
	struct query query = {.activity = "electricity-upstream",
			      .criterion = "gwp",
			      .year = row->year ? row->year : year};

	query.region = row->region;
	if (!*row->region)
		return refuse(building, "the row names no region, hence no fuel mix");
	query.region = hit_nearest(factors, &query);
	if (query.region)
		building->upstream = lookup_quietly(factors, &query);
	if (!building->upstream)
		return refuse(building,
			      arena_printf(factors->arena, "no fuel mix of %s", row->region));
	building->mix = building->upstream->region;
	return true;
}

/* "25.8 gCO2e/kWh upstream of generation (mix of FR 2023)" */
static const char *upstream_text(const struct building *building)
{
	const struct factor *upstream = building->upstream;
	const struct unit *unit = &upstream->quantity.unit;
	struct arena *arena = building->factors->arena;

	return arena_printf(arena, "%.3g %s upstream of generation (mix of %s%s)",
			    dist_central(&upstream->quantity.dist) / unit->scale, unit->text,
			    building->mix,
			    upstream->year ? arena_printf(arena, " %d", upstream->year) : "");
}

static void add_upstream(struct building *building)
{
	struct arena *arena = building->factors->arena;
	struct quantity *addend = arena_alloc(arena, sizeof *addend);

	*addend = building->upstream->quantity;
	addend->origin.draw = arena_printf(arena, "upstream/%s", building->mix);
	building->bridge.addend = addend;
	say(building,
	    arena_printf(arena, "direct to life-cycle: + %s", upstream_text(building)));
}

/* d ln(1 - u) = -u / (1 - u) d ln(u), to first order. */
static double share_gsd(const struct building *building, double share)
{
	const struct dist *upstream = &building->upstream->quantity.dist;
	double most = factor_default(building->factors, "-", "gsd-method-switch", 1);

	if (upstream->kind == DIST_EXACT)
		return 1;
	if (upstream->kind != DIST_LOGNORMAL)
		return most;
	return fmin(most, pow(upstream->b, (1 - share) / share));
}

static bool take_direct_share(struct building *building)
{
	struct arena *arena = building->factors->arena;
	const struct quantity *row = &building->row->quantity;
	const struct quantity *upstream = &building->upstream->quantity;
	double share = 1 - dist_central(&upstream->dist) / dist_central(&row->dist);
	struct quantity *factor;

	if (!(share >= SMALLEST_SHARE))
		return refuse(building,
			      arena_printf(arena, "%s leave less than %.0f %% of %.3g %s",
					   upstream_text(building), 100 * SMALLEST_SHARE,
					   dist_central(&row->dist) / row->unit.scale,
					   row->unit.text));
	factor = arena_alloc(arena, sizeof *factor);
	*factor = *upstream;
	factor->dist = dist_lognormal(share, share_gsd(building, share));
	factor->unit = unit_of("");
	factor->origin.key = arena_printf(arena, "%s direct share", row->origin.key);
	factor->origin.draw = arena_printf(arena, "direct-share/%s", building->mix);
	building->bridge.factor = factor;
	say(building, arena_printf(arena, "life-cycle to direct: x %.3g, less %s", share,
				   upstream_text(building)));
	return true;
}

/* Gases that a row of CO2 leaves out. */
static bool take_gases(struct building *building)
{
	struct factors *factors = building->factors;
	const struct factor *gases = factors_by_id(factors, "default/-/-/co2-to-co2e");
	struct quantity *product;

	if (!gases)
		return refuse(building, "no share of the gases other than CO2");
	if (building->bridge.factor) {
		product = arena_alloc(factors->arena, sizeof *product);
		*product = *building->bridge.factor;
		product->dist = dist_scale(product->dist, dist_central(&gases->quantity.dist));
		building->bridge.factor = product;
	} else {
		building->bridge.factor = &gases->quantity;
	}
	say(building, arena_printf(factors->arena, "CO2 to CO2e: x %.5g",
				   dist_central(&gases->quantity.dist)));
	return true;
}

static void say_mix(struct building *building)
{
	const struct factor *row = building->row;

	if (row->method && strcmp(row->accounting, "production") == 0)
		say(building, arena_printf(building->factors->arena,
					   "production mix: imports are within the spread of "
					   "the method (x/ %.3g)",
					   row->method->dist.b));
}

/* False: there is no way to the basis. */
static bool build(struct building *building, int year)
{
	const struct factor *row = building->row;
	bool other_basis = bridge_variant(building->factors, row) != NULL;

	if (other_basis) {
		if (!find_upstream(building, year))
			return false;
		if (building->factors->basis == FACTORS_LIFECYCLE)
			add_upstream(building);
		else if (!take_direct_share(building))
			return false;
	}
	if (strcmp(row->gas_scope, "CO2") == 0 && !take_gases(building))
		return false;
	if (other_basis)
		say_mix(building);
	return true;
}

/* A user's row that does not say its boundary: the row, and what is taken for granted. */
static const struct factor *take_unstated(struct factors *factors, const struct factor *row)
{
	struct arena *arena = factors->arena;
	struct factor *copy;

	if (strcmp(row->layer, factors->layers[0].name) == 0)
		return row;
	copy = arena_alloc(arena, sizeof *copy);
	*copy = *row;
	steps_own(arena, copy);
	copy->remark = arena_printf(
	    arena, "%s%sits boundary is not stated: taken as %s%s",
	    row->remark ? row->remark : "", row->remark ? "; " : "", bases[factors->basis].name,
	    *row->delivery ? "" : "; nor is its delivery: no losses are added unless stated");
	return copy;
}

const struct factor *bridge_apply(struct factors *factors, const struct factor *row, int year)
{
	struct building building = {.factors = factors, .row = row};
	struct bridge *bridge;
	struct factor *copy;

	if (!is_bridged(row))
		return row;
	if (!*row->boundary)
		return take_unstated(factors, row);
	if (!build(&building, year))
		return NULL;
	if (!building.bridge.text)
		return row;
	bridge = arena_alloc(factors->arena, sizeof *bridge);
	*bridge = building.bridge;
	copy = arena_alloc(factors->arena, sizeof *copy);
	*copy = *row;
	steps_own(factors->arena, copy);
	copy->bridge = bridge;
	return copy;
}
