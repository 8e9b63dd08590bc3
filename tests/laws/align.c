/* Our own reports beside published figures: a report's total is what was run, and what it holds
 * is not added again. */

#include "tests/harness.h"

static const char *scenario(struct harness *h)
{
	return harness_write(
	    h, "ours.yaml",
	    "lca: 1\nname: ours\nsites:\n  s: {region: FR, year: 2022, pue: 1.2}\nstages:\n"
	    "  training:\n    - {item: run, site: s, energy: 100 MWh}\n"
	    "  idle:\n    - {item: wait, site: s, energy: 10 MWh}\n"
	    "  embodied:\n    - {item: made, impact: 3 tCO2e, device_hours: 100 h, lifetime: "
	    "200 "
	    "h, "
	    "utilization: 1}\n");
}

static void begins_with_the_total_of_a_report(void **state)
{
	struct harness *h = *state;
	const char *path = scenario(h);
	const cJSON *run, *aligned;
	double total;

	run = harness_json(h, "run", path, "--samples", "1000", NULL);
	total = harness_number(run, "totals.gwp.central");
	harness_run(h, "run", path, "--samples", "1000", "-o", "ours.json", NULL);
	aligned = harness_json(h, "align", "ours.json", "--to", "embodied", "--samples", "1000",
			       NULL);
	assert_near(harness_number(aligned, "rows[0].bridges[0].sum.central"), total, 1e-9,
		    "as stated");
	assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(aligned, "rows")), 1);
	assert_string_equal(harness_text(aligned, "rows[0].id"), "ours");
	assert_string_equal(harness_text(aligned, "rows[0].bridges[1].status"), "inside");
	assert_string_equal(harness_text(aligned, "rows[0].bridges[2].status"), "inside");
	assert_string_equal(harness_text(aligned, "rows[0].bridges[4].status"), "inside");
	assert_string_equal(harness_text(aligned, "rows[0].bridges[6].status"), "inside");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(begins_with_the_total_of_a_report),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
