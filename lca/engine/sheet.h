#ifndef LCA_ENGINE_SHEET_H
#define LCA_ENGINE_SHEET_H

/*
 * The sheet: formulas as cells, built once, evaluated many times.
 *
 * A cell is an input (a quantity), or an operation on earlier cells. Units are checked while
 * the sheet is built; afterwards it is read-only and may be shared by threads. Two inputs with
 * the same origin key are one cell, hence fully correlated; the same key with another
 * distribution or dimension is a bug of the caller (assert). Inputs that share a draw name
 * (origin.draw) use the same uniform number in each sample; draws may be correlated by their
 * ranks (sheet_correlate). CELL_BAD flows through every operation, so formulas need no error
 * branches. CELL_NONE does not exist: a missing operand is the caller's business.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lca/base/quantity.h"

struct arena;
struct diags;
struct sheet;

typedef struct {
	uint32_t index;
} cell;

#define CELL_BAD ((cell){UINT32_MAX})

enum cell_kind {
	CELL_INPUT,
	CELL_ADD,
	CELL_SUBTRACT,
	CELL_MULTIPLY,
	CELL_DIVIDE,
	CELL_MINIMUM
};

/* What stands in a cell, for explain and for the kernels. */
struct cell_view {
	enum cell_kind kind;
	cell left, right;		 /* operands, where kind is an operation */
	const struct quantity *quantity; /* where kind is CELL_INPUT */
	struct dimensions dimensions;
	const char *name; /* given by sheet_name, or NULL */
};

/* diags receives dimension errors of operations and draw names of equal hash, at the place of
 * sheet_at. */
struct sheet *sheet_new(struct arena *arena, struct diags *diags);
/* Where errors of the next operations are reported. */
void sheet_at(struct sheet *sheet, struct place place, const char *path);

/* Copied. CELL_BAD where the draw's name has the hash of another one of the sheet. */
cell sheet_input(struct sheet *sheet, const struct quantity *quantity);
cell sheet_constant(struct sheet *sheet,
		    double value); /* a pure number with no uncertainty: 1, 0, a count */
cell sheet_add(struct sheet *sheet, cell a, cell b);
cell sheet_subtract(struct sheet *sheet, cell a, cell b);
cell sheet_multiply(struct sheet *sheet, cell a, cell b);
cell sheet_divide(struct sheet *sheet, cell a, cell b);
cell sheet_minimum(struct sheet *sheet, cell a, cell b);
cell sheet_sum(struct sheet *sheet, const cell *cells, size_t count); /* count >= 1 */
/* Names a cell for explain: "facility energy". The first name stays. Returns the cell. */
cell sheet_name(struct sheet *sheet, cell c, const char *name);

bool cell_is_bad(cell c);
bool cell_same(cell a, cell b);
size_t sheet_size(const struct sheet *sheet);
struct cell_view sheet_view(const struct sheet *sheet, cell c);
struct dimensions sheet_dimensions(const struct sheet *sheet, cell c);

/* Value of every cell with each input at its central value; values[sheet_size]. */
void sheet_central(const struct sheet *sheet, double *values);

/* Draws: distinct uniform streams. Exact inputs have none. */
size_t sheet_draws(const struct sheet *sheet);
const char *sheet_draw_name(const struct sheet *sheet, size_t draw);
/* The draw of that name; false where there is none. */
bool sheet_find_draw(const struct sheet *sheet, const char *name, size_t *draw);
/* The draw of that name, which no input need use; false where another name has its hash. */
bool sheet_add_draw(struct sheet *sheet, const char *name, size_t *draw);
/* The input of that key; false where there is none. */
bool sheet_find_input(const struct sheet *sheet, const char *key, cell *input);
/* The draw of an input; false where it is exact. */
bool sheet_input_draw(const struct sheet *sheet, cell input, size_t *draw);
/* Keys of all inputs, then names of all draws, for suggestions; *count of them. */
const char **sheet_names(struct arena *arena, const struct sheet *sheet, size_t *count);
/* True when an input that c depends on uses the draw. */
bool sheet_depends(const struct sheet *sheet, cell c, size_t draw);

/* Spearman's rank correlation of two draws; -1 < rho < 1, a and b differ. */
struct rank_correlation {
	size_t a, b;
	double rho;
};

/* Why stated correlations cannot all hold: the pair whose rho needs the least change to agree
 * with the others, and the open interval of rho that would do. Pairs that nobody states count
 * as 0; where stating one of them would do as well, it is told too. */
struct correlation_flaw {
	size_t pair; /* its index */
	double low, high;
	bool unstated;
	size_t a, b;
	double unstated_low, unstated_high;
	bool several; /* no change of one pair makes the others possible: the intervals are
			 those within the conflict */
	const size_t *conflict; /* draws that contradict each other while all but any one of
				   them do not */
	size_t conflict_count;
};

/* Correlates draws by a Gaussian copula (correlate.h); once, after all inputs are there. No
 * pair twice. False where no distribution has such correlations: nothing is changed then. */
bool sheet_correlate(struct sheet *sheet, const struct rank_correlation *pairs, size_t count,
		     struct correlation_flaw *flaw);
/* The draw that stands for the group of this one: draws that stated correlations link, directly
 * or through others. It is one of the group; a draw without correlations is its own. */
size_t sheet_group(const struct sheet *sheet, size_t draw);
/* How many draws the group of this one has: 1 where it has no correlations. */
size_t sheet_group_size(const struct sheet *sheet, size_t draw);
/* "a with b, c", by name: those of the draw's group that c depends on, one or more; the draw's
 * name where it is alone. */
const char *sheet_group_name(struct arena *arena, const struct sheet *sheet, cell c,
			     size_t draw);
/* True when c depends on any draw of the group of this one. */
bool sheet_depends_group(const struct sheet *sheet, cell c, size_t draw);

/* A sheet to be varied, with the cells of this one, which must outlive it. */
struct sheet *sheet_copy(struct arena *arena, const struct sheet *sheet);
/* What the output would be if inputs[i] had the distribution dists[i] and the same draw, of
 * which an exact input has none (assert): a further cell of the copy. */
cell sheet_vary(struct sheet *copy, cell output, const cell *inputs, const struct dist *dists,
		size_t count);

/* Calls visit once for every input cell that c depends on, in order of first use, left to
 * right; numbers of sheet_constant are not inputs, and a bad cell has none. */
void sheet_inputs(const struct sheet *sheet, cell c, void (*visit)(void *context, cell input),
		  void *context);

#endif
