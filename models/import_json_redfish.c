/* Redfish resources with power or energy and a time: MetricReport, and Power,
 * EnvironmentMetrics or Sensor resources logged with the time of their reading. */

#include <math.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "lca/base/arena.h"
#include "lca/base/csv.h"
#include "lca/base/text.h"
#include "lca/base/text_set.h"
#include "models/intake.h"
#include "models/json_tree.h"
#include "models/power_series.h"

enum reading_kind { KIND_WATTS, KIND_AVERAGE_WATTS, KIND_KWH, KINDS };

/* What a sensor is called in `where` and `split`. */
enum { COLUMN_DEVICE, COLUMN_NAME, COLUMNS };
static const char *const columns[COLUMNS] = {"device", "name"};

/* Keys under which the time of a resource is logged; resources but MetricReport and Sensor have
 * none of their own. */
static const char *const time_keys[] = {"ReadingTime", "Timestamp", "timestamp", "time",
					"DateTime"};

/* One thing that draws power, by kind of its readings. */
struct sensor {
	const char *device;
	size_t devices[KINDS]; /* number + 1 in the power series, 0: none */
};

struct redfish {
	struct power_series *series;
	struct text_set keys;
	struct sensor *sensors; /* [keys.count] */
	bool untimed;
};

struct redfish_reading {
	const char *device, *name;
	enum reading_kind kind;
	double value;
	const char *time;
	bool first; /* of its record: the driver has counted it */
};

static bool has_column(const struct csv_row *header, const char *column)
{
	return csv_column(header, column) != SIZE_MAX;
}

static bool claims(const struct csv_row *header)
{
	if (has_column(header, "PowerControl") || has_column(header, "PowerWatts.Reading") ||
	    has_column(header, "EnergykWh.Reading"))
		return true;
	return (has_column(header, "MetricValues") || has_column(header, "ReadingUnits")) &&
	       (has_column(header, "@odata.type") || has_column(header, "@odata.id"));
}

static const char *time_of(const cJSON *record)
{
	for (size_t i = 0; i < sizeof time_keys / sizeof *time_keys; i++)
		if (*json_tree_text(record, time_keys[i]))
			return json_tree_text(record, time_keys[i]);
	return "";
}

static struct sensor *find_sensor(struct intake *intake, const struct redfish_reading *reading,
				  uint64_t line, size_t *device)
{
	static const char *const kinds[KINDS] = {"", ", average", ", energy"};
	struct redfish *log = intake->state;
	size_t known = log->keys.count, index;
	struct sensor *sensor;
	char *key;

	index =
	    text_set_add(intake->arena, &log->keys, reading->device, strlen(reading->device));
	if (index == known) {
		log->sensors =
		    arena_grow(intake->arena, log->sensors, known, sizeof *log->sensors);
		log->sensors[index] = (struct sensor){.device = log->keys.texts[index]};
	}
	sensor = &log->sensors[index];
	if (sensor->devices[reading->kind] == 0) {
		key = arena_printf(intake->arena, "%s%s", sensor->device, kinds[reading->kind]);
		sensor->devices[reading->kind] =
		    power_device(log->series, key, strlen(key), line) + 1;
	}
	*device = sensor->devices[reading->kind] - 1;
	return sensor;
}

static enum power_outcome take(struct redfish *log, size_t device,
			       const struct redfish_reading *reading,
			       const struct power_sample *sample)
{
	struct power_counter counter = {.value = reading->value, .joules = JOULES_PER_KWH};

	if (isnan(reading->value))
		return POWER_MISSING;
	if (reading->kind == KIND_KWH)
		return power_add_counter(log->series, device, sample, &counter);
	return power_add_watts(log->series, device, sample, reading->value);
}

static void add_reading(struct intake *intake, const struct redfish_reading *reading,
			uint64_t line)
{
	struct redfish *log = intake->state;
	struct import *import = intake->import;
	struct csv_field values[COLUMNS] = {
	    {reading->device, strlen(reading->device), true},
	    {reading->name, strlen(reading->name), true},
	};
	struct power_sample sample = {.utilization = NAN, .line = line};
	size_t device;

	if (!reading->first) {
		import->rows_read++;
		import->files[import->file_count - 1].rows_read++;
	}
	if (!intake_wants(intake, COLUMNS, columns, values)) {
		intake_skip(intake, "left out by 'where'", false, line);
		return;
	}
	if (*reading->time == '\0') {
		log->untimed = true;
		intake_missing(intake, "a reading without a time", line);
		return;
	}
	if (!intake_timestamp(intake,
			      (struct csv_field){reading->time, strlen(reading->time), true},
			      &sample.time)) {
		intake_skip(intake, "the time of a reading is none", true, line);
		return;
	}
	sample.part = intake_part_of(intake, COLUMNS, columns, values, line);
	find_sensor(intake, reading, line, &device);
	if (!intake->failed)
		power_count_row(log->series, take(log, device, reading, &sample), &sample);
}

/* Power (before DSP2046 2020.4): PowerConsumedWatts, else the average of its metrics. */
static bool add_power_control(struct intake *intake, const cJSON *record, uint64_t line)
{
	const cJSON *control;
	bool first = true;

	cJSON_ArrayForEach(control, json_tree_member(record, "PowerControl"))
	{
		bool now = !isnan(json_tree_number(control, "PowerConsumedWatts"));
		const char *own = *json_tree_text(control, "@odata.id")
				      ? json_tree_text(control, "@odata.id")
				      : json_tree_text(control, "MemberId");
		const char *host = json_tree_text(record, "@odata.id");

		add_reading(intake,
			    &(struct redfish_reading){
				.device = text_starts(own, "/")
					      ? own
					      : arena_printf(intake->arena, "%s#%s", host, own),
				.name = json_tree_text(control, "Name"),
				.kind = now ? KIND_WATTS : KIND_AVERAGE_WATTS,
				.value = now ? json_tree_number(control, "PowerConsumedWatts")
					     : json_tree_number(
						   json_tree_member(control, "PowerMetrics"),
						   "AverageConsumedWatts"),
				.time = time_of(record),
				.first = first},
			    line);
		first = false;
	}
	return !first;
}

static bool add_environment(struct intake *intake, const cJSON *record, uint64_t line)
{
	static const struct {
		const char *key;
		enum reading_kind kind;
	} metrics[] = {{"PowerWatts", KIND_WATTS}, {"EnergykWh", KIND_KWH}};
	bool first = true;

	for (size_t i = 0; i < sizeof metrics / sizeof *metrics; i++) {
		const cJSON *metric = json_tree_member(record, metrics[i].key);

		if (!cJSON_IsObject(metric))
			continue;
		add_reading(
		    intake,
		    &(struct redfish_reading){.device = json_tree_text(record, "@odata.id"),
					      .name = json_tree_text(record, "Name"),
					      .kind = metrics[i].kind,
					      .value = json_tree_number(metric, "Reading"),
					      .time = time_of(record),
					      .first = first},
		    line);
		first = false;
	}
	return !first;
}

/* A Sensor: W or kWh; UCUM writes the latter kW.h. */
static bool add_sensor(struct intake *intake, const cJSON *record, uint64_t line)
{
	const char *unit = json_tree_text(record, "ReadingUnits");
	bool energy = text_same_nocase(unit, "kW.h") || text_same_nocase(unit, "kWh");

	if (!energy && !text_same(unit, "W"))
		return false;
	add_reading(intake,
		    &(struct redfish_reading){.device = json_tree_text(record, "@odata.id"),
					      .name = json_tree_text(record, "Name"),
					      .kind = energy ? KIND_KWH : KIND_WATTS,
					      .value = json_tree_number(record, "Reading"),
					      .time = time_of(record),
					      .first = true},
		    line);
	return true;
}

/* What a metric of a report is, by the property it was read from, else by its id. */
static enum reading_kind kind_of(const char *property, const char *id)
{
	if (strstr(property, "EnergykWh") || text_same(id, "EnergykWh"))
		return KIND_KWH;
	if (strstr(property, "AverageConsumedWatts") || text_same(id, "AverageConsumedWatts"))
		return KIND_AVERAGE_WATTS;
	if (text_ends(property, "PowerConsumedWatts") || strstr(property, "PowerWatts") ||
	    text_same(id, "PowerConsumedWatts") || text_same(id, "PowerWatts") ||
	    text_same(id, "SystemPowerConsumption"))
		return KIND_WATTS;
	return KINDS;
}

static bool add_report(struct intake *intake, const cJSON *record, uint64_t line)
{
	const cJSON *metric;
	bool first = true;

	cJSON_ArrayForEach(metric, json_tree_member(record, "MetricValues"))
	{
		const char *property = json_tree_text(metric, "MetricProperty");
		const char *id = json_tree_text(metric, "MetricId"),
			   *own = json_tree_text(metric, "Timestamp");
		enum reading_kind kind = kind_of(property, id);

		if (kind == KINDS)
			continue;
		add_reading(
		    intake,
		    &(struct redfish_reading){.device = *property ? property : id,
					      .name = id,
					      .kind = kind,
					      .value = json_tree_number(metric, "MetricValue"),
					      .time = *own ? own : time_of(record),
					      .first = first},
		    line);
		first = false;
	}
	return !first;
}

static void add_record(struct intake *intake, const cJSON *record, uint64_t line)
{
	struct redfish *log = intake->state;

	if (!log->series)
		log->series = power_series_new(intake, &power_of_node);
	if (!add_power_control(intake, record, line) &&
	    !add_environment(intake, record, line) && !add_sensor(intake, record, line) &&
	    !add_report(intake, record, line))
		intake_skip(intake, "a resource without power or energy", false, line);
}

/* Of each sensor one kind: power, else the average, else the counter, which counts whole kWh.
 */
static size_t settle(struct redfish *log)
{
	size_t counted = 0;

	for (size_t i = 0; i < log->keys.count; i++) {
		bool found = false;

		for (size_t kind = 0; kind < KINDS; kind++) {
			size_t device = log->sensors[i].devices[kind];
			bool has = device && power_device_joules(log->series, device - 1) > 0;

			if (device && (found || !has))
				power_leave_out(log->series, device - 1);
			found |= has;
		}
		counted += found;
	}
	return counted;
}

static bool check_sensors(struct intake *intake, size_t sensors)
{
	struct redfish *log = intake->state;

	if (sensors == 0 && log->keys.count <= 1 && log->untimed) {
		intake_fail(
		    intake, DIAG_IMPORT_UNUSABLE, 0,
		    "log a metric report, or each resource with a key Timestamp",
		    "Redfish resources do not say when they were read: there is no time "
		    "span");
		return false;
	}
	if (sensors < 2 || intake->options->overlap == OVERLAP_SUM || intake->options->split)
		return true;
	intake_fail(intake, DIAG_IMPORT_OVERLAP, 0,
		    "choose with where (device or name), or count all with --overlap sum",
		    "the log has the power of %zu sensors, which may lie within each other, as "
		    "'%s' and '%s'",
		    sensors, log->sensors[0].device, log->sensors[1].device);
	return false;
}

static void finish(struct intake *intake)
{
	struct redfish *log = intake->state;
	struct import *import = intake->import;

	if (!log->series || !check_sensors(intake, settle(log)) || !power_finish(log->series))
		return;
	intake->total.device_hours = (struct sum){0};
	import->metered_at = METERED_NODE;
	import->total.spread = "gsd-meter";
	intake_assume(intake,
		      "minima and maxima are not used; averages and counters of kWh only "
		      "where no power is read");
}

const struct importer import_json_redfish = {
    .name = "redfish",
    .needs = "Redfish resources with power or energy, and their times",
    .state_size = sizeof(struct redfish),
    .selects = true,
    .claims = claims,
    .record = add_record,
    .finish = finish,
};
