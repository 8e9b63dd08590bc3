/* The itemized report: a headline, then every item with its range, share and basis. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/assess.h"
#include "reports/view.h"
#include "reports/view_chart.h"

enum { HEADLINE = 0 };

/* Below this numbers are scientific. */
static const double tiny = 1e-4;

void view_headline(struct doc *doc, const struct assessment *assessment)
{
	const struct impact *total = &assessment->totals[HEADLINE];
	const struct statistics *statistics = &total->statistics;
	struct shown_unit unit = view_unit(assessment, HEADLINE);
	size_t holes = view_holes(assessment, HEADLINE);
	struct arena *arena = doc->arena;
	const char *id = assessment->criteria[HEADLINE]->id;
	bool is_gwp = text_same(id, "gwp");
	const char *range = "no input is uncertain: no range", *hole = "";

	if (total->status != IMPACT_COUNTED) {
		doc_add(doc, DOC_HEADLINE, "%s: %s", assessment->criteria[HEADLINE]->name,
			total->status == IMPACT_MISSING ? "not known, every item is missing"
							: "no item counts towards the total");
		return;
	}
	if (!statistics->finite)
		range = "no range: some samples were not finite";
	else if (number_has_spread(statistics))
		range = arena_printf(
		    arena, "%s: %s - %s %s", view_interval(arena, assessment),
		    number_low(arena, statistics, unit), number_high(arena, statistics, unit),
		    text_ends(unit.text, " CO2e")
			? arena_copy(arena, unit.text, text_width(unit.text) - 5)
			: unit.text);
	else if (statistics->error.mean > 0)
		range = arena_printf(arena, "%s: this value alone",
				     view_interval(arena, assessment));
	else if (view_is_uncertain(assessment))
		range = "no uncertain input moves it: no range";
	if (holes > 0)
		hole = arena_printf(arena, "; %s missing", view_count(arena, holes, "item"));
	doc_add(doc, DOC_HEADLINE, "%s%s%s%s %s (%s)%s", is_gwp ? "" : id, is_gwp ? "" : ": ",
		holes > 0 ? "at least " : "",
		number_central(arena, statistics, unit, DIGITS_SUM), unit.text, range, hole);
}

static const char *basis_text(struct arena *arena, const struct item_result *item)
{
	if (!item->import || item->basis != BASIS_MEASURED)
		return basis_name(item->basis);
	return arena_printf(arena, "%s (%s)", basis_name(item->basis), item->import->format);
}

/* Losses stand below the item that they are of, and have its region and period. */
static const char *item_text(struct arena *arena, const struct item_result *item)
{
	if (item->losses_of)
		return item->item;
	if (item->region && item->period)
		return arena_printf(arena, "%s (%s, %s)", item->item, item->region,
				    item->period);
	if (item->region || item->period)
		return arena_printf(arena, "%s (%s)", item->item,
				    item->region ? item->region : item->period);
	return item->item;
}

/* What was recorded, or follows from what was stated, can be held against its source; what a
 * default made has the digits of its range. */
static const char *amount(struct arena *arena, const struct item_result *item)
{
	const struct shown_unit unit = {.text = item->activity_unit, .size = 1};

	if (item->basis != BASIS_DEFAULT || !number_has_spread(&item->activity))
		return number_amount(arena, item->activity.central);
	return number_central(arena, &item->activity, unit, DIGITS_ITEM);
}

static void activity_cell(struct doc *doc, const struct item_result *item)
{
	if (!item->activity_name || !item->activity_unit) {
		doc_number(doc, "");
		return;
	}
	doc_number(doc, arena_printf(doc->arena, "%s %s", amount(doc->arena, item),
				     item->activity_unit));
}

/* A part that is tiny beside the total has a unit of its own: "56.7 g", not 5.67e-05. */
static bool own_unit(const struct impact *impact, struct shown_unit unit,
		     struct shown_unit *own)
{
	static const char tail[] = " CO2e";
	double central = impact->statistics.central, shown = fabs(central / unit.size);

	if (!text_ends(unit.text, tail) || shown == 0 || !isfinite(shown) || shown >= tiny)
		return false;
	*own = number_unit("kgCO2e", central);
	return own->size < unit.size;
}

/* value and range; sign: before the value. */
static void figure_cells(struct doc *doc, const struct statistics *statistics, const char *sign,
			 struct shown_unit unit, const char *unit_text,
			 enum number_digits digits)
{
	struct arena *arena = doc->arena;
	const char *high = number_high(arena, statistics, unit);

	doc_number(doc,
		   arena_printf(arena, "%s%s%s", sign,
				number_central(arena, statistics, unit, digits), unit_text));
	doc_range(doc, number_low(arena, statistics, unit),
		  *high ? arena_printf(arena, "%s%s", high, unit_text) : "");
}

void view_impact(struct doc *doc, const struct impact *impact, struct shown_unit unit,
		 enum number_digits digits, double share)
{
	struct shown_unit own;
	const char *sign = impact->missing ? ">= " : "";

	if (impact->status != IMPACT_COUNTED) {
		doc_cell(doc, impact->status == IMPACT_MISSING ? "missing" : "-");
		doc_range(doc, "", "");
		doc_cell(doc, "");
		return;
	}
	if (own_unit(impact, unit, &own))
		figure_cells(
		    doc, &impact->statistics, sign, own,
		    arena_printf(doc->arena, " %.*s", (int)strcspn(own.text, " "), own.text),
		    digits);
	else
		figure_cells(doc, &impact->statistics, sign, unit, "", digits);
	doc_number(doc, isfinite(share) ? number_share(doc->arena, share) : "");
}

void view_total(struct doc *doc, const struct impact *total, struct shown_unit unit,
		double share)
{
	struct impact named = *total;

	named.missing = 0;
	view_impact(doc, &named, unit, DIGITS_SUM, share);
}

static void item_row(struct doc *doc, const struct item_result *item, struct shown_unit unit)
{
	const struct impact *impact = &item->impacts[HEADLINE];

	doc_row(doc, ROW_PLAIN, 1);
	doc_cell(doc, item_text(doc->arena, item));
	activity_cell(doc, item);
	view_impact(doc, impact, unit, DIGITS_ITEM, item->credit ? NAN : impact->share);
	doc_cell(doc, basis_text(doc->arena, item));
}

static void stage_rows(struct doc *doc, const struct assessment *assessment,
		       const struct stage_result *stage, struct shown_unit unit)
{
	double share = view_stage_share(assessment, stage->stage, HEADLINE);

	doc_row(doc, ROW_GROUP, 0);
	doc_cell(doc, stage->stage);
	doc_cell(doc, "");
	view_impact(doc, &stage->impacts[HEADLINE], unit, DIGITS_SUM, share);
	for (size_t i = 0; i < assessment->item_count; i++) {
		const struct item_result *item = &assessment->items[i];

		if (!item->credit && text_same(item->stage, stage->stage))
			item_row(doc, item, unit);
	}
}

static void start_table(struct doc *doc, const struct assessment *assessment,
			struct shown_unit unit)
{
	const char *range =
	    arena_printf(doc->arena, "%s range", view_interval(doc->arena, assessment));

	doc_table(doc,
		  (struct doc_column[]){{.title = "item", .wraps = true},
					{.title = "activity", .align = ALIGN_RIGHT},
					{.title = unit.text, .align = ALIGN_RIGHT},
					{.title = range, .align = ALIGN_RANGE},
					{.title = "share", .align = ALIGN_RIGHT},
					{.title = "basis"}},
		  6);
}

/* Creation happens once, use goes on: where the total holds both, each stands beside it. */
static void phase_rows(struct doc *doc, const struct assessment *assessment,
		       struct shown_unit unit)
{
	const struct impact *creation = &assessment->phases[PHASE_CREATION][HEADLINE];
	const struct impact *use = &assessment->phases[PHASE_USE][HEADLINE];
	const struct impact *phases[] = {creation, use};

	if (creation->status != IMPACT_COUNTED || use->status != IMPACT_COUNTED)
		return;
	for (size_t i = 0; i < 2; i++) {
		doc_row(doc, ROW_PLAIN, 1);
		doc_cell(doc, i == 0 ? "of it creation, once" : "of it use, as counted here");
		doc_cell(doc, "");
		view_impact(doc, phases[i], unit, DIGITS_SUM, phases[i]->share);
		doc_cell(doc, "");
	}
}

void view_item_table(struct doc *doc, const struct assessment *assessment)
{
	struct shown_unit unit = view_unit(assessment, HEADLINE);
	const struct impact *total = &assessment->totals[HEADLINE];

	start_table(doc, assessment, unit);
	for (size_t i = 0; i < assessment->stage_count; i++)
		if (view_has_items(assessment, assessment->stages[i].stage))
			stage_rows(doc, assessment, &assessment->stages[i], unit);
	doc_row(doc, ROW_TOTAL, 0);
	doc_cell(doc, view_holes(assessment, HEADLINE) > 0 ? "total, at least" : "total");
	doc_cell(doc, "");
	view_total(doc, total, unit, 1);
	doc_cell(doc, "");
	phase_rows(doc, assessment, unit);
}

static void credits(struct doc *doc, const struct assessment *assessment)
{
	const struct impact *sum = assessment->credits ? &assessment->credits[HEADLINE] : NULL;
	struct shown_unit unit;

	if (!sum || sum->status != IMPACT_COUNTED)
		return;
	unit = view_unit_of(assessment, HEADLINE, sum->statistics.central);
	doc_add(doc, DOC_SECTION, "Credits (not part of the total)");
	start_table(doc, assessment, unit);
	for (size_t i = 0; i < assessment->item_count; i++)
		if (assessment->items[i].credit)
			item_row(doc, &assessment->items[i], unit);
}

void view_terms(struct doc *doc, const struct record *record)
{
	if (record->basis == FACTORS_DIRECT)
		doc_add(doc, DOC_TEXT,
			"Electricity that was looked up counts what the power stations emit "
			"(basis: direct).");
	if (record->as_of)
		doc_add(doc, DOC_TEXT,
			"Factors: rows for which a figure was public by %s, as they stand in "
			"today's tables.",
			record->as_of);
}

void view_itemized(struct doc *doc, const struct assessment *assessment,
		   const struct diags *diags)
{
	doc_add(doc, DOC_TITLE, "%s",
		assessment->name ? assessment->name : "Life-cycle assessment");
	view_headline(doc, assessment);
	view_facts(doc, assessment);
	view_life(doc, assessment);
	view_chart_stages(doc, assessment);
	view_chart_items(doc, assessment);
	if (assessment->description)
		doc_add(doc, DOC_TEXT, "%s", assessment->description);
	view_terms(doc, &assessment->record);
	view_item_table(doc, assessment);
	credits(doc, assessment);
	view_sections(doc, assessment, diags);
}
