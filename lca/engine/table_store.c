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
};

struct table_store *table_store_new(struct arena *arena)
{
	struct table_store *store = arena_alloc(arena, sizeof *store);

	*store = (struct table_store){.arena = arena, .lock = PTHREAD_MUTEX_INITIALIZER};
	return store;
}

static const struct quantile_table *add(struct table_store *store, const struct dist *dist)
{
	struct quantile_table *table = arena_alloc(store->arena, sizeof *table);

	quantile_table_fill(table, dist);
	store->tables =
	    arena_grow(store->arena, store->tables, store->count, sizeof *store->tables);
	store->tables[store->count++] = (struct stored){dist_keep(store->arena, dist), table};
	return table;
}

const struct quantile_table *table_store_find(struct table_store *store,
					      const struct dist *dist)
{
	const struct quantile_table *table = NULL;
	size_t i;

	pthread_mutex_lock(&store->lock);
	for (i = 0; i < store->count && !table; i++)
		if (dist_same(&store->tables[i].dist, dist))
			table = store->tables[i].table;
	if (!table)
		table = add(store, dist);
	pthread_mutex_unlock(&store->lock);
	return table;
}
