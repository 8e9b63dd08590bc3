/* The energy of an item in each of its ways. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/build.h"
#include "models/reader.h"

/* Accelerator hours as stated: the product, or count x hours. */
static struct maybe stated_hours(struct build *build, const struct item *item)
{
	struct maybe product = build_own(build, item, KEY_ACCELERATOR_HOURS);
	struct maybe count = build_own(build, item, KEY_ACCELERATORS);
	struct maybe hours = build_own(build, item, KEY_HOURS);

	if (product.known)
		return product;
	if (count.known && hours.known)
		return (struct maybe){
		    true, sheet_name(build->sheet,
				     sheet_multiply(build->sheet, count.cell, hours.cell),
				     "accelerator hours")};
	return (struct maybe){false, CELL_BAD};
}

static cell per_unit_energy(struct build *build, struct line *line)
{
	static const struct {
		enum key key;
		enum volume volume;
		const char *name;
	} table[] = {
	    {KEY_ENERGY_PER_REQUEST, VOLUME_REQUEST, "requests"},
	    {KEY_ENERGY_PER_INPUT_TOKEN, VOLUME_INPUT_TOKEN, "input_tokens"},
	    {KEY_ENERGY_PER_CACHED_TOKEN, VOLUME_CACHED_TOKEN, "cached_tokens"},
	    {KEY_ENERGY_PER_OUTPUT_TOKEN, VOLUME_OUTPUT_TOKEN, "output_tokens"},
	    {KEY_ENERGY_PER_IMAGE, VOLUME_IMAGE, "images"},
	};
	const struct item *item = line->item;
	bool cached_apart = item_own(item, KEY_ENERGY_PER_CACHED_TOKEN) != NULL;
	struct maybe sum = {false, CELL_BAD};

	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		struct maybe energy = build_own(build, item, table[i].key);
		struct maybe count = line->volumes[table[i].volume];
		cell product;

		if (!energy.known)
			continue;
		if (!count.known && item_lacks_log(item))
			return CELL_BAD;
		if (!count.known) {
			diag_add(build->diags, DIAG_VALUE_MISSING, item->place,
				 item->values[table[i].key]->path,
				 arena_printf(build->arena, "write %s:, or log: FILE",
					      table[i].name),
				 "'%s' is given, but not how many",
				 key_spec(table[i].key)->name);
			return CELL_BAD;
		}
		if (table[i].volume == VOLUME_INPUT_TOKEN && cached_apart)
			count.cell = line_fresh_tokens(build, line);
		product = sheet_multiply(build->sheet, count.cell, energy.cell);
		sum.cell = sum.known ? sheet_add(build->sheet, sum.cell, product) : product;
		sum.known = true;
	}
	return sum.cell;
}

/* The site or region that a split value names. */
static void locate_part(const struct build *build, const struct import_part *part,
			struct metered_energy *metered)
{
	for (size_t i = 0; i < build->scenario->site_count; i++) {
		if (text_same(build->scenario->sites[i].name, part->value))
			metered->site = &build->scenario->sites[i];
	}
	if (!metered->site && part->value[0])
		metered->region_text = part->value;
}

/* A range between bounds is somebody's judgement; a meter has an error, and who prints its
 * reading rounds it. */
static bool is_judged(const struct value *energy)
{
	if (energy->failed || energy->quantity.origin.rounded)
		return false;
	switch (energy->quantity.dist.kind) {
	case DIST_UNIFORM:
	case DIST_TRIANGULAR:
	case DIST_PERT:
	case DIST_BETA:
	case DIST_ARCSINE:
	case DIST_TRAPEZOID:
	case DIST_DISCRETE:
		return true;
	case DIST_EXACT:
	case DIST_NORMAL:
	case DIST_LOGNORMAL:
	case DIST_GAMMA:
	case DIST_WEIBULL:
	case DIST_STUDENT:
	case DIST_EMPIRICAL:
		break;
	}
	return false;
}

/* Who says where a power was taken read a meter. An energy per request or token, or one that
 * was computed from the size of a model, is no reading wherever it applies. */
static bool is_read_off(const struct item *item)
{
	return item->metered_at != METERED_UNSET &&
	       (item->way == WAY_TOTAL_POWER || item->way == WAY_POWER ||
		item->way == WAY_ACCELERATORS);
}

/* The energy as metered, in the item's way; false where it has no energy of its own. */
static bool meter(struct build *build, struct line *line, const struct import_part *part,
		  struct metered_energy *metered)
{
	const struct item *item = line->item;

	switch (item->way) {
	case WAY_ENERGY:
		metered->energy = build_own(build, item, KEY_ENERGY).cell;
		if (!is_judged(item_own(item, KEY_ENERGY)))
			line->basis = BASIS_MEASURED;
		break;
	case WAY_LOG:
		if (!part)
			return false;
		logged_energy(build, line, part, stated_hours(build, item).known, metered);
		break;
	case WAY_TOTAL_POWER:
		metered->energy =
		    sheet_multiply(build->sheet, build_own(build, item, KEY_TOTAL_POWER).cell,
				   build_own(build, item, KEY_HOURS).cell);
		break;
	case WAY_POWER:
		metered->energy =
		    sheet_multiply(build->sheet, build_own(build, item, KEY_POWER).cell,
				   build_own(build, item, KEY_HOURS).cell);
		break;
	case WAY_PARAMETERS:
		line->device_hours = (struct maybe){true, operations_hours(build, line)};
		metered->energy = sheet_multiply(build->sheet, line->device_hours.cell,
						 accelerator_power(build, line, metered));
		break;
	case WAY_ACCELERATORS:
		metered->energy = sheet_multiply(build->sheet, line->device_hours.cell,
						 accelerator_power(build, line, metered));
		break;
	case WAY_PER_UNIT:
		metered->energy = per_unit_energy(build, line);
		break;
	case WAY_MODEL:
	case WAY_ACTIVE_PARAMETERS:
		metered->energy = model_energy(build, line, metered);
		break;
	case WAY_NONE:
	case WAY_IMPACTS:
	case WAY_SHARE_OF:
	case WAY_DEVICES:
	case WAY_AMOUNT:
		return false;
	}
	return true;
}

/* Hours and volumes that the item states are those of all its parts: the first has them. */
static void count_part(struct build *build, struct line *line, const struct import_part *part)
{
	const struct line *first = build->items[line->item - build->scenario->items].lines[0];

	if (line == first) {
		line->device_hours = stated_hours(build, line->item);
	} else {
		line->tied =
		    arena_grow(build->arena, line->tied, line->tied_count, sizeof *line->tied);
		line->tied[line->tied_count++] = first;
	}
	line_logged_volumes(build, line, part);
	line_stated_volumes(build, line);
}

/* One line: the item, or one part of its log. */
static void energy_line(struct build *build, const struct item *item,
			const struct import_part *part)
{
	struct line *line = build_line(build, item, part ? part->value : NULL);
	struct metered_energy metered = {.energy = CELL_BAD, .metered_at = line->metered_at};

	count_part(build, line, part);
	if (part && part->value)
		locate_part(build, part, &metered);
	if (!meter(build, line, part, &metered))
		return;
	if (is_read_off(item) && !line->from_default)
		line->basis = BASIS_MEASURED;
	line_electricity(build, line, &metered);
	line_repeat_volumes(build, line);
	if (line->device_hours.known)
		line->device_hours.cell = line_allocated(build, line, line->device_hours.cell);
}

/* Parts of a log that counts alone have no energy of their own but per request or token. */
static bool parts_have_energy(struct build *build, const struct item *item)
{
	const struct value *split = item->values[KEY_SPLIT];

	if (item->way == WAY_LOG || way_is_per_unit(item->way))
		return true;
	diag_add(
	    build->diags, DIAG_NO_ACTIVITY, place_of(split), split->path,
	    "leave 'split' out, or write energy_per_request: or energy_per_output_token:",
	    "the log has no energy, and nothing says how much of the item's each part has");
	return false;
}

void energy_lines(struct build *build, const struct item *item)
{
	const struct value *impacts = item_own(item, KEY_IMPACTS);

	if (item->way == WAY_IMPACTS) {
		struct line *line = build_line(build, item, NULL);

		line_impacts(build, line, impacts,
			     line_allocated(build, line, sheet_constant(build->sheet, 1)));
		line_holes(build, line, "not stated");
		line->device_hours = stated_hours(build, item);
		line_logged_volumes(build, line, NULL);
		line_stated_volumes(build, line);
		line_repeat_volumes(build, line);
		return;
	}
	if (item->way == WAY_SHARE_OF) {
		share_line(build, item);
		return;
	}
	if (item->log && item->log->part_count) {
		if (!parts_have_energy(build, item))
			return;
		for (size_t i = 0; i < item->log->part_count; i++)
			energy_line(build, item, &item->log->parts[i]);
		return;
	}
	energy_line(build, item, item->log ? &item->log->total : NULL);
}
