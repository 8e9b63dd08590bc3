/* Direction numbers of a dimension, from the packed ones of the polynomial's degree. */

#include "lca/engine/sobol.h"

#include <assert.h>
#include <string.h>

#include "lca/engine/sobol_directions.h"

struct bits {
	const char *text;
	unsigned next;
};

static uint32_t take(struct bits *bits, unsigned count)
{
	static const char alphabet[] = SOBOL_ALPHABET;
	uint32_t taken = 0, digit;

	for (; count > 0; count--, bits->next++) {
		digit = (uint32_t)(strchr(alphabet, bits->text[bits->next / 6]) - alphabet);
		taken = taken << 1 | (digit >> (5 - bits->next % 6) & 1);
	}
	return taken;
}

/* m_i = 2 a_1 m_{i-1} ^ 4 a_2 m_{i-2} ^ .. ^ 2^(s-1) a_{s-1} m_{i-s+1} ^ 2^s m_{i-s} ^ m_{i-s}
 * with a_1 .. a_{s-1} the inner coefficients of the polynomial (Joe and Kuo 2008, eq. 2). */
static void continue_numbers(uint32_t *m, unsigned degree, uint32_t inner, unsigned count)
{
	unsigned i, k;

	for (i = degree; i < count; i++) {
		m[i] = m[i - degree] ^ m[i - degree] << degree;
		for (k = 1; k < degree; k++)
			if (inner >> (degree - 1 - k) & 1)
				m[i] ^= m[i - k] << k;
	}
}

/* The m of a dimension after the first, as many as count. */
static void fill_numbers(size_t dimension, unsigned count, uint32_t *m)
{
	const struct sobol_degree *of = sobol_degrees;
	size_t position = dimension - 1;
	uint32_t first[SOBOL_BITS] = {1}, inner;
	struct bits bits = {.text = ""};
	unsigned degree, i;

	for (; position >= of->dimensions; of++)
		position -= of->dimensions;
	degree = (unsigned)(of - sobol_degrees) + 1;
	bits.text = of->rows[position / of->in_row] + position % of->in_row * of->characters;
	inner = take(&bits, degree - 1);
	for (i = 1; i < degree; i++)
		first[i] = take(&bits, i) << 1 | 1;
	continue_numbers(first, degree, inner, SOBOL_BITS);
	memcpy(m, first, count * sizeof *m);
}

void sobol_directions(size_t dimension, unsigned bits, uint32_t *directions)
{
	unsigned i;

	assert(dimension < SOBOL_DIMENSIONS && bits >= 1 && bits <= SOBOL_BITS);
	for (i = 0; i < bits; i++)
		directions[i] = 1;
	if (dimension > 0)
		fill_numbers(dimension, bits, directions);
	for (i = 0; i < bits; i++)
		directions[i] <<= bits - 1 - i;
}
