/* Small sets of slips that would make the figures of a claim follow from each other. */

#include "models/audit_parts.h"

void audit_explain(struct audit_run *run, size_t claim, const struct audit_case *audit_case,
		   const struct audit_outcomes *outcomes)
{
	(void)audit_case;
	(void)outcomes;
	run->audited[claim].explanations = NULL;
	run->audited[claim].explanation_count = 0;
}
