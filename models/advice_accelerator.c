/* Advice on the accelerator, where the work is given by parameters and tokens: the one of the
 * same maker with the most operations per joule at its rating. */

#include <string.h>

#include "factors/catalog.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/advice.h"
#include "models/reader.h"

static const char peak_name[] = "peak-fp16";

/* Central peak over central TDP of a thing of the database; 0 where one is not known. */
static double operations_per_joule(const struct build *build, const char *slug,
				   const struct factor **peak)
{
	const struct factor *power;

	*peak = factors_by_id(build->factors,
			      arena_printf(build->arena, "%s/-/-/%s", slug, peak_name));
	power = factors_by_id(build->factors, arena_printf(build->arena, "%s/-/-/tdp", slug));
	return *peak && power ? factors_central(*peak) / factors_central(power) : 0;
}

/* Of the rows whose name begins with the same maker's: the best of those that have a figure of
 * their making as well. */
static const struct factor *best_of(const struct build *build, const struct thing_entry *now)
{
	const struct factor **rows, *peak, *best = NULL;
	int maker = (int)strcspn(now->slug, "-");
	size_t count = factors_list(
	    build->factors,
	    arena_printf(build->arena, "%.*s-*/-/-/%s", maker, now->slug, peak_name), &rows);
	double most = operations_per_joule(build, now->slug, &peak);

	for (size_t i = 0; most > 0 && i < count; i++) {
		double one = operations_per_joule(build, rows[i]->activity, &peak);

		if (!(one > most) ||
		    !factors_by_id(build->factors,
				   arena_printf(build->arena, "%s/-/-/gwp", rows[i]->activity)))
			continue;
		most = one;
		best = peak;
	}
	return best;
}

static bool is_by_work(const struct item *item)
{
	return item->stage == STAGE_TRAINING && item->way == WAY_PARAMETERS &&
	       !item_value(item, KEY_PEAK) && !item_value(item, KEY_POWER) &&
	       !item_own(item, KEY_PRECISION) && item_own(item, KEY_ACCELERATOR);
}

/* Embodied items of the same accelerator that take the hours of this item change with it. */
static void change_embodied(struct candidates *candidates, struct candidate *candidate,
			    const struct item *item, const char *from, const char *to)
{
	struct build *build = candidates->freeze->build;

	for (size_t i = 0; i < build->scenario->item_count; i++) {
		const struct item *other = &build->scenario->items[i];
		const char *slug =
		    other->stage == STAGE_EMBODIED && item_own(other, KEY_ACCELERATOR)
			? accelerator_slug(build, other)
			: NULL;

		for (size_t k = 0; slug && k < other->from_count; k++)
			if (text_same(slug, from) && (text_same(other->from[k], item->id) ||
						      text_same(other->from[k], "training")))
				candidate_change(
				    candidates, candidate,
				    candidate_item_path(candidates, other, "accelerator"), to);
	}
}

void advice_accelerators(struct candidates *candidates)
{
	struct build *build = candidates->freeze->build;

	for (size_t i = 0; i < build->scenario->item_count; i++) {
		const struct item *item = &build->scenario->items[i];
		const struct thing_entry *now;
		const struct factor *best;
		struct candidate *candidate;
		const char *slug;

		if (!is_by_work(item))
			continue;
		slug = accelerator_slug(build, item);
		if (!slug || catalog_thing(build->factors, slug, &now, 1) != 1)
			continue;
		best = best_of(build, now);
		if (!best)
			continue;
		candidate = candidate_add(candidates,
					  candidate_item_path(candidates, item, "accelerator"),
					  best->activity);
		if (!candidate)
			return;
		change_embodied(candidates, candidate, item, slug, best->activity);
		candidate->advice.change =
		    arena_printf(build->arena, "accelerator of %s", item->id);
		candidate->advice.from = slug;
		candidate->advice.to = best->activity;
		candidate->advice.reach = best;
		candidate->advice.note =
		    "the same work at the same MFU, which a new one may miss";
	}
}
