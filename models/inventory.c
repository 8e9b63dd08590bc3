/* Characterisation: a flow of electricity times every criterion that has a factor. */

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/build.h"
#include "models/reader.h"

/* Criteria whose factor a site may state itself. */
static const struct {
	const char *criterion;
	enum key key;
} stated_keys[] = {
    {"gwp", KEY_INTENSITY},
    {"gwp_market", KEY_MARKET_INTENSITY},
    {"water", KEY_EWIF},
};

static const struct value *stated_factor(const struct flow *flow, const char *criterion)
{
	for (size_t i = 0; i < sizeof stated_keys / sizeof stated_keys[0]; i++) {
		if (text_same(criterion, stated_keys[i].criterion))
			return flow_value(flow, stated_keys[i].key);
	}
	return NULL;
}

/* The criteria that stepped back in the same way are one warning. */
static void note_step(struct build *build, const struct region *region, int year,
		      const char *criterion, const char *steps)
{
	struct step *step = build->steps;

	for (size_t i = 0; i < build->step_count; i++, step++) {
		if (step->region != region || step->year != year ||
		    !text_same(step->steps, steps))
			continue;
		if (!step->told)
			step->criteria =
			    arena_printf(build->arena, "%s, %s", step->criteria, criterion);
		return;
	}
	build->steps =
	    arena_grow(build->arena, build->steps, build->step_count, sizeof *build->steps);
	build->steps[build->step_count++] =
	    (struct step){region, year, steps, criterion, false};
}

/* Tells what a flow's look-ups did: steps once for each way, other findings as they are. */
static void tell_steps(struct build *build, const struct flow *flow)
{
	for (size_t i = 0; i < build->step_count; i++) {
		struct step *step = &build->steps[i];

		if (step->told)
			continue;
		step->told = true;
		diag_add(build->diags, DIAG_FACTOR_STEP, flow->at->place, flow->at->path,
			 "state the value, or add it with --factors",
			 "electricity of %s (%s): %s", step->region ? step->region->code : "-",
			 step->criteria, step->steps);
	}
	for (; build->aside_told < diags_count(build->aside); build->aside_told++) {
		const struct diag *diag = diags_at(build->aside, build->aside_told);

		if (diag->code != DIAG_FACTOR_STEP)
			diag_add(build->diags, diag->code, diag->place, diag->path, diag->hint,
				 "%s", diag->message);
	}
}

/* The factor per kWh as a cell; *reason says why there is none. */
static struct maybe electricity_factor(struct build *build, const struct flow *flow,
				       const char *criterion, const char **reason)
{
	const struct value *stated = stated_factor(flow, criterion);
	const struct region *region;
	const struct factor *factor;
	int year;

	if (stated)
		return (struct maybe){true, build_value(build, stated)};
	region = site_region(build, flow);
	year = site_year(build, flow);
	factor = factors_find(build->factors, "electricity", region ? region->code : "", year,
			      criterion, flow->at->place, flow->at->path, build->aside);
	if (factor && factor->steps)
		note_step(build, region, year, criterion, factor->steps);
	if (factor && year == 0 && factor->year > 0)
		build_note(build,
			   arena_printf(build->arena,
					"%s: no year stated, the latest row is used (%s)",
					flow->at->id, factor->id));
	if (factor)
		return (struct maybe){true, build_factor(build, factor)};
	*reason = region ? arena_printf(build->arena, "no factor for %s", region->code)
			 : "no region stated";
	return (struct maybe){false, CELL_BAD};
}

/* Impacts arise where the electricity is generated: facility energy / (1 - losses). */
static cell generated(struct build *build, const struct flow *flow)
{
	const struct value *losses = flow_value(flow, KEY_LOSSES);
	cell delivered;

	if (!losses)
		return flow->facility;
	sheet_at(build->sheet, place_of(losses), losses->path);
	delivered = sheet_subtract(build->sheet, sheet_constant(build->sheet, 1),
				   build_value(build, losses));
	return sheet_name(build->sheet, sheet_divide(build->sheet, flow->facility, delivered),
			  "energy generated");
}

static cell it_energy(struct build *build, const struct flow *flow)
{
	if (flow->it.known)
		return flow->it.cell;
	return sheet_divide(build->sheet, flow->facility, site_pue(build, flow));
}

/* On-site water per kWh of IT energy: stated, the provider's, or the default. */
static cell site_wue(struct build *build, const struct flow *flow)
{
	const struct value *stated = flow_value(flow, KEY_WUE);
	const struct site *site = flow->site ? flow->site : flow->at->site;
	const struct factor *factor;

	if (stated)
		return build_value(build, stated);
	factor = site_wue_row(build, flow);
	if (factor)
		return build_factor(build, factor);
	return build_default(build, "wue-unknown",
			     site ? arena_printf(build->arena, "sites/%s", site->name)
				  : flow->at->id,
			     "wue", flow->at->place, flow->at->path);
}

static bool is_zero(const struct value *value)
{
	return value && !value->failed && value->quantity.dist.kind == DIST_EXACT &&
	       value->quantity.dist.a == 0;
}

/* Water has two parts: off-site per facility kWh, on-site per IT kWh. */
static cell on_site_water(struct build *build, const struct flow *flow, cell off_site)
{
	cell on_site;

	if (is_zero(flow_value(flow, KEY_WUE)))
		return off_site;
	on_site = sheet_multiply(build->sheet, it_energy(build, flow), site_wue(build, flow));
	sheet_name(build->sheet, on_site, "on-site water");
	return sheet_add(build->sheet, off_site, on_site);
}

static void no_region(struct build *build, const struct flow *flow)
{
	/* A site that is named but not there was reported already. */
	if (item_own(flow->at, KEY_SITE) && !flow->at->site)
		return;
	diag_add(build->diags, DIAG_REGION_MISSING, flow->at->place, flow->at->path,
		 "write region: FR (or region: WORLD for the world average), or intensity: 57 "
		 "gCO2e/kWh",
		 "nothing says where the electricity was drawn");
}

static void characterise(struct build *build, struct line *line, const struct flow *flow,
			 size_t criterion)
{
	const char *id = build->criteria[criterion].id;
	const char *reason = NULL;
	struct maybe factor = electricity_factor(build, flow, id, &reason);
	/* Electricity is counted, and the EWIF stated, per kWh of the facility. */
	bool delivered = text_same(id, "electricity") || text_same(id, "water");
	cell amount = delivered ? flow->facility : generated(build, flow);
	cell impact;

	if (!factor.known) {
		line->impacts[criterion] = (struct impact){
		    .status = IMPACT_MISSING, .reason = reason, .cell = CELL_BAD};
		return;
	}
	impact = sheet_multiply(build->sheet, amount, factor.cell);
	if (text_same(id, "water"))
		impact = on_site_water(build, flow,
				       sheet_name(build->sheet, impact, "off-site water"));
	line_impact(build, line, criterion, impact);
}

/* The line's region where all its flows share one. */
static void set_region(struct build *build, struct line *line)
{
	for (size_t i = 0; i < line->flow_count; i++) {
		const struct region *region = site_region(build, &line->flows[i]);
		const char *code = region ? region->code : NULL;

		if (i > 0 && !text_same(code, line->region)) {
			line->region = NULL;
			return;
		}
		line->region = code;
	}
}

void inventory_characterise(struct build *build, struct line *line)
{
	set_region(build, line);
	for (size_t i = 0; i < line->flow_count; i++) {
		const struct flow *flow = &line->flows[i];
		const struct value *region = flow_value(flow, KEY_REGION);

		if (!region && !flow->region_text && !flow_value(flow, KEY_INTENSITY) &&
		    !flow_value(flow, KEY_MARKET_INTENSITY)) {
			no_region(build, flow);
			continue;
		}
		sheet_at(build->sheet, line->item->place, line->item->path);
		for (size_t c = 0; c < build->criterion_count; c++) {
			if (build_is_asked(build, c))
				characterise(build, line, flow, c);
		}
		tell_steps(build, flow);
		site_check_year(build, flow);
	}
	for (size_t c = 0; c < build->criterion_count; c++) {
		if (line->impacts[c].status == IMPACT_COUNTED)
			sheet_name(build->sheet, line->impacts[c].cell,
				   build->criteria[c].name);
	}
}
