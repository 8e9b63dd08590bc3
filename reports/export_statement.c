/* The assessment as a statement after ISO 14044 and 14067, of one page of Markdown. */

#include "lca/base/arena.h"
#include "lca/base/text.h"
#include "reports/export.h"
#include "reports/view_dossier.h"

void export_statement(const struct export_request *request, struct buffer *out)
{
	struct doc *doc = doc_new();

	doc->record = request->record;
	view_statement(doc, dossier_of(doc->arena, request->facts, request->diags));
	write_markdown(doc, out);
	doc_free(doc);
}
