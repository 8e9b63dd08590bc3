/* The samplers of a plan: where the uniforms of a draw come from. */

#include "lca/base/arena.h"
#include "lca/engine/plan_private.h"
#include "lca/engine/strata.h"

void plan_stratify(struct plan *plan, struct arena *arena, unsigned bits, bool latin,
		   const size_t *dimensions)
{
	struct strata *strata;
	struct step *step;
	size_t i, draw;

	for (i = 0; i < plan->count; i++) {
		step = &plan->steps[i];
		if (step->kind != STEP_RANDOM)
			continue;
		draw = step->cell;
		strata = arena_alloc(arena, sizeof *strata);
		*strata = latin ? strata_latin(bits)
				: strata_sobol(bits, dimensions ? dimensions[draw] : draw);
		step->strata = strata;
	}
}

void plan_draw(const struct step *step, const struct kernels *kernels,
	       const struct rng_key *key, double *u)
{
	if (step->strata)
		kernels->stratified(step->strata, key, u);
	else
		kernels->random(key, u);
}
