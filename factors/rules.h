#ifndef FACTORS_RULES_H
#define FACTORS_RULES_H

/*
 * What a factor row may be: the unit and the sane range of each kind of factor, and the words
 * of its text columns.
 *
 * A rule is found by activity and criterion. Impact criteria (rows of the criterion table) are
 * judged by their unit: per kWh for electricity, per piece for a device, per anything else for
 * other activities.
 */

#include <stdbool.h>

#include "factors/layer.h"
#include "lca/base/unit.h"

struct arena;

enum word_kind {
	WORD_BOUNDARY,
	WORD_ACCOUNTING,
	WORD_DELIVERY,
	WORD_GAS_SCOPE,
	WORD_GWP_SET,
	WORD_STATUS
};

/* True for "" and the words of the column. */
bool rules_word(enum word_kind kind, const char *word);
/* "direct, lifecycle, ...": for hints. */
const char *rules_words(struct arena *arena, enum word_kind kind);

struct rule {
	struct unit unit;   /* expected dimensions; low and high are in it */
	double low, high;   /* low <= central value <= high */
	double least, most; /* least <= what the row may be at all <= most, in the same unit */
	bool any_unit;	    /* the unit is not judged */
	bool per_anything;  /* the unit may be divided further */
};

/* The rule for a row whose criterion is known (row_criteria.h). */
void rules_find(const struct layer *layers, size_t count, struct arena *arena,
		const char *activity, const char *criterion, struct rule *rule);
/* True where dimensions fit the rule. */
bool rules_fit(const struct rule *rule, struct dimensions dimensions);

#endif
