/* Alignment: figures of requests, and of whole deployments. */

#include <math.h>
#include <string.h>

#include "tests/align_world.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* Figures of 1000 requests are those of one. */
static void divides_by_use(void **state)
{
	struct world world = world_open();
	const struct alignment *alignment = aligned_to(
	    &world,
	    "- {id: a, stage: inference, emissions: 8 g, energy: 60 Wh, metered_at: node, "
	    "per: 1000 request}\n"
	    "- {id: b, emissions_per_unit: 8 mg, energy_per_unit: 60 mWh, metered_at: node}\n"
	    "- {id: c, stage: inference, emissions: 8 mg, energy: 60 mWh, metered_at: node, "
	    "per: request}\n"
	    "- {id: d, stage: inference, energy: 60 mWh, metered_at: node, per: request}\n",
	    ALIGN_HOST);
	static const struct {
		const char *claim;
		double stated, total;
	} embodied[] = {
	    {"- {stage: inference, emissions: 8 g, metered_at: facility, per: 1000 request, "
	     "scope: [idle, embodied], embodied: 2 g}\n",
	     8e-6, 8e-6},
	    {"- {stage: inference, emissions: 8 g, metered_at: facility, per: 1000 request, "
	     "scope: [idle], embodied: 2 g}\n",
	     8e-6, 10e-6},
	    {"- {stage: inference, emissions_per_unit: 8 mg, energy_per_unit: 60 mWh, "
	     "metered_at: facility, scope: [idle, embodied], embodied: 2 g}\n",
	     8e-6, 8e-6},
	};
	size_t i;

	(void)state;
	assert_string_equal(alignment->rows[0].unit.text, "kgCO2e/request");
	assert_near(alignment->rows[0].total.central, 8e-6, 1e-12, "of many");
	assert_near(alignment->rows[1].total.central, 8e-6, 1e-12, "of one");
	assert_near(alignment->rows[2].total.central, 8e-6, 1e-12, "of one, by its name");
	assert_string_equal(alignment->rows[3].unit.text, "kgCO2e/request");
	for (i = 0; i < COUNT(embodied); i++) {
		const struct aligned *row =
		    &aligned_to(&world, embodied[i].claim, ALIGN_EMBODIED)->rows[0];

		assert_near(row->bridges[ALIGN_STATED].after.central, embodied[i].stated, 1e-12,
			    embodied[i].claim);
		assert_near(row->total.central, embodied[i].total, 1e-12, embodied[i].claim);
	}
	world_close(&world);
}

static void leaves_figures_of_no_request_open(void **state)
{
	struct world world = world_open();
	const struct aligned *row =
	    &aligned_to(
		 &world,
		 "- {stage: inference, emissions: 8 g, energy: 60 Wh, metered_at: facility, "
		 "per: 0 request}\n",
		 ALIGN_HOST)
		 ->rows[0];

	(void)state;
	assert_false(row->complete);
	assert_int_equal(row->bridges[ALIGN_STATED].status, ALIGN_UNKNOWN);
	assert_non_null(strstr(row->bridges[ALIGN_STATED].reason, "no request"));
	world_close(&world);
}

/* What answers requests for a time is not held against what was trained. */
static void holds_deployments_against_each_other(void **state)
{
	struct world world = world_open();
	const struct alignment *alignment = aligned_to(
	    &world,
	    "- {id: serving, stage: inference, emissions: 5 t, metered_at: facility}\n"
	    "- {id: large, stage: training, emissions: 9 t, metered_at: facility}\n"
	    "- {id: api, stage: inference, emissions: 3 t, metered_at: facility}\n"
	    "- {id: small, stage: training, emissions: 4 t, metered_at: facility}\n",
	    ALIGN_GRID);
	static const char *const ids[] = {"small", "large", "api", "serving"};
	static const bool next[] = {true, false, true, false};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(ids); i++) {
		const struct aligned *row = &alignment->rows[alignment->order[i]];

		assert_string_equal(row->id, ids[i]);
		assert_int_equal(row->deployment, i >= 2);
		assert_int_equal(!isnan(row->below_next), next[i]);
	}
	world_close(&world);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(divides_by_use),
	    cmocka_unit_test(leaves_figures_of_no_request_open),
	    cmocka_unit_test(holds_deployments_against_each_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
