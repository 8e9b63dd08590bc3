/* Scenarios of each key and rule, with results computed by hand: every row of expected.csv, and
 * what must hold of any result. */

#include "lca/base/csv.h"
#include "lca/base/diag.h"
#include "tests/harness.h"

#define FOLDER LCA_ROOT "/tests/exam/"

enum column { SCENARIO, JSON_PATH, EXPECTED, TOLERANCE, COLUMNS };

struct row {
	const char *cells[COLUMNS];
	const cJSON *json;
};

struct table {
	struct row *rows;
	size_t count;
};

/* Rows of one scenario stand together, so that it is run once. */
static struct table read_expected(struct harness *harness)
{
	struct diags *diags = diags_new(harness->arena);
	struct csv *csv = csv_open(FOLDER "expected.csv", ',', diags);
	struct table table = {0};
	struct csv_row line;

	if (!csv || !csv_next(csv, &line))
		fail_msg("cannot read %s", FOLDER "expected.csv");
	while (csv_next(csv, &line)) {
		struct row *row, *before = table.count ? &table.rows[table.count - 1] : NULL;

		assert_int_equal(line.count, COLUMNS);
		if (!before || !text_same(before->cells[SCENARIO], line.fields[SCENARIO].text))
			before = NULL;
		table.rows =
		    arena_grow(harness->arena, table.rows, table.count, sizeof *table.rows);
		row = &table.rows[table.count++];
		for (size_t i = 0; i < COLUMNS; i++)
			row->cells[i] = arena_text(harness->arena, line.fields[i].text);
		row->json = before ? row[-1].json
				   : harness_json(harness, "run", "-n", "200",
						  arena_printf(harness->arena, FOLDER "%s",
							       row->cells[SCENARIO]),
						  NULL);
	}
	assert_false(csv_failed(csv));
	csv_close(csv);
	return table;
}

/* "none" is null: a hole, or nothing to divide by. */
static bool holds(const struct row *row)
{
	const cJSON *node = harness_find(row->json, row->cells[JSON_PATH]);
	double want = strtod(row->cells[EXPECTED], NULL);
	double slack = strtod(row->cells[TOLERANCE], NULL) * fabs(want);

	if (text_same(row->cells[EXPECTED], "none")
		? cJSON_IsNull(node)
		: cJSON_IsNumber(node) && fabs(node->valuedouble - want) <= slack)
		return true;
	print_error("%s: %s is %.17g, expected %s\n", row->cells[SCENARIO],
		    row->cells[JSON_PATH], cJSON_IsNumber(node) ? node->valuedouble : NAN,
		    row->cells[EXPECTED]);
	return false;
}

static void gives_what_was_computed_by_hand(void **state)
{
	struct table table = read_expected(*state);
	size_t bad = 0;

	for (size_t i = 0; i < table.count; i++)
		bad += !holds(&table.rows[i]);
	assert_true(table.count > 100);
	if (bad > 0)
		fail_msg("%zu of %zu numbers differ", bad, table.count);
}

/* impacts[criterion].central, or 0 where it is a hole. */
static double central(const cJSON *impacts, const char *criterion)
{
	const cJSON *impact = cJSON_GetObjectItemCaseSensitive(impacts, criterion);
	const cJSON *number = cJSON_GetObjectItemCaseSensitive(impact, "central");

	return cJSON_IsNumber(number) ? number->valuedouble : 0;
}

static void check_sums(const cJSON *json, const char *criterion, const char *scenario)
{
	const cJSON *element;
	double items = 0, stages = 0, total = central(harness_find(json, "totals"), criterion);

	cJSON_ArrayForEach(element, harness_find(json, "items"))
	{
		if (!cJSON_IsTrue(harness_find(element, "credit")))
			items += central(harness_find(element, "impacts"), criterion);
	}
	cJSON_ArrayForEach(element, harness_find(json, "stages"))
	{
		stages += central(element, criterion);
	}
	assert_near(items, total, 1e-9, scenario);
	assert_near(stages, total, 1e-9, scenario);
}

static void sums_to_the_total(void **state)
{
	struct table table = read_expected(*state);

	for (size_t i = 0; i < table.count; i++) {
		const struct row *row = &table.rows[i];
		const cJSON *criterion;

		if (i > 0 && row->json == row[-1].json)
			continue;
		cJSON_ArrayForEach(criterion, harness_find(row->json, "criteria"))
		{
			check_sums(row->json, harness_text(criterion, "id"),
				   row->cells[SCENARIO]);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(gives_what_was_computed_by_hand),
	    HARNESS_TEST(sums_to_the_total),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
