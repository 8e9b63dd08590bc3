#ifndef LCA_BASE_QUANTITY_READER_H
#define LCA_BASE_QUANTITY_READER_H

/*
 * What the files of the quantity reader share: numbers with units, and shapes built from them.
 *
 * quantity_text.c reads numbers and the shorthand, quantity_shape.c settles units and builds
 * distributions, quantity_map.c reads mappings, quantity_check.c compares with the rule,
 * quantity.c is the public face.
 */

#include <stdbool.h>
#include <stddef.h>

#include "lca/base/quantity.h"

struct quantity_reader {
	struct arena *arena;
	const struct quantity_rule *rule;
	struct unit expected; /* of rule->unit, where there is one */
	const char *path;     /* or NULL */
	const char *name;     /* the last key of path, for messages */
	struct diags *diags;
};

/* A piece of a scalar. counted: columns of the file follow the characters of the text. */
struct piece {
	const char *text;
	size_t length;
	struct place place; /* of text[0] */
	bool counted;
};

struct number {
	double value; /* as typed, suffix applied */
	struct unit unit;
	bool united; /* a unit was typed */
	struct place place;
	const char *typed; /* the digits as typed */
};

/* quantity_text.c */
struct piece piece_of_node(const struct node *node);
bool quantity_number(struct quantity_reader *reader, struct piece piece, struct number *number);
/* The shorthand: exact, `..`, `±`, `x/`. Fills dist and unit of quantity. */
bool quantity_shorthand(struct quantity_reader *reader, struct piece piece,
			struct quantity *quantity);

/* quantity_shape.c */
/* Gives every number a unit of the dimension the rule expects; one without takes that of the
 * last. */
bool quantity_settle(struct quantity_reader *reader, struct number *numbers, size_t count);
/* A plain factor such as a GSD: no unit, >= 1. */
bool quantity_gsd(struct quantity_reader *reader, const struct number *number, bool squared,
		  double *gsd);
bool quantity_lognormal(struct quantity_reader *reader, const struct number *median, double gsd,
			struct dist *dist);
bool quantity_normal(struct quantity_reader *reader, const struct number *mean,
		     const struct number *sd, struct dist *dist);
/* UNIFORM of two, TRIANGULAR or PERT of three settled numbers. */
bool quantity_bounded(struct quantity_reader *reader, enum dist_kind kind,
		      const struct number *numbers, struct dist *dist);
double quantity_base(const struct number *number);

/* quantity_map.c */
bool quantity_mapping(struct quantity_reader *reader, const struct node *node,
		      struct quantity *quantity);

/* quantity_check.c */
bool quantity_check(struct quantity_reader *reader, const struct quantity *quantity,
		    struct place place);

#endif
