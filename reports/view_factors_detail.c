/* Everything known about one factor row. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/view.h"
#include "reports/view_factors.h"

enum { MEDIAN_DIGITS = 4 };

static const char *value_text(struct arena *arena, const struct factor *factor)
{
	return arena_printf(arena, "%s %s", factor->value_text, factor->quantity.unit.text);
}

/* NULL where it is the value. */
static const char *median_text(struct arena *arena, const struct factor *factor)
{
	static const double tolerance = 1e-9;
	const struct unit *unit = &factor->quantity.unit;
	double median =
	    dist_central(&factor->quantity.dist) / (unit->scale > 0 ? unit->scale : 1);

	if (fabs(median - factor->value) <= tolerance * fabs(factor->value))
		return NULL;
	return arena_printf(arena, "%s %s", number_significant(arena, median, MEDIAN_DIGITS),
			    unit->text);
}

static const char *range_text(struct arena *arena, const struct factor *factor)
{
	struct statistics s = factor_statistics(factor, &factor->quantity.unit);
	struct shown_unit unit = {.text = factor->quantity.unit.text, .size = 1};

	if (!number_has_spread(&s))
		return "none: exact";
	return arena_printf(arena, "%s .. %s %s%s", number_low(arena, &s, unit),
			    number_high(arena, &s, unit), unit.text,
			    factor->method ? ", with the error of the method" : "");
}

static const char *method_text(struct arena *arena, const struct quantity *method)
{
	return method ? arena_printf(arena, "%s, drawn as %s", quantity_describe(arena, method),
				     method->origin.draw ? method->origin.draw
							 : method->origin.key)
		      : NULL;
}

static const char *delivery_text(const char *delivery)
{
	if (text_same(delivery, "generated"))
		return "generated: losses to the meter come on top";
	if (text_same(delivery, "delivered"))
		return "delivered: losses to the meter are inside";
	return delivery;
}

static const char *variant_text(struct arena *arena, const char *variant)
{
	if (text_same(variant, "direct") || text_same(variant, "lifecycle"))
		return arena_printf(arena, "%s: what a look-up on that basis finds", variant);
	return *variant ? arena_printf(arena, "%s: beside the row that look-ups find", variant)
			: "";
}

void view_factor_detail(struct doc *doc, const struct factor *factor)
{
	struct arena *arena = doc->arena;
	struct quantity whole = factor->quantity;

	whole.dist = factors_whole(factor);
	doc_add(doc, DOC_SECTION, "%s", factor->id);
	facts_begin(doc);
	fact(doc, "value", value_text(arena, factor));
	fact(doc, "median", median_text(arena, factor));
	fact(doc, "95 % range", range_text(arena, factor));
	fact(doc, "distribution", quantity_describe(arena, &whole));
	fact(doc, "spread of the method", method_text(arena, factor->method));
	fact(doc, "variant", variant_text(arena, factor->variant));
	fact(doc, "boundary", factor->boundary);
	fact(doc, "accounting", factor->accounting);
	fact(doc, "delivery", delivery_text(factor->delivery));
	fact(doc, "gases", factor->gas_scope);
	fact(doc, "GWP set", factor->gwp_set);
	fact(doc, "status", factor->status);
	fact(doc, "published", factor->published);
	fact(doc, "stepped back", factor->steps);
	fact(doc, "source", factor->source);
	fact(doc, "citation", factor->citation);
	fact(doc, "licence", factor->licence);
	fact(doc, "layer", factor->layer);
	fact(doc, "place", view_place(arena, factor->quantity.origin.place));
	fact(doc, "note", factor->note);
}

void view_added(struct doc *doc, const struct factor *row, const struct factor *hidden)
{
	view_factor_detail(doc, row);
	if (!hidden)
		return;
	fact(doc, "in place of",
	     arena_printf(doc->arena, "%s from %s (%s)",
			  factor_text(doc->arena, hidden, &hidden->quantity.unit),
			  hidden->layer, hidden->source));
}
