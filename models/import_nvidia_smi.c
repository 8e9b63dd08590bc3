/* nvidia-smi --query-gpu CSV: power readings of one or more GPUs, integrated by trapezoid
 * device by device. */

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/import_steps.h"
#include "models/intake.h"
#include "models/power_column.h"
#include "models/timestamp.h"

/* No accelerator draws more: a reading above is a broken one. */
#define MOST_WATTS 1e4
/* Rows closer together than this were read in one sweep over several devices. */
enum { SWEEP_MS = 100, SWEEP_RATIO = 5 };
enum { MOST_SERIES = 1024, POWER_COLUMNS = 3, DEVICE_COLUMNS = 7, HOST_COLUMNS = 3 };

/* In order of preference: an average over the last second, the driver's default, the instant.
 */
static const char *const power_names[POWER_COLUMNS] = {"power.draw.average", "power.draw",
						       "power.draw.instant"};
static const char *const device_names[DEVICE_COLUMNS] = {
    "uuid", "gpu_uuid", "pci.bus_id", "gpu_bus_id", "index", "serial", "gpu_serial"};
static const char *const host_names[HOST_COLUMNS] = {"hostname", "host", "node"};

/* Readings of a device that belong to one part of the log. */
struct series {
	size_t part;
	struct steps steps;
};

struct device {
	int64_t time;
	double watts;
	size_t part;
	struct steps steps;	/* all of them */
	struct series **series; /* by part, where the log is split */
	size_t series_count;
};

struct nvidia {
	size_t time, name;
	size_t power[POWER_COLUMNS], device[DEVICE_COLUMNS], host[HOST_COLUMNS];
	double scale[POWER_COLUMNS]; /* W per unit of the header */
	struct text_set keys;
	struct device *devices; /* [keys.count] */
	size_t series_count;
	bool unnamed; /* rows that do not say which device they are of */
	uint64_t same_time, back, back_line;
	const char *model, *other_model;
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

static void columns(struct intake *intake, const struct csv_row *header)
{
	struct nvidia *log = intake->state;

	log->time = power_find_column(header, "timestamp");
	log->name = power_find_column(header, "name");
	if (log->name == SIZE_MAX)
		log->name = power_find_column(header, "gpu_name");
	for (size_t i = 0; i < POWER_COLUMNS; i++) {
		log->power[i] = power_find_column(header, power_names[i]);
		log->scale[i] = power_header_scale(header, log->power[i]);
	}
	for (size_t i = 0; i < DEVICE_COLUMNS; i++)
		log->device[i] = power_find_column(header, device_names[i]);
	for (size_t i = 0; i < HOST_COLUMNS; i++)
		log->host[i] = power_find_column(header, host_names[i]);
}

/* The first power column that has a reading. False: the row is left out. */
static bool read_power(struct intake *intake, const struct csv_row *row, double *watts)
{
	struct nvidia *log = intake->state;
	enum reading reading = READING_MISSING;
	const char *fault = NULL;

	*watts = 0;
	for (size_t i = 0; i < POWER_COLUMNS && reading == READING_MISSING; i++)
		reading = power_read(row_field(row, log->power[i]), log->scale[i], watts);
	if (reading == READING_MISSING)
		fault = "no power reading";
	else if (reading == READING_BAD)
		fault = "the power is not a number of watts";
	else if (*watts < 0)
		fault = "negative power";
	else if (*watts == 0)
		fault = "a power of 0 W, a lost reading";
	else if (*watts > MOST_WATTS)
		fault = "a power over 10 kW";
	if (fault)
		intake_skip(intake, fault, true, row->line);
	return !fault;
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

/* Number of the row's device: uuid, bus id, index or serial (of its host), else its name. */
static size_t find_device(struct intake *intake, const struct csv_row *row)
{
	struct nvidia *log = intake->state;
	struct csv_field host = first_field(row, log->host, HOST_COLUMNS);
	struct csv_field id = first_field(row, log->device, DEVICE_COLUMNS);
	size_t known = log->keys.count, device;
	char key[256];
	int length;

	if (id.length == 0) {
		log->unnamed = true;
		id = row_field(row, log->name);
	}
	length = snprintf(key, sizeof key, "%.120s/%.120s", host.text, id.text);
	device = text_set_add(intake->arena, &log->keys, key, (size_t)length);
	if (device < known)
		return device;
	log->devices = arena_grow(intake->arena, log->devices, known, sizeof *log->devices);
	log->devices[device] = (struct device){0};
	if (known == MOST_SERIES)
		intake_fail(intake, DIAG_IMPORT_LIMIT, row->line, NULL, "more than %d devices",
			    MOST_SERIES);
	return device;
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

static struct steps *find_series(struct intake *intake, struct device *device)
{
	struct nvidia *log = intake->state;
	struct series *series;

	for (size_t i = 0; i < device->series_count; i++)
		if (device->series[i]->part == device->part)
			return &device->series[i]->steps;
	if (log->series_count++ == MOST_SERIES)
		intake_fail(intake, DIAG_IMPORT_LIMIT, 0, "split by a column with fewer values",
			    "more than %d pairs of a device and a part", MOST_SERIES);
	series = arena_alloc(intake->arena, sizeof *series);
	series->part = device->part;
	device->series = arena_grow(intake->arena, device->series, device->series_count,
				    sizeof *device->series);
	device->series[device->series_count++] = series;
	return &series->steps;
}

/* The trapezoid from the device's reading before to this one belongs to the part of the one
 * before. */
static void add_step(struct intake *intake, struct device *device, int64_t time, double watts)
{
	double seconds = (double)(time - device->time) / (double)TIMESTAMP_SECOND;
	double joules = seconds * (device->watts + watts) / 2;

	steps_add(intake->arena, &device->steps, time - device->time, joules);
	if (intake->options->split)
		steps_add(intake->arena, find_series(intake, device), time - device->time,
			  joules);
}

static void add_row(struct intake *intake, const struct csv_row *row)
{
	static const struct amount reading = {1, NAN, NAN, NAN, NAN};
	struct nvidia *log = intake->state;
	size_t known = log->keys.count, number;
	struct device *device;
	int64_t time;
	double watts;

	if (!intake_timestamp(intake, row_field(row, log->time), &time)) {
		intake_skip(intake, "timestamp is not a time", true, row->line);
		return;
	}
	if (!read_power(intake, row, &watts))
		return;
	number = find_device(intake, row);
	device = &log->devices[number];
	if (number < known && time == device->time) {
		log->same_time++;
		intake_skip(intake, "the time of the row before (same device)", true,
			    row->line);
		return;
	}
	note_model(intake, row);
	if (number < known && time > device->time)
		add_step(intake, device, time, watts);
	else if (number < known && log->back++ == 0)
		log->back_line = row->line;
	device->time = time;
	device->watts = watts;
	device->part = intake_part(intake, row);
	intake_add(intake, device->part, &reading);
	intake_time(intake, time);
	intake->import->rows_used++;
}

static void add_energy(struct intake *intake, size_t part, const struct step_sums *sums)
{
	double energy = sums->joules / JOULES_PER_KWH;
	struct amount amount = {.energy_kwh = energy,
				.energy_it_kwh = energy,
				.emissions_kg = NAN,
				.device_hours = sums->seconds / SECONDS_PER_HOUR};

	intake_add(intake, part, &amount);
}

/* Adds a device's steps; gives what of its time is inside the energy. */
static struct step_sums add_device(struct intake *intake, const struct device *device)
{
	uint64_t median = steps_quantile(&device->steps, 0.5);
	struct step_sums sums = {0};

	steps_sum(&device->steps, median, &sums);
	if (!intake->options->split && device->steps.count > 0)
		add_energy(intake, 0, &sums);
	for (size_t i = 0; i < device->series_count; i++) {
		struct step_sums part = {0};

		steps_sum(&device->series[i]->steps, median, &part);
		add_energy(intake, device->series[i]->part, &part);
	}
	return sums;
}

static void gaps_add(struct import_gaps *gaps, const struct import_gaps *more)
{
	gaps->count += more->count;
	gaps->bridged += more->bridged;
	gaps->bridged_s += more->bridged_s;
	gaps->bridged_kwh += more->bridged_kwh;
	gaps->left_out_s += more->left_out_s;
}

/* Several devices under one name show as sweeps: rows close together, then a pause. */
static bool looks_like_several(const struct intake *intake)
{
	const struct nvidia *log = intake->state;

	if (!log->unnamed)
		return false;
	if (log->same_time > intake->import->rows_read / 4)
		return true;
	for (size_t i = 0; i < log->keys.count; i++) {
		uint64_t low = steps_quantile(&log->devices[i].steps, 0.25);

		if (low <= SWEEP_MS &&
		    SWEEP_RATIO * low < steps_quantile(&log->devices[i].steps, 0.9))
			return true;
	}
	return false;
}

static void tell_gaps(struct intake *intake)
{
	struct nvidia *log = intake->state;
	const struct import_gaps *gaps = &intake->import->gaps;

	if (gaps->bridged > 0)
		intake_assume(
		    intake,
		    "%llu gaps of at most 10 s are bridged by the trapezoid: %.1f s, %.6f kWh",
		    (unsigned long long)gaps->bridged, gaps->bridged_s, gaps->bridged_kwh);
	if (gaps->left_out_s > 0)
		diag_add(intake->diags, DIAG_IMPORT_GAPS, intake_place(intake, 0), NULL, NULL,
			 "%llu gaps of more than 10 s, %.0f s of device time in all, are not "
			 "covered: their energy is not "
			 "counted",
			 (unsigned long long)(gaps->count - gaps->bridged), gaps->left_out_s);
	if (log->back > 0)
		diag_add(intake->diags, DIAG_IMPORT_GAPS, intake_place(intake, log->back_line),
			 NULL, "check that no readings stand in the log twice",
			 "the time of a device goes back %llu times: nothing is counted across",
			 (unsigned long long)log->back);
}

static void describe(struct intake *intake)
{
	struct nvidia *log = intake->state;
	struct import *import = intake->import;

	import->metered_at = METERED_ACCELERATOR;
	import->accelerators = (unsigned)log->keys.count;
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
	struct import *import = intake->import;
	double covered = 0, longest = 0;

	if (looks_like_several(intake)) {
		intake_fail(intake, DIAG_IMPORT_DEVICES, 0,
			    "log with --query-gpu=timestamp,index,uuid,name,power.draw",
			    "readings of several devices, but no column tells them apart");
		return;
	}
	for (size_t i = 0; i < log->keys.count; i++) {
		struct step_sums sums = add_device(intake, &log->devices[i]);

		gaps_add(&import->gaps, &sums.gaps);
		covered += sums.seconds;
		longest = fmax(longest, sums.seconds);
	}
	if (import->rows_used > 0 && !(covered > 0)) {
		intake_fail(intake, DIAG_IMPORT_UNUSABLE, 0, NULL,
			    "no two readings of a device follow each other within 10 s or "
			    "three median steps");
		return;
	}
	/* Devices run side by side: the time covered is that of the one with the most. */
	import->covered_s = longest;
	import->coverage = covered / (covered + import->gaps.left_out_s);
	tell_gaps(intake);
	describe(intake);
}

const struct importer import_nvidia_smi = {
    .name = "nvidia-smi",
    .needs = "the columns timestamp and power.draw",
    .state_size = sizeof(struct nvidia),
    .claims = claims,
    .columns = columns,
    .row = add_row,
    .finish = finish,
};
