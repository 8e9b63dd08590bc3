/* lca factors check: what the database holds, validated by opening it. */
#include "cli/cmd_factors.h"
#include "factors/survey.h"
#include "lca/base/text.h"

int factors_check(struct session *session, const char *const *words, size_t count)
{
	struct survey survey = survey_factors(session->factors);
	struct buffer out = {0};

	(void)words; /* layers, opened already */
	(void)count;
	session_warn(session);
	report_survey(&survey, session->diags, session->options->format, &session->style, &out);
	session_write(session, &out);
	return 0;
}
