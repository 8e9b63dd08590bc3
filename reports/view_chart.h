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

/* "24.7 t CO2e (95 %: 10.4 - 27.2), exactly 24692.17 kgCO2e (10400.1 to 27200.3)": interval may
 * be NULL. */
const char *view_chart_figures(struct arena *arena, const struct statistics *statistics,
			       struct shown_unit unit, const char *symbol,
			       const char *interval);
/* A mark of a value with the range of the statistics. */
struct chart_mark view_chart_mark(const char *label, const struct statistics *statistics);
/* The largest value first, those without one last; else as they stand. */
void view_chart_sort(struct arena *arena, struct chart_mark *marks, size_t count);
/* True where every mark with a value, and its ends, is above 0 and they span more than three
 * orders of magnitude. */
bool view_chart_spans(const struct chart_mark *marks, size_t count);

#endif
