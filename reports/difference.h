#ifndef REPORTS_DIFFERENCE_H
#define REPORTS_DIFFERENCE_H

/*
 * What lca factors diff has to say: two rows, two regions, two things or two tables against
 * each other, and a scenario run with the one and with the other.
 */

#include <stdbool.h>
#include <stddef.h>

#include "factors/changes.h"
#include "factors/estimate.h"

struct arena;
struct assessment;
struct paired;
struct criterion;
struct factor;
struct impact;

/* Two factors on the basis asked for, or as they stand where one has no way there. */
struct factor_pair {
	const char *what; /* "electricity gwp 2023" */
	const struct factor *a, *b;
	const char *reason_a, *reason_b; /* why it is not on the basis, or NULL */
	struct contrast contrast;
};

enum difference_kind {
	DIFFERENCE_ROWS,
	DIFFERENCE_REGIONS,
	DIFFERENCE_THINGS,
	DIFFERENCE_TABLES
};

struct difference {
	enum difference_kind kind;
	const char *a, *b;		 /* ids, codes or files */
	const struct factor_pair *pairs; /* rows: one; regions: one for each criterion;
					    things: one for each property of both */
	size_t pair_count;
	const char *only_a, *only_b; /* properties that one thing alone has: "tdp, gwp", "" */
	const struct factor_change *changes; /* of tables */
	size_t change_count;
	size_t rows_a, rows_b; /* in the tables */
	const char *scenario;  /* its name, or NULL */
	const struct assessment *with_a, *with_b;
	/* By number of difference_criterion: total with B less that with A, and B below A,
	 * sample by sample; samples is 0 where either run does not count it, and where A and B
	 * have one draw (rows and tables). */
	const struct paired *compared;
};

const char *difference_name(enum difference_kind kind); /* rows | regions | things | tables */

/* The criteria of either run, those of A first; NULL behind the last. */
const struct criterion *difference_criterion(const struct difference *difference,
					     size_t number);
/* The run's total of a criterion, missing where it has none. */
const struct impact *difference_total(const struct assessment *assessment,
				      const char *criterion);

/* What struct difference holds of the two runs (difference_paired.c). */
const struct paired *difference_compare(struct arena *arena,
					const struct difference *difference, unsigned threads);

/* "gwp of the electricity of items at FR in 2023": what a scenario would move by. */
const char *difference_reach(struct arena *arena, const struct factor *factor);

#endif
