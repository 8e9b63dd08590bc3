#ifndef LCA_ENGINE_TABLE_STORE_H
#define LCA_ENGINE_TABLE_STORE_H

/*
 * Tables of quantile functions that the plans of one sheet share: each is filled once, however
 * many plans are made. Tables live in the arena of the store; plans may be made by several
 * threads at a time, as long as no other thread uses that arena.
 */

#include "lca/engine/quantile_table.h"

struct arena;
struct table_store;

struct table_store *table_store_new(struct arena *arena);
/* The table of a distribution that quantile_table_fill takes. */
const struct quantile_table *table_store_find(struct table_store *store,
					      const struct dist *dist);

#endif
