/* Ticks of an axis of time, at full hours, days, months or years of the UTC calendar. */

#include <inttypes.h>
#include <stdlib.h>

#include "lca/base/arena.h"
#include "reports/chart_axis.h"

enum {
	HOUR = 3600,
	DAY = 24 * HOUR,
	WEEK = 7 * DAY,
	MONDAY = 4 * DAY,
	MONTHS = 12,
	WANTED = 7
};

struct date {
	int64_t year;
	int month, day; /* from 1 */
};

static int64_t floor_divide(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/* The Gregorian calendar by eras of 400 years that start in March. */
static struct date date_of(int64_t day)
{
	int64_t shifted = day + 719468, era = floor_divide(shifted, 146097);
	int64_t of_era = shifted - era * 146097;
	int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
	int64_t month = (5 * of_year + 2) / 153;

	return (struct date){
	    .year = year + era * 400 + (month >= 10),
	    .month = (int)(month < 10 ? month + 3 : month - 9),
	    .day = (int)(of_year - (153 * month + 2) / 5 + 1),
	};
}

static int64_t day_of(int64_t year, int month)
{
	int64_t shifted = month <= 2 ? year - 1 : year, era = floor_divide(shifted, 400);
	int64_t of_era = shifted - era * 400, from_march = (month + 9) % MONTHS;
	int64_t of_year = (153 * from_march + 2) / 5;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static const char *month_name(int month)
{
	static const char *const names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
					    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

	return names[month - 1];
}

static void add(struct time_axis *axis, int64_t time_s, const char *label)
{
	if (time_s < axis->from_s || time_s > axis->to_s || axis->count == AXIS_TICKS)
		return;
	axis->ticks[axis->count] = time_s;
	axis->labels[axis->count++] = label;
}

static void hours_and_days(struct arena *arena, struct time_axis *axis, int64_t step_s)
{
	int64_t first_s = step_s < WEEK ? 0 : MONDAY; /* the first one since 1970 */
	int64_t time_s = floor_divide(axis->from_s - first_s, step_s) * step_s + first_s;

	for (; time_s <= axis->to_s; time_s += step_s) {
		struct date date = date_of(floor_divide(time_s, DAY));
		int64_t hour = (time_s - floor_divide(time_s, DAY) * DAY) / HOUR;

		if (step_s < DAY && hour != 0)
			add(axis, time_s, arena_printf(arena, "%02" PRId64 ":00", hour));
		else
			add(axis, time_s,
			    arena_printf(arena, "%d %s", date.day, month_name(date.month)));
	}
}

static void months(struct arena *arena, struct time_axis *axis, int stride)
{
	struct date date = date_of(floor_divide(axis->from_s, DAY));
	int64_t month = (date.year * MONTHS + date.month - 1) / stride * stride;

	for (;; month += stride) {
		int64_t year = floor_divide(month, MONTHS);
		int of_year = (int)(month - year * MONTHS);
		int64_t time_s = day_of(year, of_year + 1) * DAY;

		if (time_s > axis->to_s)
			return;
		add(axis, time_s,
		    of_year == 0 ? arena_printf(arena, "%" PRId64, year)
				 : arena_text(arena, month_name(of_year + 1)));
	}
}

struct time_axis time_axis_of(struct arena *arena, int64_t from_s, int64_t to_s)
{
	static const int64_t steps[] = {HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR,
					DAY,  2 * DAY,	WEEK,	  2 * WEEK};
	static const int strides[] = {1, 2, 3, 6, MONTHS, 2 * MONTHS, 5 * MONTHS, 10 * MONTHS};
	struct time_axis axis = {.from_s = from_s, .to_s = to_s};
	int64_t width = to_s - from_s;

	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		if (width / steps[i] <= WANTED) {
			hours_and_days(arena, &axis, steps[i]);
			return axis;
		}
	}
	for (size_t i = 0; i < sizeof strides / sizeof *strides; i++) {
		if (width / (strides[i] * INT64_C(30) * DAY) <= WANTED) {
			months(arena, &axis, strides[i]);
			return axis;
		}
	}
	return axis;
}

const char *time_text(struct arena *arena, int64_t time_s)
{
	struct date date = date_of(floor_divide(time_s, DAY));
	int64_t second = time_s - floor_divide(time_s, DAY) * DAY;
	const char *text =
	    arena_printf(arena, "%" PRId64 "-%02d-%02d %02" PRId64 ":%02" PRId64, date.year,
			 date.month, date.day, second / HOUR, second % HOUR / 60);

	if (second % 60 == 0)
		return text;
	return arena_printf(arena, "%s:%02" PRId64, text, second % 60);
}
