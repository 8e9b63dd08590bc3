#ifndef REPORTS_VIEW_CHART_H
#define REPORTS_VIEW_CHART_H

/*
 * Charts of the reports: they add a chart (chart.h) to a document that is to be drawn, and do
 * nothing to any other. They compute nothing: every number is one of the value they draw.
 */

#include <stddef.h>

#include "reports/chart.h"
#include "reports/number.h"

struct arena;
struct assessment;
struct doc;
struct statistics;

/* The first criterion by stage, as parts of the total; credits stand apart, holes are open. */
void view_chart_stages(struct doc *doc, const struct assessment *assessment);
/* Every item with its range, the largest first, holes last. */
void view_chart_items(struct doc *doc, const struct assessment *assessment);
/* The total with each driver at the ends of its interval, the widest first. */
void view_chart_drivers(struct doc *doc, const struct assessment *assessment);

/* What all charts of an assessment's first criterion have in common; and its total as a line
 * across one. */
struct chart view_chart_start(struct arena *arena, const struct assessment *assessment,
			      enum chart_kind kind, const char *id);
void view_chart_centre(struct chart *chart, const struct assessment *assessment);

/* "24.69 t CO2e (95 %: 10.4 to 27.2); exactly 24692.17 kgCO2e (10400.1 to 27200.3)": interval
 * NULL tells the value alone. */
const char *view_chart_figures(struct arena *arena, const struct statistics *statistics,
			       struct shown_unit unit, const char *symbol, const char *interval,
			       enum number_digits digits);
/* A mark of a value with the range of the statistics, and both as tables print them. */
struct chart_mark view_chart_mark(struct arena *arena, const char *label,
				  const struct statistics *statistics, struct shown_unit unit,
				  enum number_digits digits);
/* The unit that a value of an assessment is shown in beside its total: that of the total, or
 * one of its own where it is tiny. */
struct shown_unit view_chart_unit(const struct assessment *assessment, double value);
/* The unit without what it is of: "t" of "t CO2e". */
const char *view_chart_short(struct arena *arena, struct shown_unit unit);
/* The largest value first, those without one last; else as they stand. */
void view_chart_sort(struct arena *arena, struct chart_mark *marks, size_t count);
/* True where every mark with a value, and its ends, is above 0 and they span more than three
 * orders of magnitude. */
bool view_chart_spans(const struct chart_mark *marks, size_t count);

#endif
