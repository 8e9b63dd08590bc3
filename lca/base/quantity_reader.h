#ifndef LCA_BASE_QUANTITY_READER_H
#define LCA_BASE_QUANTITY_READER_H

/*
 * What the files of the quantity reader share: numbers with units, and shapes built from them.
 *
 * quantity_text.c reads numbers and the shorthand, quantity_settle.c settles units,
 * quantity_shape.c builds the shapes of the shorthand, quantity_list.c those that are lists of
 * parameters, quantity_percentile.c, quantity_rounded.c and quantity_points.c the others,
 * quantity_readings.c reads files of readings, which quantity_files.c keeps, quantity_form.c
 * has the table of all forms, quantity_hint.c rewrites numbers for hints, quantity_key.c
 * refuses keys that are none, quantity_map.c reads a mapping by it, quantity_cut.c what stands
 * beside a shape, quantity_check.c compares with the rule, quantity.c is the public face.
 */

#include <stdbool.h>
#include <stddef.h>

#include "lca/base/quantity.h"

struct form;

struct quantity_reader {
	struct arena *arena;
	const struct quantity_rule *rule;
	struct unit expected;	      /* of rule->unit, where there is one */
	const char *path;	      /* or NULL */
	const char *name;	      /* the last key of path, for messages */
	struct quantity_files *files; /* NULL: none may be read */
	const struct form *form;      /* of the mapping that is read, for hints; or NULL */
	bool mapped;		      /* it is a mapping, beside whose form a min: may stand */
	bool cut_below;		      /* and one stands there */
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
	bool spread;			    /* '300 W ± 10 %' may be meant in its place */
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

/* quantity_hint.c */
/* To so many digits, in plain decimals where they are short. */
const char *quantity_round(struct arena *arena, double value, int digits);
/* "4.8 %" of a share 0.048; "less than 0.001 %". */
const char *quantity_percent(struct arena *arena, double share);
bool quantity_is_percent(const struct number *number);
/* "'0.7 .. 0.9' or {value: 0.8 ± 0.1, min: 0.6, max: 1}": what a value with that half of a 95 %
 * interval may be written as where it must stay above 0; NULL: the interval reaches it. */
const char *quantity_cut_hint(struct quantity_reader *reader, const struct unit *unit,
			      double value, double width);
/* What "80 % ± 10 %" may be written as. */
const char *quantity_points_hint(struct quantity_reader *reader, const struct number *value,
				 const struct number *width);
/* "'300 W x/ 1.05'" for 300 W ± 10 %; NULL: there is no such lognormal. */
const char *quantity_factor_hint(struct quantity_reader *reader, const struct number *value,
				 const struct number *width);

/* quantity_shape.c */
/* Says that a spread is below 0. */
bool quantity_refuse_negative(struct quantity_reader *reader, const struct number *spread);
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

/* A column of a file of readings, in one unit. */
struct reading_table {
	const char *path;   /* as opened */
	const char *column; /* NULL: the only one */
	struct unit unit;
	size_t count;
	const double *values;  /* in base units, in the order of the file */
	const double *sorted;  /* the same, ascending */
	const uint64_t *lines; /* [value] of the file */
	const struct readings *readings;
};

/* quantity_readings.c */
/* Reads {file: readings.csv, column: power_w, unit: W}; NULL: reported. */
const struct reading_table *quantity_file(struct quantity_reader *reader,
					  const struct node *node, struct quantity *quantity);

/* quantity_files.c */
const char *quantity_files_folder(const struct quantity_files *files);
/* What was kept of the file, the column and the unit; NULL: nothing. */
const struct reading_table *quantity_files_find(const struct quantity_files *files,
						const char *path, const char *column,
						const struct unit *unit);
/* Copies a table, whose sorted is not filled yet. */
const struct reading_table *quantity_files_keep(struct quantity_files *files,
						const struct reading_table *table);
int quantity_ascending(const void *a, const void *b); /* of doubles, for qsort */

/* quantity_cut.c */
/* shift:, min: and max: beside a shape. */
bool quantity_shift(struct quantity_reader *reader, const struct node *node,
		    struct quantity *quantity);
bool quantity_cut(struct quantity_reader *reader, const struct node *node,
		  struct quantity *quantity);
/* Warns of a distribution whose variance is infinite. */
void quantity_warn_variance(struct quantity_reader *reader, const struct quantity *quantity,
			    struct place place);

/* quantity_key.c */
bool quantity_check_keys(struct quantity_reader *reader, const struct node *node);
/* "write {normal: [300 W, 20 W]}" for {mean: 300 W, sd: 20 W}; NULL: the keys say no shape. */
const char *quantity_translate(struct quantity_reader *reader, const struct node *node);
/* "value, normal, lognormal or percentiles" */
const char *quantity_list_forms(struct quantity_reader *reader);

/* quantity_map.c */
/* Keys that may stand beside a form; NULL behind the last. */
const char *quantity_companion_key(size_t index);
bool quantity_is_companion(const char *key);
bool quantity_value(struct quantity_reader *reader, const struct mapping *mapping,
		    struct quantity *quantity);
bool quantity_mapping(struct quantity_reader *reader, const struct node *node,
		      struct quantity *quantity);

/* quantity_check.c */
/* Reports a reading or a listed value that the rule does not allow: below 0. */
bool quantity_possible(struct quantity_reader *reader, double base, struct place place,
		       const char *typed);
bool quantity_check(struct quantity_reader *reader, const struct quantity *quantity,
		    struct place place);

#endif
