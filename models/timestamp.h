#ifndef MODELS_TIMESTAMP_H
#define MODELS_TIMESTAMP_H

/*
 * Points in time and durations as logs write them.
 *
 * A point in time is an int64_t: nanoseconds since 1970-01-01T00:00:00 UTC, without leap
 * seconds, for the years 1678 to 2261. A text without a zone is taken as UTC; the caller says
 * so. Dates that do not exist are refused.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

#define TIMESTAMP_SECOND INT64_C(1000000000)
#define TIMESTAMP_HOUR	 (3600 * TIMESTAMP_SECOND)

/* Reads text[0..length), which it must fill: 2026-03-02, 2026-03-02T10:00, 2026/03/02
 * 10:00:00.123, 2026-03-02T10:00:00.123456789+01:00; at most 9 digits of a second; zones Z,
 * UTC, +01, +01:00, +0100. zoned (may be NULL) tells whether a zone was there. False, and
 * nothing written, where it is no such text. */
bool timestamp_parse(const char *text, size_t length, int64_t *time, bool *zoned);

/* "2023-11-16T18:17:03.97996Z": UTC, no trailing zeros in the fraction. */
char *timestamp_text(struct arena *arena, int64_t time);
/* "2023-11-16T18": the UTC hour that time lies in. */
char *timestamp_hour_text(struct arena *arena, int64_t time);

/* The calendar year (UTC) that time lies in. */
int timestamp_year(int64_t time);
/* The day of its month (UTC), from 1. */
int timestamp_day(int64_t time);
/* Number of the UTC hour that time lies in, from 1970-01-01T00; earlier hours are negative. */
int64_t timestamp_hour(int64_t time);

/* Reads a duration [DD-]HH:MM:SS[.f], MM:SS[.f] in seconds; false where the text is none. */
bool duration_parse(const char *text, size_t length, double *seconds);

#endif
