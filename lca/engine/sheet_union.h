#ifndef LCA_ENGINE_SHEET_UNION_H
#define LCA_ENGINE_SHEET_UNION_H

/*
 * Several sheets as one, so that what they compute is run on common random numbers, and what
 * they have in common is computed once.
 *
 * Draws of one name are one draw. Inputs are one cell where draw, distribution and dimensions
 * agree, operations where operation and operands do: two sheets that say the same have the same
 * cell, and differ by exactly 0. A cell of the union has, sample by sample, the very bits that
 * it has in its own sheet (but by the Sobol' sequence, whose dimensions follow the order of the
 * draws). Everything lives in the arena; the sheets must outlive the union.
 *
 * An input of the union has the key and origin of the first that said so, and cannot be found
 * by key: the inputs of one key may be several. Draws follow in the order of their first use.
 */

#include <stdbool.h>
#include <stddef.h>

#include "lca/engine/sheet.h"

struct arena;
struct diags;
struct sheet_union;

/* diags receives draw names of equal hash. */
struct sheet_union *union_new(struct arena *arena, struct diags *diags);

/* Adds what outputs[0..count) of the sheet need; merged[i] is where outputs[i] stands in the
 * union (CELL_BAD where it is bad). False, and nothing is added, where its draws are correlated
 * in another way than those of the sheets before: in both sheets, what a draw is made of must
 * be the same scores with the same weights. */
bool union_add(struct sheet_union *all, const struct sheet *sheet, const cell *outputs,
	       size_t count, cell *merged);

const struct sheet *union_sheet(const struct sheet_union *all);

#endif
