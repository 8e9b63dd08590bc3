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

/* Takes all codes out of the store into the lists of their pages. */
void usage_table_sort_codes(struct usage_table *table);
/* Frees what sorting keeps from one time to the next. */
void usage_table_sort_end(struct usage_table *table);

/* Room for the codes of a group, or of several. */
struct usage_gather {
	uint32_t *codes;
	size_t count, room;
	struct usage_runs runs, spare; /* of the lists, unordered where several were gathered */
	size_t lists;
};
void usage_gather_end(struct usage_gather *gather);
/* Adds the codes of a group, from the store and from its list. */
void usage_gather_add(const struct usage_table *table, size_t number,
		      struct usage_gather *gather);
/* That from its list alone. */
void usage_gather_list(const struct usage_table *table, size_t number,
		       struct usage_gather *gather);
/* Writes all of them down as a list; place: 1 + where it starts, 0 where it is empty. Empties
 * the room. */
void usage_gather_write(struct usage_gather *gather, uint32_t *place,
			struct usage_bytes *bytes);
/* Their quantiles; empties the room. */
struct usage_quantiles usage_gather_quantiles(struct usage_gather *gather);

/* The quantiles of all groups of a part together (SIZE_MAX: of all parts). */
struct usage_quantiles usage_part_quantiles(const struct usage_table *table, size_t part);

#endif
