#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

/*
 * The command line: one table of commands, one of options, read by getopt_long.
 *
 * Options may stand anywhere, before or after the command and its operands. Every mistake is a
 * diagnostic with a suggestion; all are reported at once.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "factors/factors.h"
#include "lca/engine/adapt.h"
#include "models/align.h"
#include "models/import.h"
#include "models/quick.h"
#include "models/scenario.h"
#include "models/schedule.h"
#include "models/variation.h"
#include "reports/reports.h"

struct arena;
struct diags;

enum command_id {
#define COMMAND(id, name, operands, least, most, summary, text) COMMAND_##id,
#include "cli/commands.def"
#undef COMMAND
	COMMAND_COUNT
};

enum option_id {
#define OPTION(id, long_name, short_name, argument, commands, help) OPTION_##id,
#include "cli/options.def"
#undef OPTION
	OPTION_COUNT
};

struct command_row {
	const char *name;
	const char *operands; /* as printed: "SCENARIO [ITEM]" */
	size_t least, most;   /* number of operands */
	const char *summary;
	const char *text;
};

struct option_row {
	const char *long_name;
	char short_name;      /* 0 where it has none */
	const char *argument; /* as printed, or NULL */
	unsigned commands;    /* bit 1 << COMMAND_* of each that accepts it */
	const char *help;     /* NULL: not shown */
};

extern const struct command_row command_rows[COMMAND_COUNT];
extern const struct option_row option_rows[OPTION_COUNT];

/* A cell of a factor row to add. */
struct column_text {
	const char *name, *text;
};

/* What the user asked for, with defaults filled in. */
struct options {
	bool help, version, man, completion, codes;
	enum command_id command; /* COMMAND_COUNT: none given */
	const char *const *operands;
	size_t operand_count;
	enum format format;
	const char *output; /* "-": standard output */
	uint64_t samples, seed;
	enum sampler sampler;
	double interval;  /* 0.95 */
	unsigned threads; /* 0: one per core */
	struct adapt_goal goal;
	bool shortest;
	struct scenario_change *changes;
	size_t change_count;
	const char **criteria;
	size_t criterion_count;
	struct variation_request *vary;
	size_t vary_count;
	const char **keep; /* keys that a varied region does not drop */
	size_t keep_count;
	const char *by; /* the criterion ranked by, or NULL */
	size_t top;	/* rows of each table; 0: all */
	bool no_choices, as_stated;
	struct quick quick;
	const char *save;     /* file of the scenario, "-" or NULL */
	const char *into;     /* card to update, or NULL */
	const char *scenario; /* of a report to verify, or NULL */
	bool complete, sensitivity, advice, equivalents;
	bool explain;		  /* every calculation of an audit */
	enum align_step align_to; /* the last bridge of lca align */
	const char **factors;
	size_t factor_count;
	enum factors_basis basis;
	const char *as_of;	     /* YYYY[-MM[-DD]], or NULL */
	struct column_text *columns; /* of the row to add: source, locator, note and others */
	size_t column_count;
	struct schedule_request schedule; /* its place is filled in later */
	struct import_options import;
	const char *rejects; /* file for broken rows, or NULL */
	const char *map;     /* file with a column map, or NULL */
	const char **record; /* "--set ...", "--factors FILE": what can change a number */
	size_t record_count;
	const char **arguments; /* of the record (assess.h) */
	size_t argument_count;
};

/* False on a mistake (reported, code USAGE or OPTION_VALUE). argv is permuted and kept. */
bool options_read(struct arena *arena, int argc, char **argv, struct diags *diags,
		  struct options *options);

/* It writes the formats of exports.def, too. */
bool command_exports(enum command_id command);

/* True where a record keeps it among the arguments. */
bool option_is_recorded(enum option_id id);

/* The place of a command-line mistake: "lca run". */
struct place options_place(const struct options *options);

#endif
