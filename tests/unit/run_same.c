/* What must not change a result: threads, instruction sets, the rest of the sheet, groups of
 * outputs. */

#include "lca/engine/run.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lca/engine/run_private.h"
#include "tests/engine.h"
#include "tests/near.h"

static struct statistics run_one(const struct bench *b, cell output, uint64_t samples)
{
	struct run_options options = options_of(samples);
	struct statistics statistics;

	run_sheet(b->sheet, &output, 1, &options, &statistics);
	return statistics;
}

/* A sheet with every operation and shape; some outputs do not vary. */
enum { MIXED = 8 };

static void add_mixed(struct bench *b, cell *outputs)
{
	cell x = input(b, "x", lognormal(3, 1.6)), y = input(b, "y", normal(0, 2));
	cell u = input(b, "u", uniform(1, 2)), t = input(b, "t", triangular(1, 2, 5));
	cell p = input(b, "p", pert(0, 1, 4)), k = input(b, "k", dist_exact(12));
	cell two = sheet_constant(b->sheet, 2), one = sheet_constant(b->sheet, 1);

	outputs[0] = sheet_multiply(b->sheet, x, sheet_add(b->sheet, y, t));
	outputs[1] = sheet_divide(b->sheet, sheet_subtract(b->sheet, two, p), u);
	outputs[2] = sheet_minimum(b->sheet, sheet_divide(b->sheet, k, t), p);
	outputs[3] = sheet_multiply(b->sheet, k, two);
	outputs[4] = sheet_subtract(b->sheet, outputs[0], outputs[1]);
	outputs[5] = sheet_subtract(b->sheet, x, x);
	outputs[6] = sheet_multiply(b->sheet, sheet_divide(b->sheet, outputs[4], one), one);
	outputs[7] = x;
}

static const uint64_t run_sizes[] = {100, 255, 256, 257, 1000, 20000, 100000, 100001, 300001};

static const enum sampler samplers[] = {SAMPLER_PLAIN, SAMPLER_SOBOL, SAMPLER_LATIN};

enum { SAMPLERS = sizeof samplers / sizeof *samplers };

static void compare_threads(const struct bench *b, const cell *outputs,
			    struct run_options options)
{
	static const unsigned threads[] = {2, 7, 0};
	struct statistics one[MIXED], more[MIXED];
	size_t t;

	memset(one, 0, sizeof one);
	run_sheet(b->sheet, outputs, MIXED, &options, one);
	for (t = 0; t < sizeof threads / sizeof *threads; t++) {
		options.threads = threads[t];
		memset(more, 0, sizeof more);
		run_sheet(b->sheet, outputs, MIXED, &options, more);
		assert_memory_equal(one, more, sizeof one);
	}
}

static void bytes_are_equal_for_any_threads(void **state)
{
	struct bench b = bench_new();
	struct run_options options;
	cell outputs[MIXED];
	size_t i, k;

	(void)state;
	add_mixed(&b, outputs);
	for (i = 0; i < sizeof run_sizes / sizeof *run_sizes; i++)
		for (k = 0; k < SAMPLERS; k++) {
			options = options_of(run_sizes[i]);
			options.sampler = samplers[k];
			compare_threads(&b, outputs, options);
		}
	bench_free(&b);
}

static void compare_instruction_sets(const struct bench *b, const cell *outputs,
				     const struct run_options *options)
{
	struct statistics plain[MIXED], other[MIXED];
	const struct kernels *list[3];
	size_t count = kernels_all(list), k;

	memset(plain, 0, sizeof plain);
	run_sheet_with(list[0], b->sheet, outputs, MIXED, options, plain);
	for (k = 1; k < count; k++) {
		memset(other, 0, sizeof other);
		run_sheet_with(list[k], b->sheet, outputs, MIXED, options, other);
		assert_memory_equal(plain, other, sizeof plain);
	}
}

static void bytes_are_equal_for_any_instruction_set(void **state)
{
	struct bench b = bench_new();
	struct run_options options;
	cell outputs[MIXED];
	size_t i, k;

	(void)state;
	add_mixed(&b, outputs);
	for (i = 0; i < sizeof run_sizes / sizeof *run_sizes; i++)
		for (k = 0; k < SAMPLERS; k++) {
			options = options_of(run_sizes[i]);
			options.sampler = samplers[k];
			compare_instruction_sets(&b, outputs, &options);
		}
	bench_free(&b);
}

/* An output's statistics are its own: alone, among others, in another sheet, or in another
 * order. */
static void results_do_not_depend_on_the_rest_of_the_sheet(void **state)
{
	struct bench b = bench_new(), other = bench_new();
	struct run_options options = options_of(150000);
	struct statistics all[MIXED], alone;
	cell outputs[MIXED], x;
	size_t i;

	(void)state;
	add_mixed(&b, outputs);
	run_sheet(b.sheet, outputs, MIXED, &options, all);
	for (i = 0; i < MIXED; i++) {
		alone = run_one(&b, outputs[i], options.samples);
		assert_true(alone.mean == all[i].mean && alone.sd == all[i].sd);
		assert_true(alone.low == all[i].low && alone.high == all[i].high);
	}
	input(&other, "first", normal(0, 1));
	x = input(&other, "x", lognormal(3, 1.6));
	assert_true(run_one(&other, x, options.samples).mean == all[7].mean);
	bench_free(&b);
	bench_free(&other);
}

/* The kept and the counted statistics of nearly the same samples. */
static void both_ways_of_counting_agree(void **state)
{
	struct statistics kept[MIXED], counted[MIXED];
	struct bench b = bench_new();
	struct run_options options = options_of(100000);
	cell outputs[MIXED];
	double width;
	char name[32];
	size_t i;

	(void)state;
	add_mixed(&b, outputs);
	run_sheet(b.sheet, outputs, MIXED, &options, kept);
	options.samples = 100001;
	run_sheet(b.sheet, outputs, MIXED, &options, counted);
	for (i = 0; i < MIXED; i++) {
		snprintf(name, sizeof name, "output %zu", i);
		width = kept[i].high - kept[i].low + 1e-300;
		assert_near((counted[i].low - kept[i].low) / width, 0, 3e-4, name);
		assert_near((counted[i].median - kept[i].median) / width, 0, 3e-4, name);
		assert_near((counted[i].high - kept[i].high) / width, 0, 3e-4, name);
		assert_near((counted[i].mean - kept[i].mean) / width, 0, 3e-4, name);
		assert_near((counted[i].sd - kept[i].sd) / width, 0, 3e-4, name);
	}
	bench_free(&b);
}

/* Far more outputs than fit into memory at once are run in groups. */
static void many_outputs_run_in_groups(void **state)
{
	enum { MANY = 700 };
	static struct statistics s[MANY];
	static cell outputs[MANY];
	struct bench b = bench_new();
	cell x = input(&b, "x", normal(1, 0.1));
	struct run_options options = options_of(60000);
	size_t i;

	(void)state;
	for (i = 0; i < MANY; i++)
		outputs[i] =
		    sheet_multiply(b.sheet, sheet_constant(b.sheet, (double)(2 + i)), x);
	run_sheet(b.sheet, outputs, MANY, &options, s);
	for (i = 0; i < MANY; i++) {
		assert_near(s[i].central, (double)(2 + i), 1e-15, "central");
		assert_near(s[i].high, s[0].high * (double)(2 + i) / 2, 1e-12, "high");
	}
	bench_free(&b);
}

struct journal {
	uint64_t last, total;
	size_t calls;
	bool rises;
};

static void note(void *context, uint64_t done, uint64_t total)
{
	struct journal *journal = context;

	journal->rises = journal->rises && done >= journal->last && done <= total;
	journal->last = done;
	journal->total = total;
	journal->calls++;
}

static void progress_rises_to_the_end(void **state)
{
	static const uint64_t sizes[] = {100, 300000};
	struct bench b = bench_new();
	cell x = input(&b, "x", normal(0, 1));
	struct statistics s;
	size_t i;

	(void)state;
	for (i = 0; i < 2; i++) {
		struct journal journal = {.rises = true};
		struct run_options options = options_of(sizes[i]);

		options.progress = note;
		options.context = &journal;
		run_sheet(b.sheet, &x, 1, &options, &s);
		assert_true(journal.rises);
		assert_true(journal.calls >= 1);
		assert_int_equal(journal.total, sizes[i]);
		assert_int_equal(journal.last, sizes[i]);
	}
	bench_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(bytes_are_equal_for_any_threads),
	    cmocka_unit_test(bytes_are_equal_for_any_instruction_set),
	    cmocka_unit_test(results_do_not_depend_on_the_rest_of_the_sheet),
	    cmocka_unit_test(both_ways_of_counting_agree),
	    cmocka_unit_test(many_outputs_run_in_groups),
	    cmocka_unit_test(progress_rises_to_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
