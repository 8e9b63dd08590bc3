/* lca check: validates a scenario. */
#include "cli/session.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/assess.h"

int command_check(struct session *session)
{
	const struct scenario *scenario = session_scenario(session);
	struct buffer out = {0};
	const char *file = session->options->operands[0];
	size_t warnings;

	if (!scenario ||
	    !assess_check(session->arena, scenario, session->factors, session->diags))
		return 0;
	session_warn(session);
	warnings = session_warnings(session->diags);
	buffer_printf(&out, "%s: valid, %zu %s\n",
		      text_same(file, "-") ? "standard input" : file, warnings,
		      warnings == 1 ? "warning" : "warnings");
	session_write(session, &out);
	return 0;
}
