/* Laws of shares whose ratio is that of the database. */

#include "tests/harness.h"

static const char head[] =
    "lca: 1\n"
    "sites:\n"
    "  cloud: {region: gcp:us-central1, year: 2023, pue: 1, intensity: 1 kgCO2e/kWh}\n"
    "  country: {region: FR, year: 2023, pue: 1, intensity: 1 kgCO2e/kWh}\n"
    "  campus: {region: FR, year: 2023, kind: hyperscale, pue: 1, intensity: 1 kgCO2e/kWh}\n"
    "  hall: {region: gcp:us-central1, year: 2023, kind: hpc, pue: 1, intensity: 1 "
    "kgCO2e/kWh}\n"
    "stages:\n"
    "  training:\n"
    "    - {item: a, site: cloud, energy: 100 kWh}\n"
    "    - {item: b, site: country, energy: 100 kWh}\n"
    "    - {item: c, site: campus, energy: 100 kWh}\n"
    "    - {item: d, site: hall, energy: 100 kWh}\n";

static const cJSON *run(struct harness *harness, const char *items)
{
	const char *text = arena_printf(harness->arena, "%s%s", head, items);

	return harness_json(harness, "run", "-n", "1000", "--no-sensitivity",
			    harness_write(harness, "a.yaml", text), NULL);
}

static double ratio(struct harness *harness, const char *name)
{
	const cJSON *json = harness_json(harness, "factors", "show",
					 arena_printf(harness->arena, "default/-/-/%s", name),
					 "--format", "json", NULL);

	return harness_number(json, "factors[0].value");
}

static double central(struct harness *harness, const cJSON *json, const char *item)
{
	return harness_number(
	    json, arena_printf(harness->arena, "items[%s].impacts.gwp.central", item));
}

static void takes_the_ratio_of_the_stage_and_of_the_kind_of_site(void **state)
{
	struct harness *harness = *state;
	const double hpc = ratio(harness, "idle-ratio-hpc");
	const double hyperscale = ratio(harness, "idle-ratio-hyperscale");
	const double experiments = ratio(harness, "experiments-ratio");
	const struct {
		const char *stage, *reference;
		double energy;
	} cases[] = {
	    {"idle", "training/a", 100 * hyperscale},
	    {"idle", "training/b", 100 * hpc},
	    {"idle", "training/c", 100 * hyperscale},
	    {"idle", "training/d", 100 * hpc},
	    {"idle", "training", 200 * (hpc + hyperscale)},
	    {"training", "training/a", 100 * experiments},
	    {"training", "training", 400 * experiments},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		const cJSON *json = run(
		    harness, arena_printf(harness->arena, "%s    - {item: x, share_of: %s}\n",
					  text_same(cases[i].stage, "idle") ? "  idle:\n" : "",
					  cases[i].reference));

		assert_near(central(harness, json,
				    arena_printf(harness->arena, "%s/x", cases[i].stage)),
			    cases[i].energy, 1e-9, cases[i].reference);
	}
}

static void a_stated_ratio_wins(void **state)
{
	const cJSON *json =
	    run(*state, "  idle:\n    - {item: x, share_of: training/a, ratio: 0.25}\n");

	assert_near(central(*state, json, "idle/x"), 25, 1e-12, "stated");
}

static void a_ratio_that_is_not_stated_makes_the_item_a_default(void **state)
{
	const cJSON *json = run(*state, "  idle:\n    - {item: x, share_of: training}\n"
					"    - {item: y, share_of: training, ratio: 0.25}\n");

	assert_string_equal(harness_text(json, "items[idle/x].basis"), "default");
	assert_string_equal(harness_text(json, "items[idle/y].basis"), "modelled");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(takes_the_ratio_of_the_stage_and_of_the_kind_of_site),
	    HARNESS_TEST(a_stated_ratio_wins),
	    HARNESS_TEST(a_ratio_that_is_not_stated_makes_the_item_a_default),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
