#ifndef MODELS_USAGE_STORE_H
#define MODELS_USAGE_STORE_H

/*
 * Where codes of durations wait: chains of blocks of 64 bytes, one chain a group.
 *
 * A block holds 19 codes of three bytes in units of 100 microseconds, or 14 of four bytes; the
 * first code that a block is made for decides. Blocks are numbered from 1; 0 ends a chain. New
 * blocks go in front.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { STORE_NARROW = 19, STORE_WIDE = 14, STORE_BYTES = 59, STORE_ROOM = 20 };

/* Numbers of the first and the last block, 0: none. */
struct usage_chain {
	uint32_t first, last;
};

struct usage_block {
	uint32_t next;
	uint8_t count; /* of codes; STORE_IS_NARROW: three bytes each */
	uint8_t bytes[STORE_BYTES];
};

enum { STORE_CHUNK = 16384, STORE_MOST_CHUNKS = 64, STORE_IS_NARROW = 0x80 };

struct usage_store {
	struct usage_block *chunks[STORE_MOST_CHUNKS];
	uint32_t count; /* of blocks in use, the first of which is none */
	uint32_t most;
};

void usage_store_start(struct usage_store *store, uint32_t most);
void usage_store_end(struct usage_store *store);
/* Forgets all codes, and has room for `most` blocks from now on. */
void usage_store_reset(struct usage_store *store, uint32_t most);

/* Adds codes to a chain; returns how many there was room for. */
size_t usage_store_add(struct usage_store *store, struct usage_chain *chain,
		       const uint32_t *codes, size_t count);
/* That the next code will be added to a chain. */
void usage_store_prefetch(const struct usage_store *store, const struct usage_chain *chain);
/* Puts a chain in front of another. */
void usage_store_join(struct usage_store *store, struct usage_chain *chain,
		      struct usage_chain more);
/* The block behind one, 0 at the end of the chain. */
uint32_t usage_store_next(const struct usage_store *store, uint32_t block);
/* The codes of one block, at most STORE_NARROW of them; codes has room for STORE_ROOM. */
size_t usage_store_block(const struct usage_store *store, uint32_t block, uint32_t *codes);

#endif
