/* lca align: published figures brought to one boundary. */
#include "cli/session.h"
#include "lca/base/diag.h"
#include "lca/base/text.h"
#include "models/align.h"

static const struct alignment *align_files(struct session *session,
					   const struct align_options *options)
{
	const struct options *o = session->options;
	struct factors *factors = session_factors(session);
	const struct claims *claims;

	if (!factors || !session_input_once(session))
		return NULL;
	for (size_t i = 0; i < o->operand_count; i++)
		session_spare(session, o->operands[i]);
	claims =
	    claims_read(session->arena, o->operands, o->operand_count, factors, session->diags);
	if (!claims || diags_has_error(session->diags))
		return NULL;
	return align_claims(session->arena, claims, factors, options, session->diags);
}

int command_align(struct session *session)
{
	const struct options *o = session->options;
	const struct align_options options = {.samples = o->samples,
					      .seed = o->seed,
					      .interval = o->interval,
					      .threads = o->threads,
					      .to = o->align_to};
	const struct alignment *alignment = align_files(session, &options);
	struct buffer out = {0};

	if (!alignment || diags_has_error(session->diags))
		return 0;
	report_align(&(struct align_report){.alignment = alignment,
					    .samples = o->samples,
					    .seed = o->seed,
					    .interval = o->interval,
					    .version = LCA_VERSION,
					    .arguments = (const char *const *)o->arguments,
					    .argument_count = o->argument_count,
					    .options = (const char *const *)o->record,
					    .option_count = o->record_count},
		     session->diags, o->format, &session->style, &out);
	if (!session_write(session, &out))
		return 0;
	session_note_warnings(session);
	return 0;
}
