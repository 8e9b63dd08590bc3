/* Power logs of any origin: a column of time, columns of power, found by their names. */

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/import_power_log.h"
#include "models/power_column.h"

static const char *const id_names[] = {
    "hostname",	   "host",	"node",	  "node_id", "uuid",	   "gpu_uuid",
    "gpu_id",	   "gpu_index", "gpu",	  "device",  "device_id",  "index",
    "name",	   "gpu_name",	"id",	  "serial",  "pci.bus_id", "sensor",
    "sensor_name", "sensor_id", "socket", "zone",    "component"};
static const char *const utilization_names[] = {
    "utilization.gpu", "gpu_util",	  "gpu_util_pct", "gpu_utilization",
    "utilization",     "utilization_gpu", "util"};

static const char *const bare_names[] = {"power_w", NULL};

static bool is_power(const struct csv_row *header, size_t column)
{
	return power_name_read(row_field(header, column)).scale > 0;
}

static bool claims(const struct csv_row *header)
{
	struct power_clock clock;
	size_t count = 0;

	for (size_t i = 0; i < header->count; i++)
		count += is_power(header, i);
	return count > 0 && count <= MOST_POWER_COLUMNS && power_clock_find(&clock, header);
}

/* The first lines of a list of numbers: readings without their times. */
static bool claims_text(const char *text, size_t length)
{
	size_t from = 0, seen = 0;
	double number;

	for (size_t i = 0; i < length && seen < 3; i++) {
		size_t end = i;

		if (text[i] != '\n')
			continue;
		end -= end > from && text[end - 1] == '\r';
		if (end == from || !text_number(text + from, end - from, &number))
			return false;
		from = i + 1;
		seen++;
	}
	return seen == 3;
}

static bool says_gpu(struct csv_field name)
{
	return power_name_read(name).subject == SUBJECT_ACCELERATOR ||
	       field_same(name, "uuid") || field_same(name, "pci.bus_id");
}

static void find_ids(struct power_log *log, const struct csv_row *header)
{
	log->id_count = 0;
	log->ids_of_gpus = false;
	for (size_t i = 0; i < sizeof id_names / sizeof *id_names; i++) {
		size_t column = power_find_column(header, id_names[i]);

		if (column == SIZE_MAX || log->id_count == MOST_IDS || is_power(header, column))
			continue;
		log->ids[log->id_count++] = column;
		log->ids_of_gpus |= says_gpu(row_field(header, column));
	}
	log->only_gpu = log->id_count == 1 && field_same(row_field(header, log->ids[0]), "gpu");
	log->utilization = SIZE_MAX;
	for (size_t i = 0; i < sizeof utilization_names / sizeof *utilization_names; i++)
		if (log->utilization == SIZE_MAX)
			log->utilization = power_find_column(header, utilization_names[i]);
}

static void fail_count(struct intake *intake)
{
	intake_fail(intake, DIAG_IMPORT_LIMIT, 0, NULL, "more than %d columns of power",
		    MOST_POWER_COLUMNS);
}

/* Columns keep their number when a header line is repeated. */
static struct power_source *find_source(struct intake *intake, struct power_log *log,
					struct csv_field field)
{
	for (size_t i = 0; i < log->count; i++)
		if (strlen(log->sources[i].name) == field.length &&
		    memcmp(log->sources[i].name, field.text, field.length) == 0)
			return &log->sources[i];
	if (log->count == MOST_POWER_COLUMNS) {
		fail_count(intake);
		return NULL;
	}
	log->sources[log->count] = (struct power_source){
	    .name = arena_copy(intake->arena, field.text, field.length), .is_sum = true};
	return &log->sources[log->count++];
}

static void find_sources(struct intake *intake, const struct csv_row *header)
{
	struct power_log *log = intake->state;

	size_t found[MOST_POWER_COLUMNS], count = 0, before = 0;

	for (size_t i = 0; i < log->count; i++)
		log->sources[i].column = SIZE_MAX;
	for (size_t i = 0; i < header->count; i++) {
		if (!is_power(header, i))
			continue;
		if (count == MOST_POWER_COLUMNS) {
			fail_count(intake);
			return;
		}
		found[count++] = i;
	}
	before = count;
	if (!power_log_twins(intake, header, found, &count))
		return;
	log->last = count > 0 && before == count && found[0] + count == header->count;
	for (size_t i = 0; i < count; i++) {
		struct csv_field field = row_field(header, found[i]);
		struct power_source *source = find_source(intake, log, field);

		if (!source)
			return;
		source->column = found[i];
		source->means = power_name_read(field);
		log->present++;
	}
}

static void columns(struct intake *intake, const struct csv_row *header)
{
	struct power_log *log = intake->state;

	if (!log->series)
		log->series = power_series_new(intake, &power_of_node);
	log->present = 0;
	log->width = header->count;
	if (!power_clock_find(&log->clock, header)) {
		intake_fail(intake, DIAG_IMPORT_UNUSABLE, 1,
			    "write a table: a line 'time_s,power_w', then rows with the time "
			    "of each reading",
			    "a list of numbers without times tells no energy");
		return;
	}
	find_ids(log, header);
	find_sources(intake, header);
}

static double read_utilization(const struct power_log *log, const struct csv_row *row)
{
	struct csv_field field = row_field(row, log->utilization);
	double share;

	while (field.length > 0 &&
	       (field.text[field.length - 1] == '%' || field.text[field.length - 1] == ' '))
		field.length--;
	return field_number(field, &share) == READING_NUMBER && share >= 0 ? share : NAN;
}

static enum power_outcome add_cell(struct power_log *log, const struct csv_row *row,
				   struct power_sample *sample, size_t source,
				   const struct power_cell_read *cell)
{
	size_t device;

	if (cell->reading != READING_NUMBER) {
		power_log_miss(log, row, source);
		return cell->reading == READING_MISSING ? POWER_MISSING : POWER_BAD;
	}
	device = power_log_device(log, row, source);
	return device == SIZE_MAX ? POWER_BAD
				  : power_add_watts(log->series, device, sample, cell->watts);
}

/* "Total Elapsed Time (sec) = 2.11" below the rows of Intel's Power Gadget. */
static bool is_summary(const struct power_log *log, const struct csv_row *row)
{
	return row->count == 1 && log->width > 1 && row->fields[0].length > 0 &&
	       memchr(row->fields[0].text, '=', row->fields[0].length);
}

static bool fits(const struct intake *intake, const struct csv_row *row)
{
	const struct power_log *log = intake->state;

	return is_summary(log, row) || power_log_is_pairs(log, row);
}

/* Who logs power reads it more often than every quarter of an hour, the step of smart meters.
 */
static void note_step(struct power_log *log, int64_t time)
{
	static const int64_t longest = 15 * (int64_t)60 * 1000000000;

	if (log->clock.kind != CLOCK_ELAPSED || log->clock.has_unit || time == log->last_time)
		return;
	if (time > log->last_time && log->timed) {
		log->steps++;
		log->long_steps += time - log->last_time > longest;
	}
	log->timed = true;
	log->last_time = time;
}

/* More than half of the steps are long: so is the median. */
static void warn_of_unit(struct intake *intake, const struct power_log *log)
{
	if (log->long_steps <= log->steps / 2)
		return;
	diag_add(
	    intake->diags, DIAG_IMPORT_MISMATCH, intake_place(intake, 0), NULL,
	    "name the column by its unit: time_ms or time_s",
	    "times were read as seconds, and readings are more than 15 min apart: they may "
	    "be milliseconds");
}

static void add_row(struct intake *intake, const struct csv_row *row)
{
	struct power_log *log = intake->state;
	struct power_cell_read cells[MOST_POWER_COLUMNS];
	enum power_outcome outcomes[MOST_POWER_COLUMNS], best = POWER_OUTCOMES;
	struct power_sample sample = {.line = row->line,
				      .utilization = read_utilization(log, row)};

	log->arena = intake->arena;
	if (is_summary(log, row)) {
		intake_not_data(intake);
		return;
	}
	if (!power_clock_read(intake, &log->clock, row, &sample.time)) {
		intake_skip(intake, "timestamp is not a time", true, row->line);
		return;
	}
	if (log->clock.kind == CLOCK_ELAPSED)
		power_series_undated(log->series);
	power_log_cells(log, row, cells);
	sample.part = intake_part(intake, row);
	power_log_compare(log, cells, row->line);
	log->whole = power_log_whole(log, row);
	power_log_sweep(log, cells, sample.time, row->line);
	note_step(log, sample.time);
	for (size_t i = 0; i < log->count; i++) {
		outcomes[i] = POWER_MISSING;
		if (log->sources[i].column == SIZE_MAX || intake->failed)
			continue;
		outcomes[i] = add_cell(log, row, &sample, i, &cells[i]);
		best = outcomes[i] < best ? outcomes[i] : best;
	}
	for (size_t i = 0; best == POWER_TAKEN && i < log->count; i++)
		if (log->sources[i].column != SIZE_MAX && outcomes[i] != POWER_TAKEN)
			power_count_cell(log->series, outcomes[i], log->sources[i].name,
					 row->line);
	log->same_time += best == POWER_SAME_TIME;
	power_count_row(log->series, best, &sample);
}

/* Rows of several devices that no column tells apart share their times, or come in bursts. */
static bool refuse_mixed(struct intake *intake, const struct power_log *log)
{
	bool sweeps = log->id_count == 0 && power_in_sweeps(log->series);

	if (!sweeps && log->same_time <= intake->import->rows_read / 4)
		return false;
	intake_fail(intake, DIAG_IMPORT_DEVICES, 0,
		    "name the column of the device: device, gpu, host, sensor, ...",
		    "readings of several devices, but no column tells them apart: %s",
		    sweeps ? "rows come in bursts" : "rows have the time of the row before");
	return true;
}

/* Devices are read in turns, each as often as the others; a utilisation is not. The last turn
 * may be cut, some readings lost. */
static bool refuse_uneven(struct intake *intake, const struct power_log *log)
{
	uint64_t least = UINT64_MAX, most = 0;

	for (size_t i = 0; i < log->device_count; i++) {
		least = log->device_rows[i] < least ? log->device_rows[i] : least;
		most = log->device_rows[i] > most ? log->device_rows[i] : most;
	}
	if (!log->numbered || log->device_count < 2 || least + 1 >= most - most / 8)
		return false;
	intake_fail(intake, DIAG_IMPORT_DEVICES, 0,
		    "name it 'index' where it is the number of the GPU, else 'gpu_util'",
		    "the column 'gpu' does not tell devices apart surely: its values are not "
		    "read in turns");
	return true;
}

static void finish(struct intake *intake)
{
	struct power_log *log = intake->state;

	if (refuse_mixed(intake, log) || refuse_uneven(intake, log))
		return;
	if (power_clock_refuse(intake, &log->clock) || !power_log_settle(intake, log))
		return;
	warn_of_unit(intake, log);
	if (power_finish(log->series))
		power_log_describe(intake, log);
}

const struct importer import_power_log = {
    .name = "power-log",
    .needs = "a column of time, and columns whose names end in W, watts or power",
    .state_size = sizeof(struct power_log),
    .generic = true,
    .separator = ',',
    .names = bare_names,
    .claims_text = claims_text,
    .claims = claims,
    .columns = columns,
    .row = add_row,
    .fits = fits,
    .finish = finish,
};
