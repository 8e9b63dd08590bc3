#ifndef REPORTS_REPORTS_H
#define REPORTS_REPORTS_H

/*
 * Reports: a value (assessment, import, factor rows) becomes a document, and a document becomes
 * text.
 *
 * view_NAME.c builds a document (doc.h) from a value; write_NAME.c prints any document;
 * writers.def lists the formats, exports.def those that an assessment alone has. JSON results
 * are contracts of their own (write_json_*.c). Everything goes into a buffer: a report is
 * written whole or not at all.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "factors/factors.h"
#include "models/assess.h"
#include "models/import.h"

struct alignment;
struct audit;
struct buffer;
struct comparison;
struct diags;
struct difference;
struct assumption;
struct key_row;
struct profile;
struct quick_plan;
struct region_entry;
struct schedule;
struct survey;
struct thing_entry;
struct verification;

enum format {
#define WRITER(id, name, extension, title) FORMAT_##id,
#include "reports/writers.def"
#undef WRITER
#define EXPORT(id, function, name, extension, title) FORMAT_##id,
#include "reports/exports.def"
#undef EXPORT
	FORMAT_COUNT
};

/* Formats before this one print any document (JSON: its value), those from it on an assessment
 * alone (export.h). */
enum {
	FORMAT_DOCUMENTS = 0
#define WRITER(id, name, extension, title) +1
#include "reports/writers.def"
#undef WRITER
};

/* By name ("markdown"), file extension ("md"), its start ("cdx" of "cdx.json") or another word
 * that is used ("bom"); false where there is none. */
bool format_by_name(const char *name, enum format *format);
/* Of the first `count` formats the name that was meant, or NULL. */
const char *format_nearest(const char *name, size_t count);
/* The file's name is this one, which has a dot, or ends in a dot and it. */
bool format_ends_in(const char *path, const char *name);
/* By the longest extension that the file's name ends in ("out/bom.cdx.json"); one with a dot
 * may be the whole name. */
bool format_by_extension(const char *path, enum format *format);
const char *format_name(enum format format);
const char *format_extension(enum format format);
const char *format_title(enum format format);

struct report_style {
	bool colour;
	unsigned width; /* columns of a text report; 0 = 96. Never more than 99 */
};

/* The itemized report of lca run, in any format; from FORMAT_DOCUMENTS on the assessment must
 * have gwp. diags: its warnings stand in the report. */
void report_itemized(const struct assessment *assessment, const struct diags *diags,
		     enum format format, const struct report_style *style, struct buffer *out);
/* The short report of lca quick, in any format. saved: the scenario lies in a file of its name.
 */
struct quick_report {
	const struct assessment *assessment;
	const struct quick_plan *plan;
	const struct assumption *assumptions;
	size_t assumption_count;
	bool saved;
};
void report_quick(const struct quick_report *report, const struct diags *diags,
		  enum format format, const struct report_style *style, struct buffer *out);
/* The dossier of lca dossier, in a format for people; gwp must be the first criterion. */
void report_dossier(const struct assessment *assessment, const struct diags *diags,
		    enum format format, const struct report_style *style, struct buffer *out);
/* Formula tree of one item ("training/final run"), or of every item (NULL). item must exist. */
void report_explain(const struct assessment *assessment, const char *item, enum format format,
		    const struct report_style *style, struct buffer *out);
/* Scenarios or variants of one, ranked (models/comparison.h). top: rows of each table, 0 for
 * all; csv and json have all. */
void report_comparison(const struct comparison *comparison, size_t top,
		       const struct diags *diags, enum format format,
		       const struct report_style *style, struct buffer *out);
/* When to run (lca schedule). */
void report_schedule(const struct schedule *schedule, const struct diags *diags,
		     enum format format, const struct report_style *style, struct buffer *out);
/* Published figures, audited (lca audit). */
struct audit_report {
	const struct audit *audit;
	bool explain; /* every calculation line by line */
	const char *version;
	const char *const *options; /* "--factors FILE": what can change a number */
	size_t option_count;
	enum factors_basis basis;
	const char *as_of;	      /* or NULL */
	const char *const *arguments; /* for the record, or NULL */
	size_t argument_count;
};
void report_audit(const struct audit_report *report, const struct diags *diags,
		  enum format format, const struct report_style *style, struct buffer *out);
/* Published figures on one boundary (lca align). */
struct align_report {
	const struct alignment *alignment;
	size_t samples;
	uint64_t seed;
	double interval;
	const char *version;
	const char *const *options; /* "--to pue": what can change a number */
	size_t option_count;
	const char *const *arguments; /* for the record, or NULL */
	size_t argument_count;
};
void report_align(const struct align_report *report, const struct diags *diags,
		  enum format format, const struct report_style *style, struct buffer *out);
struct import_report {
	const struct import *import;
	const char *version;
	const char *map, *map_sha256; /* of --map, or NULL */
	const char *const *arguments; /* for the record, or NULL */
	size_t argument_count;
};
void report_import(const struct import_report *report, const struct diags *diags,
		   enum format format, const struct report_style *style, struct buffer *out);
/* A table of rows (factors list). */
void report_factors(const struct factor *const *rows, size_t count, enum format format,
		    const struct report_style *style, struct buffer *out);
/* What a search of the factors found: rows, and names of regions and things. */
struct found {
	const struct factor *const *rows;
	size_t row_count;
	const struct region_entry *regions;
	const struct factor *const *looked_up; /* [region] for its electricity, or NULL */
	size_t region_count;
	const struct thing_entry *things;
	size_t thing_count;
};
void report_found(const struct found *found, enum format format,
		  const struct report_style *style, struct buffer *out);
/* The row that was added, and the one that it hides or NULL (factors add). */
void report_added(const struct factor *row, const struct factor *hidden, enum format format,
		  const struct report_style *style, struct buffer *out);
/* What the database holds (factors check): a page of text; Markdown and JSON have all. */
void report_survey(const struct survey *survey, const struct diags *diags, enum format format,
		   const struct report_style *style, struct buffer *out);
/* Two factors, regions or tables against each other (factors diff); diags: of its scenario. */
void report_difference(const struct difference *difference, const struct diags *diags,
		       enum format format, const struct report_style *style,
		       struct buffer *out);
/* Everything known of regions, things or rows (factors show). */
void report_profiles(const struct profile *profiles, size_t count, enum format format,
		     const struct report_style *style, struct buffer *out);
void report_units(enum format format, const struct report_style *style, struct buffer *out);
/* Of scenarios (scenario_keys) or of claims (audit_keys). */
void report_keys(const struct key_row *rows, size_t count, enum format format,
		 const struct report_style *style, struct buffer *out);

/* Reports that were made again and compared (lca verify). */
void report_verified(const struct verification *const *done, size_t count, enum format format,
		     const struct report_style *style, struct buffer *out);

/* Writes the buffer to path ("-": standard output), through a temporary file beside it and a
 * rename; nothing is left behind on failure. A device or pipe is written directly. False:
 * reported (FILE_WRITE). */
bool report_save(const char *path, const struct buffer *buffer, struct diags *diags);

#endif
