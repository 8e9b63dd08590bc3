/* The itemized result as one flat table with exact numbers. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/assess.h"
#include "reports/record_line.h"
#include "reports/view.h"

/* What stands left of the numbers. */
struct line {
	const char *id, *stage, *item, *region, *period, *basis, *phase;
};

static void number(struct doc *doc, double value)
{
	doc_number(doc, isfinite(value) ? text_double(doc->arena, value) : "");
}

static void numbers(struct doc *doc, const struct impact *impact, double share)
{
	const struct statistics *s = &impact->statistics;
	bool counted = impact->status == IMPACT_COUNTED;
	const double values[] = {s->central, s->mean, s->sd, s->median, s->low, s->high, share};

	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		number(doc, counted ? values[i] : NAN);
	doc_cell(doc, impact->reason);
}

/* Columns that are there where they were asked for; empty for items. */
static void shortest_cells(struct doc *doc, const struct assessment *assessment,
			   const struct shortest *shortest)
{
	if (!assessment->shortest)
		return;
	number(doc, shortest ? shortest->low : NAN);
	number(doc, shortest ? shortest->high : NAN);
}

static void row(struct doc *doc, const struct line *line, const struct criterion *criterion,
		const struct impact *impact, double share)
{
	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, line->id);
	doc_cell(doc, line->stage);
	doc_cell(doc, line->item);
	doc_cell(doc, line->region);
	doc_cell(doc, line->period);
	doc_cell(doc, criterion->id);
	doc_cell(doc, criterion->symbol);
	doc_cell(doc, impact_status_name(impact->status));
	doc_cell(doc, line->basis);
	doc_cell(doc, line->phase);
	numbers(doc, impact, share);
}

static void item_rows(struct doc *doc, const struct assessment *assessment,
		      const struct item_result *item)
{
	const struct line line = {
	    item->id,
	    item->credit ? "credit" : item->stage,
	    item->item,
	    item->region,
	    item->period,
	    basis_name(item->basis),
	    phase_name(item->phase),
	};

	for (size_t c = 0; c < assessment->criterion_count; c++) {
		row(doc, &line, assessment->criteria[c], &item->impacts[c],
		    item->credit ? NAN : item->impacts[c].share);
		shortest_cells(doc, assessment, NULL);
	}
}

static void start_table(struct doc *doc, bool shortest)
{
	static const char *const titles[] = {
	    "id",	 "stage", "item",   "region",	    "period",
	    "criterion", "unit",  "status", "basis",	    "phase",
	    "central",	 "mean",  "sd",	    "median",	    "low",
	    "high",	 "share", "reason", "shortest_low", "shortest_high",
	};
	enum { COLUMNS = sizeof titles / sizeof *titles };
	struct doc_column columns[COLUMNS] = {0};

	for (size_t i = 0; i < COLUMNS; i++)
		columns[i].title = titles[i];
	doc_table(doc, columns, shortest ? COLUMNS : COLUMNS - 2);
}

/* The record takes a row of its own, without criterion and numbers, above the totals: those
 * stay last. */
static void record_row(struct doc *doc, const struct assessment *assessment)
{
	enum { BEFORE_REASON = 17 };

	if (!doc->record)
		return;
	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, "record");
	for (size_t i = 1; i < BEFORE_REASON; i++)
		doc_cell(doc, i == 1 ? "record" : NULL);
	doc_cellf(doc, "%s %s", RECORD_MARK, doc->record);
	shortest_cells(doc, assessment, NULL);
}

void view_flat(struct doc *doc, const struct assessment *assessment)
{
	const struct line total = {.id = "total", .stage = "total"};

	start_table(doc, assessment->shortest);
	for (size_t i = 0; i < assessment->item_count; i++)
		item_rows(doc, assessment, &assessment->items[i]);
	record_row(doc, assessment);
	for (size_t c = 0; c < assessment->criterion_count; c++) {
		bool counted = assessment->totals[c].status == IMPACT_COUNTED;

		row(doc, &total, assessment->criteria[c], &assessment->totals[c],
		    counted ? 1 : NAN);
		shortest_cells(doc, assessment,
			       counted && assessment->shortest ? &assessment->shortest[c]
							       : NULL);
	}
}
