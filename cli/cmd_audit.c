/* lca audit: published figures, recomputed. */
#include "cli/session.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/audit.h"

static const struct audit *audit_files(struct session *session)
{
	const struct options *o = session->options;
	struct factors *factors = session_factors(session);
	const struct claims *claims;

	if (!factors || !session_input_once(session))
		return NULL;
	claims =
	    claims_read(session->arena, o->operands, o->operand_count, factors, session->diags);
	if (!claims || diags_has_error(session->diags))
		return NULL;
	return audit_claims(session->arena, claims, factors, session->diags);
}

int command_audit(struct session *session)
{
	const struct options *o = session->options;
	const struct audit *audit = audit_files(session);
	struct buffer out = {0};

	if (!audit || diags_has_error(session->diags))
		return 0;
	report_audit(&(struct audit_report){.audit = audit,
					    .explain = o->explain,
					    .version = LCA_VERSION,
					    .arguments = (const char *const *)o->arguments,
					    .argument_count = o->argument_count,
					    .options = (const char *const *)o->record,
					    .option_count = o->record_count,
					    .basis = o->basis,
					    .as_of = o->as_of},
		     session->diags, o->format, &session->style, &out);
	if (!session_write(session, &out))
		return 0;
	session_note_warnings(session);
	return audit->counts[VERDICT_CONDITIONAL] + audit->counts[VERDICT_INCONSISTENT] > 0;
}
