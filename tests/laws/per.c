/* Laws of functional units: what is made once and what recurs never share a denominator. */

#include "tests/harness.h"

/* 100 kg of creation; 40 kg of use over 1000 logged requests. */
static const char *const creation =
    "  training:\n"
    "    - {item: run, region: FR, intensity: 1 kgCO2e/kWh, pue: 1, energy: 100 kWh}\n";

static const cJSON *run(struct harness *harness, const char *top, const char *use)
{
	const char *text =
	    arena_printf(harness->arena, "lca: 1\n%sstages:\n%s%s", top, creation, use);

	return harness_json(harness, "run", "-n", "1000",
			    harness_write(harness, "a.yaml", text), NULL);
}

#define SERVING                                                                                \
	"  inference:\n    - {item: api, region: FR, intensity: 1 kgCO2e/kWh, pue: 1, "        \
	"energy: 40 kWh"

static void keeps_use_and_creation_apart(void **state)
{
	static const struct {
		const char *name, *top, *use;
		double per_use, per_creation; /* kg; NAN: none */
	} cases[] = {
	    {"a volume of use divides use alone", "per: request\n",
	     SERVING ", requests: 1000}\n", 0.04, NAN},
	    {"the life's volume divides creation", "per: request\nserved: 50000 request\n",
	     SERVING ", requests: 1000}\n", 0.04, 0.002},
	    {"use without a volume of its own is divided by the life's",
	     "per: request\nserved: 50000 request\n", SERVING "}\n", 0.0008, 0.002},
	    {"a size of the unit", "per: 1000 request\nserved: 50000 request\n",
	     SERVING ", requests: 1000}\n", 40, 2},
	};
	struct harness *harness = *state;
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		const cJSON *json = run(harness, cases[i].top, cases[i].use);
		const cJSON *made = harness_find(json, "per[0].creation");

		assert_near(harness_number(json, "per[0].use.gwp.central"), cases[i].per_use,
			    1e-12, cases[i].name);
		if (isnan(cases[i].per_creation))
			assert_true(cJSON_IsNull(made));
		else
			assert_near(harness_number(made, "gwp.central"), cases[i].per_creation,
				    1e-12, cases[i].name);
		assert_near(harness_number(json, "totals.gwp.central"), 140, 1e-12,
			    cases[i].name);
	}
}

/* Tokens served say nothing of requests. */
static void takes_no_volume_of_another_kind(void **state)
{
	const cJSON *json =
	    run(*state, "per: request\nserved: 50000 token\n", SERVING ", requests: 1000}\n");

	assert_near(harness_number(json, "per[request].use.gwp.central"), 0.04, 1e-12, "use");
	assert_true(cJSON_IsNull(harness_find(json, "per[request].use.gwp.share")));
	assert_true(cJSON_IsNull(harness_find(json, "per[request].creation")));
	assert_true(cJSON_IsNull(harness_find(json, "per[request].served")));
}

/* A volume beside an energy counts units and never multiplies. */
static void multiplies_by_no_volume(void **state)
{
	struct harness *harness = *state;
	const cJSON *few = run(harness, "per: request\n", SERVING ", requests: 1000}\n");
	const cJSON *many =
	    run(harness, "per: request\n", SERVING ", requests: 2000, output_tokens: 9}\n");

	assert_true(harness_number(few, "totals.gwp.central") ==
		    harness_number(many, "totals.gwp.central"));
	assert_near(harness_number(few, "per[request].use.gwp.central"),
		    2 * harness_number(many, "per[request].use.gwp.central"), 1e-12,
		    "half a request's share");
}

#define SPARE                                                                                  \
	"    - {item: spare, region: FR, intensity: 1 kgCO2e/kWh, pue: 1, energy: 10 kWh}\n"

/* A volume that is stated is that of the use phase; one that was logged divides nothing that
 * was not logged, and the report says so. */
static void leaves_out_what_was_not_logged(void **state)
{
	struct harness *harness = *state;
	const cJSON *json = run(harness, "per: request\n", SERVING ", requests: 1000}\n" SPARE);

	assert_near(harness_number(json, "per[request].use.gwp.central"), 0.05, 1e-12,
		    "stated");
	harness_write(harness, "log.csv",
		      harness_read(harness, LCA_ROOT "/scenarios/logs/serving-requests.csv"));
	json = run(harness, "per: request\nserved: 50000 request\n",
		   SERVING ", log: log.csv}\n" SPARE);
	assert_near(harness_number(json, "per[request].use.gwp.central"), 40.0 / 320, 1e-12,
		    "logged");
	assert_near(harness_number(json, "totals.gwp.central"), 150, 1e-12, "total");
	assert_non_null(strstr(harness_run(harness, "run", "a.yaml", NULL).out,
			       "leaves out 'inference/spare'"));
}

/* 320 requests logged in 3.5 hours say how many units those hours served, and nothing of half a
 * year. */
static void divides_nothing_by_requests_of_another_time(void **state)
{
	static const char format[] =
	    "  inference:\n    - {item: api, region: FR, intensity: 1 kgCO2e/kWh, pue: 1, "
	    "accelerators: 1, hours: %s, power: 100 W, log: log.csv}\n";
	static const struct {
		const char *top, *hours;
		double per_use; /* kg; NAN: none */
	} cases[] = {
	    {"per: request\n", "3.5 h", 0.35 / 320},
	    {"per: request\n", "4380 h", NAN},
	    {"per: request\nserved: 50000 request\n", "4380 h", 438.0 / 50000},
	};
	struct harness *harness = *state;
	size_t i;

	harness_write(harness, "log.csv",
		      harness_read(harness, LCA_ROOT "/scenarios/logs/serving-requests.csv"));
	for (i = 0; i < COUNT(cases); i++) {
		const cJSON *json = run(harness, cases[i].top,
					arena_printf(harness->arena, format, cases[i].hours));
		const cJSON *per = harness_find(json, "per[request].use.gwp.central");

		if (isnan(cases[i].per_use) ? cJSON_IsNumber(per) : !cJSON_IsNumber(per))
			fail_msg("%s of energy: %s", cases[i].hours,
				 per ? "divided" : "not divided");
		if (cJSON_IsNumber(per))
			assert_near(per->valuedouble, cases[i].per_use, 1e-12, cases[i].hours);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(keeps_use_and_creation_apart),
	    HARNESS_TEST(takes_no_volume_of_another_kind),
	    HARNESS_TEST(multiplies_by_no_volume),
	    HARNESS_TEST(leaves_out_what_was_not_logged),
	    HARNESS_TEST(divides_nothing_by_requests_of_another_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
