/* Durations of a table: sorting what waits in the store, quantiles of what is there. */

#include "models/usage_codes.h"

#include <stdlib.h>
#include <string.h>

#include "lca/base/heap.h"
#include "lca/engine/parallel.h"

/* What sorted lists may take before codes are rounded; the coarsest rounding, below 0.1 %. */
enum { MOST_LIST_BYTES = 24 * 1024 * 1024, FIRST_BITS = 12, LAST_BITS = 10 };
enum { HIGH_BITS = 16, BINS = 1 << HIGH_BITS };

void usage_gather_end(struct usage_gather *gather)
{
	free(gather->codes);
	free(gather->runs.runs);
	free(gather->spare.runs);
	*gather = (struct usage_gather){0};
}

/* Room for twice as many codes: sorting and selecting need it. */
static void reserve(struct usage_gather *gather, size_t count)
{
	if (2 * count <= gather->room)
		return;
	gather->room = 4 * count;
	gather->codes = heap_grow(gather->codes, gather->room * sizeof *gather->codes);
}

static void gather_chain(const struct usage_table *table, const struct usage_group *group,
			 struct usage_gather *gather)
{
	for (uint32_t block = group->chain.first; block;
	     block = usage_store_next(&table->store, block)) {
		reserve(gather, gather->count + STORE_ROOM);
		gather->count +=
		    usage_store_block(&table->store, block, gather->codes + gather->count);
	}
}

/* The list of a group; false where it has none. */
static bool read_list(const struct usage_table *table, size_t number, struct usage_runs *runs)
{
	const struct usage_page *page = &table->pages[number / USAGE_PAGE];
	uint32_t place = page->places ? page->places[number % USAGE_PAGE] : 0;
	const unsigned char *at;

	if (place == 0)
		return false;
	at = page->lists.bytes + place - 1;
	usage_latency_read(runs, &at);
	return true;
}

void usage_gather_list(const struct usage_table *table, size_t number,
		       struct usage_gather *gather)
{
	if (!read_list(table, number, &gather->spare))
		return;
	usage_latency_append(&gather->runs, &gather->spare);
	gather->lists++;
}

void usage_gather_add(const struct usage_table *table, size_t number,
		      struct usage_gather *gather)
{
	gather_chain(table, usage_group_at(table, number), gather);
	usage_gather_list(table, number, gather);
}

/* All that was gathered as runs in order. */
static void join(struct usage_gather *gather)
{
	if (gather->lists > 1) {
		usage_latency_sort_runs(&gather->runs, &gather->spare);
		usage_latency_unite(&gather->runs);
	}
	if (gather->count > 1)
		usage_latency_sort(gather->codes, gather->codes + gather->count, gather->count);
	if (gather->count > 0)
		usage_latency_merge(&gather->runs, &gather->spare, gather->codes,
				    gather->count);
	gather->count = gather->lists = 0;
}

static void empty(struct usage_gather *gather)
{
	gather->count = gather->lists = gather->runs.count = 0;
	gather->runs.codes = 0;
}

struct usage_quantiles usage_gather_quantiles(struct usage_gather *gather)
{
	struct usage_quantiles quantiles = {.count = gather->count + gather->runs.codes};
	uint64_t p50 = usage_latency_rank_of(quantiles.count, 50);
	uint64_t p95 = usage_latency_rank_of(quantiles.count, 95);

	if (gather->lists > 0) {
		join(gather);
		quantiles.p50 = usage_latency_rank(&gather->runs, p50);
		quantiles.p95 = usage_latency_rank(&gather->runs, p95);
	} else if (gather->count > 0) {
		uint32_t *room = gather->codes + gather->count;

		quantiles.p50 = usage_latency_select(gather->codes, room, gather->count, p50);
		quantiles.p95 = usage_latency_select(gather->codes, room, gather->count, p95);
	}
	empty(gather);
	return quantiles;
}

/* ---- Sorting ---- */

/* Of a worker; kept from one sort to the next. */
struct usage_scratch {
	struct usage_gather gather;
	struct usage_bytes bytes;
};

void usage_gather_write(struct usage_gather *gather, uint32_t *place, struct usage_bytes *bytes)
{
	join(gather);
	*place = gather->runs.count > 0 ? (uint32_t)bytes->length + 1 : 0;
	if (gather->runs.count > 0)
		usage_latency_write(bytes, &gather->runs);
	empty(gather);
}

static void write_list(struct usage_table *table, struct usage_page *page, size_t number,
		       struct usage_gather *gather, struct usage_bytes *bytes)
{
	usage_gather_add(table, number, gather);
	usage_group_at(table, number)->chain = (struct usage_chain){0, 0};
	join(gather);
	if (table->exact_bits < 32)
		usage_latency_coarsen(&gather->runs, table->exact_bits);
	usage_gather_write(gather, &page->places[number % USAGE_PAGE], bytes);
}

void usage_table_sort_end(struct usage_table *table)
{
	for (size_t i = 0; table->scratches && i < PARALLEL_MOST; i++) {
		usage_gather_end(&table->scratches[i].gather);
		free(table->scratches[i].bytes.bytes);
	}
	free(table->scratches);
	table->scratches = NULL;
}

/* Room that grows by a quarter and is kept, so that sorting again and again leaves no holes. */
static void keep_lists(struct usage_page *page, struct usage_bytes *bytes)
{
	struct usage_bytes *lists = &page->lists;

	if (bytes->length > lists->room || !lists->bytes) {
		free(lists->bytes);
		lists->room = bytes->length + bytes->length / 4;
		lists->bytes = heap_grow(NULL, lists->room + 1);
	}
	memcpy(lists->bytes, bytes->bytes, bytes->length);
	lists->length = bytes->length;
	bytes->length = 0;
}

static void sort_page(void *context, unsigned worker, size_t index)
{
	struct usage_table *table = context;
	struct usage_page *page = &table->pages[index];
	struct usage_scratch *scratch = &table->scratches[worker];

	if (!page->places) {
		page->places = heap_grow(NULL, USAGE_PAGE * sizeof *page->places);
		memset(page->places, 0, USAGE_PAGE * sizeof *page->places);
	}
	for (size_t i = 0; i < page->count; i++)
		write_list(table, page, index * USAGE_PAGE + i, &scratch->gather,
			   &scratch->bytes);
	keep_lists(page, &scratch->bytes);
}

static void sort_pages(struct usage_table *table)
{
	struct parallel parallel = {.task = sort_page, .context = table};

	if (!table->scratches) {
		table->scratches = heap_grow(NULL, PARALLEL_MOST * sizeof *table->scratches);
		memset(table->scratches, 0, PARALLEL_MOST * sizeof *table->scratches);
	}
	if (table->page_count > 0)
		parallel_run(parallel_threads(table->threads, table->page_count),
			     table->page_count, &parallel);
}

static size_t list_bytes(const struct usage_table *table)
{
	size_t bytes = 0;

	for (size_t i = 0; i < table->page_count; i++)
		bytes += table->pages[i].lists.length;
	return bytes;
}

void usage_table_sort_codes(struct usage_table *table)
{
	sort_pages(table);
	while (table->exact_bits > LAST_BITS && list_bytes(table) > MOST_LIST_BYTES) {
		table->exact_bits =
		    table->exact_bits == 32 ? FIRST_BITS : table->exact_bits - 1;
		sort_pages(table);
	}
}

/* ---- Quantiles of many groups ---- */

/* Counts codes by their high bits, or the codes of two bins by their low ones. */
struct counter {
	bool fine;
	uint32_t high50, high95;
	uint64_t *bins, *bins95;
	uint64_t count;
};

static inline void count_code(struct counter *counter, uint32_t code, uint64_t times)
{
	uint32_t high = code >> HIGH_BITS, low = code & (BINS - 1);

	if (!counter->fine) {
		counter->bins[high] += times;
		counter->count += times;
		return;
	}
	if (high == counter->high50)
		counter->bins[low] += times;
	if (high == counter->high95)
		counter->bins95[low] += times;
}

static void count_block(const struct usage_table *table, uint32_t block,
			struct counter *counter)
{
	uint32_t codes[STORE_ROOM];
	size_t count = usage_store_block(&table->store, block, codes);

	for (size_t i = 0; i < count; i++)
		count_code(counter, codes[i], 1);
}

static void count_lists(const struct usage_table *table, size_t part, struct counter *counter)
{
	struct usage_runs runs = {0};

	for (size_t i = 0; i < table->count; i++) {
		const struct usage_group *group = usage_group_at(table, i);

		if (part != SIZE_MAX && usage_key_part(group->key) != part)
			continue;
		for (uint32_t block = part == SIZE_MAX ? 0 : group->chain.first; block;
		     block = usage_store_next(&table->store, block))
			count_block(table, block, counter);
		if (!read_list(table, i, &runs))
			continue;
		for (size_t r = 0; r < runs.count; r++)
			count_code(counter, runs.runs[r].code, runs.runs[r].count);
	}
	free(runs.runs);
}

/* Blocks that one task counts. */
enum { BLOCKS_A_TASK = 1 << 16 };

struct count_task {
	const struct usage_table *table;
	const struct counter *like;
	struct counter *counters; /* of each worker */
};

static void count_some(void *context, unsigned worker, size_t index)
{
	const struct count_task *task = context;
	uint32_t block = (uint32_t)index * BLOCKS_A_TASK + 1;
	uint32_t end = block + BLOCKS_A_TASK;

	for (; block < end && block < task->table->store.count; block++)
		count_block(task->table, block, &task->counters[worker]);
}

static struct counter new_counter(const struct counter *like)
{
	struct counter counter = *like;

	counter.count = 0;
	counter.bins = calloc(2 * BINS, sizeof *counter.bins);
	if (!counter.bins)
		abort();
	counter.bins95 = counter.bins + BINS;
	return counter;
}

static void join_counter(struct counter *to, const struct counter *from)
{
	to->count += from->count;
	for (size_t i = 0; i < BINS; i++) {
		to->bins[i] += from->bins[i];
		to->bins95[i] += from->bins95[i];
	}
}

/* All blocks of the store in their order, which is quicker than chain by chain. */
static void count_store(const struct usage_table *table, struct counter *counter)
{
	size_t tasks = table->store.count / BLOCKS_A_TASK + 1;
	unsigned threads = parallel_threads(table->threads, tasks);
	struct counter counters[PARALLEL_MOST];
	struct count_task task = {table, counter, counters};
	struct parallel parallel = {.task = count_some, .context = &task};

	for (unsigned i = 0; i < threads; i++)
		counters[i] = new_counter(counter);
	parallel_run(threads, tasks, &parallel);
	for (unsigned i = 0; i < threads; i++) {
		join_counter(counter, &counters[i]);
		free(counters[i].bins);
	}
}

static void count_codes(const struct usage_table *table, size_t part, struct counter *counter)
{
	if (part == SIZE_MAX)
		count_store(table, counter);
	count_lists(table, part, counter);
}

/* The bin that a rank lies in; the rank within it. */
static uint32_t find_bin(const uint64_t *bins, uint64_t *rank)
{
	uint32_t i = 0;

	for (; i < BINS - 1 && *rank > bins[i]; i++)
		*rank -= bins[i];
	return i;
}

struct usage_quantiles usage_part_quantiles(const struct usage_table *table, size_t part)
{
	uint64_t *bins = heap_grow(NULL, 2 * BINS * sizeof *bins), p50, p95;
	struct counter counter = {.bins = bins, .bins95 = bins + BINS};
	struct usage_quantiles quantiles = {0};

	memset(bins, 0, 2 * BINS * sizeof *bins);
	count_codes(table, part, &counter);
	quantiles.count = counter.count;
	p50 = usage_latency_rank_of(counter.count, 50);
	p95 = usage_latency_rank_of(counter.count, 95);
	if (counter.count > 0) {
		counter.high50 = find_bin(bins, &p50);
		counter.high95 = find_bin(bins, &p95);
		counter.fine = true;
		memset(bins, 0, 2 * BINS * sizeof *bins);
		count_codes(table, part, &counter);
		quantiles.p50 = counter.high50 << HIGH_BITS | find_bin(bins, &p50);
		quantiles.p95 = counter.high95 << HIGH_BITS | find_bin(bins + BINS, &p95);
	}
	free(bins);
	return quantiles;
}
