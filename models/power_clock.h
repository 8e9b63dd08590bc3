#ifndef MODELS_POWER_CLOCK_H
#define MODELS_POWER_CLOCK_H

/*
 * The times of a power log, as tables write them: one column of dates with a time, two columns
 * (date, time), UNIX times in seconds, milliseconds, microseconds or nanoseconds (told apart by
 * their size: from 1973 on), or time since the start of the log, in seconds unless the column
 * says otherwise. The first time of a log settles which.
 *
 * What is none of these, above all a date that does not say which number is the day, is left
 * out; where no row can be used, power_clock_refuse() says so.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/intake.h"

enum clock_kind { CLOCK_UNKNOWN, CLOCK_TEXT, CLOCK_UNIX, CLOCK_ELAPSED };

struct power_clock {
	size_t time, date; /* columns; SIZE_MAX: none */
	unsigned digits;   /* of a second, in one unit of the column: 3 for ms; 0 */
	bool has_unit;	   /* the column names it */
	bool is_utc;	   /* so does it the zone */
	enum clock_kind kind;
	const char *bad; /* the first text that is no time */
	uint64_t bad_line;
};

/* Finds the columns of time; false where there is none. Keeps what is known of the kind. */
bool power_clock_find(struct power_clock *clock, const struct csv_row *header);

/* The time of a row; false where it is none (noted, nothing skipped yet). */
bool power_clock_read(struct intake *intake, struct power_clock *clock,
		      const struct csv_row *row, int64_t *time);

/* UNIX time of a number in units of 10^-digits s, exactly; false where it is none. */
bool power_unix_time(struct csv_field field, unsigned digits, int64_t *time);

/* An error where nothing could be used for want of a time; true where it was one. */
bool power_clock_refuse(struct intake *intake, const struct power_clock *clock);

#endif
