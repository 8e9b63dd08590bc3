/* Entry point of comparisons: the view, the writer of the format. */

#include <assert.h>

#include "models/comparison.h"
#include "reports/record_line.h"
#include "reports/reports.h"
#include "reports/view_comparison.h"
#include "reports/write_json.h"

void report_comparison(const struct comparison *comparison, size_t top,
		       const struct diags *diags, enum format format,
		       const struct report_style *style, struct buffer *out)
{
	struct doc *doc;

	assert(comparison->ranked > 0);
	if (format == FORMAT_JSON) {
		json_comparison(comparison, diags, out);
		return;
	}
	doc = doc_new();
	doc->draws = format == FORMAT_HTML;
	doc->record = record_line_of(doc->arena, &comparison->record, format_name(format));
	if (format == FORMAT_CSV)
		view_comparison_flat(doc, comparison);
	else
		view_comparison(doc, comparison, top, diags);
	doc_write(doc, format, style, out);
	doc_free(doc);
}
