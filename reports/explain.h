#ifndef REPORTS_EXPLAIN_H
#define REPORTS_EXPLAIN_H

/*
 * The formula tree of an item: how each of its impacts follows from inputs.
 *
 * A chain of multiplications and divisions (or of additions and subtractions) is one level of
 * the tree. A cell that was shown above in the same item is not taken apart again. Ranges of
 * intermediate cells come from a run of at most 200 000 samples with the seed of the
 * assessment; the impact itself has the range of the report.
 */

#include <stdbool.h>
#include <stddef.h>

#include "lca/engine/run.h"

struct arena;
struct assessment;
struct item_result;

/* A rank correlation that is stated for the draw of an input. */
struct term_correlation {
	const char *with; /* key of an input or name of a draw, as stated */
	double rho;
};

struct term {
	const char
	    *operation; /* how it joins the terms before it: "", "×", "÷", "+", "-", "or" */
	const char *name;
	struct cell_view view;
	cell cell;
	struct statistics statistics; /* in `unit`; central alone for inputs */
	const char *unit;
	bool repeated; /* shown above in this item */
	size_t others; /* items beside this one that use the same input */
	struct term_correlation *correlations; /* of an input */
	size_t correlation_count;
	struct term *children;
	size_t count;
};

struct explainer;

struct explainer *explain_new(struct arena *arena, const struct assessment *assessment);
/* trees[criterion]: the impact of an item, or NULL where it is not counted. They live in the
 * arena. */
struct term **explain_item(struct explainer *explainer, const struct item_result *item);
/* True where an input is a bare number that the formula itself holds. */
bool term_is_constant(const struct term *term);

#endif
