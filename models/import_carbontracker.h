#ifndef MODELS_IMPORT_CARBONTRACKER_H
#define MODELS_IMPORT_CARBONTRACKER_H

/*
 * Shared by the files of the carbontracker importer: the cells of a line, the runs.
 *
 * A run leaves two logs. The standard log has the mean power of each device per epoch, without
 * a PUE; the output log has the energy of all epochs, which holds one. They tell the same
 * energy: the standard log counts, the output log is held against it, and counts where it
 * stands alone.
 */

#include <stdbool.h>

#include "models/intake.h"

enum carbon_component { CARBON_GPU, CARBON_CPU, CARBON_COMPONENTS };

/* The figures of one "Average power usage" line; a list may go on over several lines. */
struct carbon_powers {
	double watts;	/* of all devices that have a figure */
	double highest; /* of one device */
	size_t known, missing;
	bool open; /* the list has not ended */
	bool list; /* false: one figure without brackets */
	bool bad;  /* something else stood there */
};

/* Reads what stands behind the colon; again for each line that goes on with the list. */
void carbon_read_powers(const char *text, struct carbon_powers *powers);

/* Seconds of "0:02:21.90" and "1 day, 2:03:04.5"; false where it is none. */
bool carbon_read_duration(const char *text, double *seconds);

/* Number of devices of a component in "GPU with device(s) A, B. CPU with device(s) cpu:0."; 0
 * where it is not listed. first: its first device, [0..length). */
size_t carbon_count_devices(const char *text, enum carbon_component component,
			    const char **first, size_t *length);

/* The consumption that the output log tells. */
struct carbon_block {
	bool open, predicted;
	uint64_t line; /* of its energy */
	double seconds, kwh, grams;
};

/* What both logs of one run tell. */
struct carbon_run {
	const char *file; /* seen first */
	/* standard log */
	uint64_t epochs;
	double seconds, it_kwh, logged_kwh; /* logged_kwh: as carbontracker adds it up */
	double pue;			    /* NaN until told */
	/* output log */
	const char *output_file;
	uint64_t blocks, block_line;
	struct carbon_block actual; /* sums */
	size_t devices[CARBON_COMPONENTS];
	const char *gpu;
	bool has_time;
	int64_t start, end;
	bool settled;
};

struct carbontracker {
	struct text_set keys;
	struct carbon_run *runs; /* [keys.count] */
	const char *file;	 /* at hand */
	struct carbon_run *run;
	bool wants; /* options were looked at */
	bool has_time;
	int64_t time; /* of the line at hand */
	/* epoch at hand */
	bool in_epoch;
	double duration;
	bool epoch_has_time;
	int64_t epoch_end;
	enum carbon_component component;
	struct carbon_powers powers;
	uint64_t powers_line;
	struct carbon_block block;
	/* figures */
	double known_seconds, missing_seconds;
	uint64_t multiplied, multiplied_line;
	uint64_t forecasts;
	bool interrupted;
	struct sum covered;
};

/* Counts the output logs that stand alone, holds the others against their standard log. */
void carbon_settle(struct intake *intake);

#endif
