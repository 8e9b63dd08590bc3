#ifndef LCA_ENGINE_PLAN_PRIVATE_H
#define LCA_ENGINE_PLAN_PRIVATE_H

/* A plan while it is made, for plan*.c alone. */

#include "lca/engine/plan.h"
#include "lca/engine/sheet_private.h"

#define NOWHERE UINT32_MAX

/* A cell while the plan is made: a number, or the value of a step (values are counted by step).
 */
struct operand {
	bool varies;
	double number;
	uint32_t value;
};

/* Values made for a draw, or NOWHERE: its own uniforms, their normal scores, and the uniforms
 * that inputs read, which are its own unless the draw is correlated, with their normal scores.
 */
struct draw_values {
	uint32_t own, score, uniform, standard;
	uint32_t normals; /* inputs that are made of such scores */
};

struct maker {
	struct arena *arena;
	const struct sheet *sheet;
	struct plan *plan;
	struct operand *cells;
	bool *needed;
	struct draw_values *draws;
};

/* Adds a step whose value is its own position. */
uint32_t plan_append(struct maker *maker, struct step step);
/* The uniforms of a draw (plan_random.c): made by the sampler, then correlated. */
uint32_t plan_uniforms(struct maker *maker, uint32_t draw);
/* Normal scores of the uniforms that inputs read. */
uint32_t plan_standard(struct maker *maker, uint32_t draw);
/* Fills u with the uniforms of a STEP_RANDOM for one block (plan_sampler.c); key has its name.
 */
void plan_draw(const struct step *step, const struct kernels *kernels,
	       const struct rng_key *key, double *u);
/* The value of an input (plan_quantile.c). */
uint32_t plan_quantile(struct maker *maker, uint32_t index);
/* True where the input can be made of normal scores. */
bool plan_is_normal(const struct sheet_cell *input);

/* The slow way from uniforms to values. */
void plan_quantiles(const double *u, const struct dist *dist, double *x);
/* What a step makes of one column; not of a draw, nor of an operation (plan_quantile.c). */
void plan_transform(const struct step *step, const struct kernels *kernels, const double *u,
		    double *x);

#endif
