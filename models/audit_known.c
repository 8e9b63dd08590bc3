/* Claims against the figures that were published of the same model, and of others. */

#include "models/audit_parts.h"

void audit_known(struct audit_run *run)
{
	(void)run;
}
