/* The steps from a draw's uniforms to an input. */

#include <assert.h>
#include <math.h>

#include "lca/base/arena.h"
#include "lca/engine/plan_private.h"
#include "lca/engine/quantile_table.h"

static const struct quantile_table *table_of(struct maker *maker, const struct dist *dist)
{
	struct quantile_table *table = arena_alloc(maker->arena, sizeof *table);

	quantile_table_fill(table, dist);
	return table;
}

static struct step quantile_step(struct maker *maker, const struct dist *dist)
{
	struct step step = {
	    .right = NOWHERE, .number = {dist->a, dist->b, dist->c}, .dist = dist};

	assert(dist->kind != DIST_EXACT);
	if (dist->cut) {
		step.kind = STEP_QUANTILE;
		return step;
	}
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
		step.kind = STEP_TABLE;
		step.table = table_of(maker, dist);
		break;
	case DIST_EXACT:
	case DIST_BETA:
	case DIST_GAMMA:
	case DIST_WEIBULL:
	case DIST_STUDENT:
	case DIST_ARCSINE:
	case DIST_TRAPEZOID:
	case DIST_DISCRETE:
	case DIST_EMPIRICAL:
		step.kind = STEP_QUANTILE;
		break;
	}
	return step;
}

uint32_t plan_quantile(struct maker *maker, uint32_t uniforms, uint32_t index,
		       const struct dist *dist)
{
	struct step step = quantile_step(maker, dist);

	step.left = uniforms;
	step.cell = index;
	return plan_append(maker, step);
}
