/* Claims held against published figures, and against each other: what is found of each claim,
 * and what is not. */

#include "lca/base/text.h"
#include "models/audit.h"
#include "tests/unit/factors_fixture.h"

enum { MOST = 8 };

static const struct {
	const char *name, *text; /* of the claims file, without its head */
	const char *code;	 /* that the first claim must have, "" for none of the kind */
	enum verdict least;	 /* that the finding brings */
	const char *part;	 /* of its message */
} cases[] = {
    {"a cell of another model",
     "- {model: Llama 7B, stage: training, energy: 356 MWh, emissions: 14 t}\n", "COPY",
     VERDICT_CONDITIONAL, "of LLaMA-7B it is 36 MWh"},
    {"a size of the same model",
     "- {model: OLMo 2 13B, stage: training, energy: 157 MWh, emissions: 101 t}\n", "COPY",
     VERDICT_CONDITIONAL, "157 MWh is published of OLMo 2 7B"},
    {"a row of the same work", "- {model: T5, stage: training, energy: 232 MWh}\n", "SCOPE",
     VERDICT_CONDITIONAL, "232 MWh is published of Meena 2.6B"},
    {"of one request for 1000", "- {model: BLOOMz-7B, emissions_per_unit: 14.46 g/request}\n",
     "SCALE", VERDICT_CONDITIONAL, "read as grams for 1000 requests"},
    {"another model's figure", "- {model: BERT, stage: training, emissions: '626,155 lb'}\n",
     "SCOPE", VERDICT_CONDITIONAL, "of BERT base it is 1438 lb"},
    {"pounds as tons", "- {model: architecture search, emissions: 626 000 tons}\n", "UNIT-MASS",
     VERDICT_CONDITIONAL, "read as pounds is the 626,155 lb published of Evolved Transformer"},
    {"pounds as tons, a person", "- {model: an average American, emissions: 36 000 t}\n",
     "UNIT-MASS", VERDICT_CONDITIONAL, "16.4 tCO2e"},
    {"digits of a model that is not named",
     "- {energy: 305.4 kWh, intensity: 0.5557 kg/kWh, emissions: 169.7 kg, metered_at: "
     "facility}\n",
     "UNIT-MASS", VERDICT_CONSISTENT, "Llama 2 34B"},
    {"kilograms for tonnes", "- {model: Llama 2 7B, emissions: 31.22 kg}\n", "UNIT-MASS",
     VERDICT_CONDITIONAL, "read as tonnes"},
    {"Wh for MWh", "- {model: LLaMA-65B, energy: 449 kWh}\n", "UNIT-ENERGY",
     VERDICT_CONDITIONAL, "read as MWh"},
    {"the total for the training",
     "- {model: BLOOM-176B, stage: training, emissions: 50.5 t}\n", "SCOPE",
     VERDICT_CONDITIONAL, "for training it is 24.69 tCO2e"},
    {"the total for the training, of a model without its size",
     "- {model: BLOOM, stage: training, emissions: 50.5 t}\n", "SCOPE", VERDICT_CONDITIONAL,
     "for training it is 24.69 tCO2e"},
    {"a counterfactual", "- {model: BLOOM, emissions: 183 t}\n", "SCOPE", VERDICT_CONDITIONAL,
     "its own is 24.69 tCO2e"},
    {"a counterfactual with its grid",
     "- {model: BLOOM, emissions: 183 t, intensity: 0.385 kg/kWh}\n", "KNOWN",
     VERDICT_CONSISTENT, "published of BLOOM-175B (LLaMA paper): 183 tCO2e"},
    {"the same", "- {model: Llama-2-7b-hf, accelerator_hours: 184320, emissions: 31.22 t}\n",
     "KNOWN", VERDICT_CONSISTENT, "published of Llama 2 7B: 31.22 tCO2e, 184320 h"},
    {"others of the same", "- {model: GPT-3, emissions: '85,000 kg'}\n", "SCOPE",
     VERDICT_CONSISTENT, "552.1 tCO2e"},
    {"others of a request", "- {model: ChatGPT, energy_per_unit: 3 Wh/request}\n", "SCOPE",
     VERDICT_CONSISTENT, "0.34 Wh/request"},
    {"an unknown model with a known number",
     "- {model: Frobnicator 9B, emissions: 1247.61 t}\n", "SCOPE", VERDICT_CONSISTENT,
     "the same number is published of Gemma 2"},
    {"an unknown model with three digits of another",
     "- {model: Frobnicator 9B, emissions: 173 t, energy: 700 MWh}\n", "", 0, NULL},
    {"two digits of a sibling", "- {model: Llama 2 3B, emissions: 31 t}\n", "", 0, NULL},
    {"the figure of all sizes", "- {model: Llama 2 7B, emissions: 539 t}\n", "SCOPE",
     VERDICT_CONDITIONAL, "539 tCO2e is published of Llama 2 (all)"},
    {"experiments for the training",
     "- {model: BLOOM, stage: training, accelerator_hours: 3.46M, emissions: 66.29 t}\n",
     "SCOPE", VERDICT_CONDITIONAL, "for experiments"},
    {"hours of another size",
     "- {model: Llama 2 70B, accelerator_hours: 184320, emissions: 291.42 t}\n", "COPY",
     VERDICT_CONDITIONAL, "of Llama 2 70B it is 1720320 h"},
    {"no name", "- {emissions: 173 t}\n", "", 0, NULL},
    {"a missing row that is known",
     "- {id: all, total_of: [a, b, c], accelerator_hours: 3311616, emissions: 539.00 t}\n"
     "- {id: a, accelerator_hours: 184320, emissions: 31.22 t}\n"
     "- {id: b, accelerator_hours: 368640, emissions: 62.44 t}\n"
     "- {id: c, accelerator_hours: 1720320, emissions: 291.42 t}\n",
     "ROW-SUM", VERDICT_CONDITIONAL,
     "a row of 1,038,336 h and 153.92 t is missing: as in 'Llama 2 34B'"},
    {"a missing row in proportion",
     "- {id: all, total_of: [a, b], energy: 999.1 MWh, emissions: 351.4 t}\n"
     "- {id: a, energy: 300.2 MWh, emissions: 105.1 t}\n"
     "- {id: b, energy: 500.7 MWh, emissions: 177.4 t}\n",
     "ROW-SUM", VERDICT_CONDITIONAL, "in proportion it is as the others"},
    {"one figure of two does not add up",
     "- {id: all, total_of: [a, b], energy: 800.9 MWh, emissions: 351.4 t}\n"
     "- {id: a, energy: 300.2 MWh, emissions: 105.1 t}\n"
     "- {id: b, energy: 500.7 MWh, emissions: 177.4 t}\n",
     "ROW-SUM", VERDICT_INCONSISTENT, "the rows add up to 282.5 t, '351.4 t' is stated"},
    {"a total without a row",
     "- {id: all, total_of: [a, b, c], energy: 801 MWh}\n"
     "- {id: a, energy: 300.2 MWh}\n- {id: b, energy: 500.7 MWh}\n- {id: c, energy: 222 MWh}\n",
     "ROW-SUM", VERDICT_CONDITIONAL, "without 'c'"},
    {"a total with a row twice",
     "- {id: all, total_of: [a, b], energy: 1101.1 MWh}\n"
     "- {id: a, energy: 300.2 MWh}\n- {id: b, energy: 500.7 MWh}\n",
     "ROW-SUM", VERDICT_CONDITIONAL, "with 'a' twice"},
    {"a total in kilograms",
     "- {id: all, total_of: [a, b], emissions: 282.5 kg}\n"
     "- {id: a, emissions: 105.1 t}\n- {id: b, emissions: 177.4 t}\n",
     "UNIT-MASS", VERDICT_CONDITIONAL, "if its '282.5 kg' are t"},
    {"two digits of a total swapped",
     "- {id: all, total_of: [a, b], emissions: 228.5 t}\n"
     "- {id: a, emissions: 105.1 t}\n- {id: b, emissions: 177.4 t}\n",
     "ROW-SUM", VERDICT_CONDITIONAL, "two digits of '228.5 t' are swapped: 282.5"},
    {"rows that add up",
     "- {id: all, total_of: [a, b], emissions: 282.5 t}\n"
     "- {id: a, emissions: 105.1 t}\n- {id: b, emissions: 177.4 t}\n",
     "", 0, NULL},
    {"rows that add up but for rounding",
     "- {id: all, total_of: [a, b], emissions: 283 t}\n"
     "- {id: a, emissions: 105.4 t}\n"
     "- {id: b, emissions: 177.08 t}\n",
     "", 0, NULL},
    {"rows that are more than their total already",
     "- {id: all, total_of: [a, b], energy: 283 MWh}\n- {id: a, energy: 305 MWh}\n"
     "- {id: b, emissions: 3 t}\n",
     "ROW-SUM", VERDICT_INCONSISTENT, "add up to 305"},
    {"a row with the energy of another",
     "- {id: all, rows: [{model: A, energy: 311 MWh, emissions: 160 t},"
     " {model: B, energy: 100 MWh, emissions: 42.35 t},"
     " {model: C, energy: 200 MWh, emissions: 84.70 t},"
     " {model: D, energy: 311 MWh, emissions: 131.7 t},"
     " {model: E, energy: 512 MWh, emissions: 216.8 t}]}\n",
     "COPY", VERDICT_CONDITIONAL, "stands in row"},
    {"hours of another row",
     "- {id: all, rows: ["
     "{model: A, accelerator_hours: 184320, power: 400 W, emissions: 62.44 t},"
     "{model: B, accelerator_hours: 184320, power: 400 W, emissions: 31.22 t},"
     "{model: C, accelerator_hours: 1720320, power: 400 W, emissions: 291.42 t}]}\n",
     "COPY", VERDICT_CONDITIONAL, "'184320' stands in row"},
    {"emissions of another row",
     "- {id: all, rows: ["
     "{model: A, accelerator_hours: 368640, power: 400 W, emissions: 31.22 t},"
     "{model: B, accelerator_hours: 184320, power: 400 W, emissions: 31.22 t},"
     "{model: C, accelerator_hours: 1720320, power: 400 W, emissions: 291.42 t}]}\n",
     "COPY", VERDICT_CONDITIONAL, "would be 62.4"},
    {"a row with another intensity",
     "- {id: all, rows: [{model: A, energy: 411 MWh, emissions: 260 t},"
     " {model: B, energy: 100 MWh, emissions: 42.35 t},"
     " {model: C, energy: 200 MWh, emissions: 84.70 t},"
     " {model: D, energy: 311 MWh, emissions: 131.7 t}]}\n",
     "IMPLIED-CI", VERDICT_CONDITIONAL, "in 3 rows of the table"},
    {"a row before the PUE beside others that hold it",
     "- {id: all, rows: ["
     "{model: A, energy: 116 MWh, emissions: 46 t, pue: 1.12, intensity: 0.351 kg/kWh},"
     "{model: B, energy: 196 MWh, emissions: 65 t, pue: 1.12, intensity: 0.332 kg/kWh},"
     "{model: C, energy: 109 MWh, emissions: 36 t, pue: 1.12, intensity: 0.332 kg/kWh}]}\n",
     "PUE-MISSING", VERDICT_CONDITIONAL, "is before the PUE, that of 2 others"},
    {"rows that all are before the PUE",
     "- {id: all, rows: ["
     "{model: A, energy: 116 MWh, emissions: 46 t, pue: 1.12, intensity: 0.351 kg/kWh},"
     "{model: B, energy: 196 MWh, emissions: 73 t, pue: 1.12, intensity: 0.332 kg/kWh},"
     "{model: C, energy: 109 MWh, emissions: 40.5 t, pue: 1.12, intensity: 0.332 kg/kWh}]}\n",
     "", 0, NULL},
    {"rows of two grids",
     "- {id: all, rows: [{model: A, energy: 411 MWh, emissions: 260 t, region: PL},"
     " {model: B, energy: 100 MWh, emissions: 42.35 t, region: US},"
     " {model: C, energy: 200 MWh, emissions: 84.70 t, region: US},"
     " {model: D, energy: 311 MWh, emissions: 131.7 t, region: US}]}\n",
     "", 0, NULL},
};

static bool is_of_this_kind(const char *code)
{
	static const char *const kinds[] = {
	    "COPY",	  "SCOPE",	 "KNOWN",     "UNIT-MASS", "UNIT-ENERGY", "ROW-SUM",
	    "IMPLIED-CI", "PUE-MISSING", "PUE-TWICE", "SCALE",	   NULL};
	size_t i;

	for (i = 0; kinds[i]; i++)
		if (text_same(kinds[i], code))
			return true;
	return false;
}

static bool has(const struct audit *audit, size_t i, size_t claim)
{
	const struct audited *audited = &audit->audited[claim];
	size_t j;

	for (j = 0; j < audited->finding_count; j++) {
		const struct audit_finding *finding = &audited->findings[j];
		const char *code = audit_code_name(finding->code);

		if (!*cases[i].code && is_of_this_kind(code))
			fail_msg("%s: %s: %s", cases[i].name, code, finding->message);
		if (text_same(code, cases[i].code) && finding->verdict == cases[i].least &&
		    strstr(finding->message, cases[i].part))
			return true;
	}
	return false;
}

static void check(struct folder *folder, struct factors *factors, size_t i)
{
	const char *path =
	    folder_write(folder, "claims.yaml",
			 arena_printf(folder->arena, "audit: 1\nclaims:\n%s", cases[i].text));
	const struct claims *claims =
	    claims_read(folder->arena, &path, 1, factors, folder->diags);
	const struct audit *audit;
	bool found = false;
	size_t j;

	if (!claims)
		fail_msg("%s: %s", cases[i].name, diags_at(folder->diags, 0)->message);
	audit = audit_claims(folder->arena, claims, factors, folder->diags);
	for (j = 0; j < claims->count; j++)
		found = has(audit, i, j) || found;
	if (*cases[i].code && !found)
		fail_msg("%s: no %s with '%s'; first: %s", cases[i].name, cases[i].code,
			 cases[i].part,
			 audit->audited[0].finding_count ? audit->audited[0].findings[0].message
							 : "nothing");
}

static void finds_what_is_known(void **state)
{
	struct folder *folder = *state;
	struct factors_options options = {0};
	struct factors *factors = factors_open(folder->arena, &options, folder->diags);
	size_t i;

	assert_non_null(factors);
	for (i = 0; i < sizeof cases / sizeof *cases; i++)
		check(folder, factors, i);
	factors_close(factors);
}

/* Rows of exact numbers, rounded to so many digits, and their exact sum, rounded as well. */
static void add_table(struct buffer *text, unsigned *seed, int table)
{
	double sum = 0;
	int row, digits = 2 + table % 4;

	buffer_printf(text, "- {id: t%d, total_of: [t%d-0, t%d-1, t%d-2], energy: ", table,
		      table, table, table);
	for (row = 0; row < 3; row++) {
		unsigned next = *seed * 1664525U + 1013904223U;

		sum += 1 + (double)(next >> 8) / 1000;
		*seed = next;
	}
	buffer_printf(text, "%.*g MWh}\n", digits, sum);
}

static void add_rows(struct buffer *text, unsigned *seed, int table)
{
	int row, digits = 2 + table % 4;

	for (row = 0; row < 3; row++) {
		*seed = *seed * 1664525U + 1013904223U;
		buffer_printf(text, "- {id: t%d-%d, energy: %.*g MWh}\n", table, row, digits,
			      1 + (double)(*seed >> 8) / 1000);
	}
}

static void never_finds_rounded_sums_apart(void **state)
{
	struct folder *folder = *state;
	struct factors_options options = {0};
	struct factors *factors = factors_open(folder->arena, &options, folder->diags);
	struct buffer text = {0};
	unsigned of_total = 1, of_rows = 1;
	const struct claims *claims;
	const struct audit *audit;
	const char *path;
	int table;
	size_t i, j;

	buffer_text(&text, "audit: 1\nclaims:\n");
	for (table = 0; table < 500; table++) {
		add_table(&text, &of_total, table);
		add_rows(&text, &of_rows, table);
	}
	path = folder_write(folder, "claims.yaml", text.text);
	claims = claims_read(folder->arena, &path, 1, factors, folder->diags);
	assert_non_null(claims);
	audit = audit_claims(folder->arena, claims, factors, folder->diags);
	for (i = 0; i < claims->count; i++)
		for (j = 0; j < audit->audited[i].finding_count; j++)
			if (audit->audited[i].findings[j].code == AUDIT_ROW_SUM)
				fail_msg("%s: %s", claims->claims[i].id,
					 audit->audited[i].findings[j].message);
	buffer_free(&text);
	factors_close(factors);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(finds_what_is_known, folder_make, folder_remove),
	    cmocka_unit_test_setup_teardown(never_finds_rounded_sums_apart, folder_make,
					    folder_remove),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
