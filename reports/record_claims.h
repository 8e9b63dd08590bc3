#ifndef REPORTS_RECORD_CLAIMS_H
#define REPORTS_RECORD_CLAIMS_H

/* The records of audits, alignments and imports, which read no scenario. */

#include "reports/reports.h"

struct arena;

struct record audit_record(struct arena *arena, const struct audit_report *report);
struct record align_record(struct arena *arena, const struct align_report *report);
/* No factors are behind it. */
struct record import_record(struct arena *arena, const struct import_report *report);

#endif
