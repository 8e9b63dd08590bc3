/* Prints formula trees: name = value [range], leaves with distribution and origin. */

#include <string.h>

#include "factors/factors.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/assess.h"
#include "reports/explain.h"
#include "reports/view.h"

enum { VALUE_DIGITS = 6, EXACT_DIGITS = 10 };

static void add_part(struct buffer *out, const char *separator, const char *text)
{
	if (text && *text)
		buffer_printf(out, "%s%s", separator, text);
}

/* Typed and logged values as they are, up to ten digits; medians and results to six. */
static const char *value_text(struct arena *arena, const struct term *term)
{
	const struct quantity *quantity =
	    term->view.kind == CELL_INPUT ? term->view.quantity : NULL;

	if (!quantity)
		return number_significant(arena, term->statistics.central, VALUE_DIGITS);
	return number_plain(arena, term->statistics.central,
			    quantity->dist.kind == DIST_EXACT ? EXACT_DIGITS : VALUE_DIGITS);
}

static void add_value(struct arena *arena, const struct term *term, struct buffer *out)
{
	const struct statistics *s = &term->statistics;
	struct shown_unit unit = {.text = term->unit, .size = 1};

	buffer_printf(out, " = %s", value_text(arena, term));
	add_part(out, " ", term->unit);
	if (number_has_spread(s))
		buffer_printf(out, " [%s .. %s]", number_low(arena, s, unit),
			      number_high(arena, s, unit));
}

static void add_factor(const struct factor *factor, struct buffer *out)
{
	add_part(out, "; factor ", factor->id);
	add_part(out, "; ", factor->boundary);
	add_part(out, ", ", factor->accounting);
	if (factor->year != 0)
		buffer_printf(out, ", %d", factor->year);
	add_part(out, "; ",
		 factor->citation && *factor->citation ? factor->citation : factor->source);
	if (!text_same(factor->layer, "built-in"))
		add_part(out, "; layer ", factor->layer);
}

/* What was stepped over stands beside the row, with its own note; else the note of a row that
 * was stepped back to begins with it. */
static void add_note(const struct origin *origin, struct buffer *out)
{
	const struct factor *factor = origin->factor;
	const char *steps = factor ? factor->steps : NULL;
	bool apart = factor && (factor->off_place || factor->off_year);

	if (steps && !apart && !(origin->note && text_starts(origin->note, steps)))
		add_part(out, "; stepped back: ", steps);
	add_part(out, factors_is_step(origin) || (steps && !apart) ? "; stepped back: " : "; ",
		 origin->note);
}

/* What stands beside a row: it is cited where the row itself stands. */
static bool is_beside(const struct origin *origin)
{
	return origin->factor && !factors_is_row(origin);
}

/* Distribution, origin and draw of an input. */
static void add_origin(struct arena *arena, const struct term *term, struct buffer *out)
{
	const struct quantity *quantity = term->view.quantity;
	const struct origin *origin = &quantity->origin;

	if (quantity->dist.kind != DIST_EXACT)
		add_part(out, "; ", number_group(arena, quantity_describe(arena, quantity)));
	if (is_beside(origin))
		add_part(out, "; factor ", origin->factor->id);
	else if (origin->factor)
		add_factor(origin->factor, out);
	else
		add_part(out, "; source ", origin->source);
	add_note(origin, out);
	add_part(out, "; ",
		 origin->kind == ORIGIN_FACTOR ? NULL : origin_kind_name(origin->kind));
	add_part(out, origin->kind == ORIGIN_FACTOR ? "; " : " ",
		 view_place(arena, origin->place));
	if (is_beside(origin))
		buffer_printf(out, "; drawn with %s", origin->draw);
	for (size_t i = 0; i < term->correlation_count; i++)
		buffer_printf(out, "; rank correlation %.9g with %s", term->correlations[i].rho,
			      term->correlations[i].with);
	if (term->others > 0)
		buffer_printf(out, "; shared with %s",
			      view_count(arena, term->others, "other item"));
}

static void add_term(struct doc *doc, const struct term *term, unsigned depth, const char *name)
{
	struct buffer line = {0};

	if (*term->operation)
		buffer_printf(&line, "%s ", term->operation);
	buffer_text(&line, name);
	if (!term_is_constant(term))
		add_value(doc->arena, term, &line);
	if (term->repeated)
		buffer_text(&line, " (see above)");
	else if (term->view.kind == CELL_INPUT && !term_is_constant(term))
		add_origin(doc->arena, term, &line);
	doc_line(doc, depth, "%s", line.text);
	buffer_free(&line);
	for (size_t i = 0; i < term->count; i++)
		add_term(doc, &term->children[i], depth + 1, term->children[i].name);
}

/* The root is named after the criterion; an impact that is stated has its input one level
 * below. */
static void add_tree(struct doc *doc, const struct term *root, const char *name)
{
	struct term top = *root;

	doc_list(doc, DOC_TREE, NULL);
	if (root->view.kind != CELL_INPUT) {
		add_term(doc, root, 0, name);
		return;
	}
	top.operation = "";
	doc_line(doc, 0, "%s", name);
	add_term(doc, &top, 1, top.name);
}

static void add_item(struct doc *doc, const struct assessment *assessment,
		     struct explainer *explainer, const struct item_result *item)
{
	struct term **trees = explain_item(explainer, item);

	doc_add(doc, DOC_SECTION, "%s", item->id);
	for (size_t c = 0; c < assessment->criterion_count; c++) {
		const struct impact *impact = &item->impacts[c];

		if (trees[c])
			add_tree(doc, trees[c], assessment->criteria[c]->id);
		else if (impact->status == IMPACT_MISSING)
			doc_add(doc, DOC_TEXT, "%s: missing: %s", assessment->criteria[c]->id,
				impact->reason ? impact->reason : "no reason given");
	}
}

void view_explain(struct doc *doc, const struct assessment *assessment, const char *id)
{
	struct explainer *explainer = explain_new(doc->arena, assessment);

	for (size_t i = 0; i < assessment->item_count; i++)
		if (!id || text_same(assessment->items[i].id, id))
			add_item(doc, assessment, explainer, &assessment->items[i]);
}

static void flat_number(struct doc *doc, bool known, double value)
{
	doc_number(doc, known ? text_double(doc->arena, value) : "");
}

static void flat_term(struct doc *doc, const struct item_result *item, const char *criterion,
		      const struct term *term, unsigned depth)
{
	const struct quantity *quantity =
	    term->view.kind == CELL_INPUT ? term->view.quantity : NULL;
	bool spread = number_has_spread(&term->statistics);

	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, item->id);
	doc_cell(doc, criterion);
	doc_number(doc, arena_printf(doc->arena, "%u", depth));
	doc_number(doc, term->operation);
	doc_cell(doc, term->name);
	flat_number(doc, true, term->statistics.central);
	flat_number(doc, spread, term->statistics.low);
	flat_number(doc, spread, term->statistics.high);
	doc_cell(doc, term->unit);
	doc_cell(doc, quantity ? quantity_describe(doc->arena, quantity) : "");
	doc_cell(doc, quantity ? origin_kind_name(quantity->origin.kind) : "");
	doc_cell(doc, quantity ? view_place(doc->arena, quantity->origin.place) : "");
	doc_cell(doc, quantity && quantity->origin.factor
			  ? quantity->origin.factor->citation
			  : (quantity ? quantity->origin.source : ""));
	for (size_t i = 0; i < term->count; i++)
		flat_term(doc, item, criterion, &term->children[i], depth + 1);
}

static void start_flat(struct doc *doc)
{
	static const char *const titles[] = {
	    "item", "criterion", "depth",	 "operation", "name",  "value", "low",
	    "high", "unit",	 "distribution", "origin",    "place", "source"};
	enum { COLUMNS = sizeof titles / sizeof *titles };
	struct doc_column columns[COLUMNS] = {0};

	for (size_t i = 0; i < COLUMNS; i++)
		columns[i].title = titles[i];
	doc_table(doc, columns, COLUMNS);
}

static void flat_item(struct doc *doc, const struct assessment *assessment,
		      struct explainer *explainer, const struct item_result *item)
{
	struct term **trees = explain_item(explainer, item);

	for (size_t c = 0; c < assessment->criterion_count; c++)
		if (trees[c])
			flat_term(doc, item, assessment->criteria[c]->id, trees[c], 0);
}

void view_explain_flat(struct doc *doc, const struct assessment *assessment, const char *id)
{
	struct explainer *explainer = explain_new(doc->arena, assessment);

	start_flat(doc);
	for (size_t i = 0; i < assessment->item_count; i++)
		if (!id || text_same(assessment->items[i].id, id))
			flat_item(doc, assessment, explainer, &assessment->items[i]);
}
