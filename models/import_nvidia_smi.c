/* nvidia-smi --query-gpu CSV: power readings of one or more GPUs, integrated by trapezoid
 * device by device. */

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/intake.h"
#include "models/power_column.h"
#include "models/power_series.h"
#include "models/timestamp.h"

/* Of the columns of devices, those that no two GPUs share. */
enum { SURE_COLUMNS = 4 };
enum {
	POWER_COLUMNS = 3,
	DEVICE_COLUMNS = 7,
	NUMBER_COLUMNS = 6,
	HOST_COLUMNS = 3,
	PERCENT = 100,
	MOST_KEY = 400
};

/* In order of preference: an average over the last second, the driver's default, the instant.
 */
static const char *const power_names[POWER_COLUMNS] = {"power.draw.average", "power.draw",
						       "power.draw.instant"};
static const char *const device_names[DEVICE_COLUMNS] = {
    "uuid", "gpu_uuid", "pci.bus_id", "gpu_bus_id", "index", "serial", "gpu_serial"};
/* Of tables that a script wrote. */
static const char *const number_names[NUMBER_COLUMNS] = {"gpu",	    "gpu_id", "gpu_index",
							 "gpu_idx", "device", "device_id"};
static const char *const host_names[HOST_COLUMNS] = {"hostname", "host", "node"};

static const char *const bare_names[] = {"timestamp", NULL};

struct nvidia {
	size_t time, name, utilization;
	size_t power[POWER_COLUMNS], device[DEVICE_COLUMNS], number[NUMBER_COLUMNS];
	size_t host[HOST_COLUMNS];
	double scale[POWER_COLUMNS]; /* W per unit of the header */
	struct power_series *series;
	bool unnamed;  /* rows that do not say which device they are of */
	bool numbered; /* rows that say it by a column that may be something else */
	uint64_t *device_rows;
	size_t device_count;
	uint64_t same_time;
	const char *model, *other_model;
	const char *bad_time; /* the first that is none */
	uint64_t bad_line;
};

static bool claims(const struct csv_row *header)
{
	if (power_find_column(header, "timestamp") == SIZE_MAX)
		return false;
	for (size_t i = 0; i < POWER_COLUMNS; i++)
		if (power_find_column(header, power_names[i]) != SIZE_MAX)
			return true;
	return false;
}

static bool first_is_time(struct csv_field line)
{
	const char *comma = memchr(line.text, ',', line.length);
	int64_t time;

	return comma && timestamp_parse(line.text, (size_t)(comma - line.text), &time, NULL);
}

/* Rows without their header line: a time, then cells with units or the id of a GPU. */
static bool claims_text(const char *text, size_t length)
{
	const char *end = memchr(text, '\n', length);
	size_t first = end ? (size_t)(end - text) : length;

	if (!first_is_time((struct csv_field){text, first, false}))
		return false;
	for (size_t i = 0; i + 4 <= first; i++)
		if (memcmp(text + i, "GPU-", 4) == 0 || memcmp(text + i, " W,", 3) == 0 ||
		    memcmp(text + i, " MiB", 4) == 0 || memcmp(text + i, " %, ", 4) == 0 ||
		    (i + 4 >= first - 1 && memcmp(text + i + 2, " W", 2) == 0))
			return true;
	return false;
}

/* Two columns of one query that are both the power of the device. */
static bool refuse_twins(struct intake *intake, const struct csv_row *header)
{
	for (size_t i = 0; i < POWER_COLUMNS; i++) {
		size_t first = power_find_column(header, power_names[i]), second;
		struct csv_row rest = *header;

		if (first == SIZE_MAX)
			continue;
		rest.fields += first + 1;
		rest.count -= first + 1;
		second = power_find_column(&rest, power_names[i]);
		if (second == SIZE_MAX)
			continue;
		intake_fail(intake, DIAG_IMPORT_OVERLAP, header->line,
			    "rename or remove the one that is not to be counted",
			    "columns %zu and %zu are both named '%s'", first + 1,
			    first + second + 2, power_names[i]);
		return true;
	}
	return false;
}

static void columns(struct intake *intake, const struct csv_row *header)
{
	struct nvidia *log = intake->state;

	if (!log->series)
		log->series = power_series_new(intake, &power_of_accelerator);
	if (!claims(header)) {
		intake_fail(intake, DIAG_IMPORT_FORMAT, 1,
			    "put the names of the query above it: timestamp, index, uuid, "
			    "name, power.draw [W]; or log without 'noheader'",
			    "rows of nvidia-smi without the line that names their columns");
		return;
	}
	if (refuse_twins(intake, header))
		return;
	log->time = power_find_column(header, "timestamp");
	log->name = power_find_column(header, "name");
	if (log->name == SIZE_MAX)
		log->name = power_find_column(header, "gpu_name");
	log->utilization = power_find_column(header, "utilization.gpu");
	for (size_t i = 0; i < POWER_COLUMNS; i++) {
		log->power[i] = power_find_column(header, power_names[i]);
		log->scale[i] = power_header_scale(header, log->power[i]);
	}
	for (size_t i = 0; i < DEVICE_COLUMNS; i++)
		log->device[i] = power_find_column(header, device_names[i]);
	for (size_t i = 0; i < NUMBER_COLUMNS; i++)
		log->number[i] = power_find_column(header, number_names[i]);
	for (size_t i = 0; i < HOST_COLUMNS; i++)
		log->host[i] = power_find_column(header, host_names[i]);
}

/* The first power column that has a reading. */
static enum reading read_power(const struct nvidia *log, const struct csv_row *row,
			       struct csv_field *cell, double *watts)
{
	enum reading reading = READING_MISSING;

	for (size_t i = 0; i < POWER_COLUMNS && reading == READING_MISSING; i++) {
		*cell = row_field(row, log->power[i]);
		reading = power_read(*cell, log->scale[i], watts);
	}
	return reading;
}

/* 0..1, NaN where there is none. */
static double read_utilization(const struct nvidia *log, const struct csv_row *row)
{
	struct csv_field field = row_field(row, log->utilization);
	double percent;

	if (field.length > 0 && field.text[field.length - 1] == '%')
		field.length--;
	while (field.length > 0 && field.text[field.length - 1] == ' ')
		field.length--;
	if (field_number(field, &percent) != READING_NUMBER || percent < 0)
		return NAN;
	return percent / PERCENT;
}

static struct csv_field first_field(const struct csv_row *row, const size_t *candidates,
				    size_t count)
{
	struct csv_field field = {.text = ""};

	for (size_t i = 0; i < count; i++) {
		field = row_field(row, candidates[i]);
		if (field.length > 0 && field.text[0] != '[')
			return field;
	}
	return (struct csv_field){.text = ""};
}

/* So much of a name is kept. */
static int shown(struct csv_field field)
{
	return field.length < 120 ? (int)field.length : 120;
}

static size_t count_device_row(struct intake *intake, size_t device)
{
	struct nvidia *log = intake->state;

	if (device == SIZE_MAX)
		return device;
	if (device == log->device_count) {
		log->device_rows = arena_grow(intake->arena, log->device_rows,
					      log->device_count, sizeof *log->device_rows);
		log->device_rows[log->device_count++] = 0;
	}
	log->device_rows[device]++;
	return device;
}

/* The column "gpu" is the number of a device, or its utilisation: that is no device. */
static struct csv_field read_number(struct nvidia *log, const struct csv_row *row)
{
	struct csv_field field = first_field(row, log->number, NUMBER_COLUMNS);
	double number;

	if (first_field(row, log->device, SURE_COLUMNS).length > 0 ||
	    (field.length > 0 && field.text[field.length - 1] == '%'))
		return (struct csv_field){.text = ""};
	log->numbered |= field_number(field, &number) == READING_NUMBER;
	return field;
}

/* The row's device: uuid, bus id, index or serial, and the number that a script gave it (of its
 * host), else its name. */
static size_t device_key(struct nvidia *log, const struct csv_row *row, char key[MOST_KEY])
{
	struct csv_field host = first_field(row, log->host, HOST_COLUMNS);
	struct csv_field id = first_field(row, log->device, DEVICE_COLUMNS);
	struct csv_field number = read_number(log, row);

	if (id.length == 0 && number.length == 0) {
		log->unnamed = true;
		id = row_field(row, log->name);
	}
	return (size_t)snprintf(key, MOST_KEY, "%.*s%s%.*s%s%.*s", shown(host), host.text,
				host.length > 0 ? "/" : "", shown(id), id.text,
				id.length > 0 && number.length > 0 ? "/" : "", shown(number),
				number.text);
}

static size_t find_device(struct intake *intake, const struct csv_row *row)
{
	struct nvidia *log = intake->state;
	char key[MOST_KEY];
	size_t length = device_key(log, row, key);

	return count_device_row(intake, power_device(log->series, key, length, row->line));
}

/* A device that was read before has no reading here. */
static void miss_device(struct nvidia *log, const struct csv_row *row)
{
	char key[MOST_KEY];
	size_t length = device_key(log, row, key);

	power_miss_key(log->series, key, length);
}

static void note_model(struct intake *intake, const struct csv_row *row)
{
	struct nvidia *log = intake->state;
	struct csv_field model = row_field(row, log->name);

	if (model.length == 0 || log->other_model)
		return;
	if (!log->model)
		log->model = arena_copy(intake->arena, model.text, model.length);
	else if (strlen(log->model) != model.length ||
		 memcmp(log->model, model.text, model.length) != 0)
		log->other_model = arena_copy(intake->arena, model.text, model.length);
}

static void note_bad_time(struct intake *intake, struct csv_field field, uint64_t line)
{
	struct nvidia *log = intake->state;

	if (!log->bad_time) {
		log->bad_time = arena_copy(intake->arena, field.text, field.length);
		log->bad_line = line;
	}
	intake_skip(intake, "timestamp is not a time", true, line);
}

static void add_row(struct intake *intake, const struct csv_row *row)
{
	struct nvidia *log = intake->state;
	struct csv_field time = row_field(row, log->time);
	struct power_sample sample = {.line = row->line,
				      .utilization = read_utilization(log, row)};
	enum power_outcome outcome = POWER_MISSING;
	double watts = NAN;
	size_t device;

	if (!intake_timestamp(intake, time, &sample.time)) {
		note_bad_time(intake, time, row->line);
		return;
	}
	if (read_power(log, row, &sample.cell, &watts) != READING_MISSING) {
		device = find_device(intake, row);
		if (device == SIZE_MAX)
			return;
		sample.part = intake_part(intake, row);
		outcome = power_add_watts(log->series, device, &sample, watts);
	} else {
		miss_device(log, row);
	}
	log->same_time += outcome == POWER_SAME_TIME;
	if (outcome == POWER_TAKEN)
		note_model(intake, row);
	power_count_row(log->series, outcome, &sample);
}

/* Several devices under one name show as sweeps: rows close together, then a pause. */
static bool looks_like_several(const struct intake *intake)
{
	const struct nvidia *log = intake->state;

	return log->unnamed &&
	       (log->same_time > intake->import->rows_read / 4 || power_in_sweeps(log->series));
}

/* Devices are read in turns, each as often as the others; a utilisation is not. */
static bool turns_differ(const struct nvidia *log)
{
	uint64_t least = UINT64_MAX, most = 0;

	for (size_t i = 0; i < log->device_count; i++) {
		least = log->device_rows[i] < least ? log->device_rows[i] : least;
		most = log->device_rows[i] > most ? log->device_rows[i] : most;
	}
	/* The last turn may be cut, some readings lost. */
	return log->numbered && log->device_count > 1 && least + 1 < most - most / 8;
}

static void describe(struct intake *intake)
{
	struct nvidia *log = intake->state;
	struct import *import = intake->import;

	import->metered_at = METERED_ACCELERATOR;
	import->accelerators = (unsigned)power_device_count(log->series);
	import->accelerator = log->other_model ? NULL : log->model;
	import->total.spread = "gsd-nvml-polled";
	if (!log->other_model)
		import->total.energy_key =
		    arena_printf(intake->arena, "nvml/%s", log->model ? log->model : "");
	if (log->unnamed)
		intake_assume(intake,
			      "no uuid, bus id or index: rows of one GPU name are one device");
	if (log->other_model)
		intake_assume(intake, "several GPU models: %s, %s", log->model,
			      log->other_model);
}

static void finish(struct intake *intake)
{
	struct nvidia *log = intake->state;

	if (log->bad_time && intake->import->rows_used == 0) {
		intake_fail(intake, DIAG_IMPORT_UNUSABLE, log->bad_line,
			    "write times as 2026-03-02 10:00:00.101, year first",
			    "the timestamp '%s' is not a time that can be read surely",
			    log->bad_time);
		return;
	}
	if (looks_like_several(intake)) {
		intake_fail(intake, DIAG_IMPORT_DEVICES, 0,
			    "log with --query-gpu=timestamp,index,uuid,name,power.draw",
			    "readings of several devices, but no column tells them apart");
		return;
	}
	if (turns_differ(log)) {
		intake_fail(intake, DIAG_IMPORT_DEVICES, 0,
			    "name it 'index' where it is the number of the GPU, else "
			    "'utilization.gpu [%]'",
			    "the column 'gpu' or 'device' does not tell devices apart surely: "
			    "its values are not read in turns");
		return;
	}
	if (power_finish(log->series))
		describe(intake);
}

const struct importer import_nvidia_smi = {
    .name = "nvidia-smi",
    .needs = "the columns timestamp and power.draw",
    .state_size = sizeof(struct nvidia),
    .separator = ',',
    .names = bare_names,
    .claims = claims,
    .claims_text = claims_text,
    .columns = columns,
    .row = add_row,
    .finish = finish,
};
