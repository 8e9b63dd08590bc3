/* Laws of ranges: what is one variable, what are two, and closed forms of products. */

#include "tests/harness.h"

/* Standard normal quantile of 97.5 %. */
#define Z 1.959963984540054

static const cJSON *run(struct harness *harness, const char *stages)
{
	const char *text = arena_printf(harness->arena, "lca: 1\n%s", stages);

	return harness_json(harness, "run", "-n", "400000", "--no-sensitivity",
			    harness_write(harness, "a.yaml", text), NULL);
}

/* power x hours x intensity, each lognormal: the product is one with the sum of the
 * ln-variances. */
static void multiplies_lognormals_as_the_closed_form(void **state)
{
	const cJSON *json = run(*state, "stages:\n  training:\n"
					"    - item: a\n"
					"      region: FR\n"
					"      total_power: {lognormal: [300 W, 1.2]}\n"
					"      hours: {lognormal: [1000 h, 1.1]}\n"
					"      intensity: {lognormal: [400 gCO2e/kWh, 1.4]}\n"
					"      pue: 1\n");
	double sigma = sqrt(pow(log(1.2), 2) + pow(log(1.1), 2) + pow(log(1.4), 2));

	assert_near(harness_number(json, "totals.gwp.central"), 120, 1e-12, "central");
	assert_near(harness_number(json, "totals.gwp.median"), 120, 0.005, "median");
	assert_near(harness_number(json, "totals.gwp.mean"), 120 * exp(sigma * sigma / 2),
		    0.005, "mean");
	assert_near(harness_number(json, "totals.gwp.low"), 120 * exp(-Z * sigma), 0.005,
		    "2.5 %");
	assert_near(harness_number(json, "totals.gwp.high"), 120 * exp(Z * sigma), 0.005,
		    "97.5 %");
}

/* 100 kWh and 300 kWh at 400 +- 40 g/kWh: 400 kWh x 40 g together, the root of the squares
 * apart. */
static void draws_a_shared_factor_once(void **state)
{
	static const struct {
		const char *sites, *of_a, *of_b;
		double sd;
	} cases[] = {
	    {"  x: {region: FR, pue: 1, intensity: {normal: [400 gCO2e/kWh, 40 gCO2e/kWh]}}\n",
	     "x", "x", 16},
	    {"  x: {region: FR, pue: 1, intensity: {normal: [400 gCO2e/kWh, 40 gCO2e/kWh]}}\n"
	     "  y: {region: FR, pue: 1, intensity: {normal: [400 gCO2e/kWh, 40 gCO2e/kWh]}}\n",
	     "x", "y", 12.649110640673518},
	    {"  x: {region: FR, pue: 1, intensity: &ci {normal: [400 gCO2e/kWh, 40 "
	     "gCO2e/kWh]}}\n"
	     "  y: {region: FR, pue: 1, intensity: *ci}\n",
	     "x", "y", 16},
	};
	struct harness *harness = *state;
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		const cJSON *json =
		    run(harness, arena_printf(harness->arena,
					      "sites:\n%sstages:\n  training:\n"
					      "    - {item: a, site: %s, energy: 100 kWh}\n"
					      "    - {item: b, site: %s, energy: 300 kWh}\n",
					      cases[i].sites, cases[i].of_a, cases[i].of_b));

		assert_near(harness_number(json, "totals.gwp.mean"), 160, 0.002,
			    cases[i].sites);
		assert_near(harness_number(json, "totals.gwp.sd"), cases[i].sd, 0.005,
			    cases[i].sites);
	}
}

/* One row of the database is one variable as well, however many items look it up. */
static void draws_a_row_of_the_database_once(void **state)
{
	const cJSON *json = run(
	    *state,
	    "stages:\n  training:\n"
	    "    - {item: a, region: FR, year: 2022, pue: 1, losses: 0, energy: 100 kWh}\n"
	    "    - {item: b, region: FRA, year: 2022, pue: 1, losses: 0, energy: 300 kWh}\n");
	double a = harness_number(json, "items[training/a].impacts.gwp.sd");
	double b = harness_number(json, "items[training/b].impacts.gwp.sd");

	assert_near(b, 3 * a, 1e-9, "three times the energy");
	assert_near(harness_number(json, "totals.gwp.sd"), a + b, 1e-9, "together");
}

/* ln of the GSD that an item's input is printed with, found by the start of its key. */
static double ln_gsd(const cJSON *json, const char *item, const char *key)
{
	const cJSON *input;

	cJSON_ArrayForEach(input, harness_find(harness_find(json, item), "inputs"))
	{
		const char *gsd = strstr(harness_text(input, "distribution"), "GSD ");

		if (gsd && text_same(harness_text(input, "key"), key))
			return log(strtod(gsd + 4, NULL));
	}
	fail_msg("%s has no input '%s'", item, key);
	return NAN;
}

/* Grids of two countries share the error of the method behind both figures, and nothing else.
 */
static void shares_the_method_of_two_rows(void **state)
{
	const cJSON *json = run(
	    *state,
	    "stages:\n  training:\n"
	    "    - {item: a, region: FR, year: 2022, pue: 1, losses: 0, energy: 1000 kWh}\n"
	    "    - {item: b, region: PL, year: 2022, pue: 1, losses: 0, energy: 100 kWh}\n");
	const char *a = "items[training/a]", *b = "items[training/b]";
	double own_a = ln_gsd(json, a, "electricity/FR/2022/gwp"),
	       own_b = ln_gsd(json, b, "electricity/PL/2022/gwp");
	double method_a = ln_gsd(json, a, "electricity/FR/2022/gwp method"),
	       method_b = ln_gsd(json, b, "electricity/PL/2022/gwp method");
	double median_a = harness_number(json, "items[training/a].impacts.gwp.central");
	double median_b = harness_number(json, "items[training/b].impacts.gwp.central");
	double squares_a = own_a * own_a + method_a * method_a,
	       squares_b = own_b * own_b + method_b * method_b;
	double mean_a = median_a * exp(squares_a / 2), mean_b = median_b * exp(squares_b / 2);
	double variance = mean_a * mean_a * expm1(squares_a) +
			  mean_b * mean_b * expm1(squares_b) +
			  2 * mean_a * mean_b * expm1(method_a * method_b);

	assert_near(harness_number(json, "totals.gwp.mean"), mean_a + mean_b, 0.005, "mean");
	assert_near(harness_number(json, "totals.gwp.sd"), sqrt(variance), 0.01, "sd");
}

/* The unknown PUE of one site is one variable; those of two sites are two. */
static void draws_defaults_for_each_thing_they_belong_to(void **state)
{
	static const struct {
		const char *of_b;
		bool same;
	} cases[] = {{"x", true}, {"y", false}};
	struct harness *harness = *state;
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		const cJSON *json =
		    run(harness,
			arena_printf(
			    harness->arena,
			    "sites:\n  x: {region: FR, intensity: 1 kgCO2e/kWh}\n"
			    "  y: {region: FR, intensity: 1 kgCO2e/kWh}\n"
			    "stages:\n  training:\n    - {item: a, site: x, energy: 100 kWh}\n"
			    "    - {item: b, site: %s, energy: 300 kWh}\n",
			    cases[i].of_b));
		double a = harness_number(json, "items[training/a].impacts.gwp.sd");
		double b = harness_number(json, "items[training/b].impacts.gwp.sd");

		assert_true(a > 0);
		assert_near(harness_number(json, "totals.gwp.sd"),
			    cases[i].same ? a + b : sqrt(a * a + b * b),
			    cases[i].same ? 1e-9 : 0.005, cases[i].of_b);
	}
}

/* A YAML alias is the same quantity; the same number typed twice is another. */
static void takes_an_alias_for_the_same_variable(void **state)
{
	static const struct {
		const char *name, *first, *second;
		bool same;
	} cases[] = {
	    {"alias", "&e {normal: [100 kWh, 10 kWh]}", "*e", true},
	    {"typed twice", "{normal: [100 kWh, 10 kWh]}", "{normal: [100 kWh, 10 kWh]}",
	     false},
	    {"alias of a shorthand", "&e 100 kWh x/ 1.1", "*e", true},
	    {"shorthand typed twice", "100 kWh x/ 1.1", "100 kWh x/ 1.1", false},
	};
	struct harness *harness = *state;
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		const cJSON *json = run(
		    harness,
		    arena_printf(harness->arena,
				 "sites:\n  s: {region: FR, pue: 1, intensity: 100 gCO2e/kWh}\n"
				 "stages:\n  training:\n    - {item: a, site: s, energy: %s}\n"
				 "    - {item: b, site: s, energy: %s}\n",
				 cases[i].first, cases[i].second));
		double a = harness_number(json, "items[training/a].impacts.gwp.sd");
		double b = harness_number(json, "items[training/b].impacts.gwp.sd");
		double sum = cases[i].same ? a + b : sqrt(a * a + b * b);

		assert_near(harness_number(json, "totals.gwp.sd"), sum,
			    cases[i].same ? 1e-9 : 0.005, cases[i].name);
	}
}

/* Servers and accelerators of one lifetime, GSD 1.2: their sum keeps that GSD. */
static void keeps_the_spread_of_a_shared_lifetime(void **state)
{
	static const char format[] =
	    "%sstages:\n  embodied:\n"
	    "    - {item: servers, %s, impact: 2500 kgCO2e, device_hours: 135373.75 h}\n"
	    "    - {item: GPUs, %s, impact: 150 kgCO2e, device_hours: 1082990 h}\n";
	static const char own[] = "lifetime: {lognormal: [6 yr, 1.2]}, utilization: 85 %";
	struct harness *harness = *state;
	const cJSON *shared =
	    run(harness,
		arena_printf(
		    harness->arena, format,
		    "hardware:\n  h: {lifetime: {lognormal: [6 yr, 1.2]}, utilization: 85 %}\n",
		    "hardware: h", "hardware: h"));
	const cJSON *apart = run(harness, arena_printf(harness->arena, format, "", own, own));

	assert_near(harness_number(shared, "totals.gwp.median"), 11211.453018, 0.005, "median");
	assert_near(harness_number(shared, "totals.gwp.low"), 7842.770575, 0.005, "2.5 %");
	assert_near(harness_number(shared, "totals.gwp.high"), 16027.075834, 0.005, "97.5 %");
	assert_near(harness_number(shared, "totals.gwp.mean"), 11399.350974, 0.005, "mean");
	assert_true(harness_number(apart, "totals.gwp.high") < 0.97 * 16027.075834);
	assert_true(harness_number(apart, "totals.gwp.low") > 1.03 * 7842.770575);
}

/* Without an uncertain input every moment is the value, and the report says so. */
static void has_no_range_without_uncertain_inputs(void **state)
{
	static const char *const moments[] = {"central", "mean", "median", "low", "high"};
	struct harness *harness = *state;
	const cJSON *json =
	    run(harness,
		"stages:\n  training:\n    - {item: a, region: FR, pue: 1, energy: 100 kWh, "
		"intensity: 50 gCO2e/kWh}\n");
	size_t i;

	for (i = 0; i < COUNT(moments); i++)
		assert_near(harness_number(json, arena_printf(harness->arena, "totals.gwp.%s",
							      moments[i])),
			    5, 1e-12, moments[i]);
	assert_near(harness_number(json, "totals.gwp.sd"), 0, 0, "sd");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(multiplies_lognormals_as_the_closed_form),
	    HARNESS_TEST(draws_a_shared_factor_once),
	    HARNESS_TEST(draws_a_row_of_the_database_once),
	    HARNESS_TEST(shares_the_method_of_two_rows),
	    HARNESS_TEST(draws_defaults_for_each_thing_they_belong_to),
	    HARNESS_TEST(takes_an_alias_for_the_same_variable),
	    HARNESS_TEST(keeps_the_spread_of_a_shared_lifetime),
	    HARNESS_TEST(has_no_range_without_uncertain_inputs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
