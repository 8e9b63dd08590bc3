/* Cities, by the regions of clouds that are named for them: "Mumbai" lies where they all do. */

#include <string.h>

#include "factors/catalog.h"
#include "factors/names.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/claim.h"

enum { LONGEST = 60 };

/* "Mumbai" of "Google Cloud asia-south1 (Mumbai)", "San Jose" of "(San Jose, California)". */
static const char *city_of(struct arena *arena, const struct region_entry *region)
{
	const char *open = strrchr(region->name, '(');

	if (!open || !text_same(region->kind, "cloud"))
		return "";
	return arena_copy(arena, open + 1, strcspn(open + 1, ",)/"));
}

const struct region *claim_city(struct arena *arena, struct factors *factors, const char *text)
{
	const char *name = arena_copy(arena, text, strcspn(text, ",("));
	const char *rest = text + strlen(name);
	/* The code of a state may be that of a country: "CA". */
	const struct region *whole = *rest ? claim_region(arena, factors, rest + 1) : NULL;
	const char *parent = NULL;
	struct region_entry *regions;
	size_t count;

	if (!*name || strlen(name) > LONGEST || (*rest && !whole))
		return NULL;
	name = name_fold(arena, NAME_REGION, name);
	count = catalog_regions(factors, &regions);
	for (size_t i = 0; i < count; i++) {
		if (!text_same(name_fold(arena, NAME_REGION, city_of(arena, &regions[i])),
			       name))
			continue;
		if (parent && !text_same(parent, regions[i].parent))
			return NULL;
		parent = regions[i].parent;
	}
	if (!parent || (whole && !text_starts(parent, whole->code) &&
			!text_ends(parent, arena_printf(arena, "-%s", whole->code))))
		return NULL;
	return factors_region_known(factors, parent);
}
