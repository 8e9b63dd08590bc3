#ifndef REPORTS_VIEW_ALIGN_H
#define REPORTS_VIEW_ALIGN_H

/*
 * The pages of lca align: all rows with what each bridge adds, then each row bridge by bridge
 * with how it was crossed and by which source.
 */

#include "models/align.h"
#include "reports/doc.h"
#include "reports/number.h"

struct diags;

void view_align(struct doc *doc, const struct align_report *report, const struct diags *diags);
/* One row for each bridge of each claim, exact (CSV). */
void view_align_flat(struct doc *doc, const struct alignment *alignment);

/* "inside", "stated apart"; "stated" of the first step. */
const char *align_status_name(enum align_status status, enum align_step step);
/* The statistics of a range, to be printed as others are. */
struct statistics align_statistics(const struct align_range *range);

#endif
