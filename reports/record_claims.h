#ifndef REPORTS_RECORD_CLAIMS_H
#define REPORTS_RECORD_CLAIMS_H

/* The records of audits and alignments, which read claims and no scenario. */

#include "reports/reports.h"

struct arena;

struct record audit_record(struct arena *arena, const struct audit_report *report);
struct record align_record(struct arena *arena, const struct align_report *report);

#endif
