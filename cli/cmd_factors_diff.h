#ifndef CLI_CMD_FACTORS_DIFF_H
#define CLI_CMD_FACTORS_DIFF_H

/* The two sides of lca factors diff, and the scenario run with each. */

#include <stdbool.h>

#include "cli/session.h"
#include "reports/difference.h"

struct factors_table;
struct region_entry;
struct thing_entry;

struct side {
	const char *word; /* as typed */
	enum difference_kind kind;
	const struct factor *row;	   /* of rows */
	const struct region_entry *region; /* of regions */
	const struct thing_entry *thing;   /* of things */
};

/* The factors of the session with the side's table, if it is one, and another table (or NULL)
 * on top; of regions, the side's is meant wherever that of `named` (or NULL) is named. NULL on
 * error (reported). */
struct factors *open_side(struct session *session, const struct side *side,
			  const struct side *named, const struct factors_table *table);

/* Runs the scenario with A and with B. False on error (reported). */
bool diff_scenario(struct session *session, const char *path, const struct side *a,
		   const struct side *b, struct difference *difference);

#endif
