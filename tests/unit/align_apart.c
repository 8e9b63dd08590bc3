/* Alignment: stages that are stated apart are all added, and nothing twice. */

#include <string.h>

#include "tests/align_world.h"

#define RUN                                                                                    \
	"- {id: run, model: M, stage: training, emissions: 20 t, energy: 400 MWh, "            \
	"metered_at: "                                                                         \
	"facility, region: FR, year: 2022, scope: [training, rnd]}\n"

static bool noted(const struct aligned *row, const char *text)
{
	size_t i;

	for (i = 0; i < row->note_count; i++)
		if (strstr(row->notes[i], text))
			return true;
	return false;
}

static void adds_all_claims_of_a_stage(void **state)
{
	static const struct {
		const char *claims;
		enum align_step step;
		double tonnes;
		const char *how, *note;
	} cases[] = {
	    {"- {id: servers, model: M, stage: embodied, emissions: 8 t}\n"
	     "- {id: GPUs, model: M, stage: embodied, embodied: 4 t}\n",
	     ALIGN_EMBODIED, 12, "'servers' and 'GPUs'", NULL},
	    {"- {id: nodes, model: M, stage: idle, emissions: 3 t}\n"
	     "- {id: network, model: M, stage: idle, emissions: 2 t}\n"
	     "- {id: storage, model: M, stage: idle, emissions: 1.5 t}\n",
	     ALIGN_IDLE, 6.5, "'nodes', 'network' and 'storage'", NULL},
	    {"- {id: all, model: M, stage: embodied, emissions: 12 t}\n"
	     "- {id: servers, model: M, stage: embodied, emissions: 8.0 t}\n"
	     "- {id: GPUs, model: M, stage: embodied, emissions: 4.0 t}\n",
	     ALIGN_EMBODIED, 12, "'servers' and 'GPUs'", "'all' is the sum"},
	    {"- id: all\n  model: M\n  stage: embodied\n  emissions: 12 t\n  rows:\n"
	     "    - {id: servers, model: M, stage: embodied, emissions: 8.0 t}\n"
	     "    - {id: GPUs, model: M, stage: embodied, emissions: 4.0 t}\n",
	     ALIGN_EMBODIED, 12, "'all'", NULL},
	};
	struct world world = world_open();
	size_t i;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *text = arena_printf(world.arena, RUN "%s", cases[i].claims);
		const struct alignment *alignment = aligned_to(&world, text, ALIGN_EMBODIED);
		const struct align_bridge *bridge = &alignment->rows[0].bridges[cases[i].step];

		assert_int_equal(alignment->count, 1);
		assert_int_equal(bridge->status, ALIGN_APART);
		assert_near(bridge->adds.central, cases[i].tonnes * 1e3, 1e-12, cases[i].how);
		if (!strstr(bridge->how, cases[i].how))
			fail_msg("%s: %s", cases[i].how, bridge->how);
		if (cases[i].note)
			assert_true(noted(&alignment->rows[0], cases[i].note));
	}
	world_close(&world);
}

/* What one of them amounts to is not known: nor is their sum. */
static void is_open_where_one_states_nothing(void **state)
{
	struct world world = world_open();
	const struct alignment *alignment =
	    aligned_to(&world,
		       RUN "- {id: servers, model: M, stage: embodied, emissions: 8 t}\n"
			   "- {id: GPUs, model: M, stage: embodied}\n",
		       ALIGN_EMBODIED);
	const struct align_bridge *bridge = &alignment->rows[0].bridges[ALIGN_EMBODIED];

	(void)state;
	assert_int_equal(bridge->status, ALIGN_UNKNOWN);
	assert_non_null(strstr(bridge->reason, "'GPUs' states no emissions"));
	world_close(&world);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(adds_all_claims_of_a_stage),
	    cmocka_unit_test(is_open_where_one_states_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
