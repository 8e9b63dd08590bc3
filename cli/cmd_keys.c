/* lca keys: the reference of all scenario keys. */
#include "cli/session.h"
#include "lca/base/text.h"

int command_keys(struct session *session)
{
	struct buffer out = {0};

	report_keys(session->options->format, &session->style, &out);
	session_write(session, &out);
	return 0;
}
