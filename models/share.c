/* Shares: an item that is a multiple of others. */

#include "lca/base/arena.h"
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

/* source: docs/method.md: that multiple of each named item, flows and device hours. */
void share_line(struct build *build, const struct item *item)
{
	const struct value *reference = item_own(item, KEY_SHARE_OF);
	struct line *line = build_line(build, item, NULL);
	struct maybe ratio = build_own(build, item, KEY_RATIO);
	const struct item **targets;
	size_t count = 0;
	cell factor;

	if (!reference->text || !ratio.known)
		return;
	targets =
	    scenario_find(build->arena, build->scenario, reference->text, item, false, &count);
	factor = line_allocated(build, line, ratio.cell);
	line->basis = BASIS_MODELLED;
	for (size_t i = 0; i < count; i++) {
		const struct item_lines *lines = build_item(build, targets[i]);

		for (size_t j = 0; j < lines->count; j++) {
			const struct line *target = lines->lines[j];

			line->from_default = line->from_default || target->from_default;
			share_flows(build, line, target, factor);
			share_hours(build, line, target, factor);
		}
	}
	if (!line->flow_count && count && !build->full)
		diag_add(build->diags, DIAG_NO_ACTIVITY, place_of(reference), reference->path,
			 "name an item that has an energy",
			 "'%s' has no energy to take a share of", reference->text);
}
