/* scaphandre's JSON exporter: an array of reports, each with the power of the host. */

#include <math.h>

#include <cjson/cJSON.h>

#include "lca/base/arena.h"
#include "lca/base/csv.h"
#include "models/intake.h"
#include "models/json_tree.h"
#include "models/power_series.h"

/* The exporter's own unit, by definition. */
#define MICROWATT 1e-6
/* UNIX times as doubles are good to less than a microsecond. */
enum { MICROSECONDS = 1000000 };

static const char host_key[] = "host";

struct scaphandre {
	struct power_series *series;
	size_t device;
};

static bool claims(const struct csv_row *header)
{
	return csv_column(header, "host.consumption") != SIZE_MAX &&
	       csv_column(header, "host.timestamp") != SIZE_MAX;
}

/* Sockets and consumers are parts of the host: not added. */
static void add_report(struct intake *intake, const cJSON *record, uint64_t line)
{
	struct scaphandre *log = intake->state;
	const cJSON *host = json_tree_member(record, "host");
	double seconds = json_tree_number(host, "timestamp");
	double watts = MICROWATT * json_tree_number(host, "consumption");
	struct power_sample sample = {.utilization = NAN, .line = line};

	if (!log->series) {
		if (intake_wants(intake, 0, NULL, NULL))
			(void)intake_part_of(intake, 0, NULL, NULL, line);
		log->series = power_series_new(intake, &power_of_node);
		log->device = power_device(log->series, host_key, sizeof host_key - 1, line);
	}
	if (intake->failed)
		return;
	if (!json_tree_time(seconds, MICROSECONDS, &sample.time)) {
		intake_skip(intake, "no report with the time of its host", true, line);
		return;
	}
	power_count_row(log->series,
			isnan(watts)
			    ? POWER_MISSING
			    : power_add_watts(log->series, log->device, &sample, watts),
			&sample);
}

static void finish(struct intake *intake)
{
	struct scaphandre *log = intake->state;
	struct import *import = intake->import;

	if (!log->series || !power_finish(log->series))
		return;
	intake->total.device_hours = (struct sum){0};
	import->metered_at = METERED_COMPONENTS;
	/* RAPL, as in the snapshots of it. */
	import->total.spread = "gsd-nvml-counter";
	import->not_counted = "PSU, fans, GPUs and network of the host";
	intake_assume(intake, "the power of the host is integrated: sockets, their domains and "
			      "processes are parts of it");
}

const struct importer import_json_scaphandre = {
    .name = "scaphandre",
    .needs = "reports with host.consumption and host.timestamp",
    .state_size = sizeof(struct scaphandre),
    .selects = true,
    .claims = claims,
    .record = add_report,
    .finish = finish,
};
