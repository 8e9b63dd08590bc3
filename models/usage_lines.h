#ifndef MODELS_USAGE_LINES_H
#define MODELS_USAGE_LINES_H

/*
 * JSONL by blocks and threads. It gives what the careful path gives, skipped rows and their
 * line numbers too; it knows no where, split, rejects, time zone or plan that expands records.
 */

#include "models/usage_engine.h"

struct usage_lines {
	struct usage_engine *engine;
	const struct usage_columns *columns;
	const char *const *paths; /* [path_count]: the names of the plan */
	size_t path_count;
	/* What is still to be read, as json_take_lines hands it over. */
	struct source *source;
	struct csv_field at_hand;
	uint64_t first_line;
};

/* False: an error was reported. */
bool usage_read_lines(struct intake *intake, const struct usage_lines *lines);

#endif
