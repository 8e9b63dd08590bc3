/* JSON results about factors: rows, what a search found, what is known of a region or thing. */

#include <cJSON.h>

#include "factors/estimate.h"
#include "factors/profile.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/reports.h"
#include "reports/write_json.h"

static const double p_low = 0.025, p_high = 0.975;

static void known_text(struct arena *arena, struct cJSON *object, const char *key,
		       const char *text)
{
	json_text(arena, object, key, text && *text ? text : NULL);
}

/* value and range in a unit, with every spread that the factor has. */
void json_estimate(struct arena *arena, struct cJSON *object, const struct factor *factor,
		   const struct unit *unit)
{
	struct estimate estimate = factor_estimate(factor, true);
	double scale = unit->scale > 0 ? unit->scale : 1;

	json_number(arena, object, "value", estimate.central / scale);
	json_number(arena, object, "low", estimate.low / scale);
	json_number(arena, object, "high", estimate.high / scale);
	json_text(arena, object, "unit", unit->text);
}

/* value: as typed; low and high: the row's own spread and that of its steps back; range: with
 * the error of its method. */
static void add_numbers(struct arena *arena, struct cJSON *object, const struct factor *factor)
{
	const struct quantity *quantity = &factor->quantity;
	const struct dist whole = factors_whole(factor);
	double scale = quantity->unit.scale > 0 ? quantity->unit.scale : 1;

	json_number(arena, object, "value", factor->value);
	json_number(arena, object, "median", dist_central(&whole) / scale);
	json_text(arena, object, "unit", quantity->unit.text);
	json_distribution(arena, object, "distribution", &whole, scale);
	if (whole.kind != DIST_EXACT) {
		json_number(arena, object, "low", dist_quantile(&whole, p_low) / scale);
		json_number(arena, object, "high", dist_quantile(&whole, p_high) / scale);
	}
	if (factor->method)
		json_distribution(arena, object, "method_distribution", &factor->method->dist,
				  1);
	else
		json_null(object, "method_distribution");
}

void json_factor_row(struct arena *arena, struct cJSON *object, const struct factor *factor)
{
	const struct unit *unit = &factor->quantity.unit;

	json_text(arena, object, "id", factor->id);
	json_text(arena, object, "activity", factor->activity);
	json_text(arena, object, "region", factor->region);
	json_text(arena, object, "criterion", factor->criterion);
	known_text(arena, object, "variant", factor->variant);
	add_numbers(arena, object, factor);
	json_estimate(arena, json_object(object, "range"), factor, unit);
	json_text(arena, object, "source", factor->source);
	json_factor(arena, object, factor);
	known_text(arena, object, "published", factor->published);
	json_text(arena, object, "note", factor->note);
	json_place(arena, object, "place", factor->quantity.origin.place);
}

static void add_factors(struct arena *arena, struct cJSON *list,
			const struct factor *const *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		json_factor_row(arena, json_object(list, NULL), rows[i]);
}

void json_factors(const struct factor *const *rows, size_t count, struct buffer *out)
{
	struct arena *arena = arena_new();
	struct cJSON *root = json_new();

	add_factors(arena, json_array(root, "factors"), rows, count);
	json_end(root, out);
	arena_free(arena);
}

static void add_texts(struct arena *arena, struct cJSON *object, const char *key,
		      const char *const *texts, size_t count)
{
	struct cJSON *list = json_array(object, key);

	for (size_t i = 0; i < count; i++)
		json_text(arena, list, NULL, texts[i]);
}

static void add_region(struct arena *arena, struct cJSON *object,
		       const struct region_entry *region)
{
	json_text(arena, object, "code", region->code);
	json_text(arena, object, "name", region->name);
	json_text(arena, object, "kind", region->kind);
	known_text(arena, object, "parent", region->parent);
	known_text(arena, object, "zone", region->zone);
	known_text(arena, object, "provider", region->provider);
	add_texts(arena, object, "aliases", region->aliases, region->alias_count);
}

static void add_thing(struct arena *arena, struct cJSON *object,
		      const struct thing_entry *thing)
{
	json_text(arena, object, "slug", thing->slug);
	json_text(arena, object, "name", thing->name);
	json_text(arena, object, "kind", thing->kind);
	known_text(arena, object, "maker", thing->maker);
	known_text(arena, object, "contains", thing->contains);
	add_texts(arena, object, "aliases", thing->aliases, thing->alias_count);
}

static void add_found_region(struct arena *arena, struct cJSON *object,
			     const struct found *found, size_t i)
{
	add_region(arena, object, &found->regions[i]);
	json_text(arena, object, "electricity",
		  found->looked_up[i] ? found->looked_up[i]->id : NULL);
}

void json_found(const struct found *found, struct buffer *out)
{
	struct arena *arena = arena_new();
	struct cJSON *root = json_new(), *list;

	add_factors(arena, json_array(root, "factors"), found->rows, found->row_count);
	list = json_array(root, "regions");
	for (size_t i = 0; i < found->region_count; i++)
		add_found_region(arena, json_object(list, NULL), found, i);
	list = json_array(root, "things");
	for (size_t i = 0; i < found->thing_count; i++)
		add_thing(arena, json_object(list, NULL), &found->things[i]);
	json_end(root, out);
	arena_free(arena);
}

static void add_span(struct arena *arena, struct cJSON *object, double low, double high)
{
	json_number(arena, object, "min", low);
	json_number(arena, object, "max", high);
	if (low > 0)
		json_number(arena, object, "ratio", high / low);
	else
		json_null(object, "ratio");
}

/* Smallest and largest value, of all years and of the latest that has several rows. */
static void add_spread(struct arena *arena, struct cJSON *object,
		       const struct vintages *vintages, const struct unit *unit)
{
	struct cJSON *spread, *year;

	if (vintages->count < 2 || !vintages->comparable) {
		json_null(object, "spread");
		return;
	}
	spread = json_object(object, "spread");
	json_count(arena, spread, "rows", vintages->count);
	add_span(arena, spread, vintages->low / unit->scale, vintages->high / unit->scale);
	json_text(arena, spread, "unit", unit->text);
	if (!vintages->common_year) {
		json_null(spread, "same_year");
		return;
	}
	year = json_object(spread, "same_year");
	json_number(arena, year, "year", vintages->common_year);
	json_count(arena, year, "rows", vintages->year_count);
	add_span(arena, year, vintages->year_low / unit->scale,
		 vintages->year_high / unit->scale);
}

/* What a look-up without a year gives, on the basis asked for. */
static void add_found(struct arena *arena, struct cJSON *object,
		      const struct vintages *vintages, const struct unit *unit)
{
	const struct factor *found = vintages->found;
	struct cJSON *look_up;

	if (!found) {
		json_null(object, "look_up");
		known_text(arena, object, "reason", vintages->reason);
		return;
	}
	look_up = json_object(object, "look_up");
	json_text(arena, look_up, "id", found->id);
	json_estimate(arena, look_up, found, unit);
	json_text(arena, look_up, "bridge", found->bridge ? found->bridge->text : NULL);
	known_text(arena, look_up, "steps", found->steps);
}

static const struct unit *unit_of_rows(const struct vintages *vintages)
{
	if (vintages->used)
		return &vintages->used->quantity.unit;
	return vintages->count ? &vintages->rows[0]->quantity.unit
			       : &vintages->found->quantity.unit;
}

static void add_vintages(struct arena *arena, struct cJSON *list,
			 const struct vintages *vintages)
{
	const struct unit *unit = unit_of_rows(vintages);
	struct cJSON *object = json_object(list, NULL), *ids;

	json_text(arena, object, "activity", vintages->activity);
	json_text(arena, object, "criterion", vintages->criterion);
	ids = json_array(object, "rows");
	for (size_t i = 0; i < vintages->count; i++)
		json_text(arena, ids, NULL, vintages->rows[i]->id);
	add_spread(arena, object, vintages, unit);
	add_found(arena, object, vintages, unit);
}

static const char *kind_of(const struct profile *profile)
{
	if (profile->row)
		return "row";
	if (profile->region)
		return "region";
	return profile->thing ? "thing" : "rows";
}

static void add_on_basis(struct arena *arena, struct cJSON *object,
			 const struct profile *profile)
{
	const struct factor *factor = profile->on_basis;
	struct cJSON *basis;

	if (!factor) {
		json_null(object, "on_basis");
		known_text(arena, object, "reason", profile->reason);
		return;
	}
	basis = json_object(object, "on_basis");
	json_estimate(arena, basis, factor, &factor->quantity.unit);
	json_text(arena, basis, "bridge", factor->bridge ? factor->bridge->text : NULL);
}

static void add_profile(struct arena *arena, struct cJSON *object,
			const struct profile *profile)
{
	struct cJSON *list;

	json_text(arena, object, "kind", kind_of(profile));
	json_text(arena, object, "title", profile->title);
	if (profile->region)
		add_region(arena, json_object(object, "region"), profile->region);
	if (profile->country)
		add_region(arena, json_object(object, "country"), profile->country);
	if (profile->thing)
		add_thing(arena, json_object(object, "thing"), profile->thing);
	if (profile->row) {
		json_text(arena, object, "id", profile->row->id);
		add_on_basis(arena, object, profile);
		list = json_array(object, "beside");
		for (size_t i = 0; i < profile->variant_count; i++)
			json_text(arena, list, NULL, profile->variants[i]->id);
		return;
	}
	add_texts(arena, object, "models", profile->models, profile->model_count);
	add_texts(arena, object, "instances", profile->instances, profile->instance_count);
	list = json_array(object, "vintages");
	for (size_t i = 0; i < profile->count; i++)
		add_vintages(arena, list, &profile->vintages[i]);
}

void json_profiles(const struct profile *profiles, size_t count, struct buffer *out)
{
	struct arena *arena = arena_new();
	struct cJSON *root = json_new();
	struct cJSON *factors = json_array(root, "factors"), *shown = json_array(root, "shown");

	for (size_t i = 0; i < count; i++) {
		const struct profile *profile = &profiles[i];

		if (profile->row)
			add_factors(arena, factors, &profile->row, 1);
		add_factors(arena, factors, profile->variants, profile->variant_count);
		for (size_t k = 0; k < profile->count; k++)
			add_factors(arena, factors, profile->vintages[k].rows,
				    profile->vintages[k].count);
		add_profile(arena, json_object(shown, NULL), profile);
	}
	json_end(root, out);
	arena_free(arena);
}
