/* The shipped scenarios have exact moments for every line and total, and samples agree. */

#include "tests/harness.h"

enum { SAMPLES = 200000 };

/* Within five standard errors of a sample of n, and its sd within 5 %: some are skewed. */
static void holds(const char *file, const char *name, const cJSON *impact)
{
	double mean, sd, exact_mean, exact_sd;

	if (strcmp(harness_text(impact, "status"), "counted") != 0)
		return;
	if (!cJSON_IsObject(harness_find(impact, "exact")))
		fail_msg("%s: %s has no exact moments", file, name);
	mean = harness_number(impact, "mean");
	sd = harness_number(impact, "sd");
	exact_mean = harness_number(impact, "exact.mean");
	exact_sd = harness_number(impact, "exact.sd");
	if (fabs(mean - exact_mean) > 5 * exact_sd / sqrt(SAMPLES) + 1e-9 * fabs(exact_mean))
		fail_msg("%s: %s: mean %.9g, exact %.9g", file, name, mean, exact_mean);
	if (fabs(sd - exact_sd) > 0.05 * exact_sd)
		fail_msg("%s: %s: sd %.9g, exact %.9g", file, name, sd, exact_sd);
}

static void hold_all(const char *file, const char *name, const cJSON *impacts)
{
	const cJSON *impact;

	cJSON_ArrayForEach(impact, impacts) holds(file, name, impact);
}

static void every_line_and_total_has_exact_moments(void **state)
{
	static const char *const files[] = {
	    "bloom-176b.yaml",	   "bloom-176b-metered.yaml",
	    "bloom-176b-api.yaml", "measured-run.yaml",
	    "serving.yaml",
	};
	static const char *const samplers[] = {"plain", "sobol", "latin"};
	struct harness *h = *state;
	size_t i, j;

	for (i = 0; i < COUNT(files); i++)
		for (j = 0; j < COUNT(samplers); j++) {
			const char *path =
			    arena_printf(h->arena, LCA_ROOT "/scenarios/%s", files[i]);
			const cJSON *json = harness_json(h, "run", path, "--samples", "200000",
							 "--sampler", samplers[j], NULL);
			const cJSON *item;

			if (harness_find(json, "warnings[sampling-check]"))
				fail_msg("%s: the samples disagree", files[i]);
			cJSON_ArrayForEach(item, harness_find(json, "items")) hold_all(
			    files[i], harness_text(item, "id"), harness_find(item, "impacts"));
			hold_all(files[i], "the total", harness_find(json, "totals"));
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(every_line_and_total_has_exact_moments),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
