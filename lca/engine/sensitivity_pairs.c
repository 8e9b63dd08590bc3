/* Sampled shares of variance: runs the matrices A and B, and A with one mover of B. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/engine/parallel.h"
#include "lca/engine/sensitivity_design.h"
#include "lca/engine/stats.h"

enum { SMALL_STUDY = 200000 };

/* Columns of one worker. mixed is what a step reads: of A, of B, or recomputed. */
struct desk {
	double *memory;
	double **a, **b, **own, **mixed;
};

static void give_slots(struct design *design)
{
	const struct sensitivity_study *study = design->study;
	size_t cells = study->movers.count * design->count, mover, i;

	design->slots = arena_alloc(study->arena, (cells + 1) * sizeof *design->slots);
	for (mover = 0; mover < study->movers.count; mover++)
		for (i = 0; i < design->count; i++)
			if (mover_moves(&study->movers, mover,
					study->outputs[design->which[i]]))
				design->slots[mover * design->count + i] =
				    (uint32_t)design->slot_count++;
}

/* Lists the steps of one mover, in order; returns how many formulas are among them. */
static size_t list_moves_of(struct design *design, size_t mover, size_t *count)
{
	const struct plan *plan = &design->plan;
	size_t draw = mover_draw(&design->study->movers, mover), formulas = 0, i;
	bool formula;

	for (i = 0; i < plan->count; i++) {
		if (!plan_depends(plan, &plan->steps[i], draw))
			continue;
		formula = plan_is_formula(&plan->steps[i]);
		design->moves = arena_grow(design->study->arena, design->moves, *count,
					   sizeof *design->moves);
		design->moves[(*count)++] = (struct move){&plan->steps[i], formula};
		formulas += formula;
	}
	return formulas;
}

static void list_moves(struct design *design)
{
	size_t movers = design->study->movers.count, count = 0, formulas, i;

	design->begin = arena_alloc(design->study->arena, (movers + 1) * sizeof *design->begin);
	for (i = 0; i < movers; i++) {
		design->begin[i] = count;
		formulas = list_moves_of(design, i, &count);
		if (formulas > design->formulas)
			design->formulas = formulas;
	}
	design->begin[movers] = count;
}

static struct desk desk_new(const struct design *design)
{
	size_t columns = design->plan.columns, all = 2 * columns + design->formulas, i;
	struct desk desk;

	desk.memory = aligned_alloc(64, (all + 1) * KERNEL_BLOCK * sizeof *desk.memory);
	desk.a = malloc((all + columns + 1) * sizeof *desk.a);
	if (!desk.memory || !desk.a)
		abort();
	desk.b = desk.a + columns;
	desk.own = desk.b + columns;
	desk.mixed = desk.own + design->formulas;
	for (i = 0; i < all; i++)
		desk.a[i] = desk.memory + i * KERNEL_BLOCK;
	memcpy(desk.mixed, desk.a, columns * sizeof *desk.mixed);
	return desk;
}

static void desk_free(struct desk *desk)
{
	free(desk->memory);
	free(desk->a);
}

/* One matrix over one block: all steps, then the sums of the outputs. */
static void run_matrix(const struct design *design, uint32_t stream, size_t block,
		       double **columns)
{
	const struct rng_key key = {
	    .seed = design->study->options->seed, .block = block, .stream = stream};
	struct kernel_sums *sums = sums_of(design, block % design->chunks, stream);
	const struct kernels *kernels = design->study->kernels;
	const struct plan_output *output;
	double *x;
	size_t i, r;

	for (i = 0; i < design->plan.count; i++)
		plan_step(&design->plan.steps[i], kernels, key, columns);
	for (i = 0; i < design->count; i++) {
		output = &design->plan.outputs[i];
		if (!output->varies)
			continue;
		x = columns[output->column];
		for (r = design->here; r < KERNEL_BLOCK; r++)
			x[r] = design->shift[output->output];
		kernels->sums(x, design->shift[output->output], &sums[output->output]);
	}
}

/* The rows of A with one mover of B: inputs are B's, formulas are computed again, into the same
 * first columns of its own for every mover, which stay in the cache. */
static void mix(const struct design *design, const struct desk *desk, size_t mover)
{
	const struct rng_key none = {0};
	const struct move *move = design->moves + design->begin[mover];
	const struct move *end = design->moves + design->begin[mover + 1];
	double **own = desk->own;

	for (; move < end; move++) {
		if (!move->formula) {
			desk->mixed[move->step->target] = desk->b[move->step->target];
			continue;
		}
		desk->mixed[move->step->target] = *own++;
		plan_step(move->step, design->study->kernels, none, desk->mixed);
	}
}

static void unmix(const struct design *design, const struct desk *desk, size_t mover)
{
	uint32_t column;
	size_t i;

	for (i = design->begin[mover]; i < design->begin[mover + 1]; i++) {
		column = design->moves[i].step->target;
		desk->mixed[column] = desk->a[column];
	}
}

static void sum_pairs(const struct design *design, const struct desk *desk, size_t chunk,
		      size_t mover)
{
	const struct plan_output *output;
	struct pair_sums *pairs;
	uint32_t column;
	size_t i;

	for (i = 0; i < design->count; i++) {
		output = &design->plan.outputs[i];
		column = output->column;
		if (!output->varies || desk->mixed[column] == desk->a[column])
			continue;
		pairs = pairs_of(design, chunk, mover, output->output);
		design->study->kernels->pairs(
		    desk->a[column], desk->b[column], desk->mixed[column], design->here,
		    design->shift[output->output], pairs->first, pairs->total);
	}
}

static void run_chunk(void *context, unsigned worker, size_t chunk)
{
	const struct design *design = context;
	const struct desk *desk = &design->desks[worker];
	size_t block, mover;

	for (block = chunk; block < design->blocks; block += design->chunks) {
		run_matrix(design, STREAM_A, block, desk->a);
		run_matrix(design, STREAM_B, block, desk->b);
		for (mover = 0; mover < design->study->movers.count; mover++) {
			if (design->begin[mover] == design->begin[mover + 1])
				continue;
			mix(design, desk, mover);
			sum_pairs(design, desk, chunk, mover);
			unmix(design, desk, mover);
		}
	}
}

static void run_design(struct design *design)
{
	struct desk desks[PARALLEL_MOST];
	const struct parallel parallel = {.task = run_chunk, .context = design};
	const struct sensitivity_study *study = design->study;
	size_t steps = design->begin[study->movers.count] + 2 * design->plan.count;
	unsigned threads = 1, i;

	if (steps * study->rows > SMALL_STUDY)
		threads = parallel_threads(study->options->threads, design->chunks);
	design->desks = desks;
	for (i = 0; i < threads; i++)
		desks[i] = desk_new(design);
	parallel_run(threads, design->chunks, &parallel);
	for (i = 0; i < threads; i++)
		desk_free(&desks[i]);
}

static void make_plan(struct design *design)
{
	const struct sensitivity_study *study = design->study;
	cell *outputs = arena_alloc(study->arena, (design->count + 1) * sizeof *outputs);
	double centre;
	size_t i;

	design->shift = arena_alloc(study->arena, (design->count + 1) * sizeof *design->shift);
	for (i = 0; i < design->count; i++) {
		outputs[i] = study->outputs[design->which[i]];
		centre = study->central[outputs[i].index];
		design->shift[i] = isfinite(centre) ? centre : 0;
	}
	plan_make(&design->plan, study->arena, study->sheet, outputs, design->count, false);
}

void sensitivity_pairs(const struct sensitivity_study *study, const size_t *which, size_t count,
		       bool intervals)
{
	struct design design = {.study = study, .which = which, .count = count};
	struct resampling resampling;
	size_t i;

	design.blocks = (study->rows + KERNEL_BLOCK - 1) / KERNEL_BLOCK;
	design.here = study->rows < KERNEL_BLOCK ? study->rows : KERNEL_BLOCK;
	design.chunks = design.blocks < CHUNKS_MOST ? design.blocks : CHUNKS_MOST;
	make_plan(&design);
	list_moves(&design);
	give_slots(&design);
	design.pairs = calloc(design.chunks * design.slot_count + 1, sizeof *design.pairs);
	design.sums =
	    arena_alloc(study->arena, (design.chunks * 2 * count + 1) * sizeof *design.sums);
	if (!design.pairs)
		abort();
	for (i = 0; i < design.chunks * 2 * count; i++)
		design.sums[i] = stats_sums_start();
	run_design(&design);
	if (intervals)
		resampling_make(&resampling, study->arena, study->options->seed,
				design.chunks * KERNEL_LANES);
	for (i = 0; i < count; i++)
		design_shares(&design, intervals ? &resampling : NULL, i);
	free(design.pairs);
}
