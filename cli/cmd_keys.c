/* lca keys: the reference of all keys. */
#include "cli/session.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/audit.h"
#include "models/scenario.h"

int command_keys(struct session *session)
{
	const struct options *o = session->options;
	const char *of = o->operand_count ? o->operands[0] : "scenario";
	const struct key_row *rows;
	struct buffer out = {0};
	size_t count;

	if (!text_same(of, "scenario") && !text_same(of, "claim")) {
		diag_add(session->diags, DIAG_USAGE, options_place(o), NULL,
			 "lca keys scenario, or lca keys claim", "there are no keys of '%s'",
			 of);
		return 0;
	}
	rows = text_same(of, "claim") ? audit_keys(session->arena, &count)
				      : scenario_keys(session->arena, &count);
	report_keys(rows, count, o->format, &session->style, &out);
	session_write(session, &out);
	return 0;
}
