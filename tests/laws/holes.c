/* A sum that lacks an item says so wherever it stands: of a stage, a phase, a functional unit,
 * the life, as of the total. */

#include "tests/harness.h"

static const char scenario[] =
    "lca: 1\n"
    "name: holes\n"
    "per: image\n"
    "served: 1000000 images\n"
    "stages:\n"
    "  training:\n"
    "    - {item: run, region: FR, year: 2022, energy: 1000 kWh, pue: 1.2}\n"
    "    - {item: unknown run, impacts: {water: 500 L}}\n"
    "    - {item: other unknown run, impacts: {water: 5 L}}\n"
    "  embodied:\n"
    "    - {item: box, impacts: {gwp: 3 kgCO2e}}\n"
    "  inference:\n"
    "    - {item: images, intensity: 100 gCO2e/kWh ± 10 %, pue: 1, images: 1000, "
    "energy_per_image: 3 Wh/image}\n"
    "    - {item: unknown fuel, impacts: {water: 2 L}}\n";

static const char *path_of(struct harness *harness)
{
	return harness_write(harness, "holes.yaml", scenario);
}

static void assert_lacks(struct harness *harness, const cJSON *json, const char *sum,
			 const char *criterion, double items)
{
	const char *path = arena_printf(harness->arena, "%s%s.missing_items", sum, criterion);
	double seen = harness_number(json, path);

	if (seen != items)
		fail_msg("%s is %g, not %g", path, seen, items);
}

static void counts_what_a_sum_lacks(void **state)
{
	static const struct {
		const char *sum;
		double gwp, water;
	} rows[] = {
	    {"totals", 3, 2},	       {"stages.training", 2, 0},
	    {"stages.embodied", 0, 1}, {"stages.inference", 1, 1},
	    {"phases.creation", 2, 1}, {"phases.use", 1, 1},
	    {"per.[image].use", 1, 1}, {"per.[image].creation", 2, 1},
	};
	struct harness *harness = *state;
	const cJSON *json = harness_json(harness, "run", path_of(harness), "-n", "1000", NULL);

	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_lacks(harness, json, rows[i].sum, ".gwp", rows[i].gwp);
		assert_lacks(harness, json, rows[i].sum, ".water", rows[i].water);
	}
	assert_lacks(harness, json, "life", "", 3);
	assert_null(harness_find(json, "items[training/run].impacts.gwp.missing_items"));
}

/* What a row of a stage begins with, and what its number does. */
static void marks_rows_of_stages(void **state)
{
	static const struct {
		const char *format, *has, *lacks;
	} rows[] = {
	    {"text", ">= 100", NULL},
	    {"markdown", "| **training** |  | **&gt;= 100**", NULL},
	    {"html", "&gt;= 100", NULL},
	    {"latex", "training & & $\\geq$ 100", "embodied & & $\\geq$"},
	    {"statement", "| training | &gt;= 100", NULL},
	    {"cyclonedx", "lca:co2eq:stage:training:bound", "lca:co2eq:stage:embodied:bound"},
	    {"cyclonedx", "lca:co2eq:stage:inference:bound", NULL},
	    {"prometheus",
	     "lca_unit_missing_items{model=\"holes\",per=\"image\",phase=\"use\",criterion="
	     "\"gwp\"} 1\n",
	     NULL},
	    {"prometheus",
	     "lca_unit_missing_items{model=\"holes\",per=\"image\",phase=\"creation\","
	     "criterion=\"gwp\"} 2\n",
	     NULL},
	};
	struct harness *harness = *state;
	const char *path = path_of(harness);

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct outcome outcome =
		    harness_run(harness, "run", path, "-n", "1000", "-f", rows[i].format, NULL);

		assert_int_equal(outcome.status, 0);
		if (!strstr(outcome.out, rows[i].has))
			fail_msg("%s: no '%s' in\n%s", rows[i].format, rows[i].has,
				 outcome.out);
		if (rows[i].lacks && strstr(outcome.out, rows[i].lacks))
			fail_msg("%s: '%s' in\n%s", rows[i].format, rows[i].lacks, outcome.out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(counts_what_a_sum_lacks),
	    HARNESS_TEST(marks_rows_of_stages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
