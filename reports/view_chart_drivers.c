/* A chart of what drives the range of the total. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/assess.h"
#include "reports/doc.h"
#include "reports/view.h"
#include "reports/view_chart.h"

enum { MOST_BARS = 12 };

/* A share of the variance that is not worth a bar. */
static const double least_driver = 0.0005;

/* In words first: "intensity of the grid: step/electricity/FR/2024/gwp". */
static const char *label_of(struct arena *arena, const struct driver *driver)
{
	const char *key = driver->draw_count < 2
			      ? driver->draw
			      : arena_printf(arena, "%s and %zu more", driver->draws[0],
					     driver->draw_count - 1);

	return driver->what ? arena_printf(arena, "%s: %s", driver->what, key) : key;
}

/* The total with a driver low and high, as view_range has them. */
struct ends {
	const char *low, *high;
	struct shown_unit unit;
};

static struct ends ends_of(struct arena *arena, const struct assessment *assessment,
			   const struct driver *driver)
{
	struct shown_unit unit = view_unit(assessment, 0);
	struct statistics range = {.central = driver->low,
				   .low = fmin(driver->low, driver->high),
				   .high = fmax(driver->low, driver->high),
				   .finite = true};
	const char *least = number_low(arena, &range, unit);
	const char *most = number_high(arena, &range, unit);
	bool rises = driver->low < driver->high;

	return (struct ends){rises ? least : most, rises ? most : least, unit};
}

/* "training/run.power (mean power): the total is 31 t CO2e with it low, 74 with it high;
 * exactly 31000.1 and 74000.3 kgCO2e; 37.0 % of the variance". */
static const char *driver_text(struct arena *arena, const struct assessment *assessment,
			       const struct driver *driver, const struct ends *ends)
{
	const char *what = driver->what ? arena_printf(arena, " (%s)", driver->what) : "";
	const char *share = isnan(driver->total)
				? ""
				: arena_printf(arena, "; %s of the variance",
					       number_share(arena, driver->total));

	return arena_printf(arena,
			    "%s%s: the total is %s %s with it low, %s with it high; exactly %s "
			    "and %s %s%s",
			    driver->draw, what, ends->low, ends->unit.text, ends->high,
			    text_double(arena, driver->low), text_double(arena, driver->high),
			    assessment->criteria[0]->symbol, share);
}

static struct chart_mark mark_of(struct arena *arena, const struct assessment *assessment,
				 const struct driver *driver)
{
	struct ends ends = ends_of(arena, assessment, driver);

	return (struct chart_mark){
	    .label = label_of(arena, driver),
	    .value = NAN,
	    .low = driver->low,
	    .high = driver->high,
	    .brief = isnan(driver->total) ? "" : number_share(arena, driver->total),
	    .range = arena_printf(arena, "%s -> %s", ends.low, ends.high),
	    .text = driver_text(arena, assessment, driver, &ends),
	};
}

static const char *words(struct arena *arena, const struct driver *first)
{
	const char *what = first->what ? arena_printf(arena, " (%s)", first->what) : "";
	const char *share = isnan(first->total)
				? "The range of the total comes most"
				: arena_printf(arena, "%s of the variance of the total comes",
					       number_share(arena, first->total));

	return arena_printf(
	    arena,
	    "%s from %s%s. A bar is the total with one input at the ends of its "
	    "interval and all others at their central values; beside it%s the "
	    "total at both ends.",
	    share, first->draw, what,
	    isnan(first->total) ? "" : " the share of the variance and");
}

void view_chart_drivers(struct doc *doc, const struct assessment *assessment)
{
	size_t count = view_driver_count(assessment, 0);
	struct chart_mark marks[MOST_BARS];
	struct chart chart;

	if (!doc->draws || count == 0)
		return;
	chart = view_chart_start(doc->arena, assessment, CHART_TORNADO, "chart-drivers");
	for (size_t i = 0; i < count && i < MOST_BARS; i++) {
		const struct driver *driver = &assessment->drivers[0][i];

		if (!isfinite(driver->low) || !isfinite(driver->high) ||
		    (i > 0 && driver->total < least_driver))
			continue;
		marks[chart.mark_count++] = mark_of(doc->arena, assessment, driver);
	}
	if (!chart.mark_count)
		return;
	chart.title = "The total with each input low and high";
	chart.words = words(doc->arena, &assessment->drivers[0][0]);
	chart.marks = marks;
	view_chart_centre(doc->arena, &chart, assessment);
	doc_chart(doc, &chart);
}
