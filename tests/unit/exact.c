/* Moments without sampling: closed forms, and what must stay unknown. */

#include "tests/exact.h"

/* median = prod m_i^e_i, s^2 = sum (e_i ln gsd_i)^2, whatever the spread. */
static void products_of_lognormals_meet_their_closed_form(void **state)
{
	static const double gsds[] = {1.02, 1.5, 4, 30};
	size_t i, n;

	(void)state;
	for (n = 1; n <= COUNT(gsds); n++) {
		struct bench b = bench_new();
		cell product = number(&b, 3);
		double variance = 0, mean = 3;

		for (i = 0; i < n; i++) {
			double s = log(gsds[i]), median = 2 + (double)i;
			cell x = input(&b, arena_printf(b.arena, "x%zu", i),
				       lognormal(median, gsds[i]));

			product = i % 2 ? over(&b, product, x) : times(&b, product, x);
			variance += s * s;
			mean *= (i % 2 ? 1 / median : median) * exp(s * s / 2);
		}
		assert_moments(&b, product, mean, mean * sqrt(expm1(variance)), 1e-12,
			       "product");
		bench_free(&b);
	}
}

/* Two lognormals that share a draw: exp((s + t) z). */
static void inputs_of_one_draw_move_together(void **state)
{
	struct bench b = bench_new();
	struct quantity quantity = {.unit = unit_of(""), .origin = {.draw = "both"}};
	double s = log(1.3), t = log(2), mean = 2 * 5 * exp((s + t) * (s + t) / 2);
	cell x, y;

	(void)state;
	quantity.origin.key = "x";
	quantity.dist = lognormal(2, 1.3);
	x = sheet_input(b.sheet, &quantity);
	quantity.origin.key = "y";
	quantity.dist = lognormal(5, 2);
	y = sheet_input(b.sheet, &quantity);
	assert_moments(&b, times(&b, x, y), mean, mean * sqrt(expm1((s + t) * (s + t))), 1e-12,
		       "x y");
	/* Of the same shape, shifted and scaled. */
	quantity.origin.draw = "uniform";
	quantity.origin.key = "p";
	quantity.dist = uniform(0, 1);
	x = sheet_input(b.sheet, &quantity);
	quantity.origin.key = "q";
	quantity.dist = uniform(2, 5);
	y = sheet_input(b.sheet, &quantity);
	/* u (2 + 3 u): mean 1 + 1, square 4/3 + 12/4 + 9/5. */
	assert_moments(&b, times(&b, x, y), 2, sqrt(4.0 / 3 + 3 + 9.0 / 5 - 4), 1e-13, "u q");
	bench_free(&b);
}

/* A shift is a term of its own, however large the spread. */
static void shifted_lognormals_keep_their_closed_form(void **state)
{
	static const double gsds[] = {1.05, 2, 10, 100};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(gsds); i++) {
		struct bench b = bench_new();
		double s = log(gsds[i]), e1 = exp(s * s / 2), q = exp(s * s);
		cell x = input(&b, "x", shaped(DIST_LOGNORMAL, 5, gsds[i], 2, 0));
		cell y = input(&b, "y", lognormal(3, gsds[i]));
		double mean = 2 + 5 * e1, ey = 3 * e1;
		double variance = 25 * q * (q - 1), vy = 9 * q * (q - 1);

		assert_moments(&b, x, mean, sqrt(variance), 1e-12, "x");
		assert_moments(&b, times(&b, x, y), mean * ey,
			       sqrt(variance * vy + mean * mean * vy + ey * ey * variance),
			       1e-12, "x y");
		assert_moments(&b, times(&b, plus(&b, x, number(&b, 1)), number(&b, 2)),
			       2 * mean + 2, 2 * sqrt(variance), 1e-12, "2 (x + 1)");
		bench_free(&b);
	}
}

/* Losses per kWh metered, hours over a life allotted: quotients by one product. */
static void quotients_by_one_product_are_known(void **state)
{
	struct bench b = bench_new();
	cell losses = input(&b, "losses", pert(0.019, 0.0634, 0.0793));
	cell hours = input(&b, "hours", lognormal(100, 1.5));
	cell life = times(&b, input(&b, "lifetime", triangular(2, 5, 6)),
			  input(&b, "utilization", uniform(0.6, 0.95)));
	double s = log(1.5), mean = 100 * exp(s * s / 2), square = mean * mean * exp(s * s);
	double l = 0.2415344264238122, lv = 0.05670506533078493 * 0.05670506533078493;
	double u = 1.312949512509829, uv = 0.1747842742139094 * 0.1747842742139094;

	(void)state;
	assert_moments(&b, over(&b, losses, less(&b, number(&b, 1), losses)),
		       0.062443698055164236, 0.012148430931353661, 1e-12, "L / (1 - L)");
	square *= (l * l + lv) * (u * u + uv);
	mean *= l * u;
	assert_moments(&b, over(&b, hours, life), mean, sqrt(square - mean * mean), 1e-12,
		       "hours / life");
	/* What is divided by again cancels. */
	assert_moments(&b, times(&b, over(&b, hours, life), life), 100 * exp(s * s / 2),
		       100 * exp(s * s / 2) * sqrt(expm1(s * s)), 1e-12, "hours");
	bench_free(&b);
}

static void minimum_is_known_where_it_is_one_operand(void **state)
{
	struct bench b = bench_new();
	cell life = times(&b, input(&b, "lifetime", uniform(3, 5)),
			  input(&b, "utilization", uniform(0.6, 0.95)));
	cell used = over(&b, number(&b, 1), life);
	cell always = sheet_minimum(b.sheet, used, number(&b, 1));
	cell often = sheet_minimum(b.sheet, used, number(&b, 0.4));
	cell x = input(&b, "x", uniform(1, 2)), twice = times(&b, x, number(&b, 2));

	(void)state;
	assert_moments(&b, always, log(5.0 / 3) / 2 * 1.312949512509829,
		       moments_of(&b, used).sd, 1e-12, "1 / life");
	assert_false(moments_of(&b, often).known);
	assert_moments(&b, sheet_minimum(b.sheet, twice, x), 1.5, sqrt(1.0 / 12), 1e-12, "x");
	assert_false(
	    moments_of(&b, sheet_minimum(b.sheet, x, less(&b, number(&b, 3), x))).known);
	bench_free(&b);
}

static void what_has_no_moments_gets_none(void **state)
{
	struct bench b = bench_new();
	cell one = number(&b, 1), x = input(&b, "x", uniform(1, 2));
	cell y = input(&b, "y", uniform(1, 2)), n = input(&b, "n", normal(10, 1));
	const cell unknown[] = {
	    over(&b, one, plus(&b, x, y)),
	    over(&b, one, n),
	    over(&b, one, times(&b, n, n)),
	    over(&b, one, less(&b, x, number(&b, 1.5))),
	    over(&b, one, less(&b, x, one)),
	    over(&b, one, input(&b, "gamma 1", shaped(DIST_GAMMA, 1, 1, 0, 0))),
	    over(&b, one, input(&b, "beta 0.9", shaped(DIST_BETA, 0, 0.9, 1, 2))),
	    input(&b, "student 1", shaped(DIST_STUDENT, 0, 1, 0, 1)),
	    input(&b, "student 2.05", shaped(DIST_STUDENT, 0, 1, 0, 2.05)),
	    over(&b, one, number(&b, 0)),
	    times(&b, number(&b, 1e300), number(&b, 1e300)),
	};
	const struct {
		const char *name;
		cell output;
		double mean;
	} infinite[] = {
	    {"student of 2", input(&b, "student 2", shaped(DIST_STUDENT, 7, 1, 0, 2)), 7},
	    {"student of 1.5", input(&b, "student 1.5", shaped(DIST_STUDENT, 7, 1, 0, 1.5)), 7},
	    {"1 / gamma",
	     over(&b, one, input(&b, "gamma 1.5", shaped(DIST_GAMMA, 2, 1.5, 0, 0))), 1},
	    {"1 / weibull of 2",
	     over(&b, one, input(&b, "weibull 2", shaped(DIST_WEIBULL, 1, 2, 0, 0))),
	     1.7724538509055160},
	};
	struct exact exact;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(unknown); i++)
		if (moments_of(&b, unknown[i]).known)
			fail_msg("%zu of those without moments is known", i);
	for (i = 0; i < COUNT(infinite); i++) {
		exact = moments_of(&b, plus(&b, infinite[i].output, x));
		assert_true(exact.known && !exact.finite_variance && isnan(exact.sd));
		assert_near(exact.mean, infinite[i].mean + 1.5, 1e-9, infinite[i].name);
	}
	bench_free(&b);
}

static void correlated_draws_are_not_known(void **state)
{
	struct bench b = bench_new();
	cell x = input(&b, "x", lognormal(2, 1.3)), y = input(&b, "y", lognormal(5, 1.2));
	cell z = input(&b, "z", lognormal(5, 1.2)), sum = plus(&b, x, y);
	const struct rank_correlation pair = {.a = 0, .b = 1, .rho = 0.5};
	struct correlation_flaw flaw;
	struct sensitivity rows[3];
	size_t count;

	(void)state;
	assert_true(moments_of(&b, sum).known);
	assert_true(sheet_correlate(b.sheet, &pair, 1, &flaw));
	assert_false(moments_of(&b, sum).known);
	assert_false(exact_sensitivity(b.sheet, sum, rows, 3, &count));
	assert_true(moments_of(&b, times(&b, x, z)).known);
	bench_free(&b);
}

#define KNOWN(mean_, sd_, ...)                                                                 \
	{                                                                                      \
		.known = true, .finite_variance = true, .mean = mean_, .sd = sd_, __VA_ARGS__  \
	}

static void means_of_samples_are_held_against_exact_ones(void **state)
{
	static const struct {
		const char *name;
		struct exact exact;
		double mean;
		bool agrees;
	} cases[] = {
	    {"the same", KNOWN(10, 2, .rarest = 0), 10, true},
	    {"5.9 errors above", KNOWN(10, 2, .rarest = 0), 10.118, true},
	    {"6.1 errors above", KNOWN(10, 2, .rarest = 0), 10.122, false},
	    {"6.1 errors below", KNOWN(10, 2, .rarest = 0), 9.878, false},
	    {"of a negative mean", KNOWN(-10, 2, .rarest = 0), -10.122, false},
	    {"no spread, rounded", KNOWN(10, 0, .rarest = 0), 10 + 1e-9, true},
	    {"no spread", KNOWN(10, 0, .rarest = 0), 10.001, false},
	    {"not known", {.finite_variance = true, .mean = 10, .sd = 2}, 20, true},
	    {"infinite variance", {.known = true, .mean = 10, .sd = NAN}, 20, true},
	    {"twice as wide as its mean", KNOWN(10, 20, .rarest = 0), 20, true},
	    {"around 0", KNOWN(0, 1, .rarest = 0), 20, true},
	    {"no fourth moment", KNOWN(10, 2, .tail = TAIL_NO_FOURTH), 20, true},
	    {"seen once in 500", KNOWN(10, 2, .rarest = 2e-3), 20, true},
	    {"seen once in 300", KNOWN(10, 2, .rarest = 3e-3), 20, false},
	    {"what is left of 1", KNOWN(1e-16, 1e-17, .rarest = 0), 3e-16, false},
	    {"that of 1, rounded", KNOWN(1e-16, 1e-17, .magnitude = 1), 3e-16, true},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		if (exact_agrees(&cases[i].exact, cases[i].mean, 10000) != cases[i].agrees)
			fail_msg("%s", cases[i].name);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(products_of_lognormals_meet_their_closed_form),
	    cmocka_unit_test(inputs_of_one_draw_move_together),
	    cmocka_unit_test(shifted_lognormals_keep_their_closed_form),
	    cmocka_unit_test(quotients_by_one_product_are_known),
	    cmocka_unit_test(minimum_is_known_where_it_is_one_operand),
	    cmocka_unit_test(what_has_no_moments_gets_none),
	    cmocka_unit_test(correlated_draws_are_not_known),
	    cmocka_unit_test(means_of_samples_are_held_against_exact_ones),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
