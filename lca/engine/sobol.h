#ifndef LCA_ENGINE_SOBOL_H
#define LCA_ENGINE_SOBOL_H

/*
 * Sobol' sequences (1967): dimensions 0 .. 1110, with the direction numbers of Joe and Kuo
 * (2008).
 *
 * Of 2^bits points, point n has in each dimension the coordinate x / 2^bits with x the
 * exclusive or of directions[i] over the bits i of n (i = 0 is the lowest): every x below
 * 2^bits comes once, and of each aligned run of 2^b points one lies in each of 2^b equal parts.
 */

#include <stddef.h>
#include <stdint.h>

enum { SOBOL_DIMENSIONS = 1111, SOBOL_BITS = 32 };

/* directions[0 .. bits), 1 <= bits <= SOBOL_BITS. */
void sobol_directions(size_t dimension, unsigned bits, uint32_t *directions);

#endif
