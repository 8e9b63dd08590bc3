#ifndef MODELS_USAGE_TABLE_H
#define MODELS_USAGE_TABLE_H

/*
 * The aggregate of an inference log: sums per part x model x region x UTC hour x status.
 *
 * A table is shared by all threads. Each thread adds rows to a batch of its own, a small table
 * of the groups at hand and a list of durations, and now and then the batch to the table, under
 * the table's lock. All sums are whole numbers, so neither order nor threads matter.
 *
 * Durations wait as codes in the store; when it is full they are sorted into the lists of the
 * pages (usage_codes.h). Groups span an hour; where nothing else is asked for and they become
 * too many, a day, a month, all of the log, then all statuses, then all regions. The energy of
 * each hour is kept apart. How far groups grow depends on the rows alone: each step joins whole
 * groups, so that the rows seen so far never need a step which all rows do not need.
 */

#include <pthread.h>

#include "models/import.h"
#include "models/usage_latency.h"
#include "models/usage_row.h"
#include "models/usage_store.h"

/* Groups whose lists are written anew at once: few, as old and new ones lie beside each other.
 */
enum { USAGE_PAGE = 64 };

__extension__ typedef unsigned __int128 usage_wide;

/* Rows of answered requests of a part: their number, sums of tokens and of their squares. */
struct usage_spread {
	uint64_t rows, input, output;
	usage_wide input_squares, output_squares;
	bool lost; /* a count was too large */
};

/* Which sums a log has, in the order of their places in a group. */
struct usage_layout {
	unsigned count;
	unsigned char sums[USAGE_SUMS];
	unsigned char places[USAGE_SUMS]; /* count where the log has none */
};

struct usage_group {
	uint64_t key;
	int32_t hour;		  /* the first of its span */
	struct usage_chain chain; /* of codes */
	uint32_t unmetered;	  /* requests without an energy */
	uint16_t high;		  /* of the energy, above its sum */
	uint64_t sums[];
};

struct usage_page {
	unsigned char *groups;
	size_t count;
	struct usage_bytes lists;
	uint32_t *places; /* [USAGE_PAGE] 1 + where the list of a group starts, 0: none; or NULL
			   */
};

/* Energy of an hour of a part: high x 2^64 + low nanojoules. */
struct usage_hour {
	int32_t hour;
	uint32_t part;
	uint64_t low, high;
	bool used;
};

struct usage_table {
	pthread_mutex_t lock;
	struct usage_layout layout;
	size_t stride;
	enum import_span span; /* of a group, at least an hour */
	uint64_t mask;	       /* what a group keeps of a key */
	bool grows;	       /* groups grow with their number */
	struct usage_page *pages;
	size_t page_count, count;
	uint32_t *slots; /* group + 1, 0 = free */
	size_t slot_count;
	struct usage_hour *hours; /* open addressing; where the log has energies */
	size_t hour_count, hour_room;
	struct usage_store store;
	struct usage_scratch *scratches; /* [PARALLEL_MOST] of sorting; or NULL */
	unsigned threads;		 /* that may sort */
	unsigned exact_bits;		 /* of codes; 32: exact */
	bool overflow;			 /* a sum does not fit, or too many groups */
	struct usage_spread *spreads;	 /* [spread_count] by part */
	size_t spread_count;
};

/* A group of a batch: all sums, none of which can overflow. */
struct usage_sums {
	uint64_t key;
	int32_t hour;
	uint32_t unmetered;
	uint32_t number; /* of its group in the table */
	uint32_t codes;	 /* of its durations */
	uint64_t sums[USAGE_SUMS];
};

/* Energy of an hour of a part in a batch; part is one more, 0: free. */
struct usage_batch_hour {
	int32_t hour;
	uint32_t part;
	uint64_t energy;
};

/* The span of the hour met last. */
struct usage_batch_span {
	int32_t hour, start;
};

struct usage_batch {
	enum import_span span; /* of its groups, and what they keep of a key */
	uint64_t mask;
	struct usage_batch_span *spans;
	struct usage_sums *groups;
	size_t count, rows;
	uint16_t *slots;
	struct usage_batch_hour *hours; /* where the log has energies */
	size_t hour_count;
	uint16_t *code_groups;	  /* of each code */
	uint32_t *codes, *sorted; /* sorted: by group */
	size_t code_count;
	bool overflow;
	struct usage_spread *spreads;
	size_t spread_count;
};

struct usage_layout usage_layout_of(const bool has[USAGE_ROLES]);

void usage_table_start(struct usage_table *table, enum import_span span, unsigned threads);
/* The group of a key and the span of an hour, made where there is none. */
size_t usage_table_find(struct usage_table *table, uint64_t key, int32_t hour);
/* Adds the sums of one group to another; notes where one does not fit. */
void usage_table_add(struct usage_table *table, struct usage_group *to,
		     const struct usage_group *from);
/* Makes room for more sums; groups keep theirs. */
void usage_table_widen(struct usage_table *table, const struct usage_layout *layout);
void usage_table_end(struct usage_table *table);

void usage_batch_start(struct usage_batch *batch, const struct usage_table *table);
/* Adds the batch to the table where it has no room for another row. */
void usage_batch_add(struct usage_batch *batch, struct usage_table *table,
		     const struct usage_row *row);
/* Likewise all rows that are not strange. */
struct usage_rows;
void usage_batch_add_rows(struct usage_batch *batch, struct usage_table *table,
			  const struct usage_rows *rows);
void usage_batch_flush(struct usage_batch *batch, struct usage_table *table);
void usage_batch_end(struct usage_batch *batch);

struct usage_group *usage_group_at(const struct usage_table *table, size_t number);
/* A sum of a group; 0 where the log has none. */
uint64_t usage_group_sum(const struct usage_table *table, const struct usage_group *group,
			 enum usage_sum sum);

/* Adds sums by their kind; returns the group. Under the table's lock, as all below. */
size_t usage_table_add_sums(struct usage_table *table, const struct usage_sums *sums);
void usage_table_add_hour(struct usage_table *table, uint32_t part, int32_t hour,
			  uint64_t energy);
void usage_table_add_codes(struct usage_table *table, size_t number, const uint32_t *codes,
			   size_t count);
/* That the group of a key and an hour will be looked for: first this, some groups later that.
 */
void usage_table_prefetch(const struct usage_table *table, uint64_t key, int32_t hour);
void usage_table_prefetch_group(const struct usage_table *table, uint64_t key, int32_t hour);
/* The first hour of the span that an hour lies in. */
int32_t usage_span_start(int32_t hour, enum import_span span);
static inline size_t usage_hash(uint64_t key, int32_t hour)
{
	uint64_t hash = (key ^ (uint64_t)(uint32_t)hour << 40) * UINT64_C(0x9e3779b97f4a7c15);

	hash = (hash ^ hash >> 32 ^ (uint32_t)hour) * UINT64_C(0xd6e8feb86659fd93);
	return (size_t)(hash >> 32);
}

/* That of a part; SIZE_MAX: of all. */
struct usage_spread usage_spread_of(const struct usage_table *table, size_t part);

/* Where groups are more than this many and may grow, they do. */
enum { USAGE_MANY_GROUPS = 10000 };
void usage_table_grow(struct usage_table *table);
/* Do groups hold rows of all statuses (failed ones are then SUM_FAILED), of all regions? */
static inline bool usage_joins_statuses(uint64_t mask)
{
	return (mask & USAGE_KEY_STATUS) == 0;
}
static inline bool usage_joins_regions(uint64_t mask)
{
	return (mask & USAGE_KEY_REGION) == 0;
}

#endif
