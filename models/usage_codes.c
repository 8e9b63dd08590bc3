/* Durations of a table: sorting what waits in blocks, quantiles of what is sorted. */

#include "models/usage_codes.h"

#include <stdlib.h>
#include <string.h>

#include "lca/engine/parallel.h"

/* What sorted lists may take before codes are rounded; the coarsest rounding, below 0.1 %. */
enum { MOST_LIST_BYTES = 24 * 1024 * 1024, FIRST_BITS = 12, LAST_BITS = 10 };
enum { HIGH_BITS = 16, BINS = 1 << HIGH_BITS };

/* Room of one page's task. */
struct scratch {
	uint32_t *codes;
	size_t room;
	struct usage_runs runs, spare;
	struct usage_bytes bytes;
};

static void *allocate(void *old, size_t size)
{
	void *memory = realloc(old, size);

	if (!memory)
		abort();
	return memory;
}

static void scratch_end(struct scratch *scratch)
{
	free(scratch->codes);
	free(scratch->runs.runs);
	free(scratch->spare.runs);
	free(scratch->bytes.bytes);
}

/* Takes the codes of a group out of its blocks; sorted. */
static size_t take_codes(const struct usage_table *table, struct usage_group *group,
			 struct scratch *scratch)
{
	size_t count = 0, of_block = group->filled;

	for (uint32_t block = group->block; block; block = table->blocks[block].next) {
		if (2 * (count + USAGE_BLOCK_CODES) > scratch->room) {
			scratch->room = 4 * (count + USAGE_BLOCK_CODES);
			scratch->codes =
			    allocate(scratch->codes, scratch->room * sizeof *scratch->codes);
		}
		memcpy(scratch->codes + count, table->blocks[block].codes,
		       of_block * sizeof *scratch->codes);
		count += of_block;
		of_block = USAGE_BLOCK_CODES;
	}
	group->block = 0;
	group->filled = 0;
	if (count > 1)
		usage_latency_sort(scratch->codes, scratch->codes + count, count);
	return count;
}

/* NULL where there are none. */
static const unsigned char *lists_end(const struct usage_page *page)
{
	return page->lists.bytes ? page->lists.bytes + page->lists.length : NULL;
}

static void sort_page(void *context, unsigned worker, size_t index)
{
	struct usage_table *table = context;
	struct usage_page *page = &table->pages[index];
	const unsigned char *at = page->lists.bytes, *end = lists_end(page);
	struct scratch scratch = {0};

	(void)worker;
	if (!page->waiting)
		return;
	for (size_t i = 0; i < page->count; i++) {
		struct usage_group *group = usage_group_at(table, index * USAGE_PAGE + i);
		size_t count = take_codes(table, group, &scratch);

		scratch.runs.count = 0;
		scratch.runs.codes = 0;
		/* Groups made since the last time have no list. */
		if (at < end)
			usage_latency_read(&scratch.runs, &at);
		if (count > 0)
			usage_latency_merge(&scratch.runs, &scratch.spare, scratch.codes,
					    count);
		if (table->exact_bits < 32)
			usage_latency_coarsen(&scratch.runs, table->exact_bits);
		usage_latency_write(&scratch.bytes, &scratch.runs);
	}
	page->waiting = false;
	free(page->lists.bytes);
	page->lists.length = page->lists.room = scratch.bytes.length;
	page->lists.bytes = allocate(NULL, scratch.bytes.length + 1);
	memcpy(page->lists.bytes, scratch.bytes.bytes, scratch.bytes.length);
	scratch_end(&scratch);
}

static void sort_pages(struct usage_table *table)
{
	struct parallel parallel = {.task = sort_page, .context = table};

	parallel_run(parallel_threads(table->threads, table->page_count), table->page_count,
		     &parallel);
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
	table->next_block = 1;
	while (table->exact_bits > LAST_BITS && list_bytes(table) > MOST_LIST_BYTES) {
		table->exact_bits =
		    table->exact_bits == 32 ? FIRST_BITS : table->exact_bits - 1;
		for (size_t i = 0; i < table->page_count; i++)
			table->pages[i].waiting = true;
		sort_pages(table);
	}
}

void usage_table_find_lists(struct usage_table *table)
{
	struct usage_runs runs = {0};

	for (size_t p = 0; p < table->page_count; p++) {
		const struct usage_page *page = &table->pages[p];
		const unsigned char *at = page->lists.bytes, *end = lists_end(page);

		for (size_t i = 0; i < page->count; i++) {
			struct usage_group *group = usage_group_at(table, p * USAGE_PAGE + i);

			group->block = at < end ? (uint32_t)(at - page->lists.bytes) + 1 : 0;
			if (at < end)
				usage_latency_read(&runs, &at);
		}
	}
	free(runs.runs);
	free(table->blocks);
	table->blocks = NULL;
	free(table->slots);
	table->slots = NULL;
}

bool usage_group_list(const struct usage_table *table, size_t number, struct usage_runs *runs)
{
	const struct usage_group *group = usage_group_at(table, number);
	const unsigned char *at;

	if (group->block == 0)
		return false;
	at = table->pages[number / USAGE_PAGE].lists.bytes + group->block - 1;
	usage_latency_read(runs, &at);
	return true;
}

/* Counts codes by their high bits (high SIZE_MAX), or those with these high bits by their low
 * ones. */
static void count_codes(const struct usage_table *table, size_t part, size_t high,
			uint64_t *bins)
{
	struct usage_runs runs = {0};

	memset(bins, 0, BINS * sizeof *bins);
	for (size_t p = 0; p < table->page_count; p++) {
		const struct usage_page *page = &table->pages[p];
		const unsigned char *at = page->lists.bytes, *end = lists_end(page);

		for (size_t i = 0; i < page->count && at < end; i++) {
			usage_latency_read(&runs, &at);
			if (part != SIZE_MAX &&
			    usage_key_part(usage_group_at(table, p * USAGE_PAGE + i)->key) !=
				part)
				continue;
			for (size_t r = 0; r < runs.count; r++) {
				uint32_t code = runs.runs[r].code;

				if (high == SIZE_MAX)
					bins[code >> HIGH_BITS] += runs.runs[r].count;
				else if (code >> HIGH_BITS == high)
					bins[code & (BINS - 1)] += runs.runs[r].count;
			}
		}
	}
	free(runs.runs);
}

/* The bin that a rank lies in; the rank within it. */
static size_t find_bin(const uint64_t *bins, uint64_t *rank)
{
	size_t i = 0;

	for (; i < BINS - 1 && *rank > bins[i]; i++)
		*rank -= bins[i];
	return i;
}

struct usage_quantiles usage_part_quantiles(const struct usage_table *table, size_t part)
{
	uint64_t *bins = allocate(NULL, BINS * sizeof *bins), p50, p95;
	struct usage_quantiles quantiles = {0};
	size_t high50, high95;

	count_codes(table, part, SIZE_MAX, bins);
	for (size_t i = 0; i < BINS; i++)
		quantiles.count += bins[i];
	p50 = usage_latency_rank_of(quantiles.count, 50);
	p95 = usage_latency_rank_of(quantiles.count, 95);
	if (quantiles.count > 0) {
		high50 = find_bin(bins, &p50);
		high95 = find_bin(bins, &p95);
		count_codes(table, part, high50, bins);
		quantiles.p50 = (uint32_t)(high50 << HIGH_BITS | find_bin(bins, &p50));
		if (high95 != high50)
			count_codes(table, part, high95, bins);
		quantiles.p95 = (uint32_t)(high95 << HIGH_BITS | find_bin(bins, &p95));
	}
	free(bins);
	return quantiles;
}
