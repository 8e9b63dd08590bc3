/* Sensitivity indices of models with a closed form. */

#include "lca/engine/sensitivity.h"

#include <math.h>
#include <string.h>

#include "tests/engine.h"
#include "tests/near.h"

enum { ROWS = 16 };

/* The row of a draw, by name. */
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

/* a + b + c of normals: the share of each is its variance over the sum. */
static void additive_shares_are_those_of_the_variances(void **state)
{
	static const struct {
		const char *name;
		double sd, share;
	} cases[] = {{"a", 3, 9.0 / 14}, {"b", 2, 4.0 / 14}, {"c", 1, 1.0 / 14}};
	struct bench b = bench_new();
	struct run_options options = options_of(200000);
	struct sensitivity rows[ROWS], row;
	cell terms[3], sum;
	size_t i, count;

	(void)state;
	for (i = 0; i < 3; i++)
		terms[i] = input(&b, cases[i].name, normal(1000, cases[i].sd));
	sum = sheet_sum(b.sheet, terms, 3);
	count = run_sensitivity(b.sheet, sum, &options, rows, ROWS);
	assert_int_equal(count, 3);
	for (i = 0; i < 3; i++) {
		row = row_of(&b, rows, count, cases[i].name);
		assert_true(row.exact);
		assert_near(row.first, cases[i].share, 1e-12, cases[i].name);
		assert_near(row.total, cases[i].share, 1e-12, cases[i].name);
		assert_true(row.first_low == row.first && row.first_high == row.first);
		assert_true(row.total_low == row.total && row.total_high == row.total);
		assert_true(i == 0 || rows[i].total <= rows[i - 1].total);
	}
	bench_free(&b);
}

/* A product of lognormals: with q = exp(s^2), first = (q_i - 1) / (Q - 1), total = (Q - Q /
 * q_i) / (Q - 1). */
static void product_of_lognormals_meets_its_closed_form(void **state)
{
	static const struct {
		const char *name;
		double gsd;
	} cases[] = {{"a", 1.2}, {"b", 1.35}, {"c", 1.1}};
	struct bench b = bench_new();
	struct run_options options = options_of(200000);
	struct sensitivity rows[ROWS], row;
	double all = 1, q;
	cell product = sheet_constant(b.sheet, 1);
	size_t i, count;

	(void)state;
	for (i = 0; i < 3; i++) {
		all *= exp(pow(log(cases[i].gsd), 2));
		product = sheet_multiply(b.sheet, product,
					 input(&b, cases[i].name, lognormal(5, cases[i].gsd)));
	}
	count = run_sensitivity(b.sheet, product, &options, rows, ROWS);
	assert_int_equal(count, 3);
	for (i = 0; i < 3; i++) {
		q = exp(pow(log(cases[i].gsd), 2));
		row = row_of(&b, rows, count, cases[i].name);
		assert_near(row.first, (q - 1) / (all - 1), 1e-12, cases[i].name);
		assert_near(row.total, (all - all / q) / (all - 1), 1e-12, cases[i].name);
	}
	bench_free(&b);
}

static void a_shared_draw_is_one_row(void **state)
{
	struct bench b = bench_new();
	struct run_options options = options_of(1000);
	struct quantity quantity = {
	    .dist = normal(1, 2), .unit = unit_of(""), .origin = {.key = "x", .draw = "m"}};
	struct sensitivity rows[ROWS];
	cell x = sheet_input(b.sheet, &quantity), y;

	(void)state;
	quantity.origin.key = "y";
	y = sheet_input(b.sheet, &quantity);
	input(&b, "unused", normal(1, 1));
	assert_int_equal(
	    run_sensitivity(b.sheet, sheet_add(b.sheet, x, y), &options, rows, ROWS), 1);
	assert_near(rows[0].total, 1, 1e-12, "total of the only draw");
	bench_free(&b);
}

static void several_outputs_get_what_each_would_get_alone(void **state)
{
	struct bench b = bench_new();
	struct run_options options = options_of(5000);
	struct sensitivity rows[4][ROWS], alone[ROWS];
	cell x = input(&b, "x", lognormal(1, 1.5)), y = input(&b, "y", normal(3, 1));
	cell z = input(&b, "z", pert(1, 2, 4));
	cell outputs[4] = {sheet_multiply(b.sheet, x, y), sheet_add(b.sheet, y, z), z,
			   sheet_constant(b.sheet, 3)};
	size_t filled[4], i, k, count;
	unsigned threads;

	(void)state;
	for (threads = 1; threads <= 7; threads += 3) {
		options.threads = threads;
		run_sensitivity_all(b.sheet, outputs, 4, &options, rows[0], ROWS, filled);
		for (i = 0; i < 4; i++) {
			count = run_sensitivity(b.sheet, outputs[i], &options, alone, ROWS);
			assert_int_equal(count, filled[i]);
			for (k = 0; k < count; k++) {
				assert_int_equal(rows[i][k].draw, alone[k].draw);
				assert_true(rows[i][k].first == alone[k].first);
				assert_true(rows[i][k].total == alone[k].total);
			}
		}
	}
	assert_int_equal(filled[0], 2);
	assert_int_equal(filled[3], 0);
	bench_free(&b);
}

static void capacity_keeps_the_largest(void **state)
{
	struct bench b = bench_new();
	struct run_options options = options_of(1000);
	struct sensitivity row;
	cell small = input(&b, "small", normal(1, 1)), large = input(&b, "large", normal(1, 9));

	(void)state;
	assert_int_equal(
	    run_sensitivity(b.sheet, sheet_add(b.sheet, small, large), &options, &row, 1), 1);
	assert_string_equal(sheet_draw_name(b.sheet, row.draw), "large");
	bench_free(&b);
}

static void outputs_that_do_not_vary_have_zero_shares(void **state)
{
	struct bench b = bench_new();
	struct run_options options = options_of(100);
	struct sensitivity row;
	cell x = input(&b, "x", normal(1, 1));

	(void)state;
	assert_int_equal(
	    run_sensitivity(b.sheet, sheet_subtract(b.sheet, x, x), &options, &row, 1), 1);
	assert_true(row.first == 0 && row.total == 0);
	bench_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(additive_shares_are_those_of_the_variances),
	    cmocka_unit_test(product_of_lognormals_meets_its_closed_form),
	    cmocka_unit_test(a_shared_draw_is_one_row),
	    cmocka_unit_test(several_outputs_get_what_each_would_get_alone),
	    cmocka_unit_test(capacity_keeps_the_largest),
	    cmocka_unit_test(outputs_that_do_not_vary_have_zero_shares),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
