#ifndef MODELS_POWER_NAMES_H
#define MODELS_POWER_NAMES_H

/*
 * What the names of columns of power say: their unit, and what they measure.
 *
 * A column of power ends in W, watt(s), kW, mW or power, alone or in brackets, after a blank or
 * an underscore or as a capital after a small letter ("powerW"). Names that speak of a limit, a
 * maximum and the like are no readings.
 */

#include <stdbool.h>

#include "models/intake.h"

enum power_subject {
	SUBJECT_UNKNOWN,
	SUBJECT_ACCELERATOR,
	SUBJECT_PACKAGE,   /* a CPU socket; holds its cores */
	SUBJECT_CORE,	   /* inside a package */
	SUBJECT_COMPONENT, /* memory, disks, fans, a CPU */
	SUBJECT_PLATFORM,  /* psys: holds packages and memory */
	SUBJECT_NODE,	   /* a whole machine */
	SUBJECT_TOTAL	   /* named as the sum of others */
};

struct power_name {
	double scale;	    /* W per unit; 0: not a column of power */
	bool told;	    /* the name holds the unit */
	bool bare;	    /* says nothing of what the power is of: "watts", "Power (W)" */
	bool milli_guessed; /* "mw" in small letters */
	enum power_subject subject;
};

struct power_name power_name_read(struct csv_field name);

/* Do two columns say the same of what they measure, but for their unit and how they smooth it:
 * "gpu0_power_w", "gpu0_power_avg_w", "GPU0 (kW)"? */
bool power_name_same(struct csv_field a, struct csv_field b);
/* As nvidia-smi's columns are preferred: 0 an average, 1 neither, 2 an instant. */
unsigned power_name_rank(struct csv_field name);

/* Does the name of a device say that it is all of them ("total", "GPU sum": SUBJECT_TOTAL), or
 * a whole machine and nothing else ("node", "PSU": SUBJECT_NODE)? Else SUBJECT_UNKNOWN. */
enum power_subject power_name_whole(struct csv_field device);

#endif
