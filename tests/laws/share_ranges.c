/* Laws of the ranges of shares. */

#include "tests/harness.h"

/* Standard normal quantile of 97.5 %. */
#define Z 1.959963984540054

static const cJSON *run(struct harness *harness, const char *items)
{
	const char *text = arena_printf(harness->arena,
					"lca: 1\n"
					"sites:\n  s: {region: FR, pue: 1, intensity: 1 "
					"kgCO2e/kWh}\n"
					"stages:\n%s",
					items);

	return harness_json(harness, "run", "-n", "400000", "--no-sensitivity",
			    harness_write(harness, "a.yaml", text), NULL);
}

/* X / (X + c) rises with X: its quantiles are those of X, put in. */
static void share_of_one_uncertain_item_is_the_closed_form(void **state)
{
	const double low = 100 * pow(1.5, -Z), high = 100 * pow(1.5, Z);
	const cJSON *json =
	    run(*state, "  training:\n"
			"    - {item: a, site: s, energy: {lognormal: [100 kWh, 1.5]}}\n"
			"  idle:\n"
			"    - {item: b, site: s, energy: 150 kWh}\n"
			"    - {item: c, site: s, energy: 50 kWh}\n");
	const struct {
		const char *path;
		double low, high;
	} cases[] = {
	    {"items[training/a].impacts.gwp", low / (low + 200), high / (high + 200)},
	    {"stages.training.gwp", low / (low + 200), high / (high + 200)},
	    {"items[idle/b].impacts.gwp", 150 / (high + 200), 150 / (low + 200)},
	    {"stages.idle.gwp", 200 / (high + 200), 200 / (low + 200)},
	};
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		const cJSON *share = harness_find(json, cases[i].path);

		assert_near(harness_number(share, "share_low"), cases[i].low, 0.005,
			    cases[i].path);
		assert_near(harness_number(share, "share_high"), cases[i].high, 0.005,
			    cases[i].path);
	}
}

/* Items that share all of their uncertainty keep their shares. */
static void shares_of_one_unknown_do_not_vary(void **state)
{
	const cJSON *json = run(
	    *state,
	    "  training:\n"
	    "    - {item: a, site: s, pue: 1, energy: 100 kWh, intensity: &i {lognormal: [57 "
	    "gCO2e/kWh, 1.5]}}\n"
	    "    - {item: b, site: s, pue: 1, energy: 300 kWh, intensity: *i}\n");
	const cJSON *share = harness_find(json, "items[training/a].impacts.gwp");

	assert_near(harness_number(share, "share_low"), 0.25, 1e-12, "low");
	assert_near(harness_number(share, "share_high"), 0.25, 1e-12, "high");
}

/* Of a lower bound, beside credits or negative items there are none. */
static void shares_that_mean_nothing_have_no_range(void **state)
{
	static const char a[] =
	    "  training:\n    - {item: a, site: s, energy: {lognormal: [100 kWh, 1.5]}}\n";
	static const struct {
		const char *name, *rest;
		bool range;
	} cases[] = {
	    {"alone", "", true},
	    {"a hole", "    - {item: b, site: s, impacts: {pe: 2 MJ}}\n", false},
	    {"a credit",
	     "  other:\n    - {item: b, amount: 1 kg, factor: 1 kgCO2e/kg, credit: true}\n",
	     false},
	    {"an item that may be negative",
	     "  other:\n    - {item: b, amount: {uniform: [-1 kg, 3 kg]}, factor: 1 "
	     "kgCO2e/kg}\n",
	     false},
	};
	struct harness *harness = *state;
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		const cJSON *json =
		    run(harness, arena_printf(harness->arena, "%s%s", a, cases[i].rest));
		const cJSON *share = harness_find(json, "items[training/a].impacts.gwp");

		if (!harness_find(share, "share_low") != !cases[i].range)
			fail_msg("%s: a range %s expected", cases[i].name,
				 cases[i].range ? "was" : "was not");
		if (cases[i].range)
			assert_near(harness_number(share, "share_low"), 1, 0, cases[i].name);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(share_of_one_uncertain_item_is_the_closed_form),
	    HARNESS_TEST(shares_of_one_unknown_do_not_vary),
	    HARNESS_TEST(shares_that_mean_nothing_have_no_range),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
