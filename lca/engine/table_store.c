/* Quantile tables by distribution. */

#include "lca/engine/table_store.h"

#include <pthread.h>
#include <stddef.h>

#include "lca/base/arena.h"

struct stored {
	struct dist dist;
	const struct quantile_table *table;
};

struct table_store {
	struct arena *arena;
	pthread_mutex_t lock;
	struct stored *tables;
	size_t count;
	size_t *slots; /* open addressing: position + 1 of a table, 0 where empty */
	size_t capacity;
};

struct table_store *table_store_new(struct arena *arena)
{
	struct table_store *store = arena_alloc(arena, sizeof *store);

	*store = (struct table_store){.arena = arena, .lock = PTHREAD_MUTEX_INITIALIZER};
	return store;
}

/* The slot of the distribution, or the empty one where it belongs. */
static size_t *slot_of(const struct table_store *store, const struct dist *dist)
{
	size_t mask = store->capacity - 1, at = dist_hash(dist) & mask;

	while (store->slots[at] && !dist_same(&store->tables[store->slots[at] - 1].dist, dist))
		at = (at + 1) & mask;
	return &store->slots[at];
}

/* Doubles the slots where they are half used. */
static void make_room(struct table_store *store)
{
	size_t i;

	if (2 * store->count < store->capacity)
		return;
	store->capacity = store->capacity ? 2 * store->capacity : 16;
	store->slots = arena_alloc(store->arena, store->capacity * sizeof *store->slots);
	for (i = 0; i < store->count; i++)
		*slot_of(store, &store->tables[i].dist) = i + 1;
}

static void add(struct table_store *store, const struct dist *dist)
{
	struct quantile_table *table = arena_alloc(store->arena, sizeof *table);

	quantile_table_fill(table, dist);
	store->tables =
	    arena_grow(store->arena, store->tables, store->count, sizeof *store->tables);
	store->tables[store->count++] = (struct stored){dist_keep(store->arena, dist), table};
}

const struct quantile_table *table_store_find(struct table_store *store,
					      const struct dist *dist)
{
	const struct quantile_table *table;
	size_t *slot;

	pthread_mutex_lock(&store->lock);
	make_room(store);
	slot = slot_of(store, dist);
	if (!*slot) {
		add(store, dist);
		*slot = store->count;
	}
	table = store->tables[*slot - 1].table;
	pthread_mutex_unlock(&store->lock);
	return table;
}
