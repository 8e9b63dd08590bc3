/* Entry points: a value, its view, the writer of the format. */

#include "reports/reports.h"

#include <assert.h>

#include "reports/export.h"
#include "reports/record_claims.h"
#include "reports/record_line.h"
#include "reports/view.h"
#include "reports/view_quick.h"
#include "reports/write_json.h"

void report_itemized(const struct assessment *assessment, const struct diags *diags,
		     enum format format, const struct report_style *style, struct buffer *out)
{
	struct doc *doc;

	assert(assessment->criterion_count > 0);
	if (format == FORMAT_JSON) {
		json_itemized(assessment, diags, out);
		return;
	}
	if (format >= (enum format)FORMAT_DOCUMENTS) {
		export_write(assessment, diags, format, "run", out);
		return;
	}
	doc = doc_new();
	doc->draws = format == FORMAT_HTML;
	doc->record = record_line(doc->arena, assessment, "run", format_name(format));
	if (format == FORMAT_CSV)
		view_flat(doc, assessment);
	else
		view_itemized(doc, assessment, diags);
	doc_write(doc, format, style, out);
	doc_free(doc);
}

void report_quick(const struct quick_report *report, const struct diags *diags,
		  enum format format, const struct report_style *style, struct buffer *out)
{
	struct doc *doc;

	if (format == FORMAT_JSON) {
		json_quick(report, diags, out);
		return;
	}
	if (format >= (enum format)FORMAT_DOCUMENTS) {
		export_write(report->assessment, diags, format, "quick", out);
		return;
	}
	doc = doc_new();
	doc->draws = format == FORMAT_HTML;
	doc->record = record_line(doc->arena, report->assessment, "quick", format_name(format));
	if (format == FORMAT_CSV)
		view_flat(doc, report->assessment);
	else
		view_quick(doc, report, diags);
	doc_write(doc, format, style, out);
	doc_free(doc);
}

void report_import(const struct import_report *report, const struct diags *diags,
		   enum format format, const struct report_style *style, struct buffer *out)
{
	struct record record;
	struct doc *doc;

	if (format == FORMAT_JSON) {
		json_import(report, diags, out);
		return;
	}
	doc = doc_new();
	doc->draws = format == FORMAT_HTML;
	record = import_record(doc->arena, report);
	doc->record = record_line_of(doc->arena, &record, format_name(format));
	if (format == FORMAT_CSV)
		view_import_flat(doc, report->import);
	else
		view_import(doc, report->import, diags);
	doc_write(doc, format, style, out);
	doc_free(doc);
}

void report_explain(const struct assessment *assessment, const char *item, enum format format,
		    const struct report_style *style, struct buffer *out)
{
	struct doc *doc;

	if (format == FORMAT_JSON) {
		json_explain(assessment, item, out);
		return;
	}
	doc = doc_new();
	if (format == FORMAT_CSV)
		view_explain_flat(doc, assessment, item);
	else
		view_explain(doc, assessment, item);
	doc_write(doc, format, style, out);
	doc_free(doc);
}

void report_units(enum format format, const struct report_style *style, struct buffer *out)
{
	struct doc *doc;

	if (format == FORMAT_JSON) {
		json_units(out);
		return;
	}
	doc = doc_new();
	view_units(doc);
	doc_write(doc, format, style, out);
	doc_free(doc);
}

void report_keys(const struct key_row *rows, size_t count, enum format format,
		 const struct report_style *style, struct buffer *out)
{
	struct doc *doc;

	if (format == FORMAT_JSON) {
		json_keys(rows, count, out);
		return;
	}
	doc = doc_new();
	if (format == FORMAT_CSV)
		view_keys_flat(doc, rows, count);
	else
		view_keys(doc, rows, count);
	doc_write(doc, format, style, out);
	doc_free(doc);
}
