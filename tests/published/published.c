/* Published figures: every row of expected.csv, run by the real binary, and the list of all
 * known cases. */

#include <math.h>

#include "lca/base/csv.h"
#include "lca/base/diag.h"
#include "tests/harness.h"

#define FOLDER LCA_ROOT "/tests/published/"

/* "exact" allows the rounding of a few operations. */
#define ROUNDING 1e-12

enum column { CASE, SCENARIO, JSON_PATH, EXPECTED, UNIT, TOLERANCE, NOTE, COLUMNS };

struct row {
	const char *cells[COLUMNS];
	uint64_t line;
};

struct table {
	struct row *rows;
	size_t count;
};

struct result {
	const char *scenario;
	const cJSON *json;
};

struct results {
	struct harness *harness;
	struct result *list;
	size_t count;
};

/* Units of the table beside those of the result: one of the first is so many of the second. */
static const struct {
	const char *unit, *json;
	double factor;
} units[] = {
    {"gCO2e", "kgCO2e", 1e-3},
    {"t CO2e", "kgCO2e", 1e3},
    {"MWh", "kWh", 1e3},
    {"MJ", "MJ_pe", 1},
    {"d", "h", 24},
    {"%", "-", 0.01},
};

/* The header must name these columns in this order. */
static struct table read_table(struct arena *arena, const char *path, const char *const *names,
			       size_t columns)
{
	struct diags *diags = diags_new(arena);
	struct csv *csv = csv_open(path, ',', diags);
	struct table table = {0};
	struct csv_row line;
	size_t i;

	if (!csv || !csv_next(csv, &line))
		fail_msg("cannot read %s", path);
	for (i = 0; i < columns; i++)
		assert_string_equal(line.fields[i].text, names[i]);
	while (csv_next(csv, &line)) {
		struct row *row;

		if (line.count != columns)
			fail_msg("%s:%d: %zu fields, not %zu", path, (int)line.line, line.count,
				 columns);
		table.rows = arena_grow(arena, table.rows, table.count, sizeof *table.rows);
		row = &table.rows[table.count++];
		*row = (struct row){.line = line.line};
		for (i = 0; i < columns; i++)
			row->cells[i] = arena_text(arena, line.fields[i].text);
	}
	assert_false(csv_failed(csv));
	csv_close(csv);
	return table;
}

static struct table read_expected(struct arena *arena)
{
	static const char *const names[] = {"case", "scenario",	 "json_path", "expected",
					    "unit", "tolerance", "note"};

	return read_table(arena, FOLDER "expected.csv", names, COUNT(names));
}

static const cJSON *result_of(struct results *results, const char *scenario)
{
	const char *command = text_ends(scenario, ".yaml") ? "run" : "import";
	const char *path = arena_printf(results->harness->arena, FOLDER "%s", scenario);
	size_t i;

	for (i = 0; i < results->count; i++) {
		if (text_same(results->list[i].scenario, scenario))
			return results->list[i].json;
	}
	results->list = arena_grow(results->harness->arena, results->list, results->count,
				   sizeof *results->list);
	results->list[results->count] =
	    (struct result){scenario, harness_json(results->harness, command, path, NULL)};
	return results->list[results->count++].json;
}

/* The unit the result gives a number in: beside it, of its criterion, or none. */
static const char *unit_of_number(struct arena *arena, const cJSON *json, const char *path)
{
	size_t parent = (size_t)(strrchr(path, '.') ? strrchr(path, '.') - path : 0),
	       criterion = parent;
	const cJSON *unit =
	    harness_find(json, arena_printf(arena, "%.*s.unit", (int)parent, path));

	if (text_ends(path, ".share"))
		return "-";
	if (text_same(path, "logged_emissions"))
		return "kgCO2e";
	while (criterion > 0 && path[criterion - 1] != '.' && path[criterion - 1] != ']')
		criterion--;
	if (!unit)
		unit = harness_find(json,
				    arena_printf(arena, "criteria[%.*s].unit",
						 (int)(parent - criterion), path + criterion));
	return cJSON_IsString(unit) ? unit->valuestring : "-";
}

static double factor_of(const struct row *row, const char *json)
{
	size_t i;

	if (text_same(row->cells[UNIT], json))
		return 1;
	for (i = 0; i < COUNT(units); i++) {
		if (text_same(row->cells[UNIT], units[i].unit) &&
		    text_same(json, units[i].json))
			return units[i].factor;
	}
	fail_msg("line %d: the result is in %s, the table in %s", (int)row->line, json,
		 row->cells[UNIT]);
	return NAN;
}

/* The tolerance of a row in its unit: "1e-9 rel", "0.5 %", "0.01 abs", "exact". */
static double slack_of(const struct row *row, double expected)
{
	const char *text = row->cells[TOLERANCE];
	char *end;
	double size = strtod(text, &end);

	if (text_same(text, "exact"))
		return ROUNDING * fabs(expected);
	if (end != text && text_same(end, " abs"))
		return size;
	if (end != text && text_same(end, " rel"))
		return size * fabs(expected);
	if (end != text && text_same(end, " %"))
		return size / 100 * fabs(expected);
	fail_msg("line %d: '%s' is no tolerance", (int)row->line, text);
	return NAN;
}

/* Rounds to the decimals of a row whose tolerance is "2 decimals": then the figures are
 * compared as printed. */
static bool rounds_to(const struct row *row, double got)
{
	char *end;
	double scale = pow(10, strtod(row->cells[TOLERANCE], &end));

	return fabs(round(got * scale) - strtod(row->cells[EXPECTED], NULL) * scale) < 1e-6;
}

static bool holds(struct results *results, const struct row *row)
{
	const cJSON *json = result_of(results, row->cells[SCENARIO]);
	const char *unit = unit_of_number(results->harness->arena, json, row->cells[JSON_PATH]);
	double got = harness_number(json, row->cells[JSON_PATH]) / factor_of(row, unit);
	double expected = strtod(row->cells[EXPECTED], NULL);
	bool good = text_ends(row->cells[TOLERANCE], " decimals")
			? rounds_to(row, got)
			: fabs(got - expected) <= slack_of(row, expected);

	if (!good)
		print_error("expected.csv:%d: %s: %s of %s is %.17g, expected %s %s (%s)\n",
			    (int)row->line, row->cells[CASE], row->cells[JSON_PATH],
			    row->cells[SCENARIO], got, row->cells[EXPECTED], row->cells[UNIT],
			    row->cells[TOLERANCE]);
	return good;
}

static void gives_the_published_figures(void **state)
{
	struct results results = {.harness = *state};
	struct table table = read_expected(results.harness->arena);
	size_t i, bad = 0;

	for (i = 0; i < table.count; i++)
		bad += !holds(&results, &table.rows[i]);
	print_message("%zu of %zu figures hold\n", table.count - bad, table.count);
	if (bad > 0)
		fail_msg("%zu figures differ", bad);
}

static bool has_row(const struct table *table, const char *name)
{
	size_t i;

	for (i = 0; i < table->count; i++) {
		if (text_same(table->rows[i].cells[CASE], name))
			return true;
	}
	return false;
}

/* Whether the source of a test names the case. */
static bool is_named(struct harness *harness, const char *test, const char *name)
{
	const char *text =
	    harness_read(harness, arena_printf(harness->arena, FOLDER "%s", test));

	return strstr(text, arena_printf(harness->arena, "\"%s\"", name)) != NULL;
}

static void check_case(struct harness *harness, const struct table *expected,
		       const struct row *row)
{
	enum { ID, STATUS, TEST, REASON };
	const char *const *cells = row->cells;

	if (text_same(cells[STATUS], "later")) {
		if (!*cells[REASON] || *cells[TEST])
			fail_msg("cases.csv:%d: %s needs a reason, and no test", (int)row->line,
				 cells[ID]);
		return;
	}
	assert_string_equal(cells[STATUS], "pass");
	if (text_same(cells[TEST], "expected.csv") ? !has_row(expected, cells[ID])
						   : !is_named(harness, cells[TEST], cells[ID]))
		fail_msg("cases.csv:%d: no test of %s in %s", (int)row->line, cells[ID],
			 cells[TEST]);
}

static void lists_every_case(void **state)
{
	static const char *const names[] = {"case", "status", "test", "reason"};
	static const char *const families[] = {
	    "IF-",    "CCF-", "BOA-",	 "EL-", "LLC-",	  "CC-",    "CT-",  "EIT-",
	    "MLCO2-", "GA-",  "GA4HPC-", "ST-", "SCIAI-", "BLOOM-", "AUD-", "FACT-"};
	struct harness *harness = *state;
	struct table expected = read_expected(harness->arena);
	struct table cases =
	    read_table(harness->arena, FOLDER "cases.csv", names, COUNT(names));
	size_t i, j;

	assert_int_equal(cases.count, 66);
	for (i = 0; i < cases.count; i++) {
		check_case(harness, &expected, &cases.rows[i]);
		for (j = 0; j < i; j++)
			assert_string_not_equal(cases.rows[i].cells[CASE],
						cases.rows[j].cells[CASE]);
	}
	for (j = 0; j < COUNT(families); j++) {
		for (i = 0;
		     i < cases.count && !text_starts(cases.rows[i].cells[CASE], families[j]);
		     i++)
			;
		if (i == cases.count)
			fail_msg("no case of the family %s", families[j]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(gives_the_published_figures),
	    HARNESS_TEST(lists_every_case),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
