#ifndef MODELS_SCENARIO_H
#define MODELS_SCENARIO_H

/*
 * The scenario: a YAML file validated against the key tables, every quantity read, no formula
 * yet.
 *
 * Key tables (scenario_keys) are the one source of validation, hints, the reference in
 * docs/scenario.md and the JSON Schema. Reading reports every problem of the file and never
 * stops at the first.
 */

#include <stdbool.h>
#include <stddef.h>

#include "lca/base/quantity.h"
#include "lca/base/tree.h"

struct arena;
struct diags;
struct scenario;
struct scenario_source;

/* A change from the command line: --set 'stages.training[final run].pue=1.1'. A value null (or
 * ~) takes the key away. */
struct scenario_change {
	const char *path;
	const char *value;
};

/* path: file or "-". NULL only where nothing could be read. A scenario with errors is returned
 * all the same (the diagnostics have them), so that assess() and assess_check() can report what
 * they find as well. Logs named inside are read here, resolved against the file's folder. */
struct scenario *scenario_read(struct arena *arena, const char *path,
			       const struct scenario_change *changes, size_t change_count,
			       struct diags *diags);

/* To read a scenario several times with other changes: the file, and the logs, series and
 * readings behind it, are read once. What is read lives in the arena given here. NULL: the file
 * is no scenario (reported). */
struct scenario_source *scenario_open(struct arena *arena, const char *path,
				      struct diags *diags);
/* The same; name stands in its place wherever it is named. */
struct scenario_source *scenario_open_as(struct arena *arena, const char *path,
					 const char *name, struct diags *diags);
/* From memory; name is for places, and logs are relative to its folder. */
struct scenario_source *scenario_open_text(struct arena *arena, const char *name,
					   const char *text, size_t length,
					   struct diags *diags);
/* As scenario_read; never NULL. Findings about a file behind the scenario are told to every
 * reading; excerpts of the scenario itself to the diagnostics that it was opened with. */
struct scenario *scenario_read_from(struct scenario_source *source,
				    const struct scenario_change *changes, size_t count,
				    struct diags *diags);

/* The same from memory, without changes. */
struct scenario *scenario_read_text(struct arena *arena, const char *name, const char *text,
				    size_t length, struct diags *diags);

/* One row of a key table, for documentation. */
struct key_row {
	const char *block; /* "top", "site", "hardware", "item", or a stage's name */
	const char *key;
	const char *value;   /* what it holds: "a power (W)", "text", "list of ..." */
	const char *meaning; /* one sentence */
};
/* All rows, block by block. */
const struct key_row *scenario_keys(struct arena *arena, size_t *count);

#endif
