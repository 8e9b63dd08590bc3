/* What publications say of shipped scenarios: what they ran on, where, how much it drew. */

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/about.h"
#include "models/scenario.h"
#include "reports/facts.h"
#include "tests/near.h"

struct study {
	struct arena *arena;
	struct diags *diags;
	struct factors *factors;
	const struct assessment *assessment;
	const struct facts *facts;
};

static struct study study_new(void)
{
	struct study study = {.arena = arena_new()};

	study.diags = diags_new(study.arena);
	study.factors = factors_open(study.arena, &(struct factors_options){0}, study.diags);
	return study;
}

static void study_free(struct study *study)
{
	factors_close(study->factors);
	arena_free(study->arena);
}

static void gather(struct study *study, const struct scenario *scenario)
{
	struct assess_options options = {
	    .run = {.samples = 200, .seed = 1, .interval = 0.95, .threads = 1},
	    .version = "0.1.0",
	};

	study->assessment =
	    assess(study->arena, scenario, study->factors, &options, study->diags);
	assert_non_null(study->assessment);
	study->facts = facts_of(study->arena, study->assessment);
}

static struct study shipped(const char *name)
{
	struct study study = study_new();

	gather(&study,
	       scenario_read(study.arena,
			     arena_printf(study.arena, "%s/scenarios/%s.yaml", LCA_ROOT, name),
			     NULL, 0, study.diags));
	return study;
}

static struct study typed(const char *text)
{
	struct study study = study_new();

	gather(&study,
	       scenario_read_text(study.arena, "typed.yaml", text, strlen(text), study.diags));
	return study;
}

static void tells_bloom_as_it_was_published(void **state)
{
	struct study study = shipped("bloom-176b");
	const struct facts *facts = study.facts;

	(void)state;
	assert_string_equal(facts->model, "BLOOM 176B");
	assert_int_equal(facts->device_count, 1);
	assert_string_equal(facts->devices[0].id, "nvidia-a100-sxm4-80gb");
	assert_near(facts->devices[0].hours, 1082990, 1e-12, "hours");
	assert_true(isnan(facts->devices[0].count));
	assert_int_equal(facts->place_count, 1);
	assert_string_equal(facts->places[0].region, "FR");
	assert_string_equal(facts->places[0].country, "France");
	assert_null(facts->places[0].provider);
	/* 433 196 kWh of training and 256 646 kWh of idle time, at 57 g. */
	assert_near(facts->phase_kwh[PHASE_CREATION], 433196 + 91 * 2820.286458333333, 1e-12,
		    "kWh");
	assert_near(facts->places[0].energy_kwh, facts->phase_kwh[PHASE_CREATION], 1e-12,
		    "kWh of the place");
	assert_near(facts->places[0].gwp_kg, 0.057 * facts->places[0].energy_kwh, 1e-12, "kg");
	assert_true(isnan(facts->phase_kwh[PHASE_USE]));
	assert_true(isnan(facts->phase_flop[PHASE_CREATION]));
	assert_near(facts->items[0].intensity, 0.057, 1e-12, "intensity");
	assert_string_equal(facts->hours_used, "1,082,990 accelerator hours");
	assert_string_equal(facts->compute_region, "France");
	assert_string_equal(facts->cloud_provider, "Jean Zay (IDRIS, GENCI)");
	assert_string_equal(facts->training_type, "pre-training");
	study_free(&study);
}

/* Every kWh stands in one item, one phase and one place. */
static void splits_energy_without_loss(void **state)
{
	static const char *const names[] = {
	    "bloom-176b", "bloom-176b-api",    "measured-run", "bloom-176b-metered",
	    "serving",	  "press-asia-south1", "when-to-run"};

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		struct study study = shipped(names[i]);
		const struct facts *facts = study.facts;
		double items = 0, places = 0, phases = 0, electricity = NAN;

		for (size_t j = 0; j < study.assessment->item_count; j++)
			if (!isnan(facts->items[j].facility_kwh))
				items += facts->items[j].facility_kwh;
		for (size_t j = 0; j < facts->place_count; j++)
			places += facts->places[j].energy_kwh;
		for (int phase = 0; phase < 2; phase++)
			if (!isnan(facts->phase_kwh[phase]))
				phases += facts->phase_kwh[phase];
		for (size_t c = 0; c < study.assessment->criterion_count; c++)
			if (text_same(study.assessment->criteria[c]->id, "electricity"))
				electricity = study.assessment->totals[c].statistics.central;
		assert_near(items, electricity, 1e-9, names[i]);
		assert_near(places, electricity, 1e-9, names[i]);
		assert_near(phases, electricity, 1e-9, names[i]);
		study_free(&study);
	}
}

static void knows_the_cloud_and_its_country(void **state)
{
	struct study study = shipped("bloom-176b-api");

	(void)state;
	assert_int_equal(study.facts->place_count, 1);
	assert_string_equal(study.facts->places[0].provider, "gcp");
	assert_string_equal(study.facts->places[0].provider_name, "Google Cloud");
	assert_string_equal(study.facts->places[0].country, "United States");
	assert_string_equal(study.facts->cloud_provider, "Google Cloud");
	study_free(&study);
}

static void counts_operations(void **state)
{
	struct study study =
	    typed("lca: 1\nbase_model: llama\nabout: {provider: a cluster, model: m}\n"
		  "stages:\n  training:\n    - {item: run, region: FR, parameters: 7e9, "
		  "tokens: 2e12, accelerator: nvidia-a100-sxm4-80gb, mfu: 50 %, "
		  "accelerators: 64}\n");
	const struct facts *facts = study.facts;
	double flop = 6 * 7e9 * 2e12;

	(void)state;
	assert_near(facts->phase_flop[PHASE_CREATION], flop, 1e-12, "flop");
	assert_string_equal(facts->items[0].flop_how,
			    "6 x 7 billion parameters x 2 trillion tokens");
	assert_near(facts->devices[0].hours, flop / (312e12 * 0.5) / 3600, 1e-12, "hours");
	assert_near(facts->devices[0].count, 64, 1e-12, "count");
	assert_near(facts->items[0].hours, facts->devices[0].hours / 64, 1e-12, "wall");
	assert_string_equal(facts->training_type, "fine-tuning");
	assert_string_equal(facts->model, "m");
	assert_string_equal(facts->cloud_provider, "a cluster");
	study_free(&study);
}

/* What is only stated as an impact was drawn nowhere; what is not known is no 0. */
static void leaves_unknown_what_is_not_known(void **state)
{
	struct study study =
	    typed("lca: 1\nstages:\n  training:\n    - {item: run, impacts: {gwp: 5 kgCO2e}}\n"
		  "  other:\n    - {item: solar, impacts: {gwp: 1 kgCO2e}, credit: true}\n");

	(void)state;
	assert_int_equal(study.facts->place_count, 0);
	assert_int_equal(study.facts->device_count, 0);
	assert_true(isnan(study.facts->phase_kwh[PHASE_CREATION]));
	assert_true(isnan(study.facts->items[0].facility_kwh));
	assert_string_equal(study.facts->model, "typed");
	assert_null(study.facts->hardware_type);
	assert_null(study.facts->hours_used);
	assert_null(study.facts->cloud_provider);
	assert_null(study.facts->compute_region);
	assert_null(study.facts->training_type);
	study_free(&study);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(tells_bloom_as_it_was_published),
	    cmocka_unit_test(splits_energy_without_loss),
	    cmocka_unit_test(knows_the_cloud_and_its_country),
	    cmocka_unit_test(counts_operations),
	    cmocka_unit_test(leaves_unknown_what_is_not_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
