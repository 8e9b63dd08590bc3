/* Entry point of alignments: the view, the writer of the format. */

#include "reports/record_claims.h"
#include "reports/record_line.h"
#include "reports/reports.h"
#include "reports/view_align.h"
#include "reports/write_json.h"

void report_align(const struct align_report *report, const struct diags *diags,
		  enum format format, const struct report_style *style, struct buffer *out)
{
	struct record record;
	struct doc *doc;

	if (format == FORMAT_JSON) {
		json_align(report, diags, out);
		return;
	}
	doc = doc_new();
	doc->draws = format == FORMAT_HTML;
	record = align_record(doc->arena, report);
	doc->record = record_line_of(doc->arena, &record, format_name(format));
	if (format == FORMAT_CSV)
		view_align_flat(doc, report->alignment);
	else
		view_align(doc, report, diags);
	doc_write(doc, format, style, out);
	doc_free(doc);
}
