#ifndef LCA_ENGINE_STRATA_H
#define LCA_ENGINE_STRATA_H

/*
 * Which stratum of [0, 1) each sample of a draw lies in, for samplers that stratify.
 *
 * Samples come in REPLICATES independent replicates of 2^bits points, one after another. In
 * each replicate a draw has one point in each of its 2^bits equal strata; within its stratum a
 * point is uniform. Which point has which stratum:
 *
 * - Sobol': the sequence's dimension of the draw, by a nested uniform scramble (Owen 1995): the
 *   digit of a coordinate at each node of the binary tree of the digits before it is flipped or
 *   not, at random. As a replicate has one point a stratum, the scramble of the digits after
 * the first bits is the uniform place within it.
 * - Latin hypercube: a random permutation of the strata.
 *
 * Both are keyed by seed, name of the draw and replicate alone. 256 points that follow each
 * other from a multiple of 256 on have all values of the first eight digits, and share the
 * digits of the sequence after those; so a block needs one set of 256 flips for the first eight
 * and one for each digit after.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	REPLICATES = 16,
	STRATA_BLOCK_BITS = 8, /* 2^8 points a block */
	STRATA_BITS_LEAST = STRATA_BLOCK_BITS,
	STRATA_BITS_MOST = 27
};

/* How the strata of a draw are given out. */
struct strata {
	unsigned bits;
	bool latin;
	/* Where not latin: the sequence (sobol.h), and the first eight digits of it with the
	 * first one lowest. */
	uint32_t directions[STRATA_BITS_MOST];
	uint8_t first[STRATA_BITS_MOST];
};

/* Of 2^bits points a replicate; a dimension that the sequence does not have is Latin. */
struct strata strata_sobol(unsigned bits, size_t dimension);
struct strata strata_latin(unsigned bits);

#endif
