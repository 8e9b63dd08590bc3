#ifndef LCA_ENGINE_RNG_H
#define LCA_ENGINE_RNG_H

/*
 * Random numbers: for each draw and block of 256 samples, Philox4x32-10 (Salmon and others
 * 2011) seeds eight lanes of xoshiro256+ (Blackman and Vigna 2018); sample i of the block is
 * step i / 8 of lane i % 8.
 *
 * key = seed; counter = (lane half, block, hash of the draw's name), where the first word also
 * holds the stream (0 for runs and matrix A of the sensitivity, 1 for its matrix B, 2 for its
 * resampling, 8 and 9 for strata). Nothing depends on the order of draws, on threads or on the
 * sheet: a draw of one name is the same in every sheet.
 */

#include <stddef.h>
#include <stdint.h>

#include "lca/engine/math.h"

enum { RNG_LANES = 8, RNG_STEPS = 4, RNG_BLOCK = 256 };

struct rng_key {
	uint64_t seed;
	uint64_t name;	 /* rng_hash of the draw's name */
	uint64_t block;	 /* sample / RNG_BLOCK, below 2^48 */
	uint32_t stream; /* below 256 */
};

/* FNV-1a, 64 bits. */
static inline uint64_t rng_hash(const char *name)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (; *name; name++)
		hash = (hash ^ (unsigned char)*name) * UINT64_C(0x100000001b3);
	return hash;
}

/* A word of 32 bits. It stands in 64 where vectors multiply those in one instruction: each lane
 * of a vector then computes for itself. */
#ifdef __AVX512DQ__
typedef uint64_t rng_word;
#else
typedef uint32_t rng_word;
#endif

/* Ten rounds on eight counters at once: word w of counter l is counter[w][l]. */
static inline void rng_philox(rng_word counter[4][RNG_LANES], uint64_t key)
{
	int round, lane;

	for (lane = 0; lane < RNG_LANES; lane++) {
		rng_word c0 = counter[0][lane], c1 = counter[1][lane];
		rng_word c2 = counter[2][lane], c3 = counter[3][lane];
		uint32_t k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);

		for (round = 0; round < 10; round++) {
			uint64_t p0 = (uint64_t)c0 * UINT32_C(0xd2511f53);
			uint64_t p1 = (uint64_t)c2 * UINT32_C(0xcd9e8d57);

			c0 = (rng_word)(p1 >> 32) ^ c1 ^ k0;
			c2 = (rng_word)(p0 >> 32) ^ c3 ^ k1;
			c1 = (uint32_t)p1;
			c3 = (uint32_t)p0;
			k0 += UINT32_C(0x9e3779b9);
			k1 += UINT32_C(0xbb67ae85);
		}
		counter[0][lane] = c0;
		counter[1][lane] = c1;
		counter[2][lane] = c2;
		counter[3][lane] = c3;
	}
}

static inline uint64_t rng_rotate(uint64_t x, int by)
{
	return (x << by) | (x >> (64 - by));
}

/* RNG_STEPS steps of xoshiro256+ in every lane: word w of lane l is state[w][l], the step-th
 * number of lane l goes to out[step][l]. Several steps at once keep the state in registers. */
static inline void rng_steps(uint64_t state[4][RNG_LANES], uint64_t out[RNG_STEPS][RNG_LANES])
{
	int lane, step;

	for (lane = 0; lane < RNG_LANES; lane++) {
		uint64_t s0 = state[0][lane], s1 = state[1][lane];
		uint64_t s2 = state[2][lane], s3 = state[3][lane];

		for (step = 0; step < RNG_STEPS; step++) {
			uint64_t shifted = s1 << 17;

			out[step][lane] = s0 + s3;
			s2 ^= s0;
			s3 ^= s1;
			s1 ^= s2;
			s0 ^= s3;
			s2 ^= shifted;
			s3 = rng_rotate(s3, 45);
		}
		state[0][lane] = s0;
		state[1][lane] = s1;
		state[2][lane] = s2;
		state[3][lane] = s3;
	}
}

/* The state of the eight lanes of a block: two Philox outputs a lane. */
static inline void rng_seed(const struct rng_key *key, uint64_t state[4][RNG_LANES])
{
	rng_word counter[4][RNG_LANES];
	uint32_t half, high = (uint32_t)(key->block >> 32) << 16 | key->stream << 8;
	int lane;

	for (half = 0; half < 2; half++) {
		for (lane = 0; lane < RNG_LANES; lane++) {
			counter[0][lane] = high | half << 4 | (uint32_t)lane;
			counter[1][lane] = (uint32_t)key->block;
			counter[2][lane] = (uint32_t)key->name;
			counter[3][lane] = (uint32_t)(key->name >> 32);
		}
		rng_philox(counter, key->seed);
		for (lane = 0; lane < RNG_LANES; lane++) {
			state[2 * half][lane] =
			    (uint64_t)counter[1][lane] << 32 | counter[0][lane];
			state[2 * half + 1][lane] =
			    (uint64_t)counter[3][lane] << 32 | counter[2][lane];
		}
	}
}

/* The upper 52 bits as (k + 1/2) / 2^52: never 0, never 1. */
static inline double rng_uniform(uint64_t bits)
{
	return math_from_bits(UINT64_C(0x3ff0000000000000) | bits >> 12) - 0x1.fffffffffffffp-1;
}

#endif
