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

#define EXPORT(id, function, name, extension, title) export_function export_##function;
#include "reports/exports.def"
#undef EXPORT

/* What the assessment lacks to be written in this format, in words; NULL: nothing. */
const char *export_lacks(const struct assessment *assessment, enum format format);
/* Writes it in a format from FORMAT_DOCUMENTS on. command: whose output it is ("run"). The
 * assessment must have gwp and lack nothing. */
void export_write(const struct assessment *assessment, const struct diags *diags,
		  enum format format, const char *command, struct buffer *out);

#endif
