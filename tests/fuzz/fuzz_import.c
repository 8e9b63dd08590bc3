/* Any bytes give an import whose rows and sums hold together, or an error; the same one packed
 * or not and on any number of threads.
 *
 * The first byte picks the importer: 0 finds it, n is the nth of importers.def, 254 and 255 are
 * column maps. The second and third are the options (options_of). */

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/csv.h"
#include "lca/base/diag.h"
#include "lca/base/json.h"
#include "lca/base/tree.h"
#include "models/import.h"
#include "models/import_map.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { BYTES = 3, BLOCK = 65535 };

static void check_at(bool holds, int line)
{
	if (holds)
		return;
	fprintf(stderr, "line %d: the import does not hold\n", line);
	abort();
}

#define check(holds) check_at(holds, __LINE__)

static bool near(double a, double b)
{
	return fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b));
}

static bool is_amount(double value)
{
	return value >= 0 && isfinite(value);
}

static void check_usage(const struct import_usage *usage)
{
	const struct import_latency *latency = &usage->latency;

	check(usage->failed_requests <= usage->requests);
	check(!usage->has_cached || usage->cached_tokens <= usage->input_tokens);
	if (latency->known)
		check(is_amount(latency->total_s) && latency->p50_s <= latency->p95_s);
	if (usage->input_spread.known)
		check(is_amount(usage->input_spread.mean) && is_amount(usage->input_spread.sd));
	if (usage->output_spread.known)
		check(is_amount(usage->output_spread.mean) &&
		      is_amount(usage->output_spread.sd));
}

/* Hours hold the energy whose time is known, which is no more than all of it. */
static void check_part(const struct import_part *part)
{
	double hours = 0;

	check(is_amount(part->energy_kwh) && is_amount(part->energy_it_kwh));
	check(is_amount(part->device_hours) && is_amount(part->doubt_kwh));
	check(part->has_energy || part->energy_kwh == 0);
	check(isnan(part->emissions_kg) || isfinite(part->emissions_kg));
	for (size_t i = 0; i < part->hour_count; i++) {
		check(is_amount(part->hours[i].energy_it_kwh));
		check(i == 0 || part->hours[i - 1].hour < part->hours[i].hour);
		hours += part->hours[i].energy_it_kwh;
	}
	check(hours <= part->energy_it_kwh || near(hours, part->energy_it_kwh));
	if (part->has_idle)
		check(is_amount(part->idle_kwh) && is_amount(part->dynamic_kwh) &&
		      near(part->idle_kwh + part->dynamic_kwh, part->energy_it_kwh));
	check_usage(&part->usage);
}

/* The parts of a log make up all of it. */
static void check_parts(const struct import *import)
{
	double energy = 0, hours = 0;
	uint64_t rows = 0, requests = 0;

	for (size_t i = 0; i < import->part_count; i++) {
		const struct import_part *part = &import->parts[i];

		check_part(part);
		check(i == 0 || strcmp(import->parts[i - 1].value, part->value) < 0);
		energy += part->energy_kwh;
		hours += part->device_hours;
		rows += part->rows;
		requests += part->usage.requests;
	}
	if (import->part_count == 0)
		return;
	check(near(energy, import->total.energy_kwh));
	check(near(hours, import->total.device_hours));
	check(rows == import->total.rows && requests == import->total.usage.requests);
}

static void check_groups(const struct import *import)
{
	const struct import_usage *usage = &import->total.usage;
	uint64_t requests = 0, input = 0, output = 0;

	for (size_t i = 0; i < import->group_count; i++) {
		const struct import_group *group = &import->groups[i];

		check(isnan(group->energy_kwh) || is_amount(group->energy_kwh));
		check(group->cached_tokens <= group->input_tokens);
		requests += group->requests;
		input += group->input_tokens;
		output += group->output_tokens;
	}
	if (import->group_count > 0)
		check(requests == usage->requests && input == usage->input_tokens &&
		      output == usage->output_tokens);
}

static void check_import(const struct import *import, const struct import_options *options)
{
	uint64_t skipped = 0;

	for (size_t i = 0; i < import->skip_count; i++)
		skipped += import->skips[i].count;
	check(import->rows_used + skipped == import->rows_read && import->rows_used > 0);
	check(strlen(import->sha256) == (options->no_digest ? 0 : 64));
	check(isnan(import->covered_s) || is_amount(import->covered_s));
	check(isnan(import->coverage) || (import->coverage >= 0 && import->coverage <= 1));
	check(isnan(import->pue) || (import->pue >= 1 && isfinite(import->pue)));
	check_part(&import->total);
	check_parts(import);
	check_groups(import);
}

static void check_same_part(const struct import_part *a, const struct import_part *b)
{
	check(a->rows == b->rows && a->energy_kwh == b->energy_kwh);
	check(a->hour_count == b->hour_count && a->device_hours == b->device_hours);
	check(a->usage.requests == b->usage.requests);
	check(a->usage.input_tokens == b->usage.input_tokens);
	check(a->usage.output_tokens == b->usage.output_tokens);
	check(a->usage.latency.total_s == b->usage.latency.total_s);
	check(a->usage.input_spread.sd == b->usage.input_spread.sd);
}

static void check_same(const struct import *a, const struct import *b)
{
	check((a == NULL) == (b == NULL));
	if (!a)
		return;
	check(a->rows_read == b->rows_read && a->rows_used == b->rows_used);
	check(a->skip_count == b->skip_count && a->part_count == b->part_count);
	check(a->group_count == b->group_count);
	check(a->assumption_count == b->assumption_count);
	check_same_part(&a->total, &b->total);
	for (size_t i = 0; i < a->part_count; i++)
		check_same_part(&a->parts[i], &b->parts[i]);
}

static void put(uint8_t *bytes, uint64_t value, size_t count)
{
	for (size_t i = 0; i < count; i++)
		bytes[i] = (uint8_t)(value >> 8 * i);
}

static uint32_t crc32_of(const char *text, size_t length)
{
	uint32_t crc = UINT32_MAX;

	for (size_t i = 0; i < length; i++) {
		crc ^= (uint8_t)text[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? UINT32_C(0xEDB88320) : 0);
	}
	return ~crc;
}

/* A gzip file of stored blocks (RFC 1951, 1952). */
static const char *pack(struct arena *arena, const char *text, size_t length, size_t *size)
{
	uint8_t *packed = arena_alloc(arena, length + 5 * (length / BLOCK + 1) + 18);
	size_t at = 10, done = 0;

	memcpy(packed, "\x1F\x8B\x08\0\0\0\0\0\0\xFF", at);
	do {
		size_t block = length - done < BLOCK ? length - done : BLOCK;

		packed[at] = done + block == length;
		put(packed + at + 1, block, 2);
		put(packed + at + 3, ~(uint64_t)block, 2);
		memcpy(packed + at + 5, text + done, block);
		at += 5 + block;
		done += block;
	} while (done < length);
	put(packed + at, crc32_of(text, length), 4);
	put(packed + at + 4, length, 4);
	*size = at + 8;
	return (const char *)packed;
}

static const struct import_map *read_map(struct arena *arena, bool power)
{
	static const char *const texts[] = {
	    "columns:\n  time: {name: t, unit: ms}\n  input_tokens: in\n  output_tokens: out\n",
	    "columns:\n  time: t\n  energy: {name: p, unit: W, kind: power}\n  device: gpu\n"};
	struct diags *diags = diags_new(arena);
	const char *text = texts[power];
	const struct node *root = tree_read(arena, "map.yaml", text, strlen(text), diags);
	const struct import_map *map = import_map_read(arena, root, "", diags);

	check(map);
	return map;
}

/* A column of the log, and a value of it, for where and split. */
static void pick_column(struct arena *arena, const char *text, size_t length, size_t pick,
			const char **column, const char **value)
{
	const struct csv_row *paths = json_head(arena, text, length);
	struct csv *csv;
	struct csv_row row;

	*column = "model";
	*value = "a";
	if (paths) {
		*column = paths->fields[pick % paths->count].text;
		return;
	}
	csv = csv_open_text("", text, length, CSV_ANY, diags_new(arena));
	if (csv_next(csv, &row)) {
		struct csv_field field = row.fields[pick %= row.count];

		*column = arena_copy(arena, field.text, field.length);
	}
	if (csv_next(csv, &row) && pick < row.count)
		*value = arena_copy(arena, row.fields[pick].text, row.fields[pick].length);
	csv_close(csv);
}

static void take_reject(void *of, const char *text, size_t length)
{
	size_t *sum = of;

	for (size_t i = 0; i < length; i++)
		*sum += (unsigned char)text[i];
}

static struct import_options options_of(const uint8_t *bytes, struct import_filter *filter,
					size_t length)
{
	static const char *const zones[] = {NULL, NULL, "+05:30", "Europe/Paris"};
	static const enum import_overlap overlaps[] = {OVERLAP_REFUSE, OVERLAP_SUM, OVERLAP_MAX,
						       OVERLAP_DEDUPE};
	uint8_t ways = bytes[1], more = bytes[2];

	return (struct import_options){.filters = filter,
				       .filter_count = ways >> 1 & 1,
				       .split = ways & 1 ? filter->column : NULL,
				       .overlap = overlaps[ways >> 2 & 3],
				       .max_bytes = ways >> 4 & 1 ? length / 2 : 0,
				       .timezone = zones[ways >> 6 & 3],
				       .most_bad = more & 1 ? 1 : 0,
				       .no_digest = more >> 1 & 1,
				       .reject = more >> 2 & 1 ? take_reject : NULL,
				       .span = more >> 3 & 1 ? SPAN_DAY : SPAN_AUTO,
				       .threads = 1};
}

static const struct import *read_log(struct arena *arena, const char *text, size_t length,
				     const struct import_options *options)
{
	struct diags *diags = diags_new(arena);
	const struct import *import =
	    import_read_text(arena, "fuzz.csv", text, length, options, diags);

	check((import == NULL) == diags_has_error(diags));
	return import;
}

/* Packed, and on three threads. */
static void read_again(struct arena *arena, const char *text, size_t length,
		       struct import_options options, const struct import *import)
{
	size_t size;
	const char *packed = pack(arena, text, length, &size);

	options.threads = 3;
	check_same(import, read_log(arena, packed, size, &options));
}

static void run(struct arena *arena, const uint8_t *bytes, const char *text, size_t length)
{
	size_t count, sum = 0;
	const struct importer_row *formats = import_formats(&count);
	const char *value;
	struct import_filter filter = {.values = &value, .count = 1};
	struct import_options options;
	const struct import *import;

	pick_column(arena, text, length, bytes[2] >> 4, &filter.column, &value);
	options = options_of(bytes, &filter, length);
	options.reject_of = &sum;
	if (bytes[0] >= 254)
		options.map = read_map(arena, bytes[0] == 255);
	else if (bytes[0] > 0)
		options.from = formats[(bytes[0] - 1u) % count].name;
	import = read_log(arena, text, length, &options);
	if (import)
		check_import(import, &options);
	if (bytes[1] >> 5 & 1)
		read_again(arena, text, length, options, import);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena;

	if (size < BYTES)
		return 0;
	arena = arena_new();
	run(arena, data, (const char *)data + BYTES, size - BYTES);
	arena_free(arena);
	return 0;
}
