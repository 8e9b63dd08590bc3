/* Factor rows: a table of many, or everything known about a few. */

#include "factors/factors.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/view.h"

enum { P_LOW = 25, P_HIGH = 975, P_ALL = 1000, VALUE_DIGITS = 6 };

/* The 95 % interval of a row in its own unit. */
static struct statistics interval(const struct quantity *quantity)
{
	double scale = quantity->unit.scale > 0 ? quantity->unit.scale : 1;
	struct statistics s = {.central = dist_central(&quantity->dist) / scale,
			       .finite = true};

	s.low = s.high = s.central;
	if (quantity->dist.kind == DIST_EXACT)
		return s;
	s.low = dist_quantile(&quantity->dist, (double)P_LOW / P_ALL) / scale;
	s.high = dist_quantile(&quantity->dist, (double)P_HIGH / P_ALL) / scale;
	return s;
}

static void row(struct doc *doc, const struct factor *factor)
{
	struct statistics s = interval(&factor->quantity);
	struct shown_unit unit = {factor->quantity.unit.text, 1};

	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, factor->id);
	doc_number(doc, number_significant(doc->arena, s.central, 4));
	doc_cell(doc, unit.text);
	doc_range(doc, number_low(doc->arena, &s, unit), number_high(doc->arena, &s, unit));
	doc_cell(doc, factor->status);
	doc_cell(doc, factor->source);
}

void view_factors(struct doc *doc, const struct factor *const *rows, size_t count)
{
	doc_table(doc,
		  (struct doc_column[]){{.title = "id", .wraps = true},
					{.title = "value", .align = ALIGN_RIGHT},
					{.title = "unit", .wraps = true},
					{.title = "95 % range", .align = ALIGN_RANGE},
					{.title = "status"},
					{.title = "source", .wraps = true}},
		  6);
	for (size_t i = 0; i < count; i++)
		row(doc, rows[i]);
	doc_add(doc, DOC_FOOTER, "%s", view_count(doc->arena, count, "row"));
}

static void fact(struct doc *doc, const char *name, const char *text)
{
	if (!text || !*text)
		return;
	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, name);
	doc_cell(doc, text);
}

static const char *value_text(struct arena *arena, const struct quantity *quantity)
{
	double scale = quantity->unit.scale > 0 ? quantity->unit.scale : 1;

	return arena_printf(arena, "%s %s",
			    text_double(arena, dist_central(&quantity->dist) / scale),
			    quantity->unit.text);
}

static const char *range_text(struct arena *arena, const struct quantity *quantity)
{
	struct statistics s = interval(quantity);
	struct shown_unit unit = {quantity->unit.text, 1};

	if (!number_has_spread(&s))
		return "none: exact";
	return arena_printf(arena, "%s .. %s %s", number_low(arena, &s, unit),
			    number_high(arena, &s, unit), unit.text);
}

static void detail(struct doc *doc, const struct factor *factor)
{
	struct arena *arena = doc->arena;

	doc_add(doc, DOC_SECTION, "%s", factor->id);
	doc_table(doc, (struct doc_column[]){{.title = ""}, {.title = "", .wraps = true}}, 2);
	fact(doc, "value", value_text(arena, &factor->quantity));
	fact(doc, "95 % range", range_text(arena, &factor->quantity));
	fact(doc, "distribution", quantity_describe(arena, &factor->quantity));
	if (factor->method)
		fact(doc, "spread of the method",
		     arena_printf(arena, "%s, drawn as %s",
				  quantity_describe(arena, factor->method),
				  factor->method->origin.draw ? factor->method->origin.draw
							      : factor->method->origin.key));
	fact(doc, "boundary", factor->boundary);
	fact(doc, "accounting", factor->accounting);
	fact(doc, "gases", factor->gas_scope);
	fact(doc, "GWP set", factor->gwp_set);
	fact(doc, "status", factor->status);
	fact(doc, "stepped back", factor->steps);
	fact(doc, "source", factor->source);
	fact(doc, "citation", factor->citation);
	fact(doc, "licence", factor->licence);
	fact(doc, "layer", factor->layer);
	fact(doc, "place", view_place(arena, factor->quantity.origin.place));
	fact(doc, "note", factor->note);
}

void view_factors_detail(struct doc *doc, const struct factor *const *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		detail(doc, rows[i]);
}

static void flat_row(struct doc *doc, const struct factor *factor)
{
	const struct quantity *quantity = &factor->quantity;
	struct statistics s = interval(quantity);
	const char *const texts[] = {
	    quantity->unit.text,
	    dist_describe(doc->arena, &quantity->dist, quantity->unit.scale),
	    factor->boundary,
	    factor->accounting,
	    factor->gas_scope,
	    factor->gwp_set,
	    factor->status,
	    factor->source,
	    factor->citation,
	    factor->licence,
	    factor->layer,
	    view_place(doc->arena, quantity->origin.place),
	    factor->note,
	};

	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, factor->id);
	doc_number(doc, text_double(doc->arena, s.central));
	doc_number(doc, text_double(doc->arena, s.low));
	doc_number(doc, text_double(doc->arena, s.high));
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		doc_cell(doc, texts[i]);
}

void view_factors_flat(struct doc *doc, const struct factor *const *rows, size_t count)
{
	static const char *const titles[] = {
	    "id",	"value",      "low",	   "high",    "unit",	"distribution",
	    "boundary", "accounting", "gas_scope", "gwp_set", "status", "source",
	    "citation", "licence",    "layer",	   "place",   "note",
	};
	enum { COLUMNS = sizeof titles / sizeof *titles };
	struct doc_column columns[COLUMNS] = {0};

	for (size_t i = 0; i < COLUMNS; i++)
		columns[i].title = titles[i];
	doc_table(doc, columns, COLUMNS);
	for (size_t i = 0; i < count; i++)
		flat_row(doc, rows[i]);
}
