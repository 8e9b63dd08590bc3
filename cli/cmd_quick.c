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

/* A file that is there is never overwritten, and two outputs do not share one. */
static bool spares_files(struct session *session)
{
	const struct options *o = session->options;

	if (is_saved(o) && access(o->save, F_OK) == 0)
		diag_add(session->diags, DIAG_FILE_EXISTS, (struct place){.file = o->save},
			 NULL, "name another file", "the file exists already");
	else if (o->save && text_same(o->save, o->output) && is_saved(o))
		diag_add(session->diags, DIAG_OPTION_VALUE, options_place(o), NULL,
			 "give the scenario a name of its own",
			 "--save and --output both name '%s'", o->save);
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
	struct buffer out = {0};

	report.assumption_count =
	    quick_assumptions(session->arena, assessment, assumptions, ASSUMPTIONS);
	report_quick(&report, session->diags, session->options->format, &session->style, &out);
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
	scenario = scenario_read_from(source, o->changes, o->change_count, session->diags);
	assessment = session_run(session, scenario, session->factors, true, session->diags);
	if (!assessment || diags_has_error(session->diags))
		return;
	if (o->save && !report_save(o->save, &estimate->yaml, session->diags))
		return;
	if (!text_same(o->save, "-"))
		write_report(session, estimate, assessment);
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
