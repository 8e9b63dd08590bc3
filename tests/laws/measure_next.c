/* What to measure next: the cut is what a rerun with the spread that can be reached would show.
 */

#include <math.h>

#include "tests/harness.h"

static const char scenario[] =
    "lca: 1\n"
    "name: s\n"
    "sites:\n"
    "  home: {region: FR, intensity: 100 gCO2e/kWh, pue: 1, losses: 0}\n"
    "stages:\n"
    "  training:\n"
    "    - {item: run, site: home, energy: '100 kWh x/ 1.5'}\n"
    "    - item: more\n"
    "      site: home\n"
    "      accelerator: nvidia-a100-sxm4-80gb\n"
    "      accelerator_hours: 10 h\n";

static double width(double gsd)
{
	return pow(gsd, 1.959963984540054) - pow(gsd, -1.959963984540054);
}

static void tells_the_cut_of_a_meter(void **state)
{
	struct harness *harness = *state;
	const char *path = harness_write(harness, "s.yaml", scenario);
	const cJSON *json = harness_json(harness, "run", path, "--criteria", "gwp", NULL);
	const cJSON *first = cJSON_GetArrayItem(harness_find(json, "measure_next"), 0);

	assert_string_equal(harness_text(first, "key"), "training/run.energy");
	assert_string_equal(harness_text(first, "factor"), "default/-/-/reach-energy");
	assert_string_equal(harness_text(first, "criterion"), "gwp");
	assert_near(harness_number(first, "gsd"), 1.02, 1e-12, "gsd");
	/* The other item is small beside it. */
	assert_near(harness_number(first, "cut"), 1 - width(1.02) / width(1.5), 0.02, "cut");
}

/* One meter at the node tells load and host factor, as stating the energy does. */
static void counts_a_meter_once(void **state)
{
	struct harness *harness = *state;
	const char *path = harness_write(harness, "s.yaml", scenario);
	const cJSON *json = harness_json(harness, "run", path, "--criteria", "gwp", "--set",
					 "stages.training[run].energy=1 Wh", NULL);
	const cJSON *row, *list = harness_find(json, "measure_next");

	row = cJSON_GetArrayItem(list, 0);
	assert_int_equal(cJSON_GetArraySize(list), 1);
	assert_true(text_starts(harness_text(row, "key"), "training/more."));
	assert_true(strstr(harness_text(row, "key"), ", ") != NULL);
	/* Two shapes of a GSD of about 1.15 and 1.11 become one of 1.02. */
	assert_true(harness_number(row, "cut") > 0.85);
}

/* A median of 0 has no factor around it. */
static void passes_over_a_median_of_zero(void **state)
{
	struct harness *harness = *state;
	const char *path = harness_write(harness, "s.yaml", scenario);
	const cJSON *json =
	    harness_json(harness, "run", path, "--criteria", "gwp", "--set",
			 "stages.training[run].energy={normal: [0 kWh, 30 kWh]}", NULL);
	const cJSON *row;

	cJSON_ArrayForEach(row, harness_find(json, "measure_next"))
	    assert_string_not_equal(harness_text(row, "key"), "training/run.energy");
}

static void offers_nothing_where_nobody_asked(void **state)
{
	struct harness *harness = *state;
	const char *path = harness_write(harness, "s.yaml", scenario);
	const cJSON *json = harness_json(harness, "run", path, "--no-sensitivity", NULL);

	assert_int_equal(cJSON_GetArraySize(harness_find(json, "measure_next")), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(tells_the_cut_of_a_meter),
	    HARNESS_TEST(counts_a_meter_once),
	    HARNESS_TEST(passes_over_a_median_of_zero),
	    HARNESS_TEST(offers_nothing_where_nobody_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
