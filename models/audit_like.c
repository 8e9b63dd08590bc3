/* Holds what a figure is said to be like against every vintage of that equivalence. */

#include "models/audit_parts.h"

void audit_like(struct audit_run *run)
{
	(void)run;
}
