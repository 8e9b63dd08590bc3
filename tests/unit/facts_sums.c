/* What is summed over items: a table of scenarios, and what must be said of each. */

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "reports/export_sci.h"
#include "tests/near.h"
#include "tests/unit/export_fixture.h"

#define HEAD "lca: 1\nname: m\n"
#define SITE "sites: {home: {region: FR, year: 2022, pue: 1}}\n"
#define RUN  "    - {item: run, site: home, accelerator: nvidia-a100-sxm4-80gb, mfu: 0.4, "
#define TINY                                                                                   \
	"    - {item: tiny, site: home, accelerator: nvidia-a100-sxm4-80gb, mfu: 0.4, "        \
	"parameters: 1e9, tokens: 1e10}\n"
#define TRAIN HEAD SITE "stages:\n  training:\n"
#define CREDIT                                                                                 \
	"  other:\n    - {item: heat, amount: 4 MWh, activity: electricity, region: FR, "      \
	"year: "                                                                               \
	"2022, credit: true}\n"
#define SIZE "parameters: 1e10, tokens: 1e11"

/* NAN: must not be known. */
static const struct {
	const char *name, *text;
	double flop, tokens, parameters, active, kwh, measured;
	size_t holes;
	const char *how; /* of the first item, or NULL */
} cases[] = {
    {"one run", TRAIN RUN SIZE "}\n", 6e21, 1e11, 1e10, 1e10, INFINITY, 0, 0,
     "6 x 10 billion parameters x 100 billion tokens"},
    {"three runs", TRAIN RUN SIZE ", repeat: 3}\n", 1.8e22, 3e11, 1e10, 1e10, INFINITY, 0, 0,
     "3 runs x 6 x 10 billion parameters x 100 billion tokens"},
    {"half a run", TRAIN RUN SIZE ", share: 50 %}\n", 3e21, 5e10, 1e10, 1e10, INFINITY, 0, 0,
     "50 % of 6 x 10 billion parameters x 100 billion tokens"},
    {"two items", TRAIN RUN SIZE "}\n" TINY, 6.06e21, 1.1e11, 1e10, 1e10, INFINITY, 0, 0, NULL},
    {"an item without tokens", TRAIN RUN SIZE "}\n    - {item: b, site: home, energy: 1 MWh}\n",
     6e21, NAN, 1e10, 1e10, INFINITY, INFINITY, 0, NULL},
    {"a mixture of experts", TRAIN RUN SIZE ", active_parameters: 1e9}\n", 6e20, 1e11, 1e10,
     1e9, INFINITY, 0, 0, "6 x 1 billion active parameters x 100 billion tokens"},
    {"as the study says",
     HEAD "about: {parameters: 100 billion}\n" SITE "stages:\n  training:\n" RUN SIZE "}\n",
     6e21, 1e11, 1e11, 1e10, INFINITY, 0, 0, NULL},
    {"a credit beside a run", TRAIN "    - {item: run, site: home, energy: 10 MWh}\n" CREDIT,
     NAN, NAN, NAN, NAN, 10000, 1, 0, NULL},
    {"a run of unknown energy",
     TRAIN "    - {item: run, site: home, energy: 10 MWh}\n    - {item: other, impacts: {gwp: "
	   "5 kgCO2e}}\n",
     NAN, NAN, NAN, NAN, 10000, 1, 1, NULL},
};

static void assert_is(double value, double wanted, const char *name)
{
	if (isinf(wanted)) /* known, whatever it is */
		assert_true(value > 0);
	else if (isnan(wanted))
		assert_true(isnan(value));
	else
		assert_near(value, wanted, 1e-9, name);
}

static void sums_are_those_of_the_items(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct published study = published_typed(cases[i].text);
		const struct facts *facts = study.request.facts;

		assert_is(facts->phase_flop[PHASE_CREATION], cases[i].flop, cases[i].name);
		assert_is(facts->tokens, cases[i].tokens, cases[i].name);
		assert_is(facts->parameters, cases[i].parameters, cases[i].name);
		assert_is(facts->active_parameters, cases[i].active, cases[i].name);
		assert_is(facts->phase_kwh[PHASE_CREATION], cases[i].kwh, cases[i].name);
		assert_is(facts_measured(facts), cases[i].measured, cases[i].name);
		assert_int_equal(facts->phase_holes[PHASE_CREATION], cases[i].holes);
		if (cases[i].how)
			assert_string_equal(facts->items[0].flop_how, cases[i].how);
		published_free(&study);
	}
}

/* Emissions of what happens several times, or is shared, are divided by as much of R. */
static void scores_of_training_hold_for_any_share(void **state)
{
	static const char *const texts[] = {
	    TRAIN RUN SIZE "}\n", TRAIN RUN SIZE ", repeat: 3}\n",
	    TRAIN RUN SIZE ", share: 50 %}\n", TRAIN RUN SIZE ", share: 25 %, repeat: 2}\n"};
	double first[3] = {0};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct published study = published_typed(texts[i]);
		size_t count;
		const struct sci_score *scores =
		    sci_provider(study.arena, &study.request, &count);

		assert_int_equal(count, 3);
		for (size_t k = 0; k < count; k += 2) {
			double score = scores[k].terms.carbon / scores[k].units;

			if (i == 0)
				first[k] = score;
			assert_near(score, first[k], 1e-9, scores[k].unit);
		}
		published_free(&study);
	}
}

/* The same model in every format. */
static void a_mixture_has_all_its_parameters(void **state)
{
	struct published study = published_typed(HEAD "about: {parameters: 100B}\n" SITE
						      "stages:\n  training:\n" RUN SIZE
						      ", active_parameters: 1e9}\n");
	size_t count;
	const struct sci_score *scores = sci_provider(study.arena, &study.request, &count);

	(void)state;
	assert_near(scores[1].units, 100, 1e-12, "R");
	export_boamps(&study.request, &study.out);
	assert_non_null(strstr(study.out.text, "\"parametersNumber\":\t100"));
	assert_non_null(strstr(study.out.text, "\"dataQuantity\":\t100000000000"));
	published_free(&study);
}

static void tells_what_a_log_modelled(void **state)
{
	struct published study =
	    published_of(LCA_ROOT "/scenarios/typed.yaml",
			 HEAD "stages:\n  training:\n    - {item: run, region: FR, pue: 1, "
			      "log: ../tests/golden/import_codecarbon_power/log.csv}\n");

	(void)state;
	assert_string_equal(facts_modelled(study.arena, study.request.facts),
			    "codecarbon: RAM");
	assert_non_null(
	    strstr(study.request.facts->basis, "measured (codecarbon: RAM modelled), "));
	published_free(&study);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sums_are_those_of_the_items),
	    cmocka_unit_test(scores_of_training_hold_for_any_share),
	    cmocka_unit_test(a_mixture_has_all_its_parameters),
	    cmocka_unit_test(tells_what_a_log_modelled),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
