/* Embodied: production of the hardware, by the hours allotted to this model. */

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/build.h"
#include "models/reader.h"

static const char *operator_at(struct build *build, const struct item *item)
{
	const struct flow flow = {.at = item};
	const struct region *region = site_region(build, &flow);

	return region && region->provider ? region->provider : "";
}

/* Who runs the hardware: the operator of the item's place, else of the places of the items
 * whose hours it takes, where they are all one operator's. "": nobody known. */
static const char *operator_of(struct build *build, const struct line *line)
{
	const char *operator= NULL;

	if (item_value(line->item, KEY_REGION))
		return operator_at(build, line->item);
	for (size_t i = 0; i < line->tied_count; i++) {
		const struct item *item = line->tied[i]->item;

		/* A share ran where the items it names did. */
		if (item->way == WAY_SHARE_OF)
			continue;
		if (operator&& !text_same(operator_at(build, item), operator))
			return "";
		operator= operator_at(build, item);
	}
	return operator? operator: "";
}

/* The value, or the database's default as a property of the hardware block (of the item without
 * one). */
static cell own_or_default(struct build *build, struct line *line, enum key key,
			   const char *name)
{
	const struct item *item = line->item;
	struct maybe stated = build_get(build, item, key);
	const char *owner =
	    item->hardware ? arena_printf(build->arena, "hardware/%s", item->hardware->name)
			   : item->id;

	if (stated.known)
		return stated.cell;
	line->from_default = true;
	return build_default_of(build, operator_of(build, line), name, owner,
				key_spec(key)->name, item->place, item->path);
}

/* Adds the accelerator hours of an item's lines, whose volumes the line then shares. */
static void take_hours(struct build *build, struct line *line, const struct item_lines *from,
		       struct maybe *sum)
{
	for (size_t i = 0; i < from->count; i++) {
		const struct line *target = from->lines[i];

		if (!target->device_hours.known)
			continue;
		sum->cell = sum->known
				? sheet_add(build->sheet, sum->cell, target->device_hours.cell)
				: target->device_hours.cell;
		sum->known = true;
		line->tied =
		    arena_grow(build->arena, line->tied, line->tied_count, sizeof *line->tied);
		line->tied[line->tied_count++] = target;
	}
}

static bool takes_already(const struct line *line, const struct item *target)
{
	for (size_t i = 0; i < line->tied_count; i++) {
		if (line->tied[i]->item == target)
			return true;
	}
	return false;
}

/* Accelerator hours of the items named, in units of this hardware. The shares of a stage ran on
 * the same hardware. */
static cell hours_from(struct build *build, struct line *line)
{
	const struct item *item = line->item;
	struct maybe per_unit = build_get(build, item, KEY_ACCELERATORS);
	struct maybe sum = {false, CELL_BAD};
	bool untold = false;

	for (size_t i = 0; i < item->from_count; i++) {
		size_t count = 0;
		const struct item **targets =
		    scenario_find(build->arena, build->scenario, item->from[i], item, &count);

		for (size_t j = 0; j < count; j++) {
			untold = untold || item_lacks_log(targets[j]);
			if (takes_already(line, targets[j]))
				diag_add(build->diags, DIAG_NAME_TWICE,
					 place_of(item->values[KEY_DEVICE_HOURS]), item->path,
					 "name the stage, or items of it",
					 "'from' names '%s' twice", targets[j]->id);
			else
				take_hours(build, line, build_item(build, targets[j]), &sum);
		}
	}
	if (!sum.known && untold)
		return CELL_BAD;
	if (!sum.known) {
		diag_add(build->diags, DIAG_NO_ACTIVITY,
			 place_of(item->values[KEY_DEVICE_HOURS]), item->path,
			 "write accelerator_hours: on that item, or device_hours: 1000 h here",
			 "the items of 'from' state no accelerator hours");
		return CELL_BAD;
	}
	if (per_unit.known)
		sum.cell = sheet_divide(build->sheet, sum.cell, per_unit.cell);
	return sheet_name(build->sheet, sum.cell, "device hours");
}

/* Share of the devices' life that the item takes: hours / (lifetime x utilization), in devices.
 * source: luccioni-2022, section 4.1. Whole devices (count) are used up at most once. */
static cell devices_used(struct build *build, struct line *line)
{
	const struct item *item = line->item;
	struct maybe count = build_own(build, item, KEY_COUNT);
	cell life, used;

	if (item->from_count)
		line->activity = (struct maybe){true, hours_from(build, line)};
	else if (count.known)
		line->activity = build_own(build, item, KEY_HOURS);
	else
		line->activity = build_own(build, item, KEY_DEVICE_HOURS);
	sheet_at(build->sheet, item->place, item->path);
	life =
	    sheet_multiply(build->sheet, own_or_default(build, line, KEY_LIFETIME, "lifetime"),
			   own_or_default(build, line, KEY_UTILIZATION, "utilization"));
	sheet_name(build->sheet, life, "hours of life allotted");
	used = sheet_divide(build->sheet, line->activity.cell, life);
	if (count.known) {
		used = sheet_multiply(
		    build->sheet,
		    sheet_minimum(build->sheet, used, sheet_constant(build->sheet, 1)),
		    count.cell);
		line->activity.cell =
		    sheet_multiply(build->sheet, line->activity.cell, count.cell);
	}
	line->activity.cell = line_allocated(build, line, line->activity.cell);
	line->activity_name = "device hours";
	return sheet_name(build->sheet, line_allocated(build, line, used), "devices used up");
}

static const struct thing *device(struct build *build, const struct value *value)
{
	if (value->failed)
		return NULL;
	return factors_thing(build->factors, value->text, NULL, place_of(value), value->path,
			     build->diags);
}

/* What the figure of an accelerator covers; one that holds its share of the host says so in a
 * row. */
static void mark_covered(struct build *build, struct line *line, const struct thing *thing)
{
	const struct item *item = line->item;
	const struct factor *share;

	if (!text_same(thing->kind, "accelerator"))
		return;
	share = factors_find(build->factors, thing->slug, "", 0, "host-share", item->place,
			     item->path, build->diags);
	line->host_inside = share != NULL;
	line->accelerator_alone = !share && !item_value(item, KEY_INCLUDES);
	if (share)
		build_note(build, arena_printf(
				      build->arena,
				      "%s: the figure of %s holds its share of the host (%s): "
				      "a server counted beside it would be counted twice",
				      line->id, thing->slug, share->source));
}

/* Impacts of a device of the database: every criterion it has a row for. */
static void device_impacts(struct build *build, struct line *line, const struct value *device,
			   const struct thing *thing, cell used)
{
	const struct item *item = line->item;
	bool found = false;

	if (!thing)
		return;
	if (item->from_count && text_same(thing->kind, "server") &&
	    !item_value(item, KEY_ACCELERATORS))
		diag_add(build->diags, DIAG_VALUE_MISSING, place_of(device), device->path,
			 "write accelerators: 8 (how many of them a server holds)",
			 "'from' counts accelerator hours, '%s' is a server", thing->slug);
	mark_covered(build, line, thing);
	for (size_t c = 0; c < build->criterion_count; c++) {
		const struct factor *factor =
		    factors_find(build->factors, thing->slug, "", 0, build->criteria[c].id,
				 item->place, item->path, build->diags);
		cell impact;

		if (!factor)
			continue;
		found = true;
		impact = build_product(build, used, "the number of devices", factor,
				       build->criteria[c].unit.text, device);
		if (cell_is_bad(impact))
			return;
		line_impact(build, line, c, impact);
	}
	if (!found && text_same(thing->kind, "accelerator")) {
		size_t gwp;

		line->from_default = true;
		if (build_criterion(build, "gwp", &gwp))
			line_impact(build, line, gwp,
				    sheet_multiply(build->sheet, used,
						   build_default_row(build, "accelerator",
								     "gwp", thing->slug, "gwp",
								     item->place, item->path)));
	}
}

/* Whether a line's impact covers a part; false with *known false where nobody says. */
static bool covers(const struct line *line, const char *part, bool *known)
{
	const struct value *list = item_value(line->item, KEY_INCLUDES);

	*known = (list && !list->failed) || line->accelerator_alone || line->host_inside;
	if (line->host_inside && text_same(part, "host"))
		return true;
	if (!list || list->failed)
		return (line->accelerator_alone || line->host_inside) &&
		       text_same(part, "accelerator");
	for (size_t i = 0; i < list->text_count; i++) {
		if (text_same(list->texts[i], part))
			return true;
	}
	return false;
}

/* Parts that no line of the stage covers, told on its first line; nothing where a line does not
 * say what it covers. */
void embodied_left_out(struct build *build)
{
	static const char *const parts[] = {"accelerator", "host", "network"};

	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		struct line *first = NULL;
		bool there = false, known = true;

		for (size_t j = 0; j < build->line_count; j++) {
			if (build->lines[j]->item->stage != STAGE_EMBODIED)
				continue;
			first = first ? first : build->lines[j];
			there = covers(build->lines[j], parts[i], &known) || there || !known;
		}
		if (first && !there)
			line_not_counted(
			    build, first,
			    arena_printf(build->arena, "embodied impact of the %s", parts[i]));
	}
}

/* Accelerators used up: a unit of hardware holds several where it says so. */
static cell accelerators_used(struct build *build, const struct item *item, cell used)
{
	struct maybe per_unit = build_get(build, item, KEY_ACCELERATORS);

	if (!per_unit.known)
		return used;
	return sheet_name(build->sheet, sheet_multiply(build->sheet, used, per_unit.cell),
			  "accelerators used up");
}

/* The impact of one unit: the item's own statement, else that of its hardware block. */
static void unit_impacts(struct build *build, struct line *line, cell used)
{
	const struct item *item = line->item;
	struct value *const *values = item->values;
	size_t gwp;

	if (!values[KEY_IMPACT] && !values[KEY_IMPACTS] && !values[KEY_DEVICE] &&
	    item->hardware)
		values = item->hardware->values;
	if (values[KEY_IMPACTS]) {
		line_impacts(build, line, values[KEY_IMPACTS], used);
	} else if (values[KEY_IMPACT]) {
		if (build_criterion(build, "gwp", &gwp))
			line_impact(build, line, gwp,
				    sheet_multiply(build->sheet, used,
						   build_value(build, values[KEY_IMPACT])));
	} else if (values[KEY_DEVICE]) {
		device_impacts(build, line, values[KEY_DEVICE],
			       device(build, values[KEY_DEVICE]), used);
	} else if (item_value(item, KEY_ACCELERATOR)) {
		const struct value *value = item_value(item, KEY_ACCELERATOR);

		device_impacts(build, line, value, build_accelerator(build, value),
			       accelerators_used(build, item, used));
	}
}

void stage_embodied(struct build *build, const struct item *item)
{
	struct line *line = build_line(build, item, NULL);

	sheet_at(build->sheet, item->place, item->path);
	if (item->way == WAY_IMPACTS)
		line_impacts(build, line, item_own(item, KEY_IMPACTS),
			     line_allocated(build, line, sheet_constant(build->sheet, 1)));
	else
		unit_impacts(build, line, devices_used(build, line));
	line_holes_apart(build, line, "not stated for this hardware");
}
