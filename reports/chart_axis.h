#ifndef REPORTS_CHART_AXIS_H
#define REPORTS_CHART_AXIS_H

/*
 * The axis of a chart: which values it spans, where its ticks stand and what they say.
 *
 * from < to; of a logarithmic one from > 0. Every tick lies in [from, to]. Places are percent
 * of the way from its start to its end.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

enum { AXIS_TICKS = 16 };

struct axis {
	double from, to;
	bool logarithmic;
	double ticks[AXIS_TICKS];
	size_t count;
	int places; /* decimals of the ticks of a linear axis */
};

/* Around the values low <= high, with some room, and about `wanted` ticks. A linear one starts
 * at 0 where that leaves the values more than two fifths of it, or where it has to. A
 * logarithmic one of values that are not all above 0 is linear. */
struct axis axis_around(double low, double high, bool logarithmic, size_t wanted);
/* The same, of changes: 0 is of no matter. */
struct axis axis_of_changes(double low, double high, size_t wanted);
/* The same, of values that are drawn as lengths from 0: that is always in it. */
struct axis axis_from_zero(double low, double high, size_t wanted);
/* 0 <= place <= 100; what lies outside stands at the nearer end. */
double axis_place(const struct axis *axis, double value);
const char *axis_label(struct arena *arena, const struct axis *axis, size_t tick);

/* An axis of time: full hours, days, months or years, UTC. */
struct time_axis {
	int64_t from_s, to_s;
	int64_t ticks[AXIS_TICKS];
	const char *labels[AXIS_TICKS];
	size_t count;
};

struct time_axis time_axis_of(struct arena *arena, int64_t from_s, int64_t to_s);
/* "2024-03-01 05:00", with seconds where it has some. */
const char *time_text(struct arena *arena, int64_t time_s);

#endif
