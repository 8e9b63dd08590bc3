/* What drives the range of the total, and what to measure next. */

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/assess.h"
#include "reports/view.h"

/* A share of the variance that is not worth a line. */
static const double least_driver = 0.0005;
/* Ends of an interval that whole percents tell apart. */
static const double apart = 0.02;

enum { MOST_DRIVERS = 5 };

/* "58.9 %"; sampled: "58.9 % (57 to 61)", with a decimal where it takes one to tell the ends
 * apart. */
static const char *share(struct arena *arena, const struct driver *driver)
{
	const char *text = number_share(arena, driver->total);
	int places = driver->total_high - driver->total_low < apart ? 1 : 0;

	if (driver->exact)
		return text;
	return arena_printf(arena, "%s (%s to %s)", text,
			    number_fixed(arena, 100 * driver->total_low, places),
			    number_fixed(arena, 100 * driver->total_high, places));
}

/* Two figures of the total, rounded as its interval would be. */
static void range(struct doc *doc, const struct assessment *assessment, double from, double to)
{
	struct shown_unit unit = view_unit(assessment, 0);
	struct statistics statistics = {.central = from < to ? from : to,
					.low = from < to ? from : to,
					.high = from < to ? to : from,
					.finite = true};
	const char *low = number_low(doc->arena, &statistics, unit);
	const char *high = number_high(doc->arena, &statistics, unit);

	doc_range(doc, from < to ? low : high, from < to ? high : low);
}

static void driver_row(struct doc *doc, const struct assessment *assessment,
		       const struct driver *driver)
{
	doc_row(doc, ROW_PLAIN, 0);
	doc_cell(doc, driver->draw);
	doc_cell(doc, driver->what);
	doc_number(doc, share(doc->arena, driver));
	doc_number(doc, number_share(doc->arena, driver->first));
	range(doc, assessment, driver->low, driver->high);
}

static size_t drivers_of(const struct assessment *assessment, size_t criterion)
{
	return assessment->drivers && assessment->drivers[criterion]
		   ? assessment->driver_counts[criterion]
		   : 0;
}

static void drivers(struct doc *doc, const struct assessment *assessment)
{
	size_t count = drivers_of(assessment, 0);

	doc_table(doc,
		  (struct doc_column[]){{.title = "input", .wraps = true},
					{.title = "what it is", .wraps = true},
					{.title = "of the variance", .align = ALIGN_RIGHT},
					{.title = "alone", .align = ALIGN_RIGHT},
					{.title = arena_printf(doc->arena, "at its ends (%s)",
							       view_unit(assessment, 0).text),
					 .align = ALIGN_RANGE}},
		  5);
	for (size_t i = 0; i < count && i < MOST_DRIVERS; i++) {
		const struct driver *driver = &assessment->drivers[0][i];

		if (i > 0 && driver->total < least_driver)
			break;
		driver_row(doc, assessment, driver);
	}
}

/* "pe: electricity/FR/-/pe, primary energy of a kWh (99.8 %)". */
static void other_criteria(struct doc *doc, const struct assessment *assessment)
{
	doc_list(doc, DOC_LIST, NULL);
	for (size_t c = 1; c < assessment->criterion_count; c++) {
		const struct driver *driver =
		    drivers_of(assessment, c) ? assessment->drivers[c] : NULL;

		if (driver)
			doc_line(doc, 0, "%s: most by %s%s%s (%s)", assessment->criteria[c]->id,
				 driver->draw, driver->what ? ", " : "",
				 driver->what ? driver->what : "",
				 number_share(doc->arena, driver->total));
	}
	doc_drop_empty(doc);
}

/* "[4]", the number of its source in the list below. */
static const char *source_of(struct arena *arena, const struct assessment *assessment,
			     const struct factor *factor)
{
	for (size_t i = 0; i < assessment->source_count; i++)
		if (text_same(assessment->sources[i]->id, factor->source))
			return arena_printf(arena, "[%zu]", i + 1);
	return factor->source;
}

static void measurements(struct doc *doc, const struct assessment *assessment)
{
	if (assessment->measure_count == 0)
		return;
	doc_add(doc, DOC_SECTION, "What to measure next");
	doc_table(doc,
		  (struct doc_column[]){{.title = "input", .wraps = true},
					{.title = "by", .wraps = true},
					{.title = "known to", .align = ALIGN_RIGHT},
					{.title = "cuts the range by", .align = ALIGN_RIGHT},
					{.title = arena_printf(doc->arena, "then (%s)",
							       view_unit(assessment, 0).text),
					 .align = ALIGN_RANGE},
					{.title = "source"}},
		  6);
	for (size_t i = 0; i < assessment->measure_count; i++) {
		const struct measurement *measurement = &assessment->measure_next[i];

		doc_row(doc, ROW_PLAIN, 0);
		doc_cell(doc, measurement->draw);
		doc_cell(doc, measurement->how);
		doc_number(doc, arena_printf(doc->arena, "x/ %s",
					     number_amount(doc->arena, measurement->gsd)));
		doc_number(doc, number_share(doc->arena, measurement->cut));
		range(doc, assessment, measurement->low, measurement->high);
		doc_cell(doc, source_of(doc->arena, assessment, measurement->reach));
	}
}

void view_drivers(struct doc *doc, const struct assessment *assessment)
{
	if (drivers_of(assessment, 0) == 0)
		return;
	doc_add(doc, DOC_SECTION, "What drives the range of %s", assessment->criteria[0]->id);
	drivers(doc, assessment);
	other_criteria(doc, assessment);
	measurements(doc, assessment);
}
