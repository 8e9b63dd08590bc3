#ifndef MODELS_POWER_SERIES_H
#define MODELS_POWER_SERIES_H

/*
 * Readings of power and of energy counters, integrated device by device: what every power log
 * shares.
 *
 * One pass, bounded memory. Watts are integrated by the trapezoid between readings of a device
 * that follow each other; the step belongs to the part (split) of the reading before. Steps of
 * up to 10 s always count; a longer one counts where it is not above three median steps of the
 * device, else its time is uncovered. Steps above three medians of up to 10 s are gaps that the
 * trapezoid bridges: their energy is in doubt, as is that of every step over a reading that is
 * missing. Energy counters and energies of an interval
 * count whatever their step, spread evenly over it. Readings more than 32 days apart are never
 * joined. Energy is told by UTC hour, by linear interpolation at the hour's edge; the hours sum
 * to the total up to rounding.
 *
 * Where the time of a device goes back, a new run begins. Runs of a device that overlap were
 * recorded twice: refused, or settled as options->overlap says. With utilisation, the mean
 * power of the readings at 0 is the idle baseline over all time covered; the rest is dynamic.
 *
 * Use: power_series_new() on the first call of columns(); for each reading power_device(), one
 * power_add_..(); for each row power_count_row(); at the end power_finish(), then what the log
 * is about (metered_at, spread, ...).
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/intake.h"

struct power_series;

/* What readings of a kind of device may be. */
struct power_rules {
	double most_watts;    /* a reading above is broken */
	const char *too_high; /* "a power over 10 kW" */
	bool is_accelerator;  /* its hours are device hours */
};

/* A device no accelerator, and a node no node, draws more than. */
extern const struct power_rules power_of_accelerator; /* 10 kW */
extern const struct power_rules power_of_component;   /* a socket or its memory: 1 kW */
extern const struct power_rules power_of_node;	      /* 100 kW */

/* What became of a reading. */
enum power_outcome {
	POWER_TAKEN,
	POWER_MISSING, /* no reading: "[N/A]" */
	POWER_BAD,     /* no number */
	POWER_ZERO,    /* 0 W: a lost reading */
	POWER_NEGATIVE,
	POWER_TOO_HIGH,
	POWER_SENTINEL,	 /* a number that stands for "no value" */
	POWER_SAME_TIME, /* the time of the reading before */
	POWER_AGAIN,	 /* a time of the device that was read before (OVERLAP_DEDUPE) */
	POWER_OUTCOMES
};

/* When a reading was taken and where it belongs. utilization: 0..1, NaN where not logged. */
struct power_sample {
	int64_t time; /* timestamp.h */
	size_t part;  /* intake_part() */
	double utilization;
	uint64_t line;
	struct csv_field cell; /* as it was written, for messages; empty: not shown */
};

/* rules are kept by the caller. */
struct power_series *power_series_new(struct intake *intake, const struct power_rules *rules);

/* The number of a device. key: what tells it apart, shown in messages ("n1/GPU-aa"). SIZE_MAX
 * (reported) where there are too many. */
size_t power_device(struct power_series *series, const char *key, size_t length, uint64_t line);
/* The same with rules of its own. */
size_t power_device_ruled(struct power_series *series, const char *key, size_t length,
			  uint64_t line, const struct power_rules *rules);
size_t power_device_count(const struct power_series *series);

/* A power at a time. */
enum power_outcome power_add_watts(struct power_series *series, size_t device,
				   const struct power_sample *sample, double watts);

/* A device was not read at this time: what its power did until the next reading is in doubt. */
void power_miss(struct power_series *series, size_t device);
/* The same by its key; nothing where it was never read. */
void power_miss_key(struct power_series *series, const char *key, size_t length);

/* A counter of energy: it wraps around at range (in its own unit; 0: never), and begins at 0
 * again after a reset. */
struct power_counter {
	double value;
	double range;
	double joules; /* per unit of value */
};
enum power_outcome power_add_counter(struct power_series *series, size_t device,
				     const struct power_sample *sample,
				     const struct power_counter *counter);

/* An energy between sample->time and end. */
enum power_outcome power_add_interval(struct power_series *series, size_t device,
				      const struct power_sample *sample, int64_t end,
				      double joules);

/* Counts a row by what became of its reading (of several: of the best): used, or skipped with
 * its reason. Widens the time of the log. */
void power_count_row(struct power_series *series, enum power_outcome outcome,
		     const struct power_sample *sample);
/* Counts a reading that was left out of a row that is used for others; name of the column. */
void power_count_cell(struct power_series *series, enum power_outcome outcome, const char *name,
		      uint64_t line);

/* Forgets them again: the column does not count. */
void power_forget_cells(struct power_series *series, const char *name);

/* The device is not counted: it is in another. Any time before power_finish(). */
void power_leave_out(struct power_series *series, size_t device);

/* Times count from the start of the log: they belong to no hour of the day. */
void power_series_undated(struct power_series *series);

/* Do rows under one device look like several: swept over, close together and then a pause, or
 * in no order of time? */
bool power_in_sweeps(const struct power_series *series);

/* Joules of a device so far, whatever its gaps: to compare devices before power_finish(). */
double power_device_joules(const struct power_series *series, size_t device);

/* Settles overlaps and gaps, adds all energy to the intake, fills covered_s, coverage and gaps
 * of the import, warns. False: reported. */
bool power_finish(struct power_series *series);

#endif
