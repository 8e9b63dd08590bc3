/* What charts share: marks of statistics, their figures in words, and when an axis is
 * logarithmic. */

#include "reports/view_chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/assess.h"
#include "reports/view.h"

/* The largest over the smallest value from which an axis is logarithmic; of ratios, where 1/3
 * is as far from 1 as 3. */
static const double wide = 1e3, decade = 10;
/* Beside a total of 1, this has a unit of its own. */
static const double tiny = 1e-3;

struct chart view_chart_start(struct arena *arena, const struct assessment *assessment,
			      enum chart_kind kind, const char *id)
{
	struct shown_unit unit = view_unit(assessment, 0);
	bool ranges = view_is_uncertain(assessment);

	return (struct chart){
	    .kind = kind,
	    .id = id,
	    .unit = assessment->criteria[0]->symbol,
	    .shown = unit.text,
	    .size = unit.size,
	    .interval = ranges ? view_interval(arena, assessment) : NULL,
	    .centre = NAN,
	    .centre_low = NAN,
	    .centre_high = NAN,
	};
}

void view_chart_centre(struct arena *arena, struct chart *chart,
		       const struct assessment *assessment)
{
	const struct impact *total = &assessment->totals[0];
	const struct statistics *statistics = &total->statistics;
	struct shown_unit unit = view_unit(assessment, 0);

	if (total->status != IMPACT_COUNTED)
		return;
	chart->centre = total->statistics.central;
	chart->centre_label = total->missing ? "total, at least" : "total";
	chart->centre_brief = arena_printf(
	    arena, "%s %s", number_central(arena, statistics, unit, DIGITS_SUM), unit.text);
	if (!number_has_spread(statistics))
		return;
	chart->centre_range =
	    arena_printf(arena, "%s - %s", number_low(arena, statistics, unit),
			 number_high(arena, statistics, unit));
	chart->centre_low = total->statistics.low;
	chart->centre_high = total->statistics.high;
}

struct shown_unit view_chart_unit(const struct assessment *assessment, double value)
{
	struct shown_unit unit = view_unit(assessment, 0);

	return value != 0 && fabs(value) < tiny * unit.size ? view_unit_of(assessment, 0, value)
							    : unit;
}

const char *view_chart_short(struct arena *arena, struct shown_unit unit)
{
	return arena_copy(arena, unit.text, strcspn(unit.text, " "));
}

const char *view_chart_figures(struct arena *arena, const struct statistics *statistics,
			       struct shown_unit unit, const char *symbol, const char *interval,
			       enum number_digits digits)
{
	const char *value = number_central(arena, statistics, unit, digits);
	const char *exactly = text_double(arena, statistics->central);

	if (!interval || !number_has_spread(statistics))
		return arena_printf(arena, "%s %s; exactly %s %s", value, unit.text, exactly,
				    symbol);
	return arena_printf(
	    arena, "%s %s (%s: %s to %s); exactly %s %s (%s to %s)", value, unit.text, interval,
	    number_low(arena, statistics, unit), number_high(arena, statistics, unit), exactly,
	    symbol, text_double(arena, statistics->low), text_double(arena, statistics->high));
}

struct chart_mark view_chart_mark(struct arena *arena, const char *label,
				  const struct statistics *statistics, struct shown_unit unit,
				  enum number_digits digits)
{
	struct chart_mark mark = {
	    .label = label,
	    .value = statistics->central,
	    .low = statistics->finite ? statistics->low : NAN,
	    .high = statistics->finite ? statistics->high : NAN,
	};

	mark.brief =
	    arena_printf(arena, "%s %s", number_central(arena, statistics, unit, digits),
			 view_chart_short(arena, unit));
	if (number_has_spread(statistics))
		mark.range = arena_printf(arena, "%s - %s", number_low(arena, statistics, unit),
					  number_high(arena, statistics, unit));
	return mark;
}

struct ordered {
	struct chart_mark mark;
	size_t at;
};

static int larger_first(const void *a, const void *b)
{
	const struct ordered *left = a, *right = b;
	double first = left->mark.value, second = right->mark.value;

	if (isnan(first) != isnan(second))
		return isnan(first) ? 1 : -1;
	if (first > second || first < second)
		return first > second ? -1 : 1;
	return left->at < right->at ? -1 : 1;
}

void view_chart_sort(struct arena *arena, struct chart_mark *marks, size_t count)
{
	struct ordered *ordered = arena_alloc(arena, (count + 1) * sizeof *ordered);

	for (size_t i = 0; i < count; i++)
		ordered[i] = (struct ordered){marks[i], i};
	qsort(ordered, count, sizeof *ordered, larger_first);
	for (size_t i = 0; i < count; i++)
		marks[i] = ordered[i].mark;
}

static bool spans(const struct chart_mark *marks, size_t count, double factor)
{
	double least = INFINITY, most = 0;

	for (size_t i = 0; i < count; i++) {
		const double ends[] = {marks[i].value, marks[i].low, marks[i].high};

		for (size_t end = 0; end < sizeof ends / sizeof *ends; end++) {
			if (isnan(ends[end]))
				continue;
			least = fmin(least, ends[end]);
			most = fmax(most, ends[end]);
		}
	}
	return least > 0 && isfinite(most) && most / least > factor;
}

bool view_chart_spans(const struct chart_mark *marks, size_t count)
{
	return spans(marks, count, wide);
}

bool view_chart_spans_decade(const struct chart_mark *marks, size_t count)
{
	return spans(marks, count, decade);
}
