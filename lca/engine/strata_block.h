#ifndef LCA_ENGINE_STRATA_BLOCK_H
#define LCA_ENGINE_STRATA_BLOCK_H

/* The strata of a block of 256 samples (strata.h), for kernel.c alone. */

#include "lca/engine/rng.h"
#include "lca/engine/strata.h"

enum {
	STREAM_FLIPS = 8, /* of Philox */
	STREAM_LATIN = 9,
	STRATA_WORDS = RNG_BLOCK / 32,		    /* of the flips of one digit */
	STRATA_SETS = RNG_LANES * 4 / STRATA_WORDS, /* of flips that eight counters give */
	STRATA_ROUNDS = 6
};

/* Where a block stands. */
struct strata_place {
	const struct strata *strata;
	const struct rng_key *key;
	uint32_t replicate, block; /* block of the replicate */
};

/* Eight counters of (stream, replicate, lane; part; name), two lanes to a part. */
static inline void strata_words(const struct strata_place *place, uint32_t stream,
				const uint32_t part[STRATA_SETS], rng_word words[4][RNG_LANES])
{
	uint32_t lane;

	for (lane = 0; lane < RNG_LANES; lane++) {
		words[0][lane] = stream << 8 | place->replicate << 1 | (lane & 1);
		words[1][lane] = part[lane / 2];
		words[2][lane] = (uint32_t)place->key->name;
		words[3][lane] = (uint32_t)(place->key->name >> 32);
	}
	rng_philox(words, place->key->seed);
}

/* The first eight digits: value[t] scrambles the digits t, the first one lowest in t and
 * highest in the value. The flip of a node has the number of its digits after a leading 1. */
static inline void strata_first(const uint8_t flips[RNG_BLOCK], uint32_t value[RNG_BLOCK])
{
	uint8_t scrambled[RNG_BLOCK] = {0};
	unsigned nodes, v;

	for (nodes = 1; nodes < RNG_BLOCK; nodes *= 2)
		for (v = 0; v < nodes; v++) {
			uint8_t next = (uint8_t)(2 * scrambled[v] + flips[nodes + v]);

			scrambled[v] = next;
			scrambled[nodes + v] = next ^ 1;
		}
	for (v = 0; v < RNG_BLOCK; v++)
		value[v] = scrambled[v];
}

/* flips[32 w + i] is bit i of word w of a set; digit 1 turns them all. */
static inline void strata_flips(rng_word words[4][RNG_LANES], uint32_t set, uint32_t digit,
				uint8_t flips[RNG_BLOCK])
{
	uint32_t w, i;

	for (w = 0; w < STRATA_WORDS; w++) {
		uint32_t word = (uint32_t)words[w % 4][2 * set + w / 4] ^ (0 - digit);

		for (i = 0; i < 32; i++)
			flips[32 * w + i] = (uint8_t)(word >> i & 1);
	}
}

/* value[t]: the scrambled stratum of the point whose first eight digits are t and whose others
 * are later. A node below the first eight digits is numbered by its later digits after a
 * leading 1, and 0 stands for the tree of the first eight. */
static inline void strata_scramble(const struct strata_place *place, uint32_t later,
				   uint32_t value[RNG_BLOCK])
{
	const uint32_t digits = place->strata->bits - STRATA_BLOCK_BITS;
	rng_word words[4][RNG_LANES];
	uint32_t nodes[STRATA_SETS], d, set, i;
	uint8_t flips[RNG_BLOCK];

	for (d = 0; d <= digits; d++) {
		set = d % STRATA_SETS;
		if (set == 0) {
			for (i = 0; i < STRATA_SETS; i++)
				nodes[i] =
				    d + i == 0 ? 0
				    : d + i > digits
					? 0
					: 1U << (d + i - 1) | later >> (digits - d - i) >> 1;
			strata_words(place, STREAM_FLIPS, nodes, words);
		}
		strata_flips(words, set, d ? later >> (digits - d) & 1 : 0, flips);
		if (d == 0)
			strata_first(flips, value);
		for (i = 0; d > 0 && i < RNG_BLOCK; i++)
			value[i] = 2 * value[i] + flips[i];
	}
}

static inline void strata_of_sobol(const struct strata_place *place,
				   uint32_t stratum[RNG_BLOCK])
{
	const struct strata *strata = place->strata;
	const uint32_t digits = strata->bits - STRATA_BLOCK_BITS;
	uint32_t value[RNG_BLOCK], start = 0, i, k;
	uint8_t first[RNG_BLOCK] = {0};

	for (i = 0; i < digits; i++)
		if (place->block >> i & 1) {
			start ^= strata->directions[STRATA_BLOCK_BITS + i];
			first[0] ^= strata->first[STRATA_BLOCK_BITS + i];
		}
	strata_scramble(place, start & ((1U << digits) - 1), value);
	for (i = 0; i < STRATA_BLOCK_BITS; i++)
		for (k = 0; k < 1U << i; k++)
			first[(1U << i) + k] = first[k] ^ strata->first[i];
	for (i = 0; i < RNG_BLOCK; i++)
		stratum[i] = value[first[i]];
}

/* Rounds of x (odd) + c modulo 2^bits, each followed by an exclusive or of the upper half of
 * the digits on the lower: every step is a permutation. */
static inline void strata_of_latin(const struct strata_place *place,
				   uint32_t stratum[RNG_BLOCK])
{
	const uint32_t bits = place->strata->bits, mask = (1U << bits) - 1;
	const uint32_t half = (bits + 1) / 2, parts[STRATA_SETS] = {0, 1, 2, 3};
	rng_word words[4][RNG_LANES];
	uint32_t i, round;

	strata_words(place, STREAM_LATIN, parts, words);
	for (i = 0; i < RNG_BLOCK; i++) {
		uint32_t x = place->block << STRATA_BLOCK_BITS | i;

		for (round = 0; round < STRATA_ROUNDS; round++) {
			x = (x * ((uint32_t)words[0][round] | 1) + (uint32_t)words[1][round]) &
			    mask;
			x ^= x >> half;
		}
		stratum[i] = x;
	}
}

/* The strata, below 2^bits, of the samples of the block of key (counted over all replicates).
 */
static inline void strata_block(const struct strata *strata, const struct rng_key *key,
				uint32_t stratum[RNG_BLOCK])
{
	const unsigned blocks = strata->bits - STRATA_BLOCK_BITS;
	const struct strata_place place = {
	    .strata = strata,
	    .key = key,
	    .replicate = (uint32_t)(key->block >> blocks),
	    .block = (uint32_t)(key->block & ((UINT64_C(1) << blocks) - 1))};

	if (strata->latin)
		strata_of_latin(&place, stratum);
	else
		strata_of_sobol(&place, stratum);
}

#endif
