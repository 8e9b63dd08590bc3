/* Several sheets as one: what is shared, and that no cell changes by it. */

#include "lca/engine/sheet_union.h"

#include <string.h>

#include "tests/engine.h"
#include "tests/near.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

static cell drawn(struct bench *b, const char *key, const char *draw, struct dist dist)
{
	struct quantity quantity = {
	    .dist = dist, .unit = unit_of(""), .origin = {.key = key, .draw = draw}};

	return sheet_input(b->sheet, &quantity);
}

/* total = (common x energy) x intensity + embodied */
static cell add_model(struct bench *b, const char *draw, double intensity)
{
	cell energy = sheet_multiply(b->sheet, input(b, "power", pert(200, 300, 420)),
				     input(b, "hours", lognormal(100, 1.1)));
	cell direct =
	    sheet_multiply(b->sheet, energy, drawn(b, "grid", draw, lognormal(intensity, 1.2)));
	cell embodied = sheet_divide(b->sheet, input(b, "embodied", lognormal(3000, 1.5)),
				     sheet_constant(b->sheet, 4));

	return sheet_add(b->sheet, direct, sheet_name(b->sheet, embodied, "embodied"));
}

static void what_says_the_same_is_the_same_cell(void **state)
{
	struct bench one = bench_new(), two = bench_new();
	struct sheet_union *all = union_new(one.arena, one.diags);
	cell a = add_model(&one, "FR", 0.05), b, merged[2];
	size_t size;

	(void)state;
	input(&two, "another", normal(1, 1));
	b = add_model(&two, "FR", 0.05);
	assert_true(union_add(all, one.sheet, &a, 1, &merged[0]));
	size = sheet_size(union_sheet(all));
	assert_int_equal(size, sheet_size(one.sheet));
	assert_true(union_add(all, two.sheet, &b, 1, &merged[1]));
	assert_int_equal(size, sheet_size(union_sheet(all)));
	assert_true(cell_same(merged[0], merged[1]));
	bench_free(&two);
	bench_free(&one);
}

static void what_differs_is_another_cell(void **state)
{
	struct bench one = bench_new(), two = bench_new(), three = bench_new();
	struct sheet_union *all = union_new(one.arena, one.diags);
	cell a = add_model(&one, "FR", 0.05), b = add_model(&two, "FR", 0.06);
	cell c = add_model(&three, "DE", 0.05), merged[3];
	const struct sheet *sheet = union_sheet(all);
	size_t size;

	(void)state;
	assert_true(union_add(all, one.sheet, &a, 1, &merged[0]));
	size = sheet_size(sheet);
	assert_true(union_add(all, two.sheet, &b, 1, &merged[1]));
	/* The grid, and the two operations after it. */
	assert_int_equal(sheet_size(sheet), size + 3);
	assert_int_equal(sheet_draws(sheet), 4);
	assert_true(union_add(all, three.sheet, &c, 1, &merged[2]));
	assert_int_equal(sheet_size(sheet), size + 6);
	assert_int_equal(sheet_draws(sheet), 5);
	assert_string_equal(sheet_draw_name(sheet, 2), "FR");
	assert_string_equal(sheet_draw_name(sheet, 4), "DE");
	assert_true(sheet_depends(sheet, merged[2], 4) && !sheet_depends(sheet, merged[2], 2));
	assert_true(sheet_depends(sheet, merged[1], 2) && sheet_depends(sheet, merged[1], 0));
	bench_free(&three);
	bench_free(&two);
	bench_free(&one);
}

/* Dimensions, 0 and -0, constants and exact inputs are told apart; pins and cuts are, too. */
static void inputs_that_look_alike_stay_apart(void **state)
{
	static const struct dist dists[] = {
	    {.kind = DIST_EXACT, .a = 0},
	    {.kind = DIST_EXACT, .a = -0.0},
	    {.kind = DIST_NORMAL, .a = 5, .b = 1},
	    {.kind = DIST_NORMAL, .a = 5, .b = 1, .pinned = true, .central = 6},
	    {.kind = DIST_NORMAL, .a = 5, .b = 1, .cut = true, .low = 1, .high = 9},
	    {.kind = DIST_LOGNORMAL, .a = 5, .b = 2},
	};
	struct bench all_in = bench_new(), benches[2 * COUNT(dists) + 1];
	struct sheet_union *all = union_new(all_in.arena, all_in.diags);
	cell of, merged;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(benches); i++) {
		benches[i] = bench_new();
		of = i < COUNT(dists) ? input(&benches[i], "x", dists[i])
		     : i < 2 * COUNT(dists)
			 ? input_in(&benches[i], "x", "h", dists[i - COUNT(dists)])
			 : sheet_constant(benches[i].sheet, 0);
		assert_true(union_add(all, benches[i].sheet, &of, 1, &merged));
		assert_int_equal(merged.index, i);
	}
	assert_int_equal(sheet_draws(union_sheet(all)), 1);
	for (i = 0; i < COUNT(benches); i++)
		bench_free(&benches[i]);
	bench_free(&all_in);
}

static void names_and_bad_outputs_come_along(void **state)
{
	struct bench one = bench_new();
	struct sheet_union *all = union_new(one.arena, one.diags);
	cell model = add_model(&one, "FR", 0.05);
	cell outputs[] = {CELL_BAD, model}, merged[2];
	struct cell_view view;

	(void)state;
	assert_true(union_add(all, one.sheet, outputs, 2, merged));
	assert_true(cell_is_bad(merged[0]));
	view = sheet_view(union_sheet(all), sheet_view(union_sheet(all), merged[1]).right);
	assert_string_equal(view.name, "embodied");
	assert_null(sheet_view(union_sheet(all), merged[1]).name);
	sheet_name(one.sheet, model, "total");
	assert_true(union_add(all, one.sheet, &model, 1, merged));
	assert_string_equal(sheet_view(union_sheet(all), merged[0]).name, "total");
	bench_free(&one);
}

/* Two texts of equal FNV-1a, of two sheets. */
static void draws_of_one_hash_are_refused(void **state)
{
	struct bench one = bench_new(), two = bench_new();
	struct sheet_union *all = union_new(one.arena, one.diags);
	cell a = input(&one, "8yn0iYCKYHlIj4-BwPqk", normal(0, 1)),
	     b = input(&two, "GReLUrM4wMqfg9yzV3KQ", normal(0, 1));
	cell outputs[] = {input(&two, "y", normal(0, 1)), b}, merged[2];

	(void)state;
	outputs[1] = sheet_add(two.sheet, outputs[0], b);
	assert_true(union_add(all, one.sheet, &a, 1, merged));
	assert_true(union_add(all, two.sheet, outputs, 2, merged));
	assert_true(!cell_is_bad(merged[0]) && cell_is_bad(merged[1]));
	assert_int_equal(diags_count(one.diags), 1);
	assert_int_equal(diags_at(one.diags, 0)->code, DIAG_DRAW_COLLISION);
	bench_free(&two);
	bench_free(&one);
}

enum { OUTPUTS = 6 };

static struct dist dice(double scale)
{
	static const double x[] = {1, 2, 6}, p[] = {0.3, 0.7, 1};
	static const struct dist_points points = {3, x, p};

	return (struct dist){.kind = DIST_DISCRETE, .a = scale, .points = &points};
}

/* A sheet of its own for each row; every second one has its inputs in another order. */
static void add_row(struct bench *b, size_t row, cell *outputs)
{
	static const char *const draws[] = {"FR", "DE", "PL"};
	double scale = 1 + (double)row / 7;
	cell grid, model, rolled;

	if (row % 2)
		input(b, "embodied", lognormal(3000, 1.5));
	if (row % 3 == 1)
		drawn(b, "dice 2", "second", dice(scale));
	rolled = drawn(b, "dice", "dice", dice(row < 4 ? 1 : 2));
	model = add_model(b, draws[row % 3], scale);
	sheet_find_input(b->sheet, "grid", &grid);
	outputs[0] = model;
	outputs[1] = sheet_multiply(b->sheet, model, rolled);
	outputs[2] = sheet_add(b->sheet, outputs[1], drawn(b, "dice 2", "second", dice(scale)));
	outputs[3] = sheet_minimum(b->sheet, grid, sheet_constant(b->sheet, scale));
	outputs[4] = sheet_multiply(b->sheet, sheet_constant(b->sheet, scale),
				    drawn(b, "cut", "FR",
					  (struct dist){.kind = DIST_LOGNORMAL,
							.a = scale,
							.b = 1.5,
							.cut = true,
							.high = 2 * scale}));
	outputs[5] = sheet_subtract(b->sheet, outputs[2], model);
}

static void assert_same_bits(const struct statistics *left, const struct statistics *right)
{
	assert_memory_equal(&left->central, &right->central, 6 * sizeof(double));
	assert_true(left->finite && right->finite);
	assert_memory_equal(&left->error, &right->error, sizeof left->error);
	assert_true(left->least == right->least && left->heaviest == right->heaviest);
}

enum { ROWS = 8 };

static void compare_with_own(const struct bench *benches, cell (*outputs)[OUTPUTS],
			     const struct sheet_union *all, cell (*merged)[OUTPUTS],
			     const struct run_options *options)
{
	struct statistics of_all[ROWS][OUTPUTS], own[OUTPUTS];
	size_t i, k;

	run_sheet(union_sheet(all), merged[0], ROWS * OUTPUTS, options, of_all[0]);
	for (i = 0; i < ROWS; i++) {
		run_sheet(benches[i].sheet, outputs[i], OUTPUTS, options, own);
		for (k = 0; k < OUTPUTS; k++)
			assert_same_bits(&of_all[i][k], &own[k]);
	}
}

static void figures_are_those_of_the_sheet_alone(void **state)
{
	static const uint64_t sizes[] = {1000, 150000};
	struct bench benches[ROWS], all_in = bench_new();
	struct sheet_union *all = union_new(all_in.arena, all_in.diags);
	cell outputs[ROWS][OUTPUTS], merged[ROWS][OUTPUTS];
	struct run_options options;
	size_t i, s;

	(void)state;
	for (i = 0; i < ROWS; i++) {
		benches[i] = bench_new();
		add_row(&benches[i], i, outputs[i]);
		assert_true(union_add(all, benches[i].sheet, outputs[i], OUTPUTS, merged[i]));
	}
	for (s = 0; s < COUNT(sizes); s++) {
		options = options_of(sizes[s]);
		options.threads = 2;
		compare_with_own(benches, outputs, all, merged, &options);
		options.sampler = SAMPLER_LATIN;
		compare_with_own(benches, outputs, all, merged, &options);
	}
	for (i = 0; i < ROWS; i++)
		bench_free(&benches[i]);
	bench_free(&all_in);
}

/* Inputs of these names and median, all pairs of neighbours correlated by rho; 0: not at all.
 */
static cell add_chain_of(struct bench *b, const char *const *names, size_t count, double rho,
			 double median)
{
	struct rank_correlation pairs[4];
	struct correlation_flaw flaw;
	cell sum = CELL_BAD, x;
	size_t i;

	for (i = 0; i < count; i++) {
		x = input(b, names[i], lognormal(median, 1.5));
		sum = i ? sheet_add(b->sheet, sum, x) : x;
	}
	for (i = 0; i + 1 < count; i++) {
		sheet_find_draw(b->sheet, names[i], &pairs[i].a);
		sheet_find_draw(b->sheet, names[i + 1], &pairs[i].b);
		pairs[i].rho = rho;
	}
	if (rho != 0)
		assert_true(sheet_correlate(b->sheet, pairs, count - 1, &flaw));
	return sum;
}

static cell add_chain(struct bench *b, const char *const *names, size_t count, double rho)
{
	return add_chain_of(b, names, count, rho, 2);
}

/* All of the union together, each of the others alone. */
static void assert_same_runs(const struct sheet_union *all, const cell *merged,
			     const struct bench *const *benches, const cell *outputs,
			     size_t count)
{
	struct run_options options = options_of(20000);
	struct statistics of_all[3], own;
	size_t i;

	run_sheet(union_sheet(all), merged, count, &options, of_all);
	for (i = 0; i < count; i++) {
		run_sheet(benches[i]->sheet, &outputs[i], 1, &options, &own);
		assert_same_bits(&of_all[i], &own);
	}
}

static void equal_correlations_merge(void **state)
{
	static const char *const names[] = {"u", "v", "a"}, *const others[] = {"a", "v", "u"};
	struct bench one = bench_new(), two = bench_new(), three = bench_new();
	struct sheet_union *all = union_new(one.arena, one.diags);
	const struct bench *benches[] = {&one, &two, &three};
	cell outputs[3], merged[3];
	size_t i, draw;

	(void)state;
	input(&two, "before", normal(0, 1));
	outputs[0] = add_chain(&one, names, 3, 0.6);
	outputs[1] = add_chain(&two, others, 3, 0.6);
	outputs[2] = add_chain_of(&three, names, 3, 0.6, 7);
	for (i = 0; i < 3; i++)
		assert_true(union_add(all, benches[i]->sheet, &outputs[i], 1, &merged[i]));
	assert_int_equal(sheet_draws(union_sheet(all)), 3);
	assert_true(sheet_find_draw(union_sheet(all), "v", &draw));
	assert_int_equal(sheet_group_size(union_sheet(all), draw), 3);
	assert_string_equal(sheet_group_name(one.arena, union_sheet(all), merged[0], draw),
			    "a with u, v");
	assert_same_runs(all, merged, benches, outputs, 3);
	bench_free(&three);
	bench_free(&two);
	bench_free(&one);
}

/* b is made of the scores of a and its own; what a is made of elsewhere is another matter. */
static void draws_that_no_cell_uses_may_differ(void **state)
{
	static const char *const names[] = {"a", "b"}, *const others[] = {"0", "a"};
	struct bench one = bench_new(), two = bench_new();
	struct sheet_union *all = union_new(one.arena, one.diags);
	const struct bench *benches[] = {&one, &two};
	cell outputs[2], merged[2];

	(void)state;
	add_chain(&one, names, 2, 0.6);
	assert_true(sheet_find_input(one.sheet, "b", &outputs[0]));
	outputs[1] = add_chain(&two, others, 2, -0.4);
	assert_true(union_add(all, one.sheet, &outputs[0], 1, &merged[0]));
	assert_true(union_add(all, two.sheet, &outputs[1], 1, &merged[1]));
	assert_same_runs(all, merged, benches, outputs, 2);
	bench_free(&two);
	bench_free(&one);
}

/* Whatever comes first; what is refused leaves nothing behind. */
static void other_correlations_are_refused(void **state)
{
	static const char *const names[] = {"a", "b", "c"};
	static const struct {
		size_t first, from, count;
		double rho;
		bool agrees;
	} cases[] = {
	    {3, 0, 3, 0.5, true},  {3, 0, 3, 0.6, false}, {3, 0, 3, 0, false},
	    {3, 1, 2, 0, false},   {3, 1, 2, 0.5, false}, {3, 2, 1, 0, false},
	    {3, 0, 1, 0, true}, /* a leads its group: its numbers are its own */
	    {2, 0, 3, 0.5, false}, {1, 0, 3, 0.5, true},
	};
	size_t i, size;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct bench one = bench_new(), two = bench_new();
		struct sheet_union *all = union_new(one.arena, one.diags);
		double rho = cases[i].first == 3 ? 0.5 : 0;
		cell a = add_chain(&one, names, cases[i].first, rho), merged;
		cell b = add_chain(&two, names + cases[i].from, cases[i].count, cases[i].rho);

		assert_true(union_add(all, one.sheet, &a, 1, &merged));
		size = sheet_size(union_sheet(all));
		if (union_add(all, two.sheet, &b, 1, &merged) != cases[i].agrees)
			fail_msg("case %zu", i);
		assert_true(cases[i].agrees || sheet_size(union_sheet(all)) == size);
		bench_free(&two);
		bench_free(&one);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_says_the_same_is_the_same_cell),
	    cmocka_unit_test(what_differs_is_another_cell),
	    cmocka_unit_test(inputs_that_look_alike_stay_apart),
	    cmocka_unit_test(names_and_bad_outputs_come_along),
	    cmocka_unit_test(draws_of_one_hash_are_refused),
	    cmocka_unit_test(figures_are_those_of_the_sheet_alone),
	    cmocka_unit_test(equal_correlations_merge),
	    cmocka_unit_test(draws_that_no_cell_uses_may_differ),
	    cmocka_unit_test(other_correlations_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
