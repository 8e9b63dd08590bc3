/* Intervals: what holds all results, and no more than a last place beyond them. */

#include <math.h>

#include "lca/base/interval.h"
#include "tests/near.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void adds_multiplies_and_divides(void **state)
{
	static const struct {
		struct interval a, b, sum, difference, product, quotient;
	} cases[] = {
	    {{1, 2}, {3, 4}, {4, 6}, {-3, -1}, {3, 8}, {1 / 4., 2 / 3.}},
	    {{-1, 2}, {3, 4}, {2, 6}, {-5, -1}, {-4, 8}, {-1 / 3., 2 / 3.}},
	    {{-2, -1}, {-4, -3}, {-6, -4}, {1, 3}, {3, 8}, {1 / 4., 2 / 3.}},
	    {{0, 0}, {5, 6}, {5, 6}, {-6, -5}, {0, 0}, {0, 0}},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct interval sum = interval_add(cases[i].a, cases[i].b);
		struct interval difference = interval_subtract(cases[i].a, cases[i].b);
		struct interval product = interval_multiply(cases[i].a, cases[i].b);
		struct interval quotient = interval_divide(cases[i].a, cases[i].b);

		assert_near(sum.low, cases[i].sum.low, 1e-15, "sum.low");
		assert_near(sum.high, cases[i].sum.high, 1e-15, "sum.high");
		assert_near(difference.low, cases[i].difference.low, 1e-15, "difference.low");
		assert_near(difference.high, cases[i].difference.high, 1e-15,
			    "difference.high");
		assert_near(product.low, cases[i].product.low, 1e-15, "product.low");
		assert_near(product.high, cases[i].product.high, 1e-15, "product.high");
		assert_near(quotient.low, cases[i].quotient.low, 1e-15, "quotient.low");
		assert_near(quotient.high, cases[i].quotient.high, 1e-15, "quotient.high");
	}
}

/* 0.1 + 0.2 is 0.3 where the last place is forgiven, and nothing more is. */
static void meets_what_meets_in_exact_arithmetic(void **state)
{
	struct interval sum = interval_add(interval_of(0.1), interval_of(0.2));
	struct interval product = interval_multiply(interval_of(1.1), interval_of(1.1));

	(void)state;
	assert_true(interval_holds(sum, 0.3));
	assert_false(interval_holds(sum, 0.3 + 1e-15));
	assert_true(interval_holds(product, 1.21));
	assert_false(interval_holds(product, 1.2100000000001));
	assert_true(interval_meets((struct interval){0.3845, 0.3855}, interval_of(0.3855)));
	assert_false(interval_meets((struct interval){0.3845, 0.3855}, interval_of(0.3856)));
}

static void divides_by_zero_into_everything(void **state)
{
	struct interval all = interval_divide((struct interval){1, 2}, (struct interval){0, 3});

	(void)state;
	assert_true(isinf(all.low) && all.low < 0);
	assert_true(isinf(all.high) && all.high > 0);
	assert_true(interval_holds(interval_multiply(interval_of(0), all), 0));
}

static void keeps_nothing_apart(void **state)
{
	struct interval none = interval_empty();
	struct interval some = {1, 2};

	(void)state;
	assert_true(interval_is_empty(none));
	assert_true(interval_is_empty(interval_common(some, (struct interval){3, 4})));
	assert_true(interval_is_empty(interval_add(some, none)));
	assert_true(interval_is_empty(interval_subtract(some, none)));
	assert_true(interval_is_empty(interval_multiply(none, some)));
	assert_true(interval_is_empty(interval_divide(some, none)));
	assert_false(interval_meets(some, none));
	assert_false(interval_holds(none, 0));
	assert_near(interval_hull(none, some).low, 1, 0, "interval_hull(none, some).low");
	assert_near(interval_hull(some, (struct interval){5, 6}).high, 6, 0,
		    "interval_hull(some, (struct interval){5, 6}).high");
	assert_near(interval_scale(some, -1).low, -2, 1e-15, "interval_scale(some, -1).low");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(adds_multiplies_and_divides),
	    cmocka_unit_test(meets_what_meets_in_exact_arithmetic),
	    cmocka_unit_test(divides_by_zero_into_everything),
	    cmocka_unit_test(keeps_nothing_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
