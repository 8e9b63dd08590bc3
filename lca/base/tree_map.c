/* The keys of a mapping: merged ones added, repeated ones refused, in n log n. */

#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/tree_parts.h"

static void add_entries(struct arena *arena, struct node *map, const struct node *from)
{
	size_t i;

	for (i = 0; i < from->count; i++) {
		map->entries =
		    arena_grow(arena, map->entries, map->count, sizeof *map->entries);
		map->entries[map->count++] = from->entries[i];
	}
}

/* Nothing to merge is no mistake: an alias without an anchor was reported where it stands. */
static void report_merge(const struct node *value, struct diags *diags)
{
	if (node_is_null(value))
		return;
	diag_add(diags, DIAG_YAML_MERGE, value->place, NULL,
		 "write '<<: *name' or '<<: [*one, *two]'",
		 "'<<' takes a mapping or a list of mappings");
}

/* Appends the entries of a merge, those that win first. */
static void add_merge(struct arena *arena, struct node *map, const struct node *merge,
		      struct diags *diags)
{
	size_t i;

	if (merge->kind == NODE_SCALAR)
		report_merge(merge, diags);
	if (merge->kind == NODE_MAP)
		add_entries(arena, map, merge);
	for (i = 0; merge->kind == NODE_LIST && i < merge->count; i++) {
		if (merge->items[i]->kind == NODE_MAP)
			add_entries(arena, map, merge->items[i]);
		else
			report_merge(merge->items[i], diags);
	}
}

/* By key, then by position. */
static int compare_entries(const void *a, const void *b)
{
	const struct entry *one = *(struct entry *const *)a;
	const struct entry *other = *(struct entry *const *)b;
	int order = strcmp(one->key, other->key);

	return order ? order : (one > other) - (one < other);
}

static void report_repeat(const struct entry *first, const struct entry *again,
			  struct diags *diags)
{
	diag_add(diags, DIAG_YAML_DUPLICATE_KEY, again->place, NULL, "keep one of them",
		 "the key '%s' is given twice, first at %s:%u:%u", first->key,
		 first->place.file, first->place.line, first->place.column);
}

/* Takes the key off entries that stand behind an equal one; those of the file's own are
 * reported. */
static void drop_repeats(struct node *map, size_t explicit_count, struct diags *diags)
{
	struct entry **order = malloc(map->count * sizeof *order);
	size_t first = 0;
	size_t i;

	if (!order)
		abort();
	for (i = 0; i < map->count; i++)
		order[i] = &map->entries[i];
	qsort(order, map->count, sizeof *order, compare_entries);
	for (i = 1; i < map->count; i++) {
		if (strcmp(order[first]->key, order[i]->key) != 0) {
			first = i;
			continue;
		}
		if (order[i] < map->entries + explicit_count)
			report_repeat(order[first], order[i], diags);
		order[i]->key = NULL;
	}
	free(order);
}

static void compact(struct node *map)
{
	size_t count = 0;
	size_t i;

	for (i = 0; i < map->count; i++)
		if (map->entries[i].key)
			map->entries[count++] = map->entries[i];
	map->count = count;
}

void tree_finish_map(struct arena *arena, struct node *map, const struct node *merge,
		     struct diags *diags)
{
	size_t explicit_count = map->count;

	if (merge)
		add_merge(arena, map, merge, diags);
	if (map->count < 2)
		return;
	drop_repeats(map, explicit_count, diags);
	compact(map);
}
