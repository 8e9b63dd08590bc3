/* Shares: an item that is a multiple of others. */

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/build.h"
#include "models/reader.h"

/* The flows of a line, each times the ratio, at their own sites. */
static void share_flows(struct build *build, struct line *line, const struct line *target,
			cell factor)
{
	for (size_t i = 0; i < target->flow_count; i++) {
		struct flow flow = target->flows[i];

		flow.facility = sheet_multiply(build->sheet, flow.facility, factor);
		if (flow.it.known)
			flow.it.cell = sheet_multiply(build->sheet, flow.it.cell, factor);
		line_flow(build, line, &flow);
	}
}

static void share_hours(struct build *build, struct line *line, const struct line *target,
			cell factor)
{
	cell hours;

	if (!target->device_hours.known)
		return;
	hours = sheet_multiply(build->sheet, target->device_hours.cell, factor);
	if (line->device_hours.known)
		hours = sheet_add(build->sheet, line->device_hours.cell, hours);
	line->device_hours = (struct maybe){true, hours};
}

/* Whether the data centre of a flow is one of many machines and little idle time. */
static bool is_hyperscale(struct build *build, const struct flow *flow)
{
	const struct value *kind = flow_value(flow, KEY_KIND);
	const struct region *region;

	if (kind)
		return !kind->failed && kind->text && text_same(kind->text, "hyperscale");
	region = site_region(build, flow);
	return region && text_same(region->kind, "cloud");
}

/* Whether an energy is that of accelerators alone: nothing around them was counted. */
static bool is_accelerators_alone(struct build *build, const struct flow *flow)
{
	const struct item *item = flow->at;
	const struct item_lines *lines = build_item(build, item);
	const struct value *factor = item_own(item, KEY_HOST_FACTOR);

	for (size_t i = 0; i < lines->count; i++) {
		if (lines->lines[i]->metered_at != METERED_ACCELERATOR ||
		    lines->lines[i]->default_host > 0)
			return false;
	}
	if (factor)
		return !factor->failed && dist_central(&factor->quantity.dist) <= 1;
	return lines->count > 0 && !item_value(item, KEY_HOST_POWER);
}

/* The ratio of the database for a line. Experiments are a multiple of the run. Energy with the
 * hosts has what nodes draw before they compute: machines that wait come on top. Energy of
 * accelerators alone has none of it, outside of hyperscale data centres. */
static const char *ratio_of(struct build *build, const struct item *item,
			    const struct line *target)
{
	if (item->stage != STAGE_IDLE)
		return "experiments-ratio";
	for (size_t i = 0; i < target->flow_count; i++) {
		if (!is_accelerators_alone(build, &target->flows[i]) ||
		    is_hyperscale(build, &target->flows[i]))
			return "idle-ratio";
	}
	return target->flow_count ? "idle-ratio-hpc" : "idle-ratio";
}

/* Whether the lines of the items named have ratios of their own. */
static bool ratios_differ(struct build *build, const struct item *item,
			  const struct item **targets, size_t count)
{
	const char *first = NULL;

	for (size_t i = 0; i < count; i++) {
		const struct item_lines *lines = build_item(build, targets[i]);

		for (size_t j = 0; j < lines->count; j++) {
			const char *ratio = ratio_of(build, item, lines->lines[j]);

			if (first && !text_same(ratio, first))
				return true;
			first = ratio;
		}
	}
	return false;
}

/* What an idle ratio is the ratio of is easily misread: its row tells. */
static void tell_idle(struct build *build, const struct item *item, const char *ratio)
{
	const char *id = arena_printf(build->arena, "default/-/-/%s", ratio);
	const struct factor *row = factors_by_id(build->factors, id);

	if (item->stage == STAGE_IDLE && row && *row->note)
		build_note(build,
			   arena_printf(build->arena, "%s: %s: %s", item->id, id, row->note));
}

/* The ratio where none is stated: one input, or one for each kind of energy. */
static cell default_ratio(struct build *build, struct line *line, const struct line *target,
			  bool differ)
{
	const struct item *item = line->item;
	const char *ratio = ratio_of(build, item, target);

	line->from_default = true;
	tell_idle(build, item, ratio);
	return build_default(build, ratio, item->id,
			     differ ? arena_printf(build->arena, "ratio %s", ratio) : "ratio",
			     item->place, item->path);
}

/* source: docs/method.md: that multiple of each named item, flows and device hours. */
void share_line(struct build *build, const struct item *item)
{
	const struct value *reference = item_own(item, KEY_SHARE_OF);
	struct line *line = build_line(build, item, NULL);
	struct maybe ratio = build_own(build, item, KEY_RATIO);
	const struct item **targets;
	size_t count = 0;
	bool differ, untold = false;

	if (!reference->text)
		return;
	targets = scenario_find(build->arena, build->scenario, reference->text, item, &count);
	differ = !ratio.known && ratios_differ(build, item, targets, count);
	line->basis = BASIS_MODELLED;
	for (size_t i = 0; i < count; i++) {
		const struct item_lines *lines = build_item(build, targets[i]);

		untold = untold || item_lacks_log(targets[i]);
		for (size_t j = 0; j < lines->count; j++) {
			const struct line *target = lines->lines[j];
			cell factor = ratio.known ? ratio.cell
						  : default_ratio(build, line, target, differ);

			factor = line_allocated(build, line, factor);
			line->from_default = line->from_default || target->from_default;
			share_flows(build, line, target, factor);
			share_hours(build, line, target, factor);
		}
	}
	if (!line->flow_count && count && !untold && !build->full)
		diag_add(build->diags, DIAG_NO_ACTIVITY, place_of(reference), reference->path,
			 "name an item that has an energy",
			 "'%s' has no energy to take a share of", reference->text);
}
