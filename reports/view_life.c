/* The total over the model's life, below the headline. */

#include <ctype.h>

#include "lca/base/arena.h"
#include "models/assess.h"
#include "reports/view.h"

enum { HEADLINE = 0 };

/* "3,000,000,000 requests", "1,000 x 1000 output token". */
const char *view_served(struct arena *arena, const struct per_result *per)
{
	bool counts = isdigit((unsigned char)*per->unit);

	return arena_printf(arena, "%s %s%s%s", number_amount(arena, per->served),
			    counts ? "x " : "", per->unit,
			    counts || per->served == 1 ? "" : "s");
}

void view_life(struct doc *doc, const struct assessment *assessment)
{
	const struct life_total *life = assessment->life;
	const struct statistics *total = life ? &life->total.statistics : NULL;
	struct shown_unit unit;

	if (!life)
		return;
	unit = view_unit_of(assessment, HEADLINE, total->central);
	doc_add(doc, DOC_HEADLINE, "over the %s of the model's life: %s%s %s%s",
		view_served(doc->arena, life->per), life->total.missing ? "at least " : "",
		number_central(doc->arena, total, unit, DIGITS_SUM), unit.text,
		!number_has_spread(total)
		    ? ""
		    : arena_printf(doc->arena, " (%s: %s - %s %s)",
				   view_interval(doc->arena, assessment),
				   number_low(doc->arena, total, unit),
				   number_high(doc->arena, total, unit), unit.text));
}
