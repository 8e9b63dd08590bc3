/* Values that follow from a claim, held against their bounds. */

#include "models/audit_parts.h"

void audit_imply(struct audit_run *run, size_t claim, const struct audit_case *audit_case)
{
	(void)run;
	(void)claim;
	(void)audit_case;
}
