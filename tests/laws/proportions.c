/* Laws of amounts: twice the hours, sums, units, and what is multiplied by what. */

#include "tests/harness.h"

/* Names of the moments that add up: the rest of a range does not. */
static const char *const additive[] = {"central", "mean"};

static const char *const criteria[] = {"gwp", "electricity", "pe", "adpe", "water"};

static const char head[] = "lca: 1\nsites:\n  s: {region: FR, year: 2022, pue: 1.2}\nstages:\n";

static const char *scenario(struct harness *harness, const char *stages)
{
	return harness_write(harness, "a.yaml",
			     arena_printf(harness->arena, "%s%s", head, stages));
}

static double total(const cJSON *json, const char *criterion, const char *moment,
		    struct arena *arena)
{
	return harness_number(json, arena_printf(arena, "totals.%s.%s", criterion, moment));
}

static void doubles_with_the_hours(void **state)
{
	static const char *const cases[] = {
	    "  training:\n    - {item: a, site: s, accelerator: nvidia-a100-sxm4-80gb, "
	    "accelerators: 8, hours: %d h}\n",
	    "  training:\n    - {item: a, site: s, accelerator_hours: %d h, power: {normal: "
	    "[300 W, 30 W]}}\n",
	    "  idle:\n    - {item: a, site: s, power: 91 kW .. 95 kW, hours: %d h}\n",
	    "  inference:\n    - {item: a, site: s, total_power: 4 kW, hours: %d h}\n",
	    "  training:\n    - {item: a, site: s, energy: %d kWh ± 10 %%}\n",
	};
	struct harness *harness = *state;
	size_t i, j, k;

	for (i = 0; i < COUNT(cases); i++) {
		const char *first = arena_printf(harness->arena, cases[i], 1000);
		const char *second = arena_printf(harness->arena, cases[i], 2000);
		const cJSON *once =
		    harness_json(harness, "run", scenario(harness, first), NULL);
		const cJSON *twice =
		    harness_json(harness, "run", scenario(harness, second), NULL);

		for (j = 0; j < COUNT(criteria); j++) {
			for (k = 0; k < COUNT(additive); k++)
				assert_near(
				    total(twice, criteria[j], additive[k], harness->arena),
				    2 * total(once, criteria[j], additive[k], harness->arena),
				    1e-12, cases[i]);
			assert_near(total(twice, criteria[j], "sd", harness->arena),
				    2 * total(once, criteria[j], "sd", harness->arena), 1e-9,
				    cases[i]);
		}
	}
}

/* The sum over the elements of an array, or the members of an object, of
 * node.TAIL.CRITERION.MOMENT, stage by stage. */
static double sum_of(const cJSON *nodes, const char *stage, const char *tail)
{
	const cJSON *node;
	double sum = 0;

	cJSON_ArrayForEach(node, nodes)
	{
		const cJSON *number = harness_find(node, tail);

		if (stage && strcmp(harness_text(node, "stage"), stage) != 0)
			continue;
		if (cJSON_IsNumber(number))
			sum += number->valuedouble;
	}
	return sum;
}

static void check_sums(struct harness *harness, const cJSON *json, const char *name)
{
	const cJSON *criterion, *stage;
	size_t i;

	for (i = 0; i < COUNT(additive); i++) {
		cJSON_ArrayForEach(criterion, harness_find(json, "criteria"))
		{
			const char *id = harness_text(criterion, "id");
			const char *tail =
			    arena_printf(harness->arena, "%s.%s", id, additive[i]);
			const char *impact = arena_printf(harness->arena, "impacts.%s", tail);
			const cJSON *stages = harness_find(json, "stages"),
				    *items = harness_find(json, "items");
			double whole = total(json, id, additive[i], harness->arena);

			assert_near(sum_of(stages, NULL, tail), whole, 1e-12, name);
			assert_near(sum_of(items, NULL, impact), whole, 1e-12, name);
			cJSON_ArrayForEach(stage, stages)
			{
				const cJSON *part = harness_find(stage, tail);

				if (cJSON_IsNumber(part))
					assert_near(sum_of(items, stage->string, impact),
						    part->valuedouble, 1e-12, name);
			}
		}
	}
}

static void adds_items_to_stages_to_totals(void **state)
{
	static const char *const names[] = {"bloom-176b", "bloom-176b-metered",
					    "bloom-176b-api", "measured-run", "serving"};
	struct harness *harness = *state;
	size_t i;

	for (i = 0; i < COUNT(names); i++) {
		const char *path =
		    arena_printf(harness->arena, "%s/scenarios/%s.yaml", LCA_ROOT, names[i]);

		check_sums(harness, harness_json(harness, "run", path, "-n", "20000", NULL),
			   names[i]);
	}
}

static void gives_the_same_in_any_unit(void **state)
{
	static const char *const cases[][4] = {
	    {"energy: 1000 kWh", "energy: 3600 MJ", "energy: 3.6 GJ", "energy: 3.6e9 J"},
	    {"energy: {lognormal: [1 MWh, 1.5]}", "energy: {lognormal: [3600 MJ, 1.5]}",
	     "energy: {lognormal: [3.6 GJ, 1.5]}", "energy: 1000000 Wh x/ 1.5"},
	    {"energy: 1000 kWh, intensity: 1 lbCO2e/kWh",
	     "energy: 1 MWh, intensity: 0.45359237 kgCO2e/kWh",
	     "energy: 1 MWh, intensity: 453.59237 kgCO2e/MWh",
	     "energy: 1000 kWh, intensity: 453.59237 gCO2e/kWh"},
	    {"total_power: 2 kW, hours: 1 d", "total_power: 2000 W, hours: 24 h",
	     "total_power: 0.002 MW, hours: 1440 min", "total_power: 2 kW, hours: 86400 s"},
	};
	struct harness *harness = *state;
	size_t i, j, k;

	for (i = 0; i < COUNT(cases); i++) {
		const cJSON *json[4];

		for (j = 0; j < COUNT(cases[i]); j++) {
			const char *stages = arena_printf(
			    harness->arena, "  training:\n    - {item: a, site: s, %s}\n",
			    cases[i][j]);

			json[j] = harness_json(harness, "run", scenario(harness, stages), NULL);
			for (k = 0; k < COUNT(criteria); k++) {
				assert_near(
				    total(json[j], criteria[k], "central", harness->arena),
				    total(json[0], criteria[k], "central", harness->arena),
				    1e-12, cases[i][j]);
				assert_near(total(json[j], criteria[k], "mean", harness->arena),
					    total(json[0], criteria[k], "mean", harness->arena),
					    1e-12, cases[i][j]);
			}
		}
	}
}

/* Where an energy was taken says what is still multiplied; PUE is 1.2, the grid 500 g/kWh. */
static void multiplies_what_lies_behind_the_meter(void **state)
{
	static const struct {
		const char *keys;
		double kwh;
	} cases[] = {
	    {"energy: 100 kWh, metered_at: accelerator, host_factor: 1.5", 180},
	    {"energy: 100 kWh, metered_at: components, host_factor: 1.15", 138},
	    {"energy: 100 kWh, metered_at: components", 120},
	    {"energy: 100 kWh, metered_at: node", 120},
	    {"energy: 100 kWh", 120},
	    {"energy: 100 kWh, metered_at: facility", 100},
	    {"total_power: 100 kW, hours: 1 h", 120},
	    {"accelerators: 1, power: 100 kW, hours: 1 h", 120},
	    {"accelerators: 1, power: 100 kW, hours: 1 h, host_factor: 1.5", 180},
	    {"total_power: 100 kW, hours: 1 h, metered_at: facility", 100},
	};
	static const char *const refused[] = {
	    "energy: 100 kWh, metered_at: facility, pue: 1.1",
	    "energy: 100 kWh, metered_at: facility, host_factor: 1.1",
	    "energy: 100 kWh, metered_at: node, host_factor: 1.1",
	    "total_power: 100 kW, hours: 1 h, metered_at: facility, pue: 1.1",
	};
	static const char stages[] =
	    "  training:\n    - {item: a, site: s, intensity: 500 gCO2e/kWh, %s}\n";
	struct harness *harness = *state;
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		const char *path =
		    scenario(harness, arena_printf(harness->arena, stages, cases[i].keys));
		const cJSON *json = harness_json(harness, "run", path, "-n", "1000", NULL);

		assert_near(harness_number(json, "totals.electricity.central"), cases[i].kwh,
			    1e-12, cases[i].keys);
		assert_near(harness_number(json, "totals.gwp.central"), cases[i].kwh / 2, 1e-12,
			    cases[i].keys);
	}
	for (i = 0; i < COUNT(refused); i++) {
		const char *path =
		    scenario(harness, arena_printf(harness->arena, stages, refused[i]));
		struct outcome outcome = harness_run(harness, "check", path, NULL);

		if (outcome.status != 2)
			fail_msg("status %d, not 2: %s", outcome.status, refused[i]);
	}
}

/* Idle power is measured at the facility: the site's PUE does not apply. */
static void takes_idle_power_as_the_facility_draws_it(void **state)
{
	struct harness *harness = *state;
	const char *path =
	    scenario(harness, "  idle:\n    - {item: a, site: s, power: 91 kW, hours: 10 h}\n");

	assert_near(harness_number(harness_json(harness, "run", path, NULL),
				   "totals.electricity.central"),
		    910, 1e-12, "91 kW for 10 h");
}

static double impact(struct harness *harness, const cJSON *json, const char *item,
		     const char *tail)
{
	return harness_number(json,
			      arena_printf(harness->arena, "items[%s].impacts.%s", item, tail));
}

/* A share is ratio times the IT energy of each item it names, at the site of that item; so are
 * its device hours. */
static void takes_shares_as_multiples(void **state)
{
	static const char stages[] =
	    "  training:\n"
	    "    - {item: run, site: s, accelerator_hours: {lognormal: [1000 h, 1.1]}, power: "
	    "300 W ± 10 %}\n"
	    "    - {item: other, region: US, year: 2022, pue: 2.4, accelerator_hours: 500 h, "
	    "power: 300 W}\n"
	    "    - {item: sweep, share_of: training/run, ratio: 3}\n"
	    "    - {item: all, share_of: training, ratio: 0.5}\n"
	    "  embodied:\n"
	    "    - {item: run, impact: 150 kgCO2e, lifetime: 5 yr, utilization: 80 %, "
	    "device_hours: {from: training/run}}\n"
	    "    - {item: sweep, impact: 150 kgCO2e, lifetime: 5 yr, utilization: 80 %, "
	    "device_hours: {from: training/sweep}}\n";
	static const char *const tails[] = {"gwp.central", "gwp.mean", "gwp.sd",
					    "electricity.mean", "water.mean"};
	struct harness *harness = *state;
	const cJSON *json = harness_json(harness, "run", scenario(harness, stages), NULL);
	size_t i;

	for (i = 0; i < COUNT(tails); i++)
		assert_near(impact(harness, json, "training/sweep", tails[i]),
			    3 * impact(harness, json, "training/run", tails[i]), 1e-9,
			    tails[i]);
	for (i = 0; i < 2; i++)
		assert_near(impact(harness, json, "embodied/sweep", tails[i]),
			    3 * impact(harness, json, "embodied/run", tails[i]), 1e-9,
			    "device hours");
	assert_near(impact(harness, json, "training/all", "electricity.central"),
		    (360 + 360) / 2.0, 1e-12, "half of a stage, each item with its own PUE");
	assert_near(impact(harness, json, "training/all", "gwp.central"),
		    (impact(harness, json, "training/run", "gwp.central") +
		     impact(harness, json, "training/other", "gwp.central")) /
			2,
		    1e-12, "half of a stage, each item with its own grid");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(doubles_with_the_hours),
	    HARNESS_TEST(adds_items_to_stages_to_totals),
	    HARNESS_TEST(gives_the_same_in_any_unit),
	    HARNESS_TEST(multiplies_what_lies_behind_the_meter),
	    HARNESS_TEST(takes_idle_power_as_the_facility_draws_it),
	    HARNESS_TEST(takes_shares_as_multiples),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
