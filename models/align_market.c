/* What contracts make of a row: told beside it, never summed. */

#include "lca/base/arena.h"
#include "models/align_parts.h"

static void beside(struct align_row *row, cell amount, const char *what, const char *source)
{
	row->market = (struct align_step_cells){.status = ALIGN_APART,
						.after = amount,
						.adds = CELL_BAD,
						.what = what,
						.source = source};
}

/* The energy of the run at the facility, by what contracts assign to the region. */
static void by_contracts(struct align_build *align, struct align_row *row)
{
	struct diags *silent = diags_new(align->build.arena);
	const struct factor *market = NULL;
	cell factor;

	if (row->region && row->energy.known &&
	    row->steps[ALIGN_GRID].status != ALIGN_NOT_ASKED)
		market = factors_find(align->build.factors, "electricity", row->region->code,
				      row->claim->year, "gwp_market", row->claim->place, NULL,
				      silent);
	if (!market)
		return;
	factor = align_factor(align, row, market);
	beside(row, sheet_multiply(align->build.sheet, row->energy.cell, factor),
	       arena_printf(align->build.arena, "energy of the run x %s", market->id),
	       market->citation);
	row->market.status = ALIGN_CROSSED;
}

void align_market(struct align_build *align, struct align_row *row)
{
	const struct claim *claim = row->claim;

	if (align->options->to < ALIGN_GRID || !row->electric.known)
		return;
	if (claim->figures[CLAIM_MARKET_EMISSIONS] && !row->per.known)
		beside(row, align_figure(align, claim, CLAIM_MARKET_EMISSIONS), "as published",
		       claim->source);
	else if (claim->accounting == ACCOUNTING_MARKET &&
		 row->steps[ALIGN_STATED].status == ALIGN_CROSSED)
		beside(row, row->steps[ALIGN_STATED].after, "as published", claim->source);
	else
		by_contracts(align, row);
}
