/* Other: any amount with a factor: network, storage, travel, offsets shown as credits. */

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/build.h"
#include "models/reader.h"

/* The criterion whose impacts have these dimensions: location-based climate change before
 * market-based. */
static bool criterion_of(const struct build *build, struct dimensions dimensions,
			 size_t *criterion)
{
	for (*criterion = 0; *criterion < build->criterion_count; (*criterion)++) {
		if (dimensions_equal(build->criteria[*criterion].unit.dimensions, dimensions))
			return true;
	}
	return false;
}

static void emit(struct build *build, struct line *line, cell product,
		 const struct value *factor)
{
	struct metered_energy metered = {.energy = product, .metered_at = line->metered_at};
	struct dimensions dimensions;
	size_t criterion;

	if (cell_is_bad(product))
		return;
	dimensions = sheet_dimensions(build->sheet, product);
	if (dimensions_equal(dimensions, unit_of("kWh").dimensions)) {
		line_electricity(build, line, &metered);
		return;
	}
	line->metered_at = METERED_UNSET;
	if (criterion_of(build, dimensions, &criterion)) {
		line_impact(build, line, criterion, line_allocated(build, line, product));
		line_holes_apart(build, line, "not stated");
		return;
	}
	diag_add(build->diags, DIAG_UNIT_MISMATCH, factor->entry->place, factor->path,
		 "the product must be an impact (kgCO2e, kgSbe, MJ_pe, L) or an energy (kWh)",
		 "'amount' times 'factor' is %s",
		 dimensions_describe(build->arena, dimensions));
}

/* An activity of the database: every criterion it has a row for. */
static void activity(struct build *build, struct line *line, cell amount)
{
	const struct value *value = item_own(line->item, KEY_ACTIVITY);
	const struct value *region = item_value(line->item, KEY_REGION);
	struct flow flow = {.at = line->item};
	const struct region *where = region ? site_region(build, &flow) : NULL;
	const struct thing *thing =
	    value->text ? factors_thing(build->factors, value->text, NULL, place_of(value),
					value->path, build->diags)
			: NULL;
	bool found = false;

	for (size_t c = 0; thing && c < build->criterion_count; c++) {
		const struct factor *factor =
		    factors_find(build->factors, thing->slug, where ? where->code : "",
				 site_year(build, &flow), build->criteria[c].id,
				 place_of(value), value->path, build->diags);
		cell product;

		if (!factor)
			continue;
		found = true;
		product = build_product(build, amount, "'amount'", factor,
					build->criteria[c].unit.text, value);
		if (cell_is_bad(product))
			return;
		line_impact(build, line, c, line_allocated(build, line, product));
	}
	if (!found && thing)
		diag_add(
		    build->diags, DIAG_NAME_UNKNOWN, place_of(value), value->path,
		    build_hint(build,
			       "lca factors search WORD lists activities; or write factor:"),
		    "the factor database has no impact of '%s'%s", value->text,
		    build_known_by(build));
	line_holes_apart(build, line, "no factor for this activity");
}

void stage_other(struct build *build, const struct item *item)
{
	struct line *line = build_line(build, item, NULL);
	struct maybe amount = build_own(build, item, KEY_AMOUNT);
	struct maybe factor = build_own(build, item, KEY_FACTOR);

	if (item->way == WAY_IMPACTS) {
		line_impacts(build, line, item_own(item, KEY_IMPACTS),
			     line_allocated(build, line, sheet_constant(build->sheet, 1)));
		line_holes_apart(build, line, "not stated");
		return;
	}
	if (!amount.known)
		return;
	if (factor.known)
		emit(build, line, sheet_multiply(build->sheet, amount.cell, factor.cell),
		     item_own(item, KEY_FACTOR));
	else if (item_own(item, KEY_ACTIVITY))
		activity(build, line, amount.cell);
}
