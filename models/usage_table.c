/* The aggregate of an inference log, and the batches that threads add to it. */

#include "models/usage_table.h"

#include "lca/base/heap.h"
#include "models/timestamp.h"
#include "models/usage_codes.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 8192, FIRST_HOURS = 64 };

/* What codes may take: more as long as there are no lists beside them. */
enum { FIRST_BLOCKS = 40 * 1024 * 1024 / 64, LATER_BLOCKS = 12 * 1024 * 1024 / 64 };

/* Groups are what memory grows with. */
#define MOST_GROUPS ((size_t)1 << 26)

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
				      .mask = UINT64_MAX,
				      .grows = span == SPAN_AUTO};
	if (pthread_mutex_init(&table->lock, NULL) != 0)
		abort();
	table->slot_count = FIRST_SLOTS;
	table->slots = heap_zeroed(table->slot_count, sizeof *table->slots);
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
	usage_table_sort_end(table);
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

		table->pages[p].groups = heap_zeroed(USAGE_PAGE, table->stride);
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

static int32_t day_start(int32_t hour)
{
	return hour - (hour % 24 + 24) % 24;
}

/* The first hour of the span that an hour lies in. */
int32_t usage_span_start(int32_t hour, enum import_span span)
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

static void enlarge(struct usage_table *table)
{
	size_t mask = 2 * table->slot_count - 1;

	free(table->slots);
	table->slot_count *= 2;
	table->slots = heap_zeroed(table->slot_count, sizeof *table->slots);
	for (size_t i = 0; i < table->count; i++) {
		const struct usage_group *group = usage_group_at(table, i);
		size_t slot = usage_hash(group->key, group->hour) & mask;

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
		    heap_grow(table->pages, (table->page_count + 1) * sizeof *table->pages);
		table->pages[table->page_count++] =
		    (struct usage_page){.groups = heap_zeroed(USAGE_PAGE, table->stride)};
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

	key &= table->mask;
	hour = usage_span_start(hour, table->span);
	if (4 * table->count >= 3 * table->slot_count)
		enlarge(table);
	mask = table->slot_count - 1;
	for (slot = usage_hash(key, hour) & mask; table->slots[slot];
	     slot = (slot + 1) & mask) {
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

void usage_table_add_codes(struct usage_table *table, size_t number, const uint32_t *codes,
			   size_t count)
{
	struct usage_chain *chain = &usage_group_at(table, number)->chain;
	size_t added = usage_store_add(&table->store, chain, codes, count);

	while (added < count) {
		usage_table_sort_codes(table);
		usage_store_reset(&table->store, LATER_BLOCKS);
		added += usage_store_add(&table->store, chain, codes + added, count - added);
	}
}

void usage_table_prefetch(const struct usage_table *table, uint64_t key, int32_t hour)
{
	key &= table->mask;
	hour = usage_span_start(hour, table->span);
	__builtin_prefetch(&table->slots[usage_hash(key, hour) & (table->slot_count - 1)]);
}

void usage_table_prefetch_group(const struct usage_table *table, uint64_t key, int32_t hour)
{
	uint32_t slot;

	key &= table->mask;
	hour = usage_span_start(hour, table->span);
	slot = table->slots[usage_hash(key, hour) & (table->slot_count - 1)];
	if (slot)
		__builtin_prefetch(usage_group_at(table, slot - 1), 1);
}

/* The energy of an hour of a part, made where there is none. */
static struct usage_hour *find_hour(struct usage_table *table, uint32_t part, int32_t hour)
{
	struct usage_hour *old = table->hours;
	size_t room = table->hour_room, slot;

	if (2 * table->hour_count >= room) {
		table->hour_room = room ? 2 * room : FIRST_HOURS;
		table->hour_count = 0;
		table->hours = heap_zeroed(table->hour_room, sizeof *table->hours);
		for (size_t i = 0; i < room; i++)
			if (old[i].used)
				*find_hour(table, old[i].part, old[i].hour) = old[i];
		free(old);
	}
	slot = usage_hash(part, hour) & (table->hour_room - 1);
	for (; table->hours[slot].used; slot = (slot + 1) & (table->hour_room - 1))
		if (table->hours[slot].part == part && table->hours[slot].hour == hour)
			return &table->hours[slot];
	table->hours[slot] = (struct usage_hour){.hour = hour, .part = part, .used = true};
	table->hour_count++;
	return &table->hours[slot];
}

void usage_table_add_hour(struct usage_table *table, uint32_t part, int32_t number,
			  uint64_t energy)
{
	struct usage_hour *hour = find_hour(table, part, number);

	hour->high += __builtin_add_overflow(hour->low, energy, &hour->low);
}

size_t usage_table_add_sums(struct usage_table *table, const struct usage_sums *sums)
{
	const struct usage_layout *layout = &table->layout;
	size_t number = usage_table_find(table, sums->key, sums->hour);
	struct usage_group *group = usage_group_at(table, number);
	uint64_t placed[USAGE_SUMS];

	for (unsigned i = 0; i < layout->count; i++)
		placed[i] = sums->sums[layout->sums[i]];
	if (usage_joins_statuses(table->mask) && usage_key_status(sums->key) == STATUS_FAILED)
		placed[layout->places[SUM_FAILED]] = sums->sums[SUM_REQUESTS];
	if (!add_sums(group, placed, 0, layout) ||
	    __builtin_add_overflow(group->unmetered, sums->unmetered, &group->unmetered))
		table->overflow = true;
	return number;
}
