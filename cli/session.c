/* The steps that several commands share. */
#include "cli/session.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/terminal.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/assess.h"

bool session_input_once(struct session *session)
{
	const struct options *o = session->options;
	size_t count = 0;

	for (size_t i = 0; i < o->operand_count; i++)
		count += text_same(o->operands[i], "-");
	if (count > 1)
		diag_add(session->diags, DIAG_USAGE, options_place(o), NULL, "write '-' once",
			 "standard input can be read once, '-' stands %zu times", count);
	return count <= 1;
}

struct factors *session_factors(struct session *session)
{
	const struct options *o = session->options;

	if (!session->factors)
		session->factors = factors_open(
		    session->arena,
		    &(struct factors_options){.user = (const char *const *)o->factors,
					      .count = o->factor_count,
					      .basis = o->basis,
					      .as_of = o->as_of},
		    session->diags);
	return session->factors;
}

static void check_criterion(struct session *session, const char *const *names, size_t count,
			    const char *name)
{
	const char *nearest;
	size_t found = 0;

	while (found < count && !text_same(names[found], name))
		found++;
	if (found < count)
		return;
	nearest = text_nearest(name, names, count);
	diag_add(session->diags, DIAG_CRITERION_UNKNOWN, options_place(session->options), NULL,
		 nearest ? nearest : names[0], "there is no criterion '%s'", name);
}

void session_check_criteria(struct session *session)
{
	const struct options *o = session->options;
	size_t count;
	const struct criterion *rows = factors_criteria(session->factors, &count);
	const char **names = arena_alloc(session->arena, (count + 1) * sizeof *names);

	for (size_t i = 0; i < count; i++)
		names[i] = rows[i].id;
	for (size_t i = 0; i < o->criterion_count; i++)
		check_criterion(session, names, count, o->criteria[i]);
	if (o->by)
		check_criterion(session, names, count, o->by);
}

struct scenario *session_read(struct session *session, const char *path)
{
	const struct options *o = session->options;
	struct scenario *scenario = NULL;

	if (!session_is_scenario(session, path))
		return NULL;
	session->source =
	    session->shown_as
		? scenario_open_as(session->arena, path, session->shown_as, session->diags)
		: scenario_open(session->arena, path, session->diags);
	if (session->source)
		scenario = scenario_read_from(session->source, o->changes, o->change_count,
					      session->diags);
	if (!session_factors(session))
		return NULL;
	session_check_criteria(session);
	return scenario;
}

struct scenario *session_scenario(struct session *session)
{
	return session_read(session, session->options->operands[0]);
}

struct assess_options session_options(const struct session *session, bool sensitivity,
				      struct progress *progress)
{
	const struct options *o = session->options;

	return (struct assess_options){
	    .run = {.samples = o->samples,
		    .sampler = o->sampler,
		    .seed = o->seed,
		    .interval = o->interval,
		    .threads = o->threads,
		    .progress = progress_show,
		    .context = progress},
	    .goal = o->goal,
	    .shortest = o->shortest,
	    .version = LCA_VERSION,
	    .record_options = (const char *const *)o->record,
	    .record_option_count = o->record_count,
	    .command = command_rows[o->command].name,
	    .arguments = (const char *const *)o->arguments,
	    .argument_count = o->argument_count,
	    .sensitivity = sensitivity,
	    .source = session->advises ? session->source : NULL,
	    .changes = o->changes,
	    .change_count = o->change_count,
	    .basis = o->basis,
	    .as_of = o->as_of,
	    .equivalents = o->equivalents,
	    .criteria = (const char *const *)o->criteria,
	    .criterion_count = o->criterion_count,
	};
}

struct assessment *session_run(struct session *session, const struct scenario *scenario,
			       struct factors *factors, bool sensitivity, struct diags *diags)
{
	struct progress progress = progress_begin();
	const struct assess_options options = session_options(session, sensitivity, &progress);
	struct assessment *assessment =
	    assess(session->arena, scenario, factors, &options, diags);

	progress_end(&progress);
	return assessment;
}

struct assessment *session_assess(struct session *session, bool sensitivity)
{
	struct scenario *scenario = session_scenario(session);
	struct assessment *assessment;

	if (!scenario)
		return NULL;
	assessment =
	    session_run(session, scenario, session->factors, sensitivity, session->diags);
	if (assessment)
		session_spare_logs(session, &assessment->record);
	return diags_has_error(session->diags) ? NULL : assessment;
}

bool session_write(struct session *session, struct buffer *out)
{
	bool good;

	if (session->kept) {
		*session->kept = *out;
		*out = (struct buffer){0};
		return true;
	}
	good = report_save(session->options->output, out, session->diags);
	buffer_free(out);
	return good;
}

/* The code follows the first line: "...: error: ... [unit-mismatch]". */
static void print_one(const struct diags *diags, const struct diag *diag, bool colour,
		      bool code)
{
	struct buffer text = {0};
	size_t first;

	diag_format(diags, diag, colour, &text);
	first = text.text ? strcspn(text.text, "\n") : 0;
	fprintf(stderr, "%.*s", (int)first, text.text ? text.text : "");
	if (code)
		fprintf(stderr, " [%s]", diag_slug(diag->code));
	fputs(text.text ? text.text + first : "\n", stderr);
	buffer_free(&text);
}

void session_print(const struct session *session, const struct diags *diags,
		   enum diag_severity least)
{
	bool colour = terminal_colour(STDERR_FILENO);
	size_t dropped = diags_dropped(diags);

	if (session->kept)
		return;
	for (size_t i = 0; i < diags_count(diags); i++) {
		const struct diag *diag = diags_at(diags, i);
		if (session->options->codes || diag_severity(diag->code) >= least)
			print_one(diags, diag, colour, session->options->codes);
	}
	if (dropped)
		fprintf(stderr, "lca: %zu more not shown\n", dropped);
}

void session_warn(const struct session *session)
{
	if (!session->options->codes)
		session_print(session, session->diags, DIAG_SEVERITY_WARNING);
}

size_t session_warnings(const struct diags *diags)
{
	size_t count = 0;

	for (size_t i = 0; i < diags_count(diags); i++)
		count += diag_severity(diags_at(diags, i)->code) == DIAG_SEVERITY_WARNING;
	return count;
}

/* A reader of the others does not see their comments, or there are none. */
static bool tells_warnings(enum format format)
{
	return format == FORMAT_STATEMENT ||
	       (format < (enum format)FORMAT_DOCUMENTS && format != FORMAT_CSV);
}

void session_note_warnings(const struct session *session)
{
	size_t count = session_warnings(session->diags);

	if (!count || (!session->options->into && text_same(session->options->output, "-")))
		return;
	if (!tells_warnings(session->options->format))
		session_warn(session);
	else
		fprintf(stderr, "%s: %zu %s (in the report)\n",
			options_place(session->options).file, count,
			count == 1 ? "warning" : "warnings");
}
