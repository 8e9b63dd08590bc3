/* Makes an output again: the command of its record, with nothing written. */
#include "cli/verify_rerun.h"

#include <fcntl.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/digest.h"
#include "cli/session.h"
#include "cli/verify_needs.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/verify.h"

/* Folders above the report that are looked at. */
enum { MOST_ABOVE = 16 };

typedef int command_function(struct session *session);

/* Commands whose outputs carry a record. */
static const struct {
	const char *name;
	command_function *run;
	bool one_scenario; /* its first operand */
} commands[] = {
    {"run", command_run, true},		 {"quick", command_quick, false},
    {"card", command_card, true},	 {"dossier", command_dossier, true},
    {"compare", command_compare, false}, {"schedule", command_schedule, true},
    {"audit", command_audit, false},	 {"align", command_align, false},
    {"import", command_import, false},
};

enum { COMMANDS = sizeof commands / sizeof *commands };

static size_t command_of(const struct verify_record *record)
{
	size_t i = 0;

	while (i < COMMANDS && !text_same(commands[i].name, record->command))
		i++;
	return i;
}

static void refuse(struct session *session, const struct rerun *rerun, enum diag_code code,
		   const char *hint, const char *message)
{
	diag_add(session->diags, code,
		 (struct place){.file = rerun->report, .line = (uint32_t)rerun->record->line},
		 NULL, hint, "%s", message);
}

static bool is_option(const char *argument)
{
	return text_starts(argument, "--");
}

/* The name of an option as it is in the table: nothing shortened, nothing that writes. */
static bool may_be_followed(const char *argument)
{
	size_t length = strcspn(argument + 2, "=");

	if (!is_option(argument))
		return *argument != '-' || !argument[1];
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const char *name = option_rows[i].long_name;

		if (strlen(name) == length && strncmp(name, argument + 2, length) == 0)
			return option_is_recorded((enum option_id)i);
	}
	return false;
}

static bool check_arguments(struct session *session, const struct rerun *rerun)
{
	const struct verify_record *record = rerun->record;
	const char *bad = verify_bad_term(session->arena, record);

	if (bad) {
		refuse(session, rerun, DIAG_VERIFY_RECORD, NULL, bad);
		return false;
	}
	if (command_of(record) == COMMANDS) {
		refuse(session, rerun, DIAG_VERIFY_RECORD, NULL,
		       arena_printf(session->arena, "outputs of 'lca %s' cannot be verified",
				    record->command ? record->command : ""));
		return false;
	}
	for (size_t i = 0; i < record->argument_count; i++)
		if (!may_be_followed(record->arguments[i])) {
			refuse(session, rerun, DIAG_VERIFY_RECORD, "lca writes none such",
			       arena_printf(session->arena,
					    "the record has an argument '%s', which is not "
					    "followed",
					    record->arguments[i]));
			return false;
		}
	return true;
}

/* The file that an argument names, or NULL: operands, tables of factors, maps of columns. */
static const char *file_of(const struct rerun *rerun, size_t i)
{
	static const char *const options[] = {"--factors=", "--map="};
	const char *argument = rerun->record->arguments[i];

	if (i == 0 && rerun->scenario)
		return NULL;
	for (size_t k = 0; k < sizeof options / sizeof *options; k++)
		if (text_starts(argument, options[k]))
			return argument + strlen(options[k]);
	return is_option(argument) || text_same(argument, "-") ? NULL : argument;
}

/* The first file that is not there; NULL: all are. */
static const char *missing_file(const struct rerun *rerun)
{
	for (size_t i = 0; i < rerun->record->argument_count; i++) {
		const char *file = file_of(rerun, i);

		if (file && !verify_is_file(file))
			return file;
	}
	return NULL;
}

static const char *folder_of(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return "";
	return arena_copy(arena, path, (size_t)(slash - path) + 1);
}

static bool has_digest(struct session *session, const char *path, const char *expected)
{
	char digest[65];

	return verify_is_file(path) && digest_file(session->arena, path, digest) &&
	       text_same(digest, expected);
}

/* True where the scenario has the digest of the record, or there is none to compare. */
static bool is_the_one(struct session *session, const struct rerun *rerun, const char *path)
{
	const char *expected = rerun->record->scenario_sha256;

	return !expected || !commands[command_of(rerun->record)].one_scenario ||
	       has_digest(session, path, expected);
}

/* The same of all files that the record names as they were typed. */
static bool are_the_ones(struct session *session, const struct rerun *rerun)
{
	const struct verify_record *record = rerun->record;

	for (size_t i = 0; i < record->file_count; i++)
		if (!has_digest(session, record->files[i].file, record->files[i].sha256))
			return false;
	return rerun->scenario || !record->argument_count ||
	       is_the_one(session, rerun, record->arguments[0]);
}

static bool is_here(struct session *session, const struct rerun *rerun, bool same)
{
	return !missing_file(rerun) && (!same || are_the_ones(session, rerun));
}

/* Goes to the first folder that has all files. False: none has; this is then anywhere. */
static bool go_where_files_are(struct session *session, const struct rerun *rerun, bool same)
{
	const char *folder = folder_of(session->arena, rerun->report);

	if (is_here(session, rerun, same))
		return true;
	if (text_same(rerun->report, "-") || (*folder && chdir(folder) != 0))
		return false;
	for (int i = 0; i < MOST_ABOVE; i++) {
		if (is_here(session, rerun, same))
			return true;
		/* One that has not changed, further up, must not hide one that has. */
		if (same || chdir("..") != 0)
			return false;
	}
	return false;
}

/* A scenario that lies beside its report under its own name. */
static const char *beside(struct session *session, const struct rerun *rerun)
{
	const struct verify_record *record = rerun->record;
	const char *slash = record->argument_count ? strrchr(record->arguments[0], '/') : NULL;
	const char *path;

	if (!slash || !commands[command_of(record)].one_scenario)
		return NULL;
	path = arena_printf(session->arena, "%s%s", folder_of(session->arena, rerun->report),
			    slash + 1);
	return verify_is_file(path) ? path : NULL;
}

static void add(struct arena *arena, char ***argv, int *count, const char *text)
{
	*argv = arena_grow(arena, *argv, (size_t)*count, sizeof **argv);
	(*argv)[(*count)++] = arena_text(arena, text);
}

/* What the record says apart from its arguments wins: who edits one of them is found out by the
 * figures. */
static void take_terms(const struct verify_record *record, struct options *o)
{
	if (record->seed >= 0)
		o->seed = (uint64_t)record->seed;
	if (record->samples >= 100 && record->samples <= 4294967295.0 &&
	    !adapt_is_asked(&o->goal))
		o->samples = (uint64_t)record->samples;
	if (record->interval > 0 && record->interval < 1)
		o->interval = record->interval;
}

/* Nothing is written, whatever an argument says; a saved estimate has the name of its file. */
static void hold_still(const struct verify_record *record, struct options *o)
{
	bool quick = text_same(record->command, "quick");

	o->output = "-";
	o->into = NULL;
	o->rejects = NULL;
	o->save = quick && record->scenario && !text_starts(record->scenario, "lca ")
		      ? record->scenario
		      : NULL;
}

/* A card is always Markdown. */
static bool takes_format(const char *command)
{
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		if (text_same(command_rows[i].name, command))
			return (option_rows[OPTION_FORMAT].commands & (1u << i)) != 0;
	return false;
}

static bool read_options(struct session *session, const struct rerun *rerun,
			 const char *scenario, struct diags *diags, struct options *options)
{
	const struct verify_record *record = rerun->record;
	char **argv = NULL;
	int count = 0;

	add(session->arena, &argv, &count, "lca");
	add(session->arena, &argv, &count, record->command);
	if (record->format && takes_format(record->command))
		add(session->arena, &argv, &count,
		    arena_printf(session->arena, "--format=%s", record->format));
	for (size_t i = 0; i < record->argument_count; i++)
		add(session->arena, &argv, &count,
		    i == 0 && scenario ? scenario : record->arguments[i]);
	for (size_t i = 0; i < rerun->more_count; i++)
		add(session->arena, &argv, &count, rerun->more[i]);
	argv = arena_grow(session->arena, argv, (size_t)count, sizeof *argv);
	argv[count] = NULL;
	if (!options_read(session->arena, count, argv, diags, options))
		return false;
	take_terms(record, options);
	hold_still(record, options);
	options->threads = session->options->threads;
	if (scenario)
		options->arguments[0] = record->arguments[0];
	return true;
}

/* The report of a stranger is not given hours of work. */
static bool asks_too_much(struct session *session, const struct rerun *rerun,
			  const struct options *options)
{
	uint64_t most = session->options->samples;

	if (options->samples <= most)
		return false;
	refuse(
	    session, rerun, DIAG_VERIFY_RECORD,
	    arena_printf(session->arena, "--samples %" PRIu64 " allows it", options->samples),
	    arena_printf(session->arena,
			 "the record asks for %" PRIu64 " samples, and at most %" PRIu64
			 " are drawn for it",
			 options->samples, most));
	return true;
}

static bool spares_files(struct session *session, const struct rerun *rerun,
			 const char *scenario)
{
	const struct stat *standing = rerun->output->standing;
	const char *file =
	    standing ? verify_same_file(session->arena, rerun->record, scenario, standing)
		     : NULL;

	if (file && !rerun->output->is_behind)
		diag_add(session->diags, DIAG_OPTION_VALUE, options_place(session->options),
			 NULL, "give the output a name of its own",
			 "--output would overwrite '%s', which the report follows from", file);
	rerun->output->is_behind |= file != NULL;
	return !file;
}

static bool run(struct session *session, const struct rerun *rerun, const char *scenario,
		struct buffer *out)
{
	const struct verify_record *record = rerun->record;
	const char *first = record->argument_count ? record->arguments[0] : "",
		   *path = scenario ? scenario : first;
	struct diags *diags = diags_new(session->arena);
	struct options options;
	struct session inner = {.arena = session->arena,
				.diags = diags,
				.options = &options,
				.kept = out,
				.shown_as = scenario ? rerun->record->scenario : NULL};

	if (!spares_files(session, rerun, scenario))
		return false;
	if (read_options(session, rerun, scenario, diags, &options)) {
		if (asks_too_much(session, rerun, &options))
			return false;
		commands[command_of(rerun->record)].run(&inner);
	}
	if (inner.factors)
		factors_close(inner.factors);
	if (!diags_has_error(diags) && out->length)
		return true;
	if (verify_needs(session, rerun, folder_of(session->arena, path)))
		return false;
	verify_tell_faults(session, diags);
	refuse(session, rerun, DIAG_VERIFY_RECORD,
	       "where you trust the report, run that command: it says what it found",
	       arena_printf(session->arena, "'lca %s' does not run as its record says",
			    rerun->record->command));
	return false;
}

/* What was piped in is not there any more. */
static bool came_from_input(struct session *session, const struct rerun *rerun)
{
	const struct verify_record *record = rerun->record;

	for (size_t i = 0; i < record->argument_count; i++) {
		bool first = i == 0 && commands[command_of(record)].one_scenario;

		if (!text_same(record->arguments[i], "-") || (first && rerun->scenario))
			continue;
		refuse(session, rerun, DIAG_VERIFY_SCENARIO, first ? "--scenario FILE" : NULL,
		       first ? "the scenario came from standard input"
			     : "a file behind it came from standard input");
		return true;
	}
	return false;
}

/* The scenario of the record before one that has only its name. */
static bool run_where_files_are(struct session *session, const struct rerun *rerun,
				struct buffer *out, int here)
{
	const char *scenario = rerun->scenario;

	if (came_from_input(session, rerun))
		return false;
	for (int same = 1; same >= 0 && !scenario; same--) {
		if (go_where_files_are(session, rerun, same))
			return run(session, rerun, NULL, out);
		if (fchdir(here) != 0)
			return false;
		scenario = beside(session, rerun);
		if (scenario && same && !is_the_one(session, rerun, scenario))
			scenario = NULL;
	}
	if (scenario)
		return run(session, rerun, scenario, out);
	(void)verify_needs(session, rerun, folder_of(session->arena, rerun->report));
	return false;
}

bool verify_rerun(struct session *session, const struct rerun *rerun, struct buffer *out)
{
	int here = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool good = here >= 0 && check_arguments(session, rerun) &&
		    run_where_files_are(session, rerun, out, here);

	if (here >= 0 && fchdir(here) != 0)
		good = false;
	if (here >= 0)
		close(here);
	return good;
}
