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

/* Which key of an embodied item names what is made, and what it names; NULL: a stated impact.
 */
static const char *made(const struct build *build, const struct item *other, const char **slug)
{
	static const enum key stated[] = {KEY_IMPACT, KEY_IMPACTS};
	const struct value *value = item_own(other, KEY_DEVICE);
	const struct thing_entry *thing;
	enum key key = value ? KEY_DEVICE : KEY_ACCELERATOR;

	for (size_t i = 0; !value && i < sizeof stated / sizeof *stated; i++)
		if (item_value(other, stated[i]))
			return NULL;
	value = value ? value : item_value(other, KEY_ACCELERATOR);
	if (!value || value->failed || !value->text ||
	    catalog_thing(build->factors, value->text, &thing, 1) != 1)
		return NULL;
	*slug = thing->slug;
	return key_spec(key)->name;
}

/* How an embodied item takes the hours of an item: not at all, with those of others, alone. A
 * share runs where the items that it names do. */
enum takes { TAKES_NONE, TAKES_SOME, TAKES_ALL };

static enum takes takes_of(const struct build *build, const struct item *other,
			   const struct item *item)
{
	bool others = false;

	if (!advice_takes_hours(other, item))
		return TAKES_NONE;
	for (size_t i = 0; i < build->scenario->item_count; i++) {
		const struct item *one = &build->scenario->items[i];

		others = others || (one != item && one->way != WAY_SHARE_OF &&
				    advice_takes_hours(other, one));
	}
	return others ? TAKES_SOME : TAKES_ALL;
}

/* Embodied items of the same accelerator that take the hours of this item change with it. False
 * where one of them takes those of other items, too: it cannot be of two accelerators. */
static bool change_embodied(struct candidates *candidates, struct candidate *candidate,
			    const struct item *item, const char *from, const char *to)
{
	struct build *build = candidates->freeze->build;

	for (size_t i = 0; i < build->scenario->item_count; i++) {
		const struct item *other = &build->scenario->items[i];
		enum takes takes = takes_of(build, other, item);
		const char *slug = NULL, *key;

		if (other->stage != STAGE_EMBODIED || takes == TAKES_NONE)
			continue;
		key = made(build, other, &slug);
		if (!key || !text_same(slug, from))
			continue;
		if (takes == TAKES_SOME)
			return false;
		candidate_change(candidates, candidate,
				 candidate_item_path(candidates, other, key), to);
	}
	return true;
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
		if (!change_embodied(candidates, candidate, item, slug, best->activity)) {
			candidates->count--;
			continue;
		}
		candidate->advice.change =
		    arena_printf(build->arena, "accelerator of %s", item->id);
		candidate->advice.from = slug;
		candidate->advice.to = best->activity;
		candidate->advice.reach = best;
		candidate->advice.note =
		    "the same work at the same MFU, which a new one may miss";
	}
}
