/* Shares of variance by draw: Saltelli 2010 first-order and Jansen total indices. */

#include "lca/engine/sensitivity.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/engine/parallel.h"
#include "lca/engine/plan.h"
#include "lca/engine/run_private.h"
#include "lca/engine/stats.h"

/* Matrix A takes the draws of an ordinary run, matrix B those of another stream. */
enum { ROWS_MOST = 8192, STREAM_A = 0, STREAM_B = 1, SMALL_STUDY = 200000 };

/* Columns of one worker. mixed is what a step reads: of A, of B, or recomputed. */
struct desk {
	double *memory;
	double **a, **b, **own, **mixed;
};

struct study {
	struct arena *arena;
	struct plan plan;
	const struct kernels *kernels;
	const cell *outputs;
	uint64_t seed;
	size_t rows, blocks, draws, output_count;
	size_t *first; /* steps[first[d] .. first[d + 1]) depend on draw d */
	uint32_t *steps;
	double *shift;		  /* [output]: about its centre */
	double (*pairs)[2];	  /* [block][draw][output] */
	struct stats_part *parts; /* [block][A, B][output] */
	struct desk *desks;
};

static size_t rows_of(uint64_t samples, size_t most)
{
	size_t rows = 64;

	while (2 * rows <= most && 2 * rows <= samples)
		rows *= 2;
	return rows;
}

static void find_shifts(struct study *study, const struct sheet *sheet)
{
	double *values = arena_alloc(study->arena, (sheet_size(sheet) + 1) * sizeof *values);
	size_t i;

	sheet_central(sheet, values);
	study->shift = arena_alloc(study->arena, (study->output_count + 1) * sizeof *values);
	for (i = 0; i < study->output_count; i++) {
		assert(!cell_is_bad(study->outputs[i]));
		study->shift[i] = values[study->outputs[i].index];
		if (!isfinite(study->shift[i]))
			study->shift[i] = 0;
	}
}

/* Lists the steps of each draw, in order. */
static void list_steps(struct study *study)
{
	const struct plan *plan = &study->plan;
	size_t d, s, count = 0;

	study->first = arena_alloc(study->arena, (study->draws + 1) * sizeof *study->first);
	for (d = 0; d < study->draws; d++) {
		study->first[d] = count;
		for (s = 0; s < plan->count; s++) {
			if (!plan_depends(plan, &plan->steps[s], d))
				continue;
			study->steps =
			    arena_grow(study->arena, study->steps, count, sizeof *study->steps);
			study->steps[count++] = (uint32_t)s;
		}
	}
	study->first[study->draws] = count;
}

static struct desk desk_new(const struct study *study)
{
	size_t columns = study->plan.columns, i;
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

static size_t rows_here(const struct study *study)
{
	return study->rows < KERNEL_BLOCK ? study->rows : KERNEL_BLOCK;
}

/* One matrix over one block: all steps, then the sums of the outputs. */
static void run_matrix(const struct study *study, uint32_t stream, size_t block,
		       double **columns)
{
	const struct rng_key key = {.seed = study->seed, .block = block, .stream = stream};
	struct stats_part *parts = study->parts + (2 * block + stream) * study->output_count;
	const struct plan_output *output;
	struct kernel_sums sums;
	double *x;
	size_t i, r;

	for (i = 0; i < study->plan.count; i++)
		plan_step(&study->plan.steps[i], study->kernels, key, columns);
	for (i = 0; i < study->output_count; i++) {
		output = &study->plan.outputs[i];
		if (!output->varies)
			continue;
		x = columns[output->column];
		for (r = rows_here(study); r < KERNEL_BLOCK; r++)
			x[r] = study->shift[output->output];
		sums = stats_sums_start();
		study->kernels->sums(x, study->shift[output->output], &sums);
		parts[output->output] = stats_sums_end(&sums);
	}
}

/* The rows of A with one draw of B: inputs are B's, formulas are computed again. */
static void mix(const struct study *study, const struct desk *desk, size_t draw)
{
	const struct rng_key none = {0};
	const struct step *step;
	size_t i;

	for (i = study->first[draw]; i < study->first[draw + 1]; i++) {
		step = &study->plan.steps[study->steps[i]];
		if (!plan_is_formula(step)) {
			desk->mixed[step->target] = desk->b[step->target];
			continue;
		}
		desk->mixed[step->target] = desk->own[step->target];
		plan_step(step, study->kernels, none, desk->mixed);
	}
}

static void unmix(const struct study *study, const struct desk *desk, size_t draw)
{
	uint32_t column;
	size_t i;

	for (i = study->first[draw]; i < study->first[draw + 1]; i++) {
		column = study->plan.steps[study->steps[i]].target;
		desk->mixed[column] = desk->a[column];
	}
}

static void sum_pairs(const struct study *study, const struct desk *desk, size_t block,
		      size_t draw)
{
	double(*pairs)[2] = study->pairs + (block * study->draws + draw) * study->output_count;
	const struct plan_output *output;
	uint32_t column;
	size_t i;

	for (i = 0; i < study->output_count; i++) {
		output = &study->plan.outputs[i];
		column = output->column;
		if (!output->varies || desk->mixed[column] == desk->a[column])
			continue;
		study->kernels->pairs(desk->a[column], desk->b[column], desk->mixed[column],
				      rows_here(study), study->shift[output->output],
				      pairs[output->output]);
	}
}

static void run_block(void *context, unsigned worker, size_t block)
{
	const struct study *study = context;
	const struct desk *desk = &study->desks[worker];
	size_t draw;

	run_matrix(study, STREAM_A, block, desk->a);
	run_matrix(study, STREAM_B, block, desk->b);
	for (draw = 0; draw < study->draws; draw++) {
		if (study->first[draw] == study->first[draw + 1])
			continue;
		mix(study, desk, draw);
		sum_pairs(study, desk, block, draw);
		unmix(study, desk, draw);
	}
}

static void run_study(struct study *study, unsigned wanted)
{
	struct desk desks[PARALLEL_MOST];
	const struct parallel parallel = {.task = run_block, .context = study};
	size_t steps = study->first[study->draws] + 2 * study->plan.count;
	unsigned threads = 1, i;

	if (steps * study->rows > SMALL_STUDY)
		threads = parallel_threads(wanted, study->blocks);
	study->desks = desks;
	for (i = 0; i < threads; i++)
		desks[i] = desk_new(study);
	parallel_run(threads, study->blocks, &parallel);
	for (i = 0; i < threads; i++)
		desk_free(&desks[i]);
}

static double share(double part, double variance)
{
	double s = part / variance;

	return s > 0 ? s < 1 ? s : 1 : 0;
}

static struct sensitivity indices(const struct study *study, size_t output, size_t draw,
				  double variance)
{
	double sums[2] = {0, 0}, n = (double)study->rows;
	const double *pair;
	size_t block;

	for (block = 0; block < study->blocks; block++) {
		pair =
		    study->pairs[(block * study->draws + draw) * study->output_count + output];
		sums[0] += pair[0];
		sums[1] += pair[1];
	}
	return (struct sensitivity){.draw = draw,
				    .first = share(sums[0] / n, variance),
				    .total = share(sums[1] / (2 * n), variance)};
}

static int by_total(const void *left, const void *right)
{
	const struct sensitivity *a = left, *b = right;

	if (a->total != b->total)
		return a->total > b->total ? -1 : 1;
	return a->draw < b->draw ? -1 : a->draw > b->draw;
}

static size_t fill_rows(const struct study *study, size_t output, struct sensitivity *rows,
			size_t capacity)
{
	struct sensitivity *all = arena_alloc(study->arena, (study->draws + 1) * sizeof *all);
	double mean, sd;
	size_t draw, count = 0;

	stats_moments(study->parts + output, 2 * study->blocks, study->output_count,
		      2 * study->rows, study->shift[output], &mean, &sd);
	for (draw = 0; draw < study->draws; draw++)
		if (sheet_depends(study->plan.sheet, study->outputs[output], draw))
			all[count++] = indices(study, output, draw, sd * sd);
	qsort(all, count, sizeof *all, by_total);
	if (count > capacity)
		count = capacity;
	memcpy(rows, all, count * sizeof *rows);
	return count;
}

void run_sensitivity_rows(const struct sheet *sheet, const cell *outputs, size_t count,
			  const struct run_options *options, size_t most,
			  struct sensitivity *rows, size_t capacity, size_t *filled)
{
	struct study study = {.arena = arena_new(),
			      .kernels = kernels_choose(),
			      .outputs = outputs,
			      .seed = options->seed,
			      .rows = rows_of(options->samples, most),
			      .draws = sheet_draws(sheet),
			      .output_count = count};
	size_t i;

	study.blocks = (study.rows + KERNEL_BLOCK - 1) / KERNEL_BLOCK;
	plan_make(&study.plan, study.arena, sheet, outputs, count, false);
	find_shifts(&study, sheet);
	list_steps(&study);
	study.pairs = arena_alloc(study.arena, (study.blocks * study.draws * count + 1) *
						   sizeof *study.pairs);
	study.parts =
	    arena_alloc(study.arena, (study.blocks * 2 * count + 1) * sizeof *study.parts);
	run_study(&study, options->threads);
	for (i = 0; i < count; i++)
		filled[i] = fill_rows(&study, i, rows + i * capacity, capacity);
	arena_free(study.arena);
}

void run_sensitivity_all(const struct sheet *sheet, const cell *outputs, size_t count,
			 const struct run_options *options, struct sensitivity *rows,
			 size_t capacity, size_t *filled)
{
	run_sensitivity_rows(sheet, outputs, count, options, ROWS_MOST, rows, capacity, filled);
}

size_t run_sensitivity(const struct sheet *sheet, cell output,
		       const struct run_options *options, struct sensitivity *rows,
		       size_t capacity)
{
	size_t filled;

	run_sensitivity_all(sheet, &output, 1, options, rows, capacity, &filled);
	return filled;
}
