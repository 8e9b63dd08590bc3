/* Alignment: which bridges are crossed, by what, and that nothing is counted twice. */

#include <math.h>
#include <string.h>

#include "tests/align_world.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* A letter for each bridge behind the figure: Crossed, Inside, Apart, Unknown, - not asked. */
static void tells_which_bridges_are_crossed(void **state)
{
	static const struct {
		const char *claim, *statuses;
	} cases[] = {
	    {"{emissions: 25 t, energy: 60 MWh, metered_at: accelerator, region: FR, " A100 "}",
	     "CCICCCC"},
	    {"{emissions: 25 t, energy: 60 MWh, metered_at: components, region: FR, " A100 "}",
	     "CCICCCC"},
	    {"{emissions: 25 t, energy: 60 MWh, metered_at: node, region: FR, " A100 "}",
	     "ICICCCC"},
	    {"{emissions: 25 t, energy: 60 MWh, metered_at: facility, region: FR, " A100 "}",
	     "IIICCCC"},
	    {"{emissions: 25 t, energy: 60 MWh, metered_at: facility}", "IIICCU-"},
	    {"{emissions: 25 t, energy: 60 MWh}", "CCICCU-"},
	    {"{emissions: 25 t}", "U------"},
	    {"{emissions: 25 t, accelerator_hours: 1000 h, power: 400 W}", "CCICCCC"},
	    {"{emissions: 25 t, node_hours: 1000 h, power: 4 kW, power_of: node, "
	     "accelerators_per_node: 8}",
	     "ICICCCC"},
	    {"{emissions: 25 t, energy: 60 MWh, metered_at: facility, embodied: 3 t}",
	     "IIICCAC"},
	    {"{emissions: 25 t, energy: 60 MWh, metered_at: facility, embodied: 3 t, "
	     "scope: [training, idle, rnd, embodied, losses]}",
	     "IIIIIII"},
	    {"{emissions: 75 t, accelerators: 992, hours: 33 day, " A100 "}", "CCICCCC"},
	    {"{emissions: 75 t, nodes: 124, accelerators_per_node: 8, hours: 33 day, " A100 "}",
	     "CCICCCC"},
	    {"{emissions: 75 t, node_hours: 98208 h, accelerators_per_node: 8, " A100 "}",
	     "CCICCCC"},
	    {"{emissions: 0 t, accounting: market, region: FR, nodes: 2, hours: 9 h, power: 4 "
	     "kW, "
	     "power_of: node, accelerators_per_node: 8, " A100 "}",
	     "ICCCCCC"},
	    {"{stage: rnd, emissions: 14 t, energy: 60 MWh, metered_at: facility, " A100 "}",
	     "IIICICC"},
	    {"{stage: idle, emissions: 14 t, energy: 60 MWh, metered_at: facility}", "U------"},
	    {"{emissions: 0 t, energy: 60 MWh, metered_at: facility, accounting: market}",
	     "IIU----"},
	    {"{emissions: 0 t, energy: 60 MWh, metered_at: facility, accounting: market, "
	     "region: FR, " A100 "}",
	     "IICCCCC"},
	    {"{energy: 60 MWh, metered_at: facility, region: FR, " A100 "}", "IIICCCC"},
	    {"{emissions_per_unit: 3 g, energy_per_unit: 3 Wh, metered_at: facility, " A100 "}",
	     "IIIC-CC"},
	    {"{emissions: 25 t, energy: 60 MWh, pue: 1.2, intensity: 0.347 kg/kWh, "
	     "metered_at: node, " A100 "}",
	     "IIICCCC"},
	    {"{emissions: 25 t, energy: 60 MWh, pue: 1.2, intensity: 0.417 kg/kWh, "
	     "metered_at: node, " A100 "}",
	     "ICICCCC"},
	};
	struct world world = world_open();
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		const struct alignment *alignment = aligned_to(
		    &world, arena_printf(world.arena, "- %s\n", cases[i].claim), ALIGN_LOSSES);
		char seen[ALIGN_STEPS] = "";
		int step;

		for (step = ALIGN_HOST; step < ALIGN_STEPS; step++)
			seen[step - 1] = "CIAU-"[alignment->rows[0].bridges[step].status];
		if (strcmp(seen, cases[i].statuses) != 0)
			fail_msg("%s: %s, expected %s", cases[i].claim, seen,
				 cases[i].statuses);
	}
	world_close(&world);
}

static void crosses_by_the_defaults(void **state)
{
	struct world world = world_open();
	const struct alignment *alignment =
	    aligned_to(&world,
		       "- {emissions: 25 t, energy: 60 MWh, metered_at: accelerator, pue: 1.2, "
		       "intensity: 0.417 kg/kWh}\n",
		       ALIGN_EXPERIMENTS);
	const struct align_bridge *bridges = alignment->rows[0].bridges;
	double host = usual(&world, "default/-/-/host-factor");
	double idle = usual(&world, "default/-/-/idle-ratio");
	double experiments = usual(&world, "default/-/-/experiments-ratio");

	(void)state;
	assert_near(bridges[ALIGN_STATED].after.central, 25e3, 1e-12, "stated");
	assert_near(bridges[ALIGN_HOST].after.central, 25e3 * host, 1e-12, "host");
	assert_near(bridges[ALIGN_PUE].after.central, 25e3 * host * 1.2, 1e-12, "pue");
	assert_near(bridges[ALIGN_IDLE].after.central, 25e3 * host * 1.2 * (1 + idle), 1e-12,
		    "idle");
	assert_near(bridges[ALIGN_EXPERIMENTS].after.central,
		    25e3 * host * 1.2 * (1 + idle) * (1 + experiments), 1e-12, "experiments");
	assert_true(alignment->rows[0].complete);
	assert_true(alignment->rows[0].total.low < alignment->rows[0].total.central);
	assert_non_null(bridges[ALIGN_HOST].source);
	world_close(&world);
}

/* Hours times design power: the machine is counted at its usual load. */
static void takes_the_load_of_design_power(void **state)
{
	struct world world = world_open();
	const struct alignment *alignment = aligned_to(
	    &world, "- {emissions: 25 t, accelerator_hours: 1000 h, power: 400 W, " A100 "}\n",
	    ALIGN_HOST);
	double factor = usual(&world, "default/-/-/host-factor") *
			usual(&world, "default/-/-/load-training");

	(void)state;
	assert_near(alignment->rows[0].total.central, 25e3 * factor, 1e-12, "design power");
	world_close(&world);
}

/* A name that several accelerators share is enough where the power is that of one of them. */
static void knows_design_power_by_a_partial_name(void **state)
{
	static const struct {
		const char *power;
		bool design;
	} cases[] = {{"400 W", true}, {"330 W", false}};
	struct world world = world_open();
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		const char *text =
		    arena_printf(world.arena,
				 "- {emissions: 25 t, accelerator_hours: 1000 h, power: %s, "
				 "accelerator: A100-80GB}\n",
				 cases[i].power);
		const struct aligned *row = &aligned_to(&world, text, ALIGN_HOST)->rows[0];

		assert_int_equal(strstr(row->bridges[ALIGN_HOST].how, "design power") != NULL,
				 cases[i].design);
	}
	world_close(&world);
}

/* What is not said lies between inside and outside. */
static void spans_what_is_not_said(void **state)
{
	struct world world = world_open();
	const struct alignment *alignment =
	    aligned_to(&world, "- {emissions: 25 t, energy: 60 MWh, region: FR}\n", ALIGN_HOST);
	const struct align_bridge *host = &alignment->rows[0].bridges[ALIGN_HOST];
	double factor = usual(&world, "default/-/-/host-factor");

	(void)state;
	assert_near(host->after.central, 25e3 * (1 + factor) / 2, 1e-12, "half way");
	assert_true(host->after.low >= 25e3 && host->after.low < 25e3 * 1.05);
	assert_true(host->after.high > 25e3 * factor);
	assert_non_null(strstr(host->how, "not said"));
	world_close(&world);
}

/* BLOOM's idle figure was metered at the facility: hosts and cooling are in it. */
static void counts_nothing_twice_beside_stages_apart(void **state)
{
	struct world world = world_open();
	const struct alignment *alignment = aligned_to(
	    &world,
	    "- {id: run, model: M, stage: training, emissions: 24.69 t, energy: 433196 kWh, "
	    "metered_at: accelerator, region: FR}\n"
	    "- {id: wait, model: M, stage: idle, emissions: 14.6 t, metered_at: facility}\n"
	    "- {id: made, model: M, stage: embodied, emissions: 11.2 t}\n"
	    "- {id: tries, model: M, stage: rnd, emissions: 66.29 t}\n",
	    ALIGN_EMBODIED);
	const struct aligned *row = &alignment->rows[0];

	(void)state;
	assert_int_equal(alignment->count, 1);
	assert_int_equal(row->bridges[ALIGN_HOST].status, ALIGN_INSIDE);
	assert_int_equal(row->bridges[ALIGN_PUE].status, ALIGN_INSIDE);
	assert_int_equal(row->bridges[ALIGN_IDLE].status, ALIGN_APART);
	assert_int_equal(row->bridges[ALIGN_EXPERIMENTS].status, ALIGN_APART);
	assert_int_equal(row->bridges[ALIGN_EMBODIED].status, ALIGN_APART);
	assert_near(row->total.central, 24690 + 14600 + 66290 + 11200, 1e-12, "sum");
	assert_near(row->total.low, row->total.high, 1e-12, "no default is in it");
	world_close(&world);
}

/* What lies in the idle figure is not there before that is added. */
static void takes_nothing_from_an_idle_figure_that_is_not_asked_for(void **state)
{
	struct world world = world_open();
	const struct alignment *alignment = aligned_to(
	    &world,
	    "- {id: run, model: M, stage: training, emissions: 20 t, energy: 400 MWh, "
	    "metered_at: accelerator, pue: 1.2, intensity: 50 g/kWh, region: FR}\n"
	    "- {id: wait, model: M, stage: idle, emissions: 14.6 t, metered_at: facility}\n",
	    ALIGN_PUE);
	double host = usual(&world, "default/-/-/host-factor");

	(void)state;
	assert_near(alignment->rows[0].total.central, 20e3 * host * 1.2, 1e-12, "crossed");
	world_close(&world);
}

/* A report's total and its parts are one row. */
static void takes_a_total_for_its_parts(void **state)
{
	struct world world = world_open();
	const struct alignment *alignment =
	    aligned_to(&world,
		       "- id: all\n  stage: total\n  emissions: 30 t\n  energy: 60 MWh\n"
		       "  metered_at: facility\n  rows:\n"
		       "    - {stage: training, emissions: 20 t, region: FR}\n"
		       "    - {stage: idle, emissions: 4 t, region: FR}\n"
		       "    - {stage: embodied, emissions: 6 t}\n",
		       ALIGN_EXPERIMENTS);
	const struct aligned *row = &alignment->rows[0];
	double experiments = usual(&world, "default/-/-/experiments-ratio");

	(void)state;
	assert_int_equal(alignment->count, 1);
	assert_int_equal(row->bridges[ALIGN_IDLE].status, ALIGN_INSIDE);
	assert_near(row->total.central, 24e3 * (1 + experiments) + 6e3, 1e-12,
		    "the hardware is not multiplied");
	world_close(&world);
}

/* Market-based figures go by energy and place; the certificate is left behind. */
static void brings_contracts_to_the_grid(void **state)
{
	struct world world = world_open();
	const struct alignment *alignment = aligned_to(
	    &world,
	    "- {id: a, emissions: 0 t, energy: 60 MWh, metered_at: facility, accounting: "
	    "market, "
	    "region: FR, year: 2022}\n"
	    "- {id: b, emissions: 9 t, energy: 60 MWh, metered_at: facility, accounting: net, "
	    "region: FR, year: 2022}\n",
	    ALIGN_GRID);
	double grid = usual(&world, "electricity/FR/2022/gwp");

	(void)state;
	assert_near(alignment->rows[0].total.central, 60e3 * grid, 1e-9, "from nothing");
	assert_near(alignment->rows[1].total.central, 60e3 * grid, 1e-9, "from something");
	/* One grid, one draw. */
	assert_near(alignment->rows[0].total.high, alignment->rows[1].total.high, 1e-12,
		    "high");
	assert_true(alignment->rows[0].total.high > alignment->rows[0].total.central);
	world_close(&world);
}

static void ranks_what_is_complete(void **state)
{
	struct world world = world_open();
	const struct alignment *alignment =
	    aligned_to(&world,
		       "- {id: open, emissions: 1 t}\n"
		       "- {id: large, emissions: 90 t, energy: 1 MWh, metered_at: facility}\n"
		       "- {id: small, emissions: 9 t, energy: 1 MWh, metered_at: facility}\n"
		       "- {id: one, emissions_per_unit: 3 g, metered_at: facility}\n",
		       ALIGN_IDLE);
	const char *ids[4];
	size_t i;

	(void)state;
	for (i = 0; i < 4; i++)
		ids[i] = alignment->rows[alignment->order[i]].id;
	assert_string_equal(ids[0], "small");
	assert_string_equal(ids[1], "large");
	assert_string_equal(ids[2], "one");
	assert_string_equal(ids[3], "open");
	assert_string_equal(alignment->rows[3].unit.text, "kgCO2e/request");
	assert_false(alignment->rows[0].complete);
	assert_non_null(alignment->rows[0].bridges[ALIGN_HOST].reason);
	world_close(&world);
}

/* What is a model's own is drawn for it alone, what is shared once. */
static void draws_what_is_shared_once(void **state)
{
	struct world world = world_open();
	const struct alignment *alignment =
	    aligned_to(&world,
		       "- {id: a, model: A, emissions: 10 t, energy: 60 MWh, metered_at: "
		       "accelerator, " A100 "}\n"
		       "- {id: b, model: B, emissions: 10.1 t, energy: 60 MWh, metered_at: "
		       "accelerator, " A100 "}\n",
		       ALIGN_HOST);
	double hosts = alignment->rows[alignment->order[0]].below_next;
	double idle;

	(void)state;
	assert_near(hosts, 1, 0, "one host factor, one order");
	alignment = aligned_to(
	    &world,
	    "- {id: a, model: A, emissions: 10 t, energy: 60 MWh, metered_at: facility}\n"
	    "- {id: b, model: B, emissions: 10.1 t, energy: 60 MWh, metered_at: facility}\n",
	    ALIGN_IDLE);
	idle = alignment->rows[alignment->order[0]].below_next;
	assert_true(idle > 0.4 && idle < 0.7);
	assert_true(isnan(alignment->rows[alignment->order[1]].below_next));
	world_close(&world);
}

/* The same claim in kWh or MJ, kg or lb, is aligned to the same. */
static void does_not_depend_on_units(void **state)
{
	static const char *const texts[] = {
	    "- {id: a, emissions: 1000 kg, energy: 1000 kWh, metered_at: node, region: "
	    "FR, " A100 "}\n",
	    "- {id: a, emissions: 1 t, energy: 3600 MJ, metered_at: node, region: FR, " A100
	    "}\n"};
	struct world world = world_open();
	const struct align_range one =
	    aligned_to(&world, texts[0], ALIGN_LOSSES)->rows[0].total;
	const struct align_range other =
	    aligned_to(&world, texts[1], ALIGN_LOSSES)->rows[0].total;

	(void)state;
	assert_near(one.central, other.central, 1e-9, "central");
	assert_near(one.low, other.low, 1e-9, "low");
	assert_near(one.high, other.high, 1e-9, "high");
	world_close(&world);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(tells_which_bridges_are_crossed),
	    cmocka_unit_test(crosses_by_the_defaults),
	    cmocka_unit_test(takes_the_load_of_design_power),
	    cmocka_unit_test(knows_design_power_by_a_partial_name),
	    cmocka_unit_test(spans_what_is_not_said),
	    cmocka_unit_test(counts_nothing_twice_beside_stages_apart),
	    cmocka_unit_test(takes_nothing_from_an_idle_figure_that_is_not_asked_for),
	    cmocka_unit_test(takes_a_total_for_its_parts),
	    cmocka_unit_test(brings_contracts_to_the_grid),
	    cmocka_unit_test(ranks_what_is_complete),
	    cmocka_unit_test(draws_what_is_shared_once),
	    cmocka_unit_test(does_not_depend_on_units),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
