#ifndef MODELS_KNOWN_H
#define MODELS_KNOWN_H

/*
 * Published figures (factors/figures.h) as claims can be held against them: numbers with their
 * rounding, names compared loosely, stages by a few words.
 */

#include <stdbool.h>
#include <stddef.h>

#include "models/claim.h"
#include "models/known_name.h"

struct published;

enum known_stage {
	STAGE_UNSAID,
	STAGE_TRAINING,
	STAGE_FINETUNE,
	STAGE_EXPERIMENTS,
	STAGE_INFERENCE,
	STAGE_EMBODIED,
	STAGE_IDLE,
	STAGE_TOTAL,
	STAGE_OTHER
};

struct known {
	const struct published *row;
	const char *id, *model, *source; /* source: its id */
	const char *cited;		 /* "Touvron et al. 2023, Table 15" */
	const char *citation;		 /* with its title */
	struct known_name name;
	enum known_stage stage;
	const struct printed *figures[CLAIM_FIGURES]; /* NULL: none; additive ones, and those of
							 one request */
	bool counterfactual; /* priced on a grid that it did not run on, to compare */
};

struct knowns {
	const struct known *rows;
	size_t count;
};

/* Of all rows; in the arena. */
struct knowns knowns_of(struct arena *arena, struct factors *factors);

/* A row's source with its title and the place in it. */
const char *known_citation(struct arena *arena, struct factors *factors,
			   const struct published *row);

enum known_stage known_stage_of(const char *text); /* NULL: unsaid */
const char *known_stage_name(enum known_stage stage);
/* True where both may be of one thing: one is unsaid or none of these, or they are the same. */
bool known_stage_fits(enum known_stage a, enum known_stage b);

/* Significant digits that loose leaves: 3 of "356 MWh", 2 of "36". */
int known_digits(const struct printed *printed);
/* Digits to which two numbers are the same, as far as the rounding of one allows; 0 where they
 * are not. */
int known_equal(const struct printed *a, const struct printed *b);
/* Its value in a unit that people read: "36 MWh". */
const char *known_number(struct arena *arena, enum claim_figure figure,
			 const struct printed *printed);

#endif
