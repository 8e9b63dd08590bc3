#ifndef MODELS_POWER_INNER_H
#define MODELS_POWER_INNER_H

/* The inside of power_series, shared by its files alone. */

#include "lca/base/diag.h"
#include "lca/base/text_set.h"
#include "models/power_account.h"
#include "models/power_series.h"

/* Readings of a device whose times go forward. */
struct power_run {
	int64_t start, end;
	struct place place;	 /* of its first reading */
	size_t kept, kept_count; /* its steps among those of the device */
};

struct power_device {
	const struct power_rules *rules;
	bool left_out;
	bool apart;  /* the next reading begins a new run */
	bool missed; /* since the reading before, one was missing or no power */
	int64_t time;
	double watts, counter, rejected;
	bool has_rejected; /* a counter's reading that did not fit, which the next may fit to */
	bool idle;
	size_t part;
	struct power_account *account;
	struct power_run *runs;
	size_t run_count;
	/* Of OVERLAP_MAX: every step, and how long they are. */
	struct power_step *kept;
	size_t kept_count;
	struct steps lengths;
};

/* Readings left out of rows that are used for others. */
struct power_cell_count {
	enum power_outcome outcome;
	const char *text; /* of the outcome */
	const char *name;
	uint64_t count, line;
};

struct power_series {
	struct intake *intake;
	const struct power_rules *rules;
	const struct power_rules *passed; /* by the last reading that was too high */
	struct text_set keys;
	struct power_device **devices; /* [keys.count] */
	struct power_account **accounts;
	size_t account_count, share_count;
	struct power_cells cells;
	uint64_t outcomes[POWER_OUTCOMES];
	uint64_t back, resets, wraps, jumps, long_wraps;
	struct place back_place;
	uint64_t forward; /* steps that may be clocks set forward */
	struct power_cell_count *cell_counts;
	size_t cell_count_count;
	bool overlapped; /* settled by an option */
	bool undated;
	double missed_kwh; /* of steps over readings that are missing */
	uint64_t taken;	   /* readings of devices */
	uint64_t dropped;  /* readings that overlap more energy (OVERLAP_MAX) */
	size_t kept_count;
};

/* NVML and DCGM write 2^63 less a few for "no value". */
#define POWER_SENTINEL_LEAST 9.2e18

/* How a reading stands to the one before; counts where time goes back. */
enum follow { FOLLOW_STEP, FOLLOW_START, FOLLOW_SAME_TIME, FOLLOW_AGAIN };
enum follow power_follow(struct power_series *series, struct power_device *device,
			 const struct power_sample *sample);
void power_start_run(struct power_series *series, struct power_device *device,
		     const struct power_sample *sample);
/* Takes over the time and the part of a reading, of which the run goes on. */
void power_keep(struct power_series *series, struct power_device *device,
		const struct power_sample *sample, int64_t end);
void power_note_utilization(struct power_device *device, const struct power_sample *sample,
			    double watts);
/* Is a step so long that its readings are not joined? */
bool power_is_too_long(int64_t start, int64_t end);
/* Adds a step to the account of the device, or keeps it for the end (OVERLAP_MAX). */
void power_join(struct power_series *series, struct power_device *device,
		const struct power_step *step);
void power_account_for(struct power_series *series, struct power_device *device,
		       const struct power_step *step);
void power_keep_step(struct power_series *series, struct power_device *device,
		     const struct power_step *step);
/* Joules of all kept steps, whatever their gaps. */
double power_kept_joules(const struct power_device *device);
/* Adds kept steps: all of them; or, between any two times at which a run begins or ends, those
 * of the run with the most energy. */
void power_count_kept(struct power_series *series, struct power_device *device);
void power_count_largest(struct power_series *series, struct power_device *device);
/* Rows that were used are not, after all. */
void power_drop_rows(struct power_series *series, size_t part, uint64_t line, uint64_t count);
/* Counts a step that is not joined. */
void power_leave_apart(struct power_device *device, int64_t start, int64_t end);

/* May a jump of so many seconds at a local time be clocks that were set forward or back? They
 * are on Sundays, by an hour, in the small hours. */
bool power_is_clock_change(int64_t local, double seconds);

/* Finds runs of a device that overlap and settles them. False: reported. */
bool power_settle_runs(struct power_series *series, const char *key,
		       struct power_device *device);

/* Gaps, counters, overlaps and readings left out: assumptions and warnings. */
void power_tell(struct power_series *series);

#endif
