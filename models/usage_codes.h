#ifndef MODELS_USAGE_CODES_H
#define MODELS_USAGE_CODES_H

/*
 * Durations of a table: out of their blocks into sorted lists, and quantiles out of the lists.
 * Pages are independent of each other and are sorted by the table's threads at once; the caller
 * holds the table's lock or is alone.
 */

#include "models/usage_table.h"

/* Two quantiles of the durations of one group or of many. */
struct usage_quantiles {
	uint64_t count;
	uint32_t p50, p95;
};

/* Once all codes are sorted and no rows are to come: finds the list of each group. */
void usage_table_find_lists(struct usage_table *table);
/* The sorted codes of a group; false where it has none. */
bool usage_group_list(const struct usage_table *table, size_t number, struct usage_runs *runs);
/* The quantiles of all groups of a part together (SIZE_MAX: of all parts). */
struct usage_quantiles usage_part_quantiles(const struct usage_table *table, size_t part);

#endif
