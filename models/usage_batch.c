/* Batches: what a thread adds up by itself before it adds it to the table. */

#include <stdlib.h>
#include <string.h>

#include "models/usage_table.h"

enum { BATCH_GROUPS = 2048, BATCH_SLOTS = 8192, BATCH_ROWS = 32768, AHEAD = 8 };
/* BATCH_ROWS sums of so many bits fit in 64, so many requests in 32. */
enum { LARGE_BITS = 48 };

static void *allocate(void *old, size_t size)
{
	void *memory = realloc(old, size);

	if (!memory)
		abort();
	return memory;
}

static void *allocate_zeroed(size_t count, size_t size)
{
	void *memory = calloc(count, size);

	if (!memory)
		abort();
	return memory;
}

/* Room for the squares of a part. */
static void reserve_spread(struct usage_spread **spreads, size_t *count, size_t part)
{
	if (part < *count)
		return;
	*spreads = allocate(*spreads, (2 * part + 1) * sizeof **spreads);
	memset(*spreads + *count, 0, (2 * part + 1 - *count) * sizeof **spreads);
	*count = 2 * part + 1;
}

static void join_spread(struct usage_spread *to, const struct usage_spread *from)
{
	to->input += from->input;
	to->output += from->output;
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
	*batch = (struct usage_batch){.layout = table->layout};
	batch->groups = allocate_zeroed(BATCH_GROUPS, sizeof *batch->groups);
	batch->slots = allocate_zeroed(BATCH_SLOTS, sizeof *batch->slots);
	if (table->layout.places[SUM_DURATION] < table->layout.count) {
		batch->codes = allocate(NULL, BATCH_ROWS * sizeof *batch->codes);
		batch->code_groups = allocate(NULL, BATCH_ROWS * sizeof *batch->code_groups);
	}
}

void usage_batch_end(struct usage_batch *batch)
{
	free(batch->groups);
	free(batch->slots);
	free(batch->codes);
	free(batch->code_groups);
	free(batch->spreads);
	*batch = (struct usage_batch){0};
}

static void flush_groups(struct usage_batch *batch, struct usage_table *table)
{
	for (size_t i = 0; i < batch->count; i++) {
		struct usage_sums *group = &batch->groups[i];

		if (i + AHEAD < batch->count) {
			const struct usage_sums *next = &batch->groups[i + AHEAD];

			__builtin_prefetch(
			    &table->slots[usage_hash(next->key, usage_span_start(next->hour,
										 table->span)) &
					  (table->slot_count - 1)]);
		}
		group->number = (uint32_t)usage_table_add_sums(table, group);
	}
}

static void flush_codes(struct usage_batch *batch, struct usage_table *table)
{
	for (size_t i = 0; i < batch->code_count; i++)
		usage_table_add_code(table, batch->groups[batch->code_groups[i]].number,
				     batch->codes[i]);
}

void usage_batch_flush(struct usage_batch *batch, struct usage_table *table)
{
	(void)pthread_mutex_lock(&table->lock);
	flush_groups(batch, table);
	flush_codes(batch, table);
	for (size_t i = 0; i < batch->spread_count; i++) {
		reserve_spread(&table->spreads, &table->spread_count, i);
		join_spread(&table->spreads[i], &batch->spreads[i]);
		batch->spreads[i] = (struct usage_spread){0};
	}
	table->overflow |= batch->overflow;
	while (table->grows && table->span < SPAN_ALL && table->count > USAGE_MANY_GROUPS)
		usage_table_grow_span(table);
	(void)pthread_mutex_unlock(&table->lock);
	memset(batch->groups, 0, batch->count * sizeof *batch->groups);
	memset(batch->slots, 0, BATCH_SLOTS * sizeof *batch->slots);
	batch->count = batch->code_count = batch->rows = 0;
}

/* The group of a key and an hour in the batch; SIZE_MAX where it is full. */
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
	/* So that the sum over 2^32 rows fits. */
	if ((input | output) >> 48) {
		spread->lost = true;
		return;
	}
	spread->input += (usage_wide)input * input;
	spread->output += (usage_wide)output * output;
}

/* Rows whose sums, added up over a batch, might not fit go to the table at once. */
static void add_large(struct usage_batch *batch, struct usage_table *table,
		      const struct usage_row *row)
{
	struct usage_sums sums = {.key = row->key, .hour = row->hour};
	size_t number;

	memcpy(sums.sums, row->sums, sizeof sums.sums);
	if (!row->metered &&
	    __builtin_add_overflow(0u, row->sums[SUM_REQUESTS], &sums.unmetered))
		batch->overflow |= table->layout.places[SUM_ENERGY] < table->layout.count;
	(void)pthread_mutex_lock(&table->lock);
	number = usage_table_add_sums(table, &sums);
	if (row->timed)
		usage_table_add_code(table, number, row->latency);
	(void)pthread_mutex_unlock(&table->lock);
}

static bool is_large(const struct usage_row *row)
{
	uint64_t all = row->sums[SUM_REQUESTS] >> 16 << LARGE_BITS;

	for (unsigned i = 0; i < USAGE_SUMS; i++)
		all |= row->sums[i];
	return all >> LARGE_BITS != 0;
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
	number = find_in_batch(batch, row->key, row->hour);
	if (number == SIZE_MAX || batch->rows == BATCH_ROWS) {
		usage_batch_flush(batch, table);
		number = find_in_batch(batch, row->key, row->hour);
	}
	batch->rows++;
	group = &batch->groups[number];
	for (unsigned i = 0; i < USAGE_SUMS; i++)
		group->sums[i] += row->sums[i];
	if (!row->metered)
		group->unmetered += (uint32_t)row->sums[SUM_REQUESTS];
	if (row->timed) {
		batch->code_groups[batch->code_count] = (uint16_t)number;
		batch->codes[batch->code_count++] = row->latency;
	}
}
