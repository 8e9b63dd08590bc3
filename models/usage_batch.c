/* Batches: what a thread adds up by itself before it adds it to the table. */

#include <stdlib.h>
#include <string.h>

#include "lca/base/heap.h"
#include "models/usage_decode.h"
#include "models/usage_table.h"

enum { BATCH_GROUPS = 16384, BATCH_SLOTS = 65536, BATCH_ROWS = 32768, AHEAD = 8 };
enum { BATCH_HOURS = 4096, BATCH_SPANS = 1024, HOURS_A_DAY = 24 };
/* BATCH_ROWS sums of so many bits fit in 64, so many requests in 32. */
enum { LARGE_BITS = 48 };

/* Room for the squares of a part. */
static void reserve_spread(struct usage_spread **spreads, size_t *count, size_t part)
{
	if (part < *count)
		return;
	*spreads = heap_grow(*spreads, (2 * part + 1) * sizeof **spreads);
	memset(*spreads + *count, 0, (2 * part + 1 - *count) * sizeof **spreads);
	*count = 2 * part + 1;
}

static void join_spread(struct usage_spread *to, const struct usage_spread *from)
{
	to->rows += from->rows;
	to->input += from->input;
	to->output += from->output;
	to->input_squares += from->input_squares;
	to->output_squares += from->output_squares;
	to->lost |= from->lost;
}

struct usage_spread usage_spread_of(const struct usage_table *table, size_t part)
{
	struct usage_spread spread = {0};

	for (size_t i = 0; i < table->spread_count; i++)
		if (part == SIZE_MAX || part == i)
			join_spread(&spread, &table->spreads[i]);
	return spread;
}

void usage_batch_start(struct usage_batch *batch, const struct usage_table *table)
{
	*batch = (struct usage_batch){.span = SPAN_HOUR, .mask = UINT64_MAX};
	batch->groups = heap_zeroed(BATCH_GROUPS, sizeof *batch->groups);
	batch->slots = heap_zeroed(BATCH_SLOTS, sizeof *batch->slots);
	batch->spans = heap_zeroed(BATCH_SPANS, sizeof *batch->spans);
	if (table->layout.places[SUM_ENERGY] < table->layout.count)
		batch->hours = heap_zeroed(BATCH_HOURS, sizeof *batch->hours);
	if (table->layout.places[SUM_DURATION] < table->layout.count) {
		batch->codes = heap_grow(NULL, BATCH_ROWS * sizeof *batch->codes);
		batch->sorted = heap_grow(NULL, BATCH_ROWS * sizeof *batch->sorted);
		batch->code_groups = heap_grow(NULL, BATCH_ROWS * sizeof *batch->code_groups);
	}
}

void usage_batch_end(struct usage_batch *batch)
{
	free(batch->groups);
	free(batch->slots);
	free(batch->spans);
	free(batch->hours);
	free(batch->codes);
	free(batch->sorted);
	free(batch->code_groups);
	free(batch->spreads);
	*batch = (struct usage_batch){0};
}

static void flush_groups(struct usage_batch *batch, struct usage_table *table)
{
	for (size_t i = 0; i < batch->count; i++) {
		struct usage_sums *group = &batch->groups[i];

		if (i + 2 * AHEAD < batch->count) {
			const struct usage_sums *next = &batch->groups[i + AHEAD];

			usage_table_prefetch_group(table, next->key, next->hour);
			next += AHEAD;
			usage_table_prefetch(table, next->key, next->hour);
		}
		group->number = (uint32_t)usage_table_add_sums(table, group);
	}
}

/* Puts the codes in the order of their groups. */
static void sort_codes(struct usage_batch *batch)
{
	uint32_t start = 0;

	for (size_t i = 0; i < batch->code_count; i++)
		batch->groups[batch->code_groups[i]].codes++;
	for (size_t i = 0; i < batch->count; i++) {
		uint32_t count = batch->groups[i].codes;

		batch->groups[i].codes = start;
		start += count;
	}
	/* Each group's number moves from its start to its end. */
	for (size_t i = 0; i < batch->code_count; i++)
		batch->sorted[batch->groups[batch->code_groups[i]].codes++] = batch->codes[i];
}

static void flush_codes(struct usage_batch *batch, struct usage_table *table)
{
	size_t start = 0;

	sort_codes(batch);
	for (size_t i = 0; i < batch->count; i++) {
		const struct usage_sums *group = &batch->groups[i];

		if (i + AHEAD < batch->count)
			usage_store_prefetch(
			    &table->store, &usage_group_at(table, group[AHEAD].number)->chain);
		if (group->codes > start)
			usage_table_add_codes(table, group->number, batch->sorted + start,
					      group->codes - start);
		start = group->codes;
	}
}

static void flush_hours(struct usage_batch *batch, struct usage_table *table)
{
	for (size_t i = 0; batch->hour_count > 0 && i < BATCH_HOURS; i++) {
		const struct usage_batch_hour *hour = &batch->hours[i];

		if (hour->part)
			usage_table_add_hour(table, hour->part - 1, hour->hour, hour->energy);
	}
	if (batch->hour_count > 0)
		memset(batch->hours, 0, BATCH_HOURS * sizeof *batch->hours);
	batch->hour_count = 0;
}

/* Groups of the batch hold what those of the table do. */
static void adopt_groups(struct usage_batch *batch, const struct usage_table *table)
{
	batch->mask = table->mask;
	if (batch->span == table->span)
		return;
	batch->span = table->span;
	memset(batch->spans, 0, BATCH_SPANS * sizeof *batch->spans);
}

void usage_batch_flush(struct usage_batch *batch, struct usage_table *table)
{
	(void)pthread_mutex_lock(&table->lock);
	flush_groups(batch, table);
	if (batch->code_count > 0)
		flush_codes(batch, table);
	flush_hours(batch, table);
	for (size_t i = 0; i < batch->spread_count; i++) {
		reserve_spread(&table->spreads, &table->spread_count, i);
		join_spread(&table->spreads[i], &batch->spreads[i]);
		batch->spreads[i] = (struct usage_spread){0};
	}
	table->overflow |= batch->overflow;
	while (table->grows && table->count > USAGE_MANY_GROUPS)
		usage_table_grow(table);
	adopt_groups(batch, table);
	(void)pthread_mutex_unlock(&table->lock);
	memset(batch->groups, 0, batch->count * sizeof *batch->groups);
	memset(batch->slots, 0, BATCH_SLOTS * sizeof *batch->slots);
	batch->count = batch->code_count = batch->rows = 0;
}

/* The first hour of the span that an hour lies in. */
static inline int32_t span_start(struct usage_batch *batch, int32_t hour)
{
	struct usage_batch_span *span = &batch->spans[(uint32_t)hour % BATCH_SPANS];

	if (batch->span == SPAN_HOUR || hour == USAGE_NO_HOUR)
		return hour;
	/* Hour 0, which free ones tell, lies in slot 0. */
	if (span->hour != hour || hour == 0)
		*span = (struct usage_batch_span){hour, usage_span_start(hour, batch->span)};
	return span->start;
}

/* The group of a key and a span in the batch; SIZE_MAX where it is full. */
static inline size_t find_in_batch(struct usage_batch *batch, uint64_t key, int32_t hour)
{
	size_t slot = usage_hash(key, hour) & (BATCH_SLOTS - 1);

	for (; batch->slots[slot]; slot = (slot + 1) & (BATCH_SLOTS - 1)) {
		const struct usage_sums *group = &batch->groups[batch->slots[slot] - 1u];

		if (group->key == key && group->hour == hour)
			return batch->slots[slot] - 1u;
	}
	if (batch->count == BATCH_GROUPS)
		return SIZE_MAX;
	batch->groups[batch->count].key = key;
	batch->groups[batch->count].hour = hour;
	batch->slots[slot] = (uint16_t)(batch->count + 1);
	return batch->count++;
}

/* The group of a row, for which room is made. */
static inline size_t group_of(struct usage_batch *batch, struct usage_table *table,
			      uint64_t key, int32_t hour)
{
	size_t number = SIZE_MAX;

	if (batch->rows < BATCH_ROWS && 4 * batch->hour_count < 3 * (size_t)BATCH_HOURS)
		number = find_in_batch(batch, key & batch->mask, span_start(batch, hour));
	if (number == SIZE_MAX) {
		usage_batch_flush(batch, table);
		number = find_in_batch(batch, key & batch->mask, span_start(batch, hour));
	}
	batch->rows++;
	return number;
}

static inline void add_to_hour(struct usage_batch *batch, uint32_t part, int32_t hour,
			       uint64_t energy)
{
	size_t slot = ((uint32_t)hour + HOURS_A_DAY * part) % BATCH_HOURS;

	for (; batch->hours[slot].part; slot = (slot + 1) % BATCH_HOURS)
		if (batch->hours[slot].hour == hour && batch->hours[slot].part == part + 1)
			break;
	batch->hour_count += batch->hours[slot].part == 0;
	batch->hours[slot].hour = hour;
	batch->hours[slot].part = part + 1;
	batch->hours[slot].energy += energy;
}

static inline void add_squares(struct usage_batch *batch, const struct usage_row *row)
{
	size_t part = (size_t)usage_key_part(row->key);
	uint64_t input = row->sums[SUM_INPUT], output = row->sums[SUM_OUTPUT];
	struct usage_spread *spread;

	if (usage_key_status(row->key) == STATUS_FAILED)
		return;
	if (part >= batch->spread_count)
		reserve_spread(&batch->spreads, &batch->spread_count, part);
	spread = &batch->spreads[part];
	/* So that the sum of squares over 2^32 rows fits. */
	if ((input | output) >> 48) {
		spread->lost = true;
		return;
	}
	spread->rows++;
	spread->input += input;
	spread->output += output;
	spread->input_squares += (usage_wide)input * input;
	spread->output_squares += (usage_wide)output * output;
}

/* Rows whose sums, added up over a batch, might not fit go to the table at once. */
static void add_large(struct usage_batch *batch, struct usage_table *table,
		      const struct usage_row *row)
{
	struct usage_sums sums = {.key = row->key, .hour = row->hour};
	size_t number;

	memcpy(sums.sums, row->sums, sizeof sums.sums);
	(void)pthread_mutex_lock(&table->lock);
	if (!row->metered &&
	    __builtin_add_overflow(0u, row->sums[SUM_REQUESTS], &sums.unmetered))
		batch->overflow |= table->layout.places[SUM_ENERGY] < table->layout.count;
	number = usage_table_add_sums(table, &sums);
	if (row->timed)
		usage_table_add_codes(table, number, &row->latency, 1);
	if (row->metered && row->hour != USAGE_NO_HOUR)
		usage_table_add_hour(table, (uint32_t)usage_key_part(row->key), row->hour,
				     row->sums[SUM_ENERGY]);
	(void)pthread_mutex_unlock(&table->lock);
}

static bool is_large(const struct usage_row *row)
{
	uint64_t all = row->sums[SUM_REQUESTS] >> 16 << LARGE_BITS;

	for (unsigned i = 0; i < USAGE_SUMS; i++)
		all |= row->sums[i];
	return all >> LARGE_BITS != 0;
}

/* A failed request in a group of all statuses. */
static inline bool joins_failed(const struct usage_batch *batch, uint64_t key)
{
	return usage_joins_statuses(batch->mask) && usage_key_status(key) == STATUS_FAILED;
}

void usage_batch_add(struct usage_batch *batch, struct usage_table *table,
		     const struct usage_row *row)
{
	struct usage_sums *group;
	size_t number;

	add_squares(batch, row);
	if (is_large(row)) {
		add_large(batch, table, row);
		return;
	}
	number = group_of(batch, table, row->key, row->hour);
	group = &batch->groups[number];
	for (unsigned i = 0; i < USAGE_SUMS; i++)
		group->sums[i] += row->sums[i];
	if (joins_failed(batch, row->key))
		group->sums[SUM_FAILED] += row->sums[SUM_REQUESTS] - row->sums[SUM_FAILED];
	if (!row->metered)
		group->unmetered += (uint32_t)row->sums[SUM_REQUESTS];
	else if (batch->hours && row->hour != USAGE_NO_HOUR)
		add_to_hour(batch, (uint32_t)usage_key_part(row->key), row->hour,
			    row->sums[SUM_ENERGY]);
	if (row->timed) {
		batch->code_groups[batch->code_count] = (uint16_t)number;
		batch->codes[batch->code_count++] = row->latency;
	}
}

/* No sum of squares of so many rows passes 64 bits. */
static void add_row_squares(struct usage_batch *batch, const struct usage_rows *rows)
{
	uint64_t input = 0, output = 0;
	struct usage_spread sums = {0};

	for (size_t i = 0; i < rows->count; i++) {
		bool failed = usage_key_status(rows->keys[i]) == STATUS_FAILED;
		uint64_t used = (uint64_t)0 - !(failed | rows->strange[i]);

		sums.rows += used & 1;
		sums.input += rows->input[i] & used;
		sums.output += rows->output[i] & used;
		input += (uint64_t)rows->input[i] * rows->input[i] & used;
		output += (uint64_t)rows->output[i] * rows->output[i] & used;
	}
	if (sums.rows == 0)
		return;
	sums.input_squares = input;
	sums.output_squares = output;
	reserve_spread(&batch->spreads, &batch->spread_count, 0);
	join_spread(&batch->spreads[0], &sums);
}

static inline void add_one(struct usage_batch *batch, struct usage_table *table,
			   const struct usage_rows *rows, size_t i)
{
	size_t number = group_of(batch, table, rows->keys[i], rows->hours[i]);
	struct usage_sums *group = &batch->groups[number];

	group->sums[SUM_REQUESTS]++;
	group->sums[SUM_FAILED] += joins_failed(batch, rows->keys[i]);
	group->sums[SUM_INPUT] += rows->input[i];
	group->sums[SUM_CACHED] += rows->cached[i];
	group->sums[SUM_OUTPUT] += rows->output[i];
	group->sums[SUM_REASONING] += rows->reasoning[i];
	group->sums[SUM_ENERGY] += rows->energy[i];
	group->sums[SUM_DURATION] += rows->latency[i];
	group->unmetered += !rows->metered[i];
	if (batch->codes) {
		batch->code_groups[batch->code_count] = (uint16_t)number;
		batch->codes[batch->code_count] = (uint32_t)rows->latency[i];
		batch->code_count += rows->timed[i];
	}
	if (batch->hours && rows->metered[i] && rows->hours[i] != USAGE_NO_HOUR)
		add_to_hour(batch, 0, rows->hours[i], rows->energy[i]);
}

void usage_batch_add_rows(struct usage_batch *batch, struct usage_table *table,
			  const struct usage_rows *rows)
{
	add_row_squares(batch, rows);
	for (size_t i = 0; i < rows->count; i++)
		if (!rows->strange[i])
			add_one(batch, table, rows, i);
}
