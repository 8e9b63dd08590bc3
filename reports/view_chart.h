#ifndef REPORTS_VIEW_CHART_H
#define REPORTS_VIEW_CHART_H

/*
 * Charts of the reports: they add a chart (chart.h) to a document that is to be drawn, and do
 * nothing to any other. Marks are the numbers of the value they draw, as the tables have them;
 * lines over time are sums of its hours, and of each hour energy times intensity.
 */

#include <stddef.h>
#include <stdint.h>

#include "reports/chart.h"
#include "reports/number.h"

struct arena;
struct assessment;
struct doc;
struct import;
struct import_part;
struct statistics;

/* The first criterion by stage, as parts of the total; credits stand apart, holes are open. */
void view_chart_stages(struct doc *doc, const struct assessment *assessment);
/* Every item with its range, the largest first, holes last. */
void view_chart_items(struct doc *doc, const struct assessment *assessment);
/* The total with each driver at the ends of its interval, as its table has them. */
void view_chart_drivers(struct doc *doc, const struct assessment *assessment);

/* What all charts of an assessment's first criterion have in common; and its total as a line
 * across one. */
struct chart view_chart_start(struct arena *arena, const struct assessment *assessment,
			      enum chart_kind kind, const char *id);
void view_chart_centre(struct arena *arena, struct chart *chart,
		       const struct assessment *assessment);

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
 * orders of magnitude; or, of ratios, more than one. */
bool view_chart_spans(const struct chart_mark *marks, size_t count);
bool view_chart_spans_decade(const struct chart_mark *marks, size_t count);

/* What each change that is advised saves, in the unit of its table. */
void view_chart_advice(struct doc *doc, const struct assessment *assessment,
		       struct shown_unit unit);
/* Creation and use of a functional unit, where both are known of it. */
void view_chart_per(struct doc *doc, const struct assessment *assessment);
/* A section of the energy that was logged, and of the intensity it was counted with, by hour;
 * nothing where no item has a log that tells its hours. */
void view_chart_logs(struct doc *doc, const struct assessment *assessment);

/* The energy of a log by hour, and its requests and tokens. */
void view_chart_import(struct doc *doc, const struct import *import);

/* A grid of hours since 1970 (UTC), or of days where there are too many: point i holds the
 * hours first + i * step to the next. */
struct chart_hours {
	int64_t first, step;
	size_t count;
};

/* Points of all charts of a document, about: what a page can hold. */
enum { CHART_POINTS = 12000 };

/* At most about so many points, of hours or else of days. */
struct chart_hours view_chart_hours(int64_t first, int64_t last, size_t most);
/* "hour", "day", "3 days" */
const char *view_chart_step(struct arena *arena, const struct chart_hours *hours);
/* "from 2024-03-02T10 to 2024-03-03T07 (UTC)"; unzoned: of a log that does not say its zone. */
const char *view_chart_span(struct arena *arena, int64_t first, int64_t last, bool unzoned);
/* [count], all NaN. */
double *view_chart_values(struct arena *arena, const struct chart_hours *hours);
/* The point that an hour lies in; it must lie in one. */
size_t view_chart_point(const struct chart_hours *hours, int64_t hour);
void view_chart_add(const struct chart_hours *hours, double *values, int64_t hour,
		    double value);
/* Values in the unit of this symbol, as a line in the unit that fits the largest of them. */
struct chart_line view_chart_line(struct arena *arena, const char *name, const char *symbol,
				  const double *values, size_t count);
/* A chart of lines over these hours; title, words and lines are the caller's. */
struct chart view_chart_series(const char *id, const struct chart_hours *hours);
/* The hours that a part of a log has, which must be one at least; its energy by point, and the
 * sum of it. */
struct chart_hours view_chart_part_hours(const struct import_part *part, size_t most);
double view_chart_part(const struct chart_hours *hours, const struct import_part *part,
		       double *values);

#endif
