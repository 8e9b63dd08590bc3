#ifndef REPORTS_VIEW_SCHEDULE_H
#define REPORTS_VIEW_SCHEDULE_H

/* The parts of the view of a schedule: view_schedule.c, view_schedule_tables.c,
 * view_schedule_rules.c, view_schedule_flat.c. */

#include <stdint.h>

#include "reports/view.h"

struct schedule;

/* "2026-03-02 09:00", with that of the series' zone behind it where it has one. */
const char *schedule_time(struct arena *arena, const struct schedule *schedule, int64_t hour,
			  double after);
/* The same in ISO 8601, UTC: "2026-03-02T09:00Z". */
const char *schedule_iso(struct arena *arena, int64_t hour, double after);
/* gCO2e/kWh */
const char *schedule_intensity(struct arena *arena, double intensity);
double schedule_grams(double intensity);
/* 0.123 as "12.3 %"; "" where it is not known. */
const char *schedule_share(struct arena *arena, double share);

/* "-2.1 .. 7.7": of what may be below 0. */
const char *schedule_span(struct arena *arena, const char *low, const char *high);

/* "UTC", "UTC (Europe/Paris)" */
const char *schedule_zones(struct arena *arena, const struct schedule *schedule);

/* The hours between from and the deadline, and those of each plan (view_chart_schedule.c). */
void view_chart_schedule(struct doc *doc, const struct schedule *schedule);
void view_schedule_plans(struct doc *doc, const struct schedule *schedule);
void view_schedule_market(struct doc *doc, const struct schedule *schedule);
void view_schedule_rules(struct doc *doc, const struct schedule *schedule);
/* Every plan, stretch, day and rule in a row, with exact numbers (CSV). */
void view_schedule_flat(struct doc *doc, const struct schedule *schedule);
void view_schedule(struct doc *doc, const struct schedule *schedule, const struct diags *diags);

#endif
