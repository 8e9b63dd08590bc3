/* What the samples of a log add up to: what is missing, what counts, what it is about. */

#include "models/metric_series.h"

#include "lca/base/arena.h"
#include "models/metric_parts.h"
#include "models/metric_usage.h"
#include "models/power_series.h"
#include "models/timestamp.h"

/* From here on a counter of energy is better than readings of power (defaults.csv,
 * gsd-nvml-counter). */
enum { LONG_LOG_S = 600 };

/* A column of where or split that no sample has as a label. */
static bool check_labels(struct metric_series *series)
{
	struct intake *intake = series->intake;
	const struct import_options *options = intake->options;

	for (size_t i = 0; i <= options->filter_count && series->series.count > 0; i++) {
		bool split = i == options->filter_count;
		const char *column = split ? options->split : options->filters[i].column;

		if (!column || series->label_seen[i] || (split && series->samples == 0))
			continue;
		intake_fail(intake, DIAG_IMPORT_COLUMN, 0,
			    diag_suggest(intake->diags, column, series->labels.texts,
					 series->labels.count),
			    "'%s' names the label '%s', which no sample has",
			    split ? "split" : "where", column);
		return false;
	}
	return true;
}

static bool check_span(struct metric_series *series)
{
	static const char hint[] =
	    "give scrapes at two times or more, each sample with its own time, or a range "
	    "(/api/v1/query_range, promtool query range)";
	struct intake *intake = series->intake;

	if (series->samples == 0 || series->spans > 0 || metric_usage_spans(series->usage))
		return true;
	if (series->untimed > 0 && !intake->has_time)
		intake_fail(intake, DIAG_IMPORT_UNUSABLE, 0,
			    "add the time of each scrape to its samples: curl -s URL | sed "
			    "\"/^#/!s/$/ $(date +%s%3N)/\"; or give a range "
			    "(/api/v1/query_range, promtool query range -o json)",
			    "no sample has a time: there is no time span");
	else
		intake_fail(intake, DIAG_IMPORT_UNUSABLE, 0, hint,
			    "no series has two readings that can be used: a single scrape "
			    "has no time span");
	return false;
}

static void describe_accelerators(struct metric_series *series, size_t count)
{
	struct import *import = series->intake->import;

	import->metered_at = METERED_ACCELERATOR;
	import->accelerators = (unsigned)count;
	import->accelerator = series->other_model ? NULL : series->model;
	import->total.spread = series->units.polled == 0 && import->covered_s >= LONG_LOG_S
				   ? "gsd-nvml-counter"
				   : "gsd-nvml-polled";
	if (!series->other_model)
		import->total.energy_key = arena_printf(series->intake->arena, "nvml/%s",
							series->model ? series->model : "");
	if (series->other_model)
		intake_assume(series->intake, "several GPU models: %s, %s", series->model,
			      series->other_model);
	if (series->instances)
		intake_assume(series->intake,
			      "instances (MIG) of a GPU each show the whole GPU: counted once");
}

static void describe_energy(struct metric_series *series)
{
	struct import *import = series->intake->import;
	const struct metric_units *units = &series->units;
	size_t accelerators = units_count(units, DOMAIN_ACCELERATOR);
	size_t all = 0;

	for (size_t i = 0; i < DOMAINS; i++)
		all += units_count(units, (enum metric_domain)i);
	if (all == 0)
		return;
	if (accelerators > 0)
		describe_accelerators(series, accelerators);
	if (all == accelerators)
		return;
	import->total.energy_key = NULL;
	if (accelerators == 0)
		series->intake->total.device_hours = (struct sum){0};
	if (units_count(units, DOMAIN_PLATFORM) == all) {
		import->metered_at = METERED_NODE;
		import->total.spread = "gsd-meter";
		return;
	}
	/* RAPL, as in the snapshots of it. */
	import->total.spread = "gsd-nvml-counter";
	import->metered_at = METERED_COMPONENTS;
	import->not_counted = "PSU, fans and network of the host, typically 5-40 %";
}

static void tell_tools(struct metric_series *series)
{
	const char *list = "";

	for (size_t i = 0; i < series->tools.count; i++)
		list = arena_printf(series->intake->arena, "%s%s%s", list, i ? ", " : "",
				    series->tools.texts[i]);
	if (*list)
		intake_assume(series->intake, "metrics of %s", list);
}

void metrics_finish(struct metric_series *series)
{
	struct intake *intake = series->intake;

	if (!check_labels(series) || !check_span(series) || !units_settle(&series->units))
		return;
	tell_tools(series);
	if (power_device_count(series->units.power) > 0) {
		if (!power_finish(series->units.power))
			return;
		describe_energy(series);
	} else if (intake->has_time) {
		intake->import->covered_s =
		    (double)(intake->last - intake->first) / (double)TIMESTAMP_SECOND;
	}
	metric_usage_finish(series->usage);
}
