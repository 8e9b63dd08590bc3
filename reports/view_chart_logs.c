/* Charts of the logs behind an assessment: energy, intensity and emissions by hour. */

#include <math.h>
#include <stdlib.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "lca/engine/sheet.h"
#include "models/assess.h"
#include "models/grid_series.h"
#include "models/timestamp.h"
#include "reports/doc.h"
#include "reports/view.h"
#include "reports/view_chart.h"

enum { MOST_LOGS = 6, SHOWN_DIGITS = 4, GRAMS = 1000 };

/* Emissions by hour have to add up to those of the item, but for rounding. */
static const double rounding = 1e-9;

/* The electricity of an item that a part of a log tells by hour; or that counts as drawn evenly
 * over its period, whose grid is told by hour. */
struct logged {
	const struct item_result *item;
	const struct supply *supply;
	const struct import_part *part; /* that of the supply, or hours alone */
	double kwh; /* in those hours, as logged; before it is drawn that which counts */
};

/* One of them as it is drawn. */
struct drawn {
	struct doc *doc;
	struct logged of;
	size_t number;
	struct chart_hours hours;
	double facility, gwp;	    /* central, NaN: not known */
	double *energy, *emissions; /* by point; emissions NULL: not known by hour */
	const char *step;
};

static bool is_drawn(const struct logged *logged, size_t count, const struct supply *supply)
{
	for (size_t i = 0; i < count; i++)
		if (logged[i].supply->part == supply->part &&
		    logged[i].supply->series == supply->series &&
		    (supply->part || (logged[i].supply->from_s == supply->from_s &&
				      logged[i].supply->until_s == supply->until_s)))
			return true;
	return false;
}

/* Each hour of the period by how much of it lies in it. */
static const struct import_part *evenly(struct arena *arena, const struct supply *supply)
{
	const int64_t second = TIMESTAMP_HOUR / TIMESTAMP_SECOND;
	int64_t first = timestamp_hour(supply->from_s * TIMESTAMP_SECOND);
	int64_t end = timestamp_hour((supply->until_s - 1) * TIMESTAMP_SECOND) + 1;
	struct import_part *part = arena_alloc(arena, sizeof *part);

	part->hours = arena_alloc(arena, (size_t)(end - first) * sizeof *part->hours);
	for (int64_t hour = first; hour < end; hour++) {
		int64_t from = hour * second, until = from + second;

		from = from > supply->from_s ? from : supply->from_s;
		until = until < supply->until_s ? until : supply->until_s;
		part->hours[part->hour_count++] =
		    (struct import_hour){hour, (double)(until - from) / (double)second};
	}
	return part;
}

static const struct import_part *hours_of(struct arena *arena, const struct supply *supply)
{
	if (supply->part && supply->part->hour_count)
		return supply->part;
	if (!supply->part && supply->series && supply->until_s > supply->from_s)
		return evenly(arena, supply);
	return NULL;
}

/* Items that share the hours of a log, busy and idle, are drawn once. */
static struct logged *find(struct arena *arena, const struct assessment *assessment,
			   size_t *count)
{
	struct logged *logged = NULL;

	*count = 0;
	for (size_t i = 0; i < assessment->item_count; i++) {
		const struct item_result *item = &assessment->items[i];

		for (size_t s = 0; s < item->supply_count; s++) {
			const struct supply *supply = &item->supplies[s];
			const struct import_part *part;

			if (is_drawn(logged, *count, supply))
				continue;
			part = hours_of(arena, supply);
			if (!part)
				continue;
			logged = arena_grow(arena, logged, *count, sizeof *logged);
			logged[(*count)++] =
			    (struct logged){.item = item, .supply = supply, .part = part};
		}
	}
	return logged;
}

static double central(const double *values, cell of)
{
	return cell_is_bad(of) ? NAN : values[of.index];
}

/* The emissions of each hour, as grid_join weighs them: energy x intensity of the hour, or the
 * one intensity of all; NULL where they do not make up those of the item. */
static double *emissions_of(const struct drawn *drawn)
{
	const struct supply *supply = drawn->of.supply;
	const struct import_part *part = drawn->of.part;
	double *emissions = view_chart_values(drawn->doc->arena, &drawn->hours), sum = 0;

	for (size_t i = 0; i < part->hour_count; i++) {
		const struct import_hour *hour = &part->hours[i];
		const struct grid_hour *found =
		    supply->series ? grid_series_at(supply->series, hour->hour) : NULL;
		double intensity = drawn->gwp / drawn->facility, kg;

		if (supply->series)
			intensity = found ? found->value : NAN;
		kg = hour->energy_it_kwh > 0
			 ? drawn->facility * hour->energy_it_kwh / drawn->of.kwh * intensity
			 : 0;
		view_chart_add(&drawn->hours, emissions, hour->hour, kg);
		sum += kg;
	}
	return fabs(sum - drawn->gwp) <= rounding * fabs(drawn->gwp) ? emissions : NULL;
}

/* gCO2e/kWh at each point: that of its hour, or the mean of its hours by their energy. */
static double *intensity_of(const struct drawn *drawn)
{
	const struct supply *supply = drawn->of.supply;
	double *values = view_chart_values(drawn->doc->arena, &drawn->hours);

	for (size_t i = 0; i < drawn->hours.count; i++) {
		int64_t hour = drawn->hours.first + (int64_t)i;
		const struct grid_hour *found = supply->series && drawn->hours.step == 1
						    ? grid_series_at(supply->series, hour)
						    : NULL;

		if (found)
			values[i] = GRAMS * found->value;
		else if (!supply->series && drawn->energy[i] >= 0)
			values[i] = GRAMS * drawn->gwp / drawn->facility;
		else if (drawn->emissions && drawn->energy[i] > 0)
			values[i] = GRAMS * drawn->emissions[i] * drawn->of.kwh /
				    (drawn->energy[i] * drawn->facility);
	}
	return values;
}

static const char *amount(struct arena *arena, double value, const char *symbol)
{
	struct shown_unit unit = number_unit(symbol, value);

	return arena_printf(arena, "%s %s",
			    number_significant(arena, value / unit.size, SHOWN_DIGITS),
			    unit.text);
}

/* With PUE, and with what the meter does not see; of busy and idle time the one that the item
 * is. */
static const char *counted_text(struct arena *arena, const struct drawn *drawn)
{
	return isnan(drawn->facility)
		   ? ""
		   : arena_printf(arena, "; %s is counted with %s at the facility",
				  drawn->of.item->item, amount(arena, drawn->facility, "kWh"));
}

static const char *energy_words(struct arena *arena, const struct drawn *drawn)
{
	const struct import_part *part = drawn->of.part;
	const struct import *log = drawn->of.item->import;
	double rest = part->energy_it_kwh - drawn->of.kwh;
	const char *lost = rest > rounding * part->energy_it_kwh
			       ? arena_printf(arena, " Of %s more the log tells no hour.",
					      amount(arena, rest, "kWh"))
			       : "";

	/* Hours between two rows are no readings. */
	const bool spread = part->rows && part->rows < part->hour_count;

	return arena_printf(
	    arena, "%s in %s%s, %s, as the log has it%s. Hours %s are gaps.%s",
	    amount(arena, drawn->of.kwh, "kWh"), view_count(arena, part->hour_count, "hour"),
	    spread ? arena_printf(arena, " of %s, spread evenly over the time of each",
				  view_count(arena, part->rows, "row"))
		   : " with a reading",
	    view_chart_span(arena, part->hours[0].hour, part->hours[part->hour_count - 1].hour,
			    log && log->unzoned),
	    counted_text(arena, drawn), spread ? "that no row covers" : "without a reading",
	    lost);
}

static bool is_counted(const struct drawn *drawn)
{
	return drawn->facility > 0 && !isnan(drawn->gwp);
}

static const char *intensity_words(struct arena *arena, const struct drawn *drawn)
{
	const struct supply *supply = drawn->of.supply;
	const char *mean =
	    number_significant(arena, GRAMS * drawn->gwp / drawn->facility, SHOWN_DIGITS);
	const char *sum =
	    drawn->emissions
		? arena_printf(arena, " The emissions of all hours are the %s of the item.",
			       amount(arena, drawn->gwp, "kgCO2e"))
		: "";

	if (supply->series)
		return arena_printf(
		    arena,
		    "Of the grid, by column '%s' of '%s'; %s gCO2e/kWh is their mean%s.%s",
		    supply->series->column, supply->series->file, mean,
		    supply->part ? " weighed by the energy" : ", as if drawn evenly", sum);
	return arena_printf(arena,
			    "Every hour is counted with the one mean of its grid%s%s, %s "
			    "gCO2e/kWh: nothing states it by hour.%s",
			    supply->region ? " " : "", supply->region ? supply->region : "",
			    mean, sum);
}

static void energy_chart(const struct drawn *drawn)
{
	struct arena *arena = drawn->doc->arena;
	struct chart chart = view_chart_series(
	    arena_printf(arena, "chart-energy-%zu", drawn->number), &drawn->hours);
	struct chart_line line =
	    view_chart_line(arena, arena_printf(arena, "energy by %s", drawn->step), "kWh",
			    drawn->energy, drawn->hours.count);

	chart.title =
	    arena_printf(arena, "Energy by %s: %s", drawn->step, drawn->of.item->item);
	chart.words = energy_words(arena, drawn);
	/* One figure for all hours is told, not drawn. */
	if (!drawn->of.supply->series && is_counted(drawn))
		chart.words =
		    arena_printf(arena, "%s %s", chart.words, intensity_words(arena, drawn));
	chart.lines = &line;
	chart.line_count = 1;
	chart.group = drawn->of.item->stage;
	doc_chart(drawn->doc, &chart);
}

static void intensity_chart(const struct drawn *drawn)
{
	struct arena *arena = drawn->doc->arena;
	struct chart chart = view_chart_series(
	    arena_printf(arena, "chart-intensity-%zu", drawn->number), &drawn->hours);
	struct chart_line lines[2] = {{"intensity", "gCO2e/kWh", intensity_of(drawn)}};

	chart.line_count = 1;
	chart.words = intensity_words(arena, drawn);
	if (drawn->emissions)
		lines[chart.line_count++] =
		    view_chart_line(arena, arena_printf(arena, "emissions by %s", drawn->step),
				    "kgCO2e", drawn->emissions, drawn->hours.count);
	chart.title =
	    arena_printf(arena, "Intensity by %s: %s", drawn->step, drawn->of.item->item);
	chart.lines = lines;
	chart.group = drawn->of.item->stage;
	doc_chart(drawn->doc, &chart);
}

static void draw(struct doc *doc, const double *values, const struct logged *logged,
		 size_t number, size_t most)
{
	const struct supply *supply = logged->supply;
	struct drawn drawn = {.doc = doc,
			      .of = *logged,
			      .number = number,
			      .hours = view_chart_part_hours(logged->part, most),
			      .facility = central(values, supply->facility),
			      .gwp = central(values, supply->gwp)};

	drawn.step = view_chart_step(doc->arena, &drawn.hours);
	drawn.energy = view_chart_values(doc->arena, &drawn.hours);
	drawn.of.kwh = view_chart_part(&drawn.hours, logged->part, drawn.energy);
	if (drawn.of.kwh > 0)
		drawn.emissions = emissions_of(&drawn);
	if (supply->part)
		energy_chart(&drawn);
	if (supply->series && is_counted(&drawn))
		intensity_chart(&drawn);
}

/* What it is ranked by: the energy that is counted of it, evenly drawn or by a log. */
static double counted(const double *values, const struct logged *logged)
{
	double facility = central(values, logged->supply->facility);

	return isnan(facility) ? logged->part->energy_it_kwh : facility;
}

static int more_first(const void *a, const void *b)
{
	const struct logged *left = a, *right = b;
	double first = left->kwh, second = right->kwh;

	if (first > second || first < second)
		return first > second ? -1 : 1;
	return left->item < right->item ? -1 : left->item > right->item;
}

void view_chart_logs(struct doc *doc, const struct assessment *assessment)
{
	struct logged *logged;
	double *values;
	size_t count, shown;

	if (!doc->draws)
		return;
	logged = find(doc->arena, assessment, &count);
	if (!count)
		return;
	values = arena_alloc(doc->arena, (sheet_size(assessment->sheet) + 1) * sizeof *values);
	sheet_central(assessment->sheet, values);
	for (size_t i = 0; i < count; i++)
		logged[i].kwh = counted(values, &logged[i]);
	if (count > MOST_LOGS)
		qsort(logged, count, sizeof *logged, more_first);
	shown = count < MOST_LOGS ? count : MOST_LOGS;
	doc_add(doc, DOC_SECTION, "Over time");
	for (size_t i = 0; i < shown; i++)
		draw(doc, values, &logged[i], i + 1, CHART_POINTS / shown);
	if (count > MOST_LOGS)
		doc_add(doc, DOC_TEXT, "%zu more logs, which count less energy, are not drawn.",
			count - MOST_LOGS);
}
