/* lca quick: one number before anything is trained, and what it rests on. */
#include <math.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/session.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/assess.h"
#include "models/quick.h"
#include "models/scenario.h"

enum { ASSUMPTIONS = 3 };

/* What quick was told, its scenario, and what came of it. */
struct estimate {
	struct quick_plan plan;
	struct buffer yaml;
	const char *name; /* of the scenario: its file, or the command */
};

static bool is_saved(const struct options *o)
{
	return o->save && !text_same(o->save, "-");
}

static void refuse(struct session *session, const char *hint, const char *message)
{
	diag_add(session->diags, DIAG_OPTION_VALUE, options_place(session->options), NULL, hint,
		 "%s", message);
}

/* A scenario that is printed is all that is printed. */
static void check_alone(struct session *session)
{
	const struct options *o = session->options;

	if (!text_same(o->save, "-"))
		return;
	if (!text_same(o->output, "-"))
		refuse(session, "--save model.yaml writes both",
		       "--save - prints the scenario alone, --output writes the report");
	else if (o->format != FORMAT_TEXT)
		refuse(session, "leave --format out, or --save model.yaml",
		       "--save - prints the scenario alone, which is YAML");
}

/* A file that is there is never overwritten, and two outputs do not share one. */
static bool spares_files(struct session *session)
{
	const struct options *o = session->options;

	if (is_saved(o) && !session->kept && access(o->save, F_OK) == 0)
		diag_add(session->diags, DIAG_FILE_EXISTS, (struct place){.file = o->save},
			 NULL, "name another file", "the file exists already");
	else if (is_saved(o) && text_same(o->save, o->output))
		refuse(session, "give the scenario a name of its own",
		       arena_printf(session->arena, "--save and --output both name '%s'",
				    o->save));
	check_alone(session);
	if (o->save)
		quick_may_save(session->arena, o->changes, o->change_count, options_place(o),
			       session->diags);
	return !diags_has_error(session->diags);
}

static bool write_report(struct session *session, const struct estimate *estimate,
			 const struct assessment *assessment)
{
	struct assumption assumptions[ASSUMPTIONS];
	struct quick_report report = {.assessment = assessment,
				      .plan = &estimate->plan,
				      .assumptions = assumptions,
				      .saved = is_saved(session->options)};
	const struct diags *diags =
	    report.saved ? session->diags
			 : quick_placed(session->arena, session->diags, estimate->name);
	struct buffer out = {0};

	report.assumption_count =
	    quick_assumptions(session->arena, assessment, assumptions, ASSUMPTIONS);
	report_quick(&report, diags, session->options->format, &session->style, &out);
	return session_write(session, &out);
}

/* The scenario is run before it is saved: one with errors is not written. */
static void run(struct session *session, struct estimate *estimate)
{
	const struct options *o = session->options;
	struct scenario_source *source;
	const struct scenario *scenario;
	const struct assessment *assessment;

	source = scenario_open_text(session->arena, estimate->name, estimate->yaml.text,
				    estimate->yaml.length, session->diags);
	if (!source)
		return;
	if (o->change_count)
		scenario = scenario_read_from(
		    source,
		    quick_changes(session->arena, &estimate->plan, o->changes, o->change_count),
		    o->change_count + 1, session->diags);
	else
		scenario = scenario_read_from(source, NULL, 0, session->diags);
	assessment = session_run(session, scenario, session->factors, true, session->diags);
	if (!assessment || diags_has_error(session->diags))
		return;
	if (o->save && !session->kept && !report_save(o->save, &estimate->yaml, session->diags))
		return;
	/* Without its report nobody knows of the file. */
	if (!text_same(o->save, "-") && !write_report(session, estimate, assessment) &&
	    is_saved(o))
		unlink(o->save);
}

int command_quick(struct session *session)
{
	const struct options *o = session->options;
	struct estimate estimate = {.name = is_saved(o) ? o->save : options_place(o).file};

	if (!spares_files(session) || !session_factors(session) ||
	    !quick_plan(session->arena, session->factors, &o->quick, options_place(o),
			session->diags, &estimate.plan))
		return 0;
	quick_yaml(session->arena, &estimate.plan, &estimate.yaml);
	run(session, &estimate);
	buffer_free(&estimate.yaml);
	if (!diags_has_error(session->diags))
		session_note_warnings(session);
	return 0;
}
