/* Charts of a log: its energy by hour, its requests and tokens by hour or day. */

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "models/import.h"
#include "models/timestamp.h"
#include "reports/doc.h"
#include "reports/view.h"
#include "reports/view_chart.h"

enum { DAY = 24, SHOWN_DIGITS = 4, MOST_LINES = 4, MOST_PARTS = 6 };

static const char *energy_words(struct arena *arena, const struct import *import, double sum)
{
	const struct import_part *part = &import->total;
	struct shown_unit unit = number_unit("kWh", sum);
	double rest = part->energy_it_kwh - sum;

	return arena_printf(
	    arena, "%s %s in %s with a reading, %s%s. Hours without a reading are gaps.%s",
	    number_significant(arena, sum / unit.size, SHOWN_DIGITS), unit.text,
	    view_count(arena, part->hour_count, "hour"),
	    view_chart_span(arena, part->hours[0].hour, part->hours[part->hour_count - 1].hour,
			    import->unzoned),
	    isfinite(import->pue) && import->pue != 1 ? ", without the PUE that the log holds"
						      : "",
	    rest > 1e-9 * part->energy_it_kwh
		? arena_printf(arena, " Of %s kWh more the log tells no hour.",
			       number_significant(arena, rest, SHOWN_DIGITS))
		: "");
}

static struct chart_line part_line(struct arena *arena, const struct chart_hours *hours,
				   const struct import_part *part, const char *name,
				   double *sum)
{
	double *values = view_chart_values(arena, hours);

	*sum = view_chart_part(hours, part, values);
	return view_chart_line(arena, name, "kWh", values, hours->count);
}

/* All of it, and its parts where they are few. */
static void energy(struct doc *doc, const struct import *import)
{
	const struct import_part *part = &import->total;
	struct chart_line lines[MOST_PARTS + 1];
	struct chart_hours hours;
	struct chart chart;
	double sum, of_part;

	if (!part->has_energy || !part->hour_count)
		return;
	hours = view_chart_part_hours(part, CHART_POINTS);
	chart = view_chart_series("chart-energy-1", &hours);
	lines[chart.line_count++] = part_line(doc->arena, &hours, part, "energy", &sum);
	for (size_t i = 0; i < import->part_count && import->part_count <= MOST_PARTS; i++)
		if (import->parts[i].hour_count)
			lines[chart.line_count++] =
			    part_line(doc->arena, &hours, &import->parts[i],
				      import->parts[i].value, &of_part);
	chart.title =
	    arena_printf(doc->arena, "Energy by %s", view_chart_step(doc->arena, &hours));
	chart.words = energy_words(doc->arena, import, sum);
	chart.lines = lines;
	doc_chart(doc, &chart);
}

/* "2023-11-16T18", "2023-11-16" of whole days. */
static bool hour_of(const struct import_group *group, int64_t *hour)
{
	char text[sizeof "2023-11-16T18:00"];
	size_t length = strlen(group->hour);
	int64_t time;

	if (length == 0 || length + sizeof ":00" > sizeof text)
		return false;
	memcpy(text, group->hour, length + 1);
	if (strchr(group->hour, 'T')) {
		memcpy(text + length, ":00", sizeof ":00");
		length += strlen(":00");
	}
	if (!timestamp_parse(text, length, &time, NULL))
		return false;
	*hour = timestamp_hour(time);
	return true;
}

/* False where no group has a time. */
static bool grid_of(const struct import *import, struct chart_hours *hours)
{
	int64_t first = INT64_MAX, last = INT64_MIN, hour;
	bool days = import->span == SPAN_DAY;

	if (import->span != SPAN_HOUR && !days)
		return false;
	for (size_t i = 0; i < import->group_count; i++) {
		if (!hour_of(&import->groups[i], &hour))
			continue;
		first = hour < first ? hour : first;
		last = hour > last ? hour : last;
	}
	if (first > last)
		return false;
	*hours = view_chart_hours(first, last, CHART_POINTS);
	if (days && hours->step == 1)
		*hours = (struct chart_hours){first, DAY, (size_t)((last - first) / DAY + 1)};
	return true;
}

typedef double (*counter)(const struct import_group *group);

static double requests_of(const struct import_group *group)
{
	return (double)group->requests;
}

static double failed_of(const struct import_group *group)
{
	return (double)group->failed_requests;
}

static double input_of(const struct import_group *group)
{
	return (double)group->input_tokens;
}

static double output_of(const struct import_group *group)
{
	return (double)group->output_tokens;
}

static void add_line(struct doc *doc, const struct import *import,
		     const struct chart_hours *hours, struct chart_line line, counter count,
		     struct chart_line *lines, size_t *line_count)
{
	double *values = view_chart_values(doc->arena, hours);
	int64_t hour;

	for (size_t i = 0; i < import->group_count; i++)
		if (hour_of(&import->groups[i], &hour))
			view_chart_add(hours, values, hour, count(&import->groups[i]));
	line.values = values;
	lines[(*line_count)++] = line;
}

static const char *usage_words(struct arena *arena, const struct import *import,
			       const struct chart *chart, const char *step)
{
	double sum = 0, most = 0;
	size_t known = 0;

	for (size_t i = 0; i < chart->point_count; i++) {
		double value = chart->lines[0].values[i];

		if (isnan(value))
			continue;
		known++;
		sum += value;
		most = fmax(most, value);
	}
	return arena_printf(
	    arena,
	    "%s %s in %s of the log, at most %s in one%s. What the log holds nothing of "
	    "is a gap.",
	    number_fixed(arena, sum, 0), chart->lines[0].unit, view_count(arena, known, step),
	    number_fixed(arena, most, 0),
	    import->unzoned ? "; UTC is assumed: the log does not say its zone" : "");
}

static void usage(struct doc *doc, const struct import *import)
{
	const struct import_usage *usage = &import->total.usage;
	struct chart_line lines[MOST_LINES] = {0};
	struct chart_hours hours;
	struct chart chart;
	const char *step;
	size_t count = 0;

	if (!usage->known || !grid_of(import, &hours))
		return;
	chart = view_chart_series("chart-requests", &hours);
	step = view_chart_step(doc->arena, &hours);
	if (import_counts_requests(usage))
		add_line(doc, import, &hours, (struct chart_line){"requests", "requests", NULL},
			 requests_of, lines, &count);
	if (usage->has_failed && usage->failed_requests)
		add_line(doc, import, &hours,
			 (struct chart_line){"failed requests", "requests", NULL}, failed_of,
			 lines, &count);
	if (usage->has_tokens && !usage->input_untold)
		add_line(doc, import, &hours, (struct chart_line){"input", "tokens", NULL},
			 input_of, lines, &count);
	if (usage->has_tokens && !usage->output_untold)
		add_line(doc, import, &hours, (struct chart_line){"output", "tokens", NULL},
			 output_of, lines, &count);
	if (!count)
		return;
	chart.line_count = count;
	chart.title = arena_printf(doc->arena, "%s by %s",
				   import_counts_requests(usage) ? "Requests" : "Tokens", step);
	chart.lines = lines;
	chart.words = usage_words(doc->arena, import, &chart, step);
	doc_chart(doc, &chart);
}

void view_chart_import(struct doc *doc, const struct import *import)
{
	if (!doc->draws)
		return;
	energy(doc, import);
	usage(doc, import);
}
