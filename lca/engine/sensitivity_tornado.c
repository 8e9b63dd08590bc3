/* The ends an output reaches when one draw stands at the ends of its interval, or one group
 * moves alone. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lca/base/arena.h"
#include "lca/engine/plan.h"
#include "lca/engine/sensitivity_private.h"
#include "lca/engine/sheet_private.h"
#include "lca/engine/stats.h"
#include "lca/engine/strata.h"

/* Samples of a group: one replicate of a Sobol' sequence. */
enum { GROUP_BITS = 14, GROUP_SAMPLES = 1 << GROUP_BITS };

/* values are the central ones but for the cells of changed[0 .. count). */
struct tornado {
	const struct sensitivity_study *study;
	const bool *needed; /* [cell]: an output depends on it */
	double *values;
	uint32_t *changed;
	size_t count;
};

static const bool *mark_needed(const struct sensitivity_study *study)
{
	const struct sheet *sheet = study->sheet;
	bool *needed = arena_alloc(study->arena, sheet->count + 1);
	size_t i;

	memset(needed, 0, sheet->count + 1);
	for (i = 0; i < study->count; i++)
		needed[study->outputs[i].index] = true;
	for (i = sheet->count; i-- > 0;) {
		if (!needed[i] || sheet->cells[i].kind == CELL_INPUT)
			continue;
		needed[sheet->cells[i].left.index] = true;
		needed[sheet->cells[i].right.index] = true;
	}
	return needed;
}

/* Puts the inputs of a mover at their p-quantiles and computes what depends on them. */
static void move_to(struct tornado *tornado, size_t mover, double p)
{
	const struct sheet *sheet = tornado->study->sheet;
	double *values = tornado->values;
	size_t i;

	for (i = 0; i < tornado->count; i++) {
		const struct sheet_cell *c = &sheet->cells[tornado->changed[i]];

		values[tornado->changed[i]] =
		    c->kind == CELL_INPUT
			? dist_quantile(&c->quantity->dist, p)
			: sheet_operate(c->kind, values[c->left.index], values[c->right.index]);
	}
	for (i = 0; i < tornado->study->count; i++) {
		struct sensitivity *row =
		    &tornado->study->table[i * tornado->study->movers.count + mover];

		*(p < 0.5 ? &row->low : &row->high) = values[tornado->study->outputs[i].index];
	}
}

static void list_changed(struct tornado *tornado, size_t mover)
{
	const struct sensitivity_study *study = tornado->study;
	size_t i;

	tornado->count = 0;
	for (i = 0; i < study->sheet->count; i++)
		if (tornado->needed[i] &&
		    mover_moves(&study->movers, mover, (cell){(uint32_t)i}))
			tornado->changed[tornado->count++] = (uint32_t)i;
}

static void move_draw(struct tornado *tornado, size_t mover)
{
	const struct sensitivity_study *study = tornado->study;
	double tail = (1 - study->options->interval) / 2;
	size_t i;

	list_changed(tornado, mover);
	move_to(tornado, mover, tail);
	move_to(tornado, mover, 1 - tail);
	for (i = 0; i < tornado->count; i++)
		tornado->values[tornado->changed[i]] = study->central[tornado->changed[i]];
}

/* [step]: it depends on the group. Asked once, for a group of hundreds answers slowly. */
static const bool *mark_moving(const struct sensitivity_study *study, const struct plan *plan,
			       size_t draw)
{
	bool *moves = arena_alloc(study->arena, plan->count + 1);
	size_t i;

	for (i = 0; i < plan->count; i++)
		moves[i] = plan_depends(plan, &plan->steps[i], draw);
	return moves;
}

/* What does not depend on the group stands at its central value. */
static void fill_central(const struct sensitivity_study *study, const struct plan *plan,
			 const bool *moves, double *const *columns)
{
	const struct step *step;
	size_t i, k;

	for (i = 0; i < plan->count; i++) {
		step = &plan->steps[i];
		if (step->random || moves[i])
			continue;
		for (k = 0; k < KERNEL_BLOCK; k++)
			columns[step->target][k] = study->central[step->cell];
	}
}

/* values[output][GROUP_SAMPLES]. */
static void sample_group(const struct sensitivity_study *study, const struct plan *plan,
			 const bool *moves, double *const *columns, double *values)
{
	struct rng_key key = {.seed = study->options->seed};
	const struct plan_output *output;
	size_t i;

	for (; key.block < GROUP_SAMPLES / KERNEL_BLOCK; key.block++) {
		for (i = 0; i < plan->count; i++)
			if (moves[i])
				plan_step(&plan->steps[i], study->kernels, key, columns);
		for (i = 0; i < study->count; i++) {
			output = &plan->outputs[i];
			if (output->varies)
				memcpy(values + output->output * GROUP_SAMPLES +
					   key.block * KERNEL_BLOCK,
				       columns[output->column], KERNEL_BLOCK * sizeof *values);
		}
	}
}

static void take_ends(const struct sensitivity_study *study, size_t mover, size_t output,
		      double *values)
{
	double tail = (1 - study->options->interval) / 2, p[2] = {tail, 1 - tail};
	struct sensitivity *row = &study->table[output * study->movers.count + mover];
	double ends[2] = {NAN, NAN};
	size_t i = 0;

	while (i < GROUP_SAMPLES && isfinite(values[i]))
		i++;
	if (i == GROUP_SAMPLES)
		stats_quantiles(values, GROUP_SAMPLES, p, 2, ends, NULL);
	row->low = ends[0];
	row->high = ends[1];
}

/* [draw]: those of the group have the first dimensions. */
static size_t *group_dimensions(const struct sensitivity_study *study, size_t mover)
{
	const struct movers *movers = &study->movers;
	size_t draws = sheet_draws(study->sheet), first = movers->begin[mover], i;
	size_t *dimensions = arena_alloc(study->arena, (draws + 1) * sizeof *dimensions);

	for (i = 0; i < draws; i++)
		dimensions[i] = i;
	for (i = first; i < movers->begin[mover + 1]; i++)
		dimensions[movers->members[i]] = i - first;
	return dimensions;
}

/* Plans are made without reuse of columns, so that those which stand still are filled once. */
static void move_group(const struct sensitivity_study *study, size_t mover)
{
	size_t draw = mover_draw(&study->movers, mover), i;
	double *memory, *values, **columns;
	const bool *moves;
	struct plan plan;

	plan_make(&plan, study->arena, study->sheet, study->outputs, study->count, false);
	plan_stratify(&plan, study->arena, GROUP_BITS, false, group_dimensions(study, mover));
	memory = aligned_alloc(64, (plan.columns + 1) * KERNEL_BLOCK * sizeof *memory);
	values = malloc((study->count * GROUP_SAMPLES + 1) * sizeof *values);
	columns = malloc((plan.columns + 1) * sizeof *columns);
	if (!memory || !values || !columns)
		abort();
	for (i = 0; i < plan.columns; i++)
		columns[i] = memory + i * KERNEL_BLOCK;
	moves = mark_moving(study, &plan, draw);
	fill_central(study, &plan, moves, columns);
	sample_group(study, &plan, moves, columns, values);
	for (i = 0; i < study->count; i++)
		if (mover_moves(&study->movers, mover, study->outputs[i]))
			take_ends(study, mover, i, values + i * GROUP_SAMPLES);
	free(memory);
	free(values);
	free(columns);
}

void sensitivity_tornado(const struct sensitivity_study *study)
{
	size_t size = sheet_size(study->sheet), mover;
	struct tornado tornado = {.study = study, .needed = mark_needed(study)};

	tornado.values = arena_alloc(study->arena, (size + 1) * sizeof *tornado.values);
	tornado.changed = arena_alloc(study->arena, (size + 1) * sizeof *tornado.changed);
	memcpy(tornado.values, study->central, size * sizeof *tornado.values);
	for (mover = 0; mover < study->movers.count; mover++) {
		if (mover_is_group(&study->movers, mover))
			move_group(study, mover);
		else
			move_draw(&tornado, mover);
	}
}
