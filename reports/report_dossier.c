/* Entry point of dossiers: the view, the writer of the format. */

#include "lca/base/arena.h"
#include "reports/facts.h"
#include "reports/record_line.h"
#include "reports/reports.h"
#include "reports/view_dossier.h"

void report_dossier(const struct assessment *assessment, const struct diags *diags,
		    enum format format, const struct report_style *style, struct buffer *out)
{
	struct doc *doc = doc_new();
	const struct facts *facts = facts_of(doc->arena, assessment);

	doc->draws = format == FORMAT_HTML;
	doc->record = record_line(doc->arena, assessment, "dossier", format_name(format));
	view_dossier(doc, dossier_of(doc->arena, facts, diags));
	doc_write(doc, format, style, out);
	doc_free(doc);
}
