#ifndef LCA_BASE_QUANTITY_READER_H
#define LCA_BASE_QUANTITY_READER_H

/*
 * What the files of the quantity reader share: numbers with units, and shapes built from them.
 *
 * quantity_text.c reads numbers and the shorthand, quantity_settle.c settles units,
 * quantity_shape.c builds the shapes of the shorthand, quantity_list.c those that are lists of
 * parameters, quantity_percentile.c, quantity_rounded.c and quantity_points.c the others,
 * quantity_readings.c reads files of readings, quantity_form.c has the table of all forms,
 * quantity_map.c reads a mapping by it, quantity_cut.c what stands beside a shape,
 * quantity_check.c compares with the rule, quantity.c is the public face.
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
	const char *folder;   /* files are relative to it; NULL: none may be read */
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

/* Keys that stand beside some forms alone. */
enum beside {
	BESIDE_GSD2 = 1,
	BESIDE_PEDIGREE = 2,
	BESIDE_SHIFT = 4,
	BESIDE_WEIGHTS = 8,
	BESIDE_TO = 16,
	BESIDE_SHAPE = 32
};

struct entry;
struct form;
struct node;

/* A mapping whose form is known: {lognormal: [12 kWh], gsd2: 2.25}. */
struct mapping {
	const struct node *node;
	const struct form *form;
	const struct node *value; /* of the form's key; of percentiles, of the first */
};

enum { MOST_PARAMETERS = 4 };

struct form {
	const char *key;
	const char *written;		    /* "{normal: [mean, sd]}" */
	enum dist_kind kind;		    /* of a list of parameters */
	const char *names[MOST_PARAMETERS]; /* of the numbers of such a list, in their order */
	unsigned plain;			    /* bit i: number i takes no unit */
	unsigned beside;		    /* of enum beside */
	bool (*read)(struct quantity_reader *reader, const struct mapping *mapping,
		     struct quantity *quantity);
};

/* quantity_form.c */
/* The form that a key names, a percentile's for "p97.5"; NULL: it is none. */
const struct form *quantity_form(const char *key);
/* The keys of all forms, for suggestions and messages; NULL behind the last. */
const char *quantity_form_key(size_t index);
bool quantity_refuse_form(struct quantity_reader *reader, const struct node *node,
			  const struct form *form);

/* quantity_text.c */
struct piece piece_of_node(const struct node *node);
bool quantity_number(struct quantity_reader *reader, struct piece piece, struct number *number);
/* The shorthand: exact, `..`, `±`, `x/`. Fills dist and unit of quantity. */
bool quantity_shorthand(struct quantity_reader *reader, struct piece piece,
			struct quantity *quantity);

/* quantity_settle.c */
/* Gives every number a unit of the dimension the rule expects; one without takes that of the
 * last. */
bool quantity_settle(struct quantity_reader *reader, struct number *numbers, size_t count);
double quantity_base(const struct number *number);
/* Reports a number that is too large in base units. */
bool quantity_within_range(struct quantity_reader *reader, const struct number *number);
/* The number at a key beside a quantity of that unit, which it takes where it has none of its
 * own. */
bool quantity_beside(struct quantity_reader *reader, const struct entry *entry,
		     struct unit unit, struct number *number);

/* quantity_shape.c */
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
/* Says that `second` is smaller than `first`; order: what to write. */
bool quantity_refuse_order(struct quantity_reader *reader, const struct number *first,
			   const struct number *second, const char *order);
/* Beyond this nothing is meant, and means would overflow. */
#define QUANTITY_LARGEST_GSD 1e6

/* quantity_list.c: shapes that are a list of parameters. */
bool quantity_list(struct quantity_reader *reader, const struct mapping *mapping,
		   struct quantity *quantity);
bool quantity_read_lognormal(struct quantity_reader *reader, const struct mapping *mapping,
			     struct quantity *quantity);

/* quantity_percentile.c */
/* A 'p' and a digit, whatever follows. */
bool quantity_is_percentile(const char *key);
bool quantity_percentiles(struct quantity_reader *reader, const struct mapping *mapping,
			  struct quantity *quantity);

/* quantity_rounded.c */
bool quantity_rounded(struct quantity_reader *reader, const struct mapping *mapping,
		      struct quantity *quantity);

/* quantity_points.c */
bool quantity_discrete(struct quantity_reader *reader, const struct mapping *mapping,
		       struct quantity *quantity);
bool quantity_empirical(struct quantity_reader *reader, const struct mapping *mapping,
			struct quantity *quantity);
bool quantity_mean_of(struct quantity_reader *reader, const struct mapping *mapping,
		      struct quantity *quantity);

/* quantity_readings.c */
/* Reads {file: readings.csv, column: power_w, unit: W}: *values in base units, in the order of
 * the file. */
bool quantity_file(struct quantity_reader *reader, const struct node *node, double **values,
		   size_t *count, struct quantity *quantity);

/* quantity_cut.c */
/* shift:, min: and max: beside a shape. */
bool quantity_shift(struct quantity_reader *reader, const struct node *node,
		    struct quantity *quantity);
bool quantity_cut(struct quantity_reader *reader, const struct node *node,
		  struct quantity *quantity);
/* Warns of a distribution whose variance is infinite. */
void quantity_warn_variance(struct quantity_reader *reader, const struct quantity *quantity,
			    struct place place);

/* quantity_map.c */
bool quantity_value(struct quantity_reader *reader, const struct mapping *mapping,
		    struct quantity *quantity);
bool quantity_mapping(struct quantity_reader *reader, const struct node *node,
		      struct quantity *quantity);

/* quantity_check.c */
bool quantity_check(struct quantity_reader *reader, const struct quantity *quantity,
		    struct place place);

#endif
