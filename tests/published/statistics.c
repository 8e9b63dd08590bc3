/* Distributions against published quantiles and means. */

#include "lca/base/dist.h"
#include "tests/harness.h"

/* P(X < mean - 2 sd) of a normal. */
#define TWO_SD_BELOW 0.022750131948179195

enum moment { QUANTILE, MEAN };

#define TRIANGLE(least, mode, most)                                                            \
	{                                                                                      \
		.kind = DIST_TRIANGULAR, .a = (least), .b = (mode), .c = (most)                \
	}
#define NORMAL_OF(mean, sd)                                                                    \
	{                                                                                      \
		.kind = DIST_NORMAL, .a = (mean), .b = (sd)                                    \
	}
#define LOGNORMAL_OF(median, gsd)                                                              \
	{                                                                                      \
		.kind = DIST_LOGNORMAL, .a = (median), .b = (gsd)                              \
	}

/* brightway-lca/stats_arrays@d3de987 tests/distributions: test_triangular.py, test_normal.py,
 * test_lognormal.py (mu 0.3, sigma 0.15) */
static const struct {
	const char *name;
	struct dist dist;
	enum moment moment;
	double p, expected, tolerance;
} published[] = {
    {"ST-TRI-1", TRIANGLE(1, 3, 4), QUANTILE, 0.5, 2.73205083, 1e-8},
    {"ST-TRI-3", TRIANGLE(1, 1, 4), QUANTILE, 0.5, 1.8788, 1e-3},
    {"ST-TRI-3", TRIANGLE(1, 1, 4), MEAN, 0, 2, 1e-3},
    {"ST-NORM-1", NORMAL_OF(3, 0.8), QUANTILE, TWO_SD_BELOW, 1.4, 1e-7},
    {"ST-NORM-1", NORMAL_OF(3, 0.8), QUANTILE, 1 - TWO_SD_BELOW, 4.6, 1e-7},
    {"ST-LN-1", LOGNORMAL_OF(1.349858807576003, 1.161834242728283), QUANTILE, 0.5, 1.349859,
     1e-6},
    {"ST-LN-1", LOGNORMAL_OF(1.349858807576003, 1.161834242728283), QUANTILE, 0.975, 1.811219,
     1e-4},
};

static void gives_published_quantiles_and_means(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(published); i++) {
		const struct dist *dist = &published[i].dist;
		double got = published[i].moment == MEAN ? dist_mean(dist)
							 : dist_quantile(dist, published[i].p);

		assert_near(got, published[i].expected, published[i].tolerance,
			    published[i].name);
	}
}

#define NARROW "{uniform: [8.267949192431123 kgCO2e, 11.732050807568877 kgCO2e]}"
#define WIDE   "{uniform: [2.679491924311227 kgCO2e, 37.32050807568877 kgCO2e]}"
#define NORMAL "{normal: [10 kgCO2e, 1 kgCO2e]}"

/* JCGM 101:2008, 9.2: sums of four inputs, here about 10 or 20 instead of 0. The published ends
 * of the intervals are given with more digits where the sum has a closed form: 1.959964 sd, 2
 * sqrt(3) (2 - 0.6^(1/4)), and by convolution. */
static void gives_the_sums_of_four_inputs(void **state)
{
	static const struct {
		const char *name, *input, *last;
		double mean, sd, half, tolerance;
	} cases[] = {
	    {"9.2.2, normal", NORMAL, NORMAL, 40, 2, 3.919928, 0.02},
	    {"9.2.3, rectangular", NARROW, NARROW, 40, 2, 3.879401, 0.02},
	    {"9.2.4, one wide", NARROW, WIDE, 50, 10.148892, 17.015814, 0.05},
	};
	struct harness *harness = *state;
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		const char *text =
		    arena_printf(harness->arena,
				 "lca: 1\nstages:\n  other:\n"
				 "    - {item: a, impacts: {gwp: %s}}\n"
				 "    - {item: b, impacts: {gwp: %s}}\n"
				 "    - {item: c, impacts: {gwp: %s}}\n"
				 "    - {item: d, impacts: {gwp: %s}}\n",
				 cases[i].input, cases[i].input, cases[i].input, cases[i].last);
		const cJSON *json =
		    harness_json(harness, "run", "-n", "400000", "--no-sensitivity",
				 harness_write(harness, "sum.yaml", text), NULL);
		double low = harness_number(json, "totals.gwp.low"),
		       high = harness_number(json, "totals.gwp.high");

		assert_near(harness_number(json, "totals.gwp.mean"), cases[i].mean, 0.001,
			    cases[i].name);
		assert_near(harness_number(json, "totals.gwp.sd"), cases[i].sd, 0.005,
			    cases[i].name);
		if (!(fabs(high - cases[i].mean - cases[i].half) <= cases[i].tolerance) ||
		    !(fabs(cases[i].mean - low - cases[i].half) <= cases[i].tolerance))
			fail_msg("%s: %g .. %g, expected %g +- %g", cases[i].name, low, high,
				 cases[i].mean, cases[i].half);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(gives_published_quantiles_and_means),
	    HARNESS_TEST(gives_the_sums_of_four_inputs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
