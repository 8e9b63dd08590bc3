/* What a region, a thing or a row is: the facts above its numbers. */

#include "factors/profile.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/view.h"
#include "reports/view_factors.h"

enum { MOST_NAMES = 12 };

static void view_region(struct doc *doc, const struct profile *profile)
{
	const struct region_entry *region = profile->region, *country = profile->country;
	struct arena *arena = doc->arena;

	doc_add(doc, DOC_SECTION, "%s: %s", region->code, region->name);
	facts_begin(doc);
	fact(doc, "kind", region->kind);
	if (country)
		fact(doc, "country",
		     arena_printf(arena, "%s (%s)", country->name, country->code));
	if (!country || !text_same(region->parent, country->code))
		fact(doc, "part of", region->parent);
	fact(doc, "grid zone", region->zone);
	fact(doc, "operator", region->provider);
	fact(doc, "also called", join_texts(arena, region->aliases, region->alias_count));
}

/* Some of many names: they are there to lead on. */
static const char *first_texts(struct arena *arena, const char *const *texts, size_t count)
{
	if (count <= MOST_NAMES)
		return join_texts(arena, texts, count);
	return arena_printf(arena, "%s and %zu more", join_texts(arena, texts, MOST_NAMES),
			    count - MOST_NAMES);
}

static void view_thing(struct doc *doc, const struct profile *profile)
{
	const struct thing_entry *thing = profile->thing;

	doc_add(doc, DOC_SECTION, "%s: %s", thing->slug, thing->name);
	facts_begin(doc);
	fact(doc, "kind", thing->kind);
	fact(doc, "maker", thing->maker);
	fact(doc, "contains", thing->contains);
	fact(doc, "also called", join_texts(doc->arena, thing->aliases, thing->alias_count));
	fact(doc, "measured with",
	     first_texts(doc->arena, profile->models, profile->model_count));
	fact(doc, "instances",
	     first_texts(doc->arena, profile->instances, profile->instance_count));
}

static void view_row(struct doc *doc, const struct profile *profile)
{
	const struct factor *on_basis = profile->on_basis;
	const struct unit *unit = &profile->row->quantity.unit;
	size_t count = profile->variant_count;

	view_factor_detail(doc, profile->row);
	if (on_basis && on_basis->bridge)
		fact(doc, "bridged",
		     arena_printf(doc->arena, "%s; %s", factor_text(doc->arena, on_basis, unit),
				  on_basis->bridge->text));
	fact(doc, "bridged", profile->reason);
	for (size_t i = 0; i < count && i < MOST_NAMES; i++)
		fact(doc, i == 0 ? "beside it" : "",
		     arena_printf(doc->arena, "%s: %s", profile->variants[i]->id,
				  factor_text(doc->arena, profile->variants[i], unit)));
	if (count > MOST_NAMES)
		fact(doc, "", arena_printf(doc->arena, "and %zu more", count - MOST_NAMES));
}

void view_profile_head(struct doc *doc, const struct profile *profile)
{
	if (profile->row)
		view_row(doc, profile);
	else if (profile->region)
		view_region(doc, profile);
	else if (profile->thing)
		view_thing(doc, profile);
	else
		doc_add(doc, DOC_TITLE, "%s", profile->title);
}
