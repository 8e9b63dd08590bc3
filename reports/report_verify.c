/* lca verify: verdicts, causes and differences. */

#include "reports/view.h"
#include "reports/view_verify.h"
#include "reports/write_json.h"

void report_verified(const struct verification *const *done, size_t count, enum format format,
		     const struct report_style *style, struct buffer *out)
{
	struct doc *doc;

	if (format == FORMAT_JSON) {
		json_verified(done, count, out);
		return;
	}
	doc = doc_new();
	if (format == FORMAT_CSV)
		view_verified_flat(doc, done, count);
	else
		view_verified(doc, done, count);
	doc_write(doc, format, style, out);
	doc_free(doc);
}
