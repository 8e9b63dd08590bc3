/* Software Carbon Intensity: terms, scores, what is not known. */

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "reports/export_sci.h"
#include "tests/unit/export_fixture.h"

static const double same = 1e-12;

static void assert_exact(double value, double wanted)
{
	if (!(fabs(value - wanted) <= same * fabs(wanted)))
		fail_msg("%.17g is not %.17g", value, wanted);
}

/* SCI = (E x I + M + other) / R, whatever is known of it. */
static void assert_formula(const struct sci_score *score)
{
	const struct sci *terms = &score->terms;
	double carbon = (isnan(terms->energy) ? 0 : terms->energy * terms->intensity) +
			(isnan(terms->embodied) ? 0 : terms->embodied) +
			(isnan(terms->other) ? 0 : terms->other);

	assert_exact(terms->carbon, carbon);
}

static const char service[] =
    "lca: 1\n"
    "name: service\n"
    "per: [request, 1000 output token, day]\n"
    "served: 5e9 request\n"
    "about: {parameters: 8 billion}\n"
    "sites:\n"
    "  s: {region: FR, intensity: 50 gCO2e/kWh, pue: 1, losses: 0}\n"
    "stages:\n"
    "  training:\n"
    "    - {item: run, site: s, energy: 1000 kWh}\n"
    "  inference:\n"
    "    - {item: chat, site: s, energy: 300 kWh, requests: 1e6, output_tokens: 3e8,\n"
    "       period: 2025-01-01/2025-01-10}\n"
    "    - {item: monitoring, site: s, energy: 20 kWh}\n"
    "  embodied:\n"
    "    - {item: servers, phase: use, impact: 1000 kgCO2e, lifetime: 4 yr,\n"
    "       utilization: 1, device_hours: 3504 h}\n"
    "  other:\n"
    "    - {item: diesel, phase: use, amount: 10 kg, factor: 3 kgCO2e/kg}\n";

static void scores_the_use_phase_by_each_functional_unit(void **state)
{
	struct published study = published_typed(service);
	const struct sci_score *scores;
	size_t count;

	(void)state;
	scores = sci_consumer(study.arena, &study.request, &count);
	assert_int_equal(count, 4);
	assert_string_equal(scores[0].unit, "request");
	assert_exact(scores[0].terms.energy, 320);
	assert_exact(scores[0].terms.intensity, 50);
	assert_exact(scores[0].terms.embodied, 100000);
	assert_exact(scores[0].terms.other, 30000);
	assert_exact(scores[0].units, 1e6);
	assert_exact(scores[0].terms.carbon / scores[0].units, 0.146);
	assert_exact(scores[1].terms.carbon / scores[1].units, 146000 / 3e5);
	assert_true(scores[0].listed && scores[1].listed);
	assert_false(scores[2].listed); /* a day is no unit that is sold */
	assert_string_equal(scores[0].status, "computed");
	for (size_t i = 0; i < count; i++)
		assert_formula(&scores[i]);
	published_free(&study);
}

static void keeps_training_to_the_provider(void **state)
{
	struct published study = published_typed(service);
	const struct sci_score *scores;
	size_t count;

	(void)state;
	scores = sci_provider(study.arena, &study.request, &count);
	assert_int_equal(count, 3);
	assert_exact(scores[0].terms.energy, 1000);
	assert_true(isnan(scores[0].terms.embodied)); /* a hole, no zero */
	assert_true(isnan(scores[0].units));	      /* operations are not known */
	assert_true(isnan(scores[0].terms.carbon));
	assert_string_equal(scores[1].unit, "billion parameters");
	assert_exact(scores[1].units, 8);
	assert_exact(scores[1].terms.carbon / scores[1].units, 6250);
	assert_non_null(strstr(scores[1].status, "M is not counted"));
	published_free(&study);
}

/* Requests were logged for one item alone: the other one is no part of the score. */
static void divides_only_what_was_logged(void **state)
{
	struct published study = published_of(
	    LCA_ROOT "/scenarios/typed.yaml",
	    "lca: 1\n"
	    "name: logged\n"
	    "per: request\n"
	    "sites:\n"
	    "  s: {region: FR, intensity: 50 gCO2e/kWh, pue: 1, losses: 0}\n"
	    "stages:\n"
	    "  inference:\n"
	    "    - {item: chat, site: s, accelerators: 1, hours: 3 h, power: 100 W,\n"
	    "       log: logs/serving-requests.csv}\n"
	    "    - {item: elsewhere, site: s, energy: 20 kWh}\n");
	const struct sci_score *scores;
	size_t count;

	(void)state;
	scores = sci_consumer(study.arena, &study.request, &count);
	assert_int_equal(count, 1);
	assert_exact(scores[0].units, 320);
	assert_exact(scores[0].terms.energy, 0.3);
	assert_exact(scores[0].terms.carbon, 15);
	assert_non_null(strstr(scores[0].status, "a lower bound"));
	published_free(&study);
}

static void agrees_with_the_figures_per_unit(void **state)
{
	static const char *const names[] = {"bloom-176b-api", "serving"};

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct published study = published_shipped(names[i]);
		const struct assessment *assessment = study.request.assessment;
		const struct sci_score *scores;
		size_t count;

		scores = sci_consumer(study.arena, &study.request, &count);
		assert_int_equal(count, assessment->per_count);
		for (size_t k = 0; k < count; k++) {
			const struct statistics *use = &assessment->per[k].use[0].statistics;

			assert_formula(&scores[k]);
			assert_exact(scores[k].terms.carbon / scores[k].units,
				     use->central * 1000);
			assert_exact(scores[k].low, use->low * 1000);
			assert_exact(scores[k].high, use->high * 1000);
		}
		published_free(&study);
	}
}

static void says_why_there_is_no_score(void **state)
{
	struct published study = published_shipped("bloom-176b");

	(void)state;
	export_sci(&study.request, &study.out);
	assert_non_null(strstr(study.out.text, "\"sci\":\tnull"));
	assert_non_null(strstr(study.out.text, "no functional unit is stated ('per')"));
	assert_non_null(strstr(study.out.text, "lca-record: {}"));
	published_free(&study);
}

/* No grid intensity is known for the place: the score holds the rest, and says so. */
static void tells_a_hole(void **state)
{
	struct published study =
	    published_typed("lca: 1\n"
			    "name: hole\n"
			    "per: request\n"
			    "sites:\n"
			    "  s: {region: FR, intensity: 50 gCO2e/kWh, pue: 1, losses: 0}\n"
			    "stages:\n"
			    "  inference:\n"
			    "    - {item: chat, site: s, energy: 300 kWh, requests: 1000}\n"
			    "    - {item: at sea, region: AQ, pue: 1, energy: 10 kWh}\n");
	const struct sci_score *scores;
	size_t count;

	(void)state;
	scores = sci_consumer(study.arena, &study.request, &count);
	assert_int_equal(scores[0].terms.holes, 1);
	assert_exact(scores[0].terms.carbon, 15000);
	assert_non_null(strstr(scores[0].status, "a lower bound"));
	published_free(&study);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(scores_the_use_phase_by_each_functional_unit),
	    cmocka_unit_test(keeps_training_to_the_provider),
	    cmocka_unit_test(divides_only_what_was_logged),
	    cmocka_unit_test(agrees_with_the_figures_per_unit),
	    cmocka_unit_test(says_why_there_is_no_score),
	    cmocka_unit_test(tells_a_hole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
