/* Entry point of audits: the view, the writer of the format. */

#include "reports/reports.h"
#include "reports/view_audit.h"
#include "reports/write_json.h"

void report_audit(const struct audit_report *report, const struct diags *diags,
		  enum format format, const struct report_style *style, struct buffer *out)
{
	struct doc *doc;

	if (format == FORMAT_JSON) {
		json_audit(report, diags, out);
		return;
	}
	doc = doc_new();
	doc->draws = format == FORMAT_HTML;
	if (format == FORMAT_CSV)
		view_audit_flat(doc, report->audit);
	else
		view_audit(doc, report, diags, format == FORMAT_HTML);
	doc_write(doc, format, style, out);
	doc_free(doc);
}
