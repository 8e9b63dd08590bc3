/* Tables of factor rows: the list of a person, the flat one of a program. */

#include "reports/view_factors.h"

#include "factors/catalog.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/view.h"

static void row(struct doc *doc, const struct factor *factor)
{
	const struct unit *unit = &factor->quantity.unit;

	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, factor->id);
	doc_number(doc, factor_number(doc->arena, factor, unit));
	doc_cell(doc, unit->text);
	factor_range(doc, factor, unit);
	doc_cell(doc, factor->boundary);
	doc_cell(doc, factor->status);
	doc_cell(doc, factor->source);
}

void view_factors(struct doc *doc, const struct factor *const *rows, size_t count)
{
	static const struct doc_column columns[] = {
	    {.title = "id", .whole = true},
	    {.title = "value", .align = ALIGN_RIGHT},
	    {.title = "unit", .wraps = true},
	    {.title = "95 % range", .align = ALIGN_RANGE},
	    {.title = "boundary"},
	    {.title = "status"},
	    {.title = "source", .wraps = true}};

	doc_table(doc, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < count; i++)
		row(doc, rows[i]);
	doc_add(doc, DOC_FOOTER, "%s", view_count(doc->arena, count, "row"));
}

static void name_row(struct doc *doc, const char *id, const char *name, const char *kind,
		     const struct factor *looked_up, const char *const *aliases, size_t count)
{
	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, id);
	doc_cell(doc, name);
	doc_cell(doc, kind);
	doc_cell(doc, looked_up ? looked_up->id : "");
	doc_cell(doc, join_texts(doc->arena, aliases, count));
}

void view_found(struct doc *doc, const struct found *found)
{
	static const struct doc_column columns[] = {{.title = "name to write", .whole = true},
						    {.title = "what it is", .wraps = true},
						    {.title = "kind"},
						    {.title = "its electricity", .whole = true},
						    {.title = "also called", .wraps = true}};

	if (found->row_count > 0)
		view_factors(doc, found->rows, found->row_count);
	if (found->region_count + found->thing_count == 0)
		return;
	doc_table(doc, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < found->region_count; i++)
		name_row(doc, found->regions[i].code, found->regions[i].name,
			 found->regions[i].kind, found->looked_up[i], found->regions[i].aliases,
			 found->regions[i].alias_count);
	for (size_t i = 0; i < found->thing_count; i++)
		name_row(doc, found->things[i].slug, found->things[i].name,
			 found->things[i].kind, NULL, found->things[i].aliases,
			 found->things[i].alias_count);
	doc_add(doc, DOC_FOOTER, "%s",
		view_count(doc->arena, found->region_count + found->thing_count, "name"));
}

/* The value as typed, and the row's own spread alone. */
static void flat_numbers(struct doc *doc, const struct factor *factor)
{
	const struct dist *dist = &factor->quantity.dist;
	double scale = factor->quantity.unit.scale > 0 ? factor->quantity.unit.scale : 1;
	double central = dist_central(dist);
	bool exact = dist->kind == DIST_EXACT;

	doc_number(doc, factor->value_text);
	doc_number(doc, text_double(doc->arena,
				    (exact ? central : dist_quantile(dist, 0.025)) / scale));
	doc_number(doc, text_double(doc->arena,
				    (exact ? central : dist_quantile(dist, 0.975)) / scale));
}

static void flat_row(struct doc *doc, const struct factor *factor)
{
	const struct quantity *quantity = &factor->quantity;
	const struct dist whole = factors_whole(factor);
	struct statistics all = factor_statistics(factor, &quantity->unit);
	struct arena *arena = doc->arena;
	const char *const texts[] = {
	    quantity->unit.text,
	    dist_describe(arena, &whole, quantity->unit.scale),
	    factor->boundary,
	    factor->accounting,
	    factor->gas_scope,
	    factor->gwp_set,
	    factor->status,
	    factor->source,
	    factor->citation,
	    factor->licence,
	    factor->layer,
	    view_place(arena, quantity->origin.place),
	    factor->note,
	    factor->activity,
	    factor->region,
	    factor->year ? arena_printf(arena, "%d", factor->year) : "",
	    factor->criterion,
	    factor->variant,
	    factor->delivery,
	    factor->published,
	    factor->method ? dist_describe(arena, &factor->method->dist, 1) : "",
	};

	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, factor->id);
	flat_numbers(doc, factor);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		doc_cell(doc, texts[i]);
	doc_number(doc, text_double(arena, all.low));
	doc_number(doc, text_double(arena, all.high));
	doc_number(doc, text_double(arena, all.central));
}

void view_factors_flat(struct doc *doc, const struct factor *const *rows, size_t count)
{
	static const char *const titles[] = {
	    "id",	"value",      "low",	    "high",    "unit",	   "distribution",
	    "boundary", "accounting", "gas_scope",  "gwp_set", "status",   "source",
	    "citation", "licence",    "layer",	    "place",   "note",	   "activity",
	    "region",	"year",	      "criterion",  "variant", "delivery", "published",
	    "method",	"range_low",  "range_high", "median"};
	enum { COLUMNS = sizeof titles / sizeof *titles };
	struct doc_column columns[COLUMNS] = {0};

	for (size_t i = 0; i < COLUMNS; i++)
		columns[i].title = titles[i];
	doc_table(doc, columns, COLUMNS);
	for (size_t i = 0; i < count; i++)
		flat_row(doc, rows[i]);
}
