/* What the samples say beside the ranges: shortest intervals, mean, median, u and errors. */

#include <math.h>

#include "lca/base/arena.h"
#include "models/assess.h"
#include "reports/view.h"

/* From this part of the central value on a mean or median is another figure. */
static const double far = 0.05;

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
	if (!view_is_uncertain(assessment))
		doc_line(doc, 0, "no input is uncertain: there are none");
	doc_drop_empty(doc);
}

static bool has_range(const struct impact *impact)
{
	return impact->status == IMPACT_COUNTED &&
	       (!impact->statistics.finite || impact->statistics.error.mean > 0 ||
		number_has_spread(&impact->statistics));
}

bool view_is_uncertain(const struct assessment *assessment)
{
	for (size_t c = 0; c < assessment->criterion_count; c++) {
		if (has_range(&assessment->totals[c]))
			return true;
		for (size_t i = 0; i < assessment->item_count; i++)
			if (has_range(&assessment->items[i].impacts[c]))
				return true;
		for (size_t i = 0; i < assessment->per_count; i++)
			if (has_range(&assessment->per[i].use[c]) ||
			    (assessment->per[i].creation &&
			     has_range(&assessment->per[i].creation[c])))
				return true;
	}
	return false;
}

/* " The ends of its range are known to +- 0.04 and +- 0.06 t CO2e (--digits draws more)." */
static const char *errors_of_ends(struct arena *arena, const struct statistics *total,
				  struct shown_unit unit)
{
	if (!(total->error.low > 0 && total->error.high > 0))
		return "";
	return arena_printf(arena,
			    " The ends of its range are known to +- %s and +- %s %s (--digits "
			    "draws more).",
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
			    "uncertainty u %s.%s",
			    view_mean(arena, impact, unit), number_median(arena, total, unit),
			    view_u(arena, impact, unit), errors_of_ends(arena, total, unit));
}

/* How far a middle of the samples is from the central value, as a part of it; 0 where that is
 * not far, or could be chance. */
static double apart(const struct statistics *total, double middle, double error)
{
	double off = middle - total->central;

	if (fabs(off) <= 2 * error)
		return 0;
	return fabs(off) > far * fabs(total->central) ? off / fabs(total->central) : 0;
}

static const char *how_far(struct arena *arena, const char *name, double part)
{
	return arena_printf(arena, "%s %s %% %s", name,
			    number_fixed(arena, 100 * fabs(part), 0),
			    part > 0 ? "above" : "below");
}

/* The mean that is shown (view_middle.c). */
static double mean_apart(const struct impact *impact)
{
	const struct statistics *total = &impact->statistics;

	if (impact->exact.tail == TAIL_NO_MEAN)
		return 0;
	return impact_misses_tail(impact) ? apart(total, impact->exact.mean, 0)
					  : apart(total, total->mean, total->error.mean);
}

const char *view_quote(struct arena *arena, const struct assessment *assessment)
{
	const struct impact *impact = &assessment->totals[0];
	const struct statistics *total = &impact->statistics;
	double mean, median;

	if (impact->status != IMPACT_COUNTED || !number_has_spread(total) ||
	    total->central == 0)
		return "";
	mean = mean_apart(impact);
	median = apart(total, total->median, total->error.median);
	if (mean == 0 && median == 0)
		return "";
	return arena_printf(
	    arena,
	    "The headline is the central value: every input at its median or as stated. %s%s%s "
	    "it, because inputs are skewed, multiply, or are stated off the middle of their "
	    "range. Report the central value with the range%s; the median is the middle of the "
	    "range.",
	    mean != 0 ? how_far(arena, "The mean of the samples is", mean) : "",
	    mean != 0 && median != 0 ? " and " : "",
	    median != 0
		? how_far(arena, mean != 0 ? "their median" : "The median of the samples is",
			  median)
		: "",
	    impact->exact.tail == TAIL_NO_MEAN ? ""
					       : "; where results are added up, add the means");
}
