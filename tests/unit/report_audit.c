/* The report of an audit: verdict, figures, calculations and findings in every format; what
 * comes from publications is made harmless. */

#include "tests/near.h"

#include <cJSON.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "models/audit.h"
#include "reports/reports.h"

/* A table that prints pounds as tonnes, and a row beside it that is sound. */
struct sample {
	struct printed emissions, energy;
	struct audit_term terms[2];
	struct audit_check check;
	struct audit_implied implied;
	struct audit_assumption assumption;
	struct audit_explanation explanation;
	struct audit_finding findings[2];
	struct claim claims[2];
	struct claim_file file;
	struct claims all;
	struct audited audited[2];
	struct audit audit;
};

static struct printed printed(const char *text, double value, double half, const char *unit)
{
	return (struct printed){.text = text,
				.digits = text,
				.place = {"claims.yaml", 4, 12},
				.value = value,
				.exact = {value - half, value + half},
				.loose = {value - half, value + half},
				.unit = unit_of(unit)};
}

static struct audit_term term(char operation, const char *name, const struct printed *of)
{
	return (struct audit_term){.kind = TERM_STATED,
				   .operation = operation,
				   .name = name,
				   .value = of->value,
				   .exact = of->exact,
				   .loose = of->loose,
				   .unit = of->unit,
				   .text = of->text,
				   .place = of->place};
}

static void fill_figures(struct sample *s)
{
	static const struct interval intensity = {0.4325, 0.4335}, result = {283900, 284200};

	s->emissions = printed("626,155 t", 626155000, 500, "t");
	s->emissions.unit = unit_of("tCO2e");
	s->energy = printed("656,347 kWh", 656347, 0.5, "kWh");
	s->terms[0] = term('*', "energy", &s->energy);
	s->terms[1] = (struct audit_term){.kind = TERM_LOOKED_UP,
					  .operation = '*',
					  .name = "intensity",
					  .value = 0.433,
					  .exact = intensity,
					  .loose = intensity,
					  .unit = unit_of("kgCO2e/kWh"),
					  .source = "EPA, eGRID 2018"};
	s->check = (struct audit_check){.id = "emissions-from-energy",
					.result = CLAIM_EMISSIONS,
					.terms = s->terms,
					.term_count = 2,
					.value = 284031,
					.exact = result,
					.loose = result,
					.stated = s->emissions.value,
					.stated_exact = s->emissions.exact,
					.stated_loose = s->emissions.loose,
					.unit = unit_of("tCO2e"),
					.ratio = {2203, 2206},
					.outcome = OUTCOME_APART};
	s->implied = (struct audit_implied){.id = "intensity",
					    .name = "implied carbon intensity",
					    .value = 954,
					    .exact = {953.9, 954.1},
					    .loose = {953.9, 954.1},
					    .unit = unit_of("kgCO2e/kWh"),
					    .terms = s->terms,
					    .term_count = 1,
					    .bounded = true,
					    .bounds = {0.005, 1.2},
					    .bounds_of = "a grid: 0.005 to 1.2 kg/kWh",
					    .bounds_source = "EPA, eGRID 2018",
					    .side = 1};
}

static void fill_verdict(struct sample *s)
{
	s->assumption = (struct audit_assumption){.code = AUDIT_UNIT_MASS,
						  .text = "the 626,155 are pounds",
						  .figure = CLAIM_EMISSIONS,
						  .value = 284000,
						  .unit = unit_of("tCO2e")};
	s->explanation = (struct audit_explanation){.assumptions = &s->assumption,
						    .count = 1,
						    .checks = &s->check,
						    .check_count = 1,
						    .fit = FIT_DIGITS};
	s->findings[0] = (struct audit_finding){.code = AUDIT_UNIT_MASS,
						.message = "284.0 t if the 626,155 are pounds",
						.explains = true,
						.verdict = VERDICT_CONDITIONAL,
						.has_value = true,
						.value = 284.0,
						.unit = "tCO2e",
						.source = "EPA, eGRID 2018"};
	s->findings[1] = (struct audit_finding){
	    .code = AUDIT_NOT_STATED, .message = "with the PUE, more would follow", .unit = ""};
	s->audited[0] = (struct audited){.claim = &s->claims[0],
					 .verdict = VERDICT_CONDITIONAL,
					 .summary = "the 626,155 t are pounds: 284.0 t",
					 .checks = &s->check,
					 .check_count = 1,
					 .implied = &s->implied,
					 .implied_count = 1,
					 .explanations = &s->explanation,
					 .explanation_count = 1,
					 .findings = s->findings,
					 .finding_count = 2};
	s->audited[1] = (struct audited){.claim = &s->claims[1],
					 .verdict = VERDICT_CONSISTENT,
					 .summary = "0.28 t = 656 kWh x 0.433 kg/kWh",
					 .findings = &s->findings[1],
					 .finding_count = 1};
}

static void fill(struct sample *s, const char *id, size_t count)
{
	*s = (struct sample){0};
	fill_figures(s);
	for (size_t i = 0; i < 2; i++) {
		s->claims[i] = claim_blank();
		s->claims[i].id = i ? "sound" : id;
		s->claims[i].model = "Architecture search";
		s->claims[i].place = (struct place){"claims.yaml", 2, 3};
		s->claims[i].figures[CLAIM_ENERGY] = &s->energy;
		s->claims[i].figures[CLAIM_EMISSIONS] = &s->emissions;
	}
	s->file = (struct claim_file){.path = "claims.yaml", .reader = "claim file"};
	s->all = (struct claims){s->claims, count, &s->file, 1};
	fill_verdict(s);
	s->audit = (struct audit){.claims = &s->all,
				  .audited = s->audited,
				  .verdict = VERDICT_CONDITIONAL,
				  .factors_version = "1",
				  .factors_digest = "0123456789abcdef"};
	s->audit.counts[VERDICT_CONDITIONAL] = 1;
	s->audit.counts[VERDICT_CONSISTENT] = count - 1;
}

static void print(const struct sample *s, enum format format, bool explain, struct buffer *out)
{
	const struct audit_report report = {
	    .audit = &s->audit, .explain = explain, .version = "1.2"};

	report_audit(&report, NULL, format, NULL, out);
}

static void assert_holds(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("'%s' is not in:\n%s", part, text);
}

static void assert_fits(const char *text)
{
	enum { PAGE = 96 };

	while (*text) {
		size_t length = strcspn(text, "\n");

		if (length > PAGE)
			fail_msg("%zu columns: %.*s", length, (int)length, text);
		text += length + (text[length] == '\n');
	}
}

static void shows_one_claim_whole(void **state)
{
	static const char *const parts[] = {
	    "Audit of search\n",       "conditional: the 626,155 t are pounds: 284.0 t\n",
	    "626,154.5 - 626,155.5",   "emissions = energy x intensity",
	    "apart, x 2205",	       "UNIT-MASS: 284.0 t if the 626,155 are pounds [1]",
	    "0.0050 - 1.2  above [1]", "NOT-STATED: with the PUE, more would follow",
	    "  [1] EPA, eGRID 2018",   "claims.yaml:2:3",
	};
	struct buffer out = {0};
	struct sample s;

	(void)state;
	fill(&s, "search", 1);
	print(&s, FORMAT_TEXT, false, &out);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		assert_holds(out.text, parts[i]);
	assert_fits(out.text);
	buffer_free(&out);
}

static void shows_verdicts_first(void **state)
{
	struct buffer out = {0};
	struct sample s;
	const char *table, *section;

	(void)state;
	fill(&s, "search", 2);
	print(&s, FORMAT_TEXT, false, &out);
	assert_holds(out.text, "2 claims: 1 conditional, 1 consistent\n");
	table = strstr(out.text, "\nsound   consistent ");
	section = strstr(out.text, "\nsearch: conditional\n");
	assert_true(table && section && table < section);
	assert_null(strstr(out.text, "\nsound: consistent\n"));
	assert_holds(out.text, "sound: NOT-STATED: with the PUE, more would follow");
	assert_fits(out.text);
	buffer_free(&out);
}

/* A page has no options: it names none. */
static void names_options_where_they_can_be_typed(void **state)
{
	enum { MANY = 13 };
	struct audit_finding remarks[MANY];
	struct buffer out = {0};
	struct sample s;

	(void)state;
	fill(&s, "search", 2);
	for (size_t i = 0; i < MANY; i++)
		remarks[i] = s.findings[1];
	s.audited[1].findings = remarks;
	s.audited[1].finding_count = MANY;
	print(&s, FORMAT_TEXT, false, &out);
	assert_holds(out.text, "(--explain shows each)");
	out.length = 0;
	print(&s, FORMAT_HTML, false, &out);
	assert_null(strstr(out.text, "--explain"));
	assert_holds(out.text, "<h2 id=\"claim-1\">search: <span class=\"mark doubtful\">");
	assert_holds(out.text, "<a href=\"#claim-1\">search</a>");
	buffer_free(&out);
}

static void explains_every_term(void **state)
{
	static const char *const parts[] = {
	    "\nemissions-from-energy ",
	    "= energy ",
	    "x intensity ",
	    "database [1]",
	    "stated over recomputed",
	    "\nimplied intensity ",
	    "If the 626,155 are pounds (fits to the printed digits):"};
	struct buffer out = {0};
	struct sample s;

	(void)state;
	fill(&s, "search", 2);
	print(&s, FORMAT_TEXT, true, &out);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		assert_holds(out.text, parts[i]);
	assert_holds(out.text, "\nsound: consistent\n");
	assert_fits(out.text);
	buffer_free(&out);
}

static double number_at(const struct cJSON *object, const char *a, const char *b)
{
	const struct cJSON *at = cJSON_GetObjectItem(object, a);

	return cJSON_GetNumberValue(cJSON_GetObjectItem(at, b));
}

static const char *text_at(const struct cJSON *object, const char *key)
{
	return cJSON_GetStringValue(cJSON_GetObjectItem(object, key));
}

static void keeps_the_keys_of_the_json_result(void **state)
{
	struct buffer out = {0};
	struct sample s;
	struct cJSON *root, *claim, *finding, *part;

	(void)state;
	fill(&s, "search", 2);
	print(&s, FORMAT_JSON, false, &out);
	root = cJSON_Parse(out.text);
	assert_non_null(root);
	assert_string_equal(text_at(root, "verdict"), "conditional");
	assert_int_equal(number_at(root, "counts", "consistent"), 1);
	claim = cJSON_GetArrayItem(cJSON_GetObjectItem(root, "claims"), 0);
	assert_string_equal(text_at(claim, "id"), "search");
	assert_string_equal(text_at(claim, "verdict"), "conditional");
	part = cJSON_GetObjectItem(claim, "recomputed");
	assert_near(number_at(part, "emissions", "low"), 283900, 1e-9, "low");
	assert_near(number_at(part, "emissions", "high"), 284200, 1e-9, "high");
	assert_near(number_at(part, "intensity", "value"), 954, 1e-9, "intensity");
	assert_string_equal(text_at(cJSON_GetObjectItem(part, "emissions"), "unit"), "kgCO2e");
	finding = cJSON_GetArrayItem(cJSON_GetObjectItem(claim, "findings"), 0);
	assert_string_equal(text_at(finding, "code"), "UNIT-MASS");
	assert_true(cJSON_IsTrue(cJSON_GetObjectItem(finding, "explains")));
	assert_near(cJSON_GetNumberValue(cJSON_GetObjectItem(finding, "value")), 284, 1e-9,
		    "finding");
	part = cJSON_GetArrayItem(cJSON_GetObjectItem(claim, "explanations"), 0);
	part = cJSON_GetArrayItem(cJSON_GetObjectItem(part, "assumptions"), 0);
	assert_near(cJSON_GetNumberValue(cJSON_GetObjectItem(part, "value")), 284000, 1e-9,
		    "assumption");
	cJSON_Delete(root);
	buffer_free(&out);
}

/* One line a claim; ids are never formulas. */
static void writes_a_row_for_each_claim(void **state)
{
	struct buffer out = {0};
	struct sample s;
	size_t lines = 0;

	(void)state;
	fill(&s, "=1+1", 2);
	print(&s, FORMAT_CSV, false, &out);
	for (size_t i = 0; i < out.length; i++)
		lines += out.text[i] == '\n';
	assert_int_equal(lines, 3);
	assert_holds(out.text, "\n'=1+1,conditional,");
	assert_holds(out.text, ",UNIT-MASS,NOT-STATED,\"the 626,155 are pounds\"");
	buffer_free(&out);
}

static void makes_texts_harmless(void **state)
{
	static const enum format formats[] = {FORMAT_TEXT, FORMAT_MARKDOWN, FORMAT_HTML};
	struct buffer out = {0};
	struct sample s;

	(void)state;
	fill(&s, "<script>x\033[31m", 2);
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		out.length = 0;
		print(&s, formats[i], true, &out);
		assert_null(strchr(out.text, '\033'));
		assert_true(formats[i] == FORMAT_TEXT || !strstr(out.text, "<script>x"));
	}
	buffer_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(shows_one_claim_whole),
	    cmocka_unit_test(shows_verdicts_first),
	    cmocka_unit_test(names_options_where_they_can_be_typed),
	    cmocka_unit_test(explains_every_term),
	    cmocka_unit_test(keeps_the_keys_of_the_json_result),
	    cmocka_unit_test(writes_a_row_for_each_claim),
	    cmocka_unit_test(makes_texts_harmless),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
