/* What the samples say beside the ranges: shortest intervals, mean, median, u and errors. */

#include "lca/base/arena.h"
#include "models/assess.h"
#include "reports/view.h"

static void shortest_line(struct doc *doc, const struct assessment *assessment,
			  size_t criterion)
{
	const struct impact *total = &assessment->totals[criterion];
	const struct shortest *shortest = &assessment->shortest[criterion];
	struct shown_unit unit = view_unit(assessment, criterion);
	struct statistics ends = total->statistics;
	const char *id = assessment->criteria[criterion]->id;

	if (total->status != IMPACT_COUNTED || !number_has_spread(&ends))
		return;
	ends.low = shortest->low;
	ends.high = shortest->high;
	ends.error.low = shortest->error_low;
	ends.error.high = shortest->error_high;
	doc_line(doc, 0, "%s%s: %s - %s %s", id, total->missing ? ", at least" : "",
		 number_low(doc->arena, &ends, unit), number_high(doc->arena, &ends, unit),
		 unit.text);
}

void view_shortest(struct doc *doc, const struct assessment *assessment)
{
	if (!assessment->shortest)
		return;
	doc_list(doc, DOC_LIST,
		 arena_printf(doc->arena, "Shortest %s intervals of the totals",
			      view_interval(doc->arena, assessment)));
	for (size_t c = 0; c < assessment->criterion_count; c++)
		shortest_line(doc, assessment, c);
	doc_drop_empty(doc);
}

/* "; standard error of the ends 0.04 and 0.06 t CO2e" */
static const char *errors_of_ends(struct arena *arena, const struct statistics *total,
				  struct shown_unit unit)
{
	if (!(total->error.low > 0 && total->error.high > 0))
		return "";
	return arena_printf(arena, "; standard errors of the ends of its range %s and %s %s",
			    number_significant(arena, total->error.low / unit.size, 1),
			    number_significant(arena, total->error.high / unit.size, 1),
			    unit.text);
}

const char *view_moments(struct arena *arena, const struct assessment *assessment)
{
	const struct impact *impact = &assessment->totals[0];
	const struct statistics *total = &impact->statistics;
	struct shown_unit unit = view_unit(assessment, 0);

	if (impact->status != IMPACT_COUNTED || !number_has_spread(total))
		return "";
	return arena_printf(arena,
			    " Of the samples of the total: mean %s, median %s, standard "
			    "uncertainty u %s%s.",
			    view_mean(arena, impact, unit), number_median(arena, total, unit),
			    view_u(arena, impact, unit),
			    errors_of_ends(arena, total, unit));
}
