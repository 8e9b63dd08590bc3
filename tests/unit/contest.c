/* Cells against each other: closed forms, ties, and what must not change a figure. */

#include "lca/engine/contest.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/heap.h"
#include "lca/engine/contest_private.h"
#include "tests/engine.h"
#include "tests/near.h"

static const enum sampler samplers[] = {SAMPLER_PLAIN, SAMPLER_SOBOL, SAMPLER_LATIN};

enum { SAMPLERS = sizeof samplers / sizeof *samplers };

#define COUNT(list) (sizeof(list) / sizeof *(list))

static struct run_options with(enum sampler sampler, uint64_t samples)
{
	struct run_options options = options_of(samples);

	options.sampler = sampler;
	return options;
}

static double below(double z)
{
	return 0.5 * erfc(-z / sqrt(2));
}

static void equal_rows_share_every_sample(void **state)
{
	struct bench b = bench_new();
	cell x = input(&b, "x", lognormal(3, 1.6)), y = input(&b, "y", uniform(1, 2));
	cell high = input(&b, "z", uniform(5000, 6000));
	cell cells[] = {sheet_multiply(b.sheet, x, y), sheet_multiply(b.sheet, y, x), high};
	struct run_options options;
	struct statistics ratio, difference;
	struct contest_pair pair;
	struct contest *contest;
	size_t k;

	(void)state;
	for (k = 0; k < SAMPLERS; k++) {
		options = with(samplers[k], 5000);
		contest = contest_run(b.sheet, cells, COUNT(cells), &options);
		assert_true(contest_samples(contest) == run_points(&options));
		assert_true(contest_kept(contest) == run_points(&options));
		pair = contest_pair(contest, 0, 1);
		assert_true(pair.lower.share == 0 && pair.lower.error == 0);
		assert_true(pair.equal == 1 && pair.a_or_tie == 0.5);
		assert_true(contest_lowest(contest, 0).share == 0.5);
		assert_true(contest_lowest(contest, 1).share == 0.5);
		assert_true(contest_lowest(contest, 2).share == 0);
		assert_true(contest_pair(contest, 1, 2).a_or_tie == 1);
		assert_true(contest_pair(contest, 2, 1).a_or_tie == 0);
		contest_statistics(contest, 0, 1, &ratio, &difference);
		assert_true(difference.mean == 0 && difference.low == 0 && difference.sd == 0);
		assert_true(difference.high == 0 && difference.central == 0);
		assert_true(ratio.mean == 1 && ratio.low == 1 && ratio.central == 1);
		contest_free(contest);
	}
	bench_free(&b);
}

/* N(10, 2) less N(11, 1.5) is N(-1, 2.5). */
static void independent_normals_meet_their_closed_form(void **state)
{
	struct bench b = bench_new();
	cell cells[] = {input(&b, "x", normal(10, 2)), input(&b, "y", normal(11, 1.5))};
	struct run_options options;
	struct statistics difference;
	struct contest_share share;
	struct contest_pair pair;
	struct contest *contest;
	size_t k;

	(void)state;
	for (k = 0; k < SAMPLERS; k++) {
		options = with(samplers[k], 100000);
		contest = contest_run(b.sheet, cells, COUNT(cells), &options);
		pair = contest_pair(contest, 0, 1);
		share = contest_lowest(contest, 0);
		assert_near((share.share - below(0.4)) / share.error, 0, 4, "lowest");
		assert_true(share.error > 0 && share.error < 0.002);
		assert_true(pair.lower.share == share.share);
		assert_near(pair.lower.error, share.error, 1e-9, "error");
		assert_true(pair.equal == 0 && pair.a_or_tie == share.share);
		contest_statistics(contest, 0, 1, NULL, &difference);
		assert_near((difference.mean + 1) / difference.error.mean, 0, 4, "mean");
		assert_near((difference.sd - 2.5) / difference.error.sd, 0, 4, "sd");
		assert_near(difference.central, -1, 1e-12, "central");
		contest_free(contest);
	}
	bench_free(&b);
}

/* A common factor, however wide, cancels: ln a - ln b is normal with what they do not share. */
/* Who of the two twins wins is no chance: both do, or none. */
static void twins_win_together(void **state)
{
	struct bench b = bench_new();
	cell x = input(&b, "x", uniform(0, 1)), y = input(&b, "y", uniform(0, 2));
	cell twins[] = {x, x}, three[] = {x, y, x};
	struct run_options options;
	struct contest *contest;
	size_t k;

	(void)state;
	for (k = 0; k < SAMPLERS; k++) {
		options = with(samplers[k], 5000);
		contest = contest_run(b.sheet, twins, COUNT(twins), &options);
		assert_true(contest_lowest(contest, 1).share == 0.5);
		assert_true(contest_lowest(contest, 1).error == 0);
		contest_free(contest);
		contest = contest_run(b.sheet, three, COUNT(three), &options);
		assert_near(contest_lowest(contest, 0).share, 0.375, 0.02, "a twin");
		assert_near(contest_lowest(contest, 2).error,
			    contest_lowest(contest, 1).error / 2, 1e-12, "its error");
		contest_free(contest);
	}
	bench_free(&b);
}

static void common_factors_cancel(void **state)
{
	struct bench b = bench_new();
	cell common = input(&b, "common", lognormal(100, 4));
	cell cells[] = {
	    sheet_multiply(b.sheet, common, input(&b, "p", lognormal(1, 1.2))),
	    sheet_multiply(b.sheet, common, input(&b, "q", lognormal(1.1, 1.1))),
	};
	const double sd = sqrt(log(1.2) * log(1.2) + log(1.1) * log(1.1));
	struct run_options options = options_of(200000);
	struct statistics own[2], ratio, difference;
	struct contest *contest = contest_run(b.sheet, cells, COUNT(cells), &options);
	struct contest_pair pair = contest_pair(contest, 0, 1);

	(void)state;
	assert_near((pair.lower.share - below(log(1.1) / sd)) / pair.lower.error, 0, 4,
		    "lower");
	contest_statistics(contest, 0, 1, &ratio, &difference);
	assert_near(ratio.median, 1 / 1.1, 0.003, "median of the ratio");
	assert_near(ratio.high, exp(1.959964 * sd) / 1.1, 0.01, "end of the ratio");
	run_sheet(b.sheet, cells, COUNT(cells), &options, own);
	assert_true(difference.sd < 0.5 * hypot(own[0].sd, own[1].sd));
	contest_free(contest);
	bench_free(&b);
}

/* Ranks correlated by rho: normals by r = 2 sin(pi rho / 6), a - b is N(-1, 5 - 4 r). */
static void correlated_rows_meet_their_closed_form(void **state)
{
	struct bench b = bench_new();
	cell cells[] = {input(&b, "x", normal(10, 2)), input(&b, "y", normal(11, 1))};
	struct rank_correlation pair = {0, 1, 0.8};
	const double r = 2 * sin(acos(-1) * 0.8 / 6), sd = sqrt(5 - 4 * r);
	struct correlation_flaw flaw;
	struct run_options options;
	struct statistics difference;
	struct contest_pair found;
	struct contest *contest;
	size_t k;

	(void)state;
	assert_true(sheet_correlate(b.sheet, &pair, 1, &flaw));
	for (k = 0; k < SAMPLERS; k++) {
		options = with(samplers[k], 100000);
		contest = contest_run(b.sheet, cells, COUNT(cells), &options);
		found = contest_pair(contest, 0, 1);
		assert_near((found.lower.share - below(1 / sd)) / found.lower.error, 0, 4,
			    "lower");
		contest_statistics(contest, 0, 1, NULL, &difference);
		assert_near((difference.sd - sd) / difference.error.sd, 0, 4, "sd");
		contest_free(contest);
	}
	bench_free(&b);
}

/* Uniform 0 .. 4 against the number 2, three times. */
static void numbers_take_part(void **state)
{
	struct bench b = bench_new();
	cell x = input(&b, "x", uniform(0, 4)), two = sheet_constant(b.sheet, 2);
	cell cells[] = {two, x, two, sheet_add(b.sheet, two, sheet_constant(b.sheet, 0))};
	struct run_options options = options_of(100000);
	struct contest *contest = contest_run(b.sheet, cells, COUNT(cells), &options);
	struct contest_share share = contest_lowest(contest, 1);
	struct statistics ratio;

	(void)state;
	assert_near((share.share - 0.5) / share.error, 0, 4, "x");
	assert_near(contest_lowest(contest, 0).share, (1 - share.share) / 3, 1e-12, "a third");
	assert_true(contest_lowest(contest, 0).share == contest_lowest(contest, 3).share);
	assert_near(contest_lowest(contest, 0).error, share.error / 3, 1e-12, "its error");
	contest_statistics(contest, 0, 2, &ratio, NULL);
	assert_true(ratio.mean == 1 && ratio.sd == 0);
	contest_free(contest);
	cells[1] = sheet_constant(b.sheet, 3);
	contest = contest_run(b.sheet, cells, COUNT(cells), &options);
	assert_near(contest_lowest(contest, 0).share, 1.0 / 3, 1e-12, "numbers alone");
	assert_true(contest_lowest(contest, 0).error == 0);
	assert_true(contest_lowest(contest, 1).share == 0);
	assert_true(contest_pair(contest, 0, 1).lower.share == 1);
	contest_free(contest);
	contest = contest_run(b.sheet, &x, 1, &options);
	assert_true(contest_lowest(contest, 0).share == 1);
	contest_free(contest);
	bench_free(&b);
}

enum { FIELD = 9 };

static struct dist shape_of(size_t row)
{
	return row % 3 == 0   ? lognormal(5 + (double)row / 10, 1.3)
	       : row % 3 == 1 ? normal(6, 1 + (double)row / 20)
			      : pert(3, 5, 9);
}

/* Rows with a common factor; the last two are the same. */
static void add_field(struct bench *b, cell *cells)
{
	static const char *const names[FIELD] = {"a", "b", "c", "d", "e", "f", "g", "h", "h"};
	cell common = input(b, "common", lognormal(1, 2));
	size_t i;

	for (i = 0; i < FIELD; i++)
		cells[i] =
		    sheet_multiply(b->sheet, common,
				   input(b, names[i], shape_of(i < FIELD - 1 ? i : FIELD - 2)));
}

static void assert_same(const struct contest *one, size_t a, size_t b,
			const struct contest *other, size_t c, size_t d)
{
	struct contest_pair left = contest_pair(one, a, b), right = contest_pair(other, c, d);
	struct statistics x[4];

	assert_true(contest_lowest(one, a).share == contest_lowest(other, c).share);
	assert_true(contest_lowest(one, a).error == contest_lowest(other, c).error);
	assert_memory_equal(&left, &right, sizeof left);
	memset(x, 0, sizeof x);
	contest_statistics(one, a, b, &x[0], &x[1]);
	contest_statistics(other, c, d, &x[2], &x[3]);
	assert_memory_equal(&x[0].central, &x[2].central, 6 * sizeof(double));
	assert_memory_equal(&x[0].error, &x[2].error, sizeof x->error);
	assert_memory_equal(&x[1].central, &x[3].central, 6 * sizeof(double));
}

static void compare_orders(const struct bench *b, const cell *cells, struct run_options options)
{
	const struct kernels *kernels[3];
	size_t levels = kernels_all(kernels), i, level;
	struct contest *one = contest_run(b->sheet, cells, FIELD, &options), *other;
	cell turned[FIELD];

	for (i = 0; i < FIELD; i++)
		turned[i] = cells[(i * 4 + 2) % FIELD];
	options.threads = 3;
	for (level = 0; level < levels; level++) {
		other = contest_run_with(kernels[level], b->sheet, turned, FIELD, &options);
		for (i = 0; i + 1 < FIELD; i++)
			assert_same(one, (i * 4 + 2) % FIELD, (i * 4 + 6) % FIELD, other, i,
				    i + 1);
		contest_free(other);
	}
	contest_free(one);
}

static void neither_order_nor_threads_nor_instructions_show(void **state)
{
	static const uint64_t sizes[] = {100, 1000, 70000, 300000};
	struct bench b = bench_new();
	cell cells[FIELD];
	size_t k, s;

	(void)state;
	add_field(&b, cells);
	for (s = 0; s < COUNT(sizes); s++)
		for (k = 0; k < SAMPLERS; k++)
			compare_orders(&b, cells, with(samplers[k], sizes[s]));
	bench_free(&b);
}

static void shares_of_the_lowest_sum_to_one(void **state)
{
	struct bench b = bench_new();
	cell cells[FIELD];
	struct run_options options;
	struct contest *contest;
	double sum;
	size_t i, k;

	(void)state;
	add_field(&b, cells);
	for (k = 0; k < SAMPLERS; k++) {
		options = with(samplers[k], 20000);
		contest = contest_run(b.sheet, cells, FIELD, &options);
		for (sum = 0, i = 0; i < FIELD; i++)
			sum += contest_lowest(contest, i).share;
		assert_near(sum, 1, 1e-12, "sum");
		assert_true(contest_lowest(contest, FIELD - 1).share > 0);
		contest_free(contest);
	}
	bench_free(&b);
}

/* More values than are kept: the first blocks, of each replicate. */
static void pairs_of_many_rest_on_the_first_blocks(void **state)
{
	enum { ROWS = 300 };
	struct bench b = bench_new();
	cell x = input(&b, "x", normal(10, 2)), y = input(&b, "y", normal(11, 1.5));
	cell cells[ROWS] = {x, y};
	struct contest_pair pair;
	struct contest *contest;
	struct run_options options;
	size_t i, k;

	(void)state;
	for (i = 2; i < ROWS; i++)
		cells[i] = sheet_constant(b.sheet, 100 + (double)i);
	for (k = 0; k < SAMPLERS; k++) {
		options = with(samplers[k], 80000);
		contest = contest_run(b.sheet, cells, ROWS, &options);
		assert_true(contest_samples(contest) == run_points(&options));
		assert_true(contest_kept(contest) < contest_samples(contest));
		assert_true(contest_kept(contest) * ROWS <= CONTEST_VALUES_MOST);
		assert_true(contest_kept(contest) * ROWS > CONTEST_VALUES_MOST * 8 / 10);
		pair = contest_pair(contest, 0, 1);
		assert_near((pair.lower.share - below(0.4)) / pair.lower.error, 0, 4, "lower");
		assert_true(pair.lower.share != contest_lowest(contest, 0).share);
		contest_free(contest);
	}
	bench_free(&b);
}

static void all_against_one_are_the_pairs(void **state)
{
	struct bench b = bench_new();
	cell cells[FIELD];
	struct run_options options = options_of(30000);
	struct contest_pair pairs[FIELD], pair;
	struct statistics ratios[FIELD], differences[FIELD], ratio, difference;
	struct contest *contest;
	size_t i;

	(void)state;
	add_field(&b, cells);
	options.threads = 2;
	contest = contest_run(b.sheet, cells, FIELD, &options);
	contest_against(contest, 3, pairs, ratios, differences);
	for (i = 0; i < FIELD; i++) {
		pair = contest_pair(contest, i, 3);
		contest_statistics(contest, i, 3, &ratio, &difference);
		assert_memory_equal(&pair, &pairs[i], sizeof pair);
		assert_memory_equal(&ratio.central, &ratios[i].central, 6 * sizeof(double));
		assert_memory_equal(&difference.central, &differences[i].central,
				    6 * sizeof(double));
	}
	contest_free(contest);
	bench_free(&b);
}

/* Other outputs, and the same one twice, beside the contestants: no figure of either changes.
 */
static void check_among(const struct bench *b, const cell *outputs, size_t count,
			size_t contestants, const struct run_options *options)
{
	struct statistics *among = heap_zeroed(count, sizeof *among);
	struct statistics *alone = heap_zeroed(count, sizeof *alone);
	struct contest *one, *other = contest_run(b->sheet, outputs, contestants, options);
	struct contest_share a, c;
	size_t i;

	one = contest_run_among(b->sheet, outputs, count, contestants, options, among);
	run_sheet(b->sheet, outputs, count, options, alone);
	assert_memory_equal(among, alone, count * sizeof *alone);
	assert_true(contest_kept(one) == contest_kept(other));
	for (i = 0; i < contestants; i++) {
		a = contest_lowest(one, i);
		c = contest_lowest(other, i);
		assert_memory_equal(&a, &c, sizeof a);
		assert_true(contest_pair(one, i, 0).a_or_tie ==
			    contest_pair(other, i, 0).a_or_tie);
	}
	contest_free(one);
	contest_free(other);
	free(among);
	free(alone);
}

static void a_contest_among_outputs_is_the_contest(void **state)
{
	static const uint64_t samples[] = {1000, 70001, 150001};
	struct bench b = bench_new();
	cell x = input(&b, "x", lognormal(3, 1.6)), y = input(&b, "y", uniform(1, 5));
	cell two = sheet_constant(b.sheet, 2);
	cell outputs[] = {x, y, x, two, sheet_multiply(b.sheet, x, y), two, y, x};
	struct run_options options;
	size_t k, i;

	(void)state;
	for (k = 0; k < SAMPLERS; k++)
		for (i = 0; i < COUNT(samples); i++) {
			options = with(samplers[k], samples[i]);
			check_among(&b, outputs, COUNT(outputs), 4, &options);
			check_among(&b, outputs + 3, 4, 1, &options);
		}
	bench_free(&b);
}

/* More than are run at a time. */
static void a_contest_among_very_many_is_the_contest(void **state)
{
	enum { MANY = 400 };
	struct bench b = bench_new();
	cell x = input(&b, "x", lognormal(3, 1.6)), y = input(&b, "y", uniform(1, 5)),
	     cells[MANY];
	const struct run_options options = with(SAMPLER_PLAIN, 100500);
	size_t i;

	(void)state;
	for (i = 0; i < MANY; i++)
		cells[i] =
		    sheet_add(b.sheet, i % 2 ? x : y, sheet_constant(b.sheet, (double)(i / 2)));
	check_among(&b, cells, MANY, 390, &options);
	bench_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(equal_rows_share_every_sample),
	    cmocka_unit_test(independent_normals_meet_their_closed_form),
	    cmocka_unit_test(twins_win_together),
	    cmocka_unit_test(common_factors_cancel),
	    cmocka_unit_test(numbers_take_part),
	    cmocka_unit_test(correlated_rows_meet_their_closed_form),
	    cmocka_unit_test(neither_order_nor_threads_nor_instructions_show),
	    cmocka_unit_test(shares_of_the_lowest_sum_to_one),
	    cmocka_unit_test(pairs_of_many_rest_on_the_first_blocks),
	    cmocka_unit_test(all_against_one_are_the_pairs),
	    cmocka_unit_test(a_contest_among_outputs_is_the_contest),
	    cmocka_unit_test(a_contest_among_very_many_is_the_contest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
