/* Chains of blocks of codes. */

#include "models/usage_store.h"

#include <stdlib.h>
#include <string.h>

/* Microseconds of a step of three bytes. */
enum { NARROW_STEP = 100 };
#define NARROW_END ((UINT32_C(1) << 24) * NARROW_STEP)

static struct usage_block *block_at(const struct usage_store *store, uint32_t number)
{
	return &store->chunks[number / STORE_CHUNK][number % STORE_CHUNK];
}

void usage_store_start(struct usage_store *store, uint32_t most)
{
	*store = (struct usage_store){.count = 1};
	usage_store_reset(store, most);
}

void usage_store_end(struct usage_store *store)
{
	for (size_t i = 0; i < STORE_MOST_CHUNKS; i++)
		free(store->chunks[i]);
	*store = (struct usage_store){.count = 1};
}

void usage_store_reset(struct usage_store *store, uint32_t most)
{
	store->count = 1;
	store->most =
	    most < STORE_CHUNK * STORE_MOST_CHUNKS ? most : STORE_CHUNK * STORE_MOST_CHUNKS;
	for (size_t i = (store->most + STORE_CHUNK - 1) / STORE_CHUNK; i < STORE_MOST_CHUNKS;
	     i++) {
		free(store->chunks[i]);
		store->chunks[i] = NULL;
	}
}

/* A new block in front of the chain; false where there is no room. */
static bool new_block(struct usage_store *store, struct usage_chain *chain, bool narrow)
{
	uint32_t number = store->count;
	struct usage_block **chunk = &store->chunks[number / STORE_CHUNK];

	if (number >= store->most)
		return false;
	if (!*chunk && !(*chunk = calloc(STORE_CHUNK, sizeof **chunk)))
		abort();
	store->count++;
	block_at(store, number)->next = chain->first;
	block_at(store, number)->count = narrow ? STORE_IS_NARROW : 0;
	chain->first = number;
	chain->last = chain->last ? chain->last : number;
	return true;
}

/* Three bytes; the one behind them is written, too. */
static inline void put_step(uint8_t *bytes, uint32_t step)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	memcpy(bytes, &step, sizeof step);
#else
	bytes[0] = (uint8_t)step;
	bytes[1] = (uint8_t)(step >> 8);
	bytes[2] = (uint8_t)(step >> 16);
#endif
}

static inline uint32_t get_step(const uint8_t *bytes)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	uint32_t step;

	memcpy(&step, bytes, sizeof step);
	return step & 0xffffff;
#else
	return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16;
#endif
}

size_t usage_store_add(struct usage_store *store, struct usage_chain *chain,
		       const uint32_t *codes, size_t count)
{
	struct usage_block *block = chain->first ? block_at(store, chain->first) : NULL;

	for (size_t i = 0; i < count; i++) {
		uint32_t code = codes[i], step = code / NARROW_STEP;
		bool narrow = code < NARROW_END && step * NARROW_STEP == code;
		unsigned full = narrow ? STORE_IS_NARROW | STORE_NARROW : STORE_WIDE;

		if (!block || block->count == full ||
		    (block->count >= STORE_IS_NARROW) != narrow) {
			if (!new_block(store, chain, narrow))
				return i;
			block = block_at(store, chain->first);
		}
		if (narrow)
			put_step(block->bytes + 3 * (size_t)(block->count - STORE_IS_NARROW),
				 step);
		else
			memcpy(block->bytes + 4 * (size_t)block->count, &code, sizeof code);
		block->count++;
	}
	return count;
}

void usage_store_prefetch(const struct usage_store *store, const struct usage_chain *chain)
{
	if (chain->first)
		__builtin_prefetch(block_at(store, chain->first), 1);
}

void usage_store_join(struct usage_store *store, struct usage_chain *chain,
		      struct usage_chain more)
{
	if (more.first == 0)
		return;
	block_at(store, more.last)->next = chain->first;
	chain->first = more.first;
	chain->last = chain->last ? chain->last : more.last;
}

uint32_t usage_store_next(const struct usage_store *store, uint32_t block)
{
	return block_at(store, block)->next;
}

size_t usage_store_block(const struct usage_store *store, uint32_t number, uint32_t *codes)
{
	const struct usage_block *block = block_at(store, number);
	size_t count = block->count & (STORE_IS_NARROW - 1);

	__builtin_prefetch(block_at(store, block->next));
	if (block->count < STORE_IS_NARROW) {
		memcpy(codes, block->bytes, count * sizeof *codes);
		return count;
	}
	for (size_t i = 0; i < STORE_NARROW; i++)
		codes[i] = get_step(block->bytes + 3 * i) * NARROW_STEP;
	return count;
}
