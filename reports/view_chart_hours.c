/* Lines over time: a grid of hours, or of days where there are too many, that sums and values
 * of hours are put into. */

#include <assert.h>
#include <math.h>
#include <stdint.h>

#include "lca/base/arena.h"
#include "models/import.h"
#include "models/timestamp.h"
#include "reports/view_chart.h"

enum { DAY = 24, SECONDS = 3600 };

struct chart_hours view_chart_hours(int64_t first, int64_t last, size_t most)
{
	struct chart_hours hours = {.first = first, .step = 1};
	int64_t span = last - first + 1;

	assert(span > 0);
	if (most > 0 && span > (int64_t)most) {
		hours.step = DAY * (1 + span / DAY / (int64_t)most);
		hours.first -= ((first % hours.step) + hours.step) % hours.step;
	}
	hours.count = (size_t)((last - hours.first) / hours.step + 1);
	return hours;
}

const char *view_chart_span(struct arena *arena, int64_t first, int64_t last, bool unzoned)
{
	const char *zone = unzoned ? "UTC is assumed, the log does not say its zone" : "UTC";
	const char *from = timestamp_hour_text(arena, first * TIMESTAMP_HOUR);

	if (first == last)
		return arena_printf(arena, "%s (%s)", from, zone);
	return arena_printf(arena, "from %s to %s (%s)", from,
			    timestamp_hour_text(arena, last * TIMESTAMP_HOUR), zone);
}

double *view_chart_values(struct arena *arena, const struct chart_hours *hours)
{
	double *values = arena_alloc(arena, hours->count * sizeof *values);

	for (size_t i = 0; i < hours->count; i++)
		values[i] = NAN;
	return values;
}

size_t view_chart_point(const struct chart_hours *hours, int64_t hour)
{
	return (size_t)((hour - hours->first) / hours->step);
}

void view_chart_add(const struct chart_hours *hours, double *values, int64_t hour, double value)
{
	size_t point = view_chart_point(hours, hour);

	values[point] = isnan(values[point]) ? value : values[point] + value;
}

struct chart_line view_chart_line(struct arena *arena, const char *name, const char *symbol,
				  const double *values, size_t count)
{
	double *shown = arena_alloc(arena, (count + 1) * sizeof *shown), most = 0;
	struct shown_unit unit;

	for (size_t i = 0; i < count; i++)
		most = fmax(most, isnan(values[i]) ? 0 : fabs(values[i]));
	unit = number_unit(symbol, most);
	for (size_t i = 0; i < count; i++)
		shown[i] = values[i] / unit.size;
	return (struct chart_line){name, unit.text, shown};
}

struct chart view_chart_series(const char *id, const struct chart_hours *hours)
{
	return (struct chart){
	    .kind = CHART_SERIES,
	    .id = id,
	    .centre = NAN,
	    .centre_low = NAN,
	    .centre_high = NAN,
	    .start_s = hours->first * SECONDS,
	    .step_s = hours->step * SECONDS,
	    .point_count = hours->count,
	};
}

const char *view_chart_step(struct arena *arena, const struct chart_hours *hours)
{
	if (hours->step == 1)
		return "hour";
	if (hours->step == DAY)
		return "day";
	return arena_printf(arena, "%d days", (int)(hours->step / DAY));
}

struct chart_hours view_chart_part_hours(const struct import_part *part, size_t most)
{
	int64_t first = part->hours[0].hour, last = first;

	for (size_t i = 1; i < part->hour_count; i++) {
		first = part->hours[i].hour < first ? part->hours[i].hour : first;
		last = part->hours[i].hour > last ? part->hours[i].hour : last;
	}
	return view_chart_hours(first, last, most);
}

double view_chart_part(const struct chart_hours *hours, const struct import_part *part,
		       double *values)
{
	double sum = 0;

	for (size_t i = 0; i < part->hour_count; i++) {
		view_chart_add(hours, values, part->hours[i].hour,
			       part->hours[i].energy_it_kwh);
		sum += part->hours[i].energy_it_kwh;
	}
	return sum;
}
