/* A claim as the auditor takes it, without any assumption. */

#include "models/audit_parts.h"

struct audit_case audit_case_of(struct audit_run *run, const struct claim *claim)
{
	struct audit_case audit_case = {
	    .claim = claim, .metered = claim->metered, .power_of = claim->power_of};
	size_t i;

	(void)run;
	for (i = 0; i < CLAIM_FIGURES; i++) {
		const struct printed *printed = claim->figures[i];

		if (printed)
			audit_case.figures[i] = (struct audit_value){
			    .stated = true,
			    .value = printed->value,
			    .exact = printed->exact,
			    .loose = printed->loose,
			    .unit = printed->unit,
			    .printed = printed,
			};
	}
	return audit_case;
}
