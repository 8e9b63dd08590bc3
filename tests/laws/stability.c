/* Laws of what must not move a number: threads, order, neighbours, folders, the names of equal
 * things. */

#include "tests/harness.h"

static const char *const moments[] = {"central", "mean", "sd", "median", "low", "high"};

/* Two documents hold the same moments of an item (or whatever the path names) for the criteria
 * given. */
static void same_moments(struct harness *harness, const cJSON *a, const cJSON *b,
			 const char *path)
{
	const cJSON *criterion;
	size_t i;

	assert_non_null(harness_find(a, path));
	cJSON_ArrayForEach(criterion, harness_find(a, path))
	{
		for (i = 0; i < COUNT(moments); i++) {
			const char *tail = arena_printf(harness->arena, "%s.%s.%s", path,
							criterion->string, moments[i]);
			const cJSON *first = harness_find(a, tail),
				    *second = harness_find(b, tail);

			if (!cJSON_Compare(first, second, true))
				fail_msg("%s: %.17g and %.17g", tail,
					 cJSON_IsNumber(first) ? first->valuedouble : NAN,
					 cJSON_IsNumber(second) ? second->valuedouble : NAN);
		}
	}
}

static const char shipped[] = LCA_ROOT "/scenarios/bloom-176b.yaml";
static const char served[] = LCA_ROOT "/scenarios/serving.yaml";

static const char *bytes(struct harness *harness, const char *path, const char *samples,
			 const char *threads)
{
	struct outcome outcome = harness_run(harness, "run", path, "--format", "json",
					     "--samples", samples, "--threads", threads, NULL);

	if (outcome.status != 0)
		fail_msg("%s\n%s", path, outcome.err);
	return outcome.out;
}

/* A run that draws until its figures are known is one of so many samples. */
static void adaptive_runs_are_runs_of_their_samples(void **state)
{
	static const char *const samplers[] = {"plain", "sobol", "latin"};
	static const char *const keys[] = {"items", "totals", "sensitivity", "measure_next"};
	struct harness *harness = *state;
	size_t i, k;

	for (i = 0; i < COUNT(samplers); i++) {
		const cJSON *adaptive =
		    harness_json(harness, "run", shipped, "--tolerance", "5%", "--shortest",
				 "--sampler", samplers[i], NULL);
		double samples = harness_number(adaptive, "record.samples");
		const cJSON *plain = harness_json(
		    harness, "run", shipped, "--shortest", "--sampler", samplers[i],
		    "--samples", arena_printf(harness->arena, "%.0f", samples), NULL);

		assert_true(samples > 10000 && samples < 1e6);
		assert_non_null(harness_find(adaptive, "totals.gwp.shortest.low"));
		for (k = 0; k < COUNT(keys); k++)
			if (harness_find(adaptive, keys[k]) &&
			    !cJSON_Compare(harness_find(adaptive, keys[k]),
					   harness_find(plain, keys[k]), true))
				fail_msg("%s: other %s", samplers[i], keys[k]);
	}
}

/* Statistics change their method above 100 000 samples. */
static void gives_the_same_bytes_for_any_threads(void **state)
{
	static const char *const samples[] = {"1000", "65537", "100000", "100001", "300000"};
	static const char *const threads[] = {"1", "2", "7"};
	struct harness *harness = *state;
	size_t i, j;

	for (i = 0; i < COUNT(samples); i++) {
		const char *first = bytes(harness, shipped, samples[i], "1");
		const char *other = bytes(harness, served, samples[i], "1");

		for (j = 0; j < COUNT(threads); j++) {
			if (strcmp(bytes(harness, shipped, samples[i], threads[j]), first) !=
				0 ||
			    strcmp(bytes(harness, served, samples[i], threads[j]), other) != 0)
				fail_msg("%s samples, %s threads", samples[i], threads[j]);
		}
	}
	assert_string_not_equal(bytes(harness, shipped, "1000", "1"),
				bytes(harness, shipped, "1001", "1"));
}

static const char base[] =
    "lca: 1\n"
    "sites:\n"
    "  s: {region: FR, year: 2022, pue: 1.2}\n"
    "hardware:\n"
    "  h: {lifetime: {lognormal: [6 yr, 1.2]}, utilization: 85 %}\n"
    "stages:\n"
    "  training:\n"
    "    - {item: run, site: s, accelerator: nvidia-a100-sxm4-80gb, accelerator_hours: 1000 "
    "h}\n"
    "    - {item: tests, region: DE, energy: 70 kWh ± 10 %}\n"
    "  embodied:\n"
    "    - {item: GPUs, hardware: h, impact: 150 kgCO2e x/ 1.6, device_hours: 1000 h}\n";

/* The same with everything in another order, and an item that nothing else knows of. */
static const char shuffled[] =
    "stages:\n"
    "  embodied:\n"
    "    - {device_hours: 1000 h, impact: 150 kgCO2e x/ 1.6, hardware: h, item: GPUs}\n"
    "  training:\n"
    "    - {energy: 70 kWh ± 10 %, region: DE, item: tests}\n"
    "    - {item: another, region: US, year: 2022, energy: {lognormal: [3 MWh, 2]}, pue: 1.1 "
    ".. 1.4}\n"
    "    - {accelerator_hours: 1000 h, accelerator: nvidia-a100-sxm4-80gb, item: run, site: "
    "s}\n"
    "hardware:\n"
    "  unused: {lifetime: 3 yr, utilization: 50 %}\n"
    "  h: {utilization: 85 %, lifetime: {lognormal: [6 yr, 1.2]}}\n"
    "sites:\n"
    "  s: {pue: 1.2, year: 2022, region: FR}\n"
    "lca: 1\n";

static void knows_nothing_of_order_and_neighbours(void **state)
{
	static const char *const samples[] = {"20000", "150000"};
	static const char *const items[] = {"items[training/run].impacts",
					    "items[training/tests].impacts",
					    "items[embodied/GPUs].impacts"};
	struct harness *harness = *state;
	const char *first = harness_write(harness, "base.yaml", base);
	const char *second = harness_write(harness, "shuffled.yaml", shuffled);
	size_t i, j;

	for (i = 0; i < COUNT(samples); i++) {
		const cJSON *a = harness_json(harness, "run", first, "-n", samples[i], NULL);
		const cJSON *b = harness_json(harness, "run", second, "-n", samples[i], NULL);

		for (j = 0; j < COUNT(items); j++)
			same_moments(harness, a, b, items[j]);
		same_moments(harness, a, b, "stages.embodied");
		assert_true(harness_number(b, "totals.gwp.central") >
			    harness_number(a, "totals.gwp.central"));
	}
}

/* A place is only what its factors are: equal intensities give equal draws wherever they lie.
 */
static void finds_no_difference_between_equal_regions(void **state)
{
	static const char format[] =
	    "lca: 1\nsites:\n  s: {region: %s, pue: 1.2, wue: 1 L/kWh, ewif: 2 L/kWh, "
	    "intensity: {lognormal: [400 gCO2e/kWh, 1.3]}}\n"
	    "stages:\n  training:\n    - {item: run, site: s, energy: {normal: [100 kWh, 5 "
	    "kWh]}}\n";
	struct harness *harness = *state;
	const cJSON *json[2];
	size_t i, j;

	for (i = 0; i < 2; i++) {
		const char *text = arena_printf(harness->arena, format, i == 0 ? "DE" : "FR");

		json[i] =
		    harness_json(harness, "run", harness_write(harness, "a.yaml", text), NULL);
	}
	for (j = 0; j < COUNT(moments); j++) {
		const char *gwp = arena_printf(harness->arena, "totals.gwp.%s", moments[j]);
		const char *water = arena_printf(harness->arena, "totals.water.%s", moments[j]);

		assert_true(harness_number(json[0], gwp) - harness_number(json[1], gwp) == 0);
		assert_true(harness_number(json[0], water) - harness_number(json[1], water) ==
			    0);
	}
	assert_true(harness_number(json[0], "totals.pe.central") !=
		    harness_number(json[1], "totals.pe.central"));
}

/* Another folder changes no byte but the name of the file; the record keeps the path as typed.
 */
static void moves_with_its_folder(void **state)
{
	struct harness *harness = *state;
	const char *text = "lca: 1\nstages:\n  training:\n"
			   "    - {item: run, region: FR, log: logs/run.csv}\n";
	const char *log =
	    harness_read(harness, LCA_ROOT "/scenarios/logs/fine-tune-emissions.csv");
	const char *folders[] = {"here", "over there/and deeper"};
	const cJSON *json[2];
	size_t i;

	for (i = 0; i < 2; i++) {
		const char *name = arena_printf(harness->arena, "%s/a.yaml", folders[i]);

		harness_write(harness,
			      arena_printf(harness->arena, "%s/logs/run.csv", folders[i]), log);
		harness_write(harness, name, text);
		json[i] = harness_json(harness, "run", name, NULL);
		assert_string_equal(harness_text(json[i], "record.scenario.file"), name);
	}
	same_moments(harness, json[0], json[1], "totals");
	same_moments(harness, json[0], json[1], "items[training/run].impacts");
	assert_true(cJSON_Compare(harness_find(json[0], "record.inputs"),
				  harness_find(json[1], "record.inputs"), true));
	assert_string_equal(harness_text(json[0], "record.scenario.sha256"),
			    harness_text(json[1], "record.scenario.sha256"));
}

/* --set is the change it names and no other: the same as editing the file. */
static void sets_exactly_one_thing(void **state)
{
	struct harness *harness = *state;
	const char *path = harness_write(harness, "a.yaml", base);
	const char *edited = arena_text(harness->arena, base);
	const char *other = harness_write(harness, "b.yaml", edited);
	const cJSON *plain = harness_json(harness, "run", path, NULL);
	const cJSON *set = harness_json(harness, "run", path, "--set", "sites.s.pue=1.8", NULL);
	const cJSON *same =
	    harness_json(harness, "run", path, "--set", "sites.s.pue=1.2", NULL);
	const cJSON *second =
	    harness_json(harness, "run", other, "--set",
			 "stages.training[tests].energy=140 kWh ± 10 %", NULL);

	same_moments(harness, plain, set, "items[training/tests].impacts");
	same_moments(harness, plain, set, "items[embodied/GPUs].impacts");
	same_moments(harness, plain, same, "totals");
	same_moments(harness, plain, second, "items[training/run].impacts");
	same_moments(harness, plain, second, "items[embodied/GPUs].impacts");
	assert_near(harness_number(set, "items[training/run].impacts.gwp.mean"),
		    1.5 * harness_number(plain, "items[training/run].impacts.gwp.mean"), 1e-12,
		    "1.8 for 1.2");
	assert_near(harness_number(second, "items[training/tests].impacts.gwp.mean"),
		    2 * harness_number(plain, "items[training/tests].impacts.gwp.mean"), 1e-12,
		    "140 for 70");
	assert_true(cJSON_GetArraySize(harness_find(set, "record.options")) == 1);
	assert_true(cJSON_GetArraySize(harness_find(plain, "record.options")) == 0);
}

/* The seed is the only source of chance: another one moves every range, none moves a central
 * value. */
static void depends_on_the_seed_alone(void **state)
{
	struct harness *harness = *state;
	const char *path = harness_write(harness, "a.yaml", base);
	const cJSON *first = harness_json(harness, "run", path, "--seed", "1", NULL);
	const cJSON *second = harness_json(harness, "run", path, "--seed", "2", NULL);

	same_moments(harness, first, harness_json(harness, "run", path, NULL), "totals");
	assert_true(harness_number(first, "totals.gwp.central") ==
		    harness_number(second, "totals.gwp.central"));
	assert_true(harness_number(first, "totals.gwp.mean") !=
		    harness_number(second, "totals.gwp.mean"));
	assert_near(harness_number(second, "totals.gwp.mean"),
		    harness_number(first, "totals.gwp.mean"), 0.01, "mean");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(adaptive_runs_are_runs_of_their_samples),
	    HARNESS_TEST(gives_the_same_bytes_for_any_threads),
	    HARNESS_TEST(knows_nothing_of_order_and_neighbours),
	    HARNESS_TEST(finds_no_difference_between_equal_regions),
	    HARNESS_TEST(moves_with_its_folder),
	    HARNESS_TEST(sets_exactly_one_thing),
	    HARNESS_TEST(depends_on_the_seed_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
