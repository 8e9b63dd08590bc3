/* Samples to power readings and counters; labels to where, split and devices. */

#include "models/metric_series.h"

#include <math.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/metric_names.h"
#include "models/metric_parts.h"
#include "models/metric_units.h"
#include "models/metric_usage.h"
#include "models/power_series.h"
#include "models/timestamp.h"

enum { MOST_SERIES = 100000, SHOWN_LABELS = 24 };

/* DCGM tells "no value" by the largest 64-bit integers but 15, and as a double by 2^47 and the
 * three numbers behind it (dcgm_structs.h). */
#define BLANK_INTEGER 9.2e18
#define BLANK_DOUBLE  140737488355328.0
enum { BLANK_DOUBLES = 3 };

struct metric_series *metrics_new(struct intake *intake)
{
	struct metric_series *series = arena_alloc(intake->arena, sizeof *series);
	size_t count = intake->options->filter_count;

	series->intake = intake;
	series->units.intake = intake;
	series->units.power = power_series_new(intake, &power_of_node);
	series->usage = metric_usage_new(intake);
	series->label_seen = arena_alloc(intake->arena, (count + 1) * sizeof(bool));
	series->columns = arena_alloc(intake->arena, count * sizeof *series->columns);
	series->values = arena_alloc(intake->arena, count * sizeof *series->values);
	for (size_t i = 0; i < count; i++)
		series->columns[i] = intake->options->filters[i].column;
	return series;
}

/* What where and split call a column: a label, or the metric's name. */
static const char *label_of(const struct prometheus_sample *sample, const char *column,
			    bool *there)
{
	*there = true;
	if (strcmp(column, "__name__") == 0)
		return sample->name;
	for (size_t i = 0; i < sample->label_count; i++)
		if (strcmp(sample->labels[i].name, column) == 0)
			return sample->labels[i].value;
	*there = false;
	return "";
}

static struct csv_field field_of(struct metric_series *series,
				 const struct prometheus_sample *sample, const char *column,
				 size_t index)
{
	bool there;
	const char *value = label_of(sample, column, &there);

	series->label_seen[index] |= there;
	return (struct csv_field){value, strlen(value), false};
}

/* Labels differ from sample to sample: one that is not there is empty. */
static bool is_wanted(struct metric_series *series, const struct prometheus_sample *sample)
{
	size_t count = series->intake->options->filter_count;

	for (size_t i = 0; i < count; i++)
		series->values[i] = field_of(series, sample, series->columns[i], i);
	return intake_wants(series->intake, count, series->columns, series->values);
}

static size_t part_of(struct metric_series *series, const struct prometheus_sample *sample,
		      uint64_t line)
{
	const struct import_options *options = series->intake->options;
	struct csv_field value;

	if (!options->split)
		return 0;
	value = field_of(series, sample, options->split, options->filter_count);
	return intake_part_of(series->intake, 1, &options->split, &value, line);
}

static void key_add(struct metric_series *series, const char *text)
{
	struct series_key *key = &series->key;
	size_t length = strlen(text) + 1;

	if (key->length + length > key->room) {
		char *old = key->text;

		key->room = 2 * (key->length + length);
		key->text = arena_alloc(series->intake->arena, key->room);
		memcpy(key->text, old ? old : "", key->length);
	}
	memcpy(key->text + key->length, text, length);
	key->length += length;
	key->text[key->length - 1] = '\n';
}

/* The number of a series; SIZE_MAX (reported) where there are too many. */
static size_t find_series(struct metric_series *series, const struct prometheus_sample *sample,
			  uint64_t line)
{
	size_t known = series->series.count, index;

	series->key.length = 0;
	key_add(series, sample->name);
	for (size_t i = 0; i < sample->label_count; i++) {
		key_add(series, sample->labels[i].name);
		key_add(series, sample->labels[i].value);
	}
	index = text_set_add(series->intake->arena, &series->series, series->key.text,
			     series->key.length);
	if (index < known)
		return index;
	for (size_t i = 0; i < sample->label_count && series->labels.count < SHOWN_LABELS; i++)
		text_set_add(series->intake->arena, &series->labels, sample->labels[i].name,
			     strlen(sample->labels[i].name));
	if (index < MOST_SERIES)
		return index;
	intake_fail(series->intake, DIAG_IMPORT_LIMIT, line, "choose some with where",
		    "more than %d series", MOST_SERIES);
	return SIZE_MAX;
}

static bool is_blank(double value)
{
	return value >= BLANK_INTEGER ||
	       (value >= BLANK_DOUBLE && value <= BLANK_DOUBLE + BLANK_DOUBLES);
}

static void note_accelerator(struct metric_series *series,
			     const struct prometheus_sample *sample)
{
	const char *model = prometheus_label(sample, "modelName");

	series->instances |= *prometheus_label(sample, "GPU_I_ID") != '\0';
	if (*model == '\0' || series->other_model)
		return;
	if (!series->model)
		series->model = arena_text(series->intake->arena, model);
	else if (strcmp(series->model, model) != 0)
		series->other_model = arena_text(series->intake->arena, model);
}

/* A GPU shows once for each of its instances, pods and jobs, with the same reading. */
static bool is_repeated(const struct unit_readings *readings, size_t number, int64_t time)
{
	return readings->known && readings->owner != number && time >= readings->first &&
	       time <= readings->last;
}

static enum power_outcome take_reading(struct metric_series *series, size_t device,
				       const struct metric *metric,
				       const struct power_sample *at, double value)
{
	struct power_counter counter = {.value = value, .joules = metric->unit};

	if (isnan(value))
		return POWER_MISSING;
	if (isinf(value))
		return POWER_BAD;
	if (is_blank(value))
		return POWER_SENTINEL;
	if (metric->kind == METRIC_ENERGY)
		return power_add_counter(series->units.power, device, at, &counter);
	return power_add_watts(series->units.power, device, at, metric->unit * value);
}

static void keep_reading(struct metric_series *series, struct unit_readings *readings,
			 size_t number, const struct prometheus_sample *sample)
{
	if (readings->count == 0 || sample->time < readings->first)
		readings->first = sample->time;
	if (readings->count == 0 || sample->time > readings->last)
		readings->last = sample->time;
	series->spans += readings->count > 0;
	readings->owner = number;
	readings->value = sample->value;
	readings->count++;
}

static void add_energy(struct metric_series *series, const struct metric *metric,
		       const struct prometheus_sample *sample, size_t number,
		       const struct power_sample *at)
{
	struct metric_unit *unit = unit_find(&series->units, number, metric, sample);
	struct unit_readings *readings = &unit->readings[metric->kind];
	bool again;
	size_t device;
	enum power_outcome outcome;

	if (is_repeated(readings, number, sample->time)) {
		intake_skip(series->intake,
			    "a reading that other labels repeat (instances, pods)", false,
			    at->line);
		return;
	}
	/* Where the sum of several counters falls, what was used meanwhile is not known. */
	again = unit->falls && metric->kind == METRIC_ENERGY && readings->known &&
		sample->value < readings->value;
	device = unit_device(&series->units, unit, metric->kind, at->line, again);
	if (device == SIZE_MAX)
		return;
	readings->known = true;
	outcome = take_reading(series, device, metric, at, sample->value);
	power_count_row(series->units.power, outcome, at);
	if (outcome != POWER_TAKEN)
		return;
	keep_reading(series, readings, number, sample);
	if (metric->domain == DOMAIN_ACCELERATOR)
		note_accelerator(series, sample);
}

static const char *model_of(const struct prometheus_sample *sample)
{
	const char *model = prometheus_label(sample, "model_name");

	return *model ? model : prometheus_label(sample, "model");
}

static void add_usage(struct metric_series *series, const struct metric *metric,
		      const struct prometheus_sample *sample, size_t number,
		      const struct power_sample *at)
{
	static const struct amount nothing = {
	    .rows = 1, .energy_kwh = NAN, .emissions_kg = NAN, .device_hours = NAN};
	struct intake *intake = series->intake;
	enum metric_role role = metric->role;
	const char *fault;

	if (isnan(sample->value)) {
		intake_missing(intake, "no reading", at->line);
		return;
	}
	if (role == ROLE_REQUESTS &&
	    metric_failed_reason(prometheus_label(sample, "finished_reason")))
		role = ROLE_FAILED;
	fault = metric_usage_add(series->usage, number, metric, role, at->part,
				 model_of(sample), sample->time, sample->value);
	if (fault) {
		intake_skip(intake, fault, true, at->line);
		return;
	}
	intake_add(intake, at->part, &nothing);
	intake_time(intake, sample->time);
	intake->import->rows_used++;
}

void metrics_add(struct metric_series *series, const struct prometheus_sample *sample,
		 uint64_t line)
{
	struct intake *intake = series->intake;
	const struct metric *metric = metric_find(sample->name, strlen(sample->name));
	struct power_sample at = {.time = sample->time, .utilization = NAN, .line = line};
	size_t number;

	if (!metric) {
		intake_skip(intake, "a metric without energy, tokens or requests", false, line);
		return;
	}
	number = find_series(series, sample, line);
	if (number == SIZE_MAX)
		return;
	if (!is_wanted(series, sample)) {
		intake_skip(intake, "left out by 'where'", false, line);
		return;
	}
	series->samples++;
	if (!sample->timed) {
		series->untimed++;
		intake_missing(intake, "a sample without a time", line);
		return;
	}
	text_set_add(intake->arena, &series->tools, metric->tool, strlen(metric->tool));
	at.part = part_of(series, sample, line);
	if (intake->failed)
		return;
	if (metric->kind == METRIC_USAGE)
		add_usage(series, metric, sample, number, &at);
	else
		add_energy(series, metric, sample, number, &at);
}
