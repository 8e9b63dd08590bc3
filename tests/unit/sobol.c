/* Direction numbers against published ones, and the properties they were chosen for. */

#include "lca/engine/sobol.h"

#include <stdio.h>

#include "tests/harness.h"

/* Joe and Kuo 2008, new-joe-kuo-6: dimension d of the set is dimension d - 1 here. */
static void first_numbers_are_the_published_ones(void **state)
{
	static const struct {
		size_t dimension;
		unsigned count;
		uint32_t m[14];
	} cases[] = {
	    {1, 1, {1}},
	    {2, 2, {1, 3}},
	    {3, 3, {1, 3, 1}},
	    {4, 3, {1, 1, 1}},
	    {5, 4, {1, 1, 3, 3}},
	    {6, 4, {1, 3, 5, 13}},
	    {7, 5, {1, 1, 5, 5, 17}},
	    {20, 7, {1, 3, 7, 13, 13, 15, 69}},
	    {100, 9, {1, 3, 3, 7, 29, 37, 33, 123, 147}},
	    {500, 13, {1, 3, 5, 1, 13, 41, 19, 143, 293, 391, 2023, 1791, 4399}},
	    {1110, 13, {1, 1, 5, 15, 19, 1, 7, 211, 157, 603, 403, 1387, 1583}},
	};
	uint32_t v[SOBOL_BITS];
	size_t c;
	unsigned i;

	(void)state;
	for (c = 0; c < sizeof cases / sizeof *cases; c++) {
		sobol_directions(cases[c].dimension, SOBOL_BITS, v);
		for (i = 0; i < cases[c].count; i++)
			assert_int_equal(v[i] >> (SOBOL_BITS - 1 - i), cases[c].m[i]);
	}
}

/* By hand from the recurrence of the second dimension, x + 1: m_i = 2 m_{i-1} ^ m_{i-1}. */

static void later_numbers_follow_the_polynomial(void **state)
{
	static const uint32_t m[] = {1, 3, 5, 15, 17, 51, 85, 255};
	uint32_t v[8];
	unsigned i;

	(void)state;
	sobol_directions(1, 8, v);
	for (i = 0; i < 8; i++)
		assert_int_equal(v[i], m[i] << (7 - i));
}

/* Each number is odd and below 2^i: each coordinate comes once. */
static void every_dimension_stratifies(void **state)
{
	uint32_t v[SOBOL_BITS], m;
	size_t d;
	unsigned i;

	(void)state;
	for (d = 0; d < SOBOL_DIMENSIONS; d++) {
		sobol_directions(d, SOBOL_BITS, v);
		for (i = 0; i < SOBOL_BITS; i++) {
			m = v[i] >> (SOBOL_BITS - 1 - i);
			assert_int_equal(v[i], m << (SOBOL_BITS - 1 - i));
			assert_true(m & 1 && (i == 31 || m >> (i + 1) == 0));
		}
	}
}

/* Sobol's property A: of 2^d points, one lies in each of the 2^d halves of halves of the first
 * d dimensions, so the first digits of the first d directions are a regular matrix. */
static void halves_of_all_dimensions_are_met(void **state)
{
	uint32_t row[SOBOL_BITS], v[SOBOL_BITS], pivot;
	unsigned d, i, k;

	(void)state;
	for (d = 0; d < SOBOL_BITS; d++) {
		sobol_directions(d, SOBOL_BITS, v);
		row[d] = 0;
		for (i = 0; i < SOBOL_BITS; i++)
			row[d] |= (v[i] >> (SOBOL_BITS - 1) & 1) << i;
	}
	for (d = 1; d <= SOBOL_BITS; d++) {
		uint32_t m[SOBOL_BITS], mask = d < 32 ? (1U << d) - 1 : UINT32_MAX;

		for (i = 0; i < d; i++)
			m[i] = row[i] & mask;
		for (i = 0; i < d; i++) {
			assert_true(m[i] != 0);
			pivot = m[i] & (0 - m[i]);
			for (k = i + 1; k < d; k++)
				m[k] ^= m[k] & pivot ? m[i] : 0;
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(first_numbers_are_the_published_ones),
	    cmocka_unit_test(later_numbers_follow_the_polynomial),
	    cmocka_unit_test(every_dimension_stratifies),
	    cmocka_unit_test(halves_of_all_dimensions_are_met),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
