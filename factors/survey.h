#ifndef FACTORS_SURVEY_H
#define FACTORS_SURVEY_H

/*
 * What the database holds, counted: kinds of rows, sources and licences, regions and things,
 * which of them have what (coverage), and where sources contradict each other.
 *
 * Everything is of the rows that look-ups see: those that a layer hides are not counted.
 * Texts live in the arena of the factors.
 */

#include <stddef.h>

#include "factors/coverage.h"
#include "factors/discrepancy.h"

struct factor_count;
struct factors;
struct source;

struct tally {
	const char *name;
	size_t count;
};

/* A source that rows cite; source NULL: the text of a user's row, or the like. */
struct cited {
	const char *id;
	const struct source *source;
	size_t rows; /* and equivalences, figures, bounds */
};

struct licence_count {
	const char *licence; /* SPDX, or "not stated" */
	size_t sources, rows;
};

struct survey {
	const char *version, *digest;
	size_t rows;
	/* Apart from the rows: nothing is computed from them. */
	size_t equivalence_count, figure_count, bound_count;
	const struct factor_count *kinds;
	size_t kind_count;
	const struct cited *sources; /* by id; those with rows */
	size_t source_count;
	const struct licence_count *licences; /* by name */
	size_t licence_count;
	const struct tally *regions; /* by kind */
	size_t region_count;
	const struct tally *things; /* by kind */
	size_t thing_count;
	struct coverage coverage;
	const struct discrepancy *discrepancies;
	size_t discrepancy_count;
	const struct discrepancy *inversions; /* direct above life cycle */
	size_t inversion_count;
};

struct survey survey_factors(struct factors *factors);

#endif
