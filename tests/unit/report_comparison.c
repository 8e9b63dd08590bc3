/* The comparison is told as it is: ranking, ties, holes, ways of accounting; in every format.
 */

#include "tests/near.h"

#include <cJSON.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/comparison.h"
#include "reports/reports.h"

enum { GWP, WATER, CRITERIA };
enum { FIRST, SECOND, TIE, HOLE, NONE, ROWS };

static const struct criterion gwp = {.id = "gwp", .name = "climate change", .symbol = "kgCO2e"};
static const struct criterion water = {.id = "water", .name = "water", .symbol = "L"};
static const struct criterion *const criteria[CRITERIA] = {&gwp, &water};

/* A comparison of five regions. */
struct sample {
	struct impact totals[ROWS][CRITERIA];
	struct varied_value values[ROWS];
	struct compared_row rows[ROWS];
	bool lacking[CRITERIA], whole[CRITERIA]; /* electricity */
	struct accounting_choice choices[4];
	struct comparison comparison;
};

static struct statistics around(double median, double spread)
{
	return (struct statistics){.central = median,
				   .mean = median,
				   .median = median,
				   .sd = median * spread / 2,
				   .low = median * (1 - spread),
				   .high = median * (1 + spread),
				   .finite = true};
}

static struct compared_row ranked_row(double ratio, double share, size_t group)
{
	return (struct compared_row){.file = "a.yaml",
				     .name = "a job",
				     .sha256 = "0123456789abcdef",
				     .status = COMPARED_RANKED,
				     .ratio = around(ratio, ratio == 1 ? 0 : 0.1),
				     .difference = around(ratio - 1, 0.1),
				     .lowest = {.share = share, .error = 0.001},
				     .below_first = share,
				     .told_from_first = group > 1,
				     .group = group};
}

static void fill(struct sample *sample)
{
	static const char *const codes[ROWS] = {"x:one", "x:two", "x:three", "x:hole",
						"x:none"};
	static const double medians[ROWS] = {2, 2, 30, 5, 0};

	*sample = (struct sample){.rows = {[FIRST] = ranked_row(1, 0.5, 1),
					   [SECOND] = ranked_row(1, 0.5, 1),
					   [TIE] = ranked_row(15, 0, 2)}};
	sample->rows[SECOND].exact_tie = true;
	sample->rows[TIE].as_stated = true;
	sample->rows[HOLE] = (struct compared_row){
	    .file = "a.yaml", .status = COMPARED_UNRANKED, .reason = "no grid"};
	sample->rows[NONE] = (struct compared_row){
	    .file = "a.yaml", .status = COMPARED_MISSING, .reason = "no such place"};
	for (size_t i = 0; i < ROWS; i++) {
		sample->values[i] =
		    (struct varied_value){"region", codes[i], i == FIRST ? "X one (Oslo)" : ""};
		sample->rows[i].label = codes[i];
		sample->rows[i].values = &sample->values[i];
		sample->rows[i].value_count = 1;
		if (i == NONE)
			continue;
		sample->rows[i].totals = sample->totals[i];
		sample->rows[i].lacks_electricity = sample->whole;
		sample->totals[i][GWP] = (struct impact){.status = IMPACT_COUNTED,
							 .missing = i == HOLE,
							 .statistics = around(medians[i], 0.2)};
		sample->totals[i][WATER] =
		    (struct impact){.status = IMPACT_MISSING, .reason = "no water"};
	}
}

static void finish(struct sample *sample)
{
	static const size_t lacking[] = {FIRST, SECOND};

	sample->choices[0] = (struct accounting_choice){.boundary = "life cycle",
							.account = "location",
							.lifetime = "as stated",
							.possible = true,
							.counted = true,
							.lowest = FIRST,
							.probability = 0.97,
							.error = 0.001,
							.rank_of_first = 1};
	sample->choices[1] = (struct accounting_choice){.boundary = "life cycle",
							.account = "market",
							.lifetime = "as stated",
							.possible = true,
							.counted = true,
							.lacking = lacking + 1,
							.without = 1,
							.reason = "x:two: no contract",
							.lowest = TIE,
							.probability = 0.1234,
							.error = 0.004,
							.rank_of_first = 2};
	sample->choices[2] = (struct accounting_choice){.boundary = "direct",
							.account = "location",
							.lifetime = "as stated",
							.lacking = lacking,
							.without = 1,
							.reason = "x:one: no direct figure"};
	sample->choices[3] = sample->choices[2];
	sample->choices[3].account = "market";
	sample->comparison = (struct comparison){
	    .record = {.version = "1",
		       .factors_version = "2",
		       .seed = 1,
		       .samples = 1000,
		       .interval = 0.95},
	    .criteria = criteria,
	    .criterion_count = CRITERIA,
	    .rows = sample->rows,
	    .row_count = ROWS,
	    .ranked = HOLE,
	    .groups = 2,
	    .pair_samples = 1000,
	    .paired_sd = 0.1,
	    .unpaired_sd = 0.4,
	    .choices = sample->choices,
	    .choice_count = 4,
	    .choices_possible = 2,
	    .choices_counted = 2,
	    .first_is_lowest = 1,
	    .first_is_sure = 1,
	    .first_is_alike = 1,
	};
}

static struct buffer print(size_t top, enum format format, struct sample *sample)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena);
	struct buffer out = {0};

	fill(sample);
	finish(sample);
	report_comparison(&sample->comparison, top, diags, format, &(struct report_style){0},
			  &out);
	arena_free(arena);
	return out;
}

static void assert_holds(const struct buffer *out, const char *part)
{
	if (!strstr(out->text, part))
		fail_msg("'%s' is not in:\n%s", part, out->text);
}

static void text_tells_all(void **state)
{
	static const char *const parts[] = {
	    "a job, by region ",
	    "x:one has the lowest median: 2.00 kg CO2e (95 %: 1.60 - 2.40) and cannot be told "
	    "apart from 1 other at 95 %. x:three, the scenario as it stands, has 15.0 x as "
	    "much "
	    "(13.5 - 16.5). 2 are not ranked.",
	    "x:one (Oslo)",
	    "x:one and x:two are computed from the very same figures: their difference is "
	    "exactly 0.",
	    "x:three is the scenario as it stands.",
	    "  - x:hole: no grid",
	    "  - x:none: missing: no such place",
	    ">= 5.00",
	    "x:one is lowest in 1 of 2 ways of accounting that the data allow for it, with P "
	    ">= 0.95 in 1; in the other it cannot be told apart from the lowest; not all of "
	    "these "
	    "have a figure for x:two (rank 2):",
	    "1 of 3 ",
	    "2 of 2, not told apart, without x:two ",
	    " 12 %",
	    "  - market, life cycle: 1 of 3 rows has no figure and is left out: x:two (x:two: "
	    "no "
	    "contract)",
	    "  - any account, direct: not possible: x:one: no direct figure",
	    "Average factors attribute",
	    "ISO 14044",
	    "1000 samples, seed 1",
	    "standard deviation of 100 g CO2e, drawn apart it would be 400",
	};
	struct sample sample;
	struct buffer out = print(0, FORMAT_TEXT, &sample);

	(void)state;
	for (size_t i = 0; i + 1 < out.length; i++)
		if (out.text[i] == '\n' && out.text[i + 1] != '\n')
			out.text[i] = ' ';
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		assert_holds(&out, parts[i]);
	buffer_free(&out);
}

/* Text with spaces in place of line ends within paragraphs. */
static struct buffer print_changed(struct sample *sample, void (*change)(struct sample *))
{
	struct arena *arena = arena_new();
	struct buffer out = {0};

	fill(sample);
	finish(sample);
	change(sample);
	report_comparison(&sample->comparison, 0, diags_new(arena), FORMAT_TEXT,
			  &(struct report_style){0}, &out);
	arena_free(arena);
	for (size_t i = 0; i + 1 < out.length; i++)
		if (out.text[i] == '\n' && out.text[i + 1] != '\n')
			out.text[i] = ' ';
	return out;
}

static void lack_electricity(struct sample *sample)
{
	sample->lacking[GWP] = true;
	sample->rows[HOLE].lacks_electricity = sample->lacking;
}

/* What lacks its electricity is no total to be read beside others. */
static void shows_no_part_beside_wholes(void **state)
{
	struct sample sample;
	struct buffer out = print_changed(&sample, lack_electricity);

	(void)state;
	assert_null(strstr(out.text, ">= 5.00"));
	assert_holds(&out, "x:hole         missing");
	buffer_free(&out);
}

static void leave_most_out(struct sample *sample)
{
	sample->choices[1].counted = false;
	sample->comparison.choices_counted = 1;
	sample->comparison.first_is_alike = 0;
	sample->rows[TIE].told_from_first = false;
	sample->rows[SECOND].group = 2;
	sample->rows[SECOND].told_from_first = false;
	sample->rows[TIE].label = "x:three, year 2022";
}

static void counts_ways_that_half_of_the_rows_allow(void **state)
{
	struct sample sample;
	struct buffer out = print_changed(&sample, leave_most_out);

	(void)state;
	assert_holds(&out, "x:one is lowest in 1 of 1 ways of accounting that the data allow "
			   "for it, with P >= 0.95 in 1; 1 more is not counted: less than half "
			   "of the rows have a figure:");
	assert_holds(&out, "Of other groups, x:two; x:three, year 2022 cannot be told apart");
	buffer_free(&out);
}

static void come_of_two_files(struct sample *sample)
{
	for (size_t i = 0; i < ROWS; i++) {
		sample->rows[i].value_count = 0;
		sample->rows[i].file = sample->rows[i].label;
	}
	sample->rows[TIE].name = "x:three";
	sample->rows[SECOND].label = "x:two: FR";
}

static void names_the_scenarios_of_files(void **state)
{
	struct sample sample;
	struct buffer out = print_changed(&sample, come_of_two_files);

	(void)state;
	assert_holds(&out, "1  x:one (a job) ");
	assert_holds(&out, "2  x:two (a job): FR ");
	assert_holds(&out, "3  x:three ");
	assert_null(strstr(out.text, "x:three (x:three)"));
	buffer_free(&out);
}

/* The scenario as it stands is shown in any case. */
static void top_leaves_rows_out(void **state)
{
	struct sample sample;
	struct buffer out = print(1, FORMAT_TEXT, &sample);

	(void)state;
	assert_holds(&out, "1 more is not shown");
	assert_holds(&out, "\n3  x:three");
	assert_null(strstr(out.text, "\n2  x:two"));
	buffer_free(&out);
}

static void csv_has_a_row_each(void **state)
{
	struct sample sample;
	struct buffer out = print(1, FORMAT_CSV, &sample);
	size_t lines = 0;

	(void)state;
	for (size_t i = 0; i < out.length; i++)
		lines += out.text[i] == '\n';
	assert_int_equal(lines, ROWS + 1);
	assert_holds(&out, "\n1,1,x:one,a.yaml,a job,no,ranked,,gwp,1,1,1,");
	assert_holds(&out, ",x:hole,a.yaml,,no,unranked,no grid,gwp,,,");
	assert_holds(&out, ",at least,kgCO2e,5,5,");
	buffer_free(&out);
}

static void json_keeps_its_contract(void **state)
{
	struct sample sample;
	struct buffer out = print(1, FORMAT_JSON, &sample);
	cJSON *root = cJSON_Parse(out.text), *rows, *row;

	(void)state;
	assert_non_null(root);
	rows = cJSON_GetObjectItem(root, "comparison");
	assert_int_equal(cJSON_GetArraySize(rows), ROWS);
	row = cJSON_GetArrayItem(rows, TIE);
	assert_near(cJSON_GetObjectItem(
			cJSON_GetObjectItem(cJSON_GetObjectItem(row, "ratio"), "gwp"), "median")
			->valuedouble,
		    15, 0, "ratio");
	assert_string_equal(
	    cJSON_GetObjectItem(cJSON_GetObjectItem(row, "values"), "region")->valuestring,
	    "x:three");
	assert_int_equal(cJSON_GetObjectItem(row, "group")->valueint, 2);
	row = cJSON_GetArrayItem(rows, NONE);
	assert_true(cJSON_IsNull(cJSON_GetObjectItem(row, "rank")));
	assert_string_equal(cJSON_GetObjectItem(row, "missing")->valuestring, "no such place");
	assert_null(cJSON_GetObjectItem(row, "totals"));
	cJSON_Delete(root);
	buffer_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(text_tells_all),
	    cmocka_unit_test(shows_no_part_beside_wholes),
	    cmocka_unit_test(counts_ways_that_half_of_the_rows_allow),
	    cmocka_unit_test(names_the_scenarios_of_files),
	    cmocka_unit_test(top_leaves_rows_out),
	    cmocka_unit_test(csv_has_a_row_each),
	    cmocka_unit_test(json_keeps_its_contract),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
