/* What the rows of a comparison rest on: figures that are rounded to 0, intensities that are
 * stated in some of them. */

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/comparison_inner.h"

enum { NAMES_MOST = 3 };

struct doubt {
	const struct sheet *sheet;
	bool found;
};

/* A range of a factor 1 about it stays 0, whatever the digits that were rounded away. */
static void find_rounded(void *context, cell input)
{
	struct doubt *doubt = context;
	const struct factor *factor = sheet_view(doubt->sheet, input).quantity->origin.factor;

	doubt->found = doubt->found || (factor && text_same(factor->status, "suspect") &&
					factor->value == 0 && factors_central(factor) == 0);
}

const char *basis_doubt(const struct build *build, cell total)
{
	struct doubt doubt = {.sheet = build->sheet};

	if (!cell_is_bad(total))
		sheet_inputs(build->sheet, total, find_rounded, &doubt);
	return doubt.found ? "it rests on a published 0 that is a rounded figure "
			     "(factor-suspect)"
			   : NULL;
}

/* How much of the electricity of a row has a stated intensity. */
enum stating { STATES_NONE, STATES_LESS, STATES_MOST, STATES_ALL };

static enum stating stating_of(const struct comparing *comparing,
			       const struct contender *contender)
{
	const struct compared_place *place = &contender->row.place;
	bool market =
	    text_same(comparing->result->criteria[comparing->result->by]->id, "gwp_market");

	if (!contender->states)
		return STATES_NONE;
	if (!contender->looks_up)
		return STATES_ALL;
	return (market ? place->market_stated : place->intensity_stated) ? STATES_MOST
									 : STATES_LESS;
}

/* "A, B, C and 2 more": rows that state more than the least of all. */
static const char *names_of(const struct comparing *comparing, enum stating least)
{
	struct arena *arena = comparing->arena;
	const char *between = comparing_separator(comparing), *names = "";
	size_t count = 0;

	for (size_t i = 0; i < comparing->result->ranked; i++) {
		const struct contender *contender = comparing->ranked[i];

		if (stating_of(comparing, contender) == least || count++ >= NAMES_MOST)
			continue;
		names = arena_printf(arena, "%s%s%s", names, *names ? between : "",
				     contender->row.label);
	}
	if (count <= NAMES_MOST)
		return names;
	return arena_printf(arena, "%s and %zu more", names, count - NAMES_MOST);
}

void basis_note(struct comparing *comparing)
{
	const struct comparison *result = comparing->result;
	enum stating least = STATES_ALL, most = STATES_NONE;

	for (size_t i = 0; i < result->ranked; i++) {
		enum stating own = stating_of(comparing, comparing->ranked[i]);

		least = own < least ? own : least;
		most = own > most ? own : most;
	}
	if (least >= most || !text_starts(result->criteria[result->by]->id, "gwp"))
		return;
	comparing_note(
	    comparing,
	    arena_printf(comparing->arena,
			 "the intensity of the grid is stated in %s and looked up in other "
			 "rows%s: whether a stated one counts direct emissions or the life "
			 "cycle is not known here",
			 names_of(comparing, least),
			 least == STATES_NONE ? "" : ", or of less of their electricity"));
}
