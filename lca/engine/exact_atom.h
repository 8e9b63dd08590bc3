#ifndef LCA_ENGINE_EXACT_ATOM_H
#define LCA_ENGINE_EXACT_ATOM_H

/*
 * Atoms: functions of one draw, with their means and covariances.
 *
 * An atom is a sum of exponentials of the draw's z, as lognormals, their powers and shifted
 * ones are, or a list of values at the nodes of a rule. The first has closed forms, with z
 * standard normal E[exp(s z)] = exp(s^2 / 2); it becomes values only where it meets something
 * else. Atoms are made once: the same operation on the same atoms gives the same pointer. A
 * number stands for the atom NULL. An operation gives false where the result is not known: a
 * pole within the support, inputs of several shapes on one draw, a shape beyond the rules.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lca/engine/exact.h"
#include "lca/engine/exact_rule.h"
#include "lca/engine/sheet.h"

struct exponential {
	double exponent, amount; /* amount * exp(exponent * z) */
};

struct exact_atom {
	uint32_t draw, id; /* id > 0 */
	size_t count;	   /* of parts; 0: values alone */
	const struct exponential *parts;
	const double *values;		  /* at nodes and probes, or NULL until asked for */
	const struct exact_atom *inverse; /* or NULL */
	bool measured, known, spread;	  /* spread: the variance is finite */
	double mean, variance;
	double order[2]; /* it goes with distance^order at the ends of its draw */
	enum exact_tail tail;
};

/* coefficient * atom */
struct exact_scaled {
	double coefficient;
	struct exact_atom *atom;
};

struct exact_atoms;

/* Draws of the sheet; nothing is computed before it is asked for. */
struct exact_atoms *exact_atoms_new(struct arena *arena, const struct sheet *sheet);

bool exact_atom_input(struct exact_atoms *atoms, cell input, struct exact_scaled *result);
bool exact_atom_add(struct exact_atoms *atoms, struct exact_scaled f, struct exact_scaled g,
		    struct exact_scaled *result);
bool exact_atom_multiply(struct exact_atoms *atoms, struct exact_atom *f, struct exact_atom *g,
			 struct exact_scaled *result);
bool exact_atom_invert(struct exact_atoms *atoms, struct exact_atom *f,
		       struct exact_scaled *result);
/* The smaller of both, where it is the same one everywhere. */
bool exact_atom_minimum(struct exact_atoms *atoms, struct exact_scaled f, struct exact_scaled g,
			struct exact_scaled *result);

/* False where the mean is not known or does not exist. */
bool exact_atom_mean(struct exact_atoms *atoms, struct exact_atom *f, double *mean);
/* Both means are known. INFINITY where the covariance does not exist; false where not known. */
bool exact_atom_covariance(struct exact_atoms *atoms, struct exact_atom *f,
			   struct exact_atom *g, double *covariance);

#endif
