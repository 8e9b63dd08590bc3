#ifndef MODELS_SCHEDULE_PARTS_H
#define MODELS_SCHEDULE_PARTS_H

/* What schedule*.c share: the search that the schedule of a job rests on, and its cells. */

#include "models/freeze.h"
#include "models/schedule.h"
#include "models/schedule_search.h"

struct scheduler {
	struct arena *arena;
	struct diags *diags;
	const struct schedule_request *request;
	const struct item *job;
	const struct value *stated; /* its intensity */
	const struct value
	    *market_stated; /* its market_intensity where that is a series, or NULL
			     */
	struct freeze *freeze;
	struct schedule *result;
	struct search_job search;
	double *values; /* [hour from result->from]; NaN where the series has none */
	size_t count;
	struct search_plan found[SCHEDULE_KINDS];
	double mean; /* intensity over all starts */
	cell energy; /* at the facility, with what is lost on the way */
	cell idle;   /* the same of a kW that waits, in kW; CELL_BAD where it is not counted */
	cell impacts[SCHEDULE_KINDS];
};

/* The item that is to be scheduled, before anything is compiled; NULL: reported
 * (schedule_job.c). */
const struct item *schedule_job(struct arena *arena, const struct scenario *scenario,
				const struct schedule_request *request, struct diags *diags);
/* Series, length, first hour and deadline of the compiled job. False: reported. */
bool schedule_frame(struct scheduler *scheduler);

/* Cells of the energy; the outputs of all plans, days and rules (schedule_cells.c). False:
 * reported. */
bool schedule_energy(struct scheduler *scheduler);
void schedule_plans(struct scheduler *scheduler);
/* An impact by hours of the mean intensity `run`, and waiting whose sum of intensities is
 * `waits`. */
cell schedule_impact(struct scheduler *scheduler, const char *name, double run, double waits);
/* Hours of a plan that follow each other; values[hour from result->from]. */
struct schedule_stretch *schedule_stretches(struct scheduler *scheduler, const double *values,
					    const struct search_plan *plan, size_t *count);
void schedule_output(struct scheduler *scheduler, cell c, struct statistics *to);

/* Lists the best start of each day; means[hour] of search_starts (schedule_days.c). */
void schedule_days(struct scheduler *scheduler, const double *means);

/* Rules learnt on other weeks (schedule_rule.c). */
void schedule_rules(struct scheduler *scheduler);

/* Values of the series for hours first .. first + count - 1, NaN where it has none. */
double *schedule_values(struct arena *arena, const struct grid_series *series, int64_t first,
			size_t count);

#endif
