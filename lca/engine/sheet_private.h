#ifndef LCA_ENGINE_SHEET_PRIVATE_H
#define LCA_ENGINE_SHEET_PRIVATE_H

/* The inside of a sheet, for the engine alone (sheet*.c, plan*.c, sensitivity.c). */

#include "lca/engine/draw_set.h"
#include "lca/engine/sheet.h"

#define SHEET_NO_DRAW UINT32_MAX

struct table_store;

struct sheet_cell {
	enum cell_kind kind;
	cell left, right;
	const struct quantity *quantity; /* inputs and constants */
	struct dimensions dimensions;
	const char *name;
	struct draw_set draws; /* that it depends on */
	uint32_t draw;	       /* of an uncertain input, else SHEET_NO_DRAW */
	bool constant;	       /* made by sheet_constant */
};

/* Scores of a correlated draw: the sum of weights[k] x independent scores of draws[k]. */
struct copula_row {
	uint32_t count;
	const uint32_t *draws; /* the last is the draw itself */
	const double *weights;
};

struct sheet_draw {
	const char *name;
	uint64_t hash;
	uint32_t group;		      /* the draw that stands for its group */
	const struct copula_row *row; /* NULL: its uniforms are its own */
	const uint32_t *members;      /* of its group, by name; NULL: it is alone */
	uint32_t member_count;
};

/* Open addressing: position + 1 of an input cell or of a draw, 0 where empty. */
struct sheet_index {
	uint32_t *slots;
	size_t capacity; /* a power of two, or 0 */
	size_t count;
};

struct sheet {
	struct arena *arena;
	struct diags *diags;
	struct place place;
	const char *path;
	struct sheet_cell *cells;
	size_t count;
	struct sheet_draw *draws;
	size_t draw_count;
	struct sheet_index keys;
	struct sheet_index draw_hashes;
	struct table_store *tables; /* of its inputs, for all plans */
};

/* Adds a cell whose draw, or operands, are set; which draws it depends on follows. */
cell sheet_append(struct sheet *sheet, struct sheet_cell added);

/* The value of an operation on numbers. */
double sheet_operate(enum cell_kind kind, double a, double b);

#endif
