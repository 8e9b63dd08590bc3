#ifndef MODELS_IMPORT_POWER_LOG_H
#define MODELS_IMPORT_POWER_LOG_H

/*
 * The inside of the importer power-log, shared by its files: columns of power, which of them
 * hold others, and cells with a decimal comma.
 */

#include "models/intake.h"
#include "models/power_clock.h"
#include "models/power_names.h"
#include "models/power_series.h"

enum { MOST_POWER_COLUMNS = 256, MOST_IDS = 6 };

/* A column of power. */
struct power_source {
	const char *name;
	size_t column; /* SIZE_MAX: not in the header at hand */
	struct power_name means;
	bool left_out;
	/* So far it is the sum of the others in every row; rows that show it. */
	bool is_sum;
	uint64_t proofs;
	uint64_t refuted_line;
	double refuted, refuted_sum; /* watts of that row */
};

/* A cell of power: a number to so many decimals. */
struct power_cell_read {
	enum reading reading;
	double watts;
	double rounding; /* half a unit of its last digit, in W */
};

/* The readings of one time: of devices named as all of them, and of the others. */
struct power_sweep {
	int64_t time;
	uint64_t line; /* 0: none yet */
	double wholes, others, rounding;
};

struct power_log {
	struct arena *arena;
	struct power_series *series;
	struct power_clock clock;
	struct power_source sources[MOST_POWER_COLUMNS];
	size_t count;	/* of all headers */
	size_t present; /* of the header at hand */
	size_t width;	/* fields of the header at hand */
	bool last;	/* the columns of power are its last ones */
	size_t ids[MOST_IDS], id_count, utilization;
	bool only_gpu;	       /* the only column that tells devices is "gpu" */
	bool ids_of_gpus;      /* a column says which GPU a row is of */
	size_t *device_source; /* [device_count]: the column of a device */
	enum power_subject *device_subject;
	enum power_subject *device_whole; /* power_name_whole() */
	const char **device_name;
	bool *device_out; /* not counted, as its rows hold others or are held */
	uint64_t *device_rows;
	enum power_subject whole; /* of the row at hand */
	struct power_sweep sweep;
	bool sweeps_agree, sweeps_differ; /* totals of rows with the others of their time */
	uint64_t sweep_line;
	int64_t last_time;
	bool timed;		    /* there is a last time */
	uint64_t steps, long_steps; /* of times without a unit */
	bool numbered; /* devices are told by a number in "gpu", which may be a utilisation */
	size_t device_count;
	uint64_t pairs, commas, commas_of_three;
	uint64_t comma_line;
	uint64_t same_time;
};

/* The device of a reading; SIZE_MAX (reported) where there are too many. */
size_t power_log_device(struct power_log *log, const struct csv_row *row, size_t source);
/* Its reading is missing. */
void power_log_miss(struct power_log *log, const struct csv_row *row, size_t source);

/* Has the row one field more for each power, as where every number was written with a decimal
 * comma that nobody quoted? */
bool power_log_is_pairs(const struct power_log *log, const struct csv_row *row);
/* The cells of a row by source. */
void power_log_cells(struct power_log *log, const struct csv_row *row,
		     struct power_cell_read *cells);

/* Holds each column against the sum of the others. */
void power_log_compare(struct power_log *log, const struct power_cell_read *cells,
		       uint64_t line);

/* Of the columns of power drops those that tell what another one does; columns [count]. False:
 * reported. */
bool power_log_twins(struct intake *intake, const struct csv_row *header, size_t *columns,
		     size_t *count);

/* Is the device of a row named as all of them, or as a whole machine? */
enum power_subject power_log_whole(const struct power_log *log, const struct csv_row *row);
/* Holds rows of such devices against the others of their time. */
void power_log_sweep(struct power_log *log, const struct power_cell_read *cells, int64_t time,
		     uint64_t line);
/* Leaves out rows that hold others. False: reported. */
bool power_log_settle_rows(struct intake *intake, struct power_log *log);

/* Leaves out columns that are in others. False: reported. */
bool power_log_settle(struct intake *intake, struct power_log *log);

/* What the log is about: where it was metered, what was assumed. */
void power_log_describe(struct intake *intake, const struct power_log *log);

#endif
