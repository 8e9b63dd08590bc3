#ifndef LCA_ENGINE_PLAN_H
#define LCA_ENGINE_PLAN_H

/*
 * A plan: the part of a sheet that some outputs need, as a list of steps over columns of
 * samples.
 *
 * Cells without uncertain inputs are folded into numbers; x * 1, x / 1, x + 0 and x - 0 cost
 * nothing. A step reads earlier columns and writes one. With reuse, a column is written again
 * after its last reader; without, each step has its own.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lca/engine/kernel.h"
#include "lca/engine/sheet.h"

struct arena;

enum step_kind {
	STEP_RANDOM, /* uniforms of a draw */
	STEP_NORMAL,
	STEP_LOGNORMAL,
	STEP_NORMAL_SCORED, /* the two from standard normal scores, which several inputs share
			     */
	STEP_LOGNORMAL_SCORED,
	STEP_UNIFORM,
	STEP_TRIANGULAR,
	STEP_TABLE,
	STEP_WEIBULL,
	STEP_ARCSINE,
	STEP_TRAPEZOID,
	STEP_DISCRETE,
	STEP_EMPIRICAL,
	STEP_QUANTILE, /* shapes that no table fits, through dist_quantile */
	STEP_HELD,     /* the ranks or the values that a cut leaves */
	STEP_BELOW,    /* uniforms of normal scores */
	STEP_COLUMNS,
	STEP_NUMBER
};

struct step {
	enum step_kind kind;
	enum kernel_operation operation; /* STEP_COLUMNS, STEP_NUMBER */
	bool random;		      /* part of making a draw's uniforms, of whatever kind */
	uint32_t target, left, right; /* columns; a quantile step reads its uniforms in left */
	uint32_t cell;		      /* of the sheet; where random the draw */
	uint64_t name;		      /* STEP_RANDOM: hash of the draw */
	double number[3];	      /* STEP_NUMBER: the operand; quantile steps: parameters */
	union {
		const struct quantile_table *table;
		const struct kernel_trapezoid *trapezoid;
		const struct dist_points *points;
		const struct kernel_held *held;
		const struct dist *dist;
	};
	const struct strata *strata; /* STEP_RANDOM: NULL where samples are independent */
};

/* Where an output stands: after the step that computes it, or a number. */
struct plan_output {
	bool varies;
	double number; /* where it does not vary */
	uint32_t column;
	size_t
	    after; /* it may be read when this many steps are done, and no later with reuse */
	size_t output; /* its index among the outputs given */
};

struct plan {
	const struct sheet *sheet;
	struct step *steps;
	size_t count;
	size_t columns;
	struct plan_output *outputs; /* sorted by after; those that do not vary first */
	size_t output_count;
};

void plan_make(struct plan *plan, struct arena *arena, const struct sheet *sheet,
	       const cell *outputs, size_t count, bool reuse);

/* Draws by strata of 2^bits points a replicate (strata.h): the Latin hypercube, or the Sobol'
 * sequence with dimensions[d] for draw d (NULL: d itself). What the plan made is kept in arena.
 */
void plan_stratify(struct plan *plan, struct arena *arena, unsigned bits, bool latin,
		   const size_t *dimensions);

/* Runs one step; columns[c] has KERNEL_BLOCK doubles. */
void plan_step(const struct step *step, const struct kernels *kernels, struct rng_key key,
	       double *const *columns);

/* True when what the step computes depends on any draw of the group of this one. */
bool plan_depends(const struct plan *plan, const struct step *step, size_t draw);
/* A formula over other columns; else uniforms of a draw or an input. */
bool plan_is_formula(const struct step *step);

#endif
