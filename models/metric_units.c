/* Keys of GPUs, hosts and zones, and which of the readings of each count. */

#include "models/metric_units.h"

#include <stdio.h>
#include <string.h>

#include "lca/base/arena.h"
#include "models/intake.h"

enum { HOST_LABELS = 5 };

/* Where the exporter ran, in the order of preference. */
static const char *const host_labels[HOST_LABELS] = {"Hostname", "node_name", "node",
						     "exported_instance", "instance"};
/* Labels that tell units of one host and domain apart. */
static const char *const part_labels[] = {"path", "mode",     "source",
					  "gpu",  "gpu_uuid", "power_control_id"};

static const char *const domain_names[DOMAINS] = {
    "GPU", "host", "platform", "psys", "package", "dram", "gpu", "part of another", "zone"};

static const char *host_of(const struct prometheus_sample *sample)
{
	for (size_t i = 0; i < HOST_LABELS; i++) {
		const char *host = prometheus_label(sample, host_labels[i]);

		if (*host)
			return host;
	}
	return "";
}

/* GPUs by UUID: names of hosts are those of pods, which change. */
static char *unit_key(struct arena *arena, const char *host, enum metric_domain domain,
		      const struct prometheus_sample *sample)
{
	const char *uuid = prometheus_label(sample, "UUID");
	char *key;

	if (domain == DOMAIN_ACCELERATOR && *uuid)
		return arena_text(arena, uuid);
	if (domain == DOMAIN_ACCELERATOR)
		return arena_printf(arena, "%s GPU %s", host, prometheus_label(sample, "gpu"));
	key = arena_printf(arena, "%s %s", host, domain_names[domain]);
	for (size_t i = 0; i < sizeof part_labels / sizeof *part_labels; i++) {
		const char *part = prometheus_label(sample, part_labels[i]);

		if (*part)
			key = arena_printf(arena, "%s %s", key, part);
	}
	return key;
}

static size_t add_unit(struct metric_units *units, const struct metric *metric,
		       const struct prometheus_sample *sample)
{
	struct arena *arena = units->intake->arena;
	enum metric_domain domain = metric->domain;
	const char *host = host_of(sample), *key;
	size_t known = units->keys.count, index;

	if (domain == DOMAIN_ZONE)
		domain = metric_zone(prometheus_label(sample, "zone"));
	key = unit_key(arena, host, domain, sample);
	index = text_set_add(arena, &units->keys, key, strlen(key));
	if (index < known)
		return index;
	units->units = arena_grow(arena, units->units, known, sizeof *units->units);
	units->units[index] = (struct metric_unit){
	    .domain = domain,
	    .host = text_set_add(arena, &units->hosts, host, strlen(host)),
	    .key = units->keys.texts[index],
	    .falls = domain == DOMAIN_HOST,
	};
	return index;
}

struct metric_unit *unit_find(struct metric_units *units, size_t series,
			      const struct metric *metric,
			      const struct prometheus_sample *sample)
{
	while (units->series_count <= series) {
		units->of_series = arena_grow(units->intake->arena, units->of_series,
					      units->series_count, sizeof *units->of_series);
		units->of_series[units->series_count++] = 0;
	}
	if (units->of_series[series] == 0)
		units->of_series[series] = add_unit(units, metric, sample) + 1;
	return &units->units[units->of_series[series] - 1];
}

size_t unit_device(struct metric_units *units, struct metric_unit *unit, enum metric_kind kind,
		   uint64_t line, bool again)
{
	struct unit_readings *readings = &unit->readings[kind];
	const struct power_rules *rules =
	    unit->domain == DOMAIN_ACCELERATOR || unit->domain == DOMAIN_GPU
		? &power_of_accelerator
		: &power_of_node;
	char *key;

	if (readings->known && !again)
		return readings->device;
	key = arena_printf(units->intake->arena, "%s, %s%s", unit->key,
			   kind == METRIC_POWER ? "power" : "energy counter",
			   again ? arena_printf(units->intake->arena, " (from line %llu)",
						(unsigned long long)line)
				 : "");
	readings->device = power_device_ruled(units->power, key, strlen(key), line, rules);
	return readings->device;
}

static void add_up(struct metric_units *units)
{
	for (size_t i = 0; i < units->keys.count; i++) {
		struct metric_unit *unit = &units->units[i];

		for (size_t kind = 0; kind < 2; kind++)
			if (unit->readings[kind].known)
				unit->joules[kind] = power_device_joules(
				    units->power, unit->readings[kind].device);
	}
}

static bool has_energy(const struct metric_unit *unit)
{
	return unit->joules[METRIC_ENERGY] > 0 || unit->joules[METRIC_POWER] > 0;
}

size_t units_count(const struct metric_units *units, enum metric_domain domain)
{
	size_t count = 0;

	for (size_t i = 0; i < units->keys.count; i++)
		count += units->units[i].domain == domain && has_energy(&units->units[i]);
	return count;
}

static void leave_out(struct metric_units *units, struct metric_unit *unit,
		      enum metric_kind kind)
{
	if (unit->readings[kind].known)
		power_leave_out(units->power, unit->readings[kind].device);
	unit->readings[kind].known = false;
}

/* Counter or power: of each unit, one. */
static void settle_kinds(struct metric_units *units)
{
	double counted = 0, polled = 0;
	size_t both = 0;

	for (size_t i = 0; i < units->keys.count; i++) {
		struct metric_unit *unit = &units->units[i];
		const double *joules = unit->joules;
		bool counter =
		    joules[METRIC_ENERGY] > 0 && !(unit->falls && joules[METRIC_POWER] > 0);

		if (!unit->readings[METRIC_POWER].known || !unit->readings[METRIC_ENERGY].known)
			continue;
		leave_out(units, unit, counter ? METRIC_POWER : METRIC_ENERGY);
		both += !unit->falls;
		counted += joules[METRIC_ENERGY];
		polled += joules[METRIC_POWER];
	}
	if (both > 0)
		intake_assume(units->intake,
			      "%zu devices have both a counter of energy and readings "
			      "of power: the counter is used, %.6g kWh; the power would be "
			      "%.6g kWh",
			      both, counted / JOULES_PER_KWH, polled / JOULES_PER_KWH);
}

/* Is the unit's energy part of another one's? has: of its host. */
static bool is_part(const bool *has, bool dcgm, enum metric_domain domain)
{
	switch (domain) {
	case DOMAIN_ACCELERATOR:
	case DOMAIN_HOST:
	case DOMAIN_PLATFORM:
	case DOMAIN_ZONE:
	case DOMAINS:
		return false;
	case DOMAIN_PSYS:
		return has[DOMAIN_PLATFORM];
	case DOMAIN_PACKAGE:
	case DOMAIN_DRAM:
		return has[DOMAIN_PLATFORM] || has[DOMAIN_PSYS];
	case DOMAIN_GPU:
		return has[DOMAIN_PLATFORM] || dcgm;
	case DOMAIN_INNER:
		return true;
	}
	return true;
}

static void settle_host(struct metric_units *units, size_t host, bool dcgm, bool *left)
{
	bool has[DOMAINS] = {false};

	for (size_t i = 0; i < units->keys.count; i++)
		if (units->units[i].host == host && has_energy(&units->units[i]))
			has[units->units[i].domain] = true;
	for (size_t i = 0; i < units->keys.count; i++) {
		struct metric_unit *unit = &units->units[i];

		if (unit->host != host || !is_part(has, dcgm, unit->domain))
			continue;
		left[unit->domain] |= has_energy(unit);
		leave_out(units, unit, METRIC_POWER);
		leave_out(units, unit, METRIC_ENERGY);
	}
}

static void tell_parts(struct metric_units *units, const bool *left)
{
	const char *list = "";

	for (size_t i = 0; i < DOMAINS; i++)
		if (left[i])
			list = arena_printf(
			    units->intake->arena, "%s%s%s", list, *list ? ", " : "",
			    i == DOMAIN_INNER ? "core, uncore or other" : domain_names[i]);
	if (*list)
		intake_assume(units->intake,
			      "energies of Kepler that are part of another are not added: %s",
			      list);
}

/* A node's meter and its GPUs are the same energy twice. */
static bool settle_platform(struct metric_units *units)
{
	struct intake *intake = units->intake;
	bool nodes = units_count(units, DOMAIN_PLATFORM) > 0;

	if (!nodes || units_count(units, DOMAIN_ACCELERATOR) == 0 ||
	    intake->options->overlap == OVERLAP_SUM)
		return true;
	if (intake->options->overlap == OVERLAP_REFUSE) {
		intake_fail(
		    intake, DIAG_IMPORT_OVERLAP, 0,
		    "by --overlap (overlap: in a scenario), max takes the nodes alone, sum "
		    "counts both; or choose with where",
		    "the log has the energy of whole nodes (Kepler's platform) and "
		    "that of GPUs (DCGM), which may be within");
		return false;
	}
	for (size_t i = 0; i < units->keys.count; i++) {
		if (units->units[i].domain != DOMAIN_ACCELERATOR)
			continue;
		leave_out(units, &units->units[i], METRIC_POWER);
		leave_out(units, &units->units[i], METRIC_ENERGY);
	}
	intake_assume(intake, "the GPUs of DCGM are within the nodes of Kepler's platform: not "
			      "added");
	return true;
}

bool units_settle(struct metric_units *units)
{
	bool left[DOMAINS] = {false}, dcgm;

	add_up(units);
	settle_kinds(units);
	dcgm = units_count(units, DOMAIN_ACCELERATOR) > 0;
	for (size_t host = 0; host < units->hosts.count; host++)
		settle_host(units, host, dcgm, left);
	tell_parts(units, left);
	if (!settle_platform(units))
		return false;
	for (size_t i = 0; i < units->keys.count; i++)
		units->polled += units->units[i].readings[METRIC_POWER].known;
	return true;
}
