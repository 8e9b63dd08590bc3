/* lca units: what may be typed. */
#include "cli/session.h"
#include "lca/base/text.h"

int command_units(struct session *session)
{
	struct buffer out = {0};

	report_units(session->options->format, &session->style, &out);
	session_write(session, &out);
	return 0;
}
