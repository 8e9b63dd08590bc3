/* Moments without sampling: closed forms, published cases, and what must stay unknown. */

#include "lca/engine/exact.h"

#include <math.h>
#include <string.h>

#include "tests/engine.h"
#include "tests/near.h"

static struct exact moments_of(const struct bench *b, cell output)
{
	struct exact exact;

	exact_moments(b->sheet, &output, 1, &exact);
	return exact;
}

static void assert_known(const struct exact *exact, double mean, double sd, double tolerance,
			 const char *what)
{
	if (!exact->known || !exact->finite_variance)
		fail_msg("%s: not known", what);
	assert_near(exact->mean, mean, tolerance, what);
	assert_near(exact->sd, sd, tolerance, what);
}

static cell divide_by(struct bench *b, cell c, double number)
{
	return sheet_divide(b->sheet, c, sheet_constant(b->sheet, number));
}

/* median = prod m_i^e_i, s^2 = sum (e_i ln gsd_i)^2 */
static void product_of_lognormals_meets_its_closed_form(void **state)
{
	static const double gsds[] = {1.02, 1.5, 4, 30};
	size_t i, n;

	(void)state;
	for (n = 1; n <= 4; n++) {
		struct bench b = bench_new();
		cell product = sheet_constant(b.sheet, 3);
		double variance = 0, mean = 3;

		for (i = 0; i < n; i++) {
			const char *key = arena_printf(b.arena, "x%zu", i);
			double s = log(gsds[i]);
			cell x = input(&b, key, lognormal(2 + (double)i, gsds[i]));

			product = i % 2 ? sheet_divide(b.sheet, product, x)
					: sheet_multiply(b.sheet, product, x);
			variance += s * s;
			mean *= pow(2 + (double)i, i % 2 ? -1 : 1) * exp(s * s / 2);
		}
		struct exact exact = moments_of(&b, product);
		assert_known(&exact, mean, mean * sqrt(expm1(variance)), 1e-12, "product");
		bench_free(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(product_of_lognormals_meets_its_closed_form),
	};

	(void)divide_by;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
