/* What drives the range of the total. */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/assess.h"
#include "reports/view.h"
#include "reports/view_chart.h"

/* A share of the variance that is not worth a line. */
static const double least_driver = 0.0005;
/* Shares whose interval is wider than this are told in whole percents. */
static const double wide = 0.02;

enum { MOST_DRIVERS = 5 };

/* Decimals of the percents of a driver. */
static int places_of(const struct driver *driver)
{
	return !driver->exact && driver->total_high - driver->total_low >= wide ? 0 : 1;
}

static const char *percents(struct arena *arena, double share, int places)
{
	return number_fixed(arena, 100 * share, places);
}

/* "58.9 %", "37 %"; what is less than could be shown says so. */
static const char *percent(struct arena *arena, double share, int places)
{
	const char *text = percents(arena, share, places);

	if (isnan(share))
		return "-";
	if (share > 0 && text_same(text, percents(arena, 0, places)))
		return places > 0 ? "< 0.1 %" : "< 1 %";
	return arena_printf(arena, "%s %%", text);
}

/* " (57 to 61)" of a sampled share, with the decimals of the share itself; "" where they do not
 * tell its ends apart. */
static const char *brackets(struct arena *arena, const struct driver *driver)
{
	int places = places_of(driver);
	const char *low = percents(arena, driver->total_low, places);
	const char *high = percents(arena, driver->total_high, places);

	if (driver->exact || isnan(driver->total) || text_same(low, high))
		return "";
	return arena_printf(arena, " (%s to %s)", low, high);
}

/* By itself a driver has no more than with what it acts together with; sampled shares may. */
static double alone(const struct driver *driver)
{
	return fmin(driver->first, driver->total);
}

/* Without a variance, how closely the total follows it. */
static const char *share(struct arena *arena, const struct driver *driver)
{
	if (isnan(driver->total))
		return isnan(driver->rank) ? "-"
					   : arena_printf(arena, "rank %s",
							  number_fixed(arena, driver->rank, 2));
	return arena_printf(arena, "%s%s", percent(arena, driver->total, places_of(driver)),
			    brackets(arena, driver));
}

/* The keys of a group stand below each other. */
static void further_keys(struct doc *doc, const struct driver *driver)
{
	for (size_t i = 1; i < driver->draw_count; i++) {
		doc_row(doc, ROW_PLAIN, 0);
		doc_cellf(doc, "with %s", driver->draws[i]);
		doc_cell(doc, "");
		doc_cell(doc, "");
		doc_cell(doc, "");
		doc_range(doc, "", "");
	}
}

static void driver_row(struct doc *doc, const struct assessment *assessment,
		       const struct driver *driver)
{
	struct arena *arena = doc->arena;

	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, driver->draw_count > 1 ? driver->draws[0] : driver->draw);
	doc_cell(doc, driver->what);
	doc_number(doc, share(arena, driver));
	doc_number(doc, percent(arena, alone(driver), places_of(driver)));
	view_range(doc, assessment, driver->low, driver->high);
	further_keys(doc, driver);
}

/* How many drivers of the first criterion are worth a row. */
static size_t count_shown(const struct assessment *assessment)
{
	size_t shown = 0;

	while (shown < assessment->driver_counts[0] && shown < MOST_DRIVERS &&
	       (shown == 0 || !(assessment->drivers[0][shown].total < least_driver)))
		shown++;
	return shown;
}

/* What the brackets are. */
static void sampled(struct doc *doc, const struct assessment *assessment, size_t shown)
{
	bool any = false, bracketed = false;

	for (size_t i = 0; i < shown; i++) {
		const struct driver *driver = &assessment->drivers[0][i];

		any = any || (!driver->exact && !isnan(driver->total));
		bracketed = bracketed || *brackets(doc->arena, driver);
	}
	if (bracketed)
		doc_add(
		    doc, DOC_TEXT,
		    "Shares were sampled, good to a few points: brackets are the 95 %% range "
		    "of a share over other samples.");
	else if (any)
		doc_add(doc, DOC_TEXT, "Shares were sampled, good to a few points.");
}

static void drivers(struct doc *doc, const struct assessment *assessment)
{
	size_t shown = count_shown(assessment);
	const char *ends = arena_printf(doc->arena, "total with it low -> high (%s)",
					view_unit(assessment, 0).text);

	doc_table(
	    doc,
	    (struct doc_column[]){{.title = "input", .wraps = true, .key = true},
				  {.title = "what it is", .wraps = true},
				  {.title = "share of the variance", .align = ALIGN_RIGHT},
				  {.title = "alone", .align = ALIGN_RIGHT},
				  {.title = ends, .align = ALIGN_RANGE, .arrow = true}},
	    5);
	for (size_t i = 0; i < shown; i++)
		driver_row(doc, assessment, &assessment->drivers[0][i]);
	sampled(doc, assessment, shown);
}

/* "pe: electricity/FR/-/pe, primary energy of a kWh (99.8 %)". */
static void other_criteria(struct doc *doc, const struct assessment *assessment)
{
	doc_list(doc, DOC_LIST, NULL);
	for (size_t c = 1; c < assessment->criterion_count; c++) {
		const struct driver *driver =
		    view_driver_count(assessment, c) ? assessment->drivers[c] : NULL;

		if (driver)
			doc_line(doc, 0, "%s: most by %s%s%s (%s)", assessment->criteria[c]->id,
				 driver->draw, driver->what ? ", " : "",
				 driver->what ? driver->what : "", share(doc->arena, driver));
	}
	doc_drop_empty(doc);
}

size_t view_driver_count(const struct assessment *assessment, size_t criterion)
{
	return assessment->drivers && assessment->drivers[criterion]
		   ? assessment->driver_counts[criterion]
		   : 0;
}

void view_range(struct doc *doc, const struct assessment *assessment, double from, double to)
{
	struct shown_unit unit = view_unit(assessment, 0);
	struct statistics statistics = {
	    .central = from, .low = fmin(from, to), .high = fmax(from, to), .finite = true};
	const char *low = number_low(doc->arena, &statistics, unit);
	const char *high = number_high(doc->arena, &statistics, unit);

	doc_range(doc, from < to ? low : high, from < to ? high : low);
}

void view_drivers(struct doc *doc, const struct assessment *assessment)
{
	if (view_driver_count(assessment, 0) == 0)
		return;
	doc_add(doc, DOC_SECTION, "What drives the range of %s", assessment->criteria[0]->id);
	view_chart_drivers(doc, assessment);
	drivers(doc, assessment);
	other_criteria(doc, assessment);
	view_measurements(doc, assessment);
}
