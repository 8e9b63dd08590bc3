/* What is not wrong with a claim and should be known. */

#include "models/audit_parts.h"

void audit_remark(struct audit_run *run, size_t claim, const struct audit_case *audit_case,
		  const struct audit_outcomes *outcomes)
{
	(void)run;
	(void)claim;
	(void)audit_case;
	(void)outcomes;
}
