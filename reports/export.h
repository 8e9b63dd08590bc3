#ifndef REPORTS_EXPORT_H
#define REPORTS_EXPORT_H

/*
 * Formats of other programs and standards that an assessment is written in: one row in
 * exports.def and export_NAME.c each. What a format has no place for goes where it allows
 * anything (properties, notes), or is said to be left out; nothing is netted, no hole is a
 * zero, units are those of the format. Each carries the record (record_line.h).
 */

#include "reports/reports.h"

struct facts;

struct export_request {
	const struct assessment *assessment;
	const struct diags *diags;
	const struct facts *facts;
	const char *record; /* record_line of this output */
};

typedef void export_function(const struct export_request *request, struct buffer *out);

#endif
