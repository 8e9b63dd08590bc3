/* A scenario run with one factor and with another. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/engine/compare.h"
#include "models/assess.h"
#include "reports/difference.h"
#include "reports/view.h"

/* The criterion's place in another run, or its count where it has none. */
static size_t same_criterion(const struct assessment *assessment, const char *id)
{
	size_t c = 0;

	while (c < assessment->criterion_count && !text_same(assessment->criteria[c]->id, id))
		c++;
	return c;
}

const struct criterion *difference_criterion(const struct difference *difference, size_t number)
{
	const struct assessment *a = difference->with_a, *b = difference->with_b;

	if (number < a->criterion_count)
		return a->criteria[number];
	number -= a->criterion_count;
	for (size_t c = 0; c < b->criterion_count; c++)
		if (same_criterion(a, b->criteria[c]->id) == a->criterion_count &&
		    number-- == 0)
			return b->criteria[c];
	return NULL;
}

const struct impact *difference_total(const struct assessment *assessment,
				      const char *criterion)
{
	static const struct impact missing = {.status = IMPACT_MISSING};
	size_t c = same_criterion(assessment, criterion);

	return c < assessment->criterion_count ? &assessment->totals[c] : &missing;
}

static const struct item_result *same_item(const struct assessment *assessment, const char *id)
{
	for (size_t i = 0; i < assessment->item_count; i++)
		if (text_same(assessment->items[i].id, id))
			return &assessment->items[i];
	return NULL;
}

static const char *estimate_text(struct arena *arena, const struct statistics *s,
				 struct shown_unit unit)
{
	const char *value = number_central(arena, s, unit, DIGITS_ITEM);

	if (!number_has_spread(s))
		return arena_printf(arena, "%s %s", value, unit.text);
	return arena_printf(arena, "%s %s (%s .. %s)", value, unit.text,
			    number_low(arena, s, unit), number_high(arena, s, unit));
}

static const char *impact_text(struct arena *arena, const struct impact *impact,
			       struct shown_unit unit)
{
	if (impact->status != IMPACT_COUNTED)
		return impact_status_name(impact->status);
	return estimate_text(arena, &impact->statistics, unit);
}

static const char *change_text(struct arena *arena, const struct impact *a,
			       const struct impact *b)
{
	double change;

	if (a->status != IMPACT_COUNTED || b->status != IMPACT_COUNTED ||
	    a->statistics.central == 0)
		return "";
	change = b->statistics.central / a->statistics.central - 1;
	if (fabs(change) < 1e-9)
		return "none";
	return arena_printf(arena, "%s%s %%", change > 0 ? "+" : "",
			    fabs(change) < 10 ? arena_printf(arena, "%.3g", 100 * change)
					      : number_significant(arena, 100 * change, 3));
}

static bool moved(const struct impact *a, const struct impact *b)
{
	return a->status != b->status || (a->status == IMPACT_COUNTED &&
					  (a->statistics.central != b->statistics.central ||
					   a->statistics.low != b->statistics.low ||
					   a->statistics.high != b->statistics.high));
}

static void result_row(struct doc *doc, const char *name, const struct impact *a,
		       const struct impact *b, const char *symbol)
{
	double value =
	    a->status == IMPACT_COUNTED ? a->statistics.central : b->statistics.central;
	struct shown_unit unit = number_unit(symbol, value);

	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, name);
	doc_cell(doc, impact_text(doc->arena, a, unit));
	doc_cell(doc, impact_text(doc->arena, b, unit));
	doc_number(doc, change_text(doc->arena, a, b));
}

static void begin_results(struct doc *doc, const char *title)
{
	doc_table(doc,
		  (struct doc_column[]){{.title = title, .wraps = true},
					{.title = "with A", .wraps = true},
					{.title = "with B", .wraps = true},
					{.title = "change", .align = ALIGN_RIGHT}},
		  4);
}

static void items_apart(struct doc *doc, const struct difference *difference)
{
	const struct assessment *a = difference->with_a, *b = difference->with_b;
	size_t other = same_criterion(b, a->criteria[0]->id), count = 0;

	for (size_t i = 0; i < a->item_count && other < b->criterion_count; i++) {
		const struct item_result *item = same_item(b, a->items[i].id);

		if (!item || !moved(&a->items[i].impacts[0], &item->impacts[other]))
			continue;
		if (count++ == 0) {
			doc_add(doc, DOC_SECTION, "Items that move, %s", a->criteria[0]->name);
			begin_results(doc, "item");
		}
		result_row(doc, item->id, &a->items[i].impacts[0], &item->impacts[other],
			   a->criteria[0]->symbol);
	}
}

/* Totals with B less those with A, sample by sample. */
static void view_paired(struct doc *doc, const struct difference *difference)
{
	const struct criterion *criterion;
	size_t count = 0;

	for (size_t c = 0; (criterion = difference_criterion(difference, c)) != NULL; c++) {
		const struct paired *compared = &difference->compared[c];
		const struct statistics *s = &compared->difference;
		struct shown_unit unit = number_unit(criterion->symbol, fabs(s->central));

		if (compared->samples == 0 || !s->finite || compared->equal == 1)
			continue;
		if (count++ == 0) {
			doc_add(doc, DOC_SECTION, "B less A, sample by sample");
			doc_table(doc,
				  (struct doc_column[]){
				      {.title = "criterion", .wraps = true},
				      {.title = "difference", .wraps = true},
				      {.title = "B is lower", .align = ALIGN_RIGHT}},
				  3);
		}
		doc_row(doc, ROW_PLAIN, 0);
		doc_cell(doc, criterion->id);
		doc_cell(doc, estimate_text(doc->arena, s, unit));
		doc_number(doc, arena_printf(doc->arena, "%s %%",
					     number_known(doc->arena, 100 * compared->lower,
							  100 * compared->lower_error, 3)));
	}
}

/* Totals of the scenario with the one and with the other. */
void view_rerun(struct doc *doc, const struct difference *difference)
{
	const struct assessment *a = difference->with_a, *b = difference->with_b;
	const struct criterion *criterion;
	bool any = false;

	if (!a || !b)
		return;
	doc_add(doc, DOC_SECTION, "Totals of %s, %s intervals", difference->scenario,
		view_interval(doc->arena, a));
	begin_results(doc, "criterion");
	for (size_t c = 0; (criterion = difference_criterion(difference, c)) != NULL; c++) {
		const struct impact *left = difference_total(a, criterion->id);
		const struct impact *right = difference_total(b, criterion->id);

		any |= moved(left, right);
		result_row(doc, criterion->id, left, right, criterion->symbol);
	}
	view_paired(doc, difference);
	if (any)
		items_apart(doc, difference);
	else
		doc_add(doc, DOC_TEXT,
			"Nothing moves: the scenario does not look up what differs.");
}
