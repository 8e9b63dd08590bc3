/* Rows that a column map explains: powers, counters and energies of devices. Rows of requests
 * go to the engine of inference logs. */

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/import_map.h"
#include "models/intake.h"
#include "models/power_clock.h"
#include "models/power_series.h"
#include "models/timestamp.h"

struct mapped {
	struct power_series *series; /* of powers and counters */
	struct power_clock start, end;
	size_t energy, device, host, utilization, latency;
	double second; /* seconds per unit of the latency */
	uint64_t same_time;
};

static const struct usage_name *role_of(const struct import_map *map, enum usage_role role)
{
	for (size_t i = 0; i < map->plan.count; i++)
		if (map->plan.names[i].role == role)
			return &map->plan.names[i];
	return NULL;
}

static size_t find(struct intake *intake, const struct csv_row *header, const char *name)
{
	size_t column = name ? csv_column(header, name) : SIZE_MAX;

	if (name && column == SIZE_MAX)
		intake_fail(
		    intake, DIAG_IMPORT_COLUMN, header->line,
		    diag_suggest(intake->diags, name, intake->columns, intake->column_count),
		    "the column map names '%s', which the log does not have", name);
	return column;
}

/* Digits of a second in one unit; UINT_MAX-free: times in minutes are refused by the map. */
static void set_clock(struct intake *intake, const struct csv_row *header,
		      const struct usage_name *name, struct power_clock *clock)
{
	static const unsigned digits[] = {[USAGE_NANOSECONDS] = 9,
					  [USAGE_MICROSECONDS] = 6,
					  [USAGE_MILLISECONDS] = 3,
					  [USAGE_SECONDS] = 0};

	clock->date = SIZE_MAX;
	clock->time = find(intake, header, name ? name->name : NULL);
	if (!name || name->unit == USAGE_PLAIN || name->unit > USAGE_SECONDS)
		return;
	clock->has_unit = true;
	clock->digits = digits[name->unit];
}

static void columns(struct intake *intake, const struct csv_row *header)
{
	const struct import_map *map = intake->options->map;
	const struct usage_name *latency = role_of(map, USAGE_LATENCY);
	struct mapped *log = intake->state;

	set_clock(intake, header, role_of(map, USAGE_TIME), &log->start);
	set_clock(intake, header, role_of(map, USAGE_END), &log->end);
	log->energy = find(intake, header, map->energy);
	log->device = find(intake, header, map->device);
	log->host = find(intake, header, map->host);
	log->utilization = find(intake, header, map->utilization);
	log->latency = find(intake, header, latency ? latency->name : NULL);
	if (latency)
		log->second = latency->unit == USAGE_MINUTES
				  ? 60
				  : pow(10, -3.0 * (USAGE_SECONDS - (int)latency->unit));
	if (!log->series && map->kind != MAP_ENERGY)
		log->series = power_series_new(intake, map->metered_at == METERED_ACCELERATOR
							   ? &power_of_accelerator
							   : &power_of_node);
}

static int device_key(const struct mapped *log, const struct csv_row *row, char *key,
		      size_t size)
{
	struct csv_field host = row_field(row, log->host), device = row_field(row, log->device);

	if (host.length == 0)
		return snprintf(key, size, "%.200s", device.text);
	return snprintf(key, size, "%.200s/%.200s", host.text, device.text);
}

/* A cell may say itself that it is in per cent. */
static double utilization_of(const struct mapped *log, const struct csv_row *row, double busy)
{
	static const double per_cent = 1e-2;
	struct csv_field field = row_field(row, log->utilization);
	double number;

	if (field.length > 0 && field.text[field.length - 1] == '%') {
		field.length--;
		busy = per_cent;
	}
	while (field.length > 0 && field.text[field.length - 1] == ' ')
		field.length--;
	if (field_number(field, &number) != READING_NUMBER || !(number >= 0))
		return NAN;
	return fmin(number * busy, 1);
}

/* Without `decimal`, a comma is one only where it cannot stand between thousands. */
static enum reading read_energy(const struct import_map *map, struct csv_field cell,
				double *number)
{
	if (map->decimal == '.')
		return field_number(cell, number);
	cell.quoted = map->decimal == '\0';
	return field_decimal(cell, number);
}

static void add_reading(struct intake *intake, const struct csv_row *row, int64_t time)
{
	const struct import_map *map = intake->options->map;
	struct mapped *log = intake->state;
	struct power_sample sample = {.time = time,
				      .part = intake_part(intake, row),
				      .utilization = utilization_of(log, row, map->busy),
				      .line = row->line,
				      .cell = row_field(row, log->energy)};
	enum power_outcome outcome;
	enum reading reading;
	double value = 0;
	char key[512];
	int length = device_key(log, row, key, sizeof key);
	size_t device = power_device(log->series, key, (size_t)length, row->line);

	if (device == SIZE_MAX)
		return;
	reading = read_energy(map, sample.cell, &value);
	if (reading != READING_NUMBER)
		power_miss(log->series, device);
	if (reading != READING_NUMBER)
		outcome = reading == READING_MISSING ? POWER_MISSING : POWER_BAD;
	else if (map->kind == MAP_POWER)
		outcome = power_add_watts(log->series, device, &sample, value * map->joules);
	else
		outcome =
		    power_add_counter(log->series, device, &sample,
				      &(struct power_counter){value, map->range, map->joules});
	log->same_time += outcome == POWER_SAME_TIME;
	power_count_row(log->series, outcome, &sample);
}

/* When a row ended: its end, or its begin and how long it took; its begin where neither is
 * told. */
static int64_t end_of(struct intake *intake, const struct csv_row *row, int64_t start)
{
	struct mapped *log = intake->state;
	double seconds;
	int64_t end;

	if (log->end.time != SIZE_MAX && power_clock_read(intake, &log->end, row, &end) &&
	    end >= start)
		return end;
	if (field_number(row_field(row, log->latency), &seconds) == READING_NUMBER &&
	    seconds >= 0 && seconds * log->second < 1e9)
		return start + (int64_t)(seconds * log->second * (double)TIMESTAMP_SECOND);
	return start;
}

static void add_energy(struct intake *intake, const struct csv_row *row, bool timed,
		       int64_t start)
{
	const struct import_map *map = intake->options->map;
	struct mapped *log = intake->state;
	struct amount amount = {.rows = 1, .emissions_kg = NAN, .device_hours = NAN};
	struct csv_field cell = row_field(row, log->energy);
	enum reading reading = read_energy(map, cell, &amount.energy_kwh);
	char key[512] = "";

	if (reading == READING_MISSING) {
		intake_missing(intake, "no energy", row->line);
		return;
	}
	if (reading == READING_BAD || amount.energy_kwh < 0) {
		intake_skip_cell(intake, "the energy is no number of 0 or more", cell,
				 row->line);
		return;
	}
	amount.energy_kwh *= map->joules / JOULES_PER_KWH;
	amount.energy_it_kwh = amount.energy_kwh;
	intake->import->rows_used++;
	if (!timed) {
		intake_add(intake, intake_part(intake, row), &amount);
		return;
	}
	amount.timed = true;
	amount.start = start;
	amount.end = end_of(intake, row, start);
	intake_cover(intake, amount.start, amount.end);
	intake_time(intake, amount.start);
	intake_time(intake, amount.end);
	if (amount.end > amount.start) {
		device_key(log, row, key, sizeof key);
		if (!map->device && !map->host)
			snprintf(key, sizeof key, "one device, as the map names none");
	}
	intake_interval(intake, key, intake_part(intake, row), &amount, row->line);
}

static void add_row(struct intake *intake, const struct csv_row *row)
{
	struct mapped *log = intake->state;
	bool timed = log->start.time != SIZE_MAX;
	int64_t time = 0;

	if (timed && !power_clock_read(intake, &log->start, row, &time))
		intake_skip(intake, "no time that can be read", true, row->line);
	else if (log->series)
		add_reading(intake, row, time);
	else
		add_energy(intake, row, timed, time);
}

/* Rows of several devices, which come in bursts or share their times. */
static bool refuse_mixed(struct intake *intake)
{
	const struct import_map *map = intake->options->map;
	struct mapped *log = intake->state;

	if (map->device || map->host ||
	    (log->same_time <= intake->import->rows_read / 4 && !power_in_sweeps(log->series)))
		return false;
	intake_fail(intake, DIAG_IMPORT_DEVICES, 0,
		    "map the column that does: 'device: NAME', or 'host: NAME'",
		    "readings of several devices, but the column map names no column that "
		    "tells them apart");
	return true;
}

static void finish(struct intake *intake)
{
	const struct import_map *map = intake->options->map;
	struct mapped *log = intake->state;
	struct import *import = intake->import;

	if (import->rows_used == 0 && log->start.time != SIZE_MAX &&
	    power_clock_refuse(intake, &log->start))
		return;
	if (log->series && (refuse_mixed(intake) || !power_finish(log->series)))
		return;
	if (!log->series && intake_covered(intake) > 0)
		import->covered_s = intake_covered(intake);
	import->metered_at = map->metered_at != METERED_UNSET ? map->metered_at : METERED_NODE;
	import->total.spread = "gsd-meter";
	if (map->metered_at == METERED_UNSET)
		intake_assume(intake, "metered at the node: the column map does not say where");
}

static const struct importer rows_of_energy = {
    .name = "mapped",
    .needs = "the columns of the map",
    .state_size = sizeof(struct mapped),
    .columns = columns,
    .row = add_row,
    .finish = finish,
};

static void add_path(const char **paths, size_t *count, const char *name)
{
	if (name)
		paths[(*count)++] = name;
}

const struct importer *import_map_importer(struct arena *arena, const struct import_map *map)
{
	struct importer *importer = arena_alloc(arena, sizeof *importer);
	const char **paths = arena_alloc(arena, (map->plan.count + 4) * sizeof *paths);
	size_t count = 0;

	*importer = (struct importer){.name = "mapped", .needs = rows_of_energy.needs};
	if (!map->has_requests)
		*importer = rows_of_energy;
	else
		importer->plan = &map->plan;
	for (size_t i = 0; i < map->plan.count; i++)
		add_path(paths, &count, map->plan.names[i].name);
	add_path(paths, &count, map->device);
	add_path(paths, &count, map->host);
	add_path(paths, &count, map->utilization);
	paths[count] = NULL;
	importer->paths = paths;
	importer->names = map->names;
	importer->separator = map->separator;
	return importer;
}
