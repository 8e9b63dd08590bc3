/* Ranges of Prometheus as JSON: elements of data.result, or lines of a VictoriaMetrics export.
 */

#include <math.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/intake.h"
#include "models/json_tree.h"
#include "models/metric_series.h"

/* Times are told to the millisecond. */
enum { MILLISECONDS = 1000 };

struct ranges {
	struct metric_series *series;
	bool instant;
};

static bool starts_column(const struct csv_row *header, const char *prefix)
{
	for (size_t i = 0; i < header->count; i++)
		if (text_starts(header->fields[i].text, prefix))
			return true;
	return false;
}

static bool claims(const struct csv_row *header)
{
	if (csv_column(header, "values") == SIZE_MAX && csv_column(header, "value") == SIZE_MAX)
		return false;
	return csv_column(header, "metric") != SIZE_MAX || starts_column(header, "metric.");
}

/* The labels of a series, as those of a sample; texts are those of the JSON. */
static bool read_metric(struct intake *intake, const cJSON *metric,
			struct prometheus_sample *sample)
{
	size_t count = 0, size = (size_t)cJSON_GetArraySize(metric);
	struct prometheus_label *labels = arena_alloc(intake->arena, size * sizeof *labels);
	const cJSON *label;

	*sample = (struct prometheus_sample){.timed = true};
	cJSON_ArrayForEach(label, metric)
	{
		if (!cJSON_IsString(label))
			return false;
		if (strcmp(label->string, "__name__") == 0)
			sample->name = label->valuestring;
		else
			labels[count++] =
			    (struct prometheus_label){label->string, label->valuestring};
	}
	sample->labels = labels;
	sample->label_count = count;
	return true;
}

static bool read_time(const cJSON *time, double per_second, struct prometheus_sample *sample)
{
	double seconds = cJSON_IsNumber(time) ? time->valuedouble / per_second : NAN;

	return json_tree_time(seconds, MILLISECONDS, &sample->time);
}

/* A value is a text, or (VictoriaMetrics) a number; null is none. */
static bool read_value(const cJSON *value, struct prometheus_sample *sample)
{
	sample->value = NAN;
	if (cJSON_IsNull(value))
		return true;
	if (cJSON_IsNumber(value)) {
		sample->value = value->valuedouble;
		return true;
	}
	return cJSON_IsString(value) &&
	       prometheus_value(value->valuestring, strlen(value->valuestring), &sample->value);
}

/* The driver counts a series as one row; its further values are rows, too. */
static void count_value(struct intake *intake, bool first)
{
	struct import *import = intake->import;

	if (first)
		return;
	import->rows_read++;
	import->files[import->file_count - 1].rows_read++;
}

static void add_value(struct intake *intake, bool good, const struct prometheus_sample *sample,
		      uint64_t line)
{
	struct ranges *ranges = intake->state;

	if (good)
		metrics_add(ranges->series, sample, line);
	else
		intake_skip(intake, "no pair of a time and a value", true, line);
}

static void add_pairs(struct intake *intake, const cJSON *values,
		      struct prometheus_sample *sample, uint64_t line)
{
	const cJSON *pair;
	bool first = true;

	cJSON_ArrayForEach(pair, values)
	{
		bool good = cJSON_GetArraySize(pair) == 2 &&
			    read_time(cJSON_GetArrayItem(pair, 0), 1, sample) &&
			    read_value(cJSON_GetArrayItem(pair, 1), sample);

		count_value(intake, first);
		add_value(intake, good, sample, line);
		first = false;
	}
}

/* Values and times as two arrays of one length. */
static void add_columns(struct intake *intake, const cJSON *values, const cJSON *times,
			struct prometheus_sample *sample, uint64_t line)
{
	const cJSON *time = times->child, *value;
	bool first = true;

	cJSON_ArrayForEach(value, values)
	{
		bool good =
		    time && read_time(time, MILLISECONDS, sample) && read_value(value, sample);

		count_value(intake, first);
		add_value(intake, good, sample, line);
		time = time ? time->next : NULL;
		first = false;
	}
}

static void add_series(struct intake *intake, const cJSON *record, uint64_t line)
{
	struct ranges *ranges = intake->state;
	const cJSON *metric = json_tree_member(record, "metric");
	const cJSON *values = json_tree_member(record, "values");
	const cJSON *times = json_tree_member(record, "timestamps");
	struct prometheus_sample sample;

	if (!ranges->series)
		ranges->series = metrics_new(intake);
	if (!cJSON_IsObject(metric) || !read_metric(intake, metric, &sample)) {
		intake_skip(intake, "no series: it has no labels", true, line);
		return;
	}
	if (!sample.name) {
		intake_skip(intake, "a series without a name, as of an expression", true, line);
		return;
	}
	if (!cJSON_IsArray(values) || !values->child) {
		ranges->instant |= cJSON_HasObjectItem(record, "value");
		intake_skip(intake, "no range of values", true, line);
		return;
	}
	if (cJSON_IsArray(times))
		add_columns(intake, values, times, &sample, line);
	else
		add_pairs(intake, values, &sample, line);
}

static void finish(struct intake *intake)
{
	struct ranges *ranges = intake->state;

	if (ranges->instant && intake->import->rows_used == 0)
		intake_fail(intake, DIAG_IMPORT_UNUSABLE, 0,
			    "ask for a range: /api/v1/query_range with start, end and step",
			    "the answer is of one time (an instant query): it has no time "
			    "span");
	else if (ranges->series)
		metrics_finish(ranges->series);
}

const struct importer import_json_prometheus = {
    .name = "prometheus-json",
    .needs = "series with metric and values, as /api/v1/query_range gives them",
    .state_size = sizeof(struct ranges),
    .selects = true,
    .claims = claims,
    .record = add_series,
    .finish = finish,
};
