/* A factor as one number, two of them against each other, and contradictions among sources. */

#include "tests/near.h"

#include <math.h>

#include "factors/discrepancy.h"
#include "factors/estimate.h"
#include "factors/factors.h"
#include "lca/base/arena.h"

/* ln of the end of the 95 % interval of a lognormal with GSD e. */
static const double z = 1.959963984540054;

static struct factor row(const char *variant, double value, double gsd)
{
	return (struct factor){
	    .id = variant,
	    .activity = "electricity",
	    .region = "FR",
	    .criterion = "gwp",
	    .variant = variant,
	    .year = 2022,
	    .boundary = "lifecycle",
	    .accounting = "",
	    .delivery = "",
	    .gas_scope = "",
	    .gwp_set = "",
	    .quantity = {.dist = dist_lognormal(value, gsd), .unit = unit_of("kgCO2e/kWh")},
	};
}

static struct quantity method(const char *draw, double gsd)
{
	return (struct quantity){
	    .dist = dist_lognormal(1, gsd), .unit = unit_of(""), .origin = {.draw = draw}};
}

static void joins_spreads_in_logarithms(void **state)
{
	struct quantity error = method("method/a", 1.3);
	struct factor factor = row("", 0.5, 1.2);
	struct estimate estimate;
	double spread = hypot(log(1.2), log(1.3));

	(void)state;
	factor.method = &error;
	estimate = factor_estimate(&factor, true);
	assert_near(estimate.central, 0.5, 1e-15, "central");
	assert_near(estimate.high, 0.5 * exp(z * spread), 1e-9, "high");
	assert_near(estimate.low, 0.5 * exp(-z * spread), 1e-9, "low");
	assert_near(estimate.spread, spread, 1e-9, "spread");
	assert_near(factor_estimate(&factor, false).spread, log(1.2), 1e-9, "own spread");
}

static void adds_a_bridge_as_it_stands(void **state)
{
	struct quantity half = method("share", 1.1);
	struct quantity addend = {.dist = dist_exact(0.1), .unit = unit_of("kgCO2e/kWh")};
	struct bridge bridge = {.factor = &half, .addend = &addend, .text = "a step"};
	struct factor factor = row("", 0.4, 1);
	struct estimate estimate;

	(void)state;
	half.dist = dist_lognormal(0.5, 1.1);
	factor.bridge = &bridge;
	estimate = factor_estimate(&factor, true);
	assert_near(estimate.central, 0.3, 1e-15, "central");
	assert_near(estimate.high, 0.1 + 0.2 * exp(z * log(1.1)), 1e-9, "high");
}

static void keeps_an_exact_row_exact(void **state)
{
	struct factor factor = row("", 0.5, 1);
	struct estimate estimate = factor_estimate(&factor, true);

	(void)state;
	assert_near(estimate.low, 0.5, 0, "low");
	assert_near(estimate.high, 0.5, 0, "high");
	assert_near(estimate.spread, 0, 0, "spread");
}

static void cancels_the_error_of_one_method(void **state)
{
	struct quantity same = method("method/a", 1.3), other = method("method/b", 1.3);
	struct factor a = row("", 0.5, 1.1), b = row("b-2022", 0.6, 1.1);
	double own = hypot(log(1.1), log(1.1)), both = hypot(own, hypot(log(1.3), log(1.3)));

	(void)state;
	a.method = b.method = &same;
	assert_true(factor_contrast(&a, &b).same_method);
	assert_near(factor_contrast(&a, &b).spread, own, 1e-9, "one method");
	b.method = &other;
	assert_false(factor_contrast(&a, &b).same_method);
	assert_near(factor_contrast(&a, &b).spread, both, 1e-9, "two methods");
	assert_near(factor_contrast(&a, &b).ratio, 1.2, 1e-12, "ratio");
	assert_near(factor_contrast(&a, &b).below, 0.5 * erfc(log(1.2) / both / sqrt(2)), 1e-9,
		    "P(b < a)");
}

static void tells_apart_beyond_the_interval(void **state)
{
	struct factor a = row("", 0.5, 1.1), b = row("b-2022", 0.65, 1.1);
	struct factor c = row("c-2022", 0.66, 1.1), exact = row("d-2022", 0.5, 1);

	(void)state;
	assert_false(factor_contrast(&a, &b).apart);
	assert_true(factor_contrast(&a, &c).apart);
	assert_near(factor_contrast(&exact, &exact).below, 0.5, 0, "equal values");
	assert_false(factor_contrast(&exact, &exact).apart);
	exact.quantity.unit = unit_of("W");
	assert_false(factor_contrast(&a, &exact).comparable);
}

static void finds_sources_that_contradict(void **state)
{
	struct factor rows[] = {row("", 0.5, 1.1), row("b-2022", 0.9, 1.1),
				row("c-2023", 1.2, 1.1), row("batch=8", 9, 1.1)};
	const struct factor *list[] = {&rows[3], &rows[1], &rows[0], &rows[2]};
	const struct discrepancy *found;
	struct arena *arena = arena_new();

	(void)state;
	assert_int_equal(discrepancies_of(arena, list, 4, &found), 1);
	assert_ptr_equal(found[0].a, &rows[0]);
	assert_ptr_equal(found[0].b, &rows[2]);
	assert_int_equal(found[0].variants, 3);
	rows[1].boundary = rows[2].boundary = "direct";
	assert_int_equal(discrepancies_of(arena, list, 4, &found), 1);
	assert_ptr_equal(found[0].a, &rows[1]);
	rows[2].accounting = "consumption";
	rows[1].accounting = "production";
	assert_int_equal(discrepancies_of(arena, list, 4, &found), 0);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(joins_spreads_in_logarithms),
	    cmocka_unit_test(adds_a_bridge_as_it_stands),
	    cmocka_unit_test(keeps_an_exact_row_exact),
	    cmocka_unit_test(cancels_the_error_of_one_method),
	    cmocka_unit_test(tells_apart_beyond_the_interval),
	    cmocka_unit_test(finds_sources_that_contradict),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
