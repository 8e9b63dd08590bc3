/* Outputs with other distributions of some inputs, on the same draws. */

#include <math.h>

#include "tests/engine.h"
#include "tests/near.h"

static void varies_one_input_of_many(void **state)
{
	struct bench b = bench_new();
	struct run_options options = options_of(20000);
	struct statistics s[3];
	cell x = input(&b, "x", normal(10, 3)), y = input(&b, "y", normal(5, 1));
	cell sum =
	    sheet_add(b.sheet, sheet_multiply(b.sheet, x, sheet_constant(b.sheet, 2)), y);
	cell outputs[3] = {sum};
	struct sheet *copy = sheet_copy(b.arena, b.sheet);
	struct dist narrow = normal(10, 1), known = dist_exact(10);

	(void)state;
	outputs[1] = sheet_vary(copy, sum, &x, &narrow, 1);
	outputs[2] = sheet_vary(copy, sum, &x, &known, 1);
	run_sheet(copy, outputs, 3, &options, s);
	assert_near(s[0].sd, sqrt(37), 0.03, "as it is");
	assert_near(s[1].sd, sqrt(5), 0.03, "narrower");
	assert_near(s[2].sd, 1, 0.03, "known");
	/* The same draws: 2 x keeps its place among the samples. */
	assert_near(s[2].mean - 20, s[1].mean - 20, 0.01, "mean of y");
	assert_int_equal(sheet_size(b.sheet) < sheet_size(copy), 1);
	run_sheet(b.sheet, &sum, 1, &options, &s[1]);
	assert_true(s[1].sd == s[0].sd && s[1].low == s[0].low);
	bench_free(&b);
}

static void an_output_that_is_the_input_is_varied(void **state)
{
	struct bench b = bench_new();
	struct run_options options = options_of(1000);
	struct statistics s;
	struct dist other = uniform(1, 2);
	cell x = input(&b, "x", normal(10, 3)), y = input(&b, "y", normal(0, 1));
	struct sheet *copy = sheet_copy(b.arena, b.sheet);
	cell varied = sheet_vary(copy, x, &x, &other, 1);

	(void)state;
	assert_true(cell_same(sheet_vary(copy, y, &x, &other, 1), y));
	run_sheet(copy, &varied, 1, &options, &s);
	assert_true(s.low >= 1 && s.high <= 2 && s.central == 1.5);
	bench_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(varies_one_input_of_many),
	    cmocka_unit_test(an_output_that_is_the_input_is_varied),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
