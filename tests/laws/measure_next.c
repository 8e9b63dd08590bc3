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

static const cJSON *row_of(const cJSON *list, const char *key)
{
	const cJSON *row;

	cJSON_ArrayForEach(row, list) if (text_same(harness_text(row, "key"), key)) return row;
	return NULL;
}

/* Weak as the host factor is beside the load, the same meter tells it. */
static void joins_what_one_meter_tells(void **state)
{
	struct harness *harness = *state;
	const char *path = harness_write(harness, "s.yaml", scenario);
	const cJSON *json = harness_json(harness, "run", path, "--criteria", "gwp", "--set",
					 "stages.training[run].energy=1 Wh", "--set",
					 "stages.training[more].power=200 W x/ 2", "--set",
					 "stages.training[more].host_factor=1.5 x/ 1.03", NULL);
	const cJSON *list = harness_find(json, "measure_next");

	assert_non_null(row_of(list, "training/more.power, host_factor"));
	assert_int_equal(cJSON_GetArraySize(harness_find(json, "not_offered")), 0);
}

/* What drives the range most is named even where nothing measures it. */
static void names_what_nobody_can_measure(void **state)
{
	static const char ratio[] =
	    "lca: 1\n"
	    "name: s\n"
	    "sites:\n"
	    "  home: {region: FR, intensity: 100 gCO2e/kWh, pue: 1, losses: 0}\n"
	    "stages:\n"
	    "  training:\n"
	    "    - {item: run, site: home, energy: '100 kWh x/ 1.5'}\n"
	    "    - {item: failed, share_of: training/run, ratio: '0.1 .. 9'}\n";
	struct harness *harness = *state;
	const char *path = harness_write(harness, "s.yaml", ratio);
	const cJSON *json = harness_json(harness, "run", path, "--criteria", "gwp", NULL);
	const cJSON *row = row_of(harness_find(json, "not_offered"), "training/failed.ratio");

	assert_non_null(row);
	assert_true(harness_number(row, "total") > 0.5);
	assert_non_null(strstr(harness_text(row, "why"), "items of their own"));
	assert_non_null(row_of(harness_find(json, "measure_next"), "training/run.energy"));
	assert_null(row_of(harness_find(json, "not_offered"), "training/run.energy"));
}

static void names_what_is_known_already(void **state)
{
	struct harness *harness = *state;
	const char *path = harness_write(harness, "s.yaml", scenario);
	const cJSON *json = harness_json(harness, "run", path, "--criteria", "gwp", "--set",
					 "stages.training[run].energy=9 MWh x/ 1.01", NULL);
	const cJSON *row = row_of(harness_find(json, "not_offered"), "training/run.energy");

	assert_non_null(row);
	assert_non_null(strstr(harness_text(row, "why"), "known already as well"));
}

static bool tells_of_the_centre(struct harness *harness, const char *path, const char *energy)
{
	const cJSON *json =
	    harness_json(harness, "run", path, "--criteria", "gwp", "--set", energy, NULL);
	const cJSON *note;

	cJSON_ArrayForEach(note, harness_find(json, "notes")) if (
	    strstr(note->valuestring,
		   "central total of gwp is not the middle of its range")) return true;
	return false;
}

/* Where it moves little of the total nobody needs to know. */
static void tells_of_a_pinned_centre_that_matters(void **state)
{
	struct harness *harness = *state;
	const char *path = harness_write(harness, "s.yaml", scenario);

	assert_true(tells_of_the_centre(
	    harness, path,
	    "stages.training[run].energy={lognormal: [100 kWh, 1.5], central: 200 kWh}"));
	assert_false(tells_of_the_centre(
	    harness, path,
	    "stages.training[run].energy={lognormal: [1 Wh, 1.5], central: 2 Wh}"));
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
	    HARNESS_TEST(joins_what_one_meter_tells),
	    HARNESS_TEST(names_what_nobody_can_measure),
	    HARNESS_TEST(names_what_is_known_already),
	    HARNESS_TEST(tells_of_a_pinned_centre_that_matters),
	    HARNESS_TEST(offers_nothing_where_nobody_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
