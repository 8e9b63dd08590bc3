/* The itemized report says what an assessment holds: text, Markdown, CSV, JSON. */

#include "tests/near.h"

#include <cJSON.h>
#include <string.h>

#include "lca/base/text.h"
#include "reports/reports.h"
#include "tests/unit/sample_assessment.h"

static struct buffer print(struct sample *sample, enum format format)
{
	struct buffer out = {0};

	report_itemized(sample->assessment, sample->diags, format, &(struct report_style){0},
			&out);
	return out;
}

static void assert_holds_all(const char *text, const char *const *parts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!strstr(text, parts[i]))
			fail_msg("'%s' is not in:\n%s", parts[i], text);
}

#define ASSERT_HOLDS(text, ...)                                                                \
	assert_holds_all(text, (const char *const[]){__VA_ARGS__},                             \
			 sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static void prints_the_published_look(void **state)
{
	struct sample sample = sample_new(0.3);
	struct buffer out;

	(void)state;
	sample.assessment->item_count = 4;
	sample.assessment->stage_count = 3;
	out = print(&sample, FORMAT_TEXT);
	ASSERT_HOLDS(out.text, "BLOOM 176B\n50.5 t CO2e (95 %: 35 - 66 t)\n",
		     "433,196 kWh   24.69  17.3 - 32.1   48.9 %  modelled", "14.6", "11.2",
		     "22.2 %",
		     "total                                  50.5    35 -   66  100.0 %");
	buffer_free(&out);
	sample_free(&sample);
}

static void names_what_is_missing(void **state)
{
	struct sample sample = sample_new(0.3);
	struct buffer out = print(&sample, FORMAT_TEXT);

	(void)state;
	ASSERT_HOLDS(out.text, "at least 50.5 t CO2e (95 %: 35 - 66 t); 1 item missing\n",
		     "API (gcp:us-central1)  864.249 kWh  missing", "total, at least",
		     "location-based  >= 50.5  t CO2e",
		     "  - gwp: inference/API: no factor electricity/FR/2022/water\n",
		     "embodied/GPUs and 1 more", "network: excluded (not metered)",
		     "other: not covered", "training/final run: not counted: host power");
	buffer_free(&out);
	sample_free(&sample);
}

static void prints_every_section(void **state)
{
	struct sample sample = sample_new(0.3);
	struct buffer out;

	(void)state;
	diag_add(sample.diags, DIAG_FILE_OPEN, (struct place){"x.csv", 3, 0}, NULL, NULL,
		 "an error is not told here");
	out = print(&sample, FORMAT_TEXT);
	ASSERT_HOLDS(out.text, "Credits (not part of the total)", "-120", "By stage",
		     "electricity (MWh)", "Per functional unit", "1.48 g CO2e",
		     "use phase divided by 230,768 (logged)",
		     "creation divided by 1,000,000,000", "'served' is not stated",
		     "What drives the range of gwp",
		     "sites/jean-zay.intensity  intensity of the grid", " 63.0 %",
		     "37 % (36 to 39)", "Shares were sampled, good to a few points: brackets",
		     "What to measure next", "  4 %", "  3 %",
		     "Sources of the accuracies above", "a meter, within 4 %: BLOOM-2022",
		     "200,000 samples, seed 1", "mean 50.5, median 50.5", "lca 0.1.0");
	assert_null(strstr(out.text, "an error is not told here"));
	/* Sampled, and more than the total share: not shown. */
	assert_null(strstr(out.text, "38 %"));
	buffer_free(&out);
	sample_free(&sample);
}

static void says_when_nothing_is_uncertain(void **state)
{
	struct sample sample = sample_new(0);
	struct buffer out = print(&sample, FORMAT_TEXT);

	(void)state;
	ASSERT_HOLDS(out.text, "50.5 t CO2e (no input is uncertain: no range)", "24.69",
		     "14.63", "7.575", "3.636");
	assert_null(strstr(out.text, "What drives"));
	buffer_free(&out);
	sample_free(&sample);
}

static void fits_a_page_whatever_the_names(void **state)
{
	struct sample sample = sample_new(0.3);
	struct buffer out;

	(void)state;
	sample.assessment->name =
	    "a name\033[2J with control characters that goes on for much longer than any "
	    "terminal is wide, so that it has to be wrapped somewhere";
	sample.assessment->items[0].item = sample.assessment->name;
	sample.assessment->items[1].region =
	    "an-unbroken-region-name-that-is-longer-than-the-page-is-wide-and-still-"
	    "goes-on-and-on-and-on-and-on-and-on";
	out = print(&sample, FORMAT_TEXT);
	assert_null(strchr(out.text, '\033'));
	for (const char *line = out.text; *line; line += strcspn(line, "\n") + 1)
		assert_true(strcspn(line, "\n") < 100);
	buffer_free(&out);
	sample_free(&sample);
}

static void prints_one_flat_table(void **state)
{
	struct sample sample = sample_new(0);
	struct buffer out = print(&sample, FORMAT_CSV);

	(void)state;
	ASSERT_HOLDS(out.text,
		     "id,stage,item,region,period,criterion,unit,status,basis,phase,central,"
		     "mean,sd,median,low,high,share,"
		     "reason\r\n",
		     "\r\ntraining/final run,training,final "
		     "run,FR,2022,gwp,kgCO2e,counted,modelled,creation,24692.172,",
		     "\r\ninference/"
		     "API,inference,API,gcp:us-central1,,gwp,kgCO2e,missing,measured,use,,,,,,,"
		     ",no factor ",
		     "\r\nother/heat,credit,heat,,,gwp,kgCO2e,counted,modelled,creation,-120,",
		     "\r\ntotal,total,,,,gwp,kgCO2e,counted,,,50532.451,");
	buffer_free(&out);
	sample_free(&sample);
}

/* The value at a path of keys; an item of a list by the text of its "id" or "unit". */
static const cJSON *at(const cJSON *node, const char *const *path, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const cJSON *found = NULL, *child;

		if (!cJSON_IsArray(node)) {
			node = cJSON_GetObjectItemCaseSensitive(node, path[i]);
			continue;
		}
		cJSON_ArrayForEach(child, node)
		{
			const cJSON *id = cJSON_GetObjectItemCaseSensitive(child, "id");
			const cJSON *unit = cJSON_GetObjectItemCaseSensitive(child, "unit");

			if (text_same(cJSON_GetStringValue(id ? id : unit), path[i]))
				found = child;
		}
		node = found;
	}
	return node;
}

static void keeps_the_keys_of_the_json_result(void **state)
{
	static const struct {
		const char *path[5];
		size_t count;
		double value;
	} cases[] = {
	    {{"stages", "training", "gwp", "central"}, 4, 24692.172},
	    {{"stages", "embodied", "gwp", "share"}, 4, 0.2219},
	    {{"totals", "electricity", "central"}, 3, 690706.316},
	    {{"totals", "gwp", "missing_items"}, 3, 1},
	    {{"items", "idle/nodes", "impacts", "gwp", "central"}, 5, 14628.826},
	    {{"items", "training/final run", "activity", "value"}, 4, 433196},
	    {{"per", "request", "use", "gwp", "central"}, 5, 0.001475569},
	    {{"per", "request", "creation", "gwp", "central"}, 5, 5.0532451e-5},
	    {{"per", "request", "volume"}, 3, 230768},
	    {{"per", "request", "served"}, 3, 1e9},
	    {{"record", "samples"}, 2, 200000},
	    {{"record", "interval"}, 2, 0.95},
	    {{"basis_share", "modelled"}, 2, 0.928},
	    {{"phases", "use", "electricity", "central"}, 4, 864.249121},
	    {{"credits", "gwp", "central"}, 3, -120},
	};
	struct sample sample = sample_new(0.3);
	struct buffer out = print(&sample, FORMAT_JSON);
	cJSON *root = cJSON_Parse(out.text);

	(void)state;
	assert_non_null(root);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const cJSON *node = at(root, cases[i].path, cases[i].count);

		if (!cJSON_IsNumber(node))
			fail_msg("%s.%s has no number", cases[i].path[0], cases[i].path[1]);
		assert_near(node->valuedouble, cases[i].value, 0, cases[i].path[0]);
	}
	cJSON_Delete(root);
	buffer_free(&out);
	sample_free(&sample);
}

static void leaves_holes_null_and_says_why(void **state)
{
	static const char *const hole[] = {"items", "inference/API", "impacts", "gwp"};
	static const char *const none[] = {"items", "embodied/GPUs", "impacts", "electricity"};
	static const char *const day[] = {"per", "day"};
	struct sample sample = sample_new(0);
	struct buffer out = print(&sample, FORMAT_JSON);
	cJSON *root = cJSON_Parse(out.text);
	const cJSON *node = at(root, hole, 4);

	(void)state;
	assert_true(cJSON_IsNull(cJSON_GetObjectItem(node, "central")));
	assert_true(cJSON_IsNull(cJSON_GetObjectItem(node, "share")));
	assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(node, "status")),
			    "missing");
	assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(node, "reason")),
			    "no factor electricity/FR/2022/water");
	node = at(root, none, 4);
	assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(node, "status")), "none");
	assert_true(cJSON_IsNull(cJSON_GetObjectItem(at(root, day, 2), "creation")));
	assert_true(cJSON_IsNull(cJSON_GetObjectItem(at(root, day, 2), "served")));
	cJSON_Delete(root);
	buffer_free(&out);
	sample_free(&sample);
}

static void tells_where_each_input_comes_from(void **state)
{
	static const char *const item[] = {"items", "training/final run", "inputs"};
	struct sample sample = sample_new(0.3);
	struct buffer out = print(&sample, FORMAT_JSON);
	cJSON *root = cJSON_Parse(out.text);
	const cJSON *inputs = at(root, item, 3), *power = cJSON_GetArrayItem(inputs, 1);
	const cJSON *origin = cJSON_GetObjectItem(power, "origin");

	(void)state;
	assert_int_equal(cJSON_GetArraySize(inputs), 3);
	assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(power, "key")),
			    "training/final run.power");
	assert_near(cJSON_GetObjectItem(power, "value")->valuedouble, 400, 0, "power in W");
	assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(power, "unit")), "W");
	assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(power, "distribution")),
			    "lognormal, median 400, GSD 1.3");
	assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(origin, "kind")),
			    "scenario");
	assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(origin, "place")),
			    "bloom.yaml:15:12");
	assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(
				cJSON_GetArrayItem(inputs, 0), "distribution")),
			    "exact");
	cJSON_Delete(root);
	buffer_free(&out);
	sample_free(&sample);
}

static void prints_numbers_exactly_and_counts_above_2_53_as_texts(void **state)
{
	struct sample sample = sample_new(0);
	struct buffer out;

	(void)state;
	sample.assessment->record.seed = UINT64_MAX;
	sample.assessment->totals[SAMPLE_GWP].statistics.central = 0.1 + 0.2;
	sample.assessment->totals[SAMPLE_GWP].statistics.mean = NAN;
	sample.assessment->name = "quote \" and \xff";
	out = print(&sample, FORMAT_JSON);
	ASSERT_HOLDS(out.text, "\"seed\":\t\"18446744073709551615\"",
		     "\"central\":\t0.30000000000000004", "\"mean\":\tnull",
		     "\"name\":\t\"quote \\\" and \xef\xbf\xbd\"");
	buffer_free(&out);
	sample_free(&sample);
}

static void prints_the_same_bytes_again(void **state)
{
	(void)state;
	for (int format = 0; format < FORMAT_COUNT; format++) {
		struct sample a = sample_new(0.3), b = sample_new(0.3);
		struct buffer first = print(&a, (enum format)format),
			      second = print(&b, (enum format)format);

		assert_string_equal(first.text, second.text);
		buffer_free(&first);
		buffer_free(&second);
		sample_free(&a);
		sample_free(&b);
	}
}

static void explains_an_item(void **state)
{
	struct sample sample = sample_new(0.3);
	struct buffer out = {0};

	(void)state;
	report_explain(sample.assessment, "training/final run", FORMAT_TEXT,
		       &(struct report_style){0}, &out);
	ASSERT_HOLDS(
	    out.text, "training/final run\ngwp = 24,692.2 kgCO2e [17,300 .. 32,100]\n",
	    "├─ energy at the facility = 433,196 kWh [",
	    "│  ├─ training/final run.accelerator_hours = 1,082,990 h; scenario "
	    "bloom.yaml:14:12\n",
	    "│  └─ × training/final run.power = 400 W; lognormal, median 400 W, GSD 1.3",
	    "└─ × sites/jean-zay.intensity = 57 gCO2e/kWh", "shared with 1 other item",
	    "electricity = 433,196 kWh [300,000 .. 560,000] (see above)",
	    "water: missing: no factor");
	assert_null(strstr(out.text, "idle/nodes"));
	buffer_free(&out);
	sample_free(&sample);
}

static void explains_in_json(void **state)
{
	static const char *const path[] = {"items", "training/final run", "formulas", "gwp"};
	struct sample sample = sample_new(0.3);
	struct buffer out = {0};
	const cJSON *terms;
	cJSON *root;

	(void)state;
	report_explain(sample.assessment, NULL, FORMAT_JSON, &(struct report_style){0}, &out);
	root = cJSON_Parse(out.text);
	assert_non_null(root);
	terms = cJSON_GetObjectItem(at(root, path, 4), "terms");
	assert_int_equal(cJSON_GetArraySize(terms), 2);
	assert_string_equal(cJSON_GetStringValue(
				cJSON_GetObjectItem(cJSON_GetArrayItem(terms, 1), "operation")),
			    "×");
	cJSON_Delete(root);
	buffer_free(&out);
	sample_free(&sample);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(prints_the_published_look),
	    cmocka_unit_test(names_what_is_missing),
	    cmocka_unit_test(prints_every_section),
	    cmocka_unit_test(says_when_nothing_is_uncertain),
	    cmocka_unit_test(fits_a_page_whatever_the_names),
	    cmocka_unit_test(prints_one_flat_table),
	    cmocka_unit_test(keeps_the_keys_of_the_json_result),
	    cmocka_unit_test(leaves_holes_null_and_says_why),
	    cmocka_unit_test(tells_where_each_input_comes_from),
	    cmocka_unit_test(prints_numbers_exactly_and_counts_above_2_53_as_texts),
	    cmocka_unit_test(prints_the_same_bytes_again),
	    cmocka_unit_test(explains_an_item),
	    cmocka_unit_test(explains_in_json),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
