/* Laws of break-even: the volume at which use has emitted as much as the creation. */

#include "tests/harness.h"

#define CREATION                                                                               \
	"  training:\n"                                                                        \
	"    - {item: run, site: home, energy: 100 kWh}\n"
#define USE                                                                                    \
	"  inference:\n"                                                                       \
	"    - {item: api, site: home, energy: 40 kWh, requests: 1000"
#define HOME(intensity)                                                                        \
	"sites:\n  home: {region: FR, intensity: " intensity ", pue: 1, losses: 0}\n"

static const cJSON *run(struct harness *harness, const char *top, const char *stages)
{
	const char *text = arena_printf(harness->arena, "lca: 1\n%sstages:\n%s", top, stages);

	return harness_json(harness, "run", "-n", "2000",
			    harness_write(harness, "a.yaml", text), NULL);
}

static void divides_creation_by_use(void **state)
{
	static const struct {
		const char *name, *top, *stages;
		double volume, passed, days; /* NAN: none */
	} cases[] = {
	    {"100 kg over 40 g", "per: request\n" HOME("1 kgCO2e/kWh"), CREATION USE "}\n",
	     2500, 0.4, NAN},
	    {"of a unit of ten", "per: 10 request\n" HOME("1 kgCO2e/kWh"), CREATION USE "}\n",
	     250, 0.4, NAN},
	    {"at the rate of ten days", "per: request\n" HOME("1 kgCO2e/kWh"),
	     CREATION USE ", period: 2024-01-01/2024-01-10}\n", 2500, 0.4, 25},
	    {"by the hours of the clock, period or not", "per: request\n" HOME("1 kgCO2e/kWh"),
	     CREATION
	     "  inference:\n    - {item: api, site: home, total_power: 1 kW, hours: 50 "
	     "h, requests: 1000, period: 2024-01-01/2024-01-10}\n",
	     2000, 0.5, 50.0 / 24 / 0.5},
	    {"by no hours of accelerators", "per: request\n" HOME("1 kgCO2e/kWh"),
	     CREATION "  inference:\n    - {item: api, site: home, power: 1 kW, "
		      "accelerator_hours: 50 h, requests: 1000}\n",
	     2000, 0.5, NAN},
	    {"by the life's volume where no other is known",
	     "per: request\nserved: 4000 request\n" HOME("1 kgCO2e/kWh"),
	     CREATION "  inference:\n    - {item: api, site: home, energy: 40 kWh}\n", 10000,
	     0.4, NAN},
	    {"a credit is part of neither", "per: request\n" HOME("1 kgCO2e/kWh"),
	     CREATION USE "}\n  other:\n    - {item: heat, credit: true, impacts: {gwp: 50 "
			  "kgCO2e}}\n",
	     2500, 0.4, NAN},
	    {"hardware of the use phase is use", "per: request\n" HOME("1 kgCO2e/kWh"),
	     CREATION USE "}\n  embodied:\n    - {item: card, phase: use, impacts: {gwp: 60 "
			  "kgCO2e}}\n",
	     1000, 1, NAN},
	};
	struct harness *harness = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		const cJSON *json = run(harness, cases[i].top, cases[i].stages);
		const cJSON *gwp = harness_find(json, "break_even[0].gwp");
		const cJSON *days = harness_find(gwp, "days");

		assert_near(harness_number(gwp, "volume.central"), cases[i].volume, 1e-12,
			    cases[i].name);
		assert_near(harness_number(gwp, "passed.central"), cases[i].passed, 1e-12,
			    cases[i].name);
		if (isnan(cases[i].days))
			assert_true(cJSON_IsNull(days));
		else
			assert_near(days->valuedouble, cases[i].days, 1e-12, cases[i].name);
	}
}

/* The grid that both sides draw from says nothing of their ratio. */
static void cancels_what_both_sides_share(void **state)
{
	const cJSON *json =
	    run(*state, "per: request\n" HOME("1 kgCO2e/kWh x/ 1.5"), CREATION USE "}\n");
	const cJSON *gwp = harness_find(json, "break_even[request].gwp");

	assert_true(harness_number(json, "totals.gwp.high") >
		    1.5 * harness_number(json, "totals.gwp.low"));
	assert_near(harness_number(gwp, "volume.low"), 2500, 1e-9, "low");
	assert_near(harness_number(gwp, "volume.high"), 2500, 1e-9, "high");
}

/* A quotient of lognormals: GSD 1.5 of the energy of the use alone. */
static void has_the_range_of_the_quotient(void **state)
{
	const cJSON *json =
	    run(*state, "per: request\n" HOME("1 kgCO2e/kWh"),
		CREATION "  inference:\n    - {item: api, site: home, energy: 40 kWh x/ 1.5, "
			 "requests: 1000}\n");
	const cJSON *gwp = harness_find(json, "break_even[request].gwp");

	assert_near(harness_number(gwp, "volume.low"), 2500 * pow(1.5, -1.959964), 0.05, "low");
	assert_near(harness_number(gwp, "volume.high"), 2500 * pow(1.5, 1.959964), 0.05,
		    "high");
}

/* Where items of the creation are holes it is more than that, where items of the use are,
 * less; of both, nobody knows. */
static void says_what_holes_do_to_it(void **state)
{
	static const struct {
		const char *name, *stages, *bound;
	} cases[] = {
	    {"a hole of the creation",
	     CREATION "    - {item: more, impacts: {pe: 1 MJ}}\n" USE "}\n", "at least"},
	    {"a hole of the use",
	     CREATION USE "}\n    - {item: more, impacts: {pe: 1 MJ}, requests: 1}\n",
	     "at most"},
	    {"both",
	     CREATION "    - {item: more, impacts: {pe: 1 MJ}}\n" USE
		      "}\n    - {item: less, impacts: {pe: 1 MJ}, requests: 1}\n",
	     NULL},
	};
	struct harness *harness = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		const cJSON *json =
		    run(harness, "per: request\n" HOME("1 kgCO2e/kWh"), cases[i].stages);
		const cJSON *gwp = harness_find(json, "break_even[request].gwp");

		if (cases[i].bound)
			assert_string_equal(harness_text(gwp, "bound"), cases[i].bound);
		else
			assert_string_equal(harness_text(gwp, "status"), "missing");
		assert_true(cJSON_IsNull(harness_find(gwp, "volume")) == !cases[i].bound);
	}
}

static void has_no_figure_without_use_or_creation(void **state)
{
	struct harness *harness = *state;
	const cJSON *nothing = run(harness, "per: request\n" HOME("1 kgCO2e/kWh"), USE "}\n");
	const cJSON *free_use =
	    run(harness, "per: request\n" HOME("0 kgCO2e/kWh"),
		"  training:\n    - {item: run, impacts: {gwp: 5 kgCO2e}}\n" USE "}\n");

	assert_int_equal(cJSON_GetArraySize(harness_find(nothing, "break_even")), 0);
	assert_true(cJSON_IsNull(harness_find(free_use, "break_even[request].gwp.volume")));
	assert_non_null(
	    strstr(harness_text(free_use, "break_even[request].gwp.reason"), "never equals"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(divides_creation_by_use),
	    HARNESS_TEST(cancels_what_both_sides_share),
	    HARNESS_TEST(has_the_range_of_the_quotient),
	    HARNESS_TEST(says_what_holes_do_to_it),
	    HARNESS_TEST(has_no_figure_without_use_or_creation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
