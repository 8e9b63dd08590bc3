/* Snapshots of RAPL counters as powercap gives them: time, zone, name, energy_uj,
 * max_energy_range_uj. */

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/power_clock.h"
#include "models/power_series.h"

/* powercap counts in microjoules. */
#define JOULES_PER_COUNT 1e-6

/* What a zone measures; wider ones hold narrower ones of the same machine. */
enum domain { DOMAIN_PLATFORM, DOMAIN_PACKAGE, DOMAIN_MEMORY, DOMAIN_PART, DOMAIN_OTHER };

/* A zone of a machine: one device. */
struct zone {
	const char *host, *name;
	enum domain domain;
	bool mmio; /* the same counter as that of the MSR, read another way */
};

struct rapl {
	struct power_series *series;
	struct power_clock clock;
	size_t host, zone, name, energy, range;
	struct zone *zones; /* [device count] */
	size_t zone_count;
};

static const char *const zone_names[] = {"zone", "domain_path", "path"};
static const char *const name_names[] = {"name", "domain"};
static const char *const host_names[] = {"host", "hostname", "node"};

static size_t find_first(const struct csv_row *header, const char *const *names, size_t count)
{
	size_t column = SIZE_MAX;

	for (size_t i = 0; i < count && column == SIZE_MAX; i++)
		column = csv_column(header, names[i]);
	return column;
}

static bool claims(const struct csv_row *header)
{
	struct power_clock clock;

	return csv_column(header, "energy_uj") != SIZE_MAX &&
	       (find_first(header, zone_names, 3) != SIZE_MAX ||
		find_first(header, name_names, 2) != SIZE_MAX) &&
	       power_clock_find(&clock, header);
}

static void columns(struct intake *intake, const struct csv_row *header)
{
	struct rapl *log = intake->state;

	if (!log->series)
		log->series = power_series_new(intake, &power_of_component);
	(void)power_clock_find(&log->clock, header);
	log->host = find_first(header, host_names, 3);
	log->zone = find_first(header, zone_names, 3);
	log->name = find_first(header, name_names, 2);
	log->energy = csv_column(header, "energy_uj");
	log->range = csv_column(header, "max_energy_range_uj");
}

static bool starts(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

static enum domain find_domain(const char *name)
{
	static const char *const parts[] = {"core", "uncore", "pp0", "pp1", "cores"};

	if (starts(name, "psys") || starts(name, "platform"))
		return DOMAIN_PLATFORM;
	if (starts(name, "package") || starts(name, "pkg"))
		return DOMAIN_PACKAGE;
	if (starts(name, "dram"))
		return DOMAIN_MEMORY;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (text_same(name, parts[i]))
			return DOMAIN_PART;
	return DOMAIN_OTHER;
}

/* A new device: what zone it is. */
static void add_zone(struct intake *intake, struct rapl *log, struct csv_field host,
		     struct csv_field zone, struct csv_field name)
{
	struct zone *added;

	log->zones = arena_grow(intake->arena, log->zones, log->zone_count, sizeof *log->zones);
	added = &log->zones[log->zone_count++];
	added->host = arena_copy(intake->arena, host.text, host.length);
	added->name = arena_copy(intake->arena, name.text, name.length);
	added->domain = find_domain(added->name);
	added->mmio = strstr(arena_copy(intake->arena, zone.text, zone.length), "mmio") != NULL;
}

static size_t find_device(struct intake *intake, struct rapl *log, const struct csv_row *row)
{
	struct csv_field host = row_field(row, log->host), zone = row_field(row, log->zone);
	struct csv_field name = row_field(row, log->name);
	char key[384];
	int length;
	size_t device;

	if (name.length == 0)
		name = zone;
	length = snprintf(
	    key, sizeof key, "%.*s%s%.*s %.*s", (int)(host.length < 100 ? host.length : 100),
	    host.text, host.length > 0 ? "/" : "", (int)(zone.length < 100 ? zone.length : 100),
	    zone.text, (int)(name.length < 100 ? name.length : 100), name.text);
	device = power_device_ruled(
	    log->series, key, (size_t)length, row->line,
	    find_domain(name.text) == DOMAIN_PLATFORM ? &power_of_node : &power_of_component);
	if (device != SIZE_MAX && device == log->zone_count)
		add_zone(intake, log, host, zone, name);
	return device;
}

static enum power_outcome add_snapshot(struct intake *intake, const struct csv_row *row,
				       const struct power_sample *sample)
{
	struct rapl *log = intake->state;
	struct power_counter counter = {.joules = JOULES_PER_COUNT};
	enum reading energy = field_number(row_field(row, log->energy), &counter.value);
	size_t device;

	if (energy != READING_NUMBER)
		return energy == READING_MISSING ? POWER_MISSING : POWER_BAD;
	if (field_number(row_field(row, log->range), &counter.range) != READING_NUMBER)
		counter.range = 0;
	device = find_device(intake, log, row);
	return device == SIZE_MAX ? POWER_BAD
				  : power_add_counter(log->series, device, sample, &counter);
}

static void add_row(struct intake *intake, const struct csv_row *row)
{
	struct rapl *log = intake->state;
	struct power_sample sample = {.utilization = NAN, .line = row->line};

	if (!power_clock_read(intake, &log->clock, row, &sample.time)) {
		intake_skip(intake, "timestamp is not a time", true, row->line);
		return;
	}
	if (log->clock.kind == CLOCK_ELAPSED)
		power_series_undated(log->series);
	sample.part = intake_part(intake, row);
	power_count_row(log->series, add_snapshot(intake, row, &sample), &sample);
}

/* Is there a zone of the same machine that holds this one? */
static bool is_held(const struct rapl *log, const struct zone *zone)
{
	for (size_t i = 0; i < log->zone_count; i++) {
		const struct zone *other = &log->zones[i];

		if (other == zone || !text_same(other->host, zone->host))
			continue;
		if (zone->mmio && !other->mmio && text_same(other->name, zone->name))
			return true;
		if (zone->domain == DOMAIN_PART && other->domain == DOMAIN_PACKAGE)
			return true;
		if (other->domain == DOMAIN_PLATFORM && zone->domain != DOMAIN_PLATFORM)
			return true;
	}
	return false;
}

static double sum_domain(const struct rapl *log, const char *host, enum domain domain)
{
	double joules = 0;

	for (size_t i = 0; i < log->zone_count; i++)
		if (log->zones[i].domain == domain && !log->zones[i].mmio &&
		    text_same(log->zones[i].host, host))
			joules += power_device_joules(log->series, i);
	return joules;
}

/* A platform that drew less than its packages counts something else. */
static void drop_platforms(struct intake *intake, struct rapl *log)
{
	for (size_t i = 0; i < log->zone_count; i++) {
		struct zone *zone = &log->zones[i];
		double platform, packages;

		if (zone->domain != DOMAIN_PLATFORM)
			continue;
		platform = power_device_joules(log->series, i);
		packages = sum_domain(log, zone->host, DOMAIN_PACKAGE);
		if (platform >= packages)
			continue;
		diag_add(intake->diags, DIAG_IMPORT_MISMATCH, intake_place(intake, 0), NULL,
			 NULL,
			 "'%s' counts %.3g J, less than the %.3g J of the packages it should "
			 "hold: it is left out",
			 zone->name, platform, packages);
		zone->domain = DOMAIN_OTHER;
		power_leave_out(log->series, i);
	}
}

static void settle(struct intake *intake, struct rapl *log)
{
	const char *list = "";

	drop_platforms(intake, log);
	for (size_t i = 0; i < log->zone_count; i++) {
		if (!is_held(log, &log->zones[i]))
			continue;
		power_leave_out(log->series, i);
		if (!strstr(list, log->zones[i].name) && strlen(list) < 200)
			list = arena_printf(intake->arena, "%s%s%s", list, *list ? ", " : "",
					    log->zones[i].name);
	}
	if (*list)
		intake_assume(intake,
			      "zones that others hold are not added to them: %s (psys holds "
			      "all, a package its cores)",
			      list);
}

static void finish(struct intake *intake)
{
	struct rapl *log = intake->state;
	struct import *import = intake->import;

	if (power_clock_refuse(intake, &log->clock))
		return;
	settle(intake, log);
	if (!power_finish(log->series))
		return;
	import->metered_at = METERED_COMPONENTS;
	import->total.spread = "gsd-nvml-counter";
	import->not_counted = "accelerators, disks, PSU, fans and network of the host";
}

const struct importer import_rapl = {
    .name = "rapl",
    .needs = "the columns time_s, zone, name, energy_uj (and max_energy_range_uj)",
    .state_size = sizeof(struct rapl),
    .claims = claims,
    .columns = columns,
    .row = add_row,
    .finish = finish,
};
