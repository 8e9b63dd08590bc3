/* Laws of advice: what a change saves is the difference of two runs, and its command shows it.
 */

#include <math.h>

#include "tests/harness.h"

static const char scenario[] =
    "lca: 1\n"
    "name: s\n"
    "sites:\n"
    "  home: {region: FR, kind: colocation, intensity: 100 gCO2e/kWh x/ 1.5, pue: {uniform: "
    "[1.2, 1.6]}, "
    "losses: 0}\n"
    "  cloud: {region: 'gcp:asia-south1', year: 2023}\n"
    "stages:\n"
    "  training:\n"
    "    - {item: run, site: home, energy: 100 kWh}\n"
    "    - {item: tests, share_of: training/run, ratio: 0.5}\n"
    "    - {item: far, site: cloud, energy: 20 kWh, metered_at: node}\n"
    "  idle:\n"
    "    - {item: it's idle, site: home, energy: 30 kWh x/ 1.2, metered_at: facility}\n"
    "  embodied:\n"
    "    - {item: card, impact: 100 kgCO2e, lifetime: 3 yr, utilization: 50 %, device_hours: "
    "500 h}\n";

/* "a 'b c'='d'" as a shell reads it: the words, without --set. */
static size_t words_of(struct arena *arena, const char *command, const char **words)
{
	size_t count = 0, length = 0;
	char *word = arena_alloc(arena, strlen(command) + 1);
	bool quoted = false;

	for (const char *at = command;; at++) {
		if (*at == '\0' || (*at == ' ' && !quoted)) {
			word[length] = '\0';
			words[count++] = word;
			if (*at == '\0')
				return count;
			word += length + 1;
			length = 0;
		} else if (*at == '\'') {
			quoted = !quoted;
		} else {
			word[length++] = *at == '\\' && !quoted ? *++at : *at;
		}
	}
}

/* The central total with the command of a piece of advice. */
static double total_with(struct harness *harness, const char *path, const char *command)
{
	const char *arguments[HARNESS_ARGUMENTS] = {"run", path, "-f", "json", "--no-advice"};
	const cJSON *json;

	words_of(harness->arena, command, arguments + 5);
	json = harness_parse(harness, arguments);
	return harness_number(json, "totals.gwp.central");
}

static void holds_one(struct harness *harness, const char *path, const cJSON *json,
		      const cJSON *advice)
{
	double total = harness_number(json, "totals.gwp.central");
	double saves = harness_number(advice, "saves.central");
	double then = total_with(harness, path, harness_text(advice, "command"));

	assert_near(total - saves, then, 1e-12, harness_text(advice, "command"));
	assert_near(harness_number(advice, "share.central"), saves / total, 1e-9, "share");
	assert_true(harness_number(advice, "saves.low") <=
		    harness_number(advice, "saves.high"));
	assert_true(harness_number(advice, "probability") <= 1);
	assert_true(saves >= 0.01 * total);
}

static void saves_the_difference_of_two_runs(void **state)
{
	struct harness *harness = *state;
	const char *path = harness_write(harness, "s.yaml", scenario);
	const cJSON *json = harness_json(harness, "run", path, NULL);
	const cJSON *advice, *list = harness_find(json, "advice");
	double before = INFINITY;

	assert_int_equal(cJSON_GetArraySize(list), 5);
	cJSON_ArrayForEach(advice, list)
	{
		holds_one(harness, path, json, advice);
		assert_true(harness_number(advice, "saves.central") <= before);
		before = harness_number(advice, "saves.central");
	}
	holds_one(harness, path, json, harness_find(json, "advice_together"));
}

static const cJSON *advice_on(const cJSON *json, const char *change)
{
	const cJSON *advice;

	cJSON_ArrayForEach(
	    advice, harness_find(json, "advice")) if (strstr(harness_text(advice, "change"),
							     change)) return advice;
	return NULL;
}

/* 150 kWh at a PUE between 1.2 and 1.6 in place of one of 1.09: the grid moves what is saved,
 * not the share of it. */
static void is_paired(void **state)
{
	static const char alone[] = "lca: 1\n"
				    "sites:\n"
				    "  home: {region: FR, kind: colocation, intensity: 100 "
				    "gCO2e/kWh x/ 1.5, pue: {uniform: [1.2, 1.6]}, "
				    "losses: 0}\n"
				    "stages:\n"
				    "  training:\n"
				    "    - {item: run, site: home, energy: 100 kWh}\n";
	struct harness *harness = *state;
	const char *path = harness_write(harness, "s.yaml", alone);
	const cJSON *json = harness_json(harness, "run", path, NULL);
	const cJSON *pue = advice_on(json, "PUE of home");

	assert_near(harness_number(pue, "share.central"), 1 - 1.09 / 1.4, 1e-12, "central");
	assert_near(harness_number(pue, "share.low"), 1 - 1.09 / 1.21, 0.02, "low");
	assert_near(harness_number(pue, "share.high"), 1 - 1.09 / 1.59, 0.02, "high");
	assert_true(harness_number(pue, "probability") == 1);
	assert_string_equal(harness_text(pue, "factor"), "default/-/-/good-pue");
	assert_true(cJSON_IsNull(harness_find(json, "advice_together")));
}

/* What the user cannot change, what is as good already, and what was not asked for. */
static void tells_no_slogans(void **state)
{
	struct harness *harness = *state;
	const char *path = harness_write(harness, "s.yaml", scenario);
	const cJSON *json = harness_json(harness, "run", path, "--set", "sites.home.pue=1.08",
					 "--set", "sites.cloud.intensity=1 kgCO2e/kWh", "--set",
					 "stages.embodied[card].lifetime=7 yr", NULL);

	assert_null(advice_on(json, "PUE"));
	assert_null(advice_on(json, "region"));
	assert_null(advice_on(json, "lifetime"));
	assert_non_null(advice_on(json, "utilization"));
	json = harness_json(harness, "run", path, "--no-advice", NULL);
	assert_int_equal(cJSON_GetArraySize(harness_find(json, "advice")), 0);
}

/* A total that lacks an item is lower for no good reason. */
static void makes_no_hole(void **state)
{
	struct harness *harness = *state;
	const char *path = harness_write(harness, "s.yaml", scenario);
	const cJSON *advice, *json = harness_json(harness, "run", path, NULL);

	cJSON_ArrayForEach(advice, harness_find(json, "advice"))
	{
		const char *arguments[HARNESS_ARGUMENTS] = {"run", path, "-f", "json"};

		words_of(harness->arena, harness_text(advice, "command"), arguments + 4);
		assert_true(harness_number(harness_parse(harness, arguments),
					   "totals.gwp.missing_items") ==
			    harness_number(json, "totals.gwp.missing_items"));
	}
}

/* The work on another accelerator wears out that one, not the one it replaces. */
static void moves_what_is_made(void **state)
{
	static const char *const made[] = {
	    "{item: made, device: nvidia-h100-sxm5-80gb, device_hours: {from: training}}",
	    "{item: made, accelerator: H100 SXM, device_hours: {from: [training/run]}}",
	    "{item: made, hardware: box, device_hours: {from: training/run}}",
	};
	static const char *const keys[] = {"device", "accelerator", "accelerator"};
	struct harness *harness = *state;

	for (size_t i = 0; i < COUNT(made); i++) {
		const char *path = harness_write(
		    harness, "s.yaml",
		    arena_printf(harness->arena,
				 "lca: 1\n"
				 "sites: {home: {region: FR, year: 2023, pue: 1.1}}\n"
				 "hardware: {box: {accelerator: nvidia-h100-sxm5-80gb}}\n"
				 "stages:\n"
				 "  training:\n"
				 "    - {item: run, site: home, parameters: 7e9, tokens: 2e12, "
				 "accelerator: nvidia-h100-sxm5-80gb}\n"
				 "    - {item: tests, share_of: training/run, ratio: 0.1}\n"
				 "  embodied:\n"
				 "    - %s\n",
				 made[i]));
		const cJSON *json = harness_json(harness, "run", path, NULL);
		const cJSON *advice = advice_on(json, "accelerator of training/run");
		const char *moved =
		    arena_printf(harness->arena, "stages.embodied[made].%s=%s", keys[i],
				 advice ? harness_text(advice, "to") : "");

		assert_non_null(advice);
		if (!strstr(harness_text(advice, "command"), moved))
			fail_msg("%s: %s", made[i], harness_text(advice, "command"));
		holds_one(harness, path, json, advice);
	}
}

/* Hardware that two runs share cannot be of two accelerators. */
static void splits_no_hardware(void **state)
{
	static const char two[] =
	    "lca: 1\n"
	    "sites: {home: {region: FR, year: 2023, pue: 1.1}}\n"
	    "stages:\n"
	    "  training:\n"
	    "    - {item: run, site: home, parameters: 7e9, tokens: 2e12, accelerator: "
	    "nvidia-h100-sxm5-80gb}\n"
	    "    - {item: more, site: home, parameters: 7e9, tokens: 1e12, accelerator: "
	    "nvidia-h100-sxm5-80gb}\n"
	    "  embodied:\n"
	    "    - {item: made, device: nvidia-h100-sxm5-80gb, device_hours: {from: "
	    "training}}\n";
	struct harness *harness = *state;
	const char *path = harness_write(harness, "s.yaml", two);
	const cJSON *json = harness_json(harness, "run", path, NULL);

	assert_null(advice_on(json, "accelerator"));
}

/* A data centre's figures are no aim of a room in an office. */
static void asks_no_office_to_be_a_data_centre(void **state)
{
	static const struct {
		const char *kind, *pue;
		bool centre;
	} cases[] = {
	    {"hyperscale", "default/-/-/good-pue", true},
	    {"colocation", "default/-/-/good-pue", true},
	    {"hpc", "default/-/-/good-pue-hpc", true},
	    {"server-room", NULL, false},
	    {"office", NULL, false},
	};
	struct harness *harness = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *path = harness_write(
		    harness, "s.yaml",
		    arena_printf(harness->arena,
				 "lca: 1\n"
				 "sites: {home: {region: FR, kind: %s, pue: 1.4}}\n"
				 "stages:\n"
				 "  training:\n"
				 "    - {item: run, site: home, accelerator_hours: 1000 h, "
				 "accelerator: nvidia-h100-sxm5-80gb}\n"
				 "  embodied:\n"
				 "    - {item: box, impact: 1000 kgCO2e, lifetime: 3 yr, "
				 "utilization: 30 %%, device_hours: {from: training/run}}\n",
				 cases[i].kind));
		const cJSON *json = harness_json(harness, "run", path, NULL);
		const cJSON *pue = advice_on(json, "PUE of home");

		assert_int_equal(pue != NULL, cases[i].pue != NULL);
		if (pue)
			assert_string_equal(harness_text(pue, "factor"), cases[i].pue);
		assert_int_equal(advice_on(json, "lifetime") != NULL, cases[i].centre);
		assert_int_equal(advice_on(json, "utilization") != NULL, cases[i].centre);
	}
}

/* 100 requests of 3000: the use that is to come weighs 30 times as much, and is told first. */
static void weighs_use_by_what_is_served(void **state)
{
	static const char text[] =
	    "lca: 1\n"
	    "per: [request]\n"
	    "%s"
	    "sites:\n"
	    "  lab: {kind: colocation, intensity: 100 gCO2e/kWh, pue: 1.5, losses: 0}\n"
	    "  cloud: {kind: colocation, intensity: 100 gCO2e/kWh, pue: 1.3, losses: 0}\n"
	    "stages:\n"
	    "  training:\n"
	    "    - {item: run, site: lab, energy: 100 kWh}\n"
	    "  inference:\n"
	    "    - {item: api, site: cloud, energy: 10 kWh, requests: 100}\n";
	struct harness *harness = *state;
	const char *path =
	    harness_write(harness, "s.yaml", arena_printf(harness->arena, text, ""));
	const cJSON *json = harness_json(harness, "run", path, NULL);
	double creation = 15, use = 1.3 * 30;

	assert_true(cJSON_IsNull(harness_find(json, "life")));
	assert_string_equal(harness_text(json, "advice_of.total"), "counted");
	assert_string_equal(harness_text(harness_find(json, "advice")->child, "change"),
			    "PUE of lab");
	path = harness_write(harness, "s.yaml",
			     arena_printf(harness->arena, text, "served: 3000 request\n"));
	json = harness_json(harness, "run", path, NULL);
	assert_near(harness_number(json, "totals.gwp.central"), creation + 1.3, 1e-12, "total");
	assert_near(harness_number(json, "life.total.central"), creation + use, 1e-12, "life");
	assert_string_equal(harness_text(json, "advice_of.total"), "life");
	assert_near(harness_number(json, "advice_of.central"), creation + use, 1e-12, "of");
	assert_string_equal(harness_text(harness_find(json, "advice")->child, "change"),
			    "PUE of cloud");
	assert_near(harness_number(advice_on(json, "PUE of cloud"), "saves.central"),
		    use - 30 * 1.09, 1e-12, "saves");
	assert_near(harness_number(advice_on(json, "PUE of lab"), "share.central"),
		    (creation - 10.9) / (creation + use), 1e-12, "share");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(saves_the_difference_of_two_runs),
	    HARNESS_TEST(is_paired),
	    HARNESS_TEST(tells_no_slogans),
	    HARNESS_TEST(makes_no_hole),
	    HARNESS_TEST(moves_what_is_made),
	    HARNESS_TEST(splits_no_hardware),
	    HARNESS_TEST(asks_no_office_to_be_a_data_centre),
	    HARNESS_TEST(weighs_use_by_what_is_served),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
