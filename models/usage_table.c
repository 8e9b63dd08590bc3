/* The aggregate of an inference log, and the batches that threads add to it. */

#include "models/usage_table.h"

#include "models/timestamp.h"
#include "models/usage_codes.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 8192, BATCH_GROUPS = 2048, BATCH_SLOTS = 8192, BATCH_ROWS = 32768 };
/* BATCH_ROWS sums of so many bits fit in 64, so many requests in 32. */
enum { LARGE_BITS = 48 };
enum { AHEAD = 8, FIRST_HOURS = 64 };

/* What codes may take: more as long as there are no lists beside them. */
enum { FIRST_BLOCKS = 36 * 1024 * 1024 / 64, LATER_BLOCKS = 12 * 1024 * 1024 / 64 };

/* Groups are what memory grows with. */
#define MOST_GROUPS ((size_t)1 << 26)

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

struct usage_layout usage_layout_of(const bool has[USAGE_ROLES])
{
	const bool wanted[USAGE_SUMS] = {
	    [SUM_REQUESTS] = true,
	    [SUM_FAILED] = has[USAGE_FAILED],
	    [SUM_INPUT] = has[USAGE_INPUT] || has[USAGE_TOTAL] || has[USAGE_CACHED_APART] ||
			  has[USAGE_WRITTEN_APART] || has[USAGE_FRESH],
	    [SUM_CACHED] = has[USAGE_CACHED] || has[USAGE_CACHED_APART],
	    [SUM_OUTPUT] = has[USAGE_OUTPUT] || has[USAGE_TOTAL] || has[USAGE_REASONING_APART],
	    [SUM_REASONING] = has[USAGE_REASONING] || has[USAGE_REASONING_APART],
	    [SUM_IMAGES] = has[USAGE_IMAGES],
	    [SUM_ENERGY] = has[USAGE_ENERGY],
	    [SUM_DURATION] = has[USAGE_LATENCY] || (has[USAGE_TIME] && has[USAGE_END]),
	};
	struct usage_layout layout = {0};

	for (unsigned i = 0; i < USAGE_SUMS; i++)
		if (wanted[i])
			layout.sums[layout.count++] = (unsigned char)i;
	memset(layout.places, (int)layout.count, sizeof layout.places);
	for (unsigned i = 0; i < layout.count; i++)
		layout.places[layout.sums[i]] = (unsigned char)i;
	return layout;
}

static size_t stride_of(const struct usage_layout *layout)
{
	return sizeof(struct usage_group) + layout->count * sizeof(uint64_t);
}

void usage_table_start(struct usage_table *table, enum import_span span, unsigned threads)
{
	*table = (struct usage_table){.threads = threads,
				      .exact_bits = 32,
				      .span = span == SPAN_AUTO ? SPAN_HOUR : span,
				      .grows = span == SPAN_AUTO};
	if (pthread_mutex_init(&table->lock, NULL) != 0)
		abort();
	table->slot_count = FIRST_SLOTS;
	table->slots = allocate_zeroed(table->slot_count, sizeof *table->slots);
	table->stride = stride_of(&table->layout);
	usage_store_start(&table->store, FIRST_BLOCKS);
}

void usage_table_end(struct usage_table *table)
{
	for (size_t i = 0; i < table->page_count; i++) {
		free(table->pages[i].groups);
		free(table->pages[i].lists.bytes);
		free(table->pages[i].places);
	}
	free(table->pages);
	free(table->slots);
	free(table->hours);
	usage_store_end(&table->store);
	free(table->spreads);
	(void)pthread_mutex_destroy(&table->lock);
}

struct usage_group *usage_group_at(const struct usage_table *table, size_t number)
{
	unsigned char *groups = table->pages[number / USAGE_PAGE].groups;

	return (struct usage_group *)(void *)(groups + number % USAGE_PAGE * table->stride);
}

uint64_t usage_group_sum(const struct usage_table *table, const struct usage_group *group,
			 enum usage_sum sum)
{
	unsigned place = table->layout.places[sum];

	return place < table->layout.count ? group->sums[place] : 0;
}

void usage_table_widen(struct usage_table *table, const struct usage_layout *layout)
{
	bool wanted[USAGE_SUMS] = {0};
	struct usage_table old = *table;

	for (unsigned i = 0; i < layout->count; i++)
		wanted[layout->sums[i]] = true;
	for (unsigned i = 0; i < old.layout.count; i++)
		wanted[old.layout.sums[i]] = true;
	table->layout = (struct usage_layout){0};
	for (unsigned i = 0; i < USAGE_SUMS; i++)
		if (wanted[i])
			table->layout.sums[table->layout.count++] = (unsigned char)i;
	memset(table->layout.places, (int)table->layout.count, sizeof table->layout.places);
	for (unsigned i = 0; i < table->layout.count; i++)
		table->layout.places[table->layout.sums[i]] = (unsigned char)i;
	if (table->layout.count == old.layout.count)
		return;
	table->stride = stride_of(&table->layout);
	for (size_t p = 0; p < table->page_count; p++) {
		unsigned char *before = table->pages[p].groups;

		table->pages[p].groups = allocate_zeroed(USAGE_PAGE, table->stride);
		for (size_t i = 0; i < table->pages[p].count; i++) {
			struct usage_group *from =
			    (struct usage_group *)(void *)(before + i * old.stride);
			struct usage_group *to = usage_group_at(table, p * USAGE_PAGE + i);

			memcpy(to, from, sizeof *to);
			for (unsigned s = 0; s < old.layout.count; s++)
				to->sums[table->layout.places[old.layout.sums[s]]] =
				    from->sums[s];
		}
		free(before);
	}
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

static int32_t day_start(int32_t hour)
{
	return hour - (hour % 24 + 24) % 24;
}

/* The first hour of the span that an hour lies in. */
static int32_t span_start(int32_t hour, enum import_span span)
{
	if (hour == USAGE_NO_HOUR)
		return hour;
	switch (span) {
	case SPAN_AUTO:
	case SPAN_HOUR:
		return hour;
	case SPAN_DAY:
		return day_start(hour);
	case SPAN_MONTH:
		return day_start(hour) -
		       24 * (timestamp_day((int64_t)hour * TIMESTAMP_HOUR) - 1);
	case SPAN_ALL:
		break;
	}
	return USAGE_NO_HOUR;
}

static inline size_t hash_of(uint64_t key, int32_t hour)
{
	uint64_t hash = (key ^ (uint64_t)(uint32_t)hour << 40) * UINT64_C(0x9e3779b97f4a7c15);

	hash = (hash ^ hash >> 32 ^ (uint32_t)hour) * UINT64_C(0xd6e8feb86659fd93);
	return (size_t)(hash >> 32);
}

static void enlarge(struct usage_table *table)
{
	size_t mask = 2 * table->slot_count - 1;

	free(table->slots);
	table->slot_count *= 2;
	table->slots = allocate_zeroed(table->slot_count, sizeof *table->slots);
	for (size_t i = 0; i < table->count; i++) {
		const struct usage_group *group = usage_group_at(table, i);
		size_t slot = hash_of(group->key, group->hour) & mask;

		for (; table->slots[slot]; slot = (slot + 1) & mask)
			;
		table->slots[slot] = (uint32_t)i + 1;
	}
}

static size_t new_group(struct usage_table *table, uint64_t key, int32_t hour)
{
	struct usage_group *group;

	if (table->count == table->page_count * USAGE_PAGE) {
		table->pages =
		    allocate(table->pages, (table->page_count + 1) * sizeof *table->pages);
		table->pages[table->page_count++] =
		    (struct usage_page){.groups = allocate_zeroed(USAGE_PAGE, table->stride)};
	}
	table->pages[table->page_count - 1].count++;
	group = usage_group_at(table, table->count);
	group->key = key;
	group->hour = hour;
	return table->count++;
}

size_t usage_table_find(struct usage_table *table, uint64_t key, int32_t hour)
{
	size_t mask, slot;

	hour = span_start(hour, table->span);
	if (4 * table->count >= 3 * table->slot_count)
		enlarge(table);
	mask = table->slot_count - 1;
	for (slot = hash_of(key, hour) & mask; table->slots[slot]; slot = (slot + 1) & mask) {
		const struct usage_group *group = usage_group_at(table, table->slots[slot] - 1);

		if (group->key == key && group->hour == hour)
			return table->slots[slot] - 1;
	}
	if (table->count == MOST_GROUPS) {
		table->overflow = true;
		return 0;
	}
	table->slots[slot] = (uint32_t)table->count + 1;
	return new_group(table, key, hour);
}

/* Adds sums to a group; the energy carries into its high bits. */
static bool add_sums(struct usage_group *group, const uint64_t *sums, unsigned high,
		     const struct usage_layout *layout)
{
	unsigned energy = layout->places[SUM_ENERGY];
	bool overflow = false;

	for (unsigned i = 0; i < layout->count; i++) {
		bool carry = __builtin_add_overflow(group->sums[i], sums[i], &group->sums[i]);

		if (i == energy)
			high += carry;
		else
			overflow |= carry;
	}
	high += group->high;
	group->high = (uint16_t)high;
	return !overflow && high <= UINT16_MAX;
}

void usage_table_add(struct usage_table *table, struct usage_group *to,
		     const struct usage_group *from)
{
	if (!add_sums(to, from->sums, from->high, &table->layout) ||
	    __builtin_add_overflow(to->unmetered, from->unmetered, &to->unmetered))
		table->overflow = true;
}

static void add_code(struct usage_table *table, size_t number, uint32_t code)
{
	if (usage_store_add(&table->store, &usage_group_at(table, number)->chain, code))
		return;
	usage_table_sort_codes(table);
	usage_store_reset(&table->store, LATER_BLOCKS);
	(void)usage_store_add(&table->store, &usage_group_at(table, number)->chain, code);
}

/* The energy of an hour of a part, made where there is none. */
static struct usage_hour *find_hour(struct usage_table *table, uint32_t part, int32_t hour)
{
	struct usage_hour *old = table->hours;
	size_t room = table->hour_room, slot;

	if (2 * table->hour_count >= room) {
		table->hour_room = room ? 2 * room : FIRST_HOURS;
		table->hour_count = 0;
		table->hours = allocate_zeroed(table->hour_room, sizeof *table->hours);
		for (size_t i = 0; i < room; i++)
			if (old[i].used)
				*find_hour(table, old[i].part, old[i].hour) = old[i];
		free(old);
	}
	slot = hash_of(part, hour) & (table->hour_room - 1);
	for (; table->hours[slot].used; slot = (slot + 1) & (table->hour_room - 1))
		if (table->hours[slot].part == part && table->hours[slot].hour == hour)
			return &table->hours[slot];
	table->hours[slot] = (struct usage_hour){.hour = hour, .part = part, .used = true};
	table->hour_count++;
	return &table->hours[slot];
}

static void add_hour(struct usage_table *table, const struct usage_sums *sums)
{
	struct usage_hour *hour;

	if (sums->hour == USAGE_NO_HOUR || sums->sums[SUM_REQUESTS] <= sums->unmetered)
		return;
	hour = find_hour(table, (uint32_t)usage_key_part(sums->key), sums->hour);
	hour->high += __builtin_add_overflow(hour->low, sums->sums[SUM_ENERGY], &hour->low);
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

static size_t add_to_table(struct usage_table *table, const struct usage_sums *sums)
{
	const struct usage_layout *layout = &table->layout;
	size_t number = usage_table_find(table, sums->key, sums->hour);
	struct usage_group *group = usage_group_at(table, number);
	uint64_t placed[USAGE_SUMS];

	for (unsigned i = 0; i < layout->count; i++)
		placed[i] = sums->sums[layout->sums[i]];
	if (!add_sums(group, placed, 0, layout) ||
	    __builtin_add_overflow(group->unmetered, sums->unmetered, &group->unmetered))
		table->overflow = true;
	if (layout->places[SUM_ENERGY] < layout->count)
		add_hour(table, sums);
	return number;
}

static void flush_groups(struct usage_batch *batch, struct usage_table *table)
{
	for (size_t i = 0; i < batch->count; i++) {
		struct usage_sums *group = &batch->groups[i];

		if (i + AHEAD < batch->count) {
			const struct usage_sums *next = &batch->groups[i + AHEAD];

			__builtin_prefetch(
			    &table->slots[hash_of(next->key,
						  span_start(next->hour, table->span)) &
					  (table->slot_count - 1)]);
		}
		group->number = (uint32_t)add_to_table(table, group);
	}
}

static void flush_codes(struct usage_batch *batch, struct usage_table *table)
{
	for (size_t i = 0; i < batch->code_count; i++)
		add_code(table, batch->groups[batch->code_groups[i]].number, batch->codes[i]);
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
	size_t slot = hash_of(key, hour) & (BATCH_SLOTS - 1);

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
	number = add_to_table(table, &sums);
	if (row->timed)
		add_code(table, number, row->latency);
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
