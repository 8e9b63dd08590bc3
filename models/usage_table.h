#ifndef MODELS_USAGE_TABLE_H
#define MODELS_USAGE_TABLE_H

/*
 * The aggregate of an inference log: sums per part x model x region x UTC hour x status.
 *
 * A table is shared by all threads. Each thread adds rows to a batch of its own, a small table
 * of the groups at hand and a list of durations, and now and then the batch to the table, under
 * the table's lock. All sums are whole numbers, so neither order nor threads matter.
 *
 * Groups stand in pages and never move. Durations wait as codes in chained blocks of one pool;
 * when it is full they are sorted into the lists of the pages (usage_latency.h).
 */

#include <pthread.h>

#include "models/usage_latency.h"
#include "models/usage_row.h"

enum { USAGE_PAGE = 4096 };

__extension__ typedef unsigned __int128 usage_wide;

/* Sums of squares of the tokens of answered requests of a part. */
struct usage_spread {
	usage_wide input, output;
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
	int32_t hour;
	uint32_t block;	    /* of codes, 0: none. In a batch: its number in the table */
	uint32_t unmetered; /* requests without an energy */
	uint16_t high;	    /* of the energy, above its sum */
	uint8_t filled;	    /* codes in the block */
	uint64_t sums[];
};

struct usage_page {
	unsigned char *groups;
	size_t count;
	bool waiting; /* some group has codes in blocks */
	struct usage_bytes lists;
};

struct usage_block;

struct usage_table {
	pthread_mutex_t lock;
	struct usage_layout layout;
	size_t stride;
	struct usage_page *pages;
	size_t page_count, count;
	uint32_t *slots; /* group + 1, 0 = free */
	size_t slot_count;
	struct usage_block *blocks;
	uint32_t next_block;
	unsigned threads;	      /* that may sort */
	unsigned exact_bits;	      /* of codes; 32: exact */
	bool overflow;		      /* a sum does not fit, or too many groups */
	struct usage_spread *spreads; /* [spread_count] by part */
	size_t spread_count;
};

struct usage_batch {
	struct usage_layout layout;
	size_t stride;
	unsigned char *groups;
	size_t count;
	uint16_t *slots;
	uint16_t *code_groups; /* of each code */
	uint32_t *codes;
	size_t code_count;
	bool overflow;
	struct usage_spread *spreads;
	size_t spread_count;
};

struct usage_layout usage_layout_of(const bool has[USAGE_ROLES]);

void usage_table_start(struct usage_table *table, unsigned threads);
/* Makes room for more sums; groups keep theirs. */
void usage_table_widen(struct usage_table *table, const struct usage_layout *layout);
void usage_table_end(struct usage_table *table);

void usage_batch_start(struct usage_batch *batch, const struct usage_table *table);
/* Adds the batch to the table where it has no room for another row. */
void usage_batch_add(struct usage_batch *batch, struct usage_table *table,
		     const struct usage_row *row);
void usage_batch_flush(struct usage_batch *batch, struct usage_table *table);
void usage_batch_end(struct usage_batch *batch);

struct usage_group *usage_group_at(const struct usage_table *table, size_t number);
/* A sum of a group; 0 where the log has none. */
uint64_t usage_group_sum(const struct usage_table *table, const struct usage_group *group,
			 enum usage_sum sum);

/* Those of a part; SIZE_MAX: of all. */
struct usage_spread usage_spread_of(const struct usage_table *table, size_t part);

/* Takes the codes out of their blocks into the lists of the pages (usage_codes.c). */
void usage_table_sort_codes(struct usage_table *table);
enum { USAGE_BLOCK_CODES = 7, USAGE_POOL_BLOCKS = 12 * 1024 * 1024 / 32 };
struct usage_block {
	uint32_t next;
	uint32_t codes[USAGE_BLOCK_CODES];
};

#endif
