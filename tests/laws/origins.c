/* Law of traces: every number of a result has an origin that can be looked up. */

#include "tests/harness.h"

static const char everything[] =
    "lca: 1\n"
    "sites:\n"
    "  s: {region: FR, year: 2022}\n"
    "hardware:\n"
    "  h: {accelerator: nvidia-h100-sxm5-80gb, includes: [accelerator]}\n"
    "stages:\n"
    "  training:\n"
    "    - {item: rated, site: s, accelerator: nvidia-a100-sxm4-80gb, accelerator_hours: 1000 "
    "h}\n"
    "    - {item: counted, region: US-TX, year: 2023, parameters: 7e9, tokens: 1e12 token,\n"
    "       accelerator: nvidia-h100-sxm5-80gb}\n"
    "    - {item: logged, region: FR, log: logs/run.csv}\n"
    "    - {item: more, share_of: training/rated, ratio: 1 .. 2}\n"
    "  idle:\n"
    "    - {item: idle, region: gcp:us-central1, power: 1 kW, hours: 3 h}\n"
    "  embodied:\n"
    "    - {item: accelerators, hardware: h, device_hours: {from: training/counted}}\n"
    "    - {item: servers, device: server-without-gpus, device_hours: 100 h}\n"
    "  inference:\n"
    "    - {item: serve, region: aws:us-east-1, kind: hpc,\n"
    "       energy_per_request: {lognormal: [1 Wh/request, 2]}, requests: 1000}\n"
    "  other:\n"
    "    - {item: disks, impacts: {gwp: {value: 20 kgCO2e, pedigree: [2, 1, 3, 1, 2]}}}\n";

/* The text of a line of a file, or NULL. */
static const char *line_at(struct harness *harness, const char *path, unsigned long line)
{
	const char *text = harness_read(harness, path);

	while (text && *text && --line > 0) {
		text = strchr(text, '\n');
		text = text ? text + 1 : NULL;
	}
	return text && *text ? arena_copy(harness->arena, text, strcspn(text, "\n")) : NULL;
}

/* "FILE:LINE:COLUMN": a character of that file. */
static void check_place(struct harness *harness, const char *key, const char *place)
{
	const char *column = strrchr(place, ':'), *line = column;
	const char *text;

	if (!column)
		fail_msg("%s: '%s' names no line", key, place);
	while (line > place && line[-1] != ':')
		line--;
	text = line_at(harness, arena_copy(harness->arena, place, (size_t)(line - 1 - place)),
		       strtoul(line, NULL, 10));
	if (!text || strtoul(column + 1, NULL, 10) < 1 ||
	    strtoul(column + 1, NULL, 10) > strlen(text))
		fail_msg("%s: there is no '%s'", key, place);
}

/* "TABLE:LINE:COLUMN" of the built-in tables: the row of that factor, which `lca factors show`
 * knows. */
static void check_row(struct harness *harness, const char *key, const cJSON *origin)
{
	const char *id = harness_text(origin, "factor"), *place = harness_text(origin, "place");
	struct outcome outcome = harness_run(harness, "factors", "show", id, NULL);

	if (outcome.status != 0 || !strstr(outcome.out, place))
		fail_msg("%s: lca factors show '%s' does not give %s", key, id, place);
	check_place(harness, key,
		    arena_printf(harness->arena, "%s/factors/data/%s", LCA_ROOT, place));
	assert_true(strlen(harness_text(origin, "source")) > 0);
	assert_true(strlen(harness_text(origin, "citation")) > 0);
	assert_true(strlen(harness_text(origin, "licence")) > 0);
}

/* folder: where the scenario lies, which logs are named from. */
static void check_origin(struct harness *harness, const cJSON *input, const char *folder)
{
	const cJSON *origin = harness_find(input, "origin");
	const char *key = harness_text(input, "key"), *kind = harness_text(origin, "kind");
	const char *place = harness_text(origin, "place");

	if (text_same(kind, "scenario"))
		check_place(harness, key, place);
	else if (text_same(kind, "log"))
		assert_true(strlen(harness_read(harness, arena_printf(harness->arena, "%s/%s",
								      folder, place))) > 0);
	else if (text_same(kind, "factor") || text_same(kind, "default"))
		check_row(harness, key, origin);
	else
		fail_msg("%s comes from '%s'", key, kind);
}

static size_t check_origins(struct harness *harness, const cJSON *json, const char *folder)
{
	const cJSON *item, *input;
	size_t count = 0;

	cJSON_ArrayForEach(item, harness_find(json, "items"))
	{
		if (cJSON_GetArraySize(harness_find(item, "inputs")) == 0)
			fail_msg("%s has no inputs", harness_text(item, "id"));
		cJSON_ArrayForEach(input, harness_find(item, "inputs"))
		{
			check_origin(harness, input, folder);
			count++;
		}
	}
	return count;
}

static void resolves_every_origin(void **state)
{
	struct harness *harness = *state;
	const cJSON *json;

	harness_write(
	    harness, "logs/run.csv",
	    harness_read(harness, LCA_ROOT "/scenarios/logs/fine-tune-emissions.csv"));
	harness_write(harness, "a.yaml", everything);
	json = harness_json(harness, "run",
			    arena_printf(harness->arena, "%s/a.yaml", harness->folder), "-n",
			    "1000", NULL);
	assert_true(check_origins(harness, json, harness->folder) > 60);
}

static void resolves_the_origins_of_shipped_scenarios(void **state)
{
	static const char *const names[] = {"bloom-176b", "bloom-176b-metered",
					    "bloom-176b-api", "measured-run", "serving"};
	struct harness *harness = *state;
	size_t i;

	for (i = 0; i < COUNT(names); i++) {
		const char *path =
		    arena_printf(harness->arena, "%s/scenarios/%s.yaml", LCA_ROOT, names[i]);
		const cJSON *json =
		    harness_json(harness, "run", path, "-n", "1000", "--no-sensitivity", NULL);

		assert_true(check_origins(harness, json, LCA_ROOT "/scenarios") > 0);
	}
}

/* What drives the range is named by the draws of the inputs. */
static void names_the_drivers_by_their_draws(void **state)
{
	struct harness *harness = *state;
	const cJSON *json =
	    harness_json(harness, "run", LCA_ROOT "/scenarios/bloom-176b.yaml", NULL);
	const cJSON *driver, *item, *input;
	size_t count = 0;

	cJSON_ArrayForEach(driver, harness_find(json, "sensitivity.gwp"))
	{
		const char *key = harness_text(driver, "key");
		bool found = false;

		cJSON_ArrayForEach(item, harness_find(json, "items"))
		{
			cJSON_ArrayForEach(input, harness_find(item, "inputs")) found =
			    found || text_same(harness_text(input, "origin.draw"), key);
		}
		if (!found)
			fail_msg("no input is drawn as '%s'", key);
		count++;
	}
	assert_true(count >= 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(resolves_every_origin),
	    HARNESS_TEST(resolves_the_origins_of_shipped_scenarios),
	    HARNESS_TEST(names_the_drivers_by_their_draws),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
