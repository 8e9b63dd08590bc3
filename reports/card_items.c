/* The items of a card: a table whose rows add up to its total. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/card_inner.h"
#include "reports/facts_inner.h"
#include "reports/view.h"

enum { LEVEL = 3, MOST_ITEMS = 60 };

const char *card_impact_text(struct arena *arena, const struct assessment *assessment,
			     const struct impact *impact)
{
	const struct statistics *statistics = &impact->statistics;
	struct shown_unit unit;

	if (impact->status != IMPACT_COUNTED)
		return impact->status == IMPACT_MISSING ? "not known" : "nothing counted";
	unit = number_unit("kgCO2e", statistics->central);
	return arena_printf(
	    arena, "%s %s%s%s", number_central(arena, statistics, unit, DIGITS_SUM), unit.text,
	    statistics->finite && number_has_spread(statistics)
		? arena_printf(arena, " (%s: %s - %s %s)", view_interval(arena, assessment),
			       number_low(arena, statistics, unit),
			       number_high(arena, statistics, unit), unit.text)
		: "",
	    impact->missing ? arena_printf(arena, ", at least: %s missing",
					   view_count(arena, impact->missing, "item"))
			    : "");
}

void card_add(struct doc *doc, struct buffer *out)
{
	write_markdown_at(doc, LEVEL, out);
	if (doc->count)
		buffer_text(out, "\n");
	doc_free(doc);
}

static void start_items(struct doc *doc, const struct assessment *assessment,
			struct shown_unit unit)
{
	struct arena *arena = doc->arena;

	doc_table(
	    doc,
	    (struct doc_column[]){
		{.title = "item"},
		{.title = "region"},
		{.title = "electricity (kWh)", .align = ALIGN_RIGHT},
		{.title = arena_printf(arena, "emissions (%s)", unit.text),
		 .align = ALIGN_RIGHT},
		{.title = arena_printf(arena, "%s range", view_interval(arena, assessment)),
		 .align = ALIGN_RANGE},
		{.title = "share", .align = ALIGN_RIGHT},
		{.title = "basis"}},
	    7);
}

/* "training: final run (2022)": an item alone, so that the rows add up to the total. */
static const char *item_name(struct arena *arena, const struct item_result *item)
{
	if (item->losses_of || !item->period)
		return arena_printf(arena, "%s: %s", item->stage, item->item);
	return arena_printf(arena, "%s: %s (%s)", item->stage, item->item, item->period);
}

static void item_row(struct doc *doc, const struct facts_item *fact, struct shown_unit unit,
		     size_t gwp)
{
	const struct item_result *item = fact->item;
	const struct impact *impact = &item->impacts[gwp];

	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, item_name(doc->arena, item));
	doc_cell(doc, item->region);
	doc_number(doc, isnan(fact->facility_kwh)
			    ? ""
			    : number_amount(doc->arena, fact->facility_kwh));
	view_impact(doc, impact, unit, DIGITS_ITEM, impact->share);
	doc_cell(doc, basis_name(item->basis));
}

static double stage_kwh(const struct facts *facts, const char *stage)
{
	double sum = NAN;

	for (size_t i = 0; i < facts->assessment->item_count; i++)
		if (!facts->items[i].item->credit &&
		    text_same(facts->items[i].item->stage, stage))
			sum = facts_plus(sum, facts->items[i].facility_kwh);
	return sum;
}

/* Of the stage, or of all where it is NULL. */
static size_t count_items(const struct assessment *assessment, const char *stage)
{
	size_t count = 0;

	for (size_t i = 0; i < assessment->item_count; i++) {
		const struct item_result *item = &assessment->items[i];

		count += !item->credit && !item->losses_of &&
			 (!stage || text_same(item->stage, stage));
	}
	return count;
}

/* More items than a card has room for: a row for each stage. */
static void stage_row(struct doc *doc, const struct facts *facts,
		      const struct stage_result *stage, struct shown_unit unit, size_t gwp)
{
	const struct impact *impact = &stage->impacts[gwp];
	double kwh = stage_kwh(facts, stage->stage);
	size_t count = count_items(facts->assessment, stage->stage);

	if (!count)
		return;
	doc_row(doc, ROW_PLAIN, 0);
	doc_cellf(doc, "%s: %s", stage->stage, view_count(doc->arena, count, "item"));
	doc_cell(doc, "");
	doc_number(doc, isnan(kwh) ? "" : number_amount(doc->arena, kwh));
	view_impact(doc, impact, unit, DIGITS_ITEM,
		    view_stage_share(facts->assessment, stage->stage, gwp));
	doc_cell(doc, "");
}

static void rows(struct doc *doc, const struct facts *facts, struct shown_unit unit)
{
	const struct assessment *assessment = facts->assessment;
	size_t gwp = assessment_gwp(assessment);

	if (assessment->item_count > MOST_ITEMS) {
		for (size_t i = 0; i < assessment->stage_count; i++)
			stage_row(doc, facts, &assessment->stages[i], unit, gwp);
		return;
	}
	for (size_t i = 0; i < assessment->item_count; i++)
		if (!assessment->items[i].credit)
			item_row(doc, &facts->items[i], unit, gwp);
}

static void total_row(struct doc *doc, const struct impact *impact, struct shown_unit unit,
		      double kwh, bool has_holes)
{
	bool is_least = impact->status == IMPACT_COUNTED && impact->missing;

	doc_row(doc, ROW_TOTAL, 0);
	doc_cell(doc, is_least ? "total, at least" : "total");
	doc_cell(doc, "");
	doc_number(doc, isnan(kwh) ? ""
				   : arena_printf(doc->arena, "%s%s", has_holes ? ">= " : "",
						  number_amount(doc->arena, kwh)));
	view_total(doc, impact, unit, impact->share);
	doc_cell(doc, "");
}

/* Where the total holds both: the bullets above tell the first alone. */
static void phases(struct doc *doc, const struct assessment *assessment)
{
	size_t gwp = assessment_gwp(assessment);
	const struct impact *creation = &assessment->phases[PHASE_CREATION][gwp];
	const struct impact *use = &assessment->phases[PHASE_USE][gwp];

	if (creation->status != IMPACT_NONE && use->status != IMPACT_NONE)
		doc_add(doc, DOC_TEXT,
			"Of the total, the making of the model, which happens once, is %s. The "
			"use phase, as counted here, is %s.",
			card_impact_text(doc->arena, assessment, creation),
			card_impact_text(doc->arena, assessment, use));
}

void card_items(const struct facts *facts, struct buffer *out)
{
	const struct assessment *assessment = facts->assessment;
	struct doc *doc = doc_new();
	size_t gwp = assessment_gwp(assessment);
	const struct impact *total = &assessment->totals[gwp];
	struct shown_unit unit = view_unit(assessment, gwp);

	start_items(doc, assessment, unit);
	rows(doc, facts, unit);
	total_row(doc, total, unit,
		  facts_plus(facts->phase_kwh[PHASE_CREATION], facts->phase_kwh[PHASE_USE]),
		  facts->phase_holes[PHASE_CREATION] + facts->phase_holes[PHASE_USE] > 0);
	if (assessment->item_count > MOST_ITEMS)
		doc_add(doc, DOC_TEXT, "A row for each stage; lca run has all %s.",
			view_count(doc->arena, count_items(assessment, NULL), "item"));
	phases(doc, assessment);
	if (facts->basis)
		doc_add(doc, DOC_TEXT, "Basis of the total: %s.", facts->basis);
	view_equivalents(doc, assessment);
	card_add(doc, out);
}
