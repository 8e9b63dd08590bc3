/* Counts which cell is the lowest in each sample, and keeps samples to compare pairs. */

#include "lca/engine/contest.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/heap.h"
#include "lca/engine/contest_private.h"
#include "lca/engine/parallel.h"
#include "lca/engine/plan.h"
#include "lca/engine/run_private.h"

/* A sample that one cell wins alone is worth WHOLE, which any number of cells up to 22 divides;
 * what more cells share is right to 1e-7. */
enum { WHOLE = 232792560, SMALL_WORK = 400000, COLUMN_ALIGNMENT = 64 };

/* What one worker has: all cells over a block, and what each has won. */
struct desk {
	double *memory;
	uint64_t *won; /* [replicate][cell] */
};

struct race {
	struct contest *contest;
	const struct plan *plan; /* while it runs */
	bool has_run;
	struct desk *desks;
	const struct plan_output *last;		/* of its cells in a block; NULL: none varies */
	uint64_t replicate_blocks, kept_blocks; /* of each replicate, or of all samples */
	const struct run_options *options;
};

static uint64_t blocks_of(uint64_t samples)
{
	return (samples + KERNEL_BLOCK - 1) / KERNEL_BLOCK;
}

static double *column_of(const struct desk *desk, size_t index)
{
	return desk->memory + index * KERNEL_BLOCK;
}

static void find_least(const struct race *race, const struct desk *desk, double *least)
{
	double other[KERNEL_BLOCK], *from = least, *to = other, *held;
	size_t i;

	memcpy(least, column_of(desk, 0), sizeof other);
	for (i = 1; i < race->contest->count; i++) {
		race->contest->job.kernels->columns[KERNEL_MINIMUM](from, column_of(desk, i),
								    to);
		held = from;
		from = to;
		to = held;
	}
	if (from != least)
		memcpy(least, from, sizeof other);
}

static uint32_t count_equal(const double *x, const double *least, size_t count)
{
	uint32_t equal = 0;
	size_t i;

	for (i = 0; i < count; i++)
		equal += x[i] == least[i];
	return equal;
}

/* Samples that several cells win are shared between them. */
static void share_out(const struct race *race, const struct desk *desk, const double *least,
		      size_t count, uint64_t *won)
{
	uint32_t winners[KERNEL_BLOCK] = {0};
	const double *x;
	size_t i, k;

	for (k = 0; k < race->contest->count; k++) {
		x = column_of(desk, k);
		for (i = 0; i < count; i++)
			winners[i] += x[i] == least[i];
	}
	for (k = 0; k < race->contest->count; k++) {
		x = column_of(desk, k);
		for (i = 0; i < count; i++)
			if (x[i] == least[i])
				won[k] += (WHOLE + winners[i] / 2) / winners[i];
	}
}

static void count_winners(const struct race *race, const struct desk *desk, size_t count,
			  uint64_t *won)
{
	double least[KERNEL_BLOCK];
	size_t k, all = 0;

	find_least(race, desk, least);
	for (k = 0; k < race->contest->count; k++)
		all += count_equal(column_of(desk, k), least, count);
	if (all > count) {
		share_out(race, desk, least, count, won);
		return;
	}
	for (k = 0; k < race->contest->count; k++)
		won[k] += (uint64_t)WHOLE * count_equal(column_of(desk, k), least, count);
}

static void end_block(const struct race *race, unsigned worker, uint64_t block, size_t count)
{
	const struct contest *contest = race->contest;
	const struct desk *desk = &race->desks[worker];
	uint64_t part = block / race->replicate_blocks, within = block % race->replicate_blocks;
	size_t k, at = (size_t)(part * race->kept_blocks + within) * KERNEL_BLOCK;

	count_winners(race, desk, count, desk->won + part * contest->count);
	for (k = 0; within < race->kept_blocks && k < contest->count; k++)
		memcpy(contest->values + k * contest->padded + at, column_of(desk, k),
		       KERNEL_BLOCK * sizeof *contest->values);
}

static void take_column(void *context, const struct sample_view *view)
{
	const struct race *race = context;

	if (view->output->output >= race->contest->count)
		return;
	memcpy(column_of(&race->desks[view->worker], view->output->output), view->x,
	       KERNEL_BLOCK * sizeof *view->x);
	if (view->output == race->last)
		end_block(race, view->worker, view->first / KERNEL_BLOCK, view->count);
}

static void report(void *context, uint64_t done)
{
	const struct race *race = context;

	race->options->progress(race->options->context, done, race->contest->samples);
}

static struct desk desk_new(const struct race *race)
{
	size_t count = race->contest->count, i, k;
	const struct plan_output *output;
	struct desk desk;

	desk.memory =
	    aligned_alloc(COLUMN_ALIGNMENT, count * KERNEL_BLOCK * sizeof *desk.memory);
	if (!desk.memory)
		abort();
	desk.won = heap_zeroed(REPLICATES * count, sizeof *desk.won);
	for (i = 0; i < race->plan->output_count; i++) {
		output = &race->plan->outputs[i];
		if (output->varies || output->output >= count)
			continue;
		for (k = 0; k < KERNEL_BLOCK; k++)
			column_of(&desk, output->output)[k] = output->number;
	}
	return desk;
}

static void run_constants(const struct race *race)
{
	uint64_t left = race->contest->samples, block;

	for (block = 0; left; block++) {
		size_t count = left < KERNEL_BLOCK ? (size_t)left : KERNEL_BLOCK;

		end_block(race, 0, block, count);
		left -= count;
	}
}

/* Two outputs that can never differ. */
static bool is_twin(const struct plan_output *a, const struct plan_output *b)
{
	if (a->varies || b->varies)
		return a->varies && b->varies && a->column == b->column && a->after == b->after;
	return a->number == b->number;
}

/* How many cells are the very same, with this one: they win together, which is no chance. */
static uint64_t count_twins(const struct race *race, const struct plan_output *output)
{
	const struct plan *plan = race->plan;
	uint64_t twins = 0;
	size_t i;

	for (i = 0; i < plan->output_count; i++)
		twins += plan->outputs[i].output < race->contest->count &&
			 is_twin(&plan->outputs[i], output);
	return twins;
}

static void read_lowest(const struct race *race)
{
	struct contest *contest = race->contest;
	size_t parts = contest_parts(contest), i, p;
	uint64_t won[REPLICATES], twins;
	struct contest_share *lowest;
	unsigned w;

	for (i = 0; i < race->plan->output_count; i++) {
		size_t k = race->plan->outputs[i].output;

		if (k >= contest->count)
			continue;
		twins = count_twins(race, &race->plan->outputs[i]);
		for (p = 0; p < parts; p++) {
			won[p] = 0;
			for (w = 0; w < contest->job.threads; w++)
				won[p] += race->desks[w].won[p * contest->count + k] * twins;
		}
		lowest = &contest->lowest[k];
		*lowest =
		    contest_share_of(won, parts, WHOLE * contest->samples, contest->samples);
		lowest->share /= (double)twins;
		lowest->error /= (double)twins;
	}
}

/* How many blocks of each replicate, or of all samples, are kept. */
static uint64_t kept_blocks(const struct contest *contest, uint64_t each)
{
	uint64_t most =
	    CONTEST_VALUES_MOST / KERNEL_BLOCK / contest->count / contest_parts(contest);

	if (contest->samples * contest->count <= CONTEST_VALUES_MOST || each <= most)
		return each;
	return most ? most : 1;
}

static void make_room(struct race *race)
{
	struct contest *contest = race->contest;
	size_t parts = contest_parts(contest);

	race->replicate_blocks = blocks_of(contest->samples) / parts;
	race->kept_blocks = kept_blocks(contest, race->replicate_blocks);
	contest->padded = (size_t)(race->kept_blocks * parts) * KERNEL_BLOCK;
	if (race->kept_blocks < race->replicate_blocks)
		contest->job.samples = contest->padded;
	contest->values =
	    heap_grow(NULL, contest->count * contest->padded * sizeof *contest->values);
}

static void fill_central(struct contest *contest, const struct sheet *sheet, const cell *cells)
{
	double *values = heap_zeroed(sheet_size(sheet), sizeof *values);
	size_t k;

	sheet_central(sheet, values);
	contest->central = heap_zeroed(contest->count, sizeof *contest->central);
	for (k = 0; k < contest->count; k++) {
		assert(!cell_is_bad(cells[k]));
		contest->central[k] = values[cells[k].index];
	}
	free(values);
}

/* Desks for the threads; where nothing varies all is done. */
static void begin(void *context, const struct plan *plan, unsigned threads)
{
	struct race *race = context;
	size_t i;

	race->plan = plan;
	race->has_run = true;
	race->contest->job.threads = threads;
	for (i = 0; i < plan->output_count; i++)
		if (plan->outputs[i].varies && plan->outputs[i].output < race->contest->count)
			race->last = &plan->outputs[i];
	make_room(race);
	race->desks = heap_zeroed(threads, sizeof *race->desks);
	for (i = 0; i < threads; i++)
		race->desks[i] = desk_new(race);
	if (!race->last)
		run_constants(race);
}

static void end(void *context)
{
	struct race *race = context;
	unsigned i;

	read_lowest(race);
	for (i = 0; i < race->contest->job.threads; i++) {
		free(race->desks[i].memory);
		free(race->desks[i].won);
	}
	free(race->desks);
	race->plan = NULL;
	race->last = NULL;
}

static struct contest *contest_new(const struct kernels *kernels, const struct sheet *sheet,
				   const cell *cells, size_t count,
				   const struct run_options *options)
{
	struct contest *contest = heap_zeroed(1, sizeof *contest);

	assert(count >= 1);
	contest->count = count;
	contest->job = run_job_of(kernels, options);
	contest->samples = contest->job.samples;
	contest->lowest = heap_zeroed(count, sizeof *contest->lowest);
	fill_central(contest, sheet, cells);
	return contest;
}

static void run_alone(struct race *race, const struct sheet *sheet, const cell *cells)
{
	struct contest *contest = race->contest;
	struct arena *arena = arena_new();
	struct plan plan;
	struct sample_pass pass = {.plan = &plan,
				   .kernels = contest->job.kernels,
				   .seed = contest->job.seed,
				   .samples = contest->samples,
				   .threads = 1,
				   .read = take_column,
				   .progress = race->options->progress ? report : NULL,
				   .context = race};

	run_plan(&contest->job, &plan, arena, sheet, cells, contest->count);
	if (contest->samples * (plan.count + contest->count) > SMALL_WORK)
		pass.threads = parallel_threads(contest->job.wanted_threads,
						sample_chunks(contest->samples));
	begin(race, &plan, pass.threads);
	if (race->last)
		sample_run(&pass);
	end(race);
	arena_free(arena);
}

struct contest *contest_run_with(const struct kernels *kernels, const struct sheet *sheet,
				 const cell *cells, size_t count,
				 const struct run_options *options)
{
	struct race race = {.options = options};

	race.contest = contest_new(kernels, sheet, cells, count, options);
	run_alone(&race, sheet, cells);
	return race.contest;
}

struct contest *contest_run_among(const struct sheet *sheet, const cell *outputs, size_t count,
				  size_t contestants, const struct run_options *options,
				  struct statistics *statistics)
{
	const struct kernels *kernels = kernels_choose();
	struct race race = {.options = options};
	const struct run_tap tap = {.count = contestants,
				    .begin = begin,
				    .read = take_column,
				    .end = end,
				    .context = &race};

	assert(contestants <= count);
	race.contest = contest_new(kernels, sheet, outputs, contestants, options);
	run_sheet_tapped(kernels, sheet, outputs, count, options, &tap, statistics);
	if (!race.has_run)
		run_alone(&race, sheet, outputs);
	return race.contest;
}

struct contest *contest_run(const struct sheet *sheet, const cell *cells, size_t count,
			    const struct run_options *options)
{
	return contest_run_with(kernels_choose(), sheet, cells, count, options);
}

void contest_free(struct contest *contest)
{
	if (!contest)
		return;
	free(contest->values);
	free(contest->central);
	free(contest->lowest);
	free(contest);
}

uint64_t contest_samples(const struct contest *contest)
{
	return contest->samples;
}

uint64_t contest_kept(const struct contest *contest)
{
	return contest->job.samples;
}

struct contest_share contest_lowest(const struct contest *contest, size_t index)
{
	assert(index < contest->count);
	return contest->lowest[index];
}
