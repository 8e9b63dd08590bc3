/* lca check: validates a scenario. */
#include "cli/session.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "lca/base/text_set.h"
#include "models/assess.h"

int command_check(struct session *session)
{
	const struct scenario *scenario = session_scenario(session);
	struct buffer out = {0};
	const char *file = session->options->operands[0];
	struct text_set left_out = {0};
	size_t warnings;

	if (!scenario || !assess_check(session->arena, scenario, session->factors,
				       session->diags, &left_out))
		return 0;
	session_warn(session);
	warnings = session_warnings(session->diags);
	buffer_printf(&out, "%s: valid, %zu %s\n",
		      text_same(file, "-") ? "standard input" : file, warnings,
		      warnings == 1 ? "warning" : "warnings");
	for (size_t i = 0; i < left_out.count; i++)
		buffer_printf(&out, "not in the total: %s\n", left_out.texts[i]);
	session_write(session, &out);
	return 0;
}
