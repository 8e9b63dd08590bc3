/* The verdict of every claim, when all has been found. */

#include "models/audit_parts.h"

void audit_judge(struct audit_run *run)
{
	size_t i;

	for (i = 0; i < run->claims->count; i++)
		run->audited[i].summary = "nothing follows from what is stated";
}
