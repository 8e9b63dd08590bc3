/* Runs whose hours, energy or emissions were published, estimated from the size of the model
 * alone: every row of estimates.csv is inside the 95 % interval or not, as the row says, and
 * docs/estimate.md tells so. */

#include <math.h>

#include "lca/base/csv.h"
#include "lca/base/diag.h"
#include "tests/harness.h"

#define FOLDER LCA_ROOT "/tests/published/"

enum column { RUN, NAME, FIGURE, PUBLISHED, UNIT, POWER, USED, INSIDE, SOURCE, COLUMNS };
enum figure { HOURS, ENERGY, EMISSIONS, FIGURES };
enum { MOST_ROWS = 200 };

/* What a figure is called, where the result has it, and what it is printed in. */
static const struct {
	const char *name, *value, *low, *high;
	double shown;
} figures[FIGURES] = {
    {"hours", "items[embodied/accelerator hours].activity.value",
     "items[embodied/accelerator hours].activity.low",
     "items[embodied/accelerator hours].activity.high", 1e-3},
    {"energy", "totals.electricity.central", "totals.electricity.low",
     "totals.electricity.high", 1e-3},
    {"gwp", "totals.gwp.central", "totals.gwp.low", "totals.gwp.high", 1e-3},
};

struct row {
	const char *cells[COLUMNS];
};

struct table {
	struct row rows[MOST_ROWS];
	size_t count;
};

static void read_table(struct arena *arena, struct table *table)
{
	struct diags *diags = diags_new(arena);
	struct csv *csv = csv_open(FOLDER "estimates.csv", ',', diags);
	struct csv_row line;
	size_t i;

	assert_non_null(csv);
	assert_true(csv_next(csv, &line));
	while (csv_next(csv, &line)) {
		assert_int_equal(line.count, COLUMNS);
		assert_true(table->count < MOST_ROWS);
		for (i = 0; i < COLUMNS; i++)
			table->rows[table->count].cells[i] =
			    arena_text(arena, line.fields[i].text);
		table->count++;
	}
	assert_false(csv_failed(csv));
	csv_close(csv);
}

static enum figure figure_of(const struct row *row)
{
	size_t i;

	for (i = 0; i < FIGURES; i++) {
		if (text_same(row->cells[FIGURE], figures[i].name))
			return (enum figure)i;
	}
	fail_msg("%s: '%s' is no figure", row->cells[RUN], row->cells[FIGURE]);
	return FIGURES;
}

static const cJSON *result_of(struct harness *harness, const struct row *row)
{
	return harness_json(
	    harness, "run",
	    arena_printf(harness->arena, FOLDER "estimates/%s.yaml", row->cells[RUN]), "-n",
	    "20000", "--no-sensitivity", NULL);
}

/* Three digits, without an exponent. */
static const char *digits(struct arena *arena, double value)
{
	double step;

	if (value < 1000)
		return arena_printf(arena, "%.3g", value);
	step = pow(10, floor(log10(value)) - 2);
	return arena_printf(arena, "%.0f", round(value / step) * step);
}

struct estimate {
	double value, low, high, published;
	bool inside;
};

static struct estimate estimate_of(const struct row *row, const cJSON *json)
{
	enum figure figure = figure_of(row);
	struct estimate estimate = {
	    .value = harness_number(json, figures[figure].value),
	    .low = harness_number(json, figures[figure].low),
	    .high = harness_number(json, figures[figure].high),
	    .published = strtod(row->cells[PUBLISHED], NULL),
	};

	estimate.inside =
	    estimate.low <= estimate.published && estimate.published <= estimate.high;
	if (estimate.inside != text_same(row->cells[INSIDE], "yes"))
		fail_msg("%s, %s: %g published, estimated %g .. %g; the table says inside: %s",
			 row->cells[RUN], row->cells[FIGURE], estimate.published, estimate.low,
			 estimate.high, row->cells[INSIDE]);
	return estimate;
}

/* "3550 / 1940 (1310 - 3990)" */
static const char *cell_of(struct arena *arena, const struct row *row,
			   const struct estimate *estimate)
{
	double shown = figures[figure_of(row)].shown;

	return arena_printf(
	    arena, "%s / %s (%s - %s)%s", digits(arena, estimate->published * shown),
	    digits(arena, estimate->value * shown), digits(arena, estimate->low * shown),
	    digits(arena, estimate->high * shown), estimate->inside ? "" : " **outside**");
}

/* Tells a line that the document lacks. */
static bool is_told(const char *document, const char *line)
{
	if (strstr(document, line))
		return true;
	print_message("%s\n", line);
	return false;
}

static void estimates_are_told_as_they_are(void **state)
{
	struct harness *harness = *state;
	struct arena *arena = harness->arena;
	const char *document = harness_read(harness, LCA_ROOT "/docs/estimate.md");
	struct table *table = arena_alloc(arena, sizeof *table);
	size_t inside[FIGURES] = {0}, all[FIGURES] = {0}, apart = 0, apart_inside = 0, i = 0;
	bool told = true;

	*table = (struct table){.count = 0};
	read_table(arena, table);
	while (i < table->count) {
		const struct row *first = &table->rows[i];
		const cJSON *json = result_of(harness, first);
		const char *cells[FIGURES] = {"", "", ""};

		for (; i < table->count &&
		       text_same(table->rows[i].cells[RUN], first->cells[RUN]);
		     i++) {
			enum figure figure = figure_of(&table->rows[i]);
			struct estimate estimate = estimate_of(&table->rows[i], json);

			cells[figure] = cell_of(arena, &table->rows[i], &estimate);
			all[figure]++;
			inside[figure] += estimate.inside;
			if (figure == ENERGY && text_same(first->cells[POWER], "metered")) {
				apart++;
				apart_inside += estimate.inside;
			}
		}
		told = is_told(document,
			       arena_printf(arena, "| %s | %s | %s | %s | %s |",
					    first->cells[NAME], first->cells[POWER],
					    cells[HOURS], cells[ENERGY], cells[EMISSIONS])) &&
		       told;
	}
	told =
	    is_told(document,
		    arena_printf(arena,
				 "Inside the 95 %% interval: hours %zu of %zu, energy %zu of "
				 "%zu (metered: %zu of %zu), emissions %zu of %zu.",
				 inside[HOURS], all[HOURS], inside[ENERGY], all[ENERGY],
				 apart_inside, apart, inside[EMISSIONS], all[EMISSIONS])) &&
	    told;
	if (!told)
		fail_msg("docs/estimate.md lacks the lines above");
}

/* Each run has a scenario, and the rows of a run stand together. */
static void every_row_has_a_source(void **state)
{
	struct harness *harness = *state;
	struct table *table = arena_alloc(harness->arena, sizeof *table);
	size_t i;

	*table = (struct table){.count = 0};
	read_table(harness->arena, table);
	assert_true(table->count >= 60);
	for (i = 0; i < table->count; i++) {
		const struct row *row = &table->rows[i];

		assert_true(*row->cells[SOURCE]);
		assert_true(text_same(row->cells[POWER], "metered") ||
			    text_same(row->cells[POWER], "rating") ||
			    text_same(row->cells[POWER], "-"));
		assert_true(text_same(row->cells[USED], "set") ||
			    text_same(row->cells[USED], "apart"));
	}
}

/* The whole runs behind the MFU of dense models in 16 bit: those of small models, or the
 * others. */
enum { MOST_RUNS = 40 };

struct runs {
	size_t count;
	struct run {
		double parameters, mfu;
	} at[MOST_RUNS];
};

/* The note has the arithmetic: "whole run, kept to compare: 6 x 5.59e+08 x ...". */
static struct runs runs_of(struct harness *harness, bool small)
{
	static const char own[] = "default/-/-/mfu/", product[] = ": 6 x ";
	const cJSON *json = harness_json(harness, "factors", "list", "default/-/-/mfu/*",
					 "--format", "json", NULL);
	struct runs runs = {0};
	const cJSON *run;

	cJSON_ArrayForEach(run, harness_find(json, "factors"))
	{
		const char *variant = harness_text(run, "id") + strlen(own);
		const char *note = strstr(harness_text(run, "note"), product);

		if (text_starts(variant, "running-") || text_starts(variant, "small-") != small)
			continue;
		assert_non_null(note);
		assert_true(runs.count < MOST_RUNS);
		runs.at[runs.count++] = (struct run){strtod(note + strlen(product), NULL),
						     harness_number(run, "value")};
	}
	return runs;
}

static double number_of(struct harness *harness, const char *row, const char *number)
{
	return harness_number(harness_json(harness, "factors", "show",
					   arena_printf(harness->arena, "default/-/-/%s", row),
					   "--format", "json", NULL),
			      arena_printf(harness->arena, "factors[0].%s", number));
}

/* The default MFU of dense models is that of its runs: their mean and standard deviation. */
static void the_default_is_that_of_its_runs(void **state)
{
	struct harness *harness = *state;
	struct runs runs = runs_of(harness, false);
	double low = number_of(harness, "mfu", "low"), high = number_of(harness, "mfu", "high");
	double size = number_of(harness, "small-model", "median");
	double sum = 0, squares = 0, mean, reach;
	size_t outside = 0;

	assert_int_equal(runs.count, 21);
	for (size_t i = 0; i < runs.count; i++) {
		double mfu = runs.at[i].mfu;

		assert_true(runs.at[i].parameters >= size);
		outside += mfu < low || mfu > high;
		sum += mfu;
		squares += mfu * mfu;
	}
	mean = sum / (double)runs.count;
	reach = 1.96 * sqrt((squares - sum * mean) / ((double)runs.count - 1));
	assert_int_equal(outside, 1);
	assert_near(number_of(harness, "mfu", "median"), mean, 0.05, "middle");
	assert_near(low, mean - reach, 0.05, "low end");
	assert_near(high, mean + reach, 0.05, "high end");
}

/* How it falls with the size below is the line of least squares in logarithms through its
 * median at that size, with the standard error of its slope. */
static void the_fall_is_that_of_the_small_runs(void **state)
{
	struct harness *harness = *state;
	struct runs runs = runs_of(harness, true);
	double middle = number_of(harness, "mfu", "median");
	double size = number_of(harness, "small-model", "median");
	double slope = number_of(harness, "mfu-size-exponent", "median");
	double high = number_of(harness, "mfu-size-exponent", "high");
	double products = 0, squares = 0, rest = 0, fitted;

	assert_int_equal(runs.count, 6);
	for (size_t i = 0; i < runs.count; i++) {
		double x = log(runs.at[i].parameters / size);

		assert_true(x < 0);
		products += x * log(runs.at[i].mfu / middle);
		squares += x * x;
	}
	fitted = products / squares;
	for (size_t i = 0; i < runs.count; i++)
		rest += pow(log(runs.at[i].mfu / middle) -
				fitted * log(runs.at[i].parameters / size),
			    2);
	assert_near(slope, fitted, 0.005, "exponent");
	assert_near((high - slope) / 1.96, sqrt(rest / ((double)runs.count - 1) / squares),
		    0.005, "its standard error");
}

/* BLOOM by lca quick, in its own hours: its machine room drew 27 kW of infrastructure, 64 kW of
 * idle nodes and 109 kW of computing for 2820 h, 564 MWh (arXiv 2211.02001, section 4.2), 680
 * with a PUE of 1.2 on top; it was published with 50.5 t at 57 g/kWh. */
static void the_whole_of_bloom_is_inside(void **state)
{
	struct harness *harness = *state;
	static const char *const kinds[] = {"hpc", "colocation"};
	size_t i;

	for (i = 0; i < COUNT(kinds); i++) {
		const cJSON *json = harness_json(
		    harness, "quick", "--accelerator", "nvidia-a100-sxm4-80gb", "--count",
		    "384", "--hours", "2820", "--region", "FR", "--year", "2022", "--intensity",
		    "57 gCO2e/kWh", "--kind", kinds[i], NULL);

		assert_true(harness_number(json, "totals.electricity.low") < 564e3);
		assert_true(harness_number(json, "totals.electricity.high") > 680e3);
		assert_true(harness_number(json, "totals.gwp.low") < 50.5e3);
		assert_true(harness_number(json, "totals.gwp.high") > 50.5e3);
		if (i > 0)
			continue;
		assert_true(harness_number(json, "totals.electricity.central") > 564e3);
		assert_true(harness_number(json, "totals.electricity.central") < 680e3);
		assert_near(harness_number(json, "totals.gwp.central"), 50.5e3, 0.1,
			    "as published");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(every_row_has_a_source),
	    HARNESS_TEST(estimates_are_told_as_they_are),
	    HARNESS_TEST(the_default_is_that_of_its_runs),
	    HARNESS_TEST(the_fall_is_that_of_the_small_runs),
	    HARNESS_TEST(the_whole_of_bloom_is_inside),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
