/* Shares that are sampled, their intervals, rank correlations, the tornado, groups, screening.
 */

#include "lca/engine/sensitivity_private.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/engine.h"
#include "tests/near.h"

enum { ROWS = 16, LONG_RUN = 131072 };

#define PI 3.14159265358979323846

static struct sensitivity row_of(const struct bench *b, const struct sensitivity *rows,
				 size_t count, const char *name)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(sheet_draw_name(b->sheet, rows[i].draw), name) == 0)
			return rows[i];
	fail_msg("no row for %s", name);
	return (struct sensitivity){0};
}

/* sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1, x uniform within +- pi; the sine of such an x is
 * arcsine-distributed within +- 1. */
static cell ishigami(struct bench *b)
{
	const struct dist sine = {.kind = DIST_ARCSINE, .a = -1, .c = 1};
	cell s1 = input(b, "x1", sine), s2 = input(b, "x2", sine);
	cell x3 = input(b, "x3", uniform(-PI, PI)), square = sheet_multiply(b->sheet, x3, x3);
	cell fourth = sheet_multiply(b->sheet, square, square);
	cell second = sheet_multiply(b->sheet, sheet_constant(b->sheet, 7),
				     sheet_multiply(b->sheet, s2, s2));
	cell third = sheet_multiply(b->sheet, sheet_constant(b->sheet, 0.1),
				    sheet_multiply(b->sheet, fourth, s1));

	return sheet_add(b->sheet, sheet_add(b->sheet, s1, second), third);
}

/* source: Ishigami and Homma 1990, closed form. */
static void check_ishigami(const struct bench *b, const struct sensitivity *rows, size_t count,
			   double tolerance)
{
	const double p4 = pow(PI, 4), p8 = p4 * p4;
	const double v1 = 0.5 * pow(1 + 0.1 * p4 / 5, 2), v2 = 49.0 / 8;
	const double v13 = 0.01 * p8 * 8 / 225, v = v1 + v2 + v13;
	const struct {
		const char *name;
		double first, total;
	} expected[] = {
	    {"x1", v1 / v, (v1 + v13) / v}, {"x2", v2 / v, v2 / v}, {"x3", 0, v13 / v}};
	struct sensitivity row;
	size_t i;

	assert_near(expected[0].first, 0.3139, 1e-3, "the published index");
	assert_int_equal(count, 3);
	for (i = 0; i < 3; i++) {
		row = row_of(b, rows, count, expected[i].name);
		assert_near(1 + row.first, 1 + expected[i].first, tolerance, expected[i].name);
		assert_near(1 + row.total, 1 + expected[i].total, tolerance, expected[i].name);
	}
}

static void ishigami_is_met_exactly_and_by_samples(void **state)
{
	struct bench b = bench_new();
	struct run_options options = options_of(LONG_RUN);
	struct sensitivity rows[ROWS];
	cell output = ishigami(&b);
	size_t count;

	(void)state;
	count = run_sensitivity(b.sheet, output, &options, rows, ROWS);
	assert_true(rows[0].exact);
	check_ishigami(&b, rows, count, 1e-10);
	run_sensitivity_rows(b.sheet, &output, 1, &options, LONG_RUN, rows, ROWS, &count);
	assert_false(rows[0].exact);
	check_ishigami(&b, rows, count, 0.01 / 2);
	bench_free(&b);
}

/* a / (a + b) is no sum of products. */
static cell quotient(struct bench *b)
{
	cell a = input(b, "a", lognormal(1, 1.5)), c = input(b, "c", lognormal(2, 1.3));

	return sheet_divide(b->sheet, a, sheet_add(b->sheet, a, c));
}

/* With 40 intervals of 95 % each, fewer than 32 hits have a chance below 1e-4. */
static void intervals_hold_the_true_share(void **state)
{
	struct bench b = bench_new();
	struct run_options options = options_of(2000000);
	struct sensitivity truth[ROWS], rows[ROWS], *row;
	cell output = quotient(&b);
	size_t count, hits = 0, i;

	(void)state;
	run_sensitivity_rows(b.sheet, &output, 1, &options, 1 << 20, truth, ROWS, &count);
	options.samples = 8192;
	for (options.seed = 11; options.seed < 21; options.seed++) {
		assert_int_equal(run_sensitivity(b.sheet, output, &options, rows, ROWS), 2);
		for (i = 0; i < 2; i++) {
			row = &rows[i];
			assert_false(row->exact);
			assert_true(row->first_low < row->first_high);
			assert_true(row->total_high - row->total_low < 0.1);
			assert_int_equal(row->draw, truth[i].draw);
			hits += truth[i].first >= row->first_low &&
				truth[i].first <= row->first_high;
			hits += truth[i].total >= row->total_low &&
				truth[i].total <= row->total_high;
		}
	}
	assert_true(hits >= 32);
	bench_free(&b);
}

static void threads_never_show(void **state)
{
	struct bench b = bench_new();
	struct run_options options = options_of(200000);
	struct sensitivity one[ROWS], many[ROWS];
	cell output = quotient(&b);
	size_t count, i;

	(void)state;
	count = run_sensitivity(b.sheet, output, &options, one, ROWS);
	for (options.threads = 2; options.threads < 8; options.threads++) {
		assert_int_equal(run_sensitivity(b.sheet, output, &options, many, ROWS), count);
		for (i = 0; i < count; i++) {
			assert_int_equal(many[i].draw, one[i].draw);
			assert_true(many[i].first == one[i].first);
			assert_true(many[i].total_low == one[i].total_low);
			assert_true(many[i].total_high == one[i].total_high);
			assert_true(many[i].rank == one[i].rank);
		}
	}
	bench_free(&b);
}

/* Of a + b, equal normals, with a: 6 / pi asin(r / 2), r = 1 / sqrt 2. */
static void ranks_are_those_of_spearman(void **state)
{
	struct bench b = bench_new();
	struct run_options options = options_of(200000);
	struct sensitivity rows[ROWS];
	cell a = input(&b, "a", normal(5, 1)), c = input(&b, "c", normal(5, 1));
	size_t count;

	(void)state;
	count = run_sensitivity(b.sheet, sheet_subtract(b.sheet, a, c), &options, rows, ROWS);
	assert_near(row_of(&b, rows, count, "a").rank, 6 / PI * asin(sqrt(0.5) / 2), 0.04, "a");
	assert_near(row_of(&b, rows, count, "c").rank, -6 / PI * asin(sqrt(0.5) / 2), 0.04,
		    "c");
	run_sensitivity(b.sheet, sheet_divide(b.sheet, sheet_constant(b.sheet, 1), a), &options,
			rows, ROWS);
	assert_near(rows[0].rank, -1, 1e-3, "a falling function");
	bench_free(&b);
}

/* Values with a probability of their own share the middle of their ranks: the correlation with
 * what only just tells their samples apart is sqrt(1 - sum p^3); of two readings in four that
 * are equal, what lies between order statistics keeps ranks of its own. */
static void equal_values_share_a_rank(void **state)
{
	static const double x[] = {1, 2, 3}, p[] = {0.25, 0.75, 1}, readings[] = {1, 2, 2, 2};
	static const struct dist_points steps = {3, x, p}, repeated = {4, readings, NULL};
	static const struct {
		struct dist dist;
		double cubes;
	} cases[] = {
	    {{DIST_DISCRETE, .a = 1, .points = &steps}, 1.0 / 64 + 1.0 / 8 + 1.0 / 64},
	    {{DIST_DISCRETE, .a = 1, .points = &steps, .cut = true, .low = 2, .high = 9},
	     8.0 / 27 + 1.0 / 27},
	    {{DIST_EMPIRICAL, .a = 1, .points = &repeated}, 8.0 / 27},
	};
	size_t i, count;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct bench b = bench_new();
		struct run_options options = options_of(200000);
		struct sensitivity rows[ROWS];
		cell a = input(&b, "a", cases[i].dist);
		cell c = input(&b, "c", uniform(1, 1.0001));

		count = run_sensitivity(b.sheet, sheet_multiply(b.sheet, a, c), &options, rows,
					ROWS);
		assert_near(row_of(&b, rows, count, "a").rank, sqrt(1 - cases[i].cubes), 0.006,
			    "a");
		bench_free(&b);
	}
}

static void the_tornado_ends_where_the_interval_does(void **state)
{
	struct bench b = bench_new();
	struct run_options options = options_of(1000);
	struct sensitivity rows[ROWS], row;
	struct dist pinned = normal(10, 1);
	cell a, c;
	size_t count;

	(void)state;
	pinned.pinned = true;
	pinned.central = 11;
	a = input(&b, "a", pinned);
	c = input(&b, "c", uniform(0, 1));
	count = run_sensitivity(b.sheet, sheet_add(b.sheet, sheet_multiply(b.sheet, a, c), c),
				&options, rows, ROWS);
	row = row_of(&b, rows, count, "a");
	assert_near(row.low, (10 - 1.959963984540054) / 2 + 0.5, 1e-12, "a low");
	assert_near(row.high, (10 + 1.959963984540054) / 2 + 0.5, 1e-12, "a high");
	row = row_of(&b, rows, count, "c");
	assert_near(row.low, 0.025 * 12, 1e-12, "c low");
	assert_near(row.high, 0.975 * 12, 1e-12, "c high");
	bench_free(&b);
}

/* Two correlated normals and one that is not: the group has (2 + 2 r) / (3 + 2 r). */
static void correlated_draws_are_one_row(void **state)
{
	const struct rank_correlation pair = {.a = 1, .b = 2, .rho = 0.7};
	const double r = 2 * sin(PI * 0.7 / 6), group = (2 + 2 * r) / (3 + 2 * r);
	struct bench b = bench_new();
	struct run_options options = options_of(200000);
	struct sensitivity rows[ROWS], alone;
	struct correlation_flaw flaw;
	cell terms[3], sum;
	size_t count;

	(void)state;
	terms[0] = input(&b, "x", normal(10, 1));
	terms[1] = input(&b, "y", normal(10, 1));
	terms[2] = input(&b, "z", normal(10, 1));
	sum = sheet_sum(b.sheet, terms, 3);
	assert_true(sheet_correlate(b.sheet, &pair, 1, &flaw));
	count = run_sensitivity(b.sheet, sum, &options, rows, ROWS);
	assert_int_equal(count, 2);
	assert_int_equal(rows[0].draw, sheet_group(b.sheet, 2));
	assert_near(rows[0].first, group, 0.03, "alone");
	assert_near(rows[0].total, group, 0.03, "total");
	assert_true(isnan(rows[0].rank));
	assert_near(rows[0].high - rows[0].low, 2 * 1.96 * sqrt(2 + 2 * r), 0.04, "ends");
	alone = row_of(&b, rows, count, "x");
	assert_near(1 + alone.total, 2 - group, 0.02, "the other");
	assert_true(alone.rank > 0.3);
	bench_free(&b);
}

/* More draws than are looked at: the strong ones are found, of a sum and of what is none. */
static void many_draws_are_screened(void **state)
{
	enum { MANY = SENSITIVITY_DRAWS + 100 };
	struct bench b = bench_new();
	struct run_options options = options_of(8192);
	struct sensitivity *rows = malloc(SENSITIVITY_SCREENED * sizeof *rows);
	cell terms[MANY], outputs[2];
	char name[16];
	size_t i, output, count;

	(void)state;
	for (i = 0; i < MANY; i++) {
		snprintf(name, sizeof name, "x%zu", i);
		terms[i] = input(&b, name, normal(1, i % 1000 == 7 ? 40 : 0.1));
	}
	outputs[0] = sheet_sum(b.sheet, terms, MANY);
	outputs[1] = sheet_minimum(b.sheet, outputs[0], sheet_constant(b.sheet, 2200));
	for (output = 0; output < 2; output++) {
		count = run_sensitivity(b.sheet, outputs[output], &options, rows,
					SENSITIVITY_SCREENED);
		assert_int_equal(count, SENSITIVITY_SCREENED);
		for (i = 0; i < 3; i++) {
			const char *found = sheet_draw_name(b.sheet, rows[i].draw);

			if (strcmp(found + strlen(found) - 1, "7") != 0 || rows[i].total < 0.2)
				fail_msg("%s has %g", found, rows[i].total);
		}
		assert_true(rows[3].total < 0.01);
	}
	free(rows);
	bench_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(ishigami_is_met_exactly_and_by_samples),
	    cmocka_unit_test(intervals_hold_the_true_share),
	    cmocka_unit_test(threads_never_show),
	    cmocka_unit_test(ranks_are_those_of_spearman),
	    cmocka_unit_test(equal_values_share_a_rank),
	    cmocka_unit_test(the_tornado_ends_where_the_interval_does),
	    cmocka_unit_test(correlated_draws_are_one_row),
	    cmocka_unit_test(many_draws_are_screened),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
