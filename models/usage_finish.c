/* The sums of an inference log as struct import: parts, hours, totals, assumptions. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "models/timestamp.h"
#include "models/usage_codes.h"
#include "models/usage_engine.h"
#include "models/usage_groups.h"

/* Parts that get quantiles of their own. */
enum { MOST_PART_QUANTILES = 64 };

double usage_energy_kwh(uint64_t high, uint64_t low)
{
	double nanojoules = ldexp((double)high, 64) + (double)low;

	return nanojoules / 1e9 / JOULES_PER_KWH;
}

uint64_t usage_group_failed(const struct usage_table *table, const struct usage_group *group)
{
	return usage_key_status(group->key) == STATUS_FAILED
		   ? usage_group_sum(table, group, SUM_REQUESTS)
		   : usage_group_sum(table, group, SUM_FAILED);
}

static bool has_any(const struct usage_engine *engine, enum usage_sum sum)
{
	return engine->table.layout.places[sum] < engine->table.layout.count;
}

/* Adds a group to what the log, or a part of it, used. False where a sum does not fit. */
static bool add_usage(const struct usage_engine *engine, const struct usage_group *group,
		      struct import_usage *usage)
{
	const struct usage_table *table = &engine->table;

	return count_add(&usage->requests, usage_group_sum(table, group, SUM_REQUESTS)) &&
	       count_add(&usage->failed_requests, usage_group_failed(table, group)) &&
	       count_add(&usage->input_tokens, usage_group_sum(table, group, SUM_INPUT)) &&
	       count_add(&usage->cached_tokens, usage_group_sum(table, group, SUM_CACHED)) &&
	       count_add(&usage->output_tokens, usage_group_sum(table, group, SUM_OUTPUT)) &&
	       count_add(&usage->reasoning_tokens,
			 usage_group_sum(table, group, SUM_REASONING)) &&
	       count_add(&usage->images, usage_group_sum(table, group, SUM_IMAGES));
}

/* Does a row tell its input, or its output? */
static bool tells(const struct usage_engine *engine, enum usage_mark lack)
{
	const bool *has = engine->has;
	bool input = has[USAGE_INPUT] || has[USAGE_FRESH], output = has[USAGE_OUTPUT];
	bool named = lack == MARK_NO_INPUT ? input || (has[USAGE_TOTAL] && output)
					   : output || (has[USAGE_TOTAL] && input);

	return named && (engine->marked[lack] == 0 || engine->marked[lack] < engine->rows_used);
}

static void say_what_is_known(const struct usage_engine *engine, struct import_usage *usage)
{
	const bool *has = engine->has;

	usage->known = true;
	usage->has_tokens =
	    has[USAGE_INPUT] || has[USAGE_FRESH] || has[USAGE_OUTPUT] || has[USAGE_TOTAL];
	usage->input_untold = !tells(engine, MARK_NO_INPUT);
	usage->output_untold = !tells(engine, MARK_NO_OUTPUT);
	usage->has_cached = has[USAGE_CACHED] || has[USAGE_CACHED_APART];
	usage->has_reasoning = has[USAGE_REASONING] || has[USAGE_REASONING_APART];
	usage->has_images = has[USAGE_IMAGES];
	usage->has_failed =
	    has[USAGE_STATUS] || has[USAGE_FAILED] || engine->plan->fails_without_output;
}

/* The sums of a part that are no counts. */
struct part_sums {
	uint64_t energy_low, energy_high, duration_low, duration_high;
	uint64_t metered;
};

static void add_wide(uint64_t *low, uint64_t *high, uint64_t number)
{
	*high += __builtin_add_overflow(*low, number, low);
}

static void add_sums(const struct usage_table *table, const struct usage_group *group,
		     struct part_sums *sums)
{
	uint64_t requests = usage_group_sum(table, group, SUM_REQUESTS);

	sums->energy_high += group->high;
	add_wide(&sums->energy_low, &sums->energy_high,
		 usage_group_sum(table, group, SUM_ENERGY));
	add_wide(&sums->duration_low, &sums->duration_high,
		 usage_group_sum(table, group, SUM_DURATION));
	sums->metered += requests - group->unmetered;
}

/* Mean and standard deviation from the sum and the sum of squares. */
static struct import_variability variability(uint64_t count, uint64_t sum, usage_wide squares)
{
	double mean, variance;
	usage_wide n = count;

	if (count < 2)
		return (struct import_variability){.known = false};
	mean = (double)sum / (double)count;
	/* n x squares - sum^2 is exact where it fits, and loses digits where it does not. */
	if (squares >> 64 == 0 && sum >> 63 == 0)
		variance = (double)(n * squares - (usage_wide)sum * sum) / (double)count /
			   (double)(count - 1);
	else
		variance = ((double)squares - mean * (double)sum) / (double)(count - 1);
	return (struct import_variability){true, mean, variance > 0 ? sqrt(variance) : 0,
					   count};
}

static struct import_latency latency_of(const struct usage_table *table, size_t part,
					const struct part_sums *sums)
{
	struct usage_quantiles quantiles = usage_part_quantiles(table, part);

	return (struct import_latency){
	    .known = quantiles.count > 0,
	    .exact = table->exact_bits == 32,
	    .count = quantiles.count,
	    .total_s =
		(ldexp((double)sums->duration_high, 64) + (double)sums->duration_low) / 1e6,
	    .p50_s = usage_latency_seconds(quantiles.p50),
	    .p95_s = usage_latency_seconds(quantiles.p95),
	};
}

/* part SIZE_MAX: all of it. */
static void finish_tally(const struct usage_engine *engine, struct tally *tally, size_t part,
			 const struct part_sums *sums)
{
	struct import_usage *usage = &tally->usage;
	const struct usage_spread spread = usage_spread_of(&engine->table, part);

	say_what_is_known(engine, usage);
	if (has_any(engine, SUM_DURATION) &&
	    (part == SIZE_MAX || engine->table.spread_count <= MOST_PART_QUANTILES))
		usage->latency = latency_of(&engine->table, part, sums);
	if (!engine->has[USAGE_REQUESTS] && !spread.lost) {
		if (usage->has_tokens && !usage->input_untold)
			usage->input_spread =
			    variability(spread.rows, spread.input, spread.input_squares);
		if (usage->has_tokens && !usage->output_untold)
			usage->output_spread =
			    variability(spread.rows, spread.output, spread.output_squares);
	}
	if (!has_any(engine, SUM_ENERGY) || sums->metered == 0)
		return;
	tally->has_energy = true;
	sum_add(&tally->energy_kwh, usage_energy_kwh(sums->energy_high, sums->energy_low));
	sum_add(&tally->energy_it_kwh, usage_energy_kwh(sums->energy_high, sums->energy_low));
}

/* Adds up all groups: for the log, its parts and their hours. */
static void add_groups(struct intake *intake, const struct usage_engine *engine,
		       const struct usage_order *order)
{
	const struct usage_table *table = &engine->table;
	size_t part_count = intake->options->split ? intake->part_values.count : 0;
	struct part_sums total = {0};
	struct part_sums *parts = arena_alloc(intake->arena, (part_count + 1) * sizeof *parts);
	bool fits = true;

	for (size_t i = 0; i < table->count; i++) {
		const struct usage_group *group = usage_group_at(table, order[i].number);
		size_t part = (size_t)usage_key_part(group->key);

		fits &= add_usage(engine, group, &intake->total.usage);
		add_sums(table, group, &total);
		if (part_count > 0) {
			fits &= add_usage(engine, group, &intake->parts[part].usage);
			add_sums(table, group, &parts[part]);
		}
	}
	if (!fits) {
		intake_fail(intake, DIAG_IMPORT_LIMIT, 0, "give the log in pieces",
			    "the sum of its tokens does not fit in 64 bits");
		return;
	}
	finish_tally(engine, &intake->total, SIZE_MAX, &total);
	for (size_t i = 0; i < part_count; i++)
		finish_tally(engine, &intake->parts[i], i, &parts[i]);
	intake->total.usage.gateway_hits = engine->gateway_hits;
	if (engine->has[USAGE_ENERGY] && total.metered < intake->total.usage.requests)
		intake_assume(
		    intake, "%llu of %llu requests have no energy; it is not filled in",
		    (unsigned long long)(intake->total.usage.requests - total.metered),
		    (unsigned long long)intake->total.usage.requests);
}

static int compare_hours(const void *a, const void *b)
{
	const struct usage_hour *left = a, *right = b;

	if (left->part != right->part)
		return left->part < right->part ? -1 : 1;
	return (left->hour > right->hour) - (left->hour < right->hour);
}

/* In order, so that sums of hours over parts do not depend on threads. */
static void add_hours(struct intake *intake, struct usage_table *table)
{
	size_t count = 0;

	for (size_t i = 0; i < table->hour_room; i++)
		if (table->hours[i].used)
			table->hours[count++] = table->hours[i];
	if (count > 1)
		qsort(table->hours, count, sizeof *table->hours, compare_hours);
	for (size_t i = 0; i < count; i++)
		intake_hour(intake, table->hours[i].part, table->hours[i].hour,
			    usage_energy_kwh(table->hours[i].high, table->hours[i].low));
}

static void finish_time(struct intake *intake, const struct usage_engine *engine)
{
	intake->unzoned |= engine->unzoned;
	if (!engine->has_time)
		return;
	intake->import->covered_s =
	    (double)(engine->last - engine->first) / (double)TIMESTAMP_SECOND;
	if (engine->plan->clock == USAGE_FROM_START)
		return;
	intake_time(intake, engine->first);
	intake_time(intake, engine->last);
	if (engine->dated)
		intake_assume(intake, "requests with a date alone stand in its first hour");
}

static void say_marks(struct intake *intake, const struct usage_engine *engine)
{
	static const char *const texts[USAGE_MARKS] = {
	    [MARK_NO_INPUT] = "tell no input tokens: none are counted for them",
	    [MARK_NO_OUTPUT] = "tell no output tokens: none are counted for them",
	    [MARK_TWO_INPUTS] = ("tell one input as prompt_tokens and another as input_tokens, "
				 "or by such names: the prompt counts"),
	    [MARK_REASONING] = ("have reasoning tokens beside the output in their total: they "
				"are added to it")};

	for (enum usage_mark i = 0; i < USAGE_MARKS; i++)
		if (engine->marked[i] > 0 && (i > MARK_NO_OUTPUT || tells(engine, i)))
			intake_assume(intake, "%llu of %llu rows used %s",
				      (unsigned long long)engine->marked[i],
				      (unsigned long long)engine->rows_used, texts[i]);
}

void usage_finish(struct intake *intake, const struct importer *importer)
{
	struct usage_engine *engine = intake->usage;
	const char *const *assumptions = importer->plan->assumptions;
	struct usage_order *order;

	if (!engine)
		return;
	engine->rows_used = intake->import->rows_used;
	finish_time(intake, engine);
	order = usage_groups_order(engine);
	add_groups(intake, engine, order);
	add_hours(intake, &engine->table);
	if (!intake->failed)
		usage_groups_freeze(intake, engine, order);
	free(order);
	say_marks(intake, engine);
	if (intake->total.has_energy) {
		intake->import->total.spread = "gsd-meter";
		intake->import->metered_at = METERED_NODE;
		intake_assume(intake, "the energy of requests is that of whole nodes, "
				      "without a PUE");
	}
	for (size_t i = 0; assumptions && assumptions[i]; i++)
		intake_assume(intake, "%s", assumptions[i]);
	usage_end(intake);
}
