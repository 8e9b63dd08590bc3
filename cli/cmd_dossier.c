/* lca dossier: what a reviewer signs. */
#include "cli/session.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/assess.h"

/* A dossier is read by people: its numbers, for programs, are those of lca run. */
static bool check_format(struct session *session)
{
	const struct options *o = session->options;

	if (o->format != FORMAT_JSON && o->format != FORMAT_CSV)
		return true;
	diag_add(session->diags, DIAG_USAGE, options_place(o), NULL,
		 "take text, markdown or html; lca run writes the numbers as json or csv",
		 "a dossier is not written as %s", format_name(o->format));
	return false;
}

int command_dossier(struct session *session)
{
	const struct options *o = session->options;
	const struct assessment *a;
	struct buffer out = {0};

	if (!check_format(session))
		return 0;
	a = session_assess(session, true);
	if (!a)
		return 0;
	report_dossier(a, session->diags, o->format, &session->style, &out);
	if (session_write(session, &out))
		session_note_warnings(session);
	return 0;
}
