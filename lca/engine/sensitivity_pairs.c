/* Sampled shares of variance: matrices A and B of independent rows, and A with one mover of B.
 */

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/engine/parallel.h"
#include "lca/engine/plan.h"
#include "lca/engine/sensitivity_private.h"
#include "lca/engine/stats.h"

/* Matrix A takes the draws of an ordinary run, matrix B those of another stream. A chunk has
 * the blocks of one remainder; its lanes are the groups of rows that are resampled. */
enum { STREAM_A = 0, STREAM_B = 1, CHUNKS_MOST = 16, SMALL_STUDY = 200000 };

/* Columns of one worker. mixed is what a step reads: of A, of B, or recomputed. */
struct desk {
	double *memory;
	double **a, **b, **own, **mixed;
};

/* Sums over the rows of a chunk, by lane. */
struct pair_sums {
	double first[KERNEL_LANES]; /* b (ab - a) */
	double total[KERNEL_LANES]; /* (ab - a)^2 */
};

struct design {
	const struct sensitivity_study *study;
	struct plan plan;
	const size_t *which; /* outputs of the study */
	size_t count;
	size_t blocks, chunks, here; /* here: rows of a block */
	size_t *begin;		     /* steps[begin[m] .. begin[m + 1]) depend on mover m */
	uint32_t *steps;
	double *shift;		  /* [output]: about its centre */
	struct pair_sums *pairs;  /* [chunk][mover][output] */
	struct kernel_sums *sums; /* [chunk][A, B][output] */
	struct desk *desks;
};

static struct pair_sums *pairs_of(const struct design *design, size_t chunk, size_t mover)
{
	return design->pairs + (chunk * design->study->movers.count + mover) * design->count;
}

static struct kernel_sums *sums_of(const struct design *design, size_t chunk, uint32_t stream)
{
	return design->sums + (2 * chunk + stream) * design->count;
}

/* Lists the steps of each mover, in order. */
static void list_steps(struct design *design)
{
	struct arena *arena = design->study->arena;
	size_t movers = design->study->movers.count, m, s, count = 0;

	design->begin = arena_alloc(arena, (movers + 1) * sizeof *design->begin);
	for (m = 0; m < movers; m++) {
		design->begin[m] = count;
		for (s = 0; s < design->plan.count; s++) {
			if (!plan_depends(&design->plan, &design->plan.steps[s],
					  mover_draw(&design->study->movers, m)))
				continue;
			design->steps =
			    arena_grow(arena, design->steps, count, sizeof *design->steps);
			design->steps[count++] = (uint32_t)s;
		}
	}
	design->begin[movers] = count;
}

static struct desk desk_new(const struct design *design)
{
	size_t columns = design->plan.columns, i;
	struct desk desk;

	desk.memory = aligned_alloc(64, (3 * columns + 1) * KERNEL_BLOCK * sizeof *desk.memory);
	desk.a = malloc((4 * columns + 1) * sizeof *desk.a);
	if (!desk.memory || !desk.a)
		abort();
	desk.b = desk.a + columns;
	desk.own = desk.b + columns;
	desk.mixed = desk.own + columns;
	for (i = 0; i < 3 * columns; i++)
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

/* The rows of A with one mover of B: inputs are B's, formulas are computed again. */
static void mix(const struct design *design, const struct desk *desk, size_t mover)
{
	const struct rng_key none = {0};
	const struct step *step;
	size_t i;

	for (i = design->begin[mover]; i < design->begin[mover + 1]; i++) {
		step = &design->plan.steps[design->steps[i]];
		if (!plan_is_formula(step)) {
			desk->mixed[step->target] = desk->b[step->target];
			continue;
		}
		desk->mixed[step->target] = desk->own[step->target];
		plan_step(step, design->study->kernels, none, desk->mixed);
	}
}

static void unmix(const struct design *design, const struct desk *desk, size_t mover)
{
	uint32_t column;
	size_t i;

	for (i = design->begin[mover]; i < design->begin[mover + 1]; i++) {
		column = design->plan.steps[design->steps[i]].target;
		desk->mixed[column] = desk->a[column];
	}
}

static void sum_pairs(const struct design *design, const struct desk *desk, size_t chunk,
		      size_t mover)
{
	struct pair_sums *pairs = pairs_of(design, chunk, mover);
	const struct plan_output *output;
	uint32_t column;
	size_t i;

	for (i = 0; i < design->count; i++) {
		output = &design->plan.outputs[i];
		column = output->column;
		if (!output->varies || desk->mixed[column] == desk->a[column])
			continue;
		design->study->kernels->pairs(
		    desk->a[column], desk->b[column], desk->mixed[column], design->here,
		    design->shift[output->output], pairs[output->output].first,
		    pairs[output->output].total);
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

double sensitivity_share(double part, double variance)
{
	double s = part / variance;

	return s > 0 ? s < 1 ? s : 1 : 0;
}

static double variance_of(const struct design *design, size_t output)
{
	struct stats_part parts[2 * CHUNKS_MOST];
	double mean, sd;
	size_t i;

	for (i = 0; i < 2 * design->chunks; i++)
		parts[i] = stats_sums_end(design->sums + i * design->count + output);
	stats_moments(parts, 2 * design->chunks, 1, 2 * design->study->rows,
		      design->shift[output], &mean, &sd);
	return sd * sd;
}

static void fill_shares(const struct design *design, size_t output, size_t mover,
			double variance, struct sensitivity *row)
{
	double first = 0, total = 0, n = (double)design->study->rows;
	const struct pair_sums *pair;
	size_t chunk, lane;

	for (chunk = 0; chunk < design->chunks; chunk++) {
		pair = pairs_of(design, chunk, mover) + output;
		for (lane = 0; lane < KERNEL_LANES; lane++) {
			first += pair->first[lane];
			total += pair->total[lane];
		}
	}
	row->first = sensitivity_share(first / n, variance);
	row->total = sensitivity_share(total / (2 * n), variance);
	row->first_low = row->first_high = row->first;
	row->total_low = row->total_high = row->total;
}

/* variances[RESAMPLES] of both matrices. */
static void resample_variances(const struct design *design, const struct resampling *resampling,
			       size_t output, double *variances)
{
	double sums[RESAMPLES], squares[RESAMPLES], n = 2 * (double)design->study->rows;
	double both[2][CHUNKS_MOST * KERNEL_LANES];
	size_t chunk, lane, i;

	for (chunk = 0; chunk < design->chunks; chunk++) {
		const struct kernel_sums *a = sums_of(design, chunk, STREAM_A) + output;
		const struct kernel_sums *b = sums_of(design, chunk, STREAM_B) + output;

		for (lane = 0; lane < KERNEL_LANES; lane++) {
			i = chunk * KERNEL_LANES + lane;
			both[0][i] = a->sum[lane] + b->sum[lane];
			both[1][i] = a->squares[lane] + b->squares[lane];
		}
	}
	resampling_sums(resampling, both[0], sums);
	resampling_sums(resampling, both[1], squares);
	for (i = 0; i < RESAMPLES; i++)
		variances[i] = (squares[i] - sums[i] * (sums[i] / n)) / n;
}

static void fill_intervals(const struct design *design, const struct resampling *resampling,
			   size_t output, size_t mover, const double *variances,
			   struct sensitivity *row)
{
	double first[RESAMPLES], total[RESAMPLES], n = (double)design->study->rows;
	double groups[2][CHUNKS_MOST * KERNEL_LANES];
	const struct pair_sums *pair;
	size_t chunk, i;

	for (chunk = 0; chunk < design->chunks; chunk++) {
		pair = pairs_of(design, chunk, mover) + output;
		memcpy(groups[0] + chunk * KERNEL_LANES, pair->first, sizeof pair->first);
		memcpy(groups[1] + chunk * KERNEL_LANES, pair->total, sizeof pair->total);
	}
	resampling_sums(resampling, groups[0], first);
	resampling_sums(resampling, groups[1], total);
	for (i = 0; i < RESAMPLES; i++) {
		first[i] = sensitivity_share(first[i] / n, variances[i]);
		total[i] = sensitivity_share(total[i] / (2 * n), variances[i]);
	}
	resampling_interval(first, &row->first_low, &row->first_high);
	resampling_interval(total, &row->total_low, &row->total_high);
}

static void fill_output(const struct design *design, const struct resampling *resampling,
			size_t output)
{
	const struct sensitivity_study *study = design->study;
	cell c = study->outputs[design->which[output]];
	struct sensitivity *rows = study->table + design->which[output] * study->movers.count;
	double variances[RESAMPLES], variance = variance_of(design, output);
	size_t mover;

	if (resampling)
		resample_variances(design, resampling, output, variances);
	for (mover = 0; mover < study->movers.count; mover++) {
		if (!mover_moves(&study->movers, mover, c))
			continue;
		fill_shares(design, output, mover, variance, &rows[mover]);
		if (resampling)
			fill_intervals(design, resampling, output, mover, variances,
				       &rows[mover]);
	}
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
	size_t i, cells;

	design.blocks = (study->rows + KERNEL_BLOCK - 1) / KERNEL_BLOCK;
	design.here = study->rows < KERNEL_BLOCK ? study->rows : KERNEL_BLOCK;
	design.chunks = design.blocks < CHUNKS_MOST ? design.blocks : CHUNKS_MOST;
	make_plan(&design);
	list_steps(&design);
	cells = design.chunks * study->movers.count * count;
	design.pairs = calloc(cells + 1, sizeof *design.pairs);
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
		fill_output(&design, intervals ? &resampling : NULL, i);
	free(design.pairs);
}
