#ifndef REPORTS_VIEW_QUICK_H
#define REPORTS_VIEW_QUICK_H

/* What lca quick tells, for every format of it. */

#include "lca/engine/run.h"
#include "reports/doc.h"

struct assumption;

void view_quick(struct doc *doc, const struct quick_report *report, const struct diags *diags);
/* How long the run takes, by the size of its model. */
void view_quick_work(struct doc *doc, const struct quick_report *report);
/* What the number is counted with, and what comes beside it. */
void view_quick_counted(struct doc *doc, const struct quick_report *report);
/* Its holes, and what to state for them. */
void view_quick_missing(struct doc *doc, const struct quick_report *report);
/* The section of the assumptions that matter most, and their sources. */
void view_assumptions(struct doc *doc, const struct assumption *assumptions, size_t count);

/* Central value and 95 % range in the unit of the assumption's quantity, which is there. That
 * of a grid's row is on the basis of the run. */
struct statistics quick_value(const struct assumption *assumption);

/* What to type to state the assumption, with its own central value: "--pue 1.1". */
const char *quick_state(struct arena *arena, const struct assumption *assumption);

void json_quick(const struct quick_report *report, const struct diags *diags,
		struct buffer *out);

#endif
