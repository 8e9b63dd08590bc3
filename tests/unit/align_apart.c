/* Alignment: stages that are stated apart are all added, and nothing twice. */

#include <string.h>

#include "tests/align_world.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))
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
	for (i = 0; i < COUNT(cases); i++) {
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

#define IDLE  "- {id: wait, model: M, stage: idle, emissions: 14 t, metered_at: facility}\n"
#define MADE  "- {id: made, model: M, stage: embodied, embodied: 11 t}\n"
#define TOTAL "- {id: all, model: M, stage: total, region: FR, "

/* A total holds the claims of its stages beside it. Of what it may hold beyond them a step is
 * anything between 0 and the whole, and the central value half of it. */
static void adds_nothing_that_a_total_may_hold(void **state)
{
	static const struct {
		const char *claims;
		double idle, experiments, embodied; /* shares of the whole step, where added */
		double electric;
		const char *note;
	} cases[] = {
	    {TOTAL "emissions: 50 t}\n" IDLE MADE, 0, 0.5, 0, 39e3, "nothing says of what"},
	    {TOTAL "emissions: 50 t}\n" IDLE MADE
		   "- {id: run, model: M, stage: training, emissions: 25 t}\n",
	     0, 1, 0, 39e3, "they add up"},
	    {TOTAL "emissions: 50 t, metered_at: facility}\n", 0.5, 0.5, 0, 50e3,
	     "nothing says of what"},
	    {TOTAL "emissions: 50 t, metered_at: facility, scope: [training]}\n", 1, 1, 0, 50e3,
	     NULL},
	    {TOTAL "emissions: 50 t, metered_at: facility, source: \"sum of embodied, "
		   "development and training\"}\n",
	     1, 0, 0, 50e3, "says what it is the sum of"},
	};
	struct world world = world_open();
	double idle = usual(&world, "default/-/-/idle-ratio");
	double experiments = usual(&world, "default/-/-/experiments-ratio");
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		const struct aligned *row =
		    &aligned_to(&world, cases[i].claims, ALIGN_EXPERIMENTS)->rows[0];

		assert_near(row->bridges[ALIGN_EXPERIMENTS].after.central -
				row->bridges[ALIGN_STATED].after.central,
			    cases[i].electric * ((1 + cases[i].idle * idle) *
						     (1 + cases[i].experiments * experiments) -
						 1),
			    1e-9, cases[i].claims);
		if (cases[i].note && !noted(row, cases[i].note))
			fail_msg("%s: not said: %s", cases[i].claims, cases[i].note);
	}
	world_close(&world);
}

/* From nothing on. */
static void spans_hardware_that_a_total_may_hold(void **state)
{
	static const char text[] =
	    "- {id: all, stage: total, emissions: 50 t, metered_at: facility, "
	    "accelerator_hours: "
	    "1M h, " A100 "}\n"
	    "- {id: run, stage: training, emissions: 50 t, metered_at: facility, "
	    "accelerator_hours: 1M h, scope: [idle, rnd], " A100 "}\n";
	struct world world = world_open();
	const struct alignment *alignment = aligned_to(&world, text, ALIGN_EMBODIED);
	const struct align_bridge *total = &alignment->rows[0].bridges[ALIGN_EMBODIED];
	const struct align_bridge *run = &alignment->rows[1].bridges[ALIGN_EMBODIED];
	double experiments = usual(&world, "default/-/-/experiments-ratio");

	(void)state;
	assert_near(total->adds.central, run->adds.central * (1 + experiments / 2) / 2, 1e-9,
		    "half of it");
	assert_true(total->adds.low < run->adds.low / 2);
	assert_non_null(strstr(total->how, "not said which"));
	assert_false(alignment->rows[0].has_without);
	world_close(&world);
}

/* A PUE of 1 is none. */
static void takes_a_pue_of_one_for_none(void **state)
{
	struct world world = world_open();
	const struct alignment *alignment =
	    aligned_to(&world,
		       "- {emissions: 25 t, energy: 60 MWh, metered_at: node, pue: 1}\n"
		       "- {emissions: 25 t, energy: 60 MWh, metered_at: node, pue: 1.2}\n",
		       ALIGN_PUE);
	double pue = usual(&world, "pue/kind:unknown/-/ratio");

	(void)state;
	assert_near(alignment->rows[0].total.central, 25e3 * (1 + pue) / 2, 1e-9, "1");
	assert_near(alignment->rows[1].total.central, 25e3 * (1 + 1.2) / 2, 1e-9, "1.2");
	world_close(&world);
}

/* A run that holds its cooling, beside an idle figure that holds it, too. */
static void adds_an_idle_figure_once_where_both_hold_the_cooling(void **state)
{
	struct world world = world_open();
	const struct alignment *alignment = aligned_to(
	    &world,
	    "- {id: run, model: M, stage: training, emissions: 30 t, energy: 500 MWh, "
	    "metered_at: accelerator, pue: 1.2, intensity: 50 g/kWh}\n" IDLE,
	    ALIGN_IDLE);
	const struct align_bridge *idle = &alignment->rows[0].bridges[ALIGN_IDLE];

	(void)state;
	assert_near(idle->adds.central, 7e3, 1e-9, "half of it");
	assert_true(idle->adds.low < 1e3 && idle->adds.high > 13e3);
	assert_non_null(strstr(idle->how, "0 to all of it"));
	world_close(&world);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(adds_all_claims_of_a_stage),
	    cmocka_unit_test(is_open_where_one_states_nothing),
	    cmocka_unit_test(adds_nothing_that_a_total_may_hold),
	    cmocka_unit_test(spans_hardware_that_a_total_may_hold),
	    cmocka_unit_test(takes_a_pue_of_one_for_none),
	    cmocka_unit_test(adds_an_idle_figure_once_where_both_hold_the_cooling),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
