/* Reads a grid series into UTC hours. */

#include "models/grid_series.h"

#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/csv.h"
#include "lca/base/text.h"
#include "models/keys.h"
#include "models/timestamp.h"

/* Far above any series: a row every five minutes for 90 years. */
enum { MOST_READINGS = 10000000 };

/* A row: what holds from a time on. */
struct reading {
	int64_t time;
	double value; /* kgCO2e/kWh */
	uint32_t line;
	bool gap; /* the cell holds no number, or one below 0 */
	bool estimated;
};

/* Cells of one kind that were left out. */
struct left_out {
	uint64_t count;
	uint64_t line; /* the first */
};

struct table {
	struct arena *arena; /* for what is read, freed with the table */
	struct diags *diags;
	const struct grid_series_options *options;
	const char *file;
	struct grid_columns columns;
	struct reading *readings;
	size_t count;
	uint64_t rows;
	struct left_out no_number, negative, no_time, repeated;
	bool failed;
};

static struct place at(const struct table *table, uint64_t line)
{
	return (struct place){.file = table->file, .line = (uint32_t)line};
}

static void leave_out(struct left_out *left_out, uint64_t line)
{
	if (left_out->count++ == 0)
		left_out->line = line;
}

static struct csv_field cell_at(const struct csv_row *row, size_t column)
{
	struct csv_field cell =
	    column < row->count ? row->fields[column] : (struct csv_field){.text = ""};

	while (cell.length && strchr(" \t", *cell.text)) {
		cell.text++;
		cell.length--;
	}
	while (cell.length && strchr(" \t", cell.text[cell.length - 1]))
		cell.length--;
	return cell;
}

static bool is_true(struct csv_field cell)
{
	return (cell.length == 4 && (cell.text[0] == 't' || cell.text[0] == 'T')) ||
	       (cell.length == 1 && cell.text[0] == '1');
}

/* The value of a row; a gap where it has none. */
static void read_value(struct table *table, const struct csv_row *row, struct reading *reading)
{
	struct csv_field cell = cell_at(row, table->columns.value);
	double most = key_spec(KEY_INTENSITY)->high, number;

	reading->gap = true;
	if (!text_number(cell.text, cell.length, &number)) {
		leave_out(&table->no_number, row->line);
		return;
	}
	if (number < 0) {
		leave_out(&table->negative, row->line);
		return;
	}
	reading->gap = false;
	reading->value = unit_to_base(&table->columns.unit, number);
	if (reading->value <= most || table->failed)
		return;
	table->failed = true;
	diag_add(table->diags, DIAG_GRID_ROWS, at(table, row->line), table->options->path,
		 "look at the column and its unit",
		 "%.*s %s in '%s' is more than any grid emits (%g kgCO2e/kWh)",
		 (int)cell.length, cell.text, table->columns.unit.text, table->columns.name,
		 most);
}

static void add_row(struct table *table, const struct csv_row *row)
{
	struct csv_field cell = cell_at(row, table->columns.time);
	struct reading reading = {.line = row->line < UINT32_MAX ? (uint32_t)row->line : 0};
	bool zoned;

	table->rows++;
	if (!grid_time(cell.text, cell.length, table->columns.zone, &reading.time, &zoned)) {
		leave_out(&table->no_time, row->line);
		return;
	}
	if (!zoned && !table->failed) {
		table->failed = true;
		grid_no_zone(table->options, table->file, row->line, table->diags);
	}
	read_value(table, row, &reading);
	reading.estimated = table->columns.estimated != SIZE_MAX &&
			    is_true(cell_at(row, table->columns.estimated));
	if (table->count == MOST_READINGS && !table->failed) {
		table->failed = true;
		diag_add(table->diags, DIAG_GRID_ROWS, at(table, row->line), NULL,
			 "leave out the years that are not needed",
			 "'%s' has more than %d rows", table->file, MOST_READINGS);
	}
	if (table->failed)
		return;
	table->readings =
	    arena_grow(table->arena, table->readings, table->count, sizeof *table->readings);
	table->readings[table->count++] = reading;
}

/* The header outlives the row after it. */
static struct csv_row keep_row(struct arena *arena, const struct csv_row *row)
{
	struct csv_field *fields = arena_alloc(arena, (row->count + 1) * sizeof *fields);

	for (size_t i = 0; i < row->count; i++) {
		fields[i] = row->fields[i];
		fields[i].text = arena_copy(arena, fields[i].text, fields[i].length);
	}
	return (struct csv_row){row->line, row->count, fields};
}

static void no_rows(const struct table *table)
{
	diag_add(table->diags, DIAG_GRID_ROWS, (struct place){.file = table->file},
		 table->options->path, "a grid series is a table with a header",
		 "'%s' holds no rows", table->file);
}

static bool read_rows(struct table *table, struct arena *arena, struct csv *csv)
{
	struct csv_row header, row;

	if (!csv_next(csv, &row)) {
		if (!csv_failed(csv))
			no_rows(table);
		return false;
	}
	header = keep_row(table->arena, &row);
	if (!csv_next(csv, &row)) {
		if (!csv_failed(csv))
			no_rows(table);
		return false;
	}
	if (!grid_columns_find(arena, table->file, &header, &row, table->options, table->diags,
			       &table->columns))
		return false;
	do {
		add_row(table, &row);
	} while (csv_next(csv, &row));
	return !csv_failed(csv) && !table->failed;
}

static int by_time(const void *a, const void *b)
{
	const struct reading *left = a, *right = b;

	if (left->time != right->time)
		return left->time < right->time ? -1 : 1;
	return left->line < right->line ? -1 : left->line > right->line;
}

static bool same_value(const struct reading *a, const struct reading *b)
{
	return a->gap == b->gap && (a->gap || !(a->value < b->value || a->value > b->value));
}

/* Sorts, and keeps one of those that say the same; a time of two values is an error. */
static bool settle(struct table *table)
{
	size_t kept = 0;

	qsort(table->readings, table->count, sizeof *table->readings, by_time);
	for (size_t i = 0; i < table->count; i++) {
		const struct reading *next = &table->readings[i];
		const struct reading *last = kept ? &table->readings[kept - 1] : NULL;

		if (!last || last->time != next->time) {
			table->readings[kept++] = *next;
			continue;
		}
		if (!same_value(last, next)) {
			diag_add(table->diags, DIAG_GRID_ROWS, at(table, next->line),
				 table->options->path,
				 "a local time that is put back in autumn says so, and needs "
				 "its zone; else delete one of the rows",
				 "the time %s stands twice with two values of '%s' (line %u)",
				 timestamp_text(table->arena, next->time), table->columns.name,
				 last->line);
			return false;
		}
		leave_out(&table->repeated, next->line);
	}
	table->count = kept;
	return true;
}

/* A series whose rows are mostly further apart than an hour says nothing of an hour. */
static bool is_hourly(const struct table *table)
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

static void hold(struct sum *sum, const struct reading *reading, int64_t held, bool stretched)
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
static int64_t held_until(const struct table *table, size_t i, bool *stretched)
{
	const struct reading *readings = table->readings;
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

static void add_hours(const struct table *table, struct arena *arena,
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

static void tell_left_out(const struct table *table)
{
	const struct {
		const struct left_out *rows;
		const char *what;
	} kinds[] = {
	    {&table->no_number, "no number in the column"},
	    {&table->negative, "a value below 0 in the column"},
	    {&table->no_time, "no time that can be read beside the column"},
	    {&table->repeated, "what another row of their time says in the column"},
	};

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		if (kinds[i].rows->count)
			diag_add(table->diags, DIAG_GRID_SKIPPED,
				 at(table, kinds[i].rows->line), table->options->path, NULL,
				 "left out of '%s': %llu of %llu rows, with %s '%s'",
				 table->file, (unsigned long long)kinds[i].rows->count,
				 (unsigned long long)table->rows, kinds[i].what,
				 table->columns.name);
	}
}

static bool make_series(struct table *table, struct arena *arena, struct grid_series *series)
{
	if (table->count && (!settle(table) || !is_hourly(table)))
		return false;
	tell_left_out(table);
	add_hours(table, arena, series);
	series->column = table->columns.name;
	series->boundary = table->columns.boundary;
	series->has_estimates = table->columns.estimated != SIZE_MAX;
	series->rows_read = table->rows;
	series->rows_used = table->rows - table->no_number.count - table->negative.count -
			    table->no_time.count - table->repeated.count;
	if (series->hour_count)
		return true;
	diag_add(table->diags, DIAG_GRID_ROWS, table->options->place, table->options->path,
		 "write column: and the name of another one",
		 "no row of '%s' has a time and a number in '%s'", table->file,
		 table->columns.name);
	return false;
}

static struct grid_series *read_series(struct arena *arena, struct csv *csv, const char *name,
				       const struct grid_series_options *options,
				       struct diags *diags)
{
	struct grid_series *series = arena_alloc(arena, sizeof *series);
	struct table table = {
	    .arena = arena_new(), .diags = diags, .options = options, .file = name};
	bool good = read_rows(&table, arena, csv);

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
