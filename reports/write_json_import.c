/* The JSON result of lca import. */

#include <cJSON.h>
#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/import.h"
#include "models/timestamp.h"
#include "reports/record_claims.h"
#include "reports/write_json.h"

enum { SKIP_LINES = sizeof(((struct import_skip *)0)->lines) / sizeof(uint64_t) };

/* null where it was left out. */
static const char *digest_of(const char *sha256)
{
	return sha256[0] == '\0' ? NULL : sha256;
}

static void add_map(struct arena *arena, struct cJSON *inputs,
		    const struct import_report *report)
{
	struct cJSON *input;

	if (!report->map)
		return;
	input = json_object(inputs, NULL);
	json_text(arena, input, "file", report->map);
	json_text(arena, input, "sha256", report->map_sha256);
}

static void add_record(struct arena *arena, struct cJSON *root,
		       const struct import_report *report)
{
	const struct record record = import_record(arena, report);
	const struct import *import = report->import;
	struct cJSON *object = json_object(root, "record"), *inputs;

	if (record.command)
		json_text(arena, object, "version", record.version);
	inputs = json_array(object, "inputs");

	for (size_t i = 0; i < import->file_count; i++) {
		const struct import_file *file = &import->files[i];
		struct cJSON *input = json_object(inputs, NULL);

		json_text(arena, input, "file", file->name);
		json_text(arena, input, "sha256", digest_of(file->sha256));
		json_count(arena, input, "rows_read", file->rows_read);
		if (file->rows_together)
			json_null(input, "rows_used");
		else
			json_count(arena, input, "rows_used", file->rows_used);
		json_bool(input, "cut", file->cut);
	}
	add_map(arena, inputs, report);
	if (record.command)
		json_command(arena, object, &record);
	json_text(arena, root, "format", import->format);
	json_text(arena, root, "file", import->file);
	json_text(arena, root, "sha256", digest_of(import->sha256));
}

static void add_rows(struct arena *arena, struct cJSON *root, const struct import *import)
{
	struct cJSON *rows = json_object(root, "rows"), *skipped;

	json_count(arena, rows, "read", import->rows_read);
	json_count(arena, rows, "used", import->rows_used);
	skipped = json_array(rows, "skipped");
	for (size_t i = 0; i < import->skip_count; i++) {
		const struct import_skip *skip = &import->skips[i];
		struct cJSON *object = json_object(skipped, NULL), *lines;

		json_text(arena, object, "reason", skip->reason);
		json_count(arena, object, "count", skip->count);
		json_bool(object, "fault", skip->fault);
		json_text(arena, object, "text", skip->text);
		lines = json_array(object, "lines");
		for (size_t k = 0; k < SKIP_LINES && k < skip->count; k++)
			if (skip->lines[k] > 0)
				json_count(arena, lines, NULL, skip->lines[k]);
	}
}

static void add_time(struct arena *arena, struct cJSON *root, const struct import *import)
{
	struct cJSON *time = json_object(root, "time"), *gaps;

	json_text(arena, time, "first", import->first);
	json_text(arena, time, "last", import->last);
	json_number(arena, time, "covered_s", import->covered_s);
	json_count(arena, time, "gaps", import->gaps.count);
	gaps = json_object(time, "gap_details");
	json_count(arena, gaps, "count", import->gaps.count);
	json_count(arena, gaps, "bridged", import->gaps.bridged);
	json_number(arena, gaps, "bridged_s", import->gaps.bridged_s);
	json_number(arena, gaps, "bridged_kwh", import->gaps.bridged_kwh);
	json_number(arena, gaps, "left_out_s", import->gaps.left_out_s);
}

static void add_energy(struct arena *arena, struct cJSON *object, const char *key, bool known,
		       double kwh)
{
	struct cJSON *energy;

	if (!known) {
		json_null(object, key);
		return;
	}
	energy = json_object(object, key);
	json_number(arena, energy, "value", kwh);
	json_text(arena, energy, "unit", "kWh");
}

static void add_counter(struct arena *arena, struct cJSON *object, const char *key, bool known,
			uint64_t count)
{
	if (known)
		json_count(arena, object, key, count);
	else
		json_null(object, key);
}

static void add_latency(struct arena *arena, struct cJSON *object,
			const struct import_latency *latency)
{
	struct cJSON *own;

	if (!latency->known) {
		json_null(object, "latency");
		return;
	}
	own = json_object(object, "latency");
	json_count(arena, own, "count", latency->count);
	json_number(arena, own, "total_s", latency->total_s);
	json_number(arena, own, "p50_s", latency->p50_s);
	json_number(arena, own, "p95_s", latency->p95_s);
	json_bool(own, "exact", latency->exact);
}

/* From request to request: variability, not uncertainty. */
static void add_spread(struct arena *arena, struct cJSON *object, const char *key,
		       const struct import_variability *spread)
{
	struct cJSON *own;

	if (!spread->known) {
		json_null(object, key);
		return;
	}
	own = json_object(object, key);
	json_number(arena, own, "mean", spread->mean);
	json_number(arena, own, "sd", spread->sd);
}

/* Idle and dynamic energy where the log tells them apart, energy in doubt, hours. */
static void add_energy_parts(struct arena *arena, struct cJSON *object,
			     const struct import_part *part)
{
	struct cJSON *hours;

	add_energy(arena, object, "energy_in_doubt", part->has_energy, part->doubt_kwh);
	add_energy(arena, object, "energy_idle", part->has_idle, part->idle_kwh);
	add_energy(arena, object, "energy_dynamic", part->has_idle, part->dynamic_kwh);
	hours = json_array(object, "hours");
	for (size_t i = 0; i < part->hour_count; i++) {
		struct cJSON *hour = json_object(hours, NULL);

		json_text(arena, hour, "hour",
			  timestamp_hour_text(arena, part->hours[i].hour * TIMESTAMP_HOUR));
		json_number(arena, hour, "energy_it_kwh", part->hours[i].energy_it_kwh);
	}
}

/* Energies, requests, tokens and device hours of the whole log or of one part. */
static void add_part(struct arena *arena, struct cJSON *object, const struct import_part *part)
{
	const struct import_usage *usage = &part->usage;

	add_energy(arena, object, "energy", part->has_energy, part->energy_kwh);
	add_energy(arena, object, "energy_it", part->has_energy, part->energy_it_kwh);
	add_energy_parts(arena, object, part);
	json_text(arena, object, "spread", part->spread);
	add_counter(arena, object, "requests", import_counts_requests(usage), usage->requests);
	add_counter(arena, object, "failed_requests", usage->known && usage->has_failed,
		    usage->failed_requests);
	add_counter(arena, object, "input_tokens", usage->has_tokens && !usage->input_untold,
		    usage->input_tokens);
	add_counter(arena, object, "output_tokens", usage->has_tokens && !usage->output_untold,
		    usage->output_tokens);
	add_counter(arena, object, "cached_tokens", usage->has_tokens && usage->has_cached,
		    usage->cached_tokens);
	add_counter(arena, object, "reasoning_tokens", usage->has_reasoning,
		    usage->reasoning_tokens);
	add_counter(arena, object, "images", usage->has_images, usage->images);
	add_counter(arena, object, "gateway_cache_hits", usage->known, usage->gateway_hits);
	add_latency(arena, object, &usage->latency);
	add_spread(arena, object, "input_tokens_per_request", &usage->input_spread);
	add_spread(arena, object, "output_tokens_per_request", &usage->output_spread);
	json_number(arena, object, "device_hours",
		    part->device_hours > 0 ? part->device_hours : NAN);
	json_number(arena, object, "logged_emissions", part->emissions_kg);
}

static void add_context(struct arena *arena, struct cJSON *root, const struct import *import)
{
	json_number(arena, root, "mean_power_w", import->mean_watts);
	json_number(arena, root, "device_power_w", import->device_watts);
	json_number(arena, root, "pue", import->pue);
	json_number(arena, root, "coverage", import->coverage);
	json_text(arena, root, "metered_at",
		  import->metered_at == METERED_UNSET ? NULL
						      : metered_name(import->metered_at));
	json_text(arena, root, "accelerator", import->accelerator);
	add_counter(arena, root, "accelerators", import->accelerators > 0,
		    import->accelerators);
	json_text(arena, root, "region", import->region);
}

static const char *groups_by(const struct import *import)
{
	static const char *const spans[] = {"hour", "hour", "day", "month", "all"};

	if (import->joins_regions)
		return "model";
	return import->joins_statuses ? "model and region" : spans[import->span];
}

static void add_groups(struct arena *arena, struct cJSON *root, const struct import *import)
{
	struct cJSON *list;

	json_text(arena, root, "groups_by", groups_by(import));
	json_groups(arena, root, "groups", import);
	list = json_array(root, "parts");
	for (size_t i = 0; i < import->part_count; i++) {
		struct cJSON *object = json_object(list, NULL);

		json_text(arena, object, "value", import->parts[i].value);
		json_count(arena, object, "rows", import->parts[i].rows);
		add_part(arena, object, &import->parts[i]);
	}
}

void json_import(const struct import_report *report, const struct diags *diags,
		 struct buffer *out)
{
	const struct import *import = report->import;
	struct arena *arena = arena_new();
	struct cJSON *root = json_new(), *assumptions;

	add_record(arena, root, report);
	add_rows(arena, root, import);
	add_time(arena, root, import);
	add_part(arena, root, &import->total);
	add_context(arena, root, import);
	add_groups(arena, root, import);
	assumptions = json_array(root, "assumptions");
	for (size_t i = 0; i < import->assumption_count; i++)
		json_text(arena, assumptions, NULL, import->assumptions[i]);
	json_text(arena, root, "modelled", import->modelled);
	json_text(arena, root, "not_counted", import->not_counted);
	json_warnings(arena, root, "warnings", diags);
	json_end(root, out);
	arena_free(arena);
}
