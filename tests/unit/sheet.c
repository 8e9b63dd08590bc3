/* Cells, dimensions, draws and what a sheet answers. */

#include "lca/engine/sheet.h"

#include <string.h>

#include "tests/engine.h"
#include "tests/near.h"

struct list {
	uint32_t index[16];
	size_t count;
};

static void note(void *context, cell c)
{
	struct list *list = context;

	list->index[list->count++] = c.index;
}

static void values_follow_the_formulas(void **state)
{
	struct bench b = bench_new();
	cell six = input(&b, "six", dist_exact(6)), four = input(&b, "four", dist_exact(4));
	const struct {
		const char *name;
		cell c;
		double value;
	} cases[] = {
	    {"add", sheet_add(b.sheet, six, four), 10},
	    {"subtract", sheet_subtract(b.sheet, six, four), 2},
	    {"multiply", sheet_multiply(b.sheet, six, four), 24},
	    {"divide", sheet_divide(b.sheet, six, four), 1.5},
	    {"minimum", sheet_minimum(b.sheet, six, four), 4},
	    {"constant", sheet_constant(b.sheet, 1000), 1000},
	    {"sum of one", sheet_sum(b.sheet, &six, 1), 6},
	};
	double values[16];
	size_t i;

	(void)state;
	assert_true(sheet_size(b.sheet) <= 16);
	sheet_central(b.sheet, values);
	for (i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_near(values[cases[i].c.index], cases[i].value, 0, cases[i].name);
	bench_free(&b);
}

static void long_sums_add_every_term_once(void **state)
{
	enum { TERMS = 100 };
	struct bench b = bench_new();
	cell terms[TERMS], sum;
	double values[3 * TERMS];
	size_t i;

	(void)state;
	for (i = 0; i < TERMS; i++)
		terms[i] = sheet_constant(b.sheet, (double)i);
	sum = sheet_sum(b.sheet, terms, TERMS);
	sheet_central(b.sheet, values);
	assert_near(values[sum.index], TERMS * (TERMS - 1) / 2.0, 0, "sum");
	bench_free(&b);
}

static void central_is_the_median_or_what_was_pinned(void **state)
{
	struct bench b = bench_new();
	struct dist pinned = lognormal(5, 2);
	cell median = input(&b, "median", lognormal(5, 2)), fixed;
	double values[2];

	(void)state;
	pinned.pinned = true;
	pinned.central = 7;
	fixed = input(&b, "pinned", pinned);
	sheet_central(b.sheet, values);
	assert_near(values[median.index], 5, 1e-15, "median");
	assert_near(values[fixed.index], 7, 0, "pinned");
	bench_free(&b);
}

static void one_key_is_one_cell(void **state)
{
	struct bench b = bench_new();
	cell first = input(&b, "grid", normal(1, 0.1)),
	     again = input(&b, "grid", normal(1, 0.1));
	cell other = input(&b, "other", normal(1, 0.1));

	(void)state;
	assert_true(cell_same(first, again));
	assert_false(cell_same(first, other));
	assert_int_equal(sheet_size(b.sheet), 2);
	assert_int_equal(sheet_draws(b.sheet), 2);
	bench_free(&b);
}

static void many_keys_are_found_again(void **state)
{
	enum { KEYS = 3000 };
	struct bench b = bench_new();
	size_t i;

	(void)state;
	for (i = 0; i < 2 * KEYS; i++)
		assert_int_equal(
		    input(&b, arena_printf(b.arena, "item %zu", i % KEYS), normal(1, 2)).index,
		    i % KEYS);
	assert_int_equal(sheet_draws(b.sheet), KEYS);
	assert_string_equal(sheet_draw_name(b.sheet, 2999), "item 2999");
	bench_free(&b);
}

static void dimensions_multiply_and_divide(void **state)
{
	struct bench b = bench_new();
	cell power = input_in(&b, "power", "W", dist_exact(0.4));
	cell time = input_in(&b, "time", "h", dist_exact(3));
	cell intensity = input_in(&b, "intensity", "kgCO2e/kWh", dist_exact(0.1));
	cell energy = sheet_multiply(b.sheet, power, time);
	cell impact = sheet_multiply(b.sheet, energy, intensity);

	(void)state;
	assert_true(
	    dimensions_equal(sheet_dimensions(b.sheet, energy), unit_of("kWh").dimensions));
	assert_true(
	    dimensions_equal(sheet_dimensions(b.sheet, impact), unit_of("kgCO2e").dimensions));
	assert_true(dimensions_equal(
	    sheet_dimensions(b.sheet, sheet_divide(b.sheet, impact, intensity)),
	    unit_of("kWh").dimensions));
	bench_free(&b);
}

static void adds_only_equal_dimensions(void **state)
{
	static cell (*const operations[])(struct sheet *, cell,
					  cell) = {sheet_add, sheet_subtract, sheet_minimum};
	static const char *const messages[] = {"cannot add ", "cannot subtract ",
					       "cannot compare "};
	struct bench b = bench_new();
	cell energy = input_in(&b, "energy", "kWh", dist_exact(1));
	cell carbon = input_in(&b, "carbon", "kgCO2e", dist_exact(1));
	const struct diag *diag;
	size_t i;

	(void)state;
	sheet_at(b.sheet, (struct place){"a.yaml", 3, 7}, "stages.training[x].energy");
	for (i = 0; i < 3; i++) {
		assert_true(cell_is_bad(operations[i](b.sheet, energy, carbon)));
		assert_int_equal(diags_count(b.diags), i + 1);
		diag = diags_at(b.diags, i);
		assert_int_equal(diag->code, DIAG_UNIT_MISMATCH);
		assert_int_equal(diag->place.line, 3);
		assert_string_equal(diag->path, "stages.training[x].energy");
		assert_int_equal(strncmp(diag->message, messages[i], strlen(messages[i])), 0);
	}
	bench_free(&b);
}

static void bad_cells_flow_through_quietly(void **state)
{
	struct bench b = bench_new();
	cell one = sheet_constant(b.sheet, 1), both[2] = {one, CELL_BAD};

	(void)state;
	assert_true(cell_is_bad(sheet_add(b.sheet, CELL_BAD, one)));
	assert_true(cell_is_bad(sheet_subtract(b.sheet, one, CELL_BAD)));
	assert_true(cell_is_bad(sheet_multiply(b.sheet, CELL_BAD, one)));
	assert_true(cell_is_bad(sheet_divide(b.sheet, one, CELL_BAD)));
	assert_true(cell_is_bad(sheet_minimum(b.sheet, CELL_BAD, CELL_BAD)));
	assert_true(cell_is_bad(sheet_sum(b.sheet, both, 2)));
	assert_true(cell_is_bad(sheet_name(b.sheet, CELL_BAD, "name")));
	assert_int_equal(diags_count(b.diags), 0);
	bench_free(&b);
}

static void a_view_shows_the_cell(void **state)
{
	struct bench b = bench_new();
	cell left = input_in(&b, "left", "kWh", normal(1, 2)),
	     right = sheet_constant(b.sheet, 2);
	cell product = sheet_name(b.sheet, sheet_multiply(b.sheet, left, right), "energy");
	struct cell_view view = sheet_view(b.sheet, product);

	(void)state;
	sheet_name(b.sheet, product, "another");
	assert_int_equal(view.kind, CELL_MULTIPLY);
	assert_true(cell_same(view.left, left) && cell_same(view.right, right));
	assert_string_equal(sheet_view(b.sheet, product).name, "energy");
	assert_string_equal(sheet_view(b.sheet, left).quantity->origin.key, "left");
	assert_string_equal(sheet_view(b.sheet, right).quantity->origin.key, "2");
	assert_null(sheet_view(b.sheet, left).name);
	bench_free(&b);
}

static void cells_depend_on_the_draws_below_them(void **state)
{
	enum { INPUTS = 130 };
	struct bench b = bench_new();
	cell inputs[INPUTS], exact = input(&b, "exact", dist_exact(2)), sum, product;
	size_t i;

	(void)state;
	for (i = 0; i < INPUTS; i++)
		inputs[i] = input(&b, arena_printf(b.arena, "input %zu", i), normal(1, 2));
	sum = sheet_sum(b.sheet, inputs, INPUTS);
	product =
	    sheet_multiply(b.sheet, inputs[3], sheet_multiply(b.sheet, inputs[129], exact));
	assert_int_equal(sheet_draws(b.sheet), INPUTS);
	for (i = 0; i < INPUTS; i++) {
		assert_true(sheet_depends(b.sheet, sum, i));
		assert_int_equal(sheet_depends(b.sheet, product, i), i == 3 || i == 129);
		assert_int_equal(sheet_depends(b.sheet, inputs[5], i), i == 5);
		assert_false(sheet_depends(b.sheet, exact, i));
	}
	bench_free(&b);
}

static void draws_are_shared_by_name(void **state)
{
	struct bench b = bench_new();
	struct quantity quantity = {.dist = normal(1, 2),
				    .unit = unit_of(""),
				    .origin = {.key = "FR", .draw = "method"}};
	cell first = sheet_input(b.sheet, &quantity), second;

	(void)state;
	quantity.dist = lognormal(1, 2);
	quantity.origin.key = "DE";
	second = sheet_input(b.sheet, &quantity);
	assert_false(cell_same(first, second));
	assert_int_equal(sheet_draws(b.sheet), 1);
	assert_string_equal(sheet_draw_name(b.sheet, 0), "method");
	assert_true(sheet_depends(b.sheet, second, 0));
	bench_free(&b);
}

/* Two texts of equal FNV-1a. */
static void draws_of_equal_hash_are_refused(void **state)
{
	struct bench b = bench_new();
	cell first = input(&b, "8yn0iYCKYHlIj4-BwPqk", normal(1, 2));
	cell second = input(&b, "GReLUrM4wMqfg9yzV3KQ", normal(1, 2));
	cell exact = input(&b, "GReLUrM4wMqfg9yzV3KQ", dist_exact(1));

	(void)state;
	assert_false(cell_is_bad(first));
	assert_true(cell_is_bad(second));
	assert_false(cell_is_bad(exact));
	assert_int_equal(diags_count(b.diags), 1);
	assert_int_equal(diags_at(b.diags, 0)->code, DIAG_DRAW_COLLISION);
	bench_free(&b);
}

static void inputs_are_visited_once_left_to_right(void **state)
{
	struct bench b = bench_new();
	cell a = input(&b, "a", normal(1, 2)), c = input(&b, "c", dist_exact(1));
	cell d = input(&b, "d", normal(1, 2)), unused = input(&b, "unused", normal(1, 2));
	cell left = sheet_multiply(b.sheet, d, a);
	cell right =
	    sheet_multiply(b.sheet, sheet_constant(b.sheet, 3), sheet_multiply(b.sheet, a, c));
	struct list list = {.count = 0};

	(void)state;
	(void)unused;
	sheet_inputs(b.sheet, sheet_add(b.sheet, left, right), note, &list);
	assert_int_equal(list.count, 3);
	assert_int_equal(list.index[0], d.index);
	assert_int_equal(list.index[1], a.index);
	assert_int_equal(list.index[2], c.index);
	bench_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(values_follow_the_formulas),
	    cmocka_unit_test(long_sums_add_every_term_once),
	    cmocka_unit_test(central_is_the_median_or_what_was_pinned),
	    cmocka_unit_test(one_key_is_one_cell),
	    cmocka_unit_test(many_keys_are_found_again),
	    cmocka_unit_test(dimensions_multiply_and_divide),
	    cmocka_unit_test(adds_only_equal_dimensions),
	    cmocka_unit_test(bad_cells_flow_through_quietly),
	    cmocka_unit_test(a_view_shows_the_cell),
	    cmocka_unit_test(cells_depend_on_the_draws_below_them),
	    cmocka_unit_test(draws_are_shared_by_name),
	    cmocka_unit_test(draws_of_equal_hash_are_refused),
	    cmocka_unit_test(inputs_are_visited_once_left_to_right),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
