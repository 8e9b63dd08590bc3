/* Runs two plans side by side and keeps difference and ratio of their outputs. */

#include "lca/engine/compare.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/base/heap.h"
#include "lca/engine/parallel.h"
#include "lca/engine/run_private.h"

enum { SIDES = 2, COLUMN_ALIGNMENT = 64 };

/* Columns of one worker, of both plans one after another, and what a block has of each. */
struct desk {
	double *memory;
	double **columns;
	double fixed[KERNEL_BLOCK];
};

struct pair {
	struct run_job job;
	struct plan plans[SIDES];
	struct desk *desks;
	double *difference, *ratio; /* [sample], room for whole blocks */
	uint32_t *lower, *equal;    /* [block] */
};

static uint64_t blocks_of(uint64_t samples)
{
	return (samples + KERNEL_BLOCK - 1) / KERNEL_BLOCK;
}

/* The dimensions of the second sheet's draws: of the first's where it has the name. */
static size_t *second_dimensions(struct arena *arena, const struct sheet *first,
				 const struct sheet *second)
{
	size_t count = sheet_draws(second), next = sheet_draws(first), i, k;
	size_t *dimensions = arena_alloc(arena, (count + 1) * sizeof *dimensions);

	for (i = 0; i < count; i++) {
		for (k = 0; k < sheet_draws(first); k++)
			if (strcmp(sheet_draw_name(first, k), sheet_draw_name(second, i)) == 0)
				break;
		dimensions[i] = k < sheet_draws(first) ? k : next++;
	}
	return dimensions;
}

static const double *run_side(const struct pair *pair, const struct plan *plan,
			      struct desk *desk, double **columns, uint64_t block)
{
	const struct rng_key key = {.seed = pair->job.seed, .block = block};
	size_t i;

	for (i = 0; i < plan->count; i++)
		plan_step(&plan->steps[i], pair->job.kernels, key, columns);
	if (plan->outputs[0].varies)
		return columns[plan->outputs[0].column];
	for (i = 0; i < KERNEL_BLOCK; i++)
		desk->fixed[i] = plan->outputs[0].number;
	return desk->fixed;
}

static void run_block(void *context, unsigned worker, size_t block)
{
	const struct pair *pair = context;
	struct desk *desk = &pair->desks[worker];
	const double *a, *b;
	uint64_t first = (uint64_t)block * KERNEL_BLOCK, left = pair->job.samples - first, i;
	double *difference = pair->difference + first, *ratio = pair->ratio + first;
	uint32_t lower = 0, equal = 0;

	a = run_side(pair, &pair->plans[0], desk, desk->columns, block);
	memcpy(ratio, a, KERNEL_BLOCK * sizeof *a);
	b = run_side(pair, &pair->plans[1], desk, desk->columns + pair->plans[0].columns,
		     block);
	for (i = 0; i < KERNEL_BLOCK; i++) {
		if (i < left) {
			lower += ratio[i] < b[i];
			equal += ratio[i] == b[i];
		}
		difference[i] = ratio[i] - b[i];
		ratio[i] /= b[i];
	}
	pair->lower[block] = lower;
	pair->equal[block] = equal;
}

static struct desk desk_new(const struct pair *pair)
{
	size_t columns = pair->plans[0].columns + pair->plans[1].columns, i;
	struct desk desk;

	desk.memory =
	    aligned_alloc(COLUMN_ALIGNMENT, (columns + 1) * KERNEL_BLOCK * sizeof *desk.memory);
	desk.columns = heap_zeroed(columns, sizeof *desk.columns);
	if (!desk.memory)
		abort();
	for (i = 0; i < columns; i++)
		desk.columns[i] = desk.memory + i * KERNEL_BLOCK;
	return desk;
}

static void run_blocks(struct pair *pair)
{
	size_t blocks = (size_t)blocks_of(pair->job.samples);
	unsigned threads = parallel_threads(pair->job.wanted_threads, blocks), i;
	const struct parallel parallel = {.task = run_block, .context = pair};

	pair->desks = heap_zeroed(threads, sizeof *pair->desks);
	for (i = 0; i < threads; i++)
		pair->desks[i] = desk_new(pair);
	parallel_run(threads, blocks, &parallel);
	for (i = 0; i < threads; i++) {
		free(pair->desks[i].memory);
		free(pair->desks[i].columns);
	}
	free(pair->desks);
}

/* Of independent samples, or by the spread of the replicates. */
static double error_of_share(const struct pair *pair, double share)
{
	size_t blocks = (size_t)blocks_of(pair->job.samples), each = blocks / REPLICATES, i;
	double of[REPLICATES] = {0}, n = (double)pair->job.samples, squares = 0;

	if (pair->job.sampler == SAMPLER_PLAIN || !each)
		return sqrt(share * (1 - share) / n);
	for (i = 0; i < blocks; i++)
		of[i / each] += pair->lower[i] * (REPLICATES / n);
	for (i = 0; i < REPLICATES; i++)
		squares += (of[i] - share) * (of[i] - share);
	return sqrt(squares / (REPLICATES - 1) / REPLICATES);
}

static double share_of(const uint32_t *counts, uint64_t samples)
{
	uint64_t sum = 0, i;

	for (i = 0; i < blocks_of(samples); i++)
		sum += counts[i];
	return (double)sum / (double)samples;
}

static double central_of(const struct sheet *sheet, cell c)
{
	double *values = heap_zeroed(sheet_size(sheet), sizeof *values), central;

	sheet_central(sheet, values);
	central = values[c.index];
	free(values);
	return central;
}

struct paired run_compare(const struct sheet *sheet_a, cell a, const struct sheet *sheet_b,
			  cell b, const struct run_options *options)
{
	struct run_options held = *options;
	struct arena *arena = arena_new();
	double central_a = central_of(sheet_a, a), central_b = central_of(sheet_b, b);
	struct paired result = {
	    .difference = {.central = central_a - central_b},
	    .ratio = {.central = central_a / central_b},
	};
	struct pair pair;
	size_t room;

	if (held.samples > COMPARE_SAMPLES_MOST)
		held.samples = COMPARE_SAMPLES_MOST;
	pair = (struct pair){.job = run_job_of(kernels_choose(), &held)};
	run_plan(&pair.job, &pair.plans[0], arena, sheet_a, &a, 1);
	pair.job.dimensions = second_dimensions(arena, sheet_a, sheet_b);
	run_plan(&pair.job, &pair.plans[1], arena, sheet_b, &b, 1);
	room = (size_t)blocks_of(pair.job.samples);
	pair.difference = heap_zeroed(room * KERNEL_BLOCK, sizeof *pair.difference);
	pair.ratio = heap_zeroed(room * KERNEL_BLOCK, sizeof *pair.ratio);
	pair.lower = heap_zeroed(room, sizeof *pair.lower);
	pair.equal = heap_zeroed(room, sizeof *pair.equal);
	run_blocks(&pair);
	result.samples = pair.job.samples;
	result.lower = share_of(pair.lower, pair.job.samples);
	result.equal = share_of(pair.equal, pair.job.samples);
	result.lower_error = error_of_share(&pair, result.lower);
	run_kept_statistics(&pair.job, pair.difference, &result.difference);
	run_kept_statistics(&pair.job, pair.ratio, &result.ratio);
	free(pair.difference);
	free(pair.ratio);
	free(pair.lower);
	free(pair.equal);
	arena_free(arena);
	return result;
}
