/* Alignments as one table: a row for each bridge of each claim. */

#include "lca/base/text.h"
#include "reports/view_align.h"
#include "reports/view_record.h"

static void exact(struct doc *doc, double value, bool has)
{
	doc_number(doc, has ? text_double(doc->arena, value) : "");
}

/* Beside the row: no sum. */
static void market_row(struct doc *doc, const struct aligned *row)
{
	const struct align_bridge *market = &row->market;

	if (market->status == ALIGN_NOT_ASKED)
		return;
	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, row->id);
	doc_cell(doc, row->model);
	doc_cell(doc, row->unit.text);
	doc_cell(doc, "market-based");
	doc_cell(doc, market->status == ALIGN_APART ? "stated" : "contracts");
	for (int blank = 0; blank < 3; blank++)
		doc_number(doc, "");
	exact(doc, market->after.central, true);
	exact(doc, market->after.low, true);
	exact(doc, market->after.high, true);
	doc_cell(doc, market->how);
	doc_cell(doc, "beside the row, never summed");
	doc_cell(doc, market->source);
}

void view_align_flat(struct doc *doc, const struct alignment *alignment)
{
	static const struct doc_column columns[] = {
	    {.title = "claim"},	   {.title = "model"},	   {.title = "unit"},
	    {.title = "bridge"},   {.title = "status"},	   {.title = "adds"},
	    {.title = "adds_low"}, {.title = "adds_high"}, {.title = "sum"},
	    {.title = "sum_low"},  {.title = "sum_high"},  {.title = "how"},
	    {.title = "reason"},   {.title = "source"},
	};
	enum { COLUMNS = sizeof columns / sizeof *columns, CLAIM = 0, REASON = 12 };

	doc_table(doc, columns, sizeof columns / sizeof *columns);
	for (size_t k = 0; k < alignment->count; k++) {
		const struct aligned *row = &alignment->rows[alignment->order[k]];

		for (int step = 0; step < ALIGN_STEPS; step++) {
			const struct align_bridge *bridge = &row->bridges[step];
			bool adds =
			    bridge->status == ALIGN_CROSSED || bridge->status == ALIGN_APART;
			bool after = adds || bridge->status == ALIGN_INSIDE;

			doc_row(doc, ROW_PLAIN, 0);
			doc_cell(doc, row->id);
			doc_cell(doc, row->model);
			doc_cell(doc, row->unit.text);
			doc_cell(doc, align_step_name((enum align_step)step));
			doc_cell(doc, align_status_name(bridge->status, (enum align_step)step));
			exact(doc, bridge->adds.central, adds);
			exact(doc, bridge->adds.low, adds);
			exact(doc, bridge->adds.high, adds);
			exact(doc, bridge->after.central, after);
			exact(doc, bridge->after.low, after);
			exact(doc, bridge->after.high, after);
			doc_cell(doc, bridge->how);
			doc_cell(doc, bridge->reason);
			doc_cell(doc, bridge->source);
		}
		market_row(doc, row);
	}
	view_record_row(doc, COLUMNS, CLAIM, REASON);
}
