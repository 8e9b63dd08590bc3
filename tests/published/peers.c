/* Published cases that are more than a figure: what must be warned of, refused, or named. */

#include "tests/harness.h"

#define FOLDER LCA_ROOT "/tests/published/"

/* "CC-ROW-544": mlco2/codecarbon issue #544. Power times duration is twice the energy of the
 * accelerators. */
static void warns_of_energy_beside_power(void **state)
{
	struct harness *harness = *state;
	const cJSON *json =
	    harness_json(harness, "import", FOLDER "logs/codecarbon-long-run.csv", NULL);
	const char *message;

	assert_near(1000 * harness_number(json, "logged_emissions") /
			harness_number(json, "energy.value"),
		    365.477, 1e-3, "implied intensity");
	message = harness_text(json, "warnings[import-mismatch].message");
	assert_non_null(strstr(message, "535.393"));
	assert_non_null(strstr(message, "261.032"));
	assert_int_equal(cJSON_GetArraySize(harness_find(json, "warnings")), 1);
}

/* "CC-RAGGED-1304": mlco2/codecarbon issue #1304. Line 3 lacks five fields in its middle. */
static void drops_the_tail_of_a_ragged_row(void **state)
{
	struct harness *harness = *state;
	const cJSON *json =
	    harness_json(harness, "import", FOLDER "logs/codecarbon-ragged.csv", NULL);

	assert_true(text_ends(harness_text(json, "warnings[import-ragged].place"), ":3"));
	assert_non_null(
	    strstr(harness_text(json, "warnings[import-ragged].message"), "'region'"));
	/* Fields of line 3 behind the gap: neither a memory of 0 GB nor a mode called N is
	 * read. */
	assert_null(strstr(harness_text(json, "modelled"), "inf"));
	assert_string_equal(harness_text(json, "accelerator"), "NVIDIA L40S");
	assert_near(harness_number(json, "pue"), 1, 0, "pue");
	assert_null(harness_find(json, "warnings[import-mismatch]"));
}

static bool is_noted(const cJSON *json, const char *what)
{
	const cJSON *note;

	cJSON_ArrayForEach(note, harness_find(json, "notes"))
	{
		if (strstr(note->valuestring, what))
			return true;
	}
	return false;
}

/* "CC-AWS": a provider's region without a row. The peer takes a world average of 475 g/kWh in
 * silence; here it is the grid it draws from, and the report says so. */
static void names_the_factor_that_stands_in(void **state)
{
	struct harness *harness = *state;
	const cJSON *json = harness_json(harness, "run", FOLDER "provider-region.yaml", NULL);
	double grams = harness_number(json, "items[training/run].impacts.gwp.central") * 1000;

	assert_string_equal(
	    harness_text(json, "items[training/run].inputs[electricity/egrid:SRVC/2022/gwp]"
			       ".origin.factor"),
	    "electricity/egrid:SRVC/2022/gwp");
	assert_true(is_noted(json, "electricity of aws:us-east-1: grid zone egrid:SRVC"));
	assert_true(fabs(grams / 0.6 - 475) > 10);
}

/* "FACT-CCF-AZ": cloud-carbon-footprint/ccf-coefficients@b0032d9,
 * data/grid-emissions-factors-azure.csv; two rows lost their decimal point. */
static void refuses_factors_without_their_point(void **state)
{
	static const char header[] =
	    "activity,region,year,criterion,value,unit,spread,method,method_gsd,boundary,"
	    "accounting,gas_scope,gwp_set,status,source,locator,note\n";
	static const char rest[] =
	    "tCO2e/kWh,,,,lifecycle,production,CO2e,AR5,unverified,ccf-2024,row,\n";
	struct harness *harness = *state;
	const char *lost =
	    arena_printf(harness->arena,
			 "%selectricity,FI,2023,gwp,000077,%selectricity,DE,2023,gwp,000402,%s",
			 header, rest, rest);
	const char *meant = arena_printf(
	    harness->arena,
	    "%selectricity,FI,2023,gwp,0.000077,%selectricity,DE,2023,gwp,0.000402,%s", header,
	    rest, rest);
	struct outcome outcome;

	harness_write(harness, "azure.csv", lost);
	outcome = harness_run(harness, "factors", "check", "azure.csv", NULL);
	assert_int_equal(outcome.status, 2);
	assert_non_null(strstr(outcome.err, "azure.csv:2:25: error:"));
	assert_non_null(strstr(outcome.err, "azure.csv:3:25: error:"));
	harness_write(harness, "azure.csv", meant);
	outcome = harness_run(harness, "factors", "check", "azure.csv", NULL);
	assert_int_equal(outcome.status, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(warns_of_energy_beside_power),
	    HARNESS_TEST(drops_the_tail_of_a_ragged_row),
	    HARNESS_TEST(names_the_factor_that_stands_in),
	    HARNESS_TEST(refuses_factors_without_their_point),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
