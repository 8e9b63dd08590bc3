#ifndef CLI_SESSION_H
#define CLI_SESSION_H

/*
 * One run of the program: what every command gets, and the steps that several commands share.
 *
 * A command returns its exit status, 0 or 1 (a finding); mistakes are in session->diags and
 * decide otherwise.
 */

#include <stdbool.h>
#include <stdint.h>

#include "cli/options.h"
#include "models/assess.h"

struct buffer;
struct factors;
struct progress;
struct scenario_source;

struct session {
	struct arena *arena;
	struct diags *diags;
	const struct options *options;
	struct report_style style;
	struct factors *factors;	/* once opened; main closes it */
	struct scenario_source *source; /* of the scenario read last */
	struct buffer *kept;  /* NULL, or what takes the output: nothing is written then */
	const char *shown_as; /* the scenario's name, where it is not its path; or NULL */
	bool advises;	      /* its run tells what would lower the total */
};

#define COMMAND(id, name, operands, least, most, summary, text)                                \
	int command_##name(struct session *session);
#include "cli/commands.def"
#undef COMMAND

/* Refuses an --output that is this input by whatever name. */
void session_spare(struct session *session, const char *input);
/* Refuses a document whose --output is a file that somebody else wrote, as far as the record
 * tells: it is there, holds something, and no record, or text beyond what lca put into it. */
void session_spare_own(struct session *session);

/* Opens the factors with the layers of --factors. NULL on error (reported). */
struct factors *session_factors(struct session *session);
/* False, and reported, where '-' stands among the operands more than once. */
bool session_input_once(struct session *session);

/* Reads the scenario (first operand) and opens the factors. NULL where one of them cannot be
 * read; a scenario with errors is returned all the same, so that compiling it reports the rest.
 */
struct scenario *session_scenario(struct session *session);
/* Not a file whose name says that it is another thing: reported, with what to do with it. */
bool session_is_scenario(struct session *session, const char *path);
/* The same from any path. */
struct scenario *session_read(struct session *session, const char *path);
/* Every name of --criteria and --by must be a criterion of the factors, which are open. */
void session_check_criteria(struct session *session);
/* What the command line says of a run. */
struct assess_options session_options(const struct session *session, bool sensitivity,
				      struct progress *progress);
/* Refuses an --output that is a log of the scenario of this record. */
void session_spare_logs(struct session *session, const struct record *record);
/* Compiled and run with these factors, with progress on a terminal. NULL on error (reported).
 */
struct assessment *session_run(struct session *session, const struct scenario *scenario,
			       struct factors *factors, bool sensitivity, struct diags *diags);
/* The scenario of the command line, read and run. NULL on error (reported). */
struct assessment *session_assess(struct session *session, bool sensitivity);

/* Writes a finished output to --output and frees it. False on error (reported). */
bool session_write(struct session *session, struct buffer *out);

/* Prints diagnostics of at least this severity on standard error. */
void session_print(const struct session *session, const struct diags *diags,
		   enum diag_severity least);

/* Prints the session's warnings now; with --codes main prints all diagnostics in the end. */
void session_warn(const struct session *session);
/* How many warnings the list holds. */
size_t session_warnings(const struct diags *diags);
/* When the report went to a file: "3 warnings (in the report)" on standard error, or the
 * warnings themselves where its format has no place for readers to see them. */
void session_note_warnings(const struct session *session);

#endif
