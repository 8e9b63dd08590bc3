#ifndef MODELS_SCHEDULE_H
#define MODELS_SCHEDULE_H

/*
 * When to run: the hours of a grid series in which a job emits least, before a deadline.
 *
 * The job is an item whose site names a series (grid_series.h), with all that is a share of it.
 * Its energy is spread evenly over its length, and moved as a whole; what it emits is the
 * energy, what is lost on the way, times the mean of its hours, times what another method would
 * make of the series. That last, the error of the series, is the same for all hours, so it and
 * the energy cancel out of a saving in percent.
 *
 * A series is the past. The best hour of it was not known beforehand; what a rule learnt from
 * other weeks saves is told beside (struct schedule_rule).
 *
 * Hours are UTC and numbered from 1970-01-01T00. Impacts are in kgCO2e, intensities in
 * kgCO2e/kWh.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/assess.h"
#include "models/grid_series.h"

struct zone;

enum schedule_end { SCHEDULE_END_UNSET, SCHEDULE_END_TIME, SCHEDULE_END_SPAN };

/* What is asked for; what is not stated is taken from the item and the series. */
struct schedule_request {
	const char *item; /* "training/final run", or NULL: the one that has a series */
	double length;	  /* hours; 0: the item's */
	bool from_stated;
	int64_t from; /* ns since 1970 */
	enum schedule_end end;
	int64_t deadline; /* ns since 1970 */
	double span;	  /* hours from `from` */
	bool pauses;
	double stretch; /* hours in one go, at least, that are run; 0: any */
	const struct quantity
	    *idle;	    /* power of all that waits in a pause, at the node; or NULL */
	size_t top;	    /* days to list */
	struct place place; /* of the command line */
};

/* Hours that follow each other. */
struct schedule_stretch {
	int64_t first; /* hour */
	double hours;
	double intensity; /* their mean */
};

enum schedule_kind {
	SCHEDULE_AT_ONCE, /* from `from` on */
	SCHEDULE_BEST,	  /* in one go */
	SCHEDULE_PAUSED,  /* with pauses */
	SCHEDULE_MEAN,	  /* of all starts: no plan, what chance would give */
	SCHEDULE_WORST,
	SCHEDULE_KINDS
};

const char *schedule_kind_name(enum schedule_kind kind); /* "at once", "best start", ... */

struct schedule_plan {
	bool known;	  /* false: not asked for, or hours without a value are in it */
	int64_t start;	  /* hour; not of MEAN */
	double elapsed;	  /* hours from start to end, pauses included; not of MEAN */
	double intensity; /* mean of the hours it runs */
	double waiting;	  /* hours it pauses */
	struct schedule_stretch *stretches;
	size_t stretch_count;
	size_t estimated, partial; /* hours of it that are marked so in the series */
	struct statistics impact;
	struct statistics
	    saving; /* impact at once less this one; valid where AT_ONCE is known */
	struct statistics than_mean; /* mean of all starts less this one */
	double share, mean_share;    /* the savings of central impacts, as shares */
	struct schedule_probability {
		double saves, error; /* share of samples in which it emits less than at once */
	} probability;
	bool has_market;
	struct statistics market; /* by the series of market_intensity, the same hours */
};

/* The best start of a day. */
struct schedule_day {
	int64_t start;
	double intensity;
	struct statistics impact;
	double share; /* saved of what it is at once; NaN where that is not known */
};

/* A rule instead of hindsight. A job is submitted at the weekday and hour (UTC) of `from` in
 * each week of the series and may wait as long as the deadline allows, a week at most. The rule
 * knows the mean of each class of hours (hours of the day, or of the week; of the zone that the
 * series states, else UTC) over all hours but those of the week that it is tried on. */
struct schedule_rule {
	const char *name;		  /* "by hour of day" */
	size_t weeks;			  /* in which it was tried */
	size_t skipped;			  /* weeks with hours that matter and have no value */
	size_t beats, ties;		  /* of them: less than at once; the same */
	size_t beats_mean;		  /* less than the mean of all starts */
	double at_once, mean, rule, best; /* mean intensities over these weeks; of best with
					     hindsight. While it waits counts as it does in the
					     search */
	double error;	  /* standard error over weeks of the share saved, 1 - rule / at_once */
	double low, high; /* ends of the interval over weeks of the share saved of at once */
	struct statistics saving; /* mean over weeks, kgCO2e a run; its range holds `error` and
				     the inputs, so that it may reach 0 */
	const struct schedule_stretch *runs; /* what it says for this job, learnt from all
						weeks; intensities as it expects them */
	size_t run_count;
	int64_t start; /* of the first run; hour */
	double elapsed;
};

enum { SCHEDULE_RULES = 2 };

struct schedule {
	const struct assessment *assessment; /* of the scenario; the job's items at the mean of
						the series */
	const char *item;		     /* id */
	const char *const *followers;	     /* ids of lines that move with it */
	size_t follower_count;
	const struct grid_series *series;
	const struct grid_series *market; /* or NULL */
	const struct zone *zone; /* of the series, where it states one other than UTC; or NULL
				  */
	double length;		 /* hours */
	const char *length_from; /* "as the item says", "--length" */
	struct statistics length_range; /* of what the item says; all 0 where it says none */
	int64_t from;			/* hour */
	const char *from_where;		/* "--from", "the first hour of the series", ... */
	double horizon;			/* hours from `from` to the deadline */
	const char *deadline_where;
	size_t starts, gap_starts; /* that are possible; that touch hours without a value */
	size_t missing;		   /* hours without a value from `from` to the deadline */
	bool pauses, idle_counted;
	double stretch;		  /* as asked for */
	bool repeats;		  /* the item is several runs, all moved together */
	bool has_losses;	  /* of the grid, in energy and idle */
	struct statistics energy; /* kWh at the facility, with what is lost on the way */
	struct statistics idle;	  /* kW the same way, while it waits */
	struct schedule_plan plans[SCHEDULE_KINDS];
	struct schedule_day *days; /* best first */
	size_t day_count, days_all;
	struct schedule_rule rules[SCHEDULE_RULES];
	bool has_rules;
	const char *no_rules; /* why there are none */
	double rule_horizon;  /* hours */
};

struct scenario;
struct factors;

/* NULL on error (reported). */
struct schedule *schedule_find(struct arena *arena, struct scenario *scenario,
			       struct factors *factors, const struct assess_options *options,
			       const struct schedule_request *request, struct diags *diags);

#endif
