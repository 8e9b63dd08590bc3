/* Lets the groups of a table hold more where they become too many. */

#include <stdlib.h>
#include <string.h>

#include "lca/base/heap.h"
#include "models/usage_codes.h"

/* Old groups by the new one that they are part of: those of group g are order[starts[g]] to
 * order[starts[g + 1] - 1]. */
struct merger {
	uint32_t *numbers; /* of the new group of each old one */
	uint32_t *starts, *order;
};

static void merger_start(struct merger *merger, size_t old_count)
{
	merger->numbers = heap_zeroed(old_count, sizeof *merger->numbers);
	merger->order = heap_zeroed(old_count, sizeof *merger->order);
	merger->starts = heap_zeroed(old_count + 2, sizeof *merger->starts);
}

static void merger_end(struct merger *merger)
{
	free(merger->numbers);
	free(merger->order);
	free(merger->starts);
}

static void put_in_order(struct merger *merger, size_t old_count, size_t new_count)
{
	for (size_t i = 0; i < old_count; i++)
		merger->starts[merger->numbers[i] + 2]++;
	for (size_t i = 2; i < new_count + 1; i++)
		merger->starts[i] += merger->starts[i - 1];
	for (size_t i = 0; i < old_count; i++)
		merger->order[merger->starts[merger->numbers[i] + 1]++] = (uint32_t)i;
}

/* The new table of a page's lists: those of the old groups joined. */
static void join_lists(struct usage_table *table, const struct usage_table *old,
		       const struct merger *merger)
{
	struct usage_gather gather = {0};

	for (size_t p = 0; p < table->page_count; p++) {
		struct usage_page *page = &table->pages[p];

		page->places = heap_zeroed(USAGE_PAGE, sizeof *page->places);
		for (size_t i = 0; i < page->count; i++) {
			size_t number = p * USAGE_PAGE + i;

			for (uint32_t k = merger->starts[number];
			     k < merger->starts[number + 1]; k++)
				usage_gather_list(old, merger->order[k], &gather);
			usage_gather_write(&gather, &page->places[i], &page->lists);
		}
	}
	usage_gather_end(&gather);
}

static bool has_lists(const struct usage_table *table)
{
	for (size_t i = 0; i < table->page_count; i++)
		if (table->pages[i].places)
			return true;
	return false;
}

static void free_groups(struct usage_table *table)
{
	for (size_t i = 0; i < table->page_count; i++) {
		free(table->pages[i].groups);
		free(table->pages[i].places);
		free(table->pages[i].lists.bytes);
	}
	free(table->pages);
	free(table->slots);
}

/* Counts the requests of failed groups where their status no longer tells them. */
static void count_failed(struct usage_table *table)
{
	struct usage_layout more = {.count = 1, .sums = {SUM_FAILED}};
	unsigned place;

	usage_table_widen(table, &more);
	place = table->layout.places[SUM_FAILED];
	for (size_t i = 0; i < table->count; i++) {
		struct usage_group *group = usage_group_at(table, i);

		if (usage_key_status(group->key) == STATUS_FAILED)
			group->sums[place] = usage_group_sum(table, group, SUM_REQUESTS);
	}
}

/* Lets groups hold more: hours, days, months, all time, all statuses, all regions.
 * False where they hold all that; they grow no more. */
static bool widen_groups(struct usage_table *table)
{
	if (table->span < SPAN_ALL) {
		table->span = (enum import_span)(table->span + 1);
	} else if (!usage_joins_statuses(table->mask)) {
		count_failed(table);
		table->mask &= ~USAGE_KEY_STATUS;
	} else if (!usage_joins_regions(table->mask)) {
		table->mask &= ~USAGE_KEY_REGION;
	} else {
		table->grows = false;
		return false;
	}
	return true;
}

/* Makes the groups of a table anew, as its span and mask are now. */
static void join_groups(struct usage_table *table)
{
	struct usage_table old = *table;
	struct merger merger = {0};

	table->pages = NULL;
	table->page_count = table->count = 0;
	table->slots = heap_zeroed(table->slot_count, sizeof *table->slots);
	merger_start(&merger, old.count);
	for (size_t i = 0; i < old.count; i++) {
		struct usage_group *from = usage_group_at(&old, i), *to;
		size_t number = usage_table_find(table, from->key, from->hour);

		to = usage_group_at(table, number);
		usage_table_add(table, to, from);
		usage_store_join(&table->store, &to->chain, from->chain);
		merger.numbers[i] = (uint32_t)number;
	}
	if (has_lists(&old)) {
		put_in_order(&merger, old.count, table->count);
		join_lists(table, &old, &merger);
	}
	merger_end(&merger);
	free_groups(&old);
}

void usage_table_grow(struct usage_table *table)
{
	if (widen_groups(table))
		join_groups(table);
}
