#ifndef LCA_ENGINE_SOBOL_DIRECTIONS_H
#define LCA_ENGINE_SOBOL_DIRECTIONS_H

/*
 * What the dimensions 2 to 1111 of the Sobol' sequence start from, packed: for each degree the
 * primitive polynomials of that degree in ascending order, one dimension each.
 *
 * A dimension of degree s is a number of characters, each of six bits, the highest first, as in
 * SOBOL_ALPHABET. Bits in order: the s - 1 inner coefficients of the polynomial, from x^(s - 1)
 * to x; then for i = 2 .. s the upper i - 1 bits of the odd number m_i < 2^i. m_1 is 1.
 */

#define SOBOL_ALPHABET "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-"

enum { SOBOL_DEGREES = 13 };

struct sobol_degree {
	unsigned dimensions;
	unsigned characters; /* of a dimension */
	unsigned in_row;     /* dimensions */
	const char *const *rows;
};

extern const struct sobol_degree sobol_degrees[SOBOL_DEGREES]; /* of degree 1, 2, .. */

#endif
