/* lca schedule: when to run. */
#include "cli/session.h"
#include "cli/terminal.h"
#include "lca/base/arena.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/schedule.h"

enum { DAYS_LISTED = 5 };

static void check_usage(struct session *session)
{
	const struct schedule_request *request = &session->options->schedule;

	if (!request->pauses && request->stretch > 0)
		diag_add(session->diags, DIAG_USAGE, options_place(session->options), NULL,
			 "add --pause", "--at-least is of a job that may pause");
	if (!request->pauses && request->idle)
		diag_add(session->diags, DIAG_USAGE, options_place(session->options), NULL,
			 "add --pause", "--idle-power is of a job that may pause");
}

static const struct schedule *find(struct session *session)
{
	const struct options *o = session->options;
	struct scenario *scenario = session_scenario(session);
	struct progress progress = progress_begin();
	struct assess_options options = session_options(session, false, &progress);
	struct schedule_request request = o->schedule;
	const struct schedule *schedule = NULL;

	request.place = options_place(o);
	request.top = o->top ? o->top : DAYS_LISTED;
	if (scenario)
		schedule = schedule_find(session->arena, scenario, session->factors, &options,
					 &request, session->diags);
	progress_end(&progress);
	return schedule;
}

int command_schedule(struct session *session)
{
	const struct schedule *schedule;
	struct buffer out = {0};

	check_usage(session);
	schedule = find(session);
	if (!schedule)
		return 0;
	session_spare_logs(session, &schedule->assessment->record);
	if (diags_has_error(session->diags))
		return 0;
	report_schedule(schedule, session->diags, session->options->format, &session->style,
			&out);
	if (session_write(session, &out))
		session_note_warnings(session);
	return 0;
}
