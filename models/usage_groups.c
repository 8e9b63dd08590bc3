/* Groups of an inference log in their order, over the spans that are asked for. */

#include "models/usage_groups.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/heap.h"
#include "lca/engine/parallel.h"
#include "models/timestamp.h"
#include "models/usage_codes.h"
#include "models/usage_names.h"

enum { STATUS_SHIFT = 62, MODEL_SHIFT = KEY_REGION_BITS };
enum { GROUPS_A_TASK = 256 };

struct name {
	const char *text;
	uint32_t number;
};

static int compare_names(const void *a, const void *b)
{
	const struct name *left = a, *right = b;

	return strcmp(left->text, right->text);
}

/* The place of each number among the names in order. */
static uint32_t *rank_names(const struct usage_names *names, bool regions)
{
	size_t count = usage_names_count(names, regions);
	struct name *sorted = heap_zeroed(count, sizeof *sorted);
	uint32_t *ranks = heap_zeroed(count, sizeof *ranks);

	for (size_t i = 0; i < count; i++)
		sorted[i] = (struct name){
		    regions ? usage_region(names, i) : usage_model(names, i), (uint32_t)i};
	qsort(sorted, count, sizeof *sorted, compare_names);
	for (size_t i = 0; i < count; i++)
		ranks[sorted[i].number] = (uint32_t)i;
	free(sorted);
	return ranks;
}

/* By model, region, time, then status and part, so that equal ones lie together. */
static int compare_order(const void *a, const void *b)
{
	const struct usage_order *left = a, *right = b;

	if (left->names << 2 != right->names << 2)
		return left->names << 2 < right->names << 2 ? -1 : 1;
	if (left->hour != right->hour)
		return left->hour < right->hour ? -1 : 1;
	return (left->names > right->names) - (left->names < right->names);
}

struct usage_order *usage_groups_order(const struct usage_engine *engine)
{
	const struct usage_table *table = &engine->table;
	struct usage_order *order = heap_zeroed(table->count, sizeof *order);
	uint32_t *models = rank_names(engine->names, false);
	uint32_t *regions = rank_names(engine->names, true);

	for (size_t i = 0; i < table->count; i++) {
		const struct usage_group *group = usage_group_at(table, i);
		uint64_t status = (uint64_t)usage_key_status(group->key);

		order[i] = (struct usage_order){
		    .names = status << STATUS_SHIFT |
			     (uint64_t)models[usage_key_model(group->key)] << MODEL_SHIFT |
			     regions[usage_key_region(group->key)],
		    .hour = group->hour,
		    .number = (uint32_t)i};
	}
	qsort(order, table->count, sizeof *order, compare_order);
	free(models);
	free(regions);
	return order;
}

static bool same_group(const struct usage_order *a, const struct usage_order *b)
{
	return a->names == b->names && a->hour == b->hour;
}

static size_t count_groups(const struct usage_order *order, size_t count)
{
	size_t groups = 0;

	for (size_t i = 0; i < count; i++)
		groups += i == 0 || !same_group(&order[i - 1], &order[i]);
	return groups;
}

/* ---- Texts, each once ---- */

struct texts {
	struct arena *arena;
	enum import_span span;
	const char **models, **regions; /* by number */
	const char **hours;		/* from first_hour on */
	int32_t first_hour;
};

static const char **copy_names(struct arena *arena, const struct usage_names *names,
			       bool regions)
{
	size_t count = usage_names_count(names, regions);
	const char **texts = heap_zeroed(count, sizeof *texts);

	for (size_t i = 0; i < count; i++)
		texts[i] =
		    arena_text(arena, regions ? usage_region(names, i) : usage_model(names, i));
	return texts;
}

/* "2025-03-01T00", "2025-03-01" or "2025-03". */
static const char *span_text(struct texts *texts, int32_t hour)
{
	static const size_t lengths[] = {[SPAN_AUTO] = 13,
					 [SPAN_HOUR] = 13,
					 [SPAN_DAY] = 10,
					 [SPAN_MONTH] = 7,
					 [SPAN_ALL] = 0};
	const char **known = texts->hours + ((int64_t)hour - texts->first_hour);
	char *text;

	if (hour == USAGE_NO_HOUR)
		return "";
	if (!*known) {
		text = timestamp_hour_text(texts->arena, (int64_t)hour * TIMESTAMP_HOUR);
		text[lengths[texts->span]] = '\0';
		*known = text;
	}
	return *known;
}

static void texts_start(struct texts *texts, struct arena *arena,
			const struct usage_engine *engine, const struct usage_order *order)
{
	int32_t first = INT32_MAX, last = INT32_MIN;

	for (size_t i = 0; i < engine->table.count; i++) {
		int32_t hour = order[i].hour;

		if (hour == USAGE_NO_HOUR)
			continue;
		first = hour < first ? hour : first;
		last = hour > last ? hour : last;
	}
	texts->arena = arena;
	texts->models = copy_names(arena, engine->names, false);
	texts->regions = copy_names(arena, engine->names, true);
	texts->first_hour = first;
	/* Times lie within 300 years: some 2.5 million hours. */
	texts->hours =
	    heap_zeroed(first <= last ? (size_t)(last - first) + 1 : 0, sizeof *texts->hours);
}

static void texts_end(struct texts *texts)
{
	free(texts->models);
	free(texts->regions);
	free(texts->hours);
}

/* ---- Freezing ---- */

struct freeze {
	const struct usage_table *table;
	const struct usage_order *order;
	const size_t *starts; /* [group_count + 1] in order */
	struct import_group *groups;
	size_t group_count;
};

/* Sums of a group that is shown which are no counts. */
struct wide_sums {
	uint64_t energy_low, energy_high, duration, metered;
};

static void add_group(const struct usage_table *table, const struct usage_group *from,
		      struct import_group *to, struct wide_sums *sums)
{
	uint64_t requests = usage_group_sum(table, from, SUM_REQUESTS);
	bool carry;

	to->requests += requests;
	to->failed_requests += usage_group_failed(table, from);
	to->input_tokens += usage_group_sum(table, from, SUM_INPUT);
	to->cached_tokens += usage_group_sum(table, from, SUM_CACHED);
	to->output_tokens += usage_group_sum(table, from, SUM_OUTPUT);
	to->reasoning_tokens += usage_group_sum(table, from, SUM_REASONING);
	to->images += usage_group_sum(table, from, SUM_IMAGES);
	sums->duration += usage_group_sum(table, from, SUM_DURATION);
	carry = __builtin_add_overflow(
	    sums->energy_low, usage_group_sum(table, from, SUM_ENERGY), &sums->energy_low);
	sums->energy_high += (uint64_t)from->high + carry;
	sums->metered += requests - from->unmetered;
}

static void set_latency(struct import_latency *latency, const struct usage_quantiles *quantiles,
			const struct wide_sums *sums, bool exact)
{
	*latency = (struct import_latency){
	    .known = quantiles->count > 0,
	    .exact = exact,
	    .count = quantiles->count,
	    .total_s = (double)sums->duration / 1e6,
	    .p50_s = usage_latency_seconds(quantiles->p50),
	    .p95_s = usage_latency_seconds(quantiles->p95),
	};
}

/* The sums and quantiles of one group that is shown. No sum can pass what the log's did not. */
static void freeze_group(const struct freeze *freeze, size_t index, struct usage_gather *gather)
{
	const struct usage_table *table = freeze->table;
	struct import_group *group = &freeze->groups[index];
	size_t first = freeze->starts[index], end = freeze->starts[index + 1];
	struct usage_quantiles quantiles;
	struct wide_sums sums = {0};

	for (size_t i = first; i < end; i++)
		add_group(table, usage_group_at(table, freeze->order[i].number), group, &sums);
	group->energy_kwh = NAN;
	if (table->layout.places[SUM_ENERGY] < table->layout.count && sums.metered > 0)
		group->energy_kwh = usage_energy_kwh(sums.energy_high, sums.energy_low);
	if (table->layout.places[SUM_DURATION] == table->layout.count)
		return;
	for (size_t i = first; i < end; i++)
		usage_gather_add(table, freeze->order[i].number, gather);
	quantiles = usage_gather_quantiles(gather);
	set_latency(&group->latency, &quantiles, &sums, table->exact_bits == 32);
}

static void freeze_some(void *context, unsigned worker, size_t index)
{
	const struct freeze *freeze = context;
	struct usage_gather gather = {0};
	size_t end = (index + 1) * GROUPS_A_TASK;

	(void)worker;
	for (size_t i = index * GROUPS_A_TASK; i < end && i < freeze->group_count; i++)
		freeze_group(freeze, i, &gather);
	usage_gather_end(&gather);
}

/* Names each group that is shown, and notes where its groups of the table begin. */
static void name_groups(const struct freeze *freeze, struct texts *texts, size_t *starts)
{
	static const char *const statuses[] = {
	    [STATUS_NONE] = "", [STATUS_OK] = "ok", [STATUS_FAILED] = "failed"};
	const struct usage_order *order = freeze->order;
	size_t group = 0;

	for (size_t i = 0; i < freeze->table->count; i++) {
		uint64_t key = usage_group_at(freeze->table, order[i].number)->key;

		if (i > 0 && same_group(&order[i - 1], &order[i]))
			continue;
		starts[group] = i;
		freeze->groups[group++] =
		    (struct import_group){.model = texts->models[usage_key_model(key)],
					  .region = texts->regions[usage_key_region(key)],
					  .hour = span_text(texts, order[i].hour),
					  .status = statuses[usage_key_status(key)]};
	}
	starts[group] = freeze->table->count;
}

void usage_groups_freeze(struct intake *intake, struct usage_engine *engine,
			 struct usage_order *order)
{
	struct import *import = intake->import;
	struct usage_table *table = &engine->table;
	struct texts texts = {.span = table->span};
	struct freeze freeze = {.table = table, .order = order};
	struct parallel parallel = {.task = freeze_some, .context = &freeze};
	size_t *starts, tasks;

	import->span = table->span;
	import->joins_statuses = usage_joins_statuses(table->mask);
	import->joins_regions = usage_joins_regions(table->mask);
	freeze.group_count = count_groups(order, table->count);
	starts = heap_zeroed(freeze.group_count + 1, sizeof *starts);
	freeze.starts = starts;
	freeze.groups = arena_alloc(intake->arena, freeze.group_count * sizeof *freeze.groups);
	texts_start(&texts, intake->arena, engine, order);
	name_groups(&freeze, &texts, starts);
	texts_end(&texts);
	tasks = (freeze.group_count + GROUPS_A_TASK - 1) / GROUPS_A_TASK;
	parallel_run(parallel_threads(table->threads, tasks), tasks, &parallel);
	import->groups = freeze.groups;
	import->group_count = freeze.group_count;
	free(starts);
}
