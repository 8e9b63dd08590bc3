/* lca import: what a log holds. */
#include "cli/session.h"
#include "lca/base/text.h"
#include "models/import.h"

int command_import(struct session *session)
{
	const struct options *o = session->options;
	const char *file = o->operands[0];
	const struct import *import =
	    import_read(session->arena, file, file, &o->import, session->diags);
	struct buffer out = {0};

	if (!import || diags_has_error(session->diags))
		return 0;
	report_import(import, session->diags, o->format, &session->style, &out);
	if (session_write(session, &out))
		session_note_warnings(session);
	return 0;
}
