#ifndef MODELS_QUICK_PLAN_H
#define MODELS_QUICK_PLAN_H

/* What lca quick adds to what was typed: hosts, idle machines, and what stands around them. */

#include "factors/factors.h"
#include "lca/base/diag.h"

struct arena;
struct quick_plan;

/* Of a plan whose texts are checked. */
void quick_complete(struct arena *arena, struct factors *factors, struct place place,
		    struct diags *diags, struct quick_plan *plan);

#endif
