/* Claims against each other: rows of a table, and the total that they should add up to. */

#include "models/audit_parts.h"

void audit_across(struct audit_run *run)
{
	(void)run;
}
