/* Alignments as one table: a row for each bridge of each claim. */

#include "lca/base/text.h"
#include "reports/view_align.h"

static void exact(struct doc *doc, double value, bool has)
{
	doc_number(doc, has ? text_double(doc->arena, value) : "");
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
	}
}
