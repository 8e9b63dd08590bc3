/* lca: reads the command line, runs one command, prints diagnostics, gives the exit status. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/help.h"
#include "cli/session.h"
#include "cli/terminal.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"

enum { STATUS_USAGE = 2 };

typedef int command_function(struct session *session);

static command_function *const command_functions[COMMAND_COUNT] = {
#define COMMAND(id, name, operands, least, most, summary, text) [COMMAND_##id] = command_##name,
#include "cli/commands.def"
#undef COMMAND
};

static int print_short_usage(void)
{
	fputs("usage: lca COMMAND [OPTION]... [OPERAND]...\n"
	      "  lca quick --help         one number before training, no file needed\n"
	      "  lca new -o model.yaml    a scenario to start from\n"
	      "  lca run model.yaml       its emissions, item by item, with ranges\n"
	      "  lca --help               all commands\n",
	      stderr);
	return STATUS_USAGE;
}

static int run_command(struct session *session)
{
	const struct options *o = session->options;
	struct buffer out = {0};

	if (o->version) {
		help_version(&out);
	} else if (o->help && o->command == COMMAND_COUNT) {
		help_overview(session->arena, &out);
	} else if (o->help) {
		help_command(session->arena, o->command, &out);
	} else {
		return o->command == COMMAND_COUNT ? print_short_usage()
						   : command_functions[o->command](session);
	}
	fwrite(out.text, 1, out.length, stdout);
	buffer_free(&out);
	return 0;
}

/* What was written to standard output may still fail to arrive: a full disk. */
static void close_output(struct diags *diags)
{
	bool failed = ferror(stdout) != 0;

	if ((fclose(stdout) != 0 || failed) && diags_status(diags) != 3)
		diag_add(diags, DIAG_FILE_WRITE, (struct place){.file = "lca"}, NULL, NULL,
			 "cannot write standard output");
}

/* No output may take the place of what it is made from. */
static bool spares_inputs(struct session *session)
{
	const struct options *o = session->options;

	for (size_t i = 0; i < o->operand_count; i++)
		session_spare(session, o->operands[i]);
	for (size_t i = 0; i < o->factor_count; i++)
		session_spare(session, o->factors[i]);
	if (!diags_has_error(session->diags))
		session_spare_own(session);
	return !diags_has_error(session->diags);
}

static int run_session(struct session *session, bool good)
{
	int status = good && spares_inputs(session) ? run_command(session) : 0;

	close_output(session->diags);
	session_print(session, session->diags, DIAG_SEVERITY_ERROR);
	return diags_has_error(session->diags) ? diags_status(session->diags) : status;
}

/* Where memory ends, the program does (heap.h, arena.h): what the user then sees beside the
 * signal. */
static void tell_stop(int number)
{
	static const char text[] =
	    "lca: stopped, as a rule for lack of memory: fewer --samples, "
	    "--threads or rows need less\n";
	ssize_t written = write(STDERR_FILENO, text, sizeof text - 1);

	(void)written;
	(void)number;
}

int main(int argc, char **argv)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena);
	struct options options;
	struct session session = {.arena = arena, .diags = diags, .options = &options};
	bool good;
	int status;

	/* A reader that leaves early (head) ends the program quietly, as with other tools. */
	signal(SIGPIPE, SIG_DFL);
	/* A limit of file sizes is then an error of writing, which leaves nothing behind. */
	signal(SIGXFSZ, SIG_IGN);
	signal(SIGABRT, tell_stop);
	good = options_read(arena, argc, argv, diags, &options);
	if (text_same(options.output, "-"))
		session.style = (struct report_style){.colour = terminal_colour(STDOUT_FILENO),
						      .width = terminal_width(STDOUT_FILENO)};
	status = run_session(&session, good);
	if (session.factors)
		factors_close(session.factors);
	arena_free(arena);
	return status;
}
