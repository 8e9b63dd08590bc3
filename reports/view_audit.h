#ifndef REPORTS_VIEW_AUDIT_H
#define REPORTS_VIEW_AUDIT_H

/*
 * The pages of lca audit: a headline, the verdicts, and of each claim what is stated, what
 * follows, what was found and what would explain it.
 *
 * One claim is shown whole. Of several a table of verdicts comes first, then those that are not
 * consistent or have something to tell.
 */

#include "models/audit.h"
#include "reports/doc.h"

void view_audit(struct doc *doc, const struct audit_report *report, const struct diags *diags);
/* One row each with every figure, exact (CSV). */
void view_audit_flat(struct doc *doc, const struct audit *audit);

#endif
