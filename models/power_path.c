/* The power path: from where an energy was metered to the facility. */

#include "lca/base/arena.h"
#include "models/build.h"
#include "models/reader.h"

/* What stands around a processor is less than what stands around an accelerator. */
static const char *host_factor_of(struct build *build, const struct item *item)
{
	return accelerator_is_processor(build, item) ? "host-factor-cpu" : "host-factor";
}

static const struct factor *host_factor_row(struct build *build, const struct item *item)
{
	return factors_by_id(build->factors, arena_printf(build->arena, "default/-/-/%s",
							  host_factor_of(build, item)));
}

/* "host power", with how much that usually is. */
static const char *typical_host(struct build *build, const struct item *item)
{
	const struct factor *factor = host_factor_row(build, item);

	if (!factor)
		return "host power";
	return arena_printf(build->arena,
			    "host power (typically %.0f to %.0f %% of the %s'; state "
			    "host_factor or host_power)",
			    100 * (dist_quantile(&factor->quantity.dist, 0.025) - 1),
			    100 * (dist_quantile(&factor->quantity.dist, 0.975) - 1),
			    accelerator_is_processor(build, item) ? "processors"
								  : "accelerators");
}

static double default_host(struct build *build, const struct item *item)
{
	const struct factor *factor = host_factor_row(build, item);

	return factor ? dist_central(&factor->quantity.dist) : 0;
}

/* source: docs/method.md, power path. E_node = E x host factor, or E + host power x accelerator
 * hours. */
static cell host(struct build *build, struct line *line, const struct metered_energy *metered)
{
	const struct item *item = line->item;
	struct maybe factor = build_own(build, item, KEY_HOST_FACTOR);
	struct maybe power = build_get(build, item, KEY_HOST_POWER);

	if (factor.known)
		return sheet_multiply(build->sheet, metered->energy, factor.cell);
	if (power.known && metered->metered_at == METERED_ACCELERATOR) {
		struct maybe hours = logged_host_hours(build, line, metered->part);

		if (hours.known)
			return sheet_add(build->sheet, metered->energy,
					 sheet_multiply(build->sheet, power.cell, hours.cell));
		diag_add(build->diags, DIAG_VALUE_MISSING, item->place, item->path,
			 "write accelerator_hours:",
			 "'host_power' is given, but not for how many accelerator hours");
		return CELL_BAD;
	}
	if (metered->default_host) {
		line->from_default = true;
		line->default_host = default_host(build, item);
		return sheet_multiply(build->sheet, metered->energy,
				      build_default(build, host_factor_of(build, item),
						    item->id, "host_factor", item->place,
						    item->path));
	}
	line_not_counted(build, line,
			 metered->not_counted ? metered->not_counted
			 : metered->metered_at == METERED_COMPONENTS
			     ? "PSU, fans and network of the host, typically 5-40 %"
			     : typical_host(build, item));
	return metered->energy;
}

void line_flow(struct build *build, struct line *line, const struct flow *flow)
{
	if (!build_holds_flow(build, line->item))
		return;
	line->flows =
	    arena_grow(build->arena, line->flows, line->flow_count, sizeof *line->flows);
	line->flows[line->flow_count++] = *flow;
	if (!line->activity.known)
		line->activity = (struct maybe){true, flow->facility};
	else
		line->activity.cell =
		    sheet_add(build->sheet, line->activity.cell, flow->facility);
	line->activity_name = "energy at the facility";
}

void line_electricity(struct build *build, struct line *line,
		      const struct metered_energy *metered)
{
	struct flow flow = {.at = line->item,
			    .region_text = metered->region_text,
			    .site = metered->site,
			    .part = metered->part};
	cell energy = metered->energy;

	sheet_at(build->sheet, line->item->place, line->item->path);
	if (metered->metered_at == METERED_ACCELERATOR ||
	    metered->metered_at == METERED_COMPONENTS)
		energy = host(build, line, metered);
	energy = line_allocated(build, line, energy);
	if (metered->metered_at == METERED_FACILITY) {
		flow.facility = sheet_name(build->sheet, energy, "energy at the facility");
		line_flow(build, line, &flow);
		return;
	}
	flow.it = (struct maybe){true, sheet_name(build->sheet, energy, "IT energy")};
	flow.facility = sheet_multiply(build->sheet, energy, site_pue(build, &flow));
	sheet_name(build->sheet, flow.facility, "energy at the facility");
	line_flow(build, line, &flow);
}
