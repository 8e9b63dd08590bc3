/* Characterisation: a flow of electricity times every criterion that has a factor. */

#include <string.h>

#include "factors/catalog.h"
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

/* The factor of a kWh; where it was looked up, the losses to the meter may come on top. */
struct per_kwh {
	struct maybe factor;
	const struct factor *row; /* where it was looked up */
	const char *reason;	  /* why there is none */
};

/* As an intensity that is stated must. */
static bool row_fits(struct build *build, const struct factor *row, const char *criterion)
{
	for (size_t i = 0; i < sizeof stated_keys / sizeof stated_keys[0]; i++) {
		if (text_same(criterion, stated_keys[i].criterion))
			return build_row_fits_key(build, row,
						  key_spec(stated_keys[i].key)->name);
	}
	return true;
}

/* What a row is of that stands for the criterion. */
static const char *row_of(const struct build *build, const char *criterion)
{
	return build->marginal && text_same(criterion, "gwp") ? "gwp_marginal" : criterion;
}

const struct factor *marginal_row(struct factors *factors, const char *region, int year,
				  struct place place, const char *path, struct diags *diags)
{
	const struct factor *row = factors_find(factors, "electricity", region, year,
						"gwp_marginal", place, path, diags);

	if (!row || text_same(row->layer, "built-in") || text_same(row->boundary, "lifecycle"))
		return NULL;
	return row;
}

static const struct factor *row_found(struct build *build, const struct flow *flow,
				      const char *criterion)
{
	const struct region *region = site_region(build, flow);
	const char *code = region ? region->code : "";
	int year = site_year(build, flow);

	if (row_of(build, criterion) != criterion)
		return marginal_row(build->factors, code, year, flow->at->place, flow->at->path,
				    build->aside);
	return factors_find(build->factors, "electricity", code, year, criterion,
			    flow->at->place, flow->at->path, build->aside);
}

static struct per_kwh looked_up(struct build *build, const struct flow *flow,
				const char *criterion)
{
	const struct region *region = site_region(build, flow);
	int year = site_year(build, flow);
	const struct factor *factor = row_found(build, flow, criterion);

	if (!factor)
		return (struct per_kwh){.reason = region ? factors_reason(build->factors)
							 : "no region stated"};
	if (factor->steps)
		steps_note(build, region, year, criterion, factor->steps);
	if (factor->remark)
		build_note(build, arena_printf(build->arena, "electricity of %s: %s",
					       region ? region->code : "-", factor->remark));
	if (year == 0 && factor->year > 0)
		build_note(build,
			   arena_printf(build->arena,
					"%s: no year stated, the latest row is used (%s)",
					flow->at->id, factor->id));
	if (!row_fits(build, factor, criterion))
		return (struct per_kwh){.factor = {true, CELL_BAD}};
	return (struct per_kwh){.factor = {true, build_factor(build, factor)}, .row = factor};
}

static struct per_kwh electricity_factor(struct build *build, const struct flow *flow,
					 const char *criterion)
{
	const struct value *stated = stated_factor(flow, criterion);

	if (!stated)
		return looked_up(build, flow, criterion);
	if (row_of(build, criterion) != criterion)
		return (struct per_kwh){.reason = "the intensity stated is an average"};
	if (stated->series)
		return (struct per_kwh){.factor = {true, grid_join(build, flow, stated)}};
	if (build->basis != FACTORS_LIFECYCLE && text_starts(criterion, "gwp"))
		build_note(build, "an intensity that is stated stands as it is: --basis is for "
				  "those that are looked up");
	return (struct per_kwh){.factor = {true, build_value(build, stated)}};
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
	const struct factor *factor;

	if (stated)
		return build_value(build, stated);
	factor = site_wue_row(build, flow);
	if (factor)
		return build_factor(build, factor);
	factor = factors_find(build->factors, "default", "", 0, "wue-unknown", flow->at->place,
			      flow->at->path, build->diags);
	if (factor)
		return site_property(build, flow, "wue", factor, true);
	return build_default(build, "wue-unknown", flow->at->id, "wue", flow->at->place,
			     flow->at->path);
}

/* Water has two parts: off-site per facility kWh, on-site per IT kWh. */
static cell on_site_water(struct build *build, const struct flow *flow, cell off_site)
{
	cell on_site;

	if (value_is_zero(flow_value(flow, KEY_WUE)))
		return off_site;
	on_site = sheet_multiply(build->sheet, it_energy(build, flow), site_wue(build, flow));
	sheet_name(build->sheet, on_site, "on-site water");
	return sheet_add(build->sheet, off_site, on_site);
}

static void no_region(struct build *build, const struct flow *flow)
{
	const struct import *log = flow->at->log;
	const struct region_entry *told =
	    log && log->region ? catalog_region(build->factors, log->region) : NULL;

	/* A site that is named but not there was reported already. */
	if (item_own(flow->at, KEY_SITE) && !flow->at->site)
		return;
	/* The parts of the log, which could not be read, would have said it. */
	if (item_own(flow->at, KEY_SPLIT) && item_lacks_log(flow->at))
		return;
	diag_add(build->diags, DIAG_REGION_MISSING, flow->at->place, flow->at->path,
		 told ? arena_printf(build->arena, "write region: %s, which the log states",
				     log->region)
		      : "write region: FR (or region: WORLD for the world average), or "
			"intensity: 57 gCO2e/kWh",
		 "nothing says where the electricity was drawn");
}

/* Losses that are stated come on top of whatever the row holds. */
static void check_losses(struct build *build, const struct flow *flow, const struct factor *row)
{
	const struct value *stated = flow_value(flow, KEY_LOSSES);
	const char *text;
	size_t known = build->warned.count;

	if (!stated || value_is_zero(stated) || !row || !text_same(row->delivery, "delivered"))
		return;
	text = arena_printf(build->arena, "%s %u %u %s", stated->path, place_of(stated).line,
			    place_of(stated).column, row->id);
	if (text_set_add(build->arena, &build->warned, text, strlen(text)) < known)
		return;
	diag_add(
	    build->diags, DIAG_LOSSES_TWICE, place_of(stated), stated->path,
	    "leave 'losses' out, or write losses: 0",
	    "'%s' is per kWh delivered and holds the losses: those stated are counted twice",
	    row->id);
}

static bool is_lost(const char *criterion)
{
	return !text_same(criterion, "electricity") && !text_same(criterion, "water");
}

/* What a kWh of the facility costs here; what is lost on the way to it is a line of its own.
 * Electricity is counted, and the EWIF stated, per kWh of the facility. */
static void characterise(struct build *build, struct line *line, struct flow *flow,
			 size_t criterion, struct lost_energy *lost)
{
	const char *id = build->criteria[criterion].id;
	struct per_kwh found = electricity_factor(build, flow, id);
	bool generated;
	cell impact;

	if (!found.factor.known) {
		line->impacts[criterion] = (struct impact){
		    .status = IMPACT_MISSING, .reason = found.reason, .cell = CELL_BAD};
		return;
	}
	impact = sheet_multiply(build->sheet, flow->facility, found.factor.cell);
	if (text_same(id, "water"))
		impact = on_site_water(build, flow,
				       sheet_name(build->sheet, impact, "off-site water"));
	line_impact(build, line, criterion, impact);
	if (text_same(id, "gwp"))
		flow->gwp = (struct maybe){true, impact};
	generated = found.row && text_same(found.row->delivery, "generated");
	if (!is_lost(id) || (!generated && !flow_value(flow, KEY_LOSSES)))
		return;
	check_losses(build, flow, found.row);
	losses_add(build, line, flow, lost, criterion, found.factor.cell);
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

static void name_impacts(struct build *build, struct line *line)
{
	for (size_t c = 0; c < build->criterion_count; c++) {
		if (line->impacts[c].status == IMPACT_COUNTED)
			sheet_name(build->sheet, line->impacts[c].cell,
				   build->criteria[c].name);
	}
}

void inventory_characterise(struct build *build, struct line *line)
{
	set_region(build, line);
	for (size_t i = 0; i < line->flow_count; i++) {
		struct flow *flow = &line->flows[i];
		const struct value *region = flow_value(flow, KEY_REGION);
		struct lost_energy lost = {.tried = false};

		if (!region && !flow->region_text && !flow_value(flow, KEY_INTENSITY) &&
		    !flow_value(flow, KEY_MARKET_INTENSITY)) {
			no_region(build, flow);
			continue;
		}
		sheet_at(build->sheet, line->item->place, line->item->path);
		for (size_t c = 0; c < build->criterion_count; c++) {
			if (build_is_asked(build, c))
				characterise(build, line, flow, c, &lost);
		}
		steps_tell(build, flow);
		site_check_log(build, flow);
	}
	name_impacts(build, line);
	if (line->losses)
		name_impacts(build, line->losses);
}
