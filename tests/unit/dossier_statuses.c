/* What a clause must say of a scenario, thought out from the clause and the scenario alone. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "reports/dossier.h"
#include "tests/unit/export_fixture.h"

#define HEAD	"lca: 1\nname: m\n"
#define SITE	"sites: {home: {region: FR, year: 2022, pue: 1.2}}\n"
#define TRAIN	"stages:\n  training:\n"
#define RUN	"    - {item: run, site: home, energy: 10 MWh, metered_at: facility}\n"
#define ANSWERS "  inference:\n    - {item: chat, site: home, energy: 1 MWh}\n"
#define IDLE	"  idle:\n    - {item: wait, site: home, energy: 1 MWh, metered_at: facility}\n"
#define GPUS	"accelerator: nvidia-a100-sxm4-80gb, "
#define SIZED	"    - {item: run, site: home, " GPUS "mfu: 0.4, parameters: 1e10, tokens: 1e11"
#define CREDIT                                                                                 \
	"  other:\n    - {item: heat, amount: 4 MWh, activity: electricity, region: FR, "      \
	"year: "                                                                               \
	"2022, credit: true}\n"
#define LOG "log: ../tests/golden/import_codecarbon_power/log.csv"

static const struct {
	const char *text;
	enum standard standard;
	const char *title;
	enum clause_status status;
	const char *remark; /* a part of it, or NULL */
} cases[] = {
    /* What a credit avoids is no energy of the model. */
    {HEAD SITE TRAIN RUN CREDIT, STANDARD_AI_ACT, "how it was found", CLAUSE_MET,
     "100.0 % of the energy is measured"},
    {HEAD SITE TRAIN RUN CREDIT, STANDARD_AI_ACT, "energy of training", CLAUSE_MET,
     "10.00 MWh"},
    {HEAD TRAIN "    - {item: run, region: FR, energy: 10 MWh}\n" CREDIT, STANDARD_ISO_14067,
     "time period", CLAUSE_NOT_MET, NULL},
    {HEAD SITE TRAIN RUN CREDIT, STANDARD_ISO_14067, "timing", CLAUSE_PARTLY, "credits"},
    {HEAD SITE TRAIN RUN, STANDARD_ISO_14067, "timing", CLAUSE_NOT_APPLICABLE, NULL},
    /* Trackers model a part of what they log. */
    {HEAD TRAIN "    - {item: run, region: FR, year: 2026, pue: 1, " LOG "}\n", STANDARD_AI_ACT,
     "how it was found", CLAUSE_MET, "(codecarbon: RAM modelled)"},
    /* The energy of an item that states its emissions alone is not known. */
    {HEAD SITE TRAIN RUN "    - {item: b, impacts: {gwp: 5 kgCO2e}}\n", STANDARD_AI_ACT,
     "energy of training", CLAUSE_PARTLY, "at least 10.00 MWh"},
    {HEAD SITE TRAIN RUN IDLE "  inference:\n    - {item: b, impacts: {gwp: 5 kgCO2e}}\n",
     STANDARD_SCI_AI, "E in kWh", CLAUSE_PARTLY, "not known"},
    /* Where it ran is asked of the training, not of the answers. */
    {HEAD SITE TRAIN "    - {item: run, " GPUS "accelerators: 8, hours: 100 h, pue: 1.2, "
		     "intensity: 50 gCO2e/kWh}\n" ANSWERS,
     STANDARD_AI_ACT, "other details of training", CLAUSE_PARTLY, "state region"},
    {HEAD SITE TRAIN "    - {item: run, impacts: {gwp: 5 kgCO2e}}\n" ANSWERS, STANDARD_AI_ACT,
     "other details of training", CLAUSE_NOT_MET, "state accelerator and region"},
    {HEAD SITE TRAIN "    - {item: run, site: home, " GPUS "accelerators: 8, hours: 100 h}\n",
     STANDARD_AI_ACT, "other details of training", CLAUSE_MET, NULL},
    {HEAD SITE "stages:\n" ANSWERS, STANDARD_AI_ACT, "other details of training",
     CLAUSE_NOT_MET, "no training"},
    /* The date of the answers is not that of the training. */
    {HEAD SITE TRAIN "    - {item: run, region: FR, energy: 10 MWh}\n" ANSWERS,
     STANDARD_ISO_14067, "time period", CLAUSE_PARTLY, "1 of 2"},
    {HEAD SITE TRAIN RUN ANSWERS, STANDARD_ISO_14067, "time period", CLAUSE_MET, NULL},
    /* All hardware reserved: that which waits too. */
    {HEAD SITE TRAIN RUN, STANDARD_SCI_AI, "E in kWh", CLAUSE_PARTLY, "neither counted"},
    {HEAD SITE TRAIN RUN "excluded:\n  - {stage: idle, reason: none}\n", STANDARD_SCI_AI,
     "E in kWh", CLAUSE_PARTLY, "excluded"},
    {HEAD SITE TRAIN RUN IDLE, STANDARD_SCI_AI, "E in kWh", CLAUSE_MET, NULL},
    /* A name tells nothing. */
    {HEAD SITE TRAIN "    - {item: a database of trials, site: home, energy: 1 MWh}\n",
     STANDARD_SCI_AI, "provider: data", CLAUSE_UNKNOWN, NULL},
    {HEAD SITE TRAIN "    - {item: a database of trials, site: home, energy: 1 MWh}\n",
     STANDARD_SCI_AI, "provider: prepare", CLAUSE_UNKNOWN, NULL},
    {HEAD SITE "stages:\n" ANSWERS, STANDARD_SCI_AI, "provider: data", CLAUSE_NOT_APPLICABLE,
     NULL},
    /* The end of a model is not that of the hardware. */
    {HEAD SITE TRAIN RUN, STANDARD_SCI_AI, "provider: end of life", CLAUSE_NOT_MET, NULL},
    {HEAD SITE "stages:\n" ANSWERS, STANDARD_SCI_AI, "provider: end of life",
     CLAUSE_NOT_APPLICABLE, NULL},
    {HEAD SITE TRAIN RUN "  other:\n    - {item: a, amount: 10 km, factor: 100 gCO2e/km}\n",
     STANDARD_SCI_AI, "provider: end of life", CLAUSE_UNKNOWN, NULL},
    /* A life cycle has an end. */
    {HEAD SITE TRAIN RUN ANSWERS, STANDARD_ISO_14067, "life-cycle perspective", CLAUSE_PARTLY,
     "the end of life of the hardware"},
    /* What a scenario cannot say, no program knows. */
    {HEAD SITE TRAIN RUN, STANDARD_ISO_14067, "product category rules", CLAUSE_UNKNOWN, NULL},
    {HEAD SITE TRAIN RUN, STANDARD_ISO_14067, "performance tracking", CLAUSE_UNKNOWN, NULL},
    /* Emissions are told by their dimension, however they are spelled. */
    {HEAD TRAIN "    - {item: run, region: FR, energy: 1 MWh, intensity: 50 gCO2/kWh}\n",
     STANDARD_ISO_14067, "characterization factors", CLAUSE_NOT_MET, "0 of 1"},
    /* Losses of one grid say nothing of another's. */
    {HEAD SITE TRAIN RUN, STANDARD_ISO_14067, "electricity", CLAUSE_MET, NULL},
    {HEAD SITE TRAIN RUN
     "    - {item: b, region: DE, year: 2022, energy: 1 MWh, pue: 1, losses: 0}\n",
     STANDARD_ISO_14067, "electricity", CLAUSE_PARTLY, "1 of 2"},
    /* Repetitions and multiples divide nothing. */
    {HEAD SITE TRAIN SIZED ", repeat: 3}\n", STANDARD_ISO_14067, "allocation",
     CLAUSE_NOT_APPLICABLE, NULL},
    {HEAD SITE TRAIN SIZED ", share: 50 %, allocation: by hours}\n", STANDARD_ISO_14067,
     "allocation", CLAUSE_MET, NULL},
    /* Three runs compute three times as much, half a run half; experts that rest nothing. */
    {HEAD SITE TRAIN SIZED ", repeat: 3}\n", STANDARD_AI_ACT, "compute", CLAUSE_MET,
     "1.80e+22 FLOP"},
    {HEAD SITE TRAIN SIZED ", share: 50 %}\n", STANDARD_AI_ACT, "compute", CLAUSE_MET,
     "3.00e+21 FLOP"},
    {HEAD SITE TRAIN SIZED ", active_parameters: 1e9}\n", STANDARD_AI_ACT, "compute",
     CLAUSE_MET, "6.00e+20 FLOP"},
    /* ISO 14044: function, unit processes, boundary. */
    {HEAD SITE TRAIN RUN, STANDARD_ISO_14044, "function", CLAUSE_NOT_MET, "about.task and per"},
    {HEAD "about: {task: text-generation}\n" SITE TRAIN RUN, STANDARD_ISO_14044, "function",
     CLAUSE_PARTLY, "state per"},
    {HEAD SITE TRAIN RUN, STANDARD_ISO_14044, "inventory: unit processes", CLAUSE_PARTLY,
     "0 of 1"},
    {HEAD SITE TRAIN RUN, STANDARD_ISO_14044, "inventory: boundary refined", CLAUSE_NOT_MET,
     NULL},
};

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

static void statuses_are_those_of_the_scenario(void **state)
{
	size_t wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct published study =
		    published_of(LCA_ROOT "/scenarios/typed.yaml", cases[i].text);
		const struct dossier *dossier =
		    dossier_of(study.arena, study.request.facts, study.diags);
		struct verdict verdict = verdict_of(dossier, cases[i].standard, cases[i].title);
		const char *remark = verdict.remark ? verdict.remark : "";

		if (verdict.status != cases[i].status ||
		    (cases[i].remark && !strstr(remark, cases[i].remark))) {
			print_error("case %zu, %s: %s (%s), expected %s (%s)\n", i,
				    cases[i].title, clause_status_name(verdict.status), remark,
				    clause_status_name(cases[i].status),
				    cases[i].remark ? cases[i].remark : "");
			wrong++;
		}
		published_free(&study);
	}
	assert_int_equal(wrong, 0);
}

/* SCI as JSON and the dossier say the same of each clause. */
static void the_score_tells_the_clauses_of_the_dossier(void **state)
{
	struct published study = published_typed(HEAD SITE TRAIN SIZED "}\n" ANSWERS);
	const struct dossier *dossier =
	    dossier_of(study.arena, study.request.facts, study.diags);
	const char *at;

	(void)state;
	export_sci(&study.request, &study.out);
	at = strstr(study.out.text, "\"requirements\"");
	for (size_t i = 0; i < dossier->clause_count; i++) {
		if (dossier->clauses[i].standard != STANDARD_SCI_AI)
			continue;
		at = at ? strstr(at, arena_printf(study.arena, "\"part\":\t\"%s\"",
						  dossier->clauses[i].title))
			: NULL;
		at = at ? strstr(at, "\"status\":\t\"") : NULL;
		if (!at ||
		    !text_starts(at + 11, clause_status_name(dossier->verdicts[i].status)))
			fail_msg("%s", dossier->clauses[i].title);
	}
	published_free(&study);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(statuses_are_those_of_the_scenario),
	    cmocka_unit_test(the_score_tells_the_clauses_of_the_dossier),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
