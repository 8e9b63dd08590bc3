/* The headline of a comparison: which row is lowest, whether it can be told apart, and how much
 * more another one has. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/view_comparison.h"

static const struct shown_unit plain_number = {.text = "", .size = 1};

static const char *ends(struct arena *arena, const struct comparison *comparison,
			const struct statistics *statistics, struct shown_unit unit)
{
	if (!number_has_spread(statistics))
		return "";
	return arena_printf(arena, " (%s: %s - %s)", comparison_interval(arena, comparison),
			    number_low(arena, statistics, unit),
			    number_high(arena, statistics, unit));
}

static const char *estimate(struct arena *arena, const struct comparison *comparison,
			    const struct statistics *statistics, struct shown_unit unit)
{
	return arena_printf(arena, "%s %s%s", number_median(arena, statistics, unit), unit.text,
			    ends(arena, comparison, statistics, unit));
}

/* The row that the headline holds the lowest against: the scenario as it stands, else the
 * highest. */
static const struct compared_row *reference(const struct comparison *comparison)
{
	for (size_t i = 1; i < comparison->ranked; i++)
		if (comparison_is_reference(comparison, i))
			return &comparison->rows[i];
	return &comparison->rows[comparison->ranked - 1];
}

static const char *sentence_label(struct arena *arena, const struct comparison *comparison,
				  const struct compared_row *other)
{
	if (other->as_stated && comparison_is_varied(comparison))
		return other->value_count
			   ? arena_printf(arena, "%s, the scenario as it stands,", other->label)
			   : "The scenario as it stands";
	return comparison->ranked > 2 ? arena_printf(arena, "The highest, %s,", other->label)
				      : other->label;
}

/* " The highest, B, has 1.33 x as much (1.1 - 1.6)." */
static const char *against(struct arena *arena, const struct comparison *comparison)
{
	const struct compared_row *other = reference(comparison);
	const char *symbol = comparison->criteria[comparison->by]->symbol;
	const char *range = "";

	if (other->exact_tie)
		return "";
	if (!other->ratio.finite)
		return arena_printf(
		    arena, " The difference to %s is %s.", other->label,
		    estimate(arena, comparison, &other->difference,
			     number_unit(symbol, fmax(fabs(other->difference.low),
						      fabs(other->difference.high)))));
	if (number_has_spread(&other->ratio))
		range = arena_printf(arena, " (%s - %s)",
				     number_low(arena, &other->ratio, plain_number),
				     number_high(arena, &other->ratio, plain_number));
	return arena_printf(arena, " %s has %s x as much%s.",
			    sentence_label(arena, comparison, other),
			    comparison_ratio(arena, &other->ratio), range);
}

static const char *told_apart(struct arena *arena, const struct comparison *comparison,
			      size_t alike)
{
	const char *interval = comparison_interval(arena, comparison);

	if (alike == 0)
		return arena_printf(arena, "; told apart from %s at %s.",
				    comparison->ranked == 2 ? comparison->rows[1].label
							    : "all others",
				    interval);
	if (comparison->ranked == 2)
		return arena_printf(arena, " and cannot be told apart from %s at %s.",
				    comparison->rows[1].label, interval);
	return arena_printf(arena, " and cannot be told apart from %zu %s at %s.", alike,
			    alike == 1 ? "other" : "others", interval);
}

/* The lowest of several that are ranked. */
static void winner(const struct comparison_view *view, const char *value)
{
	const struct comparison *comparison = view->comparison;
	const struct compared_row *first = &comparison->rows[0];
	const struct criterion *criterion = comparison->criteria[comparison->by];
	struct arena *arena = view->doc->arena;
	size_t alike = 0, unranked = comparison->row_count - comparison->ranked;

	for (size_t i = 1; i < comparison->ranked; i++)
		alike += !comparison->rows[i].told_from_first;
	doc_add(view->doc, DOC_HEADLINE, "%s %s: %s%s%s%s%s", first->label,
		alike ? "has the lowest median" : "is lowest",
		first->totals[comparison->by].missing ? "at least " : "",
		text_same(criterion->id, "gwp")
		    ? value
		    : arena_printf(arena, "%s of %s", value, criterion->id),
		told_apart(arena, comparison, alike), against(arena, comparison),
		unranked ? arena_printf(arena, " %zu %s not ranked.", unranked,
					unranked == 1 ? "is" : "are")
			 : "");
}

void comparison_headline(const struct comparison_view *view)
{
	const struct comparison *comparison = view->comparison;
	const struct compared_row *first = &comparison->rows[0];
	struct arena *arena = view->doc->arena;
	const struct statistics *total = &first->totals[comparison->by].statistics;
	const struct criterion *criterion = comparison->criteria[comparison->by];
	const char *value =
	    estimate(arena, comparison, total, number_unit(criterion->symbol, total->median));

	if (comparison->ranked == 1)
		doc_add(view->doc, DOC_HEADLINE, "%s: %s; %s", first->label, value,
			comparison->row_count == 1 ? "there is nothing to compare it with"
						   : "nothing else can be ranked");
	else if (comparison->ranked == 2 && comparison->rows[1].exact_tie)
		doc_add(view->doc, DOC_HEADLINE,
			"%s and %s are equal: %s; they cannot be told apart", first->label,
			comparison->rows[1].label, value);
	else
		winner(view, value);
}
