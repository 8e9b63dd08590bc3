/* Differences of factors with exact numbers: a row for each. */

#include "factors/factors.h"
#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/difference.h"
#include "reports/view.h"

/* Empty where there is no figure on the basis. */
static void flat_value(struct doc *doc, const struct factor *factor, const char *reason,
		       const struct unit *unit)
{
	double central = factor_estimate(factor, true).central;

	doc_number(doc, reason ? "" : text_double(doc->arena, central / unit->scale));
}

static void flat_pairs(struct doc *doc, const struct difference *difference)
{
	for (size_t i = 0; i < difference->pair_count; i++) {
		const struct factor_pair *pair = &difference->pairs[i];
		const struct unit *unit = &pair->a->quantity.unit;

		doc_row(doc, ROW_PLAIN, 0);
		doc_cell(doc, pair->what);
		doc_cell(doc, pair->a->id);
		doc_cell(doc, pair->b->id);
		flat_value(doc, pair->a, pair->reason_a, unit);
		flat_value(doc, pair->b, pair->reason_b, unit);
		doc_cell(doc, unit->text);
		doc_number(doc, pair->contrast.comparable
				    ? text_double(doc->arena, pair->contrast.ratio)
				    : "");
		doc_number(doc, pair->contrast.comparable
				    ? text_double(doc->arena, pair->contrast.below)
				    : "");
	}
}

static void flat_changes(struct doc *doc, const struct difference *difference)
{
	for (size_t i = 0; i < difference->change_count; i++) {
		const struct factor_change *change = &difference->changes[i];
		const struct factor *sides[] = {change->before, change->after};

		doc_row(doc, ROW_PLAIN, 0);
		doc_cell(doc, change->id);
		for (size_t k = 0; k < 2; k++) {
			const struct quantity *quantity = sides[k] ? &sides[k]->quantity : NULL;

			doc_number(doc, quantity ? text_double(doc->arena,
							       dist_central(&quantity->dist) /
								   quantity->unit.scale)
						 : "");
			doc_cell(doc, quantity ? quantity->unit.text : "");
		}
		doc_number(doc,
			   change->ratio > 0 ? text_double(doc->arena, change->ratio) : "");
		doc_cell(doc, change->before && change->after ? change->fields
			      : change->after		      ? "added"
							      : "removed");
	}
}

void view_difference_flat(struct doc *doc, const struct difference *difference)
{
	static const struct doc_column pairs[] = {
	    {.title = "of"},	  {.title = "row_a"}, {.title = "row_b"}, {.title = "value_a"},
	    {.title = "value_b"}, {.title = "unit"},  {.title = "ratio"}, {.title = "below"}};
	static const struct doc_column changes[] = {{.title = "id"},	 {.title = "value_a"},
						    {.title = "unit_a"}, {.title = "value_b"},
						    {.title = "unit_b"}, {.title = "ratio"},
						    {.title = "change"}};

	if (difference->kind == DIFFERENCE_TABLES) {
		doc_table(doc, changes, sizeof changes / sizeof *changes);
		flat_changes(doc, difference);
		return;
	}
	doc_table(doc, pairs, sizeof pairs / sizeof *pairs);
	flat_pairs(doc, difference);
}
