/* Distributions against their closed forms and the figures that other tools publish for them.
 */

#include <math.h>

#include "lca/base/arena.h"
#include "lca/base/dist.h"
#include "tests/near.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const struct dist normal = {.kind = DIST_NORMAL, .a = 3, .b = 0.8};
static const struct dist lognormal = {.kind = DIST_LOGNORMAL, .a = 2500, .b = 1.5};
static const struct dist pue = {.kind = DIST_LOGNORMAL, .a = 0.12, .b = 1.4, .c = 1};
static const struct dist uniform = {.kind = DIST_UNIFORM, .a = 1.1, .c = 1.3};
static const struct dist triangular = {.kind = DIST_TRIANGULAR, .a = 1, .b = 3, .c = 4};
static const struct dist left = {.kind = DIST_TRIANGULAR, .a = 1, .b = 1, .c = 4};
static const struct dist right = {.kind = DIST_TRIANGULAR, .a = 1, .b = 4, .c = 4};
static const struct dist pert = {.kind = DIST_PERT, .a = 0.45, .b = 0.72, .c = 0.98};
static const struct dist left_pert = {.kind = DIST_PERT, .a = 2, .b = 2, .c = 8};

static const struct {
	const char *name;
	const struct dist *dist;
} all[] = {
    {"normal", &normal},	  {"lognormal", &lognormal},
    {"shifted lognormal", &pue},  {"uniform", &uniform},
    {"triangular", &triangular},  {"left triangular", &left},
    {"right triangular", &right}, {"pert", &pert},
    {"left pert", &left_pert},
};

static void gives_published_quantiles(void **state)
{
	/* Standard normal quantiles are tabulated; 2.73205083 and 1.878680 are figures of
	 * stats_arrays. */
	static const struct {
		const char *name;
		const struct dist *dist;
		double p;
		double x;
		double tolerance;
	} cases[] = {
	    {"triangular", &triangular, 0.5, 2.7320508075688772, 1e-14},
	    {"left triangular", &left, 0.5, 1.8786796564403576, 1e-14},
	    {"right triangular", &right, 0.5, 1 + 3 * 0.70710678118654757, 1e-14},
	    {"normal", &normal, 0.022750131948179209, 1.4, 1e-12},
	    {"normal", &normal, 0.97724986805182079, 4.6, 1e-12},
	    {"lognormal", &lognormal, 0.975, 2500 * 2.2137701424820686, 1e-12},
	    {"shifted lognormal", &pue, 0.5, 1.12, 1e-15},
	    {"uniform", &uniform, 0.25, 1.15, 1e-15},
	    /* Beta(1, 5): 1 - (1 - p)^(1/5). */
	    {"left pert", &left_pert, 0.5, 2 + 6 * (1 - 0.87055056329612412), 1e-11},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		assert_near(dist_quantile(cases[i].dist, cases[i].p), cases[i].x,
			    cases[i].tolerance, cases[i].name);
}

static void has_the_lognormal_of_the_literature(void **state)
{
	const struct dist dist = {.kind = DIST_LOGNORMAL, .a = exp(0.3), .b = exp(0.15)};

	(void)state;
	assert_near(dist_median(&dist), 1.349859, 1e-6, "median");
	assert_near(dist_quantile(&dist, 0.975), 1.811219, 1e-4, "97.5 %");
}

/* The midpoint rule over the quantile function: what sampling would give. */
static void moments(const struct dist *dist, double *mean, double *sd)
{
	enum { STEPS = 200000 };
	double sum = 0;
	double squares = 0;
	double centre = dist_median(dist);
	int i;

	for (i = 0; i < STEPS; i++) {
		double x = dist_quantile(dist, (i + 0.5) / STEPS) - centre;

		sum += x;
		squares += x * x;
	}
	*mean = centre + sum / STEPS;
	*sd = sqrt(squares / STEPS - sum / STEPS * sum / STEPS);
}

static void has_the_moments_of_its_quantiles(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(all); i++) {
		double mean;
		double sd;

		moments(all[i].dist, &mean, &sd);
		assert_near(dist_mean(all[i].dist), mean, 1e-5, all[i].name);
		assert_near(dist_sd(all[i].dist), sd, 1e-3, all[i].name);
	}
}

static void inverts_its_distribution_function(void **state)
{
	static const double ranks[] = {1e-9, 0.001, 0.025, 0.3, 0.5, 0.7, 0.975, 0.999999};
	size_t i;
	size_t j;

	(void)state;
	for (i = 0; i < COUNT(all); i++)
		for (j = 0; j < COUNT(ranks); j++) {
			double x = dist_quantile(all[i].dist, ranks[j]);

			assert_near(dist_below(all[i].dist, x), ranks[j], 1e-6, all[i].name);
		}
}

/* A mean of a million readings stands many of its deviations away from 0. */
static void tells_tails_far_out(void **state)
{
	static const double degrees[] = {1, 30, 1e4, 1e6};

	(void)state;
	for (size_t i = 0; i < sizeof degrees / sizeof *degrees; i++) {
		const struct dist dist = {
		    .kind = DIST_STUDENT, .a = 0.4, .b = 2e-5, .d = degrees[i]};

		assert_true(dist_below(&dist, 0) < 1e-4);
		assert_true(dist_below(&dist, -1e60) >= 0);
		assert_near(dist_above(&dist, -1e60), 1, 1e-15, "far below");
		assert_near(dist_below(&dist, 1e60), 1, 1e-15, "far above");
	}
}

static void bounds_its_support(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(all); i++) {
		double low;
		double high;

		dist_support(all[i].dist, &low, &high);
		assert_true(dist_quantile(all[i].dist, 1e-12) >= low);
		assert_true(dist_quantile(all[i].dist, 1 - 1e-12) <= high);
		assert_near(dist_below(all[i].dist, low), 0, 1e-15, all[i].name);
		assert_near(dist_below(all[i].dist, high), 1, 1e-15, all[i].name);
	}
}

static void has_pert_moments_in_closed_form(void **state)
{
	(void)state;
	assert_near(dist_mean(&pert), (0.45 + 4 * 0.72 + 0.98) / 6, 1e-15, "mean");
	assert_near(dist_mean(&left_pert), 3, 1e-15, "left mean");
	/* Beta(1, 5) has the variance 5 / 252. */
	assert_near(dist_sd(&left_pert), 6 * sqrt(5. / 252), 1e-15, "left sd");
}

static void is_exact_where_nothing_spreads(void **state)
{
	const struct dist five = dist_lognormal(5, 1);

	(void)state;
	assert_int_equal(five.kind, DIST_EXACT);
	assert_near(dist_quantile(&five, 0.01), 5, 0, "low");
	assert_near(dist_quantile(&five, 0.99), 5, 0, "high");
	assert_near(dist_sd(&five), 0, 0, "sd");
	assert_near(dist_below(&five, 5.1), 1, 0, "below");
	assert_near(dist_below(&five, 4.9), 0, 0, "above");
}

static void pins_its_central_value(void **state)
{
	struct dist dist = {
	    .kind = DIST_UNIFORM, .a = 0, .c = 10, .pinned = true, .central = 8};

	(void)state;
	assert_near(dist_central(&dist), 8, 0, "central");
	assert_near(dist_central_rank(&dist), 0.8, 1e-15, "rank");
	dist.pinned = false;
	assert_near(dist_central(&dist), 5, 0, "median");
	assert_near(dist_central_rank(&dist), 0.5, 0, "rank of the median");
}

static void scales_every_shape(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(all); i++) {
		struct dist scaled = dist_scale(*all[i].dist, 3);

		assert_near(dist_mean(&scaled), 3 * dist_mean(all[i].dist), 1e-14, all[i].name);
		assert_near(dist_sd(&scaled), 3 * dist_sd(all[i].dist), 1e-14, all[i].name);
		assert_near(dist_quantile(&scaled, 0.9), 3 * dist_quantile(all[i].dist, 0.9),
			    1e-14, all[i].name);
	}
}

static void widens_by_a_variance(void **state)
{
	const double variance = 0.04;
	struct dist wide = dist_widen(lognormal, variance);
	struct dist spread = dist_widen(dist_exact(2), variance);
	struct dist zero = dist_widen(dist_exact(0), variance);
	struct dist same = dist_widen(uniform, variance);

	(void)state;
	assert_near(log(wide.b) * log(wide.b), log(1.5) * log(1.5) + variance, 1e-14, "sum");
	assert_near(wide.a, 2500, 0, "median");
	assert_int_equal(spread.kind, DIST_LOGNORMAL);
	assert_near(spread.b, exp(0.2), 1e-15, "from exact");
	assert_int_equal(zero.kind, DIST_EXACT);
	assert_int_equal(same.kind, DIST_UNIFORM);
	assert_int_equal(dist_widen(dist_exact(2), 0).kind, DIST_EXACT);
}

static void describes_itself(void **state)
{
	struct arena *arena = arena_new();
	struct dist pinned = uniform;

	(void)state;
	pinned.pinned = true;
	pinned.central = 1.2;
	assert_string_equal(dist_describe(arena, &lognormal, 1),
			    "lognormal, median 2500, GSD 1.5");
	assert_string_equal(dist_describe(arena, &pinned, 1),
			    "uniform, 1.1 .. 1.3, central 1.2");
	assert_string_equal(dist_describe_in(arena, &normal, 0.001, "W"),
			    "normal, mean 3000 W, sd 800 W");
	assert_string_equal(dist_describe(arena, &pue, 1),
			    "lognormal above 1, median 1.12, GSD 1.4");
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(gives_published_quantiles),
	    cmocka_unit_test(has_the_lognormal_of_the_literature),
	    cmocka_unit_test(has_the_moments_of_its_quantiles),
	    cmocka_unit_test(inverts_its_distribution_function),
	    cmocka_unit_test(tells_tails_far_out),
	    cmocka_unit_test(bounds_its_support),
	    cmocka_unit_test(has_pert_moments_in_closed_form),
	    cmocka_unit_test(is_exact_where_nothing_spreads),
	    cmocka_unit_test(pins_its_central_value),
	    cmocka_unit_test(scales_every_shape),
	    cmocka_unit_test(widens_by_a_variance),
	    cmocka_unit_test(describes_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
