/* Reads the rows of a grid series. */

#include "models/grid_series_table.h"

#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/csv.h"
#include "lca/base/text.h"
#include "lca/base/zone.h"
#include "models/keys.h"
#include "models/timestamp.h"

/* Far above any series: a row every five minutes for 90 years. */
enum { MOST_READINGS = 10000000 };

struct place grid_table_at(const struct grid_table *table, uint64_t line)
{
	return (struct place){.file = table->file, .line = (uint32_t)line};
}

void grid_table_leave_out(struct grid_left_out *left_out, uint64_t line)
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
static void read_value(struct grid_table *table, const struct csv_row *row,
		       struct grid_reading *reading)
{
	struct csv_field cell = cell_at(row, table->columns.value);
	double most = key_spec(KEY_INTENSITY)->high, number;

	reading->gap = true;
	if (!grid_number(&cell, &number)) {
		grid_table_leave_out(&table->no_number, row->line);
		return;
	}
	if (number < 0) {
		grid_table_leave_out(&table->negative, row->line);
		return;
	}
	reading->gap = false;
	reading->value = unit_to_base(&table->columns.unit, number);
	if (reading->value <= most || table->failed)
		return;
	table->failed = true;
	diag_add(table->diags, DIAG_GRID_ROWS, grid_table_at(table, row->line),
		 table->options->path, "look at the column and its unit",
		 "%.*s %s in '%s' is more than any grid emits (%g kgCO2e/kWh)",
		 (int)cell.length, cell.text, table->columns.unit.text, table->columns.name,
		 most);
}

/* A local time as UTC. One that clocks were set back over stands twice: the second time it is
 * the later one. False where clocks were set forward over it. */
static bool to_utc(const struct grid_table *table, int64_t *time)
{
	static const int64_t later = 6 * TIMESTAMP_HOUR;
	const struct grid_reading *last =
	    table->count ? &table->readings[table->count - 1] : NULL;
	int64_t local = *time;

	switch (zone_to_utc(table->columns.zone, local, time)) {
	case ZONE_UNIQUE:
		return true;
	case ZONE_TWICE:
		if (last && last->time >= *time &&
		    zone_to_utc(table->columns.zone, local + later, time) == ZONE_UNIQUE)
			*time -= later;
		return true;
	case ZONE_NONE:
		break;
	}
	return false;
}

static void add_row(struct grid_table *table, const struct csv_row *row)
{
	struct csv_field cell = cell_at(row, table->columns.time);
	struct grid_reading reading = {.line =
					   row->line < UINT32_MAX ? (uint32_t)row->line : 0};
	bool zoned;

	table->rows++;
	/* The end of a file that is still written: its number may be half of one. */
	if (row->count < table->width) {
		grid_table_leave_out(&table->cut, row->line);
		return;
	}
	if (!grid_time(cell.text, cell.length, &reading.time, &zoned) ||
	    (!zoned && table->columns.zone && !to_utc(table, &reading.time))) {
		grid_table_leave_out(&table->no_time, row->line);
		return;
	}
	if (!zoned && !table->columns.zone && !table->failed) {
		table->failed = true;
		grid_no_zone(table->options, table->file, row->line, table->diags);
	}
	read_value(table, row, &reading);
	reading.estimated = table->columns.estimated != SIZE_MAX &&
			    is_true(cell_at(row, table->columns.estimated));
	if (table->count == MOST_READINGS && !table->failed) {
		table->failed = true;
		diag_add(table->diags, DIAG_GRID_ROWS, grid_table_at(table, row->line), NULL,
			 "leave out the years that are not needed",
			 "'%s' has more than %d rows", table->file, MOST_READINGS);
	}
	if (table->failed)
		return;
	table->readings =
	    arena_grow(table->arena, table->readings, table->count, sizeof *table->readings);
	table->readings[table->count++] = reading;
}

/* A row that outlives the next one, its cells without outer blanks. */
static struct csv_row keep_row(struct arena *arena, const struct csv_row *row)
{
	struct csv_field *fields = arena_alloc(arena, (row->count + 1) * sizeof *fields);

	for (size_t i = 0; i < row->count; i++) {
		fields[i] = cell_at(row, i);
		fields[i].text = arena_copy(arena, fields[i].text, fields[i].length);
	}
	return (struct csv_row){row->line, row->count, fields};
}

static void no_rows(const struct grid_table *table)
{
	diag_add(table->diags, DIAG_GRID_ROWS, (struct place){.file = table->file},
		 table->options->path, "a grid series is a table with a header",
		 "'%s' holds no rows", table->file);
}

bool grid_table_read(struct grid_table *table, struct arena *arena, struct csv *csv)
{
	struct csv_row header, first, row;

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
	table->width = header.count;
	first = keep_row(table->arena, &row);
	if (!grid_columns_find(arena, table->file, &header, &first, table->options,
			       table->diags, &table->columns))
		return false;
	do {
		add_row(table, &row);
	} while (csv_next(csv, &row));
	return !csv_failed(csv) && !table->failed;
}
