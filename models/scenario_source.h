#ifndef MODELS_SCENARIO_SOURCE_H
#define MODELS_SCENARIO_SOURCE_H

/*
 * A scenario file as it was read, and what lies behind it: logs, series and readings, each read
 * once however often the scenario is read from it with other values.
 *
 * Internal to models/. What was reported while a file was read is told again to every reading
 * that uses it. Nodes of the tree are never changed: scenario_apply copies what it changes, so
 * that a node that two readings share says the same in both.
 */

#include <stdbool.h>

#include "lca/base/diag.h"
#include "lca/base/tree.h"
#include "models/grid_series.h"
#include "models/import.h"
#include "models/scenario.h"

struct arena;
struct quantity_files;
struct known_log;
struct known_series;

struct scenario_source {
	struct arena *arena;
	const char *file;   /* as typed */
	const char *folder; /* of logs; "" = current */
	const char *text;
	size_t length;
	char sha256[65];
	const struct node *root; /* a map */
	struct quantity_files *readings;
	struct known_log *logs;
	size_t log_count;
	struct known_series *series;
	size_t series_count;
};

/* What says how a log is read; a node is NULL where it is not stated. */
enum { LOG_NODES = 6 };
struct log_said {
	const struct node *nodes[LOG_NODES];
	const char *split; /* or NULL */
	bool of_requests;  /* by requests_log: the two are never one log */
};

/* As import_read_files, once for what is said. */
struct import *scenario_source_log(struct scenario_source *source, const struct log_said *said,
				   const struct import_path *paths, size_t count,
				   const struct import_options *options, struct diags *diags);
/* As grid_series_read, once for what the options say. */
const struct grid_series *scenario_source_series(struct scenario_source *source,
						 const char *path, const char *file,
						 const struct grid_series_options *options,
						 struct diags *diags);

/* Reads the tree `root` in place of the file's own. */
struct scenario *scenario_source_read(struct scenario_source *source, const struct node *root,
				      struct diags *diags);

/* Adds what `from` holds from `first` on. */
void diags_repeat(struct diags *to, const struct diags *from, size_t first);

#endif
