/* What a draw needs to be given its strata. */

#include "lca/engine/strata.h"

#include <assert.h>

#include "lca/engine/sobol.h"

struct strata strata_latin(unsigned bits)
{
	assert(bits >= STRATA_BITS_LEAST && bits <= STRATA_BITS_MOST);
	return (struct strata){.bits = bits, .latin = true};
}

static uint8_t reverse(uint32_t digits)
{
	uint32_t reversed = 0;
	unsigned i;

	for (i = 0; i < STRATA_BLOCK_BITS; i++)
		reversed |= (digits >> i & 1) << (STRATA_BLOCK_BITS - 1 - i);
	return (uint8_t)reversed;
}

struct strata strata_sobol(unsigned bits, size_t dimension)
{
	struct strata strata = strata_latin(bits);
	unsigned i;

	if (dimension >= SOBOL_DIMENSIONS)
		return strata;
	strata.latin = false;
	sobol_directions(dimension, bits, strata.directions);
	for (i = 0; i < bits; i++)
		strata.first[i] = reverse(strata.directions[i] >> (bits - STRATA_BLOCK_BITS));
	return strata;
}
