/* Brings the rows of a grid series into UTC hours. */

#include "models/grid_series.h"

#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/csv.h"
#include "models/grid_series_table.h"
#include "models/grid_series_words.h"
#include "models/timestamp.h"

static int by_time(const void *a, const void *b)
{
	const struct grid_reading *left = a, *right = b;

	if (left->time != right->time)
		return left->time < right->time ? -1 : 1;
	return left->line < right->line ? -1 : left->line > right->line;
}

static bool same_value(const struct grid_reading *a, const struct grid_reading *b)
{
	return a->gap == b->gap && (a->gap || !(a->value < b->value || a->value > b->value));
}

/* Sorts, and keeps one of those that say the same; a time of two values is an error. */
static bool settle(struct grid_table *table)
{
	struct grid_reading *readings = table->readings;
	size_t kept = 0;

	qsort(readings, table->count, sizeof *readings, by_time);
	for (size_t i = 0; i < table->count; i++) {
		const struct grid_reading *next = &readings[i];
		const struct grid_reading *last = kept ? &readings[kept - 1] : NULL;

		if (!last || last->time != next->time) {
			readings[kept++] = *next;
			continue;
		}
		if (!same_value(last, next)) {
			diag_add(table->diags, DIAG_GRID_ROWS, grid_table_at(table, next->line),
				 table->options->path,
				 "keep the rows of one zone of the grid; a local time that "
				 "is put back in autumn needs its zone",
				 "the time %s stands twice with two values of '%s' (line %u)",
				 timestamp_text(table->arena, next->time), table->columns.name,
				 last->line);
			return false;
		}
		grid_table_leave_out(&table->repeated, next->line);
	}
	table->count = kept;
	return true;
}

/* A series whose rows are mostly further apart than an hour says nothing of an hour. */
static bool is_hourly(const struct grid_table *table)
{
	size_t far = 0;

	for (size_t i = 1; i < table->count; i++)
		far += table->readings[i].time - table->readings[i - 1].time > TIMESTAMP_HOUR;
	if (2 * far < table->count)
		return true;
	diag_add(table->diags, DIAG_GRID_ROWS, table->options->place, table->options->path,
		 "state a mean instead: intensity: 57 gCO2e/kWh",
		 "most rows of '%s' are more than an hour apart", table->file);
	return false;
}

/* What holds in one hour, added up. */
struct sum {
	int64_t hour, held;   /* ns */
	double first, excess; /* first value; sum of (value - first) x ns */
	uint32_t line;
	bool estimated, stretched;
};

static void close_hour(struct grid_series *series, struct arena *arena, const struct sum *sum)
{
	if (sum->held == 0)
		return;
	series->hours =
	    arena_grow(arena, series->hours, series->hour_count, sizeof *series->hours);
	series->hours[series->hour_count++] = (struct grid_hour){
	    .value = sum->first + sum->excess / (double)sum->held,
	    .hour = (int32_t)sum->hour,
	    .line = sum->line & ((UINT32_C(1) << 30) - 1),
	    .estimated = sum->estimated,
	    .partial = sum->stretched || sum->held < TIMESTAMP_HOUR,
	};
}

static void hold(struct sum *sum, const struct grid_reading *reading, int64_t held,
		 bool stretched)
{
	if (reading->gap)
		return;
	if (sum->held == 0) {
		sum->first = reading->value;
		sum->line = reading->line;
	}
	sum->held += held;
	sum->excess += (reading->value - sum->first) * (double)held;
	sum->estimated = sum->estimated || reading->estimated;
	sum->stretched = sum->stretched || stretched;
}

/* Until when a reading holds; stretched: beyond the step before it. */
static int64_t held_until(const struct grid_table *table, size_t i, bool *stretched)
{
	const struct grid_reading *readings = table->readings;
	int64_t time = readings[i].time;
	int64_t before = i > 0 ? time - readings[i - 1].time : TIMESTAMP_HOUR;
	int64_t step = i + 1 < table->count ? readings[i + 1].time - time : before;
	int64_t end = (timestamp_hour(time) + 1) * TIMESTAMP_HOUR;

	before = before < TIMESTAMP_HOUR ? before : TIMESTAMP_HOUR;
	step = step < TIMESTAMP_HOUR ? step : TIMESTAMP_HOUR;
	if (step > before && time + step > end)
		step = end - time;
	*stretched = step > before;
	return time + step;
}

static void add_hours(const struct grid_table *table, struct arena *arena,
		      struct grid_series *series)
{
	struct sum sum = {.held = 0};

	for (size_t i = 0; i < table->count; i++) {
		bool stretched;
		int64_t time = table->readings[i].time;
		int64_t until = held_until(table, i, &stretched);

		while (time < until) {
			int64_t hour = timestamp_hour(time);
			int64_t end = (hour + 1) * TIMESTAMP_HOUR;

			if (sum.hour != hour) {
				close_hour(series, arena, &sum);
				sum = (struct sum){.hour = hour};
			}
			end = end < until ? end : until;
			hold(&sum, &table->readings[i], end - time, stretched);
			time = end;
		}
	}
	close_hour(series, arena, &sum);
}

static void tell_left_out(const struct grid_table *table)
{
	const struct {
		const struct grid_left_out *rows;
		const char *what;
	} kinds[] = {
	    {&table->no_number, "no number in the column"},
	    {&table->negative, "a value below 0 in the column"},
	    {&table->no_time, "no time that can be read beside the column"},
	    {&table->cut, "fewer cells than the header beside the column"},
	    {&table->repeated, "what another row of their time says in the column"},
	};

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		if (kinds[i].rows->count)
			diag_add(table->diags, DIAG_GRID_SKIPPED,
				 grid_table_at(table, kinds[i].rows->line),
				 table->options->path, NULL,
				 "left out of '%s': %llu of %llu rows, with %s '%s'",
				 table->file, (unsigned long long)kinds[i].rows->count,
				 (unsigned long long)table->rows, kinds[i].what,
				 table->columns.name);
	}
}

/* 1 g: hardly a grid emits so little over a series; values in kg under a header in g, or zeros
 * that stand for no value, do. */
#define LOWEST_MEAN 1e-3 /* kgCO2e/kWh */

static void tell_low(const struct grid_table *table, const struct grid_series *series)
{
	double sum = 0, mean;

	for (size_t i = 0; i < series->hour_count; i++)
		sum += series->hours[i].value;
	mean = sum / (double)series->hour_count;
	if (mean < LOWEST_MEAN)
		diag_add(
		    table->diags, DIAG_GRID_LOW, table->options->place, table->options->path,
		    "look at the column and its unit",
		    "the mean of '%s' in '%s' is %.3g kgCO2e/kWh, hardly what a grid emits",
		    table->columns.name, table->file, mean);
}

static const char *file_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static void no_values(const struct grid_table *table)
{
	uint64_t below = table->negative.count;

	diag_add(table->diags, DIAG_GRID_ROWS, table->options->place, table->options->path,
		 "write column: and the name of another one",
		 below
		     ? "no row of '%s' has a time and a number of 0 or more in '%s': %llu are "
		       "below 0"
		     : "no row of '%s' has a time and a number in '%s'",
		 table->file, table->columns.name, (unsigned long long)below);
}

static bool make_series(struct grid_table *table, struct arena *arena,
			struct grid_series *series)
{
	if (table->readings && (!settle(table) || !is_hourly(table)))
		return false;
	tell_left_out(table);
	if (table->readings)
		add_hours(table, arena, series);
	series->column = table->columns.name;
	series->boundary = table->columns.boundary;
	series->marginal = header_is_marginal(table->arena, series->column) ||
			   header_is_marginal(table->arena, file_part(table->file));
	series->has_estimates = table->columns.estimated != SIZE_MAX;
	series->rows_read = table->rows;
	series->rows_used = table->rows - table->no_number.count - table->negative.count -
			    table->no_time.count - table->repeated.count - table->cut.count;
	if (series->hour_count) {
		tell_low(table, series);
		return true;
	}
	no_values(table);
	return false;
}

static struct grid_series *read_series(struct arena *arena, struct csv *csv, const char *name,
				       const struct grid_series_options *options,
				       struct diags *diags)
{
	struct grid_series *series = arena_alloc(arena, sizeof *series);
	struct grid_table table = {
	    .arena = arena_new(), .diags = diags, .options = options, .file = name};
	bool good = grid_table_read(&table, arena, csv);

	*series = (struct grid_series){.options = *options, .file = name};
	if (good)
		csv_digest(csv, series->sha256);
	good = good && make_series(&table, arena, series);
	arena_free(table.arena);
	return good ? series : NULL;
}

struct grid_series *grid_series_read(struct arena *arena, const char *path, const char *name,
				     const struct grid_series_options *options,
				     struct diags *diags)
{
	struct csv *csv = csv_open(path, CSV_ANY, diags);
	struct grid_series *series;

	if (!csv)
		return NULL;
	series = read_series(arena, csv, name, options, diags);
	csv_close(csv);
	return series;
}

struct grid_series *grid_series_read_text(struct arena *arena, const char *name,
					  const char *text, size_t length,
					  const struct grid_series_options *options,
					  struct diags *diags)
{
	struct csv *csv = csv_open_text(name, text, length, CSV_ANY, diags);
	struct grid_series *series;

	if (!csv)
		return NULL;
	series = read_series(arena, csv, name, options, diags);
	csv_close(csv);
	return series;
}

const struct grid_hour *grid_series_at(const struct grid_series *series, int64_t hour)
{
	size_t low = 0, high = series->hour_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (series->hours[middle].hour < hour)
			low = middle + 1;
		else
			high = middle;
	}
	return low < series->hour_count && series->hours[low].hour == hour ? &series->hours[low]
									   : NULL;
}
