/* The steps from a draw's uniforms to an input. */

#include <assert.h>
#include <float.h>
#include <math.h>

#include "lca/base/arena.h"
#include "lca/engine/plan_private.h"
#include "lca/engine/quantile_table.h"
#include "lca/engine/table_store.h"

/* Half-width w and reach w + d; outside is P(X < min + d), where the flat part begins. */
static const struct kernel_trapezoid *trapezoid_of(struct maker *maker, const struct dist *dist)
{
	struct kernel_trapezoid *form = arena_alloc(maker->arena, sizeof *form);
	double half = (dist->c - dist->a) / 2;

	form->middle = dist->a + half;
	form->reach = half + dist->b;
	form->share = form->reach / (4 * dist->b);
	form->edge = 2 * dist->b / form->reach;
	form->outside = dist_below(dist, dist->a + dist->b);
	form->slope = (1 - form->edge) / (0.5 - form->outside);
	return form;
}

/* The points in the unit of the sheet. */
static const struct dist_points *points_of(struct maker *maker, const struct dist *dist)
{
	struct dist_points *points = arena_alloc(maker->arena, sizeof *points);
	double *x = arena_alloc(maker->arena, dist->points->count * sizeof *x);
	size_t i;

	for (i = 0; i < dist->points->count; i++)
		x[i] = dist->a * dist->points->x[i];
	*points = (struct dist_points){dist->points->count, x, dist->points->p};
	return points;
}

static void tabulate(struct maker *maker, const struct dist *dist, struct step *step)
{
	struct dist *kept;

	if (quantile_table_fits(dist)) {
		step->kind = STEP_TABLE;
		step->table = table_store_find(maker->sheet->tables, dist);
		return;
	}
	kept = arena_alloc(maker->arena, sizeof *kept);
	*kept = *dist;
	step->kind = STEP_QUANTILE;
	step->dist = kept;
}

static struct step quantile_step(struct maker *maker, const struct dist *dist)
{
	struct step step = {.right = NOWHERE, .number = {dist->a, dist->b, dist->c}};

	assert(dist->kind != DIST_EXACT);
	switch (dist->kind) {
	case DIST_NORMAL:
		step.kind = STEP_NORMAL;
		break;
	case DIST_LOGNORMAL:
		step.kind = STEP_LOGNORMAL;
		step.number[0] = log(dist->a);
		step.number[1] = log(dist->b);
		break;
	case DIST_UNIFORM:
		step.kind = STEP_UNIFORM;
		break;
	case DIST_TRIANGULAR:
		step.kind = STEP_TRIANGULAR;
		break;
	case DIST_PERT:
	case DIST_BETA:
	case DIST_GAMMA:
	case DIST_STUDENT:
		tabulate(maker, dist, &step);
		break;
	case DIST_WEIBULL:
		step.kind = STEP_WEIBULL;
		step.number[1] = 1 / dist->b;
		break;
	case DIST_ARCSINE:
		step.kind = STEP_ARCSINE;
		break;
	case DIST_TRAPEZOID:
		step.kind = STEP_TRAPEZOID;
		step.trapezoid = trapezoid_of(maker, dist);
		break;
	case DIST_DISCRETE:
		step.kind = STEP_DISCRETE;
		step.points = points_of(maker, dist);
		break;
	case DIST_EMPIRICAL:
		step.kind = STEP_EMPIRICAL;
		step.points = points_of(maker, dist);
		break;
	case DIST_EXACT:
		break;
	}
	return step;
}

static uint32_t append(struct maker *maker, struct step step, uint32_t left, uint32_t index)
{
	step.left = left;
	step.cell = index;
	return plan_append(maker, step);
}

static struct step held_step(struct maker *maker, struct kernel_held held)
{
	struct kernel_held *form = arena_alloc(maker->arena, sizeof *form);

	*form = held;
	return (struct step){.kind = STEP_HELD, .right = NOWHERE, .held = form};
}

bool plan_is_normal(const struct sheet_cell *input)
{
	const struct dist *dist;

	if (input->kind != CELL_INPUT || input->draw == SHEET_NO_DRAW)
		return false;
	dist = &input->quantity->dist;
	return !dist->cut && (dist->kind == DIST_NORMAL || dist->kind == DIST_LOGNORMAL);
}

/* Several inputs of one draw: its normal scores are made once. */
static uint32_t scored(struct maker *maker, uint32_t index)
{
	const struct sheet_cell *input = &maker->sheet->cells[index];
	struct step step = quantile_step(maker, &input->quantity->dist);

	step.kind = step.kind == STEP_NORMAL ? STEP_NORMAL_SCORED : STEP_LOGNORMAL_SCORED;
	return append(maker, step, plan_standard(maker, input->draw), index);
}

/* Uniforms go to the ranks that the cut leaves, never 0 or 1; ranks near 1 have the spacing of
 * doubles there. The value is held in the cut against the rounding of its rank. */
static uint32_t held(struct maker *maker, uint32_t uniforms, uint32_t index,
		     const struct dist *dist)
{
	struct dist whole = *dist;
	double from, to;

	whole.cut = false;
	dist_cut_ranks(dist, &from, &to);
	uniforms = append(maker,
			  held_step(maker, (struct kernel_held){from, to - from, DBL_MIN,
								1 - DBL_EPSILON / 2}),
			  uniforms, index);
	uniforms = append(maker, quantile_step(maker, &whole), uniforms, index);
	return append(maker,
		      held_step(maker, (struct kernel_held){0, 1, dist->low, dist->high}),
		      uniforms, index);
}

uint32_t plan_quantile(struct maker *maker, uint32_t index)
{
	const struct sheet_cell *input = &maker->sheet->cells[index];
	const struct dist *dist = &input->quantity->dist;
	uint32_t uniforms;

	if (plan_is_normal(input) && maker->draws[input->draw].normals > 1)
		return scored(maker, index);
	uniforms = plan_uniforms(maker, input->draw);
	if (dist->cut)
		return held(maker, uniforms, index, dist);
	return append(maker, quantile_step(maker, dist), uniforms, index);
}

void plan_quantiles(const double *u, const struct dist *dist, double *x)
{
	int i;

	for (i = 0; i < KERNEL_BLOCK; i++)
		x[i] = dist_quantile(dist, u[i]);
}

void plan_transform(const struct step *step, const struct kernels *kernels, const double *u,
		    double *x)
{
	const double *n = step->number;

	switch (step->kind) {
	case STEP_NORMAL:
		kernels->normal(u, n[0], n[1], x);
		return;
	case STEP_LOGNORMAL:
		kernels->lognormal(u, n[0], n[1], n[2], x);
		return;
	case STEP_NORMAL_SCORED:
		kernels->normal_scored(u, n[0], n[1], x);
		return;
	case STEP_LOGNORMAL_SCORED:
		kernels->lognormal_scored(u, n[0], n[1], n[2], x);
		return;
	case STEP_UNIFORM:
		kernels->uniform(u, n[0], n[2], x);
		return;
	case STEP_TRIANGULAR:
		kernels->triangular(u, n[0], n[1], n[2], x);
		return;
	case STEP_TABLE:
		kernels->table(u, step->table, x);
		return;
	case STEP_WEIBULL:
		kernels->weibull(u, n[0], n[1], n[2], x);
		return;
	case STEP_ARCSINE:
		kernels->arcsine(u, n[0], n[2], x);
		return;
	case STEP_TRAPEZOID:
		kernels->trapezoid(u, step->trapezoid, x);
		return;
	case STEP_DISCRETE:
		kernels->discrete(u, step->points, x);
		return;
	case STEP_EMPIRICAL:
		kernels->empirical(u, step->points, x);
		return;
	case STEP_QUANTILE:
		plan_quantiles(u, step->dist, x);
		return;
	case STEP_HELD:
		kernels->held(u, step->held, x);
		return;
	case STEP_BELOW:
		kernels->below(u, x);
		return;
	case STEP_RANDOM:
	case STEP_COLUMNS:
	case STEP_NUMBER:
		break;
	}
	assert(!"a step of one column");
}
