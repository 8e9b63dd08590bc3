/* What the total is like: illustrations with the figure that each rests on. */

#include "lca/base/arena.h"
#include "models/assess.h"
#include "reports/view.h"

/* One fewer than a total has: an illustration must not look more exact than the result. */
enum { DIGITS = 2 };

static void row(struct doc *doc, const struct impact *total,
		const struct equivalent *equivalent)
{
	bool spread = number_has_spread(&total->statistics);
	struct arena *arena = doc->arena;
	double one = dist_central(&equivalent->of->one.dist);
	const struct sampling_error *error = &total->statistics.error;
	struct shown_unit unit = number_unit("kgCO2e", one);

	doc_row(doc, ROW_PLAIN, 0);
	doc_number(doc, arena_printf(arena, "%s%s", total->missing ? ">= " : "",
				     number_significant(arena, equivalent->value, DIGITS)));
	doc_range(
	    doc, spread ? number_known(arena, equivalent->low, error->low / one, DIGITS) : "",
	    spread ? number_known(arena, equivalent->high, error->high / one, DIGITS) : "");
	doc_cell(doc, equivalent->of->name);
	doc_cellf(doc, "%s %s", number_amount(arena, one / unit.size), unit.text);
	doc_cellf(doc, "%s, %s", equivalent->of->source, equivalent->of->vintage);
}

void view_equivalents(struct doc *doc, const struct assessment *assessment)
{
	const struct impact *total = assessment->equivalents_of;

	if (!total)
		return;
	doc_add(doc, DOC_SECTION, "Equivalences");
	if (assessment->equivalent_count == 0) {
		doc_add(doc, DOC_TEXT, "Nothing is like a total of gwp that is %s.",
			total->status == IMPACT_COUNTED ? "not above 0" : "not known");
		return;
	}
	doc_table(
	    doc,
	    (struct doc_column[]){{.title = "about", .align = ALIGN_RIGHT},
				  {.title = arena_printf(doc->arena, "%s range",
							 view_interval(doc->arena, assessment)),
				   .align = ALIGN_RANGE},
				  {.title = "of", .wraps = true},
				  {.title = "at"},
				  {.title = "source, vintage", .wraps = true}},
	    5);
	for (size_t i = 0; i < assessment->equivalent_count; i++)
		row(doc, total, &assessment->equivalents[i]);
	doc_add(doc, DOC_TEXT,
		"Each line is the total of gwp in other words: an illustration, never an "
		"input. Ranges are those of the total; the figure of one counts as exact, "
		"though sources and vintages differ.");
}
