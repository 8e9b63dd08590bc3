/* Clauses are met by what a scenario states, and data are as good as can be checked. */

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/quantity.h"
#include "lca/base/text.h"
#include "models/scenario.h"
#include "reports/dossier.h"
#include "reports/facts.h"

struct study {
	struct arena *arena;
	struct diags *diags;
	struct factors *factors;
	const struct dossier *dossier;
};

static struct study start(enum factors_basis basis)
{
	struct study study = {.arena = arena_new()};

	study.diags = diags_new(study.arena);
	study.factors =
	    factors_open(study.arena, &(struct factors_options){.basis = basis}, study.diags);
	return study;
}

static void run(struct study *study, const struct scenario *scenario, enum factors_basis basis)
{
	struct assess_options options = {
	    .run = {.samples = 200, .seed = 1, .interval = 0.95, .threads = 1},
	    .version = "0.1.0",
	    .sensitivity = true,
	    .basis = basis,
	};
	const struct assessment *assessment =
	    assess(study->arena, scenario, study->factors, &options, study->diags);

	if (!assessment)
		fail_msg("%s", diags_at(study->diags, 0)->message);
	study->dossier =
	    dossier_of(study->arena, facts_of(study->arena, assessment), study->diags);
}

static struct study typed_on(const char *text, enum factors_basis basis)
{
	struct study study = start(basis);

	run(&study,
	    scenario_read_text(study.arena, "typed.yaml", text, strlen(text), study.diags),
	    basis);
	return study;
}

static struct study shipped(const char *name)
{
	struct study study = start(FACTORS_LIFECYCLE);

	run(&study,
	    scenario_read(study.arena,
			  arena_printf(study.arena, "%s/scenarios/%s.yaml", LCA_ROOT, name),
			  NULL, 0, study.diags),
	    FACTORS_LIFECYCLE);
	return study;
}

static void end(struct study *study)
{
	factors_close(study->factors);
	arena_free(study->arena);
}

static struct verdict verdict_of(const struct dossier *dossier, enum standard standard,
				 const char *title)
{
	for (size_t i = 0; i < dossier->clause_count; i++)
		if (dossier->clauses[i].standard == standard &&
		    text_same(dossier->clauses[i].title, title))
			return dossier->verdicts[i];
	fail_msg("no clause %s", title);
	return (struct verdict){0};
}

#define HEAD  "lca: 1\nname: m\n"
#define SITE  "sites: {home: {region: FR, year: 2022, pue: 1.2}}\n"
#define TRAIN "{item: run, site: home, accelerator: nvidia-a100-sxm4-80gb, accelerators: 8, "
#define PLAIN HEAD SITE "stages:\n  training:\n    - " TRAIN "hours: 100 h}\n"
#define SIZED                                                                                  \
	HEAD SITE "stages:\n  training:\n    - {item: run, site: home, accelerator: "          \
		  "nvidia-a100-sxm4-80gb, parameters: 1e9, tokens: 1e10, mfu: 0.4}\n"
#define STATED                                                                                 \
	HEAD "stages:\n  training:\n    - {item: run, energy: 10 MWh, metered_at: facility, "  \
	     "region: FR, intensity: 50 gCO2e/kWh}\n"
#define SERVING                                                                                \
	HEAD SITE "stages:\n  inference:\n    - {item: chat, site: home, requests: 1000000, "  \
		  "energy_per_request: 1 Wh/request, output_tokens: 5000000}\n"
#define NOTHING	     HEAD "stages:\n  embodied:\n    - {item: GPUs, impacts: {adpe: 1 kgSbe}}\n"
#define ABOUT(lines) "about:\n" lines
#define OUT(stage)   "  - {stage: " stage ", reason: another study}\n"

static const struct {
	const char *text;
	enum standard standard;
	const char *title;
	enum clause_status status;
	const char *remark; /* a part of it, or NULL */
} cases[] = {
    {PLAIN, STANDARD_ISO_14067, "goal", CLAUSE_NOT_MET, "state about.goal, about.application"},
    {PLAIN ABOUT("  goal: to learn\n"), STANDARD_ISO_14067, "goal", CLAUSE_PARTLY,
     "state about.application and about.audience"},
    {PLAIN ABOUT("  goal: to learn\n  application: design\n  audience: us\n"),
     STANDARD_ISO_14067, "goal", CLAUSE_MET, NULL},
    {PLAIN ABOUT("  organisation: A\n"), STANDARD_ISO_14044, "who", CLAUSE_PARTLY,
     "state about.author"},
    {PLAIN ABOUT("  organisation: A\n  author: B\n"), STANDARD_ISO_14044, "who", CLAUSE_MET,
     NULL},
    {PLAIN ABOUT("  date: 2024-05\n"), STANDARD_ISO_14044, "date", CLAUSE_MET, NULL},
    {PLAIN, STANDARD_ISO_14044, "date", CLAUSE_NOT_MET, "about.date"},
    {PLAIN, STANDARD_ISO_14044, "declaration", CLAUSE_NOT_MET, NULL},
    {PLAIN, STANDARD_ISO_14067, "comparison", CLAUSE_NOT_MET, "about.comparative"},
    {PLAIN ABOUT("  comparative: false\n"), STANDARD_ISO_14067, "comparison",
     CLAUSE_NOT_APPLICABLE, NULL},
    {PLAIN ABOUT("  comparative: true\n"), STANDARD_ISO_14067, "comparison", CLAUSE_NOT_MET,
     NULL},
    {PLAIN ABOUT("  comparative: true\n"), STANDARD_ISO_14067, "critical review",
     CLAUSE_NOT_MET, "panel"},
    {PLAIN, STANDARD_ISO_14067, "critical review", CLAUSE_NOT_APPLICABLE, NULL},
    {PLAIN ABOUT("  reviewer: C\n"), STANDARD_ISO_14067, "critical review", CLAUSE_PARTLY,
     NULL},
    {PLAIN, STANDARD_ISO_14067, "functional or declared unit", CLAUSE_PARTLY, "declared"},
    {SERVING "per: request\n", STANDARD_ISO_14067, "functional or declared unit", CLAUSE_MET,
     NULL},
    {PLAIN, STANDARD_ISO_14067, "system boundary", CLAUSE_PARTLY, "idle"},
    {PLAIN "excluded:\n" OUT("idle") OUT("embodied") OUT("inference"), STANDARD_ISO_14067,
     "system boundary", CLAUSE_MET, NULL},
    {PLAIN "excluded:\n" OUT("idle"), STANDARD_ISO_14067, "life-cycle perspective",
     CLAUSE_PARTLY, "idle"},
    {PLAIN, STANDARD_ISO_14067, "unit processes", CLAUSE_MET, NULL},
    {STATED, STANDARD_ISO_14067, "data collection and sources", CLAUSE_NOT_MET, "0 of 2"},
    {PLAIN, STANDARD_ISO_14067, "data collection and sources", CLAUSE_PARTLY, "cite a source"},
    {STATED, STANDARD_ISO_14067, "characterization factors", CLAUSE_NOT_MET, "0 of 1"},
    {PLAIN, STANDARD_ISO_14067, "cut-off", CLAUSE_PARTLY, "omission"},
    {PLAIN, STANDARD_ISO_14067, "allocation", CLAUSE_NOT_APPLICABLE, NULL},
    {HEAD SITE "stages:\n  training:\n    - " TRAIN "hours: 100 h, share: 50 %}\n",
     STANDARD_ISO_14067, "allocation", CLAUSE_PARTLY, "1 share without a reason"},
    {HEAD SITE "stages:\n  training:\n    - " TRAIN
	       "hours: 100 h, share: 50 %, allocation: by hours}\n",
     STANDARD_ISO_14067, "allocation", CLAUSE_MET, NULL},
    {HEAD SITE "stages:\n  training:\n    - " TRAIN "hours: 100 h, share: 50 %}\n",
     STANDARD_ISO_14067, "value choices", CLAUSE_PARTLY, NULL},
    {PLAIN, STANDARD_ISO_14067, "data quality", CLAUSE_PARTLY, "scores are known"},
    {PLAIN, STANDARD_ISO_14067, "sensitivity and uncertainty", CLAUSE_MET, NULL},
    {STATED, STANDARD_ISO_14067, "sensitivity and uncertainty", CLAUSE_NOT_MET, NULL},
    {STATED, STANDARD_ISO_14067, "electricity", CLAUSE_PARTLY, "stated intensity"},
    {PLAIN, STANDARD_ISO_14067, "time period", CLAUSE_MET, NULL},
    {STATED, STANDARD_ISO_14067, "time period", CLAUSE_NOT_MET, NULL},
    {PLAIN, STANDARD_ISO_14067, "by stage", CLAUSE_MET, NULL},
    {PLAIN "  other:\n    - {item: flight, amount: 10 km, factor: 100 gCO2e/km}\n",
     STANDARD_ISO_14067, "aircraft", CLAUSE_NOT_MET, NULL},
    {PLAIN, STANDARD_ISO_14067, "aircraft", CLAUSE_NOT_APPLICABLE, NULL},
    {PLAIN, STANDARD_ISO_14067, "no netting", CLAUSE_MET, NULL},
    {PLAIN ABOUT("  offsets: 10 t CO2e\n"), STANDARD_ISO_14067, "no netting", CLAUSE_MET,
     "beside"},
    {PLAIN, STANDARD_SCI_AI, "consumer boundary", CLAUSE_NOT_APPLICABLE, NULL},
    {SERVING, STANDARD_SCI_AI, "consumer boundary", CLAUSE_PARTLY, NULL},
    {SERVING, STANDARD_SCI_AI, "consumer unit", CLAUSE_NOT_MET, "state per"},
    {SERVING "per: request\n", STANDARD_SCI_AI, "consumer unit", CLAUSE_PARTLY, "token"},
    {SERVING "per: [1000 output token]\n", STANDARD_SCI_AI, "consumer unit", CLAUSE_MET, NULL},
    {SERVING, STANDARD_SCI_AI, "provider: training", CLAUSE_NOT_APPLICABLE, NULL},
    {PLAIN, STANDARD_SCI_AI, "provider: training", CLAUSE_PARTLY, "compute alone"},
    {PLAIN, STANDARD_SCI_AI, "provider unit", CLAUSE_NOT_MET, "parameters and tokens"},
    {SIZED, STANDARD_SCI_AI, "provider unit", CLAUSE_MET, "per EFLOP, billion parameters"},
    {SIZED "    - {item: tuning, site: home, energy: 1 MWh}\n", STANDARD_SCI_AI,
     "provider unit", CLAUSE_MET, "per billion parameters"},
    {SIZED "    - {item: tuning, site: home, energy: 1 MWh}\n", STANDARD_AI_ACT, "compute",
     CLAUSE_PARTLY, "6.00e+19 FLOP, of 1 of 2"},
    {SIZED, STANDARD_AI_ACT, "compute", CLAUSE_MET, "6.00e+19 FLOP"},
    {SIZED, STANDARD_SCI_AI, "two scores, apart", CLAUSE_PARTLY, "provider"},
    {PLAIN "  embodied:\n    - {item: GPUs, impact: 100 kgCO2e, device_hours: 100 h, lifetime: "
	   "5 yr, utilization: 80 %}\n",
     STANDARD_SCI_AI, "M by time and share", CLAUSE_MET, NULL},
    {PLAIN "  embodied:\n    - {item: GPUs, impacts: {adpe: 1 kgSbe}}\n", STANDARD_SCI_AI,
     "M by time and share", CLAUSE_NOT_MET, "not known"},
    {PLAIN "  embodied:\n    - {item: GPUs, impacts: {adpe: 1 kgSbe}}\n", STANDARD_ISO_14067,
     "by stage", CLAUSE_PARTLY, "lower bound"},
    {PLAIN, STANDARD_ISO_14067, "elementary flows", CLAUSE_PARTLY, NULL},
    {NOTHING, STANDARD_ISO_14067, "data collection and sources", CLAUSE_NOT_MET, "0 of 0"},
    {NOTHING, STANDARD_ISO_14067, "data quality", CLAUSE_NOT_MET, NULL},
    {NOTHING, STANDARD_ISO_14067, "by stage", CLAUSE_NOT_MET, "no total"},
    {NOTHING, STANDARD_ISO_14067, "interpretation", CLAUSE_NOT_MET, NULL},
    {NOTHING, STANDARD_ISO_14067, "no netting", CLAUSE_NOT_MET, "no total"},
    {NOTHING, STANDARD_ISO_14067, "greenhouse gases", CLAUSE_NOT_MET, NULL},
    {NOTHING, STANDARD_SCI_AI, "E in kWh", CLAUSE_NOT_MET, NULL},
    {PLAIN, STANDARD_SCI_AI, "two scores, apart", CLAUSE_NOT_MET, NULL},
    {PLAIN, STANDARD_SCI_AI, "M by time and share", CLAUSE_NOT_MET, "embodied"},
    {PLAIN, STANDARD_AI_ACT, "compute", CLAUSE_PARTLY, "accelerator hours"},
    {SERVING, STANDARD_AI_ACT, "compute", CLAUSE_NOT_MET, "no training"},
    {PLAIN, STANDARD_AI_ACT, "training time", CLAUSE_MET, NULL},
    {STATED, STANDARD_AI_ACT, "training time", CLAUSE_NOT_MET, "accelerators and hours"},
    {PLAIN, STANDARD_AI_ACT, "energy of training", CLAUSE_MET, "MWh"},
    {PLAIN, STANDARD_AI_ACT, "energy of use", CLAUSE_NOT_MET, NULL},
    {SERVING, STANDARD_AI_ACT, "energy of use", CLAUSE_MET, "1.200 MWh"},
    {SERVING, STANDARD_AI_ACT, "energy of training", CLAUSE_NOT_MET, NULL},
};

static void clauses_follow_from_the_scenario(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct study study = typed_on(cases[i].text, FACTORS_LIFECYCLE);
		struct verdict verdict =
		    verdict_of(study.dossier, cases[i].standard, cases[i].title);

		if (verdict.status != cases[i].status)
			fail_msg("case %zu, %s: %s (%s), expected %s", i, cases[i].title,
				 clause_status_name(verdict.status),
				 verdict.remark ? verdict.remark : "",
				 clause_status_name(cases[i].status));
		if (cases[i].remark &&
		    !(verdict.remark && strstr(verdict.remark, cases[i].remark)))
			fail_msg("case %zu, %s: '%s' does not hold '%s'", i, cases[i].title,
				 verdict.remark ? verdict.remark : "", cases[i].remark);
		end(&study);
	}
}

static void a_direct_basis_is_no_life_cycle(void **state)
{
	struct study study = typed_on(PLAIN, FACTORS_DIRECT);

	(void)state;
	assert_int_equal(verdict_of(study.dossier, STANDARD_ISO_14067, "electricity").status,
			 CLAUSE_PARTLY);
	end(&study);
}

static void every_clause_is_counted_once(void **state)
{
	struct study study = shipped("serving");
	size_t sum = 0;

	(void)state;
	for (int s = 0; s < STANDARDS; s++) {
		size_t counts[CLAUSE_STATUSES];

		dossier_count(study.dossier, (enum standard)s, counts);
		for (int k = 0; k < CLAUSE_STATUSES; k++)
			sum += counts[k];
	}
	assert_int_equal(sum, study.dossier->clause_count);
	end(&study);
}

static const struct datum *datum_of(const struct dossier *dossier, const char *key)
{
	for (size_t i = 0; i < dossier->datum_count; i++)
		if (text_same(dossier->data[i].quantity->origin.key, key))
			return &dossier->data[i];
	fail_msg("no datum %s", key);
	return NULL;
}

static void assert_scores(const struct datum *datum, const char *scores)
{
	char found[INDICATORS + 1] = {0};

	for (size_t k = 0; k < INDICATORS; k++)
		found[k] = datum->scores[k] ? (char)('0' + datum->scores[k]) : '-';
	assert_string_equal(found, scores);
}

static void a_stated_pedigree_is_kept(void **state)
{
	struct study study = typed_on(
	    HEAD
	    "stages:\n  training:\n    - {item: run, metered_at: facility, region: FR, "
	    "intensity: 50 gCO2e/kWh, energy: {value: 10 MWh, pedigree: [2, 1, 3, 1, 5]}}\n",
	    FACTORS_LIFECYCLE);
	const struct datum *datum = datum_of(study.dossier, "training/run.energy");

	(void)state;
	assert_true(datum->stated);
	assert_scores(datum, "21315");
	assert_int_equal(study.dossier->qualities[0].worst[INDICATOR_TECHNOLOGICAL], 5);
	assert_false(study.dossier->qualities[0].whole[INDICATOR_TECHNOLOGICAL]);
	end(&study);
}

static void scores_are_derived_from_what_is_known(void **state)
{
	static const struct {
		const char *text, *key, *scores;
	} rows[] = {
	    {STATED, "training/run.energy", "4----"},
	    {HEAD "stages:\n  training:\n    - {item: run, metered_at: facility, region: FR, "
		  "intensity: 50 gCO2e/kWh, energy: {value: 10 MWh, source: meter}}\n",
	     "training/run.energy", "2----"},
	    {HEAD "stages:\n  training:\n    - {item: run, metered_at: facility, region: FR, "
		  "source: "
		  "bill, intensity: 50 gCO2e/kWh, energy: 10 MWh, share: 50 %}\n",
	     "training/run.energy", "2----"},
	    {HEAD "stages:\n  training:\n    - {item: run, metered_at: facility, region: FR, "
		  "source: "
		  "bill, intensity: 50 gCO2e/kWh, energy: 10 MWh, share: 50 %}\n",
	     "training/run.share", "4----"},
	    {PLAIN, "electricity/FR/2022/gwp", "3-11-"},
	    /* The grid of FR for a cloud region, in a year to come. */
	    {HEAD "stages:\n  training:\n    - {item: run, metered_at: facility, region: "
		  "aws:eu-west-3, year: 2031, energy: 10 MWh}\n",
	     "electricity/FR/2025/gwp", "3-32-"},
	    /* The fleet that a cloud region belongs to. */
	    {HEAD "sites: {cloud: {region: 'gcp:europe-west9', year: 2024}}\nstages:\n"
		  "  training:\n    - {item: run, site: cloud, energy: 10 MWh}\n",
	     "sites/cloud.pue", "2-12-"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct study study = typed_on(rows[i].text, FACTORS_LIFECYCLE);

		assert_scores(datum_of(study.dossier, rows[i].key), rows[i].scores);
		end(&study);
	}
}

static void an_item_has_the_worst_of_its_data(void **state)
{
	struct study study = shipped("bloom-176b");
	const struct dossier *dossier = study.dossier;

	(void)state;
	assert_int_equal(dossier->datum_count, 12);
	assert_int_equal(dossier->qualities[0].data, 4);
	assert_int_equal(dossier->qualities[0].worst[INDICATOR_RELIABILITY], 4);
	assert_true(dossier->qualities[0].whole[INDICATOR_RELIABILITY]);
	assert_int_equal(dossier->qualities[0].worst[INDICATOR_TEMPORAL], 0);
	assert_int_equal(datum_of(dossier, "sites/jean-zay.intensity")->items, 2);
	end(&study);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(clauses_follow_from_the_scenario),
	    cmocka_unit_test(a_direct_basis_is_no_life_cycle),
	    cmocka_unit_test(every_clause_is_counted_once),
	    cmocka_unit_test(a_stated_pedigree_is_kept),
	    cmocka_unit_test(scores_are_derived_from_what_is_known),
	    cmocka_unit_test(an_item_has_the_worst_of_its_data),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
