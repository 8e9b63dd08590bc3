/* The accelerator of an item: what it is called, what it draws. */

#include <stdlib.h>
#include <string.h>

#include "factors/catalog.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/build.h"
#include "models/reader.h"

enum { CANDIDATES = 16 };

static const struct thing_entry *find_thing(struct build *build, const char *name,
					    const char *kind)
{
	const struct thing_entry *found[CANDIDATES];
	size_t count = catalog_thing(build->factors, name, found, CANDIDATES);

	for (size_t i = 0; i < count; i++) {
		if (text_same(found[i]->kind, kind))
			return found[i];
	}
	return NULL;
}

const struct thing_entry *build_thing_of_kind(struct build *build, const char *name,
					      const char *kind)
{
	const char *text = arena_printf(build->arena, "%s %s", kind, name);
	size_t known = build->things_named.count;
	size_t number = text_set_add(build->arena, &build->things_named, text, strlen(text));

	if (number < known)
		return build->things[number];
	build->things = arena_grow(build->arena, build->things, known, sizeof *build->things);
	build->things[number] = find_thing(build, name, kind);
	return build->things[number];
}

/* An instance is rented whole: what it holds is what draws power and wears out. */
static void refuse_instance(struct build *build, const struct value *value,
			    const struct thing_entry *instance)
{
	const char *space = strchr(instance->contains, ' ');
	const char *hint = "write power: 350 W, or total_power: 2 kW with hours:";

	if (space)
		hint = arena_printf(build->arena,
				    "write accelerator: %s and accelerators: %.*s", space + 1,
				    (int)(space - instance->contains), instance->contains);
	diag_add(build->diags, DIAG_THING_UNKNOWN, place_of(value), value->path, hint,
		 "'%s' is an instance%s%s, expected an accelerator", instance->slug,
		 space ? " of " : "", space ? instance->contains : "");
}

const struct thing *build_accelerator(struct build *build, const struct value *value)
{
	const char *kind = "accelerator";

	if (!value || value->failed)
		return NULL;
	if (!build_thing_of_kind(build, value->text, kind)) {
		const struct thing_entry *instance =
		    build_thing_of_kind(build, value->text, "instance");

		if (instance) {
			refuse_instance(build, value, instance);
			return NULL;
		}
		/* Whatever computes can be what an item ran on. */
		if (build_thing_of_kind(build, value->text, "cpu"))
			kind = "cpu";
	}
	return factors_thing(build->factors, value->text, kind, place_of(value), value->path,
			     build->diags);
}

/* Quiet: who looks up a property of it reports an unknown name. */
bool accelerator_is_processor(struct build *build, const struct item *item)
{
	const struct value *value = item_value(item, KEY_ACCELERATOR);

	return value && !value->failed &&
	       !build_thing_of_kind(build, value->text, "accelerator") &&
	       build_thing_of_kind(build, value->text, "cpu");
}

const char *accelerator_slug(struct build *build, const struct item *item)
{
	const struct thing *thing = build_accelerator(build, item_value(item, KEY_ACCELERATOR));

	return thing ? thing->slug : NULL;
}

cell accelerator_property(struct build *build, const struct item *item, const char *criterion,
			  const char *hint)
{
	const char *slug = accelerator_slug(build, item);
	const struct factor *factor;

	if (!slug)
		return CELL_BAD;
	factor = factors_find(build->factors, slug, "", 0, criterion, item->place, item->path,
			      build->diags);
	if (factor &&
	    !build_row_fits_key(build, factor, text_same(criterion, "tdp") ? "power" : "peak"))
		return CELL_BAD;
	if (factor)
		return build_factor(build, factor);
	diag_add(build->diags, DIAG_DEFAULT_MISSING, item->place, item->path,
		 build_hint(build, hint), "the factor database has no '%s' for %s%s", criterion,
		 slug, build_known_by(build));
	return CELL_BAD;
}

/* A stated power against the rating of the accelerator, where one is named: the power of a node
 * typed for that of a card, or W for kW, is found here. An unknown name is an error even though
 * nothing is looked up. */
static void check_power(struct build *build, const struct item *item)
{
	const struct value *power = item_value(item, KEY_POWER);
	const char *slug = accelerator_slug(build, item);
	const struct factor *tdp, *most;
	double stated, rated;

	if (!slug || power->failed)
		return;
	tdp = factors_find(build->factors, slug, "", 0, "tdp", item->place, item->path,
			   build->diags);
	most = factors_by_id(build->factors, "default/-/-/draw-over-tdp");
	if (!tdp || !most)
		return;
	stated = dist_central(&power->quantity.dist);
	rated = dist_central(&tdp->quantity.dist);
	if (stated > rated * dist_central(&most->quantity.dist))
		diag_add(build->diags, DIAG_POWER_HIGH, place_of(power), power->path,
			 "power is that of one accelerator; total_power is that of everything",
			 "%s for one %s, which is rated at %g W",
			 quantity_describe(build->arena, &power->quantity), slug, 1000 * rated);
}

/* What share of its rating a device draws: by its class, then by what it does. */
static const char *load_of(struct build *build, const struct item *item)
{
	if (accelerator_is_processor(build, item))
		return "load-cpu";
	return item->stage == STAGE_INFERENCE ? "load-inference" : "load-training";
}

cell accelerator_power(struct build *build, struct line *line, struct metered_energy *metered)
{
	const struct item *item = line->item;
	struct maybe stated = build_get(build, item, KEY_POWER);
	cell power;

	if (stated.known) {
		check_power(build, item);
		return stated.cell;
	}
	metered->default_host = true;
	line->from_default = true;
	power = sheet_multiply(build->sheet,
			       accelerator_property(build, item, "tdp", "write power: 350 W"),
			       build_default(build, load_of(build, item), item->id, "load",
					     item->place, item->path));
	return sheet_name(build->sheet, power, "mean power of one accelerator");
}
