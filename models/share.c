/* Shares: an item that is a multiple of others. */

#include "lca/base/arena.h"
#include "models/build.h"
#include "models/reader.h"

/* source: docs/method.md: that multiple of each named item's flows, at its own site. */
void share_line(struct build *build, const struct item *item)
{
	const struct value *reference = item_own(item, KEY_SHARE_OF);
	struct line *line = build_line(build, item, NULL);
	struct maybe ratio = build_own(build, item, KEY_RATIO);
	const struct item **targets;
	size_t count = 0;

	if (!reference->text || !ratio.known)
		return;
	targets =
	    scenario_find(build->arena, build->scenario, reference->text, item, false, &count);
	line->basis = BASIS_MODELLED;
	for (size_t i = 0; i < count; i++) {
		const struct item_lines *lines = build_item(build, targets[i]);

		for (size_t j = 0; j < lines->count; j++) {
			const struct line *target = lines->lines[j];

			line->from_default = line->from_default || target->from_default;
			for (size_t k = 0; k < target->flow_count; k++) {
				struct flow flow = target->flows[k];
				cell factor = line_allocated(build, line, ratio.cell);

				flow.facility =
				    sheet_multiply(build->sheet, flow.facility, factor);
				if (flow.it.known)
					flow.it.cell =
					    sheet_multiply(build->sheet, flow.it.cell, factor);
				line_flow(build, line, &flow);
			}
			if (target->device_hours.known) {
				cell hours =
				    sheet_multiply(build->sheet, target->device_hours.cell,
						   line_allocated(build, line, ratio.cell));

				line->device_hours.cell =
				    line->device_hours.known
					? sheet_add(build->sheet, line->device_hours.cell,
						    hours)
					: hours;
				line->device_hours.known = true;
			}
		}
	}
	if (!line->flow_count && count && !build->full)
		diag_add(build->diags, DIAG_NO_ACTIVITY, place_of(reference), reference->path,
			 "name an item that has an energy",
			 "'%s' has no energy to take a share of", reference->text);
}
