/* Two factors, regions, things or tables against each other. */

#include <assert.h>
#include <math.h>

#include "factors/factors.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "reports/difference.h"
#include "reports/view.h"
#include "reports/view_factors.h"

/* Rows of a table that a person reads; CSV and JSON have all. */
enum { MOST_CHANGES = 40 };

const char *difference_name(enum difference_kind kind)
{
	static const char *const names[] = {"rows", "regions", "things", "tables"};

	return names[kind];
}

const char *difference_reach(struct arena *arena, const struct factor *factor)
{
	const char *year = factor->year ? arena_printf(arena, " in %d", factor->year) : "";
	const char *where = *factor->region ? factor->region : "any place";

	if (text_same(factor->activity, "electricity"))
		return arena_printf(arena, "%s of the electricity of items at %s%s",
				    factor->criterion, where, year);
	if (text_same(factor->activity, "pue"))
		return arena_printf(arena, "the facility's energy of items at %s%s", where,
				    year);
	if (text_same(factor->activity, "wue"))
		return arena_printf(arena, "the on-site water of items at %s%s", where, year);
	if (text_same(factor->activity, "losses"))
		return arena_printf(arena, "the losses to the meter of items at %s%s", where,
				    year);
	if (text_same(factor->activity, "default"))
		return arena_printf(arena, "items that do not state their %s",
				    factor->criterion);
	return arena_printf(arena, "items of %s, by its %s", factor->activity,
			    factor->criterion);
}

/* "told apart: ..." or "cannot be told apart: ..." */
static const char *verdict(struct arena *arena, const struct contrast *c)
{
	const char *below = number_share(arena, c->below);

	return arena_printf(
	    arena, "%s: P(B < A) %s%s, %s standard deviations apart%s",
	    c->apart ? "told apart" : "cannot be told apart", *below == '<' ? "" : "= ", below,
	    isfinite(c->distance) ? number_significant(arena, c->distance, 2)
				  : "infinitely many",
	    c->same_method ? "; the error of their method is one and cancels" : "");
}

static void pair_fact(struct doc *doc, const char *name, const char *a, const char *b)
{
	if (!(a && *a) && !(b && *b))
		return;
	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, name);
	doc_cell(doc, a);
	doc_cell(doc, b);
}

static const char *year_of(struct arena *arena, const struct factor *factor)
{
	return factor->year ? arena_printf(arena, "%d", factor->year) : "any";
}

static const char *bridge_of(const struct factor *factor)
{
	return factor->bridge ? factor->bridge->text : NULL;
}

/* What the row says, before its bridge. */
static const char *published(struct arena *arena, const struct factor *factor)
{
	struct factor row = *factor;

	row.bridge = NULL;
	return factor_text(arena, &row, &row.quantity.unit);
}

static void view_pair(struct doc *doc, const struct factor_pair *pair)
{
	struct arena *arena = doc->arena;
	const struct factor *a = pair->a, *b = pair->b;
	const struct unit *unit = &a->quantity.unit;
	const struct unit *other = pair->contrast.comparable ? unit : &b->quantity.unit;
	bool bridged = a->bridge || b->bridge;

	doc_table(doc,
		  (struct doc_column[]){{.title = ""},
					{.title = "A", .wraps = true},
					{.title = "B", .wraps = true}},
		  3);
	pair_fact(doc, "row", a->id, b->id);
	pair_fact(doc, "value", pair->reason_a ? pair->reason_a : factor_text(arena, a, unit),
		  pair->reason_b ? pair->reason_b : factor_text(arena, b, other));
	if (bridged || pair->reason_a || pair->reason_b)
		pair_fact(doc, "as published", published(arena, a), published(arena, b));
	pair_fact(doc, "bridge", bridge_of(a), bridge_of(b));
	pair_fact(doc, "stepped back", a->steps, b->steps);
	pair_fact(doc, "year", year_of(arena, a), year_of(arena, b));
	pair_fact(doc, "boundary", a->boundary, b->boundary);
	pair_fact(doc, "accounting", a->accounting, b->accounting);
	pair_fact(doc, "delivery", a->delivery, b->delivery);
	pair_fact(doc, "gases", a->gas_scope, b->gas_scope);
	pair_fact(doc, "status", a->status, b->status);
	pair_fact(doc, "source", a->citation, b->citation);
	doc_list(doc, DOC_LIST, NULL);
	if (pair->contrast.comparable) {
		doc_line(doc, 0, "B is %s times A", factor_ratio(arena, pair->contrast.ratio));
		doc_line(doc, 0, "%s", verdict(arena, &pair->contrast));
	}
	if (pair->reason_a || pair->reason_b)
		doc_line(doc, 0, "not on one basis, hence not compared");
	else
		doc_line(doc, 0, "with B in place of A these would move: %s",
			 difference_reach(arena, a));
}

static void view_pairs(struct doc *doc, const struct difference *difference)
{
	struct arena *arena = doc->arena;

	doc_add(doc, DOC_SECTION, "What a look-up finds");
	doc_table(doc,
		  (struct doc_column[]){{.title = "of", .wraps = true},
					{.title = difference->a, .wraps = true},
					{.title = difference->b, .wraps = true},
					{.title = "B / A", .align = ALIGN_RIGHT},
					{.title = "P(B < A)", .align = ALIGN_RIGHT},
					{.title = "told apart"}},
		  6);
	for (size_t i = 0; i < difference->pair_count; i++) {
		const struct factor_pair *pair = &difference->pairs[i];
		struct unit unit = factor_shown_unit(&pair->a->quantity.unit);

		doc_row(doc, ROW_PLAIN, 0);
		doc_cell(doc, pair->what);
		doc_cell(doc, factor_text(arena, pair->a, &unit));
		doc_cell(doc, factor_text(arena, pair->b, &unit));
		if (!pair->contrast.comparable)
			continue;
		doc_number(doc, factor_ratio(arena, pair->contrast.ratio));
		doc_number(doc, number_share(arena, pair->contrast.below));
		doc_cell(doc, pair->contrast.apart ? "yes" : "no");
	}
}

/* What one thing alone has. */
static void view_alone(struct doc *doc, const struct difference *difference)
{
	doc_list(doc, DOC_LIST, NULL);
	if (*difference->only_a)
		doc_line(doc, 0, "known of A alone: %s", difference->only_a);
	if (*difference->only_b)
		doc_line(doc, 0, "known of B alone: %s", difference->only_b);
	doc_drop_empty(doc);
}

static void change_row(struct doc *doc, const struct factor_change *change)
{
	const struct factor *a = change->before, *b = change->after, *leader = a ? a : b;
	const struct unit *unit, *other;

	assert(leader);
	unit = other = &leader->quantity.unit;
	if (b && !dimensions_equal(unit->dimensions, b->quantity.unit.dimensions))
		other = &b->quantity.unit;
	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, change->id);
	doc_number(doc, a ? factor_number(doc->arena, a, unit) : "");
	doc_number(doc, b ? factor_number(doc->arena, b, other) : "");
	doc_cell(doc, other == unit
			  ? unit->text
			  : arena_printf(doc->arena, "A: %s, B: %s", unit->text, other->text));
	doc_number(doc, change->ratio > 0 ? factor_ratio(doc->arena, change->ratio) : "");
	if (a && b)
		doc_cell(doc, change->fields);
	else
		doc_cell(doc, b ? "added" : "removed");
}

static void view_changes(struct doc *doc, const struct difference *difference)
{
	size_t count = difference->change_count, added = 0, removed = 0;
	size_t shown = count < MOST_CHANGES ? count : MOST_CHANGES;

	for (size_t i = 0; i < count; i++) {
		added += !difference->changes[i].before;
		removed += !difference->changes[i].after;
	}
	doc_add(doc, DOC_TEXT, "A has %zu rows, B %zu: %zu added, %zu removed, %zu changed.",
		difference->rows_a, difference->rows_b, added, removed,
		count - added - removed);
	if (removed > 0)
		doc_add(doc, DOC_TEXT,
			"Removed is what A alone has: a table laid over others with --factors "
			"leaves such rows as they stand.");
	if (count == 0)
		return;
	doc_table(doc,
		  (struct doc_column[]){{.title = "row", .wraps = true},
					{.title = "A", .align = ALIGN_RIGHT},
					{.title = "B", .align = ALIGN_RIGHT},
					{.title = "unit", .wraps = true},
					{.title = "B / A", .align = ALIGN_RIGHT},
					{.title = "what changed", .wraps = true}},
		  6);
	for (size_t i = 0; i < shown; i++)
		change_row(doc, &difference->changes[i]);
	if (shown < count)
		doc_add(doc, DOC_FOOTER, "%zu more: --format csv or json has all",
			count - shown);
}

void view_difference(struct doc *doc, const struct difference *difference,
		     const struct diags *diags)
{
	doc_add(doc, DOC_TITLE, "A: %s", difference->a);
	doc_add(doc, DOC_HEADLINE, "B: %s", difference->b);
	switch (difference->kind) {
	case DIFFERENCE_ROWS:
		view_pair(doc, &difference->pairs[0]);
		break;
	case DIFFERENCE_REGIONS:
		view_pair(doc, &difference->pairs[0]);
		if (difference->pair_count > 1)
			view_pairs(doc, difference);
		break;
	case DIFFERENCE_THINGS:
		view_pairs(doc, difference);
		view_alone(doc, difference);
		break;
	case DIFFERENCE_TABLES:
		view_changes(doc, difference);
		break;
	}
	view_rerun(doc, difference);
	view_warnings(doc, diags);
}
