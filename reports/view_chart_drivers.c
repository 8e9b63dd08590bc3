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

static const char *label_of(struct arena *arena, const struct driver *driver)
{
	if (driver->draw_count < 2)
		return driver->draw;
	return arena_printf(arena, "%s and %zu more", driver->draws[0], driver->draw_count - 1);
}

static const char *end_text(struct arena *arena, const struct assessment *assessment,
			    double value)
{
	struct statistics end = {.central = value, .low = value, .high = value, .finite = true};

	return view_chart_figures(arena, &end, view_unit(assessment, 0),
				  assessment->criteria[0]->symbol, NULL);
}

/* "training/run.power (power of the device): total 31.2 t CO2e with it low, exactly ...". */
static const char *driver_text(struct arena *arena, const struct assessment *assessment,
			       const struct driver *driver)
{
	const char *share = isnan(driver->total)
				? ""
				: arena_printf(arena, "; %s of the variance",
					       number_share(arena, driver->total));

	return arena_printf(arena, "%s%s%s%s: total with it low: %s; total with it high: %s%s",
			    driver->draw, driver->what ? " (" : "",
			    driver->what ? driver->what : "", driver->what ? ")" : "",
			    end_text(arena, assessment, driver->low),
			    end_text(arena, assessment, driver->high), share);
}

static double width_of(const struct chart_mark *mark)
{
	return fabs(mark->high - mark->low);
}

/* Wider ones first; few enough to be moved one by one. */
static void insert(struct chart_mark *marks, size_t count, const struct chart_mark *mark)
{
	while (count > 0 && width_of(&marks[count - 1]) < width_of(mark)) {
		marks[count] = marks[count - 1];
		count--;
	}
	marks[count] = *mark;
}

static const char *words(struct arena *arena, const struct driver *first)
{
	const char *what = first->what ? arena_printf(arena, " (%s)", first->what) : "";

	if (isnan(first->total))
		return arena_printf(arena,
				    "The range of the total comes most from %s%s. A bar is the "
				    "total with one input at the ends of its interval and all "
				    "others at their central values.",
				    first->draw, what);
	return arena_printf(arena,
			    "%s of the variance of the total comes from %s%s. A bar is the "
			    "total with one input at the ends of its interval and all others "
			    "at their central values.",
			    number_share(arena, first->total), first->draw, what);
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
		insert(marks, chart.mark_count++,
		       &(struct chart_mark){
			   .label = label_of(doc->arena, driver),
			   .value = NAN,
			   .low = driver->low,
			   .high = driver->high,
			   .text = driver_text(doc->arena, assessment, driver),
		       });
	}
	if (!chart.mark_count)
		return;
	chart.title = "What drives the range";
	chart.words = words(doc->arena, &assessment->drivers[0][0]);
	chart.marks = marks;
	view_chart_centre(&chart, assessment);
	doc_chart(doc, &chart);
}
