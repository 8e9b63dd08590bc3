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

/* 100 kWh of accelerators, with and without what stands around them. */
static const char accelerators[] =
    "    - {item: bare, site: country, accelerators: 100, hours: 1 h, power: 1 kW, "
    "host_factor: 1}\n"
    "    - {item: unsaid, site: country, accelerators: 100, hours: 1 h, power: 1 kW}\n"
    "    - {item: campus, site: campus, accelerators: 100, hours: 1 h, power: 1 kW, "
    "host_factor: 1}\n"
    "    - {item: hosts, site: country, accelerators: 100, hours: 1 h, power: 1 kW, "
    "host_factor: 1.4}\n"
    "    - {item: fans, site: country, accelerators: 100, hours: 1 h, power: 1 kW, "
    "host_power: 200 W}\n"
    "    - {item: node, site: country, accelerators: 100, hours: 1 h, power: 1 kW, "
    "metered_at: node}\n"
    "    - {item: parts, site: country, accelerators: 100, hours: 1 h, power: 1 kW, "
    "metered_at: components, host_factor: 1}\n"
    "    - {item: rated, site: country, accelerators: 100, hours: 1 h, accelerator: "
    "nvidia-h100-sxm5-80gb}\n"
    "    - {item: bare again, share_of: training/bare, ratio: 1}\n"
    "    - {item: hosts again, share_of: training/hosts, ratio: 1}\n";

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

static void takes_the_ratio_of_the_stage(void **state)
{
	struct harness *harness = *state;
	const double idle = ratio(harness, "idle-ratio");
	const double experiments = ratio(harness, "experiments-ratio");
	const struct {
		const char *stage, *reference;
		double energy;
	} cases[] = {
	    {"idle", "training/a", 100 * idle},
	    {"idle", "training/b", 100 * idle},
	    {"idle", "training/c", 100 * idle},
	    {"idle", "training/d", 100 * idle},
	    {"idle", "training", 400 * idle},
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

/* What nodes draw before they compute is in energy that has the hosts: it is not added once
 * more. */
static void idle_counts_no_host_twice(void **state)
{
	struct harness *harness = *state;
	const double waiting = ratio(harness, "idle-ratio"),
		     nodes = ratio(harness, "idle-ratio-hpc");
	const struct {
		const char *item;
		double ratio;
	} cases[] = {
	    {"bare", nodes},	      {"unsaid", nodes},  {"campus", waiting},
	    {"hosts", waiting},	      {"fans", waiting},  {"node", waiting},
	    {"parts", waiting},	      {"rated", waiting}, {"bare again", nodes},
	    {"hosts again", waiting},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		const cJSON *json = run(harness, arena_printf(harness->arena,
							      "%s  idle:\n    - {item: x, "
							      "share_of: training/%s}\n",
							      accelerators, cases[i].item));
		double energy = central(
		    harness, json, arena_printf(harness->arena, "training/%s", cases[i].item));

		assert_near(central(harness, json, "idle/x") / energy, cases[i].ratio, 1e-9,
			    cases[i].item);
	}
}

/* Of a stage that has both each item takes its own, shares of that stage among them. */
static void each_item_of_a_stage_takes_its_own_ratio(void **state)
{
	struct harness *harness = *state;
	const cJSON *json =
	    run(harness,
		arena_printf(harness->arena, "%s  idle:\n    - {item: x, share_of: training}\n",
			     accelerators));
	static const char *const bare[] = {"bare", "unsaid", "bare again"};
	static const char *const others[] = {"a",      "b",	"c",	      "d",
					     "campus", "hosts", "fans",	      "node",
					     "parts",  "rated", "hosts again"};
	double sum = 0;

	for (size_t i = 0; i < COUNT(bare); i++)
		sum += ratio(harness, "idle-ratio-hpc") *
		       central(harness, json,
			       arena_printf(harness->arena, "training/%s", bare[i]));
	for (size_t i = 0; i < COUNT(others); i++)
		sum += ratio(harness, "idle-ratio") *
		       central(harness, json,
			       arena_printf(harness->arena, "training/%s", others[i]));
	assert_near(central(harness, json, "idle/x"), sum, 1e-9, "both");
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
	    HARNESS_TEST(takes_the_ratio_of_the_stage),
	    HARNESS_TEST(idle_counts_no_host_twice),
	    HARNESS_TEST(each_item_of_a_stage_takes_its_own_ratio),
	    HARNESS_TEST(a_stated_ratio_wins),
	    HARNESS_TEST(a_ratio_that_is_not_stated_makes_the_item_a_default),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
